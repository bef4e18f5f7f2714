//! Waiting until a ledger is whole and its spreadsheet program has let go, as a small machine without a clock.
//!
//! An event only says "look": what counts is what is on the disk. A ledger is read once its signature was the same for
//! [`Tempo::quiet`], and done again only when its content differs from what was done.

use crate::input::{Hash, Signature};
use std::time::Duration;

/// How long to wait for what; tests take shorter times.
#[derive(Clone, Copy, Debug)]
pub struct Tempo {
    /// How long a file must stay the same before it is read.
    pub quiet: Duration,
    /// How often the whole folder is looked through, whatever events say.
    pub scan: Duration,
    /// How long a lock file must be gone: LibreOffice removes and makes it anew within every save.
    pub unlocked: Duration,
    /// How long a file may be incomplete before the owner hears of it.
    pub patience: Duration,
    /// The longest wait before an incomplete file is looked at again; the first is a thirtieth of it.
    pub incomplete: Duration,
    /// The waits after the first, second, … error that may go by itself; the last is repeated.
    pub retries: [Duration; 4],
}

impl Default for Tempo {
    fn default() -> Self {
        Self {
            quiet: Duration::from_millis(400),
            scan: Duration::from_secs(2),
            unlocked: Duration::from_secs(3),
            patience: Duration::from_secs(60),
            incomplete: Duration::from_secs(6),
            retries: [5, 30, 300, 1800].map(Duration::from_secs),
        }
    }
}

/// A moment, as time since the watching began.
pub type Moment = Duration;

/// What is known of one ledger.
#[derive(Debug, Default)]
pub struct Track {
    signature: Option<Signature>,
    stable_since: Moment,
    /// When to look again; `None` waits for something to happen.
    due: Option<Moment>,
    /// The content that was done, or that we wrote.
    done: Option<Hash>,
    /// The signature that went with it.
    done_signature: Option<Signature>,
    seen_open: Option<Moment>,
    /// Whether the result waits for the ledger to be closed.
    waits_for_close: bool,
    incomplete_since: Option<Moment>,
    n_failures: u32,
    /// The code of the last error that the owner heard of.
    told: Option<&'static str>,
}

/// What to do with a ledger now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing until something happens or its time comes.
    Wait,
    /// Read it; do it if its content is new.
    Read,
    /// Do it, although its content is not new: it was closed.
    Do,
}

impl Track {
    /// Something happened to the ledger, or may have.
    pub fn touch(&mut self, now: Moment) {
        self.due = Some(self.due.map_or(now, |due| due.min(now)));
    }

    /// A look through the folder saw the ledger; only news makes it due, so that waits after errors hold.
    pub fn see(&mut self, signature: Signature, now: Moment) {
        if self.signature != Some(signature) || self.waits_for_close {
            self.touch(now);
        }
    }

    /// Waits until something happens.
    pub fn rest(&mut self) {
        self.due = None;
    }

    /// A lock file is beside the ledger.
    pub fn see_open(&mut self, now: Moment) {
        self.seen_open = Some(now);
    }

    /// Returns when to look again.
    pub fn due(&self) -> Option<Moment> {
        self.due
    }

    /// Returns the content that was done, or that we wrote.
    pub fn done(&self) -> Option<Hash> {
        self.done
    }

    /// Decides what to do, given what the disk says of the ledger now.
    pub fn look(
        &mut self,
        signature: Signature,
        is_open: bool,
        now: Moment,
        tempo: &Tempo,
    ) -> Step {
        self.due = None;
        if is_open {
            self.see_open(now);
        }
        if self.signature != Some(signature) {
            self.signature = Some(signature);
            self.stable_since = now;
            self.n_failures = 0;
        }
        let is_known = self.done_signature == Some(signature);
        let is_free = !is_open && self.waits_for_close;
        if is_known && !is_free {
            return Step::Wait;
        }
        let quiet_at = self.stable_since + tempo.quiet;
        let free_at = self.seen_open.filter(|_| !is_open).map(|seen| seen + tempo.unlocked);
        let ready_at = free_at.map_or(quiet_at, |free_at| quiet_at.max(free_at));
        if now < ready_at {
            self.due = Some(ready_at);
            return Step::Wait;
        }
        if is_known { Step::Do } else { Step::Read }
    }

    /// The content is what was done already: opened and closed, copied, or written by us.
    pub fn is_same(&mut self, signature: Signature) {
        self.done_signature = Some(signature);
        self.n_failures = 0;
    }

    /// The content was done.
    pub fn finish(&mut self, hash: Hash, signature: Signature) {
        self.is_settled(hash);
        self.done_signature = Some(signature);
        self.told = None;
    }

    /// The result may have to wait for the ledger to be closed.
    pub fn wait_for_close(&mut self, waits: bool) {
        self.waits_for_close = waits;
    }

