//! Where a step is missing on the ladder.

use crate::report::Context;
use crate::report::page::Page;
use crate::sheet::Role;

/// Writes the block; nothing where every step is taken.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let offers = context.analysis.offers.planned.iter();
    let speech = context.analysis.speech(context.words);
    let advice: Vec<_> = offers.filter(|offer| offer.rule == "make_stepping_stone").collect();
    if advice.is_empty() {
        return;
    }
    page.line(Role::Heading, context.text("offers-gaps-title"));
    for offer in advice {
        page.line(Role::Text, format!("{}.", speech.because(offer)));
        page.line(Role::Note, speech.text(offer));
    }
    page.skip(1);
}
