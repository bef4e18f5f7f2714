//! What stands in a column, from a sample of its cells: the test that every guess about a header has to pass.

use super::amounts::{AmountText, Mark, MarkVotes, currency_code, parse};
use super::dates::{self, OrderVotes};
use super::field::Field;
use super::text::value_key;
use super::vocabulary::vocabulary;
use crate::grid::{Book, Cell, Grid};
use std::collections::BTreeSet;

/// The most cells that are looked at.
const SAMPLE: usize = 600;

/// Counts of what the sampled cells of a column hold.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// Cells with something in them.
    pub(super) n: u32,
    numbers: u32,
    with_decimals: u32,
    dates: u32,
    texts: u32,
    errors: u32,
    text_dates: u32,
    amount_texts: u32,
    nothing_words: u32,
    emails: u32,
    ibans: u32,
    currencies: u32,
    yes_no: u32,
    status_words: u32,
    whole_statuses: u32,
    type_words: u32,
    rates: u32,
    codes: u32,
    long_texts: u32,
    serials: u32,
    days_of_month: u32,
    weeks_of_year: u32,
    days_and_months: u32,
    negatives: u32,
    distinct: usize,
    counts_up: bool,
    /// Which decimal mark its texts use.
    pub(super) marks: MarkVotes,
    /// Which order its dates are in.
    pub(super) orders: OrderVotes,
    /// Dates whose day could be a month.
    pub(super) low_days: u32,
    /// Cells that hold real dates.
    pub(super) real_dates: u32,
}

impl Profile {
    /// Looks at the cells of a column, which has a header, in some rows.
    pub(super) fn of(
        book: &Book,
        grid: &Grid,
        (column, header): (u32, &str),
        rows: std::ops::Range<u32>,
    ) -> Self {
        let mut profile = Self { counts_up: true, ..Self::default() };
        let mut seen = BTreeSet::new();
        let mut before = None;
        for row in sample(&rows) {
            let cell = grid.get(row, column);
            // A header that is repeated further down is none of the values.
            let is_header = !header.is_empty() && book.text(cell) == Some(header);
            if cell == Cell::Empty || is_header {
                continue;
            }
            let key = match cell {
                Cell::Text(id) => (1, u64::from(id.0)),
                Cell::Number(n) | Cell::Date(n) => (2, n.to_bits()),
                Cell::Logical(is) => (3, u64::from(is)),
                Cell::Error(_) | Cell::Empty => (4, 0),
            };
            let is_ditto = book.text(cell).is_some_and(is_ditto);
            if !is_ditto {
                seen.insert(key);
                profile.add(book, cell, &mut before);
            }
        }
        profile.distinct = seen.len();
        profile
    }

    fn add(&mut self, book: &Book, cell: Cell, before: &mut Option<f64>) {
        self.n += 1;
        match cell {
            Cell::Number(number) => self.add_number(number, before),
            Cell::Date(serial) => {
                self.dates += 1;
                self.real_dates += 1;
                let day = crate::calendar::date_from_serial(serial)
                    .map_or(31, crate::calendar::Date::day);
                self.low_days += u32::from(day <= 12);
            }
            Cell::Text(id) => self.add_text(book.texts.get(id)),
            Cell::Logical(_) => self.yes_no += 1,
            Cell::Error(_) => self.errors += 1,
            Cell::Empty => {}
        }
    }

    fn add_number(&mut self, number: f64, before: &mut Option<f64>) {
        self.numbers += 1;
        self.with_decimals += u32::from(number.fract() != 0.0);
        self.negatives += u32::from(number < 0.0);
        self.rates += u32::from(is_rate(number));
        self.serials += u32::from((20_000.0..80_000.0).contains(&number) && number.fract() == 0.0);
        self.days_of_month += u32::from((1.0..=31.0).contains(&number) && number.fract() == 0.0);
        self.weeks_of_year += u32::from((1.0..=53.0).contains(&number) && number.fract() == 0.0);
        self.text_dates += u32::from(dates::from_number(number).is_some());
        self.counts_up &=
            before.replace(number).is_none_or(|before| (number - before).abs() == 1.0);
    }

