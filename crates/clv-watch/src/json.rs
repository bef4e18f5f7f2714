//! The JSON of `check` and `run`, exactly as other programs rely on it; money is decimal text.

pub mod fit;
mod offers;
mod segments;
mod portfolio;
mod customers;

use crate::deliver::Written;
use crate::error::LedgerError;
use crate::update::{Outcome, View, file_name};
use clv_core::calendar::Date;
use clv_core::finding::Finding;
use clv_core::grid::column_letters;
use clv_core::ledger::{ColumnReading, Excluded, Reading, SheetReading};
use clv_core::money::Money;
use clv_core::words::Words;
use serde::Serialize;

/// How a ledger is understood.
#[derive(Debug, Serialize)]
pub struct Check<'a> {
    ledger: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    files: Vec<String>,
    kind: &'static str,
    sheets: Vec<Sheet<'a>>,
    template: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    own_template: Option<&'a str>,
    period: Period,
    currency: &'a str,
    vat: &'static str,
    rows: Rows,
    purchases: usize,
    customers: usize,
    revenue: Money,
    guest_revenue: Money,
    excluded: Vec<LeftOut<'a>>,
    findings: Vec<Said<'a>>,
}

/// What came of a ledger.
#[derive(Debug, Serialize)]
pub struct Run<'a> {
    #[serde(flatten)]
    check: Check<'a>,
    #[serde(flatten)]
    segments: segments::Segments,
    #[serde(flatten)]
    offers: offers::Offers<'a>,
    portfolio: portfolio::Portfolio,
    customers_detail: customers::Customers<'a>,
    written: WrittenTo,
}

#[derive(Debug, Serialize)]
struct WrittenTo {
    to: &'static str,
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Sheet<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    name: Option<&'a str>,
    layout: Option<&'static str>,
    role: &'static str,
    header_row: Option<u32>,
    columns: Vec<Column<'a>>,
}

#[derive(Debug, Serialize)]
struct Column<'a> {
    letter: String,
    header: &'a str,
    field: &'static str,
}

#[derive(Debug, Serialize)]
struct Period {
    start: Option<Day>,
    end: Option<Day>,
}

#[derive(Debug, Serialize)]
struct Rows {
    read: usize,
    counted: usize,
    excluded: usize,
}

#[derive(Debug, Serialize)]
struct LeftOut<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    sheet: Option<&'a str>,
    row: u32,
    reason: &'static str,
    amount: Option<Money>,
}

#[derive(Debug, Serialize)]
struct Said<'a> {
    severity: &'static str,
    code: &'static str,
    sheet: Option<&'a str>,
    row: Option<u32>,
    column: Option<&'a str>,
    message: String,
    hint: Option<String>,
}

/// A date as `2025-06-30`.
#[derive(Clone, Copy, Debug)]
pub struct Day(pub Date);

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// Why a ledger could not be done.
#[derive(Debug, Serialize)]
pub struct Failed {
    ledger: String,
    error: Failure,
}

#[derive(Debug, Serialize)]
struct Failure {
    code: &'static str,
    message: String,
    hint: Option<String>,
}

/// Says how a ledger is understood.
pub fn check<'a>(ledger: &View<'a>, words: &Words) -> Check<'a> {
    let reading = ledger.reading;
    let period = reading.ledger.period;
    let excluded = reading.excluded.len();
    let counted = reading.n_counted as usize;
    Check {
        ledger: ledger.name.clone(),
        files: ledger.files.clone(),
        kind: if reading.is_ledger { "ledger" } else { "not_a_ledger" },
        sheets: reading.sheets.iter().map(sheet).collect(),
        template: reading.ledger.business.name(),
        own_template: ledger.own_template().map(|template| template.id.as_str()),
        period: Period {
            start: period.map(|period| Day(period.start)),
            end: period.map(|period| Day(period.end)),
        },
        currency: &reading.ledger.currency,
        vat: reading.vat.name(),
        rows: Rows { read: counted + excluded, counted, excluded },
        purchases: reading.n_purchases,
        customers: reading.ledger.customers.len(),
        revenue: reading.revenue,
        guest_revenue: reading.guest_revenue,
        excluded: reading.excluded.iter().map(|row| left_out(reading, row)).collect(),
        findings: ledger.findings.iter().map(|finding| said(finding, words)).collect(),
    }
}

/// Says what came of a ledger.
pub fn run<'a>(outcome: &'a Outcome, words: &Words) -> Run<'a> {
    let ledger = &outcome.ledger;
    let (to, path, reason) = match &outcome.written {
        Written::Ledger { .. } => ("ledger", Some(ledger.name()), None),
        Written::Companion { path, is_same, why, .. } => {
            let to = if *is_same { "unchanged" } else { "companion" };
            (to, Some(file_name(path)), Some(why.name()))
        }
        Written::File(path) => ("companion", Some(file_name(path)), None),
        Written::Unchanged => ("unchanged", Some(ledger.name()), None),
        Written::Nothing => ("none", None, None),
    };
    Run {
        check: check(&ledger.view(), words),
        segments: segments::segments(&ledger.analysis, words),
        offers: offers::offers(&ledger.analysis, words),
        portfolio: portfolio::portfolio(&ledger.analysis),
        customers_detail: customers::Customers(&ledger.analysis),
        written: WrittenTo { to, path, reason },
    }
}

/// Says why a ledger could not be done.
pub fn failed(name: String, error: &LedgerError, words: &Words) -> Failed {
    let (message, hint) = words.hinted(&error.message_id(), &error.words(&name));
    Failed { ledger: name, error: Failure { code: error.code(), message, hint } }
}

fn sheet(sheet: &SheetReading) -> Sheet<'_> {
    Sheet {
        file: sheet.file.as_deref(),
        name: sheet.name.as_deref(),
        layout: sheet.layout,
        role: sheet.role.name(),
        header_row: sheet.header_row,
        columns: sheet.columns.iter().map(column).collect(),
    }
}

fn column(column: &ColumnReading) -> Column<'_> {
    Column { letter: column_letters(column.column), header: &column.header, field: column.field }
}

fn left_out<'a>(reading: &'a Reading, row: &Excluded) -> LeftOut<'a> {
    let sheet = reading.sheets.get(usize::from(row.place.sheet));
    LeftOut {
        file: sheet.and_then(|sheet| sheet.file.as_deref()),
        sheet: sheet.and_then(|sheet| sheet.name.as_deref()),
        row: row.place.row,
        reason: row.reason.name(),
        amount: row.amount,
    }
}

fn said<'a>(finding: &'a Finding, words: &Words) -> Said<'a> {
    let (message, hint) = words.finding(finding);
    Said {
        severity: finding.severity.name(),
        code: finding.code,
        sheet: finding.place.sheet.as_deref(),
        row: finding.place.row,
        column: finding.place.column.as_deref(),
        message,
        hint,
    }
}
