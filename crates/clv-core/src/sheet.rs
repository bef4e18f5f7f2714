//! Our sheets before any file exists: cells with roles, tables, charts and choices, never fonts or colors.

use crate::calendar::Date;
use crate::grid::Area;
use std::borrow::Cow;
use std::fmt;

/// What a cell is for; the renderer decides what that looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// The title of a sheet.
    Title,
    /// One line under the title.
    Subtitle,
    /// The sentence that heads a block.
    Heading,
    /// The header of a table column.
    Header,
    /// What a number is.
    Label,
    /// Running text.
    #[default]
    Text,
    /// Running text that wraps within its cell.
    Wrapped,
    /// How a number was computed, what to watch for.
    Note,
    /// Something that needs attention.
    Warning,
    /// Something that is as it should be.
    Good,
    /// The label of a headline figure.
    TileLabel,
    /// A headline amount.
    TileMoney,
    /// A headline factor, such as 1.6 ×.
    TileRatio,
    /// The number of a headline figure with a decimal.
    TileNumber,
    /// A headline share.
    TilePercent,
    /// The line under a headline figure.
    TileNote,
    /// An amount in whole units.
    Money,
    /// An amount to the cent.
    MoneyExact,
    /// A count.
    Count,
    /// A number with one decimal.
    Number,
    /// A number with two decimals.
    Factor,
    /// A share.
    Percent,
    /// A date.
    Date,
    /// A text for the owner to fill in.
    InputText,
    /// A number for the owner to fill in.
    InputNumber,
    /// A share for the owner to fill in.
    InputPercent,
    /// An amount for the owner to fill in.
    InputMoney,
    /// A date for the owner to fill in.
    InputDate,
}

/// A value that a formula has now.
#[derive(Clone, Debug, PartialEq)]
pub enum Cached {
    /// A number; also dates, as day numbers.
    Number(f64),
    /// A text.
    Text(String),
    /// True or false.
    Logical(bool),
    /// An error value as Excel writes it, such as `#N/A`.
    Error(String),
}

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Content {
    /// Nothing yet, but formatted.
    #[default]
    Blank,
    /// A text; never a formula, whatever it begins with.
    Text(String),
    /// A number.
    Number(f64),
    /// A date.
    Date(Date),
    /// True or false.
    Logical(bool),
    /// A live formula in the form that files store (English, `,`, no `=`), with the value that it has.
    Formula {
        /// The formula.
        text: String,
        /// Its value.
        cached: Cached,
    },
    /// A link to a cell of this workbook.
    Link {
        /// What is shown.
        text: String,
        /// Such as `'CLV Acties'!A1`.
        target: String,
    },
}

/// One cell of our sheets.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportCell {
    /// From 0.
    pub row: u32,
    /// From 0.
    pub column: u32,
    /// What stands in it.
    pub content: Content,
    /// What it is for.
    pub role: Role,
}

/// An Excel table; its header and body cells are among the cells of the sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportTable {
    /// The name, unique in the owner's workbook.
    pub name: String,
    /// Header row included, no totals row.
    pub area: Area,
    /// The headers, one per column.
    pub columns: Vec<String>,
}

/// The kinds of charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// Horizontal bars.
    Bar,
    /// Vertical columns.
    Column,
    /// Lines.
    Line,
}

/// One series of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The name in the legend.
    pub name: String,
    /// The cells with the categories.
    pub categories: Area,
    /// The cells with the values.
    pub values: Area,
    /// Which of the colors of the palette, from 0.
    pub color: usize,
    /// Whether the line is dotted: not complete yet.
    pub dotted: bool,
}

/// A native chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What kind.
    pub kind: ChartKind,
    /// The title: the finding, in a sentence.
    pub title: String,
    /// What a screen reader says.
    pub alt_text: String,
    /// The axis of the values.
    pub value_axis: Option<String>,
    /// Its series, whose cells are on the same sheet.
    pub series: Vec<Series>,
    /// The cells that it covers.
    pub area: Area,
}

/// Formats that depend on the values, or on the day that the sheet is looked at.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Data bars in a column of values.
    DataBars(Area),
    /// A format where a formula (stored form, relative to the top left cell) is true.
    Formula {
        /// Where.
        area: Area,
        /// The formula, such as `AND($B5<>"",$B5<TODAY())`.
        formula: String,
        /// [`Role::Warning`], [`Role::Good`] or [`Role::Note`].
        role: Role,
    },
}

