//! What would have been predicted at an earlier day, beside what happened since.

use super::fit::Request;
use super::routing::{ENOUGH_MONTHS, Evidence};
use super::simulate::{Outcome, predict_kept};
use super::{Holdout, contract, inputs};
use crate::calendar::{DAYS_PER_MONTH, Date, Days, ObservationPeriod, add_days};
use crate::ledger::{CustomerId, Ledger, Order};
use crate::stay;
use crate::summary::{CustomerSummary, summarize};

/// What one customer did after a day.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Later {
    /// Days with a purchase, and payments of subscriptions.
    pub purchases: u32,
    /// What came in, credits netted.
    pub revenue: f64,
}

/// The fewest customers known then for the comparison to say anything.
const FEWEST_CUSTOMERS: usize = 10;
/// The longest look back, in months.
const LONGEST: f64 = 12.0;

/// Makes the forecast of a year ago, or of half the period where that is less, and puts what happened beside it.
///
/// Nothing below 12 months of data, nor where hardly anybody was known then.
pub fn of_last_year(
    ledger: &Ledger,
    period: ObservationPeriod,
    request: &Request,
) -> Option<Holdout> {
    let months = period.length().0 / DAYS_PER_MONTH;
    if months < ENOUGH_MONTHS - 0.1 {
        return None;
    }
    let time = Days((0.5 * months).floor().min(LONGEST) * DAYS_PER_MONTH);
    let from = add_days(period.end, -time.rounded());
    let known = known(ledger, from);
    let customers = inputs::inputs_on(ledger, from, &known);
    if Evidence::of(&customers, time).customers < FEWEST_CUSTOMERS {
        return None;
    }
    // What came in since is not discounted, so neither is what was expected.
    let request = Request {
        horizon: f64::from(time.rounded()),
        annual_discount_rate: 0.0,
        total_only: true,
        ..*request
    };
    let happened = later(ledger, known, from, period.end);
    let (expected, outcome) = predict_kept::<f64>(&customers, 0, &request);
    Some(compare(&outcome, expected, &happened, from, period.end))
}

/// Returns the customers who were known on a day.
fn known(ledger: &Ledger, day: Date) -> Vec<CustomerId> {
    let mut is_known = vec![false; ledger.customers.len()];
    for order in ledger.orders.iter().take_while(|order| order.date <= day) {
        if let Some(CustomerId(customer)) = order.customer.get() {
            is_known[customer as usize] = true;
        }
    }
    let known = (0..).map(CustomerId).zip(is_known);
    known.filter(|(_, is_known)| *is_known).map(|(customer, _)| customer).collect()
}

/// Summarizes the customers who were known on a day, with what the ledger said of them until then.
pub fn known_on(ledger: &Ledger, start: Date, day: Date) -> Vec<CustomerSummary> {
    let period = ObservationPeriod { start: start.min(day), end: day };
    let mut summaries = summarize(ledger, period);
    let known = known(ledger, day);
    summaries.retain(|summary| known.binary_search(&summary.customer).is_ok());
    summaries
}

/// Returns what customers did after `from`, up to and including `until`.
///
/// Of who had a subscription by then its payments count as it tells them, since a list may name a subscription only
/// once; purchases besides it count as those of others.
pub fn later(
    ledger: &Ledger,
    customers: impl IntoIterator<Item = CustomerId>,
    from: Date,
    until: Date,
) -> Vec<Later> {
    let mut all = vec![Later::default(); ledger.customers.len()];
    let mut last_day: Vec<Option<Date>> = vec![None; ledger.customers.len()];
    for spells in ledger.spells.chunk_by(|one, next| one.customer == next.customer) {
        if spells[0].start <= from {
            for spell in spells {
                let payments = contract::payments(spell, from, until);
                let later = &mut all[spell.customer.0 as usize];
                later.purchases += payments;
                later.revenue += f64::from(payments) * spell.fee_per_month.to_f64();
            }
        }
    }
    for order in ledger.orders.iter().filter(|order| from < order.date && order.date <= until) {
        let Some(id @ CustomerId(customer)) = order.customer.get() else { continue };
        if is_payment(ledger, id, order, from) {
            continue;
        }
        let customer = customer as usize;
        all[customer].revenue += order.amount.to_f64();
        if order.is_purchase() && last_day[customer].replace(order.date) != Some(order.date) {
            all[customer].purchases += 1;
        }
    }
    customers.into_iter().map(|customer| all[customer.0 as usize]).collect()
}

