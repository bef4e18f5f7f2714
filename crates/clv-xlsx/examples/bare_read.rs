//! Reads a workbook in one of three ways and nothing else, to compare times and memory with.
//!
//! `bare_read range FILE` is calamine's `worksheet_range`, `bare_read stream FILE` its stream of cells, and
//! `bare_read book FILE` our own reader. It prints how many cells have a value.

use calamine::{DataRef, Reader, Xlsx, XlsxError, open_workbook};
use clv_core::grid::Grid;
use std::fs::File;
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let n_cells = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["range", path] => range(path)?,
        ["stream", path] => stream(path)?,
        ["book", path] => book(path)?,
        _ => return Err("usage: bare_read range|stream|book FILE".into()),
    };
    writeln!(std::io::stdout(), "{n_cells}")?;
    Ok(())
}

fn range(path: &str) -> Result<usize, XlsxError> {
    let mut workbook: Xlsx<_> = open_workbook(path)?;
    let mut n_cells = 0;
    for name in workbook.sheet_names() {
        n_cells += workbook.worksheet_range(&name)?.used_cells().count();
    }
    Ok(n_cells)
}

fn stream(path: &str) -> Result<usize, XlsxError> {
    let mut workbook: Xlsx<_> = open_workbook(path)?;
    let mut n_cells = 0;
    for name in workbook.sheet_names() {
        let mut cells = workbook.worksheet_cells_reader(&name)?;
        while let Some(cell) = cells.next_cell()? {
            n_cells += usize::from(!matches!(cell.get_value(), DataRef::Empty));
        }
    }
    Ok(n_cells)
}

fn book(path: &str) -> Result<usize, Box<dyn std::error::Error>> {
    let book = clv_xlsx::read(File::open(path)?, path)?;
    let in_sheet =
        |grid: &Grid| grid.used_columns().map(|column| grid.column(column).count()).sum::<usize>();
    Ok(book.sheets.iter().map(|sheet| in_sheet(&sheet.grid)).sum())
}
