//! Customers who cost more than they brought, where the ledger tells what a sale cost.

use crate::calendar::Date;
use crate::ledger::{CustomerId, Ledger};
use crate::money::Money;

/// Returns who cost more than they brought up to a day and by how much (below nought), the largest loss first.
///
/// Only customers of whom at least one line has its cost count: of the others nobody knows.
pub fn unprofitable(ledger: &Ledger, end: Date) -> Vec<(CustomerId, Money)> {
    if ledger.costs.is_empty() {
        return Vec::new();
    }
    let mut left: Vec<(Money, bool)> = vec![(Money::ZERO, false); ledger.customers.len()];
    for order in ledger.orders.iter().filter(|order| order.date <= end) {
        let Some(customer) = order.customer.get() else { continue };
        let Some((left, is_known)) = left.get_mut(customer.0 as usize) else { continue };
        *left += order.amount;
        for cost in order.lines().filter_map(|line| ledger.cost(line)) {
            *left -= cost;
            *is_known = true;
        }
    }
    let mut found: Vec<(CustomerId, Money)> = (0u32..)
        .map(CustomerId)
        .zip(left)
        .filter_map(|(customer, (left, is_known))| {
            (is_known && left < Money::ZERO).then_some((customer, left))
        })
        .collect();
    found.sort_by_key(|&(customer, left)| (left, customer));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::products::tests::ledger;

    #[test]
    fn only_those_whose_costs_are_known_can_have_cost_more() {
        let sales = [(0, "Klus", 0), (1, "Klus", 1), (1, "Klus", 2), (2, "Terug", 3)];
        let mut ledger = ledger(&sales, |name| if name == "Klus" { 100.0 } else { -10.0 });
        let end = ledger.period.unwrap().end;
        assert_eq!(unprofitable(&ledger, end), []);
        ledger.costs = [Some(130), Some(150), None, None]
            .map(|euros| euros.map(|euros: i64| Money::from_cents(euros * 100)))
            .to_vec();
        assert_eq!(unprofitable(&ledger, end), [(CustomerId(0), Money::from_cents(-3000))]);
    }
}
