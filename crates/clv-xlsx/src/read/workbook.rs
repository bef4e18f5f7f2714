//! The parts of an xlsx package that say what sheets there are: relationships, workbook, tables.

use super::{Error, package::Package};
use crate::marker::{self, Candidate, Marker};
use clv_core::grid::{Area, MAX_COLUMNS, MAX_ROWS, Sheet, TableArea, Visibility};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};

/// What the workbook says of its sheets.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    /// The worksheets in the order of their tabs; chart, dialog and macro sheets are not among them.
    pub(super) sheets: Vec<SheetEntry>,
    /// Whether dates count from 1904.
    pub(super) is_1904: bool,
    /// The part with the shared strings.
    pub(super) shared_strings: Option<String>,
    /// The part with the styles.
    pub(super) styles: Option<String>,
}

/// One worksheet as the workbook lists it.
#[derive(Debug)]
pub(super) struct SheetEntry {
    /// The name on the tab.
    pub(super) name: String,
    /// Whether it is shown.
    pub(super) visibility: Visibility,
    /// The part with its cells.
    pub(super) part: String,
    /// What our marker says, if the sheet is ours and no copy.
    pub(super) marker: Option<String>,
    /// Whether we made it once, and it is the owner's now.
    pub(super) is_former: bool,
    /// Its tables.
    pub(super) tables: Vec<TableArea>,
}

impl SheetEntry {
    /// Gives a sheet that has been read its name and all else that the workbook says of it.
    pub(super) fn onto(self, sheet: Sheet) -> Sheet {
        let Self { name, visibility, marker, is_former, tables, .. } = self;
        Sheet { name: Some(name), visibility, marker, is_former, tables, ..sheet }
    }
}

/// Reads the structure of the workbook.
pub(super) fn read<R: Read + Seek>(package: &mut Package<R>) -> Result<Workbook, Error> {
    let roots = relationships(package, "")?;
    let main = roots.into_values().find(|target| target.is("officeDocument"));
    let main = main.ok_or(Error::NotAWorkbook("a package without a document"))?.part;
    let targets = relationships(package, &main)?;
    let xml = package.small_part(&main)?;
    let xml = xml.ok_or_else(|| Error::Incomplete(format!("part `{main}` is missing")))?;
    let mut workbook = Workbook::default();
    for target in targets.values() {
        if target.is("sharedStrings") {
            workbook.shared_strings = Some(target.part.clone());
        } else if target.is("styles") {
            workbook.styles = Some(target.part.clone());
        }
    }
    let Listing { sheets, markers, made } = listed_sheets(&xml, &main, &mut workbook.is_1904)?;
    let mut ours = our_keys(&sheets, &markers).into_iter();
    for (at, (name, _, relationship, visibility)) in sheets.into_iter().enumerate() {
        let marker = ours.next().flatten();
        let is_former = marker.is_none() && made.contains(&at);
        let Some(target) = targets.get(&relationship).filter(|t| t.is("worksheet")) else {
            continue;
        };
        let tables = tables(package, &target.part)?;
        let part = target.part.clone();
        workbook.sheets.push(SheetEntry { name, visibility, part, marker, is_former, tables });
    }
    Ok(workbook)
}

/// Returns the keys of the sheets that are ours, by their position.
fn our_keys(listed: &[Listed], markers: &BTreeMap<usize, String>) -> Vec<Option<String>> {
    let read = |at| markers.get(&at).and_then(|value| Marker::read(value));
    let markers: Vec<Option<Marker>> = (0..listed.len()).map(read).collect();
    let candidates: Vec<Candidate<'_>> = listed
        .iter()
        .zip(&markers)
        .map(|((name, id, _, _), marker)| Candidate {
            name,
            sheet_id: id.parse().unwrap_or(0),
            marker: marker.as_ref(),
        })
        .collect();
    let ours = marker::ours(&candidates);
    let markers = markers.into_iter().zip(ours);
    markers.map(|(marker, is_ours)| Some(marker.filter(|_| is_ours)?.key)).collect()
}

type Listed = (String, String, String, Visibility);

/// The sheets that a workbook lists, and by their position what our names say of them.
struct Listing {
    sheets: Vec<Listed>,
    /// The values of our markers.
    markers: BTreeMap<usize, String>,
    /// Which of them we made, whosever they are now.
    made: BTreeSet<usize>,
}

