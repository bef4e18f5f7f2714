//! When the next purchase is due: after the customer's own mean gap, pulled towards what others take at the same step.

use crate::calendar::{Date, Days, add_days};
use crate::rhythm::{Gaps, Rhythm};
use crate::summary::CustomerSummary;

/// How many gaps of its own the usual wait of others weighs as.
const GAPS_OF_OTHERS: f64 = 2.0;

/// When a customer usually comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// A quarter of the customers like this one have come back by now.
    pub soon: Date,
    /// The day to expect the next purchase; may lie in the past.
    pub expected: Date,
    /// Three in four have: after this day the customer is late.
    pub late: Date,
}

/// How it stands with the next purchase on some day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is early.
    NotYet,
    /// The first of the others would be back.
    Soon,
    /// It is about time.
    Due,
    /// Most others would be back.
    Overdue,
}

impl Status {
    /// Returns the name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotYet => "not_yet",
            Self::Soon => "soon",
            Self::Due => "due",
            Self::Overdue => "overdue",
        }
    }
}

impl Due {
    /// Returns when the next purchase of a customer is due; nothing while the ledger has no rhythm.
    pub(super) fn of(summary: &CustomerSummary, rhythm: &Rhythm) -> Option<Self> {
        if summary.orders.is_empty() || !rhythm.is_measured() {
            return None;
        }
        let gaps = rhythm.of_customer(summary);
        // Whoever comes sooner or later than others does so by the same factor all along.
        let factor = if gaps.g50.0 > 0.0 { usual_gap(summary, gaps).0 / gaps.g50.0 } else { 1.0 };
        let after = |gap: Days| add_days(summary.last_purchase, Days(gap.0 * factor).rounded());
        Some(Self { soon: after(gaps.g25), expected: after(gaps.g50), late: after(gaps.g75) })
    }

    /// Returns how it stands on a day.
    pub fn status(self, day: Date) -> Status {
        if day > self.late {
            Status::Overdue
        } else if day >= self.expected {
            Status::Due
        } else if day >= self.soon {
            Status::Soon
        } else {
            Status::NotYet
        }
    }
}

/// Returns the gap to expect: the mean of the customer's own, pulled towards what three in four others take at this step.
///
/// Not towards their median: waits that still go on are the long ones, and no gap yet.
fn usual_gap(summary: &CustomerSummary, gaps: Gaps) -> Days {
    if summary.frequency == 0 {
        return gaps.g50;
    }
    let own = f64::from(summary.frequency);
    Days((summary.recency.0 + GAPS_OF_OTHERS * gaps.g75.0) / (own + GAPS_OF_OTHERS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::ObservationPeriod;
    use crate::rhythm::tests::ledger_of;
    use crate::summary::summarize;
    use jiff::civil::date;

    /// Ten customers who came back after 10, 20 … 100 days, one who never did, and one with a rhythm of 8 days.
    fn due(customer: usize) -> Option<Due> {
        let mut days: Vec<Vec<i32>> = (1..=10).map(|n| vec![0, 10 * n]).collect();
        days.push(vec![0]);
        days.push(vec![0, 8, 16, 24]);
        let ledger = ledger_of(&days.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let period = ObservationPeriod { start: date(2024, 1, 1), end: date(2024, 6, 1) };
        let summaries = summarize(&ledger, period);
        Due::of(&summaries[customer], &Rhythm::of(&ledger, &summaries))
    }

    #[test]
    fn a_first_time_buyer_is_due_when_half_of_the_others_were_back() {
        let due = due(10).unwrap();
        assert_eq!(due.expected, date(2024, 2, 20));
        let status = |month, day| due.status(date(2024, month, day));
        assert_eq!(status(1, 5), Status::NotYet);
        assert_eq!(status(2, 10), Status::Soon);
        assert_eq!(status(2, 20), Status::Due);
        assert_eq!(status(6, 1), Status::Overdue);
        assert!(due.soon < due.expected && due.expected < due.late);
    }

    #[test]
    fn whoever_comes_sooner_than_others_is_due_sooner() {
        let gap = |customer, last| {
            let due = due(customer).unwrap();
            crate::calendar::days_between(last, due.expected).0
        };
        let quick = gap(11, date(2024, 1, 25));
        assert!((8.0..gap(9, date(2024, 4, 10))).contains(&quick), "{quick}");
    }
}
