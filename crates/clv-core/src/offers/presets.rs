//! Which rules fit which kind of business.

use crate::ledger::BusinessKind;

/// Fits every kind: customers who stay away, what not to spend time on, and products that the owner calls new.
const ALWAYS: [&str; 4] = ["slipping", "win_back", "let_go", "new_offer"];

const TRAINING: [&str; 12] = [
    "welcome",
    "check_in",
    "second_step",
    "deepen",
    "cross_sell",
    "use_stepping_stone",
    "make_stepping_stone",
    "extend",
    "renew",
    "referral",
    "season",
    "attention",
];
const WEBSHOP: [&str; 5] = ["second_step", "cross_sell", "to_subscription", "replenish", "reward"];
const SUBSCRIPTION: [&str; 4] = ["check_in", "extend", "renew", "yearly_plan"];
const B2B: [&str; 10] = [
    "second_step",
    "deepen",
    "cross_sell",
    "make_stepping_stone",
    "extend",
    "renew",
    "replenish",
    "referral",
    "season",
    "attention",
];
/// A service sells trajects as a trainer does, and treatments that come back.
const SERVICE: [&str; 2] = ["to_subscription", "replenish"];

/// Returns the ids of the rules of a kind of business.
pub fn rules(business: BusinessKind) -> Vec<&'static str> {
    let own: &[&[&str]] = match business {
        BusinessKind::Training => &[&TRAINING],
        BusinessKind::Service => &[&TRAINING, &SERVICE],
        BusinessKind::Webshop => &[&WEBSHOP],
        BusinessKind::Subscription => &[&SUBSCRIPTION],
        BusinessKind::B2b => &[&B2B],
        BusinessKind::Mixed => return super::rule_ids().collect(),
    };
    own.iter().copied().flatten().chain(&ALWAYS).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offers::rule_ids;

    #[test]
    fn presets_name_rules_that_are_there_and_none_twice() {
        let known: Vec<_> = rule_ids().collect();
        for business in BusinessKind::ALL {
            let mut ids = rules(business);
            assert!(ids.iter().all(|id| known.contains(id)), "{business:?}");
            ids.sort_unstable();
            assert!(ids.is_sorted_by(|one, next| one < next), "{business:?} names one twice");
        }
    }

    #[test]
    fn every_rule_fits_some_kind_of_business_besides_a_mixed_one() {
        let single = BusinessKind::ALL.into_iter().filter(|kind| *kind != BusinessKind::Mixed);
        let used: Vec<_> = single.flat_map(rules).collect();
        assert!(rule_ids().all(|id| used.contains(&id)));
    }
}
