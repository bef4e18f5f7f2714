//! The probability models of buying, staying and spending, one file each, and what they have in common.
//!
//! A model of purchases is a [`PurchaseModel`]: four positive parameters, a likelihood with its slopes, and what it
//! predicts for one [`History`]. Times are in any unit, the same for histories and horizons; parameters that are
//! times (`alpha`, `beta` of Pareto/NBD) then are in that unit too. Fitting is in [`crate::forecast::fit`].
//!
//! # To add a model
//!
//! 1. Write `models/<name>.rs`: the paper, its equations with their numbers beside each formula, and a type with an
//!    `impl PurchaseModel`; the test at its bottom pins a published number and its slopes.
//! 2. Add its `mod` line here, its name to [`crate::forecast::fit::Choice`] and its line to `members` in
//!    [`crate::forecast::average`]: fitting, draws, intervals and discounting come with that.
//! 3. Say in [`crate::forecast::routing`] when it is the one to use, or leave it to `clv fit --model`.
//! 4. Its parameters, likelihood and predictions as printed go into `tests/published.rs`.
//!
//! What is no model of purchases at random times, such as a contract, is a
//! [`Foresight`](crate::forecast::foresight::Foresight) instead: one file in `forecast/` that turns a customer into an
//! expectation and draws.

pub mod geometric_dropout;
pub mod bg_nbd;
pub mod mbg_nbd;
pub mod cnbd_k;
pub mod pareto_nbd;
pub mod bg_bb;
pub mod sbg;
pub mod gamma_gamma;

use crate::math::quadrature::GaussLegendre;
use crate::math::sample::Sampler;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use std::borrow::Borrow;
use std::ops::Range;
use std::sync::LazyLock;

/// The purchases of one customer, as models see them (Fader, Hardie & Lee 2005).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct History {
    /// Repeat purchases.
    pub x: f64,
    /// From the first purchase to the last.
    pub t_x: f64,
    /// From the first purchase to the end of the observation, T.
    pub age: f64,
}

/// Many histories, equal ones counted once: what a likelihood costs grows with the distinct ones only.
#[derive(Clone, Debug, Default)]
pub struct Histories {
    /// Distinct histories by x, then T, then `t_x`, and how many customers have each.
    pub cells: Vec<(History, f64)>,
    /// The distinct `t_x` and T of the cells, ascending; hardly more than a ledger has days.
    pub moments: Vec<f64>,
    /// For each cell the index of its `t_x` and of its T in `moments`.
    pub places: Vec<[u32; 2]>,
    /// The sum over all customers of the logarithms of the gaps between purchases, for models of regular timing.
    pub ln_gaps: f64,
}

impl Histories {
    /// Counts equal histories; `ln_gaps` is the sum of the logarithms of all gaps.
    pub fn new(customers: impl IntoIterator<Item: Borrow<History>>, ln_gaps: f64) -> Self {
        let one_by_one = customers.into_iter().map(|history| (*history.borrow(), 1.0));
        let mut cells: Vec<(History, f64)> = one_by_one.collect();
        cells.sort_unstable_by(|(one, _), (other, _)| {
            let by_age = one.x.total_cmp(&other.x).then(one.age.total_cmp(&other.age));
            by_age.then(one.t_x.total_cmp(&other.t_x))
        });
        cells.dedup_by(|(next, n), (history, count)| {
            let is_equal = next == history;
            *count += if is_equal { *n } else { 0.0 };
            is_equal
        });
        cells.shrink_to_fit();
        Self { ln_gaps, ..Self::of_cells(cells) }
    }

    fn of_cells(cells: Vec<(History, f64)>) -> Self {
        // Of two for each customer hardly any differ. Nought is one number, whatever its sign.
        let key = |time: f64| (time + 0.0).to_bits();
        let mut place_of: IndexMap<u64, u32, FxBuildHasher> = IndexMap::default();
        for (history, _) in &cells {
            place_of.entry(key(history.t_x)).or_default();
            place_of.entry(key(history.age)).or_default();
        }
        let mut moments: Vec<f64> = place_of.keys().map(|bits| f64::from_bits(*bits)).collect();
        moments.sort_unstable_by(f64::total_cmp);
        for (place, time) in (0u32..).zip(&moments) {
            place_of.insert(key(*time), place);
        }
        let place = |time: f64| place_of[&key(time)];
        let places = cells.iter().map(|(h, _)| [place(h.t_x), place(h.age)]).collect();
        Self { cells, moments, places, ln_gaps: 0.0 }
    }

    /// Returns about `n` of the distinct histories, evenly chosen, that stand for all customers; nothing where there are
    /// not several times as many.
    pub fn thinned(&self, n: usize) -> Option<Self> {
        let step = self.cells.len() / n.max(1);
        if step < 4 {
            return None;
        }
        let mut cells: Vec<(History, f64)> =
            self.cells.iter().skip(step / 2).step_by(step).copied().collect();
        let share = cells.iter().map(|(_, count)| count).sum::<f64>() / self.customers();
        for (_, count) in &mut cells {
            *count /= share;
        }
        Some(Self { ln_gaps: self.ln_gaps, ..Self::of_cells(cells) })
    }

