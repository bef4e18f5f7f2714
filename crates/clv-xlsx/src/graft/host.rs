//! The owner's workbook: what a report has to know of it before it is made.

use super::content_types::ContentTypes;
use super::memory::{self, Memory};
use super::names::{self, sheet_of};
use super::outline::Outline;
use super::package::Package;
use super::refusal::damaged;
use super::tables::{self, Table};
use super::workbook::Workbook;
use super::{Refusal, foreign};
use crate::marker;
use std::collections::BTreeSet;

/// The most letters on a tab.
const LONGEST_TAB: usize = 31;

/// A workbook that sheets can be put into.
#[derive(Debug)]
pub struct Host<'a> {
    pub(super) package: Package<'a>,
    pub(super) types: ContentTypes,
    pub(super) workbook: Workbook,
    pub(super) tables: Vec<Table>,
    pub(super) memory: Memory,
    /// The positions of the sheets of ours on which the owner put something.
    pub(super) let_go: BTreeSet<usize>,
}

/// Where a sheet goes, by its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Behind the owner's sheets: it is not there yet.
    New,
    /// In the place of the one that is there.
    Same,
    /// Behind the owner's sheets: the owner put something of their own on the sheet of this name, which is theirs now.
    Beside(String),
    /// Nowhere, unless asked: it was there, and the owner deleted it.
    Deleted,
}

/// A font.
#[derive(Clone, Debug, PartialEq)]
pub struct Font {
    /// Its name.
    pub name: String,
    /// Its size in points.
    pub size: f64,
}

impl Default for Font {
    /// Returns the font of a workbook that says nothing of fonts.
    fn default() -> Self {
        Self { name: "Calibri".to_owned(), size: 11.0 }
    }
}

