//! R9, renew: a contract or subscription ends within weeks.

use super::person::Person;
use super::{Certainty, Facts, OfferKind, Proposal, Propose, Rule, Window, Worth};
use crate::calendar::{Date, add_days};
use crate::ledger::BusinessKind;
use crate::products::{ProductIndex, Step};

pub(super) const RULE: Rule =
    Rule { id: "renew", kind: OfferKind::Renewal, propose: Propose::ToCustomer(propose) };

/// From how many days before the end on, and until how many.
const BEFORE_END: (i32, i32) = (45, 14);
/// The share that renews while too few contracts ended to tell.
const UNKNOWN_RENEWAL: f64 = 0.5;

fn propose(person: &Person<'_>) -> Option<Proposal> {
    let (product, end, yearly) = contract(person)?;
    let share = person.scene.renewals();
    let from = add_days(end, -BEFORE_END.0);
    let mut until = add_days(end, -BEFORE_END.1);
    if until < person.end() {
        until = end;
    }
    Some(Proposal {
        product,
        window: Window { from, until },
        worth: Worth::sale(share.pulled_towards(UNKNOWN_RENEWAL), yearly),
        certainty: Certainty::measured_if(share.is_measured()),
        facts: Facts {
            after: product,
            taken: share.taken,
            eligible: share.eligible,
            date: Some(end),
            ..Facts::default()
        },
    })
}

/// Returns the contract that goes on until a known day, and what it brings in a year.
fn contract(person: &Person<'_>) -> Option<(Option<ProductIndex>, Date, f64)> {
    let scene = person.scene;
    let has_programs =
        matches!(scene.ledger.business, BusinessKind::Training | BusinessKind::Service);
    if let Some(spell) = person.active_spell() {
        let product = spell.product.and_then(|id| scene.ladder.catalog.of[id.0 as usize]);
        let goes_on = product.is_some_and(|product| scene.product(product).step == Step::Ongoing);
        let end = spell.end.filter(|_| goes_on || !has_programs)?;
        return Some((product, end, 12.0 * spell.fee_per_month.to_f64()));
    }
    let last = person.last_bought()?;
    let product = scene.product(last.product);
    let life = product.life.filter(|_| product.step == Step::Ongoing && product.still_sold)?;
    let end = super::person::after(scene.date_of(last.last_day), life);
    let yearly = product.price? * (crate::calendar::DAYS_PER_YEAR / life.0).max(1.0);
    (person.spell.is_none() && end >= person.end()).then_some((Some(last.product), end, yearly))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::ledger::BusinessKind;
    use crate::offers::fixture::World;
    use expect_test::expect;

    #[test]
    fn a_subscription_is_renewed_in_the_weeks_before_its_end() {
        let mut world = World::of(
            "2024-01-10 | Ana | Lidmaatschap | 25
             2024-12-01 | Ben | Lidmaatschap | 25",
        );
        world.ledger.business = BusinessKind::Subscription;
        world.spell("Ana", "2024-01-10", Some("2025-01-09"), 25);
        world.spell("Ben", "2024-12-01", None, 25);
        expect![[r"
            Ana | Lidmaatschap | 2024-11-25 – 2024-12-26 | 0.50 → 150.00 | idea
            Loopt tot 9 jan 2025
            Lidmaatschap loopt 9 jan 2025 af. Zal ik het voor je verlengen?
        "]]
        .assert_eq(&world.proposals(&RULE));
    }
}
