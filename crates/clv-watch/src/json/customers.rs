//! `customers_detail`: one object a customer; what the data is too thin for is null.

use super::Day;
use clv_core::analysis::Analysis;
use clv_core::calendar::Date;
use clv_core::forecast::CustomerForecast;
use clv_core::forecast::due::Due;
use clv_core::money::Money;
use clv_core::segments::Segment;
use serde::{Serialize, Serializer};

/// All customers in the order of their first row, each made as it is written: there can be a million.
#[derive(Debug)]
pub(super) struct Customers<'a>(pub(super) &'a Analysis);

impl Serialize for Customers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(analysis) = self;
        let known = analysis.period.into_iter().flat_map(|period| {
            (0..analysis.summaries.len()).map(move |at| customer(analysis, at, period.end))
        });
        serializer.collect_seq(known)
    }
}

/// One customer; the names are those of the contract.
#[derive(Debug, Serialize)]
struct Customer<'a> {
    id: &'a str,
    name: &'a str,
    first_purchase: Option<Day>,
    last_purchase: Option<Day>,
    purchases: u32,
    frequency: u32,
    recency_days: f64,
    age_days: f64,
    monetary_value: f64,
    revenue: Money,
    segment: &'static str,
    probability_alive: Option<f64>,
    expected_purchases: Option<f64>,
    expected_spend: Option<f64>,
    clv: Option<f64>,
    clv_low: Option<f64>,
    clv_high: Option<f64>,
    next_purchase_expected: Option<Day>,
    status: Option<&'static str>,
}

fn customer(analysis: &Analysis, at: usize, end: Date) -> Customer<'_> {
    let summary = &analysis.summaries[at];
    let who = &analysis.reading.ledger.customers[summary.customer.0 as usize];
    let forecast = analysis.forecast.as_ref();
    let of_customer = forecast.and_then(|forecast| forecast.customers.get(at));
    let shown = of_customer.filter(|_| forecast.is_some_and(|forecast| forecast.sufficient));
    let number = |value: fn(&CustomerForecast) -> f64| shown.map(value);
    let due: Option<Due> = of_customer.and_then(|forecast| forecast.due);
    let bought = |date: Date| (summary.purchases > 0).then_some(Day(date));
    Customer {
        id: &who.id,
        name: &who.name,
        first_purchase: bought(summary.first_purchase),
        last_purchase: bought(summary.last_purchase),
        purchases: summary.purchases,
        frequency: summary.frequency,
        recency_days: summary.recency.0,
        age_days: summary.age.0,
        monetary_value: summary.monetary_value,
        revenue: summary.revenue,
        segment: analysis.segments.get(at).copied().map_or("", Segment::id),
        probability_alive: number(|forecast| forecast.probability_alive),
        expected_purchases: number(|forecast| forecast.expected_purchases),
        expected_spend: number(|forecast| forecast.expected_spend),
        clv: number(|forecast| forecast.clv),
        clv_low: number(|forecast| forecast.clv_low),
        clv_high: number(|forecast| forecast.clv_high),
        next_purchase_expected: due.map(|due| Day(due.expected)),
        status: due.map(|due| due.status(end).name()),
    }
}