/// Reads which sheets the workbook lists, with our names for them.
fn listed_sheets(xml: &[u8], part: &str, is_1904: &mut bool) -> Result<Listing, Error> {
    let mut sheets = Vec::new();
    let mut markers = BTreeMap::new();
    let mut made = BTreeSet::new();
    let mut marked: Option<usize> = None;
    each_event(xml, part, |event| match event {
        Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
            "workbookPr" => {
                if let Some(value) = attribute(tag, "date1904") {
                    *is_1904 = matches!(value.as_str(), "1" | "true");
                }
            }
            "sheet" => {
                let visibility = match attribute(tag, "state").as_deref() {
                    Some("hidden") => Visibility::Hidden,
                    Some("veryHidden") => Visibility::VeryHidden,
                    _ => Visibility::Visible,
                };
                let text = |name| attribute(tag, name).unwrap_or_default();
                sheets.push((text("name"), text("sheetId"), text("id"), visibility));
            }
            "definedName" => {
                let name = attribute(tag, "name").unwrap_or_default();
                let sheet = attribute(tag, "localSheetId").and_then(|id| id.parse().ok());
                marked = sheet.filter(|_| name == marker::SHEET);
                made.extend(sheet.filter(|_| [marker::SHEET, marker::AREAS].contains(&&*name)));
            }
            _ => {}
        },
        Event::Text(text) => {
            if let Some(at) = marked {
                markers.entry(at).or_insert_with(String::new).push_str(text.as_ref());
            }
        }
        Event::End(_) => marked = None,
        _ => {}
    })?;
    Ok(Listing { sheets, markers, made })
}

/// Reads the tables of the sheet whose part it is.
fn tables<R: Read + Seek>(package: &mut Package<R>, sheet: &str) -> Result<Vec<TableArea>, Error> {
    let mut tables = Vec::new();
    for target in relationships(package, sheet)?.into_values().filter(|t| t.is("table")) {
        let Some(xml) = package.small_part(&target.part)? else { continue };
        each_event(&xml, &target.part, |event| {
            let (Event::Start(tag) | Event::Empty(tag)) = event else { return };
            if tag.local_name().as_ref() != "table" {
                return;
            }
            let Some(area) = attribute(tag, "ref").as_deref().and_then(area) else { return };
            tables.push(TableArea {
                name: attribute(tag, "displayName").unwrap_or_default(),
                area,
                has_header: attribute(tag, "headerRowCount").is_none_or(|count| count != "0"),
                has_totals: attribute(tag, "totalsRowCount").is_some_and(|count| count != "0"),
            });
        })?;
    }
    Ok(tables)
}

/// What a relationship points to.
struct Target {
    kind: String,
    part: String,
}

impl Target {
    fn is(&self, kind: &str) -> bool {
        self.kind.ends_with(kind) && self.kind[..self.kind.len() - kind.len()].ends_with('/')
    }
}

/// Reads the relationships of a part (of the package itself for an empty name) by their ids.
fn relationships<R: Read + Seek>(
    package: &mut Package<R>,
    part: &str,
) -> Result<BTreeMap<String, Target>, Error> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let slash = if folder.is_empty() { "" } else { "/" };
    let name = format!("{folder}{slash}_rels/{file}.rels");
    let mut targets = BTreeMap::new();
    let Some(xml) = package.small_part(&name)? else { return Ok(targets) };
    each_event(&xml, &name, |event| {
        let (Event::Start(tag) | Event::Empty(tag)) = event else { return };
        let text = |name| attribute(tag, name).unwrap_or_default();
        if tag.local_name().as_ref() == "Relationship" && text("TargetMode") != "External" {
            let part = resolved(folder, &text("Target"));
            targets.insert(text("Id"), Target { kind: text("Type"), part });
        }
    })?;
    Ok(targets)
}

/// Returns the name of the part that a target means, seen from the folder of the part that points to it.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = Vec::new();
    let whole = if target.starts_with('/') { target } else { format!("{folder}/{target}") };
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// Reads an area such as `B4:I65`.
pub(crate) fn area(text: &str) -> Option<Area> {
    let (from, to) = text.split_once(':').unwrap_or((text, text));
    let ((top, left), (bottom, right)) = (cell_reference(from)?, cell_reference(to)?);
    Some(Area {
        top: top.min(bottom),
        left: left.min(right),
        bottom: top.max(bottom),
        right: left.max(right),
    })
}

/// Reads a reference such as `B4` or `$B$4` as (row, column) from 0; none beyond the limits of a sheet.
pub(crate) fn cell_reference(text: &str) -> Option<(u32, u32)> {
    let (mut row, mut column) = (0u32, 0u32);
    for byte in text.bytes().filter(|byte| *byte != b'$') {
        match byte {
            b'0'..=b'9' => row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?,
            letter if letter.is_ascii_alphabetic() && row == 0 => {
                let digit = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
                column = column.checked_mul(26)?.checked_add(digit)?;
            }
            _ => return None,
        }
    }
    let inside = (1..=MAX_ROWS).contains(&row) && (1..=MAX_COLUMNS).contains(&column);
    inside.then(|| (row - 1, column - 1))
}

/// Returns an attribute by the end of its name, so that any prefix will do.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let attribute = attributes.find(|a| a.key.local_name().as_ref() == name)?;
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// Calls `see` with each event of a part.
pub(super) fn each_event(
    xml: &[u8],
    part: &str,
    mut see: impl FnMut(&Event<'_>),
) -> Result<(), Error> {
    let mut reader = quick_xml::Reader::from_reader(xml);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => return Ok(()),
            Ok(event) => see(&event),
            Err(error) => return Err(Error::damaged(part, error)),
        }
    }
}
