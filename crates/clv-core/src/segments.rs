//! Ten groups by the ledger's own rhythm: each customer is in exactly one.
//!
//! [`assign`] places each customer by [`Segment::of`], an ordered table of rules without holes. To add a group: a variant
//! of [`Segment`], its lines in [`Segment::ALL`] and [`Segment::id`], its rule in [`Segment::of`] and its messages
//! `segment-<id>` and `segment-<id>-next`; the enumeration test below then tells whether it can be reached.

pub mod overview;

use crate::calendar::{Days, ObservationPeriod};
use crate::ledger::Ledger;
use crate::rhythm::{Gaps, Rhythm};
use crate::summary::CustomerSummary;

/// A group of customers.
///
/// The order is that of the rules: the first that fits wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// Net value at or below nothing.
    NetNegative,
    /// A subscription that goes on.
    Subscriber,
    /// A subscription that ended, and no purchase since.
    Ended,
    /// Among the top 20 % by value, came back, and in rhythm.
    Top,
    /// Three purchases or more, and in rhythm.
    Regular,
    /// Two purchases, and in rhythm.
    Growing,
    /// One purchase, not long ago.
    New,
    /// Worth something, and later than three out of four.
    Slipping,
    /// One purchase, and quiet since.
    OneOffQuiet,
    /// Silent for more than twice what nine out of ten take.
    Dormant,
}

impl Segment {
    /// All groups in the order of their rules.
    pub const ALL: [Self; 10] = [
        Self::NetNegative,
        Self::Subscriber,
        Self::Ended,
        Self::Top,
        Self::Regular,
        Self::Growing,
        Self::New,
        Self::Slipping,
        Self::OneOffQuiet,
        Self::Dormant,
    ];

    /// Returns the id in JSON; the name is the Fluent message `segment-<id>`, there with `-` for `_`.
    pub fn id(self) -> &'static str {
        match self {
            Self::NetNegative => "net_negative",
            Self::Subscriber => "subscriber",
            Self::Ended => "ended",
            Self::Top => "top",
            Self::Regular => "regular",
            Self::Growing => "growing",
            Self::New => "new",
            Self::Slipping => "slipping",
            Self::OneOffQuiet => "one_off_quiet",
            Self::Dormant => "dormant",
        }
    }

    /// Returns its place in [`Self::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }
}

/// Whether somebody has a subscription.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Subscription {
    /// Never had one, or bought something else since it ended.
    #[default]
    None,
    /// It goes on at the end of the period.
    Active,
    /// It ended, and no purchase since.
    Ended,
}

/// Everything that decides about a customer's group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Whether the net value is above nothing.
    pub is_positive: bool,
    /// Whether there is a subscription.
    pub subscription: Subscription,
    /// Whether the net value is among the top 20 %.
    pub is_top: bool,
    /// Days with a purchase.
    pub purchase_days: u32,
    /// Time since the last purchase.
    pub silence: Days,
    /// The usual wait for the next purchase after so many.
    pub gaps: Gaps,
}

impl Segment {
    /// Returns the group of a customer: the first rule that fits.
    pub fn of(standing: &Standing) -> Self {
        let Standing { is_positive, subscription, is_top, purchase_days, silence, gaps } =
            *standing;
        let in_rhythm = silence <= gaps.g75;
        let gone = silence > gaps.silence_of_a_leaver();
        let came_back = purchase_days >= 2;
        match subscription {
            _ if !is_positive => Self::NetNegative,
            Subscription::Active => Self::Subscriber,
            Subscription::Ended => Self::Ended,
            Subscription::None if in_rhythm => match purchase_days {
                2.. if is_top => Self::Top,
                3.. => Self::Regular,
                2 => Self::Growing,
                0 | 1 => Self::New,
            },
            Subscription::None if gone => Self::Dormant,
            Subscription::None if came_back || is_top => Self::Slipping,
            Subscription::None => Self::OneOffQuiet,
        }
    }
}

/// Places each customer in its group, in the order of the summaries.
pub fn assign(
    ledger: &Ledger,
    summaries: &[CustomerSummary],
    rhythm: &Rhythm,
    period: ObservationPeriod,
) -> Vec<Segment> {
    let is_top = top_fifth(summaries);
    let subscriptions = subscriptions(ledger, summaries, period);
    let standings = summaries.iter().zip(is_top).zip(subscriptions);
    standings
        .map(|((summary, is_top), subscription)| {
            Segment::of(&Standing {
                is_positive: summary.revenue.is_positive(),
                subscription,
                is_top,
                purchase_days: summary.frequency + 1,
                silence: summary.time_since_last_purchase(),
                gaps: rhythm.of_customer(summary),
            })
        })
        .collect()
}

/// Marks the ceil(20 %) customers with the highest revenue; of equal ones, those who bought last.
pub fn top_fifth(summaries: &[CustomerSummary]) -> Vec<bool> {
    let mut by_value: Vec<usize> = (0..summaries.len()).collect();
    // Of equal ones the first.
    let rank = |at: &usize| {
        let CustomerSummary { revenue, last_purchase, .. } = &summaries[*at];
        (std::cmp::Reverse((*revenue, *last_purchase)), *at)
    };
    let n_top = summaries.len().div_ceil(5);
    if let Some(last) = n_top.checked_sub(1) {
        by_value.select_nth_unstable_by_key(last, rank);
    }
    let mut is_top = vec![false; summaries.len()];
    for &at in &by_value[..n_top] {
        is_top[at] = true;
    }
    is_top
}

