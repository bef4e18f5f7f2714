//! R3, the second step: who bought once is offered what buyers of it choose next, when they usually do.

use super::person::{Person, facts_of};
use super::scene::Share;
use super::{Certainty, Facts, OfferKind, Proposal, Propose, Rule, Worth, likely};
use crate::calendar::Days;
use crate::products::ProductIndex;

pub(super) const RULE: Rule =
    Rule { id: "second_step", kind: OfferKind::FollowUp, propose: Propose::ToCustomer(propose) };

fn propose(person: &Person<'_>) -> Option<Proposal> {
    if person.summary.purchases == 0 || person.summary.frequency > 0 {
        return None;
    }
    let likeliest = likely::next(person, |_, _| true);
    let is_learned = person.scene.ladder.next.response.is_some();
    let is_told = |it: &Proposal| is_learned || it.certainty == Certainty::Measured;
    if likeliest.as_ref().is_some_and(is_told) {
        return likeliest;
    }
    let by_ladder =
        ladder_step(person).map(|(first, next, price)| ladder(person, first, next, price));
    by_ladder.or(likeliest).or_else(|| Some(anything(person)))
}

/// Returns the next product up the ladder: of the same subject, still sold, and the first that is dearer.
fn ladder_step(person: &Person<'_>) -> Option<(ProductIndex, ProductIndex, f64)> {
    let catalog = &person.scene.ladder.catalog;
    let first = person.last_bought()?.product;
    let price = catalog.get(first).price?;
    catalog
        .on_sale()
        .filter(|(next, _)| !person.has_bought(*next) && catalog.same_family(first, *next))
        .filter_map(|(next, product)| Some((first, next, product.price.filter(|&it| it > price)?)))
        .min_by(|a, b| a.2.total_cmp(&b.2).then(a.1.cmp(&b.1)))
}

fn ladder(person: &Person<'_>, first: ProductIndex, next: ProductIndex, price: f64) -> Proposal {
    let scene = person.scene;
    let step = scene.ladder.steps.between(first, next);
    // Nobody, or hardly anybody, took this step yet: one in so many as came back at all, spread over what is sold.
    let n_products = scene.ladder.catalog.on_sale().count().max(1) as f64;
    let general = scene.general_comeback() / n_products;
    let counted = step.map(|step| Share { taken: step.taken, eligible: step.eligible });
    let chance = counted.unwrap_or_default().pulled_towards(general);
    let facts = step.map_or(Facts { after: Some(first), ..Facts::default() }, facts_of);
    Proposal {
        product: Some(next),
        window: usual_window(person),
        worth: Worth::sale(chance, price),
        certainty: Certainty::Idea,
        facts,
    }
}

/// Suggests to come back for whatever it is, where the ledger tells no products or none that follows.
fn anything(person: &Person<'_>) -> Proposal {
    let (chance, share) = person.comeback();
    Proposal {
        product: None,
        window: usual_window(person),
        worth: Worth::sale(chance, person.scene.mean_purchase()),
        certainty: Certainty::measured_if(share.is_measured()),
        facts: Facts {
            after: person.last_bought().map(|first| first.product),
            taken: share.taken,
            eligible: share.eligible,
            days: person.gaps.g50.0,
            ..Facts::default()
        },
    }
}

fn usual_window(person: &Person<'_>) -> super::Window {
    let (earliest, latest): (Days, Days) = (person.gaps.g25, person.gaps.g75);
    person.window_after(person.last(), earliest, latest)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::offers::fixture::{World, ladder_sales};
    use expect_test::expect;

    #[test]
    fn who_bought_once_is_offered_what_buyers_of_it_chose_next() {
        let world = World::of(&ladder_sales(12, 10));
        expect![[r"
            Nieuw | Traject | 2024-07-20 – 2024-08-02 | 0.46 → 416.30 | measured
            12 van de 22 klanten met Workshop kozen daarna Traject, meestal na 62 dagen
            Na Workshop gaan veel klanten verder met Traject. Past dat bij wat jij nu wilt?
        "]]
        .assert_eq(&world.proposals_for(&RULE, "Nieuw"));
    }

    #[test]
    fn with_few_counts_the_next_step_of_the_ladder_is_an_idea() {
        let world = World::of(&ladder_sales(2, 3));
        expect![[r"
            Nieuw | Traject | 2024-08-18 – 2025-02-14 | 0.28 → 249.23 | idea
            Traject is de volgende stap na Workshop; er zijn nog te weinig klanten om het te tellen
            Na Workshop is Traject een mooie volgende stap. Past dat bij wat jij nu wilt?
        "]]
        .assert_eq(&world.proposals_for(&RULE, "Nieuw"));
    }

    #[test]
    fn without_products_coming_back_is_suggested() {
        let sales = ladder_sales(12, 10).replace("Workshop", "").replace("Traject", "");
        expect![[r"
            Nieuw |  | 2024-07-20 – 2024-08-02 | 0.42 → 182.90 | measured
            12 van de 22 klanten kwamen na hun eerste aankoop terug, meestal na 62 dagen
            Hoe is het je bevallen? Ik denk graag mee over een volgende stap.
        "]]
        .assert_eq(&World::of(&sales).proposals_for(&RULE, "Nieuw"));
    }
}
