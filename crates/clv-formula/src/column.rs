//! Columns of a table, and what a formula is given for its variables.

use crate::value::Value;

/// The values of one variable for all rows.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Numbers; what is not finite is blank.
    Numbers(Vec<f64>),
    /// Values of any kind but arrays.
    Values(Vec<Value>),
}

impl Column {
    /// Returns how many rows it has.
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len(),
            Self::Values(values) => values.len(),
        }
    }

    /// Returns whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the value of a row; beyond the last it is blank.
    pub fn get(&self, row: usize) -> Value {
        match self {
            Self::Numbers(numbers) => number_in(numbers, row).map_or(Value::Blank, Value::Number),
            Self::Values(values) => values.get(row).cloned().unwrap_or_default(),
        }
    }
}

impl FromIterator<Value> for Column {
    /// Collects values; if all are numbers or blank they are kept as numbers.
    fn from_iter<I: IntoIterator<Item = Value>>(values: I) -> Self {
        let values: Vec<Value> = values.into_iter().collect();
        if values.iter().all(|value| matches!(value, Value::Number(_) | Value::Blank)) {
            Self::Numbers(
                values.iter().map(|value| value.as_number().unwrap_or(f64::NAN)).collect(),
            )
        } else {
            Self::Values(values)
        }
    }
}

/// Returns the number in a row of a column of numbers; nothing where it is blank.
#[inline]
pub(crate) fn number_in(numbers: &[f64], row: usize) -> Option<f64> {
    numbers.get(row).copied().filter(|number| number.is_finite())
}

/// What a variable stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Input<'a> {
    /// The same value in every row.
    Same(Value),
    /// A value of its own in each row.
    PerRow(&'a Column),
}

/// What a variable stands for, seen through to its numbers.
#[derive(Clone, Debug)]
pub(crate) enum Slot<'a> {
    Number(f64),
    Same(Value),
    Numbers(&'a [f64]),
    Values(&'a [Value]),
}

impl<'a> From<Input<'a>> for Slot<'a> {
    fn from(input: Input<'a>) -> Self {
        match input {
            Input::Same(Value::Number(number)) => Self::Number(number),
            Input::Same(value) => Self::Same(value),
            Input::PerRow(Column::Numbers(numbers)) => Self::Numbers(numbers),
            Input::PerRow(Column::Values(values)) => Self::Values(values),
        }
    }
}

impl Slot<'_> {
    pub(crate) fn is_per_row(&self) -> bool {
        matches!(self, Self::Numbers(_) | Self::Values(_))
    }

    #[inline]
    pub(crate) fn value(&self, row: usize) -> Value {
        match self {
            Self::Number(number) => Value::Number(*number),
            Self::Same(value) => value.clone(),
            Self::Numbers(numbers) => number_in(numbers, row).map_or(Value::Blank, Value::Number),
            Self::Values(values) => values.get(row).cloned().unwrap_or_default(),
        }
    }
}
