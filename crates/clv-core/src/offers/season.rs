//! R19, the moment of the year: who bought in the same month in two years or more is asked in time for the next.

use super::person::Person;
use super::scene::Share;
use super::{Certainty, Facts, OfferKind, Proposal, Propose, Rule, Window, Worth};
use crate::calendar::{Date, add_days, days_between};
use std::collections::BTreeSet;

pub(super) const RULE: Rule =
    Rule { id: "season", kind: OfferKind::Replenishment, propose: Propose::ToCustomer(propose) };

/// How many days ahead.
const AHEAD: (i32, i32) = (42, 28);
/// Who buys more often than this a year has no season.
const MOST_A_YEAR: f64 = 3.0;

fn propose(person: &Person<'_>) -> Option<Proposal> {
    let orders = &person.scene.ledger.orders;
    let dates: Vec<Date> =
        person.summary.orders.iter().map(|id| orders[id.0 as usize].date).collect();
    let years = (days_between(*dates.first()?, person.end()).years()).max(1.0);
    let days: BTreeSet<Date> = dates.iter().copied().collect();
    if days.len() as f64 / years > MOST_A_YEAR {
        return None;
    }
    (1..=12).find_map(|month| in_month(person, &days, month))
}

fn in_month(person: &Person<'_>, days: &BTreeSet<Date>, month: i8) -> Option<Proposal> {
    let in_month: Vec<Date> = days.iter().copied().filter(|day| day.month() == month).collect();
    let bought: BTreeSet<i16> = in_month.iter().map(|day| day.year()).collect();
    let last = *in_month.last()?;
    if bought.len() < 2 {
        return None;
    }
    let next = next_year_after(last, person.end())?;
    let possible = u32::try_from(last.year() - in_month[0].year() + 1).unwrap_or(1);
    let share =
        Share { taken: u32::try_from(bought.len()).unwrap_or(u32::MAX), eligible: possible };
    Some(Proposal {
        product: None,
        window: Window { from: add_days(next, -AHEAD.0), until: add_days(next, -AHEAD.1) },
        worth: Worth::sale(
            share.pulled_towards(person.scene.general_comeback()),
            person.mean_purchase(),
        ),
        certainty: Certainty::Measured,
        facts: Facts {
            after: person.last_bought().map(|first| first.product),
            taken: share.taken,
            eligible: share.eligible,
            date: Some(next),
            ..Facts::default()
        },
    })
}

/// Returns the same day a year later, or a year after that if it has been missed by now.
fn next_year_after(last: Date, end: Date) -> Option<Date> {
    let years = |n: i64| last.checked_add(jiff::Span::new().years(n)).ok();
    (1..=2).filter_map(years).find(|&next| add_days(next, -AHEAD.1) >= end)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::offers::fixture::World;
    use expect_test::expect;

    #[test]
    fn who_buys_each_may_is_asked_in_april() {
        let world = World::of(
            "2022-05-10 | Ana | Tuinonderhoud | 300
             2023-05-14 | Ana | Tuinonderhoud | 300
             2024-03-20 | Ben | Tuinonderhoud | 300",
        );
        expect![[r"
            Ana |  | 2024-04-02 – 2024-04-16 | 0.44 → 132.00 | measured
            Kocht 2 jaar in dezelfde maand; dit jaar zou dat rond 14 mei 2024 zijn
            Vorig jaar was je er rond deze tijd ook. Zullen we weer iets inplannen?
        "]]
        .assert_eq(&world.proposals(&RULE));
    }

    #[test]
    fn who_buys_every_month_has_no_season() {
        let sales: Vec<_> = (0..24)
            .map(|n| format!("{}-{:02}-10 | Ana | Knippen | 30", 2022 + n / 12, n % 12 + 1))
            .collect();
        assert_eq!(World::of(&sales.join("\n")).proposals(&RULE), "");
    }
}
