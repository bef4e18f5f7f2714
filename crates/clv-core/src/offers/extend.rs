//! R8, go on for longer: a program ends soon or just ended, and a lighter form may follow.

use super::person::{Person, after};
use super::{Certainty, Facts, OfferKind, Proposal, Propose, Rule, Window, Worth};
use crate::calendar::{DAYS_PER_MONTH, Date, Days, add_days, days_between};
use crate::ledger::BusinessKind;
use crate::products::{ProductIndex, Step};

pub(super) const RULE: Rule =
    Rule { id: "extend", kind: OfferKind::Extension, propose: Propose::ToCustomer(propose) };

/// From how many days before the end on, and until how many.
const BEFORE_END: (i32, i32) = (30, 7);
/// How many days after the end it still just ended.
const JUST_ENDED: i32 = 14;
/// The shortest life of something that can be extended.
const SHORTEST_LIFE: Days = Days(28.0);

fn propose(person: &Person<'_>) -> Option<Proposal> {
    let (product, end, price, life) = program(person)?;
    let scene = person.scene;
    let share = if person.spell.is_some() { scene.renewals() } else { scene.rebuy_of(product?) };
    let general = if person.spell.is_some() { 0.5 } else { scene.general_rebuy() };
    let from = add_days(end, -BEFORE_END.0);
    let mut until = add_days(end, -BEFORE_END.1);
    if until < person.end() {
        until = add_days(end, JUST_ENDED);
    }
    Some(Proposal {
        product,
        window: Window { from, until },
        worth: Worth::sale(share.pulled_towards(general), price),
        certainty: Certainty::measured_if(share.is_measured()),
        facts: Facts {
            after: product,
            taken: share.taken,
            eligible: share.eligible,
            count: months(life),
            date: Some(end),
            ..Facts::default()
        },
    })
}

fn months(life: Days) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small number above 0"
    )]
    let months = (life.0 / DAYS_PER_MONTH).round().max(1.0) as u32;
    months
}

/// Returns what runs out when, what it cost and how long it takes: a program by its name, or by its own dates where the
/// business sells programs rather than subscriptions.
fn program(person: &Person<'_>) -> Option<(Option<ProductIndex>, Date, f64, Days)> {
    let scene = person.scene;
    let has_programs =
        matches!(scene.ledger.business, BusinessKind::Training | BusinessKind::Service);
    if let Some(spell) = person.spell.filter(|_| has_programs) {
        let end = spell.end?;
        let product = spell.product.and_then(|id| scene.ladder.catalog.of[id.0 as usize]);
        let life = days_between(spell.start, end);
        let price = spell.fee_per_month.to_f64() * f64::from(months(life));
        let goes_on = product.is_some_and(|product| scene.product(product).step == Step::Ongoing);
        return (life >= SHORTEST_LIFE && !goes_on).then_some((product, end, price, life));
    }
    let last = person.last_bought()?;
    let product = scene.product(last.product);
    let life = product.life.filter(|&life| life >= SHORTEST_LIFE)?;
    let price = product.price.filter(|_| !product.once_only && product.still_sold)?;
    (product.step != Step::Ongoing)
        .then(|| (Some(last.product), after(scene.date_of(last.last_day), life), price, life))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::offers::fixture::World;
    use expect_test::expect;

    #[test]
    fn a_program_that_ends_within_a_month_may_go_on() {
        let world = World::of(
            "2024-01-10 | Ana | Traject 3 maanden | 900
             2024-03-20 | Ben | Workshop | 150",
        );
        expect![[r"
            Ana | Traject 3 maanden | 2024-03-11 – 2024-04-03 | 0.25 → 225.00 | idea
            Traject 3 maanden loopt tot 10 apr 2024
            Traject 3 maanden loopt tot 10 apr 2024. Wil je door in een lichtere vorm?
        "]]
        .assert_eq(&world.proposals(&RULE));
    }
}
