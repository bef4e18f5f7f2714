//! Lists with months, years, products or customers across: each cell above nought is a sale.

use super::blocks::{Across, Block};
use super::columns::Column;
use super::dates::{self, Around};
use super::field::Field;
use super::lexicon::{Says, says};
use super::naming;
use super::profile::Profile;
use super::text::{fold, header_words};
use super::vocabulary::vocabulary;
use crate::grid::{Book, Sheet};
use std::collections::BTreeMap;

/// Returns the columns that stand across, if the list is a matrix of customers.
pub(super) fn across(book: &Book, sheet: &Sheet, block: &Block) -> Option<Vec<Across>> {
    if !block.has_customer() && !names_customers(book, sheet, block) {
        return None;
    }
    by_time(book, sheet, block).or_else(|| by_product(block))
}

/// Returns whether the words before the columns across are customers, though no header says so.
fn names_customers(book: &Book, sheet: &Sheet, block: &Block) -> bool {
    let Some(labels) = block.columns.iter().find(|column| column.profile.is_words()) else {
        return false;
    };
    if naming::speaks_of_others(&labels.header) {
        return false;
    }
    let texts = block.rows.clone().filter_map(|row| book.text(sheet.grid.get(row, labels.at)));
    let names = texts.filter(|text| !says(text).any(Says::PLAIN_TOTAL));
    naming::are_customers(&labels.header, &block.title, names)
}

/// Returns whether months stand across without customers before them: sums per product or post, a budget.
pub(super) fn is_of_others(book: &Book, sheet: &Sheet, block: &Block) -> bool {
    !block.has_customer() && by_time(book, sheet, block).is_some()
}

fn by_time(book: &Book, sheet: &Sheet, block: &Block) -> Option<Vec<Across>> {
    let spans = spans(block);
    let months = spans.iter().filter(|(_, around)| around.month.is_some()).count();
    let is_numeric = |at: u32| {
        let profile = Profile::of(book, &sheet.grid, (at, ""), block.rows.clone());
        profile.is_empty() || profile.is_amounts()
    };
    let fits = (months >= 3 || months == 0 && spans.len() >= 2)
        && spans.iter().all(|(at, _)| is_numeric(*at));
    // With a date and an amount in the row, a column that is called after a month is something else.
    let is_list =
        block.at(Field::Date).is_some_and(|at| spans.iter().all(|span| span.0 != at)) && months < 3;
    if !fits || is_list {
        return None;
    }
    let with_month = |(_, around): &(u32, Around)| months == 0 || around.month.is_some();
    let across = spans.into_iter().filter(with_month).map(|(at, around)| Across {
        at,
        around: Around { year: around.year.or(block.around.year), month: around.month },
        ..Across::default()
    });
    Some(across.collect())
}

/// Returns the columns whose headers name a month or year: alone, or all behind the same words, as `Contributie 2023`.
fn spans(block: &Block) -> Vec<(u32, Around)> {
    let cells = &block.headers.cells;
    let plain: Vec<_> = cells.iter().filter_map(|(at, text)| Some((*at, span(text)?))).collect();
    if plain.len() >= 2 {
        return plain;
    }
    let mut stems: BTreeMap<String, Vec<(u32, Around)>> = BTreeMap::new();
    for (at, header) in cells {
        let is_asked = block.columns.iter().any(|column| {
            column.at == *at && (column.profile.is_amounts() || column.profile.is_empty())
        });
        if let (true, Some((stem, around))) = (is_asked, stem_and_span(header)) {
            stems.entry(stem).or_default().push((*at, around));
        }
    }
    let most = stems.into_values().max_by_key(Vec::len).filter(|spans| spans.len() >= 2);
    most.unwrap_or(plain)
}

/// Parts a header into its month or year and the other words: they say what is paid, and never a rate or a total.
fn stem_and_span(header: &str) -> Option<(String, Around)> {
    let words = header_words(header);
    let is_aside = says(header).any(Says::TOTAL) || words.iter().any(|word| word == "procent");
    let is_span = |word: &String| {
        let year = word.len() == 4 && span(word).is_some();
        year || word.len() > 2 && vocabulary().month(word).is_some()
    };
    let (when, stem): (Vec<_>, Vec<_>) = words.iter().partition(|word| is_span(word));
    let found = dates::around(&fold(header));
    let is_told = !when.is_empty() && (found.year.is_some() || found.month.is_some());
    (is_told && !stem.is_empty() && stem.len() <= 3 && !is_aside)
        .then(|| (stem.into_iter().cloned().collect(), found))
}

/// Returns the month or year that a header names and nothing else.
fn span(header: &str) -> Option<Around> {
    let year = dates::year_of(header);
    if year.is_some() {
        return Some(Around { year, month: None });
    }
    if let Ok(date) = header.trim().parse::<crate::calendar::Date>() {
        return (date.day() == 1)
            .then_some(Around { year: Some(date.year()), month: Some(date.month()) });
    }
    dates::parse(header).filter(|parts| parts.is_month()).map(dates::Parts::around)
}

/// Returns whether a header that is listed is one for products alone: over numbers, it is a product itself.
fn names_a_product(header: &str) -> bool {
    let found = vocabulary().matches(header);
    found
        .iter()
        .all(|found| matches!(found.field, Field::Product | Field::Category | Field::Description))
}

/// Returns whether a header names an amount of the whole row, so that the others are parts or facts of one sale.
fn names_an_amount(column: &Column) -> bool {
    let is_amount = |found: &super::vocabulary::Match| found.is_exact && found.field.is_amount();
    column.profile.is_amounts()
        && !says(&column.header).any(Says::TOTAL)
        && vocabulary().matches(&column.header).iter().any(is_amount)
}

fn by_product(block: &Block) -> Option<Vec<Across>> {
    let is_dated = || dates::around(&block.title).year.is_some();
    let has_when = block.date_column().is_some() || is_dated();
    let has_list = block.columns.iter().any(|column| {
        column.field.is_amount() && !says(&column.header).any(Says::TOTAL)
            || column.field == Field::UnitPrice
            || names_an_amount(column)
    });
    if !has_when || has_list || !block.has_customer() {
        return None;
    }
    let products: Vec<Across> = block
        .columns
        .iter()
        .filter(|column| {
            let is_free = matches!(column.field, Field::Other | Field::Product | Field::Quantity)
                && (!column.is_exact || names_a_product(&column.header));
            is_free
                && (column.profile.is_amounts() || column.profile.is_empty())
                && !says(&column.header).any(Says::TOTAL)
                && super::rows::rate_of(&column.header).is_none()
        })
        .map(|column| Across {
            at: column.at,
            around: block.around,
            product: Some(column.header.clone()),
            ..Across::default()
        })
        .collect();
    let n_filled = block
        .columns
        .iter()
        .filter(|column| products.iter().any(|product| product.at == column.at));
    let n_filled = n_filled.filter(|column| !column.profile.is_empty()).count();
    (products.len() >= 3 && n_filled >= 2).then_some(products)
}
