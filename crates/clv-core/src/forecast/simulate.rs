//! Posterior-predictive simulation: each draw is one possible future of the whole ledger.
//!
//! A draw has its own parameters (the same for all customers, so that totals are as uncertain as they are), and
//! each customer its own luck. Sums are kept per draw for every group; customers × draws are never stored.

use super::fit::{Choice, Fit, Objective, Request};
use super::spend::{Spend, quantized};
use super::{Component, CustomerForecast, CustomerInput, GroupForecast, TotalForecast, draws};
use crate::calendar::DAYS_PER_YEAR;
use crate::math::sample::Sampler;
use crate::models::bg_nbd::BG_NBD;
use crate::models::cnbd_k::{bg_cnbd, choose_k, mbg_cnbd};
use crate::models::mbg_nbd::MBG_NBD;
use crate::models::pareto_nbd::ParetoNbd;
use crate::models::{Four, Histories, History, PurchaseModel};

/// Draws of a ledger of up to [`FULL`] customers.
const DRAWS: usize = 1000;
/// Up to so many customers each gets all draws.
const FULL: usize = 2000;
/// Different parameters among the draws.
const PARAMETERS: usize = 200;
/// The seed of everything that is drawn.
const SEED: u64 = 2005;

/// What simulation gives.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// One for each customer.
    pub customers: Vec<CustomerForecast>,
    /// One for each group.
    pub groups: Vec<GroupForecast>,
    /// All together.
    pub total: TotalForecast,
    /// The heaviest model.
    pub model: &'static str,
    /// All models.
    pub components: Vec<Component>,
    /// Whether every search found its optimum.
    pub converged: bool,
    /// How amounts were predicted.
    pub spend: Spend,
}

/// A fitted model with its weight and equally likely parameters.
struct Member {
    model: Box<dyn PurchaseModel>,
    k: f64,
    fit: Fit,
    weight: f64,
    draws: Vec<Four>,
}

/// Fits, averages and simulates.
pub fn predict(customers: &[CustomerInput], n_groups: usize, request: &Request) -> Outcome {
    let unit = time_unit(customers);
    let scaled: Vec<History> =
        customers.iter().filter(|c| !c.never_bought).map(|c| scale(c.history, unit)).collect();
    let repeats: f64 = customers.iter().map(|c| c.history.x).sum();
    let ln_gaps = customers.iter().map(|c| c.ln_gaps).sum::<f64>() - repeats * unit.ln();
    let histories = Histories::new(&scaled, ln_gaps);
    let members = members(&histories, request);
    let n_draws = (DRAWS * FULL / customers.len().max(1)).clamp(60, DRAWS);
    let spend = Spend::fit(customers, request.method, PARAMETERS.min(n_draws));
    let horizon = request.horizon / unit;
    let rate = request.annual_discount_rate.max(-0.99).ln_1p() / DAYS_PER_YEAR * unit;
    let futures = Futures { members: &members, spend: &spend, horizon, rate, n_draws };
    let mut sums = Sums::new(n_groups, n_draws);
    let seeds = Sampler::new(SEED, 0);
    let mut results = Vec::with_capacity(customers.len());
    let mut buffers = (vec![0.0; n_draws], vec![0.0; n_draws]);
    let mut histories = scaled.iter();
    for (index, customer) in (0u64..).zip(customers) {
        let known = if customer.never_bought { None } else { histories.next() };
        let Some(history) = known else {
            results.push(CustomerForecast::default());
            continue;
        };
        let mut sampler = seeds.stream(index + 1);
        let result = futures.of(customer, history, &mut sampler, &mut buffers);
        sums.add(customer.group as usize, &result, &buffers);
        results.push(result);
    }
    let (groups, total) = sums.finish();
    let unit = unit / request.time_unit.0;
    let asks_k = matches!(request.choice, Choice::BgCnbdK | Choice::MbgCnbdK);
    let component = |member: &Member| Component {
        model: member.model.id(),
        weight: member.weight,
        parameters: named(member, unit, asks_k || member.k > 1.0),
        log_likelihood: member.fit.log_likelihood - repeats * unit.ln(),
    };
    let components: Vec<Component> = members.iter().map(component).collect();
    let heaviest = components.iter().max_by(|a, b| a.weight.total_cmp(&b.weight));
    Outcome {
        model: heaviest.map_or("mbg-nbd", |component| component.model),
        converged: members.iter().all(|member| member.fit.converged),
        customers: results,
        groups,
        total,
        components,
        spend,
    }
}

