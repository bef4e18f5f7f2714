//! What a customer is expected to spend on a purchase, whatever the amounts look like.
//!
//! Gamma-gamma with weak priors is the rule; one price for all is that price, exactly; with few repeat purchases the
//! first ones count too; a handful of amounts far beyond all others do not move the rest.

use super::draws::{Axes, LnDensity};
use super::fit::Method;
use super::pooling::{self, Evidence, Shift};
use super::{CustomerInput, Price};
use crate::math::optimize::{bfgs, hessian};
use crate::math::sample::Sampler;
use crate::models::gamma_gamma::{Amounts, Parameters, Spending};

/// Below so many customers with repeat purchases, first purchases are amounts like any other.
const ENOUGH_REPEATERS: usize = 10;
/// Beyond so many robust standard deviations of its logarithm, an amount is an outlier.
const FAR: f64 = 5.0;
/// Outliers are at most this share of the customers (or one); more are a second price.
const MOST_OUTLIERS: f64 = 0.02;
/// Amounts up to which draws are weighted by the likelihood itself; beyond, it is normal enough.
const MOST_WEIGHTED: usize = 400;

/// How amounts are predicted.
#[derive(Clone, Debug)]
pub enum Spend {
    /// There are no amounts.
    Unknown,
    /// Every invoice has this amount.
    Exact {
        /// The amount.
        price: f64,
        /// Invoices on a purchase day; 1 where nobody has several.
        invoices: f64,
    },
    /// Gamma-gamma.
    GammaGamma(Fitted),
}

/// A fitted gamma-gamma model.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// The parameters, amounts in the currency.
    pub parameters: Parameters,
    /// The log-likelihood of what was fitted.
    pub log_likelihood: f64,
    /// Whether the search found an optimum.
    pub converged: bool,
    /// Equally likely parameters, amounts in the currency.
    draws: Vec<Parameters>,
    /// Whether first purchases were counted as amounts like any other.
    with_first: bool,
    /// How much more the customers of each cluster spend.
    shifts: Vec<Shift>,
}

impl Spend {
    /// Fits to all customers, with so many draws of the parameters.
    pub fn fit(customers: &[CustomerInput], method: Method, n_draws: usize) -> Self {
        let known = |spending: Option<Spending>| {
            spending.filter(|s| s.mean.is_finite() && s.mean > 0.0 && s.x > 0.0)
        };
        let all = || customers.iter().filter_map(|c| known(c.purchases));
        let repeats = || customers.iter().filter_map(|c| known(c.repeats));
        let price = Price::of(customers.iter().map(|c| c.price));
        if let (Price::One(price), Method::Map) = (price, method) {
            let known: Vec<Spending> =
                if all().next().is_none() { repeats().collect() } else { all().collect() };
            let days: f64 = known.iter().map(|s| s.x).sum();
            let paid: f64 = known.iter().map(|s| s.x * s.mean).sum();
            if days > 0.0 && price > 0.0 {
                return Self::Exact { price, invoices: nearly_whole(paid / days / price) };
            }
        }
        let with_first =
            method == Method::Map && repeats().count() < ENOUGH_REPEATERS && all().next().is_some();
        let mut amounts: Vec<Spending> =
            if with_first { all().collect() } else { repeats().collect() };
        if amounts.is_empty() {
            return Self::Unknown;
        }
        let scale = if method == Method::Map { typical(&mut amounts) } else { median(&amounts) };
        for amount in &mut amounts {
            amount.mean = quantized(amount.mean / scale);
        }
        let largest = amounts.iter().map(|amount| amount.mean).fold(0.0, f64::max) * scale;
        let amounts = Amounts::new(amounts);
        let mut fitted = Fitted { with_first, ..fitted(&amounts, scale, method, n_draws) };
        fitted.shifts = fitted.shifts_of(customers, largest);
        Self::GammaGamma(fitted)
    }

    /// Returns the amount of the next purchase expected of a customer; 0 if amounts are unknown.
    pub fn expected(&self, customer: &CustomerInput) -> f64 {
        match self {
            Self::Unknown => 0.0,
            _ if customer.net_negative => 0.0,
            Self::Exact { price, .. } => *price,
            Self::GammaGamma(fitted) => {
                let by = fitted.shift(customer).map_or(0.0, |shift| shift.middle);
                let parameters = shifted(fitted.parameters, by);
                parameters.expected_spend(&fitted.known_of(customer)).max(0.0)
            }
        }
    }

