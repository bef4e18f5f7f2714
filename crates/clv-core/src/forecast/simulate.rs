//! Posterior-predictive simulation: each draw is one possible future of the whole ledger.
//!
//! A draw has its own parameters (the same for all customers, so that totals are as uncertain as they are), and
//! each customer its own luck. Sums are kept per draw for every group; customers × draws are never stored.

use super::average::PARAMETERS;
use super::fit::Request;
use super::foresight::Seen;
use super::futures::{Futures, interval};
use super::routing::{Routes, asked, n_whole};
use super::spend::Spend;
use super::sums::Sums;
use super::{Component, CustomerForecast, CustomerInput, GroupForecast, TotalForecast};
use crate::math::sample::Sampler;
use crate::parallel::{self, both};

/// The most draws.
const MOST_DRAWS: usize = 1000;
/// The fewest draws.
const FEWEST_DRAWS: usize = 80;
/// Customers × draws are not more than this, unless that is fewer than [`FEWEST_DRAWS`].
const ALL_DRAWS: usize = 300_000;
/// At least so many customers are done at a time, and all of them in at most so many blocks: each has sums of its own.
const BLOCK: usize = 512;
const BLOCKS: usize = 64;
/// So many customers have luck of their own where only totals are asked for: it stands for that of all, who do what is
/// expected of them.
const LUCKY: usize = 1_000;
/// The seed of everything that is drawn.
const SEED: u64 = 2005;

/// What simulation gives.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// One for each customer, with what it buys besides a contract.
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

/// What is kept of the forecast of each of many customers.
pub(super) trait Kept: Clone + Default + Send {
    /// Takes what is kept from a forecast.
    fn of(forecast: CustomerForecast) -> Self;
    /// Adds what the customer does besides.
    fn add(&mut self, besides: &Self);
}

impl Kept for CustomerForecast {
    fn of(forecast: CustomerForecast) -> Self {
        forecast
    }

    fn add(&mut self, besides: &Self) {
        self.add(besides);
    }
}

/// The purchases that are expected.
impl Kept for f64 {
    fn of(forecast: CustomerForecast) -> Self {
        forecast.expected_purchases
    }

    fn add(&mut self, besides: &Self) {
        *self += besides;
    }
}

/// Fits, averages and simulates.
pub fn predict(customers: &[CustomerInput], n_groups: usize, request: &Request) -> Outcome {
    let (customers, outcome) = predict_kept(customers, n_groups, request);
    Outcome { customers, ..outcome }
}

/// Does the same; what is kept of each customer is returned beside the outcome, which has no customers.
pub(super) fn predict_kept<K: Kept>(
    customers: &[CustomerInput],
    n_groups: usize,
    request: &Request,
) -> (Vec<K>, Outcome) {
    let customers = asked(customers, request);
    let suited = (ALL_DRAWS / customers.len().max(1)).clamp(FEWEST_DRAWS, MOST_DRAWS);
    let n_draws = request.n_draws.unwrap_or(suited).max(1);
    let (routes, spend) = both(
        || Routes::fit(customers, request, PARAMETERS.min(n_draws)),
        || Spend::fit(customers, request.method, PARAMETERS.min(n_draws)),
    );
    let block = customers.len().div_ceil(BLOCKS).max(BLOCK);
    let lucky_one_in = if request.total_only { customers.len().div_ceil(LUCKY) } else { 1 };
    // Each block makes the room for its results, so that there is little of it before most of the work is done.
    let blocks = parallel::chunks(customers.len(), block, |places| {
        let mut results = vec![K::default(); places.len()];
        let mut sums = Sums::new(n_groups, n_draws);
        let seeds = Sampler::new(SEED, 0);
        let (mut futures, mut expected) = (Futures::new(n_draws), Futures::new(n_draws));
        for ((at, customer), result) in places.clone().zip(&customers[places]).zip(&mut results) {
            let foresight = routes.of(at).filter(|_| !customer.never_bought);
            let Some(foresight) = foresight else { continue };
            let spending = Spending { customer, spend: &spend, fee: routes.fee(at) };
            let draw = |futures: &mut Futures| {
                let mut sampler = seeds.stream(at as u64 + 1);
                let seen = foresight.foresee(at, customer, &mut sampler, &mut futures.counts);
                spending.draw(&seen, &mut sampler, futures);
                seen
            };
            let without_luck = if lucky_one_in > 1 {
                foresight.expect(customer, &mut expected.counts)
            } else {
                None
            };
            let mut forecast =
                spending.forecast(&without_luck.unwrap_or_else(|| draw(&mut futures)));
            if let Some(seen) = without_luck {
                spending.expect(&seen, &mut expected);
                if at.is_multiple_of(lucky_one_in) {
                    draw(&mut futures);
                    expected.stray(&futures, (lucky_one_in as f64).sqrt());
                }
                std::mem::swap(&mut futures, &mut expected);
            }
            if !request.total_only {
                (forecast.purchases_low, forecast.purchases_high) = interval(&futures.counts);
                (forecast.clv_low, forecast.clv_high) = interval(&futures.values);
            }
            sums.add(customer, routes.is_bound(at), &forecast, &futures);
            *result = K::of(forecast);
        }
        (results, sums)
    });
    let mut sums = Sums::new(n_groups, n_draws);
    let mut results = Vec::with_capacity(customers.len());
    for (part, part_sums) in blocks {
        results.extend(part);
        sums.join(&part_sums);
    }
    let levels = sums.levels(customers, &routes, n_draws);
    let (groups, total) = sums.finish(&levels);
    let parts = results.split_off(n_whole(customers));
    for (part, customer) in parts.iter().zip(&customers[results.len()..]) {
        if let Some(whole) = customer.part_of {
            results[whole as usize].add(part);
        }
    }
    let components = routes.components();
    let heaviest = components.iter().max_by(|a, b| a.weight.total_cmp(&b.weight));
    let outcome = Outcome {
        model: heaviest.map_or("mbg-nbd", |component| component.model),
        converged: routes.have_converged(),
        customers: Vec::new(),
        groups,
        total,
        components,
        spend,
    };
    (results, outcome)
}

