//! A workbook as values: what a reader hands over, and the text form that tests are written in.

mod column;
mod texts;

use crate::calendar::{Date, serial_from_date};
use column::Column;
use std::collections::BTreeMap;
use std::fmt;
pub use texts::{TextId, Texts};

/// The most columns and rows that a sheet has in any spreadsheet program.
pub const MAX_COLUMNS: u32 = 16_384;
/// The most rows that a sheet has in any spreadsheet program.
pub const MAX_ROWS: u32 = 1_048_576;

/// An error value of a cell, such as `#N/A`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellError {
    /// `#DIV/0!`
    Div0,
    /// `#N/A`
    NotAvailable,
    /// `#NAME?`
    Name,
    /// `#NULL!`
    Null,
    /// `#NUM!`
    Num,
    /// `#REF!`
    Ref,
    /// `#VALUE!`
    Value,
    /// Any newer one, such as `#SPILL!`.
    Other,
}

/// The value of one cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell {
    /// Nothing, formatted or not.
    Empty,
    /// A number that is not formatted as a date.
    Number(f64),
    /// A text; look it up in [`Book::texts`].
    Text(TextId),
    /// A date or moment as days since 1899-12-30, also in workbooks of the 1904 date system.
    Date(f64),
    /// True or false.
    Logical(bool),
    /// An error value.
    Error(CellError),
}

/// The cells of one sheet; rows and columns count from 0.
///
/// Cells are kept in blocks per column, each in the smallest form that holds its cells exactly: a column of dates, of
/// texts or of amounts takes four bytes a row, and one stray cell far away takes no rectangle.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    columns: Vec<Column>,
    n_rows: u32,
    /// Foreign currencies that formats give to numbers, by row and column.
    currencies: BTreeMap<(u32, u32), [u8; 3]>,
    /// Whether a format gives the euro to some number.
    shows_euros: bool,
}

impl Grid {
    /// Puts a value in a cell.
    ///
    /// Cells outside the limits of a sheet are not kept.
    #[inline]
    pub fn set(&mut self, row: u32, column: u32, cell: Cell) {
        if row >= MAX_ROWS || column >= MAX_COLUMNS || cell == Cell::Empty {
            return;
        }
        let column = column as usize;
        if self.columns.len() <= column {
            self.columns.resize_with(column + 1, Column::default);
        }
        self.columns[column].set(row as usize, cell);
        self.n_rows = self.n_rows.max(row + 1);
    }

    /// Returns the value of a cell; cells that nobody filled are [`Cell::Empty`].
    #[inline]
    pub fn get(&self, row: u32, column: u32) -> Cell {
        self.columns.get(column as usize).map_or(Cell::Empty, |column| column.get(row as usize))
    }

    /// Returns the cells of a column that have a value, each with its row, in order.
    pub fn column(&self, column: u32) -> impl Iterator<Item = (u32, Cell)> + '_ {
        let cells = self.columns.get(column as usize).into_iter().flat_map(Column::cells);
        cells.map(|(row, cell)| (u32::try_from(row).unwrap_or(MAX_ROWS), cell))
    }

    /// Notes the currency, as ISO code, that the format of a cell gives to its number.
    pub fn set_currency(&mut self, row: u32, column: u32, code: [u8; 3]) {
        if code == *b"EUR" {
            self.shows_euros = true;
        } else {
            self.currencies.insert((row, column), code);
        }
    }

    /// Returns the ISO code of the foreign currency that the format of a cell gives to its number.
    pub fn currency(&self, row: u32, column: u32) -> Option<&str> {
        self.currencies.get(&(row, column)).and_then(|code| std::str::from_utf8(code).ok())
    }

    /// Returns whether formats tell currencies apart: some show euros and others do not.
    pub fn tells_currencies(&self) -> bool {
        self.shows_euros && !self.currencies.is_empty()
    }

    /// Returns one more than the last row with a value.
    pub fn n_rows(&self) -> u32 {
        self.n_rows
    }

    /// Returns one more than the last column with a value.
    pub fn n_columns(&self) -> u32 {
        u32::try_from(self.columns.len()).unwrap_or(MAX_COLUMNS)
    }

    /// Returns whether no cell has a value.
    pub fn is_empty(&self) -> bool {
        self.n_rows == 0
    }

    /// Returns the columns that have a value in some row, in order.
    pub fn used_columns(&self) -> impl Iterator<Item = u32> + '_ {
        (0u32..)
            .zip(&self.columns)
            .filter(|(_, column)| !column.is_empty())
            .map(|(column, _)| column)
    }
}

