//! How long customers stay: the time each was one, and who has left.

use crate::calendar::{Date, Days, ObservationPeriod, days_between};
use crate::ledger::{Ledger, Order, Spell};
use crate::money::Money;
use crate::rhythm::Rhythm;
use crate::summary::CustomerSummary;

/// The time of one customer as a customer, and what of its purchases a subscription explains.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stay {
    /// From the first purchase or start date to the end of the period; for a leaver to the end date, or to the last
    /// purchase and the usual wait after it (G50).
    pub exposure: Days,
    /// Whether the customer has left: ended what had an end date, or was silent for more than 2 × G90.
    pub has_left: bool,
    /// What subscriptions brought; nothing for who never had one, which of a webshop are all.
    pub subscribed: Option<Box<Subscribed>>,
}

/// What the subscriptions of one customer brought.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Subscribed {
    /// Within the period: fee × months.
    pub revenue: f64,
    /// The part of the ledger's revenue that is payments of them.
    pub payments: Money,
    /// What the one that began last costs a month.
    pub fee_per_month: Option<Money>,
}

impl Stay {
    /// Returns what subscriptions brought within the period: fee × months.
    pub fn subscription_revenue(&self) -> f64 {
        self.subscribed.as_ref().map_or(0.0, |subscribed| subscribed.revenue)
    }

    /// Returns what the customer of this summary bought besides subscriptions.
    pub fn loose_revenue(&self, summary: &CustomerSummary) -> Money {
        let payments = self.subscribed.as_ref().map_or(Money::ZERO, |it| it.payments);
        summary.revenue - payments
    }

    /// Returns what the customer of this summary brought: subscriptions as fee × months, the rest as revenue.
    pub fn steps_revenue(&self, summary: &CustomerSummary) -> f64 {
        self.loose_revenue(summary).to_f64() + self.subscription_revenue()
    }
}

/// Measures the stay of every customer, in the order of the summaries.
pub fn measure(
    ledger: &Ledger,
    summaries: &[CustomerSummary],
    rhythm: &Rhythm,
    period: ObservationPeriod,
) -> Vec<Stay> {
    let one = |summary: &CustomerSummary| {
        let began = |spell: &&Spell| spell.start <= period.end;
        let spells: Vec<&Spell> = ledger.spells_of(summary.customer).iter().filter(began).collect();
        if spells.is_empty() {
            without_spells(summary, rhythm)
        } else {
            with_spells(ledger, summary, &spells, rhythm, period)
        }
    };
    summaries.iter().map(one).collect()
}

/// Somebody who buys now and then: nobody tells us of leaving, so a long silence has to.
fn without_spells(summary: &CustomerSummary, rhythm: &Rhythm) -> Stay {
    if summary.purchases == 0 {
        return Stay::default();
    }
    let gaps = rhythm.of_customer(summary);
    let has_left = summary.time_since_last_purchase() > gaps.silence_of_a_leaver();
    let until_left = summary.recency.0 + gaps.g50.0;
    let exposure = if has_left { until_left.min(summary.age.0) } else { summary.age.0 };
    Stay { exposure: Days(exposure), has_left, subscribed: None }
}

/// Somebody with a subscription: the end date tells, unless something was bought after it.
fn with_spells(
    ledger: &Ledger,
    summary: &CustomerSummary,
    spells: &[&Spell],
    rhythm: &Rhythm,
    period: ObservationPeriod,
) -> Stay {
    let is_debit = |order: &Order| spells.iter().any(|spell| explains(ledger, spell, order));
    let orders = || summary.orders.iter().map(|id| &ledger.orders[id.0 as usize]);
    let payments: Money = orders().filter(|order| is_debit(order)).map(|order| order.amount).sum();
    let last_loose = orders().rev().find(|order| !is_debit(order)).map(|order| order.date);
    let ends = spells.iter().map(|spell| end_of(spell, period));
    let start = spells.iter().map(|spell| spell.start).fold(summary.first_purchase, Date::min);
    let goes_on = spells.iter().any(|spell| spell.end_before(period.end).is_none());
    let last_end = ends.fold(start, Date::max);
    let came_back = last_loose.is_some_and(|date| date > last_end);
    let age = days_between(start, period.end);
    let (has_left, exposure) = if goes_on {
        (false, age)
    } else if came_back {
        let stay = without_spells(summary, rhythm);
        let before = days_between(start, summary.first_purchase).0.max(0.0);
        (stay.has_left, Days(stay.exposure.0 + before))
    } else {
        (true, days_between(start, last_end))
    };
    let latest = spells.iter().max_by_key(|spell| spell.start);
    let revenue = spells.iter().map(|spell| {
        spell.fee_per_month.to_f64() * months(days_between(spell.start, end_of(spell, period)))
    });
    let subscribed = Subscribed {
        revenue: revenue.sum(),
        payments,
        fee_per_month: latest.map(|spell| spell.fee_per_month),
    };
    Stay { exposure, has_left, subscribed: Some(Box::new(subscribed)) }
}

