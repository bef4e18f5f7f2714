//! R6, use the stepping stone: between what was bought and a far dearer product lies a smaller step.

use super::person::{Person, chance, facts_of};
use super::scene::Share;
use super::{Certainty, Facts, OfferKind, Proposal, Propose, Rule, Worth};
use crate::products::next_steps::NextStep;
use crate::products::{ProductIndex, Step};

pub(super) const RULE: Rule = Rule {
    id: "use_stepping_stone",
    kind: OfferKind::SteppingStone,
    propose: Propose::ToCustomer(propose),
};

/// How many times dearer the product at the end is, before a step in between helps.
const FAR_DEARER: f64 = 3.0;

fn propose(person: &Person<'_>) -> Option<Proposal> {
    let scene = person.scene;
    let first = person.last_bought()?;
    let entry = scene.product(first.product);
    let is_entry = matches!(entry.step, Step::Free | Step::Entry);
    let price = entry.price.filter(|_| is_entry)?;
    let (stone, far) = stepping_stone(person, first.product, price)?;
    let step = scene.ladder.steps.between(first.product, stone);
    let is_measured = step.is_some_and(NextStep::is_measured);
    let counted = step.map(|step| Share { taken: step.taken, eligible: step.eligible });
    let n_products = scene.ladder.catalog.on_sale().count().max(1) as f64;
    let chance = match step.filter(|_| is_measured) {
        Some(step) => chance(step, person.silence()),
        None => counted.unwrap_or_default().pulled_towards(scene.general_comeback() / n_products),
    };
    let (earliest, latest) = match step.filter(|_| is_measured) {
        Some(step) => (step.earliest, step.latest),
        None => (person.gaps.g25, person.gaps.g75),
    };
    let facts = step.map_or(Facts { after: Some(first.product), ..Facts::default() }, facts_of);
    Some(Proposal {
        product: Some(stone),
        window: person.window_after(person.last(), earliest, latest),
        worth: Worth::sale(chance, scene.product(stone).price.unwrap_or(0.0)),
        certainty: Certainty::measured_if(is_measured),
        facts: Facts { towards: Some(far), ..facts },
    })
}

/// Returns the product in between and the far dearer one that it leads to.
fn stepping_stone(
    person: &Person<'_>,
    entry: ProductIndex,
    price: f64,
) -> Option<(ProductIndex, ProductIndex)> {
    let catalog = &person.scene.ladder.catalog;
    let dearer: Vec<(ProductIndex, f64)> = catalog
        .on_sale()
        .filter(|(index, _)| catalog.same_family(entry, *index) && !person.has_bought(*index))
        .filter_map(|(index, product)| Some((index, product.price?)))
        .filter(|(_, dearer)| *dearer > price)
        .collect();
    let is_far = |(index, far): &&(ProductIndex, f64)| {
        let step = catalog.get(*index).step;
        *far > FAR_DEARER * price.max(1.0) && matches!(step, Step::Core | Step::Premium)
    };
    let far =
        dearer.iter().filter(is_far).min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)))?;
    let middle = (price.max(1.0) * far.1).sqrt();
    let distance = |between: f64| (between / middle).ln().abs();
    let stone = dearer
        .iter()
        .filter(|(index, between)| *index != far.0 && *between < far.1)
        .min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)).then(a.0.cmp(&b.0)))?;
    Some((stone.0, far.0))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::offers::fixture::World;
    use expect_test::expect;

    #[test]
    fn the_step_in_between_is_offered_on_the_way_to_a_far_dearer_product() {
        let world = World::of(
            "2024-01-10 | Ana | E-book | 25
             2024-01-12 | Ben | Workshop | 150
             2024-02-10 | Cas | Traject | 900",
        );
        expect![[r"
            Ana | Workshop | 2024-04-09 – 2024-10-06 | 0.08 → 12.50 | idea
            Workshop ligt qua prijs tussen E-book en Traject
            Nog niet toe aan Traject? Workshop is een mooie eerste stap.
        "]]
        .assert_eq(&world.proposals_for(&RULE, "Ana"));
    }

    #[test]
    fn without_anything_in_between_there_is_no_such_step() {
        let world = World::of(
            "2024-01-10 | Ana | E-book | 25
             2024-02-10 | Cas | Traject | 900",
        );
        assert_eq!(world.proposals_for(&RULE, "Ana"), "");
    }
}
