//! Finishes or undoes what a crash left behind.

use super::names::{Digits, Names};
use super::{Backups, Fs, digits_at};
use crate::input::Hashed;
use std::io;
use std::path::Path;

/// Finishes or undoes what a crash left behind in a folder.
///
/// Bytes of the owner's that are nowhere else end up in the ledger or in the backup; nothing is left over.
pub fn recover(fs: &dyn Fs, backups: &Backups, folder: &Path) -> io::Result<()> {
    if left_behind(fs, folder)?.is_empty() {
        return Ok(());
    }
    // Another run of this program may be at work here: what is there once it is done was left behind.
    let _lock = backups.lock(fs)?;
    settle(fs, backups, folder)
}

fn left_behind(fs: &dyn Fs, folder: &Path) -> io::Result<Vec<Names>> {
    let files = fs.names(folder)?;
    Ok(files.iter().filter_map(|file| Names::parse(folder, file)).collect())
}

/// Does the same for who holds the lock already.
pub(super) fn settle(fs: &dyn Fs, backups: &Backups, folder: &Path) -> io::Result<()> {
    let left = left_behind(fs, folder)?;
    if left.is_empty() {
        return Ok(());
    }
    for names in left {
        tracing::info!("finishing what was left behind beside a ledger");
        if fs.exists(&names.displaced) {
            return_displaced(fs, backups, &names)?;
        }
        if fs.exists(&names.temporary) {
            settle_temporary(fs, backups, &names)?;
        }
    }
    fs.sync_folder(folder)
}

/// The ledger was taken away: it goes back if nothing came in its place.
fn return_displaced(fs: &dyn Fs, backups: &Backups, names: &Names) -> io::Result<()> {
    match fs.rename_new(&names.displaced, &names.ledger) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            backups.keep(fs, &names.ledger, Hashed::of(&[&fs.read(&names.displaced)?]))?;
            fs.remove(&names.displaced)
        }
        done => done,
    }
}

/// The temporary file holds our new bytes, or after the exchange the owner's.
fn settle_temporary(fs: &dyn Fs, backups: &Backups, names: &Names) -> io::Result<()> {
    let bytes = fs.read(&names.temporary)?;
    let holds = Digits::of(&bytes);
    let is_owners = holds != names.after && is_whole(&bytes);
    if is_owners && !fs.exists(&names.ledger) {
        return fs.rename_new(&names.temporary, &names.ledger);
    }
    if is_owners && holds != names.before && digits_at(fs, &names.ledger)? == names.after {
        // The owner saved just before the exchange, and we did not live to see it.
        fs.exchange(&names.temporary, &names.ledger)?;
    } else if is_owners {
        backups.keep(fs, &names.ledger, Hashed::of(&[&bytes]))?;
    }
    fs.remove(&names.temporary)
}

/// Returns whether these are the bytes of a whole package: its end is there.
fn is_whole(bytes: &[u8]) -> bool {
    const END: &[u8] = b"PK\x05\x06";
    let tail = &bytes[bytes.len().saturating_sub(0xffff + 22)..];
    bytes.starts_with(b"PK") && tail.windows(END.len()).any(|window| window == END)
}