    fn add_text(&mut self, text: &str) {
        let (trimmed, key) = (text.trim(), value_key(text));
        self.texts += 1;
        self.long_texts += u32::from(trimmed.chars().count() > 60);
        if let Some(parts) = dates::parse(trimmed) {
            self.text_dates += u32::from(parts.has_year() || parts.is_month());
            self.days_and_months += u32::from(parts.is_day_and_month());
            self.orders.add(parts);
        }
        match parse(trimmed, Mark::Comma) {
            AmountText::Amount(amount) => {
                self.amount_texts += 1;
                self.negatives += u32::from(amount.is_negative());
                self.rates += u32::from(trimmed.ends_with('%') || is_rate(amount.to_f64()));
                self.marks.add(trimmed);
            }
            AmountText::Nothing => self.nothing_words += 1,
            AmountText::Unreadable => {}
        }
        let words = vocabulary();
        self.emails += u32::from(is_email(trimmed));
        self.ibans += u32::from(is_iban(trimmed));
        self.currencies += u32::from(currency_code(trimmed).is_some());
        self.yes_no += u32::from(words.is_in("yes", &key) || words.is_in("no", &key));
        let is_status = words.is_within_any(&["final", "open", "not_final", "refund"], trimmed);
        self.status_words += u32::from(is_status);
        let statuses = ["final", "open", "not_final", "refund", "whole_refund"];
        self.whole_statuses += u32::from(statuses.iter().any(|list| words.is_in(list, &key)));
        let lists = ["sale", "payment", "bought", "refund", "payout", "sign_in", "sign_out"];
        self.type_words += u32::from(lists.iter().any(|list| words.is_in(list, &key)));
        let is_percentage = trimmed.ends_with('%') && trimmed.len() <= 6;
        let is_rate_word = matches!(
            key.as_str(),
            "hoog" | "laag" | "vrij" | "vrijgesteld" | "nul" | "verlegd" | "geen"
        );
        self.rates += u32::from((is_percentage && self.amount_texts == 0) || is_rate_word);
        let has_digit = trimmed.bytes().any(|b| b.is_ascii_digit());
        self.codes += u32::from(has_digit && !trimmed.contains(' ') && trimmed.len() <= 40);
    }

    fn share(&self, count: u32) -> f64 {
        f64::from(count) / f64::from((self.n - self.errors).max(1))
    }

    /// Returns whether nothing stands in the column.
    pub(super) fn is_empty(&self) -> bool {
        self.n == self.errors
    }

    /// Returns whether most of it are dates.
    pub(super) fn is_dates(&self) -> bool {
        self.share(self.dates + self.text_dates) >= 0.6
    }

    /// Returns whether most of it are numbers or amounts as text.
    pub(super) fn is_amounts(&self) -> bool {
        self.share(self.numbers + self.amount_texts + self.nothing_words) >= 0.6
            && self.numbers + self.amount_texts > 0
            && !(self.is_dates() && self.with_decimals == 0)
    }

    /// Returns whether most of it are words.
    pub(super) fn is_words(&self) -> bool {
        self.share(self.texts.saturating_sub(self.amount_texts + self.text_dates + self.emails))
            >= 0.5
    }

    /// Returns whether amounts stand in it that cannot be numbers of something: with cents.
    pub(super) fn has_cents(&self) -> bool {
        self.with_decimals > 0 || self.share(self.amount_texts) > 0.5 && self.marks.decides()
    }

    /// Returns whether its values are counted out, one more each row.
    pub(super) fn counts_up(&self) -> bool {
        self.counts_up && self.numbers > 2
    }

    /// Returns whether no two of its cells hold the same.
    pub(super) fn is_unique(&self) -> bool {
        self.n > 0 && self.distinct == self.n as usize
    }

