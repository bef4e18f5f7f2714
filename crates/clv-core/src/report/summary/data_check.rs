//! What to know about the ledger itself: how much of it counts and the three weightiest points.

use crate::finding::Severity;
use crate::report::Context;
use crate::report::page::{Page, wide};
use crate::sheet::{Content, Role};

/// Writes the block.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let analysis = context.analysis;
    let reading = &analysis.reading;
    let n_left_out = reading.excluded.len();
    let n_read = reading.n_counted as usize + n_left_out;
    let words = [
        ("counted", context.count(reading.n_counted as usize).into()),
        ("read", context.count(n_read).into()),
        ("left", context.count(n_left_out).into()),
        ("n", n_left_out.into()),
    ];
    page.line(Role::Heading, context.words.fill("check-rows-title", &words));
    for finding in
        analysis.findings().filter(|finding| finding.severity == Severity::Warning).take(3)
    {
        page.line(Role::Wrapped, format!("▲ {}", context.words.finding(finding).0));
    }
    let n_pairs = reading.look_alikes.len();
    if n_pairs > 0 {
        let words = [("n", n_pairs.into())];
        page.line(Role::Wrapped, context.words.fill("check-merges-title", &words));
    }
    let (left, right) = page.columns();
    let target = context.names.reference("check", "A1");
    let text = context.text("summary-to-check");
    page.cells([wide(right + 1 - left, Content::Link { text, target }, Role::Text)]);
}
