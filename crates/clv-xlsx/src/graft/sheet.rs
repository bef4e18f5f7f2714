//! A sheet of the report as it has to be in the owner's workbook: its styles by the owner's numbers, its texts in it.
//!
//! The sheets are those of `rust_xlsxwriter`, so tags and attributes are written in one known way.

use super::Refusal;
use super::report::Texts;
use super::strict;
use super::styles::Numbers;
use crate::read::{DAYS_TO_1904, attributes};
use clv_core::grid::Area;
use memchr::{memchr, memchr_iter};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::Read;

/// How many bytes are rewritten at a time.
const CHUNK: usize = 256 << 10;

/// How a sheet has to be in the owner's workbook.
pub(super) struct Rewriting<'a> {
    /// The numbers of the styles.
    pub(super) numbers: &'a Numbers,
    /// The shared texts of the report.
    pub(super) texts: &'a Texts,
    /// Whether dates count from 1904.
    pub(super) is_1904: bool,
    /// Whether the workbook is written in the strict edition of the standard.
    pub(super) is_strict: bool,
}

impl Rewriting<'_> {
    /// Rewrites a sheet piece by piece; tells `Covered` which cells there are.
    pub(super) fn run(
        &self,
        mut source: impl Read,
        mut write: impl FnMut(&[u8]),
    ) -> Result<Covered, Refusal> {
        let mut covered = Covered::default();
        let (mut buffer, mut out) = (Vec::with_capacity(2 * CHUNK), Vec::with_capacity(2 * CHUNK));
        let mut is_over = false;
        while !is_over {
            let wanted = CHUNK as u64;
            let read = source.by_ref().take(wanted).read_to_end(&mut buffer);
            is_over = read.map_err(|_| odd("it cannot be inflated"))? < CHUNK;
            // A piece ends before a cell begins, so that none is cut in two.
            let end = if is_over {
                buffer.len()
            } else {
                let row = memchr::memmem::rfind(&buffer, b"<row");
                row.or_else(|| memchr::memmem::rfind(&buffer, b"<c ")).unwrap_or(0)
            };
            self.piece(&buffer[..end], &mut out, &mut covered)?;
            buffer.drain(..end);
            write(&out);
            out.clear();
        }
        Ok(covered)
    }

    /// Rewrites a piece that ends before a cell begins.
    pub(super) fn piece(
        &self,
        xml: &[u8],
        out: &mut Vec<u8>,
        covered: &mut Covered,
    ) -> Result<(), Refusal> {
        let mut at = 0;
        while let Some(found) = memchr(b'<', &xml[at..]) {
            let start = at + found;
            out.extend_from_slice(&xml[at..start]);
            let end =
                memchr(b'>', &xml[start..]).ok_or_else(|| odd("a tag is cut off"))? + start + 1;
            let tag = &xml[start..end];
            at = match name(tag) {
                b"c" => {
                    let whole = after(xml, start, end, b"</c>")?;
                    self.cell(&xml[start..whole], end - start, out, covered)?;
                    whole
                }
                b"row" => {
                    with_number(tag, b" s=\"", &self.numbers.formats, out)?;
                    end
                }
                b"col" => {
                    with_number(tag, b" style=\"", &self.numbers.formats, out)?;
                    end
                }
                b"cfRule" | b"sortCondition" | b"colorFilter" => {
                    with_number(tag, b" dxfId=\"", &self.numbers.conditional, out)?;
                    end
                }
                b"sheetView" => {
                    without(tag, b" tabSelected=\"1\"", out);
                    end
                }
                b"dataValidation" if self.is_1904 && value(tag, b" type=\"") == Some(b"date") => {
                    let whole = after(xml, start, end, b"</dataValidation>")?;
                    shift_limits(&xml[start..whole], out);
                    covered.see_area(value(tag, b" sqref=\""));
                    whole
                }
                b"dataValidation" => {
                    covered.see_area(value(tag, b" sqref=\""));
                    out.extend_from_slice(tag);
                    end
                }
                b"mergeCell" => {
                    covered.see_area(value(tag, b" ref=\""));
                    out.extend_from_slice(tag);
                    end
                }
                _ if self.is_strict && tag.windows(6).any(|bytes| bytes == b" xmlns") => {
                    out.extend_from_slice(&strict::translated(tag));
                    end
                }
                _ => {
                    out.extend_from_slice(tag);
                    end
                }
            };
        }
        out.extend_from_slice(&xml[at..]);
        Ok(())
    }

    /// Returns the owner's numbers of the styles of the cells in a row.
    pub(super) fn styles(&self, row: &[u8]) -> Result<Vec<u32>, Refusal> {
        let numbers = memchr::memmem::find_iter(row, b"<c ").map(|at| {
            let style = value(&row[at..], b" s=\"").map_or(Some(0), number);
            style.and_then(|style| self.numbers.formats.get(style).copied())
        });
        numbers.collect::<Option<_>>().ok_or_else(|| odd("a style is missing"))
    }

    fn cell(
        &self,
        cell: &[u8],
        tag_length: usize,
        out: &mut Vec<u8>,
        covered: &mut Covered,
    ) -> Result<(), Refusal> {
        let tag = &cell[..tag_length];
        let (mut style, mut kind, mut is_of_workbook) = (0, None, false);
        let read = attributes(tag, b"<c".len(), |name, value| match name {
            b"r" => covered.see(value),
            b"s" => style = number(value).unwrap_or(0),
            b"t" => kind = Some(value),
            b"cm" | b"vm" => is_of_workbook = true,
            _ => {}
        });
        read.map_err(|_| odd("a tag is cut off"))?;
        if is_of_workbook {
            return Err(odd("dynamic arrays and pictures in cells belong to a whole workbook"));
        }
        if kind == Some(b"s") {
            let text = between(cell, b"<v>", b"</v>").and_then(number);
            let text = text.and_then(|number| self.texts.get(number));
            let text = text.ok_or_else(|| odd("a text is missing"))?;
            let mut inline = Vec::with_capacity(tag.len() + 16);
            without(tag, b" t=\"s\"", &mut inline);
            inline.pop();
            inline.extend_from_slice(b" t=\"inlineStr\">");
            with_number(&inline, b" s=\"", &self.numbers.formats, out)?;
            for piece in [b"<is>".as_slice(), text, b"</is></c>"] {
                out.extend_from_slice(piece);
            }
            return Ok(());
        }
        with_number(tag, b" s=\"", &self.numbers.formats, out)?;
        let rest = &cell[tag_length..];
        let is_date = self.is_1904
            && kind.is_none()
            && self.numbers.dates.get(style).copied().unwrap_or(false);
        if is_date {
            shift(rest, b"<v>", b"</v>", out);
        } else {
            out.extend_from_slice(rest);
        }
        Ok(())
    }
}

