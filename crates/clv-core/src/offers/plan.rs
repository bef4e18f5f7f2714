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

/// Gives each suggestion its week, those that bring most first; returns them by week and how many found no place.
///
/// What is meant to sell may come somewhat late when the weeks are full; attention that comes too late is left.
pub(super) fn spread(mut offers: Vec<Offer>, end: Date, most_per_week: u32) -> (Vec<Offer>, usize) {
    offers.sort_by(|one, other| by_value(one, other).then(one.customer.cmp(&other.customer)));
    let mut room = vec![most_per_week; WEEKS as usize];
    // Weeks fill up from the front: none before this one has room.
    let mut first_free = 0;
    let mut planned = Vec::new();
    let mut waiting = 0;
    for mut offer in offers {
        let opens = (days_between(end, offer.window.from).0.max(0.0) / 7.0).floor();
        let opens = (0..WEEKS).find(|&week| f64::from(week) >= opens).unwrap_or(WEEKS) as usize;
        let Some(week) = (opens.max(first_free)..room.len()).find(|&week| room[week] > 0) else {
            waiting += 1;
            continue;
        };
        let start = add_days(end, 7 * i32::try_from(week).unwrap_or(0));
        if start > offer.window.until && offer.value() <= 0.0 {
            waiting += 1;
            continue;
        }
        room[week] -= 1;
        while room.get(first_free) == Some(&0) {
            first_free += 1;
        }
        let from = offer.window.from.max(start);
        offer.window = Window { from, until: offer.window.until.max(add_days(from, 6)) };
        planned.push(offer);
    }
    planned.sort_by(|one, other| {
        one.window
            .from
            .cmp(&other.window.from)
            .then(by_value(one, other))
            .then(one.customer.cmp(&other.customer))
    });
    (planned, waiting)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::CustomerId;
    use crate::offers::{Certainty, Facts, OfferKind};
    use jiff::civil::date;

    const END: Date = date(2025, 6, 30);

    fn offer(customer: u32, value: f64, from: Date, until: Date) -> Offer {
        Offer {
            customer: Some(CustomerId(customer)),
            rule: "second_step",
            kind: OfferKind::FollowUp,
            product: None,
            window: Window { from, until },
            chance: 0.5,
            expected_revenue: value,
            expected_margin: None,
            certainty: Certainty::Idea,
            facts: Facts::default(),
        }
    }

    #[test]
    fn no_week_has_more_than_the_owner_wants_and_the_first_have_the_most_valuable() {
        let until = add_days(END, 30);
        let offers = (0..25).map(|n| offer(n, f64::from(n), END, until)).collect();
        let (planned, waiting) = spread(offers, END, 10);
        assert_eq!((planned.len(), waiting), (25, 0));
        let week = |offer: &Offer| days_between(END, offer.window.from).rounded() / 7;
        let per_week: Vec<_> =
            (0..3).map(|at| planned.iter().filter(|offer| week(offer) == at).count()).collect();
        assert_eq!(per_week, [10, 10, 5]);
        assert_eq!(planned[0].customer, Some(CustomerId(24)));
    }

    #[test]
    fn what_finds_no_place_within_a_quarter_waits() {
        let offers = (0..140).map(|n| offer(n, 1.0, END, add_days(END, 10))).collect();
        let (planned, waiting) = spread(offers, END, 10);
        assert_eq!((planned.len(), waiting), (130, 10));
    }

    #[test]
    fn attention_that_would_come_too_late_is_left() {
        let offers = (0..3).map(|n| offer(n, 0.0, END, add_days(END, 3))).collect();
        let (planned, waiting) = spread(offers, END, 1);
        assert_eq!((planned.len(), waiting), (1, 2));
    }
}
