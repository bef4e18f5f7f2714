//! Writes a generated ledger: `cargo run --release -p clv-tests --example generate -- ROWS FILE.xlsx [SEED]`.

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (Some(Ok(n_rows)), Some(path)) = (args.first().map(|rows| rows.parse()), args.get(1))
    else {
        return usage();
    };
    let Ok(seed) = args.get(2).map_or(Ok(1), |seed| seed.parse()) else { return usage() };
    let made = clv_tests::generate::ledger(n_rows, seed).map_err(std::io::Error::other);
    let written = made.and_then(|bytes| {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true).open(path)?.write_all(&bytes)
    });
    if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn usage() -> ExitCode {
    let mut out = std::io::stderr();
    let said = writeln!(out, "usage: generate ROWS FILE.xlsx [SEED]");
    if said.is_ok() { ExitCode::from(2) } else { ExitCode::FAILURE }
}
