//! Each customer in the field's four numbers: frequency, recency, age and monetary value.

mod purchases;

use crate::calendar::{Date, Days, ObservationPeriod, days_between};
use crate::grouped::Grouped;
use crate::ledger::{CustomerId, Ledger, Maybe, Order, OrderId, ProductId};
use crate::money::Money;
use crate::parallel;
pub use purchases::Purchases;
use std::sync::Arc;

/// So many customers are summarized at a time, and share a list of orders.
pub(crate) const AT_ONCE: usize = 4096;

/// What a customer did, in the meaning of Fader, Hardie & Lee (2005).
///
/// Purchases of one customer on one day are one purchase here, whatever their order numbers. A customer whose every
/// order was paid back has no purchases; the dates are then those of the first order, and models leave it out.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomerSummary {
    /// Whose summary it is.
    pub customer: CustomerId,
    /// Orders with something left after credits (as the contract counts purchases).
    pub purchases: u32,
    /// Repeat purchases: days with a purchase, less the first (x).
    pub frequency: u32,
    /// First to last purchase (`t_x`); the other recency, since the last purchase, is [`Self::time_since_last_purchase`].
    pub recency: Days,
    /// First purchase to the end of the period (T).
    pub age: Days,
    /// Mean amount of the repeat purchases (m); 0 without any. Here exact money ends.
    pub monetary_value: f64,
    /// The day of the first purchase.
    pub first_purchase: Date,
    /// The day of the last purchase.
    pub last_purchase: Date,
    /// The amount of the first purchase day.
    pub first_purchase_value: Money,
    /// Everything, credits netted.
    pub revenue: Money,
    /// The orders that are purchases, by date.
    pub orders: Purchases,
    /// What the first of them was for.
    pub first_product: Maybe<ProductId>,
    /// What the last of them was for.
    pub last_product: Maybe<ProductId>,
}

impl CustomerSummary {
    /// Returns the time from the last purchase to the end of the period, which RFM scoring calls recency.
    pub fn time_since_last_purchase(&self) -> Days {
        Days(self.age.0 - self.recency.0)
    }
}

/// Summarizes every known customer, in the order of [`Ledger::customers`].
pub fn summarize(ledger: &Ledger, period: ObservationPeriod) -> Vec<CustomerSummary> {
    let orders = orders_until(ledger, period.end);
    let orders_of = |at: usize| (CustomerId(u32::try_from(at).unwrap_or(u32::MAX)), orders.of(at));
    parallel::by_chunk(ledger.customers.len(), AT_ONCE, |customers| {
        of_orders(ledger, period.end, customers.map(orders_of))
    })
}

/// Returns the numbers of each customer's orders up to and including a day.
pub(crate) fn orders_until(ledger: &Ledger, day: Date) -> Grouped {
    Grouped::new((0u32..).zip(&ledger.orders).filter_map(|(id, order)| {
        Some((order.customer.get().filter(|_| order.date <= day)?.0, id))
    }))
}

/// Summarizes customers by some of their orders, which are numbers of [`Ledger::orders`] by date, as they stand on a day.
pub(crate) fn of_orders<'a>(
    ledger: &Ledger,
    end: Date,
    customers: impl Iterator<Item = (CustomerId, &'a [u32])>,
) -> Vec<CustomerSummary> {
    let mut purchases = Vec::new();
    let summarize = |(customer, orders): (CustomerId, &[u32])| {
        let orders = || orders.iter().copied().map(|id| (OrderId(id), &ledger.orders[id as usize]));
        let bought = || orders().filter(|(_, order)| order.is_purchase());
        purchases.extend(bought().map(|(id, _)| id));
        of_purchases(customer, end, orders().map(|(_, it)| it), bought().map(|(_, it)| it))
    };
    let mut summaries: Vec<CustomerSummary> = customers.map(summarize).collect();
    let (purchases, mut start) = (Arc::<[OrderId]>::from(purchases), 0);
    for summary in &mut summaries {
        let places = start..start + summary.purchases;
        start = places.end;
        summary.orders = Purchases::of(&purchases, places);
        let product = |id: Option<&OrderId>| ledger.product_of(&ledger.orders[id?.0 as usize]);
        summary.first_product = product(summary.orders.first()).into();
        summary.last_product = product(summary.orders.last()).into();
    }
    summaries
}

