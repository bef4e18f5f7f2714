//! Where figures stand in the workbook, so that formulas elsewhere can point at them.

use std::cell::RefCell;
use std::collections::BTreeMap;

/// What formulas write for a variable or a formula that has one value in all: a cell of one of our sheets.
#[derive(Debug, Default)]
pub(super) struct Places(RefCell<BTreeMap<String, String>>);

impl Places {
    /// Notes where a figure stands; the first place counts.
    pub(super) fn note(&self, name: &str, reference: String) {
        self.0.borrow_mut().entry(name.to_owned()).or_insert(reference);
    }

    /// Returns where a figure stands.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        self.0.borrow().get(name).cloned()
    }
}
