//! What the workbook part says of our sheets: that they are there, and the names that belong to them.

use super::{Incoming, Putting};
use crate::graft::Refusal;
use crate::graft::host::same;
use crate::graft::memory;
use crate::graft::names::{self, Fate, Wanted};
use crate::graft::outline::escaped;
use crate::graft::relations::{self, relative};
use crate::graft::report::Report;
use crate::graft::workbook::Listed;
use std::collections::BTreeSet;

impl Putting<'_, '_> {
    pub(super) fn incoming<'r>(
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
        let mut relation = host.workbook.free_relation();
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
        let taken = |(at, sheet): (usize, &Listed)| {
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

    /// Takes over the names of the report: those of its sheets, and those for the whole workbook.
    pub(super) fn put_names(
        &mut self,
        report: &Report<'_>,
        incoming: &[Incoming<'_>],
    ) -> Result<(), Refusal> {
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

    pub(super) fn remember(&mut self, report: &Report<'_>, keys: &[&str]) {
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
    pub(super) fn list_sheets(&mut self, report: &Report<'_>, incoming: &[Incoming<'_>]) {
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
}
