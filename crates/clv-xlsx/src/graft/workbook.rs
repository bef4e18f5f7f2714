//! The workbook part of the owner: which sheets and names there are.

use super::Refusal;
use super::content_types::ContentTypes;
use super::outline::{Element, Outline};
use super::package::Package;
use super::refusal::damaged;
use super::relations::{self, Relations};
use crate::marker::{self, Candidate, Marker};

/// The namespaces of workbooks in the two editions of the standard.
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
pub(super) const STRICT_MAIN: &str = "http://purl.oclc.org/ooxml/spreadsheetml/main";

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub(super) struct Listed {
    /// The name on the tab.
    pub(super) name: String,
    /// Its id in the workbook.
    pub(super) id: u32,
    /// The id of its relationship.
    pub(super) relation: String,
    /// Its part; none where the relationship leads nowhere.
    pub(super) part: Option<String>,
    /// Whether it is a worksheet, not a chart, a dialog or a sheet of macros.
    pub(super) is_worksheet: bool,
    /// What its marker says, if it is ours.
    pub(super) marker: Option<Marker>,
    /// Where it is listed.
    pub(super) element: Element,
}

/// A defined name.
#[derive(Debug)]
pub(super) struct Defined {
    /// The name.
    pub(super) name: String,
    /// The position of the sheet that it belongs to; none for the whole workbook.
    pub(super) scope: Option<usize>,
    /// What it stands for.
    pub(super) content: String,
    /// Where it is defined.
    pub(super) element: Element,
}

impl Defined {
    /// Returns whether it is called so, whatever the case of its letters.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.to_lowercase() == name.to_lowercase()
    }
}

/// The workbook part and what it says.
#[derive(Debug)]
pub(super) struct Workbook {
    /// The index of its part.
    pub(super) entry: usize,
    /// The name of its part.
    pub(super) part: String,
    /// Its text.
    pub(super) outline: Outline,
    /// Its relationships.
    pub(super) relations: Relations,
    /// The sheets in the order of their tabs.
    pub(super) sheets: Vec<Listed>,
    /// The defined names.
    pub(super) names: Vec<Defined>,
    /// Whether dates count from 1904.
    pub(super) is_1904: bool,
    /// Whether it is written in the strict edition of the standard.
    pub(super) is_strict: bool,
}

impl Workbook {
    /// Finds and reads the workbook of a package, and refuses those that no sheet may be added to.
    pub(super) fn read(package: &Package<'_>, types: &ContentTypes) -> Result<Self, Refusal> {
        let roots = Relations::of(package, "")?.ok_or(Refusal::OtherKind)?;
        if roots.list.iter().any(|relation| relation.kind.contains("/digital-signature/")) {
            return Err(Refusal::Signed);
        }
        let part = roots.find("officeDocument").and_then(|relation| relation.part.clone());
        let part = part.ok_or(Refusal::OtherKind)?;
        check_kind(types.of(&part).unwrap_or_default())?;
        if let Some(custom) = roots.find("custom-properties").and_then(|r| r.part.as_deref()) {
            check_final(package, custom)?;
        }
        let workbook = Self::parse(package, part)?;
        workbook.check_protection()?;
        Ok(workbook)
    }

    /// Reads the workbook in a part.
    pub(super) fn parse(package: &Package<'_>, part: String) -> Result<Self, Refusal> {
        let entry = package.find(&part).ok_or_else(|| damaged(&part, "it is missing"))?;
        let outline = Outline::read(package.read(entry)?, &part)?;
        let root = outline.root();
        let is_strict = outline.namespace == STRICT_MAIN;
        if outline.name(root) != "workbook" || !(is_strict || outline.namespace == MAIN) {
            return Err(damaged(&part, "it is no workbook"));
        }
        let relations = Relations::of(package, &part)?;
        let relations =
            relations.ok_or_else(|| damaged(&relations::name_for(&part), "it is missing"))?;
        let is_1904 =
            outline.child(root, "workbookPr").is_some_and(|pr| outline.flag(pr, "date1904"));
        let names = read_names(&outline);
        let mut sheets = read_sheets(&outline, &relations, &part)?;
        mark(&mut sheets, &names);
        Ok(Self { entry, part, outline, relations, sheets, names, is_1904, is_strict })
    }

    fn check_protection(&self) -> Result<(), Refusal> {
        let outline = &self.outline;
        for element in outline.children(outline.root()) {
            match outline.name(element) {
                "workbookProtection" if outline.flag(element, "lockStructure") => {
                    return Err(Refusal::Protected);
                }
                "fileSharing"
                    if outline.flag(element, "readOnlyRecommended")
                        || outline.attribute(element, "reservationPassword").is_some()
                        || outline.attribute(element, "hashValue").is_some() =>
                {
                    return Err(Refusal::ReadOnly);
                }
                _ => {}
            }
        }
        if self.relations.find("revisionHeaders").is_some() {
            return Err(Refusal::Shared);
        }
        Ok(())
    }

