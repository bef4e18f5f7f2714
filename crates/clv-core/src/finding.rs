//! What the owner should know: a code, a place and the words to fill in; the sentence itself is in the Fluent files.

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know.
    Note,
    /// Something the owner may want to change.
    Warning,
    /// A row or a part that was left out.
    Ignored,
}

impl Severity {
    /// Returns the name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Ignored => "ignored",
        }
    }
}

/// Where something stands in the owner's workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The name of the sheet; `None` in a text file or when it concerns the whole ledger.
    pub sheet: Option<String>,
    /// The row number that the spreadsheet program shows, from 1.
    pub row: Option<u32>,
    /// The letters of the column.
    pub column: Option<String>,
}

/// A word to be filled in: a text, a count or an amount.
#[derive(Clone, Debug, PartialEq)]
pub enum Word {
    /// A text as it stands.
    Text(String),
    /// A number; Fluent chooses singular or plural by it.
    Number(f64),
}

impl From<&str> for Word {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Word {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Word {
    fn from(count: usize) -> Self {
        Self::Number(count as f64)
    }
}

impl From<u32> for Word {
    fn from(count: u32) -> Self {
        Self::Number(f64::from(count))
    }
}

impl From<f64> for Word {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

/// One thing that the owner should know.
///
/// Its sentence is the message `finding-<code>` of the Fluent files, its hint the attribute `.hint` of that message.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// Lower case with `-`; part of the contract with other programs.
    pub code: &'static str,
    /// Where it is.
    pub place: Place,
    /// What is filled in.
    pub words: Vec<(&'static str, Word)>,
}

impl Finding {
    /// Makes a finding about the whole ledger.
    pub fn new(severity: Severity, code: &'static str) -> Self {
        Self { severity, code, place: Place::default(), words: Vec::new() }
    }

    /// Says where it is.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// Fills in a word of the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, word: impl Into<Word>) -> Self {
        self.words.push((name, word.into()));
        self
    }
}
