//! What customers buy after what, as counts.

use crate::products::next_steps::NextStep;
use crate::report::Context;
use crate::report::page::{Page, column};
use crate::sheet::{Content, Role};

/// The most steps that are listed.
const MOST: usize = 40;

/// Writes the block; nothing where nobody bought two different products.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let ladder = &context.analysis.ladder;
    let mut steps: Vec<&NextStep> =
        ladder.steps.all().iter().filter(|step| step.taken > 0).collect();
    if steps.is_empty() {
        return;
    }
    steps.sort_by(|a, b| {
        let weight = |step: &NextStep| (step.is_measured(), step.taken);
        weight(b)
            .cmp(&weight(a))
            .then(b.chance.total_cmp(&a.chance))
            .then((a.from, a.to).cmp(&(b.from, b.to)))
    });
    steps.truncate(MOST);
    page.line(Role::Heading, title(context, steps[0]));
    page.line(Role::Note, context.text("offers-steps-note"));
    let name = |product| ladder.catalog.get(product).name.as_str();
    let certainty = |step: &NextStep| if step.is_measured() { "measured" } else { "idea" };
    let columns = [
        column(context.text("offers-from"), Role::Text, |step: &&NextStep| name(step.from).into()),
        column(context.text("offers-taken"), Role::Count, |step: &&NextStep| step.taken.into()),
        column(context.text("offers-eligible"), Role::Count, |step: &&NextStep| {
            step.eligible.into()
        }),
        column(context.text("offers-days"), Role::Count, |step: &&NextStep| {
            step.median.0.round().into()
        }),
        column(context.text("offers-chance"), Role::Percent, |step: &&NextStep| step.chance.into()),
        column(context.text("offers-certainty"), Role::Text, |step: &&NextStep| {
            context.named("certainty", certainty(step)).into()
        }),
        column("", Role::Text, |_: &&NextStep| Content::Blank),
        column(context.text("offers-to"), Role::Text, |step: &&NextStep| name(step.to).into()),
    ];
    page.table(&columns, &steps);
}

fn title(context: &Context<'_>, step: &NextStep) -> String {
    let catalog = &context.analysis.ladder.catalog;
    let words = [
        ("from", catalog.get(step.from).name.as_str().into()),
        ("to", catalog.get(step.to).name.as_str().into()),
        ("taken", step.taken.into()),
        ("eligible", step.eligible.into()),
        ("days", step.median.0.round().into()),
    ];
    context.words.fill("offers-steps-title", &words)
}
