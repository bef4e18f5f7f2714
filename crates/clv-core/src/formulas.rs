//! Formulas in Excel's own language: ours, those of packs and those that the owner typed, computed in one go.
//!
//! [`VariableProvider`]s supply named variables, [`Pack`]s and the owner's sheet the formulas; a [`Registry`] decides
//! which hold and in which order, [`evaluate()`] computes them. To add a formula: an entry in a pack of
//! `templates/formulas/`, with at least three tests. To add a variable: see [`providers`].

mod definition;
mod evaluate;
mod messages;
mod pack;
pub mod providers;
mod registry;
mod testing;
mod typed;
mod variable;

pub use definition::{Bilingual, Definition, Origin, Test, WhenBlank, is_name};
pub use evaluate::{Computed, evaluate};
pub use pack::{CONTRACT, Pack};
pub use registry::{CUSTOMER_TABLES, Ready, Registry, uses};
pub use testing::{Failure, test};
pub use typed::{read as read_sheet, sheet_of};
pub use variable::{Facts, Level, Unit, Values, VariableProvider, VariableSpec};

use crate::finding::{Finding, Severity};
use crate::templates::Template;
use crate::words::Lang;
use clv_formula::{Column, Dialect, Value};
use std::collections::BTreeSet;

/// The packs that come with the program: the name of the file and its text.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("five_steps.toml", include_str!("../../../templates/formulas/five_steps.toml")),
    ("methods.toml", include_str!("../../../templates/formulas/methods.toml")),
    ("costs.toml", include_str!("../../../templates/formulas/costs.toml")),
];

/// The pack whose formulas take the place of ours where customers have subscriptions.
const SUBSCRIPTION: (&str, &str) =
    ("subscription.toml", include_str!("../../../templates/formulas/subscription.toml"));

/// Returns the notation of a language.
pub fn dialect(lang: Lang) -> Dialect {
    match lang {
        Lang::Nl => Dialect::Nl,
        Lang::En => Dialect::En,
    }
}

/// Returns the formulas that come with the program.
///
/// In our own packs nothing can be wrong: a test sees to that.
pub fn built_in(has_subscriptions: bool) -> Vec<Definition> {
    let packs = BUILT_IN.iter().chain(has_subscriptions.then_some(&SUBSCRIPTION));
    let read = packs.filter_map(|(file, text)| Pack::read(text, file, true).ok());
    let mut formulas: Vec<Definition> = Vec::new();
    for one in read.flat_map(|pack| pack.formulas) {
        match formulas.iter_mut().find(|known| known.id == one.id) {
            Some(known) => *known = one,
            None => formulas.push(one),
        }
    }
    formulas
}

/// Returns all variables of our own.
pub fn variables() -> Vec<VariableSpec> {
    providers::ALL.iter().flat_map(|provider| provider.variables()).collect()
}

/// What was plugged in: formulas from packs beside the ledger and from the owner's own sheet, and templates.
#[derive(Clone, Debug, Default)]
pub struct PlugIns {
    /// The formulas.
    pub definitions: Vec<Definition>,
    /// What supplies variables besides our own; a compiled program adds it, no file does.
    pub providers: Vec<&'static dyn VariableProvider>,
    /// Templates for kinds of business, by name.
    pub templates: Vec<Template>,
    /// What is wrong with others.
    pub findings: Vec<Finding>,
}

impl PlugIns {
    /// Adds those of another source.
    pub fn extend(&mut self, other: Self) {
        self.definitions.extend(other.definitions);
        self.providers.extend(other.providers);
        self.templates.extend(other.templates);
        self.findings.extend(other.findings);
    }

    /// Adds those of a pack; `file` is what messages call it.
    pub fn add_pack(&mut self, text: &str, file: &str) {
        match Pack::read(text, file, false) {
            Ok(pack) => {
                self.definitions.extend(pack.formulas);
                self.findings.extend(pack.findings);
            }
            Err(finding) => self.findings.push(finding),
        }
    }

    /// Adds a template; `id` is the name of its folder.
    pub fn add_template(&mut self, id: &str, text: &str) {
        match Template::parse(id, text) {
            Ok(template) => self.templates.push(template),
            Err(detail) => self.findings.push(
                Finding::new(Severity::Warning, "template-unreadable")
                    .with("source", id)
                    .with("detail", detail.lines().next().unwrap_or_default()),
            ),
        }
    }
}

/// All formulas that hold for a ledger, with their values.
#[derive(Clone, Debug)]
pub struct Figures {
    /// The formulas.
    pub registry: Registry,
    /// The values of those that are shown or needed, and of the variables that they use.
    pub computed: Computed,
    /// What was wrong with formulas before they came here.
    unusable: Vec<Finding>,
}

impl Figures {
    /// Computes ours and those that were plugged in.
    pub fn compute(plug_ins: &PlugIns, facts: &Facts<'_>) -> Self {
        let mut definitions = built_in(!facts.ledger.spells.is_empty());
        definitions.extend(plug_ins.definitions.iter().cloned());
        let own = providers::ALL.iter().copied();
        let providers: Vec<&dyn VariableProvider> =
            own.chain(plug_ins.providers.iter().map(|&one| one as &dyn VariableProvider)).collect();
        let specs: Vec<VariableSpec> =
            providers.iter().flat_map(|provider| provider.variables()).collect();
        let registry = Registry::new(definitions, &specs, &BTreeSet::new());
        let computed = evaluate(&registry, &providers, facts);
        Self { registry, computed, unusable: plug_ins.findings.clone() }
    }

    /// Returns what is wrong with formulas.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.unusable.iter().chain(&self.registry.findings).chain(&self.computed.findings)
    }

    /// Returns the one value of a variable or formula that has one in all; blank if it was not computed.
    pub fn value(&self, id: &str) -> Value {
        match self.computed.values.get(id) {
            Some(Values::Portfolio(value)) => value.clone(),
            Some(Values::Segments(_) | Values::Customers(_)) | None => Value::Blank,
        }
    }

    /// Returns the number that a variable or formula has in all, if it has one.
    pub fn number(&self, id: &str) -> Option<f64> {
        self.value(id).as_number()
    }

    /// Returns the value of each customer, in the order of the summaries.
    pub fn customers(&self, id: &str) -> Option<&Column> {
        match self.computed.values.get(id) {
            Some(Values::Customers(column)) => Some(column),
            Some(Values::Segments(_) | Values::Portfolio(_)) | None => None,
        }
    }

    /// Returns the formulas that get a column or a line of their own, in the order in which they were given.
    pub fn shown(&self, level: Level) -> impl Iterator<Item = &Ready> {
        self.registry.formulas.iter().filter(move |ready| {
            let Definition { shown, level: own, id, .. } = &ready.definition;
            *shown && *own == level && self.computed.values.contains_key(id)
        })
    }
}
