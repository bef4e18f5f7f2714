//! Whether summaries are those of other programs and of the paper: ten cases, each with its source in the file.
//!
//! The tenth is of tables of summaries that cannot be; it is kept where such tables are read, in `clv fit --summary`.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "helpers of tests; the lint's exception covers test functions alone"
)]

mod support;

use clv_core::calendar::{Date, ObservationPeriod, add_days};
use clv_core::forecast::holdout::{Later, known_on, later};
use clv_core::ledger::{Customer, CustomerId, Ledger, Order};
use clv_core::money::Money;
use clv_core::summary::{CustomerSummary, summarize};
use serde_json::Value;
use support::shared;

fn date(value: &Value) -> Date {
    value.as_str().unwrap().parse().unwrap()
}

/// Returns the Monday of a day's week.
fn monday(day: Date) -> Date {
    add_days(day, -i32::from(day.weekday().to_monday_zero_offset()))
}

/// Returns the ledger of sales by customers who are numbered from 1; one without an amount is of 1.
fn ledger(sales: impl Iterator<Item = (u64, Date, f64)>) -> Ledger {
    let order = |(customer, date, amount): (u64, Date, f64)| Order {
        customer: Some(CustomerId(u32::try_from(customer - 1).unwrap())).into(),
        date,
        amount: Money::from_cell(amount).unwrap(),
        first_line: 0,
        n_lines: 0,
    };
    let mut orders: Vec<Order> = sales.map(order).collect();
    orders.sort_by_key(|order| order.date);
    let n =
        orders.iter().filter_map(|order| order.customer.get()).max().map_or(0, |last| last.0 + 1);
    let customers = vec![Customer::default(); n as usize];
    Ledger { customers, orders, ..Ledger::default() }
}

fn ledger_of(case: &Value) -> Ledger {
    let is_by_week = case["unit"].as_str().is_some_and(|unit| unit.starts_with("calendar week"));
    let day = |value: &Value| if is_by_week { monday(date(value)) } else { date(value) };
    let sales = case["ledger"].as_array().unwrap().iter();
    ledger(
        sales.map(|sale| {
            (sale[0].as_u64().unwrap(), day(&sale[1]), sale[2].as_f64().unwrap_or(1.0))
        }),
    )
}

fn summaries(ledger: &Ledger, end: Date) -> Vec<CustomerSummary> {
    let start = ledger.orders[0].date;
    let mut summaries = summarize(ledger, ObservationPeriod { start, end });
    summaries.retain(|summary| summary.purchases > 0);
    summaries
}

fn column(summary: &CustomerSummary, name: &str, days: f64) -> f64 {
    match name {
        "id" => f64::from(summary.customer.0 + 1),
        "frequency" => f64::from(summary.frequency),
        "recency" => summary.recency.0 / days,
        "T" => summary.age.0 / days,
        _ => summary.monetary_value,
    }
}

