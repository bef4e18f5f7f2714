//! All formulas together: which of two with one name holds, what each uses, and the order in which they are computed.

use super::definition::{Definition, Origin};
use super::messages;
use super::variable::{Level, VariableSpec};
use crate::finding::{Finding, Severity};
use crate::words::Lang;
use clv_formula::{Formula, Limits, Names, order, parse, parse_stored};
use std::collections::{BTreeMap, BTreeSet};

/// What formulas call the table of customers; the first is what all else calls it.
pub const CUSTOMER_TABLES: [&str; 4] = ["Customers", "Klanten", "CLV_Klanten", "CLV_Customers"];

/// A formula that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Ready {
    /// As it was defined.
    pub definition: Definition,
    /// As it was read.
    pub formula: Formula,
}

/// All formulas that hold.
#[derive(Clone, Debug)]
pub struct Registry {
    /// The formulas, in the order in which they were given.
    pub formulas: Vec<Ready>,
    /// Their places in an order in which each comes after all that it uses.
    pub order: Vec<usize>,
    /// The variables that formulas may use.
    pub specs: Vec<VariableSpec>,
    /// The names that formulas may use.
    pub names: Names,
    /// What is wrong with the others.
    pub findings: Vec<Finding>,
    levels: BTreeMap<String, Level>,
}

impl Registry {
    /// Puts together all formulas; `extra` are names that stand for inputs of tests.
    pub fn new(
        definitions: Vec<Definition>,
        specs: &[VariableSpec],
        extra: &BTreeSet<String>,
    ) -> Self {
        let mut findings = Vec::new();
        let given = definitions.clone();
        let definitions = choose(definitions, specs, &mut findings);
        let mut names = names(specs, &definitions);
        for name in extra {
            if names.variable(name).is_none() {
                names.add_variable(name, name);
                for table in CUSTOMER_TABLES {
                    names.add_column((table, name), (CUSTOMER_TABLES[0], name));
                }
            }
        }
        let mut levels: BTreeMap<String, Level> =
            specs.iter().map(|spec| (spec.en.to_owned(), spec.level)).collect();
        levels.extend(definitions.iter().map(|one| (one.id.clone(), one.level)));
        let mut formulas = Vec::new();
        let mut broken = BTreeSet::new();
        for definition in definitions {
            match read(&definition, &names, &levels) {
                Ok(formula) => formulas.push(Ready { definition, formula }),
                Err(finding) => {
                    broken.insert(definition.id);
                    findings.push(finding);
                }
            }
        }
        let is_broken = |one: &Definition| one.replaces.is_some() && broken.contains(&one.id);
        if given.iter().any(is_broken) {
            // What cannot be read replaces nothing: what it was to replace still holds.
            let sound = given.into_iter().filter(|one| !is_broken(one)).collect();
            let mut registry = Self::new(sound, specs, extra);
            let is_about_broken = |finding: &Finding| {
                finding.code != "formula-replaced" && !registry.findings.contains(finding)
            };
            findings.retain(is_about_broken);
            registry.findings.splice(0..0, findings);
            return registry;
        }
        let order = in_order(&formulas, &broken, &mut findings);
        Self { formulas, order, specs: specs.to_vec(), names, findings, levels }
    }

    /// Returns the formula of that name, in any of its spellings.
    pub fn find(&self, name: &str) -> Option<&Ready> {
        self.place(&self.names.variable(name)?).map(|at| &self.formulas[at])
    }

    /// Returns where the formula of that id is.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.formulas.iter().position(|ready| ready.definition.id == id)
    }

    /// Returns the name of a variable or formula in a language.
    pub fn name(&self, id: &str, lang: Lang) -> String {
        if let Some(at) = self.place(id) {
            return self.formulas[at].definition.name(lang).to_owned();
        }
        let spec = self.specs.iter().find(|spec| spec.en == id);
        spec.map_or_else(|| id.to_owned(), |spec| spec.name(lang).to_owned())
    }

    /// Returns the level of a variable or formula.
    pub fn level(&self, name: &str) -> Option<Level> {
        self.levels.get(name).copied()
    }
}

/// Returns the names that formulas use, by which each calls what it needs: variables and columns alike.
pub fn uses(formula: &Formula) -> impl Iterator<Item = &str> {
    let columns = formula.columns().iter().map(|(_, column)| &**column);
    formula.variables().iter().map(|name| &**name).chain(columns)
}

