//! Where the sheets of a ledger go: into the ledger itself, or into a companion workbook beside it.

use crate::candidates;
use crate::desk::{Delivery, Desk};
use crate::error::{LedgerError, writing};
use crate::input::{self, Hash, Hashed};
use crate::memory;
use crate::save::{self, Saved};
use crate::update::LedgerRead;
use clv_core::report::{self, SHEETS, SheetNames, TABLES};
use clv_core::sheet::Report;
use clv_core::words::{Lang, Words};
use clv_xlsx::graft::{self, Host, Place, Refusal};
use clv_xlsx::render::{Locale, Look};
use std::path::{Path, PathBuf};

/// Where the sheets went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// Into the ledger.
    Ledger {
        /// The hash of the content that it has now, with the companion that stays.
        hash: Hash,
        /// The companion that stood in for it and stays, as somebody changed it.
        companion: Option<PathBuf>,
    },
    /// Into a workbook beside it.
    Companion {
        /// The workbook.
        path: PathBuf,
        /// Whether it was already as it should be.
        is_same: bool,
        /// Why they are not in the ledger.
        why: Why,
        /// The hash of the content with this companion.
        hash: Hash,
    },
    /// Into the file that was asked for.
    File(PathBuf),
    /// They are in the ledger already, as they are.
    Unchanged,
    /// Nowhere: it is no ledger, or nothing was to be written.
    Nothing,
}

/// Why sheets go beside a ledger and not into it; the owner's sentence is the message `refusal-<name>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is open in a spreadsheet program at this moment.
    Open,
    /// It cannot be written, or it has more names than one.
    NotReplaceable,
    /// It is of a kind, or protected in a way, that does not take sheets.
    Refused(Refusal),
}

impl Why {
    /// Returns the name in JSON and at the end of the message's name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::NotReplaceable => "not_replaceable",
            Self::Refused(refusal) => refusal.code(),
        }
    }
}

/// Puts the sheets of a ledger where they go.
pub fn deliver(ledger: &LedgerRead, desk: &Desk) -> Result<Written, LedgerError> {
    if !ledger.analysis.reading.is_ledger {
        return Ok(Written::Nothing);
    }
    match &desk.delivery {
        Delivery::DryRun => Ok(Written::Nothing),
        Delivery::File(path) => into_file(ledger, path, desk),
        Delivery::Home => match obstacle(ledger) {
            None => into_ledger(ledger, desk),
            Some(why) => beside(ledger, why, desk),
        },
    }
}

/// Returns what stands in the way of writing into the ledger, going by its name and its folder.
fn obstacle(ledger: &LedgerRead) -> Option<Why> {
    if !candidates::is_workbook(&ledger.path) {
        return Some(Why::Refused(Refusal::OtherKind));
    }
    if save::is_open(&ledger.path) {
        return Some(Why::Open);
    }
    (!save::may_be_replaced(&ledger.path)).then_some(Why::NotReplaceable)
}

fn into_ledger(ledger: &LedgerRead, desk: &Desk) -> Result<Written, LedgerError> {
    let before = input::again(&ledger.path, ledger.known.home)?;
    let after = match with_sheets(&before, ledger, true, desk) {
        Ok(after) => after,
        Err(Obstacle::Refusal(refusal)) => return beside(ledger, Why::Refused(refusal), desk),
        Err(Obstacle::Error(error)) => return Err(error),
    };
    if after.is(&before) {
        return Ok(Written::Unchanged);
    }
    let after = after.pieces();
    let after = Hashed::of(&after);
    let before = Hashed { pieces: &[&before], hash: ledger.known.home };
    replace(&ledger.path, before, after, desk)?;
    let companion = clear_away(ledger, desk)?;
    let hash = ledger.known.hash_with(after.hash, companion);
    let companion = companion.map(|_| candidates::companion(&ledger.path));
    Ok(Written::Ledger { hash, companion })
}

/// Replaces a file, unless somebody changed it meanwhile.
pub(crate) fn replace(
    path: &Path,
    before: Hashed<'_>,
    after: Hashed<'_>,
    desk: &Desk,
) -> Result<(), LedgerError> {
    match save::replace(&*desk.fs, &desk.backups, path, before, after).map_err(writing)? {
        Saved::Replaced => Ok(()),
        Saved::Changed => Err(LedgerError::Changed),
    }
}

/// Removes the companion that stood in for the ledger, if nobody changed anything in it; returns what stays there.
fn clear_away(ledger: &LedgerRead, desk: &Desk) -> Result<Option<Hash>, LedgerError> {
    let Some(companion) = ledger.known.companion else { return Ok(None) };
    let is_as_made = alone(None, ledger, desk).is_ok_and(|made| blake3::hash(&made) == companion);
    let path = candidates::companion(&ledger.path);
    if is_as_made && save::remove_own(&*desk.fs, &path, companion).map_err(writing)? {
        return Ok(None);
    }
    Ok(Some(companion))
}

/// Writes a companion: the one that is there with its sheets made anew, or a new one.
fn beside(ledger: &LedgerRead, why: Why, desk: &Desk) -> Result<Written, LedgerError> {
    let path = candidates::companion(&ledger.path);
    let known = ledger.known.companion;
    let before = known.map(|hash| input::again(&path, hash)).transpose()?;
    let after = alone(before.as_deref(), ledger, desk)?;
    let after = [after.as_slice()];
    let after = Hashed::of(&after);
    let is_same = known == Some(after.hash);
    if !is_same {
        if save::is_open(&path) {
            return Err(LedgerError::CompanionOpen);
        }
        match before.as_deref().zip(known) {
            Some((before, hash)) => {
                replace(&path, Hashed { pieces: &[before], hash }, after, desk)?;
            }
            None => save::write_own(&*desk.fs, &desk.backups, &path, &ledger.path, after)
                .map_err(writing)?,
        }
    }
    let hash = ledger.known.hash_with(ledger.known.home, Some(after.hash));
    Ok(Written::Companion { path, is_same, why, hash })
}

