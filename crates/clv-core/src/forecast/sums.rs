//! What customers do together in each draw, by group and as a whole.

use super::foresight::Level;
use super::futures::{Futures, interval};
use super::routing::Routes;
use super::{CustomerForecast, CustomerInput, GroupForecast, TotalForecast};
use crate::parallel;

/// So many customers of a group stand for all when it comes to how uncertain parameters move it.
const PROBES: usize = 32;

/// Sums per draw, for each group and for customers of none; those under contract by themselves.
pub(super) struct Sums {
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
    pub(super) fn new(n_groups: usize, n_draws: usize) -> Self {
        let nothing = vec![Sum::new(n_draws); n_groups + 1];
        Self { free: nothing.clone(), bound: nothing }
    }

    pub(super) fn add(
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

    pub(super) fn join(&mut self, other: &Self) {
        let (ours, theirs) =
            (self.free.iter_mut().chain(&mut self.bound), other.free.iter().chain(&other.bound));
        for (sum, other) in ours.zip(theirs).filter(|(_, other)| !other.is_empty()) {
            sum.join(other);
        }
    }

    /// Returns what each draw's own parameters and models change for the customers of each group, where the futures of
    /// the customers leave that out.
    pub(super) fn levels(
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

    pub(super) fn finish(mut self, levels: &[Vec<Level>]) -> (Vec<GroupForecast>, TotalForecast) {
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
