//! Customers by how often they came: how many, what they brought, what each is worth, how long they stayed.

use crate::calendar::{DAYS_PER_MONTH, Days};
use crate::money::Money;
use crate::summary::CustomerSummary;
use std::iter::Sum;

/// From how many days with a purchase on a customer is of each side: once, twice, three or four times, more often.
pub const TIMES: [u32; 4] = [1, 2, 3, 5];

/// The customers who came so often.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Side {
    /// How many customers.
    pub customers: u32,
    /// What they brought.
    pub revenue: Money,
    /// The part of it that came with the first purchase.
    pub first_purchases: Money,
    /// The time from the first purchase to the last, of all of them together.
    pub stayed: Days,
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

    /// Returns the mean number of months from the first purchase to the last.
    pub fn mean_months(&self) -> f64 {
        self.stayed.0 / DAYS_PER_MONTH / f64::from(self.customers.max(1))
    }

    fn add(&mut self, summary: &CustomerSummary) {
        self.customers += 1;
        self.revenue += summary.revenue;
        self.first_purchases += summary.first_purchase_value;
        self.stayed.0 += summary.recency.0;
    }
}

impl<'a> Sum<&'a Self> for Side {
    fn sum<I: Iterator<Item = &'a Self>>(sides: I) -> Self {
        sides.fold(Self::default(), |sum, side| Self {
            customers: sum.customers + side.customers,
            revenue: sum.revenue + side.revenue,
            first_purchases: sum.first_purchases + side.first_purchases,
            stayed: Days(sum.stayed.0 + side.stayed.0),
        })
    }
}

/// Returns the customers by how often they came, in the order of [`TIMES`].
pub fn by_times(summaries: &[CustomerSummary]) -> [Side; TIMES.len()] {
    let mut sides = [Side::default(); TIMES.len()];
    for summary in summaries.iter().filter(|summary| summary.purchases > 0) {
        let at = TIMES.partition_point(|&times| times <= summary.frequency + 1);
        sides[at - 1].add(summary);
    }
    sides
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
        let [once, twice, few, often] = by_times(&summarize(&ledger, ledger.period.unwrap()));
        assert_eq!((once.mean(), often.mean()), (1000.0, 1500.0));
        assert_eq!((once.mean_first(), often.mean_first()), (1000.0, 100.0));
        assert_eq!((once.mean_months(), often.mean_months().round()), (0.0, 56.0));
        assert_eq!((twice.customers, few.customers), (0, 0));
    }

    #[test]
    fn everyone_who_bought_is_on_one_side() {
        let times = [1, 1, 2, 3, 4, 5, 9];
        let of_customer =
            |(customer, times): (u32, i32)| (0..times).map(move |n| (customer, "A", 30 * n));
        let sales: Vec<_> = (0..).zip(times).flat_map(of_customer).collect();
        let ledger = ledger(&sales, |_| 10.0);
        let sides = by_times(&summarize(&ledger, ledger.period.unwrap()));
        assert_eq!(sides.map(|side| side.customers), [2, 1, 2, 2]);
        let returning: Side = sides[1..].iter().sum();
        assert_eq!((returning.customers, returning.revenue), (5, Money::from_cents(23_000)));
    }
}
