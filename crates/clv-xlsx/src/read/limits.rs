//! How much of anything is read: more than any ledger holds, less than what exhausts a computer.

use super::Error;

/// The most bytes of a file.
pub(super) const FILE: u64 = 256 << 20;
/// The most entries of a package.
pub(super) const ENTRIES: u64 = 20_000;
/// The most bytes of one part, inflated; counted while inflating, as declared sizes may lie.
pub(super) const PART: u64 = 1 << 30;
/// The most bytes of one of the small parts: relationships, workbook, styles, tables.
pub(super) const SMALL_PART: u64 = 64 << 20;
/// The most bytes of all parts together, inflated.
pub(super) const PACKAGE: u64 = 2 << 30;
/// How many times its size a package may inflate to, once that is more than [`RATIO_FROM`].
pub(super) const RATIO: u64 = 200;
/// From how many inflated bytes on the ratio counts; small parts of styles and drawings pass it honestly.
pub(super) const RATIO_FROM: u64 = 64 << 20;
/// The most cells with a value, over all sheets.
pub(super) const CELLS: u64 = 20_000_000;
/// The most characters of one text; no spreadsheet program keeps more in a cell.
pub(super) const TEXT: usize = 32_767;
/// Rows below this one are not asked whether they hold a formula.
pub(super) const FORMULA_ROWS: u32 = 20_000;

/// Fails if there is more of something than is read.
pub(super) fn check(what: &'static str, found: u64, limit: u64) -> Result<(), Error> {
    if found > limit { Err(Error::TooLarge { what, found, limit }) } else { Ok(()) }
}
