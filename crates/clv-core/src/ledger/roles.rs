//! Which sheets are ledgers, which only repeat or add up another, and which are something else.

use super::SheetRole;
use super::blocks::Kind;
use super::field::Field;
use super::layouts::Layout;
use super::reading::SheetFound;
use super::text::value_key;
use super::vocabulary::vocabulary;
use crate::grid::Book;

/// Decides the role of each sheet.
pub(super) fn decide(book: &Book, sheets: &mut [SheetFound]) {
    for (sheet, found) in book.sheets.iter().zip(sheets.iter_mut()) {
        let is_sales =
            found.blocks.iter().any(|block| matches!(block.kind, Kind::Sales | Kind::Matrix(_)));
        if found.role == SheetRole::Other && is_sales {
            let name = sheet.name.as_deref().unwrap_or("");
            let is_known =
                found.blocks.iter().any(|block| block.layout.is_some_and(Layout::has_fields));
            found.role =
                if is_known || !is_aside(name) { SheetRole::Ledger } else { SheetRole::Other };
        }
    }
    let has_ledger = sheets.iter().any(|sheet| sheet.role == SheetRole::Ledger);
    if !has_ledger {
        // With nothing better, a list of sales counts whatever its tab is called, unless it holds what was bought.
        for (sheet, found) in book.sheets.iter().zip(sheets.iter_mut()) {
            let name = sheet.name.as_deref().unwrap_or("");
            let is_full = found.blocks.iter().any(|block| {
                let has_date = [Field::Date, Field::StartDate].map(|it| block.at(it).is_some());
                block.kind == Kind::Sales && has_date.contains(&true) && block.has_customer()
                    || matches!(block.kind, Kind::Matrix(_))
            });
            let is_never = ["cost_sheet", "quote_sheet", "staff_sheet"];
            let is_never = is_never.iter().any(|list| is_tab_of(list, name));
            if found.role == SheetRole::Other && is_full && !is_never {
                found.role = SheetRole::Ledger;
            }
        }
    }
    let others = book.sheets.iter().zip(sheets.iter_mut());
    for (sheet, found) in others.filter(|(_, found)| found.role == SheetRole::Other) {
        // What was bought repeats no sales.
        if is_tab_of("cost_sheet", sheet.name.as_deref().unwrap_or(""))
            || found.blocks.iter().all(|block| matches!(block.kind, Kind::Costs | Kind::Quotes))
        {
            continue;
        }
        let adds_up = found
            .blocks
            .iter()
            .any(|block| block.has_amount() || matches!(block.kind, Kind::Matrix(_)));
        if has_ledger && adds_up {
            found.role = SheetRole::Derived;
        }
    }
}

/// Returns whether the name of a tab says that it holds something else.
fn is_aside(name: &str) -> bool {
    is_tab_of("ignored_sheet", name) || is_tab_of("cost_sheet", name)
}

/// Returns whether the name of a tab is in a list of words, with a year, a month or a number beside it or without.
pub(super) fn is_tab_of(list: &str, name: &str) -> bool {
    let is_when = |word: &&str| {
        let key = value_key(word);
        key.bytes().all(|b| b.is_ascii_digit() || b == b'q') || vocabulary().month(&key).is_some()
    };
    let plain: Vec<&str> = name.split_whitespace().filter(|word| !is_when(word)).collect();
    let is_in = |name: &str| vocabulary().is_in(list, &value_key(name));
    is_in(name) || !plain.is_empty() && is_in(&plain.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::facts::check;
    use expect_test::expect;

    #[test]
    fn a_year_beside_the_name_of_a_tab_changes_nothing() {
        for name in ["Offertes", "Offertes 2024", "2024 offertes", "Offertes Q1 2024"] {
            assert!(is_tab_of("quote_sheet", name), "{name}");
        }
        for name in ["2024", "Offertes en facturen", "Jan 2024", "Omzet 2024"] {
            assert!(!is_tab_of("quote_sheet", name), "{name}");
        }
    }

    #[test]
    fn quotes_are_no_sales_by_their_tab_or_by_the_header_of_their_number() {
        let rows = "Datum | Klant | Bedrag\n1 | 2024-01-03 | Ana | 900\n2 | 2024-01-04 | Bo | 900";
        check(
            &format!("== Offertes 2024\nNummer | {rows}"),
            &expect![[r"no ledger: only-quotes-found"]],
        );
        check(
            &format!("== Blad1\nOffertenummer | {rows}"),
            &expect![[r"no ledger: only-quotes-found"]],
        );
    }

    #[test]
    fn members_may_stand_in_a_tab_that_is_called_after_them() {
        check(
            "== Klanten\nKlant | Abonnement | Prijs per maand | Startdatum | Einddatum\nAna | Basis | 20 | 2024-01-03 |\nBo | Basis | 20 | 2024-01-04 | 2024-03-01",
            &expect![[r"2 counted, 2 purchases, 2 customers, EUR 40.00 unknown; out: none"]],
        );
        check(
            "== Personeel\nNaam | Functie | Salaris per maand | Startdatum | Einddatum\nAna | Kok | 2000 | 2024-01-03 |\nBo | Kok | 2000 | 2024-01-04 | 2024-03-01",
            &expect![[r"no ledger: no-list-found"]],
        );
    }
}
