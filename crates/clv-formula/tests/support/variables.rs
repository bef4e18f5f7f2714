//! The variables of the shared test data.

use clv_formula::{Dialect, Limits, Names, Value, number_to_text, parse};

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

/// Evaluates a formula with them.
pub(crate) fn eval(text: &str, dialect: Dialect) -> Value {
    let variables = variables();
    let names = Names::new(variables.iter().map(|(name, _)| *name));
    let formula = match parse(text, dialect, &names, &Limits::default()) {
        Ok(formula) => formula,
        Err(error) => return Value::text(&format!("cannot be read: {error}")),
    };
    let value = |name: &str| {
        let found = variables.iter().find(|(of, _)| *of == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let inputs: Vec<Value> = formula.variables().iter().map(|name| value(name)).collect();
    formula.eval(&inputs)
}

/// Writes a value as the shared files do.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::Number(number) => number_to_text(*number),
        value => value.shown(Dialect::En),
    }
}
