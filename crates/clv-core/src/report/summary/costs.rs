//! Whether what a customer is worth pays for winning one, and who became a customer since a day.

use crate::formulas::{Ready, Unit};
use crate::report::Context;
use crate::report::live::{self, Own};
use crate::report::page::{Page, part, wide};
use crate::sheet::{Content, Role};

/// Below this a customer costs more than it brings.
const LOSS: f64 = 1.0;
/// Below this there is little room.
const TIGHT: f64 = 3.0;

/// Writes the block.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    if context.analysis.portfolio.clv_five_step.is_none() {
        return;
    }
    costs(context, page);
    since(context, page);
    page.skip(1);
    what_if(context, page);
}

fn costs(context: &Context<'_>, page: &mut Page) {
    let portfolio = &context.analysis.portfolio;
    let most = money(context, portfolio.max_acquisition_cost.unwrap_or(0.0));
    let cost = context.analysis.settings.acquisition_cost;
    let (Some(ratio), Some(cost)) = (portfolio.clv_to_cac, cost) else {
        page.line(
            Role::Heading,
            context.words.fill("costs-title-unknown", &[("most", most.into())]),
        );
        return page.line(Role::Note, context.text("costs-fill-in"));
    };
    let (id, role) = match ratio {
        ratio if ratio < LOSS => ("costs-title-loss", Role::Warning),
        ratio if ratio < TIGHT => ("costs-title-tight", Role::Text),
        _ => ("costs-title-healthy", Role::Good),
    };
    let even = ratio * cost;
    let words = [
        ("cost", money(context, cost).into()),
        ("ratio", context.words.number(ratio, 1).into()),
        ("most", most.into()),
        ("even", money(context, even).into()),
        ("gap", money(context, cost - even).into()),
    ];
    page.line(Role::Heading, context.words.fill(id, &words));
    page.line(role, context.words.fill(&format!("{id}-what"), &words));
    let place = context.places.get("cac");
    let spent =
        place.map_or(Content::Number(cost), |text| crate::report::page::formula(text, cost));
    row(page, &context.text("costs-cost"), spent, Role::Money);
    for id in [
        "clv_after_costs",
        "clv_after_acquisition",
        "clv_to_cac",
        "payback_months",
        "max_acquisition_cost",
    ] {
        figure(context, page, id);
    }
}

fn since(context: &Context<'_>, page: &mut Page) {
    let portfolio = &context.analysis.portfolio;
    // Where the list counts a fee once, what came in since a day is no value of a customer.
    let Some(cohort) = portfolio.cohort_since.filter(|_| portfolio.members.is_none()) else {
        return;
    };
    let words = [
        ("start", context.date(cohort.start).into()),
        ("n", cohort.customers.into()),
        ("value", money(context, cohort.clv_mean.unwrap_or(0.0)).into()),
    ];
    page.skip(1);
    let id = if cohort.clv_mean.is_some() { "since-title" } else { "since-title-none" };
    page.line(Role::Heading, context.words.fill(id, &words));
    if cohort.clv_mean.is_some() {
        let figures = context.analysis.figures.as_ref();
        let is_known = |id: &&str| figures.is_some_and(|figures| figures.number(id).is_some());
        let ids = ["cohort_customers", "clv_cohort", "clv_cohort_year", "first_offer_ratio"];
        // Of a young business nobody has been a customer for a year.
        for id in ids.into_iter().filter(is_known) {
            figure(context, page, id);
        }
    }
}

fn what_if(context: &Context<'_>, page: &mut Page) {
    page.line(Role::Heading, context.text("what-if-title"));
    for id in ["clv_one_more_purchase", "clv_one_more_year", "max_acquisition_cost_ten_percent"] {
        figure(context, page, id);
    }
}

fn figure(context: &Context<'_>, page: &mut Page, id: &str) {
    let figures = context.analysis.figures.as_ref();
    let Some(ready) = figures.and_then(|figures| figures.registry.find(id)) else { return };
    let Ready { definition, .. } = ready;
    let content = live::of_portfolio(context, ready, &Own::new());
    // Cents say more than anybody knows.
    let decimals = if definition.unit == Unit::Money { 0 } else { definition.decimals };
    let role = live::role(&definition.unit, decimals);
    row(page, definition.title(context.words.lang()), content, role);
}

fn row(page: &mut Page, label: &str, content: Content, role: Role) {
    let (left, right) = page.columns();
    page.cells([wide(right - left, label, Role::Label), part(content, role)]);
}

fn money(context: &Context<'_>, amount: f64) -> String {
    context.words.money(amount, &context.analysis.reading.ledger.currency)
}
