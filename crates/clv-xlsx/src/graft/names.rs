//! The defined names of the owner's workbook with ours among them.

use super::outline::{Edit, escaped};
use super::workbook::{Defined, Workbook};
use crate::marker;
use clv_core::grid::{Area, column_letters};

/// The names that Excel itself gives a sheet: what is printed, what is repeated, what is filtered.
const OF_A_SHEET: [&str; 3] = ["_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase"];
/// The most characters of what a name stands for.
const LONGEST: usize = 8_000;

/// A name that is to be there.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// The name.
    pub(super) name: String,
    /// The position of the sheet that it belongs to, as it will be.
    pub(super) scope: Option<usize>,
    /// What it stands for.
    pub(super) content: String,
    /// Whether it is kept from the list of names.
    pub(super) is_hidden: bool,
}

impl Wanted {
    fn markup(&self, prefix: &str) -> String {
        let scope = self.scope.map(|at| format!(" localSheetId=\"{at}\"")).unwrap_or_default();
        let hidden = if self.is_hidden { " hidden=\"1\"" } else { "" };
        let name = escaped(&self.name);
        let content = quick_xml::escape::partial_escape(&self.content);
        format!(
            "<{prefix}definedName name=\"{name}\"{scope}{hidden}>{content}</{prefix}definedName>"
        )
    }
}

/// What becomes of the sheets that are there, by their position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// The owner's.
    Stays,
    /// Ours; it is written anew in its place.
    Replaced,
    /// Ours until now; with what the owner put on it, it is the owner's from now on.
    LetGo,
    /// Ours; it is taken out.
    Removed,
}

/// Returns the edits after which the names are as they should be.
pub(super) fn edits(
    workbook: &Workbook,
    fates: &[Fate],
    wanted: &[Wanted],
    is_stale: impl Fn(&Defined) -> bool,
) -> Vec<Edit> {
    let outline = &workbook.outline;
    let mut missing: Vec<&Wanted> = wanted.iter().collect();
    let mut edits = Vec::new();
    let mut n_left = workbook.names.len();
    for name in &workbook.names {
        let fate = name.scope.and_then(|at| fates.get(at));
        let scope = name.scope.and_then(|at| moved(fates, at));
        let found = missing
            .iter()
            .position(|wanted| name.is(&wanted.name) && wanted.scope == scope)
            // One of a sheet that is not there becomes ours where a new sheet gets that position: a name stands once.
            .filter(|_| matches!(fate, None | Some(Fate::Replaced)));
        let old = outline.markup(&name.element);
        let managed = || OF_A_SHEET.iter().any(|of_sheet| name.is(of_sheet));
        let mark = name.is(marker::SHEET) || name.is(marker::AREAS);
        let goes = match fate {
            Some(Fate::Removed) => true,
            Some(Fate::Replaced) => (managed() || mark) && found.is_none(),
            Some(Fate::LetGo) => name.is(marker::SHEET),
            Some(Fate::Stays) => false,
            None => found.is_none() && is_stale(name),
        };
        if goes {
            edits.push(Edit::remove(name.element.whole.clone()));
            n_left -= 1;
        } else if let Some(found) = found {
            let markup = missing.remove(found).markup(outline.prefix(&name.element));
            if markup != old {
                edits.push(Edit { place: name.element.whole.clone(), text: markup });
            }
        } else if let Some(new) = scope
            && scope != name.scope
            && let Some(place) = outline.value_place(&name.element, "localSheetId")
        {
            edits.push(Edit { place, text: new.to_string() });
        }
    }
    let root = outline.root();
    match outline.child(root, "definedNames") {
        Some(list) if n_left == 0 && missing.is_empty() && !edits.is_empty() => {
            edits = vec![Edit::remove(list.whole.clone())];
        }
        Some(list) => {
            let prefix = outline.prefix(list);
            let markup: String = missing.iter().map(|wanted| wanted.markup(prefix)).collect();
            if !markup.is_empty() {
                edits.push(outline.append(list, &markup));
            }
        }
        None if missing.is_empty() => {}
        None => {
            let prefix = outline.prefix(root);
            let markup: String = missing.iter().map(|wanted| wanted.markup(prefix)).collect();
            let before = ["sheets", "functionGroups", "externalReferences"];
            let place = outline
                .children(root)
                .filter(|element| before.contains(&outline.name(element)))
                .map(|element| element.whole.end)
                .max()
                .unwrap_or(root.close);
            let markup = format!("<{prefix}definedNames>{markup}</{prefix}definedNames>");
            edits.push(Edit::insert(place, markup));
        }
    }
    edits
}

