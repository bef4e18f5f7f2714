//! R13, slipping away: somebody of value is later than three in four ever were; a personal word, no discount.

use super::person::{Person, after};
use super::{Certainty, Facts, OfferKind, Proposal, Propose, Rule, Window, Worth};
use crate::calendar::add_days;
use crate::segments::Segment;

pub(super) const RULE: Rule =
    Rule { id: "slipping", kind: OfferKind::Winback, propose: Propose::ToCustomer(propose) };

fn propose(person: &Person<'_>) -> Option<Proposal> {
    let is_valuable = person.purchase_days() >= 2 || person.is_top;
    let in_time = matches!(
        person.segment,
        Segment::Top | Segment::Regular | Segment::Growing | Segment::New | Segment::Slipping
    );
    if !is_valuable || !in_time {
        return None;
    }
    let late = after(person.last(), person.gaps.g75);
    let too_late = after(person.last(), person.gaps.g90);
    // Who is past that already hears it now: once, as what comes after is winning back. Who bought once is not won back.
    let until = if too_late < person.end() && person.purchase_days() < 2 {
        after(person.last(), person.gaps.silence_of_a_leaver())
    } else {
        too_late.max(add_days(late, 6))
    };
    let (chance, share) = person.comeback();
    Some(Proposal {
        product: None,
        window: Window { from: late, until },
        worth: Worth::sale(chance, person.mean_purchase()),
        certainty: Certainty::measured_if(share.is_measured()),
        facts: facts(person),
    })
}

/// Says how long a customer is silent and how long it usually takes.
pub(super) fn facts(person: &Person<'_>) -> Facts {
    Facts {
        after: person.last_bought().map(|first| first.product),
        days: person.gaps.g75.0,
        count: person.purchase_days(),
        date: Some(person.last()),
        total: person.summary.revenue.to_f64(),
        ..Facts::default()
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::offers::fixture::{World, regulars};
    use expect_test::expect;

    #[test]
    fn who_is_later_than_three_in_four_gets_a_personal_word() {
        // Everybody comes back after 30 to 41 days; Ana has been silent for 40.
        let sales =
            regulars(12) + "\n2024-03-01 | Ana | Knippen | 40\n2024-04-01 | Ana | Knippen | 40";
        let world = World::until(&sales, "2024-05-11");
        expect![[r"
            Ana |  | 2024-05-09 – 2024-05-15 | 0.04 → 1.67 | idea
            Stil sinds 1 apr 2024; drie van de vier klanten zijn na 38 dagen alweer terug
            Hoi Ana, we hebben je een tijdje niet gezien. Kan ik ergens mee helpen?
        "]]
        .assert_eq(&world.proposals_for(&RULE, "Ana"));
    }
}
