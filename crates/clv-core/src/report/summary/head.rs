//! The head of the page: what it is about, over which period, and how much rests on it.

use crate::calendar::DAYS_PER_MONTH;
use crate::report::Context;
use crate::report::page::Page;
use crate::sheet::Role;

/// Writes the block.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    context.title(page, context.text("summary-title"));
    let analysis = context.analysis;
    let Some(period) = analysis.period else {
        return page.line(Role::Subtitle, context.text("summary-empty"));
    };
    let n_customers = analysis.summaries.len();
    let n_repeaters = analysis.forecast.as_ref().map_or(0, |it| it.evidence.repeaters);
    let months = period.length().0 / DAYS_PER_MONTH;
    let reliability = context.named("reliability", reliability(n_customers, n_repeaters, months));
    let words = [
        ("start", context.date(period.start).into()),
        ("end", context.date(period.end).into()),
        ("n", n_customers.into()),
        ("customers", context.count(n_customers).into()),
        ("repeaters", context.count(n_repeaters).into()),
        ("months", months.round().into()),
        ("reliability", reliability.into()),
    ];
    page.line(Role::Subtitle, context.words.fill("summary-period", &words));
    let how_sure = context.of_members("summary-reliability-members", "summary-reliability");
    page.line(Role::Subtitle, context.words.fill(how_sure, &words));
}

/// Returns how much rests on the figures: the gates from which a prediction and its check are shown.
fn reliability(n_customers: usize, n_repeaters: usize, months: f64) -> &'static str {
    if n_customers >= 100 && n_repeaters >= 30 && months >= 24.0 {
        "good"
    } else if n_customers >= 30 && n_repeaters >= 10 && months >= 12.0 {
        "fair"
    } else {
        "little"
    }
}
