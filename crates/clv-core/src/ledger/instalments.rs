//! Purchases that are paid in parts: `Termijn 1 van 3`, or equal amounts month after month with an end.

use super::Reason;
use super::entries::{Entries, Entry, NO_DAY, NONE};
use super::identity::People;
use super::lexicon::Says;
use super::text::fold;
use crate::money::Money;
use std::collections::BTreeMap;

/// Which part of a purchase something is, and of how many if that is said.
pub(super) type Term = (u32, Option<u32>);

/// Words for a part of a purchase.
const TERM_WORDS: &[&str] = &[
    "termijn",
    "deelbetaling",
    "instalment",
    "installment",
    "rate",
    "acompte",
    "echeance",
    "aflossing",
    "deelfactuur",
    "versement",
];

/// Returns which part of how many a text says it is: `termijn 2/3`, `2e termijn van 3`, `rate 1 von 4`.
pub(super) fn term(text: &str) -> Option<Term> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let folded = fold(text);

    if !folded.split(|c: char| !c.is_alphabetic()).any(|word| TERM_WORDS.contains(&word)) {
        return None;
    }
    let numbers: Vec<u32> = folded
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty() && part.len() <= 2)
        .filter_map(|part| part.parse().ok())
        .collect();
    match numbers.as_slice() {
        [part, of, ..] if part <= of && *of <= 36 && *part > 0 => Some((*part, Some(*of))),
        [part] if (1..=36).contains(part) => Some((*part, None)),
        _ => None,
    }
}

/// Leaves later parts out as rows of their own and gives them the order of the first.
pub(super) fn join(entries: &mut Entries, people: &People, orders: &mut [u32]) {
    let terms: Vec<Option<Term>> = entries.products.iter().map(|product| term(product)).collect();
    let part_of = |index: usize, entry: &Entry| {
        let told = entries.term(index);
        told.or_else(|| terms.get(entry.product as usize).copied().flatten())
    };
    let mut parts: Vec<(usize, u32)> = Vec::new();
    for (index, entry) in entries.list.iter().enumerate() {
        let is_somebody = entry.party != NONE && people.of_party[entry.party as usize] != NONE;
        if let (None, true, Some((part, _))) = (entry.out, is_somebody, part_of(index, entry)) {
            parts.push((index, part));
        }
    }
    parts.sort_by_key(|&(index, _)| (entries.list[index].day, index));
    let mut open: BTreeMap<(u32, String), (u32, u32, i32)> = BTreeMap::new();
    for (index, part) in parts {
        let entry = &entries.list[index];
        let product = entries.products.get_index(entry.product as usize);
        let key = (
            people.of_party[entry.party as usize],
            product.map(|text| stem(text)).unwrap_or_default(),
        );
        match open.get_mut(&key) {
            Some((order, last, day)) if part > *last && entry.day - *day < 200 => {
                (*last, *day) = (part, entry.day);
                orders[index] = *order;
                entries.list[index].out = Some(Reason::Instalment);
            }
            _ => {
                open.insert(key, (orders[index], part, entry.day));
            }
        }
    }
    join_unnamed(entries, people, orders);
}

/// The fewest and the most parts of a purchase whose rows do not say that they are parts.
const UNNAMED_PARTS: std::ops::RangeInclusive<usize> = 3..=12;
/// The days between two payments a month apart.
const MONTH: std::ops::RangeInclusive<i32> = 26..=35;

/// Joins equal amounts for one product, month after month, that end after the same number for each customer: a purchase
/// in parts, though no row says so. Debits of a subscription end after any number, and sessions do not keep to months.
fn join_unnamed(entries: &mut Entries, people: &People, orders: &mut [u32]) {
    let mut plain = Vec::new();
    let mut last_day = NO_DAY;
    for (index, entry) in entries.list.iter().enumerate().filter(|(_, entry)| entry.out.is_none()) {
        last_day = last_day.max(entry.day);
        let person = super::orders::person(entry, people);
        let is_plain = entry.net.is_positive() && entry.product != NONE && entry.day != NO_DAY;
        if is_plain && person != NONE {
            let (product, amount, day) = (entry.product, entry.net, entry.day);
            plain.push(Payment { product, amount, person, day, index });
        }
    }
    plain.sort_unstable();
    let is_alike =
        |one: &Payment, other: &Payment| (one.product, one.amount) == (other.product, other.amount);
    for alike in plain.chunk_by(is_alike).filter(|alike| are_parts(alike, last_day)) {
        let product = alike[0].product as usize;
        let name = entries.products.get_index(product).map_or("", String::as_str);
        if super::lexicon::says(name).any(Says::SUBSCRIPTION) {
            continue;
        }
        for run in runs(alike) {
            for payment in &run[1..] {
                orders[payment.index] = orders[run[0].index];
                entries.list[payment.index].out = Some(Reason::Instalment);
            }
        }
    }
}

/// A payment, in the order in which those that are compared stand together.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Payment {
    product: u32,
    amount: Money,
    person: u32,
    day: i32,
    /// Which entry it is.
    index: usize,
}

/// Returns the payments of each person by day.
fn runs(payments: &[Payment]) -> impl Iterator<Item = &[Payment]> {
    payments.chunk_by(|one, other| one.person == other.person)
}

/// Returns whether the payments of all persons, at least two, are a month apart and end after the same number, from
/// several months on; those that still go on are not longer.
fn are_parts(payments: &[Payment], last_day: i32) -> bool {
    let (mut ended, mut longest, mut starts) = (Vec::new(), 0, std::collections::BTreeSet::new());
    for run in runs(payments) {
        if !run.windows(2).all(|pair| MONTH.contains(&(pair[1].day - pair[0].day))) {
            return false;
        }
        longest = longest.max(run.len());
        if run.last().is_some_and(|last| last.day + MONTH.end() < last_day) {
            ended.push(run.len());
            starts.insert(run[0].day / 31);
        }
    }
    ended.len() >= 2
        && starts.len() >= 2
        && UNNAMED_PARTS.contains(&longest)
        && ended.iter().all(|&n| n == longest)
}

/// Returns what a product is called without the words for the part.
fn stem(product: &str) -> String {
    let folded = fold(product);
    let words = folded.split(|c: char| !c.is_alphabetic());
    let is_side = |word: &str| {
        TERM_WORDS.contains(&word)
            || matches!(word, "van" | "of" | "von" | "de" | "sur" | "e" | "ste" | "der" | "in")
    };
    words.filter(|word| !word.is_empty() && !is_side(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_recognized_by_their_words() {
        assert_eq!(term("Termijn 1 van 3"), Some((1, Some(3))));
        assert_eq!(term("2e termijn (van 4)"), Some((2, Some(4))));
        assert_eq!(term("Rate 2/3"), Some((2, Some(3))));
        assert_eq!(term("termijn 2"), Some((2, None)));
        assert_eq!(term("Coaching 3 maanden"), None);
        assert_eq!(term("Separate 1 van 2"), None);
    }
}
