//! Whether groups that share information are foreseen better than groups that do not, and no worse than one whole.

use clv_core::calendar::Days;
use clv_core::forecast::CustomerInput;
use clv_core::forecast::fit::{Choice, Method, Request};
use clv_core::forecast::simulate::predict;
use clv_core::math::sample::Sampler;
use clv_core::models::gamma_gamma::Spending;
use clv_core::models::mbg_nbd::MBG_NBD;
use clv_core::models::{Four, History, PurchaseModel};

/// Groups of a ledger and customers of each.
const GROUPS: u16 = 8;
const SIZE: usize = 20;
const HORIZON: f64 = 365.0;

/// A ledger whose groups differ by factors, with what each customer is truly worth.
struct Truth {
    customers: Vec<CustomerInput>,
    values: Vec<f64>,
}

fn truth(spread: f64, sampler: &mut Sampler) -> Truth {
    let (mut customers, mut values) = (Vec::new(), Vec::new());
    for group in 0..GROUPS {
        let parameters: Four = [1.2, 42.0 * (spread * sampler.normal()).exp(), 0.4, 2.2];
        let level = (spread * sampler.normal()).exp();
        for _ in 0..SIZE {
            let age = (60.0 + 600.0 * sampler.uniform()).floor();
            let history = history(&parameters, age, sampler);
            let mean = level * 15.44 / sampler.gamma(3.74);
            let x = history.x;
            let spent = |n: f64, sampler: &mut Sampler| sampler.gamma(6.25 * n) * mean / n;
            let repeats = (x > 0.0).then(|| Spending { x, mean: spent(x, sampler) });
            let first = spent(1.0, sampler);
            let all = (first + repeats.map_or(0.0, |r| r.x * r.mean)) / (x + 1.0);
            customers.push(CustomerInput {
                history,
                repeats,
                purchases: Some(Spending { x: x + 1.0, mean: all }),
                group,
                cluster: Some(group),
                ..CustomerInput::default()
            });
            let expected = MBG_NBD.conditional_expected(&parameters, &history, HORIZON);
            values.push(expected * 6.25 * mean);
        }
    }
    Truth { customers, values }
}

fn history(&[r, alpha, a, b]: &Four, age: f64, sampler: &mut Sampler) -> History {
    let (rate, leaves) = (sampler.gamma(r) / alpha, sampler.beta(a, b));
    let mut history = History { age, ..History::default() };
    let mut at = 0.0;
    while sampler.uniform() >= leaves {
        at += (sampler.exponential() / rate.max(1e-9)).ceil();
        if at > age {
            break;
        }
        (history.x, history.t_x) = (history.x + 1.0, at);
    }
    history
}

fn request() -> Request {
    Request {
        choice: Choice::MbgNbd,
        method: Method::Map,
        horizon: HORIZON,
        annual_discount_rate: 0.0,
        time_unit: Days(1.0),
        n_draws: None,
        total_only: false,
    }
}

/// The sum of the squared errors of what the groups are worth, relative to their mean worth.
fn error(found: &[f64], truth: &Truth) -> f64 {
    let sums: Vec<f64> = truth.values.chunks(SIZE).map(|values| values.iter().sum()).collect();
    let mean = sums.iter().sum::<f64>() / sums.len() as f64;
    found.iter().zip(&sums).map(|(got, sum)| ((got - sum) / mean).powi(2)).sum()
}

fn values(customers: &[CustomerInput]) -> Vec<f64> {
    let outcome = predict(customers, usize::from(GROUPS), &request());
    outcome.groups.iter().map(|group| group.clv_sum).collect()
}

/// Root mean squared errors of shared, separate and whole fits.
fn errors(spread: f64, n_ledgers: u64) -> [f64; 3] {
    let mut sums = [0.0; 3];
    for ledger in 0..n_ledgers {
        let truth = truth(spread, &mut Sampler::new(9, ledger));
        let shared = values(&truth.customers);
        let separate: Vec<f64> = truth
            .customers
            .chunks(SIZE)
            .map(|customers| predict(customers, 0, &request()).total.clv)
            .collect();
        let together: Vec<CustomerInput> =
            truth.customers.iter().map(|c| CustomerInput { cluster: None, ..c.clone() }).collect();
        let whole = values(&together);
        for (sum, found) in sums.iter_mut().zip([shared, separate, whole]) {
            *sum += error(&found, &truth);
        }
    }
    sums.map(|sum| (sum / (n_ledgers as f64 * f64::from(GROUPS))).sqrt())
}

fn n_ledgers() -> u64 {
    std::env::var("CLV_POOLING").ok().and_then(|n| n.parse().ok()).unwrap_or(10)
}

#[test]
fn groups_that_differ_are_foreseen_better_together_than_each_by_itself() {
    for spread in [0.25, 0.5] {
        let [shared, separate, whole] = errors(spread, n_ledgers());
        println!("spread {spread}: shared {shared:.3}, separate {separate:.3}, whole {whole:.3}");
        assert!(shared <= 0.9 * separate, "{shared} {separate}");
        assert!(shared <= 1.02 * whole, "{shared} {whole}");
    }
}

#[test]
fn groups_that_are_alike_are_foreseen_as_one_whole() {
    let [shared, separate, whole] = errors(0.0, n_ledgers());
    println!("alike: shared {shared:.3}, separate {separate:.3}, whole {whole:.3}");
    assert!(shared <= 0.9 * separate && shared <= 1.02 * whole);
}
