//! What the owner should know of how the ledger was read: what was left out, what was chosen, what looks odd.

use super::blocks::{Block, Kind};
use super::entries::{Entries, Mark, NO_DAY, NONE};
use super::field::Field;
use super::identity::People;
use super::orders::person;
use super::reading::SheetFound;
use super::{Reading, Reason, SheetRole, VatBasis};
use crate::finding::{Finding, Place, Severity};
use crate::grid::{Book, Cell, Sheet, column_letters};
use crate::money::Money;
use std::cmp::Reverse;

/// Reasons that are trouble rather than order, each with the code of its finding.
const TROUBLE: [(Reason, &str); 6] = [
    (Reason::NoDate, "rows-without-date"),
    (Reason::UnreadableDate, "rows-with-unreadable-date"),
    (Reason::NoAmount, "rows-without-amount"),
    (Reason::UnreadableAmount, "rows-with-unreadable-amount"),
    (Reason::ErrorValue, "rows-with-errors"),
    (Reason::OtherCurrency, "rows-in-other-currency"),
];
/// A year without any sale before or behind a date makes it look like a slip of the pen.
const FAR_OFF_DAYS: i32 = 400;

/// Finds what the owner should know; what the cells themselves tell was found before they were let go of ([`of_sheets`]).
pub(super) fn find(
    book: &Book,
    sheets: &[SheetFound],
    entries: &Entries,
    reading: &Reading,
    of_sheets: Vec<Finding>,
) -> Vec<Finding> {
    if !reading.is_ledger {
        return of_sheets;
    }
    let mut findings = Vec::new();
    trouble(book, entries, &mut findings);
    quality(entries, &mut findings);
    choices(book, sheets, &mut findings);
    renamed(book, sheets, &mut findings);
    far_off(book, entries, &mut findings);
    findings.extend(of_sheets);
    about_rows(entries, reading, &mut findings);
    findings
}

/// Finds what the cells of the sheets tell: why there is no ledger among them, or what is odd about one.
pub(super) fn of_sheets(book: &Book, sheets: &[SheetFound]) -> Vec<Finding> {
    if sheets.iter().all(|sheet| sheet.role != SheetRole::Ledger) {
        return vec![why_no_ledger(book, sheets)];
    }
    let mut findings = Vec::new();
    for (sheet, found) in book.sheets.iter().zip(sheets) {
        about_sheet(book, sheet, found, &mut findings);
    }
    findings
}

/// The most names that a finding lists.
const MOST_NAMED: usize = 20;

/// Tells of the customers of whom no row counts, by name: they are in no figure.
pub(super) fn without_sale(entries: &Entries, people: &People) -> Option<Finding> {
    let mut counts = vec![false; people.list.len()];
    let mut occurs = vec![false; people.list.len()];
    for entry in entries.list.iter().filter(|entry| entry.out != Some(Reason::TestOrder)) {
        let person = person(entry, people);
        if person != NONE {
            counts[person as usize] |= entry.is_of_order();
            occurs[person as usize] = true;
        }
    }
    let missed = people.list.iter().zip(occurs).zip(counts);
    let names: Vec<&str> = missed
        .filter(|((_, occurs), counts)| *occurs && !counts)
        .map(|((person, _), _)| person.names.first().map_or(&*person.id, |name| &*name.0))
        .collect();
    let listed = names.iter().take(MOST_NAMED).copied().collect::<Vec<_>>().join(", ");
    (!names.is_empty()).then(|| {
        Finding::new(Severity::Note, "customers-without-sale")
            .with("count", names.len())
            .with("names", listed)
            .with("more", names.len().saturating_sub(MOST_NAMED))
    })
}

fn why_no_ledger(book: &Book, sheets: &[SheetFound]) -> Finding {
    let blocks = || sheets.iter().flat_map(|sheet| &sheet.blocks);
    let of_others = || {
        let mut all = book.sheets.iter().zip(sheets);
        let is_it = |sheet, block| super::matrix::is_of_others(book, sheet, block);
        all.any(|(sheet, found)| found.blocks.iter().any(|block| is_it(sheet, block)))
    };
    let has_sums = |block: &&Block| block.has_amount() && block.date_column().is_some();
    let code = if blocks().any(|block| block.kind == Kind::Costs) {
        "only-costs-found"
    } else if blocks().any(|block| block.kind == Kind::Quotes) {
        "only-quotes-found"
    } else if blocks().any(|block| has_sums(&block) && !block.has_customer()) || of_others() {
        "no-customer-column"
    } else if blocks()
        .any(|block| block.has_customer() && block.has_amount() && block.date_column().is_none())
    {
        "no-date-column"
    } else if blocks()
        .any(|block| block.has_customer() && !block.has_amount() && block.date_column().is_some())
    {
        "no-amount-column"
    } else {
        "no-list-found"
    };
    Finding::new(Severity::Note, code)
}

