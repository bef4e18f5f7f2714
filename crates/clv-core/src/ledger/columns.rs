//! What each column of a list is: by the program it comes from, by its header, and always by its content.

use super::field::Field;
use super::headers::Headers;
use super::layouts::Layout;
use super::profile::Profile;
use super::recall::{Renamed, recall};
use super::text::header_key;
use super::vocabulary::{Match, vocabulary};
use crate::grid::{Book, Sheet, column_letters};
use crate::parallel;
use crate::settings::Settings;
use crate::words::Lang;
use std::collections::BTreeSet;

/// Below so many rows a second processor costs more than it saves.
const WORTH_SHARING: usize = 500;

/// A column of a list.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Where it is, from 0.
    pub(super) at: u32,
    /// Its header as it stands.
    pub(super) header: String,
    /// What it is.
    pub(super) field: Field,
    /// What stands in it.
    pub(super) profile: Profile,
    /// Whether the owner said what it is.
    pub(super) is_chosen: bool,
    /// Whether its header says so exactly.
    pub(super) is_exact: bool,
    /// Whether the program that made the list says what it is.
    pub(super) is_bound: bool,
    /// The header it was recognized by before, where it is read as then because the present one says nothing.
    pub(super) was: Option<String>,
}

/// The columns of a list, understood.
#[derive(Clone)]
pub(super) struct Understood {
    /// The columns that have a header.
    pub(super) columns: Vec<Column>,
    /// The program whose export it is.
    pub(super) layout: Option<&'static Layout>,
    /// Headers in Dutch and in English alone.
    pub(super) languages: (u32, u32),
}

/// Understands the columns of a list.
pub(super) fn understand(
    book: &Book,
    sheet: &Sheet,
    headers: &Headers,
    rows: std::ops::Range<u32>,
    settings: &Settings,
) -> Understood {
    let layout = layout_of(headers);
    let mut languages = (0, 0);
    let mut columns = Vec::new();
    let mut candidates = Vec::new();
    let profile =
        |(at, header): &(u32, String)| Profile::of(book, &sheet.grid, (*at, header), rows.clone());
    let profiles: Vec<Profile> = if rows.len() < WORTH_SHARING {
        headers.cells.iter().map(profile).collect()
    } else {
        parallel::map(&headers.cells, profile)
    };
    for ((at, header), profile) in headers.cells.iter().zip(profiles) {
        let matches = vocabulary().matches(header);
        match matches.iter().find(|found| found.is_exact).and_then(|found| found.lang) {
            Some(Lang::Nl) => languages.0 += 1,
            Some(Lang::En) => languages.1 += 1,
            None => {}
        }
        let index = columns.len();
        for (field, score) in scores(header, &matches, &profile, layout) {
            candidates.push((score, index, field));
        }
        let is_exact = matches.iter().any(|found| found.is_exact);
        columns.push(Column {
            at: *at,
            header: header.clone(),
            field: Field::Other,
            profile,
            is_chosen: false,
            is_exact,
            is_bound: layout.and_then(|layout| layout.field(&header_key(header))).is_some(),
            was: None,
        });
    }
    follow_owner(&mut columns, sheet, settings);
    let renamed = if headers.are_missing() {
        super::unheaded::assign(&mut columns);
        Vec::new()
    } else {
        recall(&columns, &mut candidates, sheet, settings)
    };
    assign(&mut columns, candidates);
    for Renamed { index, field, was } in renamed {
        columns[index].was = (columns[index].field == field).then_some(was);
    }
    settle(&mut columns, layout.is_some_and(Layout::has_fields));
    Understood { columns, layout, languages }
}

fn layout_of(headers: &Headers) -> Option<&'static Layout> {
    let keys: BTreeSet<String> =
        headers.cells.iter().map(|(_, header)| header_key(header)).collect();
    let likely =
        vocabulary().layouts.iter().filter_map(|layout| Some((layout.likeness(&keys)?, layout)));
    likely.max_by(|one, other| one.0.total_cmp(&other.0)).map(|likely| likely.1)
}

