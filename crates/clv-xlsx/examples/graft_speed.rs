//! Prints how long a graft takes beside reading and writing the file: `graft_speed LEDGER.xlsx`.
//!
//! `cargo run --release -p clv-xlsx --example graft_speed -- LEDGER.xlsx`; medians of fifteen, in milliseconds.

#![expect(clippy::print_stdout, reason = "printing is what it is for")]

use clv_xlsx::graft::Host;
use rust_xlsxwriter::{Chart, ChartType, Workbook};
use std::error::Error;
use std::fs;
use std::time::Instant;

const RUNS: usize = 15;

/// Makes a small report: what is grafted is not what is measured.
fn report(tab: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name(tab)?;
    for row in 0..20u32 {
        sheet.write(row, 0, format!("Customer {row}"))?.write(row, 1, f64::from(row * row))?;
    }
    let mut chart = Chart::new(ChartType::Column);
    chart.add_series().set_values((tab, 0, 1, 19, 1));
    sheet.insert_chart(0, 3, &chart)?;
    Ok(workbook.save_to_buffer()?)
}

fn median(mut milliseconds: Vec<f64>) -> f64 {
    milliseconds.sort_by(f64::total_cmp);
    milliseconds[milliseconds.len() / 2]
}

fn main() -> Result<(), Box<dyn Error>> {
    let source = std::env::args().nth(1).ok_or("usage: graft_speed LEDGER.xlsx")?;
    let original = fs::read(&source)?;
    let tabs = Host::open(&original)?.tabs(&[("speed", "Speed")]);
    let report = report(&tabs[0])?;
    let target = std::env::temp_dir().join(format!("graft-speed-{}", std::process::id()));
    let (mut reading, mut grafting, mut writing) = (Vec::new(), Vec::new(), Vec::new());
    let elapsed = |since: Instant| since.elapsed().as_secs_f64() * 1000.0;
    for _ in 0..RUNS {
        let start = Instant::now();
        let bytes = fs::read(&source)?;
        reading.push(elapsed(start));
        let start = Instant::now();
        let grafted = Host::open(&bytes)?.graft(&report, &["speed"])?.into_vec();
        grafting.push(elapsed(start));
        let start = Instant::now();
        #[expect(clippy::disallowed_methods, reason = "a file of its own, which is measured")]
        fs::write(&target, &grafted)?;
        writing.push(elapsed(start));
    }
    #[expect(clippy::disallowed_methods, reason = "its own file")]
    fs::remove_file(&target)?;
    println!(
        "{:.1} MB: read {:.1}, graft {:.1}, write {:.1} ms",
        original.len() as f64 / 1e6,
        median(reading),
        median(grafting),
        median(writing)
    );
    Ok(())
}
