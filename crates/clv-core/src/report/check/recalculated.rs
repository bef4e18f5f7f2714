//! What the owner's own spreadsheet program makes of our live formulas, beside our values of them.

use crate::answers::{Key, Recalculated};
use crate::calendar::serial_from_date;
use crate::grid::{Book, Cell, Grid, column_letters};
use crate::report::Context;
use crate::report::page::{Page, part, wide};
use crate::sheet::{Cached, Content, Report, ReportSheet, Role};
use crate::words::Words;

/// How far two numbers may differ, as a share of them: programs add up in another order.
const TOLERANCE: f64 = 1e-9;

/// Writes the block: what was found when a spreadsheet program last saved the sheets.
pub(in crate::report) fn lay_out(context: &Context<'_>, page: &mut Page) {
    if context.analysis.figures.is_none() {
        return;
    }
    let found = context.analysis.answers.recalculated.clone().unwrap_or_default();
    let (text, role) = said(context.words, &found);
    page.cells([
        part(context.text("recalculated-what"), Role::Label),
        wide(super::KEYS - 1, text, role),
        part(Key::Recalculated(found).to_string(), Role::Text),
    ]);
}

/// Says the outcome of another comparison than the one that was known when the sheets were laid out.
pub(in crate::report) fn tell(report: &mut Report<'_>, words: &Words, found: Recalculated) {
    let Some(sheet) = report.sheets.iter_mut().find(|sheet| sheet.key == "check") else { return };
    let is_key = |content: &Content| {
        matches!(content, Content::Text(text)
            if matches!(Key::parse(text), Some(Key::Recalculated(_))))
    };
    let Some(at) = sheet.cells.iter().position(|cell| is_key(&cell.content)) else { return };
    let (text, role) = said(words, &found);
    sheet.cells[at].content = Key::Recalculated(found).to_string().into();
    // The cells are in order: the sentence is the one before the key.
    if let Some(sentence) = at.checked_sub(1).map(|at| &mut sheet.cells[at]) {
        sentence.content = text.into();
        sentence.role = role;
    }
}

fn said(words: &Words, found: &Recalculated) -> (String, Role) {
    let fill = |id| {
        words.fill(
            id,
            &[
                ("equal", words.number(f64::from(found.n_equal), 0).into()),
                ("all", words.number(f64::from(found.n_all), 0).into()),
                ("first", found.first.as_deref().unwrap_or_default().into()),
            ],
        )
    };
    match (found.n_all, &found.first) {
        (0, _) => (words.text("recalculated-not-yet"), Role::Note),
        (_, None) => (fill("recalculated-equal"), Role::Good),
        (_, Some(_)) => (fill("recalculated-other"), Role::Warning),
    }
}

/// Compares our live formulas with what another program made of them on our sheets, as it saved them.
///
/// Only sheets on which everything else is as in the report say anything: where the ledger changed meanwhile, other
/// values are right.
pub(in crate::report) fn compare(report: &Report<'_>, saved: &Book) -> Option<Recalculated> {
    let mut found = Recalculated::default();
    let mut n_values = 0;
    for sheet in &report.sheets {
        let grid = &saved.sheets.iter().find(|it| it.marker.as_deref() == Some(sheet.key))?.grid;
        if !has_same_inputs(sheet, grid, saved) {
            return None;
        }
        each_formula(sheet, |row, column, cached| {
            let cell = grid.get(row, column);
            found.n_all += 1;
            n_values += u32::from(cell != Cell::Empty);
            if is_equal(cached, cell, saved) {
                found.n_equal += 1;
            } else if found.first.is_none() {
                found.first = Some(format!("{}!{}{}", sheet.name, column_letters(column), row + 1));
            }
        });
    }
    // A program that saves formulas without values computed nothing.
    (n_values > 0).then_some(found)
}

/// Returns whether all that formulas may be computed from is as in the report.
fn has_same_inputs(sheet: &ReportSheet<'_>, grid: &Grid, saved: &Book) -> bool {
    sheet.all_cells().all(|cell| {
        let found = grid.get(cell.row, cell.column);
        match &cell.content {
            Content::Blank | Content::Formula { .. } => true,
            Content::Text(text) | Content::Link { text, .. } => is_text(text, found, saved),
            Content::Number(number) => is_number(*number, found),
            Content::Date(date) => is_number(serial_from_date(*date), found),
            Content::Logical(logical) => found == Cell::Logical(*logical),
        }
    })
}

/// Gives every live formula of a sheet to `visit`, with its row, its column and the value that we gave it.
fn each_formula(sheet: &ReportSheet<'_>, mut visit: impl FnMut(u32, u32, &Cached)) {
    for cell in sheet.all_cells() {
        if let Content::Formula { cached, .. } = &cell.content {
            visit(cell.row, cell.column, cached);
        }
    }
}

