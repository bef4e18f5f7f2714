//! Sums among the sales: a row whose amount is what the rows above it add up to.

use crate::money::Money;

/// The sums of the rows so far.
#[derive(Default)]
pub(super) struct Totals {
    /// Since the last total, and how many rows that are.
    since: (Money, u32),
    /// Of everything.
    all: (Money, u32),
}

impl Totals {
    /// Adds a row that is no total.
    pub(super) fn add(&mut self, amount: Option<Money>) {
        if let Some(amount) = amount {
            for (sum, n) in [&mut self.since, &mut self.all] {
                *sum += amount;
                *n += 1;
            }
        }
    }

    /// Begins a new sum below a total.
    pub(super) fn start_anew(&mut self) {
        self.since = (Money::ZERO, 0);
    }

    /// Returns whether an amount is the sum of the rows above it: since the last total, or of all.
    pub(super) fn is_sum(&self, amount: Option<Money>) -> bool {
        let Some(amount) = amount.filter(|amount| !amount.is_zero()) else { return false };
        let is_near =
            |(sum, n): (Money, u32)| n >= 2 && (sum - amount).abs() < Money::from_cents(1);
        is_near(self.since) || is_near(self.all)
    }
}
