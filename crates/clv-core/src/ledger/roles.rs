//! Which sheets are ledgers, which only repeat or add up another, and which are something else.

use super::SheetRole;
use super::blocks::Kind;
use super::field::Field;
use super::reading::SheetFound;
use super::text::value_key;
use super::vocabulary::{Layout, vocabulary};
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
            let name = value_key(sheet.name.as_deref().unwrap_or(""));
            let is_full = found.blocks.iter().any(|block| {
                matches!(block.kind, Kind::Sales)
                    && block.at(Field::Date).is_some()
                    && block.has_customer()
            });
            let is_never = ["cost_sheet", "quote_sheet"];
            let is_never = is_never.iter().any(|list| vocabulary().is_in(list, &name));
            if found.role == SheetRole::Other && is_full && !is_never {
                found.role = SheetRole::Ledger;
            }
        }
    }
    let others = book.sheets.iter().zip(sheets.iter_mut());
    for (sheet, found) in others.filter(|(_, found)| found.role == SheetRole::Other) {
        // What was bought repeats no sales.
        let name = value_key(sheet.name.as_deref().unwrap_or(""));
        if vocabulary().is_in("cost_sheet", &name)
            || found.blocks.iter().all(|block| block.kind == Kind::Costs)
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
    let key = value_key(name);
    let words = vocabulary();
    words.is_in("ignored_sheet", &key) || words.is_in("cost_sheet", &key)
}
