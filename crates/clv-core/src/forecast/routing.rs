//! Which model for which ledger, and what is still missing for a prediction to be shown.

use crate::calendar::{DAYS_PER_MONTH, ObservationPeriod, add_days};
use crate::finding::{Finding, Severity};
use crate::summary::CustomerSummary;

/// Customers from which on a prediction is shown.
pub const ENOUGH_CUSTOMERS: usize = 30;
/// Customers with a repeat purchase from which on a prediction is shown.
pub const ENOUGH_REPEATERS: usize = 10;
/// Months of data from which on a prediction is shown.
pub const ENOUGH_MONTHS: f64 = 12.0;

/// Returns what is missing for a prediction, each with what there is and from when on it is enough.
pub fn missing(summaries: &[CustomerSummary], period: ObservationPeriod) -> Vec<Finding> {
    let mut missing = Vec::new();
    if summaries.len() < ENOUGH_CUSTOMERS {
        missing.push(
            Finding::new(Severity::Note, "too-few-customers-to-predict")
                .with("count", summaries.len())
                .with("needed", ENOUGH_CUSTOMERS),
        );
    }
    let repeaters = summaries.iter().filter(|summary| summary.frequency > 0).count();
    if repeaters < ENOUGH_REPEATERS {
        missing.push(
            Finding::new(Severity::Note, "too-few-repeaters-to-predict")
                .with("count", repeaters)
                .with("needed", ENOUGH_REPEATERS),
        );
    }
    let months = period.length().0 / DAYS_PER_MONTH;
    if months < ENOUGH_MONTHS - 0.1 {
        let days = crate::calendar::Days(ENOUGH_MONTHS * DAYS_PER_MONTH).rounded();
        let from = add_days(period.start, days);
        missing.push(
            Finding::new(Severity::Note, "too-short-to-predict")
                .with("months", months.floor())
                .with("needed", ENOUGH_MONTHS)
                .with("from", from.to_string()),
        );
    }
    missing
}
