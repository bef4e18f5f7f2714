//! Workbooks with a part or a cell changed, as another program or an owner may leave them.

use clv_core::grid::column_letters;
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

/// Returns which part holds the sheet of a tab.
pub fn part_of(workbook: &[u8], tab: &str) -> io::Result<String> {
    let missing = || io::Error::new(io::ErrorKind::NotFound, format!("no sheet {tab}"));
    let value = |text: &str, name: &str| {
        let rest = &text[text.find(&format!("{name}=\""))? + name.len() + 2..];
        Some(rest[..rest.find('"')?].to_owned())
    };
    let list = part(workbook, "xl/workbook.xml")?;
    let sheet = list.find(&format!("name=\"{tab}\"")).map(|at| &list[at..]);
    let id = sheet.and_then(|sheet| value(sheet, "r:id")).ok_or_else(missing)?;
    let relations = part(workbook, "xl/_rels/workbook.xml.rels")?;
    let mut relations = relations.split("<Relationship ").skip(1);
    let relation = relations.find(|it| value(it, "Id").as_ref() == Some(&id));
    let target = relation.and_then(|it| value(it, "Target")).ok_or_else(missing)?;
    Ok(format!("xl/{}", target.trim_start_matches("/xl/")))
}

/// What is typed into a cell.
#[derive(Clone, Debug)]
pub enum Typed {
    /// A number, or a date as its day number.
    Number(f64),
    /// A text without marks that mean something in XML.
    Text(String),
}

impl Typed {
    /// Returns the cell as XML, in the style `style` if it has one.
    pub fn cell(&self, row: u32, column: u32, style: Option<&str>) -> String {
        let style = style.map(|style| format!(" s=\"{style}\"")).unwrap_or_default();
        let at = format!("<c r=\"{}{}\"{style}", column_letters(column), row + 1);
        match self {
            Self::Number(number) => format!("{at}><v>{number}</v></c>"),
            Self::Text(text) => format!("{at} t=\"inlineStr\"><is><t>{text}</t></is></c>"),
        }
    }
}

/// Returns a workbook with something typed into a cell that stands on a sheet, which keeps its style.
pub fn typed(
    workbook: &[u8],
    tab: &str,
    (row, column): (u32, u32),
    what: &Typed,
) -> io::Result<Vec<u8>> {
    let sheet = part_of(workbook, tab)?;
    let start = format!("<c r=\"{}{}\"", column_letters(column), row + 1);
    let mut is_typed = false;
    let new = changed(workbook, |name, text| {
        let at = text.find(&start).filter(|_| name == sheet)?;
        let head = &text[at..at + text[at..].find('>')?];
        let end = if head.ends_with('/') { ">" } else { "</c>" };
        let end = at + text[at..].find(end)? + end.len();
        let style = head.split("s=\"").nth(1).and_then(|rest| rest.split('"').next());
        is_typed = true;
        Some([&text[..at], &what.cell(row, column, style), &text[end..]].concat())
    })?;
    let missing = || io::Error::new(io::ErrorKind::NotFound, format!("{tab}: no cell {start}"));
    if is_typed { Ok(new) } else { Err(missing()) }
}
