//! Watching a folder: which ledgers are due, done one after the other, whatever becomes of each.
//!
//! The watch has no clock and waits for nothing: [`Watch::work`] is told what time it is. Everything that it knows can
//! be lost without harm; then each ledger is computed once more and, as the result is the same, nothing is written.

use crate::candidates::{self, Kind};
use crate::crew;
use crate::deliver::{Why, Written};
use crate::error::LedgerError;
use crate::input::{self, Hash, Signature, Snapshot};
use crate::plug_ins;
use crate::save;
use crate::settle::{Moment, Step, Tempo, Track};
use crate::together;
use crate::update::{Outcome, guarded};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Beyond so many hints at once a look through the whole folder is quicker.
const MOST_HINTS: usize = 512;

/// What happened to a ledger, or to the folder.
#[derive(Debug)]
pub enum Event {
    /// A ledger was done.
    Done(Box<Outcome>),
    /// A ledger could not be done.
    Failed(PathBuf, LedgerError),
    /// There are two versions of one ledger; the owner has to choose.
    Conflict(PathBuf),
    /// The folder went away or was renamed.
    FolderGone,
    /// The folder is there again.
    FolderBack,
}

/// A watched folder.
#[derive(Debug)]
pub struct Watch {
    root: PathBuf,
    tempo: Tempo,
    tracks: BTreeMap<PathBuf, Track>,
    conflicts: BTreeSet<PathBuf>,
    next_scan: Moment,
    n_hints: usize,
    is_gone: bool,
}

/// A ledger whose turn it is.
struct Turn {
    path: PathBuf,
    /// The content that need not be done again.
    done: Option<Hash>,
}

/// What came of a turn.
enum Found {
    Same(Signature),
    Updated(Box<Outcome>),
    Failed(LedgerError, Option<(Hash, Signature)>),
}

impl Watch {
    /// Begins to watch a folder; its ledgers are due at once.
    pub fn new(root: &Path, tempo: Tempo) -> Self {
        Self {
            root: root.to_owned(),
            tempo,
            tracks: BTreeMap::new(),
            conflicts: BTreeSet::new(),
            next_scan: Moment::ZERO,
            n_hints: 0,
            is_gone: false,
        }
    }

    /// Something may have happened to a path.
    pub fn note(&mut self, path: &Path, now: Moment) {
        self.n_hints += 1;
        let is_lock = candidates::locked_by(path).is_some();
        let ledger = candidates::locked_by(path).unwrap_or_else(|| path.to_owned());
        if path.file_name().is_some_and(|name| name == together::FILE)
            || plug_ins::is_in_folder(path)
        {
            return self.rescan(now);
        }
        if self.n_hints > MOST_HINTS || (candidates::kind(&ledger) == Kind::Other && path.is_dir())
        {
            self.rescan(now);
        } else if candidates::kind(&ledger) == Kind::Ledger {
            let home = together::home_of(&ledger);
            let is_home = home == ledger;
            let track = self.tracks.entry(home).or_default();
            if is_lock && is_home {
                track.see_open(now);
            }
            track.touch(now);
        } else if candidates::is_companion(&ledger) || candidates::kind(&ledger) == Kind::Conflict {
            self.rescan(now);
        }
    }

    /// Hints were lost, or there are too many of them.
    pub fn rescan(&mut self, now: Moment) {
        self.next_scan = now;
    }

    /// Returns how long there is nothing to do.
    pub fn idle(&self, now: Moment) -> Duration {
        let due = self.tracks.values().filter_map(Track::due).min();
        due.map_or(self.next_scan, |due| due.min(self.next_scan)).saturating_sub(now)
    }

    /// Does what is due.
    pub fn work(
        &mut self,
        now: Moment,
        update: impl Fn(&Path, Snapshot) -> Result<Outcome, LedgerError> + Sync,
        mut tell: impl FnMut(Event),
    ) {
        self.n_hints = 0;
        if now >= self.next_scan {
            self.scan(now, &mut tell);
        }
        let turns = self.turns(now);
        let done = |turn: Turn| {
            let result = take_turn(&turn, &update);
            (turn.path, result)
        };
        crew::each(turns, done, |(path, result)| self.settle(path, result, now, &mut tell));
    }

