//! How a formula stands in a cell: live where every spreadsheet program computes it, else as its value.

use super::Context;
use super::places::Places;
use crate::calendar::date_from_serial;
use crate::formulas::{Definition, Ready, Unit, Values, WhenBlank};
use crate::segments::Segment;
use crate::sheet::{Cached, Content, Role};
use clv_formula::{Formula, Reference, Value, Version};
use std::collections::BTreeMap;

/// The oldest Excel that has to compute our formulas.
const OLDEST: Version = Version::V2010;

/// Stands for the number of the row in a formula that is the same in every row but for that.
pub(super) const ROW: char = '\u{1}';

/// Figures of one block that stand in it, by their names.
pub(super) type Own = BTreeMap<String, String>;

/// Returns the role of a cell with such a figure.
pub(super) fn role(unit: &Unit, decimals: u8) -> Role {
    match (unit, decimals) {
        (Unit::Money, 0) => Role::Money,
        (Unit::Money, _) => Role::MoneyExact,
        (Unit::Percent, _) => Role::Percent,
        (Unit::Date, _) => Role::Date,
        (Unit::Text, _) => Role::Text,
        (Unit::Count | Unit::Years | Unit::Days | Unit::Ratio | Unit::Number, 0) => Role::Count,
        (Unit::Count | Unit::Years | Unit::Days | Unit::Ratio | Unit::Number, 1) => Role::Number,
        (Unit::Count | Unit::Years | Unit::Days | Unit::Ratio | Unit::Number, _) => Role::Factor,
    }
}

/// Turns a value into the content of a cell.
pub(super) fn value(value: &Value, unit: &Unit) -> Content {
    match value {
        Value::Blank => Content::Blank,
        Value::Number(number) if *unit == Unit::Date => date_from_serial(*number).into(),
        Value::Number(number) => (*number).into(),
        Value::Text(text) if text.is_empty() => Content::Blank,
        Value::Text(text) => text.to_string().into(),
        Value::Logical(logical) => Content::Logical(*logical),
        Value::Error(error) => error.text().into(),
        Value::Array(array) => self::value(array.first(), unit),
    }
}

/// Turns a value into what a formula with that value remembers.
pub(super) fn cached(value: &Value) -> Cached {
    match value {
        Value::Blank => Cached::Text(String::new()),
        Value::Number(number) => Cached::Number(*number),
        Value::Text(text) => Cached::Text(text.to_string()),
        Value::Logical(logical) => Cached::Logical(*logical),
        Value::Error(error) => Cached::Error(error.text().to_owned()),
        Value::Array(array) => cached(array.first()),
    }
}

/// Makes the cell of a formula that has one value in all; `own` are figures that stand in the same block.
pub(super) fn of_portfolio(context: &Context<'_>, ready: &Ready, own: &Own) -> Content {
    let Definition { id, unit, .. } = &ready.definition;
    let known = context.analysis.figures.as_ref().map(|figures| figures.value(id));
    let known = known.unwrap_or_default();
    let refer = |name: &str| own.get(name).cloned().or_else(|| portfolio_cell(context, name));
    match stored(context, ready, &refer) {
        Some(text) => Content::Formula { text, cached: cached(&known) },
        None => value(&known, unit),
    }
}

/// Makes the cell of a formula for one group of customers.
pub(super) fn of_segment(context: &Context<'_>, ready: &Ready, segment: Segment) -> Content {
    let Definition { id, unit, .. } = &ready.definition;
    let values = context.analysis.figures.as_ref().and_then(|it| it.computed.values.get(id));
    let known = match values {
        Some(Values::Segments(column)) => column.get(segment.index()),
        Some(Values::Customers(_) | Values::Portfolio(_)) | None => Value::Blank,
    };
    let group = context.named("segment", segment.id()).replace('"', "\"\"");
    let refer =
        |name: &str| segment_sum(context, name, &group).or_else(|| portfolio_cell(context, name));
    match stored(context, ready, &refer) {
        Some(text) => Content::Formula { text, cached: cached(&known) },
        None => value(&known, unit),
    }
}

/// Returns how a variable of a group is added up from the customers sheet.
fn segment_sum(context: &Context<'_>, name: &str, group: &str) -> Option<String> {
    let column = |id| context.customers.column(id);
    let groups = column("segment")?;
    let sum = |id| Some(format!("SUMIFS({},{groups},\"{group}\")", column(id)?));
    match name {
        "segment_customers" => Some(format!("COUNTIFS({groups},\"{group}\")")),
        "segment_revenue" => sum("revenue"),
        "segment_purchases" => sum("purchases"),
        "segment_years" => sum("years"),
        "segment_leavers" => {
            let (left, yes) = (column("left")?, context.text("choice-yes"));
            Some(format!("COUNTIFS({groups},\"{group}\",{left},\"{yes}\")"))
        }
        _ => None,
    }
}

/// Returns the formula of a column of customers, with [`ROW`] for the number of the row.
pub(super) fn of_customers(context: &Context<'_>, ready: &Ready) -> Option<String> {
    stored(context, ready, &|name| {
        customer_cell(context, name).or_else(|| portfolio_cell(context, name))
    })
}

