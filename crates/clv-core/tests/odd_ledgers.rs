//! Whether odd ledgers get an answer, whatever is in them, and the same one in days or weeks, euros or thousandths.
//!
//! `CLV_ODD_LEDGERS=10000` makes so many of them; without it a few hundred.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests; the lint's exception covers test functions alone"
)]

use clv_core::calendar::{Days, ObservationPeriod, add_days};
use clv_core::forecast::fit::{Choice, Method, Request};
use clv_core::forecast::simulate::{Outcome, predict};
use clv_core::forecast::{Forecast, forecast, inputs};
use clv_core::ledger::{Customer, CustomerId, Ledger, Line, Order};
use clv_core::math::sample::Sampler;
use clv_core::money::Money;
use clv_core::rhythm::Rhythm;
use clv_core::settings::Settings;
use clv_core::summary::summarize;
use jiff::civil::date;

/// Draws a whole number from 0 to below `n`.
fn below(n: u32, sampler: &mut Sampler) -> u32 {
    let drawn = (sampler.uniform() * f64::from(n)).floor();
    (0..n).rev().find(|number| f64::from(*number) <= drawn).unwrap_or(0)
}

/// How the amounts of a ledger look.
fn amount(kind: u32, sampler: &mut Sampler) -> i64 {
    let mut up_to = |n: u32| i64::from(below(n, sampler));
    match kind {
        0 => 15_000,
        1 => 1 + up_to(20_000),
        2 => up_to(3) * 2_900,
        3 => up_to(400) - 100,
        4 => 1 + up_to(9) * up_to(9) * 100_000_000,
        5 => 1,
        6 => -1_000,
        _ => 9_700 + up_to(2) * 40_000,
    }
}

/// Returns the days of one customer, counted from the first day of the ledger; some lie beyond its end.
fn days(kind: u32, length: u32, sampler: &mut Sampler) -> Vec<i32> {
    let start = below(length, sampler);
    let many = below(if kind == 5 { 120 } else { 9 }, sampler) + 1;
    let mut days: Vec<u32> = match kind {
        0 => vec![start; many as usize],
        1 => vec![start],
        2 => (0..many).map(|n| start + 30 * n).collect(),
        3 => (0..many).map(|n| start % 7 + 365 * n).collect(),
        4 => vec![0, length],
        _ => (0..many).map(|_| below(length + 30, sampler)).collect(),
    };
    days.sort_unstable();
    days.iter().map(|day| i32::try_from(*day).unwrap()).collect()
}

/// Makes an odd ledger; the same seed gives the same one, `scale` times as dear.
fn odd(seed: u64, scale: i64) -> Ledger {
    let mut sampler = Sampler::new(77, seed);
    let n_customers = below([1, 3, 15, 60][below(4, &mut sampler) as usize] + 1, &mut sampler);
    let length = 1 + [0, 6, 90, 800, 9_000][below(5, &mut sampler) as usize];
    let (money, time) = (below(8, &mut sampler), below(8, &mut sampler));
    let mut sales = Vec::new();
    for customer in 0..n_customers {
        let kind = if time == 7 { below(7, &mut sampler) } else { time };
        for day in days(kind, length, &mut sampler) {
            sales.push((day, customer, scale * amount(money, &mut sampler)));
        }
    }
    sales.sort_unstable();
    let mut ledger =
        Ledger { customers: vec![Customer::default(); n_customers as usize], ..Ledger::default() };
    for (line, (day, customer, cents)) in (0u32..).zip(sales) {
        let amount = Money::from_cents(cents);
        ledger.orders.push(Order {
            customer: Some(CustomerId(customer)).into(),
            date: add_days(date(2016, 1, 1), day),
            amount,
            first_line: line,
            n_lines: 1,
        });
        ledger.lines.push(Line { product: None.into(), amount });
    }
    let end = add_days(date(2016, 1, 1), i32::try_from(length).unwrap());
    ledger.period = Some(ObservationPeriod { start: date(2016, 1, 1), end });
    ledger
}

/// Returns what is wrong with numbers that have to be finite and at least 0.
fn wrong(numbers: &[f64]) -> bool {
    numbers.iter().any(|number| !number.is_finite() || *number < 0.0)
}