/// Returns what a column may be, each with its score.
fn scores(
    header: &str,
    matches: &[Match],
    profile: &Profile,
    layout: Option<&Layout>,
) -> Vec<(Field, f64)> {
    let mut scores = Vec::new();
    if let Some(field) = layout.and_then(|layout| layout.field(&header_key(header)))
        && (profile.fits(field) != Some(false) || field == Field::Other)
    {
        return vec![(field, 100.0)];
    }
    let is_bound = layout.is_some_and(Layout::has_fields);
    for found in matches {
        let field = found.field;
        let is_taken_care_of = field.is_amount()
            || field.is_identity()
            || matches!(
                field,
                Field::Date
                    | Field::OrderId
                    | Field::UnitPrice
                    | Field::VatAmount
                    | Field::RefundAmount
                    | Field::Type
            );
        if is_bound && is_taken_care_of {
            continue;
        }
        let content = match profile.fits(field) {
            Some(true) => 8.0,
            Some(false) => -20.0,
            None => 0.0,
        };
        scores.push((field, found.score + content + preference(header, field, profile)));
    }
    // A customer column with numbers in it holds customer numbers.
    let named = scores.iter().any(|(field, score)| *field == Field::Customer && *score < 0.0);
    if named && profile.fits(Field::CustomerId) == Some(true) && profile.is_codes() {
        scores.push((Field::CustomerId, 9.0));
    }
    scores.retain(|(_, score)| *score > 0.0);
    scores
}

/// Returns what speaks for a field among those that share a spelling.
fn preference(header: &str, field: Field, profile: &Profile) -> f64 {
    match (header_key(header).as_str(), field) {
        ("factuur" | "invoice" | "rechnung" | "facture", Field::Amount) => {
            if profile.has_cents() {
                3.0
            } else {
                -6.0
            }
        }
        ("soort" | "type" | "typ" | "art" | "sens" | "nature" | "soortdocument", Field::Type) => {
            if profile.is_types() {
                3.0
            } else {
                -3.0
            }
        }
        ("account", Field::Customer) | ("id" | "nummer", Field::OrderId) => 1.0,
        (_, Field::Amount) if profile.counts_up() => -20.0,
        // The name of the owner stands on every row of some statements.
        (_, Field::Customer | Field::Company) if profile.is_constant() => -4.0,
        (_, Field::PaidAmount | Field::Outstanding | Field::Note) => -0.5,
        _ => 0.0,
    }
}

/// Takes over what the owner chose for columns of this sheet.
fn follow_owner(columns: &mut [Column], sheet: &Sheet, settings: &Settings) {
    let name = sheet.name.as_deref().unwrap_or("");
    for (of_sheet, letters, field) in &settings.columns {
        let chosen = columns.iter_mut().find(|column| column_letters(column.at) == *letters);
        if let (true, Some(column), Some(field)) =
            (of_sheet == name, chosen, Field::in_contract(field))
        {
            column.field = field;
            column.is_chosen = true;
        }
    }
}

/// Gives each field to the column with the most for it.
fn assign(columns: &mut [Column], mut candidates: Vec<(f64, usize, Field)>) {
    candidates.sort_by(|one, other| {
        other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)).then(one.2.cmp(&other.2))
    });
    let mut taken: BTreeSet<Field> =
        columns.iter().filter(|column| column.is_chosen).map(|column| column.field).collect();
    let mut done: BTreeSet<usize> = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.is_chosen)
        .map(|(index, _)| index)
        .collect();
    for (score, index, field) in candidates {
        let may_repeat =
            score >= 100.0 && matches!(field, Field::AmountExcl | Field::Other) || is_aside(field);
        if done.contains(&index) || (taken.contains(&field) && !may_repeat) {
            continue;
        }
        columns[index].field = field;
        done.insert(index);
        taken.insert(field);
    }
}

/// Returns whether several columns may be the same, as it enters no sum and tells nobody apart.
fn is_aside(field: Field) -> bool {
    matches!(
        field,
        Field::Note
            | Field::Fee
            | Field::Discount
            | Field::Shipping
            | Field::City
            | Field::Country
            | Field::Phone
            | Field::PaymentMethod
            | Field::DueDate
            | Field::BirthDate
            | Field::Other
    )
}

