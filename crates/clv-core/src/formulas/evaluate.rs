//! Computing all formulas that are shown or needed, each over as many rows as its level has.

use super::definition::{Definition, Origin, WhenBlank};
use super::registry::{Ready, Registry, uses};
use super::variable::{Facts, Level, Values, VariableProvider};
use crate::finding::{Finding, Severity};
use crate::segments::Segment;
use clv_formula::{Column, ErrorValue, Evaluation, Formula, Input, Limits, Value};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// How many cells one formula may visit over all its rows together, about two seconds of work.
///
/// Ranking, counting, shares of a segment and looking up take far less, as columns are put in order once. A sum over all
/// that exceed a customer has to be added up anew for each, and reaches this from some 14,000 customers on.
const FUEL_OF_ALL_ROWS: u64 = 200_000_000;

/// Everything that was computed: variables and formulas by their names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Computed {
    /// The values, by the name of the variable or the id of the formula.
    pub values: BTreeMap<String, Values>,
    /// Formulas that gave errors.
    pub findings: Vec<Finding>,
}

/// Computes the formulas of a registry.
pub fn evaluate(
    registry: &Registry,
    providers: &[&dyn VariableProvider],
    facts: &Facts<'_>,
) -> Computed {
    let wanted = wanted(registry);
    let mut computed = Computed::default();
    for provider in providers {
        let specs = provider.variables();
        let names: Vec<&str> =
            specs.iter().map(|spec| spec.en).filter(|name| wanted.contains(*name)).collect();
        let values = provider.compute(&names, facts);
        computed.values.extend(names.iter().map(|&name| name.to_owned()).zip(values));
    }
    for &at in &registry.order {
        let ready = &registry.formulas[at];
        if !wanted.contains(ready.definition.id.as_str()) {
            continue;
        }
        let (values, ran_out) = one(ready, &computed.values, facts);
        if ran_out {
            computed.findings.push(too_much_work(&ready.definition, &values));
        } else if ready.definition.origin != Origin::BuiltIn {
            computed.findings.extend(went_wrong(&ready.definition, &values, facts));
        }
        computed.values.insert(ready.definition.id.clone(), values);
    }
    computed
}

/// Returns the names of all that is shown, or one in all, and of what these need.
fn wanted(registry: &Registry) -> BTreeSet<String> {
    let mut wanted = BTreeSet::new();
    for &at in registry.order.iter().rev() {
        let Ready { definition, formula } = &registry.formulas[at];
        let is_asked = definition.shown || definition.level != Level::Customer;
        if is_asked || wanted.contains(&definition.id) {
            wanted.insert(definition.id.clone());
            wanted.extend(uses(formula).map(ToOwned::to_owned));
        }
    }
    wanted
}

/// Computes one formula, and tells whether that was too much work.
fn one(ready: &Ready, known: &BTreeMap<String, Values>, facts: &Facts<'_>) -> (Values, bool) {
    let Ready { definition, formula } = ready;
    let spread = spread(definition.level, formula, known, facts);
    let columns: Vec<&Column> = formula
        .columns()
        .iter()
        .map(|(_, name)| match known.get(&**name) {
            Some(Values::Customers(column)) => column,
            Some(Values::Segments(_) | Values::Portfolio(_)) | None => &NO_COLUMN,
        })
        .collect();
    let inputs: Vec<Input<'_>> = formula
        .variables()
        .iter()
        .map(|name| match (known.get(&**name), spread.get(&**name)) {
            (_, Some(column)) => Input::PerRow(column),
            (Some(Values::Portfolio(value)), None) => Input::Same(value.clone()),
            (Some(Values::Customers(column) | Values::Segments(column)), None) => {
                Input::PerRow(column)
            }
            (None, None) => Input::Same(Value::Blank),
        })
        .collect();
    let rows = Rows { when_blank: definition.when_blank, formula, inputs, columns };
    let (n_rows, values): (usize, fn(Column) -> Values) = match definition.level {
        Level::Customer => (facts.summaries.len(), Values::Customers),
        Level::Segment => (Segment::ALL.len(), Values::Segments),
        Level::Portfolio => (1, |column| Values::Portfolio(column.get(0))),
    };
    let has_customers = |at| facts.segments.iter().any(|segment| segment.index() == at);
    let (column, ran_out) =
        rows.compute(n_rows, |at| definition.level != Level::Segment || has_customers(at));
    (values(column), ran_out)
}

/// A column that is not there.
static NO_COLUMN: Column = Column::Values(Vec::new());

/// Gives each customer the value of its group, for formulas of customers that use values of groups.
fn spread<'a>(
    level: Level,
    formula: &'a Formula,
    known: &BTreeMap<String, Values>,
    facts: &Facts<'_>,
) -> BTreeMap<&'a str, Column> {
    let mut spread = BTreeMap::new();
    if level == Level::Customer {
        for name in formula.variables() {
            if let Some(Values::Segments(column)) = known.get(&**name) {
                let values = facts.segments.iter().map(|segment| column.get(segment.index()));
                spread.insert(&**name, values.collect());
            }
        }
    }
    spread
}

/// A formula with all that it needs.
struct Rows<'a> {
    when_blank: WhenBlank,
    formula: &'a Formula,
    inputs: Vec<Input<'a>>,
    columns: Vec<&'a Column>,
}

