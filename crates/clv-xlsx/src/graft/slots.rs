//! Names for our parts in the owner's package: those that they have already, else ones that nothing there mentions.

use super::Refusal;
use super::host::Host;
use super::package::folded;
use super::relations::{Relations, folder, name_for};
use super::report::dependents;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The names of parts in a package, and which parts point to which.
pub(super) struct Slots {
    /// Everything that is there or is mentioned anywhere: what points to nothing must not come to point to ours.
    mentioned: BTreeSet<String>,
    /// By part, the relationship parts that point to it.
    users: BTreeMap<String, BTreeSet<String>>,
    /// The parts of sheets of ours that are replaced or removed, by what they are, for use in their order.
    free: BTreeMap<String, VecDeque<String>>,
    /// The same parts, all of them.
    old: BTreeSet<String>,
}

impl Slots {
    /// Finds the names of a package.
    pub(super) fn of(host: &Host<'_>) -> Self {
        let package = &host.package;
        let mut mentioned: BTreeSet<String> = package.names().map(str::to_owned).collect();
        mentioned.extend(host.types.named().map(|(part, _)| part.to_owned()));
        let mut users: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let all = package
            .names()
            .filter(|name| name.rsplit_once('.').is_some_and(|(_, ending)| ending == "rels"));
        for (name, entry) in all.filter_map(|name| Some((name, package.find(name)?))) {
            let folder = folder(name).strip_suffix("_rels/").unwrap_or_default();
            // One that cannot be read leads nowhere, for other programs as well.
            let Ok(relations) = Relations::read(package, entry, folder) else { continue };
            for part in relations.list.iter().filter_map(|relation| relation.part.as_deref()) {
                let part = folded(part);
                users.entry(part.clone()).or_default().insert(name.to_owned());
                mentioned.insert(part);
            }
        }
        Self { mentioned, users, free: BTreeMap::new(), old: BTreeSet::new() }
    }

    /// Frees the parts that only a sheet of ours needs, the sheet itself not among them.
    pub(super) fn free(&mut self, host: &Host<'_>, sheet: &str) -> Result<(), Refusal> {
        let mut own = dependents(&host.package, sheet)?;
        loop {
            let mut known: BTreeSet<String> =
                own.iter().map(|dependent| folded(&name_for(&dependent.part))).collect();
            known.insert(folded(&name_for(sheet)));
            let before = own.len();
            own.retain(|dependent| {
                let users = self.users.get(&folded(&dependent.part));
                users.is_none_or(|users| users.is_subset(&known))
            });
            if own.len() == before {
                break;
            }
        }
        for dependent in own {
            self.old.insert(dependent.part.clone());
            self.free.entry(dependent.word).or_default().push_back(dependent.part);
        }
        Ok(())
    }

    /// Frees a sheet of ours that goes.
    pub(super) fn free_sheet(&mut self, sheet: &str) {
        self.old.insert(sheet.to_owned());
    }

    /// Returns a name for a part, given what it is and the name that it has in the report.
    pub(super) fn take(&mut self, word: &str, wished: &str) -> String {
        match self.free.get_mut(word).and_then(VecDeque::pop_front) {
            Some(part) => {
                self.old.remove(&part);
                part
            }
            None => self.new_name(wished),
        }
    }

    /// Returns the wished name, or one like it with another number, that nothing mentions.
    pub(super) fn new_name(&mut self, wished: &str) -> String {
        let (stem, ending) = wished.rsplit_once('.').unwrap_or((wished, "xml"));
        let stem = stem.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let mut name = wished.to_owned();
        let mut number = 1;
        while [&name, &name_for(&name)].into_iter().any(|n| self.mentioned.contains(&folded(n))) {
            name = format!("{stem}{number}.{ending}");
            number += 1;
        }
        self.mentioned.insert(folded(&name));
        name
    }

    /// Returns whether a part, folded, is an old one of ours that was not taken again.
    pub(super) fn is_old(&self, part: &str) -> bool {
        self.old.iter().any(|old| folded(old) == part)
    }

    /// Returns the old parts that were not taken again.
    pub(super) fn left_over(&self) -> impl Iterator<Item = &String> {
        self.old.iter()
    }
}
