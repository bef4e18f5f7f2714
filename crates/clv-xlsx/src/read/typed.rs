//! The formulas in the cells of one sheet, as the file stores them: of the owner's own sheet of formulas.

use super::{Error, limits};
use calamine::{Xlsx, XlsxError};
use std::io::{Read, Seek};

/// Returns the formulas of a sheet of an xlsx package by row and column, from 0; a file of another kind has none.
pub fn formulas<R: Read + Seek>(
    mut source: R,
    sheet: &str,
) -> Result<Vec<(u32, u32, String)>, Error> {
    let mut magic = [0; 4];
    source.rewind()?;
    if source.read_exact(&mut magic).is_err() || magic != *b"PK\x03\x04" {
        return Ok(Vec::new());
    }
    source.rewind()?;
    let failed = |error: XlsxError| Error::damaged(sheet, error);
    let mut workbook: Xlsx<R> = calamine::Reader::new(source).map_err(failed)?;
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(failed)?;
    let mut formulas = Vec::new();
    while let Some(cell) = cells.next_formula().map_err(failed)? {
        let (row, column) = cell.get_position();
        if row < limits::FORMULA_ROWS && !cell.get_value().is_empty() {
            formulas.push((row, column, cell.get_value().clone()));
        }
    }
    Ok(formulas)
}
