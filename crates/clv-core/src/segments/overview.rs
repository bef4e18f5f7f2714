//! The groups as a whole: how many, what they brought, what they are expected to bring and what of that is at risk.

use super::Segment;
use crate::forecast::{Forecast, GroupForecast};
use crate::ledger::Ledger;
use crate::money::Money;
use crate::rhythm::Rhythm;
use crate::settings::Settings;
use crate::summary::CustomerSummary;

/// From how many customers on a group has averages.
pub const FEWEST_FOR_AVERAGES: u32 = 5;

/// One group of a ledger.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SegmentSummary {
    /// Which.
    pub segment: Segment,
    /// How many customers.
    pub customers: u32,
    /// What they bought, credits netted.
    pub revenue: Money,
    /// Their part of the revenue of all known customers, 0 to 1.
    pub revenue_share: f64,
    /// What they are expected to do; `None` while data or customers are too few.
    pub forecast: Option<GroupForecast>,
    /// How many of them are later than three in four usually are; of those with a subscription, how many have one that
    /// ends.
    pub overdue: u32,
    /// What is expected of the group × the share that is overdue: margin once it is known, else revenue.
    pub value_at_risk: Option<f64>,
}

/// Sums up the groups that have customers, in the order of [`Segment::ALL`].
pub fn summarize(
    ledger: &Ledger,
    summaries: &[CustomerSummary],
    segments: &[Segment],
    rhythm: &Rhythm,
    forecast: Option<&Forecast>,
    settings: &Settings,
) -> Vec<SegmentSummary> {
    let total: Money = summaries.iter().map(|summary| summary.revenue).sum();
    let forecast = forecast.filter(|forecast| forecast.sufficient);
    let one = |segment: Segment| {
        let members = || summaries.iter().zip(segments).filter(|(_, own)| **own == segment);
        let is_overdue = |summary: &CustomerSummary| {
            // Who has a subscription need not buy to stay.
            let mut active = ledger.active_spells(summary.customer).peekable();
            if active.peek().is_some() {
                return active.all(|spell| spell.end.is_some());
            }
            summary.time_since_last_purchase() > rhythm.of_customer(summary).g75
        };
        let customers = u32::try_from(members().count()).unwrap_or(u32::MAX);
        let overdue = members().filter(|(summary, _)| is_overdue(summary)).count();
        let overdue = u32::try_from(overdue).unwrap_or(u32::MAX);
        let revenue: Money = members().map(|(summary, _)| summary.revenue).sum();
        let group = forecast.and_then(|forecast| forecast.groups.get(segment.index()).copied());
        let at_risk = group.map(|group| {
            group.clv_sum * settings.kept_share() * f64::from(overdue) / f64::from(customers.max(1))
        });
        SegmentSummary {
            segment,
            customers,
            revenue,
            revenue_share: share(revenue, total),
            forecast: group.filter(|_| customers >= FEWEST_FOR_AVERAGES),
            overdue,
            value_at_risk: at_risk,
        }
    };
    Segment::ALL.into_iter().map(one).filter(|group| group.customers > 0).collect()
}

fn share(part: Money, total: Money) -> f64 {
    if total.is_positive() { part.to_f64() / total.to_f64() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::ObservationPeriod;
    use crate::ledger::{CustomerId, Ledger, Spell};
    use crate::summary::Purchases;
    use jiff::civil::date;

    fn summary(customer: u32, silence: i32, cents: i64) -> CustomerSummary {
        let end = date(2025, 6, 30);
        let day = crate::calendar::add_days(end, -silence);
        CustomerSummary {
            customer: CustomerId(customer),
            purchases: 1,
            frequency: 0,
            recency: crate::calendar::Days(0.0),
            age: crate::calendar::days_between(day, end),
            monetary_value: 0.0,
            first_purchase: day,
            last_purchase: day,
            first_purchase_value: Money::from_cents(cents),
            revenue: Money::from_cents(cents),
            orders: Purchases::default(),
            first_product: None.into(),
            last_product: None.into(),
        }
    }

    #[test]
    fn groups_are_summed_and_only_those_with_customers_are_listed() {
        let summaries = [summary(0, 10, 3000), summary(1, 500, 1000)];
        let segments = [Segment::New, Segment::OneOffQuiet];
        let rhythm = Rhythm::of(&Ledger::default(), &summaries);
        let groups = summarize(
            &Ledger::default(),
            &summaries,
            &segments,
            &rhythm,
            None,
            &Settings::default(),
        );
        let told: Vec<_> = groups
            .iter()
            .map(|it| (it.segment, it.customers, it.revenue_share, it.overdue))
            .collect();
        assert_eq!(told, [(Segment::New, 1, 0.75, 0), (Segment::OneOffQuiet, 1, 0.25, 1)]);
        assert!(
            groups.iter().all(|group| group.forecast.is_none() && group.value_at_risk.is_none())
        );
    }

    #[test]
    fn a_subscriber_is_at_risk_only_where_the_subscription_ends() {
        let summaries = [summary(0, 500, 1000), summary(1, 500, 1000), summary(2, 500, 1000)];
        let segments = [Segment::Subscriber; 3];
        let day = date(2025, 6, 30);
        let spell = |customer, end| Spell {
            customer: CustomerId(customer),
            product: None,
            start: crate::calendar::add_days(day, -500),
            end,
            fee_per_month: Money::from_cents(1000),
        };
        let ledger = Ledger {
            spells: vec![spell(0, None), spell(1, Some(date(2025, 8, 31)))],
            period: Some(ObservationPeriod { start: date(2024, 1, 1), end: day }),
            ..Ledger::default()
        };
        let rhythm = Rhythm::of(&ledger, &summaries);
        let settings = Settings::default();
        let groups = summarize(&ledger, &summaries, &segments, &rhythm, None, &settings);
        // The third bought once, long ago, and has no subscription.
        assert_eq!((groups[0].customers, groups[0].overdue), (3, 2));
    }
}
