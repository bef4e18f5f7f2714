//! The graft itself: which parts are written, which of the owner's are spliced, and what stays as it stands.

mod listing;
mod parts;

use super::body::Body;
use super::calc_chain::{self, Chain};
use super::host::Host;
use super::memory::{self, Memory};
use super::names::{self, Fate, Wanted};
use super::outline::{Edit, Outline};
use super::package::{Change, Changes};
use super::packing::Packed;
use super::relations::{self, name_for, relative};
use super::report::Report;
use super::slots::Slots;
use super::strict;
use super::styles::{self, Numbers};
use super::{Refusal, Written, restore};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// What styles are.
const STYLES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";
/// Styles of a workbook that has none.
const NO_STYLES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>";

/// A sheet of the report on its way into the workbook.
struct Incoming<'r> {
    key: &'r str,
    /// Its place in the report.
    source: usize,
    /// The sheet that it takes the place of.
    replaces: Option<usize>,
    /// The position that it will have.
    position: usize,
    part: String,
    id: u32,
    /// The id of its relationship, if that is new.
    relation: Option<String>,
}

/// Everything that is written, before it is compared with what is there.
pub(super) struct Putting<'h, 'a> {
    host: &'h Host<'a>,
    slots: Slots,
    fates: Vec<Fate>,
    /// The parts of ours, packed.
    parts: BTreeMap<String, Packed>,
    /// What our parts are.
    types: BTreeMap<String, String>,
    /// The parts that go.
    gone: Vec<String>,
    wanted: Vec<Wanted>,
    workbook_edits: Vec<Edit>,
    /// New relationships of the workbook.
    relations: Vec<(String, String, String)>,
    /// The ids of those that go.
    lost: Vec<String>,
    memory: Memory,
    changes: Changes,
}

impl<'h, 'a> Putting<'h, 'a> {
    /// Begins: sheets of ours whose key is not kept are taken out.
    pub(super) fn new(host: &'h Host<'a>, keys: &[&str]) -> Self {
        let sheets = &host.workbook.sheets;
        let fate = |at: usize| match &sheets[at].marker {
            None => Fate::Stays,
            Some(_) if host.let_go.contains(&at) => Fate::LetGo,
            Some(marker) if keys.contains(&marker.key.as_str()) => Fate::Replaced,
            Some(_) => Fate::Removed,
        };
        Self {
            host,
            slots: Slots::of(host),
            fates: (0..sheets.len()).map(fate).collect(),
            parts: BTreeMap::new(),
            types: BTreeMap::new(),
            gone: Vec::new(),
            wanted: Vec::new(),
            workbook_edits: Vec::new(),
            relations: Vec::new(),
            lost: Vec::new(),
            memory: host.memory.clone(),
            changes: Changes::default(),
        }
    }

