//! Orders from entries: rows of one number, or of one customer on one day; credits go to what they pay back.

use super::entries::{Entries, Entry, Mark, NO_DAY, NONE};
use super::identity::People;
use super::rows::{Key, text_of};
use super::text::fold;
use super::{CustomerId, Line, Maybe, Order, ProductId, Reason, RowPlace};
use crate::arrange::arrange;
use crate::calendar::date_from_serial;
use crate::grid::Book;
use crate::money::Money;
use hashbrown::hash_table::{self as table, HashTable};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use std::hash::BuildHasher;

/// No order.
const NO_ORDER: u32 = u32::MAX;

/// Returns the order of each entry, as a number; entries that do not count have one too where they name it.
pub(super) fn number(entries: &[Entry], people: &People) -> Vec<u32> {
    // A table of the first entries of orders takes far less room than their keys would.
    let mut first: HashTable<u32> = HashTable::with_capacity(entries.len() / 2);
    let hash = |key: &(Key, u32, i32)| FxBuildHasher.hash_one(key);
    let key_at = |&index: &u32| order_key(&entries[index as usize], people);
    let mut next = 0;
    let mut order_of: Vec<u32> = Vec::with_capacity(entries.len());
    for (index, entry) in (0u32..).zip(entries) {
        let known = order_key(entry, people).and_then(|key| {
            let is_same = |other: &u32| key_at(other) == Some(key);
            let hash_of = |other: &u32| key_at(other).map_or(0, |key| hash(&key));
            match first.entry(hash(&key), is_same, hash_of) {
                table::Entry::Occupied(found) => Some(order_of[*found.get() as usize]),
                table::Entry::Vacant(place) => {
                    place.insert(index);
                    None
                }
            }
        });
        order_of.push(known.unwrap_or(next));
        next += u32::from(known.is_none());
    }
    order_of
}

/// Returns what the entries of one order share; a sale of nobody without a number is an order of its own.
fn order_key(entry: &Entry, people: &People) -> Option<(Key, u32, i32)> {
    match (entry.order, person(entry, people)) {
        (0, NONE) => None,
        (0, person) if entry.day == NO_DAY => Some((0, person, entry.row.cast_signed())),
        (0, person) => Some((0, person, entry.day)),
        (order, person) => Some((order, person, 0)),
    }
}

/// Returns who an entry is of.
pub(super) fn person(entry: &Entry, people: &People) -> u32 {
    if entry.party == NONE { NONE } else { people.of_party[entry.party as usize] }
}

/// Returns which customer an entry is of, by the numbers that persons have as customers.
pub(super) fn customer(entry: &Entry, people: &People, customer_of: &[u32]) -> Option<CustomerId> {
    let customer = *customer_of.get(person(entry, people) as usize)?;
    (customer != NONE).then_some(CustomerId(customer))
}

/// Gives the lines of one order the fate of the whole.
pub(super) fn share_fate(entries: &mut Entries, order_of: &[u32]) {
    let n = order_of.iter().max().map_or(0, |max| *max as usize + 1);
    let mut counted = vec![false; n];
    let mut dropped: Vec<Option<Reason>> = vec![None; n];
    let numbered = |entry: &Entry| entry.order != 0;
    for (entry, &order) in entries.list.iter().zip(order_of).filter(|(entry, _)| numbered(entry)) {
        match entry.out {
            None => counted[order as usize] = true,
            Some(reason @ (Reason::NotFinal | Reason::TestOrder | Reason::OtherCurrency)) => {
                dropped[order as usize] = Some(reason);
            }
            Some(_) => {}
        }
    }
    for (entry, &order) in
        entries.list.iter_mut().zip(order_of).filter(|(entry, _)| numbered(entry))
    {
        let order = order as usize;
        match (entry.out, dropped[order]) {
            // Later rows of an order have no amount, status or currency of their own.
            (Some(Reason::NoAmount | Reason::ZeroAmount), Some(reason)) => entry.out = Some(reason),
            (Some(Reason::NoAmount | Reason::ZeroAmount), None) if counted[order] => {
                entry.out = None;
            }
            _ => {}
        }
    }
}