/// Writes a formula for a file; nothing where it cannot be computed there.
fn stored(
    context: &Context<'_>,
    ready: &Ready,
    refer: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    let Ready { definition, formula } = ready;
    let blanks = blanks(context, formula);
    let emitted = formula.to_stored(OLDEST, &|reference| match reference {
        Reference::Variable(name) => {
            let cell = refer(name)?;
            // A cell that shows nothing because its formula gives an empty text is no nought.
            let is_nought = definition.when_blank == WhenBlank::Zero && blanks.contains(&name);
            Some(if is_nought && is_formula(context, name) { format!("N({cell})") } else { cell })
        }
        Reference::Column { column, .. } => context.customers.column(column_id(column)),
    });
    let emitted = emitted.ok().filter(|emitted| !emitted.is_array)?;
    let tests: Option<Vec<String>> =
        blanks.iter().map(|name| blank_test(context, name, refer)).collect();
    Some(match (tests?.as_slice(), definition.when_blank) {
        ([], _) | (_, WhenBlank::Zero) => emitted.text,
        ([one], WhenBlank::Skip) => format!("IF({one},\"\",{})", emitted.text),
        (tests, WhenBlank::Skip) => format!("IF(OR({}),\"\",{})", tests.join(","), emitted.text),
        (tests, WhenBlank::Error) => format!("IF(OR({}),NA(),{})", tests.join(","), emitted.text),
    })
}

/// Returns the variables of a formula that are blank somewhere.
fn blanks<'a>(context: &Context<'_>, formula: &'a Formula) -> Vec<&'a str> {
    let Some(figures) = &context.analysis.figures else { return Vec::new() };
    let is_blank = |name: &&str| match figures.computed.values.get(*name) {
        Some(Values::Portfolio(value)) => *value == Value::Blank,
        Some(Values::Customers(column) | Values::Segments(column)) => {
            (0..column.len()).any(|at| column.get(at) == Value::Blank)
        }
        None => true,
    };
    formula.variables().iter().map(|name| &**name).filter(is_blank).collect()
}

fn is_formula(context: &Context<'_>, name: &str) -> bool {
    let figures = context.analysis.figures.as_ref();
    figures.is_some_and(|figures| figures.registry.place(name).is_some())
}

/// Returns the question whether a variable is blank.
fn blank_test(
    context: &Context<'_>,
    name: &str,
    refer: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    let cell = match name {
        "days_since_last_purchase" => cell(context, "last_purchase"),
        "recency_days" | "age_days" => cell(context, "since"),
        _ => refer(name),
    };
    Some(format!("{}=\"\"", cell?))
}

/// Returns the column of the customers sheet that shows a variable.
pub(super) fn column_id(name: &str) -> &str {
    match name {
        "first_purchase" => "since",
        "first_purchase_value" => "first_value",
        "relation_years" => "years",
        other => other,
    }
}

fn cell(context: &Context<'_>, id: &str) -> Option<String> {
    context.customers.cell_of_row(id)
}

/// Returns what a formula of a customer writes for a variable of that customer.
fn customer_cell(context: &Context<'_>, name: &str) -> Option<String> {
    let part = |id| cell(context, id);
    Some(match name {
        "repeat_purchases" => format!("MAX({}-1,0)", part("purchases")?),
        "has_left" => format!("({}=\"{}\")", part("left")?, context.text("choice-yes")),
        "recency_days" => format!("({}-{})", part("last_purchase")?, part("since")?),
        "age_days" => format!("({}-{})", context.places.get("reference_date")?, part("since")?),
        "days_since_last_purchase" => {
            format!("({}-{})", context.places.get("reference_date")?, part("last_purchase")?)
        }
        name => part(column_id(name))?,
    })
}

/// Returns whether a formula can do without a column of its own for a variable of customers.
pub(super) fn is_derived(name: &str) -> bool {
    matches!(
        name,
        "repeat_purchases" | "has_left" | "recency_days" | "age_days" | "days_since_last_purchase"
    )
}

/// Returns what a formula writes for a variable that has one value in all: its cell, else how it is added up.
fn portfolio_cell(context: &Context<'_>, name: &str) -> Option<String> {
    Places::get(context.places, name).or_else(|| sum(context, name))
}

/// Returns how a variable is added up from the customers sheet.
pub(super) fn sum(context: &Context<'_>, name: &str) -> Option<String> {
    let column = |id| context.customers.column(id);
    Some(match name {
        "total_revenue" => format!("SUM({})", column("revenue")?),
        "total_purchases" => format!("SUM({})", column("purchases")?),
        "unique_customers" => format!("ROWS({})", column("name")?),
        "customer_years" => format!("SUM({})", column("years")?),
        "leavers" => format!("COUNTIF({},\"{}\")", column("left")?, context.text("choice-yes")),
        "steps_revenue" => format!("SUM({})", column("steps_revenue")?),
        _ => return None,
    })
}
