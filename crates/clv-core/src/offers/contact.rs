//! Who may be approached: consent and "do not contact" come before everything else.

use crate::answers::{ActionAnswer, Reaction};
use crate::calendar::{Date, days_between};
use crate::ledger::{Customer, CustomerId, Ledger};
use indexmap::IndexMap;

/// How long a customer is left in peace after having been approached, in days.
const COOL_DOWN: f64 = 30.0;
/// After so many times "no" to one offer it is not made again.
const ENOUGH_NOS: usize = 2;

/// What the owner did with each customer, and who wants to be left alone.
pub struct Contacts<'a> {
    answers: IndexMap<&'a str, Vec<&'a ActionAnswer>>,
    customers: &'a [Customer],
    blank_means_no: bool,
    end: Date,
}

impl<'a> Contacts<'a> {
    /// Collects the answers by customer.
    pub fn of(ledger: &'a Ledger, actions: &'a [ActionAnswer], end: Date) -> Self {
        let mut answers: IndexMap<&str, Vec<&ActionAnswer>> = IndexMap::new();
        for answer in actions.iter().filter(|answer| !answer.customer.is_empty()) {
            answers.entry(&answer.customer).or_default().push(answer);
        }
        // Where a column says who agreed, an empty cell is no agreement; where it only says who refused, it is none.
        let blank_means_no = ledger.customers.iter().any(|one| one.told.consent == Some(true));
        Self { answers, customers: &ledger.customers, blank_means_no, end }
    }

    fn customer(&self, id: CustomerId) -> &'a Customer {
        &self.customers[id.0 as usize]
    }

    fn answers(&self, id: CustomerId) -> &[&'a ActionAnswer] {
        let key = self.customer(id).id.as_str();
        self.answers.get(key).map_or(&[], Vec::as_slice)
    }

    /// Returns whether a customer may be approached at all.
    pub fn may_approach(&self, id: CustomerId) -> bool {
        let agreed = self.customer(id).told.consent.unwrap_or(!self.blank_means_no);
        agreed && !self.answers(id).iter().any(|answer| answer.do_not_contact)
    }

    /// Returns when a customer was last approached.
    pub fn last(&self, id: CustomerId) -> Option<Date> {
        self.answers(id).iter().filter_map(|answer| answer.done_on).max()
    }

    /// Returns whether a customer was approached not long ago.
    pub fn is_cooling_down(&self, id: CustomerId) -> bool {
        self.last(id).is_some_and(|last| days_between(last, self.end).0 < COOL_DOWN)
    }

    /// Returns whether an offer had its answer: done since the last purchase, or twice no.
    pub(super) fn is_settled(
        &self,
        id: CustomerId,
        rule: &str,
        product: Option<&str>,
        last_purchase: Date,
    ) -> bool {
        let is_same =
            |answer: &ActionAnswer| answer.rule == rule && answer.product.as_deref() == product;
        let answers = || self.answers(id).iter().filter(|answer| is_same(answer));
        let nos = answers().filter(|answer| answer.reaction == Some(Reaction::No)).count();
        let is_done = |answer: &ActionAnswer| match (answer.reaction, answer.done_on) {
            (Some(Reaction::Later), _) | (None, None) => false,
            (Some(Reaction::Yes | Reaction::No), None) => true,
            (_, Some(done)) => done >= last_purchase,
        };
        nos >= ENOUGH_NOS || answers().any(|answer| is_done(answer))
    }
}

/// Returns whether the owner answered a piece of advice.
pub(super) fn is_heeded(actions: &[ActionAnswer], rule: &str, product: Option<&str>) -> bool {
    actions.iter().any(|answer| {
        let is_same = answer.customer.is_empty()
            && answer.rule == rule
            && answer.product.as_deref() == product;
        let is_answered = answer.done_on.is_some() || answer.reaction.is_some();
        is_same && is_answered && answer.reaction != Some(Reaction::Later)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Told;
    use jiff::civil::date;

    fn ledger(consents: &[Option<bool>]) -> Ledger {
        let customer = |(n, &consent): (usize, &Option<bool>)| Customer {
            id: format!("c{n}").into(),
            told: Told { consent, ..Told::default() }.into(),
            ..Customer::default()
        };
        Ledger {
            customers: consents.iter().enumerate().map(customer).collect(),
            ..Ledger::default()
        }
    }

    fn may(ledger: &Ledger, actions: &[ActionAnswer]) -> Vec<bool> {
        let contacts = Contacts::of(ledger, actions, date(2025, 6, 30));
        (0..3).map(|n| contacts.may_approach(CustomerId(n))).collect()
    }

    #[test]
    fn who_did_not_agree_is_not_approached() {
        let agreed = ledger(&[Some(true), None, Some(false)]);
        assert_eq!(may(&agreed, &[]), [true, false, false]);
        let refused = ledger(&[None, None, Some(false)]);
        assert_eq!(may(&refused, &[]), [true, true, false]);
    }

    #[test]
    fn do_not_contact_holds_for_every_offer() {
        let answer = ActionAnswer {
            customer: "c1".to_owned(),
            rule: "welcome".to_owned(),
            do_not_contact: true,
            ..ActionAnswer::default()
        };
        assert_eq!(may(&ledger(&[None; 3]), &[answer]), [true, false, true]);
    }

    #[test]
    fn a_customer_is_left_in_peace_for_thirty_days() {
        let answer = |done| ActionAnswer {
            customer: "c0".to_owned(),
            done_on: Some(done),
            ..ActionAnswer::default()
        };
        let ledger = ledger(&[None; 3]);
        for (done, cools) in [(date(2025, 6, 1), true), (date(2025, 5, 31), false)] {
            let actions = [answer(done)];
            let contacts = Contacts::of(&ledger, &actions, date(2025, 6, 30));
            assert_eq!(contacts.is_cooling_down(CustomerId(0)), cools);
        }
    }

    #[test]
    fn twice_no_to_one_offer_is_enough() {
        let no = ActionAnswer {
            customer: "c0".to_owned(),
            rule: "win_back".to_owned(),
            done_on: Some(date(2024, 6, 1)),
            reaction: Some(Reaction::No),
            ..ActionAnswer::default()
        };
        let ledger = ledger(&[None; 3]);
        for (nos, settled) in [(1, false), (2, true)] {
            let actions = vec![no.clone(); nos];
            let contacts = Contacts::of(&ledger, &actions, date(2025, 6, 30));
            let since = date(2025, 1, 1);
            assert_eq!(contacts.is_settled(CustomerId(0), "win_back", None, since), settled);
            assert!(!contacts.is_settled(CustomerId(0), "welcome", None, since));
        }
    }
}
