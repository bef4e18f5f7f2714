//! Which formulas and variables there are, and one of them in full.

use crate::error::{Fatal, LedgerError};
use crate::notices::Terminal;
use crate::{Done, input, plug_ins, update};
use clv_core::finding::Finding;
use clv_core::formulas::{
    self, Definition, Origin, PlugIns, Ready, Registry, VariableSpec, dialect,
};
use clv_core::words::Words;
use clv_formula::Dialect;
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::Path;

/// One formula as other programs read it.
#[derive(Debug, Serialize)]
struct Listed {
    id: String,
    names: Vec<String>,
    title: String,
    level: &'static str,
    formula: String,
    formula_nl: String,
    formula_en: String,
    inputs: Vec<String>,
    unit: String,
    decimals: u8,
    explanation: String,
    source: String,
    since: String,
    when_blank: &'static str,
    origin: String,
    shown: bool,
    tests: usize,
}

/// One variable as other programs read it.
#[derive(Debug, Serialize)]
struct Variable {
    name: &'static str,
    name_nl: &'static str,
    also: &'static [&'static str],
    level: &'static str,
    unit: String,
    meaning: &'static str,
}

/// Puts together ours and those that a ledger or a pack adds.
fn registry(of: Option<&Path>) -> Result<Registry, LedgerError> {
    let mut plug_ins = PlugIns::default();
    match of {
        Some(path) if path.extension().is_some_and(|it| it.eq_ignore_ascii_case("toml")) => {
            plug_ins.add_pack(&super::test::text_of(path)?, &update::file_name(path));
        }
        Some(path) => {
            let snapshot = input::read(path)?;
            let book = update::read_book(path, &snapshot)?;
            plug_ins = plug_ins::read(&snapshot, &book);
        }
        None => {}
    }
    let mut definitions = formulas::built_in(false);
    definitions.extend(plug_ins.definitions);
    let mut registry = Registry::new(definitions, &formulas::variables(), &BTreeSet::new());
    registry.findings.splice(0..0, plug_ins.findings);
    Ok(registry)
}

/// Lists the formulas.
pub(super) fn list(of: Option<&Path>, terminal: &Terminal) -> Result<Done, Fatal> {
    let registry = match registry(of) {
        Ok(registry) => registry,
        Err(error) => {
            terminal.failed(of.unwrap_or(Path::new("")), &error)?;
            return Ok(Done::NotAll);
        }
    };
    let words = terminal.words(None);
    for ready in &registry.formulas {
        if terminal.is_json() {
            terminal.print(&listed(ready, &registry, words))?;
            continue;
        }
        let one = &ready.definition;
        let lang = words.lang();
        let text = text(ready, &registry, dialect(lang));
        terminal.say(&format!(
            "{:<30} {}\n{:<30}   ={text}",
            one.name(lang),
            one.title(lang),
            ""
        ))?;
    }
    findings(&registry.findings, terminal)
}

/// Says what is wrong; returns whether everything is right.
fn findings(findings: &[Finding], terminal: &Terminal) -> Result<Done, Fatal> {
    let words = terminal.words(None);
    for finding in findings {
        let (sentence, hint) = words.finding(finding);
        terminal.say(&format!("{sentence} {}", hint.unwrap_or_default()))?;
    }
    Ok(Done::All.and(findings.is_empty()))
}

/// Shows one formula, or one variable, in full.
pub(super) fn show(id: &str, of: Option<&Path>, terminal: &Terminal) -> Result<Done, Fatal> {
    let registry = match registry(of) {
        Ok(registry) => registry,
        Err(error) => {
            terminal.failed(of.unwrap_or(Path::new("")), &error)?;
            return Ok(Done::NotAll);
        }
    };
    let words = terminal.words(None);
    let Some(ready) = registry.find(id) else {
        let unknown =
            || Fatal::Usage(format!("there is no formula `{id}`; `clv formulas list` shows all"));
        let specs = formulas::variables();
        let spec = specs.iter().find(|spec| spec.names().any(|name| name.eq_ignore_ascii_case(id)));
        print_variable(spec.ok_or_else(unknown)?, terminal)?;
        return Ok(Done::All);
    };
    if terminal.is_json() {
        terminal.print(&listed(ready, &registry, words))?;
        return Ok(Done::All);
    }
    let Definition { explanation, source, level, unit, when_blank, tests, origin, .. } =
        &ready.definition;
    let lang = words.lang();
    let lines = [
        format!("{} – {}", ready.definition.name(lang), ready.definition.title(lang)),
        format!("  nl  ={}", text(ready, &registry, Dialect::Nl)),
        format!("  en  ={}", text(ready, &registry, Dialect::En)),
        format!("  {}", explanation.text(lang)),
        format!(
            "  level: {} · unit: {} · when blank: {} · tests: {} · from: {} · source: {source}",
            level.name(),
            unit.name("EUR"),
            when_blank.name(),
            tests.len(),
            origin.spoken(),
        ),
    ];
    terminal.say(&lines.join("\n"))?;
    Ok(Done::All)
}

/// Lists the variables.
pub(super) fn variables(terminal: &Terminal) -> Result<Done, Fatal> {
    for spec in formulas::variables() {
        print_variable(&spec, terminal)?;
    }
    Ok(Done::All)
}

fn print_variable(spec: &VariableSpec, terminal: &Terminal) -> Result<(), Fatal> {
    let lang = terminal.words(None).lang();
    let unit = spec.unit.name("EUR").to_owned();
    let meaning = spec.meaning(lang);
    let level = spec.level.name();
    if terminal.is_json() {
        let (name, name_nl, also) = (spec.en, spec.nl, spec.also);
        return terminal.print(&Variable { name, name_nl, also, level, unit, meaning });
    }
    terminal.say(&format!("{:<28} {level:<10} {unit:<8} {meaning}", spec.name(lang)))
}

fn listed(ready: &Ready, registry: &Registry, words: &Words) -> Listed {
    let one = &ready.definition;
    let lang = words.lang();
    let in_dialect = |dialect| format!("={}", text(ready, registry, dialect));
    Listed {
        id: one.id.clone(),
        names: one.also.clone(),
        title: one.title(lang).to_owned(),
        level: one.level.name(),
        formula: one.text.clone(),
        formula_nl: in_dialect(Dialect::Nl),
        formula_en: in_dialect(Dialect::En),
        inputs: formulas::uses(&ready.formula).map(ToOwned::to_owned).collect(),
        unit: one.unit.name("EUR").to_owned(),
        decimals: one.decimals,
        explanation: one.explanation.text(lang).to_owned(),
        source: one.source.clone(),
        since: one.since.clone(),
        when_blank: one.when_blank.name(),
        origin: match &one.origin {
            Origin::BuiltIn => "built_in".to_owned(),
            Origin::Pack { .. } | Origin::Sheet { .. } => one.origin.spoken(),
        },
        shown: one.shown,
        tests: one.tests.len(),
    }
}

/// Writes a formula in a notation, with the names of that language.
fn text(ready: &Ready, registry: &Registry, dialect: Dialect) -> String {
    let lang = match dialect {
        Dialect::Nl => clv_core::words::Lang::Nl,
        Dialect::En => clv_core::words::Lang::En,
    };
    ready.formula.to_text_with(dialect, &|name| registry.name(name, lang))
}
