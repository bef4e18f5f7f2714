//! Prints how many evaluations a second one core does: five formulas over 100,000 customers, and 20 over 50,000.
//!
//! Both are the medians of several runs, as the first of a process finds the processor asleep.
//!
//! `cargo run --release -p clv-formula --example speed`

#![expect(clippy::print_stdout, reason = "printing is what it is for")]

use clv_formula::{Column, Dialect, Evaluation, Formula, Input, Limits, Names, Value, parse};
use std::time::Instant;

/// The five formulas of the study.
const FIVE: [&str; 5] = [
    "=aov*freq*levensduur*marge",
    "=ALS(p_alive<0,3;0;MIN(levensduur;horizon)*aov*freq*marge)",
    "=ALS.FOUT(aov/churn;0)",
    "=AFRONDEN(aov*freq*marge*(1-(1+disc)^-levensduur)/disc;2)",
    "=ALS(EN(p_alive>0,7;freq>6);\"A\";ALS(p_alive>0,3;\"B\";\"C\"))",
];
const VARIABLES: [&str; 8] =
    ["aov", "freq", "levensduur", "p_alive", "churn", "marge", "disc", "horizon"];

/// Makes the values of a customer: spread out, and the same every time.
fn value(variable: usize, row: usize) -> f64 {
    let spread = ((row * 7919 + variable * 104_729) % 1_000) as f64 / 1_000.0;
    match VARIABLES[variable] {
        "aov" => 20.0 + 300.0 * spread,
        "freq" => 1.0 + 9.0 * spread,
        "levensduur" | "horizon" => 1.0 + 5.0 * spread,
        "churn" => {
            if row.is_multiple_of(10) {
                0.0
            } else {
                0.05 + spread
            }
        }
        _ => 0.05 + 0.9 * spread,
    }
}

/// How often everything is run.
const RUNS: usize = 15;

/// Evaluates formulas over so many customers again and again; returns the median of the seconds, and a sum that depends on
/// all results.
fn median_run(formulas: &[Formula], n_rows: usize) -> (f64, f64) {
    let mut runs: Vec<(f64, f64)> = (0..RUNS).map(|_| run(formulas, n_rows)).collect();
    runs.sort_by(|a, b| a.0.total_cmp(&b.0));
    runs[RUNS / 2]
}

/// Evaluates formulas over so many customers; returns the seconds and a sum that depends on all results.
fn run(formulas: &[Formula], n_rows: usize) -> (f64, f64) {
    let columns: Vec<Column> = (0..VARIABLES.len())
        .map(|variable| Column::Numbers((0..n_rows).map(|row| value(variable, row)).collect()))
        .collect();
    let start = Instant::now();
    let mut sum = 0.0;
    for formula in formulas {
        let place = |name: &str| VARIABLES.iter().position(|known| *known == name).unwrap_or(0);
        let inputs = formula.variables().iter().map(|name| Input::PerRow(&columns[place(name)]));
        let mut evaluation =
            Evaluation::new(formula, inputs.collect(), Vec::new(), Limits::default());
        for row in 0..n_rows {
            sum += match evaluation.at(row) {
                Value::Number(number) => number,
                _ => 1.0,
            };
        }
    }
    (start.elapsed().as_secs_f64(), sum)
}

fn main() {
    let names = Names::new(VARIABLES);
    let read = |text: &&str| parse(text, Dialect::Nl, &names, &Limits::default()).ok();
    let five: Vec<Formula> = FIVE.iter().filter_map(read).collect();
    let (seconds, sum) = median_run(&five, 100_000);
    println!("{:.1} million evaluations a second (sum {sum:.3})", 0.5 / seconds);
    let twenty: Vec<Formula> = five.iter().cycle().take(20).cloned().collect();
    let (seconds, _) = median_run(&twenty, 50_000);
    println!("{seconds:.3} s for 50,000 customers and 20 formulas");
}
