//! Evaluating a formula, for one row or for as many as there are.

use crate::arithmetic::{add, divide, finite, power};
use crate::array::Array;
use crate::catalog::{Body, Chosen, Outcome};
use crate::coerce;
use crate::expr::{Binary, Call, Expr, Let, Operator, Unary};
use crate::formula::Formula;
use crate::limits::Limits;
use crate::value::{ErrorValue, Value};
use std::cmp::Ordering;
use std::sync::Arc;

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
            Self::Numbers(numbers) => match numbers.get(row) {
                Some(number) if number.is_finite() => Value::Number(*number),
                _ => Value::Blank,
            },
            Self::Values(values) => values.get(row).cloned().unwrap_or_default(),
        }
    }

    fn number(&self, row: usize) -> Result<f64, ErrorValue> {
        match self {
            Self::Numbers(numbers) => {
                Ok(numbers.get(row).copied().filter(|n| n.is_finite()).unwrap_or(0.0))
            }
            Self::Values(values) => values.get(row).map_or(Ok(0.0), coerce::number),
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

/// What a variable stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Input<'a> {
    /// The same value in every row.
    Same(Value),
    /// A value of its own in each row.
    PerRow(&'a Column),
}

/// A formula with its inputs, ready for any row.
pub struct Evaluation<'a> {
    formula: &'a Formula,
    variables: Vec<Input<'a>>,
    columns: Vec<Value>,
    row: usize,
    locals: Vec<Local>,
    kept: Vec<Kept>,
    ascending: Vec<Option<Result<Arc<[f64]>, ErrorValue>>>,
    limits: Limits,
    fuel: u64,
}

/// The value of a name of LET, and whether it stands for cells rather than for something computed.
#[derive(Clone)]
struct Local {
    value: Value,
    is_reference: bool,
}

/// The result of a call that reads a whole column.
enum Kept {
    /// It depends on the row as well.
    Never,
    NotYet,
    Value(Value),
}

impl<'a> Evaluation<'a> {
    /// Prepares a formula: `variables` and `columns` stand in the order of [`Formula::variables`] and [`Formula::columns`].
    ///
    /// Missing variables are blank, missing columns have one blank cell.
    pub fn new(
        formula: &'a Formula,
        mut variables: Vec<Input<'a>>,
        columns: Vec<&'a Column>,
        limits: Limits,
    ) -> Self {
        variables.resize(formula.variables.len().max(variables.len()), Input::Same(Value::Blank));
        let mut arrays: Vec<Value> = columns
            .into_iter()
            .map(|column| {
                let cells = (0..column.len()).map(|row| column.get(row)).collect();
                Value::Array(Arc::new(Array::column(cells)))
            })
            .collect();
        let missing = || Value::Array(Arc::new(Array::column(Vec::new())));
        arrays.resize_with(formula.columns.len().max(arrays.len()), missing);
        let mut kept: Vec<Kept> = (0..formula.n_kept).map(|_| Kept::Never).collect();
        mark_kept(&formula.expr, &variables, &mut kept);
        Self {
            formula,
            variables,
            ascending: vec![None; arrays.len()],
            columns: arrays,
            row: 0,
            locals: Vec::new(),
            kept,
            limits,
            fuel: 0,
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

    /// Returns the numbers of a column from small to large, or the error among its cells; `sort` is asked once for all rows.
    ///
    /// RANK over all customers would otherwise take customers × customers steps.
    pub(crate) fn ascending(
        &mut self,
        column: usize,
        sort: impl FnOnce(&mut Self) -> Result<Arc<[f64]>, ErrorValue>,
    ) -> Result<Arc<[f64]>, ErrorValue> {
        if let Some(sorted) = &self.ascending[column] {
            return sorted.clone();
        }
        let sorted = sort(self);
        // What this row has no fuel for the next may have.
        if sorted != Err(ErrorValue::Calc) {
            self.ascending[column] = Some(sorted.clone());
        }
        sorted
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
        match expr {
            Expr::Number(number) => Ok(*number),
            Expr::Variable(at) => match &self.variables[*at as usize] {
                Input::Same(Value::Number(number)) => Ok(*number),
                Input::Same(value) => coerce::number(value),
                Input::PerRow(column) => column.number(self.row),
            },
            Expr::Unary(operator, inner) if !inner.is_wide_shallow() => {
                let number = self.number(inner)?;
                Ok(unary(*operator, number))
            }
            Expr::Binary(binary) if !binary.wide && binary.operator.is_arithmetic() => {
                self.arithmetic(binary)
            }
            _ => coerce::number(&self.value(expr)),
        }
    }

    fn arithmetic(&mut self, binary: &Binary) -> Result<f64, ErrorValue> {
        let left = self.number(&binary.left)?;
        let right = self.number(&binary.right)?;
        compute(binary.operator, left, right)
    }

    /// Evaluates a part to a logical value.
    pub(crate) fn logical(&mut self, expr: &Expr) -> Result<bool, ErrorValue> {
        coerce::logical(&self.value(expr))
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
            Expr::Variable(at) => match &self.variables[*at as usize] {
                Input::Same(value) => value.clone(),
                Input::PerRow(column) => column.get(self.row),
            },
            Expr::Column(at) => self.columns[*at as usize].clone(),
            Expr::Local(at) => {
                self.locals.get(*at as usize).map_or(Value::Blank, |local| local.value.clone())
            }
            Expr::Unary(operator, inner) => self.unary(*operator, inner),
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
        if !binary.wide && binary.operator.is_arithmetic() {
            return match self.arithmetic(binary) {
                Ok(number) => Value::Number(number),
                Err(error) => Value::Error(error),
            };
        }
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
        match &self.kept[at] {
            Kept::Never => self.call(call),
            Kept::Value(value) => value.clone(),
            Kept::NotYet => {
                let value = self.call(call);
                self.kept[at] = Kept::Value(value.clone());
                value
            }
        }
    }

    fn call(&mut self, call: &Call) -> Value {
        match call.function.body {
            Body::Number(function) => {
                let argument = &call.arguments[0];
                if argument.is_wide_shallow() {
                    let value = self.value(argument);
                    return self.lift(&[value], |values| {
                        function(coerce::number(&values[0])?).and_then(finite).map(Value::Number)
                    });
                }
                let result = self.number(argument).and_then(function).and_then(finite);
                result.map_or_else(Value::Error, Value::Number)
            }
            Body::Scalar(function) => self.scalar(call, function),
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

    fn scalar(&mut self, call: &Call, function: fn(&[Value]) -> Outcome) -> Value {
        match call.arguments.as_slice() {
            [one] => {
                let values = [self.value(one)];
                self.lift_errors(&values, function)
            }
            [one, two] => {
                let values = [self.value(one), self.value(two)];
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
    fn lift_errors(&mut self, values: &[Value], function: fn(&[Value]) -> Outcome) -> Value {
        self.lift(values, |values| match values.iter().find_map(Value::as_error) {
            Some(error) => Err(error),
            None => function(values),
        })
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
                cells.push(function(&single).unwrap_or_else(Value::Error));
            }
        }
        Value::Array(Arc::new(Array::new(columns, cells)))
    }
}

impl Expr {
    /// Returns whether a part may give several values, as far as is noted in it.
    fn is_wide_shallow(&self) -> bool {
        match self {
            Self::Binary(binary) => binary.wide,
            Self::Number(_) | Self::Variable(_) | Self::Logical(_) | Self::Text(_) => false,
            other => other.is_wide(),
        }
    }
}

/// Marks the calls whose result does not depend on the row.
fn mark_kept(expr: &Expr, variables: &[Input<'_>], kept: &mut [Kept]) {
    if let Expr::Call(call) = expr
        && let Some(at) = call.keep
    {
        let differs = expr.any(&|part| match part {
            Expr::Variable(at) => matches!(variables[*at as usize], Input::PerRow(_)),
            Expr::Local(_) => true,
            _ => false,
        });
        if !differs {
            kept[at as usize] = Kept::NotYet;
            return;
        }
    }
    expr.children().for_each(|child| mark_kept(child, variables, kept));
}

fn unary(operator: Unary, number: f64) -> f64 {
    match operator {
        Unary::Minus => -number,
        Unary::Plus => number,
        Unary::Percent => number / 100.0,
    }
}

/// Computes with two numbers; the operator is an arithmetic one.
#[inline]
fn compute(operator: Operator, left: f64, right: f64) -> Result<f64, ErrorValue> {
    match operator {
        Operator::Multiply => finite(left * right),
        Operator::Add => finite(add(left, right)),
        Operator::Subtract => finite(add(left, -right)),
        Operator::Divide => divide(left, right),
        _ => power(left, right),
    }
}

fn operate(operator: Operator, left: &Value, right: &Value, longest: usize) -> Outcome {
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
    let order = coerce::compare(left, right);
    Ok(Value::Logical(match operator {
        Operator::Equal => order == Ordering::Equal,
        Operator::NotEqual => order != Ordering::Equal,
        Operator::Less => order == Ordering::Less,
        Operator::LessOrEqual => order != Ordering::Greater,
        Operator::Greater => order == Ordering::Greater,
        _ => order != Ordering::Less,
    }))
}
