//! The customers of a ledger as the models see them, and what they did after the observation.

use super::FitArgs;
use crate::error::LedgerError;
use crate::input;
use crate::update;
use clv_core::answers;
use clv_core::calendar::{Date, Days, add_days, days_between};
use clv_core::forecast::routing::Evidence;
use clv_core::forecast::{CustomerInput, holdout, inputs};
use clv_core::ledger::{self, Ledger};
use clv_core::summary::CustomerSummary;
use serde::Serialize;
use std::path::Path;

/// Who was observed.
#[derive(Debug)]
pub struct Observed {
    /// The customers' ids.
    pub ids: Vec<String>,
    /// What the models know of each.
    pub customers: Vec<CustomerInput>,
    /// Whether there are amounts at all.
    pub has_amounts: bool,
    /// How much a prediction rests on.
    pub evidence: Evidence,
    /// Rows of a table of summaries that cannot be.
    pub left_out: Vec<LeftOut>,
    /// What the ledger says of the time after the observation.
    pub later: Option<After>,
}

/// A row of a table of summaries that says what cannot be.
#[derive(Debug, Serialize)]
pub struct LeftOut {
    /// The row number that a spreadsheet program shows.
    pub row: u32,
    /// What is wrong with it.
    pub reason: String,
}

/// A ledger that goes on after the end of the observation.
#[derive(Debug)]
pub struct After {
    /// The ledger.
    pub ledger: Ledger,
    /// Who was known at the end of the observation.
    pub summaries: Vec<CustomerSummary>,
    /// The end of the observation.
    pub end: Date,
    /// How long the ledger goes on.
    pub length: Days,
}

impl After {
    /// Returns the ends of what comes within a time after the observation.
    pub fn within(&self, time: Days) -> (Date, Date) {
        (self.end, add_days(self.end, time.rounded()))
    }
}

/// Reads a ledger up to the end of the observation.
pub(super) fn read(path: &Path, args: &FitArgs) -> Result<Observed, LedgerError> {
    let snapshot = input::read(path)?;
    let mut book = update::read_book(path, &snapshot)?;
    let mut settings = answers::read(&book).settings;
    args.shared.choose(&mut settings);
    let mut ledger = ledger::read(&mut book, &settings).ledger;
    if let Some(as_of) = args.shared.as_of {
        ledger.orders.retain(|order| order.date <= as_of);
    }
    let first = ledger.orders.first().map(|order| order.date);
    let last = ledger.orders.last().map(|order| order.date);
    let known_until = args.shared.as_of.or(last).unwrap_or_default();
    let end = args.observation_end.unwrap_or(known_until);
    let start = first.unwrap_or(end);
    let summaries = holdout::known_on(&ledger, start, end);
    let customers = inputs(&ledger, &summaries, &[]);
    let id = |summary: &CustomerSummary| &ledger.customers[summary.customer.0 as usize].id;
    Ok(Observed {
        ids: summaries.iter().map(|summary| id(summary).to_string()).collect(),
        evidence: Evidence::of(&customers, days_between(start.min(end), end)),
        customers,
        has_amounts: true,
        left_out: Vec::new(),
        later: (end < known_until).then(|| After {
            summaries,
            end,
            length: days_between(end, known_until),
            ledger,
        }),
    })
}