fn is_equal(cached: &Cached, cell: Cell, saved: &Book) -> bool {
    match cached {
        Cached::Number(number) => is_number(*number, cell),
        Cached::Text(text) => is_text(text, cell, saved),
        Cached::Logical(logical) => cell == Cell::Logical(*logical),
        Cached::Error(_) => matches!(cell, Cell::Error(_)),
    }
}

fn is_number(number: f64, cell: Cell) -> bool {
    match cell {
        Cell::Number(found) | Cell::Date(found) => {
            (number - found).abs() <= TOLERANCE * number.abs().max(1.0)
        }
        Cell::Empty | Cell::Text(_) | Cell::Logical(_) | Cell::Error(_) => false,
    }
}

fn is_text(text: &str, cell: Cell, saved: &Book) -> bool {
    saved.text(cell).unwrap_or_default().trim() == text.trim()
        && matches!(cell, Cell::Text(_) | Cell::Empty)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers;
    use crate::report::fixture::{SALES, analysis, block, book};
    use crate::report::{SheetNames, compare_recalculated, lay_out, tell_recalculated};
    use crate::words::Lang;
    use expect_test::{Expect, expect};
    use std::collections::BTreeSet;

    /// Saves the sheets as another program does that computes `change` into some cells, and says what stands there then.
    #[track_caller]
    fn check(change: impl Fn(&ReportSheet<'_>, &mut Grid), expected: &Expect) {
        let words = Words::new(Lang::Nl);
        let analysis = analysis(SALES);
        let mut report = lay_out(&analysis, &words, &SheetNames::wished(&words));
        let mut saved = book(&report);
        for (sheet, saved) in report.sheets.iter().zip(&mut saved.sheets) {
            change(sheet, &mut saved.grid);
        }
        if let Some(found) = compare_recalculated(&report, &saved) {
            tell_recalculated(&mut report, &words, found.clone());
            assert_eq!(answers::read(&book(&report)).recalculated, Some(found));
        }
        expected.assert_eq(&block(&report, "check", "Nagerekend", "\n"));
    }

    fn first_formula(sheet: &ReportSheet<'_>) -> Option<(u32, u32)> {
        let mut first = None;
        each_formula(sheet, |row, column, _| first = first.or(Some((row, column))));
        first
    }

    #[test]
    fn another_program_may_compute_the_same() {
        check(
            |_, _| {},
            &expect![
                "Nagerekend door je eigen programma | 21 van 21 gelijk: je rekenprogramma geeft bij elke formule de uitkomst die hier staat. | recalculated|21|21|"
            ],
        );
    }

    #[test]
    fn what_another_program_computes_otherwise_is_pointed_at() {
        let change = |sheet: &ReportSheet<'_>, grid: &mut Grid| {
            if let Some((row, column)) = first_formula(sheet).filter(|_| sheet.key == "customers") {
                grid.set(row, column, Cell::Number(1.5));
            }
        };
        check(
            change,
            &expect![
                "Nagerekend door je eigen programma | 20 van 21 gelijk: je rekenprogramma geeft bij de andere iets anders, als eerste in CLV Klanten!G6. | recalculated|20|21|CLV Klanten!G6"
            ],
        );
    }

    #[test]
    fn a_program_that_computes_nothing_or_a_ledger_that_changed_says_nothing() {
        let without = |sheet: &ReportSheet<'_>, grid: &mut Grid| {
            let mut formulas = BTreeSet::new();
            each_formula(sheet, |row, column, _| formulas.extend([(row, column)]));
            let full = std::mem::take(grid);
            for column in full.used_columns() {
                let kept =
                    full.column(column).filter(|(row, _)| !formulas.contains(&(*row, column)));
                kept.for_each(|(row, cell)| grid.set(row, column, cell));
            }
        };
        check(
            without,
            &expect![
                "Nagerekend door je eigen programma | Sla deze werkmap op in Excel of een ander rekenprogramma: dan staat hier of dat dezelfde uitkomsten geeft. | recalculated|0|0|"
            ],
        );
        let changed = |sheet: &ReportSheet<'_>, grid: &mut Grid| {
            let number = sheet.all_cells().find(|it| matches!(it.content, Content::Number(_)));
            if let Some(cell) = number.filter(|_| sheet.key == "customers") {
                grid.set(cell.row, cell.column, Cell::Number(-1.0));
            }
        };
        check(
            changed,
            &expect![
                "Nagerekend door je eigen programma | Sla deze werkmap op in Excel of een ander rekenprogramma: dan staat hier of dat dezelfde uitkomsten geeft. | recalculated|0|0|"
            ],
        );
    }
}
