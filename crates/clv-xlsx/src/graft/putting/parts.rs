//! The parts of the report as they have to be in the owner's package.

use super::{Incoming, Putting};
use crate::graft::body::Body;
use crate::graft::content_types::RELATIONSHIPS;
use crate::graft::host::same;
use crate::graft::names::{self, Wanted};
use crate::graft::outline::{Outline, escaped};
use crate::graft::package::folded;
use crate::graft::packing::Packed;
use crate::graft::relations::{Relation, folder, name_for};
use crate::graft::report::Report;
use crate::graft::sheet::Rewriting;
use crate::graft::styles::Numbers;
use crate::graft::{Refusal, foreign, strict, tables};
use crate::marker::{self, Marker};
use clv_core::grid::Area;
use std::collections::BTreeMap;

/// What worksheets are.
const WORKSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
/// How parts with relationships begin.
const RELATIONSHIPS_START: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";

impl Putting<'_, '_> {
    /// Gives the parts that the sheets need their names, by the names that they have in the report.
    pub(super) fn name_parts(
        &mut self,
        report: &Report<'_>,
        incoming: &[Incoming<'_>],
    ) -> Result<BTreeMap<String, String>, Refusal> {
        let mut parts: BTreeMap<String, String> = BTreeMap::new();
        for sheet in incoming {
            for dependent in report.dependents(report.part_of(sheet.source))? {
                let inside = dependent.part.strip_prefix("xl/").unwrap_or(&dependent.part);
                let wished = format!("{}{inside}", self.host.workbook.folder());
                let slots = &mut self.slots;
                parts.entry(dependent.part).or_insert_with(|| slots.take(&dependent.word, &wished));
            }
        }
        Ok(parts)
    }

    /// Returns the numbers of tables that are taken, ours by their part.
    pub(super) fn tables<'b>(&self) -> Tables<'b> {
        let tables = &self.host.tables;
        Tables {
            bodies: BTreeMap::new(),
            by_part: tables.iter().map(|table| (table.part.clone(), table.id)).collect(),
            highest: tables.iter().map(|table| table.id).max().unwrap_or(0),
        }
    }

    pub(super) fn put_dependent(
        &mut self,
        report: &Report<'_>,
        scratch: &str,
        part: &str,
        parts: &BTreeMap<String, String>,
        numbers: &Numbers,
        tables: &mut Tables<'_>,
    ) -> Result<(), Refusal> {
        let missing = || Refusal::Report(format!("part `{scratch}` is missing"));
        let entry = report.package.find(scratch).ok_or_else(missing)?;
        let kind = report.types.of(scratch).ok_or_else(missing)?.to_owned();
        let mut bytes = report.package.read(entry)?;
        if kind.ends_with("table+xml") {
            let outline = Outline::read(bytes, scratch)?;
            self.check_table(&tables::area_and_name(&outline).1, parts)?;
            let (id, body) = (tables.take(part), tables.bodies.get(scratch));
            bytes = tables::rewritten(&outline, id, numbers, body.copied()).into_bytes();
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

    /// Refuses a table whose name another one has that stays; `parts` are those that are written, old ones among them.
    fn check_table(&self, name: &str, parts: &BTreeMap<String, String>) -> Result<(), Refusal> {
        let host = self.host;
        let is_old = |table: &tables::Table| {
            parts.values().any(|part| folded(part) == table.part) || self.slots.is_old(&table.part)
        };
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

    pub(super) fn put_sheet(
        &mut self,
        report: &Report<'_>,
        sheet: &Incoming<'_>,
        body: Option<&Body<'_>>,
        parts: &BTreeMap<String, String>,
        numbers: &Numbers,
    ) -> Result<(), Refusal> {
        let source = &report.workbook.sheets[sheet.source];
        let scratch = report.part_of(sheet.source);
        let missing = || Refusal::Report(format!("part `{scratch}` is missing"));
        let entry = report.package.find(scratch).ok_or_else(missing)?;
        let rewriting = Rewriting {
            numbers,
            texts: &report.texts,
            is_1904: self.host.is_1904(),
            is_strict: self.host.workbook.is_strict,
        };
        let (covered, packed) = if let Some(body) = body {
            body.put_into(&report.package.read(entry)?, &rewriting)?
        } else {
            let content = report.package.stream(entry)?;
            let about = report.package.size(entry);
            Packed::while_written(about, |write| rewriting.run(content, write))?
        };
        let relations = report.relations(scratch)?;
        let mut own = Vec::new();
        let mut marker = Marker {
            key: sheet.key.to_owned(),
            sheet_id: sheet.id,
            crc: Some(packed.crc),
            beside: self.beside(sheet),
            ..Marker::default()
        };
        for relation in &relations {
            let target = relation.part.as_deref().unwrap_or_default();
            match relation.word() {
                "drawing" => marker.n_drawn = foreign::count(&report.package, target, 1)?,
                "comments" => marker.n_notes = foreign::count(&report.package, target, 2)?,
                "table" => {
                    let area = table_area(report, target)?;
                    own.extend(area.map(|area| body.map_or(area, |body| body.filled(area))));
                }
                _ => {}
            }
        }
        let areas = names::reference(&source.name, covered.areas(own));
        for (name, content) in [(marker::SHEET, marker.value()), (marker::AREAS, areas)] {
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
                let id = sheets[at].marker.as_ref()?.beside_in(sheets[at].id)?;
                sheets.iter().any(|sheet| sheet.id == id).then_some(id)
            }
            None => self.host.position(sheet.key).map(|at| sheets[at].id),
        }
    }
}

/// What tables of the report get in the workbook: their numbers, and the rows of lists.
pub(super) struct Tables<'b> {
    /// The rows that the tables of the report will hold, by their parts there.
    bodies: BTreeMap<String, &'b Body<'b>>,
    by_part: BTreeMap<String, u32>,
    highest: u32,
}

impl<'b> Tables<'b> {
    /// Notes that the tables of a sheet will hold its list.
    pub(super) fn hold(
        &mut self,
        report: &Report<'_>,
        sheet: &Incoming<'_>,
        body: &'b Body<'b>,
    ) -> Result<(), Refusal> {
        let relations = report.relations(report.part_of(sheet.source))?.into_iter();
        let tables = relations.filter(|relation| relation.word() == "table");
        self.bodies.extend(tables.filter_map(|table| Some((table.part?, body))));
        Ok(())
    }

    fn take(&mut self, part: &str) -> u32 {
        let kept = self.by_part.get(&folded(part)).copied();
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
