//! What the ledger's lines tell of each spelling, each product and each customer's history.

use super::names::{Spelling, normalize};
use super::{FirstPurchase, Histories, ProductIndex, day_number};
use crate::calendar::Date;
use crate::grouped::Grouped;
use crate::ledger::{Ledger, Line, Order, ProductId};
use crate::rhythm::percentile;
use crate::summary::CustomerSummary;

/// Returns the lines of an order that sell something, each with its index and what it brought.
///
/// Shop exports write the total of an order on its first line only: such an order tells no prices, and of its lines
/// only what was bought.
fn sold<'a>(
    ledger: &'a Ledger,
    order: &'a Order,
) -> impl Iterator<Item = (usize, &'a Line, Option<f64>)> + Clone {
    let lines = ledger.lines_of(order);
    let priced = lines.iter().filter(|line| line.amount.is_positive()).count();
    let total_on_one_line = lines.len() > 1 && priced == 1;
    let not_credits = order.lines().zip(lines).filter(|(_, line)| !line.amount.is_negative());
    not_credits.filter_map(move |(index, line)| {
        let amount = line.amount.to_f64();
        (amount > 0.0 || total_on_one_line).then_some((
            index,
            line,
            (!total_on_one_line).then_some(amount),
        ))
    })
}

/// Returns for each product text of the ledger the lines that tell what it cost.
pub(super) fn priced(ledger: &Ledger) -> Grouped {
    let bought = ledger.orders.iter().filter(|order| order.is_purchase());
    Grouped::new(bought.flat_map(|order| sold(ledger, order)).filter_map(|(at, line, amount)| {
        let product = line.product.get().filter(|_| amount.is_some())?;
        Some((product.0, u32::try_from(at).ok()?))
    }))
}

/// Describes every product text of the ledger.
pub(super) fn spellings(ledger: &Ledger, priced: &Grouped) -> Vec<Spelling> {
    let mut spellings: Vec<Spelling> = ledger
        .products
        .iter()
        .map(|name| Spelling { key: normalize(name), n_lines: 0, price: None, orders: Vec::new() })
        .collect();
    for (number, order) in (0u32..).zip(&ledger.orders).filter(|(_, order)| order.is_purchase()) {
        for (_, line, _) in sold(ledger, order) {
            let Some(product) = line.product.get() else { continue };
            let at = product.0 as usize;
            spellings[at].n_lines += 1;
            if spellings[at].orders.last() != Some(&number) {
                spellings[at].orders.push(number);
            }
        }
    }
    for (at, spelling) in spellings.iter_mut().enumerate() {
        spelling.price = price(ledger, priced.of(at));
    }
    spellings
}

/// Returns the median price of a piece in some lines.
fn price(ledger: &Ledger, lines: &[u32]) -> Option<f64> {
    let per_piece = |&line: &u32| {
        let line = line as usize;
        per_piece(ledger.lines[line].amount.to_f64(), ledger.quantity(line))
    };
    median(lines.iter().map(per_piece).collect())
}

fn per_piece(amount: f64, quantity: f64) -> f64 {
    if quantity > 0.0 { amount / quantity } else { amount }
}

pub(super) fn median(mut values: Vec<f64>) -> Option<f64> {
    let middle = values.len().checked_sub(1)? / 2;
    // There can be a million, of which only one or two in the middle are wanted.
    let (_, &mut low, above) = values.select_nth_unstable_by(middle, f64::total_cmp);
    let next = above.iter().copied().min_by(f64::total_cmp);
    let is_even = above.len() > middle;
    Some(percentile(&[low, next.filter(|_| is_even).unwrap_or(low)], 0.5))
}

/// What the sales of one product tell.
#[derive(Clone, Debug, Default)]
pub(super) struct Sales {
    pub(super) price: Option<f64>,
    pub(super) spend: Option<f64>,
    pub(super) margin: Option<f64>,
    pub(super) last: Option<Date>,
}

/// Measures the prices, margin and last sale of every product, each of which has one or more spellings.
pub(super) fn sales(
    ledger: &Ledger,
    of: &[Option<ProductIndex>],
    members: &[Vec<ProductId>],
    priced: &Grouped,
) -> Vec<Sales> {
    let mut costs = vec![(0.0, 0.0); members.len()];
    let mut found = vec![Sales::default(); members.len()];
    for order in ledger.orders.iter().filter(|order| order.is_purchase()) {
        for (index, line, amount) in sold(ledger, order) {
            let Some(product) = line.product.get().and_then(|product| of[product.0 as usize])
            else {
                continue;
            };
            let last = &mut found[product.at()].last;
            *last = (*last).max(Some(order.date));
            if let Some((amount, cost)) = amount.zip(ledger.cost(index)) {
                costs[product.at()].0 += amount;
                costs[product.at()].1 += cost.to_f64();
            }
        }
    }
    for ((sales, spellings), (sold, cost)) in found.iter_mut().zip(members).zip(costs) {
        let lines: Vec<u32> =
            spellings.iter().flat_map(|it| priced.of(it.0 as usize)).copied().collect();
        let amount = |line: &u32| ledger.lines[*line as usize].amount.to_f64();
        sales.price = price(ledger, &lines);
        sales.spend = median(lines.iter().map(amount).collect());
        sales.margin = (sold > 0.0).then(|| ((sold - cost) / sold).clamp(-1.0, 1.0));
    }
    found
}

/// Lists what each customer bought first when, and for each product the gaps between two purchases of it by one customer.
pub(super) fn histories(
    ledger: &Ledger,
    summaries: &[CustomerSummary],
    of: &[Option<ProductIndex>],
    n_products: usize,
) -> (Histories, Vec<Vec<u16>>) {
    let start = ledger.orders.first().map(|order| order.date);
    let mut histories = Histories { starts: vec![0], firsts: Vec::new() };
    let mut rebuys = vec![Vec::new(); n_products];
    // For each product where its entry of the customer at hand is; valid only above the customer's first entry.
    let mut entry_of = vec![u32::MAX; n_products];
    for summary in summaries {
        let from = histories.firsts.len();
        for id in &summary.orders {
            let order = &ledger.orders[id.0 as usize];
            let day = start.map_or(0, |start| day_number(start, order.date));
            for (_, line, _) in sold(ledger, order) {
                let Some(product) = line.product.get().and_then(|product| of[product.0 as usize])
                else {
                    continue;
                };
                let at = entry_of[product.at()] as usize;
                match histories.firsts.get_mut(at).filter(|_| at >= from) {
                    Some(entry) if entry.product == product => {
                        if entry.last_day != day {
                            rebuys[product.at()].push(day - entry.last_day);
                            entry.last_day = day;
                            entry.n_days = entry.n_days.saturating_add(1);
                        }
                    }
                    _ => {
                        entry_of[product.at()] =
                            u32::try_from(histories.firsts.len()).unwrap_or(u32::MAX);
                        histories.firsts.push(FirstPurchase {
                            product,
                            day,
                            last_day: day,
                            n_days: 1,
                        });
                    }
                }
            }
        }
        histories.firsts[from..].sort_unstable_by_key(|first| (first.day, first.product));
        histories.starts.push(u32::try_from(histories.firsts.len()).unwrap_or(u32::MAX));
    }
    histories.firsts.shrink_to_fit();
    (histories, rebuys)
}

impl Histories {
    /// Counts the buyers of each product.
    pub(super) fn buyers(&self, n_products: usize) -> Vec<u32> {
        let mut buyers = vec![0; n_products];
        for first in &self.firsts {
            buyers[first.product.at()] += 1;
        }
        buyers
    }
}
