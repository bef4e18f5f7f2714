//! What operators do with two numbers or two values.

use crate::arithmetic::{add, divide, finite, power};
use crate::catalog::Outcome;
use crate::coerce;
use crate::expr::{Operator, Unary};
use crate::value::{ErrorValue, Value};
use std::cmp::Ordering;
use std::sync::Arc;

/// Applies a sign or the percent sign.
#[inline]
pub(crate) fn unary(operator: Unary, number: f64) -> f64 {
    match operator {
        Unary::Minus => -number,
        Unary::Plus => number,
        Unary::Percent => number / 100.0,
    }
}

/// Computes with two numbers; the operator is an arithmetic one.
#[inline]
pub(crate) fn compute(operator: Operator, left: f64, right: f64) -> Result<f64, ErrorValue> {
    match operator {
        Operator::Multiply => finite(left * right),
        Operator::Add => finite(add(left, right)),
        Operator::Subtract => finite(add(left, -right)),
        Operator::Divide => divide(left, right),
        _ => power(left, right),
    }
}

/// Applies an operator to two single values; a text longer than `longest` characters is not made.
pub(crate) fn operate(operator: Operator, left: &Value, right: &Value, longest: usize) -> Outcome {
    if let Some(error) = left.as_error().or(right.as_error()) {
        return Err(error);
    }
    if operator.is_arithmetic() {
        let (left, right) = (coerce::number(left)?, coerce::number(right)?);
        return compute(operator, left, right).map(Value::Number);
    }
    if operator == Operator::Join {
        let (left, right) = (coerce::text(left)?, coerce::text(right)?);
        if left.len() + right.len() > longest
            && left.chars().count() + right.chars().count() > longest
        {
            return Err(ErrorValue::Value);
        }
        return Ok(Value::Text(Arc::from([&*left, &*right].concat())));
    }
    Ok(Value::Logical(holds(operator, coerce::compare(left, right))))
}

/// Returns whether a comparison holds between two values in that order.
#[inline]
pub(crate) fn holds(operator: Operator, order: Ordering) -> bool {
    match operator {
        Operator::Equal => order == Ordering::Equal,
        Operator::NotEqual => order != Ordering::Equal,
        Operator::Less => order == Ordering::Less,
        Operator::LessOrEqual => order != Ordering::Greater,
        Operator::Greater => order == Ordering::Greater,
        _ => order != Ordering::Less,
    }
}
