//! A tab for each customer: lists that name nobody, in tabs that are names.

use super::blocks::{Block, Kind};
use super::naming;
use super::reading::SheetFound;
use super::rows::key_of_tab;
use super::text::header_key;
use crate::grid::Book;
use std::collections::BTreeSet;

/// The fewest tabs with the same list: of two, one may be anything.
const LEAST_TABS: usize = 3;

/// Makes sales of lists that have all but a customer where their tabs are customers: names by themselves, or most of
/// them known from another list.
pub(super) fn recognize(book: &Book, sheets: &mut [SheetFound], known: &BTreeSet<String>) {
    let is_candidate = |block: &Block| {
        block.kind == Kind::Other
            && !block.has_customer()
            && block.has_amount()
            && block.date_column().is_some()
    };
    let keys = |block: &Block| -> BTreeSet<String> {
        block.columns.iter().map(|column| header_key(&column.header)).collect()
    };
    let found: Vec<(usize, BTreeSet<String>)> = sheets
        .iter()
        .enumerate()
        .filter_map(|(at, sheet)| {
            let block = sheet.blocks.iter().find(|block| is_candidate(block))?;
            book.sheets[at].name.as_ref().map(|_| (at, keys(block)))
        })
        .collect();
    let Some((_, headers)) = found.first() else { return };
    let alike: Vec<usize> = found.iter().filter(|it| it.1 == *headers).map(|it| it.0).collect();
    let names = || alike.iter().map(|&at| book.sheets[at].name.as_deref().unwrap_or(""));
    let are_customers = || naming::are_known(names(), known) || naming::are_names(names());
    if alike.len() < LEAST_TABS || !are_customers() {
        return;
    }
    for at in alike {
        for block in sheets[at].blocks.iter_mut().filter(|block| is_candidate(block)) {
            block.customer = key_of_tab(at);
            block.kind = Kind::Sales;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::ledger::facts::check;
    use expect_test::expect;

    #[test]
    fn tabs_that_are_names_are_customers() {
        let list = "Datum | Werk | Bedrag\n2024-01-03 | Advies | 50\n2024-02-03 | Advies | 60\nTotaal | | 110";
        check(
            &format!("== Bakker B.V.\n{list}\n== Stichting Brug\n{list}\n== Garage Bos\n{list}"),
            &expect![[
                r"6 counted, 6 purchases, 3 customers, EUR 330.00 unknown; out: 4 total_row, 1!4 total_row, 2!4 total_row"
            ]],
        );
    }

    #[test]
    fn tabs_that_may_be_anything_are_none() {
        let list =
            "Datum | Omschrijving | Bedrag\n2024-01-03 | Verkoop | 50\n2024-02-03 | Verkoop | 60";
        check(
            &format!("== Kas\n{list}\n== Pin\n{list}\n== Amsterdam\n{list}\n== Den Haag\n{list}"),
            &expect![[r"no ledger: no-customer-column"]],
        );
    }
}