/// Writes the file that was asked for: the ledger with our sheets in it, or a workbook of them alone.
fn into_file(ledger: &LedgerRead, path: &Path, desk: &Desk) -> Result<Written, LedgerError> {
    let with_ledger = if candidates::is_workbook(&ledger.path) {
        let before = input::again(&ledger.path, ledger.known.home)?;
        with_sheets(&before, ledger, true, desk).map(graft::Written::into_vec)
    } else {
        Err(Obstacle::Refusal(Refusal::OtherKind))
    };
    let after = match with_ledger {
        Ok(after) => after,
        Err(Obstacle::Refusal(_)) => alone(None, ledger, desk)?,
        Err(Obstacle::Error(error)) => return Err(error),
    };
    let after = [after.as_slice()];
    let after = Hashed::of(&after);
    save::write_own(&*desk.fs, &desk.backups, path, &ledger.path, after).map_err(writing)?;
    Ok(Written::File(path.to_owned()))
}

/// What stands in the way of putting sheets into a workbook.
enum Obstacle {
    Refusal(Refusal),
    Error(LedgerError),
}

impl From<LedgerError> for Obstacle {
    fn from(error: LedgerError) -> Self {
        Self::Error(error)
    }
}

impl From<Refusal> for Obstacle {
    fn from(refusal: Refusal) -> Self {
        Self::Refusal(refusal)
    }
}

/// Returns a workbook of our sheets alone, put into the companion that is there.
fn alone(
    companion: Option<&[u8]>,
    ledger: &LedgerRead,
    desk: &Desk,
) -> Result<Vec<u8>, LedgerError> {
    let blank = clv_xlsx::blank().map_err(|error| LedgerError::Internal(error.to_string()))?;
    let made = with_sheets(companion.unwrap_or(&blank), ledger, false, desk);
    made.map(graft::Written::into_vec).map_err(|obstacle| match obstacle {
        Obstacle::Refusal(refusal) => LedgerError::Companion(refusal),
        Obstacle::Error(error) => error,
    })
}

/// Puts our sheets into a workbook; returns its own bytes where nothing changes.
fn with_sheets<'a>(
    workbook: &'a [u8],
    ledger: &LedgerRead,
    beside_the_ledger: bool,
    desk: &Desk,
) -> Result<graft::Written<'a>, Obstacle> {
    let host = Host::open(workbook)?;
    let analysis = &ledger.analysis;
    let words = Words::new(analysis.lang());
    let names = names(&host, &words, beside_the_ledger, desk)?;
    let mut report = report::lay_out(analysis, &words, &names);
    leave_taken_names(&host, &mut report)?;
    if host.is_resaved()
        && let Some(found) = report::compare_recalculated(&report, &ledger.ours)
    {
        report::tell_recalculated(&mut report, &words, found);
    }
    let look = Look {
        font: host.font(),
        locale: match analysis.lang() {
            Lang::Nl => Locale::Dutch,
            Lang::En => Locale::British,
        },
        currency: analysis.reading.ledger.currency.clone(),
    };
    let rendered = clv_xlsx::render(&report, &look).map_err(LedgerError::Render)?;
    memory::return_free_pieces();
    let keys: Vec<&str> = report.sheets.iter().map(|sheet| sheet.key).collect();
    Ok(host.graft_with(rendered, &keys, &clv_xlsx::render::bodies(&report))?)
}

/// Leaves out the names for cells of ours that the owner uses for something else; no formula of ours needs one.
fn leave_taken_names(host: &Host<'_>, report: &mut Report<'_>) -> Result<(), Refusal> {
    for sheet in &mut report.sheets {
        let mut free = Vec::new();
        for name in std::mem::take(&mut sheet.names) {
            if host.cell_name(&name.name)? == name.name {
                free.push(name);
            }
        }
        sheet.names = free;
    }
    Ok(())
}

/// Returns what our sheets and tables are called in a workbook, and which of them the owner deleted.
fn names(
    host: &Host<'_>,
    words: &Words,
    beside_the_ledger: bool,
    desk: &Desk,
) -> Result<SheetNames, Refusal> {
    let mut names = SheetNames::wished(words);
    names.beside_the_ledger = beside_the_ledger;
    let tabs: Vec<(&str, &str)> =
        SHEETS.into_iter().zip(names.tabs.iter().map(String::as_str)).collect();
    let tabs = host.tabs(&tabs);
    let tables: Vec<(&str, &str)> = TABLES
        .into_iter()
        .zip(&names.tables)
        .map(|((_, sheet), name)| (sheet, name.as_str()))
        .collect();
    let tables = host.table_names(&tables)?;
    names.deleted.extend(
        SHEETS.into_iter().filter(|key| host.place(key) == Place::Deleted && !desk.options.restore),
    );
    let beside = |key| Some((key, host.beside(key)?.to_owned()));
    names.beside.extend(SHEETS.into_iter().filter_map(beside));
    for (name, found) in names.tabs.iter_mut().zip(tabs) {
        *name = found;
    }
    for (name, found) in names.tables.iter_mut().zip(tables) {
        *name = found;
    }
    Ok(names)
}