impl<'a> Host<'a> {
    /// Reads what has to be known of a workbook, or says why no sheet is put into it.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        check_magic(bytes)?;
        let package = Package::open(bytes).map_err(|refusal| match refusal {
            Refusal::Damaged { .. } if !bytes.starts_with(b"PK") => Refusal::OtherKind,
            refusal => refusal,
        })?;
        if package.find("content.xml").is_some() && package.find("mimetype").is_some() {
            return Err(Refusal::OtherKind);
        }
        let types = ContentTypes::read(&package)?;
        let workbook = Workbook::read(&package, &types)?;
        let tables = tables::all(&package, types.named())?;
        let remembered = workbook.name(memory::NAME, None);
        let memory = remembered.map_or_else(Memory::default, |name| Memory::read(&name.content));
        let mut let_go = BTreeSet::new();
        for at in workbook.ours() {
            let sheet = &workbook.sheets[at];
            let areas =
                workbook.name(marker::AREAS, Some(at)).map(|name| names::areas(&name.content));
            let (Some(part), Some(marker)) = (&sheet.part, &sheet.marker) else { continue };
            if foreign::is_on(&package, part, marker, areas.as_deref())? {
                let_go.insert(at);
            }
        }
        Ok(Self { package, types, workbook, tables, memory, let_go })
    }

    /// Returns whether dates count from 1904.
    pub fn is_1904(&self) -> bool {
        self.workbook.is_1904
    }

    /// Returns the font of cells that were given none.
    pub fn font(&self) -> Font {
        self.styles().ok().flatten().map_or_else(Font::default, |(_, styles)| font(&styles))
    }

    /// Returns where the sheet of a key goes.
    pub fn place(&self, key: &str) -> Place {
        let Some(at) = self.position(key) else {
            return if self.memory.keys.contains(key) { Place::Deleted } else { Place::New };
        };
        let sheet = &self.workbook.sheets[at];
        if self.let_go.contains(&at) {
            return Place::Beside(sheet.name.clone());
        }
        Place::Same
    }

    /// Returns the name of the sheet that the sheet of a key had to go beside, now or in an earlier run.
    pub fn beside(&self, key: &str) -> Option<&str> {
        let at = self.position(key)?;
        let sheets = &self.workbook.sheets;
        if self.let_go.contains(&at) {
            return Some(&sheets[at].name);
        }
        let id = sheets[at].marker.as_ref()?.beside_in(sheets[at].id)?;
        sheets.iter().find(|sheet| sheet.id == id).map(|sheet| sheet.name.as_str())
    }

    /// Returns whether another program saved a sheet of ours since we wrote it.
    pub fn is_resaved(&self) -> bool {
        let mut sheets = self.workbook.sheets.iter();
        sheets.any(|sheet| {
            let entry = sheet.part.as_ref().and_then(|part| self.package.find(part));
            let crc = sheet.marker.as_ref().and_then(|marker| marker.crc);
            crc.is_some() && crc != entry.map(|entry| self.package.crc(entry))
        })
    }

    /// Returns the keys of the sheets of ours that are in the workbook.
    pub fn keys(&self) -> Vec<&str> {
        let markers = self.workbook.sheets.iter().filter_map(|sheet| sheet.marker.as_ref());
        markers.map(|marker| marker.key.as_str()).collect()
    }

    /// Returns names for the tabs of sheets, given as (key, wished name): those that they have, else free ones.
    pub fn tabs(&self, wished: &[(&str, &str)]) -> Vec<String> {
        let sheets = self.workbook.sheets.iter();
        let mut taken: Vec<String> = sheets.map(|sheet| sheet.name.clone()).collect();
        let mut tab = |key: &str, wished: &str| {
            if let Some(at) = self.replaced(key) {
                return self.workbook.sheets[at].name.clone();
            }
            let name = free(wished, LONGEST_TAB, |n| format!(" ({n})"), &taken);
            taken.push(name.clone());
            name
        };
        wished.iter().map(|(key, wished)| tab(key, wished)).collect()
    }

    /// Returns names for tables, given as (key of their sheet, wished name): those that they have, else free ones.
    ///
    /// A table that the owner gave another name keeps it, if it is the only one of its sheet.
    pub fn table_names(&self, wished: &[(&str, &str)]) -> Result<Vec<String>, Refusal> {
        let mut taken = self.taken_names()?;
        let mut names = Vec::new();
        for (at, (key, name)) in wished.iter().enumerate() {
            let own: Vec<&Table> = match self.replaced(key) {
                Some(position) => self.tables_on(position)?,
                None => Vec::new(),
            };
            let is_alone = wished.iter().enumerate().all(|(other, (k, _))| other == at || k != key);
            let kept = own.iter().find(|table| same(&table.name, name));
            let kept = kept.or_else(|| own.first().filter(|_| is_alone && own.len() == 1));
            let name = match kept {
                Some(table) => table.name.clone(),
                None => free(name, 255, |n| format!("_{n}"), &taken),
            };
            taken.push(name.clone());
            names.push(name);
        }
        Ok(names)
    }

    /// Returns a name for a cell: the wished one, unless the owner has it already.
    pub fn cell_name(&self, wished: &str) -> Result<String, Refusal> {
        Ok(free(wished, 255, |n| format!("_{n}"), &self.taken_names()?))
    }

    /// Returns the names of tables and cells that are not ours to write anew.
    fn taken_names(&self) -> Result<Vec<String>, Refusal> {
        let mut ours = Vec::new();
        for at in self.workbook.ours().filter(|at| !self.let_go.contains(at)) {
            ours.extend(self.tables_on(at)?.into_iter().map(|table| table.part.clone()));
        }
        let tables = self.tables.iter().filter(|table| !ours.contains(&table.part));
        let names =
            self.workbook.names.iter().filter(|name| !self.is_our_name(&name.name, &name.content));
        let tables = tables.map(|table| table.name.clone());
        Ok(tables.chain(names.map(|name| name.name.clone())).collect())
    }

    /// Returns whether a name for the whole workbook leads to a sheet of ours, or did so when we put it there.
    pub(super) fn is_our_name(&self, name: &str, content: &str) -> bool {
        if self.memory.names.iter().any(|known| same(known, name)) {
            return true;
        }
        let sheet = sheet_of(content);
        sheet.is_some_and(|sheet| {
            self.workbook.ours().any(|at| same(&self.workbook.sheets[at].name, &sheet))
                && self.memory.names.is_empty()
        })
    }

    /// Returns the position of the sheet of a key, on which the owner may have put something.
    pub(super) fn position(&self, key: &str) -> Option<usize> {
        let sheets = &self.workbook.sheets;
        sheets
            .iter()
            .position(|sheet| sheet.marker.as_ref().is_some_and(|marker| marker.key == key))
    }

    /// Returns the position of the sheet that the sheet of a key takes the place of.
    pub(super) fn replaced(&self, key: &str) -> Option<usize> {
        self.position(key).filter(|at| !self.let_go.contains(at))
    }

    fn tables_on(&self, at: usize) -> Result<Vec<&Table>, Refusal> {
        let Some(part) = &self.workbook.sheets[at].part else { return Ok(Vec::new()) };
        let parts = super::report::dependents(&self.package, part)?;
        let is_on = |table: &&Table| {
            parts.iter().any(|dependent| super::package::folded(&dependent.part) == table.part)
        };
        Ok(self.tables.iter().filter(is_on).collect())
    }

    /// Returns the entry of the styles and what they say; none where the workbook has no styles.
    pub(super) fn styles(&self) -> Result<Option<(usize, Outline)>, Refusal> {
        let Some(relation) = self.workbook.relations.find("styles") else { return Ok(None) };
        let part = relation.part.as_deref().unwrap_or_default();
        let entry = self.package.find(part).ok_or_else(|| damaged(part, "it is missing"))?;
        let name = &self.package.entries[entry].name;
        Ok(Some((entry, Outline::read(self.package.read(entry)?, name)?)))
    }
}