fn names(specs: &[VariableSpec], definitions: &[Definition]) -> Names {
    let mut names = Names::default();
    let mut add = |name: &str, canonical: &str, level: Level| {
        names.add_variable(name, canonical);
        if level == Level::Customer {
            for table in CUSTOMER_TABLES {
                names.add_column((table, name), (CUSTOMER_TABLES[0], canonical));
            }
        }
    };
    for spec in specs {
        spec.names().for_each(|name| add(name, spec.en, spec.level));
    }
    for one in definitions {
        one.names().for_each(|name| add(name, &one.id, one.level));
        if let Some(replaced) = &one.replaces {
            add(replaced, &one.id, one.level);
        }
    }
    names
}

/// Decides which formulas hold: the sheet's before those of packs, those of packs before ours, and each only where it
/// says that it replaces the other.
fn choose(
    mut definitions: Vec<Definition>,
    specs: &[VariableSpec],
    findings: &mut Vec<Finding>,
) -> Vec<Definition> {
    let variables: BTreeSet<&str> = specs.iter().flat_map(VariableSpec::names).collect();
    // The weightiest first, so that whoever comes later knows what is taken.
    definitions.sort_by_key(|one| std::cmp::Reverse(one.origin.rank()));
    let twice = defined_twice(&definitions);
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    let mut chosen: Vec<Definition> = Vec::new();
    let lower: BTreeMap<String, u8> =
        definitions.iter().map(|one| (one.id.clone(), one.origin.rank())).collect();
    for one in definitions {
        let refused = |code| {
            let finding = Finding::new(Severity::Warning, code).at(one.origin.place());
            finding.with("id", one.id.as_str()).with("source", one.origin.spoken())
        };
        if let Some(name) = one.names().find(|name| variables.contains(name)) {
            findings.push(refused("formula-named-as-variable").with("found", name));
        } else if twice.contains(&(one.origin.rank(), one.id.clone())) {
            findings.push(refused("formula-defined-twice"));
        } else if let Some(by) = taken.get(&one.id) {
            // Somebody weightier replaced it, and said so.
            findings.push(
                Finding::new(Severity::Note, "formula-replaced")
                    .with("id", one.id.as_str())
                    .with("source", by.as_str()),
            );
        } else if lower.get(&one.id).is_some_and(|&rank| rank < one.origin.rank())
            && one.replaces.as_deref() != Some(&one.id)
        {
            findings.push(refused("formula-needs-replaces"));
        } else {
            if let Some(replaced) = &one.replaces {
                taken.insert(replaced.clone(), one.origin.spoken());
            }
            chosen.push(one);
        }
    }
    chosen.sort_by_key(|one| one.origin.rank());
    chosen
}

/// Returns rank and id of formulas that two sources of one kind define.
fn defined_twice(definitions: &[Definition]) -> BTreeSet<(u8, String)> {
    let mut seen = BTreeSet::new();
    let key = |one: &Definition| (one.origin.rank(), one.id.clone());
    definitions.iter().map(key).filter(|key| !seen.insert(key.clone())).collect()
}

/// Reads a formula and checks that it only uses what it can see.
fn read(
    one: &Definition,
    names: &Names,
    levels: &BTreeMap<String, Level>,
) -> Result<Formula, Finding> {
    let limits = Limits::default();
    let formula = match one.dialect {
        Some(dialect) => parse(&one.text, dialect, names, &limits),
        None => parse_stored(&one.text, names, &limits),
    };
    let formula = formula.map_err(|error| messages::unreadable(one, &error))?;
    let narrower = formula
        .variables()
        .iter()
        .find(|name| levels.get(&***name).is_some_and(|&level| level < one.level));
    if let Some(name) = narrower {
        let finding = Finding::new(Severity::Warning, "formula-wrong-level");
        return Err(finding
            .at(one.origin.place())
            .with("id", one.id.as_str())
            .with("source", one.origin.spoken())
            .with("found", &**name));
    }
    Ok(formula)
}

