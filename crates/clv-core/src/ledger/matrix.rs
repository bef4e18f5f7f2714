//! Lists with months, years or products across: each cell above nought is a sale.

use super::blocks::{Across, Block};
use super::dates::{self, Around};
use super::field::Field;
use super::lexicon::{Says, says};
use super::profile::Profile;
use super::vocabulary::vocabulary;
use crate::grid::{Book, Sheet};

/// Returns the columns that stand across, if the list is a matrix.
pub(super) fn across(book: &Book, sheet: &Sheet, block: &Block) -> Option<Vec<Across>> {
    if !block.has_customer() && block.columns.iter().all(|column| !column.profile.is_words()) {
        return None;
    }
    by_time(book, sheet, block).or_else(|| by_product(block))
}

fn by_time(book: &Book, sheet: &Sheet, block: &Block) -> Option<Vec<Across>> {
    let spans: Vec<(u32, Around)> =
        block.headers.cells.iter().filter_map(|(at, header)| Some((*at, span(header)?))).collect();
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
        product: None,
    });
    Some(across.collect())
}

/// Returns the month or year that a header names and nothing else.
fn span(header: &str) -> Option<Around> {
    let year = header.trim().parse::<i16>().ok().filter(|year| (1990..=2100).contains(year));
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

fn by_product(block: &Block) -> Option<Vec<Across>> {
    let has_when = block.date_column().is_some() || block.around.year.is_some();
    let has_list = block.columns.iter().any(|column| {
        column.field.is_amount() && !says(&column.header).any(Says::TOTAL)
            || column.field == Field::UnitPrice
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
        })
        .map(|column| Across {
            at: column.at,
            around: block.around,
            product: Some(column.header.clone()),
        })
        .collect();
    let n_filled = block
        .columns
        .iter()
        .filter(|column| products.iter().any(|product| product.at == column.at));
    let n_filled = n_filled.filter(|column| !column.profile.is_empty()).count();
    (products.len() >= 3 && n_filled >= 2).then_some(products)
}
