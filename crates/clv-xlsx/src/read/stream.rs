//! Calamine's stream of cells into our sheets: for every sheet that our own scan leaves to it, and to test the scan by.

use super::dates::{moment, serial_from_1904, serial_from_iso};
use super::workbook::SheetEntry;
use super::{Error, legacy::area, limits, text::capped};
use calamine::{CellErrorType, DataRef, Reader, Xlsx, XlsxError};
use clv_core::grid::{Book, Cell, CellError, Sheet, Texts};
use std::io::{Read, Seek};

/// Reads the worksheets of an xlsx package.
pub(super) fn read<R: Read + Seek>(source: R, entries: Vec<SheetEntry>) -> Result<Book, Error> {
    let mut workbook = Xlsx::new(source).map_err(|error| failed("the workbook", &error))?;
    let mut book = Book::default();
    let mut n_cells = 0;
    for entry in entries {
        let sheet = read_sheet(&mut workbook, entry, &mut book.texts, &mut n_cells)?;
        book.sheets.push(sheet);
    }
    book.texts.freeze();
    Ok(book)
}

fn read_sheet<R: Read + Seek>(
    workbook: &mut Xlsx<R>,
    entry: SheetEntry,
    texts: &mut Texts,
    n_cells: &mut u64,
) -> Result<Sheet, Error> {
    let error = |error: XlsxError| failed(&entry.part, &error);
    let mut sheet = Sheet::default();
    let is_1904 = workbook.has_1904_epoch();
    let mut cells = workbook.worksheet_cells_reader(&entry.name).map_err(error)?;
    let mut with_formulas = true;
    loop {
        let (position, value, is_formula) = if with_formulas {
            let Some(cell) = cells.next_cell_with_formula_metadata().map_err(error)? else { break };
            with_formulas = cell.pos.0 < limits::FORMULA_ROWS;
            (cell.pos, cell.value, cell.formula.is_some())
        } else {
            let Some(cell) = cells.next_cell().map_err(error)? else { break };
            (cell.get_position(), cell.get_value().clone(), false)
        };
        if is_formula && position.0 < limits::FORMULA_ROWS {
            sheet.formulas.push(position);
        }
        let cell = cell(&value, is_1904, texts, is_formula);
        if cell != Cell::Empty {
            *n_cells += 1;
            limits::check("cells", *n_cells, limits::CELLS)?;
            sheet.grid.set(position.0, position.1, cell);
        }
    }
    drop(cells);
    sheet.formulas.sort_unstable();
    let merged = workbook.merge_cells_by_sheet_name(&entry.name).map_err(error)?;
    sheet.merged = merged.into_iter().map(area).collect();
    Ok(entry.onto(sheet))
}

/// Turns a value of calamine into a cell; an empty text only counts where a formula gave it.
pub(super) fn cell(
    value: &DataRef<'_>,
    is_1904: bool,
    texts: &mut Texts,
    is_formula: bool,
) -> Cell {
    let mut text = |text: &str| match text {
        "" if !is_formula => Cell::Empty,
        text => Cell::Text(texts.intern(capped(text))),
    };
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(string) | DataRef::DurationIso(string) => text(string),
        DataRef::SharedString(string) => text(string),
        DataRef::Bool(value) => Cell::Logical(*value),
        DataRef::DateTimeIso(string) => {
            serial_from_iso(string).map_or_else(|| text(string), moment)
        }
        DataRef::DateTime(date) if date.is_duration() => Cell::Number(date.as_f64()),
        DataRef::DateTime(date) => {
            let serial = date.as_f64();
            if is_1904 && serial >= 1.0 { moment(serial_from_1904(serial)) } else { moment(serial) }
        }
        DataRef::Error(error) => Cell::Error(match error {
            CellErrorType::Div0 => CellError::Div0,
            CellErrorType::NA => CellError::NotAvailable,
            CellErrorType::Name => CellError::Name,
            CellErrorType::Null => CellError::Null,
            CellErrorType::Num => CellError::Num,
            CellErrorType::Ref => CellError::Ref,
            CellErrorType::Value => CellError::Value,
            CellErrorType::GettingData => CellError::Other,
        }),
    }
}

fn failed(part: &str, error: &XlsxError) -> Error {
    match error {
        XlsxError::Password => Error::Password,
        XlsxError::Io(error) => Error::Incomplete(format!("part `{part}`: {error}")),
        other => Error::damaged(part, other),
    }
}
