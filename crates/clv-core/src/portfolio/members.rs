//! What members brought so far where the ledger lists each membership once: the fee of every month, not of one.

use super::range::{Range, Reweighed};
use crate::formulas::{Facts, Figures};
use crate::rhythm::percentile;
use crate::stay::Stay;

/// From so many times the counted fees on, fee × months says that the list counts a fee once.
const COUNTED_ONCE: f64 = 1.5;

/// What members brought so far, fee × months.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Members {
    /// On average.
    pub mean: f64,
    /// Between what the average lies.
    pub range: Option<Range>,
    /// What half of them brought more than.
    pub median: f64,
    /// How many months they were members, on average.
    pub months: f64,
    /// How many still are.
    pub active: f64,
}

impl Members {
    /// Returns what members brought; nothing where most fees stand in the ledger month by month.
    pub(super) fn of(figures: &Figures, facts: &Facts<'_>, reweighed: &Reweighed) -> Option<Self> {
        let fees: f64 = facts.stays.iter().map(Stay::subscription_revenue).sum();
        let customers = || facts.summaries.iter().zip(facts.stays);
        let counted = customers()
            .map(|(summary, stay)| summary.revenue.to_f64() - stay.loose_revenue(summary).to_f64());
        if fees <= COUNTED_ONCE * counted.sum::<f64>() {
            return None;
        }
        let mut each: Vec<f64> =
            customers().map(|(summary, stay)| stay.steps_revenue(summary)).collect();
        each.sort_by(f64::total_cmp);
        Some(Self {
            mean: figures.number("value_so_far")?,
            range: reweighed.in_steps(),
            median: percentile(&each, 0.5),
            months: figures.number("months_so_far")?,
            active: figures.number("unique_customers")? - figures.number("leavers")?,
        })
    }
}
