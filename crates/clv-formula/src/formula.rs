//! A formula, read once and ready to be evaluated, written and explained.

use crate::column::Input;
use crate::dialect::Dialect;
use crate::error::FormulaError;
use crate::eval::Evaluation;
use crate::expr::Expr;
use crate::limits::Limits;
use crate::mixup;
use crate::names::Names;
use crate::parser;
use crate::value::Value;
use std::sync::Arc;

/// A formula that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    pub(crate) expr: Expr,
    pub(crate) variables: Vec<Arc<str>>,
    pub(crate) columns: Vec<(Arc<str>, Arc<str>)>,
    /// How many of its calls read a whole column.
    pub(crate) n_kept: u32,
}

impl Formula {
    /// Returns the canonical names of the variables it uses, each once, in the order in which [`Self::eval`] takes them.
    pub fn variables(&self) -> &[Arc<str>] {
        &self.variables
    }

    /// Returns table and column of the whole columns it uses, each once.
    pub fn columns(&self) -> &[(Arc<str>, Arc<str>)] {
        &self.columns
    }

    /// Evaluates it once, with a value for each of [`Self::variables`]; missing ones are blank, columns are empty.
    pub fn eval(&self, values: &[Value]) -> Value {
        let inputs = values.iter().cloned().map(Input::Same).collect();
        Evaluation::new(self, inputs, Vec::new(), Limits::default()).at(0)
    }

    /// Returns the names of all functions it calls, in English, each once.
    pub fn functions(&self) -> Vec<&'static str> {
        let mut names = Vec::new();
        collect_functions(&self.expr, &mut names);
        names
    }
}

fn collect_functions(expr: &Expr, names: &mut Vec<&'static str>) {
    let name = match expr {
        Expr::Call(call) => Some(call.function.en()),
        Expr::Let(_) => Some("LET"),
        _ => None,
    };
    if let Some(name) = name.filter(|name| !names.contains(name)) {
        names.push(name);
    }
    expr.children().for_each(|child| collect_functions(child, names));
}

/// Reads a formula in a dialect; the `=` at its start may be left out.
///
/// When it cannot be read, the characters of other notations are tried, so that the error can say what was mixed up and
/// how the formula was probably meant.
pub fn parse(
    text: &str,
    dialect: Dialect,
    names: &Names,
    limits: &Limits,
) -> Result<Formula, FormulaError> {
    parser::parse(text, dialect, dialect.style(), names, limits)
        .map_err(|error| mixup::explain(text, dialect, names, limits, error))
}

/// Reads a formula as a file stores it: English names, `_xlfn.` before newer functions, `[#This Row]`.
pub fn parse_stored(text: &str, names: &Names, limits: &Limits) -> Result<Formula, FormulaError> {
    parser::parse(text, Dialect::En, Dialect::En.style(), names, limits)
}
