//! What each function gives: at least six formulas of every one in the catalog.
//!
//! The values of `goldens.tsv` are those of `LibreOffice` 7.4, which knows nothing of ours. Where Excel documents another value
//! that one stands there, and so does what was worked out by hand for functions that `LibreOffice` 7.4 does not have.

#[path = "support/variables.rs"]
mod variables;

use clv_formula::{Catalog, Dialect, Value};
use std::collections::BTreeMap;
use variables::{eval, shown};

/// The formulas, each with its value.
fn goldens() -> impl Iterator<Item = (&'static str, &'static str)> {
    include_str!("goldens.tsv").lines().filter_map(|line| line.split_once('\t'))
}

fn agrees(value: &Value, expected: &str) -> bool {
    match value {
        Value::Number(number) => expected
            .parse::<f64>()
            .is_ok_and(|expected| (number - expected).abs() <= 1e-9 * expected.abs().max(1.0)),
        value => shown(value) == expected,
    }
}

#[test]
fn every_function_gives_what_it_is_known_to_give() {
    let wrong: Vec<String> = goldens()
        .filter_map(|(formula, expected)| {
            let value = eval(formula, Dialect::En);
            let is_wrong = !agrees(&value, expected);
            is_wrong.then(|| format!("{formula} gives {}, expected {expected}", shown(&value)))
        })
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_function_has_six_goldens() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (formula, _) in goldens() {
        for function in Catalog::get().functions() {
            let is_used = formula
                .match_indices(&format!("{}(", function.en()))
                .any(|(at, _)| !formula[..at].ends_with(|c: char| c.is_alphanumeric() || c == '.'));
            *counts.entry(function.en()).or_default() += usize::from(is_used);
        }
    }
    let few: Vec<_> = counts.iter().filter(|(_, count)| **count < 6).collect();
    assert!(counts.len() >= 100 && few.is_empty(), "{few:?}");
}
