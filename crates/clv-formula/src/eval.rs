//! Evaluating a formula, for one row or for as many as there are.

use crate::arithmetic::finite;
use crate::array::Array;
use crate::catalog::{Body, Chosen, Outcome};
use crate::coerce;
use crate::column::{Column, Input, Slot, number_in};
use crate::expr::{Binary, Call, Expr, Let, Unary};
use crate::formula::Formula;
use crate::kept::{self, Kept};
use crate::limits::Limits;
use crate::operate::{compute, holds, operate, unary};
use crate::value::{ErrorValue, Value};
use std::sync::Arc;

/// A formula with its inputs, ready for any row.
pub struct Evaluation<'a> {
    formula: &'a Formula,
    variables: Vec<Slot<'a>>,
    columns: Vec<Value>,
    row: usize,
    locals: Vec<Local>,
    pub(crate) kept: Kept,
    limits: Limits,
    fuel: u64,
    /// Why the latest number was none.
    error: ErrorValue,
}

/// The value of a name of LET, and whether it stands for cells rather than for something computed.
#[derive(Clone)]
struct Local {
    value: Value,
    is_reference: bool,
}

impl<'a> Evaluation<'a> {
    /// Prepares a formula: `variables` and `columns` stand in the order of [`Formula::variables`] and [`Formula::columns`].
    ///
    /// Missing variables are blank, missing columns have one blank cell.
    pub fn new(
        formula: &'a Formula,
        variables: Vec<Input<'a>>,
        columns: Vec<&'a Column>,
        limits: Limits,
    ) -> Self {
        let mut variables: Vec<Slot<'a>> = variables.into_iter().map(Slot::from).collect();
        variables.resize(formula.variables.len().max(variables.len()), Slot::Same(Value::Blank));
        let mut arrays: Vec<Value> = columns
            .into_iter()
            .map(|column| {
                let cells = (0..column.len()).map(|row| column.get(row)).collect();
                Value::Array(Arc::new(Array::column(cells)))
            })
            .collect();
        let missing = || Value::Array(Arc::new(Array::column(Vec::new())));
        arrays.resize_with(formula.columns.len().max(arrays.len()), missing);
        Self {
            formula,
            kept: Kept::new(formula, &variables),
            variables,
            columns: arrays,
            row: 0,
            locals: Vec::new(),
            limits,
            fuel: 0,
            error: ErrorValue::Num,
        }
    }

    /// Returns the value of the formula in a row; never blank, and never several values at once.
    pub fn at(&mut self, row: usize) -> Value {
        self.row = row;
        self.fuel = self.limits.fuel;
        let formula = self.formula;
        match self.value(&formula.expr) {
            Value::Blank => Value::Number(0.0),
            Value::Array(array) if array.cells().len() == 1 => match array.first() {
                Value::Blank => Value::Number(0.0),
                value => value.clone(),
            },
            Value::Array(_) => Value::Error(ErrorValue::Value),
            value => value,
        }
    }

    /// Returns how many cells the last evaluation visited.
    pub fn fuel_used(&self) -> u64 {
        self.limits.fuel - self.fuel
    }

    /// Takes fuel for visiting so many cells.
    pub(crate) fn charge(&mut self, cells: usize) -> Result<(), ErrorValue> {
        let cost = u64::try_from(cells).unwrap_or(u64::MAX);
        let left = self.fuel.checked_sub(cost);
        self.fuel = left.unwrap_or(0);
        left.map(|_| ()).ok_or(ErrorValue::Calc)
    }

    /// Takes fuel for an array that is about to be made; one that is too large is not made.
    pub(crate) fn charge_array(
        &mut self,
        rows: usize,
        columns: usize,
    ) -> Result<usize, ErrorValue> {
        let cells = rows.checked_mul(columns).ok_or(ErrorValue::Calc)?;
        if columns > 1 && cells > self.limits.cells {
            return Err(ErrorValue::Calc);
        }
        self.charge(cells)?;
        Ok(cells)
    }

