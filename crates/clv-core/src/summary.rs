//! Each customer in the field's four numbers: frequency, recency, age and monetary value.

use crate::calendar::{Date, Days, ObservationPeriod, days_between};
use crate::ledger::{CustomerId, Ledger, OrderId};
use crate::money::Money;

/// What a customer did, in the meaning of Fader, Hardie & Lee (2005).
///
/// Purchases of one customer on one day are one purchase here, whatever their order numbers.
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
    pub orders: Vec<OrderId>,
}

impl CustomerSummary {
    /// Returns the time from the last purchase to the end of the period, which RFM scoring calls recency.
    pub fn time_since_last_purchase(&self) -> Days {
        Days(self.age.0 - self.recency.0)
    }
}

/// Summarizes every known customer that has a purchase, in the order of [`Ledger::customers`].
pub fn summarize(ledger: &Ledger, period: ObservationPeriod) -> Vec<CustomerSummary> {
    let mut orders_of = vec![Vec::new(); ledger.customers.len()];
    let mut revenue_of = vec![Money::ZERO; ledger.customers.len()];
    for (id, order) in (0u32..).map(OrderId).zip(&ledger.orders) {
        let Some(CustomerId(customer)) = order.customer else { continue };
        revenue_of[customer as usize] += order.amount;
        if order.is_purchase() && order.date <= period.end {
            orders_of[customer as usize].push(id);
        }
    }
    let parts = (0u32..).map(CustomerId).zip(orders_of).zip(revenue_of);
    parts
        .filter_map(|((customer, orders), revenue)| one(ledger, period, customer, orders, revenue))
        .collect()
}

fn one(
    ledger: &Ledger,
    period: ObservationPeriod,
    customer: CustomerId,
    orders: Vec<OrderId>,
    revenue: Money,
) -> Option<CustomerSummary> {
    let order = |id: &OrderId| &ledger.orders[id.0 as usize];
    let first_purchase = order(orders.first()?).date;
    let last_purchase = order(orders.last()?).date;
    let mut days = 1;
    let mut previous = first_purchase;
    let mut first_purchase_value = Money::ZERO;
    let mut repeat_value = Money::ZERO;
    for order in orders.iter().map(order) {
        if order.date != previous {
            days += 1;
            previous = order.date;
        }
        if order.date == first_purchase {
            first_purchase_value += order.amount;
        } else {
            repeat_value += order.amount;
        }
    }
    let frequency = days - 1;
    Some(CustomerSummary {
        customer,
        purchases: u32::try_from(orders.len()).unwrap_or(u32::MAX),
        frequency,
        recency: days_between(first_purchase, last_purchase),
        age: days_between(first_purchase, period.end),
        monetary_value: if frequency == 0 {
            0.0
        } else {
            repeat_value.to_f64() / f64::from(frequency)
        },
        first_purchase,
        last_purchase,
        first_purchase_value,
        revenue,
        orders,
    })
}
