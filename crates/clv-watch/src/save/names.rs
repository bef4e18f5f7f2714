//! The names of temporary files, which tell what they hold and what it is to replace.

use std::path::{Path, PathBuf};

/// What the name of a temporary file begins with: sync clients leave names with `~$` alone.
const PREFIX: &str = "~$clv-";
/// How many hexadecimal digits of a hash stand in a name.
const N_DIGITS: usize = 16;

/// Returns whether a file carries the name of one of our temporary files.
pub fn is_temporary(name: &str) -> bool {
    name.starts_with(PREFIX)
}

/// The first digits of the hash of some bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Digits(String);

impl Digits {
    /// Returns the digits of some bytes.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self::of_hash(blake3::hash(bytes))
    }

    /// Returns the digits of a hash.
    pub(super) fn of_hash(hash: blake3::Hash) -> Self {
        let mut hex = hash.to_hex().to_string();
        hex.truncate(N_DIGITS);
        Self(hex)
    }

    /// Returns the digits as a text.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// The files of one replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Names {
    /// What is replaced.
    pub(super) ledger: PathBuf,
    /// The new bytes, and after the exchange the old ones.
    pub(super) temporary: PathBuf,
    /// Where the ledger goes for a moment on a disk that cannot exchange.
    pub(super) displaced: PathBuf,
    /// The ledger that the new bytes were computed from.
    pub(super) before: Digits,
    /// The new bytes.
    pub(super) after: Digits,
}

impl Names {
    /// Returns the names for replacing a ledger.
    pub(super) fn new(ledger: &Path, before: Digits, after: Digits) -> Self {
        let name = ledger.file_name().unwrap_or_default().to_string_lossy();
        let hashes = format!("{}-{}", before.as_str(), after.as_str());
        let beside = |ending| ledger.with_file_name(format!("{PREFIX}{name}-{hashes}.{ending}"));
        Self {
            ledger: ledger.to_owned(),
            temporary: beside("tmp"),
            displaced: beside("old.tmp"),
            before,
            after,
        }
    }

    /// Reads the names back from a file that was left behind.
    pub(super) fn parse(folder: &Path, file: &str) -> Option<Self> {
        let rest = file.strip_prefix(PREFIX)?.strip_suffix(".tmp")?;
        let rest = rest.strip_suffix(".old").unwrap_or(rest);
        let (rest, after) = rest.rsplit_once('-')?;
        let (name, before) = rest.rsplit_once('-')?;
        let digits = |text: &str| (text.len() == N_DIGITS).then(|| Digits(text.to_owned()));
        Some(Self::new(&folder.join(name), digits(before)?, digits(after)?))
    }

    /// Returns where a save goes that crossed ours twice: beside the ledger, under a name that says what it is.
    pub(super) fn conflict(&self) -> PathBuf {
        let stem = self.ledger.file_stem().unwrap_or_default().to_string_lossy();
        let ending = self.ledger.extension().unwrap_or_default().to_string_lossy();
        self.ledger.with_file_name(format!("{stem} (conflict {}).{ending}", self.before.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_what_was_to_be_replaced() {
        let ledger = Path::new("map/kas - boek.xlsx");
        let names = Names::new(ledger, Digits::of(b"old"), Digits::of(b"new"));
        for path in [&names.temporary, &names.displaced] {
            let file = path.file_name().unwrap().to_str().unwrap();
            assert!(is_temporary(file));
            assert_eq!(Names::parse(Path::new("map"), file).as_ref(), Some(&names));
        }
    }
}
