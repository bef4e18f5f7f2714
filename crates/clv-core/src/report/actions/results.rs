//! What came of what was done: counted back from the owner's own answers.

use crate::offers::results::{FEWEST_RESULTS, Results, bought_after};
use crate::offers::rule_ids;
use crate::report::Context;
use crate::report::page::Page;
use crate::sheet::Role;

/// Writes the block; nothing as long as nothing was done.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let analysis = context.analysis;
    let actions = &analysis.answers.actions;
    let all = Results::of(actions, None);
    if all.done == 0 {
        return;
    }
    let ledger = &analysis.reading.ledger;
    let bought = bought_after(ledger, actions);
    let words = [
        ("done", all.done.into()),
        ("yes", all.yes.into()),
        ("buyers", bought.customers.into()),
        ("revenue", context.words.money(bought.revenue.to_f64(), &ledger.currency).into()),
    ];
    page.line(Role::Heading, context.words.fill("actions-results", &words));
    for rule in rule_ids() {
        let results = Results::of(actions, Some(rule));
        let Some(rate) = results.response_rate() else { continue };
        let words = [
            ("rule", context.named("rule", rule).into()),
            ("yes", results.yes.into()),
            ("answered", results.answered.into()),
            ("rate", context.words.percent(rate).into()),
            ("estimate", estimate(context, rule).into()),
        ];
        page.line(Role::Note, context.words.fill("actions-own-rate", &words));
    }
    if all.answered < FEWEST_RESULTS {
        let missing = FEWEST_RESULTS - all.answered;
        page.line(Role::Note, context.words.fill("actions-too-few", &[("n", missing.into())]));
    }
}

/// Returns the mean chance of the suggestions of a rule; nothing said where there are none now.
fn estimate(context: &Context<'_>, rule: &str) -> String {
    let offers = context.analysis.offers.planned.iter();
    let chances: Vec<f64> =
        offers.filter(|offer| offer.rule == rule).map(|offer| offer.chance).collect();
    if chances.is_empty() {
        return "–".to_owned();
    }
    context.words.percent(chances.iter().sum::<f64>() / chances.len() as f64)
}
