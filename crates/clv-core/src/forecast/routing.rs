//! Which model for which ledger, and what is still missing for a prediction to be shown.

use super::CustomerInput;
use crate::calendar::{DAYS_PER_MONTH, Date, Days, add_days};
use crate::finding::{Finding, Severity};

/// Customers from which on a prediction is shown.
pub const ENOUGH_CUSTOMERS: usize = 30;
/// Customers with a repeat purchase from which on a prediction is shown.
pub const ENOUGH_REPEATERS: usize = 10;
/// Months of data from which on a prediction is shown.
pub const ENOUGH_MONTHS: f64 = 12.0;

/// How much a prediction rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// Customers who bought something.
    pub customers: usize,
    /// Those of them who came back.
    pub repeaters: usize,
    /// First purchase to the end of the period.
    pub length: Days,
}

impl Evidence {
    /// Counts what customers in a period of this length give to go by.
    pub fn of(customers: &[CustomerInput], length: Days) -> Self {
        let bought = customers.iter().filter(|customer| !customer.never_bought);
        let repeaters = bought.clone().filter(|customer| customer.history.x > 0.0);
        Self { customers: bought.count(), repeaters: repeaters.count(), length }
    }

    /// Returns whether a prediction can be shown.
    pub fn is_enough(&self) -> bool {
        self.customers >= ENOUGH_CUSTOMERS && self.repeaters >= ENOUGH_REPEATERS && !self.is_short()
    }

    fn months(&self) -> f64 {
        self.length.0 / DAYS_PER_MONTH
    }

    /// A period from the first of January to the last of December is a year.
    fn is_short(&self) -> bool {
        self.months() < ENOUGH_MONTHS - 0.1
    }

    /// Returns what is missing for a prediction, each with what there is and from when on it is enough; `start` is the
    /// day of the first purchase.
    pub fn missing(&self, start: Date) -> Vec<Finding> {
        let mut missing = Vec::new();
        if self.customers < ENOUGH_CUSTOMERS {
            missing.push(
                Finding::new(Severity::Note, "too-few-customers-to-predict")
                    .with("count", self.customers)
                    .with("needed", ENOUGH_CUSTOMERS),
            );
        }
        if self.repeaters < ENOUGH_REPEATERS {
            missing.push(
                Finding::new(Severity::Note, "too-few-repeaters-to-predict")
                    .with("count", self.repeaters)
                    .with("needed", ENOUGH_REPEATERS),
            );
        }
        if self.is_short() {
            let days = Days(ENOUGH_MONTHS * DAYS_PER_MONTH).rounded();
            let from = add_days(start, days);
            missing.push(
                Finding::new(Severity::Note, "too-short-to-predict")
                    .with("months", self.months().floor())
                    .with("needed", ENOUGH_MONTHS)
                    .with("from", from.to_string()),
            );
        }
        missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn customers(n: usize, n_back: usize) -> Vec<CustomerInput> {
        let one = |at| {
            let mut customer = CustomerInput::default();
            customer.history.x = f64::from(u8::from(at < n_back));
            customer
        };
        (0..n).map(one).collect()
    }

    #[test]
    fn a_prediction_needs_thirty_customers_ten_who_came_back_and_a_year() {
        let enough = |n, back, days| Evidence::of(&customers(n, back), Days(days)).is_enough();
        assert!(enough(30, 10, 364.0));
        assert!(!enough(29, 10, 364.0) && !enough(30, 9, 364.0) && !enough(30, 10, 330.0));
    }

    #[test]
    fn what_is_missing_is_said_for_each_gate() {
        let evidence = Evidence::of(&customers(12, 2), Days(100.0));
        let codes: Vec<_> =
            evidence.missing(jiff::civil::date(2024, 3, 1)).iter().map(|f| f.code).collect();
        assert_eq!(
            codes,
            [
                "too-few-customers-to-predict",
                "too-few-repeaters-to-predict",
                "too-short-to-predict"
            ]
        );
        assert_eq!(Evidence::of(&customers(30, 10), Days(400.0)).missing(Date::MIN), []);
    }
}