/// A rectangle of cells, both corners included; rows and columns count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// The first row.
    pub top: u32,
    /// The first column.
    pub left: u32,
    /// The last row.
    pub bottom: u32,
    /// The last column.
    pub right: u32,
}

impl Area {
    /// Returns the area of one cell.
    pub fn cell(row: u32, column: u32) -> Self {
        Self { top: row, left: column, bottom: row, right: column }
    }
}

/// Shows it as a spreadsheet program does, such as `A1:C9`.
impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (left, right) = (column_letters(self.left), column_letters(self.right));
        write!(f, "{left}{}:{right}{}", self.top + 1, self.bottom + 1)
    }
}

/// An Excel table ("list object") on a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableArea {
    /// The name that formulas use.
    pub name: String,
    /// Headers and totals included.
    pub area: Area,
    /// Whether the first row of the area holds the headers.
    pub has_header: bool,
    /// Whether the last row of the area holds totals.
    pub has_totals: bool,
}

/// Whether a sheet is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Visibility {
    /// Shown.
    #[default]
    Visible,
    /// Hidden; the owner can show it.
    Hidden,
    /// Hidden so that only a macro can show it.
    VeryHidden,
}

/// One sheet of a workbook.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The name on the tab; `None` for a text file, which has no sheets.
    pub name: Option<String>,
    /// The name of its file, where several files are one ledger.
    pub file: Option<String>,
    /// Whether it is shown.
    pub visibility: Visibility,
    /// Its values.
    pub grid: Grid,
    /// Its merged areas.
    pub merged: Vec<Area>,
    /// Its tables.
    pub tables: Vec<TableArea>,
    /// The cells that hold formulas, as (row, column), ascending; only among the first rows of a long sheet.
    pub formulas: Vec<(u32, u32)>,
    /// Rows that are hidden, by a filter or by hand.
    pub hidden_rows: Vec<u32>,
    /// What our marker on this sheet says (`customers`, `actions`, …), if we made it.
    pub marker: Option<String>,
    /// Whether we made it once and it is the owner's now: a copy of a sheet of ours, or one that the owner wrote on.
    pub is_former: bool,
}

/// A whole workbook, or a text file as one nameless sheet.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// All sheets in the order of their tabs.
    pub sheets: Vec<Sheet>,
    /// The texts of all sheets.
    pub texts: Texts,
    /// The name of the file, which may tell the year that its tabs leave out.
    pub file: Option<String>,
}

impl Book {
    /// Returns the text of a cell if it holds one.
    pub fn text(&self, cell: Cell) -> Option<&str> {
        match cell {
            Cell::Text(id) => Some(self.texts.get(id)),
            Cell::Empty | Cell::Number(_) | Cell::Date(_) | Cell::Logical(_) | Cell::Error(_) => {
                None
            }
        }
    }

    /// Lets go of the texts where no sheet is one that we made.
    pub(crate) fn forget_texts_of_others(&mut self) {
        if self.sheets.iter().all(|sheet| sheet.marker.is_none()) {
            self.texts = Texts::default();
        }
    }

    /// Adds the sheets of another file to those of this one, which is called `name`.
    ///
    /// Every sheet then knows its file. Sheets that we made in the other file are left out: answers stand in the home.
    pub fn append(&mut self, name: &str, other: Self, other_name: &str) {
        self.texts.thaw();
        for sheet in &mut self.sheets {
            sheet.file.get_or_insert_with(|| name.to_owned());
        }
        for mut sheet in other.sheets.into_iter().filter(|sheet| sheet.marker.is_none()) {
            let mut grid = Grid::default();
            for column in sheet.grid.used_columns() {
                for (row, cell) in sheet.grid.column(column) {
                    let cell = match cell {
                        Cell::Text(id) => Cell::Text(self.texts.intern(other.texts.get(id))),
                        Cell::Empty
                        | Cell::Number(_)
                        | Cell::Date(_)
                        | Cell::Logical(_)
                        | Cell::Error(_) => cell,
                    };
                    grid.set(row, column, cell);
                }
            }
            sheet.grid = grid;
            sheet.file = Some(other_name.to_owned());
            self.sheets.push(sheet);
        }
        self.texts.freeze();
    }

