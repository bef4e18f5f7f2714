//! R4, deepen: the dearer sequel on the same subject that earlier buyers chose next.

use super::person::Person;
use super::{Certainty, OfferKind, Proposal, Propose, Rule, likely};

pub(super) const RULE: Rule =
    Rule { id: "deepen", kind: OfferKind::Vertical, propose: Propose::ToCustomer(propose) };

/// How many times dearer a sequel is.
const DEARER: f64 = 1.5;

fn propose(person: &Person<'_>) -> Option<Proposal> {
    let catalog = &person.scene.ladder.catalog;
    let is_sequel = |from, to| {
        let price = |product| catalog.get(product).price.unwrap_or(0.0);
        price(to) >= DEARER * price(from) && catalog.same_family(from, to)
    };
    likely::next(person, is_sequel).filter(|proposal| proposal.certainty == Certainty::Measured)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::offers::fixture::{World, ladder_sales};
    use expect_test::expect;

    #[test]
    fn the_dearer_sequel_is_offered_with_its_counts() {
        let world = World::of(&ladder_sales(12, 10));
        expect![[r"
            Nieuw | Traject | 2024-07-20 – 2024-08-02 | 0.46 → 416.30 | measured
            12 van de 22 klanten met Workshop kozen daarna Traject, meestal na 62 dagen
            12 van de 22 klanten met Workshop kozen daarna Traject. Zullen we kijken of jij eraan toe bent?
        "]]
        .assert_eq(&world.proposals_for(&RULE, "Nieuw"));
    }

    #[test]
    fn nothing_is_offered_on_the_word_of_two_customers() {
        let world = World::of(&ladder_sales(2, 3));
        assert_eq!(world.proposals_for(&RULE, "Nieuw"), "");
    }
}
