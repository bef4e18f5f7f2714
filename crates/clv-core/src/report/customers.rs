//! The customers sheet: one row a customer, which the figures on the first sheet are computed from.

mod columns;
mod figures;
mod range;

use super::Context;
use super::page::{Page, part};
use crate::analysis::Analysis;
use crate::calendar::serial_from_date;
use crate::grid::{Area, column_letters};
use crate::sheet::{
    Cached, Condition, Content, LongColumn, LongRange, ReportSheet, ReportTable, Role,
};
use columns::{COLUMNS, CustomerColumn, Row};
use figures::FigureColumn;
pub(super) use range::CustomerRange;

/// The most customers that get an Excel table; more of them make a plain range with a filter.
const MOST_IN_TABLE: usize = 10_000;
/// The most customers whose rows hold live formulas.
const MOST_LIVE: usize = 50_000;
/// The digits behind the point that a number keeps where rows hold no formulas, as a power of ten.
const MOST_DIGITS: f64 = 1e6;
/// The row of the headers.
const HEADER_ROW: u32 = 4;

/// Lays out the sheet.
pub(super) fn lay_out(context: &Context<'_>) -> ReportSheet {
    let columns = present(context.analysis);
    let figures = figures::columns(context.analysis, context.words);
    let formulas: Vec<Option<String>> =
        figures.iter().map(|column| column.formula(context)).collect();
    let widths = columns.iter().map(|column| column.width);
    let widths: Vec<f64> = widths.chain(figures.iter().map(FigureColumn::width)).collect();
    let mut page = Page::new("customers", context.names.tab("customers"), &widths);
    context.title(&mut page, context.text("customers-title"));
    let n = context.analysis.summaries.len();
    page.line(Role::Text, context.words.fill("customers-subtitle", &[("n", n.into())]));
    page.line(Role::Text, context.text("customers-how"));
    page.skip(HEADER_ROW - page.row());
    page.headers(context.customers.headers().map(ToOwned::to_owned));
    let rows: Vec<Row<'_>> = (0..n).map(|row| Row::of(context, row)).collect();
    if n > MOST_IN_TABLE {
        let long = columns.iter().map(|column| (column.role, long_column(column, &rows)));
        let more = figures.iter().zip(&formulas).map(|(column, formula)| {
            let order = &context.customers.order;
            (column.role, column.long(formula.as_deref(), HEADER_ROW + 2, order))
        });
        let columns = long.chain(more).collect();
        page.sheet().long = Some(LongRange { header_row: HEADER_ROW, columns });
    } else if n > 0 {
        for row in &rows {
            let at = page.row() + 1;
            let more = figures.iter().zip(&formulas).map(|(column, formula)| {
                part(column.content(formula.as_deref(), at, row.at), column.role)
            });
            let fixed = columns.iter().map(|column| part((column.value)(row), column.role));
            page.cells(fixed.chain(more));
        }
        let right = u32::try_from(columns.len() + figures.len()).unwrap_or(1) - 1;
        let area = Area { top: HEADER_ROW, left: 0, bottom: page.row() - 1, right };
        page.sheet().tables.push(ReportTable {
            name: context.names.table("customers").to_owned(),
            area,
            columns: context.customers.headers().map(ToOwned::to_owned).collect(),
        });
    }
    if n > 0 {
        due_or_late(&mut page, &columns, n);
    }
    let sheet = page.sheet();
    sheet.frozen_rows = HEADER_ROW + 1;
    sheet.frozen_columns = 1;
    sheet.footer = context.footer("customers");
    page.finish()
}

/// Colors the day of the next purchase by the day on which somebody looks: due, or late.
fn due_or_late(page: &mut Page, columns: &[&CustomerColumn], n_customers: usize) {
    let find = |id| columns.iter().position(|column| column.id == id);
    let letters = |at| u32::try_from(at).map(column_letters).unwrap_or_default();
    let (Some(expected), Some(late)) = (find("next_purchase"), find("late_after")) else { return };
    let column = u32::try_from(expected).unwrap_or(0);
    let top = HEADER_ROW + 1;
    let bottom = HEADER_ROW + u32::try_from(n_customers).unwrap_or(1);
    let area = Area { top, left: column, bottom, right: column };
    let cell = format!("${}{}", letters(expected), top + 1);
    let limit = format!("${}{}", letters(late), top + 1);
    page.condition(Condition::Formula {
        area,
        formula: format!("AND({cell}<>\"\",{limit}<TODAY())"),
        role: Role::Warning,
    });
    page.condition(Condition::Formula {
        area,
        formula: format!("AND({cell}<>\"\",{cell}<=TODAY(),{limit}>=TODAY())"),
        role: Role::Good,
    });
}

