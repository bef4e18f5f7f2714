//! The words of ledgers, from the files in `templates/headers`: synonyms of headers, exports of programs, words in cells.
//!
//! To add a synonym or a word: a string in `fields.toml` or `words.toml`.

use super::field::Field;
use super::layouts::{self, Layout};
use super::lexicon::{SAYINGS, Says};
use super::text::{fold, german, header_key, header_words, value_key, value_key_of, words_of};
use crate::words::Lang;
use indexmap::{IndexMap, IndexSet};
use rustc_hash::FxBuildHasher;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// So many words of a cell in a row are looked up together.
const MOST_WORDS: usize = 4;

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::load);

/// Returns the words of ledgers.
pub(super) fn vocabulary() -> &'static Vocabulary {
    &VOCABULARY
}

/// All words that ledgers are understood by.
pub(super) struct Vocabulary {
    synonyms: BTreeMap<String, Vec<Claim>>,
    phrases: Vec<Phrase>,
    /// The places of the phrases by their first two bytes.
    phrases_by_start: IndexMap<[u8; 2], Vec<usize>, FxBuildHasher>,
    not: BTreeMap<String, Vec<Field>>,
    /// Exports of programs.
    pub(super) layouts: Vec<Layout>,
    lists: IndexMap<String, List, FxBuildHasher>,
    /// What each word of the lists says, as a whole text and among other words.
    sayings: IndexMap<String, (Says, Says), FxBuildHasher>,
    months: IndexMap<String, i8, FxBuildHasher>,
    intervals: BTreeMap<String, f64>,
}

/// A field that a synonym stands for.
#[derive(Clone, Copy, Debug)]
struct Claim {
    field: Field,
    /// Its place in its list: earlier is preferred.
    rank: usize,
    lang: Option<Lang>,
}

/// A synonym as words, to be found among others.
struct Phrase {
    words: Vec<String>,
    key: String,
    claim: Claim,
}

#[derive(Default)]
struct List {
    keys: IndexSet<String, FxBuildHasher>,
}

/// What a header may be, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Match {
    /// The field.
    pub(super) field: Field,
    /// How much speaks for it: 10 for a synonym, 6 for its words among others, 3 for letters within a word.
    pub(super) score: f64,
    /// Whether the whole header is a synonym.
    pub(super) is_exact: bool,
    /// The language of the synonym, if it is Dutch or English alone.
    pub(super) lang: Option<Lang>,
}

#[derive(serde::Deserialize)]
struct FieldEntry {
    #[serde(default)]
    nl: Vec<String>,
    #[serde(default)]
    en: Vec<String>,
    #[serde(default)]
    de: Vec<String>,
    #[serde(default)]
    fr: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
    #[serde(default)]
    values_month: Vec<String>,
    #[serde(default)]
    values_quarter: Vec<String>,
    #[serde(default)]
    values_year: Vec<String>,
}

/// Reads one of the files; a mistake in it is found by the tests of this module.
fn parse<T: serde::de::DeserializeOwned + Default>(source: &str) -> T {
    toml::from_str(source).unwrap_or_default()
}

const FIELDS: &str = include_str!("../../../../templates/headers/fields.toml");
const WORDS: &str = include_str!("../../../../templates/headers/words.toml");

impl Vocabulary {
    fn load() -> Self {
        let mut vocabulary = Self {
            synonyms: BTreeMap::new(),
            phrases: Vec::new(),
            phrases_by_start: IndexMap::default(),
            not: BTreeMap::new(),
            layouts: layouts::load(),
            lists: IndexMap::default(),
            sayings: IndexMap::default(),
            months: IndexMap::default(),
            intervals: BTreeMap::new(),
        };
        for (name, entry) in parse::<BTreeMap<String, FieldEntry>>(FIELDS) {
            if let Some(field) = Field::in_vocabulary(&name) {
                vocabulary.add_field(field, &entry);
            }
        }
        for (name, words) in parse::<BTreeMap<String, toml::Value>>(WORDS) {
            vocabulary.add_list(name, &words);
        }
        for (list, whole, within) in SAYINGS {
            for key in vocabulary.lists.get(*list).into_iter().flat_map(|list| &list.keys) {
                let says = vocabulary.sayings.entry(key.clone()).or_default();
                *says = (says.0 | *whole, says.1 | *within);
            }
        }
        vocabulary
    }

