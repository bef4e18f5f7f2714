//! `clv run`: reads each ledger once and writes the CLV sheets into it.

use crate::cli::Shared;
use crate::error::Fatal;
use crate::notices::Terminal;
use crate::{Done, json, update};
use clap::Args;
use std::path::PathBuf;

/// What `clv run` is asked.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// The ledgers.
    #[arg(required = true, value_name = "LEDGER")]
    pub ledgers: Vec<PathBuf>,
    /// Write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// The shared options.
    #[command(flatten)]
    pub shared: Shared,
}

/// Computes each ledger and writes its sheets.
pub fn run(args: &RunArgs, terminal: &Terminal) -> Result<Done, Fatal> {
    let mut done = Done::All;
    for path in &args.ledgers {
        let read = update::guarded(|| update::read(path, &args.shared));
        done = done.and(read.is_ok());
        match read {
            Ok(ledger) if terminal.is_json() => {
                terminal.print(&json::check(&ledger, terminal.words(ledger.lang())))?;
            }
            Ok(ledger) => terminal.understood(&ledger)?,
            Err(error) => terminal.failed(path, &error)?,
        }
    }
    Ok(done)
}
