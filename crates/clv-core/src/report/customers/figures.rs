//! The columns of formulas: those of packs and of the owner, and what they are computed from.

use super::columns::COLUMNS;
use crate::analysis::Analysis;
use crate::formulas::{Level, Ready, Unit, Values};
use crate::report::Context;
use crate::report::live::{self, ROW, cached, column_id, is_derived};
use crate::sheet::{Content, Role};
use crate::words::Words;
use clv_formula::{Column, Value};

/// A column with a value of each customer.
pub(super) struct FigureColumn<'a> {
    /// What formulas elsewhere call it.
    pub(super) id: &'a str,
    /// Its header.
    pub(super) header: String,
    /// What its cells are for.
    pub(super) role: Role,
    unit: Unit,
    values: &'a Column,
    /// The formula; `None` where it shows a variable.
    ready: Option<&'a Ready>,
}

/// Returns the columns of all formulas that are shown and give something, after the variables that only they need.
pub(super) fn columns<'a>(analysis: &'a Analysis, words: &Words) -> Vec<FigureColumn<'a>> {
    let Some(figures) = &analysis.figures else { return Vec::new() };
    let shown: Vec<&Ready> = figures
        .shown(Level::Customer)
        .filter(|ready| figures.customers(&ready.definition.id).is_some_and(has_values))
        .collect();
    let mut columns: Vec<FigureColumn<'a>> = Vec::new();
    for name in shown.iter().flat_map(|ready| ready.formula.variables()) {
        let Some((id, Values::Customers(values))) = figures.computed.values.get_key_value(&**name)
        else {
            continue;
        };
        let is_there = COLUMNS.iter().any(|column| column.id == column_id(id))
            || columns.iter().any(|column| column.id == id)
            || figures.shown(Level::Customer).any(|ready| ready.definition.id == *id);
        if is_there || is_derived(id) {
            continue;
        }
        let spec = figures.registry.specs.iter().find(|spec| spec.en == id);
        let unit = spec.map_or(Unit::Number, |spec| spec.unit.clone());
        let name = spec.map_or(id.as_str(), |spec| spec.name(words.lang()));
        let header = name.replace('_', " ");
        let ready = figures.registry.find(id);
        columns.push(FigureColumn { id, header, role: live::role(&unit, 2), unit, values, ready });
    }
    columns.extend(shown.iter().filter_map(|ready| {
        let one = &ready.definition;
        Some(FigureColumn {
            id: &one.id,
            header: one.title(words.lang()).replace(['\n', '\r'], " "),
            role: live::role(&one.unit, one.decimals),
            unit: one.unit.clone(),
            values: figures.customers(&one.id)?,
            ready: Some(ready),
        })
    }));
    columns
}

fn has_values(column: &Column) -> bool {
    (0..column.len()).any(|at| column.get(at) != Value::Blank)
}

impl FigureColumn<'_> {
    /// Returns the width in characters.
    pub(super) fn width(&self) -> f64 {
        if self.role == Role::Text { 24.0 } else { 14.0 }
    }

    /// Returns the formula of its cells with [`ROW`] for the number of the row; nothing where they hold values.
    pub(super) fn formula(&self, context: &Context<'_>) -> Option<String> {
        let are_live = context.customers.are_live();
        self.ready.filter(|_| are_live).and_then(|ready| live::of_customers(context, ready))
    }

    /// Returns what stands in a row of the sheet for a customer.
    pub(super) fn content(&self, formula: Option<&str>, row: usize, at: usize) -> Content {
        let value = self.values.get(at);
        match formula {
            Some(text) => Content::Formula { text: in_row(text, row), cached: cached(&value) },
            None => live::value(&value, &self.unit),
        }
    }
}

fn in_row(text: &str, row: usize) -> String {
    text.replace(ROW, &row.to_string())
}
