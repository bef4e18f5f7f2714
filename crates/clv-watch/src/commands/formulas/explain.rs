//! How a formula comes to its value in a ledger, step by step.

use crate::cli::Shared;
use crate::error::Fatal;
use crate::notices::Terminal;
use crate::{Done, input, update};
use clv_core::analysis::Analysis;
use clv_core::formulas::{Figures, Level, Ready, Values, dialect};
use clv_core::segments::Segment;
use clv_formula::{Column, Value, trace};
use serde::Serialize;
use std::path::Path;

#[derive(Debug, Serialize)]
struct Explained {
    id: String,
    of: Option<String>,
    steps: Vec<String>,
    result: String,
}

/// Explains a formula: for one customer, for each group, or in all.
pub(super) fn explain(
    id: &str,
    ledger: &Path,
    customer: Option<&str>,
    terminal: &Terminal,
) -> Result<Done, Fatal> {
    let read = match update::guarded(|| {
        update::read_snapshot(ledger, input::read(ledger)?, &Shared::default())
    }) {
        Ok(read) => read,
        Err(error) => {
            terminal.failed(ledger, &error)?;
            return Ok(Done::NotAll);
        }
    };
    let analysis = &read.analysis;
    let figures = analysis.figures.as_ref();
    let Some((figures, ready)) = figures.and_then(|all| Some((all, all.registry.find(id)?))) else {
        return Err(Fatal::Usage(format!(
            "there is no formula `{id}`; `clv formulas list` shows all"
        )));
    };
    let rows: Vec<(Option<String>, usize)> = match ready.definition.level {
        Level::Portfolio => vec![(None, 0)],
        Level::Segment => {
            let groups = analysis.groups.iter().map(|group| group.segment);
            groups.map(|group| (Some(group.id().to_owned()), group.index())).collect()
        }
        Level::Customer => match find(analysis, customer) {
            Some(at) => vec![(Some(name(analysis, at)), at)],
            None => return Err(Fatal::Usage(unknown(customer))),
        },
    };
    for (of, at) in rows {
        say(figures, ready, analysis, (of, at), terminal)?;
    }
    Ok(Done::All)
}

fn unknown(customer: Option<&str>) -> String {
    match customer {
        Some(name) => format!("there is no customer `{name}`"),
        None => "this formula has a value of each customer: choose one with --customer".to_owned(),
    }
}

fn name(analysis: &Analysis, at: usize) -> String {
    let customer = analysis.summaries[at].customer.0 as usize;
    analysis.reading.ledger.customers[customer].name.to_string()
}

/// Finds a customer by name or id; a part of the name will do where it fits one alone.
fn find(analysis: &Analysis, customer: Option<&str>) -> Option<usize> {
    let wanted = customer?.to_lowercase();
    let all = 0..analysis.summaries.len();
    let names: Vec<String> = all.map(|at| name(analysis, at).to_lowercase()).collect();
    if let Some(at) = names.iter().position(|name| *name == wanted) {
        return Some(at);
    }
    let mut partly = (0..names.len()).filter(|&at| names[at].contains(&wanted));
    let first = partly.next()?;
    partly.next().is_none().then_some(first)
}

fn say(
    figures: &Figures,
    ready: &Ready,
    analysis: &Analysis,
    (of, at): (Option<String>, usize),
    terminal: &Terminal,
) -> Result<(), Fatal> {
    let dialect = dialect(terminal.words(Some(analysis.lang())).lang());
    let group = analysis.segments.get(at).copied().map_or(0, Segment::index);
    let level = ready.definition.level;
    let value = |name: &str| match figures.computed.values.get(name) {
        Some(Values::Portfolio(value)) => value.clone(),
        Some(Values::Segments(column)) if level == Level::Customer => column.get(group),
        Some(Values::Customers(column) | Values::Segments(column)) => column.get(at),
        None => Value::Blank,
    };
    let values: Vec<Value> = ready.formula.variables().iter().map(|name| value(name)).collect();
    let none = Column::Values(Vec::new());
    let columns: Vec<&Column> = ready
        .formula
        .columns()
        .iter()
        .map(|(_, name)| figures.customers(name).unwrap_or(&none))
        .collect();
    let trace = trace(&ready.formula, &values, &columns, dialect);
    let line = trace.line(dialect);
    if terminal.is_json() {
        let result = trace.result.shown(dialect);
        let id = ready.definition.id.clone();
        return terminal.print(&Explained { id, of, steps: trace.steps, result });
    }
    let head = of.map_or_else(String::new, |of| format!("{of}: "));
    terminal.say(&format!("{head}{} = {line}", ready.definition.name(terminal.words(None).lang())))
}
