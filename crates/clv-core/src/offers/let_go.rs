//! R15, let go: advice to the owner on customers who bought something small once and have long been silent.

use super::scene::Scene;
use super::{Certainty, Facts, OfferKind, Proposal, Propose, Rule, Window, Worth};
use crate::calendar::add_days;
use crate::segments::Segment;

pub(super) const RULE: Rule =
    Rule { id: "let_go", kind: OfferKind::Advice, propose: Propose::ToOwner(propose) };

/// A quarter, in days.
const QUARTER: i32 = 91;

/// Says it once for all of them: a row for each would be work instead of saving it.
fn propose(scene: &Scene<'_>) -> Vec<Proposal> {
    let dormant = scene.summaries.iter().zip(scene.segments).filter(|(summary, segment)| {
        **segment == Segment::Dormant
            && summary.frequency == 0
            && summary.revenue.to_f64() <= scene.mean_purchase()
    });
    let count = u32::try_from(dormant.count()).unwrap_or(u32::MAX);
    if count == 0 {
        return Vec::new();
    }
    let end = scene.period.end;
    vec![Proposal {
        product: None,
        window: Window { from: end, until: add_days(end, QUARTER) },
        worth: Worth::Saved { cost: f64::from(count) * scene.settings.contact_cost },
        certainty: Certainty::Measured,
        facts: Facts { count, amount: scene.mean_purchase(), ..Facts::default() },
    }]
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::offers::fixture::World;
    use expect_test::expect;

    #[test]
    fn the_owner_hears_for_whom_it_is_not_worth_the_trouble() {
        let world = World::of(
            "2020-01-10 | Ana | E-book | 25
             2020-02-10 | Ben | Traject | 900
             2024-02-12 | Cas | Workshop | 150",
        );
        expect![[r"
            – |  | 2024-02-12 – 2024-05-13 | 0.00 → 0.00 | measured
            Eén klant kocht één keer iets kleins en is al heel lang stil
            Steek hier geen moeite in: de kans dat ze terugkomen is klein, en je tijd is elders meer waard.
        "]].assert_eq(&world.proposals(&RULE));
    }
}
