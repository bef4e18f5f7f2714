//! Customers who have one chance a period, such as a yearly training: bought or not, and gone or not (BG/BB).

use super::draws::Axes;
use super::fit::{Choice, Method, Request};
use super::foresight::{Foresight, Seen};
use super::{Component, CustomerInput};
use crate::calendar::{DAYS_PER_YEAR, Days};
use crate::math::optimize::{bfgs, hessian, nelder_mead};
use crate::math::sample::Sampler;
use crate::models::Four;
use crate::models::bg_bb::{Chances, Parameters};

/// How far from whole years the time from first to last purchase may be, in years.
const NEAR: f64 = 0.17;
/// Of the customers who came back, the share that has to be near whole years; a third would be by accident.
const MOST: f64 = 0.8;
/// So many of them at least.
const FEWEST_CUSTOMERS: usize = 10;

/// Returns whether customers come back once a year, at the same time of the year.
pub(super) fn is_yearly(customers: &[&CustomerInput]) -> bool {
    let back: Vec<_> = customers.iter().filter(|c| c.history.x > 0.0).collect();
    let is_near = |customer: &&&&CustomerInput| {
        let years = customer.history.t_x / DAYS_PER_YEAR;
        (years - years.round()).abs() <= NEAR && customer.history.x <= years.round()
    };
    let n_near = back.iter().filter(is_near).count();
    back.len() >= FEWEST_CUSTOMERS && n_near as f64 >= MOST * back.len() as f64
}

/// A fitted model of chances once a period.
pub(super) struct Yearly {
    parameters: Parameters,
    draws: Vec<Parameters>,
    log_likelihood: f64,
    converged: bool,
    chance: Days,
    horizon: f64,
    /// Continuous discount rate a day.
    rate: f64,
}

impl Yearly {
    /// Fits customers who bought; a period is a year, unless the model was asked for: then the time unit.
    pub(super) fn fit<'a>(
        customers: impl Iterator<Item = &'a CustomerInput>,
        request: &Request,
        n_draws: usize,
    ) -> Self {
        let chance =
            if request.choice == Choice::BgBb { request.time_unit } else { Days(DAYS_PER_YEAR) };
        let cells = cells(customers.map(|customer| chances(customer, chance)));
        let value = |at: &Four| objective(&cells, request.method, at);
        let with_slopes = |at: &Four, slopes: &mut Four| sloped(&value, at, slopes);
        let (near, _) = nelder_mead(value, MIDDLE, 0.5);
        let best = bfgs(with_slopes, near, 1e-7);
        let curvature = hessian(with_slopes, &best.at, 1e-3);
        let density = |at: &Four| best.value - value(at);
        let points = Axes::new(&best.at, &curvature).points(n_draws.max(1), Some(&density));
        let parameters = of(&best.at);
        Self {
            parameters,
            draws: points.iter().map(of).collect(),
            log_likelihood: log_likelihood(&cells, &parameters),
            converged: best.converged,
            chance,
            horizon: request.horizon,
            rate: request.annual_discount_rate.max(-0.99).ln_1p() / DAYS_PER_YEAR,
        }
    }

    /// Returns the time until the next chance and how many chances there are within the horizon.
    fn ahead(&self, customer: &CustomerInput, n: f64) -> (f64, u32) {
        let first = ((n + 1.0) * self.chance.0 - customer.history.age).max(0.0);
        let count = ((self.horizon - first) / self.chance.0 + 1e-9).floor() + 1.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a horizon of 200 years has fewer days"
        )]
        let count = count.clamp(0.0, 100_000.0) as u32;
        (first, count)
    }
}

/// Returns what a customer did with the chances there were since the first purchase.
fn chances(customer: &CustomerInput, chance: Days) -> Chances {
    let history = customer.history;
    let t_x = (history.t_x / chance.0).round();
    let n = (history.age / chance.0 + 1e-9).floor().max(t_x);
    Chances { x: history.x.min(t_x), t_x, n }
}

/// Counts equal ones.
fn cells(all: impl Iterator<Item = Chances>) -> Vec<(Chances, f64)> {
    let mut all: Vec<Chances> = all.collect();
    all.sort_by(|a, b| a.n.total_cmp(&b.n).then(a.t_x.total_cmp(&b.t_x)).then(a.x.total_cmp(&b.x)));
    all.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as f64)).collect()
}

fn log_likelihood(cells: &[(Chances, f64)], parameters: &Parameters) -> f64 {
    cells.iter().map(|(chances, count)| count * parameters.log_likelihood(chances)).sum()
}

/// Where a search begins: buys at half of the chances, leaves before one in five.
const MIDDLE: Four = [0.31, 0.31, -0.51, 0.88];

/// Beliefs about the logit of a mean chance and about the logarithm of the sum of its two parameters.
const BELIEFS: [(f64, f64, f64, f64); 2] = [(0.0, 1.5, 1.0, 1.0), (-1.4, 1.2, 1.2, 1.0)];

fn of(at: &Four) -> Parameters {
    let [alpha, beta, gamma, delta] = at.map(f64::exp);
    Parameters { alpha, beta, gamma, delta }
}