impl Rows<'_> {
    /// Computes all rows, and tells whether there was no fuel for some.
    fn compute(&self, n_rows: usize, is_asked: impl Fn(usize) -> bool) -> (Column, bool) {
        let n_cells: usize = self.columns.iter().map(|column| column.len()).sum();
        let fuel = 50_000 + 60 * u64::try_from(n_cells).unwrap_or(u64::MAX / 64);
        let limits = Limits { fuel, ..Limits::default() };
        let mut evaluation =
            Evaluation::new(self.formula, self.inputs.clone(), self.columns.clone(), limits);
        let mut left = FUEL_OF_ALL_ROWS;
        let mut row = |at: usize| {
            if !is_asked(at) {
                return Value::Blank;
            }
            match self.when_blank {
                WhenBlank::Skip if self.has_blank(at) => return Value::Blank,
                WhenBlank::Error if self.has_blank(at) => {
                    return Value::Error(ErrorValue::NotAvailable);
                }
                WhenBlank::Skip | WhenBlank::Error | WhenBlank::Zero => {}
            }
            if left == 0 {
                return Value::Error(ErrorValue::Calc);
            }
            let value = evaluation.at(at);
            left = left.saturating_sub(evaluation.fuel_used());
            value
        };
        let column = (0..n_rows).map(&mut row).collect();
        (column, left == 0)
    }

    fn has_blank(&self, row: usize) -> bool {
        self.inputs.iter().any(|input| match input {
            Input::Same(value) => *value == Value::Blank,
            Input::PerRow(Column::Numbers(numbers)) => {
                numbers.get(row).is_none_or(|number| !number.is_finite())
            }
            Input::PerRow(column) => column.get(row) == Value::Blank,
        })
    }
}

/// Returns the values of a formula row by row.
fn rows_of(values: &Values) -> Cow<'_, Column> {
    match values {
        Values::Customers(column) | Values::Segments(column) => Cow::Borrowed(column),
        Values::Portfolio(value) => Cow::Owned(Column::Values(vec![value.clone()])),
    }
}

/// Tells that a formula reads whole columns anew in every row, and for how many rows that was too much.
fn too_much_work(one: &Definition, values: &Values) -> Finding {
    let all = rows_of(values);
    let ran_out = |row: &usize| all.get(*row) == Value::Error(ErrorValue::Calc);
    Finding::new(Severity::Warning, "formula-too-much-work")
        .at(one.origin.place())
        .with("id", one.id.as_str())
        .with("source", one.origin.spoken())
        .with("n", (0..all.len()).filter(ran_out).count())
        .with("all", all.len())
}

/// Tells for how many customers a formula gives an error, and for whom first.
fn went_wrong(one: &Definition, values: &Values, facts: &Facts<'_>) -> Option<Finding> {
    let all = rows_of(values);
    let errors = (0..all.len()).filter_map(|at| all.get(at).as_error().map(|error| (at, error)));
    let (first, error) = errors.clone().next()?;
    let who = match one.level {
        Level::Customer => facts.ledger.customers.get(facts.summaries[first].customer.0 as usize),
        Level::Segment | Level::Portfolio => None,
    };
    let dialect = super::dialect(facts.words.lang());
    Some(
        Finding::new(Severity::Warning, "formula-went-wrong")
            .at(one.origin.place())
            .with("id", one.id.as_str())
            .with("source", one.origin.spoken())
            .with("error", error.text_in(dialect))
            .with("n", errors.count())
            .with("all", all.len())
            .with("first", who.map_or("none", |customer| customer.name.as_str())),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use clv_formula::{Dialect, Names};

    /// Computes a formula over so many customers, each with a turnover of its own.
    fn compute(text: &str, n: usize) -> (Column, bool) {
        let mut names = Names::new(["omzet"]);
        names.add_column(("Klanten", "omzet"), ("Klanten", "omzet"));
        let formula = clv_formula::parse(text, Dialect::Nl, &names, &Limits::default()).unwrap();
        let turnover = Column::Numbers((0..n).map(|row| (row * 7919 % n) as f64).collect());
        let inputs = formula.variables().iter().map(|_| Input::PerRow(&turnover)).collect();
        let columns = formula.columns().iter().map(|_| &turnover).collect();
        let rows = Rows { when_blank: WhenBlank::Error, formula: &formula, inputs, columns };
        rows.compute(n, |_| true)
    }

    #[test]
    fn customers_are_ranked_by_counting_however_many_there_are() {
        let (ranks, ran_out) = compute("=AANTAL.ALS(Klanten[omzet];\">\"&omzet)+1", 100_000);
        assert!(!ran_out);
        let expected =
            (0..100_000usize).map(|row| Value::Number((100_000 - row * 7919 % 100_000) as f64));
        assert!(expected.enumerate().all(|(row, rank)| ranks.get(row) == rank));
    }

    #[test]
    fn a_sum_over_all_that_exceed_a_customer_is_too_much_for_many_and_that_is_told() {
        let formula = "=SOM.ALS(Klanten[omzet];\">=\"&omzet)";
        assert!(!compute(formula, 8_000).1);
        let (column, ran_out) = compute(formula, 40_000);
        assert!(ran_out);
        assert_eq!(column.get(39_999), Value::Error(ErrorValue::Calc));
    }
}
