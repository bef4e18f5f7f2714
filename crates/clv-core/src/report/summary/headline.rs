//! The headline: what a customer is worth, how sure that is, and the four figures that go with it.

use crate::portfolio::{Members, Portfolio, Range};
use crate::report::Context;
use crate::report::live::{self, Own};
use crate::report::page::{Page, wide};
use crate::sheet::{CellName, Content, Role};

/// How many columns a figure covers.
const WIDTH: u32 = 3;
/// Where no larger share came back, the second purchase is what to work on.
const FEW_RETURN: f64 = 0.05;

/// One figure: its label, its value and the line below it.
struct Tile {
    label: String,
    value: Content,
    role: Role,
    note: String,
    /// The name by which the owner's own formulas may use it.
    name: Option<&'static str>,
}

/// Writes the block.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let portfolio = &context.analysis.portfolio;
    let Some(mean) = portfolio.clv_historical_mean else { return };
    page.line(Role::Heading, title(context, portfolio, mean));
    let tiles = tiles(context, portfolio);
    let row = page.row() + 1;
    let left = page.columns().0;
    page.cells(tiles.iter().map(|tile| wide(WIDTH, tile.label.as_str(), Role::TileLabel)));
    page.cells(tiles.iter().map(|tile| wide(WIDTH, tile.value.clone(), tile.role)));
    page.cells(tiles.iter().map(|tile| wide(WIDTH, tile.note.as_str(), Role::TileNote)));
    for (column, tile) in (left..).step_by(WIDTH as usize).zip(&tiles) {
        if let Some(name) = tile.name {
            let name = context.text(name);
            page.sheet().names.push(CellName { name, row, column });
        }
    }
    if portfolio.members.is_some() {
        page.line(Role::Note, context.text("headline-members-how"));
    } else if portfolio.missing.is_empty()
        && portfolio.repeat_share.is_some_and(|share| share <= FEW_RETURN)
    {
        page.line(Role::Note, context.text("headline-few-return"));
    }
}

fn title(context: &Context<'_>, portfolio: &Portfolio, mean: f64) -> String {
    let number = |number: f64, decimals| context.words.number(number, decimals);
    if let Some(members) = portfolio.members {
        let (mean, months) = (money(context, members.mean), number(members.months, 0));
        let words = [("mean", mean.into()), ("months", months.into())];
        return context.words.fill("headline-members-title", &words);
    }
    let times = number(portfolio.clv_to_first_purchase.unwrap_or(1.0), 1);
    let words = [("mean", money(context, mean).into()), ("times", times.into())];
    context.words.fill("headline-title", &words)
}

fn tiles(context: &Context<'_>, portfolio: &Portfolio) -> Vec<Tile> {
    let (so_far, third, fourth) = match portfolio.members {
        Some(members) => {
            (members_so_far(context, members), months_so_far(context), still_here(context, members))
        }
        None => (so_far(context, portfolio), times_first(context), came_back(context, portfolio)),
    };
    vec![so_far, expected(context, portfolio), third, fourth, may_cost(context, portfolio)]
}

fn so_far(context: &Context<'_>, portfolio: &Portfolio) -> Tile {
    let median = portfolio.clv_historical_median.unwrap_or(0.0);
    let note = between(context, "headline-so-far-note", portfolio.clv_historical_range, median);
    Tile {
        label: context.text("headline-so-far"),
        value: figure(context, "clv_historical_mean"),
        role: Role::TileMoney,
        note,
        name: Some("name-average"),
    }
}

fn members_so_far(context: &Context<'_>, members: Members) -> Tile {
    Tile {
        label: context.text("headline-so-far"),
        value: figure(context, "value_so_far"),
        role: Role::TileMoney,
        note: between(context, "headline-members-so-far-note", members.range, members.median),
        name: Some("name-average"),
    }
}

/// Says between what an average lies and what the middle customer brought.
fn between(context: &Context<'_>, id: &str, range: Option<Range>, median: f64) -> String {
    let Some(Range { low, high }) = range else { return String::new() };
    let words = [("low", low), ("high", high), ("median", median)];
    context.words.fill(id, &words.map(|(name, amount)| (name, money(context, amount).into())))
}

fn months_so_far(context: &Context<'_>) -> Tile {
    Tile {
        label: context.text("headline-members-months"),
        value: figure(context, "months_so_far"),
        role: Role::TileNumber,
        note: context.text("headline-members-months-note"),
        name: None,
    }
}

fn still_here(context: &Context<'_>, members: Members) -> Tile {
    let words = [
        ("n", context.words.number(members.active, 0).into()),
        ("all", context.count(context.analysis.summaries.len()).into()),
    ];
    Tile {
        label: context.text("headline-members-active"),
        value: figure(context, "share_still_here"),
        role: Role::TilePercent,
        note: context.words.fill("headline-members-active-note", &words),
        name: None,
    }
}

fn expected(context: &Context<'_>, portfolio: &Portfolio) -> Tile {
    let months = context.analysis.settings.horizon_months;
    let label = context.words.fill("headline-expected", &[("months", months.into())]);
    let (value, note) = match portfolio.predicted {
        Some(predicted) => {
            let words = [
                ("low", money(context, predicted.low).into()),
                ("high", money(context, predicted.high).into()),
            ];
            (predicted.value.into(), context.words.fill("headline-expected-note", &words))
        }
        None => (Content::Text("–".to_owned()), context.text("headline-expected-none")),
    };
    Tile { label, value, role: Role::TileMoney, note, name: Some("name-expected") }
}

