//! The key `segments` of `run`: the customer groups.

use clv_core::analysis::Analysis;
use clv_core::money::Money;
use clv_core::segments::overview::SegmentSummary;
use clv_core::words::Words;
use serde::Serialize;

/// The groups of a ledger.
#[derive(Debug, Serialize)]
pub(super) struct Segments {
    segments: Vec<Group>,
}

#[derive(Debug, Serialize)]
struct Group {
    id: &'static str,
    name: String,
    customers: u32,
    revenue: Money,
    revenue_share: f64,
    clv_mean: Option<f64>,
    clv_low: Option<f64>,
    clv_high: Option<f64>,
    value_at_risk: Option<f64>,
    next_step: String,
}

/// Lists the groups that have customers.
pub(super) fn segments(analysis: &Analysis, words: &Words) -> Segments {
    Segments { segments: analysis.groups.iter().map(|group| one(group, words)).collect() }
}

fn one(group: &SegmentSummary, words: &Words) -> Group {
    let id = group.segment.id();
    Group {
        id,
        name: words.named("segment", id),
        customers: group.customers,
        revenue: group.revenue,
        revenue_share: group.revenue_share,
        clv_mean: group.forecast.map(|forecast| forecast.clv_mean),
        clv_low: group.forecast.map(|forecast| forecast.clv_mean_low),
        clv_high: group.forecast.map(|forecast| forecast.clv_mean_high),
        value_at_risk: group.value_at_risk,
        next_step: words.named("segment", &format!("{id}-next")),
    }
}