/// Tells a package by its first bytes from what it may be instead.
fn check_magic(bytes: &[u8]) -> Result<(), Refusal> {
    if !bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return Ok(());
    }
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let is_encrypted = memchr::memmem::find(bytes, &name).is_some();
    Err(if is_encrypted { Refusal::Password } else { Refusal::OtherKind })
}

fn font(styles: &Outline) -> Font {
    let root = styles.root();
    let list = |name| styles.child(root, name).into_iter().flat_map(|list| styles.children(list));
    let format = list("cellStyleXfs").next().or_else(|| list("cellXfs").next());
    let number = format.and_then(|format| styles.number(format, "fontId")).unwrap_or(0);
    let found = list("fonts").nth(number as usize);
    let value = |name| {
        let element = styles.child(found?, name)?;
        styles.attribute(element, "val").filter(|value| !value.is_empty())
    };
    let size =
        value("sz").and_then(|size| size.parse().ok()).filter(|size| (6.0..=24.0).contains(size));
    let usual = Font::default();
    Font { name: value("name").unwrap_or(usual.name), size: size.unwrap_or(usual.size) }
}

/// Returns the wished name, or one like it, that is not taken.
fn free(
    wished: &str,
    longest: usize,
    ending: impl Fn(usize) -> String,
    taken: &[String],
) -> String {
    let mut name = cut(wished, longest);
    let mut n = 2;
    while taken.iter().any(|other| same(other, &name)) {
        let ending = ending(n);
        name = cut(wished, longest - ending.len()) + &ending;
        n += 1;
    }
    name
}

/// Cuts a name off at a number of UTF-16 units.
fn cut(name: &str, longest: usize) -> String {
    let mut length = 0;
    let fits = |letter: &char| {
        length += letter.len_utf16();
        length <= longest
    };
    name.chars().take_while(fits).collect()
}

/// Returns whether Excel takes two names for the same.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