fn end_of(spell: &Spell, period: ObservationPeriod) -> Date {
    spell.end.unwrap_or(period.end).min(period.end)
}

/// Returns whether an order is a payment of a subscription of the same customer rather than a purchase of its own.
pub(crate) fn explains(ledger: &Ledger, spell: &Spell, order: &Order) -> bool {
    let product = ledger.product_of(order);
    let same_product = spell.product.is_none() || product.is_none() || product == spell.product;
    let after_end = spell.end.is_some_and(|end| order.date > end);
    same_product && order.date >= spell.start && !after_end
}

/// Returns so many days in months, none where they are below nought.
pub(crate) fn months(days: Days) -> f64 {
    days.years().max(0.0) * 12.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Customer, CustomerId};
    use crate::summary::summarize;
    use jiff::civil::date;

    fn period(end: Date) -> ObservationPeriod {
        ObservationPeriod { start: date(2020, 1, 1), end }
    }

    fn stays(ledger: &Ledger, end: Date) -> Vec<Stay> {
        let period = period(end);
        let summaries = summarize(ledger, period);
        let rhythm = Rhythm::of(ledger, &summaries);
        measure(ledger, &summaries, &rhythm, period)
    }

    fn order(customer: u32, date: Date) -> Order {
        let amount = Money::from_cents(10000);
        Order {
            customer: Some(CustomerId(customer)).into(),
            date,
            amount,
            first_line: 0,
            n_lines: 0,
        }
    }

    #[test]
    fn who_is_silent_for_longer_than_twice_g90_left_after_the_usual_wait() {
        let orders = vec![order(0, date(2020, 1, 1)), order(1, date(2021, 6, 1))];
        let ledger =
            Ledger { customers: vec![Customer::default(); 2], orders, ..Ledger::default() };
        let found = stays(&ledger, date(2022, 1, 2));
        assert_eq!((found[0].has_left, found[0].exposure), (true, Days(180.0)));
        assert_eq!((found[1].has_left, found[1].exposure), (false, Days(215.0)));
    }

    #[test]
    fn members_count_from_their_start_to_their_end_or_to_now() {
        let spell = |customer, end| Spell {
            customer: CustomerId(customer),
            product: None,
            start: date(2023, 1, 1),
            end,
            fee_per_month: Money::from_cents(2500),
        };
        let ledger = Ledger {
            customers: vec![Customer::default(); 3],
            orders: (0..3).map(|customer| order(customer, date(2023, 1, 1))).collect(),
            spells: vec![
                spell(0, Some(date(2023, 7, 2))),
                spell(1, None),
                spell(2, Some(date(2024, 1, 1))),
            ],
            ..Ledger::default()
        };
        let found = stays(&ledger, date(2024, 1, 1));
        assert_eq!((found[0].has_left, found[0].exposure), (true, Days(182.0)));
        assert_eq!((found[1].has_left, found[1].exposure), (false, Days(365.0)));
        // The last day of a subscription is still a day of it.
        assert_eq!((found[2].has_left, found[2].exposure), (false, Days(365.0)));
        let summaries = summarize(&ledger, period(date(2024, 1, 1)));
        assert_eq!(found[1].loose_revenue(&summaries[1]), Money::ZERO);
        assert!((found[1].subscription_revenue() - 299.8).abs() < 0.1);
    }
}
