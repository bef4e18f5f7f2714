//! How long fitting and predicting take on ledgers of any size: `fit_speed [SUMMARIES.csv]` (columns x, t.x, T.cal).
//!
//! Prints milliseconds, the best of five: the fit of BG/NBD by maximum likelihood, as peers do it, to the summaries; and
//! fit, draws and intervals for 2,000 made-up customers, also with 1,000 draws, and for 200,000, with the memory that each
//! takes beyond the input.

#![expect(clippy::disallowed_methods, reason = "a measurement looks at the clock and reads a file")]

use clv_core::calendar::Days;
use clv_core::forecast::CustomerInput;
use clv_core::forecast::fit::{Choice, Method, Objective, Request};
use clv_core::forecast::simulate::predict;
use clv_core::math::sample::Sampler;
use clv_core::models::bg_nbd::BG_NBD;
use clv_core::models::gamma_gamma::Spending;
use clv_core::models::{Histories, History};
use std::io::Write;
use std::time::Instant;

/// Returns the milliseconds of the fastest of some runs.
fn best_of(runs: u32, mut work: impl FnMut()) -> f64 {
    let one = |_| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64() * 1e3
    };
    (0..runs).map(one).fold(f64::INFINITY, f64::min)
}

/// Reads the columns x, t.x and T.cal of a table.
fn read(path: &str) -> Option<Vec<History>> {
    let text = std::fs::read_to_string(path).ok()?;
    let mut lines = text.lines();
    let headers: Vec<&str> =
        lines.next()?.split(',').map(|field| field.trim_matches('"')).collect();
    let find = |name| headers.iter().position(|header| *header == name);
    let columns = [find("x")?, find("t.x")?, find("T.cal")?];
    let history = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        let [x, t_x, age] = columns.map(|at| fields.get(at).and_then(|field| field.parse().ok()));
        Some(History { x: x?, t_x: t_x?, age: age? })
    };
    lines.map(history).collect()
}

/// Makes up customers of two years who buy at random and leave after some purchase.
fn made_up(n: usize) -> Vec<CustomerInput> {
    let mut sampler = Sampler::new(5, 0);
    (0..n)
        .map(|_| {
            let age = (50.0 + 680.0 * sampler.uniform()).floor();
            let (rate, leaves) = (sampler.gamma(0.8) / 60.0, sampler.beta(0.8, 2.4));
            let (mut at, mut x, mut t_x) = (0.0, 0.0, 0.0);
            while sampler.uniform() >= leaves {
                at += (sampler.exponential() / rate.max(1e-9)).ceil();
                if at > age {
                    break;
                }
                (x, t_x) = (x + 1.0, at);
            }
            let mean = 20.0 + 100.0 * sampler.uniform();
            CustomerInput {
                history: History { x, t_x, age },
                repeats: (x > 0.0).then_some(Spending { x, mean }),
                purchases: Some(Spending { x: x + 1.0, mean }),
                ..CustomerInput::default()
            }
        })
        .collect()
}

/// Returns the most memory that this process has had, in bytes, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kib << 10)
}

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout();
    if let Some(customers) = std::env::args().nth(1).as_deref().and_then(read) {
        let fit = best_of(5, || {
            let histories = Histories::new(&customers[..], 0.0);
            Objective { model: &BG_NBD, k: 1.0, histories: &histories, method: Method::Mle }.fit();
        });
        writeln!(out, "bg-nbd mle, {} customers: {fit:.2} ms", customers.len())?;
    }
    let request = Request {
        choice: Choice::Auto,
        method: Method::Map,
        horizon: 365.25,
        annual_discount_rate: 0.05,
        time_unit: Days(1.0),
        n_draws: None,
        total_only: false,
    };
    for (n, n_draws) in [(2_000, None), (2_000, Some(1000)), (200_000, None)] {
        let customers = made_up(n);
        let request = Request { n_draws, ..request };
        let before = peak_memory();
        let time = best_of(5, || {
            predict(&customers, 10, &request);
        });
        let taken = before.zip(peak_memory()).map(|(before, after)| (after - before) / n as u64);
        let draws =
            n_draws.map_or("as many draws as suit them".to_owned(), |n| format!("{n} draws"));
        write!(out, "auto, {n} customers, {draws}: {time:.0} ms")?;
        match taken {
            Some(bytes) if n > 100_000 => writeln!(out, ", {bytes} bytes a customer")?,
            _ => writeln!(out)?,
        }
    }
    Ok(())
}
