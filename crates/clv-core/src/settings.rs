//! The owner's choices: one documented field each, with its unit and its default.

use crate::calendar::Date;
use crate::ledger::BusinessKind;
use crate::words::Lang;

/// Everything that the owner may choose.
///
/// A field that is `None` was not chosen: what then holds is said at the field.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The language of sheets and messages; else that of the ledger's headers, else Dutch.
    pub lang: Option<Lang>,
    /// The last day of the observation period; else the day of the latest purchase.
    pub as_of: Option<Date>,
    /// The kind of business; else what the ledger looks like.
    pub business: Option<BusinessKind>,
    /// Gross margin as a share of revenue, 0 to 1; else margins stay unknown.
    pub gross_margin: Option<f64>,
    /// Discount rate per year, 0.08 for 8 %; undiscounted by default.
    pub annual_discount_rate: f64,
    /// What a new customer costs to win, in the ledger's currency.
    pub acquisition_cost: Option<f64>,
    /// What a new customer costs to win through one channel: (key of the channel, amount in the ledger's currency).
    pub channel_costs: Vec<(String, f64)>,
    /// The share of a customer's value that may be spent on winning one: a third by default.
    pub acquisition_share: f64,
    /// The lifespan of a customer in years, if the owner knows it better.
    pub lifespan_years: Option<f64>,
    /// The longest lifespan that is reckoned with, in years: 3 by default.
    pub lifespan_cap_years: f64,
    /// The horizon of predictions in months: 12 by default.
    pub horizon_months: u32,
    /// The day from which new customers count in the average "since"; else the start of the period.
    pub cohort_since: Option<Date>,
    /// Whether open invoices count: yes by default.
    pub count_open: bool,
    /// What one contact with a customer costs, in the ledger's currency.
    pub contact_cost: f64,
    /// The discount of a win-back offer as a share of its price: none by default.
    pub win_back_discount: f64,
    /// The most suggestions a week: 10 by default.
    pub max_actions_per_week: u32,
    /// Column choices of the owner: (sheet name, column letters, field name).
    pub columns: Vec<(String, String, String)>,
    /// How columns were read the last time.
    pub remembered: Vec<RememberedColumn>,
    /// Pairs of customer ids and whether they are one customer.
    pub merges: Vec<(String, String, bool)>,
}

impl Settings {
    /// Returns what is kept of revenue as a share: the margin, and all of it until the margin is known.
    pub fn kept_share(&self) -> f64 {
        self.gross_margin.unwrap_or(1.0)
    }
}

/// How a column was read the last time; held against what stands in it now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RememberedColumn {
    /// The name of its sheet; empty in a text file.
    pub sheet: String,
    /// Its letters.
    pub letters: String,
    /// The name of the field, as in the contract.
    pub field: String,
    /// Its header.
    pub header: String,
    /// The header it was recognized by, where the owner gave it another since that says nothing; else empty.
    pub was: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            lang: None,
            as_of: None,
            business: None,
            gross_margin: None,
            annual_discount_rate: 0.0,
            acquisition_cost: None,
            channel_costs: Vec::new(),
            acquisition_share: 1.0 / 3.0,
            lifespan_years: None,
            lifespan_cap_years: 3.0,
            horizon_months: 12,
            cohort_since: None,
            count_open: true,
            contact_cost: 0.0,
            win_back_discount: 0.0,
            max_actions_per_week: 10,
            columns: Vec::new(),
            remembered: Vec::new(),
            merges: Vec::new(),
        }
    }
}
