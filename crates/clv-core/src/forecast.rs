//! What customers are expected to buy and be worth, and how sure that is.
//!
//! [`forecast`] is the whole way from summaries to intervals: routing, fitting, draws and simulation. Figures are
//! deterministic: the same ledger and settings give the same bytes.

pub mod priors;
pub mod fit;
pub mod draws;
pub mod spend;
pub(crate) mod foresight;
pub(crate) mod average;
pub mod contract;
mod yearly;
mod pooling;
pub mod simulate;
pub mod routing;
pub mod holdout;
pub mod due;

use crate::calendar::{DAYS_PER_MONTH, Date, Days, ObservationPeriod, add_days, days_between};
use crate::finding::Finding;
use crate::ledger::{Ledger, Spell};
use crate::models::History;
use crate::models::gamma_gamma::Spending;
use crate::parallel::both;
use crate::rhythm::Rhythm;
use crate::settings::Settings;
use crate::summary::CustomerSummary;
use contract::Contract;
use due::Due;
use routing::Evidence;

/// The share of outcomes that lie within the intervals: 90 %, so one in twenty on either side.
pub const CONFIDENCE: f64 = 0.9;

/// Everything that is predicted.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// What it rests on.
    pub evidence: Evidence,
    /// One for each summary, in the same order.
    pub customers: Vec<CustomerForecast>,
    /// One for each group that was asked for.
    pub groups: Vec<GroupForecast>,
    /// All customers together.
    pub total: TotalForecast,
    /// The name of the model, or of the heaviest where several are averaged.
    pub model: &'static str,
    /// The models that are averaged, with their weights; together 1.
    pub components: Vec<Component>,
    /// How far ahead is looked, in months.
    pub horizon_months: u32,
    /// The share of outcomes that lie within the intervals.
    pub confidence: f64,
    /// Whether there is enough data for the figures to be shown.
    pub sufficient: bool,
    /// What is still missing, and from when on figures are shown; empty if `sufficient`.
    pub missing: Vec<Finding>,
    /// What would have been predicted a year ago, beside what happened; with 12 months of data or more.
    pub holdout: Option<Holdout>,
}

/// What one customer is expected to do within the horizon.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CustomerForecast {
    /// The chance that the customer still is one, 0 to 1.
    pub probability_alive: f64,
    /// Purchases expected.
    pub expected_purchases: f64,
    /// No fewer purchases, with 95 % chance.
    pub purchases_low: f64,
    /// No more purchases, with 95 % chance.
    pub purchases_high: f64,
    /// Amount of a purchase expected, in the ledger's currency.
    pub expected_spend: f64,
    /// Revenue expected, discounted at the owner's rate, before margin; never below 0.
    pub clv: f64,
    /// No less revenue, with 95 % chance.
    pub clv_low: f64,
    /// No more revenue, with 95 % chance.
    pub clv_high: f64,
    /// When the next purchase is due, from the customer's own rhythm or that of others; nothing while there is none.
    pub due: Option<Due>,
}

/// What a group of customers is expected to do.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct GroupForecast {
    /// How many customers.
    pub customers: u32,
    /// Purchases expected of the whole group.
    pub expected_purchases: f64,
    /// No fewer purchases of the whole group, with 95 % chance.
    pub purchases_low: f64,
    /// No more purchases of the whole group, with 95 % chance.
    pub purchases_high: f64,
    /// Revenue expected of the whole group.
    pub clv_sum: f64,
    /// No less revenue of the whole group, with 95 % chance.
    pub clv_sum_low: f64,
    /// No more revenue of the whole group, with 95 % chance.
    pub clv_sum_high: f64,
    /// Revenue expected per customer; 0 without customers.
    pub clv_mean: f64,
    /// No less revenue per customer on average, with 95 % chance.
    pub clv_mean_low: f64,
    /// No more revenue per customer on average, with 95 % chance.
    pub clv_mean_high: f64,
}

/// What all customers together are expected to do.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TotalForecast {
    /// Purchases expected.
    pub expected_purchases: f64,
    /// No fewer purchases, with 95 % chance.
    pub purchases_low: f64,
    /// No more purchases, with 95 % chance.
    pub purchases_high: f64,
    /// Revenue expected.
    pub clv: f64,
    /// No less revenue, with 95 % chance.
    pub clv_low: f64,
    /// No more revenue, with 95 % chance.
    pub clv_high: f64,
}

