//! What customers are worth over time, by when they began, with the one chart of the page.

use crate::grid::Area;
use crate::insights::over_time::{MONTHS, StartGroup};
use crate::report::Context;
use crate::report::page::{Page, part, wide};
use crate::sheet::{Chart, ChartKind, Role, Series};

/// The fewest months at which a group has to be complete to have a line.
const FEWEST_POINTS: usize = 2;
/// How many rows the chart takes.
const CHART_ROWS: u32 = 11;

/// Writes the block; nothing while no group has had the time, or where members are listed once.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let analysis = context.analysis;
    if analysis.portfolio.members.is_some() {
        return;
    }
    let groups = &analysis.insights.start_groups;
    let is_told = |group: &&StartGroup| group.values.iter().flatten().count() >= FEWEST_POINTS;
    let Some(told) =
        groups.iter().filter(is_told).max_by_key(|group| group.values.iter().flatten().count())
    else {
        return;
    };
    let title = title(context, told);
    page.line(Role::Heading, title.as_str());
    let left = page.columns().0;
    let chart = Area {
        top: page.row(),
        left,
        bottom: page.row() + CHART_ROWS - 1,
        right: page.columns().1,
    };
    page.skip(CHART_ROWS);
    let months = MONTHS.map(|months| {
        let words = [("months", months.into())];
        part(context.words.fill("time-months", &words), Role::Header)
    });
    let header = page.row();
    let first = wide(2, context.text("time-start"), Role::Header);
    page.cells([first].into_iter().chain(months));
    let mut series = Vec::new();
    for (color, group) in groups.iter().enumerate() {
        let row = page.row();
        let name = name(context, group);
        let values = group.values.map(|value| part(value, Role::Money));
        page.cells([wide(2, name.as_str(), Role::Label)].into_iter().chain(values));
        if is_told(&group) {
            // Only as far as the group is told: a program may draw an empty cell as nought.
            let n_told = group.values.iter().take_while(|value| value.is_some()).count();
            let last = left + 1 + u32::try_from(n_told).unwrap_or(0);
            let across = |row| Area { top: row, left: left + 2, bottom: row, right: last };
            series.push(Series {
                name,
                categories: across(header),
                values: across(row),
                color,
                dotted: false,
            });
        }
    }
    page.line(Role::Note, context.text("time-how"));
    page.sheet().charts.push(Chart {
        kind: ChartKind::Line,
        alt_text: title.clone(),
        title,
        value_axis: Some(
            context.words.fill(
                "time-axis",
                &[("currency", analysis.reading.ledger.currency.as_str().into())],
            ),
        ),
        series,
        area: chart,
    });
}

fn title(context: &Context<'_>, group: &StartGroup) -> String {
    let money = |value: f64| context.words.money(value, &context.analysis.reading.ledger.currency);
    let last = group.values.iter().rposition(Option::is_some).unwrap_or(0);
    let value = |at: usize| group.values[at].unwrap_or(0.0);
    let words = [
        ("group", name(context, group).into()),
        ("first", money(value(0)).into()),
        ("months", MONTHS[last].into()),
        ("value", money(value(last)).into()),
    ];
    context.words.fill("time-title", &words)
}

fn name(context: &Context<'_>, group: &StartGroup) -> String {
    let words = [
        ("year", group.year.to_string().into()),
        ("quarter", group.quarter.map(|it| it.to_string()).unwrap_or_default().into()),
        ("customers", group.customers.into()),
    ];
    context.words.fill(if group.quarter.is_some() { "time-quarter" } else { "time-year" }, &words)
}

#[cfg(test)]
mod tests {
    use crate::report::fixture::{SALES, analysis, block, report};
    use expect_test::expect;

    #[test]
    fn the_value_is_told_at_equal_age_and_drawn_in_one_chart() {
        let analysis = analysis(SALES);
        let report = report(&analysis);
        expect![[r"
            Wie begon in 2024, kwartaal 1 (4) was bij de eerste aankoop € 56 waard, na 6 maanden € 356
            Begonnen in | eerste | 3 mnd | 6 mnd | 12 mnd | 24 mnd | 36 mnd
            2024, kwartaal 1 (4) | 56.25 | 93.75 | 356.25 | <Money> | <Money> | <Money>
            2024, kwartaal 3 (1) | 25 | <Money> | <Money> | <Money> | <Money> | <Money>
            2024, kwartaal 4 (1) | 150 | <Money> | <Money> | <Money> | <Money> | <Money>
            Alleen maanden die iedereen van de groep al klant is; zo kan de lijn niet dalen doordat nieuwe klanten minder tijd hadden.
        "]].assert_eq(&block(&report, "summary", "Wie begon", "Je beste"));
        assert_eq!(report.sheets[0].charts.len(), 1);
    }
}