/// Minus the logarithm of likelihood and prior.
fn objective(cells: &[(Chances, f64)], method: Method, at: &Four) -> f64 {
    if at.iter().any(|v| v.is_nan() || v.abs() > 18.0) {
        return f64::INFINITY;
    }
    let mut value = log_likelihood(cells, &of(at));
    if method == Method::Map {
        for (pair, (logit, logit_spread, both, both_spread)) in at.chunks(2).zip(BELIEFS) {
            let by_logit = (pair[0] - pair[1] - logit) / logit_spread;
            let by_both = (crate::math::special::ln_add_exp(pair[0], pair[1]) - both) / both_spread;
            value -= 0.5 * (by_logit * by_logit + by_both * by_both);
        }
    }
    -value
}

/// Takes slopes by differences: there are few distinct histories, so that this is cheap.
fn sloped(value: &impl Fn(&Four) -> f64, at: &Four, slopes: &mut Four) -> f64 {
    const STEP: f64 = 1e-5;
    for i in 0..4 {
        let moved = |by: f64| {
            let mut at = *at;
            at[i] += by;
            value(&at)
        };
        slopes[i] = (moved(STEP) - moved(-STEP)) / (2.0 * STEP);
    }
    value(at)
}

impl Foresight for Yearly {
    fn foresee(
        &self,
        _: usize,
        customer: &CustomerInput,
        sampler: &mut Sampler,
        counts: &mut [f64],
    ) -> Seen {
        let known = chances(customer, self.chance);
        let (first, ahead) = self.ahead(customer, known.n);
        let mut seen = Seen {
            probability_alive: self.parameters.probability_alive(&known),
            ..Seen::default()
        };
        let Parameters { alpha, beta, gamma, delta } = self.parameters;
        let mut buys = (alpha + known.x) / (alpha + beta + known.n) * seen.probability_alive;
        for j in (0..ahead).map(f64::from) {
            seen.expected += buys;
            seen.discounted += buys * (-self.rate * (first + j * self.chance.0)).exp();
            let next = delta + known.n + j + 1.0;
            buys *= next / (gamma + next);
        }
        for (number, parameters) in self.draws.iter().enumerate().take(counts.len()) {
            let alive = parameters.probability_alive(&known);
            let Parameters { alpha, beta, gamma, delta } = *parameters;
            for count in counts[number..].iter_mut().step_by(self.draws.len()) {
                *count = 0.0;
                if sampler.uniform() >= alive {
                    continue;
                }
                let buys = sampler.beta(alpha + known.x, beta + known.n - known.x);
                let leaves = sampler.beta(gamma, delta + known.n + 1.0);
                let stays = sampler.geometric(leaves).min(f64::from(ahead));
                let mut left = stays;
                while left > 0.0 {
                    *count += f64::from(u8::from(sampler.uniform() < buys));
                    left -= 1.0;
                }
            }
        }
        seen
    }

    fn components(&self) -> Vec<Component> {
        let Parameters { alpha, beta, gamma, delta } = self.parameters;
        vec![Component {
            model: "bg-bb",
            weight: 1.0,
            parameters: vec![("alpha", alpha), ("beta", beta), ("gamma", gamma), ("delta", delta)],
            log_likelihood: self.log_likelihood,
        }]
    }

    fn has_converged(&self) -> bool {
        self.converged
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::History;

    fn yearly(x: f64, t_x: f64, age: f64) -> CustomerInput {
        let history = History { x, t_x: t_x * DAYS_PER_YEAR, age: age * DAYS_PER_YEAR };
        CustomerInput { history, ..CustomerInput::default() }
    }

    #[test]
    fn customers_who_come_back_after_whole_years_are_yearly() {
        let mut customers: Vec<CustomerInput> =
            (0..12).map(|n| yearly(1.0, 1.0 + f64::from(n % 2) + 0.05, 3.3)).collect();
        assert!(is_yearly(&customers.iter().collect::<Vec<_>>()));
        for customer in customers.iter_mut().take(4) {
            customer.history.t_x += 0.4 * DAYS_PER_YEAR;
        }
        assert!(!is_yearly(&customers.iter().collect::<Vec<_>>()));
    }

    #[test]
    fn draws_average_to_the_expectation() {
        let customers: Vec<CustomerInput> =
            (0..60).map(|n| yearly(f64::from(n % 5), f64::from(n % 5), 4.2)).collect();
        let request = Request {
            choice: Choice::Auto,
            method: Method::Map,
            horizon: 3.0 * DAYS_PER_YEAR,
            annual_discount_rate: 0.0,
            time_unit: Days(1.0),
            n_draws: None,
            total_only: false,
        };
        let yearly = Yearly { draws: Vec::new(), ..Yearly::fit(customers.iter(), &request, 1) };
        let yearly = Yearly { draws: vec![yearly.parameters], ..yearly };
        let mut counts = vec![0.0; 20_000];
        let seen = yearly.foresee(4, &customers[4], &mut Sampler::new(3, 0), &mut counts);
        let mean = counts.iter().sum::<f64>() / counts.len() as f64;
        assert!((mean / seen.expected - 1.0).abs() < 0.04, "{mean} {seen:?}");
        assert!((seen.discounted - seen.expected).abs() < 1e-12);
    }
}
