//! What the models need of each customer, from summaries: what was bought by chance, and what a contract says.

use super::contract::{self, Contract};
use super::pooling;
use crate::calendar::{Date, add_days, days_between};
use crate::ledger::{CustomerId, Ledger, Order, Spell};
use crate::models::History;
use crate::models::gamma_gamma::Spending;
use crate::parallel;
use crate::stay;
use crate::summary::{self, CustomerSummary};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// A customer as the models see one; times in days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CustomerInput {
    /// Repeat purchases, first to last purchase and age.
    pub history: History,
    /// The sum of the logarithms of the gaps between purchases, in days, if they are known.
    pub ln_gaps: Option<f64>,
    /// The contract that the ledger tells of; most customers of most ledgers have none.
    pub contract: Option<Box<Contract>>,
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
    made(ledger, end, summaries.len(), groups, |places| Cow::Borrowed(&summaries[places]))
}

/// Does the same for customers as they stood on a day; no more than a few of their summaries are there at a time.
pub(super) fn inputs_on(
    ledger: &Ledger,
    day: Date,
    customers: &[CustomerId],
) -> Vec<CustomerInput> {
    let orders = summary::orders_until(ledger, day);
    let orders_of = |id: &CustomerId| (*id, orders.of(id.0 as usize));
    made(ledger, day, customers.len(), &[], |places| {
        Cow::Owned(summary::of_orders(ledger, day, customers[places].iter().map(orders_of)))
    })
}

/// Makes so many inputs from the summaries of customers, which are asked for by their places.
fn made<'a>(
    ledger: &Ledger,
    end: Date,
    n: usize,
    groups: &[u16],
    summaries: impl Fn(Range<usize>) -> Cow<'a, [CustomerSummary]> + Sync,
) -> Vec<CustomerInput> {
    let contracts = contracts(ledger, end);
    let clusters = pooling::clusters(ledger);
    let mut inputs = vec![CustomerInput::default(); n];
    let parts = parallel::fill(&mut inputs, summary::AT_ONCE, |start, inputs| {
        let summaries = summaries(start..start + inputs.len());
        let mut parts = Vec::new();
        for ((at, input), summary) in (start..).zip(inputs).zip(&*summaries) {
            *input = CustomerInput {
                contract: contracts.get(&summary.customer).copied().map(Box::new),
                group: groups.get(at).copied().unwrap_or(0),
                cluster: clusters[summary.customer.0 as usize],
                ..of_summary(ledger, summary)
            };
            if input.contract.is_some()
                && let Some(besides) = besides(ledger, end, summary)
            {
                let part_of = u32::try_from(at).ok();
                let (group, cluster) = (input.group, input.cluster);
                parts.push(CustomerInput { group, cluster, part_of, ..besides });
            }
        }
        parts
    });
    inputs.reserve_exact(parts.iter().map(Vec::len).sum());
    inputs.extend(parts.into_iter().flatten());
    inputs
}

/// Returns what a customer with subscriptions buys besides; nothing where all orders are payments of those.
fn besides(ledger: &Ledger, end: Date, summary: &CustomerSummary) -> Option<CustomerInput> {
    let spells = ledger.spells_of(summary.customer);
    let explains = |order: &Order| spells.iter().any(|it| stay::explains(ledger, it, order));
    let is_loose = |id: &u32| !explains(&ledger.orders[*id as usize]);
    let loose: Vec<u32> = summary.orders.iter().map(|id| id.0).filter(is_loose).collect();
    let besides = summary::of_orders(ledger, end, [(summary.customer, &loose[..])].into_iter());
    besides.first().filter(|besides| besides.purchases > 0).map(|it| of_summary(ledger, it))
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

/// Returns the latest contract of each customer who has one, as it stands at the end of the period.
fn contracts(ledger: &Ledger, day: Date) -> BTreeMap<CustomerId, Contract> {
    let mut spells: Vec<&Spell> = ledger.spells.iter().filter(|it| it.start <= day).collect();
    // One that goes on comes after one that ended.
    spells.sort_by_key(|spell| (spell.end_before(day).is_none(), spell.start));
    spells.into_iter().map(|spell| (spell.customer, contract::of_spell(spell, day))).collect()
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
    use crate::ledger::{Customer, CustomerId, Line, ProductId};
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
            ledger.lines.push(Line { product: Some(ProductId(product)).into(), amount });
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
        let sum = |range: Range<usize>| -> f64 {
            with.customers[range].iter().map(|customer| customer.clv).sum()
        };
        assert!((with.total.clv - sum(0..40)).abs() < 1e-6 * with.total.clv);
        assert_eq!((with.groups[0].customers, with.groups[1].customers), (20, 20));
        assert!((with.groups[0].clv_sum - sum(0..20)).abs() < 1e-6 * with.total.clv);
        assert!(with.total.clv_low <= with.total.clv && with.total.clv <= with.total.clv_high);
    }
}
