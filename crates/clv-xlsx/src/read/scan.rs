//! Our own quick pass over the cells of a sheet; calamine reads the same cells ten times slower and is what it is tested by.

use super::chunks::Chunks;
use super::dates::{moment, serial_from_1904, serial_from_iso};
use super::formats::{Formats, Kind};
use super::markup::{Odd, after_end, attributes, decoded, is_name, position, rich_text, unescaped};
use super::strings::NO_TEXT;
use super::text::capped;
use super::workbook::area;
use super::{Error, limits};
use clv_core::grid::{Cell, CellError, MAX_COLUMNS, MAX_ROWS, Sheet, TextId, Texts};
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
            let cell = self.value(raw, kind, style, false)?;
            self.put(row, column, style, cell)?;
            return Ok(end);
        }
        self.other_cell(xml, at)
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

/// A cell as programs usually write one: its place, the number of its style, its kind and value, and where it ends.
struct Usual<'a> {
    row: u32,
    column: u32,
    style: &'a [u8],
    kind: &'a [u8],
    raw: &'a [u8],
    end: usize,
}

/// Reads a cell like `<c r="B4" s="1" t="s"><v>12</v></c>` from after its name on; nothing for one in any other way.
#[inline]
fn usual(xml: &[u8], at: usize) -> Option<Usual<'_>> {
    let rest = xml.get(at..)?.strip_prefix(b" r=\"")?;
    let n_letters = rest.iter().take(4).take_while(|byte| byte.is_ascii_uppercase()).count();
    let n_digits =
        rest[n_letters..].iter().take(8).take_while(|byte| byte.is_ascii_digit()).count();
    if !(1..=3).contains(&n_letters) || !(1..=7).contains(&n_digits) {
        return None;
    }
    let letter = |column: u32, letter: &u8| column * 26 + u32::from(letter - b'A') + 1;
    let column = rest[..n_letters].iter().fold(0, letter) - 1;
    let (digits, rest) = rest[n_letters..].split_at(n_digits);
    let digit = |row: u32, digit: &u8| row * 10 + u32::from(digit - b'0');
    let row = digits.iter().fold(0, digit).checked_sub(1)?;
    let mut rest = rest.strip_prefix(b"\"")?;
    let (mut style, mut kind): (&[u8], &[u8]) = (b"0", b"n");
    if let Some(value) = rest.strip_prefix(b" s=\"") {
        (style, rest) = until_quote(value)?;
    }
    if let Some(value) = rest.strip_prefix(b" t=\"") {
        (kind, rest) = until_quote(value)?;
    }
    let value = rest.strip_prefix(b"><v>")?;
    let length = position(b'<', value).ok()?;
    let rest = value[length..].strip_prefix(b"</v></c>")?;
    Some(Usual { row, column, style, kind, raw: &value[..length], end: xml.len() - rest.len() })
}

