//! Which files in a watched folder are ledgers, and which are locks, temporaries, copies or our own.

use crate::input::Signature;
use crate::plug_ins;
use crate::save;
use crate::together;
use std::collections::BTreeSet;
use std::fs::DirEntry;
use std::io;
use std::path::{Path, PathBuf};

/// The endings of files that can be a ledger.
const LEDGERS: [&str; 7] = ["csv", "ods", "tsv", "xls", "xlsb", "xlsm", "xlsx"];
/// The endings of ledgers that our sheets can be put into; the others get a companion.
const WORKBOOKS: [&str; 2] = ["xlsm", "xlsx"];
/// What the stem of a companion ends with.
const COMPANION: &str = " - CLV";
/// What sync clients, and we, call the loser of two saves at once; lower case.
const CONFLICTS: [&str; 6] = [
    "(conflict ",
    "(conflicted copy",
    "-conflict-",
    ".sync-conflict-",
    "_conflict-",
    "conflicterende kopie",
];
/// Folders that hold something else than ledgers.
const OTHER_FOLDERS: [&str; 2] = [plug_ins::FOLDER, plug_ins::TEMPLATES];

/// What a file in the watched folder is, going by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It may be a ledger.
    Ledger,
    /// A second version of a ledger, made by a sync client: the owner has to choose.
    Conflict,
    /// Anything else.
    Other,
}

/// Returns what a file is, going by its name alone.
pub fn kind(path: &Path) -> Kind {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return Kind::Other };
    let is_hidden = name.starts_with(['.', '~']);
    if is_hidden || !has_ending(path, &LEDGERS) || is_companion(path) || is_misleading(name) {
        return Kind::Other;
    }
    let name = name.to_lowercase();
    if CONFLICTS.iter().any(|mark| name.contains(mark)) { Kind::Conflict } else { Kind::Ledger }
}

/// Returns whether our sheets can be put into a file of that name.
pub fn is_workbook(path: &Path) -> bool {
    has_ending(path, &WORKBOOKS)
}

/// Returns where the companion of a ledger goes: `Kas - CLV.xlsx` beside `Kas.csv`.
pub fn companion(ledger: &Path) -> PathBuf {
    let stem = ledger.file_stem().unwrap_or_default().to_string_lossy();
    ledger.with_file_name(format!("{stem}{COMPANION}.xlsx"))
}

/// Returns whether a file carries the name of a companion.
pub fn is_companion(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    stem.ends_with(&COMPANION.to_lowercase())
}

/// Returns the ledger whose lock file this is, if it is one.
pub fn locked_by(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let excel = name.strip_prefix("~$").filter(|_| !save::is_temporary(name));
    let office = name.strip_prefix(".~lock.").and_then(|rest| rest.strip_suffix('#'));
    excel.or(office).map(|ledger| path.with_file_name(ledger))
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    endings.contains(&ending.as_str())
}

/// Returns whether a name is made to look like another: control characters and marks that turn the direction.
fn is_misleading(name: &str) -> bool {
    let turns = ['\u{200e}', '\u{200f}', '\u{61c}'];
    name.chars().any(|c| {
        c.is_control()
            || turns.contains(&c)
            || ('\u{202a}'..='\u{202e}').contains(&c)
            || ('\u{2066}'..='\u{2069}').contains(&c)
    })
}

/// Returns whether a folder is looked into.
fn is_watched(folder: &str) -> bool {
    let is_of_a_save = folder.contains(".sb-") || folder.ends_with(".download");
    !folder.starts_with('.') && !is_of_a_save && !OTHER_FOLDERS.contains(&folder)
}

/// What a look through a folder and all folders in it found, in order of path.
#[derive(Debug, Default)]
pub struct Scan {
    /// Files that may be ledgers.
    pub ledgers: Vec<(PathBuf, Signature)>,
    /// Second versions of ledgers.
    pub conflicts: Vec<PathBuf>,
    /// Ledgers that a lock file says are open.
    pub open: Vec<PathBuf>,
    /// Folders that say which files are one ledger.
    together: Vec<PathBuf>,
    /// Ledgers that have other files besides their own.
    in_parts: BTreeSet<PathBuf>,
    /// Folders whose ledgers have packs of formulas or templates beside them.
    with_plug_ins: BTreeSet<PathBuf>,
    /// Companions of ledgers.
    companions: BTreeSet<PathBuf>,
    /// Folders with something that a crash of ours left behind.
    pub left_behind: BTreeSet<PathBuf>,
}

impl Scan {
    /// Returns the paths of the ledgers.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.ledgers.iter().map(|(path, _)| path.clone()).collect()
    }
}

