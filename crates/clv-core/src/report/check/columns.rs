//! What each sheet and each column was read as.

use crate::grid::column_letters;
use crate::ledger::{SheetReading, SheetRole};
use crate::report::Context;
use crate::report::page::{Page, part, wide};
use crate::sheet::{Content, Role};

/// Writes the block.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let sheets = &context.analysis.reading.sheets;
    let ledgers = || sheets.iter().filter(|sheet| sheet.role == SheetRole::Ledger);
    let n = ledgers().count();
    page.line(Role::Heading, context.words.fill("check-columns-title", &[("n", n.into())]));
    page.header_row(
        context,
        &[
            (1, "check-sheet"),
            (1, "check-column"),
            (1, "check-column-header"),
            (3, "check-read-as"),
        ],
    );
    for sheet in ledgers() {
        columns(context, page, sheet);
    }
    for sheet in sheets {
        let name = sheet.name.as_deref().unwrap_or_default();
        let why = match sheet.role {
            SheetRole::Derived => "check-sheet-derived",
            SheetRole::Other => "check-sheet-other",
            SheetRole::Ledger | SheetRole::Ours => continue,
        };
        page.cells([
            part(name, Role::Text),
            part(Content::Blank, Role::Text),
            part(Content::Blank, Role::Text),
            wide(3, context.text(why), Role::Note),
        ]);
    }
}

fn columns(context: &Context<'_>, page: &mut Page, sheet: &SheetReading) {
    let name = sheet.name.as_deref().unwrap_or_default();
    if let Some(layout) = sheet.layout {
        let words = [("sheet", name.into()), ("layout", layout.replace('_', " ").into())];
        page.line(Role::Note, context.words.fill("check-layout", &words));
    }
    let read = sheet.columns.iter().filter(|column| column.field != "other");
    for column in read {
        page.cells([
            part(name, Role::Text),
            part(column_letters(column.column), Role::Text),
            part(column.header.as_str(), Role::Text),
            wide(3, context.named("field", column.field), Role::Text),
        ]);
    }
    let unused: Vec<_> = sheet
        .columns
        .iter()
        .filter(|column| column.field == "other")
        .map(|column| column.header.as_str())
        .collect();
    if !unused.is_empty() {
        let words = [("sheet", name.into()), ("columns", unused.join(", ").into())];
        page.line(Role::Note, context.words.fill("check-columns-unused", &words));
    }
}
