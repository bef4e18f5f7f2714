//! A small ledger and our sheets as text, for the tests of the blocks.

use super::{SheetNames, lay_out};
use crate::analysis::{Analysis, conclude};
use crate::answers::Answers;
use crate::calendar::{ObservationPeriod, serial_from_date};
use crate::formulas::PlugIns;
use crate::grid::{Book, Cell, Sheet};
use crate::ledger::{Customer, CustomerId, Ledger, Line, Order, OrderId, ProductId, Reading};
use crate::money::Money;
use crate::settings::Settings;
use crate::sheet::{Cached, Content, Report, ReportCell, ReportSheet, Role};
use crate::words::{Lang, Words};
use std::borrow::Cow;

/// Sales as lines of `date | customer | product | euros`.
pub(super) const SALES: &str = "
    2024-01-10 | Ana   | E-book     | 25
    2024-01-12 | Ben   | E-book     | 25
    2024-02-10 | Ana   | Workshop   | 150
    2024-03-01 | Cleo  | E-book     | 25
    2024-03-20 | Dirk  | Workshop   | 150
    2024-05-10 | Ana   | Traject    | 900
    2024-06-01 | Cleo  | Workshop   | 150
    2024-09-15 | Emma  | E-book     | 25
    2024-11-30 | Fouad | Workshop   | 150";

/// Analyzes such sales.
pub(super) fn analysis(sales: &str) -> Analysis {
    analysis_with(sales, Answers::default())
}

/// Analyzes such sales with what the owner filled in.
pub(super) fn analysis_with(sales: &str, answers: Answers) -> Analysis {
    analyzed(ledger(sales), answers)
}

/// Analyzes such sales with something else in the ledger too.
pub(super) fn analysis_of(sales: &str, change: impl FnOnce(&mut Ledger)) -> Analysis {
    let mut ledger = ledger(sales);
    change(&mut ledger);
    analyzed(ledger, Answers::default())
}

fn analyzed(ledger: Ledger, answers: Answers) -> Analysis {
    let reading = Reading {
        is_ledger: true,
        n_counted: u32::try_from(ledger.lines.len()).unwrap(),
        revenue: ledger.lines.iter().map(|line| line.amount).sum(),
        ledger,
        ..Reading::default()
    };
    conclude(reading, answers, Settings::default(), &PlugIns::default())
}

fn ledger(sales: &str) -> Ledger {
    let mut ledger = Ledger { currency: "EUR".to_owned(), ..Ledger::default() };
    let position = |names: &[String], name: &str| {
        u32::try_from(names.iter().position(|known| known == name).unwrap()).unwrap()
    };
    for line in sales.lines().filter(|line| !line.trim().is_empty()) {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        let id = cells[1].to_lowercase();
        if !ledger.customers.iter().any(|customer| customer.id == id) {
            let name = cells[1].to_owned();
            ledger.customers.push(Customer {
                id: id.as_str().into(),
                name: name.into(),
                ..Customer::default()
            });
        }
        if !ledger.products.iter().any(|product| product == cells[2]) {
            ledger.products.push(cells[2].to_owned());
        }
        let ids: Vec<_> = ledger.customers.iter().map(|customer| customer.id.to_string()).collect();
        let amount = Money::from_cell(cells[3].parse().unwrap()).unwrap();
        let order = OrderId(u32::try_from(ledger.orders.len()).unwrap());
        ledger.orders.push(Order {
            customer: Some(CustomerId(position(&ids, &id))).into(),
            date: cells[0].parse().unwrap(),
            amount,
            first_line: order.0,
            n_lines: 1,
        });
        ledger.lines.push(Line {
            product: Some(ProductId(position(&ledger.products, cells[2]))).into(),
            amount,
        });
    }
    ledger.period = ledger
        .orders
        .first()
        .zip(ledger.orders.last())
        .map(|(first, last)| ObservationPeriod { start: first.date, end: last.date });
    ledger
}

/// Lays out the sheets of an analysis in Dutch.
pub(super) fn report(analysis: &Analysis) -> Report<'_> {
    let words = Words::new(Lang::Nl);
    lay_out(analysis, &words, &SheetNames::wished(&words))
}

/// Draws one of our sheets as text: a line a row, formulas with their values.
pub(super) fn drawing(sheet: &ReportSheet<'_>) -> String {
    let is_seen = |cell: &ReportCell| cell.content != Content::Blank || cell.role != Role::Text;
    let cells: Vec<ReportCell> = sheet.all_cells().map(Cow::into_owned).filter(is_seen).collect();
    let rows = cells.chunk_by(|one, next| one.row == next.row);
    let line = |row: &[ReportCell]| row.iter().map(cell).collect::<Vec<_>>().join(" | ") + "\n";
    rows.map(line).collect()
}

fn cell(cell: &ReportCell) -> String {
    match &cell.content {
        Content::Blank => format!("<{:?}>", cell.role),
        Content::Text(text) | Content::Link { text, .. } => text.clone(),
        Content::Number(number) => number.to_string(),
        Content::Date(date) => date.to_string(),
        Content::Logical(logical) => logical.to_string(),
        Content::Formula { text, cached } => format!("={text} → {}", value(cached)),
    }
}

fn value(cached: &Cached) -> String {
    match cached {
        Cached::Number(number) => number.to_string(),
        Cached::Text(text) | Cached::Error(text) => text.clone(),
        Cached::Logical(logical) => logical.to_string(),
    }
}

/// Draws the rows of a sheet between two texts that stand in it, the first included.
pub(super) fn block(report: &Report<'_>, key: &str, from: &str, until: &str) -> String {
    let sheet = report.sheets.iter().find(|sheet| sheet.key == key).unwrap();
    let text = drawing(sheet);
    let start = text.find(from).unwrap_or_else(|| panic!("{from} is not in\n{text}"));
    let rest = &text[start..];
    let end = if until.is_empty() { rest.len() } else { rest.find(until).unwrap_or(rest.len()) };
    rest[..end].to_owned()
}

/// Makes the workbook that somebody would read these sheets from.
pub(super) fn book(report: &Report<'_>) -> Book {
    let mut book = Book::default();
    for sheet in &report.sheets {
        let marker = Some(sheet.key.to_owned());
        book.sheets.push(Sheet { name: Some(sheet.name.clone()), marker, ..Sheet::default() });
        let Book { sheets, texts, .. } = &mut book;
        let grid = &mut sheets.last_mut().unwrap().grid;
        for cell in sheet.all_cells() {
            let value = match &cell.content {
                Content::Text(text) | Content::Link { text, .. } => Cell::Text(texts.intern(text)),
                Content::Date(date) => Cell::Date(serial_from_date(*date)),
                Content::Logical(logical) => Cell::Logical(*logical),
                Content::Number(number)
                | Content::Formula { cached: Cached::Number(number), .. } => Cell::Number(*number),
                Content::Blank | Content::Formula { .. } => Cell::Empty,
            };
            grid.set(cell.row, cell.column, value);
        }
    }
    book
}
