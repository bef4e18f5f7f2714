//! R7, make a stepping stone: advice to the owner where the ladder has a step that hardly anybody takes.

use super::scene::Scene;
use super::{Certainty, Facts, OfferKind, Proposal, Propose, Rule, Window, Worth};
use crate::calendar::add_days;
use crate::products::gaps::ASSUMED_SHARE;

pub(super) const RULE: Rule =
    Rule { id: "make_stepping_stone", kind: OfferKind::Advice, propose: Propose::ToOwner(propose) };

/// How many pieces of advice at a time: a new product is much work.
const MOST: usize = 2;
/// A quarter, in days.
const QUARTER: i32 = 91;

fn propose(scene: &Scene<'_>) -> Vec<Proposal> {
    let end = scene.period.end;
    let gaps = scene.ladder.gaps.iter().take(MOST);
    gaps.map(|gap| Proposal {
        product: None,
        window: Window { from: end, until: add_days(end, QUARTER) },
        worth: Worth::sale(ASSUMED_SHARE, f64::from(gap.buyers) * gap.price),
        certainty: Certainty::Idea,
        facts: Facts {
            after: Some(gap.from),
            towards: Some(gap.to),
            taken: gap.taken,
            eligible: gap.buyers,
            amount: gap.price,
            ..Facts::default()
        },
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::offers::fixture::World;
    use expect_test::expect;

    #[test]
    fn the_owner_is_advised_where_the_next_step_is_too_high() {
        let sales: Vec<_> = (0..25)
            .map(|n| format!("2024-01-{:02} | Klant {n} | Startpakket | 97", n + 1))
            .chain(["2024-09-01 | Ana | Jaartraject | 1500".to_owned()])
            .collect();
        expect![[r"
            – |  | 2024-09-01 – 2024-12-01 | 0.10 → 950.00 | idea
            Tussen Startpakket (€ 97) en Jaartraject (€ 1.500) zit niets: 0 van de 25 kopers gingen verder
            Een aanbod rond € 380 kan de stap kleiner maken. Aanname bij de opbrengst: een op de tien kopers van Startpakket neemt het.
        "]].assert_eq(&World::of(&sales.join("\n")).proposals(&RULE));
    }
}
