//! Counting, adding and averaging what meets criteria.
//!
//! Over whole columns a customer need not read all the others: see [`crate::kept`].

use crate::arithmetic::{divide, finite, levels};
use crate::array::Array;
use crate::catalog::Body::Whole;
use crate::catalog::{Function, MANY, Outcome, Version};
use crate::criterion::Criterion;
use crate::eval::Evaluation;
use crate::expr::Expr;
use crate::index::Index;
use crate::value::{ErrorValue, Value};
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("SUMIF", "SOM.ALS", 2, 3, Whole(|e, a| by_one(e, a, Summary::Sum))),
    Function::new("COUNTIF", "AANTAL.ALS", 2, 2, Whole(count)),
    Function::new("AVERAGEIF", "GEMIDDELDE.ALS", 2, 3, Whole(|e, a| by_one(e, a, Summary::Mean))),
    Function::new("SUMIFS", "SOMMEN.ALS", 3, MANY, Whole(|e, a| by_many(e, a, Summary::Sum))),
    Function::new("COUNTIFS", "AANTALLEN.ALS", 2, MANY, Whole(count)),
    Function::new(
        "AVERAGEIFS",
        "GEMIDDELDEN.ALS",
        3,
        MANY,
        Whole(|e, a| by_many(e, a, Summary::Mean)),
    ),
    Function::new(
        "MINIFS",
        "MIN.ALS.VOORWAARDEN",
        3,
        MANY,
        Whole(|e, a| by_many(e, a, Summary::Least)),
    )
    .since(Version::V2019),
    Function::new(
        "MAXIFS",
        "MAX.ALS.VOORWAARDEN",
        3,
        MANY,
        Whole(|e, a| by_many(e, a, Summary::Most)),
    )
    .since(Version::V2019),
];

/// What is made of the numbers that meet all criteria.
#[derive(Clone, Copy, Debug)]
enum Summary {
    Sum,
    Mean,
    Least,
    Most,
}

impl Summary {
    fn of(self, numbers: &[f64]) -> Outcome {
        let number = match self {
            Self::Sum => finite(numbers.iter().sum())?,
            Self::Mean => divide(numbers.iter().sum(), numbers.len() as f64)?,
            Self::Least => numbers.iter().copied().reduce(f64::min).unwrap_or(0.0),
            Self::Most => numbers.iter().copied().reduce(f64::max).unwrap_or(0.0),
        };
        Ok(Value::Number(number))
    }
}

/// Cells, and what they must meet.
struct Condition {
    range: Range,
    criterion: Criterion,
}

impl Condition {
    fn n_cells(&self) -> usize {
        self.range.cells.cells().len()
    }
}

/// Cells, and which column they are if they are a whole one.
struct Range {
    cells: Arc<Array>,
    column: Option<u32>,
}

impl Range {
    /// Takes an argument that must be cells.
    fn of(evaluation: &mut Evaluation<'_>, argument: &Expr) -> Result<Self, ErrorValue> {
        let column = match argument {
            Expr::Column(at) => Some(*at),
            _ => None,
        };
        let cells = match evaluation.operand(argument) {
            (Value::Array(array), _) => array,
            (Value::Error(error), false) => return Err(error),
            (single, _) => Arc::new(Array::column(vec![single])),
        };
        Ok(Self { cells, column })
    }
}

/// Returns ranges and criteria, which are given in turn; all ranges have as many cells.
fn conditions(
    evaluation: &mut Evaluation<'_>,
    arguments: &[Expr],
) -> Result<Vec<Condition>, ErrorValue> {
    let mut conditions: Vec<Condition> = Vec::with_capacity(arguments.len() / 2);
    for pair in arguments.chunks(2) {
        let [cells, criterion] = pair else { return Err(ErrorValue::Value) };
        let range = Range::of(evaluation, cells)?;
        let criterion = match evaluation.value(criterion) {
            Value::Array(array) => Criterion::read(array.first()),
            value => Criterion::read(&value),
        };
        let condition = Condition { range, criterion };
        if conditions.first().is_some_and(|first| first.n_cells() != condition.n_cells()) {
            return Err(ErrorValue::Value);
        }
        conditions.push(condition);
    }
    Ok(conditions)
}

/// Returns the text that only the same question has; nothing unless all that is asked about are whole columns.
fn key(about: &str, conditions: &[&Condition]) -> Option<String> {
    let mut key = about.to_owned();
    for condition in conditions {
        key = format!("{key} {} {}", condition.range.column?, condition.criterion.key());
    }
    Some(key)
}

/// Returns the rows that meet all criteria, in order.
fn rows(
    evaluation: &mut Evaluation<'_>,
    conditions: &[&Condition],
) -> Result<Vec<usize>, ErrorValue> {
    if let Some(rows) = indexed_rows(evaluation, conditions)? {
        return Ok(rows);
    }
    let n_cells = conditions[0].n_cells();
    let mut met = vec![true; n_cells];
    for Condition { range, criterion } in conditions {
        evaluation.charge(n_cells)?;
        for (met, cell) in met.iter_mut().zip(range.cells.cells()) {
            *met = *met && criterion.is_met(cell);
        }
    }
    Ok(met.iter().enumerate().filter(|(_, met)| **met).map(|(row, _)| row).collect())
}

