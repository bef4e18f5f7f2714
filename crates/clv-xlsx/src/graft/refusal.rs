//! Why sheets are not put into a workbook, as a code that owners' sentences go by.

/// Why sheets are not put into a workbook: it is left alone, and they can go into one of their own.
///
/// The owner's sentence is the message `refusal-<code>` of the Fluent files.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// No zip container: a text, a picture, a workbook from before Excel 2007.
    #[error("not a workbook of the kind that sheets can be put into")]
    OtherKind,
    /// A binary workbook (`.xlsb`).
    #[error("a binary workbook: save it as .xlsx or .xlsm")]
    Binary,
    /// Encrypted with a password or by a label.
    #[error("the workbook is protected with a password")]
    Password,
    /// Any change would break the signature.
    #[error("the workbook is signed, and any change would break the signature")]
    Signed,
    /// The owner locked the tabs.
    #[error("the structure of the workbook is protected: sheets cannot be added")]
    Protected,
    /// The legacy way of sharing, which keeps a log of every change.
    #[error("the workbook is shared in the old way, which keeps a log of every change")]
    Shared,
    /// Its owner asks that it be opened for reading only.
    #[error("the workbook asks to be opened for reading only")]
    ReadOnly,
    /// Its owner marked it as final.
    #[error("the workbook is marked as final")]
    Final,
    /// Allowed, but made in a way that no spreadsheet program writes.
    #[error("the workbook is made in an unusual way: {0}")]
    Unusual(&'static str),
    /// Broken, or made to mislead.
    #[error("part `{part}` of the workbook is damaged: {found}")]
    Damaged {
        /// The part.
        part: String,
        /// What is wrong with it.
        found: String,
    },
    /// More of something than any workbook has.
    #[error("the workbook has too many {0}")]
    TooLarge(&'static str),
    /// The report has a sheet, a table or a name that the workbook has already.
    #[error("the workbook has `{0}` already")]
    NameTaken(String),
    /// The report holds what cannot be put into another workbook.
    #[error("the report cannot be put into another workbook: {0}")]
    Report(String),
}

impl Refusal {
    /// Returns the code, which is also the end of the message's name in the Fluent files.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OtherKind => "other_kind",
            Self::Binary => "binary",
            Self::Password => "password",
            Self::Signed => "signed",
            Self::Protected => "protected",
            Self::Shared => "shared",
            Self::ReadOnly => "read_only",
            Self::Final => "final",
            Self::Unusual(_) => "unusual",
            Self::Damaged { .. } => "damaged",
            Self::TooLarge(_) => "too_large",
            Self::NameTaken(_) => "name_taken",
            Self::Report(_) => "report",
        }
    }
}

pub(super) fn damaged(part: &str, found: impl std::fmt::Display) -> Refusal {
    Refusal::Damaged { part: part.to_owned(), found: found.to_string() }
}
