//! The ledger's own rhythm: how long customers usually take from one purchase to the next.

use crate::calendar::{Days, days_between};
use crate::ledger::Ledger;
use crate::summary::CustomerSummary;

/// The fewest gaps from which a rhythm is taken; below it the gaps of all steps are pooled.
pub const FEWEST_GAPS: usize = 10;

/// Quartiles and 90th percentile of the days between a purchase and the next one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gaps {
    /// A quarter of the customers who came back did so within this time (G25).
    pub g25: Days,
    /// Half of the customers who came back did so within this time (G50).
    pub g50: Days,
    /// Three in four did so within this time (G75).
    pub g75: Days,
    /// Nine in ten did so within this time (G90).
    pub g90: Days,
}

impl Gaps {
    /// What holds while the ledger has fewer than [`FEWEST_GAPS`] gaps in all.
    pub const FALLBACK: Self =
        Self { g25: Days(90.0), g50: Days(180.0), g75: Days(270.0), g90: Days(365.0) };

    /// Takes the percentiles of at least [`FEWEST_GAPS`] gaps.
    fn of(mut gaps: Vec<f64>) -> Option<Self> {
        if gaps.len() < FEWEST_GAPS {
            return None;
        }
        gaps.sort_by(f64::total_cmp);
        let at = |share| Days(percentile(&gaps, share));
        Some(Self { g25: at(0.25), g50: at(0.50), g75: at(0.75), g90: at(0.90) })
    }

    /// Returns how long a silence means that the customer has left: more than 2 × G90.
    pub fn silence_of_a_leaver(&self) -> Days {
        Days(2.0 * self.g90.0)
    }
}

/// The gaps per purchase number, as far as the ledger has enough of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Rhythm {
    steps: Vec<Option<Gaps>>,
    pooled: Option<Gaps>,
}

impl Rhythm {
    /// Measures the gaps between purchase days of all customers.
    pub fn of(ledger: &Ledger, summaries: &[CustomerSummary]) -> Self {
        let mut gaps_of: Vec<Vec<f64>> = Vec::new();
        for summary in summaries {
            let mut step = 0;
            let mut dates = summary.orders.iter().map(|id| ledger.orders[id.0 as usize].date);
            let Some(mut previous) = dates.next() else { continue };
            for date in dates {
                if date == previous {
                    continue;
                }
                if gaps_of.len() <= step {
                    gaps_of.push(Vec::new());
                }
                gaps_of[step].push(days_between(previous, date).0);
                previous = date;
                step += 1;
            }
        }
        let pooled = Gaps::of(gaps_of.iter().flatten().copied().collect());
        Self { steps: gaps_of.into_iter().map(Gaps::of).collect(), pooled }
    }

    /// Returns the usual wait for the next purchase day after so many of them (1: from the first to the second).
    ///
    /// Steps with few gaps use those of all steps together; a ledger with few gaps uses [`Gaps::FALLBACK`].
    pub fn after(&self, purchase_days: u32) -> Gaps {
        let step = (purchase_days as usize).saturating_sub(1);
        self.steps.get(step).copied().flatten().or(self.pooled).unwrap_or(Gaps::FALLBACK)
    }

    /// Returns the gaps that hold for this customer's next purchase.
    pub fn of_customer(&self, summary: &CustomerSummary) -> Gaps {
        self.after(summary.frequency + 1)
    }

    /// Returns whether there are enough gaps to speak of the ledger's own rhythm.
    pub fn is_measured(&self) -> bool {
        self.pooled.is_some()
    }
}

/// Returns a percentile of ascending numbers as Excel's `PERCENTILE.INC` does, between two by proportion.
pub fn percentile(ascending: &[f64], share: f64) -> f64 {
    let Some(last) = ascending.len().checked_sub(1) else { return 0.0 };
    let rank = share.clamp(0.0, 1.0) * last as f64;
    let below = rank.floor();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rank lies between 0 and the number of values"
    )]
    let at = below as usize;
    let lower = ascending[at];
    lower + (ascending[(at + 1).min(last)] - lower) * (rank - below)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::calendar::{ObservationPeriod, add_days};
    use crate::ledger::{Customer, CustomerId, Order};
    use crate::money::Money;
    use crate::summary::summarize;
    use jiff::civil::date;

    /// A ledger in which each customer buys for ten euros on the days given, counted from 2024-01-01.
    pub(crate) fn ledger_of(days_of: &[&[i32]]) -> Ledger {
        let mut ledger =
            Ledger { customers: vec![Customer::default(); days_of.len()], ..Ledger::default() };
        for (customer, days) in (0u32..).zip(days_of) {
            for &day in *days {
                ledger.orders.push(Order {
                    customer: Some(CustomerId(customer)).into(),
                    date: add_days(date(2024, 1, 1), day),
                    amount: Money::from_cents(1000),
                    first_line: 0,
                    n_lines: 0,
                });
            }
        }
        ledger
    }

    fn rhythm(days_of: &[&[i32]]) -> Rhythm {
        let ledger = ledger_of(days_of);
        let period = ObservationPeriod { start: date(2024, 1, 1), end: date(2026, 1, 1) };
        Rhythm::of(&ledger, &summarize(&ledger, period))
    }

    #[test]
    fn each_purchase_number_has_its_own_rhythm_once_there_are_ten_gaps() {
        let customers: Vec<Vec<i32>> = (0..11).map(|n| vec![0, 10 + n, 110 + n]).collect();
        let rhythm = rhythm(&customers.iter().map(Vec::as_slice).collect::<Vec<_>>());
        assert_eq!(
            rhythm.after(1),
            Gaps { g25: Days(12.5), g50: Days(15.0), g75: Days(17.5), g90: Days(19.0) }
        );
        assert_eq!(
            rhythm.after(2),
            Gaps { g25: Days(100.0), g50: Days(100.0), g75: Days(100.0), g90: Days(100.0) }
        );
        let pooled = rhythm.after(3);
        assert_eq!(pooled.g75, Days(100.0));
    }

    #[test]
    fn two_orders_on_one_day_are_no_gap() {
        let customers: Vec<&[i32]> = vec![&[0, 0, 30, 30]; 10];
        assert_eq!(rhythm(&customers).after(1).g50, Days(30.0));
    }

    #[test]
    fn few_gaps_give_half_a_year_nine_months_and_a_year() {
        let rhythm = rhythm(&[&[0, 5], &[3]]);
        assert_eq!(rhythm.after(1), Gaps::FALLBACK);
        assert!(!rhythm.is_measured());
        assert_eq!(Gaps::FALLBACK.silence_of_a_leaver(), Days(730.0));
    }

    #[test]
    fn percentiles_are_those_of_excel() {
        assert!((percentile(&[1.0, 2.0, 3.0, 4.0], 0.3) - 1.9).abs() < 1e-12);
        assert_eq!(percentile(&[], 0.5), 0.0);
    }
}