/// Returns the columns that have something to show in this ledger.
fn present(analysis: &Analysis) -> Vec<&'static CustomerColumn> {
    COLUMNS.iter().filter(|column| (column.is_present)(analysis)).collect()
}

fn long_column(column: &CustomerColumn, rows: &[Row<'_>]) -> LongColumn {
    let contents = rows.iter().map(column.value);
    let is_text = matches!(column.role, Role::Text | Role::Wrapped | Role::Note);
    if is_text {
        let text = |content| match content {
            Content::Text(text) => text,
            Content::Blank
            | Content::Number(_)
            | Content::Date(_)
            | Content::Logical(_)
            | Content::Formula { .. }
            | Content::Link { .. } => String::new(),
        };
        return LongColumn::Texts(contents.map(text).collect());
    }
    if column.is_live && rows.len() <= MOST_LIVE {
        let live = |content| match content {
            Content::Formula { text, cached } => (text, cached),
            Content::Number(_)
            | Content::Blank
            | Content::Text(_)
            | Content::Date(_)
            | Content::Logical(_)
            | Content::Link { .. } => (String::new(), Cached::Number(number(&content))),
        };
        return LongColumn::Formulas(contents.map(live).collect());
    }
    LongColumn::Numbers(shown(contents.map(|content| number(&content)), rows.len()))
}

/// Returns the numbers of a long column; where no formula is computed from them, so many digits as a reader can want.
fn shown(numbers: impl Iterator<Item = f64>, n_rows: usize) -> Vec<f64> {
    if n_rows <= MOST_LIVE {
        return numbers.collect();
    }
    numbers.map(|number| (number * MOST_DIGITS).round() / MOST_DIGITS).collect()
}

/// Returns the number in a cell; NaN where there is none.
fn number(content: &Content) -> f64 {
    match content {
        Content::Number(number) | Content::Formula { cached: Cached::Number(number), .. } => {
            *number
        }
        Content::Date(date) => serial_from_date(*date),
        Content::Formula { .. }
        | Content::Blank
        | Content::Text(_)
        | Content::Logical(_)
        | Content::Link { .. } => f64::NAN,
    }
}

#[cfg(test)]
mod tests {
    use crate::report::fixture::{SALES, analysis, block, report};
    use expect_test::expect;

    #[test]
    fn each_customer_is_a_row_with_the_highest_revenue_first() {
        let mut analysis = analysis(SALES);
        analysis.reading.ledger.customers[0].told.country = Some("BE".into());
        expect![[r"
            Klant | Groep | Klant sinds | Laatste aankoop | Aankopen | Omzet | Per aankoop | Eerste aankoop | Eerste product | Laatste product | Jaren klant | Weg | Ritme (dagen) | Land
            Ana | Topklanten | 2024-01-10 | 2024-05-10 | 3 | 1075 | =CLV_Klanten[[#This Row],[Omzet]]/CLV_Klanten[[#This Row],[Aankopen]] → 358.3333333333333 | 25 | E-book | Traject | 0.8898015058179329 | 60.5 | BE
            Cleo | Topklanten | 2024-03-01 | 2024-06-01 | 2 | 175 | =CLV_Klanten[[#This Row],[Omzet]]/CLV_Klanten[[#This Row],[Aankopen]] → 87.5 | 25 | E-book | Workshop | 0.7501711156741958 | 92
        "]].assert_eq(&block(&report(&analysis), "customers", "Klant |", "Dirk"));
    }

    #[test]
    fn many_customers_are_a_range_of_columns_with_formulas_that_refer_to_cells() {
        let sales: Vec<_> = (0..10_001).map(|n| format!("2024-01-10 | K{n} | A | 10")).collect();
        let report = report(&analysis(&sales.join("\n")));
        let sheet = report.sheets.iter().find(|sheet| sheet.key == "customers").unwrap();
        let long = sheet.long.as_ref().unwrap();
        assert!(
            sheet.tables.is_empty()
                && long.columns.iter().all(|(_, column)| column.len() == 10_001)
        );
        let live = long.columns.iter().find_map(|(_, column)| match column {
            super::LongColumn::Formulas(formulas) => Some(formulas[1].0.clone()),
            super::LongColumn::Numbers(_) | super::LongColumn::Texts(_) => None,
        });
        assert_eq!(live.as_deref(), Some("$F7/$E7"));
    }
}