    /// Returns whether the same stands in every one of its many rows.
    pub(super) fn is_constant(&self) -> bool {
        self.distinct == 1 && self.n > 5
    }

    /// Returns how many different values there are in the sample.
    pub(super) fn n_distinct(&self) -> usize {
        self.distinct
    }

    /// Returns whether most of it are words for a kind of row: invoice, payment, credit note.
    pub(super) fn is_types(&self) -> bool {
        self.share(self.type_words) >= 0.5
    }

    /// Returns whether nearly all of it are words for a kind of row, and at least two different ones.
    pub(super) fn is_all_types(&self) -> bool {
        (2..=12).contains(&self.distinct)
            && self.share(self.type_words) >= 0.9
            && self.share(self.yes_no) < 0.5
    }

    /// Returns whether nearly all of it are statuses, and few different ones; a mere yes and no may mean anything.
    pub(super) fn is_statuses(&self) -> bool {
        self.distinct <= 12
            && self.share(self.whole_statuses) >= 0.9
            && self.share(self.yes_no) < 0.5
    }

    /// Returns whether most of it are codes with digits in them.
    pub(super) fn is_codes(&self) -> bool {
        self.share(self.codes + self.numbers) >= 0.6 && self.with_decimals == 0
    }

    /// Returns whether most of it are numbers that a date could be stored as.
    pub(super) fn is_serials(&self) -> bool {
        self.share(self.serials) >= 0.8
    }

    /// Returns whether the content is what a field holds; an empty column tells nothing.
    pub(super) fn fits(&self, field: Field) -> Option<bool> {
        if self.is_empty() {
            return None;
        }
        // A column with many words in it is still what its header says, but nothing more speaks for it.
        let some_dates = self.share(self.dates + self.text_dates) >= 0.25;
        let some_amounts = self.share(self.numbers + self.amount_texts) >= 0.25;
        let is_half = field.is_date() && some_dates && !self.is_dates()
            || field.is_money() && some_amounts && !self.is_amounts() && !self.is_dates();
        if is_half && field != Field::RefundAmount {
            return None;
        }
        Some(match field {
            Field::Date => {
                self.is_dates()
                    || self.is_serials()
                    || self.share(self.days_of_month) >= 0.7
                    || self.share(self.weeks_of_year) >= 0.9
                    || self.share(self.days_and_months) >= 0.6
            }
            _ if field.is_date() => self.is_dates() || self.is_serials(),
            Field::RefundAmount => {
                self.is_amounts() || self.share(self.yes_no + self.nothing_words) > 0.8
            }
            Field::VatRate => self.share(self.rates) >= 0.8,
            Field::Quantity => self.is_amounts() && self.distinct <= 2000,
            _ if field.is_money() => self.is_amounts(),
            Field::Score => self.share(self.numbers) >= 0.6,
            Field::Email => self.share(self.emails) >= 0.5,
            Field::Iban => self.share(self.ibans) >= 0.4,
            Field::Currency => self.share(self.currencies) >= 0.6,
            Field::Customer
            | Field::Company
            | Field::Supplier
            | Field::FirstName
            | Field::LastName => self.is_words() && self.share(self.long_texts) < 0.3,
            Field::OrderId | Field::CustomerId => {
                !self.is_dates()
                    && self.with_decimals == 0
                    && self.share(self.long_texts) < 0.2
                    && self.share(self.emails) < 0.5
                    && self.share(self.ibans) < 0.4
            }
            Field::Status => {
                self.distinct <= 40
                    && self.share(self.texts + self.yes_no) >= 0.5
                    && !self.is_dates()
                    && !self.is_amounts()
            }
            Field::Type => self.distinct <= 60 && self.share(self.texts) >= 0.5 && !self.is_dates(),
            // "Per maand" may head the word "maand", and as well what a month costs.
            Field::Interval => self.share(self.texts) >= 0.5 && !self.is_dates(),
            Field::Product | Field::Description | Field::Category => {
                !self.is_dates() && self.share(self.texts) >= 0.3
            }
            Field::DueDate
            | Field::PaidDate
            | Field::CustomerSince
            | Field::StartDate
            | Field::EndDate
            | Field::Cancelled
            | Field::BirthDate
            | Field::AmountIncl
            | Field::AmountExcl
            | Field::Amount
            | Field::VatAmount
            | Field::Discount
            | Field::Shipping
            | Field::Fee
            | Field::Cost
            | Field::Margin
            | Field::UnitPrice
            | Field::PaidAmount
            | Field::Outstanding
            | Field::Infix
            | Field::Phone
            | Field::PostalCode
            | Field::City
            | Field::Country
            | Field::Sector
            | Field::Segment
            | Field::Sku
            | Field::Channel
            | Field::Referrer
            | Field::PaymentMethod
            | Field::Consent
            | Field::Note
            | Field::Mode
            | Field::Reference
            | Field::LeaveReason
            | Field::Other => true,
        })
    }
}

