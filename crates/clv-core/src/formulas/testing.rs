//! The tests inside a pack: each formula with given inputs, and what has to come out.

use super::definition::{Definition, Origin, Test, WhenBlank};
use super::registry::{Ready, Registry};
use super::{built_in, variables};
use crate::finding::Finding;
use clv_formula::{Column, ErrorValue, Evaluation, Input, Limits, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A test that fell short.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The formula.
    pub id: String,
    /// Which of its tests, from 1.
    pub number: usize,
    /// What came out; `None` where the formula cannot be computed at all.
    pub got: Option<Value>,
    /// What had to come out.
    pub expected: Value,
}

/// Runs all tests of formulas; returns how many passed, those that did not, and what is wrong with the formulas.
pub fn test(definitions: &[Definition]) -> (usize, Vec<Failure>, Vec<Finding>) {
    // Those of our own packs stand there already; anybody else's of the same name has to say that it replaces ours.
    let ours = definitions.iter().filter(|one| one.origin == Origin::BuiltIn);
    let ours: BTreeSet<&str> = ours.map(|one| one.id.as_str()).collect();
    let mut all = built_in(false);
    all.retain(|one| !ours.contains(one.id.as_str()));
    all.extend(definitions.iter().cloned());
    let inputs = definitions.iter().flat_map(|one| &one.tests).flat_map(|test| &test.inputs);
    let extra: BTreeSet<String> = inputs.map(|(name, _)| name.to_lowercase()).collect();
    let registry = Registry::new(all, &variables(), &extra);
    let (mut passed, mut failures) = (0, Vec::new());
    for one in definitions {
        let ready = registry.formulas.iter().find(|ready| ready.definition.id == one.id);
        for (number, test) in (1..).zip(&one.tests) {
            let got = ready.map(|ready| Bench::new(&registry, test).value(ready));
            if got.as_ref().is_some_and(|got| agrees(got, &test.expected)) {
                passed += 1;
            } else {
                let expected = test.expected.clone();
                failures.push(Failure { id: one.id.clone(), number, got, expected });
            }
        }
    }
    (passed, failures, registry.findings)
}

fn agrees(got: &Value, expected: &Value) -> bool {
    match (got, expected) {
        (Value::Number(got), Value::Number(expected)) => {
            (got - expected).abs() <= 1e-9 * expected.abs().max(1.0)
        }
        (Value::Blank, Value::Text(expected)) => expected.is_empty(),
        (got, expected) => got == expected,
    }
}

/// The inputs of one test, and the formulas that fill in the rest.
struct Bench<'a> {
    registry: &'a Registry,
    given: BTreeMap<String, &'a [Value]>,
    /// Formulas that are being computed, so that one in a circle is blank instead of endless.
    busy: BTreeSet<String>,
}

impl<'a> Bench<'a> {
    fn new(registry: &'a Registry, test: &'a Test) -> Self {
        let canonical = |(name, values): &'a (String, Vec<Value>)| {
            let known = registry.names.variable(name);
            (known.map_or_else(|| name.clone(), |known| known.to_string()), values.as_slice())
        };
        let given = test.inputs.iter().map(canonical).collect();
        Self { registry, given, busy: BTreeSet::new() }
    }

    /// Computes a formula from what is given; other formulas that it uses are computed from that too.
    fn value(&mut self, ready: &Ready) -> Value {
        let Ready { definition, formula } = ready;
        let values: Vec<Value> = formula.variables().iter().map(|name| self.input(name)).collect();
        let has_blank = values.contains(&Value::Blank);
        match definition.when_blank {
            WhenBlank::Skip if has_blank => return Value::Blank,
            WhenBlank::Error if has_blank => return Value::Error(ErrorValue::NotAvailable),
            WhenBlank::Skip | WhenBlank::Error | WhenBlank::Zero => {}
        }
        let columns: Vec<Column> = formula
            .columns()
            .iter()
            .map(|(_, name)| {
                self.given.get(&**name).copied().unwrap_or(&[]).iter().cloned().collect()
            })
            .collect();
        let inputs = values.into_iter().map(Input::Same).collect();
        Evaluation::new(formula, inputs, columns.iter().collect(), Limits::default()).at(0)
    }

    fn input(&mut self, name: &str) -> Value {
        if let Some(given) = self.given.get(name) {
            return given.first().cloned().unwrap_or_default();
        }
        let registry = self.registry;
        match registry.place(name) {
            Some(at) if self.busy.insert(name.to_owned()) => {
                let value = self.value(&registry.formulas[at]);
                self.busy.remove(name);
                value
            }
            Some(_) | None => Value::Blank,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::{BUILT_IN, Pack, SUBSCRIPTION};

    #[test]
    fn every_formula_of_ours_passes_at_least_three_tests_of_its_own() {
        let mut n_formulas = 0;
        for (file, text) in BUILT_IN.iter().chain([&SUBSCRIPTION]) {
            let pack = Pack::read(text, file, true).unwrap();
            assert_eq!(pack.findings, []);
            let (passed, failures, findings) = test(&pack.formulas);
            assert_eq!((failures, findings), (vec![], vec![]), "{file}");
            assert!(pack.formulas.iter().all(|one| one.tests.len() >= 3), "{file}");
            assert!(passed >= 3 * pack.formulas.len());
            n_formulas += pack.formulas.len();
        }
        assert!(n_formulas >= 24);
    }

    #[test]
    fn inputs_that_are_no_variables_are_inputs_of_that_test() {
        let pack = Pack::read(
            r##"
            [pack]
            id = "salon"
            name = "Salon"
            version = "1.0.0"
            contract = 1
            dialect = "nl"
            [[formula]]
            id = "waarde_per_bezoek"
            level = "customer"
            formula = "=ALS(eigen_prijs>0;eigen_prijs*1,5;NB())"
            unit = "EUR"
            [[formula.test]]
            inputs = { eigen_prijs = 10 }
            expected = 15
            [[formula.test]]
            inputs = { eigen_prijs = 0 }
            expected = "#N/A"
            [[formula.test]]
            inputs = { eigen_prijs = 10 }
            expected = 16
            "##,
            "salon.toml",
            false,
        );
        let (passed, failures, findings) = test(&pack.unwrap().formulas);
        assert_eq!((passed, failures.len(), findings), (2, 1, vec![]));
        assert_eq!((failures[0].number, &failures[0].got), (3, &Some(Value::Number(15.0))));
    }
}