    fn add_field(&mut self, field: Field, entry: &FieldEntry) {
        let langs = [
            (&entry.nl, Some(Lang::Nl)),
            (&entry.en, Some(Lang::En)),
            (&entry.de, None),
            (&entry.fr, None),
        ];
        for (synonyms, lang) in langs {
            for (rank, synonym) in synonyms.iter().enumerate() {
                let claim = Claim { field, rank, lang };
                let key = header_key(synonym);
                let claims = self.synonyms.entry(key.clone()).or_default();
                match claims.iter_mut().find(|known| known.field == field) {
                    Some(known) => {
                        known.rank = known.rank.min(rank);
                        known.lang = known.lang.filter(|&known| Some(known) == lang);
                    }
                    None => claims.push(claim),
                }
                if let Some(start) = key.as_bytes().first_chunk() {
                    let places = self.phrases_by_start.entry(*start).or_default();
                    places.push(self.phrases.len());
                }
                self.phrases.push(Phrase { words: header_words(synonym), key, claim });
            }
        }
        for synonym in &entry.not {
            self.not.entry(header_key(synonym)).or_default().push(field);
        }
        let spans =
            [(&entry.values_month, 1.0), (&entry.values_quarter, 3.0), (&entry.values_year, 12.0)];
        for (words, months) in spans {
            self.intervals.extend(words.iter().map(|word| (value_key(word), months)));
        }
    }

    fn add_list(&mut self, name: String, words: &toml::Value) {
        let texts = |value: &toml::Value| -> Vec<String> {
            let items = value.as_array().into_iter().flatten();
            items.filter_map(|item| item.as_str().map(value_key)).collect()
        };
        if name == "months" {
            for (month, names) in (1..).zip(words.as_array().into_iter().flatten()) {
                self.months.extend(texts(names).into_iter().map(|name| (name, month)));
            }
        } else {
            self.lists.insert(name, List { keys: texts(words).into_iter().collect() });
        }
    }

    /// Returns whether a word of a cell, as [`value_key`] writes it, is in a list.
    pub(super) fn is_in(&self, list: &str, key: &str) -> bool {
        self.lists.get(list).is_some_and(|list| list.keys.contains(key))
    }

    /// Returns whether a word of a list is the whole text or stands in it as whole words.
    pub(super) fn is_within(&self, list: &str, text: &str) -> bool {
        self.is_within_any(&[list], text)
    }

    /// Returns whether a word of one of the lists is the whole text or stands in it as whole words.
    pub(super) fn is_within_any(&self, lists: &[&str], text: &str) -> bool {
        let folded = fold(text);
        let is_known = |key: &str| lists.iter().any(|list| self.is_in(list, key));
        if is_known(&value_key_of(folded.trim())) {
            return true;
        }
        // Words in a row, written together, are a part of all of them written together.
        let mut joined = String::with_capacity(folded.len());
        let mut starts = vec![0];
        for word in words_of(&folded) {
            joined.push_str(word);
            starts.push(joined.len());
        }
        starts.iter().enumerate().any(|(at, start)| {
            let ends = starts.iter().skip(at + 1).take(MOST_WORDS);
            ends.map(|end| &joined[*start..*end]).any(|key| key.len() > 1 && is_known(key))
        })
    }

    /// Returns what a text says as a whole, and what it says when it stands among other words.
    pub(super) fn sayings(&self, key: &str) -> (Says, Says) {
        self.sayings.get(key).copied().unwrap_or_default()
    }

    /// Returns the number of a month from its name or abbreviation, as [`value_key`] writes it.
    pub(super) fn month(&self, key: &str) -> Option<i8> {
        self.months.get(key).copied()
    }

    /// Returns the months between two payments that a word names.
    pub(super) fn interval(&self, key: &str) -> Option<f64> {
        self.intervals.get(key).copied()
    }

    /// Returns whether a text is a synonym as a whole.
    pub(super) fn is_synonym(&self, header: &str) -> bool {
        let is_known = |header: &str| self.synonyms.contains_key(&header_key(header));
        is_known(header) || german(header).is_some_and(|plain| is_known(&plain))
    }

    /// Returns whether a header is one of those that never are a field.
    pub(super) fn is_barred(&self, header: &str, field: Field) -> bool {
        self.not.get(&header_key(header)).is_some_and(|fields| fields.contains(&field))
    }

    /// Returns what a header may be, the best for each field.
    pub(super) fn matches(&self, header: &str) -> Vec<Match> {
        let mut found = self.matches_of(header);
        if let Some(plain) = german(header) {
            for other in self.matches_of(&plain) {
                add(&mut found, other);
            }
        }
        found
    }

    fn matches_of(&self, header: &str) -> Vec<Match> {
        let words = header_words(header);
        let key = words.concat();
        let mut found = Vec::new();
        if key.is_empty() || key.len() > 60 {
            return found;
        }
        for claim in self.synonyms.get(&key).into_iter().flatten() {
            // Within a list the earlier synonym is preferred, but never as much as a better kind of match.
            let score = 10.0 + 1.5 / (1.0 + claim.rank as f64 / 8.0);
            add(&mut found, Match { field: claim.field, score, is_exact: true, lang: claim.lang });
        }
        if found.is_empty() {
            self.add_partial(&words, &key, &mut found);
        }
        let barred = self.not.get(&key).map_or(&[][..], Vec::as_slice);
        found.retain(|found| {
            !barred.contains(&found.field)
                && (found.is_exact || !self.has_barred(&words, found.field))
        });
        found
    }

