//! The variables of the shared test data, and a table.

use clv_formula::{
    Column, Dialect, Evaluation, Input, Limits, Names, Value, number_to_text, parse,
};

/// The variables and their values.
pub(crate) fn variables() -> Vec<(&'static str, Value)> {
    let numbers = [
        ("marge", 0.35),
        ("nul", 0.0),
        ("dt", 45351.0),
        ("neg", -2.5),
        ("p", 0.27),
        ("n", 7.0),
        ("aov", 75.0),
        ("freq", 4.0),
        ("jaren", 5.0),
    ];
    let mut variables = vec![
        ("blanco", Value::Blank),
        ("tekst_3", Value::text("3")),
        ("txt", Value::text("abc")),
        ("waar", Value::Logical(true)),
    ];
    variables.extend(numbers.map(|(name, number)| (name, Value::Number(number))));
    variables
}

/// The names of the columns of the table `t`.
const COLUMNS: [&str; 6] = ["x", "y", "g", "b", "w", "z"];

/// The columns of the table `t`; the last one is blank.
fn column(name: &str) -> Column {
    let texts = |texts: [&str; 6]| Column::Values(texts.map(Value::text).to_vec());
    match name {
        "x" => Column::Numbers(vec![3.0, -1.0, 7.0, 7.0, 0.5, 10.0]),
        "y" => Column::Numbers(vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]),
        "g" => texts(["a", "b", "a", "c", "B", "a"]),
        "b" => Column::Values(vec![
            Value::Blank,
            Value::Number(1.0),
            Value::Blank,
            Value::Blank,
            Value::text("x"),
            Value::Number(0.0),
        ]),
        "w" => Column::Numbers(vec![f64::NAN, 1.0, 2.0, 3.0, 4.0, 5.0]),
        _ => Column::Values(vec![Value::Blank; 6]),
    }
}

/// Evaluates a formula with them.
pub(crate) fn eval(text: &str, dialect: Dialect) -> Value {
    let variables = variables();
    let mut names = Names::new(variables.iter().map(|(name, _)| *name));
    for name in COLUMNS {
        names.add_column(("t", name), ("t", name));
    }
    let formula = match parse(text, dialect, &names, &Limits::default()) {
        Ok(formula) => formula,
        Err(error) => return Value::text(&format!("cannot be read: {error}")),
    };
    let value = |name: &str| {
        let found = variables.iter().find(|(of, _)| *of == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let inputs = formula.variables().iter().map(|name| Input::Same(value(name))).collect();
    let columns: Vec<Column> = formula.columns().iter().map(|(_, name)| column(name)).collect();
    Evaluation::new(&formula, inputs, columns.iter().collect(), Limits::default()).at(0)
}

/// Writes a value as the shared files do.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::Number(number) => number_to_text(*number),
        value => value.shown(Dialect::En),
    }
}