/// Returns the rows that meet all criteria where an index finds them sooner than reading all cells does.
fn indexed_rows(
    evaluation: &mut Evaluation<'_>,
    conditions: &[&Condition],
) -> Result<Option<Vec<usize>>, ErrorValue> {
    /// What an index finds must be put in order: that pays only where it is so much less than all.
    const FEWER: usize = 8;

    let mut most = conditions[0].n_cells() / FEWER;
    let mut fewest = None;
    for (at, condition) in conditions.iter().enumerate() {
        let Some(index) = index(evaluation, condition, &[])? else { continue };
        let Some(met) = index.met(&condition.criterion).filter(|met| met.len() <= most) else {
            continue;
        };
        most = met.len();
        fewest = Some((at, met.rows()));
    }
    evaluation.charge(most)?;
    let Some((found, mut rows)) = fewest else { return Ok(None) };
    rows.sort_unstable();
    rows.retain(|&row| {
        let others = conditions.iter().enumerate().filter(|(at, _)| *at != found);
        others.into_iter().all(|(_, one)| one.criterion.is_met(&one.range.cells.cells()[row]))
    });
    Ok(Some(rows))
}

/// Returns the index of the column of one condition, with those cells only that meet the others.
fn index(
    evaluation: &mut Evaluation<'_>,
    of: &Condition,
    others: &[&Condition],
) -> Result<Option<Arc<Index>>, ErrorValue> {
    let Some(column) = of.range.column else { return Ok(None) };
    let Some(key) = key(&column.to_string(), others) else { return Ok(None) };
    evaluation.index(key, of.range.cells.cells(), |evaluation| match others {
        [] => Ok((0..of.n_cells()).collect()),
        others => rows(evaluation, others),
    })
}

fn count(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let conditions = conditions(evaluation, arguments)?;
    if let Some(at) = conditions.iter().position(|one| one.criterion.is_bound()) {
        // How many customers have more, or how many of the same segment: then each segment has an index.
        let of = &conditions[at];
        let others: Vec<&Condition> =
            conditions[..at].iter().chain(&conditions[at + 1..]).collect();
        if let Some(index) = index(evaluation, of, &others)?
            && let Some(met) = index.met(&of.criterion)
        {
            evaluation.charge(levels(of.n_cells()))?;
            return Ok(Value::Number(met.len() as f64));
        }
    }
    let conditions: Vec<&Condition> = conditions.iter().collect();
    answered(evaluation, key("Count", &conditions), |evaluation| {
        Ok(Value::Number(rows(evaluation, &conditions)?.len() as f64))
    })
}

/// Takes `(range; criterion; [cells])`.
fn by_one(evaluation: &mut Evaluation<'_>, arguments: &[Expr], summary: Summary) -> Outcome {
    let conditions = conditions(evaluation, &arguments[..2])?;
    let picked = Range::of(evaluation, arguments.get(2).unwrap_or(&arguments[0]))?;
    summarize(evaluation, &conditions, &picked, summary)
}

/// Takes `(cells; range; criterion; ...)`.
fn by_many(evaluation: &mut Evaluation<'_>, arguments: &[Expr], summary: Summary) -> Outcome {
    let conditions = conditions(evaluation, &arguments[1..])?;
    let picked = Range::of(evaluation, &arguments[0])?;
    summarize(evaluation, &conditions, &picked, summary)
}

fn summarize(
    evaluation: &mut Evaluation<'_>,
    conditions: &[Condition],
    picked: &Range,
    summary: Summary,
) -> Outcome {
    let conditions: Vec<&Condition> = conditions.iter().collect();
    let cells = picked.cells.cells();
    if cells.len() != conditions[0].n_cells() {
        return Err(ErrorValue::Value);
    }
    let about = picked.column.map(|column| format!("{summary:?} {column}"));
    let key = about.and_then(|about| key(&about, &conditions));
    answered(evaluation, key, |evaluation| {
        let rows = rows(evaluation, &conditions)?;
        evaluation.charge(rows.len())?;
        summary.of(&numbers(rows.into_iter().map(|row| &cells[row]))?)
    })
}

/// Returns the numbers among cells, or the first error.
fn numbers<'a>(cells: impl Iterator<Item = &'a Value>) -> Result<Vec<f64>, ErrorValue> {
    let mut numbers = Vec::new();
    for cell in cells {
        match cell {
            Value::Number(number) => numbers.push(*number),
            Value::Error(error) => return Err(*error),
            Value::Blank | Value::Text(_) | Value::Logical(_) | Value::Array(_) => {}
        }
    }
    Ok(numbers)
}

/// Returns the answer that was given to the same question in another row, or finds it.
fn answered(
    evaluation: &mut Evaluation<'_>,
    key: Option<String>,
    find: impl FnOnce(&mut Evaluation<'_>) -> Outcome,
) -> Outcome {
    match key {
        Some(key) => evaluation.answer(key, find),
        None => find(evaluation),
    }
}
