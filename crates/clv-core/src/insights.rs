//! What stands out in how customers buy: where they drop off, what they are worth over time, how it is spread.
//!
//! Each file answers one question of the owner from summaries; nothing here is predicted. Those that look at orders are
//! answered in [`Insights::of`], while the orders are there.

pub mod by_name;
pub mod channels;
pub mod concentration;
pub mod drop_off;
pub mod history;
pub mod leaving;
pub mod over_time;
pub mod referrals;
pub mod returning;
pub mod splits;
pub mod unprofitable;

use crate::calendar::ObservationPeriod;
use crate::ledger::{CustomerId, Ledger};
use crate::money::Money;
use crate::products::Catalog;
use crate::rhythm::Rhythm;
use crate::summary::CustomerSummary;
use drop_off::DropOff;
use history::Standing;
use over_time::StartGroup;
use splits::Split;

/// The answers that take the orders of a ledger.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Insights {
    /// How the business stood at the end of the ledger and before, the latest first.
    pub standings: Vec<Standing>,
    /// What customers are worth over time, by when they began.
    pub start_groups: Vec<StartGroup>,
    /// Where customers drop off.
    pub drop_off: DropOff,
    /// Who is worth most, by everything that the ledger tells of customers.
    pub splits: Vec<Split>,
    /// Who cost more than they brought, and by how much (below nought).
    pub unprofitable: Vec<(CustomerId, Money)>,
}

impl Insights {
    /// Answers all of them.
    pub fn of(
        ledger: &Ledger,
        period: ObservationPeriod,
        summaries: &[CustomerSummary],
        rhythm: &Rhythm,
        catalog: &Catalog,
    ) -> Self {
        Self {
            standings: history::standings(ledger, period),
            start_groups: over_time::start_groups(ledger, summaries, period.end),
            drop_off: DropOff::of(ledger, summaries, rhythm, catalog),
            splits: splits::splits(ledger, summaries, catalog),
            unprofitable: unprofitable::unprofitable(ledger, period.end),
        }
    }
}
