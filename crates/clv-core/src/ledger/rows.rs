//! One row of a list as values: when, who, what, how much, and what its words say.

use super::amounts::{AmountText, Mark, currency_code, currency_of, parse};
use super::blocks::Block;
use super::columns::Column;
use super::date_columns::DateColumns;
use super::dates::{self, Around, Order};
use super::field::Field;
use super::layouts::Layout;
use super::lexicon::{Lexicon, Says};
use crate::calendar::{date_from_serial, serial_from_date};
use crate::grid::{Book, Cell, Grid, TextId};
use crate::money::Money;

/// What a cell holds as a key: equal keys are equal values, 0 is nothing.
pub(super) type Key = u64;

/// Keys of texts begin here, so that those of whole numbers lie below.
const TEXT: u64 = 1 << 62;

/// Returns the key of a cell.
pub(super) fn key(cell: Cell) -> Key {
    match cell {
        Cell::Text(id) => TEXT | u64::from(id.0),
        Cell::Number(number) | Cell::Date(number) => 1 + (number.to_bits() >> 2),
        Cell::Empty | Cell::Logical(_) | Cell::Error(_) => 0,
    }
}

/// Keys of tabs begin here; those of texts and numbers lie below.
const TAB: u64 = 1 << 63;
/// Keys of names inside texts begin here.
const INSIDE: u64 = TAB | TEXT;

/// Returns the key of the name inside the text of a bank statement.
pub(super) fn key_of_name_in(TextId(id): TextId) -> Key {
    INSIDE | u64::from(id)
}

/// Returns the text that the name of a key stands in.
pub(super) fn text_around(key: Key) -> Option<TextId> {
    (key & INSIDE == INSIDE).then(|| TextId(u32::try_from(key & !INSIDE).unwrap_or(u32::MAX)))
}

/// Returns the key of the name of a tab, by the index of its sheet.
pub(super) fn key_of_tab(sheet: usize) -> Key {
    TAB | sheet as u64
}

/// Returns the sheet of a key of a tab.
pub(super) fn tab_of(key: Key) -> Option<usize> {
    (key & INSIDE == TAB).then(|| usize::try_from(key & !TAB).unwrap_or(usize::MAX))
}

/// Returns the text of a key of a text.
pub(super) fn text_of(key: Key) -> Option<TextId> {
    (key & INSIDE == TEXT).then(|| TextId(u32::try_from(key & !TEXT).unwrap_or(u32::MAX)))
}

/// What a cell that should be an amount holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum AmountCell {
    Empty,
    Amount(Money),
    Nothing,
    Unreadable,
    Error,
}

impl AmountCell {
    pub(super) fn amount(self) -> Option<Money> {
        match self {
            Self::Amount(amount) => Some(amount),
            Self::Empty | Self::Nothing | Self::Unreadable | Self::Error => None,
        }
    }
}

/// What a cell that should be a date holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayCell {
    Empty,
    /// Days since 1899-12-30, and whether only the month is known.
    Day(i32, bool),
    Unreadable,
    Error,
}

/// Reads the cells of a list.
pub(super) struct RowReader<'a> {
    pub(super) book: &'a Book,
    pub(super) grid: &'a Grid,
    pub(super) block: &'a Block,
    dates: Option<DateReader>,
    /// Year, month and day, where each has a column.
    in_parts: Option<DateColumns>,
    paid: Option<DateReader>,
    spans: Vec<(Field, DateReader)>,
}

/// A column of dates and how they are written.
struct DateReader {
    at: u32,
    order: Order,
    swaps_real_dates: bool,
    /// Whether its numbers are those of weeks.
    has_weeks: bool,
    around: Around,
    /// What each text was read as before.
    known: Vec<DayCell>,
}

impl<'a> RowReader<'a> {
    pub(super) fn new(book: &'a Book, grid: &'a Grid, block: &'a Block) -> Self {
        let reader = |column: &Column| DateReader::new(column, block);
        let main = block.date_column();
        let paid =
            block.column(Field::PaidDate).filter(|paid| main.is_none_or(|main| main.at != paid.at));
        let spans = [Field::StartDate, Field::EndDate].into_iter();
        let spans = spans.filter_map(|field| Some((field, reader(block.column(field)?)))).collect();
        let in_parts = DateColumns::of(book, grid, block);
        let (dates, paid) = (main.map(reader), paid.map(reader));
        Self { book, grid, block, dates, in_parts, paid, spans }
    }

    /// Dates that lack a year or month now get them from here.
    pub(super) fn set_around(&mut self, around: Around) {
        for reader in self.dates.iter_mut().chain(&mut self.paid) {
            reader.around = around;
            reader.known.clear();
        }
        if let Some(columns) = &mut self.in_parts {
            columns.now = around;
        }
    }

