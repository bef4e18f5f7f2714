//! `clv check`: how a ledger is understood, without writing anything.

use crate::cli::Shared;
use crate::error::Fatal;
use crate::notices::Terminal;
use crate::{Done, json, together, update};
use clap::Args;
use std::path::PathBuf;

/// What `clv check` is asked.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The ledgers.
    #[arg(required = true, value_name = "LEDGER")]
    pub ledgers: Vec<PathBuf>,
    /// The shared options.
    #[command(flatten)]
    pub shared: Shared,
}

/// Says of each ledger how it is understood.
pub fn check(args: &CheckArgs, terminal: &Terminal) -> Result<Done, Fatal> {
    let mut done = Done::All;
    for path in &together::homes(&args.ledgers) {
        let read = update::guarded(|| update::understand(path, &args.shared));
        done = done.and(read.is_ok());
        match read {
            Ok(ledger) if terminal.is_json() => {
                let view = ledger.view();
                terminal.print(&json::check(&view, terminal.words(Some(view.lang))))?;
            }
            Ok(ledger) => terminal.understood(&ledger.view())?,
            Err(error) => terminal.failed(path, &error)?,
        }
    }
    Ok(done)
}
