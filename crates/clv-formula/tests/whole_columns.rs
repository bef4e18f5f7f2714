//! Formulas that count and look up among all customers: however many there are, the answer is that of reading every cell.

use clv_formula::{Column, Dialect, ErrorValue, Evaluation, Formula, Input, Limits, Names, Value};
use std::time::Instant;

/// A table with a row for each customer.
struct Customers {
    columns: Vec<(&'static str, Column)>,
}

impl Customers {
    /// Makes so many, each with a turnover and a name of its own, of six segments and as many cities as a country has.
    fn new(n: usize) -> Self {
        let turnover = |row: usize| (row * 7919 % n) as f64 * 1.01 + 0.3;
        let names = (0..n).map(|row| Value::text(&format!("Klant {}", row * 31 % n)));
        let friends = (0..n).map(|row| Value::text(&format!("KLANT {}", row * 17 % (n + 9))));
        let segments = (0..n).map(|row| Value::text(["A", "B", "C", "D", "E", "F"][row * 13 % 6]));
        let cities = (0..n).map(|row| Value::text(&format!("Stad {}", row * row % 997)));
        Self {
            columns: vec![
                ("turnover", Column::Numbers((0..n).map(turnover).collect())),
                ("name", names.collect()),
                ("friend", friends.collect()),
                ("segment", segments.collect()),
                ("city", cities.collect()),
            ],
        }
    }

    /// Makes a table of all that a cell may hold, many things more than once.
    fn odd() -> Self {
        let values = [
            Value::Number(5.0),
            Value::Number(0.1 + 0.2),
            Value::Number(0.3),
            Value::text("5"),
            Value::text(">2"),
            Value::text("<>a*"),
            Value::text("a?"),
            Value::text("Ab"),
            Value::text("aB"),
            Value::text(""),
            Value::Blank,
            Value::Number(0.0),
            Value::Number(-3.5),
            Value::Logical(true),
            Value::text("<=0.3"),
            Value::text("=é"),
            Value::text("É"),
            Value::Error(ErrorValue::Div0),
        ];
        let column = |step: usize| {
            Column::Values((0..400).map(|row| values[row * step % values.len()].clone()).collect())
        };
        let numbers = (0..400).map(|row: usize| (row * 37 % 101) as f64 / 7.0).collect();
        Self {
            columns: vec![
                ("turnover", Column::Numbers(numbers)),
                ("name", column(1)),
                ("friend", column(5)),
                ("segment", column(7)),
                ("city", column(11)),
            ],
        }
    }

    fn read(&self, text: &str) -> Formula {
        let mut names = Names::new(self.columns.iter().map(|(name, _)| *name));
        for (name, _) in &self.columns {
            names.add_column(("All", name), ("All", name));
        }
        clv_formula::parse(text, Dialect::En, &names, &Limits::default())
            .expect("a formula that can be read")
    }

    fn evaluation<'a>(&'a self, formula: &'a Formula) -> Evaluation<'a> {
        let column = |name: &str| {
            &self.columns.iter().find(|(of, _)| *of == name).expect("a known column").1
        };
        let inputs = formula.variables().iter().map(|name| Input::PerRow(column(name))).collect();
        let columns = formula.columns().iter().map(|(_, name)| column(name)).collect();
        let limits = Limits { fuel: 20_000_000, ..Limits::default() };
        Evaluation::new(formula, inputs, columns, limits)
    }
}

/// Formulas that ask something of all customers for each.
const FORMULAS: [&str; 16] = [
    "=COUNTIF(All[turnover],\">\"&turnover)+1",
    "=COUNTIF(All[turnover],\"<=\"&turnover)/COUNT(All[turnover])",
    "=COUNTIF(All[segment],segment)",
    "=COUNTIF(All[friend],name)",
    "=COUNTIFS(All[segment],segment,All[turnover],\">\"&turnover)+1",
    "=COUNTIFS(All[turnover],\">=\"&turnover,All[city],city)",
    "=COUNTIFS(All[city],city,All[name],name)",
    "=turnover/SUMIF(All[segment],segment,All[turnover])",
    "=AVERAGEIF(All[city],city,All[turnover])",
    "=SUMIF(All[friend],name,All[turnover])",
    "=SUMIFS(All[turnover],All[city],city,All[segment],\"<>\"&segment)",
    "=MAXIFS(All[turnover],All[city],city)-MINIFS(All[turnover],All[city],city)",
    "=IFERROR(MATCH(name,All[friend],0),0)",
    "=XLOOKUP(name,All[friend],All[turnover],0)",
    "=IFERROR(INDEX(All[city],MATCH(turnover,All[turnover],0)),\"\")",
    "=RANK(turnover,All[turnover])+PERCENTRANK(All[turnover],turnover)",
];

#[test]
fn fifty_thousand_customers_are_answered_as_reading_every_cell_would() {
    const N: usize = 50_000;
    let customers = Customers::new(N);
    for text in FORMULAS {
        let formula = customers.read(text);
        let mut evaluation = customers.evaluation(&formula);
        let start = Instant::now();
        let mut fuel = 0;
        let values: Vec<Value> = (0..N)
            .map(|row| {
                let value = evaluation.at(row);
                fuel += evaluation.fuel_used();
                value
            })
            .collect();
        println!(
            "{:.2} s, {:.1} M cells: {text}",
            start.elapsed().as_secs_f64(),
            fuel as f64 / 1e6
        );
        assert!(fuel <= 200_000_000, "{text} visits {fuel} cells");
        for row in (0..N).step_by(N / 40) {
            // The first question is always answered by reading.
            assert_eq!(values[row], customers.evaluation(&formula).at(row), "{text} in row {row}");
        }
    }
}

#[test]
fn whatever_the_cells_hold_the_answer_is_that_of_reading_them() {
    let customers = Customers::odd();
    let more = [
        "=COUNTIF(All[name],friend)",
        "=COUNTIF(All[name],\">\"&friend)",
        "=COUNTIF(All[name],\"<=\"&turnover)",
        "=COUNTIF(All[name],\"<>\"&friend)",
        "=COUNTIF(All[name],\"*\"&friend&\"*\")",
        "=COUNTIFS(All[name],friend,All[city],\">=\"&turnover)",
        "=COUNTIFS(All[name],\"<\"&turnover,All[city],\">=\"&turnover)",
        "=SUMIF(All[name],friend)",
        "=SUMIF(All[turnover],\">=\"&turnover)",
        "=SUMIFS(All[turnover],All[name],friend,All[city],city)",
        "=MATCH(friend,All[name],0)",
        "=MATCH(turnover,All[turnover],0)",
        "=XLOOKUP(friend,All[name],All[city],\"none\",-1)",
        "=XLOOKUP(friend,All[name],All[city],\"none\",2)",
    ];
    for text in FORMULAS.iter().chain(&more) {
        let formula = customers.read(text);
        let mut evaluation = customers.evaluation(&formula);
        for row in 0..400 {
            let alone = customers.evaluation(&formula).at(row);
            assert_eq!(evaluation.at(row), alone, "{text} in row {row}");
        }
    }
}