/// The median age in days: the unit in which everything is fitted.
fn time_unit(customers: &[CustomerInput]) -> f64 {
    let mut ages: Vec<f64> =
        customers.iter().map(|c| c.history.age).filter(|age| *age > 0.0).collect();
    ages.sort_by(f64::total_cmp);
    // All in one day: nothing is known of time, so a year it is.
    ages.get(ages.len() / 2).copied().unwrap_or(DAYS_PER_YEAR)
}

fn scale(history: History, unit: f64) -> History {
    let History { x, t_x, age } = history;
    History { x, t_x: quantized(t_x / unit), age: quantized(age.max(t_x) / unit) }
}

fn named(member: &Member, unit: f64, with_k: bool) -> Vec<(&'static str, f64)> {
    let names = member.model.parameter_names();
    let times = member.model.times();
    let parameters = member.fit.parameters;
    let own = (0..4).map(|i| (names[i], parameters[i] * if times[i] { unit } else { 1.0 }));
    let k = with_k.then_some(("k", member.k));
    own.chain(k).collect()
}

/// Fits the models that the request asks for and weighs them.
fn members(histories: &Histories, request: &Request) -> Vec<Member> {
    let method = request.method;
    let fit = |model: Box<dyn PurchaseModel>, k: u32| {
        let fit = Objective { model: &*model, k: f64::from(k), histories, method }.fit();
        Member { model, k: f64::from(k), fit, weight: 1.0, draws: Vec::new() }
    };
    let regular = |of: fn(u32) -> crate::models::geometric_dropout::GeometricDropout| {
        choose_k(2.0, |k| {
            let member = fit(Box::new(of(k)), k);
            (member.fit.ln_posterior, member)
        })
    };
    let mut members = match request.choice {
        Choice::BgNbd => vec![fit(Box::new(BG_NBD), 1)],
        Choice::MbgNbd => vec![fit(Box::new(MBG_NBD), 1)],
        Choice::ParetoNbd => vec![fit(Box::new(ParetoNbd), 1)],
        Choice::BgCnbdK => vec![regular(bg_cnbd).1],
        Choice::MbgCnbdK => vec![regular(mbg_cnbd).1],
        Choice::Auto | Choice::GammaGamma => {
            let (k, mbg) = regular(mbg_cnbd);
            if k > 1 { vec![mbg] } else { vec![mbg, fit(Box::new(ParetoNbd), 1)] }
        }
    };
    let n = members.len() as f64;
    for member in &mut members {
        member.weight = 1.0 / n;
        let objective = Objective { model: &*member.model, k: member.k, histories, method };
        let density = |at: &Four| member.fit.ln_posterior - objective.value(at, &mut [0.0; 4]);
        let weigh: Option<draws::LnDensity<'_, 4>> =
            if histories.cells.len() <= 5000 { Some(&density) } else { None };
        let at = member.fit.parameters.map(f64::ln);
        let points = draws::around(&at, &member.fit.curvature, PARAMETERS, weigh);
        member.draws = points.iter().map(|point| point.map(f64::exp)).collect();
    }
    members
}

/// How the futures of one customer are drawn.
struct Futures<'a> {
    members: &'a [Member],
    spend: &'a Spend,
    horizon: f64,
    rate: f64,
    n_draws: usize,
}

