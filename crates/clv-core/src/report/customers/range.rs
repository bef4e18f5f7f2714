//! How formulas elsewhere refer to the columns of the customers sheet.

use super::{HEADER_ROW, MOST_IN_TABLE, MOST_LIVE, figures, present};
use crate::analysis::Analysis;
use crate::grid::column_letters;
use crate::report::live::ROW;
use crate::report::{SheetNames, quoted};
use crate::words::Words;

/// The body of the customers sheet as formulas see it.
pub(in crate::report) struct CustomerRange {
    /// Indexes of customers in the order of their rows: the highest revenue first.
    pub(super) order: Vec<usize>,
    table: String,
    sheet: String,
    /// Whether the sheet is there at all.
    is_there: bool,
    /// The ids and headers of the columns, in order.
    columns: Vec<(String, String)>,
}

impl CustomerRange {
    /// Works out which columns there are and which row each customer is in.
    pub(in crate::report) fn of(analysis: &Analysis, words: &Words, names: &SheetNames) -> Self {
        let summaries = &analysis.summaries;
        // What is compared most is quick to compare; only amounts that are nearly the same are looked at exactly.
        let revenues: Vec<f64> = summaries.iter().map(|it| it.revenue.to_f64()).collect();
        let exactly =
            |one: usize, other: usize| summaries[other].revenue.cmp(&summaries[one].revenue);
        let mut order: Vec<usize> = (0..summaries.len()).collect();
        order.sort_unstable_by(|&one, &other| {
            let roughly = revenues[other].total_cmp(&revenues[one]);
            roughly.then_with(|| exactly(one, other)).then(one.cmp(&other))
        });
        Self {
            order,
            table: names.table("customers").to_owned(),
            sheet: quoted(names.tab("customers")),
            is_there: names.has("customers"),
            columns: headers(analysis, words),
        }
    }

    /// Returns whether the rows of customers hold formulas.
    pub(super) fn are_live(&self) -> bool {
        self.order.len() <= MOST_LIVE
    }

    /// Returns the headers of the columns, in order.
    pub(super) fn headers(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(_, header)| header.as_str())
    }

    /// Returns a whole column, such as `CLV_Klanten[Omzet]`; nothing for a column that is not there, or when there
    /// are so many customers that formulas over them would make the workbook slow.
    pub(in crate::report) fn column(&self, id: &str) -> Option<String> {
        let n = self.order.len();
        let at = self.columns.iter().position(|(known, _)| *known == id)?;
        if n == 0 || !self.are_live() || !self.is_there {
            return None;
        }
        if n <= MOST_IN_TABLE {
            return Some(format!("{}[{}]", self.table, escaped(&self.columns[at].1)));
        }
        let letters = column_letters(u32::try_from(at).ok()?);
        let first = HEADER_ROW + 2;
        let last = HEADER_ROW as usize + 1 + n;
        Some(format!("{}!${letters}${first}:${letters}${last}", self.sheet))
    }

    /// Returns the cell of a column for a formula in that same row, with [`ROW`] for the number of the row.
    pub(in crate::report) fn cell_of_row(&self, id: &str) -> Option<String> {
        if self.order.len() <= MOST_IN_TABLE {
            return self.cell(id, 0);
        }
        let at = self.columns.iter().position(|(known, _)| *known == id)?;
        Some(format!("${}{ROW}", column_letters(u32::try_from(at).ok()?)))
    }

    /// Returns the cell of a column in a row of the body, counted from 0, for a formula in that same row.
    pub(super) fn cell(&self, id: &str, row: usize) -> Option<String> {
        let n = self.order.len();
        let at = self.columns.iter().position(|(known, _)| *known == id)?;
        if n <= MOST_IN_TABLE {
            let header = escaped(&self.columns[at].1);
            return Some(format!("{}[[#This Row],[{header}]]", self.table));
        }
        let letters = column_letters(u32::try_from(at).ok()?);
        Some(format!("${letters}{}", HEADER_ROW as usize + 2 + row))
    }
}

/// Returns the id and the header of each column; headers of a table have to differ, whatever the owner calls a formula.
fn headers(analysis: &Analysis, words: &Words) -> Vec<(String, String)> {
    let fixed = present(analysis).into_iter().map(|column| (column.id, column.header(words)));
    let figures = figures::columns(analysis, words);
    let more = figures.iter().map(|column| (column.id, column.header.clone()));
    let mut columns: Vec<(String, String)> = Vec::new();
    for (id, header) in fixed.chain(more) {
        let is_taken = |wished: &str| {
            columns.iter().any(|(_, known)| known.to_lowercase() == wished.to_lowercase())
        };
        let numbered = (2..).map(|n| format!("{header} ({n})"));
        let free = std::iter::once(header.clone()).chain(numbered).find(|name| !is_taken(name));
        let free = free.unwrap_or(header);
        columns.push((id.to_owned(), free));
    }
    columns
}

/// Writes a header as structured references do, with `'` before the characters that mean something there.
fn escaped(header: &str) -> String {
    let mut text = String::new();
    for letter in header.chars() {
        if matches!(letter, '[' | ']' | '#' | '\'' | '@') {
            text.push('\'');
        }
        text.push(letter);
    }
    text
}
