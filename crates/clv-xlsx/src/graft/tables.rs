//! Tables: their numbers and names are unique in a workbook, and formats hang on them.

use super::Refusal;
use super::body::Body;
use super::outline::{Edit, Element, Outline, escaped};
use super::package::Package;
use super::styles::Numbers;
use clv_core::grid::Area;

/// What tables are in the content types.
const KIND: &str = "spreadsheetml.table+xml";
/// The attributes with the numbers of formats.
const FORMATS: [&str; 7] = [
    "dxfId",
    "dataDxfId",
    "headerRowDxfId",
    "totalsRowDxfId",
    "headerRowBorderDxfId",
    "tableBorderDxfId",
    "totalsRowBorderDxfId",
];

/// A table of the owner's workbook, or one of ours in it.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// Its part, folded.
    pub(super) part: String,
    /// Its number in the workbook.
    pub(super) id: u32,
    /// The name that formulas use.
    pub(super) name: String,
}

/// Finds all tables of a package.
pub(super) fn all<'t>(
    package: &Package<'_>,
    named: impl Iterator<Item = (&'t str, &'t str)>,
) -> Result<Vec<Table>, Refusal> {
    let mut tables = Vec::new();
    for (part, _) in named.filter(|(_, kind)| kind.ends_with(KIND)) {
        let Some(entry) = package.find(part) else { continue };
        let outline = Outline::read(package.read(entry)?, part)?;
        let root = outline.root();
        let name =
            outline.attribute(root, "displayName").or_else(|| outline.attribute(root, "name"));
        tables.push(Table {
            part: part.to_owned(),
            id: outline.number(root, "id").unwrap_or(0),
            name: name.unwrap_or_default(),
        });
    }
    Ok(tables)
}

/// Returns the area of a table, and its name.
pub(super) fn area_and_name(outline: &Outline) -> (Option<Area>, String) {
    let area = outline.attribute(outline.root(), "ref");
    let area = area.as_deref().and_then(crate::read::area);
    (area, outline.attribute(outline.root(), "displayName").unwrap_or_default())
}

/// Writes a table of the report as it has to be in the owner's workbook, with the rows of a list if it holds one.
pub(super) fn rewritten(
    outline: &Outline,
    id: u32,
    numbers: &Numbers,
    body: Option<&Body<'_>>,
) -> String {
    let mut edits = Vec::new();
    let mut replace = |element: &Element, name: &str, value: &str| {
        let place = outline.value_place(element, name);
        edits.extend(place.map(|place| Edit { place, text: escaped(value) }));
    };
    let root = outline.root();
    replace(root, "id", &id.to_string());
    if let (Some(body), Some(area)) = (body, area_and_name(outline).0) {
        let area = body.filled(area).to_string();
        replace(root, "ref", &area);
        if let Some(filter) = outline.child(root, "autoFilter") {
            replace(filter, "ref", &area);
        }
    }
    let mut waiting = vec![root];
    while let Some(element) = waiting.pop() {
        for attribute in FORMATS {
            let number = outline.number(element, attribute).map(|number| number as usize);
            if let Some(new) = number.and_then(|number| numbers.conditional.get(number)) {
                replace(element, attribute, &new.to_string());
            }
        }
        waiting.extend(outline.children(element));
    }
    outline.edited(&edits)
}