/// Gives credits the order that they pay back: the one they name, else one of the same customer and amount before it.
pub(super) fn match_credits(
    entries: &mut Entries,
    people: &People,
    book: &Book,
    order_of: &mut [u32],
) {
    let list = &entries.list;
    let mut sales: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    if !list
        .iter()
        .any(|entry| entry.out.is_none() && (entry.is(Mark::CREDIT) || entry.is(Mark::PAID_BACK)))
    {
        return;
    }
    let credits = || list.iter().enumerate().filter(|(_, entry)| entry.is(Mark::CREDIT));
    let credit_people: FxHashSet<u32> = credits().map(|(_, entry)| person(entry, people)).collect();
    // The last sale of each number that a credit may mean.
    let mut by_number: FxHashMap<String, Option<usize>> = FxHashMap::default();
    for (index, _) in credits().filter(|(_, entry)| entry.out.is_none()) {
        by_number.extend(numbers_named(index, entries, book).map(|number| (number, None)));
    }
    for (index, entry) in
        list.iter().enumerate().filter(|(_, entry)| entry.out.is_none() && entry.net.is_positive())
    {
        let who = person(entry, people);
        if credit_people.contains(&who) {
            sales.entry(who).or_default().push(index);
            if let Some(last) =
                order_text(entry.order, book).and_then(|number| by_number.get_mut(&number))
            {
                *last = Some(index);
            }
        }
    }
    let mut paid_back = vec![false; list.len()];
    for index in 0..list.len() {
        let entry = &list[index];
        if entry.out.is_some() || !entry.is(Mark::CREDIT) {
            continue;
        }
        let who = person(entry, people);
        let named = numbers_named(index, entries, book)
            .find_map(|number| *by_number.get(&number)?)
            .filter(|&sale| person(&list[sale], people) == who);
        let found = named.or_else(|| {
            let same = sales.get(&who).filter(|_| who != NONE)?.iter().rev().find(|&&sale| {
                list[sale].net == -entry.net && list[sale].day <= entry.day && !paid_back[sale]
            });
            same.copied()
        });
        if let Some(sale) = found.filter(|&sale| order_of[sale] != order_of[index]) {
            paid_back[sale] = list[sale].net == -entry.net;
            order_of[index] = order_of[sale];
        } else if let Some(&sale) =
            sales.get(&who).into_iter().flatten().find(|&&sale| order_of[sale] == order_of[index])
        {
            paid_back[sale] = true;
        }
    }
    forgive(entries, order_of, &paid_back);
}

/// A sale whose status says that it was paid back counts for nothing, unless its credit stands in the list too.
fn forgive(entries: &mut Entries, order_of: &[u32], paid_back: &[bool]) {
    let mut credited = std::collections::BTreeSet::new();
    for (entry, &order) in entries.list.iter().zip(order_of) {
        if entry.out.is_none() && entry.is(Mark::CREDIT) {
            credited.insert(order);
        }
    }
    for index in 0..entries.list.len() {
        let entry = &entries.list[index];
        if entry.out.is_none()
            && entry.is(Mark::PAID_BACK)
            && !paid_back[index]
            && !credited.contains(&order_of[index])
        {
            entries.forgive(index);
        }
    }
}

fn order_text(order: Key, book: &Book) -> Option<String> {
    let text = match text_of(order) {
        Some(id) => book.texts.get(id).to_owned(),
        None => super::rows::number_of(order)?.to_string(),
    };
    Some(squeezed(&text)).filter(|text| text.len() >= 3)
}