/// Tells for each summary whether its customer has a subscription.
fn subscriptions(
    ledger: &Ledger,
    summaries: &[CustomerSummary],
    period: ObservationPeriod,
) -> Vec<Subscription> {
    let mut ends = vec![None; ledger.customers.len()];
    for spell in &ledger.spells {
        if spell.start > period.end {
            continue;
        }
        // An end on the last day of the period is still to come: that day is part of the period.
        let end = spell.end_before(period.end);
        let latest = &mut ends[spell.customer.0 as usize];
        *latest = match (*latest, end) {
            (Some(None), _) | (_, None) => Some(None),
            (Some(Some(other)), Some(end)) if other > end => Some(Some(other)),
            (_, Some(end)) => Some(Some(end)),
        };
    }
    let state = |summary: &CustomerSummary| match ends[summary.customer.0 as usize] {
        Some(None) => Subscription::Active,
        Some(Some(end)) if summary.last_purchase <= end => Subscription::Ended,
        Some(Some(_)) | None => Subscription::None,
    };
    summaries.iter().map(state).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::ledger::{Customer, CustomerId, Spell};
    use crate::money::Money;
    use crate::summary::Purchases;
    use jiff::civil::date;

    /// Every combination of what decides, with days on both sides of each limit.
    fn standings() -> impl Iterator<Item = Standing> {
        let gaps = Gaps { g25: Days(15.0), g50: Days(30.0), g75: Days(60.0), g90: Days(90.0) };
        let subscriptions = [Subscription::None, Subscription::Active, Subscription::Ended];
        let silences = [0.0, 59.0, 60.0, 61.0, 90.0, 91.0, 180.0, 181.0, 5000.0].map(Days);
        [true, false].into_iter().flat_map(move |is_positive| {
            subscriptions.into_iter().flat_map(move |subscription| {
                [true, false].into_iter().flat_map(move |is_top| {
                    (1..=5).flat_map(move |purchase_days| {
                        silences.into_iter().map(move |silence| Standing {
                            is_positive,
                            subscription,
                            is_top,
                            purchase_days,
                            silence,
                            gaps,
                        })
                    })
                })
            })
        })
    }

    #[test]
    fn every_group_can_be_reached_and_nobody_falls_between_two() {
        let reached: std::collections::BTreeSet<_> =
            standings().map(|standing| Segment::of(&standing)).collect();
        assert_eq!(reached.into_iter().collect::<Vec<_>>(), Segment::ALL);
    }

    #[test]
    fn the_groups_are_those_of_the_table() {
        // The rules of the table, written as conditions of their own: the first true one wins.
        for standing in standings() {
            let Standing { is_positive, subscription, is_top, purchase_days: n, silence: d, gaps } =
                standing;
            let (g75, late) = (gaps.g75, Days(2.0 * gaps.g90.0));
            let rules = [
                !is_positive,
                subscription == Subscription::Active,
                subscription == Subscription::Ended,
                is_top && n >= 2 && d <= g75,
                n >= 3 && d <= g75,
                n == 2 && d <= g75,
                n == 1 && d <= g75,
                (n >= 2 || is_top) && g75 < d && d <= late,
                n == 1 && g75 < d && d <= late,
                d > late,
            ];
            let first = rules.iter().position(|&fits| fits).unwrap();
            assert_eq!(Segment::of(&standing), Segment::ALL[first], "{standing:?}");
        }
    }

    fn summary(customer: u32, days: &[Date], cents: i64, end: Date) -> CustomerSummary {
        let (first, last) = (days[0], days[days.len() - 1]);
        CustomerSummary {
            customer: CustomerId(customer),
            purchases: u32::try_from(days.len()).unwrap(),
            frequency: u32::try_from(days.len() - 1).unwrap(),
            recency: crate::calendar::days_between(first, last),
            age: crate::calendar::days_between(first, end),
            monetary_value: 0.0,
            first_purchase: first,
            last_purchase: last,
            first_purchase_value: Money::from_cents(cents),
            revenue: Money::from_cents(cents),
            orders: Purchases::default(),
            first_product: None.into(),
            last_product: None.into(),
        }
    }

    #[test]
    fn a_subscription_counts_until_its_end_and_a_purchase_after_it_makes_a_customer_again() {
        let end = date(2025, 6, 30);
        let period = ObservationPeriod { start: date(2025, 1, 1), end };
        let spell = |customer, end| Spell {
            customer: CustomerId(customer),
            product: None,
            start: date(2025, 1, 1),
            end,
            fee_per_month: Money::from_cents(2500),
        };
        let ledger = Ledger {
            customers: vec![Customer::default(); 4],
            spells: vec![
                spell(0, None),
                spell(1, Some(date(2025, 3, 31))),
                spell(2, Some(date(2025, 3, 31))),
                spell(3, Some(date(2025, 12, 31))),
            ],
            ..Ledger::default()
        };
        let first = date(2025, 1, 1);
        let summaries = [
            summary(0, &[first], 1000, end),
            summary(1, &[first], 1000, end),
            summary(2, &[first, date(2025, 6, 1)], 900, end),
            summary(3, &[first], 1000, end),
        ];
        let rhythm = Rhythm::of(&ledger, &summaries);
        let segments = assign(&ledger, &summaries, &rhythm, period);
        let ids: Vec<_> = segments.into_iter().map(Segment::id).collect();
        assert_eq!(ids, ["subscriber", "ended", "growing", "subscriber"]);
    }

    #[test]
    fn of_customers_worth_the_same_only_a_fifth_is_on_top() {
        let end = date(2025, 6, 30);
        let days = [date(2025, 1, 1), date(2025, 2, 1)];
        let mut summaries: Vec<_> = (0..10).map(|n| summary(n, &days, 5000, end)).collect();
        summaries[7].last_purchase = date(2025, 5, 1);
        let top: Vec<_> = top_fifth(&summaries).into_iter().map(u8::from).collect();
        assert_eq!(top, [1, 0, 0, 0, 0, 0, 0, 1, 0, 0]);
    }
}
