//! A pack of formulas as a text: what it must have, and each of its formulas as a definition.

use super::definition::{Bilingual, Definition, Origin, Test, WhenBlank, is_name};
use super::variable::{Level, Unit};
use crate::calendar::serial_from_date;
use crate::finding::{Finding, Severity};
use clv_formula::{Dialect, ErrorValue, Value};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The newest contract of packs that is understood.
pub const CONTRACT: u32 = 1;

/// A pack that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Pack {
    /// Lower case, digits, `-` and `_`.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The version that its author gave it.
    pub version: String,
    /// The contract that it was made for.
    pub contract: u32,
    /// The notation of its formulas.
    pub dialect: Dialect,
    /// Its formulas, in order, as far as they could be understood.
    pub formulas: Vec<Definition>,
    /// What is wrong with the others.
    pub findings: Vec<Finding>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    pack: RawPack,
    #[serde(default)]
    formula: Vec<RawFormula>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPack {
    id: String,
    name: String,
    version: String,
    contract: u32,
    dialect: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFormula {
    id: String,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    title: Bilingual,
    level: String,
    formula: String,
    #[serde(default = "number_unit")]
    unit: String,
    #[serde(default = "two_decimals")]
    decimals: u8,
    #[serde(default)]
    explanation: Bilingual,
    #[serde(default)]
    source: String,
    #[serde(default)]
    since: String,
    #[serde(default = "skip")]
    when_blank: String,
    replaces: Option<String>,
    #[serde(default = "yes")]
    shown: bool,
    #[serde(default)]
    test: Vec<RawTest>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTest {
    #[serde(default)]
    inputs: BTreeMap<String, toml::Value>,
    expected: toml::Value,
}

/// Only the header, so that a pack of a later contract is refused for that and not for its new keys.
#[derive(Deserialize)]
struct Header {
    pack: ContractOnly,
}

#[derive(Deserialize)]
struct ContractOnly {
    contract: u32,
}

fn number_unit() -> String {
    "number".to_owned()
}

fn two_decimals() -> u8 {
    2
}

fn skip() -> String {
    "skip".to_owned()
}

fn yes() -> bool {
    true
}

impl Pack {
    /// Reads a pack; `file` is what messages call it.
    ///
    /// What is wrong with one formula leaves the others as they are; what is wrong with the whole is the error.
    pub fn read(text: &str, file: &str, is_built_in: bool) -> Result<Self, Finding> {
        let refused = |code| Finding::new(Severity::Warning, code).with("source", file);
        if let Ok(Header { pack }) = toml::from_str(text)
            && pack.contract > CONTRACT
        {
            let finding = refused("pack-too-new").with("contract", pack.contract);
            return Err(finding.with("known", CONTRACT));
        }
        let raw: Raw = toml::from_str(text).map_err(|error| {
            let before = error.span().map_or(0, |span| span.start).min(text.len());
            let line = text.get(..before).unwrap_or_default().split('\n').count();
            refused("pack-unreadable").with("line", line).with("detail", error.message())
        })?;
        let RawPack { id, name, version, contract, dialect } = raw.pack;
        if !is_pack_id(&id) {
            return Err(refused("pack-bad-id").with("id", id));
        }
        let Some(dialect) = Dialect::from_name(&dialect) else {
            return Err(refused("pack-bad-dialect").with("dialect", dialect));
        };
        let origin =
            if is_built_in { Origin::BuiltIn } else { Origin::Pack { file: file.to_owned() } };
        let (formulas, findings) = (Vec::new(), Vec::new());
        let mut pack = Self { id, name, version, contract, dialect, formulas, findings };
        for raw in raw.formula {
            match definition(raw, dialect, &origin) {
                Ok(formula) => pack.formulas.push(formula),
                Err(finding) => pack.findings.push(finding.with("source", file)),
            }
        }
        Ok(pack)
    }
}

fn is_pack_id(id: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    !id.is_empty() && id.len() <= 64 && id.chars().all(fits)
}

fn definition(raw: RawFormula, dialect: Dialect, origin: &Origin) -> Result<Definition, Finding> {
    let wrong = |code, what: &str| {
        Finding::new(Severity::Warning, code).with("id", raw.id.as_str()).with("found", what)
    };
    if let Some(bad) = [&raw.id].into_iter().chain(&raw.also).find(|name| !is_name(name)) {
        return Err(wrong("formula-bad-name", bad));
    }
    let level =
        Level::from_name(&raw.level).ok_or_else(|| wrong("formula-bad-level", &raw.level))?;
    let unit = Unit::from_name(&raw.unit).ok_or_else(|| wrong("formula-bad-unit", &raw.unit))?;
    let when_blank = WhenBlank::from_name(&raw.when_blank)
        .ok_or_else(|| wrong("formula-bad-when-blank", &raw.when_blank))?;
    let mut tests = Vec::new();
    for test in &raw.test {
        tests.push(self::test(test).ok_or_else(|| wrong("formula-bad-test", ""))?);
    }
    Ok(Definition {
        id: raw.id,
        also: raw.also,
        title: raw.title,
        level,
        text: raw.formula,
        dialect: Some(dialect),
        unit,
        decimals: raw.decimals.min(15),
        explanation: raw.explanation,
        source: raw.source,
        since: raw.since,
        when_blank,
        replaces: raw.replaces,
        shown: raw.shown,
        tests,
        origin: origin.clone(),
    })
}

fn test(raw: &RawTest) -> Option<Test> {
    let mut inputs = Vec::new();
    for (name, value) in &raw.inputs {
        let values = match value.as_array() {
            Some(values) => values.iter().map(value_of).collect::<Option<_>>()?,
            None => vec![value_of(value)?],
        };
        inputs.push((name.clone(), values));
    }
    Some(Test { inputs, expected: value_of(&raw.expected)? })
}

/// Takes over a value; a text that is an error value of Excel is that error.
fn value_of(value: &toml::Value) -> Option<Value> {
    Some(match value {
        toml::Value::String(text) => {
            ErrorValue::from_text(text).map_or_else(|| Value::text(text), Value::Error)
        }
        toml::Value::Integer(number) => Value::Number(*number as f64),
        toml::Value::Float(number) => Value::finite(*number),
        toml::Value::Boolean(logical) => Value::Logical(*logical),
        toml::Value::Datetime(moment) => {
            let date = moment.date?;
            let year = i16::try_from(date.year).ok()?;
            let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
            Value::Number(serial_from_date(crate::calendar::Date::new(year, month, day).ok()?))
        }
        toml::Value::Array(_) | toml::Value::Table(_) => return None,
    })
}