fn times_first(context: &Context<'_>) -> Tile {
    Tile {
        label: context.text("headline-times-first"),
        value: figure(context, "clv_to_first_purchase"),
        role: Role::TileRatio,
        note: context.text("headline-times-first-note"),
        name: None,
    }
}

fn came_back(context: &Context<'_>, portfolio: &Portfolio) -> Tile {
    let words = [
        ("n", context.words.number(portfolio.repeat_customers.unwrap_or(0.0), 0).into()),
        ("all", context.count(context.analysis.summaries.len()).into()),
    ];
    Tile {
        label: context.text("headline-came-back"),
        value: figure(context, "repeat_share"),
        role: Role::TilePercent,
        note: context.words.fill("headline-came-back-note", &words),
        name: None,
    }
}

fn may_cost(context: &Context<'_>, portfolio: &Portfolio) -> Tile {
    let is_known = portfolio.max_acquisition_cost.is_some();
    let share = context.words.percent(context.analysis.settings.acquisition_share);
    let id = match (is_known, context.analysis.settings.gross_margin) {
        (false, _) => "headline-may-cost-none",
        (true, Some(_)) => "headline-may-cost-margin",
        (true, None) => "headline-may-cost-revenue",
    };
    Tile {
        label: context.text("headline-may-cost"),
        value: if is_known { figure(context, "max_acquisition_cost") } else { "–".into() },
        role: Role::TileMoney,
        note: context.words.fill(id, &[("share", share.into())]),
        name: Some("name-may-cost"),
    }
}

/// Makes the live cell of a figure.
fn figure(context: &Context<'_>, id: &str) -> Content {
    let figures = context.analysis.figures.as_ref();
    let ready = figures.and_then(|figures| figures.registry.find(id));
    ready.map_or(Content::Blank, |ready| live::of_portfolio(context, ready, &Own::new()))
}

fn money(context: &Context<'_>, amount: f64) -> String {
    context.words.money(amount, &context.analysis.reading.ledger.currency)
}

#[cfg(test)]
mod tests {
    use crate::analysis::analyze;
    use crate::answers::Answers;
    use crate::formulas::PlugIns;
    use crate::grid::Book;
    use crate::report::fixture::{block, report};
    use crate::settings::Settings;
    use expect_test::expect;
    use std::fmt::Write;

    #[test]
    fn where_hardly_anybody_returns_the_second_purchase_comes_first() {
        let sales = |n_returning: usize| {
            let first = (1..=25).map(|n| format!("2023-01-{n:02} | K{n} | A | 40"));
            let second = (1..=n_returning).map(|n| format!("2024-02-{n:02} | K{n} | A | 40"));
            first.chain(second).collect::<Vec<_>>().join("\n")
        };
        let says = |n_returning| {
            let analysis = crate::report::fixture::analysis(&sales(n_returning));
            let report = report(&analysis);
            block(&report, "summary", "Een klant bracht", "Een klant is")
                .contains("Werk eerst aan de tweede aankoop")
        };
        assert!(says(1) && !says(2));
    }

    #[test]
    fn of_a_list_of_members_every_month_so_far_counts() {
        let mut list = "Lid | Abonnement | Startdatum | Einddatum | Bedrag per maand".to_owned();
        for n in 0..20 {
            let end = if n % 2 == 0 { "" } else { "2023-12-31" };
            write!(list, "\nLid {n} | Maandlidmaatschap | 2023-01-01 | {end} | 25").unwrap();
        }
        let settings = Settings { as_of: "2024-12-31".parse().ok(), ..Settings::default() };
        let book = Book::from_text(&list);
        let analysis =
            analyze(&mut book.clone(), Answers::default(), settings, &PlugIns::default());
        assert_eq!(analysis.portfolio.clv_historical_mean, Some(25.0));
        expect![[r"
            Een abonnee bracht tot nu toe gemiddeld € 449, in 18 maanden
            Gemiddelde klantwaarde tot nu toe | Verwacht komende 12 maanden | Maanden abonnee tot nu toe | Nog abonnee | Maximaal uitgeven aan een nieuwe klant
            ='CLV Controle'!$B$41/'CLV Controle'!$B$38 → 449.2813141683778 | – | ='CLV Controle'!$B$39*12/'CLV Controle'!$B$38 → 17.971252566735114 | =('CLV Controle'!$B$38-'CLV Controle'!$B$40)/'CLV Controle'!$B$38 → 0.5 | ='CLV Controle'!$B$67*'CLV Instellingen'!$C$9 → 299.5208761122518
            prijs maal maanden: waarschijnlijk tussen € 395 en € 504; de middelste abonnee € 449 | nog te weinig gegevens om vooruit te kijken | gemiddeld; wie vertrok tot het einde van het abonnement | 10 van de 20 klanten | 33% van de omzet per klant; vul bij de instellingen je marge in
            Je lijst noemt elk abonnement één keer. Hierboven telt elke maand tot nu toe mee; in de tabellen van klantgroepen en verdeling telt een abonnement voor één termijn.
        "]].assert_eq(&block(
            &report(&analysis),
            "summary",
            "Een abonnee",
            "Een klant is",
        ));
    }
}