fn squeezed(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Returns the order numbers that a credit may name: its reference, numbers in its text, and the starts of its own number.
fn numbers_named(index: usize, entries: &Entries, book: &Book) -> impl Iterator<Item = String> {
    let entry = &entries.list[index];
    let text = entries.products.get_index(entry.product as usize);
    let words = text.into_iter().flat_map(|text| text.split_whitespace()).map(squeezed);
    let is_number = |word: &String| word.len() >= 3 && word.bytes().any(|b| b.is_ascii_digit());
    let starts = order_text(entry.order, book).into_iter().flat_map(|own| {
        let ends = (own.len().saturating_sub(4)..own.len()).rev();
        let ends = ends.filter(|&len| own.is_char_boundary(len)).collect::<Vec<_>>();
        ends.into_iter().map(move |len| own[..len].to_owned())
    });
    order_text(entries.reference(index), book)
        .into_iter()
        .chain(words.filter(is_number))
        .chain(starts)
}

/// Lines and orders, put in order.
#[derive(Default)]
pub(super) struct Put {
    pub(super) orders: Vec<Order>,
    pub(super) lines: Vec<Line>,
    pub(super) places: Vec<RowPlace>,
    pub(super) quantities: Vec<f64>,
    pub(super) costs: Vec<Option<Money>>,
    /// Whether only the month of an order is known.
    pub(super) months: Vec<bool>,
}

/// What an order has from its first sale.
struct Begun {
    customer: Maybe<CustomerId>,
    day: i32,
    n_lines: u32,
}

/// Puts what counts in the order of its dates.
///
/// The entries become the lines, and the orders come after that: there is no room for all three of a million rows.
pub(super) fn put(
    entries: &mut Entries,
    people: &People,
    mut order_of: Vec<u32>,
    customer_of: &[u32],
) -> Put {
    let mut put = Put::default();
    let list = &entries.list;
    let begun = in_sequence(list, people, &mut order_of, customer_of, &mut put.months);
    let n_lines: u32 = begun.iter().map(|order| order.n_lines).sum();
    make_lines(&mut put, entries, n_lines as usize, line_places(&begun, order_of));
    let mut first_line = 0;
    put.orders.reserve_exact(begun.len());
    for Begun { customer, day, n_lines } in begun {
        let mut order = Order {
            customer,
            date: date_from_serial(f64::from(day)).unwrap_or_default(),
            amount: Money::ZERO,
            first_line,
            n_lines,
        };
        order.amount = put.lines[order.lines()].iter().map(|line| line.amount).sum();
        first_line += n_lines;
        put.orders.push(order);
    }
    put
}

/// Puts the orders in the order of their dates, and numbers them so in `order_of`; [`NO_ORDER`] for what is of none.
/// `months` receives of which of them only the month is known.
fn in_sequence(
    list: &[Entry],
    people: &People,
    order_of: &mut [u32],
    customer_of: &[u32],
    months: &mut Vec<bool>,
) -> Vec<Begun> {
    let n = order_of.iter().max().map_or(0, |max| *max as usize + 1);
    // The day of an order is that of its first sale: a credit or a later part comes after it.
    let mut first: Vec<u32> = vec![NO_ORDER; n];
    for (index, entry) in list.iter().enumerate().filter(|(_, entry)| entry.is_of_order()) {
        let order = order_of[index] as usize;
        let better = match first[order] {
            NO_ORDER => true,
            known => {
                let rank = |entry: &Entry| {
                    (entry.is(Mark::CREDIT), entry.out.is_some(), entry.day == NO_DAY, entry.day)
                };
                rank(entry) < rank(&list[known as usize])
            }
        };
        if better {
            first[order] = u32::try_from(index).unwrap_or(NO_ORDER);
        }
    }
    let mut sequence: Vec<u32> =
        (0u32..).take(n).filter(|&order| first[order as usize] != NO_ORDER).collect();
    let first_of = |order: &u32| &list[first[*order as usize] as usize];
    sequence.sort_unstable_by_key(|order| {
        let entry = first_of(order);
        (entry.day, entry.place(), *order)
    });
    months.reserve_exact(sequence.len());
    months.extend(sequence.iter().map(|order| first_of(order).is(Mark::MONTH)));
    let begin = |order: &u32| {
        let entry = first_of(order);
        let customer = customer(entry, people, customer_of).into();
        Begun { customer, day: entry.day, n_lines: 0 }
    };
    let mut begun: Vec<Begun> = sequence.iter().map(begin).collect();
    let mut rank = first;
    for (at, order) in (0u32..).zip(sequence) {
        rank[order as usize] = at;
    }
    for (order, entry) in order_of.iter_mut().zip(list) {
        if entry.is_of_order() {
            *order = rank[*order as usize];
            begun[*order as usize].n_lines += 1;
        } else {
            *order = NO_ORDER;
        }
    }
    begun
}

/// Returns which entry each line is of: those of one order together, in their order, and behind them those of none.
fn line_places(begun: &[Begun], order_of: Vec<u32>) -> Vec<u32> {
    let mut n_before = 0;
    let mut next = Vec::with_capacity(begun.len());
    for order in begun {
        next.push(n_before);
        n_before += order.n_lines;
    }
    let mut indices = vec![0; order_of.len()];
    for (index, order) in (0u32..).zip(order_of) {
        let place = next.get_mut(order as usize).unwrap_or(&mut n_before);
        indices[*place as usize] = index;
        *place += 1;
    }
    indices
}

/// Makes so many lines of the entries that are named, in that order; the entries are gone after it.
fn make_lines(put: &mut Put, entries: &mut Entries, n_lines: usize, indices: Vec<u32>) {
    let mut list = std::mem::take(&mut entries.list);
    for (at, &index) in indices[..n_lines].iter().enumerate() {
        let quantity = entries.quantity(index as usize);
        if quantity != 1.0 {
            put.quantities.resize(at, 1.0);
            put.quantities.push(quantity);
        }
        if let Some(cost) = entries.cost(index as usize) {
            put.costs.resize(at, None);
            put.costs.push(Some(cost));
        }
    }
    arrange(&mut list, &indices);
    drop(indices);
    list.truncate(n_lines);
    put.places = list.iter().map(Entry::place).collect();
    let line = |entry: Entry| Line {
        product: (entry.product != NONE).then_some(ProductId(entry.product)).into(),
        amount: entry.net,
    };
    // A line is smaller than an entry and aligned alike, so that lines are collected where the entries were.
    put.lines = list.into_iter().map(line).collect();
    put.lines.shrink_to_fit();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_room_where_entries_were() {
        assert!(size_of::<Line>() <= size_of::<Entry>());
        assert_eq!(align_of::<Line>(), align_of::<Entry>());
    }
}