    /// Returns what a customer is expected to spend on a purchase day: as [`Self::expected`] but for days with several
    /// invoices of one fixed price.
    pub fn expected_of_day(&self, customer: &CustomerInput) -> f64 {
        let invoices = if let Self::Exact { invoices, .. } = self { *invoices } else { 1.0 };
        invoices * self.expected(customer)
    }

    /// Returns what a customer is expected to spend on a purchase day in a draw of the parameters.
    pub fn expected_in(&self, customer: &CustomerInput, draw: usize) -> f64 {
        match self {
            Self::GammaGamma(fitted) if !customer.net_negative => {
                fitted.of_draw(customer, draw).expected_spend(&fitted.known_of(customer)).max(0.0)
            }
            Self::Unknown | Self::Exact { .. } | Self::GammaGamma(_) => {
                self.expected_of_day(customer)
            }
        }
    }

    /// Draws what a customer spends on so many purchases together; `draw` counts through the parameters.
    pub fn draw(
        &self,
        customer: &CustomerInput,
        purchases: f64,
        draw: usize,
        sampler: &mut Sampler,
    ) -> f64 {
        match self {
            Self::Unknown => 0.0,
            _ if customer.net_negative || purchases == 0.0 => 0.0,
            Self::Exact { price, invoices } => price * invoices * purchases,
            Self::GammaGamma(fitted) => {
                let parameters = fitted.of_draw(customer, draw);
                let (shape, rate) = parameters.posterior(&fitted.known_of(customer));
                let nu = sampler.gamma(shape).max(f64::MIN_POSITIVE) / rate;
                let spent = sampler.gamma(parameters.p * purchases) / nu;
                spent.min(f64::MAX / 1e30)
            }
        }
    }
}

/// Returns parameters under which amounts are e to this times as high.
fn shifted(parameters: Parameters, by: f64) -> Parameters {
    Parameters { v: parameters.v * by.exp(), ..parameters }
}

impl Fitted {
    /// Returns the parameters of a draw, as they hold for the customers of the same cluster.
    fn of_draw(&self, customer: &CustomerInput, draw: usize) -> Parameters {
        let number = draw % self.draws.len();
        let by = self.shift(customer).and_then(|shift| shift.draws.get(number));
        by.map_or(self.draws[number], |by| shifted(self.draws[number], *by))
    }

    fn shift(&self, customer: &CustomerInput) -> Option<&Shift> {
        self.shifts.get(usize::from(customer.cluster?))
    }

    /// Returns how much more the customers of each cluster spend than all, without amounts beyond the largest.
    fn shifts_of(&self, customers: &[CustomerInput], largest: f64) -> Vec<Shift> {
        const STEP: f64 = 0.05;
        let mut clusters: Vec<Vec<Spending>> = Vec::new();
        for customer in customers {
            let known = self.known_of(customer);
            let counts = known.x > 0.0 && known.mean <= largest * (1.0 + 1e-9);
            if let Some(at) = customer.cluster.map(usize::from).filter(|_| counts) {
                if clusters.len() <= at {
                    clusters.resize_with(at + 1, Vec::new);
                }
                clusters[at].push(known);
            }
        }
        let slope =
            |amounts: &Amounts, by: f64| shifted(self.parameters, by).log_likelihood(amounts).1[2];
        let evidence = |amounts: Vec<Spending>| {
            let amounts = &Amounts::new(amounts);
            let curvature = (slope(amounts, -STEP) - slope(amounts, STEP)) / (2.0 * STEP);
            let evidence = Evidence { slope: slope(amounts, 0.0), curvature };
            (curvature > 0.0 && evidence.slope.is_finite()).then_some(evidence)
        };
        let evidence: Vec<Option<Evidence>> = clusters.into_iter().map(evidence).collect();
        pooling::shifts(&evidence, self.draws.len())
    }

    fn known_of(&self, customer: &CustomerInput) -> Spending {
        let known = if self.with_first { customer.purchases } else { customer.repeats };
        known
            .filter(|s| s.mean.is_finite() && s.mean > 0.0)
            .unwrap_or(Spending { x: 0.0, mean: 0.0 })
    }
}

