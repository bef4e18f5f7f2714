//! Which variables and columns a formula may use, and under which other names they are known.

use crate::suggest::nearest;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The variables and table columns that formulas may name; case does not matter.
#[derive(Clone, Debug, Default)]
pub struct Names {
    variables: BTreeMap<String, Arc<str>>,
    columns: BTreeMap<(String, String), (Arc<str>, Arc<str>)>,
    open: bool,
}

impl Names {
    /// Knows these variables, each by its own name.
    pub fn new<'a>(variables: impl IntoIterator<Item = &'a str>) -> Self {
        let mut names = Self::default();
        for variable in variables {
            names.add_variable(variable, variable);
        }
        names
    }

    /// Takes every name for a variable or a column, for formulas whose surroundings are not known.
    pub fn any() -> Self {
        Self { open: true, ..Self::default() }
    }

    /// Adds a variable, or another name for one.
    pub fn add_variable(&mut self, name: &str, canonical: &str) {
        self.variables.insert(name.to_lowercase(), Arc::from(canonical));
    }

    /// Adds a column of a table, or another name for one.
    pub fn add_column(&mut self, (table, column): (&str, &str), canonical: (&str, &str)) {
        let key = (table.to_lowercase(), column.to_lowercase());
        self.columns.insert(key, (Arc::from(canonical.0), Arc::from(canonical.1)));
    }

    /// Returns the canonical name of a variable.
    pub fn variable(&self, name: &str) -> Option<Arc<str>> {
        let known = self.variables.get(&name.to_lowercase()).cloned();
        known.or_else(|| self.open.then(|| Arc::from(name)))
    }

    /// Returns whether a variable was named, rather than taken for one because every name is.
    pub(crate) fn knows_variable(&self, name: &str) -> bool {
        self.variables.contains_key(&name.to_lowercase())
    }

    /// Returns the canonical table and column of a column.
    pub fn column(&self, table: &str, column: &str) -> Option<(Arc<str>, Arc<str>)> {
        let known = self.columns.get(&(table.to_lowercase(), column.to_lowercase())).cloned();
        known.or_else(|| self.open.then(|| (Arc::from(table), Arc::from(column))))
    }

    /// Returns the variable whose name looks most like a mistyped one.
    pub(crate) fn nearest_variable<'a>(
        &'a self,
        typed: &str,
        others: impl Iterator<Item = &'a str>,
    ) -> Option<&'a str> {
        nearest(typed, self.variables.keys().map(String::as_str).chain(others))
    }

    /// Returns the column of the table whose name looks most like a mistyped one.
    pub(crate) fn nearest_column(&self, table: &str, typed: &str) -> Option<&str> {
        let table = table.to_lowercase();
        let of_table = self.columns.keys().filter(|(of, _)| *of == table);
        nearest(typed, of_table.map(|(_, column)| column.as_str()))
    }

    /// Returns the table whose name looks most like a mistyped one.
    pub(crate) fn nearest_table(&self, typed: &str) -> Option<&str> {
        nearest(typed, self.columns.keys().map(|(table, _)| table.as_str()))
    }

    /// Returns whether any column of this table is known.
    pub(crate) fn has_table(&self, table: &str) -> bool {
        let table = table.to_lowercase();
        self.columns.keys().any(|(of, _)| *of == table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_has_several_names() {
        let mut names = Names::new(["gem_aankoopwaarde"]);
        names.add_variable("AOV", "gem_aankoopwaarde");
        assert_eq!(names.variable("aov").as_deref(), Some("gem_aankoopwaarde"));
        assert_eq!(names.variable("churn"), None);
        assert!(Names::any().variable("churn").is_some());
    }
}
