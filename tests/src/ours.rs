//! Our sheets in a workbook, and the rows of them that carry keys.

use clv_core::grid::{Book, Sheet};

/// Returns the sheet of ours with a marker, such as `actions`.
pub fn sheet<'a>(book: &'a Book, marker: &str) -> Option<&'a Sheet> {
    book.sheets.iter().find(|sheet| sheet.marker.as_deref() == Some(marker))
}

/// Returns the rows of a sheet that carry keys of a kind: the row, the column of the key and its parts.
pub fn keyed_rows<'a>(
    book: &'a Book,
    sheet: &'a Sheet,
    kind: &'a str,
) -> impl Iterator<Item = (u32, u32, Vec<&'a str>)> {
    let column = sheet.grid.n_columns().saturating_sub(1);
    (0..sheet.grid.n_rows()).filter_map(move |row| {
        let mut parts = book.text(sheet.grid.get(row, column))?.split('|');
        (parts.next() == Some(kind)).then(|| (row, column, parts.collect()))
    })
}
