//! The order in which Excel calculates: cells of ours that are replaced must not be listed in it any more.

use super::Refusal;
use super::outline::{Edit, Outline};
use super::package::Package;

/// What becomes of the list.
pub(super) enum Chain {
    /// It holds nothing of ours.
    AsItIs,
    /// Its new text.
    Shorter(String),
    /// Nothing is left in it.
    Empty,
}

/// Takes the cells of sheets, by their ids, out of the list.
///
/// An entry without a sheet means the sheet of the entry before it; so the first one that stays gets it written out.
pub(super) fn without(package: &Package<'_>, entry: usize, ids: &[u32]) -> Result<Chain, Refusal> {
    let outline = Outline::read(package.read(entry)?, &package.entries[entry].name)?;
    let mut edits = Vec::new();
    let (mut sheet, mut written, mut n_kept) = (0, 0, 0);
    for cell in outline.children(outline.root()).filter(|cell| outline.name(cell) == "c") {
        let own = outline.number(cell, "i");
        sheet = own.unwrap_or(sheet);
        if ids.contains(&sheet) {
            edits.push(Edit::remove(cell.whole.clone()));
            continue;
        }
        n_kept += 1;
        if own.is_none() && written != sheet {
            let name = cell.tag.start + 1 + outline.prefix(cell).len() + 1;
            edits.push(Edit::insert(name, format!(" i=\"{sheet}\"")));
        }
        written = sheet;
    }
    Ok(match (edits.is_empty(), n_kept) {
        (true, _) => Chain::AsItIs,
        (false, 0) => Chain::Empty,
        (false, _) => Chain::Shorter(outline.edited(&edits)),
    })
}
