//! A cursor over a sheet: blocks write lines and tables with it and never count rows themselves.

use super::Context;
use crate::calendar::Date;
use crate::grid::{Area, column_letters};
use crate::money::Money;
use crate::sheet::{
    Cached, Choice, Condition, Content, ReportCell, ReportSheet, ReportTable, Role,
};

/// The height of a row of running text, in points.
const LINE: f64 = 15.0;

/// Writes one block of a sheet.
pub(super) type Block = fn(&Context<'_>, &mut Page);

/// One cell of a row: how many columns it covers, what stands in it and what it is for.
pub(super) struct Part {
    width: u32,
    content: Content,
    role: Role,
}

/// Makes a cell of one column.
pub(super) fn part(content: impl Into<Content>, role: Role) -> Part {
    Part { width: 1, content: content.into(), role }
}

/// Makes a cell that covers several columns.
pub(super) fn wide(width: u32, content: impl Into<Content>, role: Role) -> Part {
    Part { width, content: content.into(), role }
}

/// A sheet while it is being written.
pub(super) struct Page {
    sheet: ReportSheet<'static>,
    widths: Vec<f64>,
    row: u32,
    left: u32,
    right: u32,
}

impl Page {
    /// Opens a sheet whose columns have these widths, in characters.
    pub(super) fn new(key: &'static str, name: &str, widths: &[f64]) -> Self {
        let sheet = ReportSheet {
            key,
            name: name.to_owned(),
            widths: (0u32..).zip(widths.iter().copied()).collect(),
            ..ReportSheet::default()
        };
        let right = u32::try_from(widths.len().max(1) - 1).unwrap_or(0);
        Self { sheet, widths: widths.to_vec(), row: 0, left: 0, right }
    }

    /// Writes blocks side by side, each between its two columns, and goes on below the longest one.
    pub(super) fn beside(&mut self, context: &Context<'_>, blocks: &[(u32, u32, Block)]) {
        let (top, left, right) = (self.row, self.left, self.right);
        let mut bottom = top;
        for (first, last, block) in blocks {
            (self.row, self.left, self.right) = (top, *first, *last);
            block(context, self);
            bottom = bottom.max(self.row);
        }
        (self.row, self.left, self.right) = (bottom, left, right);
    }

    /// Writes a block between two columns.
    pub(super) fn within(&mut self, first: u32, last: u32, block: impl FnOnce(&mut Self)) {
        let (left, right) = (self.left, self.right);
        (self.left, self.right) = (first, last);
        block(self);
        (self.left, self.right) = (left, right);
    }

    /// Returns the row that is written next.
    pub(super) fn row(&self) -> u32 {
        self.row
    }

    /// Returns the first and the last column of the block.
    pub(super) fn columns(&self) -> (u32, u32) {
        (self.left, self.right)
    }

    /// Returns how formulas call the cell at so many columns from the left edge, in the row that is written next.
    pub(super) fn cell_name(&self, column: u32) -> String {
        format!("{}{}", column_letters(self.left + column), self.row + 1)
    }

    /// Leaves rows empty.
    pub(super) fn skip(&mut self, rows: u32) {
        self.row += rows;
    }

    /// Writes one text over the whole width of the block, wrapped where it is longer.
    pub(super) fn line(&mut self, role: Role, text: impl Into<String>) {
        let width = self.right + 1 - self.left;
        self.cells([wide(width, text.into(), role)]);
    }

    /// Writes a row of cells from the left edge of the block on.
    pub(super) fn cells(&mut self, parts: impl IntoIterator<Item = Part>) {
        let mut column = self.left;
        let mut height = LINE;
        for Part { width, content, role } in parts {
            let last = column + width - 1;
            if let Content::Text(text) = &content {
                height = f64::max(height, self.height(text, role, column, last));
            }
            let is_empty = content == Content::Blank && role == Role::Text;
            if !is_empty {
                if width > 1 {
                    let area = Area { top: self.row, left: column, bottom: self.row, right: last };
                    self.sheet.merged.push(area);
                }
                self.put(self.row, column, content, role);
            }
            column = last + 1;
        }
        if height > LINE {
            self.raise(self.row, height);
        }
        self.row += 1;
    }

    /// Writes a row of headers, each with the columns that it covers and its message.
    pub(super) fn header_row(&mut self, context: &Context<'_>, headers: &[(u32, &str)]) {
        let header = |&(width, id): &(u32, &str)| wide(width, context.text(id), Role::Header);
        self.cells(headers.iter().map(header));
    }

    /// Writes a row of headers.
    pub(super) fn headers(&mut self, headers: impl IntoIterator<Item = String>) {
        self.cells(headers.into_iter().map(|header| part(header, Role::Header)));
    }

    /// Puts one cell anywhere.
    pub(super) fn put(&mut self, row: u32, column: u32, content: impl Into<Content>, role: Role) {
        self.sheet.cells.push(ReportCell { row, column, content: content.into(), role });
    }

    /// Writes a table from the left edge of the block on: its headers, then a row for each item.
    pub(super) fn table<T>(&mut self, columns: &[Column<'_, T>], rows: &[T]) -> Area {
        let (top, left) = (self.row, self.left);
        self.headers(columns.iter().map(|column| column.header.clone()));
        for item in rows {
            self.cells(columns.iter().map(|column| part((column.content)(item), column.role)));
        }
        let width = u32::try_from(columns.len()).unwrap_or(1);
        Area { top, left, bottom: self.row - 1, right: left + width - 1 }
    }

    /// Makes an Excel table of an area that was just written; it has to have a row below its headers.
    pub(super) fn make_table<T>(&mut self, name: &str, area: Area, columns: &[Column<'_, T>]) {
        let columns = columns.iter().map(|column| column.header.clone()).collect();
        self.sheet.tables.push(ReportTable { name: name.to_owned(), area, columns });
    }

    /// Puts a drop-down in the cells of an area.
    pub(super) fn choice(&mut self, area: Area, options: Vec<String>, prompt: Option<String>) {
        self.sheet.choices.push(Choice { area, options, prompt });
    }

    /// Adds a format that depends on values.
    pub(super) fn condition(&mut self, condition: Condition) {
        self.sheet.conditions.push(condition);
    }

    /// Gives a row at least this height, in points.
    pub(super) fn raise(&mut self, row: u32, height: f64) {
        match self.sheet.heights.iter_mut().find(|(at, _)| *at == row) {
            Some((_, known)) => *known = known.max(height),
            None => self.sheet.heights.push((row, height)),
        }
    }

    /// Returns the rest of the sheet: charts, names, what stays in view.
    pub(super) fn sheet(&mut self) -> &mut ReportSheet<'static> {
        &mut self.sheet
    }

    /// Closes the sheet.
    pub(super) fn finish(mut self) -> ReportSheet<'static> {
        self.sheet.cells.sort_by_key(|cell| (cell.row, cell.column));
        self.sheet.heights.sort_by_key(|&(row, _)| row);
        self.sheet
    }

    /// Estimates the height that a text needs between two columns.
    fn height(&self, text: &str, role: Role, first: u32, last: u32) -> f64 {
        let Look { line, letter, wraps } = look(role);
        if !wraps {
            return line;
        }
        let widths = (first..=last).map(|column| self.widths.get(column as usize).copied());
        let width: f64 = widths.map(|width| width.unwrap_or(9.0)).sum();
        f64::from(n_lines(text, width / letter)) * line
    }
}

/// What a role takes: the height of a line in points, the width of a letter in characters, whether it wraps.
struct Look {
    line: f64,
    letter: f64,
    wraps: bool,
}

fn look(role: Role) -> Look {
    let (line, letter, wraps) = match role {
        Role::Title => (30.0, 1.8, false),
        Role::TileMoney | Role::TileRatio | Role::TileNumber | Role::TilePercent => {
            (32.0, 2.0, false)
        }
        Role::Heading => (20.0, 1.25, true),
        Role::Subtitle
        | Role::Wrapped
        | Role::Note
        | Role::Warning
        | Role::Good
        | Role::Header
        | Role::TileLabel
        | Role::TileNote => (LINE, 1.05, true),
        Role::Label
        | Role::Text
        | Role::Money
        | Role::MoneyExact
        | Role::Count
        | Role::Number
        | Role::Factor
        | Role::Percent
        | Role::Date
        | Role::InputText
        | Role::InputNumber
        | Role::InputPercent
        | Role::InputMoney
        | Role::InputDate => (LINE, 1.0, false),
    };
    Look { line, letter, wraps }
}

/// Counts the lines of a text that breaks between words at a width in characters.
fn n_lines(text: &str, width: f64) -> u32 {
    let mut lines = 0;
    for paragraph in text.lines() {
        lines += 1;
        let mut used = 0.0;
        for word in paragraph.split(' ') {
            let length = word.chars().count() as f64;
            if used > 0.0 && used + 1.0 + length > width {
                lines += 1;
                used = length;
            } else {
                used += 1.0 + length;
            }
        }
    }
    lines.max(1)
}

/// A column of a table: its header, its role and what stands in a row of it.
pub(super) struct Column<'a, T> {
    header: String,
    role: Role,
    content: Box<dyn Fn(&T) -> Content + 'a>,
}

/// Makes a column of a table.
pub(super) fn column<'a, T>(
    header: impl Into<String>,
    role: Role,
    content: impl Fn(&T) -> Content + 'a,
) -> Column<'a, T> {
    Column { header: header.into(), role, content: Box::new(content) }
}

/// Makes a live formula with a number as its value.
pub(super) fn formula(text: impl Into<String>, value: f64) -> Content {
    Content::Formula { text: text.into(), cached: Cached::Number(value) }
}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<f64> for Content {
    /// A number that a cell cannot hold leaves the cell empty.
    fn from(number: f64) -> Self {
        if number.is_finite() { Self::Number(number) } else { Self::Blank }
    }
}

impl From<u32> for Content {
    fn from(count: u32) -> Self {
        Self::Number(f64::from(count))
    }
}

impl From<usize> for Content {
    fn from(count: usize) -> Self {
        Self::Number(count as f64)
    }
}

impl From<Money> for Content {
    fn from(amount: Money) -> Self {
        Self::Number(amount.to_f64())
    }
}

impl From<Date> for Content {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl<T: Into<Content>> From<Option<T>> for Content {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Blank, Into::into)
    }
}
