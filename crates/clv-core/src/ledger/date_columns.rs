//! Dates that stand in several columns: the year, the month and the day apart.

use super::blocks::Block;
use super::columns::Column;
use super::dates::{self, Around};
use super::lexicon::{Says, says};
use super::rows::{DayCell, day};
use super::text::header_key;
use super::vocabulary::vocabulary;
use crate::calendar::Date;
use crate::grid::{Book, Cell, Grid};

/// How many rows are looked at to see what stands in a column.
const SAMPLE: usize = 400;

/// The columns that make a date together, and what the rows above said last.
pub(super) struct DateColumns {
    year: Option<u32>,
    month: u32,
    day: Option<u32>,
    /// A month that is written once holds for the rows below it.
    pub(super) now: Around,
}

impl DateColumns {
    /// Finds the columns of a list; nothing where one column tells the whole date.
    pub(super) fn of(book: &Book, grid: &Grid, block: &Block) -> Option<Self> {
        let main = block.date_column()?.at;
        let find = |list: &str, fits: &dyn Fn(Cell) -> bool| {
            let is_it = |column: &&Column| {
                vocabulary().is_in(list, &header_key(&column.header))
                    && is_mostly(grid, column.at, block, fits)
            };
            block.columns.iter().find(is_it).map(|column| column.at)
        };
        let month = find("month_header", &|cell| month_of(book, cell).is_some())?;
        let year = find("year_header", &|cell| year_of(book, cell).is_some());
        let day = find("day_header", &|cell| day_of(book, cell).is_some());
        let is_part = [year, Some(month), day].contains(&Some(main));
        let has_year = year.is_some() || block.around.year.is_some();
        (is_part && has_year && (year.is_some() || day.is_some())).then_some(Self {
            year,
            month,
            day,
            now: block.around,
        })
    }

    /// Returns the day of a row; rows that name no part of a date have none.
    pub(super) fn read(&mut self, book: &Book, grid: &Grid, row: u32) -> DayCell {
        let cell = |at: Option<u32>| at.map_or(Cell::Empty, |at| grid.get(row, at));
        let (year, month, own) = (cell(self.year), cell(Some(self.month)), cell(self.day));
        if [year, month, own].iter().all(|&cell| cell == Cell::Empty) {
            return DayCell::Empty;
        }
        if let Some(text) = book.text(month).filter(|_| month_of(book, month).is_none()) {
            let says = says(text);
            if says.any(Says::PLAIN_TOTAL) {
                return DayCell::Empty;
            }
            if !says.any(Says::DITTO) {
                return DayCell::Unreadable;
            }
        }
        self.now.year = year_of(book, year).or(self.now.year);
        self.now.month = month_of(book, month).or(self.now.month);
        if self.day.is_some() && own == Cell::Empty {
            return DayCell::Empty;
        }
        let (Some(year), Some(month)) = (self.now.year, self.now.month) else {
            return DayCell::Unreadable;
        };
        let number = if self.day.is_some() { day_of(book, own) } else { Some(1) };
        let date = number.and_then(|number| Date::new(year, month, number).ok());
        date.map_or(DayCell::Unreadable, |date| day(date, self.day.is_none()))
    }
}

fn is_mostly(grid: &Grid, at: u32, block: &Block, fits: &dyn Fn(Cell) -> bool) -> bool {
    let cells = block.rows.clone().take(SAMPLE).map(|row| grid.get(row, at));
    let (mut n, mut n_fit) = (0, 0);
    for cell in cells.filter(|&cell| cell != Cell::Empty) {
        n += 1;
        n_fit += i32::from(fits(cell));
    }
    n > 0 && n_fit * 10 >= n * 7
}

fn whole(book: &Book, cell: Cell) -> Option<i16> {
    match cell {
        Cell::Number(number) if number.fract() == 0.0 && (1.0..=2100.0).contains(&number) => {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "checked to be a small whole number"
            )]
            let number = number as i16;
            Some(number)
        }
        Cell::Text(id) => book.texts.get(id).trim().trim_end_matches('.').parse().ok(),
        Cell::Empty | Cell::Number(_) | Cell::Date(_) | Cell::Logical(_) | Cell::Error(_) => None,
    }
}

fn year_of(book: &Book, cell: Cell) -> Option<i16> {
    whole(book, cell).filter(|year| (1990..=2100).contains(year))
}

fn month_of(book: &Book, cell: Cell) -> Option<i8> {
    let named = book.text(cell).and_then(dates::parse).filter(|parts| parts.is_month());
    let number = || i8::try_from(whole(book, cell)?).ok().filter(|month| (1..=12).contains(month));
    named.and_then(|parts| parts.around().month).or_else(number)
}

fn day_of(book: &Book, cell: Cell) -> Option<i8> {
    i8::try_from(whole(book, cell)?).ok().filter(|day| (1..=31).contains(day))
}

#[cfg(test)]
mod tests {
    use crate::ledger::facts::check;
    use expect_test::expect;

    #[test]
    fn weeks_are_dates_in_a_year_that_the_tab_tells() {
        check(
            "== 2024\nWeek | Klant | Bedrag\n2 | Ana | 50\n14 | Bo | 100\n51 | Bo | 80",
            &expect![[r"3 counted, 3 purchases, 2 customers, EUR 230.00 unknown; out: none"]],
        );
        check(
            "== 2024\nWanneer | Klant | Bedrag\nweek 2 | Ana | 50\nwk 14 | Bo | 100\nweek 51 | Bo | 80",
            &expect![[r"3 counted, 3 purchases, 2 customers, EUR 230.00 unknown; out: none"]],
        );
    }

    #[test]
    fn year_month_and_day_may_each_have_a_column() {
        check(
            "Jaar | Maand | Klant | Bedrag\n2023 | 11 | Ana | 50\n2023 | 12 | Bo | 100\n2024 | 1 | Bo | 80\n | Totaal | | 230",
            &expect![[
                r"3 counted, 3 purchases, 2 customers, EUR 230.00 unknown; out: 5 total_row"
            ]],
        );
        check(
            "== Omzet 2024\nMaand | Dag | Klant | Bedrag\njanuari | 3 | Ana | 50\n | 14 | Bo | 100\nfebruari | 2 | Bo | 80\n | 31 | Bo | 80",
            &expect![[
                r"3 counted, 3 purchases, 2 customers, EUR 230.00 unknown; out: 5 unreadable_date"
            ]],
        );
    }
}