/// Checks the columns of all customers.
fn check_columns(case: &Value) {
    let is_by_week = case["unit"].as_str().unwrap() != "day";
    let (end, days) = (date(&case["end"]), if is_by_week { 7.0 } else { 1.0 });
    let found = summaries(&ledger_of(case), if is_by_week { monday(end) } else { end });
    let names: Vec<&str> = case["expected_columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it.as_str().unwrap())
        .collect();
    let expected = case["expected"].as_array().unwrap();
    assert_eq!(found.len(), expected.len(), "{}", case["id"]);
    for (summary, row) in found.iter().zip(expected) {
        for (name, value) in names.iter().zip(row.as_array().unwrap()) {
            let ours = column(summary, name, days);
            assert!((ours - value.as_f64().unwrap()).abs() < 1e-9, "{} {name}: {ours}", case["id"]);
        }
    }
}

/// What was known at the end of the calibration, and what came after it.
fn split(case: &Value) -> (Vec<CustomerSummary>, Vec<Later>) {
    let ledger = ledger_of(case);
    let (cut, end) = (date(&case["calibration_end"]), date(&case["end"]));
    let known = known_on(&ledger, ledger.orders[0].date, cut);
    let later = later(&ledger, known.iter().map(|it| it.customer), cut, end);
    (known, later)
}

#[test]
fn summaries_are_those_of_other_programs() {
    let Some(root) = shared() else { return };
    let text = std::fs::read_to_string(root.join("reference/rfm_cases.json")).unwrap();
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    for case in &cases {
        let id = case["id"].as_str().unwrap();
        let expected = &case["expected"];
        match id {
            "rfm.days.basic" | "rfm.days.money" | "rfm.weeks" => check_columns(case),
            "rfm.first_order_dropped_by_date" => {
                let ledger = ledger_of(case);
                let found = summaries(&ledger, ledger.orders[2].date);
                assert_eq!(found[0].monetary_value, expected["monetary_value"].as_f64().unwrap());
            }
            "rfm.same_day_merge" => {
                let ledger = ledger_of(case);
                assert_eq!(summaries(&ledger, ledger.orders[0].date)[0].frequency, 0);
            }
            "rfm.holdout" | "rfm.holdout.boundary" => {
                let (known, later) = split(case);
                for (customer, count) in expected["frequency_holdout"].as_object().unwrap() {
                    let is_it = |it: &CustomerSummary| (it.customer.0 + 1).to_string() == *customer;
                    let at = known.iter().position(is_it).unwrap();
                    assert_eq!(u64::from(later[at].purchases), count.as_u64().unwrap(), "{id}");
                }
                let is_known = |n: &Value| {
                    known.iter().any(|it| u64::from(it.customer.0) + 1 == n.as_u64().unwrap())
                };
                let absent = expected["absent_customers"].as_array();
                assert!(!absent.into_iter().flatten().any(is_known), "{id}");
            }
            "rfm.holdout.money" => {
                let (known, later) = split(case);
                let list = |name: &str| -> Vec<f64> {
                    expected[name]
                        .as_array()
                        .unwrap()
                        .iter()
                        .map(|it| it.as_f64().unwrap())
                        .collect()
                };
                let ids: Vec<f64> = known.iter().map(|it| f64::from(it.customer.0 + 1)).collect();
                assert_eq!(ids, list("customers"));
                let known: Vec<f64> = known.iter().map(|it| it.monetary_value).collect();
                assert_eq!(known, list("monetary_value_cal"));
                let mean = |it: &Later| it.revenue / f64::from(it.purchases.max(1));
                let came: Vec<f64> = later.iter().map(mean).collect();
                assert_eq!(came, list("monetary_value_holdout"));
            }
            "rfm.cdnow.describe" => {
                let text = std::fs::read_to_string(root.join("cdnow/CDNOW_sample.txt")).unwrap();
                let sales = text.lines().filter_map(|line| {
                    let fields: Vec<&str> = line.split_whitespace().collect();
                    let date: Date = fields.get(2)?.parse().ok()?;
                    Some((fields[1].parse().ok()?, date, fields.last()?.parse().ok()?))
                });
                let end = Date::constant(1997, 9, 30);
                let mut spent: Vec<f64> = summaries(&ledger(sales), end)
                    .iter()
                    .filter(|summary| summary.frequency > 0)
                    .map(|summary| summary.monetary_value)
                    .collect();
                spent.sort_by(f64::total_cmp);
                let n = spent.len();
                let mean = spent.iter().sum::<f64>() / n as f64;
                let squares: f64 = spent.iter().map(|it| (it - mean) * (it - mean)).sum();
                let median = f64::midpoint(spent[(n - 1) / 2], spent[n / 2]);
                let ours = [
                    n as f64,
                    mean,
                    (squares / (n as f64 - 1.0)).sqrt(),
                    spent[0],
                    median,
                    spent[n - 1],
                ];
                let names = [
                    "count",
                    "mean_rounded",
                    "std_rounded",
                    "min_rounded",
                    "median_rounded",
                    "max_rounded",
                ];
                assert_eq!(
                    ours.map(f64::round),
                    names.map(|name| expected[name].as_f64().unwrap())
                );
            }
            "inputs.reject" => {}
            _ => panic!("{id} is not checked"),
        }
    }
    assert_eq!(cases.len(), 10);
}
