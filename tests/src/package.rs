//! Workbooks with a part changed, as another program or an owner may leave them.

use std::io::{self, Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Returns the text of a part of a workbook.
pub fn part(workbook: &[u8], name: &str) -> io::Result<String> {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(workbook))?.by_name(name)?.read_to_string(&mut text)?;
    Ok(text)
}

/// Returns a workbook with some of its parts changed: `change` gets name and text of each part of XML.
pub fn changed(
    workbook: &[u8],
    mut change: impl FnMut(&str, &str) -> Option<String>,
) -> io::Result<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(workbook))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at)?;
        let name = part.name().map_err(io::Error::other)?.into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes)?;
        let new = std::str::from_utf8(&bytes).ok().and_then(|text| change(&name, text));
        out.start_file(name, SimpleFileOptions::default())?;
        out.write_all(new.as_deref().map_or(&bytes, str::as_bytes))?;
    }
    Ok(out.finish()?.into_inner())
}
