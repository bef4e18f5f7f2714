//! The figures of formulas that were plugged in and have one value in all.

use crate::formulas::{Level, Origin};
use crate::report::Context;
use crate::report::live::{self, Own};
use crate::report::page::{Page, part, wide};
use crate::sheet::Role;

/// Writes the block; without such formulas there is none.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let Some(figures) = &context.analysis.figures else { return };
    let own: Vec<_> = figures
        .shown(Level::Portfolio)
        .filter(|ready| ready.definition.origin != Origin::BuiltIn)
        .collect();
    if own.is_empty() {
        return;
    }
    page.line(Role::Heading, context.words.fill("own-formulas-title", &[("n", own.len().into())]));
    let lang = context.words.lang();
    let (left, right) = page.columns();
    for ready in own {
        let one = &ready.definition;
        page.cells([
            wide(4, one.title(lang), Role::Label),
            part(
                live::of_portfolio(context, ready, &Own::new()),
                live::role(&one.unit, one.decimals),
            ),
            wide(right - left - 4, one.explanation.text(lang), Role::Note),
        ]);
    }
}
