//! What Linux and macOS offer beyond the standard library: exchange, renames that replace nothing, extended attributes.
//!
//! The exchange is `renameat2(RENAME_EXCHANGE)` on Linux and `renameatx_np(RENAME_SWAP)` on macOS, where it has not
//! been tried.

use rustix::fs::{CWD, XattrFlags, fchmod, fchown, fgetxattr, flistxattr, fsetxattr};
use rustix::io::Errno;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::Path;

/// Lets only this user read what is made.
pub(super) fn private(options: &mut OpenOptions) {
    options.mode(0o600);
}

/// Gives a file the mode, the owner and the extended attributes (access control lists too) of another.
pub(super) fn copy_attributes(from: &File, to: &File) -> io::Result<()> {
    let metadata = from.metadata()?;
    if (metadata.uid(), metadata.gid()) != owner(to)? {
        // Only the administrator may; anyone else made the file as themselves, as every spreadsheet program does.
        let user = rustix::fs::Uid::from_raw(metadata.uid());
        let group = rustix::fs::Gid::from_raw(metadata.gid());
        match fchown(to, Some(user), Some(group)) {
            Ok(()) | Err(Errno::PERM) => {}
            Err(error) => return Err(error.into()),
        }
    }
    fchmod(to, rustix::fs::Mode::from_raw_mode(metadata.mode()))?;
    match copy_extended(from, to) {
        Ok(()) | Err(Errno::NOTSUP | Errno::PERM | Errno::ACCESS) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn owner(file: &File) -> io::Result<(u32, u32)> {
    file.metadata().map(|metadata| (metadata.uid(), metadata.gid()))
}

fn copy_extended(from: &File, to: &File) -> Result<(), Errno> {
    let mut names = vec![0; flistxattr(from, &mut [0u8; 0])?];
    let length = flistxattr(from, &mut names)?;
    names.truncate(length);
    for name in names.split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
        let mut value = vec![0; fgetxattr(from, name, &mut [0u8; 0])?];
        let length = fgetxattr(from, name, &mut value)?;
        value.truncate(length);
        fsetxattr(to, name, &value, XattrFlags::empty())?;
    }
    Ok(())
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
mod flags {
    use super::{CWD, Path, io};
    use rustix::fs::{RenameFlags, renameat_with};

    /// Exchanges two files in one step.
    pub(in super::super) fn exchange(one: &Path, other: &Path) -> io::Result<()> {
        Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
    }

    /// Renames to a name that nothing may have yet.
    pub(in super::super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOTSUP) => super::link_new(from, to),
            done => Ok(done?),
        }
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
mod flags {
    use super::{Path, io};

    /// No such thing here.
    pub(in super::super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Renames to a name that nothing may have yet.
    pub(in super::super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
        super::link_new(from, to)
    }
}

pub(super) use flags::{exchange, rename_new};

/// Renames by a second name, which the system refuses to give twice; without links it looks first, as well as it can.
fn link_new(from: &Path, to: &Path) -> io::Result<()> {
    match std::fs::hard_link(from, to) {
        Ok(()) => std::fs::remove_file(from),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        Err(_) if to.symlink_metadata().is_ok() => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => std::fs::rename(from, to),
    }
}

/// Syncs the names in a folder to disk.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Some network drives cannot.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        synced => synced,
    }
}

/// Makes a folder, and those above it, that only this user can look into.
pub(super) fn create_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}