fn place(book: &Book, sheet: u16, row: u32) -> Place {
    let name = book.sheets.get(usize::from(sheet)).and_then(|sheet| sheet.name.clone());
    Place { sheet: name, row: Some(row), column: None }
}

fn column_place(sheet: &Sheet, at: u32) -> Place {
    Place { sheet: sheet.name.clone(), row: None, column: Some(column_letters(at)) }
}

/// Tells of rows that cannot be counted as they are: how many, which is the first, what they are worth.
fn trouble(book: &Book, entries: &Entries, findings: &mut Vec<Finding>) {
    for (reason, code) in TROUBLE {
        let rows =
            || entries.list.iter().enumerate().filter(|(_, entry)| entry.out == Some(reason));
        let Some(first) = rows().map(|(_, entry)| entry.place()).min() else { continue };
        let amount: Money = rows().filter_map(|(index, _)| entries.stated(index)).sum();
        findings.push(
            Finding::new(Severity::Warning, code)
                .at(place(book, first.sheet, first.row))
                .with("count", rows().count())
                .with("row", first.row)
                .with("amount", amount.to_string()),
        );
    }
}

/// Tells which share of the rows could be used.
fn quality(entries: &Entries, findings: &mut Vec<Finding>) {
    let is_trouble = |reason: Reason| TROUBLE.iter().any(|trouble| trouble.0 == reason);
    let good = entries.list.iter().filter(|entry| entry.out.is_none()).count();
    let bad = entries.list.iter().filter(|entry| entry.out.is_some_and(is_trouble)).count();
    if good + bad > 0 {
        let score = (good as f64 / (good + bad) as f64 * 100.0).floor();
        findings.push(
            Finding::new(Severity::Note, "data-quality").with("score", score).with("count", bad),
        );
    }
}

/// Tells which date and which amount were taken where there are several.
fn choices(book: &Book, sheets: &[SheetFound], findings: &mut Vec<Finding>) {
    let ledgers =
        book.sheets.iter().zip(sheets).filter(|(_, found)| found.role == SheetRole::Ledger);
    for (sheet, found) in ledgers {
        let Some(block) = found.blocks.iter().find(|block| block.kind == Kind::Sales) else {
            continue;
        };
        if let Some(column) = block.date_column() {
            let is_one_of_several =
                || block.columns.iter().any(|other| other.field.is_date() && other.at != column.at);
            let instead = [
                (Field::PaidDate, "paid-date-taken"),
                (Field::DueDate, "due-date-taken"),
                (Field::StartDate, "start-date-taken"),
            ];
            let code = instead.iter().find(|code| code.0 == column.field).map(|code| code.1);
            let code = code.or_else(|| is_one_of_several().then_some("date-chosen"));
            if let Some(code) = code {
                let finding = Finding::new(Severity::Note, code).at(column_place(sheet, column.at));
                findings.push(finding.with("header", column.header.as_str()));
            }
        }
        let amount = block
            .basis
            .amounts
            .first()
            .and_then(|&at| block.columns.iter().find(|column| column.at == at));
        let n_amounts = block.columns.iter().filter(|column| column.field.is_amount()).count();
        if let Some(column) = amount.filter(|_| n_amounts > 1) {
            let code = if block.basis.vat == VatBasis::Excl {
                "amount-chosen-excl"
            } else {
                "amount-chosen"
            };
            let finding = Finding::new(Severity::Note, code).at(column_place(sheet, column.at));
            findings.push(finding.with("header", column.header.as_str()));
        }
        if block.basis.quantity_and_price.is_some() {
            findings.push(
                Finding::new(Severity::Note, "amount-by-piece")
                    .at(column_place(sheet, block.headers.cells[0].0)),
            );
        }
    }
}

/// Asks whether columns with a new header still are what they were.
fn renamed(book: &Book, sheets: &[SheetFound], findings: &mut Vec<Finding>) {
    for (sheet, found) in book.sheets.iter().zip(sheets) {
        for column in found.blocks.iter().flat_map(|block| &block.columns) {
            let Some(was) = &column.was else { continue };
            findings.push(
                Finding::new(Severity::Warning, "column-renamed")
                    .at(column_place(sheet, column.at))
                    .with("letters", column_letters(column.at))
                    .with("header", column.header.as_str())
                    .with("was", was.as_str()),
            );
        }
    }
}

