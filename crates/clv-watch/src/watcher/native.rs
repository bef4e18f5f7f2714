//! Hints from the system itself; the only place that knows the library behind it.

use super::{EventSource, Hint};
use notify::{Config, EventKindMask, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// Hints from the system.
#[derive(Debug)]
pub struct Native {
    watcher: Option<RecommendedWatcher>,
    sender: Sender<Hint>,
    hints: Receiver<Hint>,
}

impl Native {
    /// Watches a folder and all folders in it; where the system cannot, the scan alone has to do.
    pub fn new(root: &Path) -> Self {
        let (sender, hints) = channel();
        let mut native = Self { watcher: None, sender, hints };
        native.rearm(root);
        native
    }
}

impl EventSource for Native {
    fn next(&mut self, timeout: Duration) -> Hint {
        self.hints.recv_timeout(timeout).unwrap_or(Hint::Nothing)
    }

    fn rearm(&mut self, root: &Path) {
        self.watcher = watch(root, self.sender.clone())
            .inspect_err(|error| tracing::warn!(%error, "the folder is only looked through"))
            .ok();
    }

    fn stopper(&self) -> Sender<Hint> {
        self.sender.clone()
    }
}

fn watch(root: &Path, sender: Sender<Hint>) -> notify::Result<RecommendedWatcher> {
    // Without access events: reading ten thousand ledgers would fill the queue with our own reads.
    let config =
        Config::default().with_event_kinds(EventKindMask::CORE).with_follow_symlinks(false);
    let send = move |event: notify::Result<notify::Event>| {
        // Nobody listens any more only when the program stops.
        match event {
            Ok(event) if event.need_rescan() || event.paths.is_empty() => {
                sender.send(Hint::Rescan).unwrap_or_default();
            }
            Ok(event) => {
                for path in event.paths {
                    sender.send(Hint::Path(path)).unwrap_or_default();
                }
            }
            Err(_) => sender.send(Hint::Rescan).unwrap_or_default(),
        }
    };
    let mut watcher = RecommendedWatcher::new(send, config)?;
    watcher.watch(root, RecursiveMode::Recursive)?;
    Ok(watcher)
}
