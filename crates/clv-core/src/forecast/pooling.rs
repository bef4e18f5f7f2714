//! Groups that the owner knows, such as sectors, share information: each has a level of its own, pulled towards that of
//! all as far as the groups do not differ.
//!
//! # References
//!
//! 1. Efron & Morris (1975), Data Analysis Using Stein's Estimator, Journal of the American Statistical Association
//!    70(350): the spread between groups is estimated from the groups themselves.

use crate::ledger::{Customer, Ledger};
use crate::math::special::normal_quantile;
use std::collections::BTreeMap;

/// The fewest customers of a value for it to be a group of its own.
const FEWEST: usize = 5;
/// The most groups.
const MOST: usize = 200;
/// A group is at most e to this times as high as all.
const FARTHEST: f64 = 2.0;

/// How much the logarithm of a group's level lies above that of all: the middle, and one for each draw.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Shift {
    pub(super) middle: f64,
    pub(super) draws: Vec<f64>,
}

/// What the likelihood of one group says of its level, at that of all: the slope and the curvature downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Evidence {
    pub(super) slope: f64,
    pub(super) curvature: f64,
}

/// Returns the group of each customer by the first column that tells groups: the owner's own, the sector, the channel.
pub(super) fn clusters(ledger: &Ledger) -> Vec<Option<u16>> {
    let columns: [fn(&Customer) -> Option<&str>; 3] = [
        |c| c.told.segment.as_deref(),
        |c| c.told.sector.as_deref(),
        |c| c.told.channel.as_deref(),
    ];
    let by_column = columns.iter().map(|column| by(ledger, *column));
    let mut telling = by_column.filter(|found| found.iter().flatten().max() > Some(&0));
    telling.next().unwrap_or_else(|| vec![None; ledger.customers.len()])
}

fn by(ledger: &Ledger, column: fn(&Customer) -> Option<&str>) -> Vec<Option<u16>> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for value in ledger.customers.iter().filter_map(column) {
        *counts.entry(value).or_default() += 1;
    }
    let large = counts.iter().filter(|(_, count)| **count >= FEWEST).map(|(value, _)| *value);
    let ids: BTreeMap<&str, u16> = large.take(MOST).zip(0..).collect();
    let id = |customer: &Customer| column(customer).and_then(|value| ids.get(value).copied());
    ledger.customers.iter().map(id).collect()
}

/// Returns the shift of each group, with so many draws.
///
/// # Formula
///
/// ```text
/// d = slope / curvature, v = 1 / curvature;   d ~ N(0, τ² + v), τ² of the highest likelihood;   [1], equation (1.13)
/// shift | d ~ N(d τ² / (τ² + v), τ² v / (τ² + v))
/// ```
pub(super) fn shifts(groups: &[Option<Evidence>], n_draws: usize) -> Vec<Shift> {
    let square = spread_between(groups).powi(2);
    let shift = |(at, evidence): (usize, &Option<Evidence>)| {
        let Some(Evidence { slope, curvature }) = *evidence else {
            return Shift::default();
        };
        let kept = square * curvature / (square * curvature + 1.0);
        let middle = (kept * slope / curvature).clamp(-FARTHEST, FARTHEST);
        let spread = (kept / curvature).sqrt();
        let draws = (0..n_draws).map(|i| middle + spread * evenly_normal(i, at));
        Shift { middle, draws: draws.collect() }
    };
    groups.iter().enumerate().map(shift).collect()
}

/// The i-th of evenly spread normal numbers, in another order for each group (Weyl's sequence).
fn evenly_normal(i: usize, group: usize) -> f64 {
    const GOLDEN: f64 = 0.618_033_988_749_894_9;
    const SILVER: f64 = 0.414_213_562_373_095_03;
    let place = (0.5 + GOLDEN * i as f64 + SILVER * group as f64).fract();
    normal_quantile(place.clamp(1e-6, 1.0 - 1e-6))
}

/// Returns the τ under which what the groups say is most likely; 0 where they do not differ.
fn spread_between(groups: &[Option<Evidence>]) -> f64 {
    const STEPS: [f64; 10] = [0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.45, 0.65, 0.9, 1.2];
    let ln_likelihood = |tau: f64| -> f64 {
        let one = |evidence: &Evidence| {
            let distance = evidence.slope / evidence.curvature;
            let variance = tau * tau + 1.0 / evidence.curvature;
            -0.5 * (variance.ln() + distance * distance / variance)
        };
        groups.iter().flatten().map(one).sum()
    };
    let best = STEPS.into_iter().map(|tau| (ln_likelihood(tau), tau));
    // Half a point for being simpler.
    let alike = ln_likelihood(0.0) + 0.5;
    best.filter(|(value, _)| *value > alike)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map_or(0.0, |it| it.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(distance: f64, curvature: f64) -> Evidence {
        Evidence { slope: distance * curvature, curvature }
    }

    #[test]
    fn groups_that_are_alike_stay_together() {
        let groups = [0.2, -0.3, 0.1, -0.1, 0.25, -0.2].map(|distance| Some(group(distance, 10.0)));
        assert!(shifts(&groups, 3).iter().all(|shift| shift.middle == 0.0));
    }

    #[test]
    fn groups_that_differ_keep_most_of_it_where_they_are_well_known() {
        let mut groups = [0.9, -0.8, 0.7, -1.0, 1.1, -0.6].map(|d| Some(group(d, 40.0))).to_vec();
        groups.push(Some(group(0.9, 1.0)));
        let shifts = shifts(&groups, 100);
        assert!((0.75..0.9).contains(&shifts[0].middle), "{}", shifts[0].middle);
        assert!((0.2..0.6).contains(&shifts[6].middle), "{}", shifts[6].middle);
        let mean = shifts[0].draws.iter().sum::<f64>() / 100.0;
        assert!((mean - shifts[0].middle).abs() < 0.02);
    }
}
