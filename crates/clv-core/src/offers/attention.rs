//! R20, attention without a sale: a top customer who heard nothing for a quarter.

use super::person::{Person, since};
use super::{Certainty, Facts, OfferKind, Proposal, Propose, Rule, Window, Worth};
use crate::calendar::add_days;

pub(super) const RULE: Rule =
    Rule { id: "attention", kind: OfferKind::Care, propose: Propose::ToCustomer(propose) };

/// A quarter, in days.
const QUARTER: i32 = 91;
/// How many days without contact are too many.
const WITHOUT_CONTACT: f64 = 90.0;

fn propose(person: &Person<'_>) -> Option<Proposal> {
    let last = person.last_contact.map_or(person.last(), |contact| contact.max(person.last()));
    let is_quiet = since(last, person.end()).0 >= WITHOUT_CONTACT;
    (person.is_top && is_quiet && person.summary.purchases > 0).then(|| Proposal {
        product: None,
        window: Window { from: person.end(), until: add_days(person.end(), QUARTER) },
        worth: Worth::Nothing,
        certainty: Certainty::Idea,
        facts: Facts {
            after: person.last_bought().map(|first| first.product),
            date: Some(last),
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

    #[test]
    fn a_top_customer_who_heard_nothing_for_a_quarter_gets_attention() {
        let sales = "2024-01-10 | Ana | Traject | 900
            2024-05-01 | Ben | Workshop | 150";
        expect![[r"
            Ana |  | 2024-05-01 – 2024-07-31 | 0.00 → 0.00 | idea
            Een van je beste klanten, en hoorde sinds 10 jan 2024 niets van je
            Hoi Ana, even horen hoe het met je gaat.
        "]]
        .assert_eq(&World::of(sales).proposals(&RULE));
    }
}
