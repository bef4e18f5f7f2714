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
use crate::ledger::{Ledger, Order, Spell};
use crate::models::History;
use crate::models::gamma_gamma::Spending;
use crate::parallel::both;
use crate::rhythm::Rhythm;
use crate::settings::Settings;
use crate::stay;
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

impl CustomerForecast {
    /// Adds what the customer does besides; the ends of the intervals add up, as if luck were the same in both.
    fn add(&mut self, beside: &Self) {
        let expected = self.expected_purchases + beside.expected_purchases;
        if expected > 0.0 {
            let spent = self.expected_purchases * self.expected_spend
                + beside.expected_purchases * beside.expected_spend;
            self.expected_spend = spent / expected;
        }
        self.probability_alive =
            1.0 - (1.0 - self.probability_alive) * (1.0 - beside.probability_alive);
        self.expected_purchases = expected;
        self.purchases_low += beside.purchases_low;
        self.purchases_high += beside.purchases_high;
        self.clv += beside.clv;
        self.clv_low += beside.clv_low;
        self.clv_high += beside.clv_high;
    }
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
    /// The index of the customer of which this is a part: what somebody with a contract buys besides.
    pub part_of: Option<u32>,
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

/// Turns summaries into what the models need, one for each; after them, for those who buy besides a contract, what they
/// buy besides. Customers beyond the end of `groups` are in group 0.
pub fn inputs(
    ledger: &Ledger,
    summaries: &[CustomerSummary],
    groups: &[u16],
) -> Vec<CustomerInput> {
    let contracts = contracts(ledger, summaries);
    let clusters = pooling::clusters(ledger);
    let one = |(at, summary): (usize, &CustomerSummary)| CustomerInput {
        contract: contracts[summary.customer.0 as usize],
        history: History {
            x: f64::from(summary.frequency),
            t_x: summary.recency.0,
            age: summary.age.0.max(summary.recency.0),
        },
        repeats: (summary.frequency > 0)
            .then_some(Spending { x: f64::from(summary.frequency), mean: summary.monetary_value }),
        net_negative: summary.revenue.is_negative() || summary.revenue.is_zero(),
        group: groups.get(at).copied().unwrap_or(0),
        cluster: clusters[summary.customer.0 as usize],
        ..of_orders(ledger, orders_of(ledger, summary))
    };
    let beside = |(at, customer): (u32, &CustomerInput)| {
        let summary = &summaries[at as usize];
        customer.contract?;
        let spells = ledger.spells_of(summary.customer);
        let loose = orders_of(ledger, summary)
            .filter(|order| !spells.iter().any(|spell| stay::explains(ledger, spell, order)));
        let days = purchase_days(loose.clone());
        let (first, last) = (days.first()?.0, days.last()?.0);
        let (x, after_first) = (days.len() as f64 - 1.0, &days[1..]);
        let sum: f64 = after_first.iter().map(|(_, amount)| amount).sum();
        let since_start = days_between(summary.first_purchase, first).0;
        Some(CustomerInput {
            history: History {
                x,
                t_x: days_between(first, last).0,
                age: customer.history.age - since_start,
            },
            repeats: (x > 0.0).then(|| Spending { x, mean: sum / x }),
            net_negative: days.iter().map(|(_, amount)| amount).sum::<f64>() <= 0.0,
            group: customer.group,
            cluster: customer.cluster,
            part_of: Some(at),
            ..of_orders(ledger, loose)
        })
    };
    let mut inputs: Vec<CustomerInput> = summaries.iter().enumerate().map(one).collect();
    if !ledger.spells.is_empty() {
        let parts: Vec<CustomerInput> = (0..).zip(&inputs).filter_map(beside).collect();
        inputs.extend(parts);
    }
    inputs
}

/// Returns what the orders of somebody say of gaps and amounts.
fn of_orders<'a>(
    ledger: &'a Ledger,
    orders: impl Iterator<Item = &'a Order> + Clone,
) -> CustomerInput {
    let days = purchase_days(orders.clone());
    let x = days.len() as f64;
    let sum: f64 = days.iter().map(|(_, amount)| amount).sum();
    let ln_gaps = days.windows(2).map(|pair| days_between(pair[0].0, pair[1].0).0.ln()).sum();
    CustomerInput {
        ln_gaps: Some(ln_gaps),
        never_bought: days.is_empty(),
        purchases: (!days.is_empty()).then(|| Spending { x, mean: sum / x }),
        price: price(ledger, orders),
        ..CustomerInput::default()
    }
}

