//! Several files that are one ledger: `clv.toml` in their folder names them, and the one that receives the sheets.
//!
//! ```toml
//! home = "Omzet 2024.xlsx"
//! files = ["Omzet 2023.xlsx", "Omzet 2024.xlsx"]
//! ```
//!
//! A folder with several such ledgers has a `[[ledger]]` table with these two keys for each.

use crate::error::LedgerError;
use crate::save;
use serde::Deserialize;
use std::io;
use std::path::{Component, Path, PathBuf};

/// The name of the file that says so.
pub const FILE: &str = "clv.toml";

/// The files of one ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    /// The file that receives the sheets and holds the owner's answers.
    pub home: PathBuf,
    /// The other files, in the order in which they are named.
    pub others: Vec<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    home: Option<String>,
    #[serde(default)]
    files: Vec<String>,
    #[serde(default)]
    ledger: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    home: String,
    files: Vec<String>,
}

/// Returns the ledgers of several files in a folder; none without a `clv.toml`.
pub fn in_folder(folder: &Path) -> Result<Vec<Together>, LedgerError> {
    match std::fs::read_to_string(folder.join(FILE)) {
        Ok(text) => understood(folder, &text).map_err(LedgerError::Together),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(LedgerError::Together(error.to_string())),
    }
}

/// Returns the ledger of several files that a file belongs to.
pub fn of(path: &Path) -> Result<Option<Together>, LedgerError> {
    let all = in_folder(save::folder_of(path))?;
    let is_in =
        |together: &Together| together.home == *path || together.others.iter().any(|it| it == path);
    Ok(all.into_iter().find(is_in))
}

/// Returns the file that stands for a ledger: its home, or the file itself.
///
/// A `clv.toml` that cannot be understood is reported when the ledger is read.
pub fn home_of(path: &Path) -> PathBuf {
    of(path).ok().flatten().map_or_else(|| path.to_owned(), |together| together.home)
}

/// Returns what stands for each of some files, once each, in their order.
pub fn homes(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut homes: Vec<PathBuf> = Vec::with_capacity(paths.len());
    for home in paths.iter().map(|path| home_of(path)) {
        if !homes.contains(&home) {
            homes.push(home);
        }
    }
    homes
}

fn understood(folder: &Path, text: &str) -> Result<Vec<Together>, String> {
    let written: Written = toml::from_str(text).map_err(|error| error.to_string())?;
    let mut entries = written.ledger;
    if let Some(home) = written.home {
        entries.insert(0, Entry { home, files: written.files });
    } else if !written.files.is_empty() {
        return Err("`files` needs a `home`".to_owned());
    }
    entries.iter().map(|entry| together(folder, entry)).collect()
}

fn together(folder: &Path, entry: &Entry) -> Result<Together, String> {
    let mut others = Vec::new();
    for name in &entry.files {
        if *name != entry.home && !others.contains(&inside(folder, name)?) {
            others.push(inside(folder, name)?);
        }
    }
    Ok(Together { home: inside(folder, &entry.home)?, others })
}

/// Returns the path of a file that is named in a folder; it has to be in the folder, or in one inside it.
fn inside(folder: &Path, name: &str) -> Result<PathBuf, String> {
    let is_inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    if name.is_empty() || !is_inside {
        return Err(format!("`{name}` is not a file in this folder"));
    }
    // Joined to nothing rather than to `.`, a name stays as the command line gives it.
    Ok(if folder == Path::new(".") { PathBuf::from(name) } else { folder.join(name) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Together>, String> {
        understood(Path::new("map"), text)
    }

    #[test]
    fn the_home_and_the_others_are_named() {
        let one = Together {
            home: PathBuf::from("map/Omzet 2024.xlsx"),
            others: vec![PathBuf::from("map/Omzet 2023.xlsx")],
        };
        let plain = "home = 'Omzet 2024.xlsx'\nfiles = ['Omzet 2023.xlsx', 'Omzet 2024.xlsx']";
        assert_eq!(read(plain), Ok(vec![one.clone()]));
        assert_eq!(read(&format!("[[ledger]]\n{plain}")), Ok(vec![one]));
        assert_eq!(read(""), Ok(Vec::new()));
    }

    #[test]
    fn what_is_not_in_the_folder_is_refused() {
        for name in ["../kas.xlsx", "/kas.xlsx", ""] {
            let text = format!("home = 'a.xlsx'\nfiles = ['{name}']");
            assert!(read(&text).unwrap_err().contains("not a file in this folder"));
        }
        assert!(read("files = ['a.xlsx']").unwrap_err().contains("home"));
        assert!(read("thuis = 'a.xlsx'").is_err());
    }
}
