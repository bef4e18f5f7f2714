//! Sums, counts and means of the cells that meet a criterion such as `">=5"`.

use crate::arithmetic::{divide, finite, nearly_equal};
use crate::array::Array;
use crate::catalog::Body::Whole;
use crate::catalog::{Function, MANY, Outcome, Version};
use crate::coerce::{compare_texts, number_from_text};
use crate::eval::Evaluation;
use crate::expr::Expr;
use crate::value::{ErrorValue, Value};
use std::cmp::Ordering;
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("SUMIF", "SOM.ALS", 2, 3, Whole(|e, a| Picked::by_one(e, a)?.sum())),
    Function::new("COUNTIF", "AANTAL.ALS", 2, 2, Whole(|e, a| Ok(count(&matching(e, a)?)))),
    Function::new("AVERAGEIF", "GEMIDDELDE.ALS", 2, 3, Whole(|e, a| Picked::by_one(e, a)?.mean())),
    Function::new("SUMIFS", "SOMMEN.ALS", 3, MANY, Whole(|e, a| Picked::by_many(e, a)?.sum())),
    Function::new("COUNTIFS", "AANTALLEN.ALS", 2, MANY, Whole(|e, a| Ok(count(&matching(e, a)?)))),
    Function::new(
        "AVERAGEIFS",
        "GEMIDDELDEN.ALS",
        3,
        MANY,
        Whole(|e, a| Picked::by_many(e, a)?.mean()),
    ),
    Function::new(
        "MINIFS",
        "MIN.ALS.VOORWAARDEN",
        3,
        MANY,
        Whole(|e, a| Ok(Picked::by_many(e, a)?.extreme(f64::min))),
    )
    .since(Version::V2019),
    Function::new(
        "MAXIFS",
        "MAX.ALS.VOORWAARDEN",
        3,
        MANY,
        Whole(|e, a| Ok(Picked::by_many(e, a)?.extreme(f64::max))),
    )
    .since(Version::V2019),
];

