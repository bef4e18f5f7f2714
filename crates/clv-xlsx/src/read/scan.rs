//! Our own quick pass over the cells of a sheet; calamine reads the same cells ten times slower and is what it is tested by.

use super::chunks::Chunks;
use super::dates::{moment, serial_from_1904, serial_from_iso};
use super::formats::{Formats, Kind};
use super::markup::{Odd, after_end, attributes, decoded, is_name, position, rich_text, unescaped};
use super::strings::NO_TEXT;
use super::text::capped;
use super::workbook::area;
use super::written::{Usual, error_value, index, number, row_and_column, usual};
use super::{Error, limits};
use clv_core::grid::{Cell, MAX_COLUMNS, MAX_ROWS, Sheet, TextId, Texts};
use memchr::{memchr, memmem};
use std::io::Read;

/// What the cells of all sheets refer to.
pub(super) struct Shared<'a> {
    /// The text of each shared string.
    pub(super) strings: &'a [TextId],
    /// What each style makes of numbers.
    pub(super) formats: &'a Formats,
    /// Whether dates count from 1904.
    pub(super) is_1904: bool,
}

/// Reads the cells, hidden rows and merged areas of a sheet part; returns how many cells have a value.
pub(super) fn read<R: Read>(
    mut chunks: Chunks<'_, R>,
    shared: &Shared<'_>,
    texts: &mut Texts,
    sheet: &mut Sheet,
) -> Result<u64, Odd> {
    let has_money = shared.formats.has_foreign_money();
    let text = String::new();
    let mut scan = Scan { shared, texts, sheet, row: 0, column: 0, n_cells: 0, text, has_money };
    let mut place = Place::BeforeCells;
    let mut tail = Vec::new();
    while let Some(xml) = chunks.next()? {
        let mut at = 0;
        if place == Place::BeforeCells {
            let Some(found) = memmem::find(xml, b"<sheetData") else {
                if memmem::find(xml, b":sheetData").is_some() {
                    return Err(Odd::Outside);
                }
                continue;
            };
            let end = attributes(xml, found + b"<sheetData".len(), |_, _| {})?;
            at = end.at;
            place = if end.is_empty { Place::AfterCells } else { Place::Cells };
        }
        if place == Place::Cells {
            match scan.rows(xml, at)? {
                None => continue,
                Some(end) => at = end,
            }
            place = Place::AfterCells;
        }
        limits::check("bytes after the cells", tail.len() as u64, limits::SMALL_PART)?;
        tail.extend_from_slice(&xml[at..]);
    }
    let n_cells = scan.n_cells;
    if place == Place::Cells {
        return Err(Odd::Failed(Error::damaged("sheet", "the cells do not end")));
    }
    for found in memmem::find_iter(&tail, b"mergeCell ") {
        attributes(&tail, found + b"mergeCell ".len(), |name, value| {
            if let (b"ref", Ok(reference)) = (name, str::from_utf8(value)) {
                sheet.merged.extend(area(reference));
            }
        })?;
    }
    sheet.formulas.sort_unstable();
    sheet.formulas.dedup();
    Ok(n_cells)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    BeforeCells,
    Cells,
    AfterCells,
}

struct Scan<'a> {
    shared: &'a Shared<'a>,
    texts: &'a mut Texts,
    sheet: &'a mut Sheet,
    /// The row being read, from 0.
    row: u32,
    /// The column after the last cell.
    column: u32,
    n_cells: u64,
    text: String,
    /// Whether any format shows a foreign currency.
    has_money: bool,
}

