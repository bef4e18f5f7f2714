//! Which subscriptions lose members soonest, by plan and price; only where there are subscriptions.

use super::groups_in_a_line;
use crate::insights::leaving::{Plan, Plans, plans, reasons};
use crate::report::Context;
use crate::report::page::{Page, part, wide};
use crate::sheet::Role;

/// The most plans that are shown.
const MOST: usize = 6;

/// Writes the block; nothing without a subscription that enough have.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let analysis = context.analysis;
    let Some(period) = analysis.reading.ledger.period else { return };
    let found = plans(&analysis.reading.ledger, period);
    if found.plans.is_empty() {
        return;
    }
    let apart = found.worst_and_best();
    page.line(Role::Heading, title(context, &found, apart));
    page.header_row(
        context,
        &[
            (3, "leaving-plan"),
            (1, "leaving-fee"),
            (1, "leaving-members"),
            (1, "leaving-staying"),
            (1, "leaving-left"),
            (1, "leaving-rate"),
            (2, "leaving-between"),
        ],
    );
    for plan in found.plans.iter().take(MOST) {
        row(context, page, plan);
    }
    if found.plans.len() > 1 && apart.is_none() {
        page.line(Role::Note, context.text("leaving-no-difference"));
    }
    let small = found.small.iter().map(|plan| (name(context, plan), plan.members));
    groups_in_a_line(context, page, "leaving-small", small);
    groups_in_a_line(context, page, "leaving-reasons", reasons(&analysis.reading.ledger, period));
    page.line(Role::Note, context.text("leaving-note"));
}

fn row(context: &Context<'_>, page: &mut Page, plan: &Plan) {
    let rate = plan.leave_rate();
    let between = rate.map(|(_, low, high)| context.percent_range(low, high));
    page.cells([
        wide(3, name(context, plan), Role::Label),
        part(plan.fee_per_month.to_f64(), Role::MoneyExact),
        part(plan.members, Role::Count),
        part(plan.staying(), Role::Count),
        part(plan.left, Role::Count),
        part(rate.map(|rate| rate.0), Role::Percent),
        wide(2, between, Role::Text),
    ]);
}

fn name(context: &Context<'_>, plan: &Plan) -> String {
    let products = &context.analysis.reading.ledger.products;
    let product = plan.product.and_then(|product| products.get(product.0 as usize));
    product.cloned().unwrap_or_else(|| context.text("leaving-one-plan"))
}

fn title(context: &Context<'_>, found: &Plans, apart: Option<(&Plan, &Plan)>) -> String {
    let Some((worst, best)) = apart else {
        let sum =
            |of: fn(&Plan) -> u32| -> u32 { found.plans.iter().chain(&found.small).map(of).sum() };
        let words =
            [("left", sum(|plan| plan.left).into()), ("members", sum(|it| it.members).into())];
        return context.words.fill("leaving-title", &words);
    };
    let rate = |plan: &Plan| {
        let rate = plan.leave_rate().map_or(0.0, |rate| rate.0);
        context.words.percent(rate)
    };
    let words = [
        ("worst", name(context, worst).into()),
        ("worst-rate", rate(worst).into()),
        ("best", name(context, best).into()),
        ("best-rate", rate(best).into()),
    ];
    context.words.fill("leaving-title-worst", &words)
}

#[cfg(test)]
mod tests {
    use crate::ledger::{CustomerId, ProductId, Spell};
    use crate::money::Money;
    use crate::report::fixture::{analysis, block, report};
    use expect_test::expect;
    use jiff::civil::date;

    #[test]
    fn the_plan_that_loses_its_members_soonest_stands_first_and_a_small_one_is_only_named() {
        let plan = |n: u32| ["Kort", "Lang", "Proef"][n as usize / 8];
        let sale = |n: u32| format!("2022-01-{:02} | L{n} | {} | 25\n", n + 1, plan(n));
        let mut analysis = analysis(&(0..18).map(sale).collect::<String>());
        let spell = |n: u32| Spell {
            customer: CustomerId(n),
            product: Some(ProductId(n / 8)),
            start: date(2022, 1, 1),
            end: (n < 7 || n == 8).then_some(date(2022, 4, 30)),
            fee_per_month: Money::from_cents(if n < 8 { 2500 } else { 4000 }),
        };
        analysis.reading.ledger.spells = (0..18).map(spell).collect();
        if let Some(period) = &mut analysis.reading.ledger.period {
            period.end = date(2023, 12, 31);
        }
        expect![[r"
            Bij Kort vertrekt 81% van de leden binnen een jaar, bij Lang 7%
            Abonnement | Per maand | Ooit | Loopt nog | Opgezegd | Weg in een jaar | tussen
            Kort | 25 | 8 | 1 | 7 | 0.8054067487632616 | 58% – 95%
            Lang | 40 | 8 | 7 | 1 | 0.06755439883859692 | 1% – 30%
            Te weinig leden voor een cijfer: Proef (2).
            Wie binnen twee maanden een ander abonnement begon, is overgestapt en niet vertrokken.
        "]]
        .assert_eq(&block(&report(&analysis), "summary", "Bij Kort", "Alle"));
    }
}
