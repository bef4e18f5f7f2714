//! What the models need of each customer, from summaries: what was bought by chance, and what a contract says.

use super::contract::{self, Contract};
use super::pooling;
use crate::calendar::{Date, add_days, days_between};
use crate::ledger::{Ledger, Order, Spell};
use crate::models::History;
use crate::models::gamma_gamma::Spending;
use crate::stay;
use crate::summary::{self, CustomerSummary};

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
    /// Returns what amounts are together; those after the first that differs are not looked at.
    pub fn of(prices: impl IntoIterator<Item = Self>) -> Self {
        let joined = prices.into_iter().try_fold(Self::Unknown, |joined, price| {
            Some(joined.and(price)).filter(|joined| *joined != Self::Several)
        });
        joined.unwrap_or(Self::Several)
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unknown, price) | (price, Self::Unknown) => price,
            (Self::One(price), Self::One(same)) if (price - same).abs() <= 1e-9 * price => self,
            (_, _) => Self::Several,
        }
    }
}

/// Turns summaries into what the models need, one for each; after them, for those who buy besides a contract, what they
/// buy besides. Customers beyond the end of `groups` are in group 0.
pub fn inputs(
    ledger: &Ledger,
    summaries: &[CustomerSummary],
    groups: &[u16],
) -> Vec<CustomerInput> {
    let Some(end) = summaries.first().map(|s| add_days(s.first_purchase, s.age.rounded())) else {
        return Vec::new();
    };
    let contracts = contracts(ledger, end);
    let clusters = pooling::clusters(ledger);
    let one = |(at, summary): (usize, &CustomerSummary)| CustomerInput {
        contract: contracts[summary.customer.0 as usize],
        group: groups.get(at).copied().unwrap_or(0),
        cluster: clusters[summary.customer.0 as usize],
        ..of_summary(ledger, summary)
    };
    let mut inputs: Vec<CustomerInput> = summaries.iter().enumerate().map(one).collect();
    let beside = |(at, summary): (u32, &CustomerSummary)| {
        let whole = &inputs[at as usize];
        whole.contract?;
        let spells = ledger.spells_of(summary.customer);
        let explains = |order: &Order| spells.iter().any(|it| stay::explains(ledger, it, order));
        let is_loose = |id: &u32| !explains(&ledger.orders[*id as usize]);
        let loose: Vec<u32> = summary.orders.iter().map(|id| id.0).filter(is_loose).collect();
        let besides = summary::of_orders(ledger, end, [(summary.customer, &loose[..])].into_iter());
        besides.first().filter(|besides| besides.purchases > 0).map(|besides| CustomerInput {
            group: whole.group,
            cluster: whole.cluster,
            part_of: Some(at),
            ..of_summary(ledger, besides)
        })
    };
    let parts: Vec<CustomerInput> = (0..).zip(summaries).filter_map(beside).collect();
    inputs.extend(parts);
    inputs
}

/// Returns what purchases say by themselves.
fn of_summary(ledger: &Ledger, summary: &CustomerSummary) -> CustomerInput {
    let x = f64::from(summary.frequency);
    let (mut sum, mut ln_gaps, mut last) = (0.0, 0.0, None);
    for order in summary.orders.iter().map(|id| &ledger.orders[id.0 as usize]) {
        sum += order.amount.to_f64();
        if let Some(last) = last.replace(order.date).filter(|last| *last != order.date) {
            ln_gaps += days_between(last, order.date).0.ln();
        }
    }
    CustomerInput {
        history: History { x, t_x: summary.recency.0, age: summary.age.0.max(summary.recency.0) },
        ln_gaps: Some(ln_gaps),
        never_bought: last.is_none(),
        repeats: (x > 0.0).then_some(Spending { x, mean: summary.monetary_value }),
        purchases: last.is_some().then(|| Spending { x: x + 1.0, mean: sum / (x + 1.0) }),
        price: price(ledger, summary),
        net_negative: summary.revenue.is_negative() || summary.revenue.is_zero(),
        ..CustomerInput::default()
    }
}

/// Returns the latest contract of each customer of the ledger, as it stands at the end of the period.
fn contracts(ledger: &Ledger, day: Date) -> Vec<Option<Contract>> {
    let mut contracts: Vec<Option<Contract>> = vec![None; ledger.customers.len()];
    let mut spells: Vec<&Spell> = ledger.spells.iter().filter(|it| it.start <= day).collect();
    // One that goes on comes after one that ended.
    spells.sort_by_key(|spell| (spell.end_before(day).is_none(), spell.start));
    for spell in spells {
        contracts[spell.customer.0 as usize] = Some(contract::of_spell(spell, day));
    }
    contracts
}

/// Returns what the rows of a customer's purchases amount to, each by itself.
fn price(ledger: &Ledger, summary: &CustomerSummary) -> Price {
    let orders = summary.orders.iter().map(|id| &ledger.orders[id.0 as usize]);
    let lines = orders.flat_map(|order| ledger.lines_of(order));
    Price::of(lines.map(|line| Price::One(line.amount.to_f64())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Days, ObservationPeriod};
    use crate::forecast::{fit, simulate};
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
            ledger.orders.push(Order {
                customer: customer.into(),
                date,
                amount,
                first_line,
                n_lines: 1,
            });
            ledger.lines.push(Line {
                product: Some(ProductId(product)).into(),
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
            total_only: false,
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
