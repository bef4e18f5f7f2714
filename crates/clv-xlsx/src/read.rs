//! Reads a ledger's cells from the bytes of a file, whatever program wrote it.
//!
//! The first bytes decide what a file is, not the end of its name.

mod error;
mod limits;
mod dates;
mod text;
mod package;
mod workbook;
mod formats;
mod ahead;
mod chunks;
mod markup;
mod written;
mod strings;
mod scan;
mod stream;
mod xlsx;
mod ole;
mod legacy;
mod typed;

pub(crate) use dates::DAYS_TO_1904;
pub use error::Error;
pub(crate) use formats::is_date_code;
pub(crate) use markup::attributes;
pub use typed::formulas;
pub(crate) use workbook::{area, cell_reference};

use clv_core::grid::Book;
use package::Package;
use std::io::{Read, Seek, SeekFrom};

/// Reads all worksheets of a workbook, or a text file as one nameless sheet.
///
/// The name of the file tells apart what the bytes leave open: a text that is called `.xlsx` is no workbook; the book
/// keeps it for the year in it.
pub fn read<R: Read + Seek + Send>(mut source: R, file_name: &str) -> Result<Book, Error> {
    let length = source.seek(SeekFrom::End(0))?;
    limits::check("bytes", length, limits::FILE)?;
    let mut magic = Vec::with_capacity(8);
    source.rewind()?;
    source.by_ref().take(8).read_to_end(&mut magic)?;
    source.rewind()?;
    let book = match magic.as_slice() {
        [] => Err(Error::EmptyFile),
        [b'P', b'K', 3, 4, ..] => read_package(Package::open(source)?),
        [b'P', b'K', 5, 6, ..] => Err(Error::NotAWorkbook("an empty package")),
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] => legacy::read_xls(source),
        [9, 0 | 2 | 4 | 8, _, 0, ..] => Err(Error::Unsupported("a workbook from before Excel 97")),
        _ => read_text(source, file_name),
    }?;
    Ok(Book { file: Some(file_name.to_owned()), ..book })
}

fn read_package<R: Read + Seek + Send>(package: Package<R>) -> Result<Book, Error> {
    if package.has("content.xml") && package.has("mimetype") {
        legacy::read_ods(package.into_inner())
    } else if package.has("xl/workbook.bin") {
        legacy::read_xlsb(package.into_inner())
    } else if package.has("_rels/.rels") {
        xlsx::read(package)
    } else {
        Err(Error::NotAWorkbook("a zip file without a workbook in it"))
    }
}

fn read_text<R: Read>(mut source: R, file_name: &str) -> Result<Book, Error> {
    let mut bytes = Vec::new();
    source.read_to_end(&mut bytes)?;
    if bytes.iter().all(|byte| *byte == 0) {
        return Err(Error::Incomplete("only noughts".to_owned()));
    }
    if !text::is_text(&bytes) {
        return Err(Error::NotAWorkbook("neither a workbook nor a text"));
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('<') {
        let is_spreadsheet =
            ["<html", "<table", "office:spreadsheet", "<office:document", "<workbook"];
        return Err(if is_spreadsheet.iter().any(|mark| start.contains(mark)) {
            Error::Unsupported("a spreadsheet as XML or HTML")
        } else {
            Error::NotAWorkbook("XML or HTML")
        });
    }
    let ending = file_name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "xlsx" | "xlsm" | "xltx" | "xltm" | "xlsb" | "ods" => {
            Err(Error::NotAWorkbook("a text, not a workbook"))
        }
        _ => text::read(&bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;
    use std::io::{Cursor, Write};
    use std::path::{Path, PathBuf};

    /// Returns all files below a folder beside the project; none, with a visible line, where it is not there.
    pub(super) fn files(folder: &str) -> Vec<PathBuf> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(folder);
        if !root.is_dir() {
            let all = std::env::var_os("CLV_REQUIRE_ALL").is_some();
            assert!(!all, "{} is missing", root.display());
            // Not `println!`: what a test that passes prints that way is not shown.
            writeln!(std::io::stdout(), "left out: {} is not there", root.display())
                .unwrap_or_default();
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

    fn outcome(path: &Path) -> &'static str {
        let name = path.file_name().unwrap().to_str().unwrap();
        match read(File::open(path).unwrap(), name) {
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
            outcome(&path);
        }
    }

    #[test]
    fn every_ledger_is_read() {
        for path in files("ledgers") {
            let ending = path.extension().unwrap_or_default().to_str().unwrap();
            if ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv"].contains(&ending) {
                assert_eq!(outcome(&path), "read", "{}", path.display());
            }
        }
    }

    #[test]
    fn what_is_no_ledger_is_called_by_its_name() {
        let cases: [(&[u8], &str, &str); 9] = [
            (b"", "leeg.xlsx", "empty_file"),
            (b"Datum;Klant", "lijst.xlsx", "not_a_workbook"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "foto.csv", "not_a_workbook"),
            (b"%PDF-1.7\n%\0\x01\x02", "factuur.xlsx", "not_a_workbook"),
            (b"PK\x03\x04\x14\0\x06\0", "half.xlsx", "incomplete"),
            (b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "niets.xlsx", "not_a_workbook"),
            (&[0; 600], "wolk.xlsx", "incomplete"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "oud.xls", "incomplete"),
            (b"<html><table><tr><td>1", "export.xls", "unsupported"),
        ];
        for (bytes, name, code) in cases {
            let error = read(Cursor::new(bytes), name).unwrap_err();
            assert_eq!(error.code(), code, "{name}: {error}");
        }
    }
}
