//! How the figures are computed: each with its value, live, and its formula in the owner's notation.

use crate::formulas::{Definition, Level, Origin, Ready, Unit, Values, dialect};
use crate::report::Context;
use crate::report::live::{self, Own};
use crate::report::page::{Page, part, wide};
use crate::sheet::{Cached, Content, Role};

/// Writes the block.
pub(in crate::report) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let Some(figures) = &context.analysis.figures else { return };
    let is_enough = context.analysis.portfolio.missing.is_empty();
    page.line(Role::Heading, context.text("figures-title"));
    page.line(Role::Note, context.text("figures-note"));
    page.header_row(
        context,
        &[(1, "figures-what"), (1, "figures-value"), (2, "figures-how"), (2, "figures-why")],
    );
    variables(context, page);
    for &at in &figures.registry.order {
        let ready = &figures.registry.formulas[at];
        let Definition { level, origin, shown, .. } = &ready.definition;
        let is_asked = *level == Level::Portfolio && *shown;
        if is_asked && (is_enough || *origin != Origin::BuiltIn) {
            formula(context, page, ready);
        }
    }
    for ready in figures.shown(Level::Segment) {
        for group in &context.analysis.groups {
            let name = context.named("segment", group.segment.id());
            let label = format!("{} – {name}", ready.definition.title(context.words.lang()));
            let content = live::of_segment(context, ready, group.segment);
            line(context, page, ready, (label, content));
        }
    }
}

/// Writes what formulas are computed from and stands nowhere else.
fn variables(context: &Context<'_>, page: &mut Page) {
    let Some(figures) = &context.analysis.figures else { return };
    let lang = context.words.lang();
    for spec in &figures.registry.specs {
        let Some(Values::Portfolio(value)) = figures.computed.values.get(spec.en) else { continue };
        if context.places.get(spec.en).is_some() {
            continue;
        }
        let decimals = if matches!(spec.unit, Unit::Years) { 2 } else { 0 };
        let content = match (live::sum(context, spec.en), value.as_number()) {
            (Some(text), Some(number)) => Content::Formula { text, cached: Cached::Number(number) },
            (_, _) => live::value(value, &spec.unit),
        };
        note(context, page, spec.en);
        page.cells([
            part(spec.name(lang), Role::Label),
            part(content, live::role(&spec.unit, decimals)),
            wide(2, "", Role::Text),
            wide(2, spec.meaning(lang), Role::Wrapped),
        ]);
    }
}

fn formula(context: &Context<'_>, page: &mut Page, ready: &Ready) {
    let lang = context.words.lang();
    let one = &ready.definition;
    let content = live::of_portfolio(context, ready, &Own::new());
    note(context, page, &one.id);
    line(context, page, ready, (one.title(lang).to_owned(), content));
}

/// Writes one figure with its formula and what it says.
fn line(
    context: &Context<'_>,
    page: &mut Page,
    ready: &Ready,
    (label, content): (String, Content),
) {
    let lang = context.words.lang();
    let one = &ready.definition;
    let figures = context.analysis.figures.as_ref();
    let rename = |name: &str| {
        figures.map_or_else(|| name.to_owned(), |figures| figures.registry.name(name, lang))
    };
    let text = ready.formula.to_text_with(dialect(lang), &rename);
    page.cells([
        part(label, Role::Label),
        part(content, live::role(&one.unit, one.decimals)),
        wide(2, text, Role::Wrapped),
        wide(2, one.explanation.text(lang), Role::Wrapped),
    ]);
}

/// Notes that the value of the next row stands there.
fn note(context: &Context<'_>, page: &Page, name: &str) {
    let cell = format!("$B${}", page.row() + 1);
    context.places.note(name, context.names.reference("check", &cell));
}