    /// Reads a book from a drawing of it, for tests: a line a row, `|` between cells, `== name` before a sheet.
    ///
    /// `12.5` is a number, `2026-01-03` a date, `#N/A` an error, `TRUE` a logical; all else is text. A leading `'`
    /// makes a text of anything. Without a `== name` line there is one sheet, called `Blad1`.
    pub fn from_text(drawing: &str) -> Self {
        let mut book = Self::default();
        let mut row = 0;
        for line in drawing.lines() {
            if let Some(name) = line.trim().strip_prefix("== ") {
                book.sheets.push(Sheet { name: Some(name.trim().to_owned()), ..Sheet::default() });
                row = 0;
                continue;
            }
            if book.sheets.is_empty() {
                book.sheets.push(Sheet { name: Some("Blad1".to_owned()), ..Sheet::default() });
            }
            let Self { sheets, texts, .. } = &mut book;
            if let Some(sheet) = sheets.last_mut() {
                for (column, word) in (0u32..).zip(line.split('|')) {
                    sheet.grid.set(row, column, cell_from_text(word.trim(), texts));
                }
            }
            row += 1;
        }
        book
    }
}

fn cell_from_text(word: &str, texts: &mut Texts) -> Cell {
    if word.is_empty() {
        return Cell::Empty;
    }
    if let Some(text) = word.strip_prefix('\'') {
        return Cell::Text(texts.intern(text));
    }
    if let Ok(number) = word.parse::<f64>() {
        return Cell::Number(number);
    }
    if let Ok(date) = word.parse::<Date>() {
        return Cell::Date(serial_from_date(date));
    }
    match word {
        "TRUE" => Cell::Logical(true),
        "FALSE" => Cell::Logical(false),
        "#N/A" => Cell::Error(CellError::NotAvailable),
        "#DIV/0!" => Cell::Error(CellError::Div0),
        "#REF!" => Cell::Error(CellError::Ref),
        "#VALUE!" => Cell::Error(CellError::Value),
        _ => Cell::Text(texts.intern(word)),
    }
}

/// Returns the letters of a column, counted from 0: `A`, `B`, …, `AA`.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stray_cell_far_away_takes_no_rectangle() {
        let mut grid = Grid::default();
        grid.set(0, 0, Cell::Number(1.0));
        grid.set(MAX_ROWS - 1, MAX_COLUMNS - 1, Cell::Number(2.0));
        assert_eq!(grid.get(MAX_ROWS - 1, MAX_COLUMNS - 1), Cell::Number(2.0));
        assert_eq!(grid.get(5, 5), Cell::Empty);
        assert_eq!(grid.used_columns().collect::<Vec<_>>(), [0, MAX_COLUMNS - 1]);
        let last = grid.column(MAX_COLUMNS - 1).collect::<Vec<_>>();
        assert_eq!(last, [(MAX_ROWS - 1, Cell::Number(2.0))]);
    }

    #[test]
    fn columns_are_lettered_as_in_a_spreadsheet() {
        let letters = [0, 25, 26, 701, 702, 16_383].map(column_letters);
        assert_eq!(letters, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn the_sheets_of_another_file_are_added_with_equal_texts_as_one() {
        let mut book = Book::from_text("== 2023\nAna | 1");
        book.texts.freeze();
        let mut other = Book::from_text("== 2024\nBen | 2\nAna | 3\n== CLV\nx");
        other.sheets[1].marker = Some("summary".to_owned());
        book.append("oud.xlsx", other, "nieuw.xlsx");
        let files: Vec<_> = book.sheets.iter().map(|sheet| sheet.file.as_deref()).collect();
        assert_eq!(files, [Some("oud.xlsx"), Some("nieuw.xlsx")]);
        assert_eq!(book.sheets[0].grid.get(0, 0), book.sheets[1].grid.get(1, 0));
        assert_eq!(book.text(book.sheets[1].grid.get(0, 0)), Some("Ben"));
    }

    #[test]
    fn a_drawing_becomes_a_book() {
        let book =
            Book::from_text("Datum | Klant | Bedrag\n2026-01-03 | Ana | 12.50\n | '12 | #N/A");
        let grid = &book.sheets[0].grid;
        assert_eq!(grid.get(1, 0), Cell::Date(46025.0));
        assert_eq!(book.text(grid.get(2, 1)), Some("12"));
        assert_eq!(grid.get(2, 2), Cell::Error(CellError::NotAvailable));
    }
}
