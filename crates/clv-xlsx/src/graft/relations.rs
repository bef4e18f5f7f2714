//! Relationships: which part points to which, and the names of parts that this gives.

use super::Refusal;
use super::outline::{Edit, Outline, escaped};
use super::package::Package;
use super::refusal::damaged;

/// The namespace of relationships in the parts that use them, in both editions of the standard.
pub(super) const TRANSITIONAL: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
pub(super) const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";

/// One relationship of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Relation {
    /// Its id within the part.
    pub(super) id: String,
    /// What it is, as an address.
    pub(super) kind: String,
    /// Where it leads, as it stands.
    pub(super) target: String,
    /// The part that it leads to; none if it leads outside the package.
    pub(super) part: Option<String>,
}

impl Relation {
    /// Returns the last word of what it is, such as `worksheet`.
    pub(super) fn word(&self) -> &str {
        self.kind.rsplit('/').next().unwrap_or_default()
    }
}

/// The relationships of one part.
#[derive(Debug)]
pub(super) struct Relations {
    /// The index of their own part.
    pub(super) entry: usize,
    /// Their text.
    pub(super) outline: Outline,
    /// All of them.
    pub(super) list: Vec<Relation>,
}

impl Relations {
    /// Reads the relationships of a part, of the package itself for an empty name; none if it has none.
    pub(super) fn of(package: &Package<'_>, part: &str) -> Result<Option<Self>, Refusal> {
        let name = name_for(part);
        let Some(entry) = package.find(&name) else { return Ok(None) };
        Self::read(package, entry, folder(part)).map(Some)
    }

    /// Reads the relationships in an entry, for a part in a folder.
    pub(super) fn read(package: &Package<'_>, entry: usize, folder: &str) -> Result<Self, Refusal> {
        let outline = Outline::read(package.read(entry)?, &package.entries[entry].name)?;
        // What is no relationship might have the id that is given to a new one.
        if outline.children(outline.root()).any(|element| outline.name(element) != "Relationship") {
            let part = &package.entries[entry].name;
            return Err(damaged(part, "its list of relationships holds something else"));
        }
        let text = |element, name| outline.attribute(element, name).unwrap_or_default();
        let list = outline
            .children(outline.root())
            .map(|element| {
                let target = text(element, "Target");
                let is_outside = text(element, "TargetMode") == "External";
                let part = (!is_outside).then(|| resolved(folder, &target));
                Relation { id: text(element, "Id"), kind: text(element, "Type"), target, part }
            })
            .collect();
        Ok(Self { entry, outline, list })
    }

    /// Returns the first relationship whose kind ends in a word.
    pub(super) fn find(&self, word: &str) -> Option<&Relation> {
        self.list.iter().find(|relation| relation.word() == word)
    }

    /// Returns the part that a relationship leads to.
    pub(super) fn part(&self, id: &str) -> Option<&Relation> {
        self.list.iter().find(|relation| relation.id == id)
    }

    /// Returns a number such that `rId` with it, or with a higher one, is no id yet: of a relationship, or one of those
    /// that are used without being there.
    pub(super) fn free_number<'a>(&'a self, used: impl Iterator<Item = &'a str>) -> u32 {
        let ids = self.list.iter().map(|relation| relation.id.as_str()).chain(used);
        let numbers = ids.filter_map(|id| {
            let number = id.get(3..)?.parse::<u32>().ok()?;
            id.get(..3)?.eq_ignore_ascii_case("rid").then_some(number)
        });
        numbers.max().unwrap_or(0).saturating_add(1)
    }

    /// Returns the edit that adds relationships, given as (id, kind, target).
    pub(super) fn add(&self, relations: &[(String, String, String)]) -> Option<Edit> {
        let prefix = self.outline.prefix(self.outline.root());
        let markup: Vec<String> = relations
            .iter()
            .map(|(id, kind, target)| {
                let target = escaped(target);
                format!("<{prefix}Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
            })
            .collect();
        let markup = markup.concat();
        (!markup.is_empty()).then(|| self.outline.append(self.outline.root(), &markup))
    }

    /// Returns the edits that take relationships away.
    pub(super) fn remove(&self, ids: &[&str]) -> Vec<Edit> {
        self.outline
            .children(self.outline.root())
            .filter(|element| {
                let id = self.outline.attribute(element, "Id");
                id.is_some_and(|id| ids.contains(&id.as_str()))
            })
            .map(|element| Edit::remove(element.whole.clone()))
            .collect()
    }
}

/// Returns the name of the part with the relationships of a part.
pub(super) fn name_for(part: &str) -> String {
    let folder = folder(part);
    let file = &part[folder.len()..];
    format!("{folder}_rels/{file}.rels")
}

/// Returns the folder of a part, with a slash at its end, or nothing at the top.
pub(super) fn folder(part: &str) -> &str {
    part.rfind('/').map_or("", |slash| &part[..=slash])
}

/// Returns the part that a target means, seen from the folder of the part that points to it.
pub(super) fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let target = target.split(['#', '?']).next().unwrap_or_default();
    let whole =
        if target.starts_with('/') { target.to_owned() } else { format!("{folder}{target}") };
    let mut steps: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    decoded(&steps.join("/"))
}

/// Resolves the `%20` of addresses.
pub(super) fn decoded(address: &str) -> String {
    if !address.contains('%') {
        return address.to_owned();
    }
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Returns how a part is called from the folder of another one.
pub(super) fn relative(folder: &str, part: &str) -> String {
    part.strip_prefix(folder).map_or_else(|| format!("/{part}"), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_the_folder_of_their_part() {
        for (folder, target, part) in [
            ("xl/", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/", "/xl/styles.xml", "xl/styles.xml"),
            ("xl/worksheets/", "..\\drawings\\drawing1.xml", "xl/drawings/drawing1.xml"),
            ("", "workbook.xml", "workbook.xml"),
            ("xl/", "../../../etc/passwd", "etc/passwd"),
            ("xl/", "worksheets/blad%201.xml", "xl/worksheets/blad 1.xml"),
        ] {
            assert_eq!(resolved(folder, target), part);
        }
        assert_eq!(name_for("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
        assert_eq!(name_for(""), "_rels/.rels");
        assert_eq!(name_for("book.xml"), "_rels/book.xml.rels");
        assert_eq!(relative("xl/", "xl/worksheets/sheet4.xml"), "worksheets/sheet4.xml");
    }
}
