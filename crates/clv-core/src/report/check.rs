//! The check sheet: how the ledger was understood, what was left out and what the owner may decide.

mod overview;
mod columns;
mod figures;
pub(super) mod recalculated;
mod findings;
mod merges;
mod glossary;
mod left_out;

use super::Context;
use super::page::{Block, Page};
use crate::finding::Place;
use crate::sheet::{Content, ReportSheet, Role};

/// The hidden column with the stable keys.
const KEYS: u32 = 6;

/// The blocks from top to bottom; the list of rows left out comes last because it may be long.
const BLOCKS: &[Block] = &[
    overview::lay_out,
    findings::lay_out,
    merges::lay_out,
    columns::lay_out,
    figures::lay_out,
    recalculated::lay_out,
    glossary::lay_out,
    left_out::lay_out,
];

/// Lays out the sheet.
pub(super) fn lay_out(context: &Context<'_>) -> ReportSheet<'static> {
    let widths = [40.0, 12.0, 34.0, 16.0, 52.0, 46.0, 8.0];
    let mut page = Page::new("check", context.names.tab("check"), &widths);
    context.title(&mut page, context.text("check-title"));
    page.within(0, KEYS - 1, |page| {
        page.line(Role::Subtitle, context.text("check-subtitle"));
        for block in BLOCKS {
            page.skip(1);
            block(context, page);
        }
    });
    let sheet = page.sheet();
    sheet.hidden_columns.push(KEYS);
    sheet.footer = context.footer("check");
    page.finish()
}

/// Returns where something stands, as a link if that sheet is in the same workbook.
fn place(context: &Context<'_>, place: &Place) -> Content {
    let row = place.row.map(|row| row.to_string());
    let cell = place.column.clone().unwrap_or_default() + row.as_deref().unwrap_or_default();
    let text = match (&place.sheet, cell.as_str()) {
        (Some(sheet), "") => sheet.clone(),
        (Some(sheet), cell) => format!("{sheet}!{cell}"),
        (None, cell) => cell.to_owned(),
    };
    match (&place.sheet, place.row) {
        (Some(sheet), Some(row)) if context.names.beside_the_ledger => {
            let column = place.column.as_deref().unwrap_or("A");
            Content::Link { text, target: format!("{}!{column}{row}", super::quoted(sheet)) }
        }
        (_, _) => text.into(),
    }
}
