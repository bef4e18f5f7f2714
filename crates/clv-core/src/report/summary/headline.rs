//! The headline: what a customer is worth, how sure that is, and the four figures that go with it.

use crate::portfolio::Portfolio;
use crate::report::Context;
use crate::report::live::{self, Own};
use crate::report::page::{Page, wide};
use crate::sheet::{CellName, Content, Role};

/// How many columns a figure covers.
const WIDTH: u32 = 3;

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
    let words = [
        ("mean", money(context, mean).into()),
        ("times", context.words.number(portfolio.clv_to_first_purchase.unwrap_or(1.0), 1).into()),
    ];
    page.line(Role::Heading, context.words.fill("headline-title", &words));
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
}

fn tiles(context: &Context<'_>, portfolio: &Portfolio) -> Vec<Tile> {
    vec![
        so_far(context, portfolio),
        expected(context, portfolio),
        times_first(context),
        came_back(context, portfolio),
        may_cost(context, portfolio),
    ]
}

fn so_far(context: &Context<'_>, portfolio: &Portfolio) -> Tile {
    let note = portfolio.clv_historical_range.map_or_else(String::new, |range| {
        let words = [
            ("low", money(context, range.low).into()),
            ("high", money(context, range.high).into()),
            ("median", money(context, portfolio.clv_historical_median.unwrap_or(0.0)).into()),
        ];
        context.words.fill("headline-so-far-note", &words)
    });
    Tile {
        label: context.text("headline-so-far"),
        value: figure(context, "clv_historical_mean"),
        role: Role::TileMoney,
        note,
        name: Some("name-average"),
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
