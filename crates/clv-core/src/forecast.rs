//! What customers are expected to buy and be worth, and how sure that is.
//!
//! [`forecast`] is the whole way from summaries to intervals: routing, fitting, draws and simulation. Figures are
//! deterministic: the same ledger and settings give the same bytes.

pub mod priors;
pub mod fit;
pub mod draws;
pub mod spend;
pub(crate) mod foresight;
pub(crate) mod average;
pub mod contract;
mod yearly;
mod pooling;
mod futures;
mod sums;
pub mod simulate;
pub mod routing;
pub mod inputs;
pub mod holdout;
pub mod due;

use crate::calendar::{DAYS_PER_MONTH, Date, Days, ObservationPeriod};
use crate::finding::Finding;
use crate::ledger::Ledger;
use crate::parallel::both;
use crate::rhythm::Rhythm;
use crate::settings::Settings;
use crate::summary::CustomerSummary;
use due::Due;
pub use inputs::{CustomerInput, Price, inputs};
use routing::Evidence;

/// The share of outcomes that lie within the intervals: 90 %, so one in twenty on either side.
pub const CONFIDENCE: f64 = 0.9;

/// Everything that is predicted.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// What it rests on.
    pub evidence: Evidence,
    /// One for each summary, in the same order.
    pub customers: Vec<CustomerForecast>,
    /// One for each group that was asked for.
    pub groups: Vec<GroupForecast>,
    /// All customers together.
    pub total: TotalForecast,
    /// The name of the model, or of the heaviest where several are averaged.
    pub model: &'static str,
    /// The models that are averaged, with their weights; together 1.
    pub components: Vec<Component>,
    /// How far ahead is looked, in months.
    pub horizon_months: u32,
    /// The share of outcomes that lie within the intervals.
    pub confidence: f64,
    /// Whether there is enough data for the figures to be shown.
    pub sufficient: bool,
    /// What is still missing, and from when on figures are shown; empty if `sufficient`.
    pub missing: Vec<Finding>,
    /// What would have been predicted a year ago, beside what happened; with 12 months of data or more.
    pub holdout: Option<Holdout>,
}

/// What one customer is expected to do within the horizon.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CustomerForecast {
    /// The chance that the customer still is one, 0 to 1.
    pub probability_alive: f64,
    /// Purchases expected.
    pub expected_purchases: f64,
    /// No fewer purchases, with 95 % chance.
    pub purchases_low: f64,
    /// No more purchases, with 95 % chance.
    pub purchases_high: f64,
    /// Amount of a purchase expected, in the ledger's currency.
    pub expected_spend: f64,
    /// Revenue expected, discounted at the owner's rate, before margin; never below 0.
    pub clv: f64,
    /// No less revenue, with 95 % chance.
    pub clv_low: f64,
    /// No more revenue, with 95 % chance.
    pub clv_high: f64,
    /// When the next purchase is due, from the customer's own rhythm or that of others; nothing while there is none.
    pub due: Option<Due>,
}

impl CustomerForecast {
    /// Adds what the customer does besides; the ends of the intervals add up, as if luck were the same in both.
    fn add(&mut self, beside: &Self) {
        let expected = self.expected_purchases + beside.expected_purchases;
        if expected > 0.0 {
            let spent = self.expected_purchases * self.expected_spend
                + beside.expected_purchases * beside.expected_spend;
            self.expected_spend = spent / expected;
        }
        self.probability_alive =
            1.0 - (1.0 - self.probability_alive) * (1.0 - beside.probability_alive);
        self.expected_purchases = expected;
        self.purchases_low += beside.purchases_low;
        self.purchases_high += beside.purchases_high;
        self.clv += beside.clv;
        self.clv_low += beside.clv_low;
        self.clv_high += beside.clv_high;
    }
}

/// What a group of customers is expected to do.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct GroupForecast {
    /// How many customers.
    pub customers: u32,
    /// Purchases expected of the whole group.
    pub expected_purchases: f64,
    /// No fewer purchases of the whole group, with 95 % chance.
    pub purchases_low: f64,
    /// No more purchases of the whole group, with 95 % chance.
    pub purchases_high: f64,
    /// Revenue expected of the whole group.
    pub clv_sum: f64,
    /// No less revenue of the whole group, with 95 % chance.
    pub clv_sum_low: f64,
    /// No more revenue of the whole group, with 95 % chance.
    pub clv_sum_high: f64,
    /// Revenue expected per customer; 0 without customers.
    pub clv_mean: f64,
    /// No less revenue per customer on average, with 95 % chance.
    pub clv_mean_low: f64,
    /// No more revenue per customer on average, with 95 % chance.
    pub clv_mean_high: f64,
}

