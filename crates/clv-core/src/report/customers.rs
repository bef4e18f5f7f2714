//! The customers sheet: one row a customer, which the figures on the first sheet are computed from.

mod columns;
mod figures;
mod range;

use super::Context;
use super::page::Page;
use crate::analysis::Analysis;
use crate::grid::{Area, column_letters};
use crate::sheet::{Condition, Content, ReportSheet, ReportTable, Role, Rows};
use columns::{COLUMNS, CustomerColumn, Row, Said};
use figures::FigureColumn;
pub(super) use range::CustomerRange;
use std::sync::Arc;

/// The most customers that get an Excel table; more of them make a plain range with a filter.
const MOST_IN_TABLE: usize = 10_000;
/// The most customers whose rows hold live formulas.
const MOST_LIVE: usize = 50_000;
/// The digits behind the point that a number keeps where rows hold no formulas, as a power of ten.
const MOST_DIGITS: f64 = 1e6;
/// The row of the headers.
const HEADER_ROW: u32 = 4;

/// Lays out the sheet; its rows are made from the analysis when they are written.
pub(super) fn lay_out<'a>(context: &Context<'_>, analysis: &'a Analysis) -> ReportSheet<'a> {
    let (words, customers) = (context.words, context.customers);
    let columns = present(analysis);
    let figures = figures::columns(analysis, words);
    let widths = columns.iter().map(|column| column.width);
    let widths: Vec<f64> = widths.chain(figures.iter().map(FigureColumn::width)).collect();
    let mut page = Page::new("customers", context.names.tab("customers"), &widths);
    context.title(&mut page, context.text("customers-title"));
    let n = analysis.summaries.len();
    page.line(Role::Text, words.fill("customers-subtitle", &[("n", n.into())]));
    page.line(Role::Text, context.text("customers-how"));
    page.skip(HEADER_ROW - page.row());
    page.headers(customers.headers().map(ToOwned::to_owned));
    if n > 0 {
        due_or_late(&mut page, &columns, n);
    }
    let formulas = figures.iter().map(|column| column.formula(context)).collect();
    let rows = rows(columns, figures, formulas, Arc::clone(customers), analysis, Said::new(words));
    let table = rows.area().filter(|_| n <= MOST_IN_TABLE).map(|body| ReportTable {
        name: context.names.table("customers").to_owned(),
        area: Area { top: HEADER_ROW, ..body },
        columns: customers.headers().map(ToOwned::to_owned).collect(),
    });
    let sheet = page.sheet();
    sheet.tables.extend(table);
    sheet.frozen_rows = HEADER_ROW + 1;
    sheet.frozen_columns = 1;
    sheet.footer = context.footer("customers");
    ReportSheet { list: Some(rows), ..page.finish() }
}

/// Returns the rows of all customers; `formulas` are those of the figures, where they are live.
fn rows<'a>(
    columns: Vec<&'static CustomerColumn>,
    figures: Vec<FigureColumn<'a>>,
    formulas: Vec<Option<String>>,
    customers: Arc<CustomerRange>,
    analysis: &'a Analysis,
    said: Said,
) -> Rows<'a> {
    let n_rows = customers.order.len();
    let roles = columns.iter().map(|column| column.role);
    let roles = roles.chain(figures.iter().map(|column| column.role)).collect();
    let content = move |at: usize, which: usize| {
        let row = Row::of(analysis, &said, &customers, at);
        let content = if let Some(column) = columns.get(which) {
            (column.value)(&row)
        } else {
            let (which, number) = (which - columns.len(), HEADER_ROW as usize + 2 + at);
            figures[which].content(formulas[which].as_deref(), number, row.at)
        };
        if customers.are_live() { content } else { shown(content) }
    };
    Rows { header_row: HEADER_ROW, n_rows, roles, content: Box::new(content) }
}

/// Returns what stands in a cell where rows hold no formulas: the value, with as many digits as a reader can want.
fn shown(content: Content) -> Content {
    if let Content::Number(number) = content {
        return Content::Number((number * MOST_DIGITS).round() / MOST_DIGITS);
    }
    content
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

#[cfg(test)]
mod tests {
    use crate::report::fixture::{SALES, analysis, block, report};
    use crate::sheet::Content;
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
    fn many_customers_are_a_range_with_formulas_that_refer_to_cells() {
        let sales: Vec<_> = (0..10_001).map(|n| format!("2024-01-10 | K{n} | A | 10")).collect();
        let analysis = analysis(&sales.join("\n"));
        let report = report(&analysis);
        let sheet = report.sheets.iter().find(|sheet| sheet.key == "customers").unwrap();
        let list = sheet.list.as_ref().unwrap();
        assert!(sheet.tables.is_empty() && list.n_rows == 10_001);
        let second = list.cells().filter(|cell| cell.row == 6);
        let live = |content: &Content| matches!(content, Content::Formula { text, .. } if text == "$F7/$E7");
        assert!(second.map(|cell| cell.content).any(|content| live(&content)));
    }
}
