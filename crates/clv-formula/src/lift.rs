//! Functions of single values, applied to each cell where arrays are among their arguments.

use crate::arithmetic::to_usize;
use crate::array::Array;
use crate::catalog::Outcome;
use crate::eval::Evaluation;
use crate::expr::Call;
use crate::value::{ErrorValue, Value};
use std::sync::Arc;

/// A text in an array takes as long as so many numbers, and a cell more for so many bytes: 100,000 long ones would be gigabytes.
const CELLS_OF_A_TEXT: usize = 16;
const BYTES_OF_A_CELL: usize = 8;

/// A term of a series, with its logarithms, takes as long as reading so many cells.
const CELLS_OF_A_TERM: usize = 4;

impl Evaluation<'_> {
    /// Applies a function that adds up a series, if there is fuel for all its terms.
    pub(crate) fn series(
        &mut self,
        call: &Call,
        terms: fn(&[Value]) -> f64,
        function: fn(&[Value]) -> Outcome,
    ) -> Value {
        let values: Vec<Value> =
            call.arguments.iter().map(|argument| self.value(argument)).collect();
        let n_terms = match self.lift(&values, |values| Ok(Value::Number(terms(values)))) {
            Value::Array(array) => array.cells().iter().filter_map(Value::as_number).sum(),
            single => single.as_number().unwrap_or(0.0),
        };
        if self.charge(to_usize(n_terms).saturating_mul(CELLS_OF_A_TERM)).is_err() {
            return Value::Error(ErrorValue::Calc);
        }
        self.lift_errors(&values, function)
    }

    pub(crate) fn scalar(&mut self, call: &Call, function: fn(&[Value]) -> Outcome) -> Value {
        match call.arguments.as_slice() {
            [one] => {
                let values = [self.value(one)];
                self.lift_errors(&values, function)
            }
            [one, two] => {
                let values = [self.value(one), self.value(two)];
                if !call.wide {
                    return without_errors(&values, function).unwrap_or_else(Value::Error);
                }
                self.lift_errors(&values, function)
            }
            [one, two, three] => {
                let values = [self.value(one), self.value(two), self.value(three)];
                self.lift_errors(&values, function)
            }
            arguments => {
                let values: Vec<Value> =
                    arguments.iter().map(|argument| self.value(argument)).collect();
                self.lift_errors(&values, function)
            }
        }
    }

    /// Applies a function of single values; the first error among them is the result.
    pub(crate) fn lift_errors(
        &mut self,
        values: &[Value],
        function: fn(&[Value]) -> Outcome,
    ) -> Value {
        self.lift(values, |values| without_errors(values, function))
    }

    /// Applies a function of single values to each cell where arrays are among them.
    pub(crate) fn lift(
        &mut self,
        values: &[Value],
        function: impl Fn(&[Value]) -> Outcome,
    ) -> Value {
        let arrays = values.iter().filter_map(|value| match value {
            Value::Array(array) => Some(array),
            _ => None,
        });
        let (mut rows, mut columns) = (0, 0);
        for array in arrays {
            rows = rows.max(array.n_rows());
            columns = columns.max(array.n_columns());
        }
        if rows == 0 {
            return function(values).unwrap_or_else(Value::Error);
        }
        if let Err(error) = self.charge_array(rows, columns) {
            return Value::Error(error);
        }
        let mut single = values.to_vec();
        let mut cells = Vec::with_capacity(rows * columns);
        for row in 0..rows {
            for column in 0..columns {
                for (cell, value) in single.iter_mut().zip(values) {
                    if let Value::Array(array) = value {
                        *cell = array.stretched(row, column);
                    }
                }
                let value = function(&single).unwrap_or_else(Value::Error);
                if let Value::Text(text) = &value
                    && self.charge(CELLS_OF_A_TEXT + text.len() / BYTES_OF_A_CELL).is_err()
                {
                    return Value::Error(ErrorValue::Calc);
                }
                cells.push(value);
            }
        }
        Value::Array(Arc::new(Array::new(columns, cells)))
    }
}

/// Applies a function of single values; the first error among them is the result.
fn without_errors(values: &[Value], function: fn(&[Value]) -> Outcome) -> Outcome {
    match values.iter().find_map(Value::as_error) {
        Some(error) => Err(error),
        None => function(values),
    }
}