/// Splits off a short value of an attribute.
#[inline]
fn until_quote(value: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = value.iter().take(8).position(|byte| *byte == b'"')?;
    Some((&value[..length], &value[length + 1..]))
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

fn error_value(raw: &[u8]) -> CellError {
    match raw {
        b"#DIV/0!" => CellError::Div0,
        b"#N/A" => CellError::NotAvailable,
        b"#NAME?" => CellError::Name,
        b"#NULL!" => CellError::Null,
        b"#NUM!" => CellError::Num,
        b"#REF!" => CellError::Ref,
        b"#VALUE!" => CellError::Value,
        _ => CellError::Other,
    }
}

/// Reads a whole number of at most nine digits.
#[inline]
fn index(digits: &[u8]) -> Option<u32> {
    let all_digits = digits.iter().all(u8::is_ascii_digit);
    if digits.is_empty() || digits.len() > 9 || !all_digits {
        return None;
    }
    Some(digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0')))
}

/// Reads a reference such as `B4` as (row, column) from 0.
#[inline]
fn row_and_column(reference: &[u8]) -> Option<(u32, u32)> {
    let n_letters = reference.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (letters, digits) = reference.split_at(n_letters);
    if n_letters == 0 || n_letters > 3 {
        return None;
    }
    let digit = |letter: &u8| u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    let column = letters.iter().fold(0, |column, letter| column * 26 + digit(letter));
    Some((index(digits)?.checked_sub(1)?, column - 1))
}

/// Reads a number; up to 15 digits without an exponent it is exact with one division.
#[inline]
fn number(raw: &[u8]) -> Option<f64> {
    const POWERS: [f64; 16] =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
    let (negative, digits) = match raw {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, raw),
    };
    let (mut mantissa, mut decimals, mut in_decimals) = (0u64, 0, 0);
    if digits.len() <= 16 {
        for byte in digits {
            match byte {
                b'0'..=b'9' => {
                    mantissa = mantissa * 10 + u64::from(byte - b'0');
                    decimals += in_decimals;
                }
                b'.' if in_decimals == 0 => in_decimals = 1,
                _ => return slow_number(raw),
            }
        }
        let n_digits = digits.len() - in_decimals;
        if (1..=15).contains(&n_digits) {
            let number = mantissa as f64 / POWERS[decimals];
            return Some(if negative { -number } else { number });
        }
    }
    slow_number(raw)
}

#[cold]
fn slow_number(raw: &[u8]) -> Option<f64> {
    let number = str::from_utf8(raw).ok()?.trim().parse::<f64>().ok()?;
    number.is_finite().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_exactly() {
        let texts = [
            "0",
            "-0.5",
            "1.1000000000000001",
            "100.58",
            "1E-3",
            "123456789012345",
            "0.1",
            "-12.50",
            "9007199254740993",
            "45351.75",
            "1.7976931348623157E+308",
            "00012.30",
        ];
        for text in texts {
            assert_eq!(number(text.as_bytes()), text.parse().ok(), "{text}");
        }
        for text in ["", "-", ".", "1.2.3", "abc", "NaN", "inf", "1,5"] {
            assert_eq!(number(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn usual_cells_are_seen_and_others_left() {
        let read = |text: &str| {
            let cell = usual(text.as_bytes(), 2)?;
            let shown = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
            let place = (cell.row, cell.column, text.len() - cell.end);
            Some((place, [cell.style, cell.kind, cell.raw].map(shown)))
        };
        let found = |place, words: [&str; 3]| Some((place, words.map(str::to_owned)));
        let whole = "<c r=\"XFD1048576\" s=\"12\" t=\"s\"><v>34</v></c>";
        assert_eq!(read(whole), found((1_048_575, 16_383, 0), ["12", "s", "34"]));
        let plain = "<c r=\"B4\"><v>1.5</v></c><c";
        assert_eq!(read(plain), found((3, 1, 2), ["0", "n", "1.5"]));
        for other in [
            "<c r=\"B4\"/>",
            "<c r=\"B0\"><v>1</v></c>",
            "<c r=\"b4\"><v>1</v></c>",
            "<c r=\"B4\" cm=\"1\"><v>1</v></c>",
            "<c r=\"B4\"><f>1+1</f><v>2</v></c>",
            "<c r=\"B4\" t=\"inlineStr\"><is><t>a</t></is></c>",
            "<c r=\"B4\"><v>1</v>",
            "<c r=\"B4\"><v xml:space=\"preserve\">1</v></c>",
            "<c r=\"B4",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn references_are_counted_from_nought() {
        assert_eq!(row_and_column(b"A1"), Some((0, 0)));
        assert_eq!(row_and_column(b"XFD1048576"), Some((1_048_575, 16_383)));
        for text in ["A0", "1", "A", "ZZZZ1", "A99999999999", "A1B"] {
            assert_eq!(row_and_column(text.as_bytes()), None, "{text}");
        }
    }
}