/// A drop-down.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Where.
    pub area: Area,
    /// What can be chosen; together at most 255 characters.
    pub options: Vec<String>,
    /// What is said when the cell is chosen.
    pub prompt: Option<String>,
}

/// A name for a cell, usable in the owner's own formulas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellName {
    /// Such as `CLV_gemiddeld`.
    pub name: String,
    /// From 0.
    pub row: u32,
    /// From 0.
    pub column: u32,
}

/// Makes what stands in a column (the second number) of a row (the first), both counted from 0.
type MakeContent<'a> = Box<dyn Fn(usize, usize) -> Content + Send + Sync + 'a>;

/// The rows of a list that may have a million of them: each is made at the moment that it is written, and never kept.
pub struct Rows<'a> {
    /// The row of the headers, which are among the cells of the sheet; the rows begin below it, in column 0.
    pub header_row: u32,
    /// How many there are.
    pub n_rows: usize,
    /// What the cells of each column are for.
    pub roles: Vec<Role>,
    /// What stands in them.
    pub content: MakeContent<'a>,
}

impl Rows<'_> {
    /// Returns the area that they cover, headers left out; nothing without rows or columns.
    pub fn area(&self) -> Option<Area> {
        let right = u32::try_from(self.roles.len()).ok()?.checked_sub(1)?;
        let n_rows = u32::try_from(self.n_rows).ok().filter(|n_rows| *n_rows > 0)?;
        let top = self.header_row + 1;
        Some(Area { top, left: 0, bottom: self.header_row + n_rows, right })
    }

    /// Returns whether a table holds them.
    pub fn is_body_of(&self, table: &ReportTable) -> bool {
        self.area().is_some_and(|area| table.area == Area { top: self.header_row, ..area })
    }

    /// Returns the cells, row by row.
    pub fn cells(&self) -> impl Iterator<Item = ReportCell> + '_ {
        (self.header_row + 1..).zip(0..self.n_rows).flat_map(move |(row, at)| {
            (0u32..).zip(self.roles.iter().enumerate()).map(move |(column, (which, role))| {
                ReportCell { row, column, content: (self.content)(at, which), role: *role }
            })
        })
    }
}

impl fmt::Debug for Rows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { header_row, n_rows, roles, content: _ } = self;
        write!(f, "Rows {{ header_row: {header_row}, n_rows: {n_rows}, roles: {roles:?} }}")
    }
}

/// One of our sheets.
#[derive(Debug, Default)]
pub struct ReportSheet<'a> {
    /// What our marker says: `summary`, `actions`, `customers`, `offers`, `check`, `settings`.
    pub key: &'static str,
    /// The name on the tab, free in the owner's workbook.
    pub name: String,
    /// All cells, by row, then by column.
    pub cells: Vec<ReportCell>,
    /// Widths of columns in characters.
    pub widths: Vec<(u32, f64)>,
    /// Heights of rows in points, where a row has to be other than usual.
    pub heights: Vec<(u32, f64)>,
    /// Cells shown as one, for running text and headline figures; the top left one holds the content. Never in a table.
    pub merged: Vec<Area>,
    /// Tables.
    pub tables: Vec<ReportTable>,
    /// Charts.
    pub charts: Vec<Chart>,
    /// Conditional formats.
    pub conditions: Vec<Condition>,
    /// Drop-downs.
    pub choices: Vec<Choice>,
    /// Cell names.
    pub names: Vec<CellName>,
    /// Rows that stay in view and are repeated on each printed page.
    pub frozen_rows: u32,
    /// Columns that stay in view.
    pub frozen_columns: u32,
    /// Columns that are kept but not shown, such as stable keys.
    pub hidden_columns: Vec<u32>,
    /// Whether it prints on one page; else as wide as one page.
    pub one_page: bool,
    /// What stands at the foot of a printed page, without the page number.
    pub footer: String,
    /// A list that may be long, below everything else; where no table holds it, it has a filter.
    pub list: Option<Rows<'a>>,
}

impl ReportSheet<'_> {
    /// Returns all cells, those of the list too: by row, then by column.
    pub fn all_cells(&self) -> impl Iterator<Item = Cow<'_, ReportCell>> {
        let listed = self.list.iter().flat_map(Rows::cells).map(Cow::Owned);
        self.cells.iter().map(Cow::Borrowed).chain(listed)
    }
}

/// All our sheets, in the order of their tabs.
#[derive(Debug, Default)]
pub struct Report<'a> {
    /// The sheets.
    pub sheets: Vec<ReportSheet<'a>>,
}