impl Futures<'_> {
    /// Predicts one customer and leaves purchases and revenue of each draw in the buffers.
    fn of(
        &self,
        customer: &CustomerInput,
        history: &History,
        sampler: &mut Sampler,
        (counts, values): &mut (Vec<f64>, Vec<f64>),
    ) -> CustomerForecast {
        let mut result = CustomerForecast::default();
        let mut discounted = 0.0;
        let (mut at, mut reached) = (0, 0.0);
        for member in self.members {
            let Member { model, fit, weight, draws, .. } = member;
            let outlook = model.outlook(&fit.parameters, history);
            let expected = model.expected(&fit.parameters, &outlook, self.horizon);
            result.probability_alive += weight * outlook.probability_alive;
            result.expected_purchases += weight * expected;
            discounted += weight
                * model.discounted_expected(&fit.parameters, &outlook, self.horizon, self.rate);
            reached += weight;
            let end = (0..self.n_draws)
                .filter(|draw| (*draw as f64) < reached * self.n_draws as f64 - 1e-6)
                .count();
            // Draws that share parameters share the outlook.
            let share = end - at;
            for (number, parameters) in draws.iter().enumerate().take(share) {
                let outlook = model.outlook(parameters, history);
                for draw in (at + number..end).step_by(draws.len()) {
                    let alive = sampler.uniform() < outlook.probability_alive;
                    counts[draw] =
                        if alive { model.draw(&outlook, self.horizon, sampler) } else { 0.0 };
                }
            }
            at = end;
        }
        let factor = if result.expected_purchases > 0.0 {
            discounted / result.expected_purchases
        } else {
            1.0
        };
        result.expected_spend = self.spend.expected(customer);
        result.clv = discounted * self.spend.expected_of_day(customer);
        for (draw, (count, value)) in counts.iter().zip(values.iter_mut()).enumerate() {
            *value = factor * self.spend.draw(customer, *count, draw, sampler);
        }
        (result.purchases_low, result.purchases_high) = interval(counts);
        (result.clv_low, result.clv_high) = interval(values);
        result
    }
}

/// Returns the ends of the middle 90 % of draws.
fn interval(draws: &[f64]) -> (f64, f64) {
    if draws.is_empty() {
        return (0.0, 0.0);
    }
    let mut sorted = draws.to_vec();
    let out = draws.len() / 20;
    let last = draws.len() - 1 - out;
    let (below, high, _) = sorted.select_nth_unstable_by(last, f64::total_cmp);
    let high = *high;
    if below.is_empty() {
        return (high, high);
    }
    let low = if out == last { high } else { *below.select_nth_unstable_by(out, f64::total_cmp).1 };
    (low, high)
}

/// Sums per draw, for each group and the whole.
struct Sums {
    groups: Vec<Sum>,
    total: Sum,
}

#[derive(Clone)]
struct Sum {
    customers: u32,
    expected: f64,
    clv: f64,
    counts: Vec<f64>,
    values: Vec<f64>,
}

impl Sum {
    fn new(n_draws: usize) -> Self {
        let nothing = vec![0.0; n_draws];
        Self { customers: 0, expected: 0.0, clv: 0.0, counts: nothing.clone(), values: nothing }
    }

    fn add(&mut self, result: &CustomerForecast, (counts, values): &(Vec<f64>, Vec<f64>)) {
        self.customers += 1;
        self.expected += result.expected_purchases;
        self.clv += result.clv;
        for (sum, count) in self.counts.iter_mut().zip(counts) {
            *sum += count;
        }
        for (sum, value) in self.values.iter_mut().zip(values) {
            *sum += value;
        }
    }

    /// The intervals of purchases and revenue, widened where the expectation lies outside.
    fn intervals(&self) -> ((f64, f64), (f64, f64)) {
        let around = |(low, high): (f64, f64), middle: f64| (low.min(middle), high.max(middle));
        (around(interval(&self.counts), self.expected), around(interval(&self.values), self.clv))
    }
}

impl Sums {
    fn new(n_groups: usize, n_draws: usize) -> Self {
        Self { groups: vec![Sum::new(n_draws); n_groups], total: Sum::new(n_draws) }
    }

    fn add(&mut self, group: usize, result: &CustomerForecast, draws: &(Vec<f64>, Vec<f64>)) {
        if let Some(sum) = self.groups.get_mut(group) {
            sum.add(result, draws);
        }
        self.total.add(result, draws);
    }

    fn finish(self) -> (Vec<GroupForecast>, TotalForecast) {
        let of_group = |sum: &Sum| {
            let ((purchases_low, purchases_high), (low, high)) = sum.intervals();
            let n = f64::from(sum.customers.max(1));
            GroupForecast {
                customers: sum.customers,
                expected_purchases: sum.expected,
                purchases_low,
                purchases_high,
                clv_sum: sum.clv,
                clv_sum_low: low,
                clv_sum_high: high,
                clv_mean: sum.clv / n,
                clv_mean_low: low / n,
                clv_mean_high: high / n,
            }
        };
        let ((purchases_low, purchases_high), (clv_low, clv_high)) = self.total.intervals();
        let total = TotalForecast {
            expected_purchases: self.total.expected,
            purchases_low,
            purchases_high,
            clv: self.total.clv,
            clv_low,
            clv_high,
        };
        (self.groups.iter().map(of_group).collect(), total)
    }
}