    pub(super) fn cell(&self, row: u32, at: Option<u32>) -> Cell {
        at.map_or(Cell::Empty, |at| self.grid.get(row, at))
    }

    /// Returns the day of a row; a sale without a date of its own was made when it was paid, or in the month of its tab.
    pub(super) fn day(&mut self, row: u32) -> DayCell {
        let grid = self.grid;
        let day = |reader: &mut Option<DateReader>, book: &Book| match reader {
            Some(reader) => reader.read(grid.get(row, reader.at), book),
            None => DayCell::Empty,
        };
        let main = match &mut self.in_parts {
            Some(columns) => columns.read(self.book, grid, row),
            None => day(&mut self.dates, self.book),
        };
        match main {
            DayCell::Empty => day(&mut self.paid, self.book),
            found @ (DayCell::Day(..) | DayCell::Unreadable | DayCell::Error) => found,
        }
    }

    /// Returns the day in the column where subscriptions start or end.
    pub(super) fn day_in(&mut self, row: u32, field: Field) -> DayCell {
        let (grid, book) = (self.grid, self.book);
        let reader = self.spans.iter_mut().find(|reader| reader.0 == field);
        reader.map_or(DayCell::Empty, |(_, reader)| reader.read(grid.get(row, reader.at), book))
    }

    /// Returns the amount in a cell of a column.
    pub(super) fn amount(&self, row: u32, at: u32) -> AmountCell {
        let mark = || {
            let column = self.block.columns.iter().find(|column| column.at == at);
            column.map_or(Mark::Comma, |column| column.profile.marks.decide())
        };
        amount(self.book, self.grid.get(row, at), mark)
    }

    /// Returns the number in a column, such as a quantity.
    pub(super) fn number(&self, row: u32, at: Option<u32>) -> Option<Money> {
        self.amount(row, at?).amount()
    }

    /// Returns the VAT rate in a column as a share: of `21`, `0.21` and `'21%` alike 0.21.
    pub(super) fn rate(&self, row: u32, at: Option<u32>) -> Option<f64> {
        let stated = match self.cell(row, at) {
            Cell::Text(id) => rate_of(self.book.texts.get(id)),
            Cell::Empty | Cell::Number(_) | Cell::Date(_) | Cell::Logical(_) | Cell::Error(_) => {
                None
            }
        };
        let rate = stated.or_else(|| self.number(row, at).map(Money::to_f64))?;
        Some(if rate > 1.0 { rate / 100.0 } else { rate })
    }

    /// Returns the currency that a row names, in its column or beside its amount.
    pub(super) fn currency(&self, row: u32) -> Option<&'static str> {
        let own =
            self.book.text(self.cell(row, self.block.at(Field::Currency))).and_then(currency_code);
        let at = self.block.basis.amounts.first().copied();
        own.or_else(|| self.book.text(self.cell(row, at)).and_then(currency_of))
            .or_else(|| self.currency_of_format(row).filter(|_| self.grid.tells_currencies()))
    }

    /// Returns the currency that the format of the amount shows, the euro where it shows no other one.
    pub(super) fn currency_of_format(&self, row: u32) -> Option<&'static str> {
        let at = self.block.basis.amounts.first().copied();
        let Cell::Number(_) = self.cell(row, at) else { return None };
        self.grid.currency(row, at?).map_or(Some("EUR"), currency_code)
    }

    /// Returns what the words of a column say.
    pub(super) fn says(&self, row: u32, field: Field, lexicon: &mut Lexicon<'_>) -> Says {
        self.block.at(field).map_or(Says::default(), |at| lexicon.cell(self.grid.get(row, at)))
    }
}

/// Returns the number before the sign of percent in a text: `21%`, `hoog (21 %)`.
pub(super) fn rate_of(text: &str) -> Option<f64> {
    let before = text.split_once('%')?.0.trim_end();
    let from = before.rfind(|c: char| !c.is_ascii_digit() && c != ',' && c != '.');
    before[from.map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8))..]
        .replace(',', ".")
        .parse()
        .ok()
}

/// Reads a cell as an amount; of texts the mark between whole and part is asked.
fn amount(book: &Book, cell: Cell, mark: impl FnOnce() -> Mark) -> AmountCell {
    match cell {
        Cell::Empty => AmountCell::Empty,
        Cell::Number(number) => {
            Money::from_cell(number).map_or(AmountCell::Unreadable, AmountCell::Amount)
        }
        Cell::Text(id) => {
            let text = book.texts.get(id);
            if text.trim().is_empty() {
                return AmountCell::Empty;
            }
            match parse(text, mark()) {
                AmountText::Amount(amount) => AmountCell::Amount(amount),
                AmountText::Nothing => AmountCell::Nothing,
                AmountText::Unreadable => AmountCell::Unreadable,
            }
        }
        Cell::Error(_) => AmountCell::Error,
        Cell::Date(_) | Cell::Logical(_) => AmountCell::Unreadable,
    }
}

