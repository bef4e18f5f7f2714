//! R17, a new offer: regular customers hear first of what the owner marked as new.

use super::person::Person;
use super::scene::Share;
use super::{Certainty, Facts, OfferKind, Proposal, Propose, Rule, Window, Worth};
use crate::calendar::add_days;
use crate::segments::Segment;

pub(super) const RULE: Rule =
    Rule { id: "new_offer", kind: OfferKind::Horizontal, propose: Propose::ToCustomer(propose) };

/// How many days a launch takes.
const LAUNCH: i32 = 28;

fn propose(person: &Person<'_>) -> Option<Proposal> {
    let is_regular = matches!(
        person.segment,
        Segment::Top | Segment::Regular | Segment::Growing | Segment::Subscriber
    );
    if !is_regular {
        return None;
    }
    let scene = person.scene;
    let catalog = &scene.ladder.catalog;
    let is_news = |(index, product): &(_, &crate::products::Product)| {
        product.is_new && !person.has_bought(*index)
    };
    let (new, product) = catalog.iter().find(is_news)?;
    let price = product.price.or(product.spend).unwrap_or(scene.mean_purchase());
    // What buyers of things like it did: the mean share of customers who have one of them.
    let alike =
        catalog.iter().filter(|(other, _)| *other != new && catalog.same_family(new, *other));
    let (n, buyers) =
        alike.fold((0u32, 0u32), |(n, buyers), (_, product)| (n + 1, buyers + product.buyers));
    let customers = u32::try_from(catalog.histories.len().max(1)).unwrap_or(u32::MAX);
    let share = Share { taken: buyers / n.max(1), eligible: customers };
    Some(Proposal {
        product: Some(new),
        window: Window { from: person.end(), until: add_days(person.end(), LAUNCH) },
        worth: Worth::sale(share.pulled_towards(0.05).min(1.0), price),
        certainty: Certainty::Idea,
        facts: Facts {
            after: person.last_bought().map(|first| first.product),
            taken: share.taken,
            eligible: share.eligible,
            ..Facts::default()
        },
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::answers::ProductAnswer;
    use crate::offers::fixture::World;
    use expect_test::expect;

    #[test]
    fn regular_customers_hear_first_of_what_is_new() {
        let mut world = World::of(
            "2024-01-10 | Ana | Workshop | 150
             2024-02-10 | Ana | Traject | 900
             2024-02-12 | Ben | Workshop | 150
             2024-02-13 | Cas | Verdieping | 400",
        );
        world.products.push(ProductAnswer {
            product: "verdieping".to_owned(),
            is_new: Some(true),
            ..ProductAnswer::default()
        });
        expect![[r"
            Ana | Verdieping | 2024-02-13 – 2024-03-12 | 0.13 → 50.91 | idea
            Vaste klant, en heeft Verdieping nog niet
            Nieuw: Verdieping. Jij krijgt als vaste klant als eerste een plek.
        "]]
        .assert_eq(&world.proposals(&RULE));
    }
}
