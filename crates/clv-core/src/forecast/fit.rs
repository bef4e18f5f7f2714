//! Fitting one model of purchases: by maximum likelihood as papers do, or with weak priors.

use super::priors::{ln_prior, middle};
use crate::calendar::Days;
use crate::math::matrix::Matrix;
use crate::math::optimize::{Minimum, bfgs, bfgs_near, hessian, nelder_mead};
use crate::models::{Four, Histories, PurchaseModel};

/// Which model is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// Whatever fits the data: what the sheets show.
    #[default]
    Auto,
    /// BG/NBD.
    BgNbd,
    /// MBG/NBD.
    MbgNbd,
    /// Pareto/NBD.
    ParetoNbd,
    /// BG/CNBD-k.
    BgCnbdK,
    /// MBG/CNBD-k.
    MbgCnbdK,
    /// BG/BB, with one chance per time unit.
    BgBb,
    /// Shifted-beta-geometric: everybody is under contract.
    Sbg,
    /// Gamma-gamma for what is spent; what is bought as in [`Choice::Auto`].
    GammaGamma,
}

/// How parameters are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// Maximum likelihood; may have no answer.
    Mle,
    /// Maximum of likelihood times weak priors; always has one.
    #[default]
    Map,
}

/// What is to be predicted, and how.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Request {
    /// Which model.
    pub choice: Choice,
    /// How it is fitted.
    pub method: Method,
    /// How far ahead, in days.
    pub horizon: f64,
    /// Discount rate per year.
    pub annual_discount_rate: f64,
    /// The time unit of parameters and log-likelihoods in reports, in days.
    pub time_unit: Days,
    /// How many futures are drawn, from 1; by the number of customers if not given.
    pub n_draws: Option<usize>,
    /// Whether only the intervals of totals are asked for: customers have none then, and where there are many the luck of
    /// some stands for that of all.
    pub total_only: bool,
}

/// A fitted model; times in the unit of the histories.
#[derive(Clone, Copy, Debug)]
pub struct Fit {
    /// The parameters.
    pub parameters: Four,
    /// The log-likelihood there.
    pub log_likelihood: f64,
    /// The same plus the logarithm of the prior; equal under maximum likelihood.
    pub ln_posterior: f64,
    /// Whether the search found an optimum.
    pub converged: bool,
    /// The second derivatives of minus `ln_posterior` by the logarithms of the parameters.
    pub curvature: Matrix<4>,
}

/// What is maximized: likelihood, and under [`Method::Map`] the priors, at the logarithms of the parameters.
pub struct Objective<'a> {
    /// The model.
    pub model: &'a dyn PurchaseModel,
    /// Arrivals to a purchase.
    pub k: f64,
    /// The histories, time in units of the median age.
    pub histories: &'a Histories,
    /// Whether priors count.
    pub method: Method,
}

/// Most of the way to the optimum is found with a share of the histories: so many, if there are more than a few hundred.
const SHARE: usize = 16;
/// The fewest histories to begin with.
const FEWEST: usize = 400;
/// So many histories tell well enough how sharp the optimum of all is: the width of an interval to a hundredth.
const MANY: usize = 2500;
/// How far slopes must have vanished: for the result, and where that is only a place to begin.
const PRECISE: f64 = 1e-9;
const ROUGH: f64 = 1e-6;
/// Beyond e to the plus or minus this, parameters are a flat direction of the likelihood, not an optimum.
const FARTHEST: f64 = 18.0;

impl Objective<'_> {
    /// Returns minus the logarithm and writes its slopes.
    pub fn value(&self, at: &Four, slopes: &mut Four) -> f64 {
        if at.iter().any(|v| v.is_nan() || v.abs() > FARTHEST) {
            *slopes = [0.0; 4];
            return f64::INFINITY;
        }
        *slopes = [0.0; 4];
        let parameters = at.map(f64::exp);
        let mut value = self.model.log_likelihood(&parameters, self.histories, slopes);
        if self.method == Method::Map {
            value += ln_prior(self.model.leaves_after_purchases(), self.k, at, slopes);
        }
        for slope in slopes.iter_mut() {
            *slope = -*slope;
        }
        -value
    }

    /// Finds the optimum.
    pub fn fit(&self) -> Fit {
        let (mut best, mut curvature) = self.search(PRECISE);
        if !best.converged {
            let (at, _) = nelder_mead(|at| self.value(at, &mut [0.0; 4]), best.at, 0.5);
            let again = bfgs(|at, slopes| self.value(at, slopes), at, PRECISE);
            if again.value <= best.value || !best.value.is_finite() {
                (best, curvature) = (again, self.curvature(&again.at));
            }
        }
        let parameters = best.at.map(f64::exp);
        let log_likelihood = self.model.log_likelihood(&parameters, self.histories, &mut [0.0; 4]);
        Fit {
            parameters,
            log_likelihood,
            ln_posterior: -best.value,
            converged: best.converged,
            curvature,
        }
    }

    /// Finds the minimum of [`Self::value`] and the curvature there, beginning where that of some of the histories is.
    fn search(&self, tolerance: f64) -> (Minimum<4>, Matrix<4>) {
        let value = |at: &Four, slopes: &mut Four| self.value(at, slopes);
        let n = (self.histories.cells.len() / SHARE).max(FEWEST);
        let Some(some) = self.histories.thinned(n) else {
            let start = middle(self.model.leaves_after_purchases(), self.k);
            let best = bfgs(value, start, tolerance);
            return (best, self.curvature(&best.at));
        };
        let (near, curvature) = Objective { histories: &some, ..*self }.search(ROUGH);
        let best = bfgs_near(value, near.at, &curvature, tolerance);
        let is_enough = some.cells.len() >= MANY;
        (best, if is_enough { curvature } else { self.curvature(&best.at) })
    }

    fn curvature(&self, at: &Four) -> Matrix<4> {
        let some = self.histories.thinned(MANY);
        let objective = Objective { histories: some.as_ref().unwrap_or(self.histories), ..*self };
        hessian(|at, slopes| objective.value(at, slopes), at, 1e-4)
    }
}
