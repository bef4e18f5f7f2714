//! What kind of business a ledger looks like.

use super::blocks::Block;
use super::entries::{Entries, NONE};
use super::field::Field;
use super::layouts::LayoutKind;
use super::lexicon::{Says, says};
use super::subscriptions::Subscriptions;
use super::{BusinessKind, Customer, ProductId};
use crate::parallel;
use rustc_hash::FxHashSet;

/// From this share of the revenue on, it is that kind.
const MOST: f64 = 0.6;
/// From this share on, it is there beside another.
const SOME: f64 = 0.25;

/// Returns the kind of business.
pub(super) fn kind<'a>(
    blocks: impl Iterator<Item = &'a Block>,
    entries: &Entries,
    customers: &[Customer],
    subscriptions: &Subscriptions,
) -> BusinessKind {
    let products: Vec<Says> = entries.products.iter().map(|product| says(product)).collect();
    let paid_regularly: FxHashSet<ProductId> =
        subscriptions.spells.iter().filter_map(|spell| spell.product).collect();
    let (mut all, mut subscription, mut training) = (0.0, 0.0, 0.0);
    for entry in entries.list.iter().filter(|entry| entry.out.is_none() && entry.net.is_positive())
    {
        let amount = entry.net.to_f64();
        let says = products.get(entry.product as usize).copied().unwrap_or_default();
        let is_subscription = says.any(Says::SUBSCRIPTION)
            || entry.product != NONE && paid_regularly.contains(&ProductId(entry.product));
        all += amount;
        subscription += if is_subscription { amount } else { 0.0 };
        training += if says.any(Says::TRAINING) && !is_subscription { amount } else { 0.0 };
    }
    let share = |part: f64| if all > 0.0 { part / all } else { 0.0 };
    let (mut is_shop, mut is_books) = (false, false);
    for block in blocks {
        let layout = block.layout.map(|layout| layout.kind);
        let sells_pieces = block.at(Field::Quantity).is_some()
            && (block.at(Field::Product).is_some() || block.at(Field::Sku).is_some())
            && block.at(Field::OrderId).is_some()
            && (block.at(Field::Email).is_some()
                || block.at(Field::Sku).is_some()
                || block.at(Field::Shipping).is_some());
        is_shop |= layout == Some(LayoutKind::Shop) || sells_pieces;
        is_books |= layout == Some(LayoutKind::Books) || block.at(Field::OrderId).is_some();
    }
    if subscriptions.are_most
        && (!entries.contracts.is_empty()
            || share(subscription) < SOME
            || share(subscription) >= MOST)
    {
        return BusinessKind::Subscription;
    }
    match (share(subscription), share(training)) {
        (subscription, _) if subscription >= MOST => BusinessKind::Subscription,
        (_, training) if training >= MOST => BusinessKind::Training,
        (subscription, training) if subscription >= SOME || is_shop && training >= SOME => {
            BusinessKind::Mixed
        }
        _ if is_shop => BusinessKind::Webshop,
        (_, training) if training >= SOME => BusinessKind::Training,
        _ if is_books && share_of_firms(customers) >= MOST => BusinessKind::B2b,
        _ => BusinessKind::Service,
    }
}

/// Returns the share of the customers whose name has a legal form.
fn share_of_firms(customers: &[Customer]) -> f64 {
    let are_firms = parallel::flat_map(customers.len(), |at| [customers[at].has_legal_form()]);
    let n_firms = are_firms.iter().filter(|is_firm| **is_firm).count();
    n_firms as f64 / customers.len().max(1) as f64
}
