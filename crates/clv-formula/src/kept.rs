//! What was found in whole columns and holds for other rows too.
//!
//! A formula of customers that counts or looks up among all customers would take customers × customers steps. What does not
//! depend on the row is computed once; the same question has the same answer in every row; and a column about which many
//! different questions are asked is put in order once.

use crate::arithmetic::levels;
use crate::catalog::Outcome;
use crate::column::Slot;
use crate::eval::Evaluation;
use crate::expr::Expr;
use crate::formula::Formula;
use crate::index::Index;
use crate::value::{ErrorValue, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An index costs as much as reading the column so many times.
const ASKED_BEFORE: u32 = 16;
/// Questions and columns in order beyond so many are not kept.
const MOST_ENTRIES: usize = 4_096;
/// The most cells of all indices together.
const MOST_INDEXED: usize = 1_000_000;

/// Everything that is kept from row to row.
#[derive(Default)]
pub(crate) struct Kept {
    /// The results of calls that read a whole column.
    pub(crate) results: Vec<Call>,
    ascending: BTreeMap<u32, Result<Arc<[f64]>, ErrorValue>>,
    answers: BTreeMap<String, Outcome>,
    indices: BTreeMap<String, Asked>,
    n_indexed: usize,
}

/// The result of a call that reads a whole column.
pub(crate) enum Call {
    /// It depends on the row as well.
    PerRow,
    NotYet,
    Value(Value),
}

/// What many different questions were asked about.
enum Asked {
    Times(u32),
    Indexed(Arc<Index>),
}

impl Kept {
    /// Marks the calls whose result does not depend on the row.
    pub(crate) fn new(formula: &Formula, variables: &[Slot<'_>]) -> Self {
        let mut results: Vec<Call> = (0..formula.n_kept).map(|_| Call::PerRow).collect();
        mark(&formula.expr, variables, &mut results);
        Self { results, ..Self::default() }
    }
}

fn mark(expr: &Expr, variables: &[Slot<'_>], results: &mut [Call]) {
    if let Expr::Call(call) = expr
        && let Some(at) = call.keep
    {
        let differs = expr.any(&|part| match part {
            Expr::Variable(at) => variables[*at as usize].is_per_row(),
            Expr::Local(_) => true,
            _ => false,
        });
        if !differs {
            results[at as usize] = Call::NotYet;
            return;
        }
    }
    expr.children().for_each(|child| mark(child, variables, results));
}

impl Evaluation<'_> {
    /// Returns the numbers of a column from small to large, or the error among its cells; `sort` is asked once for all rows.
    pub(crate) fn ascending(
        &mut self,
        column: u32,
        sort: impl FnOnce(&mut Self) -> Result<Arc<[f64]>, ErrorValue>,
    ) -> Result<Arc<[f64]>, ErrorValue> {
        if let Some(sorted) = self.kept.ascending.get(&column) {
            return sorted.clone();
        }
        let sorted = sort(self);
        // What this row has no fuel for the next may have.
        if sorted != Err(ErrorValue::Calc) {
            self.kept.ascending.insert(column, sorted.clone());
        }
        sorted
    }

    /// Returns the answer to a question about whole columns, found once for all rows that ask the same.
    pub(crate) fn answer(
        &mut self,
        question: String,
        find: impl FnOnce(&mut Self) -> Outcome,
    ) -> Outcome {
        if let Some(answer) = self.kept.answers.get(&question) {
            let answer = answer.clone();
            self.charge(1)?;
            return answer;
        }
        let answer = find(self);
        if answer != Err(ErrorValue::Calc) && self.kept.answers.len() < MOST_ENTRIES {
            self.kept.answers.insert(question, answer.clone());
        }
        answer
    }

    /// Returns the index of some rows of a column, which the text names, once it was asked for so often that making it pays.
    pub(crate) fn index(
        &mut self,
        of: String,
        cells: &[Value],
        rows: impl FnOnce(&mut Self) -> Result<Vec<usize>, ErrorValue>,
    ) -> Result<Option<Arc<Index>>, ErrorValue> {
        let is_full = self.kept.indices.len() >= MOST_ENTRIES;
        match self.kept.indices.get_mut(&of) {
            Some(Asked::Indexed(index)) => return Ok(Some(Arc::clone(index))),
            Some(Asked::Times(times)) if *times < ASKED_BEFORE => {
                *times += 1;
                return Ok(None);
            }
            Some(Asked::Times(_)) if self.kept.n_indexed >= MOST_INDEXED => return Ok(None),
            Some(Asked::Times(_)) => {}
            None => {
                if !is_full {
                    self.kept.indices.insert(of, Asked::Times(1));
                }
                return Ok(None);
            }
        }
        let rows = rows(self)?;
        self.charge(rows.len().saturating_mul(levels(rows.len())))?;
        let index = Arc::new(Index::new(cells, rows));
        self.kept.n_indexed += index.len();
        self.kept.indices.insert(of, Asked::Indexed(Arc::clone(&index)));
        Ok(Some(index))
    }
}
