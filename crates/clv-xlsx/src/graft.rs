//! Puts the sheets of any workbook that `rust_xlsxwriter` made into any other workbook, and changes nothing else in it.

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
mod styles;
mod strict;
mod report;
mod sheet;
mod slots;
mod calc_chain;
mod putting;

pub use host::{Font, Host, Place};
pub use refusal::Refusal;

use putting::Putting;
use report::Report;
use std::borrow::Cow;

impl<'a> Host<'a> {
    /// Puts the sheets of a report into the workbook; `keys` are theirs, in the order of the tabs.
    ///
    /// Sheets of ours whose key is not among them are taken out. Returns the bytes of the workbook themselves where nothing
    /// changes.
    pub fn graft(&self, report: &[u8], keys: &[&str]) -> Result<Cow<'a, [u8]>, Refusal> {
        Putting::new(self, keys).put(&Report::open(report)?, keys)
    }

    /// Takes all sheets of ours out of the workbook, but not those on which the owner put something.
    pub fn remove(&self) -> Result<Cow<'a, [u8]>, Refusal> {
        Putting::new(self, &[]).take_out()
    }
}

/// Puts the sheets of a report into a workbook; see [`Host::graft`].
pub fn graft<'a>(
    original: &'a [u8],
    report: &[u8],
    keys: &[&str],
) -> Result<Cow<'a, [u8]>, Refusal> {
    Host::open(original)?.graft(report, keys)
}

/// Takes all sheets of ours out of a workbook; see [`Host::remove`].
pub fn remove(original: &[u8]) -> Result<Cow<'_, [u8]>, Refusal> {
    Host::open(original)?.remove()
}