/// Tells of a date that lies far from all others.
fn far_off(book: &Book, entries: &Entries, findings: &mut Vec<Finding>) {
    let counted = entries.list.iter().filter(|entry| entry.out.is_none() && entry.day != NO_DAY);
    if counted.clone().count() < 10 {
        return;
    }
    let days = || counted.clone().map(|entry| (entry.day, entry.place()));
    let low = two_least(days());
    let high = two_least(days().map(Reverse)).map(|day| day.map(|Reverse(day)| day));
    for [edge, next] in [low, high].into_iter().flatten() {
        if (edge.0 - next.0).abs() > FAR_OFF_DAYS {
            let at = edge.1;
            findings.push(
                Finding::new(Severity::Warning, "date-far-off")
                    .at(place(book, at.sheet, at.row))
                    .with("row", at.row),
            );
        }
    }
}

/// Returns the two least of many: a million need not be sorted for that.
fn two_least<T: Ord + Copy>(mut all: impl Iterator<Item = T>) -> Option<[T; 2]> {
    let (one, other) = (all.next()?, all.next()?);
    let first = [one.min(other), one.max(other)];
    Some(all.fold(
        first,
        |[least, next], it| {
            if it < least { [it, least] } else { [least, next.min(it)] }
        },
    ))
}

fn about_sheet(book: &Book, sheet: &Sheet, found: &SheetFound, findings: &mut Vec<Finding>) {
    if found.role != SheetRole::Ledger {
        return;
    }
    let in_list = |row: &u32| {
        found.blocks.iter().any(|block| block.kind == Kind::Sales && block.rows.contains(row))
    };
    let n_hidden = sheet.hidden_rows.iter().filter(|row| in_list(row)).count();
    let whole = || Place { sheet: sheet.name.clone(), row: None, column: None };
    if n_hidden > 0 {
        findings.push(
            Finding::new(Severity::Note, "hidden-rows-counted").at(whole()).with("count", n_hidden),
        );
    }
    let n_uncomputed = sheet
        .formulas
        .iter()
        .filter(|&&(row, column)| in_list(&row) && sheet.grid.get(row, column) == Cell::Empty)
        .count();
    if n_uncomputed > 0 {
        findings.push(
            Finding::new(Severity::Warning, "formulas-without-values")
                .at(whole())
                .with("count", n_uncomputed),
        );
    }
    for block in found.blocks.iter().filter(|block| block.kind == Kind::Sales) {
        let magnified = super::magnified::rows(book, sheet, block);
        if let Some(first) = magnified.first() {
            let at = Place { sheet: sheet.name.clone(), row: Some(first + 1), column: None };
            let finding = Finding::new(Severity::Warning, "amounts-magnified").at(at);
            findings.push(finding.with("count", magnified.len()).with("row", first + 1));
        }
        if block.headers.are_missing() {
            findings.push(Finding::new(Severity::Warning, "headers-missing").at(whole()));
        }
        if let Some(column) = block.date_column().filter(|column| column.profile.orders.is_mixed())
        {
            findings.push(
                Finding::new(Severity::Warning, "dates-in-both-orders")
                    .at(column_place(sheet, column.at)),
            );
        }
    }
}

/// Tells of pairs of names that look alike.
pub(super) fn look_alikes(n: usize) -> Option<Finding> {
    (n > 0).then(|| Finding::new(Severity::Note, "names-look-alike").with("count", n))
}

fn about_rows(entries: &Entries, reading: &Reading, findings: &mut Vec<Finding>) {
    let mut note = |code: &'static str, count: usize, amount: Option<Money>| {
        if count > 0 {
            let finding = Finding::new(Severity::Note, code).with("count", count);
            findings.push(match amount {
                Some(amount) => finding.with("amount", amount.to_string()),
                None => finding,
            });
        }
    };
    let open = || {
        entries
            .list
            .iter()
            .filter(|entry| entry.out.is_none() && entry.is(Mark::OPEN) && entry.net.is_positive())
    };
    note("open-invoices-counted", open().count(), Some(open().map(|entry| entry.net).sum()));
    let doubles = entries.list.iter().filter(|entry| entry.out == Some(Reason::Duplicate)).count();
    note("duplicates-left-out", doubles, None);
    let months =
        entries.list.iter().filter(|entry| entry.out.is_none() && entry.is(Mark::MONTH)).count();
    note("months-only", months, None);
    if !reading.guest_revenue.is_zero() && !reading.revenue.is_zero() {
        let share = (reading.guest_revenue.to_f64() / reading.revenue.to_f64() * 100.0).round();
        findings.push(Finding::new(Severity::Note, "guests-counted").with("share", share));
    }
    if reading.vat == VatBasis::Unknown && !reading.revenue.is_zero() {
        findings.push(Finding::new(Severity::Note, "vat-not-told"));
    }
}