/// A criterion that was read once: a comparison with a number or with a text that may hold `*` and `?`.
struct Criterion {
    relation: Relation,
    operand: Value,
    pattern: Option<Vec<char>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Relation {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// How a criterion may begin, longer signs first.
const RELATIONS: [(&str, Relation); 6] = [
    ("<>", Relation::NotEqual),
    ("<=", Relation::LessOrEqual),
    (">=", Relation::GreaterOrEqual),
    ("<", Relation::Less),
    (">", Relation::Greater),
    ("=", Relation::Equal),
];

impl Criterion {
    fn read(value: &Value) -> Self {
        let Some(text) = value.as_text() else {
            let operand = if *value == Value::Blank { Value::Number(0.0) } else { value.clone() };
            return Self { relation: Relation::Equal, operand, pattern: None };
        };
        let found = RELATIONS
            .iter()
            .find_map(|(sign, relation)| Some((*relation, text.strip_prefix(sign)?)));
        let (relation, rest) = found.unwrap_or((Relation::Equal, text));
        let operand = match (number_from_text(rest), rest.to_uppercase().as_str()) {
            (Some(number), _) => Value::Number(number),
            (None, "TRUE" | "WAAR") => Value::Logical(true),
            (None, "FALSE" | "ONWAAR") => Value::Logical(false),
            (None, _) => match ErrorValue::from_text(rest) {
                Some(error) => Value::Error(error),
                None if rest.is_empty() && found.is_some() => Value::Blank,
                None => Value::text(rest),
            },
        };
        let is_pattern = matches!(relation, Relation::Equal | Relation::NotEqual)
            && operand.as_text().is_some_and(|text| text.contains(['*', '?', '~']));
        let pattern = is_pattern.then(|| rest.chars().flat_map(char::to_lowercase).collect());
        Self { relation, operand, pattern }
    }

    fn is_met(&self, cell: &Value) -> bool {
        let equal = match (&self.operand, cell) {
            (Value::Blank, cell) => *cell == Value::Blank,
            (Value::Number(number), Value::Number(cell)) => nearly_equal(*number, *cell),
            (Value::Number(number), Value::Text(cell)) => number_from_text(cell) == Some(*number),
            (Value::Text(text), Value::Blank) => text.is_empty(),
            (Value::Text(text), Value::Text(cell)) => match &self.pattern {
                Some(pattern) => wildcard_match(pattern, cell),
                None => compare_texts(text, cell) == Ordering::Equal,
            },
            (operand, cell) => operand == cell,
        };
        let order = match (&self.operand, cell) {
            (Value::Number(number), Value::Number(cell)) if !equal => cell.partial_cmp(number),
            (Value::Text(text), Value::Text(cell)) if !equal => Some(compare_texts(cell, text)),
            _ if equal => Some(Ordering::Equal),
            _ => None,
        };
        match self.relation {
            Relation::Equal => equal,
            Relation::NotEqual => !equal,
            Relation::Less => order == Some(Ordering::Less),
            Relation::Greater => order == Some(Ordering::Greater),
            Relation::LessOrEqual => matches!(order, Some(Ordering::Less | Ordering::Equal)),
            Relation::GreaterOrEqual => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
        }
    }
}

/// Matches a lower-case pattern in which `?` is any character, `*` any characters and `~` takes the next as it is.
pub(super) fn wildcard_match(pattern: &[char], text: &str) -> bool {
    let text: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    let (mut p, mut t) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while t < text.len() {
        let literal = pattern.get(p) == Some(&'~') && p + 1 < pattern.len();
        let expected = if literal { pattern.get(p + 1) } else { pattern.get(p) };
        if !literal && expected == Some(&'*') {
            retry = Some((p + 1, t));
            p += 1;
        } else if expected == Some(&text[t]) || (!literal && expected == Some(&'?')) {
            p += if literal { 2 } else { 1 };
            t += 1;
        } else if let Some((after, from)) = retry {
            retry = Some((after, from + 1));
            (p, t) = (after, from + 1);
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|&c| c == '*')
}

/// Returns an argument that must be cells.
fn range(evaluation: &mut Evaluation<'_>, argument: &Expr) -> Result<Arc<Array>, ErrorValue> {
    match evaluation.operand(argument) {
        (Value::Array(array), _) => Ok(array),
        (Value::Error(error), false) => Err(error),
        (single, _) => Ok(Arc::new(Array::column(vec![single]))),
    }
}

/// Returns for each cell whether it meets all criteria; the arguments are ranges and criteria in turn.
fn matching(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Result<Vec<bool>, ErrorValue> {
    let mut met: Vec<bool> = Vec::new();
    for pair in arguments.chunks(2) {
        let [cells, criterion] = pair else { return Err(ErrorValue::Value) };
        let cells = range(evaluation, cells)?;
        let criterion = match evaluation.value(criterion) {
            Value::Array(array) => Criterion::read(array.first()),
            value => Criterion::read(&value),
        };
        if met.is_empty() {
            met = vec![true; cells.cells().len()];
        } else if met.len() != cells.cells().len() {
            return Err(ErrorValue::Value);
        }
        evaluation.charge(met.len())?;
        for (met, cell) in met.iter_mut().zip(cells.cells()) {
            *met = *met && criterion.is_met(cell);
        }
    }
    Ok(met)
}

fn count(met: &[bool]) -> Value {
    Value::Number(met.iter().filter(|&&met| met).count() as f64)
}

/// The numbers among the cells that meet the criteria.
struct Picked(Vec<f64>);

impl Picked {
    /// Takes `(range; criterion; [cells])`.
    fn by_one(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Result<Self, ErrorValue> {
        let met = matching(evaluation, &arguments[..2])?;
        Self::pick(evaluation, arguments.get(2).unwrap_or(&arguments[0]), &met)
    }

    /// Takes `(cells; range; criterion; ...)`.
    fn by_many(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Result<Self, ErrorValue> {
        let met = matching(evaluation, &arguments[1..])?;
        Self::pick(evaluation, &arguments[0], &met)
    }

    fn pick(
        evaluation: &mut Evaluation<'_>,
        cells: &Expr,
        met: &[bool],
    ) -> Result<Self, ErrorValue> {
        let cells = range(evaluation, cells)?;
        if cells.cells().len() != met.len() {
            return Err(ErrorValue::Value);
        }
        evaluation.charge(met.len())?;
        let mut numbers = Vec::new();
        for (cell, _) in cells.cells().iter().zip(met).filter(|(_, met)| **met) {
            match cell {
                Value::Number(number) => numbers.push(*number),
                Value::Error(error) => return Err(*error),
                Value::Blank | Value::Text(_) | Value::Logical(_) | Value::Array(_) => {}
            }
        }
        Ok(Self(numbers))
    }

    fn sum(&self) -> Outcome {
        finite(self.0.iter().sum()).map(Value::Number)
    }

    fn mean(&self) -> Outcome {
        divide(self.0.iter().sum(), self.0.len() as f64).map(Value::Number)
    }

    fn extreme(&self, pick: fn(f64, f64) -> f64) -> Value {
        Value::Number(self.0.iter().copied().reduce(pick).unwrap_or(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(criterion: &str, met: &[bool]) {
        let cells = [
            Value::Number(5.0),
            Value::text("Vast"),
            Value::Blank,
            Value::text("5"),
            Value::text("v?"),
        ];
        let criterion = Criterion::read(&Value::text(criterion));
        assert_eq!(cells.map(|cell| criterion.is_met(&cell)), met);
    }

    #[test]
    fn criteria_are_read_as_excel_reads_them() {
        check("5", &[true, false, false, true, false]);
        check(">4", &[true, false, false, false, false]);
        check("<>5", &[false, true, true, false, true]);
        check("v*", &[false, true, false, false, true]);
        check("v~?", &[false, false, false, false, true]);
        check("=", &[false, false, true, false, false]);
        check("<>", &[true, true, false, true, true]);
        check("VAST", &[false, true, false, false, false]);
    }
}
