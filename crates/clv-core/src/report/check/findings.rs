//! What the owner should know about the ledger, the weightiest first.

use super::place;
use crate::finding::{Finding, Severity};
use crate::report::Context;
use crate::report::page::{Page, part, wide};
use crate::sheet::Role;

/// The most findings that are written out; a ledger with more has the same trouble many times.
const MOST: usize = 200;

/// Writes the block.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let all = context.analysis.findings();
    let mut findings: Vec<&Finding> =
        all.filter(|finding| finding.severity != Severity::Ignored).collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let n_warnings =
        findings.iter().filter(|finding| finding.severity == Severity::Warning).count();
    let title = context.words.fill("check-findings-title", &[("n", n_warnings.into())]);
    page.line(Role::Heading, title);
    if findings.is_empty() {
        return page.line(Role::Good, context.text("check-findings-none"));
    }
    page.header_row(
        context,
        &[(1, "check-where"), (1, "check-severity"), (3, "check-message"), (1, "check-hint")],
    );
    for finding in findings.iter().take(MOST) {
        let (message, hint) = context.words.finding(finding);
        let role = match finding.severity {
            Severity::Warning => Role::Warning,
            Severity::Note | Severity::Ignored => Role::Text,
        };
        page.cells([
            part(place(context, &finding.place), Role::Text),
            part(context.named("severity", finding.severity.name()), role),
            wide(3, message, Role::Wrapped),
            part(hint, Role::Wrapped),
        ]);
    }
    if findings.len() > MOST {
        let n = findings.len() - MOST;
        page.line(Role::Note, context.words.fill("check-findings-more", &[("n", n.into())]));
    }
}
