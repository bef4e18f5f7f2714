//! Why a ledger cannot be read, as a code that owners' sentences and other programs go by.

/// Why a ledger cannot be read; the owner's sentence is the message `error-<code>` of the Fluent files.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file has no bytes at all.
    #[error("the file is empty")]
    EmptyFile,
    /// The bytes are those of something else: a picture, a letter, a program.
    #[error("not a workbook: {0}")]
    NotAWorkbook(&'static str),
    /// The workbook is encrypted.
    #[error("the workbook is protected with a password")]
    Password,
    /// Bytes are missing or differ from what the file itself says of them: a save or a copy that was cut off.
    #[error("the file is not whole: {0}")]
    Incomplete(String),
    /// The bytes are all there, but a part cannot be understood.
    #[error("part `{part}` is damaged: {found}")]
    Damaged {
        /// The part of the package, or the kind of file.
        part: String,
        /// What is wrong with it.
        found: String,
    },
    /// Larger than any ledger, or made to look so.
    #[error("too large: {found} {what}, at most {limit} can be read")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How much there is.
        found: u64,
        /// How much is allowed.
        limit: u64,
    },
    /// A kind of spreadsheet that is not read.
    #[error("{0} is not a kind of workbook that can be read")]
    Unsupported(&'static str),
    /// The disk or the network gave an error.
    #[error("cannot be read from disk")]
    Io(#[from] std::io::Error),
}

impl Error {
    /// Returns the code in JSON, which is also the end of the message's name in the Fluent files.
    pub fn code(&self) -> &'static str {
        match self {
            Self::EmptyFile => "empty_file",
            Self::NotAWorkbook(_) => "not_a_workbook",
            Self::Password => "password",
            Self::Incomplete(_) => "incomplete",
            Self::Damaged { .. } => "damaged",
            Self::TooLarge { .. } => "too_large",
            Self::Unsupported(_) => "unsupported",
            Self::Io(_) => "unreadable",
        }
    }

    pub(super) fn damaged(part: &str, found: impl std::fmt::Display) -> Self {
        Self::Damaged { part: part.to_owned(), found: found.to_string() }
    }
}