/// What all customers together are expected to do.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TotalForecast {
    /// Purchases expected.
    pub expected_purchases: f64,
    /// No fewer purchases, with 95 % chance.
    pub purchases_low: f64,
    /// No more purchases, with 95 % chance.
    pub purchases_high: f64,
    /// Revenue expected.
    pub clv: f64,
    /// No less revenue, with 95 % chance.
    pub clv_low: f64,
    /// No more revenue, with 95 % chance.
    pub clv_high: f64,
}

/// One of the models that are averaged.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    /// The model.
    pub model: &'static str,
    /// How much it counts, 0 to 1.
    pub weight: f64,
    /// Its parameters by the paper's names; times in days.
    pub parameters: Vec<(&'static str, f64)>,
    /// The log-likelihood, times in days.
    pub log_likelihood: f64,
}

/// The forecast as it would have been made earlier, beside what happened since.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Holdout {
    /// The last day that this forecast knew of.
    pub from: Date,
    /// The last day of what happened since.
    pub until: Date,
    /// Purchases expected then.
    pub predicted: f64,
    /// The low end of the interval then.
    pub predicted_low: f64,
    /// The high end of the interval then.
    pub predicted_high: f64,
    /// Purchases that happened.
    pub actual: u32,
    /// Revenue expected then.
    pub predicted_revenue: f64,
    /// The low end of the revenue's interval.
    pub predicted_revenue_low: f64,
    /// The high end of the revenue's interval.
    pub predicted_revenue_high: f64,
    /// Revenue of the same customers that came in.
    pub actual_revenue: f64,
    /// Mean absolute error of the purchases per customer.
    pub mae: f64,
    /// Root of the mean squared error of the purchases per customer.
    pub rmse: f64,
}

impl Holdout {
    /// Returns whether what happened lies within the interval.
    pub fn is_hit(&self) -> bool {
        let actual = f64::from(self.actual);
        self.predicted_low <= actual && actual <= self.predicted_high
    }

    /// Returns whether the revenue that came in lies within its interval.
    pub fn is_revenue_hit(&self) -> bool {
        self.predicted_revenue_low <= self.actual_revenue
            && self.actual_revenue <= self.predicted_revenue_high
    }
}

/// Predicts what customers will buy and be worth within the owner's horizon.
///
/// `groups` gives for each summary the index of its group, below `n_groups`. Where [`Forecast::sufficient`] is false
/// the figures are there, but too uncertain to be shown.
pub fn forecast(
    ledger: &Ledger,
    summaries: &[CustomerSummary],
    rhythm: &Rhythm,
    groups: &[u16],
    n_groups: usize,
    period: ObservationPeriod,
    settings: &Settings,
) -> Forecast {
    let customers = inputs(ledger, summaries, groups);
    let horizon = f64::from(settings.horizon_months) * DAYS_PER_MONTH;
    let request = fit::Request {
        choice: fit::Choice::Auto,
        method: fit::Method::Map,
        horizon,
        annual_discount_rate: settings.annual_discount_rate,
        time_unit: Days(1.0),
        n_draws: None,
        total_only: false,
    };
    let (outcome, holdout) = both(
        || simulate::predict(&customers, n_groups, &request),
        || holdout::of_last_year(ledger, period, &request),
    );
    let evidence = Evidence::of(&customers, period.length());
    let mut result = Forecast {
        evidence,
        customers: outcome.customers,
        groups: outcome.groups,
        total: outcome.total,
        model: outcome.model,
        components: outcome.components,
        horizon_months: settings.horizon_months,
        confidence: CONFIDENCE,
        sufficient: true,
        missing: Vec::new(),
        holdout,
    };
    for (forecast, summary) in result.customers.iter_mut().zip(summaries) {
        forecast.due = Due::of(summary, rhythm);
    }
    result.missing = evidence.missing(period.start);
    result.sufficient = result.missing.is_empty();
    result
}
