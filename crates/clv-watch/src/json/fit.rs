//! The JSON of `clv fit`.

use crate::commands::fit::Fitted;
use crate::commands::fit::LeftOut;
use clv_core::forecast::fit::{Choice, Method};
use clv_core::forecast::spend::Spend;
use clv_core::forecast::{CONFIDENCE, Component};
use serde::Serialize;
use std::collections::BTreeMap;

type Parameters = BTreeMap<&'static str, f64>;

/// A fitted model and what it predicts; numbers that there are none of are null.
#[derive(Debug, Serialize)]
pub struct Fit<'a> {
    model: &'a str,
    method: &'static str,
    time_unit: &'static str,
    customers: usize,
    parameters: Option<Parameters>,
    #[serde(skip_serializing_if = "Option::is_none")]
    components: Option<Vec<Part>>,
    log_likelihood: Option<f64>,
    converged: bool,
    horizon: f64,
    predictions: Vec<Prediction<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    excluded: &'a [LeftOut],
    total: Total,
    confidence: f64,
    sufficient: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    holdout: Option<Held>,
}

#[derive(Debug, Serialize)]
struct Part {
    model: &'static str,
    weight: f64,
    parameters: Parameters,
    log_likelihood: f64,
}

#[derive(Debug, Serialize)]
struct Prediction<'a> {
    customer: &'a str,
    frequency: f64,
    recency: f64,
    age: f64,
    probability_alive: f64,
    expected_purchases: f64,
    purchases_low: f64,
    purchases_high: f64,
    expected_spend: Option<f64>,
    clv: Option<f64>,
    clv_low: Option<f64>,
    clv_high: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Total {
    expected_purchases: f64,
    purchases_low: f64,
    purchases_high: f64,
    clv: Option<f64>,
    clv_low: Option<f64>,
    clv_high: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Held {
    from: String,
    until: String,
    actual: u32,
    predicted: f64,
    predicted_low: f64,
    predicted_high: f64,
    actual_revenue: f64,
    predicted_revenue: f64,
    mae: f64,
    rmse: f64,
}

/// Says what came of fitting a model.
pub fn fit(fitted: &Fitted) -> Fit<'_> {
    let outcome = &fitted.outcome;
    let parts: Vec<Part> = outcome.components.iter().map(part).collect();
    let is_auto = fitted.choice == Choice::Auto;
    let (parameters, log_likelihood) = match (fitted.choice, &outcome.spend) {
        (Choice::GammaGamma, Spend::GammaGamma(spend)) => {
            let [p, q, v] = [spend.parameters.p, spend.parameters.q, spend.parameters.v];
            (Some([("p", p), ("q", q), ("v", v)].into()), Some(spend.log_likelihood))
        }
        (Choice::Auto, _) | (Choice::GammaGamma, Spend::Exact { .. } | Spend::Unknown) => {
            (None, None)
        }
        (_, _) => (
            parts.first().map(|part| part.parameters.clone()),
            parts.first().map(|part| part.log_likelihood),
        ),
    };
    Fit {
        model: &fitted.model,
        method: match fitted.method {
            Method::Mle => "mle",
            Method::Map => "map",
        },
        time_unit: fitted.unit.name(),
        customers: fitted.observed.customers.len(),
        parameters,
        components: is_auto.then_some(parts),
        log_likelihood,
        converged: outcome.converged,
        horizon: fitted.horizon,
        predictions: predictions(fitted),
        excluded: &fitted.observed.left_out,
        total: total(fitted),
        confidence: CONFIDENCE,
        sufficient: fitted.observed.evidence.is_enough(),
        holdout: fitted.holdout.map(|held| Held {
            from: held.from.to_string(),
            until: held.until.to_string(),
            actual: held.actual,
            predicted: held.predicted,
            predicted_low: held.predicted_low,
            predicted_high: held.predicted_high,
            actual_revenue: held.actual_revenue,
            predicted_revenue: held.predicted_revenue,
            mae: held.mae,
            rmse: held.rmse,
        }),
    }
}

fn part(component: &Component) -> Part {
    Part {
        model: component.model,
        weight: component.weight,
        parameters: component.parameters.iter().copied().collect(),
        log_likelihood: component.log_likelihood,
    }
}

fn predictions(fitted: &Fitted) -> Vec<Prediction<'_>> {
    let observed = &fitted.observed;
    let unit = fitted.unit.length().0;
    let has_amounts = fitted.observed.has_amounts;
    let all = observed.ids.iter().zip(&observed.customers).zip(&fitted.outcome.customers);
    all.map(|((id, customer), forecast)| Prediction {
        customer: id,
        frequency: customer.history.x,
        recency: customer.history.t_x / unit,
        age: customer.history.age / unit,
        probability_alive: forecast.probability_alive,
        expected_purchases: forecast.expected_purchases,
        purchases_low: forecast.purchases_low,
        purchases_high: forecast.purchases_high,
        expected_spend: has_amounts.then_some(forecast.expected_spend),
        clv: has_amounts.then_some(forecast.clv),
        clv_low: has_amounts.then_some(forecast.clv_low),
        clv_high: has_amounts.then_some(forecast.clv_high),
    })
    .collect()
}

fn total(fitted: &Fitted) -> Total {
    let has_amounts = fitted.observed.has_amounts;
    let total = &fitted.outcome.total;
    Total {
        expected_purchases: total.expected_purchases,
        purchases_low: total.purchases_low,
        purchases_high: total.purchases_high,
        clv: has_amounts.then_some(total.clv),
        clv_low: has_amounts.then_some(total.clv_low),
        clv_high: has_amounts.then_some(total.clv_high),
    }
}