/// Puts formulas in order and tells of circles, and of those that need what cannot be computed.
fn in_order(
    formulas: &[Ready],
    broken: &BTreeSet<String>,
    findings: &mut Vec<Finding>,
) -> Vec<usize> {
    let places: BTreeMap<&str, usize> =
        formulas.iter().enumerate().map(|(at, ready)| (ready.definition.id.as_str(), at)).collect();
    let needs: Vec<Vec<usize>> = formulas
        .iter()
        .map(|ready| uses(&ready.formula).filter_map(|name| places.get(name).copied()).collect())
        .collect();
    let (order, cycles) = order(&needs);
    let mut lost: BTreeSet<usize> = (0..formulas.len()).collect();
    for at in &order {
        lost.remove(at);
    }
    for cycle in &cycles {
        let path: Vec<String> = cycle
            .0
            .iter()
            .chain(cycle.0.first())
            .map(|&at| {
                let Definition { id, origin, .. } = &formulas[at].definition;
                match origin {
                    Origin::BuiltIn => id.clone(),
                    Origin::Pack { .. } | Origin::Sheet { .. } => {
                        format!("{id} ({})", origin.spoken())
                    }
                }
            })
            .collect();
        let first = &formulas[cycle.0[0]].definition;
        findings.push(
            Finding::new(Severity::Warning, "formula-circle")
                .at(first.origin.place())
                .with("path", path.join(" → ")),
        );
        for at in &cycle.0 {
            lost.remove(at);
        }
    }
    let mut without: BTreeSet<&str> = broken.iter().map(String::as_str).collect();
    let mut computed = Vec::new();
    for at in order {
        let ready = &formulas[at];
        match uses(&ready.formula).find(|name| without.contains(name)) {
            None => computed.push(at),
            Some(name) => {
                findings.push(not_computed(&ready.definition, name));
                without.insert(&ready.definition.id);
            }
        }
    }
    let in_circle = |name: &&str| places.contains_key(*name);
    for at in lost {
        let ready = &formulas[at];
        let name = uses(&ready.formula).find(in_circle).unwrap_or_default();
        findings.push(not_computed(&ready.definition, name));
    }
    computed
}

fn not_computed(one: &Definition, name: &str) -> Finding {
    Finding::new(Severity::Warning, "formula-not-computed")
        .at(one.origin.place())
        .with("id", one.id.as_str())
        .with("source", one.origin.spoken())
        .with("found", name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::pack::Pack;

    fn definitions(formulas: &[(&str, &str, &str)]) -> Vec<Definition> {
        let one = |(at, (id, formula, more)): (usize, &(&str, &str, &str))| {
            let header =
                "[pack]\nid='t'\nname='t'\nversion='1'\ncontract=1\ndialect='en'\n[[formula]]\n";
            let text = format!("{header}id='{id}'\nlevel='portfolio'\nformula='{formula}'\n{more}");
            Pack::read(&text, &format!("{at}.toml"), more.contains("built_in"))
                .unwrap()
                .formulas
                .remove(0)
        };
        formulas.iter().enumerate().map(one).collect()
    }

    fn codes(formulas: &[(&str, &str, &str)]) -> (Vec<String>, Vec<&'static str>) {
        let registry = Registry::new(definitions(formulas), &[], &BTreeSet::new());
        let id = |&at: &usize| registry.formulas[at].definition.id.clone();
        (
            registry.order.iter().map(id).collect(),
            registry.findings.iter().map(|finding| finding.code).collect(),
        )
    }

    #[test]
    fn each_formula_comes_after_what_it_uses() {
        let (order, findings) = codes(&[("bbb", "ccc+1", ""), ("ccc", "2", "")]);
        assert_eq!((order, findings), (vec!["ccc".to_owned(), "bbb".to_owned()], vec![]));
    }

    #[test]
    fn a_circle_is_left_out_with_all_that_needs_it_and_the_rest_goes_on() {
        let (order, findings) =
            codes(&[("aaa", "bbb", ""), ("bbb", "aaa", ""), ("ccc", "bbb", ""), ("ddd", "1", "")]);
        assert_eq!(order, ["ddd"]);
        assert_eq!(findings, ["formula-circle", "formula-not-computed"]);
    }

    #[test]
    fn a_broken_formula_takes_along_only_those_that_use_it() {
        let (order, findings) = codes(&[("aaa", "1+", ""), ("bbb", "aaa", ""), ("ccc", "1", "")]);
        assert_eq!(order, ["ccc"]);
        assert_eq!(findings, ["formula-unfinished", "formula-not-computed"]);
    }

    #[test]
    fn of_two_packs_with_one_name_neither_holds() {
        let (order, findings) = codes(&[("aaa", "1", ""), ("aaa", "2", "")]);
        assert_eq!((order.len(), findings), (0, vec!["formula-defined-twice"; 2]));
    }

    #[test]
    fn a_built_in_formula_is_replaced_only_on_purpose() {
        let built_in = ("aaa", "1", "# built_in");
        assert_eq!(codes(&[built_in, ("aaa", "2", "")]).1, ["formula-needs-replaces"]);
        assert_eq!(codes(&[built_in, ("aaa", "2", "replaces='aaa'")]).1, ["formula-replaced"]);
        let (order, findings) = codes(&[built_in, ("aaa", "1+", "replaces='aaa'")]);
        assert_eq!((order, findings), (vec!["aaa".to_owned()], vec!["formula-unfinished"]));
        let (order, findings) =
            codes(&[built_in, ("bbb", "2", "replaces='aaa'"), ("ccc", "aaa", "")]);
        assert_eq!(order, ["bbb", "ccc"]);
        assert_eq!(findings, ["formula-replaced"]);
    }
}