impl Scan<'_> {
    /// Reads whole rows; returns where the cells end, if they do.
    fn rows(&mut self, xml: &[u8], mut at: usize) -> Result<Option<usize>, Odd> {
        while let Some(open) = next_tag(xml, at) {
            at = open + 1;
            let tag = &xml[at..];
            if is_name(tag, b"c") {
                at = self.cell(xml, at + 1)?;
            } else if is_name(tag, b"row") {
                at = self.start_row(xml, at + 3)?;
            } else if is_name(tag, b"/row") {
                self.row += 1;
                self.column = 0;
                at += 4;
            } else if is_name(tag, b"/sheetData") {
                return Ok(Some(at + position(b'>', tag)? + 1));
            } else {
                return Err(Odd::Outside);
            }
        }
        Ok(None)
    }

    fn start_row(&mut self, xml: &[u8], at: usize) -> Result<usize, Odd> {
        let mut number = None;
        let mut hidden = false;
        let end = attributes(xml, at, |name, value| match name {
            b"r" => number = Some(index(value)),
            b"hidden" => hidden = matches!(value, b"1" | b"true"),
            _ => {}
        })?;
        if let Some(number) = number {
            self.row = number.and_then(|n| n.checked_sub(1)).ok_or_else(beyond)?;
        }
        self.column = 0;
        if self.row >= MAX_ROWS {
            return Err(beyond());
        }
        if hidden {
            self.sheet.hidden_rows.push(self.row);
        }
        self.row += u32::from(end.is_empty);
        Ok(end.at)
    }

    /// Reads a cell whose name has just been read; returns where it ends.
    #[inline]
    fn cell(&mut self, xml: &[u8], at: usize) -> Result<usize, Odd> {
        if let Some(Usual { row, column, style, kind, raw, end }) = usual(xml, at) {
            check_place(row, column)?;
            self.column = column + 1;
            self.usual_cell(row, column, style, kind, raw)?;
            return Ok(end);
        }
        self.other_cell(xml, at)
    }

    /// Puts what a cell holds that is written in the usual way.
    ///
    /// Texts and numbers go straight where they are kept: a cell that is handed on is copied, and that alone takes longer
    /// than reading it.
    #[inline]
    fn usual_cell(
        &mut self,
        row: u32,
        column: u32,
        style: &[u8],
        kind: &[u8],
        raw: &[u8],
    ) -> Result<(), Odd> {
        match kind {
            b"s" => {
                let text = index(raw).and_then(|at| self.shared.strings.get(at as usize));
                if let Some(&id) = text.filter(|id| **id != NO_TEXT) {
                    return self.put(row, column, style, Cell::Text(id));
                }
            }
            b"n" => {
                if let Some(number) = number(raw) {
                    return self.put(row, column, style, self.numeric(number, style));
                }
            }
            _ => {}
        }
        let cell = self.value(raw, kind, style, false)?;
        self.put(row, column, style, cell)
    }

    /// Reads a cell in whatever way it is written.
    fn other_cell(&mut self, xml: &[u8], at: usize) -> Result<usize, Odd> {
        let (mut style, mut kind): (&[u8], &[u8]) = (b"0", b"n");
        let mut reference: Option<&[u8]> = None;
        let end = attributes(xml, at, |name, value| match name {
            b"r" => reference = Some(value),
            b"s" => style = value,
            b"t" => kind = value,
            _ => {}
        })?;
        let (row, column) = match reference {
            Some(reference) => row_and_column(reference).ok_or_else(beyond)?,
            None => (self.row, self.column),
        };
        check_place(row, column)?;
        self.column = column + 1;
        if end.is_empty {
            return Ok(end.at);
        }
        let mut at = end.at;
        let mut cell = Cell::Empty;
        let mut is_formula = false;
        loop {
            at += position(b'<', &xml[at..])? + 1;
            let tag = &xml[at..];
            if is_name(tag, b"v") {
                let end = attributes(xml, at + 1, |_, _| {})?;
                let rest = &xml[end.at..];
                let length = if end.is_empty { 0 } else { position(b'<', rest)? };
                cell = self.value(&rest[..length], kind, style, is_formula)?;
                at = end.at + length;
            } else if is_name(tag, b"/c") {
                at += 3;
                break;
            } else if is_name(tag, b"f") {
                is_formula = true;
                let end = attributes(xml, at + 1, |_, _| {})?;
                at = if end.is_empty { end.at } else { after_end(xml, end.at, b"/f")? };
            } else if is_name(tag, b"is") {
                self.text.clear();
                let end = attributes(xml, at + 2, |_, _| {})?;
                at = end.at;
                if !end.is_empty {
                    at = rich_text(xml, at, b"/is", &mut self.text)?;
                }
                if !self.text.is_empty() {
                    cell = Cell::Text(self.texts.intern(capped(&self.text)));
                }
            } else if is_name(tag, b"extLst") {
                at = after_end(xml, at, b"/extLst")?;
            } else if !is_name(tag, b"/v") {
                return Err(Odd::Outside);
            }
        }
        if is_formula && row < limits::FORMULA_ROWS {
            self.sheet.formulas.push((row, column));
        }
        self.put(row, column, style, cell)?;
        Ok(at)
    }

    #[inline]
    fn put(&mut self, row: u32, column: u32, style: &[u8], cell: Cell) -> Result<(), Odd> {
        if cell != Cell::Empty {
            self.n_cells += 1;
            limits::check("cells", self.n_cells, limits::CELLS)?;
            self.sheet.grid.set(row, column, cell);
            if self.has_money
                && let (Cell::Number(_), Kind::Money(code)) = (cell, self.kind(style))
            {
                self.sheet.grid.set_currency(row, column, code);
            }
        }
        Ok(())
    }

    #[inline]
    fn value(
        &mut self,
        raw: &[u8],
        kind: &[u8],
        style: &[u8],
        is_formula: bool,
    ) -> Result<Cell, Odd> {
        Ok(match kind {
            b"n" | b"s" | b"b" if raw.is_empty() => Cell::Empty,
            b"s" => {
                let Some(at) = index(raw) else { return Err(Odd::Outside) };
                match self.shared.strings.get(at as usize) {
                    Some(&NO_TEXT) => self.string(b"", is_formula)?,
                    Some(&id) => Cell::Text(id),
                    None => return Err(Odd::Outside),
                }
            }
            b"n" => match number(raw) {
                Some(number) => self.numeric(number, style),
                None => self.string(raw, is_formula)?,
            },
            b"str" => self.string(raw, is_formula)?,
            b"b" => match raw {
                b"1" | b"true" | b"TRUE" => Cell::Logical(true),
                b"0" | b"false" | b"FALSE" => Cell::Logical(false),
                _ => return Err(Odd::Outside),
            },
            b"e" => Cell::Error(error_value(raw)),
            b"d" => match str::from_utf8(raw).ok().and_then(serial_from_iso) {
                Some(serial) => moment(serial),
                None => self.string(raw, is_formula)?,
            },
            b"inlineStr" => Cell::Empty, // its text stands in `is`
            _ => return Err(Odd::Outside),
        })
    }

    #[inline]
    fn kind(&self, style: &[u8]) -> Kind {
        self.shared.formats.kind(index(style).unwrap_or(0) as usize)
    }

    #[inline]
    fn numeric(&self, number: f64, style: &[u8]) -> Cell {
        match self.kind(style) {
            Kind::Number | Kind::Span | Kind::Money(_) => Cell::Number(number),
            Kind::Moment if self.shared.is_1904 && number >= 1.0 => {
                moment(serial_from_1904(number))
            }
            Kind::Moment => moment(number),
        }
    }

    /// Makes a text of a value; an empty one only counts where a formula gave it.
    fn string(&mut self, raw: &[u8], is_formula: bool) -> Result<Cell, Odd> {
        let text = decoded(raw)?;
        Ok(match unescaped(&text).as_ref() {
            "" if !is_formula => Cell::Empty,
            text => Cell::Text(self.texts.intern(capped(text))),
        })
    }
}

/// Returns where the next tag begins; in rows it nearly always does so at once.
#[inline]
fn next_tag(xml: &[u8], at: usize) -> Option<usize> {
    match xml.get(at) {
        Some(b'<') => Some(at),
        _ => memchr(b'<', &xml[at..]).map(|found| at + found),
    }
}

#[inline]
fn check_place(row: u32, column: u32) -> Result<(), Odd> {
    if row >= MAX_ROWS || column >= MAX_COLUMNS { Err(beyond()) } else { Ok(()) }
}

fn beyond() -> Odd {
    Odd::Failed(Error::damaged("sheet", "a cell beyond the limits of a sheet"))
}