/// Settles what only the columns together can tell.
fn settle(columns: &mut [Column], is_known_program: bool) {
    let has = |columns: &[Column], field: Field| columns.iter().any(|column| column.field == field);
    if has(columns, Field::Company) && !is_known_program {
        for column in
            columns.iter_mut().filter(|column| !column.is_chosen && column.field == Field::Customer)
        {
            if matches!(
                header_key(&column.header).as_str(),
                "contact" | "contactpersoon" | "contactperson" | "naamcontactpersoon"
            ) {
                column.field = Field::Other;
            }
        }
    }
    // Of members who end, `lid sinds` is when they began.
    if has(columns, Field::EndDate) && !has(columns, Field::StartDate) && !has(columns, Field::Date)
    {
        promote(columns, Field::StartDate, |column| column.field == Field::CustomerSince);
    }
    let siblings = [Field::AmountExcl, Field::Amount, Field::VatAmount];
    for field in siblings.into_iter().filter(|_| !is_known_program) {
        join_siblings(columns, field);
    }
    if !is_known_program {
        promote_one(columns);
    }
    if !is_known_program && !has(columns, Field::Type) {
        promote(columns, Field::Type, |column| {
            column.field == Field::Other && !column.is_exact && column.profile.is_all_types()
        });
    }
    if !is_known_program && !has(columns, Field::Status) {
        promote(columns, Field::Status, |column| {
            column.field == Field::Other && !column.is_exact && column.profile.is_statuses()
        });
    }
}

/// Finds what is missing of date, customer and amount by content alone; of a list of which more is missing, nobody knows
/// what it is.
fn promote_one(columns: &mut [Column]) {
    let any =
        |columns: &[Column], is: fn(Field) -> bool| columns.iter().any(|column| is(column.field));
    let has_date = any(columns, |field| {
        matches!(field, Field::Date | Field::PaidDate | Field::StartDate | Field::DueDate)
    });
    let has_amount = any(columns, |field| field.is_amount() || field == Field::UnitPrice);
    let has_customer = any(columns, |field| field.is_identity() || field == Field::Supplier);
    match (has_date, has_amount, has_customer) {
        (false, true, true) => promote(columns, Field::Date, |column| {
            column.field == Field::Other && column.profile.is_dates()
        }),
        (true, false, true) => {
            let n_paid = columns.iter().filter(|column| column.field == Field::PaidAmount).count();
            promote(columns, Field::Amount, |column| {
                let is_spare = column.field == Field::Other && !column.is_exact;
                (n_paid == 1 && column.field == Field::PaidAmount)
                    || is_spare
                        && column.profile.is_amounts()
                        && !column.profile.counts_up()
                        && !vocabulary().is_barred(&column.header, Field::Amount)
            });
        }
        (true, true, false) => promote(columns, Field::Customer, |column| {
            column.field == Field::Other
                && !column.is_exact
                && !vocabulary().is_barred(&column.header, Field::Customer)
                && column.profile.fits(Field::Customer) == Some(true)
                && column.profile.n_distinct() > 1
        }),
        _ => {}
    }
}

/// A column for each rate, `Omzet 21%` and `Omzet 9%` or `Omzet hoog` and `Omzet laag`, are one amount together.
fn join_siblings(columns: &mut [Column], field: Field) {
    let stem = |header: &str| -> Option<String> {
        let words = super::text::header_words(header);
        let is_rate = |word: &str| {
            word.bytes().all(|b| b.is_ascii_digit()) || vocabulary().is_in("vat_rate", word)
        };
        let is_side = |word: &str| is_rate(word) || matches!(word, "procent" | "tarief");
        let has_rate = words.iter().any(|word| is_rate(word));
        has_rate.then(|| words.into_iter().filter(|word| !is_side(word)).collect())
    };
    let first = columns.iter().find(|column| column.field == field && !column.is_chosen);
    let Some(wanted) = first.and_then(|column| stem(&column.header)) else { return };
    let is_sibling = |column: &Column| {
        column.field == Field::Other
            && !column.is_chosen
            && (column.profile.is_amounts() || column.profile.is_empty())
            && stem(&column.header).as_ref() == Some(&wanted)
    };
    let n = columns.iter().filter(|column| is_sibling(column)).count();
    for column in columns.iter_mut() {
        let is_first = column.field == field && stem(&column.header).as_ref() == Some(&wanted);
        if n > 0 && (is_sibling(column) || is_first) {
            column.field = if field == Field::Amount { Field::AmountExcl } else { field };
        }
    }
}

fn promote(columns: &mut [Column], field: Field, is_it: impl Fn(&Column) -> bool) {
    if let Some(column) = columns.iter_mut().find(|column| !column.is_chosen && is_it(column)) {
        column.field = field;
    }
}
