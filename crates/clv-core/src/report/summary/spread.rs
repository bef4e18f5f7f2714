//! How the revenue is spread: over the best fifth, and over those who came back and those who did not.

use crate::insights::concentration::{self, RISKY_SHARE};
use crate::insights::returning::{self, Side, TIMES};
use crate::report::Context;
use crate::report::page::{Page, part, wide};
use crate::sheet::Role;

/// The most customers that are named for costing more than they brought.
const MOST_LOSSES: usize = 3;

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
    losses(context, page);
}

/// Names who cost more than they brought, where the list tells costs.
fn losses(context: &Context<'_>, page: &mut Page) {
    let ledger = &context.analysis.reading.ledger;
    let found = &context.analysis.insights.unprofitable;
    if found.is_empty() {
        return;
    }
    let named = found.iter().take(MOST_LOSSES).map(|(customer, left)| {
        let name = &ledger.customers[customer.0 as usize].name;
        format!("{name} ({})", context.words.money(left.to_f64(), &ledger.currency))
    });
    let words = [
        ("n", found.len().into()),
        ("names", named.collect::<Vec<_>>().join(", ").into()),
        ("more", found.len().saturating_sub(MOST_LOSSES).into()),
    ];
    page.line(Role::Warning, context.words.fill("spread-losses", &words));
}

/// Sets who bought once beside who came back, and how often those did.
fn sides(context: &Context<'_>, page: &mut Page) {
    page.header_row(
        context,
        &[
            (2, "spread-side"),
            (1, "groups-customers"),
            (1, "groups-share"),
            (1, "spread-first"),
            (1, "groups-value"),
            (1, "spread-months"),
        ],
    );
    let sides = returning::by_times(&context.analysis.summaries);
    let all: Side = sides.iter().sum();
    let total = all.revenue.to_f64();
    let returning: Side = sides[1..].iter().sum();
    row(page, context.text("spread-once"), &sides[0], total);
    row(page, context.text("spread-returning"), &returning, total);
    for (times, side) in TIMES.iter().zip(&sides).skip(1).filter(|(_, side)| side.customers > 0) {
        let words = [("times", (*times).into())];
        row(page, context.words.fill("spread-times", &words), side, total);
    }
}

fn row(page: &mut Page, name: String, side: &Side, total: f64) {
    let some = |value: f64| (side.customers > 0).then_some(value);
    page.cells([
        wide(2, name, Role::Label),
        part(side.customers, Role::Count),
        part(some(side.revenue.to_f64() / total), Role::Percent),
        part(some(side.mean_first()), Role::Money),
        part(some(side.mean()), Role::Money),
        part(some(side.mean_months()), Role::Count),
    ]);
}

#[cfg(test)]
mod tests {
    use crate::money::Money;
    use crate::report::fixture::{SALES, analysis, analysis_of, block, report};
    use expect_test::expect;

    #[test]
    fn one_off_customers_stand_beside_those_who_came_back() {
        expect![[r"
            Je beste 2 klanten (20%) brengen 78% van de omzet
            Eenmalig of terugkerend | Klanten | Aandeel omzet | Eerste aankoop | Omzet per klant | Maanden klant
            Kocht één keer | 4 | 0.21875 | 87.5 | 87.5 | 0
            Kwam terug | 2 | 0.78125 | 25 | 625 | 3.4989733059548254
            · waarvan 2 keer | 1 | 0.109375 | 25 | 175 | 3.02258726899384
            · waarvan 3 of 4 keer | 1 | 0.671875 | 25 | 1075 | 3.975359342915811
            ▲ Veel hangt af van één klant: Ana brengt 67% van de omzet.
        "]]
        .assert_eq(&block(&report(&analysis(SALES)), "summary", "Je beste", "Alle"));
    }
    #[test]
    fn who_cost_more_than_came_in_is_named() {
        let analysis = analysis_of(SALES, |ledger| {
            ledger.costs = ledger.lines.iter().map(|_| Some(Money::from_cents(10_000))).collect();
        });
        let found = block(&report(&analysis), "summary", "▲ 3 klanten", "\n");
        assert_eq!(
            found,
            "▲ 3 klanten kostten meer dan er binnenkwam: Ben (€\u{a0}-75), Emma (€\u{a0}-75), Cleo (€\u{a0}-25)."
        );
    }
}
