//! The formulas that an owner or an adviser added: packs in a folder beside the ledger, and the sheet `Formules`.

use crate::input::Snapshot;
use clv_core::formulas::{self, PlugIns};
use clv_core::grid::Book;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

/// The folder beside a ledger that packs are read from.
pub const FOLDER: &str = "clv-formulas";
/// The largest pack in bytes; a larger file is none.
const LARGEST: u64 = 4 << 20;

/// Returns the packs beside a ledger, by name.
pub fn packs(ledger: &Path) -> Vec<PathBuf> {
    let folder = ledger.parent().unwrap_or(Path::new("")).join(FOLDER);
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let is_pack = |path: &PathBuf| {
        path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
            && fs::metadata(path).is_ok_and(|it| it.is_file() && it.len() <= LARGEST)
    };
    let mut packs: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_pack).collect();
    packs.sort();
    packs
}

/// Returns whether something in the folder of packs may have changed.
pub fn is_in_folder(path: &Path) -> bool {
    path.parent().and_then(Path::file_name).is_some_and(|folder| folder == FOLDER)
}

/// Understands all formulas that were plugged in for a ledger; one that cannot be read leaves the others as they are.
pub fn read(snapshot: &Snapshot, book: &Book) -> PlugIns {
    let mut plug_ins = PlugIns::default();
    for (file, bytes) in &snapshot.packs {
        match std::str::from_utf8(bytes) {
            Ok(text) => plug_ins.add_pack(text, file),
            Err(error) => tracing::warn!(%error, file, "a pack of formulas cannot be read"),
        }
    }
    if let Some(sheet) = formulas::sheet_of(book) {
        let name = sheet.name.as_deref().unwrap_or_default();
        let live = clv_xlsx::read::formulas(Cursor::new(&snapshot.bytes), name).unwrap_or_default();
        plug_ins.extend(formulas::read_sheet(book, sheet, &live));
    }
    plug_ins
}
