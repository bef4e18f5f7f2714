//! The functions themselves, one file per kind, and what they share.

mod math;
mod statistics;
mod distributions;
mod conditional;
mod logical;
mod information;
mod text;
mod text_format;
mod date;
mod financial;
mod lookup;

use crate::arithmetic::{levels, to_i64};
use crate::array::Array;
use crate::calendar::LAST_DAY;
use crate::catalog::Function;
use crate::coerce;
use crate::eval::Evaluation;
use crate::expr::Expr;
use crate::value::{ErrorValue, Value};
use std::sync::Arc;

/// Returns every function, kind by kind.
pub(crate) fn all() -> impl Iterator<Item = &'static Function> {
    [
        math::FUNCTIONS,
        statistics::FUNCTIONS,
        distributions::FUNCTIONS,
        conditional::FUNCTIONS,
        logical::FUNCTIONS,
        information::FUNCTIONS,
        text::FUNCTIONS,
        date::FUNCTIONS,
        financial::FUNCTIONS,
        lookup::FUNCTIONS,
    ]
    .into_iter()
    .flatten()
}

/// Returns an argument as a number; one that is missing is 0.
fn number(values: &[Value], at: usize) -> Result<f64, ErrorValue> {
    values.get(at).map_or(Ok(0.0), coerce::number)
}

/// Returns an argument as a number, or the default if it is missing or left out.
fn number_or(values: &[Value], at: usize, default: f64) -> Result<f64, ErrorValue> {
    match values.get(at) {
        None | Some(Value::Blank) => Ok(default),
        Some(value) => coerce::number(value),
    }
}

/// Returns an argument as a day number.
fn day(values: &[Value], at: usize) -> Result<i64, ErrorValue> {
    whole_day(number(values, at)?)
}

/// Returns the day of a moment, if it is within the calendar.
fn whole_day(number: f64) -> Result<i64, ErrorValue> {
    let day = to_i64(number.floor());
    if (0..=LAST_DAY).contains(&day) { Ok(day) } else { Err(ErrorValue::Num) }
}

/// Gives every number among the arguments to `visit`, the way SUM finds them.
///
/// Within arrays and cells only numbers count; what is written into the formula or computed must read as a number.
fn each_number(
    evaluation: &mut Evaluation<'_>,
    arguments: &[Expr],
    mut visit: impl FnMut(f64),
) -> Result<(), ErrorValue> {
    for argument in arguments {
        if let Some(number) = evaluation.number_at_hand(argument) {
            visit(number);
            continue;
        }
        let (value, is_reference) = evaluation.operand(argument);
        match (&value, is_reference) {
            (Value::Array(array), _) => {
                evaluation.charge(array.cells().len())?;
                for cell in array.cells() {
                    match cell {
                        Value::Number(number) => visit(*number),
                        Value::Error(error) => return Err(*error),
                        Value::Blank | Value::Text(_) | Value::Logical(_) | Value::Array(_) => {}
                    }
                }
            }
            (Value::Number(number), _) => visit(*number),
            (Value::Error(error), _) => return Err(*error),
            (_, true) => {}
            (value, false) => visit(coerce::number(value)?),
        }
    }
    Ok(())
}

/// Collects the numbers among the arguments.
fn numbers(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Result<Vec<f64>, ErrorValue> {
    let mut numbers = Vec::new();
    each_number(evaluation, arguments, |number| numbers.push(number))?;
    Ok(numbers)
}

/// Returns the numbers of one argument from small to large; those of a column are sorted once for all rows.
fn sorted(evaluation: &mut Evaluation<'_>, argument: &Expr) -> Result<Arc<[f64]>, ErrorValue> {
    if let Expr::Column(column) = argument {
        return evaluation.ascending(*column, |evaluation| sort(evaluation, argument));
    }
    sort(evaluation, argument)
}

fn sort(evaluation: &mut Evaluation<'_>, argument: &Expr) -> Result<Arc<[f64]>, ErrorValue> {
    let mut numbers = numbers(evaluation, std::slice::from_ref(argument))?;
    evaluation.charge(numbers.len().saturating_mul(levels(numbers.len())))?;
    numbers.sort_by(f64::total_cmp);
    Ok(numbers.into())
}

/// Returns the cells of an argument, one cell if it is a single value.
fn cells(evaluation: &mut Evaluation<'_>, argument: &Expr) -> Result<Arc<Array>, ErrorValue> {
    let array = array(evaluation, argument)?;
    if array.cells().len() > 1 {
        evaluation.charge(array.cells().len())?;
    }
    Ok(array)
}

/// Returns the cells of an argument of which few will be read.
fn array(evaluation: &mut Evaluation<'_>, argument: &Expr) -> Result<Arc<Array>, ErrorValue> {
    match evaluation.value(argument) {
        Value::Array(array) => Ok(array),
        Value::Error(error) => Err(error),
        value => Ok(Arc::new(Array::column(vec![value]))),
    }
}
