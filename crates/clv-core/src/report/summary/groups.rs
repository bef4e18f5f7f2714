//! The customer groups: how many, what they bring, what is expected and at risk, and what fits them best.

use crate::forecast::GroupForecast;
use crate::grid::Area;
use crate::report::Context;
use crate::report::page::{Page, formula, part, wide};
use crate::segments::overview::{FEWEST_FOR_AVERAGES, SegmentSummary};
use crate::sheet::{Condition, Content, Role};

/// Writes the block.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let groups = &context.analysis.groups;
    let Some(largest) = groups.iter().max_by_key(|group| group.revenue) else { return };
    let words = [
        ("segment", context.named("segment", largest.segment.id()).into()),
        ("customers", context.count(largest.customers as usize).into()),
        ("share", context.words.percent(largest.revenue_share).into()),
    ];
    page.line(Role::Heading, context.words.fill("groups-title", &words));
    let horizon = context.analysis.settings.horizon_months;
    let next = context.words.fill("groups-next-12", &[("months", horizon.into())]);
    page.cells([
        wide(3, context.text("groups-segment"), Role::Header),
        part(context.text("groups-customers"), Role::Header),
        part(context.text("groups-share"), Role::Header),
        part(context.text("groups-value"), Role::Header),
        part(next, Role::Header),
        wide(2, context.text("groups-between"), Role::Header),
        part(context.text("groups-at-risk"), Role::Header),
        wide(5, context.text("groups-next-step"), Role::Header),
    ]);
    let top = page.row();
    let left = page.columns().0;
    for group in groups {
        row(context, page, group);
    }
    let shares = Area { top, left: left + 4, bottom: page.row() - 1, right: left + 4 };
    page.condition(Condition::DataBars(shares));
    if groups.iter().any(|group| group.customers < FEWEST_FOR_AVERAGES) {
        page.line(Role::Note, context.text("groups-small"));
    }
    if groups.iter().any(|group| group.value_at_risk.is_some()) {
        page.line(Role::Note, context.text("groups-at-risk-how"));
    }
}

fn row(context: &Context<'_>, page: &mut Page, group: &SegmentSummary) {
    let label = page.cell_name(0);
    let column = |id| context.customers.column(id);
    let live = |value: f64, text: &dyn Fn(&str, &str) -> String| match (
        column("segment"),
        column("revenue"),
    ) {
        (Some(segments), Some(revenue)) => formula(text(&segments, &revenue), value),
        (_, _) => Content::from(value),
    };
    let n = f64::from(group.customers);
    let average = if group.customers >= FEWEST_FOR_AVERAGES {
        live(group.revenue.to_f64() / n, &|segments, revenue| {
            format!("AVERAGEIFS({revenue},{segments},{label})")
        })
    } else {
        Content::Blank
    };
    let next = context.named("segment", &format!("{}-next", group.segment.id()));
    page.cells([
        wide(3, context.named("segment", group.segment.id()), Role::Label),
        part(live(n, &|segments, _| format!("COUNTIFS({segments},{label})")), Role::Count),
        part(
            live(group.revenue_share, &|segments, revenue| {
                format!("SUMIFS({revenue},{segments},{label})/SUM({revenue})")
            }),
            Role::Percent,
        ),
        part(average, Role::Money),
        part(group.forecast.map(|forecast| forecast.clv_mean), Role::Money),
        wide(2, group.forecast.map(|forecast| between(context, &forecast)), Role::Text),
        part(group.value_at_risk, Role::Money),
        wide(5, next, Role::Wrapped),
    ]);
}

/// Writes the range of the mean, as the mean itself stands in the cell before it.
fn between(context: &Context<'_>, forecast: &GroupForecast) -> String {
    let currency = &context.analysis.reading.ledger.currency;
    let money = |value| context.words.money(value, currency);
    format!("{} – {}", money(forecast.clv_mean_low), money(forecast.clv_mean_high))
}

#[cfg(test)]
mod tests {
    use crate::report::fixture::{SALES, analysis, block, report};
    use expect_test::expect;

    #[test]
    fn each_group_is_counted_live_and_has_averages_from_five_customers_on() {
        expect![[r"
            Klantgroep | Klanten | Aandeel omzet | Omzet per klant | Komende 12 mnd | tussen | Dreigt weg | Beste volgende stap
            Topklanten | =COUNTIFS(CLV_Klanten[Groep],A24) → 2 | =SUMIFS(CLV_Klanten[Omzet],CLV_Klanten[Groep],A24)/SUM(CLV_Klanten[Omzet]) → 0.78125 | <Money> | <Money> | <Money> | Geef ze persoonlijke aandacht en vraag om een verwijzing
            Nieuwe klanten | =COUNTIFS(CLV_Klanten[Groep],A25) → 3 | =SUMIFS(CLV_Klanten[Omzet],CLV_Klanten[Groep],A25)/SUM(CLV_Klanten[Omzet]) → 0.203125 | <Money> | <Money> | <Money> | Heet ze welkom en help ze naar de tweede aankoop
            Eenmalig en stil | =COUNTIFS(CLV_Klanten[Groep],A26) → 1 | =SUMIFS(CLV_Klanten[Omzet],CLV_Klanten[Groep],A26)/SUM(CLV_Klanten[Omzet]) → 0.015625 | <Money> | <Money> | <Money> | Doe nog één keer een passend voorstel
            Groepen met minder dan vijf klanten hebben geen gemiddelde.
        "]].assert_eq(&block(&report(&analysis(SALES)), "summary", "Klantgroep", "Vooruitkijken"));
    }
}
