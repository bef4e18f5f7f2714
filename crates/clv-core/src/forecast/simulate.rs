//! Posterior-predictive simulation: each draw is one possible future of the whole ledger.
//!
//! A draw has its own parameters (the same for all customers, so that totals are as uncertain as they are), and
//! each customer its own luck. Sums are kept per draw for every group; customers × draws are never stored.

use super::average::PARAMETERS;
use super::fit::Request;
use super::foresight::{Level, Seen};
use super::routing::{Routes, asked, n_whole};
use super::spend::Spend;
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
/// So many customers of a group stand for all when it comes to how uncertain parameters move it.
const PROBES: usize = 32;
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

/// Fits, averages and simulates.
pub fn predict(customers: &[CustomerInput], n_groups: usize, request: &Request) -> Outcome {
    let customers = asked(customers, request);
    let suited = (ALL_DRAWS / customers.len().max(1)).clamp(FEWEST_DRAWS, MOST_DRAWS);
    let n_draws = request.n_draws.unwrap_or(suited).max(1);
    let (routes, spend) = both(
        || Routes::fit(customers, request, PARAMETERS.min(n_draws)),
        || Spend::fit(customers, request.method, PARAMETERS.min(n_draws)),
    );
    let mut results = vec![CustomerForecast::default(); customers.len()];
    let block = customers.len().div_ceil(BLOCKS).max(BLOCK);
    let lucky_one_in = if request.total_only { customers.len().div_ceil(LUCKY) } else { 1 };
    let blocks = parallel::fill(&mut results, block, |start, results| {
        let mut sums = Sums::new(n_groups, n_draws);
        let seeds = Sampler::new(SEED, 0);
        let (mut futures, mut expected) = (Futures::new(n_draws), Futures::new(n_draws));
        for ((at, customer), result) in (start..).zip(&customers[start..]).zip(results) {
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
            *result = spending.forecast(&without_luck.unwrap_or_else(|| draw(&mut futures)));
            if let Some(seen) = without_luck {
                spending.expect(&seen, &mut expected);
                if at.is_multiple_of(lucky_one_in) {
                    draw(&mut futures);
                    expected.stray(&futures, (lucky_one_in as f64).sqrt());
                }
                std::mem::swap(&mut futures, &mut expected);
            }
            if !request.total_only {
                (result.purchases_low, result.purchases_high) = interval(&futures.counts);
                (result.clv_low, result.clv_high) = interval(&futures.values);
            }
            sums.add(customer, routes.is_bound(at), result, &futures);
        }
        sums
    });
    let mut sums = Sums::new(n_groups, n_draws);
    for part in &blocks {
        sums.join(part);
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

/// Futures of one customer: a number of purchases and what they bring, for each draw.
struct Futures {
    counts: Vec<f64>,
    values: Vec<f64>,
}

impl Futures {
    fn new(n_draws: usize) -> Self {
        Self { counts: vec![0.0; n_draws], values: vec![0.0; n_draws] }
    }

    /// Sets what each draw brings, discounted as `seen` is, from its number and its purchases.
    fn bring(&mut self, seen: &Seen, mut worth: impl FnMut(usize, f64) -> f64) {
        let factor = if seen.expected > 0.0 { seen.discounted / seen.expected } else { 1.0 };
        for (draw, (count, value)) in self.counts.iter().zip(&mut self.values).enumerate() {
            *value = factor * worth(draw, *count);
        }
    }

    /// Takes over what others differ from these, times a factor.
    fn stray(&mut self, others: &Self, times: f64) {
        let stray = |ours: &mut [f64], others: &[f64]| {
            for (ours, other) in ours.iter_mut().zip(others) {
                *ours += times * (other - *ours);
            }
        };
        stray(&mut self.counts, &others.counts);
        stray(&mut self.values, &others.values);
    }
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

/// Returns the ends of the middle 90 % of draws, none of which is below 0.
fn interval(draws: &[f64]) -> (f64, f64) {
    if draws.is_empty() {
        return (0.0, 0.0);
    }
    // Most customers do nothing in most draws.
    let mut above: Vec<f64> = draws.iter().copied().filter(|draw| *draw > 0.0).collect();
    let n_zero = draws.len() - above.len();
    let mut at = |rank: usize| {
        let rank = rank.checked_sub(n_zero);
        rank.map_or(0.0, |rank| *above.select_nth_unstable_by(rank, f64::total_cmp).1)
    };
    let out = draws.len() / 20;
    (at(out), at(draws.len() - 1 - out))
}

/// Sums per draw, for each group and for customers of none; those under contract by themselves.
struct Sums {
    free: Vec<Sum>,
    bound: Vec<Sum>,
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

    fn add(&mut self, result: &CustomerForecast, futures: &Futures) {
        self.expected += result.expected_purchases;
        self.clv += result.clv;
        add_each(&mut self.counts, &futures.counts);
        add_each(&mut self.values, &futures.values);
    }

    /// Returns whether nobody of whom anything is expected is in it.
    fn is_empty(&self) -> bool {
        self.customers == 0 && self.expected == 0.0
    }

    fn join(&mut self, other: &Self) {
        self.customers += other.customers;
        self.expected += other.expected;
        self.clv += other.clv;
        add_each(&mut self.counts, &other.counts);
        add_each(&mut self.values, &other.values);
    }

    /// The intervals of purchases and revenue, widened where the expectation lies outside.
    fn intervals(&self) -> ((f64, f64), (f64, f64)) {
        let around = |(low, high): (f64, f64), middle: f64| (low.min(middle), high.max(middle));
        (around(interval(&self.counts), self.expected), around(interval(&self.values), self.clv))
    }
}

/// Adds the draws of one to the sums of all, draw by draw.
fn add_each(sums: &mut [f64], draws: &[f64]) {
    for (sum, draw) in sums.iter_mut().zip(draws) {
        *sum += draw;
    }
}

impl Sums {
    fn new(n_groups: usize, n_draws: usize) -> Self {
        let nothing = vec![Sum::new(n_draws); n_groups + 1];
        Self { free: nothing.clone(), bound: nothing }
    }

    fn add(
        &mut self,
        customer: &CustomerInput,
        is_bound: bool,
        result: &CustomerForecast,
        futures: &Futures,
    ) {
        let sums = if is_bound { &mut self.bound } else { &mut self.free };
        let none = sums.len() - 1;
        let sum = &mut sums[none.min(customer.group as usize)];
        sum.add(result, futures);
        sum.customers += u32::from(customer.part_of.is_none());
    }

    fn join(&mut self, other: &Self) {
        let (ours, theirs) =
            (self.free.iter_mut().chain(&mut self.bound), other.free.iter().chain(&other.bound));
        for (sum, other) in ours.zip(theirs).filter(|(_, other)| !other.is_empty()) {
            sum.join(other);
        }
    }

    /// Returns what each draw's own parameters and models change for the customers of each group, where the futures of
    /// the customers leave that out.
    fn levels(
        &self,
        customers: &[CustomerInput],
        routes: &Routes,
        n_draws: usize,
    ) -> Vec<Vec<Level>> {
        let none = self.free.len() - 1;
        let mut of_group: Vec<Vec<&CustomerInput>> = vec![Vec::new(); none + 1];
        for (at, customer) in customers.iter().enumerate() {
            if !customer.never_bought && !routes.is_bound(at) {
                of_group[none.min(customer.group as usize)].push(customer);
            }
        }
        let probes: Vec<Vec<&CustomerInput>> = of_group
            .into_iter()
            .map(|all| all.iter().step_by(all.len().div_ceil(PROBES).max(1)).copied().collect())
            .collect();
        parallel::map(&probes, |probes| {
            if probes.is_empty() { Vec::new() } else { routes.levels(probes, n_draws) }
        })
    }

    /// Raises the draws of each group.
    fn raise(&mut self, levels: &[Vec<Level>], factor: impl Fn(&Level) -> f64) {
        for (sum, levels) in self.free.iter_mut().zip(levels) {
            for (at, level) in levels.iter().enumerate() {
                sum.counts[at] *= factor(level);
                sum.values[at] *= factor(level);
            }
        }
    }

    /// Returns the sums of all customers together.
    fn whole(&self) -> Sum {
        let mut whole = Sum::new(self.free[0].counts.len());
        for sum in self.free.iter().chain(&self.bound) {
            whole.join(sum);
        }
        whole
    }

    fn finish(mut self, levels: &[Vec<Level>]) -> (Vec<GroupForecast>, TotalForecast) {
        self.raise(levels, |level| level.by_parameters);
        let whole = self.whole();
        self.raise(levels, |level| level.by_model);
        for (sum, bound) in self.free.iter_mut().zip(&self.bound) {
            sum.join(bound);
        }
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
        let ((purchases_low, purchases_high), (clv_low, clv_high)) = whole.intervals();
        let total = TotalForecast {
            expected_purchases: whole.expected,
            purchases_low,
            purchases_high,
            clv: whole.clv,
            clv_low,
            clv_high,
        };
        self.free.pop();
        (self.free.iter().map(of_group).collect(), total)
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
