//! How the revenue is spread: over the best fifth, and over those who came back and those who did not.

use crate::insights::concentration::{self, RISKY_SHARE};
use crate::insights::returning::{self, Side};
use crate::report::Context;
use crate::report::page::{Page, part, wide};
use crate::sheet::Role;

/// Writes the block; nothing without revenue.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let analysis = context.analysis;
    let Some(spread) = concentration::measure(&analysis.summaries) else { return };
    let words = [
        ("best", spread.best.into()),
        ("share", context.words.percent(spread.share_of_best).into()),
    ];
    page.line(Role::Heading, context.words.fill("spread-title", &words));
    // Where members are listed once, nobody comes back by the list.
    if analysis.portfolio.members.is_none() {
        sides(context, page);
    }
    let largest = &analysis.reading.ledger.customers[spread.largest.0 as usize];
    let words = [
        ("customer", largest.name.as_str().into()),
        ("share", context.words.percent(spread.share_of_largest).into()),
    ];
    if spread.share_of_largest > RISKY_SHARE && analysis.summaries.len() > 4 {
        page.line(Role::Warning, context.words.fill("spread-risky", &words));
    } else {
        page.line(Role::Note, context.words.fill("spread-largest", &words));
    }
}

/// Sets who bought once beside who came back.
fn sides(context: &Context<'_>, page: &mut Page) {
    page.header_row(
        context,
        &[
            (3, "spread-side"),
            (1, "groups-customers"),
            (1, "groups-share"),
            (1, "spread-first"),
            (1, "groups-value"),
        ],
    );
    let (once, returning) = returning::compare(&context.analysis.summaries);
    let total = (once.revenue + returning.revenue).to_f64();
    row(page, context.text("spread-once"), &once, total);
    row(page, context.text("spread-returning"), &returning, total);
}

fn row(page: &mut Page, name: String, side: &Side, total: f64) {
    let some = |value: f64| (side.customers > 0).then_some(value);
    page.cells([
        wide(3, name, Role::Label),
        part(side.customers, Role::Count),
        part(some(side.revenue.to_f64() / total), Role::Percent),
        part(some(side.mean_first()), Role::Money),
        part(some(side.mean()), Role::Money),
    ]);
}

#[cfg(test)]
mod tests {
    use crate::report::fixture::{SALES, analysis, block, report};
    use expect_test::expect;

    #[test]
    fn one_off_customers_stand_beside_those_who_came_back() {
        expect![[r"
            Je beste 2 klanten (20%) brengen 78% van de omzet
            Eenmalig of terugkerend | Klanten | Aandeel omzet | Eerste aankoop | Omzet per klant
            Kocht één keer | 4 | 0.21875 | 87.5 | 87.5
            Kwam terug | 2 | 0.78125 | 25 | 625
            ▲ Veel hangt af van één klant: Ana brengt 67% van de omzet.
        "]]
        .assert_eq(&block(&report(&analysis(SALES)), "summary", "Je beste", "Alle"));
    }
}
