//! The older and rarer kinds of workbook (`.xls`, `.xlsb`, `.ods`), read by calamine behind guards.

use super::ole::{self, Content};
use super::{Error, limits, stream::cell};
use calamine::{Data, DataRef, Dimensions, Ods, OdsError, Range, Reader, SheetType, SheetVisible};
use calamine::{Xls, XlsError, Xlsb};
use clv_core::grid::{Area, Book, Sheet, Texts, Visibility};
use std::io::{Cursor, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Reads a workbook of Excel 97 to 2003, or says what else is in its kind of container.
pub(super) fn read_xls<R: Read>(mut source: R) -> Result<Book, Error> {
    let mut bytes = Vec::new();
    source.read_to_end(&mut bytes)?;
    match ole::inspect(&bytes)? {
        Content::Encrypted => return Err(Error::Password),
        Content::Other => return Err(Error::NotAWorkbook("an OLE file without a workbook in it")),
        Content::Workbook => {}
    }
    guarded("xls", || {
        let mut xls = Xls::new(Cursor::new(bytes.as_slice())).map_err(|error| match error {
            XlsError::Password => Error::Password,
            other => Error::damaged("xls", other),
        })?;
        let mut book = read_ranges(&mut xls, xls_is_1904)?;
        for sheet in &mut book.sheets {
            let name = sheet.name.as_deref().unwrap_or_default();
            let merged = xls.merge_cells_by_sheet_name(name).unwrap_or_default();
            sheet.merged = merged.into_iter().map(area).collect();
        }
        Ok(book)
    })
}

fn xls_is_1904<R: Read + Seek>(xls: &Xls<R>) -> bool {
    xls.has_1904_epoch()
}

/// Reads an `OpenDocument` workbook.
pub(super) fn read_ods<R: Read + Seek>(source: R) -> Result<Book, Error> {
    guarded("ods", || {
        let mut ods = Ods::new(source).map_err(|error| match error {
            OdsError::Password => Error::Password,
            other => Error::damaged("ods", other),
        })?;
        read_ranges(&mut ods, |_| false)
    })
}

/// Reads a binary workbook of Excel, cell by cell: a single cell far away would make a range of 500 GB.
pub(super) fn read_xlsb<R: Read + Seek>(source: R) -> Result<Book, Error> {
    guarded("xlsb", || {
        let error = |error: calamine::XlsbError| Error::damaged("xlsb", error);
        let mut xlsb = Xlsb::new(source).map_err(error)?;
        let is_1904 = xlsb.has_1904_epoch();
        let mut counted = Counted::default();
        for entry in worksheets(&xlsb) {
            let mut sheet = empty_sheet(&entry);
            let mut cells = xlsb.worksheet_cells_reader(&entry.name).map_err(error)?;
            while let Some(read) = cells.next_cell().map_err(error)? {
                counted.put(&mut sheet, read.get_position(), read.get_value(), is_1904)?;
            }
            drop(cells);
            let mut formulas = xlsb.worksheet_cells_reader(&entry.name).map_err(error)?;
            while let Ok(Some(read)) = formulas.next_formula() {
                if read.get_position().0 >= limits::FORMULA_ROWS {
                    break;
                }
                sheet.formulas.push(read.get_position());
            }
            counted.book.sheets.push(sheet);
        }
        Ok(counted.done())
    })
}

/// Turns a panic of calamine, which a broken file of these kinds can cause, into an error.
fn guarded(kind: &str, read: impl FnOnce() -> Result<Book, Error>) -> Result<Book, Error> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(Error::damaged(kind, "it cannot be understood")))
}

fn read_ranges<R, W>(workbook: &mut W, is_1904: impl Fn(&W) -> bool) -> Result<Book, Error>
where
    R: Read + Seek,
    W: Reader<R>,
    W::Error: std::fmt::Display,
{
    let is_1904 = is_1904(workbook);
    let mut counted = Counted::default();
    for entry in worksheets(workbook) {
        let mut sheet = empty_sheet(&entry);
        let range = workbook.worksheet_range(&entry.name);
        let range = range.map_err(|error| Error::damaged(&entry.name, error))?;
        let start = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            counted.put(&mut sheet, below(start, (row, column)), &borrowed(value), is_1904)?;
        }
        if let Ok(formulas) = workbook.worksheet_formula(&entry.name) {
            sheet.formulas = formula_cells(&formulas);
        }
        counted.book.sheets.push(sheet);
    }
    Ok(counted.done())
}

fn worksheets<R: Read + Seek>(workbook: &impl Reader<R>) -> Vec<calamine::Sheet> {
    let sheets = workbook.sheets_metadata().iter();
    sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet).cloned().collect()
}

fn empty_sheet(entry: &calamine::Sheet) -> Sheet {
    let visibility = match entry.visible {
        SheetVisible::Visible => Visibility::Visible,
        SheetVisible::Hidden => Visibility::Hidden,
        SheetVisible::VeryHidden => Visibility::VeryHidden,
    };
    Sheet { name: Some(entry.name.clone()), visibility, ..Sheet::default() }
}

/// A book that is being filled, and how many cells it has so far.
#[derive(Default)]
struct Counted {
    book: Book,
    n_cells: u64,
}

impl Counted {
    fn put(
        &mut self,
        sheet: &mut Sheet,
        (row, column): (u32, u32),
        value: &DataRef<'_>,
        is_1904: bool,
    ) -> Result<(), Error> {
        self.n_cells += 1;
        limits::check("cells", self.n_cells, limits::CELLS)?;
        let texts: &mut Texts = &mut self.book.texts;
        sheet.grid.set(row, column, cell(value, is_1904, texts, false));
        Ok(())
    }

    fn done(mut self) -> Book {
        self.book.texts.freeze();
        self.book
    }
}

fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(value) => DataRef::Bool(*value),
        Data::DateTime(date) => DataRef::DateTime(*date),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

fn formula_cells(formulas: &Range<String>) -> Vec<(u32, u32)> {
    let start = formulas.start().unwrap_or_default();
    let cells = formulas.used_cells().filter(|(_, _, text)| !text.is_empty());
    let cells = cells.map(|(row, column, _)| below(start, (row, column)));
    cells.take_while(|(row, _)| *row < limits::FORMULA_ROWS).collect()
}

fn below((top, left): (u32, u32), (row, column): (usize, usize)) -> (u32, u32) {
    let add = |start: u32, offset| start.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
    (add(top, row), add(left, column))
}

/// Returns an area of calamine as one of ours.
pub(super) fn area(area: Dimensions) -> Area {
    Area { top: area.start.0, left: area.start.1, bottom: area.end.0, right: area.end.1 }
}
