//! R11, from loose to ongoing: who orders the same at regular times may have it come by itself.

use super::person::Person;
use super::replenish::{Rhythm, regular};
use super::{Certainty, Facts, OfferKind, Proposal, Propose, Rule, Window, Worth};
use crate::calendar::{DAYS_PER_YEAR, add_days};
use crate::products::Step;

pub(super) const RULE: Rule = Rule {
    id: "to_subscription",
    kind: OfferKind::Subscription,
    propose: Propose::ToCustomer(propose),
};

/// How many days before the next order.
const BEFORE_NEXT: i32 = 14;
/// The most that the gaps between orders may differ, as a share of their mean.
const REGULAR: f64 = 0.35;
/// The share of regular buyers that is assumed to want it.
const ASSUMED: f64 = 0.1;
/// The fewest orders that make a rhythm.
const FEWEST: u16 = 3;

fn propose(person: &Person<'_>) -> Option<Proposal> {
    if person.active_spell().is_some() {
        return None;
    }
    let scene = person.scene;
    let rhythms = person.bought.iter().filter(|first| first.n_days >= FEWEST).filter_map(|first| {
        let product = scene.product(first.product);
        let price =
            product.spend.filter(|_| product.still_sold && product.step != Step::Ongoing)?;
        let Rhythm { gap, spread, next } = regular(person, first)?;
        let yearly = price * DAYS_PER_YEAR / gap.0.max(1.0);
        (spread <= REGULAR && gap.0 >= 5.0).then_some((first, gap, next, yearly))
    });
    let (first, gap, next, yearly) = rhythms.max_by(|a, b| a.3.total_cmp(&b.3))?;
    Some(Proposal {
        product: Some(first.product),
        window: Window { from: add_days(next, -BEFORE_NEXT), until: next },
        worth: Worth::sale(ASSUMED, yearly),
        certainty: Certainty::Idea,
        facts: Facts {
            after: Some(first.product),
            days: gap.0,
            count: u32::from(first.n_days),
            date: Some(next),
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
    fn who_orders_the_same_every_month_is_offered_to_have_it_come_by_itself() {
        let world = World::of(
            "2024-01-10 | Ana | Koffie 1 kg | 20
             2024-02-10 | Ana | Koffie 1 kg | 20
             2024-03-10 | Ana | Koffie 1 kg | 20
             2024-01-05 | Ben | Koffie 1 kg | 20
             2024-01-08 | Ben | Koffie 1 kg | 20
             2024-03-28 | Ben | Koffie 1 kg | 20",
        );
        expect![[r"
            Ana | Koffie 1 kg | 2024-03-26 – 2024-04-09 | 0.10 → 24.35 | idea
            Kocht 3 keer Koffie 1 kg, om de 30 dagen; de volgende keer is rond 9 apr 2024
            Je bestelt elke 4 weken Koffie 1 kg. Zal ik dat automatisch regelen?
        "]]
        .assert_eq(&world.proposals(&RULE));
    }
}
