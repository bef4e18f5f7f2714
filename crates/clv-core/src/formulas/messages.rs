//! What is wrong with a formula, as a finding with its cell and character.

use super::definition::Definition;
use crate::finding::{Finding, Severity};
use clv_formula::{FormulaError, Problem};

/// Tells why a formula cannot be read.
pub(super) fn unreadable(one: &Definition, error: &FormulaError) -> Finding {
    let finding = Finding::new(Severity::Warning, code(&error.problem))
        .at(one.origin.place())
        .with("id", one.id.as_str())
        .with("source", one.origin.spoken())
        .with("character", error.character())
        .with("suggestion", error.suggestion.as_deref().unwrap_or("none"))
        .with("corrected", error.corrected.as_deref().unwrap_or("none"));
    words(finding, &error.problem)
}

/// Fills in what a message says of the mistake itself.
fn words(finding: Finding, problem: &Problem) -> Finding {
    match problem {
        Problem::TooLong { most } | Problem::TooManyParts { most } | Problem::TooDeep { most } => {
            finding.with("most", *most)
        }
        Problem::Unexpected { found } | Problem::CellAddress { found } => {
            finding.with("found", found.as_str())
        }
        Problem::NotClosed { open } => finding.with("found", open.to_string()),
        Problem::Mixup { found, dialect, .. } => finding
            .with("found", found.as_str())
            .with("decimal", dialect.decimal().to_string())
            .with("separator", dialect.separator().to_string()),
        Problem::UnknownFunction { name }
        | Problem::Volatile { name }
        | Problem::Forbidden { name }
        | Problem::UnknownName { name }
        | Problem::NotCalled { name } => finding.with("found", name.as_str()),
        Problem::UnknownColumn { table, column } => {
            finding.with("table", table.as_str()).with("found", column.as_str())
        }
        Problem::ArgumentCount { function, found, least, most } => finding
            .with("function", function.as_str())
            .with("found", *found)
            .with("least", *least)
            .with("most", (*most).min(255)),
        Problem::Empty | Problem::Unfinished | Problem::OpenText | Problem::BadLet | _ => finding,
    }
}

/// Returns the code of the finding of a mistake.
fn code(problem: &Problem) -> &'static str {
    CODES
        .iter()
        .find(|code| code.strip_prefix("formula-") == Some(problem.code()))
        .copied()
        .unwrap_or("formula-unexpected")
}

/// The codes of all mistakes.
const CODES: [&str; 23] = [
    "formula-empty",
    "formula-too-long",
    "formula-too-many-parts",
    "formula-too-deep",
    "formula-unexpected",
    "formula-unfinished",
    "formula-not-closed",
    "formula-open-text",
    "formula-mixup-decimal",
    "formula-mixup-separator",
    "formula-mixup-both",
    "formula-mixup-array",
    "formula-unknown-function",
    "formula-volatile",
    "formula-forbidden",
    "formula-unknown-name",
    "formula-not-called",
    "formula-unknown-column",
    "formula-cell-address",
    "formula-argument-count",
    "formula-bad-let",
    "formula-wrong-level",
    "formula-not-computed",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Lang, Words};

    #[test]
    fn every_mistake_has_words() {
        let others = [
            "formula-circle",
            "formula-replaced",
            "formula-needs-replaces",
            "formula-defined-twice",
            "formula-named-as-variable",
            "formula-went-wrong",
            "formula-too-much-work",
            "formula-bad-name",
            "formula-bad-level",
            "formula-bad-unit",
            "formula-bad-when-blank",
            "formula-bad-test",
            "pack-too-new",
            "pack-unreadable",
            "pack-bad-id",
            "pack-bad-dialect",
        ];
        let words = Words::new(Lang::Nl);
        for code in CODES.iter().chain(&others) {
            assert!(words.has(&format!("finding-{code}")), "{code}");
        }
    }
}
