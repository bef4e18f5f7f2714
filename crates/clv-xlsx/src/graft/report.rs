//! The workbook that `rust_xlsxwriter` made: the sheets that are to be put into another one.

use super::Refusal;
use super::content_types::ContentTypes;
use super::outline::Outline;
use super::package::Package;
use super::refusal::damaged;
use super::relations::{Relation, Relations};
use super::workbook::Workbook;
use std::ops::Range;

/// A report with what the graft needs of it.
pub(super) struct Report<'a> {
    /// Its container.
    pub(super) package: Package<'a>,
    /// Its content types.
    pub(super) types: ContentTypes,
    /// Its sheets and names.
    pub(super) workbook: Workbook,
    /// Its styles.
    pub(super) styles: Outline,
    /// Its texts.
    pub(super) texts: Texts,
}

/// A part that a sheet of the report needs, directly or through others.
#[derive(Debug)]
pub(super) struct Dependent {
    /// The part.
    pub(super) part: String,
    /// What it is to the part that needs it, such as `drawing`.
    pub(super) word: String,
}

impl<'a> Report<'a> {
    /// Reads a report.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let unfit = |refusal: Refusal| Refusal::Report(refusal.to_string());
        let package = Package::open(bytes).map_err(unfit)?;
        let types = ContentTypes::read(&package).map_err(unfit)?;
        let workbook = Workbook::read(&package, &types).map_err(unfit)?;
        for word in ["sheetMetadata", "FeaturePropertyBag", "rdRichValue", "vbaProject"] {
            if workbook.relations.find(word).is_some() {
                return Err(Refusal::Report(format!(
                    "it needs `{word}`, which belongs to a whole workbook"
                )));
            }
        }
        let part = |word| {
            let relation = workbook.relations.find(word)?;
            package.find(relation.part.as_deref()?)
        };
        let styles = part("styles").ok_or_else(|| damaged("styles", "it is missing"))?;
        let styles = Outline::read(package.read(styles)?, "styles")?;
        let texts = match part("sharedStrings") {
            Some(entry) => Texts::read(package.read(entry)?)?,
            None => Texts::default(),
        };
        Ok(Self { package, types, workbook, styles, texts })
    }

    /// Returns the relationships of a part.
    pub(super) fn relations(&self, part: &str) -> Result<Vec<Relation>, Refusal> {
        Ok(Relations::of(&self.package, part)?.map_or_else(Vec::new, |relations| relations.list))
    }

    /// Returns the part of a sheet by its place; nothing where the report does not say.
    pub(super) fn part_of(&self, sheet: usize) -> &str {
        self.workbook.sheets[sheet].part.as_deref().unwrap_or_default()
    }

    /// Returns the parts that a sheet needs, each before those that it needs itself.
    pub(super) fn dependents(&self, sheet: &str) -> Result<Vec<Dependent>, Refusal> {
        dependents(&self.package, sheet)
    }
}

/// Returns the parts that a part of a package needs, each before those that it needs itself.
pub(super) fn dependents(package: &Package<'_>, part: &str) -> Result<Vec<Dependent>, Refusal> {
    let mut found: Vec<Dependent> = Vec::new();
    let mut waiting = vec![part.to_owned()];
    while let Some(part) = waiting.pop() {
        let Some(relations) = Relations::of(package, &part)? else { continue };
        for relation in relations.list {
            let word = relation.word().to_owned();
            let Some(part) = relation.part else { continue };
            let is_known = found.iter().any(|known| known.part == part);
            if !is_known && package.find(&part).is_some() {
                waiting.push(part.clone());
                found.push(Dependent { part, word });
            }
        }
    }
    Ok(found)
}

/// The shared texts of a report, as markup.
#[derive(Debug, Default)]
pub(super) struct Texts {
    xml: Vec<u8>,
    places: Vec<Range<usize>>,
}

impl Texts {
    fn read(xml: Vec<u8>) -> Result<Self, Refusal> {
        let mut places = Vec::new();
        let mut at = 0;
        while let Some(found) = memchr::memmem::find(&xml[at..], b"<si>") {
            let start = at + found + 4;
            let length = memchr::memmem::find(&xml[start..], b"</si>");
            let length = length.ok_or_else(|| damaged("sharedStrings", "it is cut off"))?;
            places.push(start..start + length);
            at = start + length;
        }
        Ok(Self { xml, places })
    }

    /// Returns what stands between the tags of a text.
    pub(super) fn get(&self, number: usize) -> Option<&[u8]> {
        self.places.get(number).map(|place| &self.xml[place.clone()])
    }
}
