//! R16, referral: a top customer who just bought is asked for a review or a name.

use super::person::Person;
use super::scene::Share;
use super::{Certainty, Facts, OfferKind, Proposal, Propose, Rule, Window, Worth};
use crate::calendar::add_days;

pub(super) const RULE: Rule =
    Rule { id: "referral", kind: OfferKind::Referral, propose: Propose::ToCustomer(propose) };

/// How many days after the purchase.
const AFTER_PURCHASE: (i32, i32) = (7, 21);
/// The score from which somebody recommends.
const PROMOTER: f64 = 9.0;

fn propose(person: &Person<'_>) -> Option<Proposal> {
    let is_fan = person.customer.told.score.is_none_or(|score| score >= PROMOTER);
    if !person.is_top || !is_fan || person.summary.purchases == 0 {
        return None;
    }
    let Share { taken: referred, eligible } = person.scene.referred();
    let share = f64::from(referred) / f64::from(eligible.max(1));
    let revenue = person.scene.mean_revenue();
    Some(Proposal {
        product: None,
        window: Window {
            from: add_days(person.last(), AFTER_PURCHASE.0),
            until: add_days(person.last(), AFTER_PURCHASE.1),
        },
        worth: if referred > 0 { Worth::sale(share, revenue) } else { Worth::Nothing },
        certainty: Certainty::measured_if(referred > 0),
        facts: Facts {
            after: person.last_bought().map(|first| first.product),
            taken: referred,
            eligible,
            date: Some(person.last()),
            total: person.summary.revenue.to_f64(),
            ..Facts::default()
        },
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::offers::fixture::World;
    use expect_test::expect;

    const SALES: &str = "2024-01-10 | Ana | Traject | 900
        2024-01-12 | Ben | Workshop | 150
        2024-01-13 | Cas | Workshop | 150";

    #[test]
    fn a_top_customer_is_asked_for_a_name_shortly_after_a_purchase() {
        expect![[r"
            Ana |  | 2024-01-17 – 2024-01-31 | 0.00 → 0.00 | idea
            Een van je beste klanten, en kocht net nog op 10 jan 2024
            Ana, ken jij iemand die hier ook iets aan heeft? Of wil je een korte review schrijven?
        "]]
        .assert_eq(&World::of(SALES).proposals(&RULE));
    }

    #[test]
    fn who_was_not_content_is_not_asked() {
        let mut world = World::of(SALES);
        world.ledger.customers[0].told.score = Some(7.0);
        assert_eq!(world.proposals(&RULE), "");
    }
}
