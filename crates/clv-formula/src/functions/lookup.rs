//! Finding things in columns.

use super::{array, cells};
use crate::arithmetic::{levels, to_i64, to_usize};
use crate::array::Array;
use crate::catalog::Body::Whole;
use crate::catalog::{Function, Outcome, Version};
use crate::coerce::compare;
use crate::criterion::wildcard_match;
use crate::eval::Evaluation;
use crate::expr::Expr;
use crate::value::{ErrorValue, Value};
use std::cmp::Ordering;
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("INDEX", "INDEX", 2, 3, Whole(index)),
    Function::new("MATCH", "VERGELIJKEN", 2, 3, Whole(position)),
    Function::new("LOOKUP", "ZOEKEN", 2, 3, Whole(lookup)),
    Function::new("XLOOKUP", "X.ZOEKEN", 3, 5, Whole(x_lookup)).since(Version::V2021),
    Function::new("ROWS", "RIJEN", 1, 1, Whole(|e, a| size(e, a, Array::n_rows))),
    Function::new("COLUMNS", "KOLOMMEN", 1, 1, Whole(|e, a| size(e, a, Array::n_columns))),
    Function::new("SEQUENCE", "REEKS", 1, 4, Whole(sequence)).since(Version::V2021).array(),
    Function::new("UNIQUE", "UNIEK", 1, 1, Whole(unique)).since(Version::V2021).array(),
    Function::new("FILTER", "FILTER", 2, 3, Whole(filter)).since(Version::V2021).array(),
];

fn index(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let value = evaluation.value(&arguments[0]);
    let array = match value {
        Value::Array(array) => array,
        Value::Error(error) => return Err(error),
        single => Arc::new(Array::column(vec![single])),
    };
    let mut row = to_i64(evaluation.number(&arguments[1])?);
    let mut column = match arguments.get(2) {
        None | Some(Expr::Omitted) => 1,
        Some(column) => to_i64(evaluation.number(column)?),
    };
    if arguments.len() == 2 && array.n_rows() == 1 {
        (row, column) = (1, row);
    }
    if row < 0 || column < 0 {
        return Err(ErrorValue::Value);
    }
    let (row, column) = (usize::try_from(row).unwrap_or(0), usize::try_from(column).unwrap_or(0));
    if row > array.n_rows() || column > array.n_columns() {
        return Err(ErrorValue::Ref);
    }
    let rows = if row == 0 { 0..array.n_rows() } else { row - 1..row };
    let columns = if column == 0 { 0..array.n_columns() } else { column - 1..column };
    let width = columns.len();
    evaluation.charge_array(rows.len(), width)?;
    let mut picked: Vec<Value> = rows
        .flat_map(|row| columns.clone().map(move |column| (row, column)))
        .map(|(r, c)| array.stretched(r, c))
        .collect();
    if picked.len() == 1 {
        return Ok(picked.remove(0));
    }
    Ok(Value::Array(Arc::new(Array::new(width, picked))))
}

fn is_same_kind(a: &Value, b: &Value) -> bool {
    matches!(
        (a, b),
        (Value::Number(_), Value::Number(_))
            | (Value::Text(_), Value::Text(_))
            | (Value::Logical(_), Value::Logical(_))
    )
}

/// Returns the place of an exactly equal value; texts may hold `*` and `?`.
fn exact(sought: &Value, cells: &[Value], wildcards: bool) -> Option<usize> {
    if let Some(text) = sought.as_text().filter(|text| wildcards && text.contains(['*', '?', '~']))
    {
        let pattern: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
        return cells
            .iter()
            .position(|cell| cell.as_text().is_some_and(|text| wildcard_match(&pattern, text)));
    }
    cells
        .iter()
        .position(|cell| is_same_kind(sought, cell) && compare(sought, cell) == Ordering::Equal)
}

/// Returns the place of an exactly equal value; in a whole column that is asked about often without reading all of it.
fn exact_in(
    evaluation: &mut Evaluation<'_>,
    sought: &Value,
    argument: &Expr,
    array: &Array,
    wildcards: bool,
) -> Result<Option<usize>, ErrorValue> {
    let cells = array.cells();
    let is_pattern = wildcards && sought.as_text().is_some_and(|t| t.contains(['*', '?', '~']));
    if let Expr::Column(column) = argument
        && !is_pattern
    {
        let index =
            evaluation.index(column.to_string(), cells, |_| Ok((0..cells.len()).collect()))?;
        if let Some(found) = index.and_then(|index| index.same(sought).map(|met| met.first())) {
            evaluation.charge(levels(cells.len()))?;
            return Ok(found);
        }
    }
    evaluation.charge(cells.len())?;
    Ok(exact(sought, cells, wildcards))
}

/// Returns the place of the last value that is not beyond the sought one, in cells that ascend or descend.
fn nearest(sought: &Value, cells: &[Value], beyond: Ordering) -> Option<usize> {
    let mut best = None;
    for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| is_same_kind(sought, cell)) {
        if compare(cell, sought) == beyond {
            break;
        }
        best = Some(at);
    }
    best
}

fn sought_value(evaluation: &mut Evaluation<'_>, argument: &Expr) -> Outcome {
    match evaluation.value(argument) {
        Value::Error(error) => Err(error),
        Value::Blank => Ok(Value::Number(0.0)),
        Value::Array(array) => Ok(array.first().clone()),
        value => Ok(value),
    }
}

