//! What is the same for all ledgers of one run: the options, the disk and where earlier versions are kept.

use crate::cli::Shared;
use crate::save::{Backups, Disk, Fs};
use std::path::PathBuf;

/// What is the same for all ledgers of one run.
pub struct Desk {
    /// What the command line chose.
    pub options: Shared,
    /// Where to write.
    pub delivery: Delivery,
    /// The disk.
    pub fs: Box<dyn Fs + Sync>,
    /// Earlier versions.
    pub backups: Backups,
    /// Where the suggestions go as a table for a mail program, if anywhere.
    pub actions: Option<PathBuf>,
}

/// Where to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Into the ledger, or beside it where that cannot be.
    Home,
    /// Into this file, with the ledger left alone.
    File(PathBuf),
    /// Nowhere.
    DryRun,
}

impl Desk {
    /// Makes a desk on the real disk.
    pub fn new(options: Shared, delivery: Delivery) -> Self {
        let backups = Backups::new(&state_folder());
        Self { options, delivery, fs: Box::new(Disk), backups, actions: None }
    }
}

/// Returns the folder in which programs keep what is theirs from run to run.
fn state_folder() -> PathBuf {
    let named = |name: &str| std::env::var_os(name).filter(|it| !it.is_empty()).map(PathBuf::from);
    let home = || named("HOME").or_else(|| named("USERPROFILE"));
    let folder = if cfg!(windows) {
        named("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Application Support"))
    } else {
        named("XDG_STATE_HOME").or_else(|| home().map(|home| home.join(".local/state")))
    };
    folder.unwrap_or_else(std::env::temp_dir).join("clv")
}