fn orders_of<'a>(
    ledger: &'a Ledger,
    summary: &'a CustomerSummary,
) -> impl Iterator<Item = &'a Order> + Clone {
    summary.orders.iter().map(|id| &ledger.orders[id.0 as usize])
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

/// Returns what the rows of purchases amount to, each by itself.
fn price<'a>(ledger: &'a Ledger, orders: impl Iterator<Item = &'a Order>) -> Price {
    let lines = orders.flat_map(|order| ledger.lines_of(order));
    lines.map(|line| Price::One(line.amount.to_f64())).fold(Price::Unknown, Price::and)
}

/// Returns the days of purchases, with what was spent on each.
fn purchase_days<'a>(orders: impl Iterator<Item = &'a Order>) -> Vec<(Date, f64)> {
    let mut days: Vec<(Date, f64)> = Vec::new();
    for order in orders {
        match days.last_mut() {
            Some((date, amount)) if *date == order.date => *amount += order.amount.to_f64(),
            _ => days.push((order.date, order.amount.to_f64())),
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Customer, CustomerId, Line, ProductId, RowPlace};
    use crate::money::Money;
    use crate::summary::summarize;
    use jiff::civil::date;

    /// Forty members who pay 25 a month for two years; the first twenty also buy something for 60 every other month.
    fn ledger(with_loose: bool) -> Ledger {
        let start = date(2023, 1, 1);
        let mut sold: Vec<(Date, u32, u32, i64)> = Vec::new();
        for customer in 0..40 {
            for month in 0..24 {
                sold.push((add_days(start, month * 30), customer, 0, 25));
                if with_loose && customer < 20 && month % 2 == 0 {
                    sold.push((add_days(start, month * 30 + 9), customer, 1, 60));
                }
            }
        }
        sold.sort_unstable();
        let mut ledger = Ledger { customers: vec![Customer::default(); 40], ..Ledger::default() };
        ledger.products = vec!["Lidmaatschap".to_owned(), "Massage".to_owned()];
        for (first_line, (date, customer, product, euros)) in (0..).zip(sold) {
            let customer = Some(CustomerId(customer));
            let amount = Money::from_cents(100 * euros);
            ledger.orders.push(Order { customer, date, amount, first_line, n_lines: 1 });
            ledger.lines.push(Line {
                product: Some(ProductId(product)),
                quantity: 1.0,
                amount,
                place: RowPlace { sheet: 0, row: 1 },
            });
        }
        let spell = |customer| Spell {
            customer: CustomerId(customer),
            product: Some(ProductId(0)),
            start,
            end: None,
            fee_per_month: Money::from_cents(2500),
        };
        ledger.spells = (0..40).map(spell).collect();
        ledger
    }

    fn outcome(ledger: &Ledger) -> simulate::Outcome {
        let period = ObservationPeriod { start: date(2023, 1, 1), end: date(2024, 12, 20) };
        let summaries = summarize(ledger, period);
        let request = fit::Request {
            choice: fit::Choice::Auto,
            method: fit::Method::Map,
            horizon: 365.25,
            annual_discount_rate: 0.0,
            time_unit: Days(1.0),
            n_draws: None,
        };
        let groups: Vec<u16> = (0..40).map(|at| u16::from(at >= 20)).collect();
        simulate::predict(&inputs(ledger, &summaries, &groups), 2, &request)
    }

    #[test]
    fn what_members_buy_besides_is_foreseen_besides() {
        let (with, without) = (outcome(&ledger(true)), outcome(&ledger(false)));
        assert_eq!((with.customers.len(), without.customers.len()), (40, 40));
        // Six purchases of 60 a year each.
        let (one, same) = (with.customers[3], without.customers[3]);
        assert!(
            (4.0..8.0).contains(&(one.expected_purchases - same.expected_purchases)),
            "{one:?}"
        );
        let more = one.clv - same.clv;
        assert!((250.0..450.0).contains(&more) && one.clv_low <= one.clv, "{one:?} {same:?}");
        assert_eq!(with.customers[30], without.customers[30]);
        // The total and the group are the sum of the customers in them, each counted once.
        let sum = |range: std::ops::Range<usize>| -> f64 {
            with.customers[range].iter().map(|customer| customer.clv).sum()
        };
        assert!((with.total.clv - sum(0..40)).abs() < 1e-6 * with.total.clv);
        assert_eq!((with.groups[0].customers, with.groups[1].customers), (20, 20));
        assert!((with.groups[0].clv_sum - sum(0..20)).abs() < 1e-6 * with.total.clv);
        assert!(with.total.clv_low <= with.total.clv && with.total.clv <= with.total.clv_high);
    }
}
