//! What is remembered of a ledger outside it: which sheets we wrote, and what the companion was when we wrote it.

use super::names::Digits;
use super::{Fs, folder_of};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// Where such things are kept: a small file for each ledger in the user's state folder.
///
/// Losing it does no harm: then a sheet that the owner deleted may come back once, and a companion that is no longer
/// needed stays where it is.
#[derive(Clone, Debug)]
pub struct Memory {
    folder: PathBuf,
}

/// What is remembered of one ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Remembered {
    /// The keys of the sheets that we wrote into it: one that is gone since was deleted by the owner.
    pub sheets: BTreeSet<String>,
    /// The hash of the companion as we wrote it, in hexadecimal digits.
    pub companion: Option<String>,
}

impl Memory {
    /// Remembers things in a state folder.
    pub fn new(state: &Path) -> Self {
        Self { folder: state.join("ledgers") }
    }

    /// Returns what is remembered of a ledger; nothing if it cannot be read.
    pub fn recall(&self, fs: &dyn Fs, ledger: &Path) -> Remembered {
        let path = self.path(ledger);
        if !fs.exists(&path) {
            return Remembered::default();
        }
        let read = fs.read(&path).ok();
        read.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Remembers it from now on.
    pub fn keep(&self, fs: &dyn Fs, ledger: &Path, remembered: &Remembered) -> io::Result<()> {
        if self.recall(fs, ledger) == *remembered {
            return Ok(());
        }
        fs.create_folder(&self.folder)?;
        let path = self.path(ledger);
        let unfinished = path.with_extension("unfinished");
        if fs.exists(&unfinished) {
            fs.remove(&unfinished)?;
        }
        fs.create(&unfinished, &serde_json::to_vec(remembered)?, None)?;
        fs.rename_over(&unfinished, &path)?;
        fs.sync_folder(folder_of(&path))
    }

    fn path(&self, ledger: &Path) -> PathBuf {
        let path = ledger.canonicalize().unwrap_or_else(|_| ledger.to_owned());
        let digits = Digits::of(path.as_os_str().as_encoded_bytes());
        self.folder.join(format!("{}.json", digits.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Disk;
    use super::*;

    #[test]
    fn what_is_kept_is_recalled_for_that_ledger_only() {
        let state = tempfile::tempdir().unwrap();
        let memory = Memory::new(state.path());
        let remembered = Remembered {
            sheets: ["summary".to_owned()].into(),
            companion: Some("0123".to_owned()),
        };
        memory.keep(&Disk, Path::new("kas.xlsx"), &remembered).unwrap();
        assert_eq!(memory.recall(&Disk, Path::new("kas.xlsx")), remembered);
        assert_eq!(memory.recall(&Disk, Path::new("boek.xlsx")), Remembered::default());
    }

    #[test]
    fn a_damaged_record_is_as_good_as_none() {
        let state = tempfile::tempdir().unwrap();
        let memory = Memory::new(state.path());
        memory.keep(&Disk, Path::new("kas.xlsx"), &Remembered::default()).unwrap();
        let remembered = Remembered { companion: Some("1".to_owned()), ..Remembered::default() };
        memory.keep(&Disk, Path::new("kas.xlsx"), &remembered).unwrap();
        Disk.remove(&memory.path(Path::new("kas.xlsx"))).unwrap();
        Disk.create(&memory.path(Path::new("kas.xlsx")), b"{", None).unwrap();
        assert_eq!(memory.recall(&Disk, Path::new("kas.xlsx")), Remembered::default());
    }
}
