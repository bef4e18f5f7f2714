//! Sums among the sales: a row whose amount is what the rows above it add up to.

use crate::money::Money;

/// The sums of the rows so far.
#[derive(Default)]
pub(super) struct Totals {
    /// Since the last total.
    since: Sum,
    /// Of everything.
    all: Sum,
}

/// A sum of rows.
#[derive(Default)]
struct Sum {
    exact: Money,
    /// The same, rounded: nearly all rows are too far from it to be compared exactly.
    about: f64,
    n_rows: u32,
}

impl Sum {
    fn is(&self, amount: Money, about: f64) -> bool {
        // Far more than rounding can take off.
        let is_far = (self.about - about).abs() > 1.0 + 1e-12 * self.about.abs();
        self.n_rows >= 2 && !is_far && (self.exact - amount).abs() < Money::from_cents(1)
    }
}

impl Totals {
    /// Adds a row that is no total.
    pub(super) fn add(&mut self, amount: Option<Money>) {
        if let Some(amount) = amount {
            for sum in [&mut self.since, &mut self.all] {
                sum.exact += amount;
                sum.about = sum.exact.to_f64();
                sum.n_rows += 1;
            }
        }
    }

    /// Begins a new sum below a total.
    pub(super) fn start_anew(&mut self) {
        self.since = Sum::default();
    }

    /// Returns whether an amount is the sum of the rows above it: since the last total, or of all.
    pub(super) fn is_sum(&self, amount: Option<Money>) -> bool {
        let Some(amount) = amount.filter(|amount| !amount.is_zero()) else { return false };
        let about = amount.to_f64();
        self.since.is(amount, about) || self.all.is(amount, about)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_one_to_the_cent_however_large_it_is() {
        let money = |text: &str| Some(Money::new(text.parse().unwrap()));
        for large in ["12.50", "70000000.01", "9007199254740993.01"] {
            let mut totals = Totals::default();
            totals.add(money(large));
            assert!(!totals.is_sum(money(large)), "one row is no sum");
            totals.add(money("7.25"));
            let sum = money(large).unwrap() + money("7.25").unwrap();
            assert!(totals.is_sum(Some(sum)), "{large}");
            assert!(!totals.is_sum(Some(sum + Money::from_cents(1))), "{large}");
            totals.start_anew();
            assert!(totals.is_sum(Some(sum)), "that of everything");
        }
    }
}
