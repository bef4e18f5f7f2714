//! The first sheet: one page that says what the customers are worth, how sure that is and what to do.

mod head;
mod headline;
mod steps;
mod costs;
mod own_formulas;
mod this_week;
mod groups;
mod forecast;
mod drop_off;
mod over_time;
mod spread;
mod splits;
mod channels;
mod leaving;
mod history;
mod referrals;
mod data_check;
mod caution;

use super::Context;
use super::page::{Block, Page};
use crate::sheet::{ReportSheet, Role};

/// The page is a grid of this many columns of one width, so that blocks can stand side by side.
const COLUMNS: u32 = 15;
/// The width of such a column in characters.
const WIDTH: f64 = 11.5;

/// The blocks from top to bottom, those of one band side by side, each with its first and last column.
const BANDS: &[&[(u32, u32, Block)]] = &[
    &[(0, 14, head::lay_out)],
    &[(0, 14, headline::lay_out)],
    &[(0, 8, steps::lay_out), (10, 14, costs::lay_out)],
    &[(0, 14, own_formulas::lay_out)],
    &[(0, 14, this_week::lay_out)],
    &[(0, 14, groups::lay_out)],
    &[(0, 14, forecast::lay_out)],
    &[(0, 6, drop_off::lay_out), (7, 14, over_time::lay_out)],
    &[(0, 6, spread::lay_out), (8, 14, splits::lay_out)],
    &[(0, 9, channels::lay_out)],
    &[(0, 9, leaving::lay_out)],
    &[(0, 14, history::lay_out)],
    &[(0, 14, referrals::lay_out)],
    &[(0, 14, data_check::lay_out)],
    &[(0, 14, caution::lay_out)],
];

/// The most groups that are named in one line.
const MOST_NAMED: usize = 6;

/// Names groups that have no row of their own, each with how many it has, by the message `id`; nothing without any.
fn groups_in_a_line(
    context: &Context<'_>,
    page: &mut Page,
    id: &str,
    groups: impl IntoIterator<Item = (String, u32)>,
) {
    let groups = groups.into_iter().take(MOST_NAMED);
    let named: Vec<String> = groups.map(|(name, n)| format!("{name} ({n})")).collect();
    if !named.is_empty() {
        let words = [("names", named.join(", ").into())];
        page.line(Role::Note, context.words.fill(id, &words));
    }
}

/// Lays out the sheet.
pub(super) fn lay_out(context: &Context<'_>) -> ReportSheet<'static> {
    let mut page = Page::new("summary", context.names.tab("summary"), &[WIDTH; COLUMNS as usize]);
    for band in BANDS {
        page.beside(context, band);
        page.skip(1);
    }
    let sheet = page.sheet();
    sheet.one_page = true;
    sheet.footer = context.footer("summary");
    page.finish()
}
