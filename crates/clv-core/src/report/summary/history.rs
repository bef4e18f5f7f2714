//! How the business stood half a year, a year and longer ago, and what of each year came from repeat purchases.

use crate::insights::history::Standing;
use crate::report::Context;
use crate::report::page::{Page, part, wide};
use crate::sheet::Role;

/// Writes the block; nothing while there is no earlier day with enough customers, or where members are listed once.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let analysis = context.analysis;
    let found = &analysis.insights.standings;
    if found.len() < 2 || analysis.portfolio.members.is_some() {
        return;
    }
    page.line(Role::Heading, title(context, found));
    page.header_row(
        context,
        &[
            (3, "history-when"),
            (1, "groups-customers"),
            (1, "history-came-back"),
            (2, "groups-value"),
            (1, "history-new"),
            (2, "history-revenue"),
            (2, "history-repeat"),
        ],
    );
    for it in found {
        let words = [("months", it.months_before.into()), ("day", context.date(it.day).into())];
        page.cells([
            wide(3, context.words.fill("history-day", &words), Role::Label),
            part(it.customers, Role::Count),
            part(it.repeat_share(), Role::Percent),
            wide(2, it.value(), Role::Money),
            part(it.year.map(|year| year.new_customers), Role::Count),
            wide(2, it.year.map(|year| year.revenue.to_f64()), Role::Money),
            wide(2, it.year.and_then(|year| year.repeat_share()), Role::Percent),
        ]);
    }
    page.line(Role::Note, context.text("history-how"));
}

fn title(context: &Context<'_>, found: &[Standing]) -> String {
    let share_at = |months: u32| {
        let standing = found.iter().find(|it| it.months_before == months)?;
        standing.year?.repeat_share().map(|share| context.words.percent(share))
    };
    match (share_at(0), share_at(12)) {
        (Some(now), Some(before)) => {
            context.words.fill("history-title", &[("now", now.into()), ("before", before.into())])
        }
        (Some(now), None) => context.words.fill("history-title-one-year", &[("now", now.into())]),
        (None, _) => context.text("history-title-short"),
    }
}

#[cfg(test)]
mod tests {
    use crate::report::fixture::{analysis, block, report};
    use expect_test::expect;

    #[test]
    fn now_stands_beside_half_a_year_and_a_year_ago() {
        let began = (1..=6).map(|n| format!("2023-01-0{n} | K{n} | Intake | 100\n"));
        let again = (1..=3).map(|n| format!("2023-10-0{n} | K{n} | Traject | 500\n"));
        let later = "2024-05-01 | L | Intake | 100\n2025-01-31 | K1 | Traject | 500";
        let sales = began.chain(again).collect::<String>() + later;
        expect![[r"
            Vervolgaankopen brachten het laatste jaar 83% van de omzet, het jaar ervoor 100%
            Hoe het ervoor stond | Klanten | Kwam terug | Omzet per klant | Nieuw in dat jaar | Omzet van dat jaar | Uit vervolgaankopen
            Nu, 31 jan 2025 | 7 | 0.42857142857142855 | 385.7142857142857 | 1 | 600 | 0.8333333333333334
            Half jaar eerder, 31 jul 2024 | 7 | 0.42857142857142855 | 314.2857142857143 | 1 | 1600 | 0.9375
            Een jaar eerder, 31 jan 2024 | 6 | 0.5 | 350 | 0 | 1500 | 1
            Twee jaar eerder, 31 jan 2023 | 6 | 0 | 100 | <Count> | <Money> | <Percent>
            “Dat jaar” zijn de twaalf maanden tot die dag. Alles is geteld uit de lijst van nu: wie een oude regel verbetert, verandert ook het verleden.
            Alle 11 regels tellen mee
            → Hoe alles is gelezen, staat op het controleblad
            Let op: dit is een schatting uit wat er in je lijst staat, geen zekerheid. Hoe minder klanten, hoe ruimer de marge. Er verlaat niets je computer en er wordt niets verstuurd.
        "]].assert_eq(&block(&report(&analysis(&sales)), "summary", "Vervolg", "10 van"));
    }
}
