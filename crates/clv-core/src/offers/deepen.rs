//! R4, deepen: the dearer sequel on the same subject that earlier buyers chose next.

use super::scene::{Person, chance, facts_of, since};
use super::{Certainty, OfferKind, Proposal, Propose, Rule, Worth};
use crate::products::next_steps::NextStep;

pub(super) const RULE: Rule =
    Rule { id: "deepen", kind: OfferKind::Vertical, propose: Propose::ToCustomer(propose) };

/// How many times dearer a sequel is.
const DEARER: f64 = 1.5;

fn propose(person: &Person<'_>) -> Option<Proposal> {
    best_step(person, |step| {
        let catalog = &person.scene.ladder.catalog;
        let (from, to) = (catalog.get(step.from).price?, catalog.get(step.to).price?);
        (to >= DEARER * from && catalog.same_family(step.from, step.to)).then_some(())
    })
}

/// Returns the measured step that brings most of those that are wanted, from anything that the customer bought.
pub(super) fn best_step(
    person: &Person<'_>,
    is_wanted: impl Fn(&NextStep) -> Option<()>,
) -> Option<Proposal> {
    let scene = person.scene;
    let steps = person.bought.iter().flat_map(|first| {
        let waited = since(scene.date_of(first.day), person.end());
        scene.ladder.steps.from(first.product).iter().map(move |step| (first, step, waited))
    });
    let worth =
        steps.filter(|(_, step, _)| step.is_measured()).filter_map(|(first, step, waited)| {
            let next = scene.product(step.to);
            let price = next.price.filter(|&price| price > 0.0 && next.still_sold)?;
            is_wanted(step)?;
            let likely = chance(step, waited);
            (!person.has_bought(step.to)).then_some((first, step, likely, price))
        });
    let best = worth.max_by(|a, b| (a.2 * a.3).total_cmp(&(b.2 * b.3)).then(b.1.to.cmp(&a.1.to)));
    best.map(|(first, step, chance, price)| Proposal {
        product: Some(step.to),
        window: person.window_after(scene.date_of(first.day), step.earliest, step.latest),
        worth: Worth::sale(chance, price),
        certainty: Certainty::Measured,
        facts: facts_of(step),
    })
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
            Veel klanten kozen na Workshop voor Traject. Zullen we kijken of dat ook bij jou past?
        "]]
        .assert_eq(&world.proposals_for(&RULE, "Nieuw"));
    }

    #[test]
    fn nothing_is_offered_on_the_word_of_two_customers() {
        let world = World::of(&ladder_sales(2, 3));
        assert_eq!(world.proposals_for(&RULE, "Nieuw"), "");
    }
}
