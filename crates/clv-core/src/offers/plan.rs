//! One suggestion per customer, and not more of them in a week than the owner wants.

use super::contact::Contacts;
use super::person::Person;
use super::{Offer, Propose, Rule, Window};
use crate::calendar::{Date, add_days, days_between};
use std::cmp::Ordering;

/// How many weeks ahead suggestions are made: a quarter of a year.
const WEEKS: u32 = 13;

/// Returns the best suggestion for one customer: of those whose window is open the one that brings most, else the one
/// whose window opens first.
pub(super) fn best(person: &Person<'_>, rules: &[&Rule], contacts: &Contacts<'_>) -> Option<Offer> {
    let end = person.end();
    let horizon = add_days(end, 7 * i32::try_from(WEEKS).unwrap_or(0) - 1);
    let mut best: Option<Offer> = None;
    for rule in rules {
        let Propose::ToCustomer(propose) = rule.propose else { continue };
        let Some(proposal) = propose(person) else { continue };
        if proposal.window.until < end || proposal.window.from > horizon {
            continue;
        }
        let offer = rule.offer(Some(person.id()), proposal, person.scene);
        let product = offer.product.map(|product| person.scene.product(product).key.as_str());
        let is_welcome = offer.expected_margin.is_none_or(|margin| margin > 0.0)
            && !contacts.is_settled(person.id(), rule.id, product, person.last());
        if is_welcome && best.as_ref().is_none_or(|best| is_better(&offer, best, end)) {
            best = Some(offer);
        }
    }
    best
}

fn is_better(one: &Offer, other: &Offer, end: Date) -> bool {
    let opens = |offer: &Offer| offer.window.from.max(end);
    let order = opens(one).cmp(&opens(other)).then(by_value(one, other));
    order == Ordering::Less
}

/// Orders by value, the highest first.
fn by_value(one: &Offer, other: &Offer) -> Ordering {
    other.value().total_cmp(&one.value())
}

/// What counts in planning of the best suggestion for a customer. There can be a million customers, and few of them find a
/// place: only for those the rest of it is wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// The index of the customer's summary.
    pub(super) at: usize,
    /// When to do it.
    pub(super) window: Window,
    /// What it is expected to bring.
    value: f64,
}

impl Candidate {
    pub(super) fn of(at: usize, offer: &Offer) -> Self {
        Self { at, window: offer.window, value: offer.value() }
    }

    /// Orders by value, the highest first, and then by customer.
    fn by_value(&self, other: &Self) -> Ordering {
        other.value.total_cmp(&self.value).then(self.at.cmp(&other.at))
    }
}

/// Gives each suggestion its week, those that bring most first; returns them by week and how many found no place.
///
/// What is meant to sell may come somewhat late when the weeks are full; attention that comes too late is left.
pub(super) fn spread(
    mut candidates: Vec<Candidate>,
    end: Date,
    most_per_week: u32,
) -> (Vec<Candidate>, usize) {
    candidates.sort_unstable_by(Candidate::by_value);
    let mut room = vec![most_per_week; WEEKS as usize];
    // Weeks fill up from the front: none before this one has room.
    let mut first_free = 0;
    let mut planned = Vec::new();
    let mut waiting = 0;
    for mut one in candidates {
        let opens = (days_between(end, one.window.from).0.max(0.0) / 7.0).floor();
        let opens = (0..WEEKS).find(|&week| f64::from(week) >= opens).unwrap_or(WEEKS) as usize;
        let Some(week) = (opens.max(first_free)..room.len()).find(|&week| room[week] > 0) else {
            waiting += 1;
            continue;
        };
        let start = add_days(end, 7 * i32::try_from(week).unwrap_or(0));
        if start > one.window.until && one.value <= 0.0 {
            waiting += 1;
            continue;
        }
        room[week] -= 1;
        while room.get(first_free) == Some(&0) {
            first_free += 1;
        }
        let from = one.window.from.max(start);
        one.window = Window { from, until: one.window.until.max(add_days(from, 6)) };
        planned.push(one);
    }
    planned.sort_unstable_by(|one, other| {
        one.window.from.cmp(&other.window.from).then(one.by_value(other))
    });
    (planned, waiting)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const END: Date = date(2025, 6, 30);

    fn candidate(at: usize, value: f64, from: Date, until: Date) -> Candidate {
        Candidate { at, window: Window { from, until }, value }
    }

    #[test]
    fn no_week_has_more_than_the_owner_wants_and_the_first_have_the_most_valuable() {
        let until = add_days(END, 30);
        let candidates =
            (0..25u32).map(|n| candidate(n as usize, f64::from(n), END, until)).collect();
        let (planned, waiting) = spread(candidates, END, 10);
        assert_eq!((planned.len(), waiting), (25, 0));
        let week = |one: &Candidate| days_between(END, one.window.from).rounded() / 7;
        let per_week: Vec<_> =
            (0..3).map(|at| planned.iter().filter(|one| week(one) == at).count()).collect();
        assert_eq!(per_week, [10, 10, 5]);
        assert_eq!(planned[0].at, 24);
    }

    #[test]
    fn what_finds_no_place_within_a_quarter_waits() {
        let candidates = (0..140).map(|n| candidate(n, 1.0, END, add_days(END, 10))).collect();
        let (planned, waiting) = spread(candidates, END, 10);
        assert_eq!((planned.len(), waiting), (130, 10));
    }

    #[test]
    fn attention_that_would_come_too_late_is_left() {
        let candidates = (0..3).map(|n| candidate(n, 0.0, END, add_days(END, 3))).collect();
        let (planned, waiting) = spread(candidates, END, 1);
        assert_eq!((planned.len(), waiting), (1, 2));
    }
}