    /// Puts the sheets of a report in.
    pub(super) fn put(
        mut self,
        report: &Report<'_>,
        keys: &[&str],
        bodies: &[Body<'_>],
    ) -> Result<Self, Refusal> {
        self.free_old(keys)?;
        let incoming = self.incoming(report, keys)?;
        let numbers = self.put_styles(report)?;
        let parts = self.name_parts(report, &incoming)?;
        let mut tables = self.tables();
        let body_of = |sheet: &Incoming<'_>| bodies.iter().find(|body| body.key == sheet.key);
        for sheet in &incoming {
            if let Some(body) = body_of(sheet) {
                tables.hold(report, sheet, body)?;
            }
        }
        for (scratch, part) in &parts {
            self.put_dependent(report, scratch, part, &parts, &numbers, &mut tables)?;
        }
        for sheet in &incoming {
            self.put_sheet(report, sheet, body_of(sheet), &parts, &numbers)?;
        }
        self.put_names(report, &incoming)?;
        self.remember(report, keys);
        self.list_sheets(report, &incoming);
        Ok(self)
    }

    /// Takes all sheets of ours out.
    pub(super) fn take_out(mut self) -> Result<Self, Refusal> {
        self.free_old(&[])?;
        self.take_styles_out()?;
        Ok(self)
    }

    /// Frees the parts of our old sheets in the order of the new ones, so that each gets its own back wherever it stands.
    fn free_old(&mut self, keys: &[&str]) -> Result<(), Refusal> {
        let sheets = &self.host.workbook.sheets;
        let place = |at: &usize| {
            let key = sheets[*at].marker.as_ref().map(|marker| marker.key.as_str());
            keys.iter().position(|known| Some(*known) == key).unwrap_or(keys.len())
        };
        let mut order: Vec<usize> = (0..sheets.len()).collect();
        order.sort_by_key(place);
        for at in order {
            let fate = &self.fates[at];
            let Some(part) = &sheets[at].part else { continue };
            if matches!(fate, Fate::Replaced | Fate::Removed) {
                self.slots.free(self.host, part)?;
            }
            if *fate == Fate::Removed {
                self.slots.free_sheet(part);
                self.lost.push(sheets[at].relation.clone());
                self.workbook_edits.push(Edit::remove(sheets[at].element.whole.clone()));
            }
        }
        Ok(())
    }

    /// Returns the kind of a relationship of the office document, in the workbook's edition of the standard.
    fn kind(&self, word: &str) -> String {
        let base =
            if self.host.workbook.is_strict { relations::STRICT } else { relations::TRANSITIONAL };
        format!("{base}/{word}")
    }

    fn put_styles(&mut self, report: &Report<'_>) -> Result<Numbers, Refusal> {
        if let Some((entry, outline)) = self.host.styles()? {
            let before = self.untouched_styles(entry).unwrap_or_else(|| restore::counts(&outline));
            let (text, numbers) = styles::merge(&outline, &report.styles)?;
            self.replace(entry, &outline.text, &text)?;
            self.memory.styles = Some(format!("{before},{:08x}", crc32fast::hash(text.as_bytes())));
            return Ok(numbers);
        }
        let none = Outline::read(self.in_edition(NO_STYLES.as_bytes()).into_owned(), "styles")?;
        let (text, numbers) = styles::merge(&none, &report.styles)?;
        let folder = self.host.workbook.folder();
        let part = self.slots.new_name(&format!("{folder}styles.xml"));
        let number = self.host.workbook.free_relation() as usize + self.relations.len();
        let target = relative(folder, &part);
        self.relations.push((format!("rId{number}"), self.kind("styles"), target));
        self.memory.styles = Some(format!("new,{:08x}", crc32fast::hash(text.as_bytes())));
        self.add(part, STYLES.to_owned(), Packed::of(text.as_bytes())?);
        Ok(numbers)
    }

    /// Returns how the styles were before ours, if nobody has changed them since.
    fn untouched_styles(&self, entry: usize) -> Option<String> {
        let (before, crc) = self.host.memory.styles.as_ref()?.rsplit_once(',')?;
        let is_same = u32::from_str_radix(crc, 16) == Ok(self.host.package.crc(entry));
        is_same.then(|| before.to_owned())
    }

    /// Takes our styles out, if nobody can have begun to use them.
    fn take_styles_out(&mut self) -> Result<(), Refusal> {
        let Some((entry, outline)) = self.host.styles()? else { return Ok(()) };
        let Some(before) = self.untouched_styles(entry) else { return Ok(()) };
        if self.fates.contains(&Fate::LetGo) {
            return Ok(());
        }
        if before != "new" {
            return self.replace(entry, &outline.text, &restore::cut_back(&outline, &before));
        }
        let relation = self.host.workbook.relations.find("styles");
        self.lost.extend(relation.map(|relation| relation.id.clone()));
        self.gone.extend(relation.and_then(|relation| relation.part.clone()));
        Ok(())
    }

    /// Writes the parts of the owner that have to be spliced, and then everything.
    pub(super) fn finish(mut self) -> Result<Written<'a>, Refusal> {
        let host = self.host;
        let stale: BTreeSet<&String> = host.memory.names.iter().collect();
        let names = names::edits(&host.workbook, &self.fates, &self.wanted, |name| {
            name.is(memory::NAME) || stale.iter().any(|stale| name.is(stale))
        });
        self.workbook_edits.extend(names);
        self.move_views();
        self.put_calc_chain()?;
        let edits = std::mem::take(&mut self.workbook_edits);
        self.splice(host.workbook.entry, &host.workbook.outline, &edits)?;
        let relations = &host.workbook.relations;
        let lost: Vec<&str> = self.lost.iter().map(String::as_str).collect();
        let mut edits = relations.remove(&lost);
        edits.extend(relations.add(&self.relations));
        self.splice(relations.entry, &relations.outline, &edits)?;
        self.drop_old();
        let edits = host.types.changed(&self.types, &self.gone);
        self.splice(host.types.entry, &host.types.outline, &edits)?;
        self.compare();
        if self.changes.old.is_empty() && self.changes.new.is_empty() {
            let mut same = Written::default();
            same.keep(host.package.bytes());
            return Ok(same);
        }
        host.package.write(self.changes)
    }

