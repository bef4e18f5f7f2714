//! What remains where the system offers no exchange, Windows among them; compiled there, never tried there.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// A new file has the rights of its folder.
pub(super) fn private(_: &mut OpenOptions) {}

/// A new file has the rights of its folder; a read-only ledger is never replaced.
pub(super) fn copy_attributes(_: &File, _: &File) -> io::Result<()> {
    Ok(())
}

/// No such thing here: the ledger is taken away, looked at, and ours put where it was.
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Renames to a name that nothing may have yet.
pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    // A second name is refused when it exists; where links are refused altogether, one looks first.
    match std::fs::hard_link(from, to) {
        Ok(()) => std::fs::remove_file(from),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        Err(_) if to.exists() => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => std::fs::rename(from, to),
    }
}

/// The system keeps names in order by itself.
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Makes a folder, and those above it.
pub(super) fn create_folder(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)
}
