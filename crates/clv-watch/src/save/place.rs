//! Whether a ledger may be replaced where it stands.

use std::path::Path;

/// Returns whether a spreadsheet program has a workbook open, by the lock file that it puts beside it.
///
/// Excel writes `~$NAME`, LibreOffice `.~lock.NAME#`.
pub fn is_open(ledger: &Path) -> bool {
    let Some(name) = ledger.file_name() else { return false };
    let name = name.to_string_lossy();
    [format!("~${name}"), format!(".~lock.{name}#")]
        .iter()
        .any(|lock| ledger.with_file_name(lock).symlink_metadata().is_ok())
}

/// Returns whether a file may be replaced at all: it can be written, and it has one name only.
///
/// Replacing a file with two names would quietly cut the two loose from each other.
pub fn may_be_replaced(ledger: &Path) -> bool {
    ledger.metadata().is_ok_and(|metadata| {
        !metadata.permissions().readonly() && has_one_name(&metadata) && is_writable(ledger)
    })
}

#[cfg(unix)]
fn has_one_name(metadata: &std::fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(metadata) == 1
}

#[cfg(not(unix))]
fn has_one_name(_: &std::fs::Metadata) -> bool {
    true
}

#[cfg(unix)]
fn is_writable(path: &Path) -> bool {
    let folder = super::folder_of(path);
    [path, folder]
        .iter()
        .all(|path| rustix::fs::access(*path, rustix::fs::Access::WRITE_OK).is_ok())
}

#[cfg(not(unix))]
fn is_writable(_: &Path) -> bool {
    true
}
