//! The few things that saving asks of a disk, and the real disk.

#![expect(clippy::disallowed_methods, reason = "this is the one module that touches the disk")]

#[cfg_attr(unix, path = "fs/unix.rs")]
#[cfg_attr(not(unix), path = "fs/portable.rs")]
mod system;

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// What saving asks of a disk; tests put one in its place that fails where they want.
pub trait Fs {
    /// Reads a whole file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Returns the hash of a file, however large, without holding it.
    fn hash(&self, path: &Path) -> io::Result<blake3::Hash>;
    /// Returns whether there is something at a path.
    fn exists(&self, path: &Path) -> bool;
    /// Returns the names in a folder.
    fn names(&self, folder: &Path) -> io::Result<Vec<String>>;
    /// Makes a new file with these bytes, given in pieces, synced to disk. It has the rights and attributes of another;
    /// where that one is not there, those of any new file; where none is named, only this user may read it.
    fn create(&self, path: &Path, pieces: &[&[u8]], like: Option<&Path>) -> io::Result<()>;
    /// Exchanges two files in one step.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()>;
    /// Renames to a name that nothing may have yet.
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Renames over whatever has that name.
    fn rename_over(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Syncs the names in a folder to disk.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Opens a file, made if need be, that only serves to hold others off.
    fn lock_file(&self, path: &Path) -> io::Result<File>;
    /// Makes a folder, and those above it, that only this user can look into.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;
}

/// The real disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Fs for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn hash(&self, path: &Path) -> io::Result<blake3::Hash> {
        Ok(blake3::Hasher::new().update_reader(File::open(path)?)?.finalize())
    }

    fn exists(&self, path: &Path) -> bool {
        path.symlink_metadata().is_ok()
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let entries = std::fs::read_dir(folder)?.filter_map(Result::ok);
        Ok(entries.filter_map(|entry| entry.file_name().into_string().ok()).collect())
    }

    fn create(&self, path: &Path, pieces: &[&[u8]], like: Option<&Path>) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        let is_there = like.filter(|like| like.exists());
        if like.is_none() || is_there.is_some() {
            system::private(&mut options);
        }
        let mut file = options.open(path)?;
        for piece in pieces {
            file.write_all(piece)?;
        }
        if let Some(like) = is_there {
            system::copy_attributes(&File::open(like)?, &file)?;
        }
        file.sync_all()
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        system::exchange(one, other)
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        system::rename_new(from, to)
    }

    fn rename_over(&self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_file(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        system::sync_folder(folder)
    }

    fn lock_file(&self, path: &Path) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        system::private(&mut options);
        options.open(path)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        system::create_folder(folder)
    }
}
