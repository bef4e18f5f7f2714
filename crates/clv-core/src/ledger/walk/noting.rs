//! Noting a row that was judged: as an entry, with what few entries have.

use super::{Row, Walk};
use crate::calendar::{Date, serial_from_date};
use crate::ledger::entries::{Entry, Mark, More, NO_DAY, NONE, blank};
use crate::ledger::fates;
use crate::ledger::field::Field;
use crate::ledger::instalments::{self, Term};
use crate::ledger::lexicon::Says;
use crate::ledger::rows::DayCell;
use crate::ledger::subscriptions::{self, Contract};
use crate::ledger::traits::Traits;
use crate::ledger::{Reason, RowPlace};
use crate::money::Money;

impl Walk<'_, '_> {
    pub(super) fn push(&mut self, row: &Row, out: Option<Reason>) {
        let block = self.reader.block;
        let book = self.reader.book;
        let (day, is_month) = match row.day {
            DayCell::Day(day, is_month) => (day, is_month),
            DayCell::Empty | DayCell::Unreadable | DayCell::Error => self.month_around(),
        };
        let product_at =
            block.at(Field::Product).or(block.at(Field::Description)).or(block.at(Field::Category));
        let product = self.entries.product(book, self.reader.cell(row.at, product_at));
        let party = self.entries.party(&row.party);
        let mut money = fates::money(row, &self.reader, &self.habits);
        if row.repeats_total {
            money.net = Money::ZERO;
        } else if self.habits.repeats_totals && row.order != 0 {
            self.counted_totals.insert(row.order);
        }
        self.note_traits(row.at, party);
        let quantity = self.reader.number(row.at, block.at(Field::Quantity));
        let reference = self.order(row.at, block.at(Field::Reference), false);
        self.contract(row.at);
        let more = More {
            stated: row.amount.amount(),
            quantity: quantity.map(Money::to_f64),
            cost: self.reader.number(row.at, block.at(Field::Cost)),
            reference,
            term: self.term(row),
        };
        let RowPlace { sheet, row: number } = self.place(row.at);
        let entry = Entry {
            sheet,
            row: number,
            day,
            party,
            product,
            out,
            marks: Mark::MONTH.when(is_month)
                | Mark::OPEN.when(row.status.any(Says::OPEN) && !row.status.any(Says::FINAL))
                | Mark::CREDIT.when(money.is_credit)
                | Mark::PAID_BACK.when(money.is_paid_back),
            order: row.order,
            net: money.net,
        };
        self.entries.push(entry, more);
    }

    /// Returns which part of a purchase the row says it is, in its note, description or product.
    fn term(&self, row: &Row) -> Option<Term> {
        if !row.text.any(Says::INSTALMENT) {
            return None;
        }
        [Field::Note, Field::Description, Field::Product].into_iter().find_map(|field| {
            let cell = self.reader.cell(row.at, self.reader.block.at(field));
            instalments::term(self.reader.book.text(cell)?)
        })
    }

    fn note_traits(&mut self, row: u32, party: u32) {
        let Some(telling) = &self.telling else { return };
        let at = party as usize;
        if party != NONE {
            if self.entries.traits.len() <= at {
                self.entries.traits.resize(at + 1, Traits::default());
            }
            telling.take(&mut self.entries.traits[at], &self.reader, row);
        }
    }

    /// Notes when the subscription of a row began and ended, where the list tells.
    fn contract(&mut self, row: u32) {
        let block = self.reader.block;
        if block.at(Field::StartDate).is_none() {
            return;
        }
        let day = |found: DayCell| match found {
            DayCell::Day(day, _) => day,
            DayCell::Empty | DayCell::Unreadable | DayCell::Error => NO_DAY,
        };
        let start = day(self.reader.day_in(row, Field::StartDate));
        let end = day(self.reader.day_in(row, Field::EndDate));
        let word = self.reader.book.text(self.reader.cell(row, block.at(Field::Interval)));
        let months = word.and_then(subscriptions::months_of_word);
        let months = months.or(self.months_of_headers).unwrap_or(1.0);
        let entry = u32::try_from(self.entries.list.len()).unwrap_or(NONE);
        if start != NO_DAY {
            self.entries.contracts.push(Contract { entry, start, end, months });
        }
    }

    fn month_around(&self) -> (i32, bool) {
        let (Some(year), Some(month)) = (self.around.year, self.around.month) else {
            return (NO_DAY, false);
        };
        let date = Date::new(year, month, 1).ok();
        #[expect(clippy::cast_possible_truncation, reason = "days of dates that a title names")]
        date.map_or((NO_DAY, false), |date| (serial_from_date(date) as i32, true))
    }

    pub(in crate::ledger) fn push_out(&mut self, row: u32, reason: Reason, stated: Option<Money>) {
        let entry = Entry { out: Some(reason), ..blank(self.place(row)) };
        self.entries.push(entry, More { stated, ..More::default() });
    }

    pub(in crate::ledger) fn place(&self, row: u32) -> RowPlace {
        RowPlace { sheet: self.index, row: row + 1 }
    }
}