/// Writes a tag with the owner's number in an attribute that holds the report's.
fn with_number(
    tag: &[u8],
    attribute: &[u8],
    numbers: &[u32],
    out: &mut Vec<u8>,
) -> Result<(), Refusal> {
    let Some(start) = value_start(tag, attribute) else {
        out.extend_from_slice(tag);
        return Ok(());
    };
    let length = memchr(b'"', &tag[start..]).ok_or_else(|| odd("a tag is cut off"))?;
    let old = number(&tag[start..start + length]).ok_or_else(|| odd("a style is no number"))?;
    let new = numbers.get(old).ok_or_else(|| odd("a style is missing"))?;
    out.extend_from_slice(&tag[..start]);
    out.extend_from_slice(new.to_string().as_bytes());
    out.extend_from_slice(&tag[start + length..]);
    Ok(())
}

/// Which cells a sheet has, as few areas.
#[derive(Debug, Default)]
pub(super) struct Covered {
    row: u32,
    /// The runs of columns in the row that is being read.
    runs: Vec<(u32, u32)>,
    /// Areas that reach the row above, by their columns.
    open: BTreeMap<(u32, u32), Area>,
    areas: Vec<Area>,
}

impl Covered {
    fn see(&mut self, reference: &[u8]) {
        let text = std::str::from_utf8(reference).ok();
        let Some((row, column)) = text.and_then(crate::read::cell_reference) else { return };
        if row != self.row {
            self.end_row();
            self.row = row;
        }
        match self.runs.last_mut() {
            Some((_, last)) if *last + 1 == column => *last = column,
            _ => self.runs.push((column, column)),
        }
    }

    /// Tells of a whole area of cells.
    pub(super) fn see_whole(&mut self, area: Area) {
        self.areas.push(area);
    }

    fn see_area(&mut self, areas: Option<&[u8]>) {
        let Some(areas) = areas.and_then(|text| std::str::from_utf8(text).ok()) else { return };
        self.areas.extend(areas.split(' ').filter_map(crate::read::area));
    }

    fn end_row(&mut self) {
        let row = self.row;
        let mut open = BTreeMap::new();
        for (left, right) in self.runs.drain(..) {
            let area = match self.open.remove(&(left, right)) {
                Some(area) if area.bottom + 1 == row => Area { bottom: row, ..area },
                Some(area) => {
                    self.areas.push(area);
                    Area { top: row, left, bottom: row, right }
                }
                None => Area { top: row, left, bottom: row, right },
            };
            open.insert((left, right), area);
        }
        self.areas.extend(std::mem::replace(&mut self.open, open).into_values());
    }