/// One of the models that are averaged.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    /// The model.
    pub model: &'static str,
    /// How much it counts, 0 to 1.
    pub weight: f64,
    /// Its parameters by the paper's names; times in days.
    pub parameters: Vec<(&'static str, f64)>,
    /// The log-likelihood, times in days.
    pub log_likelihood: f64,
}

/// The forecast as it would have been made earlier, beside what happened since.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Holdout {
    /// The last day that this forecast knew of.
    pub from: Date,
    /// The last day of what happened since.
    pub until: Date,
    /// Purchases expected then.
    pub predicted: f64,
    /// The low end of the interval then.
    pub predicted_low: f64,
    /// The high end of the interval then.
    pub predicted_high: f64,
    /// Purchases that happened.
    pub actual: u32,
    /// Revenue expected then.
    pub predicted_revenue: f64,
    /// The low end of the revenue's interval.
    pub predicted_revenue_low: f64,
    /// The high end of the revenue's interval.
    pub predicted_revenue_high: f64,
    /// Revenue of the same customers that came in.
    pub actual_revenue: f64,
    /// Mean absolute error of the purchases per customer.
    pub mae: f64,
    /// Root of the mean squared error of the purchases per customer.
    pub rmse: f64,
}

impl Holdout {
    /// Returns whether what happened lies within the interval.
    pub fn is_hit(&self) -> bool {
        let actual = f64::from(self.actual);
        self.predicted_low <= actual && actual <= self.predicted_high
    }

    /// Returns whether the revenue that came in lies within its interval.
    pub fn is_revenue_hit(&self) -> bool {
        self.predicted_revenue_low <= self.actual_revenue
            && self.actual_revenue <= self.predicted_revenue_high
    }
}

/// A customer as the models see one; times in days.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CustomerInput {
    /// Repeat purchases, first to last purchase and age.
    pub history: History,
    /// The sum of the logarithms of the gaps between purchases, in days, if they are known.
    pub ln_gaps: Option<f64>,
    /// The contract that the ledger tells of.
    pub contract: Option<Contract>,
    /// Number and mean amount of the repeat purchases.
    pub repeats: Option<Spending>,
    /// Number and mean amount of all purchases.
    pub purchases: Option<Spending>,
    /// The amounts on the invoices, of which a purchase day may have several.
    pub price: Price,
    /// Whether more was paid back than paid: nothing is expected then.
    pub net_negative: bool,
    /// Whether every purchase was paid back in full: such a customer says nothing and is expected to do nothing.
    pub never_bought: bool,
    /// The group it is reported in.
    pub group: u16,
    /// The group that the owner knows it by, such as its sector; groups share information.
    pub cluster: Option<u16>,
}

/// The amounts on a customer's invoices.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Price {
    /// There are none.
    #[default]
    Unknown,
    /// They are all the same.
    One(f64),
    /// They differ.
    Several,
}

impl Price {
    /// Returns what amounts are together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unknown, price) | (price, Self::Unknown) => price,
            (Self::One(price), Self::One(same)) if (price - same).abs() <= 1e-9 * price => self,
            (_, _) => Self::Several,
        }
    }
}

/// Predicts what customers will buy and be worth within the owner's horizon.
///
/// `groups` gives for each summary the index of its group, below `n_groups`. Where [`Forecast::sufficient`] is false
/// the figures are there, but too uncertain to be shown.
pub fn forecast(
    ledger: &Ledger,
    summaries: &[CustomerSummary],
    rhythm: &Rhythm,
    groups: &[u16],
    n_groups: usize,
    period: ObservationPeriod,
    settings: &Settings,
) -> Forecast {
    let customers = inputs(ledger, summaries, groups);
    let horizon = f64::from(settings.horizon_months) * DAYS_PER_MONTH;
    let request = fit::Request {
        choice: fit::Choice::Auto,
        method: fit::Method::Map,
        horizon,
        annual_discount_rate: settings.annual_discount_rate,
        time_unit: Days(1.0),
        n_draws: None,
    };
    let (outcome, holdout) = both(
        || simulate::predict(&customers, n_groups, &request),
        || holdout::of_last_year(ledger, period, &request),
    );
    let evidence = Evidence::of(&customers, period.length());
    let mut result = Forecast {
        evidence,
        customers: outcome.customers,
        groups: outcome.groups,
        total: outcome.total,
        model: outcome.model,
        components: outcome.components,
        horizon_months: settings.horizon_months,
        confidence: CONFIDENCE,
        sufficient: true,
        missing: Vec::new(),
        holdout,
    };
    for (forecast, summary) in result.customers.iter_mut().zip(summaries) {
        forecast.due = Due::of(summary, rhythm);
    }
    result.missing = evidence.missing(period.start);
    result.sufficient = result.missing.is_empty();
    result
}

