//! R10, from month to year: who has stayed for months is offered the yearly plan.

use super::person::Person;
use super::scene::Share;
use super::{Certainty, Facts, OfferKind, Proposal, Propose, Rule, Window, Worth};
use crate::calendar::{DAYS_PER_MONTH, add_days, days_between};
use crate::products::{Product, ProductIndex};

pub(super) const RULE: Rule = Rule {
    id: "yearly_plan",
    kind: OfferKind::Subscription,
    propose: Propose::ToCustomer(propose),
};

/// From which month on, and until which at best.
const MONTHS: (f64, f64) = (4.0, 6.0);
/// The life in days from which a plan is a yearly one.
const YEARLY: f64 = 300.0;
/// The share that is assumed to change to a yearly plan, where nobody was seen to.
const ASSUMED: f64 = 0.1;

fn propose(person: &Person<'_>) -> Option<Proposal> {
    let spell = person.active_spell().filter(|spell| spell.end.is_none())?;
    let scene = person.scene;
    let current = spell.product.and_then(|id| scene.ladder.catalog.of[id.0 as usize]);
    let is_yearly = |product: &Product| product.life.is_some_and(|life| life.0 >= YEARLY);
    if current.is_some_and(|product| is_yearly(scene.product(product))) {
        return None;
    }
    let (plan, price): (ProductIndex, f64) = scene
        .ladder
        .catalog
        .on_sale()
        .filter(|(index, product)| is_yearly(product) && !person.has_bought(*index))
        .find_map(|(index, product)| Some((index, product.price?)))?;
    let months = days_between(spell.start, person.end()).0 / DAYS_PER_MONTH;
    let day =
        |month: f64| add_days(spell.start, crate::calendar::Days(month * DAYS_PER_MONTH).rounded());
    let window = if months > MONTHS.1 {
        Window { from: person.end(), until: add_days(person.end(), 30) }
    } else {
        Window { from: day(MONTHS.0), until: day(MONTHS.1) }
    };
    let step = current.and_then(|current| scene.ladder.steps.between(current, plan));
    let share = step
        .map_or_else(Share::default, |step| Share { taken: step.taken, eligible: step.eligible });
    Some(Proposal {
        product: Some(plan),
        window,
        worth: Worth::sale(share.pulled_towards(ASSUMED), price),
        certainty: Certainty::measured_if(share.is_measured()),
        facts: Facts {
            after: current,
            taken: share.taken,
            eligible: share.eligible,
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a small number above 0"
            )]
            count: months.max(MONTHS.0).floor() as u32,
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
    fn who_pays_by_the_month_is_offered_the_year() {
        let mut world = World::of(
            "2024-01-10 | Ana | Lidmaatschap | 25
             2024-03-01 | Cas | Jaarlidmaatschap | 250
             2024-06-01 | Ben | Lidmaatschap | 25",
        );
        world.spell("Ana", "2024-01-10", None, 25);
        world.spell("Ben", "2024-06-01", None, 25);
        expect![[r"
            Ana | Jaarlidmaatschap | 2024-05-11 – 2024-07-11 | 0.10 → 25.00 | idea
            Al 4 maanden lid, en nog per maand
            Je bent al 4 maanden lid. Met Jaarlidmaatschap ben je voordeliger uit.
            Ben | Jaarlidmaatschap | 2024-10-01 – 2024-12-01 | 0.10 → 25.00 | idea
            Al 4 maanden lid, en nog per maand
            Je bent al 4 maanden lid. Met Jaarlidmaatschap ben je voordeliger uit.
        "]]
        .assert_eq(&world.proposals(&RULE));
    }
}
