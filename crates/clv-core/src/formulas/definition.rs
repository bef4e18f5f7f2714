//! One formula as somebody defined it, wherever it came from.

use super::variable::{Level, Unit};
use crate::finding::Place;
use crate::words::Lang;
use clv_formula::{Catalog, Dialect, Value};
use serde::Deserialize;

/// A text in both languages, or in one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// In Dutch.
    #[serde(default)]
    pub nl: String,
    /// In English.
    #[serde(default)]
    pub en: String,
}

impl Bilingual {
    /// Takes a text whose language is not known.
    pub fn same(text: &str) -> Self {
        Self { nl: text.to_owned(), en: text.to_owned() }
    }

    /// Returns the text in a language; where that is missing, in the other.
    pub fn text(&self, lang: Lang) -> &str {
        let (wanted, other) = match lang {
            Lang::Nl => (&self.nl, &self.en),
            Lang::En => (&self.en, &self.nl),
        };
        if wanted.is_empty() { other } else { wanted }
    }
}

/// What a formula gives where a variable that it uses is blank.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhenBlank {
    /// Nothing.
    #[default]
    Skip,
    /// What it gives with nought in its place.
    Zero,
    /// `#N/A`.
    Error,
}

impl WhenBlank {
    /// Returns what a name in packs means.
    pub fn from_name(name: &str) -> Option<Self> {
        match name.trim() {
            "skip" => Some(Self::Skip),
            "zero" => Some(Self::Zero),
            "error" => Some(Self::Error),
            _ => None,
        }
    }

    /// Returns the name in packs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Skip => "skip",
            Self::Zero => "zero",
            Self::Error => "error",
        }
    }
}

/// Where a formula comes from; of two with one name, the later kind here goes before the earlier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Ours.
    BuiltIn,
    /// A pack beside the ledger.
    Pack {
        /// The name of its file.
        file: String,
    },
    /// The owner's own sheet of formulas.
    Sheet {
        /// The cell of the formula.
        place: Place,
    },
}

impl Origin {
    /// Returns how much it weighs against another of the same name.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::BuiltIn => 0,
            Self::Pack { .. } => 1,
            Self::Sheet { .. } => 2,
        }
    }

    /// Returns where it is in the workbook, if it is.
    pub fn place(&self) -> Place {
        match self {
            Self::BuiltIn | Self::Pack { .. } => Place::default(),
            Self::Sheet { place } => place.clone(),
        }
    }

    /// Returns what messages call it: a file, a cell such as `Formules!D7`, or `clv`.
    pub fn spoken(&self) -> String {
        match self {
            Self::BuiltIn => "clv".to_owned(),
            Self::Pack { file } => file.clone(),
            Self::Sheet { place: Place { sheet, row, column } } => {
                let column = column.as_deref().unwrap_or_default();
                let row = row.map(|row| row.to_string()).unwrap_or_default();
                format!("{}!{column}{row}", sheet.as_deref().unwrap_or_default())
            }
        }
    }
}

/// A case that a formula has to pass: values for names, several where a whole column is meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// The values.
    pub inputs: Vec<(String, Vec<Value>)>,
    /// What has to come out.
    pub expected: Value,
}

/// One formula.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// Its name, by which other formulas use it.
    pub id: String,
    /// Other names by which formulas may use it.
    pub also: Vec<String>,
    /// What it is called on sheets.
    pub title: Bilingual,
    /// Whether there is one value a customer, a group, or in all.
    pub level: Level,
    /// The formula as it was written.
    pub text: String,
    /// Its notation; `None` as files store it.
    pub dialect: Option<Dialect>,
    /// What the result counts.
    pub unit: Unit,
    /// How many decimals are shown.
    pub decimals: u8,
    /// What it says, for whoever reads the sheet.
    pub explanation: Bilingual,
    /// Who thought of it.
    pub source: String,
    /// The first version that has it.
    pub since: String,
    /// What it gives where a variable is blank.
    pub when_blank: WhenBlank,
    /// The formula that it takes the place of.
    pub replaces: Option<String>,
    /// Whether it gets a column or a line of its own on the sheets.
    pub shown: bool,
    /// Cases that it has to pass.
    pub tests: Vec<Test>,
    /// Where it comes from.
    pub origin: Origin,
}

impl Definition {
    /// Returns what it is called, in a language; its name if it has no title.
    pub fn title(&self, lang: Lang) -> &str {
        let title = self.title.text(lang);
        if title.is_empty() { self.name(lang) } else { title }
    }

    /// Returns the name by which formulas in a language use it.
    pub fn name(&self, lang: Lang) -> &str {
        match (lang, &self.origin, self.also.first()) {
            (Lang::Nl, Origin::BuiltIn, Some(dutch)) => dutch,
            _ => &self.id,
        }
    }

    /// Returns all its names.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        [self.id.as_str()].into_iter().chain(self.also.iter().map(String::as_str))
    }
}

/// Words that spreadsheets keep for themselves, besides functions and cells.
const RESERVED: [&str; 8] =
    ["result", "return", "value", "true", "false", "waar", "onwaar", "lambda"];

/// Returns whether a text can name a formula: 3 to 40 lower-case letters, digits and `_`, and nothing that a
/// spreadsheet takes for a cell, a function or a word of its own.
pub fn is_name(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    (3..=40).contains(&name.len())
        && name.chars().all(fits)
        && name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && !is_cell(name)
        && !RESERVED.contains(&name)
        && Catalog::get().find(name).is_none()
}

/// Returns whether a text is a cell: letters up to XFD and digits, or `r1c1`.
fn is_cell(name: &str) -> bool {
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &name[letters.len()..];
    let is_a1 = !digits.is_empty()
        && letters.bytes().all(|letter| letter.is_ascii_lowercase())
        && (letters.len() < 3 || (letters.len() == 3 && letters <= "xfd"));
    let rest =
        name.strip_prefix('r').map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let is_r1c1 = rest
        .and_then(|rest| rest.strip_prefix('c'))
        .is_some_and(|rest| rest.bytes().all(|digit| digit.is_ascii_digit()));
    is_a1 || is_r1c1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_no_cells_functions_or_words_of_the_program() {
        for name in ["clv_marge", "abc", "tekst_3", "xfe1", "klant2waarde", "_eigen"] {
            assert!(is_name(name), "{name}");
        }
        for name in [
            "ab",
            "abc12",
            "xfd1",
            "r1c1",
            "r12c",
            "als",
            "sum",
            "waar",
            "Clv",
            "clv-marge",
            "1ste",
            "",
        ] {
            assert!(!is_name(name), "{name}");
        }
        assert!(!is_name(&"a".repeat(41)));
    }
}