impl DateReader {
    fn new(column: &Column, block: &Block) -> Self {
        let profile = &column.profile;
        let by_program =
            block.layout.filter(|layout: &&Layout| layout.month_first).map(|_| Order::MonthFirst);
        let order = profile.orders.decide().or(by_program).unwrap_or_default();
        // Dates pasted in the other order: what could be a date became one with day and month swapped, the rest stayed text.
        let swaps_real_dates = profile.real_dates >= 3
            && profile.low_days == profile.real_dates
            && profile.orders.leaves_nothing_open()
            && order == Order::MonthFirst;
        let header = super::text::header_key(&column.header);
        let has_weeks = super::vocabulary::vocabulary().is_in("week_header", &header);
        let around = block.around;
        Self { at: column.at, order, swaps_real_dates, has_weeks, around, known: Vec::new() }
    }

    fn read(&mut self, cell: Cell, book: &Book) -> DayCell {
        match cell {
            Cell::Empty => DayCell::Empty,
            Cell::Date(serial) => self.real(serial),
            Cell::Number(number) => self.number(number),
            Cell::Text(id) => self.text(id, book),
            Cell::Error(_) => DayCell::Error,
            Cell::Logical(_) => DayCell::Unreadable,
        }
    }

    fn real(&self, serial: f64) -> DayCell {
        let Some(date) =
            date_from_serial(serial).filter(|date| (1990..=2100).contains(&date.year()))
        else {
            return DayCell::Unreadable;
        };
        let swapped = self
            .swaps_real_dates
            .then(|| crate::calendar::Date::new(date.year(), date.day(), date.month()).ok());
        day(swapped.flatten().unwrap_or(date), false)
    }

    fn number(&self, number: f64) -> DayCell {
        if let Some(date) = dates::from_number(number) {
            return day(date, false);
        }
        if self.has_weeks && (1.0..=53.0).contains(&number) && number.fract() == 0.0 {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "checked to be a week of a year just above"
            )]
            let week = number as i32;
            let monday = self.around.year.and_then(|year| dates::first_of_week(year, week));
            return monday.map_or(DayCell::Unreadable, |date| day(date, false));
        }
        if (1.0..=31.0).contains(&number) && number.fract() == 0.0 {
            let Around { year: Some(year), month: Some(month) } = self.around else {
                return DayCell::Unreadable;
            };
            #[expect(
                clippy::cast_possible_truncation,
                reason = "checked to be a day of a month just above"
            )]
            let found = crate::calendar::Date::new(year, month, number as i8).ok();
            return found.map_or(DayCell::Unreadable, |date| day(date, false));
        }
        if (20_000.0..80_000.0).contains(&number) { self.real(number) } else { DayCell::Unreadable }
    }

    fn text(&mut self, id: TextId, book: &Book) -> DayCell {
        let at = id.0 as usize;
        if let Some(known) = self.known.get(at).filter(|&&known| known != DayCell::Empty) {
            return *known;
        }
        let text = book.texts.get(id);
        if text.trim().is_empty() {
            return DayCell::Empty;
        }
        let found = dates::parse(text).and_then(|parts| parts.resolve(self.order, self.around));
        let in_reach = found.filter(|found| (1990..=2100).contains(&found.date.year()));
        let read = match in_reach {
            Some(found) => day(found.date, found.is_month),
            None if super::lexicon::says(text).any(Says::DITTO | Says::PLAIN_TOTAL) => {
                return DayCell::Empty;
            }
            None if super::vocabulary::vocabulary()
                .is_in("no_date", &super::text::value_key(text)) =>
            {
                return DayCell::Empty;
            }
            None => DayCell::Unreadable,
        };
        if self.known.len() <= at {
            self.known.resize(book.texts.len().max(at + 1), DayCell::Empty);
        }
        self.known[at] = read;
        read
    }
}

/// Returns a date as the day of a row.
pub(super) fn day(date: crate::calendar::Date, is_month: bool) -> DayCell {
    #[expect(clippy::cast_possible_truncation, reason = "days of dates between 1990 and 2100")]
    let serial = serial_from_date(date) as i32;
    DayCell::Day(serial, is_month)
}

/// Returns the number of a key of a number.
pub(super) fn number_of(key: Key) -> Option<f64> {
    (key != 0 && key & INSIDE == 0).then(|| f64::from_bits((key - 1) << 2))
}
