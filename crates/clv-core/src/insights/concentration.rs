//! How the revenue is spread: what the best fifth brings, and how much hangs on one customer.

use crate::ledger::CustomerId;
use crate::money::Money;
use crate::summary::CustomerSummary;
use std::cmp::Reverse;

/// From which share on one customer is a risk.
pub const RISKY_SHARE: f64 = 0.25;

/// How the revenue is spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Concentration {
    /// How many customers the best fifth is: ceil(20 %).
    pub best: usize,
    /// Their share of the revenue.
    pub share_of_best: f64,
    /// The customer who brings most.
    pub largest: CustomerId,
    /// Their share of the revenue.
    pub share_of_largest: f64,
}

/// Returns how the revenue is spread; nothing without revenue.
pub fn measure(summaries: &[CustomerSummary]) -> Option<Concentration> {
    let total = summaries.iter().map(|summary| summary.revenue).sum::<Money>();
    // Of equal ones the first.
    let largest = summaries.iter().rev().max_by_key(|summary| summary.revenue);
    let largest = largest.filter(|_| total.is_positive())?;
    let mut revenues: Vec<Money> = summaries.iter().map(|summary| summary.revenue).collect();
    let best = revenues.len().div_ceil(5);
    revenues.select_nth_unstable_by_key(best - 1, |revenue| Reverse(*revenue));
    let of_best: Money = revenues[..best].iter().copied().sum();
    let share = |revenue: Money| revenue.to_f64() / total.to_f64();
    Some(Concentration {
        best,
        share_of_best: share(of_best),
        largest: largest.customer,
        share_of_largest: share(largest.revenue),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::products::tests::ledger;
    use crate::summary::summarize;

    #[test]
    fn the_share_of_the_best_fifth_is_measured_and_not_assumed() {
        let sales: Vec<_> =
            (0..10).map(|n| (n, if n < 2 { "Groot" } else { "Klein" }, 0)).collect();
        let ledger = ledger(&sales, |name| if name == "Groot" { 400.0 } else { 25.0 });
        let spread = measure(&summarize(&ledger, ledger.period.unwrap())).unwrap();
        assert_eq!((spread.best, spread.share_of_best, spread.share_of_largest), (2, 0.8, 0.4));
    }
}
