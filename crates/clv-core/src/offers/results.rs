//! What came of earlier suggestions: counted back from what the owner filled in.

use crate::answers::{ActionAnswer, Reaction};
use crate::calendar::{Date, days_between};
use crate::ledger::Ledger;
use crate::money::Money;
use std::collections::{BTreeMap, BTreeSet};

/// For how many days after an approach purchases are followed.
const FOLLOWED: f64 = 90.0;

/// From how many results on the owner's own response rate is shown beside the estimates.
pub const FEWEST_RESULTS: u32 = 30;

/// The results of suggestions that were done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// Suggestions that were done.
    pub done: u32,
    /// Of those with a reaction.
    pub answered: u32,
    /// Of those with "yes".
    pub yes: u32,
}

impl Results {
    /// Counts results, of one rule or of all.
    pub fn of(actions: &[ActionAnswer], rule: Option<&str>) -> Self {
        let mut results = Self::default();
        for answer in actions.iter().filter(|answer| rule.is_none_or(|rule| rule == answer.rule)) {
            results.done += u32::from(answer.done_on.is_some() || answer.reaction.is_some());
            results.answered += u32::from(answer.reaction.is_some());
            results.yes += u32::from(answer.reaction == Some(Reaction::Yes));
        }
        results
    }

    /// Returns how many of those who reacted said yes, from [`FEWEST_RESULTS`] reactions on.
    pub fn response_rate(&self) -> Option<f64> {
        (self.answered >= FEWEST_RESULTS).then(|| f64::from(self.yes) / f64::from(self.answered))
    }
}

/// What customers bought after they had been approached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BoughtAfter {
    /// How many customers.
    pub customers: u32,
    /// For how much.
    pub revenue: Money,
}

/// Sums up what customers bought within [`FOLLOWED`] days after they were first approached; not because of it, as that
/// cannot be known.
pub fn bought_after(ledger: &Ledger, actions: &[ActionAnswer]) -> BoughtAfter {
    let mut approached: BTreeMap<&str, Date> = BTreeMap::new();
    for answer in actions {
        if let Some(done) = answer.done_on {
            let first = approached.entry(&answer.customer).or_insert(done);
            *first = done.min(*first);
        }
    }
    let mut buyers = BTreeSet::new();
    let mut revenue = Money::ZERO;
    for order in ledger.orders.iter().filter(|order| order.is_purchase()) {
        let Some(customer) = order.customer.get() else { continue };
        let id = ledger.customers[customer.0 as usize].id.as_str();
        let Some(&done) = approached.get(id) else { continue };
        if (0.0..=FOLLOWED).contains(&days_between(done, order.date).0) {
            buyers.insert(customer);
            revenue += order.amount;
        }
    }
    BoughtAfter { customers: u32::try_from(buyers.len()).unwrap_or(u32::MAX), revenue }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offers::fixture::World;
    use jiff::civil::date;

    #[test]
    fn what_was_bought_within_ninety_days_after_is_counted_back() {
        let world = World::of(
            "2024-01-10 | Ana | Workshop | 150
             2024-04-01 | Ana | Traject | 900
             2024-08-01 | Ana | Traject | 900
             2024-04-02 | Ben | Traject | 900",
        );
        let answer = ActionAnswer {
            customer: "ana".to_owned(),
            done_on: Some(date(2024, 3, 1)),
            ..ActionAnswer::default()
        };
        assert_eq!(
            bought_after(&world.ledger, &[answer]),
            BoughtAfter { customers: 1, revenue: Money::from_cents(90_000) }
        );
    }

    #[test]
    fn the_own_response_rate_is_shown_from_thirty_results_on() {
        let answer = |n: u32| ActionAnswer {
            rule: "win_back".to_owned(),
            reaction: Some(if n.is_multiple_of(3) { Reaction::Yes } else { Reaction::No }),
            ..ActionAnswer::default()
        };
        let actions: Vec<_> = (0..30).map(answer).collect();
        let results = Results::of(&actions, Some("win_back"));
        assert_eq!(results, Results { done: 30, answered: 30, yes: 10 });
        assert_eq!(results.response_rate(), Some(10.0 / 30.0));
        assert_eq!(Results::of(&actions[..29], None).response_rate(), None);
        assert_eq!(Results::of(&actions, Some("welcome")).done, 0);
    }
}
