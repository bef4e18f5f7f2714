//! What kind of value something is.

use crate::arithmetic::trunc;
use crate::catalog::Body::{Scalar, Test};
use crate::catalog::{Function, Outcome};
use crate::coerce;
use crate::value::{ErrorValue, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("ISBLANK", "ISLEEG", 1, 1, Test(|v| Value::Logical(matches!(v, Value::Blank)))),
    Function::new(
        "ISNUMBER",
        "ISGETAL",
        1,
        1,
        Test(|v| Value::Logical(matches!(v, Value::Number(_)))),
    ),
    Function::new("ISTEXT", "ISTEKST", 1, 1, Test(|v| Value::Logical(matches!(v, Value::Text(_))))),
    Function::new(
        "ISNONTEXT",
        "ISGEENTEKST",
        1,
        1,
        Test(|v| Value::Logical(!matches!(v, Value::Text(_)))),
    ),
    Function::new(
        "ISLOGICAL",
        "ISLOGISCH",
        1,
        1,
        Test(|v| Value::Logical(matches!(v, Value::Logical(_)))),
    ),
    Function::new("ISERROR", "ISFOUT", 1, 1, Test(|v| Value::Logical(v.as_error().is_some()))),
    Function::new(
        "ISERR",
        "ISFOUT2",
        1,
        1,
        Test(|v| Value::Logical(v.as_error().is_some_and(|e| e != ErrorValue::NotAvailable))),
    ),
    Function::new(
        "ISNA",
        "ISNB",
        1,
        1,
        Test(|v| Value::Logical(v.as_error() == Some(ErrorValue::NotAvailable))),
    ),
    Function::new("ERROR.TYPE", "TYPE.FOUT", 1, 1, Test(error_type)),
    Function::new("ISEVEN", "IS.EVEN", 1, 1, Scalar(|v| parity(v, 0.0))),
    Function::new("ISODD", "IS.ONEVEN", 1, 1, Scalar(|v| parity(v, 1.0))),
    Function::new("NA", "NB", 0, 0, Scalar(|_| Err(ErrorValue::NotAvailable))),
    Function::new("N", "N", 1, 1, Scalar(|v| Ok(Value::Number(as_number(&v[0]))))),
    Function::new(
        "T",
        "T",
        1,
        1,
        Scalar(|v| Ok(if let Value::Text(_) = v[0] { v[0].clone() } else { Value::text("") })),
    ),
];

fn error_type(value: &Value) -> Value {
    match value.as_error() {
        Some(ErrorValue::Calc) => Value::Number(14.0),
        Some(error) => Value::Number(error.index() as f64 + 1.0),
        None => Value::Error(ErrorValue::NotAvailable),
    }
}

fn parity(values: &[Value], rest: f64) -> Outcome {
    if let Value::Logical(_) = values[0] {
        return Err(ErrorValue::Value);
    }
    let whole = trunc(coerce::number(&values[0])?);
    Ok(Value::Logical(whole.abs() % 2.0 == rest))
}

fn as_number(value: &Value) -> f64 {
    match value {
        Value::Number(number) => *number,
        Value::Logical(true) => 1.0,
        Value::Blank
        | Value::Text(_)
        | Value::Logical(false)
        | Value::Error(_)
        | Value::Array(_) => 0.0,
    }
}
