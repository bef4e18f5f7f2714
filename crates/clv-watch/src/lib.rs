//! The program: the only crate that sees disk, clock and terminal.
//!
//! A command line ([`cli`]) chooses a command ([`commands`]); each ledger goes through [`update`] from start to finish,
//! and only [`save`] writes. [`watch`] does the same whenever a ledger was saved.

pub mod cli;
pub mod commands;
pub mod error;
pub mod notices;
pub mod json;
pub mod save;
pub mod together;
pub mod input;
pub mod candidates;
pub mod desk;
pub mod deliver;
pub mod plug_ins;
pub mod actions;
pub mod update;
pub mod crew;
pub mod settle;
pub mod watcher;
pub mod watch;
mod memory;

use crate::cli::{Cli, Command};
use crate::error::Fatal;
use crate::notices::Terminal;
use std::process::ExitCode;

/// Runs a command line and returns its exit status: 0 all ledgers done, 1 at least one could not be done, 2 wrong usage.
pub fn run(cli: Cli) -> ExitCode {
    start_log();
    update::keep_faults_quiet();
    let (terminal, done) = match cli.command {
        Command::Run(args) => with(args.shared.terminal(), |to| commands::run::run(&args, to)),
        Command::Watch(args) => {
            with(args.shared.terminal(), |to| commands::watch::watch(&args, to))
        }
        Command::Check(args) => {
            with(args.shared.terminal(), |to| commands::check::check(&args, to))
        }
        Command::Formulas(args) => {
            with(args.terminal(), |to| commands::formulas::formulas(&args, to))
        }
        Command::Fit(args) => with(args.shared.terminal(), |to| commands::fit::fit(&args, to)),
        Command::Remove(args) => {
            let terminal = Terminal::new(args.lang.map(Into::into), false);
            with(terminal, |to| commands::remove::remove(&args, to))
        }
        Command::New(args) => {
            let terminal = Terminal::new(args.lang.map(Into::into), false);
            with(terminal, |to| commands::new::new(&args, to))
        }
    };
    match done {
        Ok(Done::All) => ExitCode::SUCCESS,
        Ok(Done::NotAll) => ExitCode::from(1),
        Err(fatal) => {
            terminal.fatal(&fatal);
            ExitCode::from(fatal.exit_status())
        }
    }
}

fn with(
    terminal: Terminal,
    command: impl FnOnce(&Terminal) -> Result<Done, Fatal>,
) -> (Terminal, Result<Done, Fatal>) {
    let done = command(&terminal);
    (terminal, done)
}

/// Whether a command could do all that it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Everything.
    All,
    /// At least one ledger, or one case of a pack, fell short; it was said which.
    NotAll,
}

impl Done {
    /// Returns what it is when one more thing was done or not.
    #[must_use]
    pub fn and(self, done: bool) -> Self {
        if done { self } else { Self::NotAll }
    }
}

/// Writes a log to stderr where `CLV_LOG` asks for it; no name of a customer is ever logged.
fn start_log() {
    if let Ok(level) = std::env::var("CLV_LOG") {
        let level = level.parse().unwrap_or(tracing::Level::INFO);
        tracing_subscriber::fmt().with_max_level(level).with_writer(std::io::stderr).init();
    }
}
