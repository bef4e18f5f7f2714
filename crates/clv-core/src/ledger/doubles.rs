//! The same sale in two sheets: copied along when a new year began.

use super::Reason;
use super::entries::{Entries, Entry, Mark};
use super::identity::People;
use super::orders::person;
use super::rows::Key;
use crate::money::Money;
use std::collections::BTreeMap;

/// What is equal in the same sale: order, day, amount, person and product.
type Same = (Key, i32, Money, u32, u32);

/// Leaves out sales that stand in an earlier sheet too.
pub(super) fn leave_out(entries: &mut Entries, people: &People) {
    let sheets: std::collections::BTreeSet<u16> =
        entries.list.iter().map(|entry| entry.sheet).collect();
    if sheets.len() < 2 {
        return;
    }
    leave_out_copies(entries, people, &sheets);
    let mut seen: BTreeMap<Same, Vec<(u16, u32)>> = BTreeMap::new();
    for entry in entries.list.iter_mut().filter(|entry| entry.out.is_none()) {
        let Some(key) = key(entry, people) else { continue };
        let counts = seen.entry(key).or_default();
        // As often as it stands in another sheet before, it is the same.
        let sheet = entry.sheet;
        let own = counts.iter().find(|count| count.0 == sheet).map_or(0, |count| count.1);
        let most =
            counts.iter().filter(|count| count.0 != sheet).map(|count| count.1).max().unwrap_or(0);
        match counts.iter_mut().find(|count| count.0 == sheet) {
            Some(count) => count.1 += 1,
            None => counts.push((sheet, 1)),
        }
        if own < most {
            entry.out = Some(Reason::Duplicate);
        }
    }
}

fn key(entry: &Entry, people: &People) -> Option<Same> {
    let product = if entry.order == 0 { entry.product } else { 0 };
    // In a list of months alone, equal sales are not the same sale.
    (!entry.is(Mark::MONTH) || entry.order != 0)
        .then(|| (entry.order, entry.day, entry.net, person(entry, people), product))
}

/// From this share of its orders on, a sheet is a copy of another: with or without VAT, or in another form.
const COPY: f64 = 0.7;

/// Leaves out the orders of a sheet that are most of them in another one, whatever their amounts.
fn leave_out_copies(
    entries: &mut Entries,
    people: &People,
    sheets: &std::collections::BTreeSet<u16>,
) {
    let mut orders: BTreeMap<u16, std::collections::BTreeSet<(Key, u32)>> = BTreeMap::new();
    for entry in entries.list.iter().filter(|entry| entry.out.is_none() && entry.order != 0) {
        orders.entry(entry.sheet).or_default().insert((entry.order, person(entry, people)));
    }
    for &sheet in sheets {
        let Some(own) = orders.get(&sheet).filter(|own| own.len() >= 5) else { continue };
        let original = sheets.iter().copied().find(|&other| {
            let Some(theirs) = orders.get(&other).filter(|_| other != sheet) else { return false };
            let is_larger =
                (theirs.len(), std::cmp::Reverse(other)) > (own.len(), std::cmp::Reverse(sheet));
            is_larger && own.intersection(theirs).count() as f64 >= COPY * own.len() as f64
        });
        let Some(theirs) = original.and_then(|other| orders.get(&other)).cloned() else { continue };
        for entry in
            entries.list.iter_mut().filter(|entry| entry.sheet == sheet && entry.out.is_none())
        {
            if theirs.contains(&(entry.order, person(entry, people))) {
                entry.out = Some(Reason::Duplicate);
            }
        }
        orders.remove(&sheet);
    }
}
