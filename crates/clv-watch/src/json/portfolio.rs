//! `portfolio`: what customers are worth, all together; what the data is too thin for is null.

use super::Day;
use clv_core::analysis::Analysis;
use clv_core::forecast::CONFIDENCE;
use clv_core::portfolio::{Cohort, Predicted, Range};
use serde::Serialize;

/// What customers are worth; the names are those of the contract.
#[derive(Debug, Serialize)]
pub(super) struct Portfolio {
    average_purchase_value: Option<f64>,
    purchase_frequency: Option<f64>,
    purchase_frequency_per_year: Option<f64>,
    customer_value_per_year: Option<f64>,
    lifespan_years: Option<f64>,
    lifespan_source: Option<&'static str>,
    clv_five_step: Option<f64>,
    clv_five_step_range: Option<Between>,
    clv_historical_mean: Option<f64>,
    clv_historical_mean_range: Option<Between>,
    clv_historical_median: Option<f64>,
    first_purchase_mean: Option<f64>,
    clv_to_first_purchase: Option<f64>,
    repeat_customers: Option<u64>,
    repeat_share: Option<f64>,
    top_20_percent_share: Option<f64>,
    cohort_since: Option<Since>,
    clv_to_cac: Option<f64>,
    max_acquisition_cost: Option<f64>,
    predicted: Option<Expected>,
}

#[derive(Debug, Serialize)]
struct Between {
    low: f64,
    high: f64,
    confidence: f64,
}

#[derive(Debug, Serialize)]
struct Since {
    start: Day,
    customers: u64,
    clv_mean: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Expected {
    model: &'static str,
    horizon_months: u32,
    value: f64,
    low: f64,
    high: f64,
    confidence: f64,
}

/// Takes the figures of an analysis.
pub(super) fn portfolio(analysis: &Analysis) -> Portfolio {
    let of = &analysis.portfolio;
    Portfolio {
        average_purchase_value: of.average_purchase_value,
        purchase_frequency: of.purchase_frequency,
        purchase_frequency_per_year: of.purchase_frequency_per_year,
        customer_value_per_year: of.customer_value_per_year,
        lifespan_years: of.lifespan_years,
        lifespan_source: of.lifespan_source.map(clv_core::portfolio::LifespanSource::name),
        clv_five_step: of.clv_five_step,
        clv_five_step_range: of.clv_five_step_range.map(between),
        clv_historical_mean: of.clv_historical_mean,
        clv_historical_mean_range: of.clv_historical_range.map(between),
        clv_historical_median: of.clv_historical_median,
        first_purchase_mean: of.first_purchase_mean,
        clv_to_first_purchase: of.clv_to_first_purchase,
        repeat_customers: of.repeat_customers.map(count),
        repeat_share: of.repeat_share,
        top_20_percent_share: of.top_20_percent_share,
        cohort_since: of.cohort_since.map(since),
        clv_to_cac: of.clv_to_cac,
        max_acquisition_cost: of.max_acquisition_cost,
        predicted: of.predicted.map(expected),
    }
}

fn between(range: Range) -> Between {
    Between { low: range.low, high: range.high, confidence: CONFIDENCE }
}

fn since(cohort: Cohort) -> Since {
    let Cohort { start, customers, clv_mean } = cohort;
    Since { start: Day(start), customers: count(customers), clv_mean }
}

fn expected(predicted: Predicted) -> Expected {
    let Predicted { model, horizon_months, value, low, high, confidence } = predicted;
    Expected { model, horizon_months, value, low, high, confidence }
}

/// Turns a counted number into a whole one.
fn count(number: f64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts of customers are whole and not negative"
    )]
    let count = number as u64;
    count
}
