//! Puts new bytes in the place of a ledger so that no save of the owner's is ever lost: the only place that writes.
//!
//! ```text
//!  owner's ledger, h0 ──► backup in the state folder
//!  new bytes, h1      ──► ~$clv-kas.xlsx-h0-h1.tmp, synced to disk, read back
//!  is the ledger still h0, and not open?
//!         ~$clv-kas.xlsx-h0-h1.tmp  ◄── exchange ──►  kas.xlsx
//!  is what came out h0?   yes: remove it      no: the owner saved just now, so exchange back
//! ```
//!
//! The exchange is one step to everyone else: at the path always stands a whole workbook, the owner's or ours. What a
//! crash leaves behind tells by its name what is to be done with it ([`recover`]).

mod names;
mod fs;
mod backup;
mod recover;
mod place;

pub use backup::Backups;
pub use fs::{Disk, Fs};
pub use names::is_temporary;
pub use place::{is_open, may_be_replaced};
pub use recover::recover;

use crate::input::Hashed;
use names::{Digits, Names};
use std::io;
use std::path::Path;

/// What became of a replacement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// The new bytes are in place and survive a power cut.
    Replaced,
    /// The owner saved or opened the ledger meanwhile: it is as the owner left it.
    Changed,
}

/// Puts `after` in the place of a ledger whose bytes are `before`.
pub fn replace(
    fs: &dyn Fs,
    backups: &Backups,
    ledger: &Path,
    before: Hashed<'_>,
    after: Hashed<'_>,
) -> io::Result<Saved> {
    let _lock = backups.lock(fs)?;
    recover::settle(fs, backups, folder_of(ledger))?;
    let names = Names::new(ledger, Digits::of_hash(before.hash), Digits::of_hash(after.hash));
    backups.keep(fs, ledger, before)?;
    prepare(fs, &names, ledger, after.pieces)?;
    if digits_at(fs, ledger)? != names.before || is_open(ledger) {
        fs.remove(&names.temporary)?;
        return Ok(Saved::Changed);
    }
    match fs.exchange(&names.temporary, ledger) {
        Ok(()) => verify(fs, &names),
        Err(error) if is_unsupported(&error) => take(fs, &names),
        Err(error) => {
            fs.remove(&names.temporary)?;
            Err(error)
        }
    }
}

/// Writes a file of our own, replacing what we wrote there before; whoever may read `source` may read a new one.
pub fn write_own(
    fs: &dyn Fs,
    backups: &Backups,
    path: &Path,
    source: &Path,
    content: Hashed<'_>,
) -> io::Result<()> {
    let _lock = backups.lock(fs)?;
    recover::settle(fs, backups, folder_of(path))?;
    let digits = Digits::of_hash(content.hash);
    let names = Names::new(path, digits.clone(), digits);
    let like = if fs.exists(path) { path } else { source };
    prepare(fs, &names, like, content.pieces)?;
    if let Err(error) = fs.rename_over(&names.temporary, path) {
        fs.remove(&names.temporary)?;
        return Err(error);
    }
    fs.sync_folder(folder_of(path))
}

/// Removes a file of our own, unless it is open or no longer what we wrote.
pub fn remove_own(fs: &dyn Fs, path: &Path, written: blake3::Hash) -> io::Result<bool> {
    let is_ours = fs.hash(path)? == written && !is_open(path);
    if is_ours {
        fs.remove(path)?;
    }
    Ok(is_ours)
}

/// Writes the new bytes beside the ledger and reads them back.
fn prepare(fs: &dyn Fs, names: &Names, like: &Path, pieces: &[&[u8]]) -> io::Result<()> {
    let written = fs.create(&names.temporary, pieces, Some(like)).and_then(|()| {
        let read_back = digits_at(fs, &names.temporary)?;
        if read_back == names.after {
            Ok(())
        } else {
            Err(io::Error::new(io::ErrorKind::InvalidData, "the disk gives back other bytes"))
        }
    });
    if written.is_err() && fs.exists(&names.temporary) {
        fs.remove(&names.temporary)?;
    }
    written
}

/// Looks at what the exchange took out: the bytes that we computed from, or a save of a moment ago.
fn verify(fs: &dyn Fs, names: &Names) -> io::Result<Saved> {
    fs.sync_folder(folder_of(&names.ledger))?;
    if digits_at(fs, &names.temporary)? == names.before {
        fs.remove(&names.temporary)?;
        return Ok(Saved::Replaced);
    }
    put_back(fs, names)?;
    Ok(Saved::Changed)
}

/// Exchanges the owner's newer bytes back; a still newer save that comes out is kept as a file of its own.
fn put_back(fs: &dyn Fs, names: &Names) -> io::Result<()> {
    fs.exchange(&names.temporary, &names.ledger)?;
    fs.sync_folder(folder_of(&names.ledger))?;
    if digits_at(fs, &names.temporary)? == names.after {
        return fs.remove(&names.temporary);
    }
    fs.rename_new(&names.temporary, &names.conflict())
}

/// Replaces on a disk that cannot exchange: takes the ledger away, looks at it, puts ours where it was.
fn take(fs: &dyn Fs, names: &Names) -> io::Result<Saved> {
    fs.rename_new(&names.ledger, &names.displaced)?;
    let is_as_read = digits_at(fs, &names.displaced).is_ok_and(|found| found == names.before);
    let source = if is_as_read { &names.temporary } else { &names.displaced };
    match fs.rename_new(source, &names.ledger) {
        Ok(()) if is_as_read => {
            fs.sync_folder(folder_of(&names.ledger))?;
            fs.remove(&names.displaced)?;
            return Ok(Saved::Replaced);
        }
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            // The owner saved anew in between: that save stays. What we took is in the backup, unless it was newer.
            if is_as_read {
                fs.remove(&names.displaced)?;
            } else {
                fs.rename_new(&names.displaced, &names.conflict())?;
            }
        }
        Err(error) => {
            fs.rename_new(&names.displaced, &names.ledger)?;
            fs.remove(&names.temporary)?;
            return Err(error);
        }
    }
    fs.remove(&names.temporary)?;
    Ok(Saved::Changed)
}

fn digits_at(fs: &dyn Fs, path: &Path) -> io::Result<Digits> {
    fs.hash(path).map(Digits::of_hash)
}

/// Returns whether a disk cannot do something at all: network drives and memory sticks cannot exchange files.
fn is_unsupported(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

/// Returns the folder of a file.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests;