    /// Returns whether words of a longer header are what never is a field: `Btw-nummer klant` is no number of an order.
    fn has_barred(&self, words: &[String], field: Field) -> bool {
        let spans = (1..=3).flat_map(|n| words.windows(n));
        spans
            .map(<[String]>::concat)
            .any(|key| self.not.get(&key).is_some_and(|fields| fields.contains(&field)))
    }

    /// Returns the phrases whose letters stand in a row in a key, as words in a row do; in the order of their lists.
    fn phrases_in(&self, key: &str) -> impl Iterator<Item = &Phrase> {
        let begun_at = |at: usize| {
            let rest = &key.as_bytes()[at..];
            let begun = rest.first_chunk().and_then(|start| self.phrases_by_start.get(start));
            let places = begun.into_iter().flatten().copied();
            places.filter(move |place| rest.starts_with(self.phrases[*place].key.as_bytes()))
        };
        let places: BTreeSet<usize> = (0..key.len()).flat_map(begun_at).collect();
        places.into_iter().map(|place| &self.phrases[place])
    }

    /// Adds the fields whose synonyms stand in a longer header: the more of it they say, the better.
    fn add_partial(&self, words: &[String], key: &str, found: &mut Vec<Match>) {
        for Phrase { words: phrase, key: phrase_key, claim } in self.phrases_in(key) {
            let share = phrase_key.len() as f64 / key.len() as f64;
            let score = if words.windows(phrase.len()).any(|some| some == phrase) {
                6.0 + 2.0 * share
            } else if phrase_key.len() >= 5 {
                // What a compound ends with says what it is: `klusdatum` is a date.
                3.0 + 2.0 * share + if key.ends_with(phrase_key.as_str()) { 1.0 } else { 0.0 }
            } else {
                continue;
            };
            add(found, Match { field: claim.field, score, is_exact: false, lang: claim.lang });
        }
        add_amount_with_basis(words, found);
    }
}

/// Adds the amount that a word for money and a word for its VAT make together: `Netto factuurbedrag`.
fn add_amount_with_basis(words: &[String], found: &mut Vec<Match>) {
    let is_money = found.iter().any(|found| found.field.is_amount());
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let excl = has(&[
        "excl", "netto", "net", "ht", "zonder", "exclbtw", "without", "ohne", "htva", "hors",
    ]);
    let incl = has(&["incl", "bruto", "brutto", "gross", "ttc", "inclbtw", "met", "with", "tvac"]);
    let field = match (excl, incl) {
        (true, false) => Field::AmountExcl,
        (false, true) => Field::AmountIncl,
        _ => return,
    };
    if is_money {
        add(found, Match { field, score: 9.0, is_exact: false, lang: None });
        found.retain(|found| !found.field.is_amount() || found.field == field);
    }
}

fn add(found: &mut Vec<Match>, new: Match) {
    match found.iter_mut().find(|known| known.field == new.field) {
        Some(known) if known.score < new.score => *known = new,
        Some(_) => {}
        None => found.push(new),
    }
}

/// Returns every synonym with its field.
#[cfg(test)]
pub(super) fn listed_synonyms() -> Vec<(Field, String)> {
    let fields = parse::<BTreeMap<String, FieldEntry>>(FIELDS);
    let of = |(name, entry): (String, FieldEntry)| {
        let field = Field::in_vocabulary(&name).unwrap_or(Field::Other);
        let all = [entry.nl, entry.en, entry.de, entry.fr].into_iter().flatten();
        all.map(move |synonym| (field, synonym)).collect::<Vec<_>>()
    };
    fields.into_iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_are_whole() {
        let fields: BTreeMap<String, FieldEntry> = toml::from_str(FIELDS).unwrap();
        for name in fields.keys() {
            assert!(Field::in_vocabulary(name).is_some(), "{name}");
        }
        let words: BTreeMap<String, toml::Value> = toml::from_str(WORDS).unwrap();
        assert!(words.len() > 20);
    }

    #[test]
    fn every_synonym_finds_its_field() {
        let fields: BTreeMap<String, FieldEntry> = toml::from_str(FIELDS).unwrap();
        for (name, entry) in &fields {
            let field = Field::in_vocabulary(name).unwrap();
            for synonym in [&entry.nl, &entry.en, &entry.de, &entry.fr].into_iter().flatten() {
                let found = vocabulary().matches(synonym);
                assert!(found.iter().any(|found| found.field == field), "{name}: {synonym}");
            }
        }
    }

    #[test]
    fn headers_that_nobody_listed_are_understood_by_their_words() {
        let best = |header: &str| {
            let mut found = vocabulary().matches(header);
            found.sort_by(|one, other| other.score.total_cmp(&one.score));
            found.first().map(|found| found.field)
        };
        for (header, field) in [
            ("Netto factuurbedrag", Field::AmountExcl),
            ("Bedrag van de factuur incl. BTW", Field::AmountIncl),
            ("Klusdatum", Field::Date),
            ("E-mailadres van de klant", Field::Email),
            ("Rechnungsbetrag netto", Field::AmountExcl),
        ] {
            assert_eq!(best(header), Some(field), "{header}");
        }
    }
}
