//! R1, welcome: a first purchase of these days deserves a word on how to get most out of it.

use super::person::Person;
use super::{Certainty, Facts, OfferKind, Proposal, Propose, Rule, Window, Worth};
use crate::calendar::add_days;

pub(super) const RULE: Rule =
    Rule { id: "welcome", kind: OfferKind::Care, propose: Propose::ToCustomer(propose) };

/// The last day after the first purchase on which a welcome still is one.
const LAST_DAY: i32 = 7;

fn propose(person: &Person<'_>) -> Option<Proposal> {
    let bought = person.summary.purchases > 0 && person.summary.frequency == 0;
    let window =
        Window { from: add_days(person.last(), 1), until: add_days(person.last(), LAST_DAY) };
    let after = person.last_bought().map(|first| first.product);
    bought.then_some(Proposal {
        product: None,
        window,
        worth: Worth::Nothing,
        certainty: Certainty::Idea,
        facts: Facts { after, date: Some(person.last()), ..Facts::default() },
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::offers::fixture::World;
    use expect_test::expect;

    #[test]
    fn a_new_customer_is_welcomed_within_a_week() {
        let world = World::of(
            "2024-01-10 | Ana | Workshop | 150
             2024-02-10 | Ana | Workshop | 150
             2024-02-12 | Ben | Workshop | 150",
        );
        expect![[r"
            Ben |  | 2024-02-13 – 2024-02-19 | 0.00 → 0.00 | idea
            Eerste aankoop op 12 feb 2024: nu maak je het verschil tussen eenmalig en blijvend
            Hoi Ben, fijn dat je er bent. Zo haal je het meeste uit Workshop: …
        "]]
        .assert_eq(&world.proposals(&RULE));
    }
}
