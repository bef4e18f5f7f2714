//! Purchases that are paid in parts: `Termijn 1 van 3`, or equal amounts month after month with an end.

use super::Reason;
use super::entries::{Entries, Entry, NONE};
use super::identity::People;
use super::text::fold;
use std::collections::BTreeMap;

/// Which part of a purchase something is, and of how many if that is said.
pub(super) type Term = (u32, Option<u32>);

/// Returns which part of how many a text says it is: `termijn 2/3`, `2e termijn van 3`, `rate 1 von 4`.
pub(super) fn term(text: &str) -> Option<Term> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let folded = fold(text);
    let is_term = [
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
        "payment plan",
    ];
    if !is_term
        .iter()
        .any(|word| folded.split(|c: char| !c.is_alphabetic()).any(|part| part == *word))
    {
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
pub(super) fn join(
    entries: &mut Entries,
    people: &People,
    part_of: &dyn Fn(&Entry) -> Option<Term>,
    orders: &mut [u32],
) {
    let mut open: BTreeMap<(u32, u32), (u32, u32, i32)> = BTreeMap::new();
    let mut by_date: Vec<usize> = (0..entries.list.len()).collect();
    by_date.sort_by_key(|&index| (entries.list[index].day, index));
    for index in by_date {
        let entry = &entries.list[index];
        if entry.out.is_some()
            || entry.party == NONE
            || people.of_party[entry.party as usize] == NONE
        {
            continue;
        }
        let Some((part, _)) = part_of(entry) else { continue };
        let key = (people.of_party[entry.party as usize], entry.product);
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