/// What the purchases of one customer bring.
struct Spending<'a> {
    customer: &'a CustomerInput,
    spend: &'a Spend,
    /// What a contract says that each is.
    fee: Option<f64>,
}

impl Spending<'_> {
    /// Returns what a contract says that a purchase brings.
    fn fee(&self) -> Option<f64> {
        self.fee.map(|fee| if self.customer.net_negative { 0.0 } else { fee.max(0.0) })
    }

    /// Turns purchases that were drawn into money.
    fn draw(&self, seen: &Seen, sampler: &mut Sampler, futures: &mut Futures) {
        let fee = self.fee();
        futures.bring(seen, |draw, count| {
            let drawn = || self.spend.draw(self.customer, count, draw, sampler);
            fee.map_or_else(drawn, |fee| fee * count)
        });
    }

    /// Turns purchases that are expected into money.
    fn expect(&self, seen: &Seen, futures: &mut Futures) {
        let fee = self.fee();
        futures.bring(seen, |draw, count| {
            count * fee.unwrap_or_else(|| self.spend.expected_in(self.customer, draw))
        });
    }

    /// Returns what is expected of the customer, without intervals.
    fn forecast(&self, seen: &Seen) -> CustomerForecast {
        let Self { customer, spend, .. } = self;
        let fee = self.fee();
        CustomerForecast {
            probability_alive: seen.probability_alive,
            expected_purchases: seen.expected,
            expected_spend: fee.unwrap_or_else(|| spend.expected(customer)),
            clv: seen.discounted * fee.unwrap_or_else(|| spend.expected_of_day(customer)),
            ..CustomerForecast::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{DAYS_PER_YEAR, Days};
    use crate::forecast::fit::{Choice, Method};
    use crate::models::History;
    use crate::models::gamma_gamma::Spending;

    #[test]
    fn the_luck_of_some_makes_totals_as_uncertain_as_that_of_all() {
        let customer = |at: u32| {
            let (x, age) = (f64::from(at % 7 % 4), 100.0 + f64::from(at % 900));
            let t_x = if x > 0.0 { age * (0.3 + f64::from(at % 11) / 20.0) } else { 0.0 };
            let spent = Spending { x: x + 1.0, mean: 20.0 + f64::from(at % 83) };
            let repeats = Some(Spending { x, ..spent }).filter(|spent| spent.x > 0.0);
            CustomerInput {
                history: History { x, t_x, age },
                purchases: Some(spent),
                repeats,
                ..CustomerInput::default()
            }
        };
        let customers: Vec<CustomerInput> = (0..3_000).map(customer).collect();
        let totals = [false, true].map(|total_only| {
            let request = Request {
                choice: Choice::Auto,
                method: Method::Map,
                horizon: DAYS_PER_YEAR,
                annual_discount_rate: 0.1,
                time_unit: Days(1.0),
                n_draws: Some(400),
                total_only,
            };
            predict(&customers, 0, &request).total
        });
        let [all, some] = totals;
        assert_eq!(
            (all.expected_purchases, all.clv),
            (some.expected_purchases, some.clv),
            "what is expected rests on no luck"
        );
        let near = |one: (f64, f64), other: (f64, f64), middle: f64| {
            assert!((one.0 - other.0).abs() < 0.01 * middle, "{one:?} {other:?} of {middle}");
            assert!((one.1 - other.1).abs() < 0.01 * middle, "{one:?} {other:?} of {middle}");
        };
        let purchases = |total: &TotalForecast| (total.purchases_low, total.purchases_high);
        let revenue = |total: &TotalForecast| (total.clv_low, total.clv_high);
        near(purchases(&all), purchases(&some), all.expected_purchases);
        near(revenue(&all), revenue(&some), all.clv);
    }
}
