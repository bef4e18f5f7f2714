//! R12, replenish: what was bought is nearly used up, or the next visit is due.

use super::person::{Person, still_to_come};
use super::{Certainty, Facts, OfferKind, Proposal, Propose, Rule, Window, Worth};
use crate::calendar::{Date, Days, add_days, days_between};
use crate::products::FirstPurchase;
use crate::rhythm::percentile;

pub(super) const RULE: Rule =
    Rule { id: "replenish", kind: OfferKind::Replenishment, propose: Propose::ToCustomer(propose) };

/// How many days before and after the expected date.
const AROUND: i32 = 7;
/// The fewest own gaps from which a customer has a rhythm of its own.
const OWN_GAPS: u16 = 3;
/// The fewest gaps of all customers from which a product has a rhythm.
const GAPS_OF_ALL: u32 = 5;

fn propose(person: &Person<'_>) -> Option<Proposal> {
    let due = person.bought.iter().filter_map(|first| due(person, first));
    due.max_by(|a, b| {
        a.worth.revenue().total_cmp(&b.worth.revenue()).then(b.product.cmp(&a.product))
    })
}

fn due(person: &Person<'_>, first: &FirstPurchase) -> Option<Proposal> {
    let scene = person.scene;
    let product = scene.product(first.product);
    let price = product.spend.filter(|_| product.still_sold && !product.once_only)?;
    let (usual, n_gaps) = product.rebuy?;
    let own = (first.n_days > OWN_GAPS).then(|| regular(person, first)).flatten();
    if own.is_none() && n_gaps < GAPS_OF_ALL {
        return None;
    }
    let last = scene.date_of(first.last_day);
    let gap = own.map_or(usual, |own| own.gap);
    let next = add_days(last, gap.rounded());
    let window = Window { from: add_days(next, -AROUND), until: add_days(next, AROUND) };
    if window.until < person.end() || window.from > add_days(person.end(), 91) {
        return None;
    }
    let share = scene.rebuy_of(first.product);
    let quartiles = [0.7, 1.0, 1.5].map(|part| Days(part * gap.0));
    // Who bought it often will do so again rather than the average buyer of it.
    let mut own_share = share;
    own_share.taken += u32::from(first.n_days) - 1;
    own_share.eligible += u32::from(first.n_days) - 1;
    let chance = own_share.pulled_towards(scene.general_rebuy());
    Some(Proposal {
        product: Some(first.product),
        window,
        worth: Worth::sale(
            still_to_come(chance, quartiles, days_between(last, person.end())),
            price,
        ),
        certainty: Certainty::measured_if(share.is_measured()),
        facts: Facts {
            after: Some(first.product),
            taken: share.taken,
            eligible: share.eligible,
            days: gap.0,
            date: Some(next),
            ..Facts::default()
        },
    })
}

/// A customer's own rhythm in one product.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rhythm {
    /// The median gap.
    pub(super) gap: Days,
    /// The standard deviation of the gaps as a share of their mean.
    pub(super) spread: f64,
    /// When the next purchase is due.
    pub(super) next: Date,
}

/// Returns how regularly a customer buys a product; nothing with fewer than two gaps.
pub(super) fn regular(person: &Person<'_>, first: &FirstPurchase) -> Option<Rhythm> {
    let scene = person.scene;
    let is_it = |id: crate::ledger::ProductId| {
        scene.ladder.catalog.of[id.0 as usize] == Some(first.product)
    };
    let mut dates: Vec<Date> = Vec::new();
    for id in &person.summary.orders {
        let order = &scene.ledger.orders[id.0 as usize];
        let has_it =
            scene.ledger.lines_of(order).iter().any(|line| line.product.get().is_some_and(is_it));
        if has_it && dates.last() != Some(&order.date) {
            dates.push(order.date);
        }
    }
    let mut gaps: Vec<f64> =
        dates.windows(2).map(|pair| days_between(pair[0], pair[1]).0).collect();
    if gaps.len() < 2 {
        return None;
    }
    let n = gaps.len() as f64;
    let mean = gaps.iter().sum::<f64>() / n;
    let variance = gaps.iter().map(|gap| (gap - mean).powi(2)).sum::<f64>() / (n - 1.0);
    gaps.sort_by(f64::total_cmp);
    let gap = Days(percentile(&gaps, 0.5));
    let next = add_days(*dates.last()?, gap.rounded());
    Some(Rhythm { gap, spread: variance.sqrt() / mean, next })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::offers::fixture::World;
    use expect_test::expect;

    #[test]
    fn a_customer_hears_when_it_must_be_nearly_used_up() {
        let world = World::of(
            "2024-01-01 | Ana | Voer | 40
             2024-01-31 | Ana | Voer | 40
             2024-03-01 | Ana | Voer | 40
             2024-03-31 | Ana | Voer | 40
             2024-02-01 | Ben | Voer | 40
             2024-03-01 | Ben | Voer | 40
             2024-04-02 | Ben | Voer | 40
             2024-04-02 | Cas | Voer | 40",
        );
        expect![[r"
            Ana | Voer | 2024-04-23 – 2024-05-07 | 0.63 → 25.01 | idea
            Koopt Voer om de 30 dagen; de volgende keer is rond 30 apr 2024
            Is Voer bijna op? Bestel op tijd.
            Ben | Voer | 2024-04-25 – 2024-05-09 | 0.60 → 24.00 | idea
            Koopt Voer om de 30 dagen; de volgende keer is rond 2 mei 2024
            Is Voer bijna op? Bestel op tijd.
            Cas | Voer | 2024-04-25 – 2024-05-09 | 0.52 → 20.80 | idea
            Koopt Voer om de 30 dagen; de volgende keer is rond 2 mei 2024
            Is Voer bijna op? Bestel op tijd.
        "]]
        .assert_eq(&world.proposals(&RULE));
    }
}
