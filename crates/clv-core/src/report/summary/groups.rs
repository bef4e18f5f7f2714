//! The customer groups: how many, what they bring, what is expected and at risk, and what fits them best.

use crate::forecast::GroupForecast;
use crate::grid::Area;
use crate::report::page::{Page, formula, part, wide};
use crate::report::{Context, actions};
use crate::segments::Segment;
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
        wide(2, context.text("groups-segment"), Role::Header),
        part(context.text("groups-customers"), Role::Header),
        part(context.text("groups-share"), Role::Header),
        part(context.text("groups-value"), Role::Header),
        part(next, Role::Header),
        wide(2, context.text("groups-between"), Role::Header),
        part(context.text("groups-at-risk"), Role::Header),
        part(context.text("groups-keep"), Role::Header),
        part(context.text("groups-grow"), Role::Header),
        wide(4, context.text("groups-next-step"), Role::Header),
    ]);
    let top = page.row();
    let left = page.columns().0;
    for group in groups {
        row(context, page, group);
    }
    let shares = Area { top, left: left + 3, bottom: page.row() - 1, right: left + 3 };
    page.condition(Condition::DataBars(shares));
    if groups.iter().any(|group| group.customers < FEWEST_FOR_AVERAGES) {
        page.line(Role::Note, context.text("groups-small"));
    }
    if groups.iter().any(|group| group.value_at_risk.is_some()) {
        let share = context.words.percent(context.analysis.settings.acquisition_share);
        let words = [("months", horizon.into()), ("share", share.into())];
        page.line(Role::Note, context.words.fill("groups-at-risk-how", &words));
        if groups.iter().any(|group| group.segment == Segment::Subscriber) {
            page.line(Role::Note, context.text("groups-at-risk-members"));
        }
    }
    if !context.analysis.offers.planned.is_empty() {
        page.line(Role::Note, context.text("groups-grow-how"));
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
    let keep = keep(context, group, &page.cell_name(5));
    let grow = grow(context, group.segment, &label);
    page.cells([
        wide(2, context.named("segment", group.segment.id()), Role::Label),
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
        part(keep, Role::Money),
        part(grow, Role::Money),
        wide(4, next, Role::Wrapped),
    ]);
}

/// Returns what keeping one customer of a group may cost: of what it is expected to bring the share that winning one may
/// cost; `expected` is the cell with the expectation.
fn keep(context: &Context<'_>, group: &SegmentSummary, expected: &str) -> Content {
    let Some(forecast) = group.forecast else { return Content::Blank };
    let settings = &context.analysis.settings;
    let most = forecast.clv_mean * settings.kept_share() * settings.acquisition_share;
    let places = context.places.kept_share().zip(context.places.get("acquisition_share"));
    places.map_or(most.into(), |(kept, share)| formula(format!("{expected}*{kept}*{share}"), most))
}

/// Returns what the suggestions for a group are expected to bring; `label` is the cell with the name of the group.
fn grow(context: &Context<'_>, segment: Segment, label: &str) -> Content {
    let analysis = context.analysis;
    let offers = analysis.offers.planned.iter().filter(|offer| {
        offer.customer.is_some_and(|id| analysis.segments[id.0 as usize] == segment)
    });
    let value: f64 = offers.map(|offer| offer.value().max(0.0)).sum();
    let columns = actions::column(context, "value").zip(actions::column(context, "group"));
    columns.map_or(value.into(), |(values, groups)| {
        formula(format!("SUMIFS({values},{groups},{label})"), value)
    })
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
            Klantgroep | Klanten | Aandeel omzet | Omzet per klant | Komende 12 mnd | tussen | Dreigt weg | Houden mag kosten | Te winnen | Beste volgende stap
            Topklanten | =COUNTIFS(CLV_Klanten[Groep],A24) → 2 | =SUMIFS(CLV_Klanten[Omzet],CLV_Klanten[Groep],A24)/SUM(CLV_Klanten[Omzet]) → 0.78125 | <Money> | <Money> | <Money> | <Money> | =SUMIFS(CLV_Acties[Verwacht],CLV_Acties[Groep],A24) → 0 | Geef ze persoonlijke aandacht en vraag om een verwijzing
            Nieuwe klanten | =COUNTIFS(CLV_Klanten[Groep],A25) → 3 | =SUMIFS(CLV_Klanten[Omzet],CLV_Klanten[Groep],A25)/SUM(CLV_Klanten[Omzet]) → 0.203125 | <Money> | <Money> | <Money> | <Money> | =SUMIFS(CLV_Acties[Verwacht],CLV_Acties[Groep],A25) → 215.15151515151518 | Heet ze welkom en help ze naar de tweede aankoop
            Eenmalig en stil | =COUNTIFS(CLV_Klanten[Groep],A26) → 1 | =SUMIFS(CLV_Klanten[Omzet],CLV_Klanten[Groep],A26)/SUM(CLV_Klanten[Omzet]) → 0.015625 | <Money> | <Money> | <Money> | <Money> | =SUMIFS(CLV_Acties[Verwacht],CLV_Acties[Groep],A26) → 42.42424242424242 | Doe nog één keer een passend voorstel
            Groepen met minder dan vijf klanten hebben geen gemiddelde.
            Te winnen: wat de voorstellen voor deze groep naar verwachting opleveren.
        "]].assert_eq(&block(&report(&analysis(SALES)), "summary", "Klantgroep", "Vooruitkijken"));
    }
}
