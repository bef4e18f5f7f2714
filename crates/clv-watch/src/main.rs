//! Parses the command line, runs it and gives the exit status.

use clap::Parser;
use clv_watch::cli::Cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(usage) => {
            // Help and version are errors to clap too, of exit status 0; a closed terminal is no reason to fail.
            usage.print().unwrap_or_default();
            return ExitCode::from(u8::try_from(usage.exit_code()).unwrap_or(2));
        }
    };
    clv_watch::run(cli)
}
