//! The styles of the owner with ours behind them; what stood there keeps its place and its number.

use super::Refusal;
use super::outline::{Edit, Element, Outline};
use super::tree::Tree;
use crate::read::is_date_code;
use std::collections::{BTreeMap, HashMap};

/// The sections of a styles part, in the order that the standard asks for.
const SECTIONS: [&str; 11] = [
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
];
/// An entry that is given in several versions, for programs that know more or less.
const VERSIONS: &str = "AlternateContent";
/// The most styles of cells that Excel opens.
const MOST_FORMATS: usize = 64_000;
/// The first number of a format that is not built in is above this.
const BUILT_IN_FORMATS: u32 = 163;
/// By how many a number may be higher than there are styles: more is damage, not a slip.
const MOST_MISSING: usize = 1_000;

/// One section of a styles part: what stands in it, and what is put behind that.
struct Section {
    element: Option<Element>,
    by_meaning: HashMap<String, u32>,
    count: usize,
    added: Vec<Tree>,
}

impl Section {
    fn read(outline: &Outline, name: &str) -> Result<Self, Refusal> {
        let element = outline.child(outline.root(), name).cloned();
        let mut section = Self { element, by_meaning: HashMap::new(), count: 0, added: Vec::new() };
        let Some(element) = &section.element else { return Ok(section) };
        let mut has_versions = false;
        for child in outline.entries(element) {
            has_versions |= outline.name(child) == VERSIONS;
            let meaning = Tree::read(outline.markup(child)).canonical();
            let number = u32::try_from(section.count).unwrap_or(u32::MAX);
            section.by_meaning.entry(meaning).or_insert(number);
            section.count += 1;
        }
        let said = outline.number(element, "count").map(|count| count as usize);
        if has_versions && said.is_some_and(|said| said != section.count) {
            return Err(Refusal::Unusual("styles in several versions"));
        }
        Ok(section)
    }

    /// Returns the number of what means the same; puts it at the end if there is none.
    fn number_of(&mut self, tree: &Tree) -> u32 {
        let meaning = tree.canonical();
        if let Some(number) = self.by_meaning.get(&meaning) {
            return *number;
        }
        self.push(tree.clone())
    }

    fn push(&mut self, tree: Tree) -> u32 {
        let number = u32::try_from(self.count).unwrap_or(u32::MAX);
        self.by_meaning.entry(tree.canonical()).or_insert(number);
        self.added.push(tree);
        self.count += 1;
        number
    }

    /// Fills a section up to a count, so that what points beyond its end does not come to mean ours.
    fn pad(&mut self, count: usize, with: &Tree) -> Result<(), Refusal> {
        if count > self.count + MOST_MISSING {
            return Err(Refusal::Unusual("styles that are not there"));
        }
        while self.count < count {
            self.push(with.clone());
        }
        Ok(())
    }
}

/// What our styles are called in the owner's workbook.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// The styles of cells, by their number in the report.
    pub(super) formats: Vec<u32>,
    /// Which of them, by their number in the report, show a number as a date.
    pub(super) dates: Vec<bool>,
    /// The formats that depend on values, by their number in the report.
    pub(super) conditional: Vec<u32>,
}

/// Puts the styles of the report behind those of the owner.
pub(super) fn merge(owner: &Outline, report: &Outline) -> Result<(String, Numbers), Refusal> {
    let read = |name| Section::read(owner, name);
    let mut merge = Merge {
        owner,
        codes: codes(owner),
        new_codes: Vec::new(),
        fonts: read("fonts")?,
        fills: read("fills")?,
        borders: read("borders")?,
        formats: read("cellXfs")?,
        conditional: read("dxfs")?,
    };
    merge.complete()?;
    let numbers = merge.add(report)?;
    Ok((merge.text(), numbers))
}

struct Merge<'a> {
    owner: &'a Outline,
    codes: BTreeMap<u32, String>,
    new_codes: Vec<(u32, String)>,
    fonts: Section,
    fills: Section,
    borders: Section,
    formats: Section,
    conditional: Section,
}

