//! R2, check in: halfway through what was bought, ask how it goes.

use super::person::{Person, after};
use super::{Certainty, Facts, OfferKind, Proposal, Propose, Rule, Window, Worth};
use crate::calendar::{Days, add_days, days_between};

pub(super) const RULE: Rule =
    Rule { id: "check_in", kind: OfferKind::Care, propose: Propose::ToCustomer(propose) };

/// The shortest life of a product that has a halfway worth speaking of.
const SHORTEST_LIFE: Days = Days(21.0);

fn propose(person: &Person<'_>) -> Option<Proposal> {
    let (start, life, product) = running(person)?;
    let half = after(start, Days(life.0 / 2.0));
    Some(Proposal {
        product: None,
        window: Window { from: half, until: add_days(half, 13) },
        worth: Worth::Nothing,
        certainty: Certainty::Idea,
        facts: Facts { after: product, date: Some(after(start, life)), ..Facts::default() },
    })
}

/// Returns since when something runs, how long it takes and what it is.
fn running(
    person: &Person<'_>,
) -> Option<(crate::calendar::Date, Days, Option<crate::products::ProductIndex>)> {
    if let Some(spell) = person.active_spell()
        && let Some(end) = spell.end
    {
        let life = days_between(spell.start, end);
        let product = spell.product.and_then(|id| person.scene.ladder.catalog.of[id.0 as usize]);
        return (life >= SHORTEST_LIFE).then_some((spell.start, life, product));
    }
    let last = person.last_bought()?;
    let life = person.scene.product(last.product).life.filter(|&life| life >= SHORTEST_LIFE)?;
    Some((person.scene.date_of(last.last_day), life, Some(last.product)))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::offers::fixture::World;
    use expect_test::expect;

    #[test]
    fn halfway_a_program_its_buyer_is_asked_how_it_goes() {
        let world = World::of(
            "2024-01-10 | Ana | Traject 3 maanden | 900
             2024-02-20 | Ben | Workshop | 150",
        );
        expect![[r"
            Ana |  | 2024-02-25 – 2024-03-09 | 0.00 → 0.00 | idea
            Halverwege Traject 3 maanden, dat tot 10 apr 2024 loopt
            Hoi Ana, hoe gaat het met Traject 3 maanden? Waar loop je nog tegenaan?
        "]]
        .assert_eq(&world.proposals(&RULE));
    }
}