    /// The content was done, and the ledger now holds what we wrote.
    pub fn finish_written(&mut self, hash: Hash) {
        self.is_settled(hash);
        self.done_signature = None;
        self.told = None;
    }

    fn is_settled(&mut self, hash: Hash) {
        self.done = Some(hash);
        self.waits_for_close = false;
        self.incomplete_since = None;
        self.n_failures = 0;
    }

    /// The file is not whole; returns whether it is time to say so.
    pub fn is_incomplete(&mut self, now: Moment, tempo: &Tempo) -> bool {
        let since = *self.incomplete_since.get_or_insert(now);
        let wait = tempo.incomplete / 30 * 2u32.saturating_pow(self.n_failures.min(10));
        self.n_failures += 1;
        self.due = Some(now + wait.min(tempo.incomplete));
        now >= since + tempo.patience && self.is_news("incomplete")
    }

    /// An error that may go by itself: looks again later; returns whether the owner has to hear of it.
    pub fn fails_for_now(&mut self, code: &'static str, now: Moment, tempo: &Tempo) -> bool {
        let at = (self.n_failures as usize).min(tempo.retries.len() - 1);
        self.n_failures += 1;
        self.due = Some(now + tempo.retries[at]);
        self.is_news(code)
    }

    /// An error of this content: waits for other content; returns whether the owner has to hear of it.
    pub fn fails(&mut self, code: &'static str, hash: Hash, signature: Signature) -> bool {
        self.is_settled(hash);
        self.done_signature = Some(signature);
        self.is_news(code)
    }

    fn is_news(&mut self, code: &'static str) -> bool {
        self.told.replace(code) != Some(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPO: Tempo = Tempo {
        quiet: Duration::from_millis(400),
        scan: Duration::from_secs(2),
        unlocked: Duration::from_secs(3),
        patience: Duration::from_secs(60),
        incomplete: Duration::from_secs(6),
        retries: [Duration::from_secs(5); 4],
    };

    fn at(millis: u64) -> Moment {
        Duration::from_millis(millis)
    }

    fn signature(bytes: &[u8]) -> Signature {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        std::io::Write::write_all(&mut file, bytes).unwrap();
        Signature::of(&file.as_file().metadata().unwrap()).unwrap()
    }

    #[test]
    fn a_file_that_still_grows_is_not_read() {
        let (half, whole) = (signature(b"half"), signature(b"the whole"));
        let mut track = Track::default();
        assert_eq!(track.look(half, false, at(0), &TEMPO), Step::Wait);
        assert_eq!(track.look(whole, false, at(300), &TEMPO), Step::Wait);
        assert_eq!(track.look(whole, false, at(600), &TEMPO), Step::Wait);
        assert_eq!(track.due(), Some(at(700)));
        assert_eq!(track.look(whole, false, at(700), &TEMPO), Step::Read);
    }

    #[test]
    fn what_was_done_is_not_done_again() {
        let file = signature(b"kas");
        let hash = blake3::hash(b"kas");
        let mut track = Track::default();
        track.finish(hash, file);
        assert_eq!(track.look(file, false, at(900), &TEMPO), Step::Wait);
        assert_eq!(track.due(), None);
        assert_eq!(track.done(), Some(hash));
    }

    #[test]
    fn a_result_that_waits_is_written_once_the_lock_is_gone_for_a_while() {
        let file = signature(b"kas");
        let mut track = Track::default();
        assert_eq!(track.look(file, true, at(0), &TEMPO), Step::Wait);
        assert_eq!(track.look(file, true, at(400), &TEMPO), Step::Read);
        track.finish(blake3::hash(b"kas"), file);
        track.wait_for_close(true);
        assert_eq!(track.look(file, true, at(2000), &TEMPO), Step::Wait);
        assert_eq!(track.look(file, false, at(2100), &TEMPO), Step::Wait);
        assert_eq!(track.due(), Some(at(5000)));
        // LibreOffice takes its lock away for a moment within a save.
        assert_eq!(track.look(file, true, at(3000), &TEMPO), Step::Wait);
        assert_eq!(track.look(file, false, at(5000), &TEMPO), Step::Wait);
        assert_eq!(track.look(file, false, at(6000), &TEMPO), Step::Do);
    }

    #[test]
    fn an_incomplete_file_is_tried_ever_more_slowly_and_told_of_once() {
        let mut track = Track::default();
        let mut now = at(0);
        let mut told = Vec::new();
        while now < at(120_000) {
            if track.is_incomplete(now, &TEMPO) {
                told.push(now);
            }
            now = track.due().unwrap();
        }
        assert_eq!(told.len(), 1);
        assert!(told[0] >= TEMPO.patience);
    }
}
