//! The customer groups: how many, what they bring and what fits them best.

use crate::grid::Area;
use crate::report::Context;
use crate::report::page::{Page, formula, part, wide};
use crate::segments::Segment;
use crate::sheet::{Condition, Content, Role};

/// From how many customers on a group has averages.
const FEWEST: usize = 5;

/// One group as it is in this ledger.
struct Group {
    segment: Segment,
    n_customers: usize,
    revenue: f64,
}

/// Writes the block.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let groups = groups(context);
    let total: f64 = groups.iter().map(|group| group.revenue).sum();
    let Some(largest) = groups.iter().max_by(|a, b| a.revenue.total_cmp(&b.revenue)) else {
        return;
    };
    let words = [
        ("segment", context.named("segment", largest.segment.id()).into()),
        ("customers", context.count(largest.n_customers).into()),
        ("share", context.words.percent(largest.revenue / total).into()),
    ];
    page.line(Role::Heading, context.words.fill("groups-title", &words));
    page.cells([
        wide(3, context.text("groups-segment"), Role::Header),
        part(context.text("groups-customers"), Role::Header),
        part(context.text("groups-share"), Role::Header),
        part(context.text("groups-value"), Role::Header),
    ]);
    let top = page.row();
    let left = page.columns().0;
    for group in &groups {
        row(context, page, group, total);
    }
    let shares = Area { top, left: left + 4, bottom: page.row() - 1, right: left + 4 };
    page.condition(Condition::DataBars(shares));
}

fn row(context: &Context<'_>, page: &mut Page, group: &Group, total: f64) {
    let label = page.cell_name(0);
    let column = |id| context.customers.column(id);
    let live = |value: f64, text: &dyn Fn(&str, &str) -> String| match (
        column("segment"),
        column("revenue"),
    ) {
        (Some(segments), Some(revenue)) => formula(text(&segments, &revenue), value),
        (_, _) => Content::from(value),
    };
    let n = group.n_customers;
    let average = if n >= FEWEST {
        live(group.revenue / n as f64, &|segments, revenue| {
            format!("AVERAGEIFS({revenue},{segments},{label})")
        })
    } else {
        Content::Blank
    };
    page.cells([
        wide(3, context.named("segment", group.segment.id()), Role::Label),
        part(live(n as f64, &|segments, _| format!("COUNTIFS({segments},{label})")), Role::Count),
        part(
            live(group.revenue / total, &|segments, revenue| {
                format!("SUMIFS({revenue},{segments},{label})/SUM({revenue})")
            }),
            Role::Percent,
        ),
        part(average, Role::Money),
    ]);
}

fn groups(context: &Context<'_>) -> Vec<Group> {
    let analysis = context.analysis;
    let mut groups: Vec<Group> = Segment::ALL
        .into_iter()
        .map(|segment| Group { segment, n_customers: 0, revenue: 0.0 })
        .collect();
    for (summary, segment) in analysis.summaries.iter().zip(&analysis.segments) {
        let group = &mut groups[segment.index()];
        group.n_customers += 1;
        group.revenue += summary.revenue.to_f64();
    }
    groups.retain(|group| group.n_customers > 0);
    groups
}

#[cfg(test)]
mod tests {
    use crate::report::fixture::{SALES, analysis, block, report};
    use expect_test::expect;

    #[test]
    fn each_group_is_counted_live_and_has_averages_from_five_customers_on() {
        expect![[r"
            Klantgroep | Klanten | Aandeel omzet | Omzet per klant
            Topklanten | =COUNTIFS(CLV_Klanten[Groep],A15) → 2 | =SUMIFS(CLV_Klanten[Omzet],CLV_Klanten[Groep],A15)/SUM(CLV_Klanten[Omzet]) → 0.78125 | <Money>
            Nieuwe klanten | =COUNTIFS(CLV_Klanten[Groep],A16) → 3 | =SUMIFS(CLV_Klanten[Omzet],CLV_Klanten[Groep],A16)/SUM(CLV_Klanten[Omzet]) → 0.203125 | <Money>
            Eenmalig en stil | =COUNTIFS(CLV_Klanten[Groep],A17) → 1 | =SUMIFS(CLV_Klanten[Omzet],CLV_Klanten[Groep],A17)/SUM(CLV_Klanten[Omzet]) → 0.015625 | <Money>
        "]].assert_eq(&block(&report(&analysis(SALES)), "summary", "Klantgroep", "Alle"));
    }
}
