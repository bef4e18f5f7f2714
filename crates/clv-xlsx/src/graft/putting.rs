//! The graft itself: which parts are written, which of the owner's are spliced, and what stays as it stands.

use super::calc_chain::{self, Chain};
use super::content_types::RELATIONSHIPS;
use super::host::{Host, same};
use super::memory::{self, Memory};
use super::names::{self, Fate, Wanted};
use super::outline::{Edit, Outline, escaped};
use super::package::{Change, Changes, Packed, Packer};
use super::relations::{self, Relation, folder, name_for, relative};
use super::report::Report;
use super::sheet::Rewriting;
use super::slots::Slots;
use super::strict;
use super::styles::{self, Numbers};
use super::{Refusal, foreign, tables};
use crate::marker::{self, Marker};
use clv_core::grid::Area;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// What worksheets are.
const WORKSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
/// What styles are.
const STYLES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";
/// Styles of a workbook that has none.
const NO_STYLES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>";

/// How parts with relationships begin.
const RELATIONSHIPS_START: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";

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
    ) -> Result<Cow<'a, [u8]>, Refusal> {
        self.free_old()?;
        let incoming = self.incoming(report, keys)?;
        let numbers = self.put_styles(report)?;
        let parts = self.name_parts(report, &incoming)?;
        let mut table_ids = self.table_ids();
        for (scratch, part) in &parts {
            self.put_dependent(report, scratch, part, &parts, &numbers, &mut table_ids)?;
        }
        for sheet in &incoming {
            self.put_sheet(report, sheet, &parts, &numbers)?;
        }
        self.put_names(report, &incoming)?;
        self.remember(report, keys);
        self.list_sheets(report, &incoming);
        self.finish()
    }

    /// Takes all sheets of ours out.
    pub(super) fn take_out(mut self) -> Result<Cow<'a, [u8]>, Refusal> {
        self.free_old()?;
        self.finish()
    }

    fn free_old(&mut self) -> Result<(), Refusal> {
        let sheets = &self.host.workbook.sheets;
        for (at, fate) in self.fates.iter().enumerate() {
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

    fn incoming<'r>(
        &mut self,
        report: &Report<'_>,
        keys: &[&'r str],
    ) -> Result<Vec<Incoming<'r>>, Refusal> {
        let host = self.host;
        let sheets = &report.workbook.sheets;
        if sheets.len() != keys.len() || keys.iter().collect::<BTreeSet<_>>().len() != keys.len() {
            return Err(Refusal::Report("each sheet needs a key of its own".to_owned()));
        }
        let mut n_sheets = self.fates.iter().filter(|fate| **fate != Fate::Removed).count();
        let mut id = host.workbook.sheets.iter().map(|sheet| sheet.id).max().unwrap_or(0);
        let mut relation = host.workbook.relations.free_number();
        let mut incoming = Vec::new();
        for (source, key) in keys.iter().enumerate() {
            let sheet = &sheets[source];
            let replaces = host.replaced(key);
            self.check_tab(&sheet.name, replaces)?;
            incoming.push(if let Some(at) = replaces {
                let old = &host.workbook.sheets[at];
                let position = names::moved(&self.fates, at).unwrap_or(at);
                let part = old.part.clone().unwrap_or_default();
                Incoming { key, source, replaces, position, part, id: old.id, relation: None }
            } else {
                id += 1;
                n_sheets += 1;
                let wished = format!("{}worksheets/sheet1.xml", host.workbook.folder());
                let part = self.slots.new_name(&wished);
                let new = format!("rId{relation}");
                relation += 1;
                let target = relative(host.workbook.folder(), &part);
                self.relations.push((new.clone(), self.kind("worksheet"), target));
                Incoming {
                    key,
                    source,
                    replaces,
                    position: n_sheets - 1,
                    part,
                    id,
                    relation: Some(new),
                }
            });
        }
        Ok(incoming)
    }

    fn check_tab(&self, name: &str, replaces: Option<usize>) -> Result<(), Refusal> {
        let sheets = self.host.workbook.sheets.iter().enumerate();
        let taken = |(at, sheet): (usize, &super::workbook::Listed)| {
            same(&sheet.name, name) && Some(at) != replaces && self.fates[at] != Fate::Removed
        };
        if sheets.into_iter().any(taken) {
            return Err(Refusal::NameTaken(name.to_owned()));
        }
        match replaces.map(|at| &self.host.workbook.sheets[at].name) {
            Some(old) if old != name => {
                Err(Refusal::Report(format!("sheet `{name}` is called `{old}` in the workbook")))
            }
            _ => Ok(()),
        }
    }

    /// Returns the kind of a relationship of the office document, in the workbook's edition of the standard.
    fn kind(&self, word: &str) -> String {
        let base =
            if self.host.workbook.is_strict { relations::STRICT } else { relations::TRANSITIONAL };
        format!("{base}/{word}")
    }

    fn put_styles(&mut self, report: &Report<'_>) -> Result<Numbers, Refusal> {
        if let Some((entry, outline)) = self.host.styles()? {
            let (text, numbers) = styles::merge(&outline, &report.styles)?;
            self.replace(entry, &outline.text, &text)?;
            return Ok(numbers);
        }
        let none = Outline::read(self.in_edition(NO_STYLES.as_bytes()).into_owned(), "styles")?;
        let (text, numbers) = styles::merge(&none, &report.styles)?;
        let folder = self.host.workbook.folder();
        let part = self.slots.new_name(&format!("{folder}styles1.xml"));
        let number = self.host.workbook.relations.free_number() as usize + self.relations.len();
        let target = relative(folder, &part);
        self.relations.push((format!("rId{number}"), self.kind("styles"), target));
        self.add(part, STYLES.to_owned(), Packed::of(text.as_bytes())?);
        Ok(numbers)
    }

    /// Gives the parts that the sheets need their names, by the names that they have in the report.
    fn name_parts(
        &mut self,
        report: &Report<'_>,
        incoming: &[Incoming<'_>],
    ) -> Result<BTreeMap<String, String>, Refusal> {
        let mut parts: BTreeMap<String, String> = BTreeMap::new();
        for sheet in incoming {
            let source = report.workbook.sheets[sheet.source].part.clone().unwrap_or_default();
            for dependent in report.dependents(&source)? {
                let inside = dependent.part.strip_prefix("xl/").unwrap_or(&dependent.part);
                let wished = format!("{}{inside}", self.host.workbook.folder());
                let slots = &mut self.slots;
                parts.entry(dependent.part).or_insert_with(|| slots.take(&dependent.word, &wished));
            }
        }
        Ok(parts)
    }

    /// Returns the numbers of tables that are taken, ours by their part.
    fn table_ids(&self) -> TableIds {
        let tables = &self.host.tables;
        TableIds {
            by_part: tables.iter().map(|table| (table.part.clone(), table.id)).collect(),
            highest: tables.iter().map(|table| table.id).max().unwrap_or(0),
        }
    }

    fn put_dependent(
        &mut self,
        report: &Report<'_>,
        scratch: &str,
        part: &str,
        parts: &BTreeMap<String, String>,
        numbers: &Numbers,
        table_ids: &mut TableIds,
    ) -> Result<(), Refusal> {
        let missing = || Refusal::Report(format!("part `{scratch}` is missing"));
        let entry = report.package.find(scratch).ok_or_else(missing)?;
        let kind = report.types.of(scratch).ok_or_else(missing)?.to_owned();
        let mut bytes = report.package.read(entry)?;
        if kind.ends_with("table+xml") {
            let outline = Outline::read(bytes, scratch)?;
            self.check_table(&tables::area_and_name(&outline).1, part)?;
            bytes = tables::rewritten(&outline, table_ids.take(part), numbers).into_bytes();
        }
        if kind.contains("vmlDrawing") && self.host.workbook.is_strict {
            return Err(Refusal::Unusual(
                "the strict edition of the standard, which has no notes like ours",
            ));
        }
        let bytes =
            if kind.ends_with("xml") { self.in_edition(&bytes).into_owned() } else { bytes };
        self.add(part.to_owned(), kind, Packed::of(&bytes)?);
        self.put_relations(report.relations(scratch)?, part, parts)
    }

    fn check_table(&self, name: &str, part: &str) -> Result<(), Refusal> {
        let host = self.host;
        let part = super::package::folded(part);
        let is_old = |table: &tables::Table| table.part == part || self.slots.is_old(&table.part);
        let by_table = host.tables.iter().any(|table| same(&table.name, name) && !is_old(table));
        let by_name = host.workbook.names.iter().any(|known| same(&known.name, name));
        if by_table || by_name { Err(Refusal::NameTaken(name.to_owned())) } else { Ok(()) }
    }

    fn put_relations(
        &mut self,
        list: Vec<Relation>,
        part: &str,
        parts: &BTreeMap<String, String>,
    ) -> Result<(), Refusal> {
        let name = name_for(part);
        if list.is_empty() {
            if self.host.package.find(&name).is_some() {
                self.gone.push(name);
            }
            return Ok(());
        }
        let is_strict = self.host.workbook.is_strict;
        let mut markup = vec![RELATIONSHIPS_START.to_owned()];
        for Relation { id, kind, target, part: old } in list {
            let (target, mode) = match old.map(|old| parts.get(&old)) {
                Some(Some(new)) => (relative_to(folder(part), new), ""),
                Some(None) => (target, ""),
                None => (target, " TargetMode=\"External\""),
            };
            let kind = if is_strict { strict::translated_kind(&kind) } else { kind };
            let (id, target) = (escaped(&id), escaped(&target));
            markup.push(format!(
                "<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"{mode}/>"
            ));
        }
        markup.push("</Relationships>".to_owned());
        let xml = markup.concat();
        self.add(name, RELATIONSHIPS.to_owned(), Packed::of(xml.as_bytes())?);
        Ok(())
    }

    fn put_sheet(
        &mut self,
        report: &Report<'_>,
        sheet: &Incoming<'_>,
        parts: &BTreeMap<String, String>,
        numbers: &Numbers,
    ) -> Result<(), Refusal> {
        let source = &report.workbook.sheets[sheet.source];
        let scratch = source.part.clone().unwrap_or_default();
        let missing = || Refusal::Report(format!("part `{scratch}` is missing"));
        let entry = report.package.find(&scratch).ok_or_else(missing)?;
        let rewriting = Rewriting {
            numbers,
            texts: &report.texts,
            is_1904: self.host.is_1904(),
            is_strict: self.host.workbook.is_strict,
        };
        let mut packer = Packer::new(report.package.size(entry));
        let covered = rewriting.run(report.package.stream(entry)?, |piece| packer.write(piece))?;
        let packed = packer.finish()?;
        let relations = report.relations(&scratch)?;
        let mut own = Vec::new();
        let mut marker = Marker {
            key: sheet.key.to_owned(),
            sheet_id: sheet.id,
            crc: Some(packed.crc()),
            beside: self.beside(sheet),
            ..Marker::default()
        };
        for relation in &relations {
            let target = relation.part.as_deref().unwrap_or_default();
            match relation.word() {
                "drawing" => marker.n_drawn = foreign::count(&report.package, target, 1)?,
                "comments" => marker.n_notes = foreign::count(&report.package, target, 2)?,
                "table" => own.extend(table_area(report, target)?),
                _ => {}
            }
        }
        let areas = names::reference(&source.name, covered.areas(own));
        for (name, content) in [(marker::SHEET, marker.value()), (memory::AREAS, areas)] {
            self.wanted.push(Wanted {
                name: name.to_owned(),
                scope: Some(sheet.position),
                content,
                is_hidden: true,
            });
        }
        self.add(sheet.part.clone(), WORKSHEET.to_owned(), packed);
        self.put_relations(relations, &sheet.part, parts)
    }

    /// Returns the id of the sheet that a sheet stands beside, if the owner took that one over.
    fn beside(&self, sheet: &Incoming<'_>) -> Option<u32> {
        let sheets = &self.host.workbook.sheets;
        match sheet.replaces {
            Some(at) => {
                let id = sheets[at].marker.as_ref()?.beside?;
                sheets.iter().any(|sheet| sheet.id == id).then_some(id)
            }
            None => self.host.position(sheet.key).map(|at| sheets[at].id),
        }
    }

    /// Takes over the names of the report: those of its sheets, and those for the whole workbook.
    fn put_names(&mut self, report: &Report<'_>, incoming: &[Incoming<'_>]) -> Result<(), Refusal> {
        let host = self.host;
        for name in &report.workbook.names {
            if name.scope.is_none() {
                let is_taken = host.workbook.names.iter().any(|known| {
                    known.scope.is_none()
                        && known.is(&name.name)
                        && !host.is_our_name(&known.name, &known.content)
                });
                let is_table = host.tables.iter().any(|table| same(&table.name, &name.name));
                if is_taken || is_table {
                    return Err(Refusal::NameTaken(name.name.clone()));
                }
                self.memory.names.insert(name.name.clone());
            }
            let scope = name.scope.and_then(|at| incoming.get(at)).map(|sheet| sheet.position);
            let is_hidden = report.workbook.outline.flag(&name.element, "hidden");
            let content = name.content.clone();
            self.wanted.push(Wanted { name: name.name.clone(), scope, content, is_hidden });
        }
        Ok(())
    }

    fn remember(&mut self, report: &Report<'_>, keys: &[&str]) {
        let deleted = self.host.memory.keys.iter().filter(|key| self.host.position(key).is_none());
        let deleted: BTreeSet<String> = deleted.cloned().collect();
        self.memory.keys = keys.iter().map(|key| (*key).to_owned()).chain(deleted).collect();
        let globals = report.workbook.names.iter().filter(|name| name.scope.is_none());
        self.memory.names = globals.map(|name| name.name.clone()).collect();
        self.wanted.push(Wanted {
            name: memory::NAME.to_owned(),
            scope: None,
            content: self.memory.value(),
            is_hidden: true,
        });
    }

    /// Lists the new sheets in the workbook.
    fn list_sheets(&mut self, report: &Report<'_>, incoming: &[Incoming<'_>]) {
        let outline = &self.host.workbook.outline;
        let Some(list) = outline.child(outline.root(), "sheets") else { return };
        let prefix = outline.prefix(list);
        let base =
            if self.host.workbook.is_strict { relations::STRICT } else { relations::TRANSITIONAL };
        let (declared, r) = match outline.bound_prefix(base) {
            Some(prefix) => (String::new(), prefix),
            None => (format!(" xmlns:r=\"{base}\""), "r:".to_owned()),
        };
        let mut markup = Vec::new();
        for sheet in incoming {
            let Some(relation) = &sheet.relation else { continue };
            let listed = &report.workbook.sheets[sheet.source];
            let name = escaped(&listed.name);
            let state = report.workbook.outline.attribute(&listed.element, "state");
            let state = state.map(|state| format!(" state=\"{state}\"")).unwrap_or_default();
            let id = sheet.id;
            markup.push(format!(
                "<{prefix}sheet{declared} name=\"{name}\" sheetId=\"{id}\"{state} {r}id=\"{relation}\"/>"
            ));
        }
        if !markup.is_empty() {
            self.workbook_edits.push(outline.append(list, &markup.concat()));
        }
    }

    /// Writes the parts of the owner that have to be spliced, and then everything.
    fn finish(mut self) -> Result<Cow<'a, [u8]>, Refusal> {
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
            return Ok(Cow::Borrowed(host.package.bytes()));
        }
        host.package.write(&self.changes).map(Cow::Owned)
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

/// The numbers of tables.
struct TableIds {
    by_part: BTreeMap<String, u32>,
    highest: u32,
}

impl TableIds {
    fn take(&mut self, part: &str) -> u32 {
        let kept = self.by_part.get(&super::package::folded(part)).copied();
        kept.unwrap_or_else(|| {
            self.highest += 1;
            self.highest
        })
    }
}

fn table_area(report: &Report<'_>, part: &str) -> Result<Option<Area>, Refusal> {
    let Some(entry) = report.package.find(part) else { return Ok(None) };
    let outline = Outline::read(report.package.read(entry)?, part)?;
    Ok(tables::area_and_name(&outline).0)
}

/// Returns how a part is called from a folder, with `..` where need be.
fn relative_to(from: &str, part: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) =
        (from.split_terminator('/').collect(), part.split('/').collect());
    let common = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let up = vec![".."; from.len() - common];
    up.into_iter().chain(to[common..].iter().copied()).collect::<Vec<_>>().join("/")
}