fn fault(found: &Forecast) -> Option<&'static str> {
    for one in &found.customers {
        if wrong(&[one.expected_purchases, one.expected_spend, one.clv]) {
            return Some("an expectation is no number of 0 or more");
        }
        if !(0.0..=1.0).contains(&one.probability_alive) {
            return Some("a chance lies outside 0 to 1");
        }
        let ends = [one.purchases_low, one.purchases_high, one.clv_low, one.clv_high];
        if wrong(&ends) || ends[0] > ends[1] || ends[2] > ends[3] {
            return Some("an interval is the wrong way around");
        }
    }
    for group in &found.groups {
        let sums = [group.clv_sum_low, group.clv_sum, group.clv_sum_high];
        if wrong(&sums) || !sums.is_sorted() {
            return Some("a group lies outside its interval");
        }
    }
    let total = &found.total;
    let counts = [total.purchases_low, total.expected_purchases, total.purchases_high];
    let values = [total.clv_low, total.clv, total.clv_high];
    if wrong(&counts) || wrong(&values) || !counts.is_sorted() || !values.is_sorted() {
        return Some("the total lies outside its interval");
    }
    let held = found.holdout?;
    let errors = [held.predicted, held.predicted_revenue, held.mae, held.rmse];
    wrong(&errors).then_some("the look back has no numbers")
}

fn n_ledgers() -> u64 {
    std::env::var("CLV_ODD_LEDGERS").ok().and_then(|n| n.parse().ok()).unwrap_or(250)
}

#[test]
fn every_odd_ledger_gets_an_answer() {
    for seed in 0..n_ledgers() {
        let ledger = odd(seed, 1);
        let period = ledger.period.unwrap();
        let summaries = summarize(&ledger, period);
        let groups: Vec<u16> = (0..summaries.len()).map(|at| u16::from(at % 3 == 0)).collect();
        let settings = Settings { annual_discount_rate: 0.05, ..Settings::default() };
        let rhythm = Rhythm::of(&ledger, &summaries);
        let found = forecast(&ledger, &summaries, &rhythm, &groups, 2, period, &settings);
        assert_eq!(found.customers.len(), summaries.len());
        if let Some(fault) = fault(&found) {
            panic!("ledger {seed}: {fault}");
        }
    }
}

#[test]
fn every_model_answers_odd_ledgers_with_its_priors() {
    for choice in [
        Choice::BgNbd,
        Choice::MbgNbd,
        Choice::ParetoNbd,
        Choice::BgCnbdK,
        Choice::MbgCnbdK,
        Choice::BgBb,
        Choice::Sbg,
        Choice::GammaGamma,
    ] {
        for seed in 0..n_ledgers() / 12 {
            let found = outcome(&odd(seed, 1), choice);
            let all = found.customers.iter();
            let numbers: Vec<f64> =
                all.flat_map(|one| [one.expected_purchases, one.clv, one.clv_high]).collect();
            assert!(!wrong(&numbers), "{choice:?}: ledger {seed}");
        }
    }
}

fn outcome(ledger: &Ledger, choice: Choice) -> Outcome {
    let summaries = summarize(ledger, ledger.period.unwrap());
    let request = Request {
        choice,
        method: Method::Map,
        horizon: 365.25,
        annual_discount_rate: 0.0,
        time_unit: Days(7.0),
        n_draws: None,
        total_only: false,
    };
    predict(&inputs(ledger, &summaries, &[]), 0, &request)
}

#[test]
fn a_thousand_times_the_money_is_a_thousand_times_the_value_and_the_same_counts() {
    for seed in 0..n_ledgers() / 10 {
        let [euros, thousands] =
            [1, 1000].map(|scale| outcome(&odd(seed, scale), Choice::Auto).total);
        assert_eq!(euros.expected_purchases, thousands.expected_purchases, "ledger {seed}");
        let near = (1000.0 * euros.clv - thousands.clv).abs() <= 1e-6 * thousands.clv;
        assert!(near, "ledger {seed}: {} {}", euros.clv, thousands.clv);
    }
}
