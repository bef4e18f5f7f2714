//! Posterior-predictive simulation: each draw is one possible future of the whole ledger.
//!
//! A draw has its own parameters (the same for all customers, so that totals are as uncertain as they are), and
//! each customer its own luck. Sums are kept per draw for every group; customers × draws are never stored.

use super::average::PARAMETERS;
use super::fit::Request;
use super::foresight::Seen;
use super::routing::Routes;
use super::spend::Spend;
use super::{Component, CustomerForecast, CustomerInput, GroupForecast, TotalForecast};
use crate::math::sample::Sampler;

/// Draws of a ledger of up to [`FULL`] customers.
const DRAWS: usize = 1000;
/// Up to so many customers each gets all draws.
const FULL: usize = 2000;
/// The fewest draws.
const FEWEST_DRAWS: usize = 60;
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

/// Fits, averages and simulates.
pub fn predict(customers: &[CustomerInput], n_groups: usize, request: &Request) -> Outcome {
    let n_draws = (DRAWS * FULL / customers.len().max(1)).clamp(FEWEST_DRAWS, DRAWS);
    let routes = Routes::fit(customers, request, PARAMETERS.min(n_draws));
    let spend = Spend::fit(customers, request.method, PARAMETERS.min(n_draws));
    let mut sums = Sums::new(n_groups, n_draws);
    let seeds = Sampler::new(SEED, 0);
    let mut results = Vec::with_capacity(customers.len());
    let mut buffers = (vec![0.0; n_draws], vec![0.0; n_draws]);
    for (at, customer) in customers.iter().enumerate() {
        let foresight = routes.of(at).filter(|_| !customer.never_bought);
        let Some(foresight) = foresight else {
            results.push(CustomerForecast::default());
            continue;
        };
        let mut sampler = seeds.stream(at as u64 + 1);
        let seen = foresight.foresee(at, customer, &mut sampler, &mut buffers.0);
        let spending = Spending { spend: &spend, fee: routes.fee(at) };
        let result = worth(&seen, customer, &spending, &mut sampler, &mut buffers);
        sums.add(customer.group as usize, &result, &buffers);
        results.push(result);
    }
    let (groups, total) = sums.finish();
    let components = routes.components();
    let heaviest = components.iter().max_by(|a, b| a.weight.total_cmp(&b.weight));
    Outcome {
        model: heaviest.map_or("mbg-nbd", |component| component.model),
        converged: routes.have_converged(),
        customers: results,
        groups,
        total,
        components,
        spend,
    }
}

/// What a purchase of one customer brings.
struct Spending<'a> {
    spend: &'a Spend,
    /// What a contract says that it is.
    fee: Option<f64>,
}

/// Turns the purchases of one customer, drawn already, into money; leaves the revenue of each draw in the second buffer.
fn worth(
    seen: &Seen,
    customer: &CustomerInput,
    Spending { spend, fee }: &Spending<'_>,
    sampler: &mut Sampler,
    (counts, values): &mut (Vec<f64>, Vec<f64>),
) -> CustomerForecast {
    let fee = fee.map(|fee| if customer.net_negative { 0.0 } else { fee.max(0.0) });
    let factor = if seen.expected > 0.0 { seen.discounted / seen.expected } else { 1.0 };
    for (draw, (count, value)) in counts.iter().zip(values.iter_mut()).enumerate() {
        *value = factor
            * fee.map_or_else(|| spend.draw(customer, *count, draw, sampler), |fee| fee * count);
    }
    let (purchases_low, purchases_high) = interval(counts);
    let (clv_low, clv_high) = interval(values);
    CustomerForecast {
        probability_alive: seen.probability_alive,
        expected_purchases: seen.expected,
        purchases_low,
        purchases_high,
        expected_spend: fee.unwrap_or_else(|| spend.expected(customer)),
        clv: seen.discounted * fee.unwrap_or_else(|| spend.expected_of_day(customer)),
        clv_low,
        clv_high,
        due: None,
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
