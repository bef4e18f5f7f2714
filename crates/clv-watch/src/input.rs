//! A ledger's bytes as they were at one moment: read fast and let go, so that nobody's save has to wait.

use crate::error::{LedgerError, reading};
use crate::plug_ins::PlugIn;
use crate::update::file_name;
use crate::{candidates, memory, plug_ins, together};
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

    /// Takes the signature of a ledger: of all its files together, of its companion and of what is plugged in beside it.
    pub fn of_ledger(path: &Path) -> Option<Self> {
        let home = Self::of(&path.symlink_metadata().ok()?)?;
        let mut others = together::of(path).ok().flatten().map_or_else(Vec::new, |it| it.others);
        others.push(candidates::companion(path));
        others.extend(plug_ins::files(path).into_iter().map(|(_, path)| path));
        let others = others.iter().filter_map(|path| Self::of(&path.symlink_metadata().ok()?));
        Some(others.fold(home, Self::and))
    }

    /// Returns the signature of both: other than before when either is.
    fn and(self, other: Self) -> Self {
        let rotated = self.file.rotate_left(7);
        Self {
            len: self.len.wrapping_add(other.len),
            modified: self.modified.max(other.modified),
            file: rotated ^ other.file,
        }
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

/// A ledger's bytes, all of one moment.
#[derive(Debug)]
pub struct Snapshot {
    /// The bytes of the file that receives the sheets.
    pub bytes: Vec<u8>,
    /// The other files of the ledger, by name.
    pub others: Vec<(String, Vec<u8>)>,
    /// The bytes of the companion, if there is one: the owner may have filled in something there.
    pub companion: Option<Vec<u8>>,
    /// What is plugged in beside the ledger.
    pub plug_ins: Vec<(PlugIn, Vec<u8>)>,
    /// What is remembered of all of them.
    pub known: Known,
}

/// What is remembered of a ledger's bytes, which are let go while it is analyzed: of a large one they take as much room
/// as all that is read from them.
#[derive(Clone, Debug)]
pub struct Known {
    /// The hash of the file that receives the sheets.
    pub home: Hash,
    /// The names of the other files of the ledger, with their hashes.
    pub others: Vec<(String, Hash)>,
    /// The hash of the companion, if there is one.
    pub companion: Option<Hash>,
    /// The hashes of what is plugged in.
    pub plug_ins: Vec<Hash>,
    /// What the system said of all of them.
    pub signature: Signature,
}

impl Known {
    /// Returns the hash of the whole ledger.
    pub fn hash(&self) -> Hash {
        self.hash_with(self.home, self.companion)
    }

    /// Returns the hash that the ledger has once its home file and its companion have these.
    pub fn hash_with(&self, home: Hash, companion: Option<Hash>) -> Hash {
        let others = self.others.iter().map(|(_, hash)| *hash);
        let plug_ins = self.plug_ins.iter().copied();
        let mut hasher = blake3::Hasher::new();
        for file in std::iter::once(home).chain(others).chain(companion).chain(plug_ins) {
            hasher.update(file.as_bytes());
        }
        hasher.finalize()
    }
}

/// A content in pieces with its hash, which is worked out once: there can be a hundred megabytes of it.
#[derive(Clone, Copy, Debug)]
pub struct Hashed<'a> {
    /// The pieces.
    pub pieces: &'a [&'a [u8]],
    /// The hash of all of them together.
    pub hash: Hash,
}

impl<'a> Hashed<'a> {
    /// Works out the hash of a content.
    pub fn of(pieces: &'a [&'a [u8]]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for piece in pieces {
            hasher.update(piece);
        }
        Self { pieces, hash: hasher.finalize() }
    }
}

/// Reads a ledger: the file, those that are one ledger with it, and what stands beside it.
///
/// What is no regular file is an error; one that changes meanwhile is [`LedgerError::Changed`].
pub fn read(path: &Path) -> Result<Snapshot, LedgerError> {
    let (bytes, mut signature) = read_file(path)?;
    let mut others = Vec::new();
    for other in together::of(path)?.map_or_else(Vec::new, |together| together.others) {
        let file = file_name(&other);
        let part = |source| LedgerError::Part { file: file.clone(), source: Box::new(source) };
        let (bytes, other) = read_file(&other).map_err(part)?;
        signature = signature.and(other);
        others.push((file, bytes));
    }
    let mut companion = None;
    match read_file(&candidates::companion(path)) {
        Ok((bytes, other)) => {
            signature = signature.and(other);
            companion = Some(bytes);
        }
        Err(LedgerError::Missing) => {}
        Err(error) => return Err(error),
    }
    let mut plugged_in = Vec::new();
    for (plug_in, file) in plug_ins::files(path) {
        match read_file(&file) {
            Ok((bytes, other)) => {
                signature = signature.and(other);
                plugged_in.push((plug_in, bytes));
            }
            Err(LedgerError::Changed) => return Err(LedgerError::Changed),
            Err(error) => tracing::warn!(%error, ?plug_in, "a plug-in cannot be read"),
        }
    }
    let known = Known {
        home: blake3::hash(&bytes),
        others: others.iter().map(|(name, bytes)| (name.clone(), blake3::hash(bytes))).collect(),
        companion: companion.as_deref().map(blake3::hash),
        plug_ins: plugged_in.iter().map(|(_, bytes)| blake3::hash(bytes)).collect(),
        signature,
    };
    Ok(Snapshot { bytes, others, companion, plug_ins: plugged_in, known })
}

/// Reads a file again whose bytes were let go; where they are other ones by now it is [`LedgerError::Changed`].
pub fn again(path: &Path, known: Hash) -> Result<Vec<u8>, LedgerError> {
    match read_file(path) {
        Ok((bytes, _)) if blake3::hash(&bytes) == known => Ok(bytes),
        Ok(_) | Err(LedgerError::Missing) => Err(LedgerError::Changed),
        Err(error) => Err(error),
    }
}

fn read_file(path: &Path) -> Result<(Vec<u8>, Signature), LedgerError> {
    // Asked before opening too: opening a device can have effects.
    let named = std::fs::metadata(path).map_err(reading)?;
    if !named.is_file() {
        return Err(LedgerError::NotAFile);
    }
    let mut file = open(path).map_err(reading)?;
    let before = signature(&file)?;
    memory::prepare_for(before.len);
    let mut bytes = Vec::with_capacity(usize::try_from(before.len).unwrap_or(0));
    file.read_to_end(&mut bytes).map_err(reading)?;
    let after = signature(&file)?;
    drop(file);
    if before != after || bytes.len() as u64 != after.len {
        return Err(LedgerError::Changed);
    }
    Ok((bytes, after))
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

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "here the tests play the owner, who saves")]

    use super::*;
    use std::fs;

    #[test]
    fn a_file_is_read_again_only_while_it_is_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kas.csv");
        fs::write(&path, "datum;klant;bedrag").unwrap();
        let Snapshot { bytes, known, .. } = read(&path).unwrap();
        assert_eq!(again(&path, known.home).unwrap(), bytes);
        fs::write(&path, "datum;klant;totaal").unwrap();
        assert!(matches!(again(&path, known.home), Err(LedgerError::Changed)));
        fs::remove_file(&path).unwrap();
        assert!(matches!(again(&path, known.home), Err(LedgerError::Changed)));
    }
}
