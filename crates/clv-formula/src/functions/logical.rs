//! Choosing and combining conditions.

use crate::arithmetic::to_usize;
use crate::catalog::Body::{Choice, Scalar, Whole};
use crate::catalog::{Chosen, Function, MANY, Version};
use crate::coerce;
use crate::eval::Evaluation;
use crate::expr::Expr;
use crate::value::{ErrorValue, Value};
use std::cmp::Ordering;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("IF", "ALS", 1, 3, Choice(if_else)),
    Function::new("IFS", "ALS.VOORWAARDEN", 2, MANY, Choice(ifs)).since(Version::V2019),
    Function::new("SWITCH", "SCHAKELEN", 3, MANY, Choice(switch)).since(Version::V2019),
    Function::new("CHOOSE", "KIEZEN", 2, MANY, Choice(choose)),
    Function::new("IFERROR", "ALS.FOUT", 2, 2, Whole(|e, a| Ok(instead_of(e, a, |_| true)))),
    Function::new(
        "IFNA",
        "ALS.NB",
        2,
        2,
        Whole(|e, a| Ok(instead_of(e, a, |error| error == ErrorValue::NotAvailable))),
    )
    .since(Version::V2013),
    Function::new(
        "AND",
        "EN",
        1,
        MANY,
        Whole(|e, a| conditions(e, a).map(|c| Value::Logical(c.met == c.all))),
    ),
    Function::new(
        "OR",
        "OF",
        1,
        MANY,
        Whole(|e, a| conditions(e, a).map(|c| Value::Logical(c.met > 0))),
    ),
    Function::new(
        "XOR",
        "EX.OF",
        1,
        MANY,
        Whole(|e, a| conditions(e, a).map(|c| Value::Logical(c.met % 2 == 1))),
    )
    .since(Version::V2013),
    Function::new(
        "NOT",
        "NIET",
        1,
        1,
        Scalar(|v| coerce::logical(&v[0]).map(|logical| Value::Logical(!logical))),
    ),
    Function::new("TRUE", "WAAR", 0, 0, Scalar(|_| Ok(Value::Logical(true)))),
    Function::new("FALSE", "ONWAAR", 0, 0, Scalar(|_| Ok(Value::Logical(false)))),
];

fn if_else(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Result<Chosen, ErrorValue> {
    let condition = match &arguments[0] {
        wide if wide.is_wide() => evaluation.value(wide),
        single => Value::Logical(evaluation.logical(single)?),
    };
    if matches!(condition, Value::Array(_)) {
        let yes = arguments.get(1).map_or(Value::Logical(true), |yes| evaluation.value(yes));
        let no = arguments.get(2).map_or(Value::Logical(false), |no| evaluation.value(no));
        let chosen = evaluation.lift(&[condition, yes, no], |values| {
            Ok(values[if coerce::logical(&values[0])? { 1 } else { 2 }].clone())
        });
        return Ok(Chosen::Value(chosen));
    }
    let at = if coerce::logical(&condition)? { 1 } else { 2 };
    Ok(match arguments.get(at) {
        None => Chosen::Value(Value::Logical(at == 1)),
        Some(Expr::Omitted) => Chosen::Value(Value::Number(0.0)),
        Some(_) => Chosen::Argument(at),
    })
}

fn ifs(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Result<Chosen, ErrorValue> {
    if !arguments.len().is_multiple_of(2) {
        return Err(ErrorValue::NotAvailable);
    }
    for at in (0..arguments.len()).step_by(2) {
        if evaluation.logical(&arguments[at])? {
            return Ok(Chosen::Argument(at + 1));
        }
    }
    Err(ErrorValue::NotAvailable)
}

fn switch(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Result<Chosen, ErrorValue> {
    let subject = evaluation.value(&arguments[0]);
    if let Value::Error(error) = subject {
        return Err(error);
    }
    let mut at = 1;
    while at + 1 < arguments.len() {
        let case = evaluation.value(&arguments[at]);
        if let Value::Error(error) = case {
            return Err(error);
        }
        if coerce::compare(&subject, &case) == Ordering::Equal {
            return Ok(Chosen::Argument(at + 1));
        }
        at += 2;
    }
    if at < arguments.len() { Ok(Chosen::Argument(at)) } else { Err(ErrorValue::NotAvailable) }
}

fn choose(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Result<Chosen, ErrorValue> {
    let index = to_usize(evaluation.number(&arguments[0])?);
    if (1..arguments.len()).contains(&index) {
        Ok(Chosen::Argument(index))
    } else {
        Err(ErrorValue::Value)
    }
}

fn instead_of(
    evaluation: &mut Evaluation<'_>,
    arguments: &[Expr],
    is_caught: fn(ErrorValue) -> bool,
) -> Value {
    let value = evaluation.value(&arguments[0]);
    match &value {
        Value::Error(error) if is_caught(*error) => evaluation.value(&arguments[1]),
        Value::Array(_) => {
            let instead = evaluation.value(&arguments[1]);
            evaluation.lift(&[value, instead], |values| match values[0] {
                Value::Error(error) if is_caught(error) => Ok(values[1].clone()),
                _ => Ok(values[0].clone()),
            })
        }
        _ => value,
    }
}

/// How many conditions there were, and how many of them were met.
#[derive(Default)]
struct Conditions {
    all: usize,
    met: usize,
}

impl Conditions {
    fn add(&mut self, is_met: bool) {
        self.all += 1;
        self.met += usize::from(is_met);
    }
}

/// Evaluates all conditions; in arrays and cells texts do not count, and without any condition it is `#VALUE!`.
fn conditions(
    evaluation: &mut Evaluation<'_>,
    arguments: &[Expr],
) -> Result<Conditions, ErrorValue> {
    let mut conditions = Conditions::default();
    for argument in arguments {
        if let Expr::Binary(binary) = argument
            && binary.is_comparison()
        {
            conditions.add(evaluation.logical(argument)?);
            continue;
        }
        let (value, is_reference) = evaluation.operand(argument);
        match &value {
            Value::Array(array) => {
                evaluation.charge(array.cells().len())?;
                for cell in array.cells() {
                    match cell {
                        Value::Number(_) | Value::Logical(_) | Value::Error(_) => {
                            conditions.add(coerce::logical(cell)?);
                        }
                        Value::Blank | Value::Text(_) | Value::Array(_) => {}
                    }
                }
            }
            Value::Text(_) | Value::Blank if is_reference => {}
            value => conditions.add(coerce::logical(value)?),
        }
    }
    if conditions.all == 0 { Err(ErrorValue::Value) } else { Ok(conditions) }
}
