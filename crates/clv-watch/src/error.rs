//! What can go wrong: [`Fatal`] stops the program, a [`LedgerError`] is said and the other ledgers are done.

use clv_core::finding::Word;
use std::io;
use std::path::PathBuf;

/// What stops the program.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Fatal {
    /// The folder to be watched is not there or is no folder.
    #[error("`{}` is not a folder that can be read", .folder.display())]
    Folder {
        /// What was named.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// What was asked cannot be done in this combination.
    #[error("{0}")]
    Usage(String),
    /// Nothing can be written to the terminal any more.
    #[error("cannot write to the terminal")]
    Output(#[source] io::Error),
    /// A file that was asked for cannot be made.
    #[error("`{}` cannot be written", .path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Fatal {
    /// Returns the exit status of the program.
    pub fn exit_status(&self) -> u8 {
        match self {
            Self::Usage(_) | Self::Folder { .. } => 2,
            Self::Output(_) | Self::Write { .. } => 1,
        }
    }

    /// Returns whether the reader of our words went away, about which nobody is left to be told.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// Why one ledger could not be done.
///
/// The owner's sentence is the message [`Self::message_id`] of the Fluent files, with its hint in the attribute `.hint`.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// There is no such file.
    #[error("there is no such file")]
    Missing,
    /// A folder, a pipe, a device.
    #[error("not a regular file")]
    NotAFile,
    /// The file cannot be opened or read.
    #[error("cannot be read from disk")]
    Unreadable(#[source] io::Error),
    /// The bytes are no workbook that can be read.
    #[error(transparent)]
    Workbook(#[from] clv_xlsx::read::Error),
    /// What says which files are one ledger cannot be understood.
    #[error("`clv.toml` cannot be understood: {0}")]
    Together(String),
    /// Another file of the same ledger cannot be read.
    #[error("`{file}` belongs to it and cannot be read")]
    Part {
        /// The name of that file.
        file: String,
        /// Why not.
        source: Box<LedgerError>,
    },
    /// The table holds no summaries; what is wrong with it.
    #[error("no summaries: {0}")]
    NotSummaries(String),
    /// Someone saved it while it was being read or computed.
    #[error("was changed while it was being read")]
    Changed,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull(#[source] io::Error),
    /// Neither the ledger nor a companion can be written.
    #[error("cannot be written")]
    Unwritable(#[source] io::Error),
    /// The companion is open in a spreadsheet program.
    #[error("the companion workbook is open")]
    CompanionOpen,
    /// Our sheets cannot be put into the companion that is there.
    #[error("the companion workbook does not take the sheets")]
    Companion(#[source] clv_xlsx::graft::Refusal),
    /// Our sheets cannot be taken out of a workbook.
    #[error(transparent)]
    Refused(clv_xlsx::graft::Refusal),
    /// The ledger is open in a spreadsheet program.
    #[error("the workbook is open")]
    Open,
    /// Our sheets cannot be made.
    #[error("the sheets cannot be made")]
    Render(#[source] clv_xlsx::render::Error),
    /// A fault of this program.
    #[error("unexpected: {0}")]
    Internal(String),
}

impl LedgerError {
    /// Returns the code in JSON.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NotAFile => "not_a_file",
            Self::Unreadable(_) => "unreadable",
            Self::Workbook(error) => error.code(),
            Self::Together(_) => "clv_toml",
            Self::Part { source, .. } => source.code(),
            Self::NotSummaries(_) => "not_summaries",
            Self::Changed => "changed",
            Self::DiskFull(_) => "disk_full",
            Self::Unwritable(_) => "unwritable",
            Self::CompanionOpen => "companion_open",
            Self::Companion(_) => "companion",
            Self::Refused(refusal) => refusal.code(),
            Self::Open => "open",
            Self::Internal(_) | Self::Render(_) => "internal",
        }
    }

    /// Returns the id of the owner's sentence.
    pub fn message_id(&self) -> String {
        let kind = if matches!(self, Self::Refused(_)) { "refusal" } else { "error" };
        format!("{kind}-{}", self.code())
    }

    /// Returns what the owner's sentence is filled in with.
    pub fn words(&self, file: &str) -> Vec<(&'static str, Word)> {
        if let Self::Part { file, source } = self {
            return source.words(file);
        }
        let detail = match self {
            Self::Unreadable(error) | Self::DiskFull(error) | Self::Unwritable(error) => {
                error.to_string()
            }
            Self::Workbook(error) => error.to_string(),
            Self::Internal(detail) | Self::Together(detail) | Self::NotSummaries(detail) => {
                detail.trim_end().to_owned()
            }
            Self::Companion(refusal) => refusal.to_string(),
            Self::Render(error) => error.to_string(),
            Self::Missing
            | Self::NotAFile
            | Self::Changed
            | Self::CompanionOpen
            | Self::Open
            | Self::Refused(_)
            | Self::Part { .. } => String::new(),
        };
        vec![("file", Word::from(file)), ("detail", Word::Text(detail))]
    }

    /// Returns whether it may go by itself: the same file, tried again later, may be done then.
    pub fn is_temporary(&self) -> bool {
        if let Self::Part { source, .. } = self {
            return source.is_temporary();
        }
        matches!(
            self,
            Self::Unreadable(_)
                | Self::Changed
                | Self::DiskFull(_)
                | Self::Unwritable(_)
                | Self::CompanionOpen
                | Self::Open
        )
    }
}

/// Sorts an error of reading a file.
pub fn reading(error: io::Error) -> LedgerError {
    if error.kind() == io::ErrorKind::NotFound {
        LedgerError::Missing
    } else {
        LedgerError::Unreadable(error)
    }
}

/// Sorts an error of writing a file.
pub fn writing(error: io::Error) -> LedgerError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => LedgerError::DiskFull(error),
        _ => LedgerError::Unwritable(error),
    }
}