impl Merge<'_> {
    /// Puts there what every workbook takes for granted, and what numbers of the owner point to in vain.
    fn complete(&mut self) -> Result<(), Refusal> {
        let plain = |markup| Tree::read(markup);
        if self.fonts.count == 0 {
            self.fonts.push(plain(
                "<font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>",
            ));
        }
        if self.fills.count == 0 {
            self.fills.push(plain("<fill><patternFill patternType=\"none\"/></fill>"));
        }
        if self.fills.count == 1 {
            self.fills.push(plain("<fill><patternFill patternType=\"gray125\"/></fill>"));
        }
        let no_border = plain("<border><left/><right/><top/><bottom/><diagonal/></border>");
        if self.borders.count == 0 {
            self.borders.push(no_border.clone());
        }
        if self.formats.count == 0 {
            let mut first =
                plain("<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>");
            if !self.has_named_styles() {
                first.unset("xfId");
            }
            self.formats.push(first);
        }
        let [fonts, fills, borders, conditional] = self.highest();
        let font = self.first("fonts").unwrap_or_else(|| self.fonts.added[0].clone());
        self.fonts.pad(fonts, &font)?;
        let fill = plain("<fill><patternFill patternType=\"none\"/></fill>");
        self.fills.pad(fills, &fill)?;
        self.borders.pad(borders, &no_border)?;
        self.conditional.pad(conditional, &plain("<dxf/>"))
    }

    fn has_named_styles(&self) -> bool {
        self.first("cellStyleXfs").is_some()
    }

    fn first(&self, section: &str) -> Option<Tree> {
        let section = self.owner.child(self.owner.root(), section)?;
        let first = self.owner.children(section).next()?;
        Some(Tree::read(self.owner.markup(first)))
    }

    /// Returns how many fonts, fills, borders and conditional formats the styles of the owner point to.
    fn highest(&self) -> [usize; 4] {
        let mut highest = [0; 4];
        // What is higher than any workbook has styles (-1, say) never comes to mean one of ours.
        let mut see = |at: usize, number: Option<u32>| {
            let number =
                number.map(|number| number as usize).filter(|number| *number < MOST_FORMATS);
            highest[at] = highest[at].max(number.map_or(0, |number| number + 1));
        };
        for format in
            ["cellXfs", "cellStyleXfs"].into_iter().flat_map(|name| trees(self.owner, name))
        {
            format.visit(&mut |tree| {
                if tree.name == "xf" {
                    see(0, tree.number("fontId").or(Some(0)));
                    see(1, tree.number("fillId").or(Some(0)));
                    see(2, tree.number("borderId").or(Some(0)));
                }
            });
        }
        for style in trees(self.owner, "tableStyles") {
            style.visit(&mut |tree| see(3, tree.number("dxfId")));
        }
        highest
    }

    fn add(&mut self, report: &Outline) -> Result<Numbers, Refusal> {
        let codes = codes(report);
        let numbers =
            |merge: &mut Self, name, section: fn(&mut Self) -> &mut Section| -> Vec<u32> {
                let trees = trees(report, name);
                trees.iter().map(|tree| section(merge).number_of(tree)).collect()
            };
        let fonts = numbers(self, "fonts", |merge| &mut merge.fonts);
        let fills = numbers(self, "fills", |merge| &mut merge.fills);
        let borders = numbers(self, "borders", |merge| &mut merge.borders);
        let mut found = Numbers::default();
        for (at, mut tree) in trees(report, "cellXfs").into_iter().enumerate() {
            let code = tree.number("numFmtId").unwrap_or(0);
            found
                .dates
                .push(codes.get(&code).map_or_else(|| is_date_id(code), |code| is_date_code(code)));
            if at == 0 {
                found.formats.push(0);
                continue;
            }
            let new = self.code(code, &codes);
            tree.set("numFmtId", new);
            for (name, numbers) in [("fontId", &fonts), ("fillId", &fills), ("borderId", &borders)]
            {
                let number = tree.number(name).unwrap_or(0) as usize;
                tree.set(name, numbers.get(number).copied().unwrap_or(0));
            }
            if self.has_named_styles() {
                tree.set("xfId", 0);
            } else {
                tree.unset("xfId");
            }
            found.formats.push(self.formats.number_of(&tree));
        }
        for mut tree in trees(report, "dxfs") {
            if let Some(format) = tree.children.iter_mut().find(|child| child.name == "numFmt") {
                let new = self.code(format.number("numFmtId").unwrap_or(0), &codes_of(format));
                format.set("numFmtId", new);
            }
            found.conditional.push(self.conditional.number_of(&tree));
        }
        let sections = [&self.formats, &self.fonts, &self.fills, &self.borders, &self.conditional];
        if sections.iter().any(|section| section.count > MOST_FORMATS) {
            return Err(Refusal::TooLarge("styles"));
        }
        Ok(found)
    }

    /// Returns the number of a number format in the owner's workbook.
    fn code(&mut self, number: u32, codes: &BTreeMap<u32, String>) -> u32 {
        let Some(code) = codes.get(&number) else { return number };
        if let Some((known, _)) = self.codes.iter().find(|(_, known)| *known == code) {
            return *known;
        }
        let highest = self.codes.keys().next_back().copied().unwrap_or(0);
        let new = highest.max(BUILT_IN_FORMATS).saturating_add(1);
        self.codes.insert(new, code.clone());
        self.new_codes.push((new, code.clone()));
        new
    }

    /// Writes the styles of the owner with what was added.
    fn text(&self) -> String {
        let prefix = self.owner.prefix(self.owner.root());
        let new_codes: Vec<Tree> = self
            .new_codes
            .iter()
            .map(|(number, code)| Tree {
                name: "numFmt".to_owned(),
                attributes: vec![
                    ("numFmtId".to_owned(), number.to_string()),
                    ("formatCode".to_owned(), code.clone()),
                ],
                children: Vec::new(),
            })
            .collect();
        let list = self.owner.child(self.owner.root(), "numFmts");
        let n_codes = list.map_or(0, |list| self.owner.entries(list).count());
        let mut edits = Vec::new();
        let mut created = String::new();
        for (rank, name) in SECTIONS.iter().enumerate() {
            let (element, added, count) = match *name {
                "numFmts" => (list, &new_codes, n_codes + new_codes.len()),
                "dxfs" => parts(&self.conditional),
                "fonts" => parts(&self.fonts),
                "fills" => parts(&self.fills),
                "borders" => parts(&self.borders),
                "cellXfs" => parts(&self.formats),
                _ => continue,
            };
            if added.is_empty() {
                continue;
            }
            let markup: String = added.iter().map(|tree| tree.write(prefix)).collect();
            if let Some(element) = element {
                edits.extend(self.grow(element, &markup, count));
            } else {
                let markup = format!("<{prefix}{name} count=\"{count}\">{markup}</{prefix}{name}>");
                match self.place_of(rank) {
                    Some(place) => edits.push(Edit::insert(place, markup)),
                    None => created += &markup,
                }
            }
        }
        if !created.is_empty() {
            edits.push(self.owner.append(self.owner.root(), &created));
        }
        self.owner.edited(&edits)
    }

    /// Returns the edits that put markup into a section and give it its new count.
    fn grow(&self, element: &Element, markup: &str, count: usize) -> Vec<Edit> {
        let count = self
            .owner
            .value_place(element, "count")
            .map(|place| Edit { place, text: count.to_string() });
        count.into_iter().chain([self.owner.append(element, markup)]).collect()
    }

    /// Returns where a section that is missing has to begin: before the first of those that come after it.
    fn place_of(&self, rank: usize) -> Option<usize> {
        let later = &SECTIONS[rank + 1..];
        let outline = self.owner;
        let next =
            outline.children(outline.root()).find(|element| later.contains(&outline.name(element)));
        next.map(|element| element.whole.start)
    }
}

fn parts(section: &Section) -> (Option<&Element>, &Vec<Tree>, usize) {
    (section.element.as_ref(), &section.added, section.count)
}

fn trees(outline: &Outline, section: &str) -> Vec<Tree> {
    let Some(section) = outline.child(outline.root(), section) else { return Vec::new() };
    outline.entries(section).map(|child| Tree::read(outline.markup(child))).collect()
}

/// Returns the number formats of a workbook, also those within formats that depend on values.
fn codes(outline: &Outline) -> BTreeMap<u32, String> {
    let mut codes = BTreeMap::new();
    for tree in ["numFmts", "dxfs"].into_iter().flat_map(|section| trees(outline, section)) {
        tree.visit(&mut |tree| {
            if tree.name == "numFmt" {
                for (number, code) in codes_of(tree) {
                    codes.entry(number).or_insert(code);
                }
            }
        });
    }
    codes
}

fn codes_of(format: &Tree) -> BTreeMap<u32, String> {
    let code = format.number("numFmtId").zip(format.attribute("formatCode"));
    code.map(|(number, code)| (number, code.to_owned())).into_iter().collect()
}

fn is_date_id(number: u32) -> bool {
    matches!(number, 14..=17 | 22 | 27..=36 | 50..=58)
}