/// Summarizes a customer by all orders and by those that are purchases, which are not listed yet.
fn of_purchases<'a>(
    customer: CustomerId,
    end: Date,
    mut orders: impl Iterator<Item = &'a Order> + Clone,
    bought: impl Iterator<Item = &'a Order> + Clone,
) -> CustomerSummary {
    let revenue: Money = orders.clone().map(|order| order.amount).sum();
    let first_day = orders.next().map_or(end, |order| order.date);
    let first_purchase = bought.clone().next().map_or(first_day, |order| order.date);
    let (mut purchases, mut days) = (0, 0u32);
    let mut last_purchase = None;
    let mut first_purchase_value = Money::ZERO;
    let mut repeat_value = Money::ZERO;
    for order in bought {
        purchases += 1;
        days += u32::from(last_purchase.replace(order.date) != Some(order.date));
        if order.date == first_purchase {
            first_purchase_value += order.amount;
        } else {
            repeat_value += order.amount;
        }
    }
    let frequency = days.saturating_sub(1);
    let last_purchase = last_purchase.unwrap_or(first_day);
    CustomerSummary {
        customer,
        purchases,
        frequency,
        recency: days_between(first_purchase, last_purchase),
        age: days_between(first_purchase, end),
        monetary_value: if frequency == 0 {
            0.0
        } else {
            repeat_value.to_f64() / f64::from(frequency)
        },
        first_purchase,
        last_purchase,
        first_purchase_value,
        revenue,
        orders: Purchases::default(),
        first_product: None.into(),
        last_product: None.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::ledger::{Customer, Order};

    fn ledger(orders: &[(u32, &str, i64)]) -> Ledger {
        let order = |&(customer, date, euros): &(u32, &str, i64)| Order {
            customer: Some(CustomerId(customer)).into(),
            date: date.parse().unwrap(),
            amount: Money::from_cents(euros * 100),
            first_line: 0,
            n_lines: 0,
        };
        let n_customers = orders.iter().map(|order| order.0 + 1).max().unwrap_or(0) as usize;
        let customers = vec![Customer::default(); n_customers];
        Ledger { customers, orders: orders.iter().map(order).collect(), ..Ledger::default() }
    }

    fn summaries(orders: &[(u32, &str, i64)], end: &str) -> Vec<CustomerSummary> {
        let end: Date = end.parse().unwrap();
        summarize(&ledger(orders), ObservationPeriod { start: end, end })
    }

    #[test]
    fn two_orders_on_one_day_are_two_purchases_and_one_moment() {
        let orders = [
            (0, "2024-01-01", 100),
            (0, "2024-01-01", 20),
            (0, "2024-01-31", 60),
            (0, "2024-03-01", 80),
        ];
        let one = &summaries(&orders, "2024-04-10")[0];
        assert_eq!(
            (one.purchases, one.frequency, one.recency, one.age),
            (4, 2, Days(60.0), Days(100.0))
        );
        assert_eq!(
            (one.monetary_value, one.first_purchase_value),
            (70.0, Money::from_cents(12000))
        );
        assert_eq!(one.time_since_last_purchase(), Days(40.0));
    }

    #[test]
    fn what_was_paid_back_is_no_purchase_but_the_customer_stays() {
        let orders = [(0, "2024-01-01", 0), (1, "2024-01-01", 50), (1, "2024-02-01", -50)];
        let found = summaries(&orders, "2024-03-01");
        assert_eq!((found[0].purchases, found[0].frequency, found[0].revenue), (0, 0, Money::ZERO));
        assert_eq!((found[1].purchases, found[1].revenue), (1, Money::ZERO));
    }

    #[test]
    fn orders_after_the_end_of_the_period_are_not_seen() {
        let found = summaries(&[(0, "2024-01-01", 10), (0, "2024-05-01", 10)], "2024-03-01");
        assert_eq!((found[0].purchases, found[0].revenue), (1, Money::from_cents(1000)));
    }
}
