//! No hints at all: for network drives, where the system tells nothing of what other computers do.

use super::{EventSource, Hint};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// A source that only waits, so that the scan does all.
#[derive(Debug)]
pub struct Poll {
    sender: Sender<Hint>,
    stops: Receiver<Hint>,
}

impl Default for Poll {
    fn default() -> Self {
        let (sender, stops) = channel();
        Self { sender, stops }
    }
}

impl EventSource for Poll {
    fn next(&mut self, timeout: Duration) -> Hint {
        self.stops.recv_timeout(timeout).unwrap_or(Hint::Nothing)
    }

    fn rearm(&mut self, _: &Path) {}

    fn stopper(&self) -> Sender<Hint> {
        self.sender.clone()
    }
}
