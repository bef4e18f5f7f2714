//! `clv watch`: does every ledger in a folder, now and at every later save, until stopped.

use crate::candidates;
use crate::cli::Shared;
use crate::commands::run;
use crate::desk::{Delivery, Desk};
use crate::error::Fatal;
use crate::notices::Terminal;
use crate::settle::Tempo;
use crate::watch::{Event, Watch};
use crate::watcher::{EventSource, Hint, Native, Poll};
use crate::{Done, memory, save, update};
use clap::Args;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

/// What `clv watch` is asked.
#[derive(Debug, Args)]
pub struct WatchArgs {
    /// The folder; the folders in it are watched too.
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
    /// One pass over the folder, then exit.
    #[arg(long)]
    pub once: bool,
    /// Look through the folder every few seconds without asking the system for events, as network drives need.
    #[arg(long)]
    pub poll: bool,
    /// The shared options.
    #[command(flatten)]
    pub shared: Shared,
}

/// Watches a folder.
pub fn watch(args: &WatchArgs, terminal: &Terminal) -> Result<Done, Fatal> {
    // It holds what it does not return for as long as it runs.
    memory::return_large_pieces();
    let found = candidates::scan(&args.folder)
        .map_err(|source| Fatal::Folder { folder: args.folder.clone(), source })?;
    let desk = Desk::new(args.shared.clone(), Delivery::Home);
    for folder in &found.left_behind {
        if let Err(error) = save::recover(&*desk.fs, &desk.backups, folder) {
            tracing::warn!(%error, "what was left behind could not be finished yet");
        }
    }
    if args.once {
        for conflict in &found.conflicts {
            terminal.conflict(conflict)?;
        }
        return run::each(found.paths(), &desk, terminal);
    }
    let source: Box<dyn EventSource> =
        if args.poll { Box::new(Poll::default()) } else { Box::new(Native::new(&args.folder)) };
    stop_at_signals(source.stopper());
    terminal.watching(&args.folder)?;
    follow(&args.folder, source, &desk, terminal)?;
    terminal.tell("clv-watch-stopped", &[])?;
    Ok(Done::All)
}

/// Follows what happens in the folder until somebody asks to stop.
fn follow(
    folder: &Path,
    mut source: Box<dyn EventSource>,
    desk: &Desk,
    terminal: &Terminal,
) -> Result<(), Fatal> {
    let began = Instant::now();
    let mut watch = Watch::new(folder, Tempo::default());
    loop {
        let mut hint = source.next(watch.idle(began.elapsed()));
        while hint != Hint::Nothing {
            match hint {
                Hint::Path(path) => watch.note(&path, began.elapsed()),
                Hint::Rescan => watch.rescan(began.elapsed()),
                Hint::Stop => return Ok(()),
                Hint::Nothing => {}
            }
            hint = source.next(Duration::ZERO);
        }
        let mut told = Ok(());
        let mut is_back = false;
        let update = |path: &Path, snapshot| update::update(path, snapshot, desk);
        watch.work(began.elapsed(), update, |event| {
            is_back |= matches!(event, Event::FolderBack);
            if told.is_ok() {
                told = terminal.event(&event);
            }
        });
        told?;
        if is_back {
            // The system still follows the folder that went away.
            source.rearm(folder);
        }
    }
}

/// Stops between two ledgers at the first signal, and at once at the second.
fn stop_at_signals(stopper: Sender<Hint>) {
    let is_asked = AtomicBool::new(false);
    let handler = move || {
        if is_asked.swap(true, Ordering::Relaxed) {
            #[expect(
                clippy::exit,
                reason = "asked twice; whatever is being written survives a kill"
            )]
            std::process::exit(130);
        }
        stopper.send(Hint::Stop).unwrap_or_default();
    };
    if let Err(error) = ctrlc::set_handler(handler) {
        tracing::warn!(%error, "signals stop the program at once");
    }
}
