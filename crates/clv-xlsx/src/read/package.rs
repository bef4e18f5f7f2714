//! The zip container: its directory checked before anything is inflated, its parts found by name.

use super::{Error, limits};
use std::collections::BTreeMap;
use std::io::{Read, Seek};
use zip::{ZipArchive, result::ZipError};

/// A zip container whose directory is believable.
pub(super) struct Package<R> {
    zip: ZipArchive<R>,
    parts: BTreeMap<String, usize>,
}

impl<R: Read + Seek> Package<R> {
    /// Reads the directory and checks it against the limits.
    pub(super) fn open(source: R) -> Result<Self, Error> {
        let mut zip = ZipArchive::new(source).map_err(|error| zip_error("the package", error))?;
        limits::check("parts", zip.len() as u64, limits::ENTRIES)?;
        if zip.has_duplicate_names() {
            return Err(Error::damaged("the package", "two parts have the same name"));
        }
        let mut parts = BTreeMap::new();
        let (mut packed, mut inflated) = (0u64, 0u64);
        for at in 0..zip.len() {
            let entry = zip.by_index_raw(at).map_err(|error| zip_error("the package", error))?;
            if entry.is_dir() {
                continue;
            }
            packed = packed.saturating_add(entry.compressed_size());
            inflated = inflated.saturating_add(entry.size());
            if parts.insert(folded(&String::from_utf8_lossy(entry.name_raw())), at).is_some() {
                return Err(Error::damaged("the package", "two parts have the same name"));
            }
        }
        limits::check("bytes", inflated, limits::PACKAGE)?;
        limits::check(
            "bytes",
            inflated,
            limits::RATIO_FROM.max(packed.saturating_mul(limits::RATIO)),
        )?;
        Ok(Self { zip, parts })
    }

    /// Returns whether there is a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&folded(name))
    }

    /// Returns the names of the parts that end so, in lower case.
    pub(super) fn names_ending_in(&self, ending: &str) -> Vec<String> {
        self.parts.keys().filter(|name| name.ends_with(ending)).cloned().collect()
    }

    /// Reads one of the small parts, all of it, its checksum included.
    pub(super) fn small_part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(at) = self.parts.get(&folded(name)) else { return Ok(None) };
        let entry = self.zip.by_index(*at).map_err(|error| zip_error(name, error))?;
        let mut bytes = Vec::new();
        let read = entry.take(limits::SMALL_PART + 1).read_to_end(&mut bytes);
        read.map_err(|error| Error::Incomplete(format!("part `{name}`: {error}")))?;
        limits::check("bytes of one part", bytes.len() as u64, limits::SMALL_PART)?;
        Ok(Some(bytes))
    }

    /// Opens a part, and returns its size as well; reading it to its end checks its checksum.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<(impl Read + '_, u64)>, Error> {
        let Some(at) = self.parts.get(&folded(name)) else { return Ok(None) };
        let entry = self.zip.by_index(*at).map_err(|error| zip_error(name, error))?;
        let size = entry.size();
        Ok(Some((entry, size)))
    }

    /// Gives the source back.
    pub(super) fn into_inner(self) -> R {
        self.zip.into_inner()
    }
}

/// Returns the name as it is compared: some programs write other cases, backslashes or a slash in front.
fn folded(name: &str) -> String {
    name.trim_start_matches(['/', '\\']).replace('\\', "/").to_lowercase()
}

fn zip_error(part: &str, error: ZipError) -> Error {
    match error {
        ZipError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
            Error::Io(error)
        }
        ZipError::UnsupportedArchive(what) if what == ZipError::PASSWORD_REQUIRED => {
            Error::Password
        }
        ZipError::UnsupportedArchive(what) => Error::damaged(part, what),
        other => Error::Incomplete(format!("{part}: {other}")),
    }
}
