//! "Something may have happened to this path": hints from the system, where the periodic scan is the truth.
//!
//! Events get lost on every system and in every library, so nothing depends on one: a hint makes things fast, the scan
//! makes them right.

mod native;
mod poll;

pub use native::Native;
pub use poll::Poll;

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Duration;

/// What may have happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Something about this file or folder.
    Path(PathBuf),
    /// More than can be told: look through everything.
    Rescan,
    /// Somebody asked to stop.
    Stop,
    /// Nothing within the time.
    Nothing,
}

/// A source of hints.
pub trait EventSource {
    /// Waits for the next hint, at most so long.
    fn next(&mut self, timeout: Duration) -> Hint;
    /// Watches the folder anew, after it went away and came back.
    fn rearm(&mut self, root: &Path);
    /// Returns what makes the source say [`Hint::Stop`] at once.
    fn stopper(&self) -> Sender<Hint>;
}