/// Rounds to 40 bits, so that amounts in cents and in euros, divided by their median, are the same numbers.
pub(super) fn quantized(number: f64) -> f64 {
    const BITS: f64 = (1u64 << 40) as f64;
    if number == 0.0 || !number.is_finite() {
        return number;
    }
    let size = number.abs().log2().floor().exp2();
    (number / size * BITS).round() / BITS * size
}

/// Takes off what division leaves, so that one invoice a day is exactly one.
fn nearly_whole(number: f64) -> f64 {
    let whole = number.round();
    if (number - whole).abs() <= 1e-9 * whole { whole } else { number }
}

fn median(amounts: &[Spending]) -> f64 {
    let mut means: Vec<f64> = amounts.iter().map(|s| s.mean).collect();
    means.sort_by(f64::total_cmp);
    means[means.len() / 2]
}

/// Returns the median and takes out the few amounts that lie absurdly far above all others.
fn typical(amounts: &mut Vec<Spending>) -> f64 {
    let centre = median(amounts);
    let mut distances: Vec<f64> = amounts.iter().map(|s| (s.mean / centre).ln().abs()).collect();
    distances.sort_by(f64::total_cmp);
    // 1.4826 medians are a standard deviation; amounts that are nearly equal still differ by a fifth.
    let spread = (1.4826 * distances[distances.len() / 2]).max(0.2);
    let is_far = |s: &Spending| (s.mean / centre).ln() > FAR * spread;
    let n_far = amounts.iter().filter(|s| is_far(s)).count();
    let most = (MOST_OUTLIERS * amounts.len() as f64).max(1.0);
    if n_far as f64 <= most && n_far < amounts.len() {
        amounts.retain(|s| !is_far(s));
    }
    centre
}

/// Beliefs about amounts in units of their median: mean and spread of ln p, ln (q - 1) and the logarithm of the mean.
const BELIEFS: [(f64, f64); 3] =
    [(1.386_294_361_119_890_6, 1.5), (1.098_612_288_668_109_8, 1.0), (0.1, 0.7)];

/// Fits amounts in units of their median.
fn fitted(amounts: &Amounts, scale: f64, method: Method, n_draws: usize) -> Fitted {
    let of = |at: &[f64; 3]| {
        let [ln_p, second, third] = *at;
        let p = ln_p.exp();
        if method == Method::Mle {
            return Parameters { p, q: second.exp(), v: third.exp() };
        }
        // The mean of all customers p v / (q - 1) is itself a parameter, so that it always exists.
        let above_one = second.exp();
        Parameters { p, q: 1.0 + above_one, v: third.exp() * above_one / p }
    };
    let value = |at: &[f64; 3], slopes: &mut [f64; 3]| {
        *slopes = [0.0; 3];
        if at.iter().any(|v| v.is_nan() || v.abs() > 18.0) {
            return f64::INFINITY;
        }
        let parameters = of(at);
        let (mut value, by) = parameters.log_likelihood(amounts);
        if method == Method::Mle {
            *slopes = by.map(|slope| -slope);
            return -value;
        }
        let share = (parameters.q - 1.0) / parameters.q;
        *slopes = [by[0] - by[2], by[1] * share + by[2], by[2]];
        for (i, (mean, spread)) in BELIEFS.into_iter().enumerate() {
            let distance = (at[i] - mean) / spread;
            value -= 0.5 * distance * distance;
            slopes[i] -= distance / spread;
        }
        *slopes = slopes.map(|slope| -slope);
        -value
    };
    let start = BELIEFS.map(|(mean, _)| mean);
    let best = bfgs(value, start, 1e-9);
    let curvature = hessian(value, &best.at, 1e-4);
    let density = |at: &[f64; 3]| -value(at, &mut [0.0; 3]) + best.value;
    let weigh: Option<LnDensity<'_, 3>> =
        if amounts.n_customers() <= MOST_WEIGHTED { Some(&density) } else { None };
    let in_currency = |at: &[f64; 3]| {
        let parameters = of(at);
        Parameters { v: parameters.v * scale, ..parameters }
    };
    let points = Axes::new(&best.at, &curvature).points(n_draws.max(1), weigh);
    let parameters = in_currency(&best.at);
    Fitted {
        parameters,
        // A density of amounts: in units of the median it is higher by that factor.
        log_likelihood: of(&best.at).log_likelihood(amounts).0
            - amounts.n_customers() as f64 * scale.ln(),
        converged: best.converged,
        draws: points.iter().map(in_currency).collect(),
        with_first: false,
        shifts: Vec::new(),
    }
}
