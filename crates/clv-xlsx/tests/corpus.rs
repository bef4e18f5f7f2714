//! Every workbook of the corpus is read or refused with a reason: never a panic, an abort or an endless loop.

use std::fs::File;
use std::path::{Path, PathBuf};

/// Returns all files below a folder beside the project, or none, with a visible line, where it is not there.
fn files(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(folder);
    if !root.is_dir() {
        let all = std::env::var_os("CLV_REQUIRE_ALL").is_some();
        assert!(!all, "{} is missing", root.display());
        println!("left out: {} is not there", root.display());
        return Vec::new();
    }
    let mut files = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}

fn code(path: &Path) -> &'static str {
    let name = path.file_name().unwrap().to_str().unwrap();
    match clv_xlsx::read(File::open(path).unwrap(), name) {
        Ok(_) => "read",
        Err(error) => {
            println!("{}: {}: {error}", path.display(), error.code());
            error.code()
        }
    }
}

#[test]
fn every_workbook_of_the_corpus_is_read_or_refused() {
    for path in files("corpus") {
        code(&path);
    }
}

#[test]
fn every_ledger_is_read() {
    for path in files("ledgers") {
        let ending = path.extension().unwrap_or_default().to_str().unwrap();
        if ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv"].contains(&ending) {
            assert_eq!(code(&path), "read", "{}", path.display());
        }
    }
}
