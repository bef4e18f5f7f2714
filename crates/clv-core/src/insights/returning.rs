//! Customers who bought once beside those who came back: how many, what they brought, what each is worth.

use crate::money::Money;
use crate::summary::CustomerSummary;

/// One of the two.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Side {
    /// How many customers.
    pub customers: u32,
    /// What they brought.
    pub revenue: Money,
    /// The part of it that came with the first purchase.
    pub first_purchases: Money,
}

impl Side {
    /// Returns the mean revenue of a customer.
    pub fn mean(&self) -> f64 {
        self.revenue.to_f64() / f64::from(self.customers.max(1))
    }

    /// Returns the mean first purchase.
    pub fn mean_first(&self) -> f64 {
        self.first_purchases.to_f64() / f64::from(self.customers.max(1))
    }

    fn add(&mut self, summary: &CustomerSummary) {
        self.customers += 1;
        self.revenue += summary.revenue;
        self.first_purchases += summary.first_purchase_value;
    }
}

/// Returns those who bought once and those who came back.
pub fn compare(summaries: &[CustomerSummary]) -> (Side, Side) {
    let (mut once, mut returning) = (Side::default(), Side::default());
    for summary in summaries.iter().filter(|summary| summary.purchases > 0) {
        let side = if summary.frequency == 0 { &mut once } else { &mut returning };
        side.add(summary);
    }
    (once, returning)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::products::tests::ledger;
    use crate::summary::summarize;

    #[test]
    fn a_regular_of_five_years_is_worth_more_than_one_large_purchase() {
        // Seed: five years of three purchases of 100 against one of 1,000.
        let mut sales: Vec<_> = (0..15).map(|n| (0, "Vast", n * 122)).collect();
        sales.push((1, "Groot", 0));
        let ledger = ledger(&sales, |name| if name == "Groot" { 1000.0 } else { 100.0 });
        let (once, returning) = compare(&summarize(&ledger, ledger.period.unwrap()));
        assert_eq!((once.mean(), returning.mean()), (1000.0, 1500.0));
        assert_eq!((once.mean_first(), returning.mean_first()), (1000.0, 100.0));
    }
}