    /// Returns the areas, with those of tables.
    pub(super) fn areas(mut self, tables: impl IntoIterator<Item = Area>) -> Vec<Area> {
        self.end_row();
        let mut areas = self.areas;
        areas.extend(self.open.into_values());
        areas.extend(tables);
        // Whatever contains an area comes before it, and reaches as far down.
        areas.sort_unstable_by_key(|a| (a.top, a.left, Reverse(a.bottom), Reverse(a.right)));
        areas.dedup();
        let mut reaching: Vec<Area> = Vec::new();
        areas.retain(|area| {
            reaching.retain(|before| before.bottom >= area.top);
            let is_new = !reaching.iter().any(|before| contains(before, area));
            if is_new {
                reaching.push(*area);
            }
            is_new
        });
        areas.sort_unstable_by_key(|area| (area.top, area.left, area.bottom, area.right));
        areas
    }
}

fn contains(outer: &Area, inner: &Area) -> bool {
    outer.top <= inner.top
        && outer.left <= inner.left
        && outer.bottom >= inner.bottom
        && outer.right >= inner.right
}

/// Returns where a piece of markup begins. Pieces are short and near: a searcher made for each costs more than it finds.
fn find(xml: &[u8], piece: &[u8]) -> Option<usize> {
    memchr_iter(piece[0], xml).find(|&at| xml[at..].starts_with(piece))
}

/// Returns the name in a start tag.
fn name(tag: &[u8]) -> &[u8] {
    let end = tag.iter().position(|byte| matches!(byte, b' ' | b'>' | b'/'));
    let end = end.filter(|end| *end > 1).unwrap_or(1);
    &tag[1..end]
}

/// Returns where the value of an attribute begins that is given with the space before it and the quote after it.
pub(super) fn value_start(tag: &[u8], attribute: &[u8]) -> Option<usize> {
    Some(find(tag, attribute)? + attribute.len())
}

/// Returns the value of such an attribute.
pub(super) fn value<'a>(tag: &'a [u8], attribute: &[u8]) -> Option<&'a [u8]> {
    let start = value_start(tag, attribute)?;
    let length = memchr(b'"', &tag[start..])?;
    Some(&tag[start..start + length])
}

fn number(text: &[u8]) -> Option<usize> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

fn between<'a>(xml: &'a [u8], from: &[u8], to: &[u8]) -> Option<&'a [u8]> {
    let start = find(xml, from)? + from.len();
    let length = find(&xml[start..], to)?;
    Some(&xml[start..start + length])
}

/// Returns where an element ends whose start tag is given.
fn after(xml: &[u8], start: usize, end: usize, end_tag: &[u8]) -> Result<usize, Refusal> {
    if xml[start..end].ends_with(b"/>") {
        return Ok(end);
    }
    let found = find(&xml[end..], end_tag).ok_or_else(|| odd("an element is cut off"))?;
    Ok(end + found + end_tag.len())
}

fn without(tag: &[u8], piece: &[u8], out: &mut Vec<u8>) {
    match find(tag, piece) {
        Some(at) => {
            out.extend_from_slice(&tag[..at]);
            out.extend_from_slice(&tag[at + piece.len()..]);
        }
        None => out.extend_from_slice(tag),
    }
}

/// Writes markup with the day number between two tags counted from 1904.
fn shift(xml: &[u8], from: &[u8], to: &[u8], out: &mut Vec<u8>) {
    let day =
        between(xml, from, to).and_then(|text| std::str::from_utf8(text).ok()?.parse::<f64>().ok());
    let Some((day, at)) = day.filter(|day| *day >= DAYS_TO_1904).zip(find(xml, from)) else {
        return out.extend_from_slice(xml);
    };
    let old = between(xml, from, to).map_or(0, <[u8]>::len);
    out.extend_from_slice(&xml[..at + from.len()]);
    out.extend_from_slice((day - DAYS_TO_1904).to_string().as_bytes());
    out.extend_from_slice(&xml[at + from.len() + old..]);
}

fn shift_limits(xml: &[u8], out: &mut Vec<u8>) {
    let mut first = Vec::with_capacity(xml.len());
    shift(xml, b"<formula1>", b"</formula1>", &mut first);
    shift(&first, b"<formula2>", b"</formula2>", out);
}

pub(super) fn odd(what: &str) -> Refusal {
    Refusal::Report(what.to_owned())
}
