//! Purchases that are paid in parts: `Termijn 1 van 3`, or equal amounts month after month with an end.

use super::Reason;
use super::entries::{Entries, Entry, NO_DAY, NONE};
use super::identity::People;
use super::lexicon::Says;
use super::text::fold;
use crate::grouped::Grouped;
use crate::money::Money;
use crate::parallel;
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

/// Words for what is paid beforehand, and for what remains.
const FIRST_WORDS: &[&str] = &["aanbetaling", "voorschot", "voorschotfactuur", "anzahlung"];
const LAST_WORDS: &[&str] = &[
    "restbetaling",
    "restantbetaling",
    "restant",
    "slotbetaling",
    "slotfactuur",
    "slottermijn",
    "eindafrekening",
    "eindfactuur",
    "restzahlung",
    "schlussrechnung",
    "schlusszahlung",
];
/// The part that comes behind all others.
const LAST: u32 = 99;

/// Returns which part of how many a text says it is: `termijn 2/3`, `2e termijn van 3`, `rate 1 von 4`, `restbetaling`.
pub(super) fn term(text: &str) -> Option<Term> {
    term_of(&fold(text))
}

/// Returns the same of a folded text.
pub(super) fn term_of(folded: &str) -> Option<Term> {
    if folded.len() > 200 {
        return None;
    }
    let says =
        |list: &[&str]| folded.split(|c: char| !c.is_alphabetic()).any(|word| list.contains(&word));
    match (says(FIRST_WORDS), says(LAST_WORDS)) {
        (true, false) => return Some((1, None)),
        (false, true) => return Some((LAST, None)),
        _ => {}
    }
    if !folded.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    if !says(TERM_WORDS) {
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

/// Returns the parts that a text ends with without any word for them: `Masterclass 1/3`, `Retraite (2 van 3)`.
fn unnamed_term(text: &str) -> Option<Term> {
    let text = text.trim_end_matches(|c: char| c == ')' || c.is_whitespace());
    let number = |text: &str| -> Option<u32> { text.trim().parse().ok() };
    let digits_at = |text: &str| text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (before, of) = text.split_at(digits_at(text));
    let before = before.trim_end();
    let before =
        ["/", " van", " of", " von", " sur"].iter().find_map(|it| before.strip_suffix(it))?;
    let before = before.trim_end();
    let (name, part) = before.split_at(digits_at(before));
    let (part, of) = (number(part)?, number(of)?);
    let is_apart = name.ends_with([' ', '(', '-']) && name.contains(char::is_alphabetic);
    (is_apart && (2..=12).contains(&of) && (1..=of).contains(&part)).then_some((part, Some(of)))
}

/// The days between two parts that no word calls so.
const PARTS_APART: std::ops::RangeInclusive<i32> = 14..=100;

/// Leaves later parts out as rows of their own and gives them the order of the first.
pub(super) fn join(entries: &mut Entries, people: &People, orders: &mut [u32]) {
    let terms: Vec<Option<Term>> = entries.products.iter().map(|product| term(product)).collect();
    let part_of = |index: usize, entry: &Entry| {
        let told = entries.term(index);
        told.or_else(|| terms.get(entry.product as usize).copied().flatten())
    };
    let unnamed: Vec<Option<Term>> =
        entries.products.iter().map(|product| unnamed_term(product)).collect();
    let mut parts: Vec<(usize, u32, bool)> = Vec::new();
    for (index, entry) in entries.list.iter().enumerate() {
        let is_somebody = entry.party != NONE && people.of_party[entry.party as usize] != NONE;
        if entry.out.is_some() || !is_somebody {
            continue;
        }
        if let Some((part, _)) = part_of(index, entry) {
            parts.push((index, part, true));
        } else if let Some((part, _)) = unnamed.get(entry.product as usize).copied().flatten() {
            parts.push((index, part, false));
        }
    }
    parts.sort_by_key(|&(index, ..)| (entries.list[index].day, index));
    let mut open: BTreeMap<(u32, String), (u32, u32, i32)> = BTreeMap::new();
    let mut amounts: BTreeMap<u32, Money> = BTreeMap::new();
    for (index, part, is_named) in parts {
        let entry = &entries.list[index];
        let product = entries.products.get_index(entry.product as usize);
        let key = (
            people.of_party[entry.party as usize],
            product.map(|text| stem(text)).unwrap_or_default(),
        );
        match open.get_mut(&key) {
            Some((order, last, day))
                if part > *last
                    && entry.day - *day < 200
                    && (is_named
                        || part == *last + 1
                            && PARTS_APART.contains(&(entry.day - *day))
                            && amounts.get(order) == Some(&entry.net)) =>
            {
                (*last, *day) = (part, entry.day);
                orders[index] = *order;
                entries.list[index].out = Some(Reason::Instalment);
            }
            _ => {
                amounts.insert(orders[index], entry.net);
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
    let is_plain = |entry: &Entry| {
        entry.out.is_none()
            && entry.net.is_positive()
            && entry.day != NO_DAY
            && super::orders::person(entry, people) != NONE
    };
    let counted = entries.list.iter().filter(|entry| entry.out.is_none());
    let last_day = counted.map(|entry| entry.day).max().unwrap_or(NO_DAY);
    let plain = (0u32..).zip(&entries.list).filter(|(_, entry)| is_plain(entry));
    let of_product = plain.filter(|(_, entry)| entry.product != NONE);
    let by_product = Grouped::new(of_product.map(|(index, entry)| (entry.product, index)));
    let products: Vec<(&String, &[u32])> = entries.products.iter().zip(by_product.iter()).collect();
    let parts_of = |&(name, indices): &(&String, &[u32])| -> Vec<Vec<u32>> {
        let payment = |&index: &u32| {
            let entry = &entries.list[index as usize];
            let person = super::orders::person(entry, people);
            Payment { amount: entry.net, person, day: entry.day, index }
        };
        let mut payments: Vec<Payment> = indices.iter().map(payment).collect();
        payments.sort_unstable();
        let alike = payments.chunk_by(|one, other| one.amount == other.amount);
        let parts = alike.filter(|alike| are_parts(alike, last_day));
        let named = parts.filter(|_| !super::lexicon::says(name).any(Says::SUBSCRIPTION));
        named.flat_map(runs).map(|run| run.iter().map(|part| part.index).collect()).collect()
    };
    for parts in parallel::map(&products, parts_of).into_iter().flatten() {
        for &part in &parts[1..] {
            orders[part as usize] = orders[parts[0] as usize];
            entries.list[part as usize].out = Some(Reason::Instalment);
        }
    }
}

/// A payment for a product, in the order in which those that are compared stand together.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Payment {
    amount: Money,
    person: u32,
    day: i32,
    /// Which entry it is.
    index: u32,
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
        [TERM_WORDS, FIRST_WORDS, LAST_WORDS].iter().any(|list| list.contains(&word))
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
        assert_eq!(term("Aanbetaling 50% keuken"), Some((1, None)));
        assert_eq!(term("Restbetaling keuken"), Some((LAST, None)));
        assert_eq!(unnamed_term("Masterclass 1/3"), Some((1, Some(3))));
        assert_eq!(unnamed_term("Retraite (2 van 3)"), Some((2, Some(3))));
        for text in ["Les 3/2", "Schroef M4/12", "Kamer 12", "Aug 2024", "1/3"] {
            assert_eq!(unnamed_term(text), None, "{text}");
        }
    }
}