/// Returns the position that a sheet will have; none if it goes.
pub(super) fn moved(fates: &[Fate], at: usize) -> Option<usize> {
    if fates.get(at) == Some(&Fate::Removed) {
        return None;
    }
    let before = fates.iter().take(at).filter(|fate| **fate == Fate::Removed).count();
    Some(at - before)
}

/// Returns the reference to areas of a sheet, such as `'CLV Acties'!$A$1:$C$9,'CLV Acties'!$A$12`.
///
/// Where there are too many, neighbors are put together, so that they cover more.
pub(super) fn reference(sheet: &str, mut areas: Vec<Area>) -> String {
    let sheet = format!("'{}'!", sheet.replace('\'', "''"));
    loop {
        let parts: Vec<String> = areas.iter().map(|area| sheet.clone() + &absolute(area)).collect();
        let text = parts.join(",");
        if text.chars().count() <= LONGEST || areas.len() < 2 {
            return text;
        }
        areas = areas.chunks(2).map(|pair| pair.iter().skip(1).fold(pair[0], around)).collect();
    }
}

fn around(one: Area, other: &Area) -> Area {
    Area {
        top: one.top.min(other.top),
        left: one.left.min(other.left),
        bottom: one.bottom.max(other.bottom),
        right: one.right.max(other.right),
    }
}

fn absolute(area: &Area) -> String {
    let cell = |row: u32, column: u32| format!("${}${}", column_letters(column), row + 1);
    let (from, to) = (cell(area.top, area.left), cell(area.bottom, area.right));
    if from == to { from } else { format!("{from}:{to}") }
}

/// Reads a reference to areas; parts that the owner deleted are passed over.
pub(super) fn areas(reference: &str) -> Vec<Area> {
    let mut quoted = false;
    let parts = reference.split(|letter: char| {
        quoted ^= letter == '\'';
        letter == ',' && !quoted
    });
    let area = |part: &str| {
        let (_, cells) = part.rsplit_once('!')?;
        crate::read::area(&cells.replace('$', ""))
    };
    parts.filter_map(area).collect()
}

/// Returns the sheet that a reference leads to.
pub(super) fn sheet_of(reference: &str) -> Option<String> {
    let reference = reference.trim_start_matches(['=', '$']);
    let Some(quoted) = reference.strip_prefix('\'') else {
        return reference.split_once('!').map(|(sheet, _)| sheet.to_owned());
    };
    let (sheet, _) = quoted.split_once("'!")?;
    Some(sheet.replace("''", "'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_written_and_read_as_references() {
        let areas_in = [Area { top: 0, left: 0, bottom: 8, right: 2 }, Area::cell(11, 0)];
        let text = reference("Jan's, blad", areas_in.to_vec());
        assert_eq!(text, "'Jan''s, blad'!$A$1:$C$9,'Jan''s, blad'!$A$12");
        assert_eq!(areas(&text), areas_in);
        assert_eq!(areas("CLV!$A$1:$C$9,CLV!#REF!"), areas_in[..1]);
        assert_eq!(sheet_of(&text).as_deref(), Some("Jan's, blad"));
        assert_eq!(sheet_of("CLV!$A$1").as_deref(), Some("CLV"));
    }

    #[test]
    fn too_many_areas_become_fewer_that_cover_more() {
        let many: Vec<Area> = (0..3000).map(|row| Area::cell(2 * row, row % 7)).collect();
        let text = reference("CLV", many.clone());
        assert!(text.len() <= LONGEST);
        let read = areas(&text);
        let covers = |area: &Area| {
            read.iter().any(|r| {
                r.top <= area.top
                    && r.bottom >= area.bottom
                    && r.left <= area.left
                    && r.right >= area.right
            })
        };
        assert!(many.iter().all(covers));
    }
}