/// Looks through a folder and all folders in it, without following links.
pub fn scan(root: &Path) -> io::Result<Scan> {
    let mut found = Scan::default();
    let mut folders = Vec::new();
    look_into(root, &mut found, &mut folders)?;
    while let Some(folder) = folders.pop() {
        // A folder that went away, or that may not be read, hides its own ledgers only.
        look_into(&folder, &mut found, &mut folders).unwrap_or_default();
    }
    for folder in &found.together {
        // What cannot be understood is said when one of these files is read.
        for together in together::in_folder(folder).unwrap_or_default() {
            found.ledgers.retain(|(path, _)| !together.others.contains(path));
            found.in_parts.insert(together.home);
        }
    }
    for (path, signature) in &mut found.ledgers {
        let has_plug_ins = found.with_plug_ins.contains(save::folder_of(path));
        let is_in_parts = found.in_parts.contains(path);
        if is_in_parts || has_plug_ins || found.companions.contains(&companion(path)) {
            *signature = Signature::of_ledger(path).unwrap_or(*signature);
        }
    }
    found.ledgers.sort_by(|(a, _), (b, _)| a.cmp(b));
    found.conflicts.sort();
    Ok(found)
}

fn look_into(folder: &Path, found: &mut Scan, folders: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)?.filter_map(Result::ok) {
        let Ok(file_type) = entry.file_type() else { continue };
        let path = entry.path();
        if file_type.is_dir() {
            let name = entry.file_name();
            if OTHER_FOLDERS.iter().any(|other| name == *other) {
                found.with_plug_ins.insert(folder.to_owned());
            } else if name.to_str().is_some_and(is_watched) {
                folders.push(path);
            }
        } else if entry.file_name().to_str().is_some_and(save::is_temporary) {
            found.left_behind.insert(folder.to_owned());
        } else if let Some(ledger) = locked_by(&path) {
            found.open.push(ledger);
        } else if entry.file_name() == together::FILE {
            found.together.push(folder.to_owned());
        } else if file_type.is_file() {
            sort(&entry, path, found);
        }
    }
    Ok(())
}

fn sort(entry: &DirEntry, path: PathBuf, found: &mut Scan) {
    match kind(&path) {
        // The folder's own record of the file: asking the file itself could start a download from a cloud.
        Kind::Ledger => found.ledgers.extend(
            entry
                .metadata()
                .ok()
                .and_then(|metadata| Signature::of(&metadata))
                .map(|it| (path, it)),
        ),
        Kind::Conflict => found.conflicts.push(path),
        Kind::Other if is_companion(&path) => {
            found.companions.insert(path);
        }
        Kind::Other => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ledgers_are_told_from_what_programs_leave_beside_them() {
        let ledgers =
            ["kas.xlsx", "Kas 2024.XLSM", "export.csv", "boek.ods", "oud.xls", "ABCDEF.xlsx"];
        for name in ledgers {
            assert_eq!(kind(Path::new(name)), Kind::Ledger, "{name}");
        }
        let others = [
            "~$kas.xlsx",
            ".~lock.kas.xlsx#",
            "._kas.xlsx",
            ".kas.xlsx.rkMGZK",
            ".syncthing.kas.xlsx.tmp",
            "~$clv-kas.xlsx-0123456789abcdef-0123456789abcdef.tmp",
            "1A2B3C00",
            "7F3E21.tmp",
            "lu4663k9pq.tmp",
            "kas.xlsx~",
            "kas.xlsx.part",
            "Unconfirmed 123.crdownload",
            "Kas - CLV.xlsx",
            "kas - clv.XLSX",
            "kas\u{202e}xslx.xlsx",
            "notes.txt",
        ];
        for name in others {
            assert_eq!(kind(Path::new(name)), Kind::Other, "{name}");
        }
        let conflicts = [
            "kas (conflicted copy 2024-03-01).xlsx",
            "Kas (conflicterende kopie van Ans).xlsx",
            "kas.sync-conflict-20240301-101010-ABC.xlsx",
            "kas (conflict 0123456789abcdef).xlsx",
        ];
        for name in conflicts {
            assert_eq!(kind(Path::new(name)), Kind::Conflict, "{name}");
        }
    }

    #[test]
    fn a_lock_file_names_its_ledger() {
        assert_eq!(locked_by(Path::new("a/~$kas.xlsx")), Some(PathBuf::from("a/kas.xlsx")));
        assert_eq!(locked_by(Path::new("a/.~lock.kas.ods#")), Some(PathBuf::from("a/kas.ods")));
        assert_eq!(locked_by(Path::new("~$clv-kas.xlsx-0-1.tmp")), None);
    }

    #[test]
    fn the_companion_stands_beside_its_ledger() {
        assert_eq!(companion(Path::new("map/Kas.csv")), Path::new("map/Kas - CLV.xlsx"));
    }
}
