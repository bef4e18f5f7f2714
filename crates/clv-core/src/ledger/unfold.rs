//! Unfolding a matrix: each cell above nought in the columns across is a sale.

use super::Reason;
use super::blocks::Across;
use super::dates::Around;
use super::entries::{Entry, Mark, More, NO_DAY, blank};
use super::field::Field;
use super::lexicon::Says;
use super::parties::{PartyKey, is_somebody};
use super::rows::{AmountCell, DayCell, key};
use super::walk::Walk;
use crate::grid::Cell;
use crate::money::Money;

impl Walk<'_, '_> {
    /// Reads all cells of the columns across.
    pub(super) fn matrix(&mut self, across: &[Across]) {
        for row in self.reader.block.rows.clone() {
            let filled =
                across.iter().any(|column| self.reader.grid.get(row, column.at) != Cell::Empty);
            let label = self.label(row);
            let party = self.matrix_party(row, across);
            if !filled {
                continue;
            }
            let is_total = label.any(Says::PLAIN_TOTAL)
                || !is_somebody(&party) && self.matrix_sums(row, across);
            if is_total {
                self.push_out(row, Reason::TotalRow, None);
            } else {
                self.matrix_row(row, party, across);
            }
        }
    }

    /// Returns whether the row holds nothing but numbers below the list: its totals without a word.
    fn matrix_sums(&self, row: u32, across: &[Across]) -> bool {
        let first = self.reader.block.rows.start;
        row > first + 1
            && row + 3 >= self.reader.block.rows.end.min(self.reader.grid.n_rows())
            && across.iter().all(|column| {
                let of = |row: u32| self.reader.amount(row, column.at).amount().unwrap_or_default();
                let sum: Money = (first..row).map(of).sum();
                (sum - of(row)).abs() < Money::from_cents(2)
            })
    }

    fn matrix_party(&mut self, row: u32, across: &[Across]) -> PartyKey {
        let own = self.party(row);
        let is_across = across.iter().any(|column| column.customer != 0);
        if is_somebody(&own) || self.reader.block.has_customer() || is_across {
            return own;
        }
        // Without a header that says so, the first column of words holds the customers.
        let words = self.reader.block.columns.iter().find(|column| column.profile.is_words());
        let mut party = PartyKey::default();
        party[0] = words.map_or(0, |column| key(self.reader.grid.get(row, column.at)));
        party
    }

    fn matrix_row(&mut self, row: u32, party: PartyKey, across: &[Across]) {
        let day_of_row = self.reader.day(row);
        let of_row = self.entries.party(&party);
        for column in across {
            let mut party = of_row;
            if column.customer != 0 {
                let mut across = PartyKey::default();
                across[0] = column.customer;
                party = self.entries.party(&across);
            }
            let cell = self.reader.amount(row, column.at);
            let net = match cell {
                AmountCell::Amount(amount) if !amount.is_zero() => amount,
                AmountCell::Empty | AmountCell::Nothing | AmountCell::Amount(_) => continue,
                AmountCell::Unreadable => {
                    self.push_out(row, Reason::UnreadableAmount, None);
                    continue;
                }
                AmountCell::Error => {
                    self.push_out(row, Reason::ErrorValue, None);
                    continue;
                }
            };
            let (day, is_month) = match day_of_row {
                DayCell::Day(day, is_month) if column.product.is_some() || column.customer != 0 => {
                    (day, is_month)
                }
                DayCell::Day(..) | DayCell::Empty | DayCell::Unreadable | DayCell::Error => {
                    first_day(column.around)
                }
            };
            let product = if let Some(name) = &column.product {
                self.entries.product_named(name)
            } else {
                let at = self.reader.block.at(Field::Product);
                let at = at.filter(|&at| across.iter().all(|column| column.at != at));
                self.entries.product(self.reader.book, self.reader.cell(row, at))
            };
            let out = (day == NO_DAY).then_some(Reason::NoDate);
            let marks = Mark::MONTH.when(is_month);
            let entry = Entry { day, party, product, out, marks, net, ..blank(self.place(row)) };
            self.entries.push(entry, More { stated: Some(net), ..More::default() });
        }
    }
}

fn first_day(around: Around) -> (i32, bool) {
    let Some(year) = around.year else { return (NO_DAY, false) };
    let date = crate::calendar::Date::new(year, around.month.unwrap_or(1), 1).ok();
    #[expect(clippy::cast_possible_truncation, reason = "days of dates that a header names")]
    date.map_or((NO_DAY, false), |date| (crate::calendar::serial_from_date(date) as i32, true))
}
