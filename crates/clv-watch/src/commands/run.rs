//! `clv run`: reads each ledger once and writes the CLV sheets into it.

use crate::cli::Shared;
use crate::desk::{Delivery, Desk};
use crate::error::{Fatal, LedgerError};
use crate::notices::Terminal;
use crate::update::{self, Outcome};
use crate::{Done, crew, together};
use clap::Args;
use std::path::PathBuf;

/// What `clv run` is asked.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// The ledgers.
    #[arg(required = true, value_name = "LEDGER")]
    pub ledgers: Vec<PathBuf>,
    /// Leave the ledger alone and write there.
    #[arg(long, value_name = "FILE.xlsx", conflicts_with = "dry_run")]
    pub out: Option<PathBuf>,
    /// Write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Also put the suggestions into a table for a mail program: e-mail, first name, segment, offer, date, tag.
    #[arg(long, value_name = "FILE.csv", conflicts_with = "dry_run")]
    pub actions: Option<PathBuf>,
    /// The shared options.
    #[command(flatten)]
    pub shared: Shared,
}

/// Computes each ledger and writes its sheets.
pub fn run(args: &RunArgs, terminal: &Terminal) -> Result<Done, Fatal> {
    let delivery = match &args.out {
        Some(_) if args.ledgers.len() > 1 => {
            return Err(Fatal::Usage("--out goes with one ledger".to_owned()));
        }
        Some(out) if is_same_file(out, &args.ledgers[0]) => {
            return Err(Fatal::Usage("--out names the ledger itself".to_owned()));
        }
        Some(out) => Delivery::File(out.clone()),
        None if args.dry_run => Delivery::DryRun,
        None => Delivery::Home,
    };
    if args.actions.is_some() && args.ledgers.len() > 1 {
        return Err(Fatal::Usage("--actions goes with one ledger".to_owned()));
    }
    let desk = Desk { actions: args.actions.clone(), ..Desk::new(args.shared.clone(), delivery) };
    each(together::homes(&args.ledgers), &desk, terminal)
}

fn is_same_file(one: &std::path::Path, other: &std::path::Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// Does each ledger once and says what came of it, in the order given.
pub fn each(ledgers: Vec<PathBuf>, desk: &Desk, terminal: &Terminal) -> Result<Done, Fatal> {
    let progress = terminal.progress(ledgers.len());
    let mut done = Ok(Done::All);
    let work = |path: PathBuf| {
        let outcome = update::guarded(|| update::run(&path, desk));
        (path, outcome)
    };
    crew::each(ledgers, work, |(path, outcome): (PathBuf, Result<Outcome, LedgerError>)| {
        progress.inc(1);
        let is_done = outcome.is_ok();
        let said = progress.suspend(|| match &outcome {
            Ok(outcome) => terminal.outcome(outcome),
            Err(error) => terminal.failed(&path, error),
        });
        // Once nobody listens any more, the first reason for that is what counts.
        done = std::mem::replace(&mut done, Ok(Done::All))
            .and_then(|so_far| said.map(|()| so_far.and(is_done)));
    });
    progress.finish_and_clear();
    done
}
