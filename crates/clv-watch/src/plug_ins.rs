//! What an owner or an adviser added: packs of formulas and templates in folders beside the ledger, the sheet `Formules`.

use crate::input::Snapshot;
use crate::save;
use crate::update::file_name;
use clv_core::formulas::{self, PlugIns};
use clv_core::grid::Book;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

/// The folder beside a ledger that packs are read from.
pub const FOLDER: &str = "clv-formulas";
/// The folder beside a ledger whose folders are templates.
pub const TEMPLATES: &str = "clv-templates";
/// The file of a template in the folder that names it.
const TEMPLATE: &str = "template.toml";
/// The largest file in bytes; a larger one is none.
const LARGEST: u64 = 4 << 20;

/// What a file beside a ledger adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlugIn {
    /// A pack of formulas, by the name of its file.
    Pack(String),
    /// A template, by the name of its folder.
    Template(String),
}

/// Returns the files that add something to a ledger: packs by name, then templates by name.
pub fn files(ledger: &Path) -> Vec<(PlugIn, PathBuf)> {
    let folder = save::folder_of(ledger);
    let is_toml =
        |path: &PathBuf| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    let packs = entries(&folder.join(FOLDER)).into_iter().filter(is_toml);
    let packs = packs.map(|path| (PlugIn::Pack(file_name(&path)), path));
    let templates = templates(folder).map(|(id, path)| (PlugIn::Template(id), path));
    packs.chain(templates).filter(|(_, path)| is_small(path)).collect()
}

/// Returns the templates in a folder, by name.
pub fn templates(folder: &Path) -> impl Iterator<Item = (String, PathBuf)> {
    let folders = entries(&folder.join(TEMPLATES)).into_iter();
    folders.map(|folder| (file_name(&folder), folder.join(TEMPLATE)))
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
}

fn is_small(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|it| it.is_file() && it.len() <= LARGEST)
}

/// Returns whether something in the folders of packs and templates may have changed.
pub fn is_in_folder(path: &Path) -> bool {
    let is_in = |path: &Path| {
        path.file_name().is_some_and(|folder| folder == FOLDER || folder == TEMPLATES)
    };
    path.ancestors().skip(1).take(2).any(is_in)
}

/// Understands all that was plugged in for a ledger; what cannot be read leaves the rest as it is.
pub fn read(snapshot: &Snapshot, book: &Book) -> PlugIns {
    let mut plug_ins = of_files(snapshot);
    if let Some(sheet) = formulas::sheet_of(book) {
        let name = sheet.name.as_deref().unwrap_or_default();
        let live = clv_xlsx::read::formulas(Cursor::new(&snapshot.bytes), name).unwrap_or_default();
        plug_ins.extend(formulas::read_sheet(book, sheet, &live));
    }
    plug_ins
}

/// Understands the files that were plugged in beside a ledger.
pub fn of_files(snapshot: &Snapshot) -> PlugIns {
    let mut plug_ins = PlugIns::default();
    for (plug_in, bytes) in &snapshot.plug_ins {
        match (plug_in, std::str::from_utf8(bytes)) {
            (PlugIn::Pack(file), Ok(text)) => plug_ins.add_pack(text, file),
            (PlugIn::Template(id), Ok(text)) => plug_ins.add_template(id, text),
            (_, Err(error)) => tracing::warn!(%error, ?plug_in, "a plug-in cannot be read"),
        }
    }
    plug_ins
}
