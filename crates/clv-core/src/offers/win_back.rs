//! R14, win back: a customer of more than one purchase stayed away longer than nine in ten; the only rule with a discount.

use super::person::{Person, after};
use super::{Certainty, Facts, OfferKind, Proposal, Propose, Rule, Window, Worth, slipping};
use crate::segments::Segment;

pub(super) const RULE: Rule =
    Rule { id: "win_back", kind: OfferKind::Winback, propose: Propose::ToCustomer(propose) };

fn propose(person: &Person<'_>) -> Option<Proposal> {
    let can_be = matches!(
        person.segment,
        Segment::Top | Segment::Regular | Segment::Growing | Segment::Slipping
    );
    if !can_be || person.purchase_days() < 2 {
        return None;
    }
    let (chance, share) = person.comeback();
    let discount = person.scene.settings.win_back_discount;
    let price = person.mean_purchase();
    Some(Proposal {
        product: None,
        window: Window {
            from: crate::calendar::add_days(after(person.last(), person.gaps.g90), 1),
            until: after(person.last(), person.gaps.silence_of_a_leaver()),
        },
        worth: Worth::Sale { chance, price, discount },
        certainty: Certainty::measured_if(share.is_measured()),
        facts: Facts {
            taken: share.taken,
            eligible: share.eligible,
            amount: discount * price,
            ..slipping::facts(person)
        },
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::offers::fixture::{World, regulars};
    use expect_test::expect;

    fn world(end: &str) -> World {
        let sales =
            regulars(12) + "\n2024-03-01 | Ana | Knippen | 40\n2024-04-01 | Ana | Knippen | 40";
        World::until(&sales, end)
    }

    #[test]
    fn who_stayed_away_longer_than_nine_in_ten_is_won_back() {
        expect![[r"
            Ana |  | 2024-05-12 – 2024-06-20 | 0.02 → 0.89 | idea
            Stil sinds 1 apr 2024, na 2 aankopen voor samen € 80
            Er is veel nieuw sinds Knippen. Kom je weer eens kijken?
        "]]
        .assert_eq(&world("2024-05-20").proposals_for(&RULE, "Ana"));
    }

    #[test]
    fn the_discount_is_the_owners_and_goes_off_what_it_brings() {
        let mut world = world("2024-05-20");
        world.settings.win_back_discount = 0.1;
        world.settings.gross_margin = Some(0.5);
        let offers = world.offers();
        let offer = offers.planned.iter().find(|offer| offer.rule == "win_back").unwrap();
        let margin = offer.expected_margin.unwrap();
        assert!((margin - offer.chance * 40.0 * (0.5 - 0.1)).abs() < 1e-9);
        let others = offers.planned.iter().filter(|offer| offer.rule != "win_back");
        assert!(others.into_iter().all(|offer| offer.facts.amount != 4.0));
    }
}
