//! R18, reward: one more purchase and the customer has earned something.

use super::person::Person;
use super::{Certainty, Facts, OfferKind, Proposal, Propose, Rule, Worth};

pub(super) const RULE: Rule =
    Rule { id: "reward", kind: OfferKind::Care, propose: Propose::ToCustomer(propose) };

/// The purchase that is rewarded: each fifth.
const CYCLE: u32 = 5;

fn propose(person: &Person<'_>) -> Option<Proposal> {
    let n = person.summary.purchases;
    if n == 0 || n % CYCLE != CYCLE - 1 {
        return None;
    }
    let (chance, share) = person.comeback();
    let price = person.mean_purchase();
    let margin = person.scene.settings.gross_margin;
    Some(Proposal {
        product: None,
        window: person.window_after(person.last(), person.gaps.g25, person.gaps.g75),
        worth: Worth::sale(chance, price),
        certainty: Certainty::measured_if(share.is_measured()),
        facts: Facts {
            count: n,
            taken: share.taken,
            eligible: share.eligible,
            // What the reward may cost before it takes more than the purchase brings.
            amount: margin.map_or(0.0, |margin| price * margin),
            ..Facts::default()
        },
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::offers::fixture::World;
    use expect_test::expect;

    #[test]
    fn before_each_fifth_purchase_the_customer_hears_of_the_reward() {
        let sales: Vec<_> = (1..=4).map(|n| format!("2024-0{n}-10 | Ana | Koffie | 20")).collect();
        let mut world = World::of(&sales.join("\n"));
        world.settings.gross_margin = Some(0.4);
        expect![[r"
            Ana |  | 2024-07-09 – 2025-01-05 | 0.60 → 12.07 | idea
            4 aankopen: de volgende is een mijlpaal. De beloning mag tot € 8 kosten, dan verlies je er niets op
            Nog één keer en je beloning is gratis.
        "]].assert_eq(&world.proposals(&RULE));
    }
}
