//! Puts the sheets of any workbook that `rust_xlsxwriter` made into any other workbook, and changes nothing else in it.
//!
//! The parts of the other workbook are copied as they are packed, bit for bit. Only where it has to be said that there are
//! new sheets is something spliced in: in the content types, in the list of sheets with its relationships, and at the end of
//! the styles (and, when sheets are replaced, their cells are struck off the calculation chain). Each sheet is given a key,
//! which a hidden name of its own says; by that it is found again and replaced where it stands, whatever its owner called it
//! since. The same report put in twice gives the same bytes.
//!
//! ```
//! use clv_xlsx::graft::Host;
//! use rust_xlsxwriter::{Table, Workbook};
//!
//! # fn ledger() -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
//! #     let mut workbook = Workbook::new();
//! #     workbook.add_worksheet().set_name("Sales")?.write(0, 0, 12.5)?;
//! #     workbook.save_to_buffer()
//! # }
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // Anybody's workbook, from any program.
//! let original: Vec<u8> = ledger()?;
//! let host = Host::open(&original)?;
//!
//! // Any workbook of rust_xlsxwriter, with names that are free in the other one.
//! let tabs = host.tabs(&[("totals", "Totals")]);
//! let tables = host.table_names(&[("totals", "TotalsTable")])?;
//! let mut report = Workbook::new();
//! let sheet = report.add_worksheet().set_name(&tabs[0])?;
//! sheet.add_table(0, 0, 3, 1, &Table::new().set_name(&tables[0]))?;
//!
//! let bytes = host.graft(&report.save_to_buffer()?, &["totals"])?.into_vec();
//! assert_eq!(Host::open(&bytes)?.keys(), ["totals"]);
//!
//! // And out again.
//! let removed = clv_xlsx::graft::remove(&bytes)?;
//! assert!(Host::open(&removed)?.keys().is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! What belongs to a whole workbook cannot be taken over with a sheet: dynamic arrays, pictures within cells, check boxes
//! and macros. Colors and fonts that a report leaves to its theme are drawn with the theme of the other workbook, or not at
//! all where it has none; so give every series, line and text a color of its own.

mod refusal;
mod package;
mod outline;
mod tree;
mod relations;
mod content_types;
mod workbook;
mod tables;
mod memory;
mod foreign;
mod names;
mod host;
mod written;
mod packing;
mod styles;
mod restore;
mod strict;
mod report;
mod sheet;
mod body;
mod slots;
mod calc_chain;
mod putting;

pub use body::{Body, Styles};
pub use host::{Font, Host, Place};
pub use refusal::Refusal;
pub use written::Written;

use putting::Putting;
use report::Report;

impl<'a> Host<'a> {
    /// Puts the sheets of a report into the workbook; `keys` are theirs, in the order of the tabs.
    ///
    /// Sheets of ours whose key is not among them are taken out. Returns the bytes of the workbook themselves where nothing
    /// changes.
    pub fn graft(&self, report: impl AsRef<[u8]>, keys: &[&str]) -> Result<Written<'a>, Refusal> {
        self.graft_with(report, keys, &[])
    }

    /// Does the same with lists whose rows do not stand in the report.
    pub fn graft_with(
        &self,
        report: impl AsRef<[u8]>,
        keys: &[&str],
        bodies: &[Body<'_>],
    ) -> Result<Written<'a>, Refusal> {
        let putting =
            Putting::new(self, keys).put(&Report::open(report.as_ref())?, keys, bodies)?;
        // A report that was given away makes room for the workbook that is written now.
        drop(report);
        putting.finish()
    }

    /// Takes all sheets of ours out of the workbook, but not those on which the owner put something.
    pub fn remove(&self) -> Result<Written<'a>, Refusal> {
        Putting::new(self, &[]).take_out()?.finish()
    }
}

/// Puts the sheets of a report into a workbook; see [`Host::graft`].
pub fn graft(original: &[u8], report: &[u8], keys: &[&str]) -> Result<Vec<u8>, Refusal> {
    Ok(Host::open(original)?.graft(report, keys)?.into_vec())
}

/// Takes all sheets of ours out of a workbook; see [`Host::remove`].
pub fn remove(original: &[u8]) -> Result<Vec<u8>, Refusal> {
    Ok(Host::open(original)?.remove()?.into_vec())
}

#[cfg(test)]
mod tests;