/// Returns whether an order is a payment of somebody who had a subscription on a day.
fn is_payment(ledger: &Ledger, customer: CustomerId, order: &Order, day: Date) -> bool {
    let own = ledger.spells_of(customer);
    own.first().is_some_and(|spell| spell.start <= day)
        && own.iter().any(|spell| stay::explains(ledger, spell, order))
}

/// Puts a prediction beside what happened: the purchases expected of each customer, and those of the same customers.
pub fn compare(
    outcome: &Outcome,
    expected: impl IntoIterator<Item = f64, IntoIter: Clone>,
    happened: &[Later],
    from: Date,
    until: Date,
) -> Holdout {
    let errors = expected
        .into_iter()
        .zip(happened)
        .map(|(expected, later)| expected - f64::from(later.purchases));
    let n = happened.len().max(1) as f64;
    Holdout {
        from,
        until,
        predicted: outcome.total.expected_purchases,
        predicted_low: outcome.total.purchases_low,
        predicted_high: outcome.total.purchases_high,
        actual: happened.iter().map(|later| later.purchases).sum(),
        predicted_revenue: outcome.total.clv,
        predicted_revenue_low: outcome.total.clv_low,
        predicted_revenue_high: outcome.total.clv_high,
        actual_revenue: happened.iter().map(|later| later.revenue).sum(),
        mae: errors.clone().map(f64::abs).sum::<f64>() / n,
        rmse: (errors.map(|error| error * error).sum::<f64>() / n).sqrt(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Customer, Order, Spell};
    use crate::money::Money;
    use jiff::civil::date;

    fn ledger() -> Ledger {
        let order = |&(customer, month, day, euros): &(u32, i8, i8, i64)| Order {
            customer: Some(CustomerId(customer)).into(),
            date: date(2024, month, day),
            amount: Money::from_cents(100 * euros),
            first_line: 0,
            n_lines: 0,
        };
        let orders = [
            (0, 1, 1, 10),
            (1, 1, 5, 0),
            (0, 3, 1, 10),
            (0, 3, 1, 5),
            (2, 3, 2, 10),
            (0, 4, 1, -3),
            (0, 6, 1, 9),
        ];
        let customers = vec![Customer::default(); 3];
        Ledger { customers, orders: orders.iter().map(order).collect(), ..Ledger::default() }
    }

    #[test]
    fn who_came_later_was_not_known_and_what_came_later_counts_once_a_day() {
        let (ledger, cut) = (ledger(), date(2024, 2, 1));
        let known = known_on(&ledger, date(2024, 1, 1), cut);
        assert_eq!(known.iter().map(|s| s.customer.0).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(known[0].purchases, 1);
        let later = later(&ledger, known.iter().map(|it| it.customer), cut, date(2024, 5, 1));
        assert_eq!(later[0], Later { purchases: 1, revenue: 12.0 });
        assert_eq!(later[1], Later::default());
    }

    #[test]
    fn a_subscription_that_the_list_names_once_is_paid_every_month() {
        let spell = |customer, product, end| Spell {
            customer: CustomerId(customer),
            product,
            start: date(2024, 1, 1),
            end,
            fee_per_month: Money::from_cents(2500),
        };
        let spells = vec![spell(0, None, Some(date(2024, 3, 20))), spell(1, None, None)];
        let ledger = Ledger { spells, ..ledger() };
        let known = known_on(&ledger, date(2024, 1, 1), date(2024, 2, 15));
        let later = later(
            &ledger,
            known.iter().map(|it| it.customer),
            date(2024, 2, 15),
            date(2024, 6, 10),
        );
        // Due on 2 March; then came a credit and an order after the end of the subscription.
        assert_eq!(later[0], Later { purchases: 2, revenue: 25.0 - 3.0 + 9.0 });
        // Due on the second or first of March, April, May and June.
        assert_eq!(later[1], Later { purchases: 4, revenue: 100.0 });
    }
}
