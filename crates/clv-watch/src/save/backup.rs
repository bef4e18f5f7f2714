//! Earlier versions of ledgers, kept in the user's own state folder and not beside the ledger.

use super::names::Digits;
use super::{Fs, folder_of};
use crate::input::Hashed;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The newest versions that are kept in any case.
const NEWEST: usize = 10;
/// How many days back one version a day is kept.
const DAYS: u64 = 30;
/// The most bytes of one ledger's versions; the newest is kept even if it is larger.
const BYTES: u64 = 200 << 20;

/// Where earlier versions are kept.
#[derive(Clone, Debug)]
pub struct Backups {
    folder: PathBuf,
}

impl Backups {
    /// Keeps versions in a state folder.
    pub fn new(state: &Path) -> Self {
        Self { folder: state.join("backup") }
    }

    /// Waits for other runs of this program to finish writing; what is returned holds the others off.
    pub(super) fn lock(&self, fs: &dyn Fs) -> io::Result<File> {
        fs.create_folder(&self.folder)?;
        let file = fs.lock_file(&self.folder.join("lock"))?;
        file.lock()?;
        Ok(file)
    }

    /// Keeps the content of a ledger, once for equal ones.
    pub(super) fn keep(&self, fs: &dyn Fs, ledger: &Path, content: Hashed<'_>) -> io::Result<()> {
        let folder = self.folder_for(ledger);
        let ending = ledger.extension().unwrap_or_default().to_string_lossy();
        let digits = Digits::of_hash(content.hash);
        let version = folder.join(format!("{}.{ending}", digits.as_str()));
        if fs.exists(&version) {
            return Ok(());
        }
        fs.create_folder(&folder)?;
        // Under another name first: a version that was cut off halfway must not pass for the whole.
        let unfinished = version.with_extension("unfinished");
        if fs.exists(&unfinished) {
            fs.remove(&unfinished)?;
        }
        fs.create(&unfinished, content.pieces, None)?;
        fs.rename_over(&unfinished, &version)?;
        fs.sync_folder(folder_of(&version))?;
        if let Err(error) = prune(fs, &folder) {
            tracing::warn!(%error, "earlier versions that are no longer needed could not be removed");
        }
        Ok(())
    }

    /// Returns where the versions of one ledger are: its own name, and digits that tell equal names apart.
    pub fn folder_for(&self, ledger: &Path) -> PathBuf {
        let path = ledger.canonicalize().unwrap_or_else(|_| ledger.to_owned());
        let digits = Digits::of(path.as_os_str().as_encoded_bytes());
        let stem = ledger.file_stem().unwrap_or_default().to_string_lossy();
        self.folder.join(format!("{stem}-{}", &digits.as_str()[..8]))
    }
}

/// One earlier version.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Version {
    path: PathBuf,
    kept_on: SystemTime,
    bytes: u64,
}

fn prune(fs: &dyn Fs, folder: &Path) -> io::Result<()> {
    let version = |name: String| {
        let path = folder.join(name);
        let metadata = path.metadata().ok()?;
        Some(Version { kept_on: metadata.modified().ok()?, bytes: metadata.len(), path })
    };
    let versions = fs.names(folder)?.into_iter().filter_map(version).collect();
    superseded(versions).iter().try_for_each(|version| fs.remove(&version.path))
}

/// Returns the versions that need not be kept: beyond the newest ten, one a day, for thirty days.
fn superseded(mut versions: Vec<Version>) -> Vec<Version> {
    versions.sort_by(|a, b| b.kept_on.cmp(&a.kept_on).then_with(|| a.path.cmp(&b.path)));
    let Some(newest) = versions.first().map(|version| version.kept_on) else { return versions };
    let (mut bytes, mut last_day) = (0, None);
    let mut at = 0;
    versions.retain(|version| {
        let age = newest.duration_since(version.kept_on).unwrap_or(Duration::ZERO);
        let day = age.as_secs() / 86_400;
        let is_wanted = at < NEWEST || (day < DAYS && last_day != Some(day));
        bytes += version.bytes;
        let is_kept = at == 0 || (is_wanted && bytes <= BYTES);
        at += 1;
        last_day = Some(day);
        !is_kept
    });
    versions
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(hours_ago: u64, bytes: u64) -> Version {
        let newest = SystemTime::UNIX_EPOCH + Duration::from_hours(100_000);
        Version {
            path: PathBuf::from(format!("{hours_ago:06}")),
            kept_on: newest - Duration::from_hours(hours_ago),
            bytes,
        }
    }

    #[test]
    fn the_newest_ten_are_kept_and_then_one_a_day_for_a_month() {
        let versions = (0..2400).map(|hours_ago| version(hours_ago, 1)).collect::<Vec<_>>();
        let gone = superseded(versions);
        assert_eq!(gone.len(), 2400 - 10 - 29);
    }

    #[test]
    fn the_newest_is_kept_however_large_and_older_ones_within_their_room() {
        let gone = superseded(vec![version(0, 300 << 20), version(1, 1)]);
        assert_eq!(gone, [version(1, 1)]);
    }
}
