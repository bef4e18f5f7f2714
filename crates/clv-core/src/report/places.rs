//! Where figures stand in the workbook, so that formulas elsewhere can point at them.

use super::SheetNames;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// What formulas write for a variable or a formula that has one value in all: a cell of one of our sheets.
#[derive(Debug)]
pub(super) struct Places {
    known: RefCell<BTreeMap<String, String>>,
    /// What references to sheets that the owner deleted begin with.
    gone: Vec<String>,
}

impl Places {
    /// Knows no place yet, and never one on a sheet that the owner deleted.
    pub(super) fn new(names: &SheetNames) -> Self {
        let gone = names.deleted.iter().map(|key| names.reference(key, "")).collect();
        Self { known: RefCell::default(), gone }
    }

    /// Notes where a figure stands; the first place counts.
    pub(super) fn note(&self, name: &str, reference: String) {
        if !self.gone.iter().any(|gone| reference.starts_with(gone)) {
            self.known.borrow_mut().entry(name.to_owned()).or_insert(reference);
        }
    }

    /// Returns what formulas write for the share that is kept of revenue, as [`Settings::kept_share`] has it.
    ///
    /// [`Settings::kept_share`]: crate::settings::Settings::kept_share
    pub(super) fn kept_share(&self) -> Option<String> {
        self.get("margin").map(|margin| format!("IF(ISNUMBER({margin}),{margin},1)"))
    }

    /// Returns where a figure stands.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        self.known.borrow().get(name).cloned()
    }
}