/// Returns whether a text says "the same as above".
pub(super) fn is_ditto(text: &str) -> bool {
    text.len() <= 12 && vocabulary().is_in("ditto", &value_key(text))
}

/// Returns rows from the start, and spread over the rest.
fn sample(rows: &std::ops::Range<u32>) -> impl Iterator<Item = u32> {
    let n = rows.len();
    let first = n.min(SAMPLE / 2);
    let step = ((n - first) / (SAMPLE / 2)).max(1);
    let start = rows.start;
    let at = move |at: usize| start + u32::try_from(at).unwrap_or(0);
    (0..first).chain((first..n).step_by(step)).map(at)
}

fn is_rate(number: f64) -> bool {
    const RATES: [f64; 14] =
        [0.0, 5.0, 5.5, 6.0, 7.0, 8.1, 9.0, 10.0, 12.0, 13.5, 19.0, 20.0, 21.0, 23.0];
    RATES.iter().any(|rate| (number - rate).abs() < 1e-9 || (number * 100.0 - rate).abs() < 1e-9)
}

fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty()
            && domain.contains('.')
            && !domain.contains('@')
            && !text.trim().contains(char::is_whitespace)
    })
}

fn is_iban(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = plain.as_bytes();
    (15..=34).contains(&bytes.len())
        && bytes[..2].iter().all(u8::is_ascii_alphabetic)
        && bytes[2..4].iter().all(u8::is_ascii_digit)
        && bytes.iter().all(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(cells: &str) -> Profile {
        let book = Book::from_text(&cells.replace(" / ", "\n"));
        let n_rows = book.sheets[0].grid.n_rows();
        Profile::of(&book, &book.sheets[0].grid, (0, ""), 0..n_rows)
    }

    #[test]
    fn content_decides_what_a_header_leaves_open() {
        for (cells, fits, fits_not) in [
            ("2024-01-03 / 2024-02-01", Field::PaidDate, Field::PaidAmount),
            ("120 / 45.50 / 12", Field::PaidAmount, Field::PaidDate),
            ("ja / nee / ja", Field::Status, Field::PaidDate),
            ("'€ 12,50 / '1.234,00", Field::Amount, Field::Customer),
            ("3-2-2024 / 4 mrt 2024", Field::Date, Field::Amount),
            ("20240203 / 20240301", Field::Date, Field::Amount),
            ("21 / 9 / 21", Field::VatRate, Field::PaidDate),
            ("67.20 / 30.45 / 514.50", Field::VatAmount, Field::VatRate),
            ("ana@x.nl / bo@y.nl", Field::Email, Field::Customer),
            ("Ana / Bo", Field::Customer, Field::Amount),
        ] {
            let profile = profile(cells);
            assert_eq!(
                (profile.fits(fits), profile.fits(fits_not)),
                (Some(true), Some(false)),
                "{cells}"
            );
        }
    }
}
