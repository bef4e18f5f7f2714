//! What came through referrals, and what scores say; only where the ledger has such columns.

use crate::insights::referrals::{promoters, referrals};
use crate::report::Context;
use crate::report::page::Page;
use crate::sheet::Role;

/// Writes the block; nothing where the ledger does not tell.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    if let Some(line) = referred(context) {
        page.line(Role::Heading, line);
    }
    if let Some(line) = scores(context) {
        page.line(Role::Text, line);
    }
}

fn money(context: &Context<'_>, value: f64) -> String {
    context.words.money(value, &context.analysis.reading.ledger.currency)
}

fn referred(context: &Context<'_>) -> Option<String> {
    let analysis = context.analysis;
    let ledger = &analysis.reading.ledger;
    let found = referrals(ledger, &analysis.summaries)?;
    let best = found.best.map(|(id, revenue)| {
        (ledger.customers[id.0 as usize].name.to_string(), money(context, revenue.to_f64()))
    });
    let known = if best.is_some() { "yes" } else { "no" };
    let (name, through) = best.unwrap_or_default();
    let words = [
        ("customers", found.customers.into()),
        ("revenue", money(context, found.revenue.to_f64()).into()),
        ("known", known.into()),
        ("best", name.into()),
        ("through", through.into()),
    ];
    Some(context.words.fill("referrals-title", &words))
}

fn scores(context: &Context<'_>) -> Option<String> {
    let found = promoters(&context.analysis.reading.ledger)?;
    let words = [
        ("scores", found.scores.into()),
        ("net", context.words.number(100.0 * found.net, 0).into()),
    ];
    Some(context.words.fill("referrals-scores", &words))
}

#[cfg(test)]
mod tests {
    use crate::report::fixture::{SALES, analysis, block, report};
    use expect_test::expect;

    #[test]
    fn what_came_through_customers_is_told_in_a_sentence() {
        let mut analysis = analysis(SALES);
        analysis.reading.ledger.customers[1].told.referrer = Some("Ana".into());
        expect![[r"
            Eén klant kwam via een ander, samen € 25; via Ana kwam € 25.
        "]]
        .assert_eq(&block(&report(&analysis), "summary", "Eén klant kwam", "Alle"));
    }
}