/// Turns summaries into what the models need; customers beyond the end of `groups` are in group 0.
pub fn inputs(
    ledger: &Ledger,
    summaries: &[CustomerSummary],
    groups: &[u16],
) -> Vec<CustomerInput> {
    let contracts = contracts(ledger, summaries);
    let clusters = pooling::clusters(ledger);
    let one = |(at, summary): (usize, &CustomerSummary)| {
        let x = f64::from(summary.frequency);
        let days: Vec<(Date, f64)> = purchase_days(ledger, summary);
        let sum: f64 = days.iter().map(|(_, amount)| amount).sum();
        let ln_gaps: f64 =
            days.windows(2).map(|pair| days_between(pair[0].0, pair[1].0).0.ln()).sum();
        CustomerInput {
            history: History {
                x,
                t_x: summary.recency.0,
                age: summary.age.0.max(summary.recency.0),
            },
            ln_gaps: Some(ln_gaps),
            contract: contracts[summary.customer.0 as usize],
            never_bought: days.is_empty(),
            repeats: (x > 0.0).then_some(Spending { x, mean: summary.monetary_value }),
            purchases: (!days.is_empty()).then(|| Spending { x: x + 1.0, mean: sum / (x + 1.0) }),
            price: price(ledger, summary),
            net_negative: summary.revenue.is_negative() || summary.revenue.is_zero(),
            group: groups.get(at).copied().unwrap_or(0),
            cluster: clusters[summary.customer.0 as usize],
        }
    };
    summaries.iter().enumerate().map(one).collect()
}

/// Returns the latest contract of each customer of the ledger, as it stands at the end of the period.
fn contracts(ledger: &Ledger, summaries: &[CustomerSummary]) -> Vec<Option<Contract>> {
    let mut contracts: Vec<Option<Contract>> = vec![None; ledger.customers.len()];
    let Some(day) = summaries.first().map(|s| add_days(s.first_purchase, s.age.rounded())) else {
        return contracts;
    };
    let mut spells: Vec<&Spell> = ledger.spells.iter().filter(|it| it.start <= day).collect();
    // One that goes on comes after one that ended.
    spells.sort_by_key(|spell| (spell.end.is_none_or(|end| end >= day), spell.start));
    for spell in spells {
        contracts[spell.customer.0 as usize] = Some(contract::of_spell(spell, day));
    }
    contracts
}

/// Returns what the rows of a customer's purchases amount to, each by itself.
fn price(ledger: &Ledger, summary: &CustomerSummary) -> Price {
    let orders = summary.orders.iter().map(|id| &ledger.orders[id.0 as usize]);
    let lines = orders.flat_map(|order| ledger.lines_of(order));
    lines.map(|line| Price::One(line.amount.to_f64())).fold(Price::Unknown, Price::and)
}

/// Returns the days on which a customer bought, with what was spent on each.
fn purchase_days(ledger: &Ledger, summary: &CustomerSummary) -> Vec<(Date, f64)> {
    let mut days: Vec<(Date, f64)> = Vec::with_capacity(summary.frequency as usize + 1);
    for id in &summary.orders {
        let order = &ledger.orders[id.0 as usize];
        match days.last_mut() {
            Some((date, amount)) if *date == order.date => *amount += order.amount.to_f64(),
            _ => days.push((order.date, order.amount.to_f64())),
        }
    }
    days
}