    /// Returns the folder of the workbook, with a slash at its end.
    pub(super) fn folder(&self) -> &str {
        relations::folder(&self.part)
    }

    /// Returns a number such that `rId` with it, or with a higher one, is no id of a relationship, nor one that a sheet
    /// whose part is missing would then lead to.
    pub(super) fn free_relation(&self) -> u32 {
        self.relations.free_number(self.sheets.iter().map(|sheet| sheet.relation.as_str()))
    }

    /// Returns the positions of the sheets that are ours.
    pub(super) fn ours(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.sheets.len()).filter(|at| self.sheets[*at].marker.is_some())
    }

    /// Returns the name that belongs to a sheet, or to the whole workbook.
    pub(super) fn name(&self, name: &str, scope: Option<usize>) -> Option<&Defined> {
        self.names.iter().find(|known| known.scope == scope && known.is(name))
    }
}

fn read_sheets(
    outline: &Outline,
    relations: &Relations,
    part: &str,
) -> Result<Vec<Listed>, Refusal> {
    let list = outline.child(outline.root(), "sheets");
    let list = list.ok_or_else(|| damaged(part, "it has no list of sheets"))?;
    // Names count the sheets of this list: what is no sheet would make them mean others.
    if outline.children(list).any(|element| outline.name(element) != "sheet") {
        return Err(damaged(part, "its list of sheets holds something else"));
    }
    let sheets: Vec<Listed> = outline
        .children(list)
        .map(|element| {
            let relation = outline.attribute(element, "id").unwrap_or_default();
            let target = relations.part(&relation);
            Listed {
                name: outline.attribute(element, "name").unwrap_or_default(),
                id: outline.number(element, "sheetId").unwrap_or(0),
                part: target.and_then(|target| target.part.clone()),
                is_worksheet: target.is_some_and(|target| target.word() == "worksheet"),
                relation,
                marker: None,
                element: element.clone(),
            }
        })
        .collect();
    Ok(sheets)
}

fn read_names(outline: &Outline) -> Vec<Defined> {
    let Some(list) = outline.child(outline.root(), "definedNames") else { return Vec::new() };
    outline
        .children(list)
        .filter(|element| outline.name(element) == "definedName")
        .map(|element| Defined {
            name: outline.attribute(element, "name").unwrap_or_default(),
            scope: outline.number(element, "localSheetId").map(|at| at as usize),
            content: outline.content(element),
            element: element.clone(),
        })
        .collect()
}

/// Gives the sheets that are ours what their markers say.
fn mark(sheets: &mut [Listed], names: &[Defined]) {
    let mut markers: Vec<Option<Marker>> = vec![None; sheets.len()];
    for name in names.iter().filter(|name| name.is(marker::SHEET)) {
        if let Some(place) = name.scope.and_then(|at| markers.get_mut(at)) {
            *place = Marker::read(&name.content);
        }
    }
    let candidates: Vec<Candidate<'_>> = sheets
        .iter()
        .zip(&markers)
        .map(|(sheet, marker)| Candidate {
            name: &sheet.name,
            sheet_id: sheet.id,
            marker: marker.as_ref().filter(|_| sheet.is_worksheet && sheet.part.is_some()),
        })
        .collect();
    let ours = marker::ours(&candidates);
    for ((sheet, marker), is_ours) in sheets.iter_mut().zip(markers).zip(ours) {
        sheet.marker = marker.filter(|_| is_ours);
    }
}

/// Refuses what is no workbook with its sheets in XML.
fn check_kind(kind: &str) -> Result<(), Refusal> {
    let kind = kind.to_ascii_lowercase();
    if kind.contains("ms-excel.sheet.binary") {
        Err(Refusal::Binary)
    } else if (kind.contains("spreadsheetml.") || kind.contains("ms-excel."))
        && kind.ends_with(".main+xml")
    {
        Ok(())
    } else {
        Err(Refusal::OtherKind)
    }
}

fn check_final(package: &Package<'_>, custom: &str) -> Result<(), Refusal> {
    let Some(entry) = package.find(custom) else { return Ok(()) };
    // Not ours to understand: where it is damaged, it marks nothing.
    let Ok(outline) = package.read(entry).and_then(|bytes| Outline::read(bytes, custom)) else {
        return Ok(());
    };
    let is_final = outline.children(outline.root()).any(|property| {
        outline.attribute(property, "name").as_deref() == Some("_MarkAsFinal")
            && outline.markup(property).contains(">true<")
    });
    if is_final { Err(Refusal::Final) } else { Ok(()) }
}
