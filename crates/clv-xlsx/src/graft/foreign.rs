//! What the owner put on a sheet of ours: it must not go when the sheet is written anew.

use super::Refusal;
use super::outline::Outline;
use super::package::Package;
use super::refusal::damaged;
use super::relations::Relations;
use crate::marker::Marker;
use clv_core::grid::Area;
use quick_xml::events::{BytesStart, Event};
use std::io::{BufReader, Read};

/// The most bytes of a sheet of ours that are looked through.
const SHEET: u64 = 1 << 30;

/// Returns whether a sheet of ours holds what we did not put there: notes, charts, pictures, cells elsewhere.
pub(super) fn is_on(
    package: &Package<'_>,
    part: &str,
    marker: &Marker,
    areas: Option<&[Area]>,
) -> Result<bool, Refusal> {
    let Some(entry) = package.find(part) else { return Ok(false) };
    if marker.crc == Some(package.crc(entry)) {
        return Ok(false);
    }
    if let Some(relations) = Relations::of(package, part)? {
        for relation in &relations.list {
            let target = relation.part.as_deref().unwrap_or_default();
            let is_foreign = match relation.word() {
                "table" | "printerSettings" | "hyperlink" => false,
                "drawing" => count(package, target, 1)? > marker.n_drawn,
                "comments" => count(package, target, 2)? > marker.n_notes,
                "vmlDrawing" => marker.n_notes == 0,
                _ => true,
            };
            if is_foreign {
                return Ok(true);
            }
        }
    }
    match areas {
        Some(areas) => has_cell_outside(package, entry, areas),
        None => Ok(true),
    }
}

/// Counts the elements so deep in a part: the things in a drawing, the notes in their list.
pub(super) fn count(package: &Package<'_>, part: &str, depth: usize) -> Result<u32, Refusal> {
    let Some(entry) = package.find(part) else { return Ok(0) };
    let outline = Outline::read(package.read(entry)?, part)?;
    let root = outline.root();
    let n = if depth == 1 {
        outline.count_children(root)
    } else {
        let list = outline.child(root, "commentList");
        list.map_or(0, |list| outline.count_children(list))
    };
    Ok(u32::try_from(n).unwrap_or(u32::MAX))
}

fn has_cell_outside(package: &Package<'_>, entry: usize, areas: &[Area]) -> Result<bool, Refusal> {
    let name = &package.entries[entry].name;
    let source = BufReader::new(package.stream(entry)?.take(SHEET));
    let mut reader = quick_xml::Reader::from_reader(source);
    let mut buffer = Vec::new();
    let (mut next_row, mut next_column) = (0, 0);
    let mut is_outside = false;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|error| damaged(name, error))? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "row" => {
                    let row = attribute(&tag, "r").and_then(|row| row.parse::<u32>().ok());
                    next_row = row.map_or(next_row + 1, |row| row);
                    next_column = 0;
                }
                "c" => {
                    let place = attribute(&tag, "r").and_then(|r| crate::read::cell_reference(&r));
                    let (row, column) = place.unwrap_or((next_row.max(1) - 1, next_column));
                    next_column = column + 1;
                    let is_in = |area: &Area| {
                        (area.top..=area.bottom).contains(&row)
                            && (area.left..=area.right).contains(&column)
                    };
                    is_outside = !areas.iter().any(is_in);
                }
                "v" | "f" | "is" if is_outside => return Ok(true),
                "mergeCells" | "sheetFormatPr" => is_outside = false,
                _ => {}
            },
            Event::Eof => return Ok(false),
            _ => {}
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok()??;
    Some(found.value.into_owned())
}
