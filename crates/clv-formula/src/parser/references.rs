//! References to columns of tables, such as `Customers[revenue]` and `[@revenue]`.

use super::{Mistake, Parser};
use crate::error::Problem;
use crate::expr::Expr;
use crate::lexer::Token;
use crate::names::Names;

impl Parser<'_> {
    /// Reads what follows a table's name: `[column]`, `[@column]`, `[[#This Row],[column]]`.
    pub(super) fn table_reference(&mut self, table: &str) -> Result<Expr, Mistake> {
        let placed = self.advance();
        let Token::Bracketed(inside) = &placed.token else { return Err(self.unexpected()) };
        let (this_row, column) = split_reference(inside);
        let unknown = |known: &Names| {
            let problem =
                Problem::UnknownColumn { table: table.to_owned(), column: column.clone() };
            let suggestion = if table.is_empty() || known.has_table(table) {
                known.nearest_column(table, &column)
            } else {
                known.nearest_table(table)
            };
            Mistake {
                suggestion: suggestion.map(str::to_owned),
                ..Self::mistake_at(&placed, problem)
            }
        };
        if this_row {
            return match self.names.variable(&column) {
                Some(variable) => Ok(self.variable(variable)),
                None => Err(unknown(self.names)),
            };
        }
        let Some(found) = self.names.column(table, &column) else {
            return Err(unknown(self.names));
        };
        let known = self.formula.columns.iter().position(|column| *column == found);
        let at = known.unwrap_or_else(|| {
            self.formula.columns.push(found);
            self.formula.columns.len() - 1
        });
        Ok(Expr::Column(u32::try_from(at).unwrap_or(u32::MAX)))
    }
}

/// Takes the inside of a table reference apart: whether it means this row alone, and the column.
fn split_reference(inside: &str) -> (bool, String) {
    let mut this_row = false;
    let mut rest = inside.trim();
    if let Some(column) = rest.strip_prefix('@') {
        this_row = true;
        rest = column.trim();
    }
    let lower = rest.to_lowercase();
    for special in ["[#this row]", "[#deze rij]", "[#data]", "[#gegevens]"] {
        if lower.starts_with(special) {
            this_row |= special.contains("row") || special.contains("rij");
            rest = rest[special.len()..].trim_start().trim_start_matches([',', ';']).trim_start();
        }
    }
    if let Some(column) = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        rest = column;
    }
    let mut column = String::new();
    let mut characters = rest.chars();
    while let Some(c) = characters.next() {
        column.extend(if c == '\'' { characters.next() } else { Some(c) });
    }
    (this_row, column)
}
