//! The notations of a formula: which separators, and which language its function names are printed in.

/// How a formula is written; names of functions are understood in both languages whatever the dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `ALS`, `;` between arguments, a decimal comma, `{1\2;3\4}`.
    Nl,
    /// `IF`, `,` between arguments, a decimal point, `{1,2;3,4}`.
    En,
}

impl Dialect {
    /// Returns the dialect of a name such as stands in a pack: `nl` or `en`.
    pub fn from_name(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "nl" => Some(Self::Nl),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// Returns the name that stands in a pack.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }

    /// Returns the other dialect.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Nl => Self::En,
            Self::En => Self::Nl,
        }
    }

    /// Returns the character before the decimals.
    pub fn decimal(self) -> char {
        self.style().decimal
    }

    /// Returns the character between arguments.
    pub fn separator(self) -> char {
        self.style().separator
    }

    pub(crate) fn style(self) -> Style {
        match self {
            Self::Nl => Style { decimal: ',', separator: ';', array_column: '\\' },
            Self::En => Style { decimal: '.', separator: ',', array_column: ',' },
        }
    }
}

/// The characters that differ between notations; rows of an array constant are always split by `;`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    pub(crate) decimal: char,
    pub(crate) separator: char,
    pub(crate) array_column: char,
}
