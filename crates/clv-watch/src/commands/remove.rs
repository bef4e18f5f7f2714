//! `clv remove`: takes our sheets out of ledgers again.

use crate::cli::Shared;
use crate::desk::{Delivery, Desk};
use crate::error::{Fatal, LedgerError};
use crate::input::{Hashed, Snapshot};
use crate::notices::Terminal;
use crate::update::{self, file_name};
use crate::{Done, candidates, deliver, input, save};
use clap::Args;
use clv_core::finding::Word;
use clv_xlsx::graft::Host;
use std::path::{Path, PathBuf};

/// What `clv remove` is asked.
#[derive(Debug, Args)]
pub struct RemoveArgs {
    /// The ledgers.
    #[arg(required = true, value_name = "LEDGER")]
    pub ledgers: Vec<PathBuf>,
    /// The language of messages [default: nl].
    #[arg(long)]
    pub lang: Option<crate::cli::Language>,
}

/// Takes our sheets out of each ledger; what the owner filled in on them goes with them, and stays in the backup.
pub fn remove(args: &RemoveArgs, terminal: &Terminal) -> Result<Done, Fatal> {
    let desk = Desk::new(Shared::default(), Delivery::Home);
    let mut done = Done::All;
    for path in &args.ledgers {
        let removed = update::guarded(|| take_out(path, &desk));
        done = done.and(removed.is_ok());
        match removed {
            Ok(true) => say(terminal, "clv-removed", path)?,
            Ok(false) => say(terminal, "clv-removed-none", path)?,
            Err(error) => terminal.failed(path, &error)?,
        }
    }
    Ok(done)
}

fn say(terminal: &Terminal, id: &str, path: &Path) -> Result<(), Fatal> {
    terminal.tell(id, &[("file", Word::from(file_name(path)))])
}

/// Takes our sheets out of a ledger; returns whether there were any.
fn take_out(path: &Path, desk: &Desk) -> Result<bool, LedgerError> {
    let Snapshot { bytes: before, known, .. } = input::read(path)?;
    if !candidates::is_workbook(path) {
        return Ok(false);
    }
    let after = Host::open(&before).and_then(|host| host.remove()).map_err(LedgerError::Refused)?;
    if after.is(&before) {
        return Ok(false);
    }
    if save::is_open(path) {
        return Err(LedgerError::Open);
    }
    let before = Hashed { pieces: &[&before], hash: known.home };
    let after = after.pieces();
    let after = Hashed::of(&after);
    deliver::replace(path, before, after, desk)?;
    Ok(true)
}
