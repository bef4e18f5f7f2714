//! One ledger from start to finish.

use crate::cli::Shared;
use crate::error::LedgerError;
use crate::input::{self, Snapshot};
use clv_core::ledger::Reading;
use clv_core::settings::Settings;
use clv_core::words::Lang;
use std::cell::Cell;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::path::{Path, PathBuf};

/// A ledger that was read.
#[derive(Debug)]
pub struct LedgerRead {
    /// Where it is.
    pub path: PathBuf,
    /// Its bytes.
    pub snapshot: Snapshot,
    /// How it was understood.
    pub reading: Reading,
    /// The owner's choices.
    pub settings: Settings,
}

impl LedgerRead {
    /// Returns the name of the file.
    pub fn name(&self) -> String {
        file_name(&self.path)
    }

    /// Returns the language in which the owner reads: chosen, else that of the ledger's headers.
    pub fn lang(&self) -> Option<Lang> {
        self.settings.lang.or(self.reading.language)
    }
}

/// Returns the name of a file, without its folder.
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Reads a ledger and says how it is understood.
pub fn read(path: &Path, options: &Shared) -> Result<LedgerRead, LedgerError> {
    let snapshot = input::read(path)?;
    let book = clv_xlsx::read(Cursor::new(&snapshot.bytes), &file_name(path))?;
    let mut settings = Settings::default();
    options.choose(&mut settings);
    let reading = clv_core::ledger::read(&book, &settings);
    Ok(LedgerRead { path: path.to_owned(), snapshot, reading, settings })
}

thread_local! {
    /// Where the last fault was: a place in our code, as its message may hold a customer's name.
    static FAULT: Cell<Option<String>> = const { Cell::new(None) };
}

/// Keeps faults of ours out of the terminal: [`guarded`] makes an error of each.
pub fn keep_faults_quiet() {
    set_hook(Box::new(|fault| FAULT.set(fault.location().map(ToString::to_string))));
}

/// Does something with one ledger so that a fault of ours in it does not stop the others.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, LedgerError>) -> Result<T, LedgerError> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(LedgerError::Internal(FAULT.take().unwrap_or_default())))
}