    /// Returns the runs of cells with equal x: the number of repeat purchases and the range of the cells.
    pub fn runs(&self) -> impl Iterator<Item = (f64, Range<usize>)> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let x = self.cells.get(from)?.0.x;
            let start = from;
            from += self.cells[from..].partition_point(|(history, _)| history.x <= x);
            Some((x, start..from))
        })
    }

    /// Returns how many customers there are.
    pub fn customers(&self) -> f64 {
        self.cells.iter().map(|(_, count)| count).sum()
    }

    /// Returns all repeat purchases together.
    pub fn repeats(&self) -> f64 {
        self.cells.iter().map(|(history, count)| history.x * count).sum()
    }
}

/// Four positive parameters, in the order of the paper.
pub type Four = [f64; 4];

/// What a model knows of one customer under fixed parameters; computed once, drawn from often.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outlook {
    /// The chance that the customer still is one.
    pub probability_alive: f64,
    /// The shape of the gamma distribution of the purchase rate, given alive.
    pub rate_shape: f64,
    /// The rate (inverse scale) of that distribution.
    pub rate_inverse_scale: f64,
    /// The two numbers that describe leaving; each model says which.
    pub leaving: (f64, f64),
    /// For regular timing: the time since the last purchase.
    pub silence: f64,
}

/// The rule for [`PurchaseModel::expected_and_discounted`]: good to 3e-6 of the result for a year at 5 %, and to 1e-4 where
/// a horizon is many times as long as a customer's age.
static DISCOUNTING: LazyLock<GaussLegendre> = LazyLock::new(|| GaussLegendre::new(6));

/// A model of purchases that stop one day.
pub trait PurchaseModel: Send + Sync {
    /// Returns the name on the command line and in reports.
    fn id(&self) -> &'static str;

    /// Returns the names of the parameters as the paper prints them.
    fn parameter_names(&self) -> [&'static str; 4];

    /// Returns which parameters are times.
    fn times(&self) -> [bool; 4];

    /// Returns whether customers leave after purchases, rather than at any moment: the last two parameters then
    /// are a and b of a beta distribution.
    fn leaves_after_purchases(&self) -> bool;

    /// Returns the log-likelihood of all histories and adds to `slopes` its derivatives by the *logarithms* of the
    /// parameters.
    fn log_likelihood(&self, parameters: &Four, histories: &Histories, slopes: &mut Four) -> f64;

    /// Returns what is known of one customer.
    fn outlook(&self, parameters: &Four, history: &History) -> Outlook;

    /// Returns the purchases expected within a time, given what is known of the customer.
    fn expected(&self, parameters: &Four, outlook: &Outlook, time: f64) -> f64;

    /// Draws the purchases within a time of a customer, or of several of whom the same is known: one for each count.
    fn draw(&self, outlook: &Outlook, time: f64, sampler: &mut Sampler, counts: &mut [f64]);

    /// Returns the purchases expected within a time of a customer with a history (conditional expected transactions).
    fn conditional_expected(&self, parameters: &Four, history: &History, time: f64) -> f64 {
        self.expected(parameters, &self.outlook(parameters, history), time)
    }

    /// Returns the repeat purchases of a new customer expected within a time.
    fn expected_of_new(&self, parameters: &Four, time: f64) -> f64 {
        self.conditional_expected(parameters, &History::default(), time)
    }

    /// Returns the purchases expected within a time, and the same with each discounted at a continuous rate per time unit.
    ///
    /// # Formula
    ///
    /// ```text
    /// ∫₀ᵗ e^(-δτ) dE(τ) = e^(-δt) E(t) + δ ∫₀ᵗ e^(-δτ) E(τ) dτ
    /// ```
    fn expected_and_discounted(
        &self,
        parameters: &Four,
        outlook: &Outlook,
        time: f64,
        rate: f64,
    ) -> (f64, f64) {
        let at_end = self.expected(parameters, outlook, time);
        if rate == 0.0 || at_end == 0.0 {
            return (at_end, at_end);
        }
        let before = DISCOUNTING
            .integrate(0.0, time, |t| (-rate * t).exp() * self.expected(parameters, outlook, t));
        (at_end, (-rate * time).exp() * at_end + rate * before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_histories_are_counted_once() {
        let one = History { x: 1.0, t_x: 2.0, age: 3.0 };
        let other = History { x: 0.0, t_x: 0.0, age: 3.0 };
        let histories = Histories::new([one, other, one], 0.0);
        assert_eq!(histories.cells, [(other, 1.0), (one, 2.0)]);
        assert_eq!(histories.moments, [0.0, 2.0, 3.0]);
        assert_eq!(histories.places, [[0, 2], [1, 2]]);
        assert_eq!(histories.runs().collect::<Vec<_>>(), [(0.0, 0..1), (1.0, 1..2)]);
        assert_eq!((histories.customers(), histories.repeats()), (3.0, 2.0));
    }
}