    /// Moves what counts sheets by their position, when some are taken out.
    fn move_views(&mut self) {
        let outline = &self.host.workbook.outline;
        let Some(views) = outline.child(outline.root(), "bookViews") else { return };
        for view in outline.children(views) {
            for name in ["activeTab", "firstSheet"] {
                let Some(old) = outline.number(view, name) else { continue };
                let at = old as usize;
                let new = (0..=at).rev().find_map(|at| names::moved(&self.fates, at)).unwrap_or(0);
                if new != at
                    && at < self.fates.len()
                    && let Some(place) = outline.value_place(view, name)
                {
                    self.workbook_edits.push(Edit { place, text: new.to_string() });
                }
            }
        }
    }

    fn put_calc_chain(&mut self) -> Result<(), Refusal> {
        let host = self.host;
        let Some(relation) = host.workbook.relations.find("calcChain") else { return Ok(()) };
        let Some(part) = &relation.part else { return Ok(()) };
        let ours = |at: &usize| matches!(self.fates[*at], Fate::Replaced | Fate::Removed);
        let ids: Vec<u32> =
            (0..self.fates.len()).filter(ours).map(|at| host.workbook.sheets[at].id).collect();
        let Some(entry) = host.package.find(part).filter(|_| !ids.is_empty()) else {
            return Ok(());
        };
        match calc_chain::without(&host.package, entry, &ids)? {
            Chain::AsItIs => {}
            Chain::Shorter(text) => {
                self.changes.old.insert(entry, Change::Replace(Packed::of(text.as_bytes())?));
            }
            Chain::Empty => {
                self.lost.push(relation.id.clone());
                self.gone.push(part.clone());
            }
        }
        Ok(())
    }

    /// Leaves out the old parts of ours that nothing needs any more, with their relationships.
    fn drop_old(&mut self) {
        for part in self.slots.left_over() {
            self.gone.push(part.clone());
            self.gone.push(name_for(part));
        }
        for part in &self.gone {
            if let Some(entry) = self.host.package.find(part) {
                self.changes.old.insert(entry, Change::Drop);
            }
        }
    }

    /// Sorts our parts into those that are there already as they should be, those that change and those that are new.
    fn compare(&mut self) {
        for (part, packed) in std::mem::take(&mut self.parts) {
            match self.host.package.find(&part) {
                Some(entry) if self.host.package.is_packed_as(entry, &packed) => {}
                Some(entry) => drop(self.changes.old.insert(entry, Change::Replace(packed))),
                None => self.changes.new.push((part, packed)),
            }
        }
    }

    fn add(&mut self, part: String, kind: String, packed: Packed) {
        self.types.insert(part.clone(), kind);
        self.parts.insert(part, packed);
    }

    fn splice(&mut self, entry: usize, outline: &Outline, edits: &[Edit]) -> Result<(), Refusal> {
        if edits.is_empty() {
            Ok(())
        } else {
            self.replace(entry, &outline.text, &outline.edited(edits))
        }
    }

    /// Writes a part of the owner anew if its text changes, and reads it again before anybody else does.
    fn replace(&mut self, entry: usize, old: &str, new: &str) -> Result<(), Refusal> {
        if old != new {
            Outline::read(new.as_bytes().to_vec(), &self.host.package.entries[entry].name)?;
            self.changes.old.insert(entry, Change::Replace(Packed::of(new.as_bytes())?));
        }
        Ok(())
    }

    fn in_edition<'b>(&self, xml: &'b [u8]) -> Cow<'b, [u8]> {
        if self.host.workbook.is_strict { strict::translated(xml) } else { Cow::Borrowed(xml) }
    }
}