    /// Looks through the whole folder: whatever events said or did not say, this is what there is.
    fn scan(&mut self, now: Moment, tell: &mut impl FnMut(Event)) {
        self.next_scan = now + self.tempo.scan;
        let found = match candidates::scan(&self.root) {
            Ok(found) => found,
            Err(_) if self.is_gone => return,
            Err(_) => {
                self.is_gone = true;
                return tell(Event::FolderGone);
            }
        };
        if std::mem::take(&mut self.is_gone) {
            tell(Event::FolderBack);
        }
        let there: BTreeSet<_> = found.ledgers.iter().map(|(path, _)| path).collect();
        self.tracks.retain(|path, _| there.contains(path));
        for (path, signature) in found.ledgers {
            self.tracks.entry(path).or_default().see(signature, now);
        }
        for ledger in found.open {
            if let Some(track) = self.tracks.get_mut(&ledger) {
                track.see_open(now);
            }
        }
        let conflicts: BTreeSet<_> = found.conflicts.into_iter().collect();
        for path in conflicts.difference(&self.conflicts) {
            tell(Event::Conflict(path.clone()));
        }
        self.conflicts = conflicts;
    }

    /// Returns the ledgers whose turn it is.
    fn turns(&mut self, now: Moment) -> Vec<Turn> {
        let mut turns = Vec::new();
        for (path, track) in &mut self.tracks {
            if track.due().is_none_or(|due| due > now) {
                continue;
            }
            let Some(signature) = Signature::of_ledger(path) else {
                // Gone, or no ordinary file: the next look through the folder forgets it or finds it again.
                track.rest();
                continue;
            };
            let step = track.look(signature, save::is_open(path), now, &self.tempo);
            match step {
                Step::Wait => {}
                Step::Read => turns.push(Turn { path: path.clone(), done: track.done() }),
                Step::Do => turns.push(Turn { path: path.clone(), done: None }),
            }
        }
        turns
    }

    /// Remembers what came of a turn, and tells what the owner has to hear.
    fn settle(&mut self, path: PathBuf, result: Found, now: Moment, tell: &mut impl FnMut(Event)) {
        let Some(track) = self.tracks.get_mut(&path) else { return };
        match result {
            Found::Same(signature) => track.is_same(signature),
            Found::Updated(outcome) => {
                let known = &outcome.ledger.known;
                let (hash, signature) = (known.hash(), known.signature);
                match &outcome.written {
                    Written::Ledger { hash, .. } => track.finish_written(*hash),
                    Written::Companion { is_same: false, why, hash, .. } => {
                        track.finish_written(*hash);
                        track.wait_for_close(*why == Why::Open);
                    }
                    Written::Companion { is_same: true, why, .. } => {
                        track.finish(hash, signature);
                        track.wait_for_close(*why == Why::Open);
                    }
                    Written::Unchanged | Written::Nothing | Written::File(_) => {
                        track.finish(hash, signature);
                    }
                }
                tell(Event::Done(outcome));
            }
            Found::Failed(error, _) if error.code() == "incomplete" => {
                if track.is_incomplete(now, &self.tempo) {
                    tell(Event::Failed(path, error));
                }
            }
            Found::Failed(LedgerError::Changed, _) => track.touch(now + self.tempo.quiet),
            Found::Failed(LedgerError::Missing, _) => track.rest(),
            Found::Failed(error, read) => {
                let is_news = match read.filter(|_| !error.is_temporary()) {
                    Some((hash, signature)) => track.fails(error.code(), hash, signature),
                    None => track.fails_for_now(error.code(), now, &self.tempo),
                };
                if is_news {
                    tell(Event::Failed(path, error));
                }
            }
        }
    }
}

fn take_turn(
    turn: &Turn,
    update: &impl Fn(&Path, Snapshot) -> Result<Outcome, LedgerError>,
) -> Found {
    let snapshot = match input::read(&turn.path) {
        Ok(snapshot) => snapshot,
        Err(error) => return Found::Failed(error, None),
    };
    let read @ (hash, signature) = (snapshot.known.hash(), snapshot.known.signature);
    if turn.done == Some(hash) {
        return Found::Same(signature);
    }
    match guarded(|| update(&turn.path, snapshot)) {
        Ok(outcome) => Found::Updated(Box::new(outcome)),
        Err(error) => Found::Failed(error, Some(read)),
    }
}
