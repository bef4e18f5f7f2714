//! A ledger's bytes as they were at one moment: read fast and let go, so that nobody's save has to wait.

use crate::error::{LedgerError, reading};
use std::fs::{File, Metadata, OpenOptions};
use std::io::Read;
use std::path::Path;
use std::time::SystemTime;

/// The hash of a file's content.
pub type Hash = blake3::Hash;

/// What the system says of a file without reading it; compared for equality, never for "newer".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    len: u64,
    modified: Option<SystemTime>,
    file: u64,
}

impl Signature {
    /// Takes the signature of a regular file; anything else has none.
    pub fn of(metadata: &Metadata) -> Option<Self> {
        metadata.is_file().then(|| Self {
            len: metadata.len(),
            modified: metadata.modified().ok(),
            file: file_id(metadata),
        })
    }
}

#[cfg(unix)]
fn file_id(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn file_id(_: &Metadata) -> u64 {
    0
}

/// A file's bytes, all of one moment.
#[derive(Debug)]
pub struct Snapshot {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Their hash.
    pub hash: Hash,
    /// What the system said of the file.
    pub signature: Signature,
}

/// Reads a regular file; one that changes meanwhile is [`LedgerError::Changed`].
pub fn read(path: &Path) -> Result<Snapshot, LedgerError> {
    // Asked before opening too: opening a device can have effects.
    let named = std::fs::metadata(path).map_err(reading)?;
    if !named.is_file() {
        return Err(LedgerError::NotAFile);
    }
    let mut file = open(path).map_err(reading)?;
    let before = signature(&file)?;
    let mut bytes = Vec::with_capacity(usize::try_from(before.len).unwrap_or(0));
    file.read_to_end(&mut bytes).map_err(reading)?;
    let after = signature(&file)?;
    drop(file);
    if before != after || bytes.len() as u64 != after.len {
        return Err(LedgerError::Changed);
    }
    Ok(Snapshot { hash: blake3::hash(&bytes), bytes, signature: after })
}

fn signature(file: &File) -> Result<Signature, LedgerError> {
    Signature::of(&file.metadata().map_err(reading)?).ok_or(LedgerError::NotAFile)
}

/// Opens for reading without waiting: a pipe that is called `kas.xlsx` would otherwise hold us for ever.
#[cfg(unix)]
fn open(path: &Path) -> std::io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = OFlags::NONBLOCK.bits().cast_signed();
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().read(true).open(path)
}
