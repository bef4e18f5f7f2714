//! Prints the time and memory that each hostile formula takes beside a column of 100,000 rows; each in a process of its own.
//!
//! `cargo run --release -p clv-formula --example hostile`. Memory is known on Linux only. Exit status 1 if one takes more than
//! 100 ms or 64 MB.

#![expect(clippy::print_stdout, reason = "printing is what it is for")]

#[path = "../tests/support/hostile.rs"]
mod hostile;

use clv_formula::{Column, Dialect, Evaluation, Input, Limits, Names, Value, parse};
use hostile::hostile;
use std::process::{Command, ExitCode};
use std::time::Instant;

const N_ROWS: usize = 100_000;
const MOST_MILLISECONDS: f64 = 100.0;
const MOST_MEGABYTES: f64 = 64.0;

/// Returns the most memory that this process ever had, in megabytes.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}

/// Reads and evaluates one formula; returns the milliseconds, the megabytes and the value or why there is none.
fn measure(text: &str) -> (f64, f64, String) {
    let column = Column::Numbers((0..N_ROWS).map(|row| (row * 7919 % N_ROWS) as f64).collect());
    let limits = Limits::default();
    let (before, start) = (peak(), Instant::now());
    let shown = match parse(text, Dialect::En, &Names::any(), &limits) {
        Ok(formula) => {
            let inputs = formula.variables().iter().map(|_| Input::Same(Value::Number(3.0)));
            let columns = formula.columns().iter().map(|_| &column).collect();
            Evaluation::new(&formula, inputs.collect(), columns, limits).at(0).shown(Dialect::En)
        }
        Err(error) => error.to_string(),
    };
    let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
    (milliseconds, peak() - before, shown.chars().take(60).collect())
}

fn main() -> ExitCode {
    let formulas = hostile();
    if let Some(at) = std::env::args().nth(1).and_then(|at| at.parse::<usize>().ok()) {
        let (milliseconds, megabytes, shown) = measure(&formulas[at]);
        println!("{milliseconds:.1}\t{megabytes:.1}\t{shown}");
        return ExitCode::SUCCESS;
    }
    let mut is_within = true;
    for (at, text) in formulas.iter().enumerate() {
        let itself = std::env::current_exe().unwrap_or_default();
        let Ok(output) = Command::new(itself).arg(at.to_string()).output() else {
            return ExitCode::FAILURE;
        };
        let printed = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        let mut fields = printed.split('\t').map(|field| field.parse::<f64>().unwrap_or(f64::MAX));
        let (milliseconds, megabytes) =
            (fields.next().unwrap_or(f64::MAX), fields.next().unwrap_or(f64::MAX));
        let is_too_much = milliseconds > MOST_MILLISECONDS || megabytes > MOST_MEGABYTES;
        is_within &= !is_too_much && output.status.success();
        let start: String = text.chars().take(70).collect();
        println!("{}{printed}\t{start}", if is_too_much { "TOO MUCH " } else { "" });
    }
    if is_within { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