    /// Makes a text value, unless it is longer than a cell can hold.
    pub(crate) fn text(&self, text: &str) -> Outcome {
        if text.len() > self.limits.text && text.chars().count() > self.limits.text {
            return Err(ErrorValue::Value);
        }
        Ok(Value::text(text))
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Evaluates a part to a number.
    pub(crate) fn number(&mut self, expr: &Expr) -> Result<f64, ErrorValue> {
        let number = self.number_or_nan(expr);
        if number.is_nan() { Err(self.error) } else { Ok(number) }
    }

    /// Evaluates a part to a number; where there is none it is not a number and the reason is kept in `error`.
    ///
    /// A number alone stays in a register, a result goes through memory: that takes twice as long.
    #[inline]
    fn number_or_nan(&mut self, expr: &Expr) -> f64 {
        match self.number_at_hand(expr) {
            Some(number) => number,
            None => self.computed(expr),
        }
    }

    fn computed(&mut self, expr: &Expr) -> f64 {
        match expr {
            Expr::Binary(binary) if binary.is_number => {
                let left = self.number_or_nan(&binary.left);
                if left.is_nan() {
                    return left;
                }
                let right = self.number_or_nan(&binary.right);
                if right.is_nan() {
                    return right;
                }
                self.or_nan(compute(binary.operator, left, right))
            }
            Expr::Unary(operator, inner) if !inner.is_wide() => {
                unary(*operator, self.number_or_nan(inner))
            }
            _ => self.value_as_number(expr),
        }
    }

    /// Returns the number that a part is without any work: one that was written, or that of a variable.
    #[inline]
    pub(crate) fn number_at_hand(&self, expr: &Expr) -> Option<f64> {
        match expr {
            Expr::Variable(at) => match &self.variables[*at as usize] {
                Slot::Numbers(numbers) => number_in(numbers, self.row),
                Slot::Number(number) => Some(*number),
                Slot::Same(_) | Slot::Values(_) => None,
            },
            Expr::Number(number) => Some(*number),
            _ => None,
        }
    }

    #[inline]
    fn or_nan(&mut self, outcome: Result<f64, ErrorValue>) -> f64 {
        outcome.unwrap_or_else(|error| {
            self.error = error;
            f64::NAN
        })
    }

    /// Evaluates what is no plain arithmetic; apart from it, because dropping values makes a function slow to enter.
    #[inline(never)]
    fn value_as_number(&mut self, expr: &Expr) -> f64 {
        let outcome = match expr {
            Expr::Call(call) if !call.wide => match call.function.body {
                Body::Number(function) => {
                    self.number(&call.arguments[0]).and_then(function).and_then(finite)
                }
                _ => coerce::number(&self.value(expr)),
            },
            _ => coerce::number(&self.value(expr)),
        };
        self.or_nan(outcome)
    }

    /// Evaluates a part to a logical value.
    pub(crate) fn logical(&mut self, expr: &Expr) -> Result<bool, ErrorValue> {
        match expr {
            Expr::Binary(binary) if binary.is_comparison() => self.comparison(binary),
            _ => coerce::logical(&self.value(expr)),
        }
    }

    fn comparison(&mut self, binary: &Binary) -> Result<bool, ErrorValue> {
        let at_hand = (self.number_at_hand(&binary.left), self.number_at_hand(&binary.right));
        if let (Some(left), Some(right)) = at_hand {
            return Ok(holds(binary.operator, coerce::compare_numbers(left, right)));
        }
        let left = self.value(&binary.left);
        let right = self.value(&binary.right);
        match left.as_error().or(right.as_error()) {
            Some(error) => Err(error),
            None => Ok(holds(binary.operator, coerce::compare(&left, &right))),
        }
    }

    /// Evaluates a part.
    pub(crate) fn value(&mut self, expr: &Expr) -> Value {
        match expr {
            Expr::Number(number) => Value::Number(*number),
            Expr::Text(text) => Value::Text(Arc::clone(text)),
            Expr::Logical(logical) => Value::Logical(*logical),
            Expr::Error(error) => Value::Error(*error),
            Expr::Omitted => Value::Blank,
            Expr::Array(array) => Value::Array(Arc::clone(array)),
            Expr::Variable(at) => self.variables[*at as usize].value(self.row),
            Expr::Column(at) => self.columns[*at as usize].clone(),
            Expr::Local(at) => {
                self.locals.get(*at as usize).map_or(Value::Blank, |local| local.value.clone())
            }
            Expr::Unary(operator, inner) => self.unary(*operator, inner),
            Expr::Binary(binary) if binary.is_number => {
                self.number(expr).map_or_else(Value::Error, Value::Number)
            }
            Expr::Binary(binary) if binary.is_comparison() => {
                self.comparison(binary).map_or_else(Value::Error, Value::Logical)
            }
            Expr::Binary(binary) => self.binary(binary),
            Expr::Call(call) => match call.keep {
                None => self.call(call),
                Some(at) => self.kept_call(call, at as usize),
            },
            Expr::Let(binding) => self.with_locals(binding, Self::value),
        }
    }

    /// Evaluates an argument and tells whether it stands for cells: their texts are not read as numbers.
    pub(crate) fn operand(&mut self, expr: &Expr) -> (Value, bool) {
        match expr {
            Expr::Variable(_) | Expr::Column(_) => (self.value(expr), true),
            Expr::Local(at) => {
                let local = self.locals.get(*at as usize).cloned();
                local.map_or((Value::Blank, true), |local| (local.value, local.is_reference))
            }
            Expr::Call(call) => match call.function.body {
                Body::Choice(choose) => match choose(self, &call.arguments) {
                    Ok(Chosen::Argument(at)) => self.operand(&call.arguments[at]),
                    Ok(Chosen::Value(value)) => (value, false),
                    Err(error) => (Value::Error(error), false),
                },
                _ => (self.value(expr), false),
            },
            Expr::Let(binding) => self.with_locals(binding, Self::operand),
            _ => (self.value(expr), false),
        }
    }

    fn with_locals<T>(&mut self, binding: &Let, result: impl FnOnce(&mut Self, &Expr) -> T) -> T {
        let first = binding.first as usize;
        self.locals.resize(first, Local { value: Value::Blank, is_reference: false });
        for value in &binding.values {
            let (value, is_reference) = self.operand(value);
            self.locals.push(Local { value, is_reference });
        }
        let result = result(self, &binding.result);
        self.locals.truncate(first);
        result
    }

    fn unary(&mut self, operator: Unary, inner: &Expr) -> Value {
        let value = self.value(inner);
        if operator == Unary::Plus {
            return value;
        }
        self.lift(&[value], |values| {
            Ok(Value::Number(unary(operator, coerce::number(&values[0])?)))
        })
    }

    fn binary(&mut self, binary: &Binary) -> Value {
        let left = self.value(&binary.left);
        let right = self.value(&binary.right);
        let operator = binary.operator;
        if !binary.wide {
            let text = self.limits.text;
            return operate(operator, &left, &right, text).unwrap_or_else(Value::Error);
        }
        let text = self.limits.text;
        self.lift(&[left, right], |values| operate(operator, &values[0], &values[1], text))
    }

    fn kept_call(&mut self, call: &Call, at: usize) -> Value {
        match &self.kept.results[at] {
            kept::Call::PerRow => self.call(call),
            kept::Call::Value(value) => value.clone(),
            kept::Call::NotYet => {
                let value = self.call(call);
                self.kept.results[at] = kept::Call::Value(value.clone());
                value
            }
        }
    }

    fn call(&mut self, call: &Call) -> Value {
        match call.function.body {
            Body::Number(function) => {
                let argument = &call.arguments[0];
                if call.wide {
                    let value = self.value(argument);
                    return self.lift(&[value], |values| {
                        function(coerce::number(&values[0])?).and_then(finite).map(Value::Number)
                    });
                }
                let result = self.number(argument).and_then(function).and_then(finite);
                result.map_or_else(Value::Error, Value::Number)
            }
            Body::Scalar(function) => self.scalar(call, function),
            Body::Series(terms, function) => self.series(call, terms, function),
            Body::Test(function) => {
                let value = self.value(&call.arguments[0]);
                self.lift(&[value], |values| Ok(function(&values[0])))
            }
            Body::Choice(choose) => match choose(self, &call.arguments) {
                Ok(Chosen::Argument(at)) => self.value(&call.arguments[at]),
                Ok(Chosen::Value(value)) => value,
                Err(error) => Value::Error(error),
            },
            Body::Whole(function) => function(self, &call.arguments).unwrap_or_else(Value::Error),
        }
    }
}
