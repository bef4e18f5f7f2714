//! Between what an average lies: how much it would move with other customers of the same kind (Bayesian bootstrap).

use super::LifespanSource;
use crate::forecast::CONFIDENCE;
use crate::formulas::Facts;
use crate::math::sample::Sampler;
use crate::rhythm::percentile;
use crate::settings::Settings;

/// How often the customers are weighed anew.
const DRAWS: usize = 1_000;
/// Customers are weighed in at most so many batches, so that a large ledger takes no longer than a small one.
const BATCHES: usize = 400;

/// Between what a figure lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// No less, with 95 % chance.
    pub low: f64,
    /// No more, with 95 % chance.
    pub high: f64,
}

/// Sums over a batch of customers.
#[derive(Clone, Copy, Default)]
struct Sums {
    customers: f64,
    revenue: f64,
    /// What counts in the five steps, and over how many years.
    steps_revenue: f64,
    years: f64,
    leavers: f64,
}

/// The sums over all customers, weighed anew so often: every range is made of the same draws.
pub(super) struct Reweighed(Vec<Sums>);

impl Reweighed {
    /// Weighs the customers anew.
    pub(super) fn of(facts: &Facts<'_>) -> Self {
        let batches = batches(facts);
        let mut sampler = Sampler::new(0, 0);
        let draws = (0..DRAWS).map(|_| {
            let mut all = Sums::default();
            for batch in &batches {
                let weight = sampler.exponential();
                all.customers += weight * batch.customers;
                all.revenue += weight * batch.revenue;
                all.steps_revenue += weight * batch.steps_revenue;
                all.years += weight * batch.years;
                all.leavers += weight * batch.leavers;
            }
            all
        });
        Self(draws.collect())
    }

    /// Returns the range of the mean revenue so far.
    pub(super) fn historical(&self) -> Option<Range> {
        self.range(|sums| sums.revenue / sums.customers)
    }

    /// Returns the range of the mean of what counts in the five steps so far: of subscriptions every month.
    pub(super) fn in_steps(&self) -> Option<Range> {
        self.range(|sums| sums.steps_revenue / sums.customers)
    }

    /// Returns the range of the five steps.
    pub(super) fn five_step(
        &self,
        settings: &Settings,
        source: Option<LifespanSource>,
    ) -> Option<Range> {
        let cap = settings.lifespan_cap_years;
        let own = settings.lifespan_years.unwrap_or(cap);
        self.range(|sums| {
            let lifespan = match source {
                Some(LifespanSource::Observed) => (sums.years / sums.leavers).min(cap),
                Some(LifespanSource::Capped) | None => cap,
                Some(LifespanSource::Setting) => own,
            };
            sums.steps_revenue / sums.years * lifespan
        })
    }

    fn range(&self, figure: impl Fn(&Sums) -> f64) -> Option<Range> {
        let mut outcomes: Vec<f64> =
            self.0.iter().map(figure).filter(|outcome| outcome.is_finite()).collect();
        if outcomes.len() < DRAWS / 2 {
            return None;
        }
        outcomes.sort_by(f64::total_cmp);
        let tail = (1.0 - CONFIDENCE) / 2.0;
        Some(Range { low: percentile(&outcomes, tail), high: percentile(&outcomes, 1.0 - tail) })
    }
}

fn batches(facts: &Facts<'_>) -> Vec<Sums> {
    let mut batches = vec![Sums::default(); facts.summaries.len().min(BATCHES)];
    for (at, (summary, stay)) in facts.summaries.iter().zip(facts.stays).enumerate() {
        let batch = &mut batches[at % BATCHES];
        batch.customers += 1.0;
        batch.revenue += summary.revenue.to_f64();
        batch.steps_revenue += stay.steps_revenue(summary);
        batch.years += stay.exposure.years();
        batch.leavers += f64::from(u8::from(stay.has_left));
    }
    batches
}
