//! The exports of programs, from `templates/headers/layouts.toml`: which headers each has, and what they are.
//!
//! To add one: an entry in that file.

use super::field::Field;
use super::text::header_key;
use std::collections::{BTreeMap, BTreeSet};

const LAYOUTS: &str = include_str!("../../../../templates/headers/layouts.toml");

/// What kind of program an export comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum LayoutKind {
    /// Invoicing or bookkeeping.
    #[default]
    Books,
    /// A web shop, marketplace or till.
    Shop,
    /// A statement of a bank account.
    Bank,
    /// A payment service: what went out is no sale.
    Payments,
}

/// The export of one program.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct LayoutEntry {
    id: String,
    #[serde(default)]
    kind: LayoutKind,
    #[serde(default)]
    month_first: bool,
    headers: Vec<Vec<String>>,
    #[serde(default)]
    signature: Vec<String>,
    #[serde(default)]
    fields: BTreeMap<String, String>,
}

/// The export of one program, ready to be compared.
pub(super) struct Layout {
    /// Its name.
    pub(super) id: &'static str,
    /// What kind of program it is.
    pub(super) kind: LayoutKind,
    /// Whether its dates are written month first.
    pub(super) month_first: bool,
    variants: Vec<BTreeSet<String>>,
    signature: Vec<String>,
    fields: BTreeMap<String, Field>,
}

impl Layout {
    /// Returns how much of a row of headers is of this export, 0 to 1; nothing if it is not one.
    pub(super) fn likeness(&self, keys: &BTreeSet<String>) -> Option<f64> {
        if !self.signature.iter().all(|key| keys.contains(key)) && self.is_told_apart(keys) {
            return None;
        }
        let shares = self.variants.iter().map(|variant| {
            let both = variant.intersection(keys).count() as f64;
            both / (variant.len() + keys.len()) as f64 * 2.0
        });
        let best = shares.fold(0.0, f64::max);
        let least = if self.signature.is_empty() { 0.95 } else { 0.25 };
        (best >= least).then_some(best)
    }

    /// Returns whether the signature has to be there: variants in another language have none of it.
    fn is_told_apart(&self, keys: &BTreeSet<String>) -> bool {
        !self.variants.iter().any(|variant| {
            !self.signature.iter().all(|key| variant.contains(key))
                && variant.intersection(keys).count() as f64 >= 0.9 * variant.len() as f64
        })
    }

    /// Returns what a header is in this export, if that is said.
    pub(super) fn field(&self, key: &str) -> Option<Field> {
        self.fields.get(key).copied()
    }

    /// Returns whether it says what its columns are.
    pub(super) fn has_fields(&self) -> bool {
        !self.fields.is_empty()
    }
}

#[derive(Default, serde::Deserialize)]
struct Layouts {
    layout: Vec<LayoutEntry>,
}

/// Loads them; a mistake in the file is found by the tests of this module.
pub(super) fn load() -> Vec<Layout> {
    let layouts: Layouts = toml::from_str(LAYOUTS).unwrap_or_default();
    layouts.layout.into_iter().map(layout).collect()
}

fn layout(entry: LayoutEntry) -> Layout {
    let keys =
        |headers: &[String]| headers.iter().map(|header| header_key(header)).collect::<Vec<_>>();
    let fields = entry.fields.iter();
    Layout {
        // Once per program: the vocabulary lives as long as it does.
        id: entry.id.leak(),
        kind: entry.kind,
        month_first: entry.month_first,
        variants: entry.headers.iter().map(|headers| keys(headers).into_iter().collect()).collect(),
        signature: keys(&entry.signature),
        fields: fields
            .map(|(header, field)| {
                (header_key(header), Field::in_vocabulary(field).unwrap_or(Field::Other))
            })
            .collect(),
    }
}

/// Returns the rows of headers of every export.
#[cfg(test)]
pub(super) fn listed_layouts() -> Vec<(String, Vec<Vec<String>>)> {
    toml::from_str::<Layouts>(LAYOUTS)
        .unwrap()
        .layout
        .into_iter()
        .map(|entry| (entry.id, entry.headers))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_whole() {
        let layouts: Layouts = toml::from_str(LAYOUTS).unwrap();
        for entry in &layouts.layout {
            for field in entry.fields.values() {
                assert!(Field::in_vocabulary(field).is_some(), "{}: {field}", entry.id);
            }
        }
    }

    #[test]
    fn every_export_is_the_one_most_like_its_own_headers() {
        let layouts = load();
        for layout in &layouts {
            for variant in &layout.variants {
                let best = layouts
                    .iter()
                    .filter_map(|layout| Some((layout.likeness(variant)?, layout.id)))
                    .max_by(|one, other| one.0.total_cmp(&other.0));
                assert_eq!(best.map(|best| best.1), Some(layout.id));
            }
        }
    }
}
