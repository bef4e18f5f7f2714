//! The content types of a package: what kind each part is.

use super::Refusal;
use super::outline::{Edit, Outline, escaped};
use super::package::{Package, folded};
use super::refusal::damaged;
use super::relations::decoded;
use std::collections::BTreeMap;

/// The name of their part.
pub(super) const PART: &str = "[Content_Types].xml";
/// What parts with relationships are.
pub(super) const RELATIONSHIPS: &str = "application/vnd.openxmlformats-package.relationships+xml";

/// The content types of a package.
#[derive(Debug)]
pub(super) struct ContentTypes {
    /// The index of their own part.
    pub(super) entry: usize,
    /// Their text.
    pub(super) outline: Outline,
    defaults: BTreeMap<String, String>,
    overrides: BTreeMap<String, String>,
}

impl ContentTypes {
    /// Reads them.
    pub(super) fn read(package: &Package<'_>) -> Result<Self, Refusal> {
        let entry = package.find(PART).ok_or_else(|| damaged(PART, "it is missing"))?;
        let outline = Outline::read(package.read(entry)?, PART)?;
        let (mut defaults, mut overrides) = (BTreeMap::new(), BTreeMap::new());
        for element in outline.children(outline.root()) {
            let text = |name| outline.attribute(element, name).unwrap_or_default();
            match outline.name(element) {
                "Default" => {
                    let ending = text("Extension").trim_start_matches('.').to_lowercase();
                    defaults.insert(ending, text("ContentType"));
                }
                "Override" => {
                    drop(
                        overrides.insert(folded(&decoded(&text("PartName"))), text("ContentType")),
                    );
                }
                _ => {}
            }
        }
        Ok(Self { entry, outline, defaults, overrides })
    }

    /// Returns what kind a part is.
    pub(super) fn of(&self, part: &str) -> Option<&str> {
        let part = folded(part);
        let ending = part.rsplit_once('.').map_or("", |(_, ending)| ending);
        let found = self.overrides.get(&part).or_else(|| self.defaults.get(ending));
        found.map(String::as_str)
    }

    /// Returns the parts that are named one by one, folded, whether they are there or not, and what they are.
    pub(super) fn named(&self) -> impl Iterator<Item = (&str, &str)> {
        self.overrides.iter().map(|(part, kind)| (part.as_str(), kind.as_str()))
    }

    /// Returns the edits after which parts are what they should be, and parts that go are not named any more.
    pub(super) fn changed(&self, parts: &BTreeMap<String, String>, gone: &[String]) -> Vec<Edit> {
        let outline = &self.outline;
        let gone: Vec<String> = gone.iter().map(|part| folded(part)).collect();
        let wrong = |part: &str| {
            let wanted = parts.iter().find(|(name, _)| folded(name) == part);
            wanted.is_some_and(|(_, kind)| self.overrides.get(part) != Some(kind))
        };
        let mut edits: Vec<Edit> = outline
            .children(outline.root())
            .filter(|element| outline.name(element) == "Override")
            .filter(|element| {
                let part =
                    folded(&decoded(&outline.attribute(element, "PartName").unwrap_or_default()));
                gone.contains(&part) || wrong(&part)
            })
            .map(|element| Edit::remove(element.whole.clone()))
            .collect();
        let prefix = outline.prefix(outline.root());
        let markup: Vec<String> = parts
            .iter()
            .filter(|(part, kind)| {
                let is_usual = *kind == RELATIONSHIPS && self.defaults.get("rels") == Some(*kind);
                !is_usual && self.overrides.get(&folded(part)) != Some(*kind)
            })
            .map(|(part, kind)| {
                let part = escaped(&encoded(part));
                format!("<{prefix}Override PartName=\"/{part}\" ContentType=\"{kind}\"/>")
            })
            .collect();
        let markup = markup.concat();
        if !markup.is_empty() {
            edits.push(outline.append(outline.root(), &markup));
        }
        edits
    }
}

/// Writes a space of a folder that the owner's program chose as addresses have it.
fn encoded(part: &str) -> String {
    part.replace('%', "%25").replace(' ', "%20")
}
