//! The formulas of the shared test data: expected values from Excel's documentation and from `LibreOffice`.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests; the lint's exception covers test functions alone"
)]

#[path = "support/variables.rs"]
mod variables;

use clv_formula::{Dialect, Limits, Names, Value, parse};
use std::io::Write;
use std::path::{Path, PathBuf};
use variables::{eval, shown};

fn agrees(value: &Value, expected: &str) -> bool {
    match value {
        Value::Number(number) => expected
            .parse::<f64>()
            .is_ok_and(|expected| (number - expected).abs() <= 1e-9 * expected.abs().max(1.0)),
        Value::Error(_) => expected.starts_with('#') || expected.starts_with("Err:"),
        value => shown(value) == expected || shown(value).eq_ignore_ascii_case(expected),
    }
}

/// Reads a shared file; without it a visible line is printed, or the test fails where nothing may be left out.
fn shared(name: &str) -> Option<String> {
    let path: PathBuf =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/formulas").join(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        assert!(std::env::var_os("CLV_REQUIRE_ALL").is_none(), "{} is missing", path.display());
        // Not `println!`: what a test that passes prints that way is not shown.
        writeln!(std::io::stdout(), "left out: {} is not there", path.display())
            .unwrap_or_default();
    }
    text
}

#[test]
fn tricky_expressions_give_what_excel_documents() {
    let Some(text) = shared("tricky.tsv") else { return };
    let mut wrong = Vec::new();
    for line in text.lines() {
        let mut fields = line.split('\t');
        let (formula, expected) = (fields.next().unwrap(), fields.next().unwrap_or(""));
        let value = eval(formula, Dialect::En);
        let agrees = match &value {
            Value::Error(error) => error.text() == expected,
            value => agrees(value, expected),
        };
        if !agrees {
            wrong.push(format!("{formula} gives {}, expected {expected}", shown(&value)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Reads the checked-in classes in which `LibreOffice` and Excel differ: name, signs in the formula, reason.
fn divergences() -> Vec<(&'static str, Vec<Vec<&'static str>>)> {
    let table = include_str!("divergences.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut fields = line.split('\t');
        let (name, signs) = (fields.next().unwrap(), fields.next().unwrap());
        assert!(fields.next().is_some_and(|reason| !reason.is_empty()), "{name} has no reason");
        (name, signs.split(" & ").map(|choice| choice.split(" | ").collect()).collect())
    });
    rows.collect()
}

#[test]
fn random_formulas_give_what_libreoffice_gives_but_for_known_classes() {
    let classes = divergences();
    assert!(classes.len() <= 10);
    let Some(text) = shared("random.tsv") else { return };
    let mut unexplained = Vec::new();
    let mut explained = vec![0; classes.len()];
    for line in text.lines() {
        let mut fields = line.split('\t');
        let (formula, expected) = (fields.next().unwrap(), fields.next().unwrap_or(""));
        let value = eval(formula, Dialect::En);
        if agrees(&value, expected) {
            continue;
        }
        let has = |signs: &Vec<Vec<&str>>| {
            signs.iter().all(|choice| choice.iter().any(|sign| formula.contains(sign)))
        };
        match classes.iter().position(|(_, signs)| has(signs)) {
            Some(class) => explained[class] += 1,
            None => {
                unexplained.push(format!("{formula} gives {}, expected {expected}", shown(&value)));
            }
        }
    }
    for ((name, _), count) in classes.iter().zip(&explained) {
        println!("{count} differ by {name}");
    }
    assert!(unexplained.is_empty(), "{}", unexplained.join("\n"));
}

#[test]
fn shared_formulas_survive_the_way_to_dutch_and_back() {
    let texts = [shared("tricky.tsv"), shared("random.tsv")];
    for line in texts.iter().flatten().flat_map(|text| text.lines()) {
        let text = line.split('\t').next().unwrap();
        let read =
            |text: &str, dialect| parse(text, dialect, &Names::any(), &Limits::default()).unwrap();
        let formula = read(text, Dialect::En);
        let dutch = formula.to_text(Dialect::Nl);
        assert_eq!(read(&dutch, Dialect::Nl), formula, "{text} is {dutch} in Dutch");
        assert_eq!(read(&formula.to_text(Dialect::En), Dialect::En), formula);
    }
}
