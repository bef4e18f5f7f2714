//! R5, cross-sell: another product of about the same price that buyers of this one choose more often than others do.

use super::person::Person;
use super::{Certainty, OfferKind, Proposal, Propose, Rule, likely};

pub(super) const RULE: Rule =
    Rule { id: "cross_sell", kind: OfferKind::Horizontal, propose: Propose::ToCustomer(propose) };

/// How many times as dear a product of about the same price may be.
const ABOUT_THE_SAME: std::ops::RangeInclusive<f64> = 0.67..=1.5;
/// How much likelier the step has to be than the product is for anybody.
const LIFT: f64 = 1.2;

fn propose(person: &Person<'_>) -> Option<Proposal> {
    let scene = person.scene;
    likely::next(person, |from, to| {
        let price = |product| scene.product(product).price.unwrap_or(0.0);
        let is_likelier =
            scene.ladder.steps.between(from, to).is_some_and(|step| step.lift() > LIFT);
        ABOUT_THE_SAME.contains(&(price(to) / price(from))) && is_likelier
    })
    .filter(|proposal| proposal.certainty == Certainty::Measured)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::offers::fixture::{World, ladder_sales};
    use expect_test::expect;

    #[test]
    fn what_fits_beside_it_is_offered_when_its_buyers_choose_it_more_often_than_others() {
        let sales = ladder_sales(12, 10).replace("| 900", "| 175");
        // Customers who buy neither, so that the step is likelier than the product is for anybody.
        let others = (0..20).map(|n| format!("\n2024-02-{:02} | Ander {n} | Boek | 20", n + 1));
        let world = World::of(&(sales + &others.collect::<String>()));
        expect![[r"
            Nieuw | Traject | 2024-07-20 – 2024-08-02 | 0.40 → 70.53 | measured
            12 van de 22 klanten met Workshop kozen daarna Traject, vaker dan andere klanten
            Omdat je Workshop koos: Traject past daar goed bij.
        "]]
        .assert_eq(&world.proposals_for(&RULE, "Nieuw"));
    }

    #[test]
    fn a_far_dearer_product_is_no_cross_sell() {
        let world = World::of(&ladder_sales(12, 10));
        assert_eq!(world.proposals_for(&RULE, "Nieuw"), "");
    }
}