fn position(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let sought = sought_value(evaluation, &arguments[0])?;
    let cells = array(evaluation, &arguments[1])?;
    let kind = match arguments.get(2) {
        None => 1.0,
        Some(kind) => evaluation.number(kind)?,
    };
    let found = if kind == 0.0 {
        exact_in(evaluation, &sought, &arguments[1], &cells, true)?
    } else {
        evaluation.charge(cells.cells().len())?;
        let beyond = if kind > 0.0 { Ordering::Greater } else { Ordering::Less };
        nearest(&sought, cells.cells(), beyond)
    };
    found.map(|at| Value::Number(at as f64 + 1.0)).ok_or(ErrorValue::NotAvailable)
}

fn lookup(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let sought = sought_value(evaluation, &arguments[0])?;
    let keys = cells(evaluation, &arguments[1])?;
    let results = match arguments.get(2) {
        None => Arc::clone(&keys),
        Some(results) => cells(evaluation, results)?,
    };
    let at = nearest(&sought, keys.cells(), Ordering::Greater).ok_or(ErrorValue::NotAvailable)?;
    results.cells().get(at).cloned().ok_or(ErrorValue::NotAvailable)
}

fn x_lookup(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let sought = sought_value(evaluation, &arguments[0])?;
    let key_array = array(evaluation, &arguments[1])?;
    let results = array(evaluation, &arguments[2])?;
    let (keys, results) = (key_array.cells(), results.cells());
    let mode = match arguments.get(4) {
        None | Some(Expr::Omitted) => 0,
        Some(mode) => to_i64(evaluation.number(mode)?),
    };
    if results.len() != keys.len() {
        return Err(ErrorValue::Value);
    }
    let near = |is_candidate: Ordering| {
        let candidates = keys.iter().enumerate().filter(|(_, key)| is_same_kind(&sought, key));
        let candidates = candidates.filter(|(_, key)| compare(key, &sought) == is_candidate);
        let closer = |a: &(usize, &Value), b: &(usize, &Value)| {
            let order = compare(a.1, b.1);
            if is_candidate == Ordering::Less { order.reverse() } else { order }
        };
        candidates.min_by(closer).map(|(at, _)| at)
    };
    let found = exact_in(evaluation, &sought, &arguments[1], &key_array, mode == 2)?;
    let found = match (found, mode) {
        (None, -1 | 1) => {
            evaluation.charge(keys.len())?;
            near(if mode < 0 { Ordering::Less } else { Ordering::Greater })
        }
        _ => found,
    };
    match (found, arguments.get(3)) {
        (Some(at), _) => Ok(results[at].clone()),
        (None, None | Some(Expr::Omitted)) => Err(ErrorValue::NotAvailable),
        (None, Some(instead)) => Ok(evaluation.value(instead)),
    }
}

fn size(evaluation: &mut Evaluation<'_>, arguments: &[Expr], of: fn(&Array) -> usize) -> Outcome {
    match evaluation.value(&arguments[0]) {
        Value::Array(array) => Ok(Value::Number(of(&array) as f64)),
        Value::Error(error) => Err(error),
        _ => Ok(Value::Number(1.0)),
    }
}

fn sequence(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let mut numbers = [1.0; 4];
    for (number, argument) in numbers.iter_mut().zip(arguments) {
        if !matches!(argument, Expr::Omitted) {
            *number = evaluation.number(argument)?;
        }
    }
    let [rows, columns, start, step] = numbers;
    if rows < 1.0 || columns < 1.0 {
        return Err(ErrorValue::Calc);
    }
    let (rows, columns) = (to_usize(rows), to_usize(columns));
    let count = rows
        .checked_mul(columns)
        .filter(|&n| n <= evaluation.limits().cells)
        .ok_or(ErrorValue::Calc)?;
    evaluation.charge(count)?;
    let cells = (0..count).map(|at| Value::finite(start + step * at as f64)).collect();
    Ok(Value::Array(Arc::new(Array::new(columns, cells))))
}

fn unique(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let cells = cells(evaluation, &arguments[0])?;
    let cells = cells.cells();
    evaluation.charge(cells.len().saturating_mul(16))?;
    let mut order: Vec<usize> = (0..cells.len()).collect();
    order.sort_by(|&a, &b| compare(&cells[a], &cells[b]).then(a.cmp(&b)));
    let mut first: Vec<usize> = order
        .chunk_by(|&a, &b| compare(&cells[a], &cells[b]) == Ordering::Equal)
        .map(|run| run[0])
        .collect();
    first.sort_unstable();
    Ok(Value::Array(Arc::new(Array::column(
        first.into_iter().map(|at| cells[at].clone()).collect(),
    ))))
}

fn filter(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let cells_in = cells(evaluation, &arguments[0])?;
    let keep = cells(evaluation, &arguments[1])?;
    let (cells_in, keep) = (cells_in.cells(), keep.cells());
    if cells_in.len() != keep.len() {
        return Err(ErrorValue::Value);
    }
    let mut kept = Vec::new();
    for (cell, keep) in cells_in.iter().zip(keep) {
        if crate::coerce::logical(keep)? {
            kept.push(cell.clone());
        }
    }
    match (kept.is_empty(), arguments.get(2)) {
        (false, _) => Ok(Value::Array(Arc::new(Array::column(kept)))),
        (true, Some(instead)) => Ok(evaluation.value(instead)),
        (true, None) => Err(ErrorValue::Calc),
    }
}
