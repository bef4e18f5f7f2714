//! One customer as rules look at it, and what they ask of waits and steps.

use super::scene::{Scene, Share};
use super::{Facts, Window};
use crate::calendar::{Date, Days, add_days, days_between};
use crate::ledger::{Customer, CustomerId, Spell};
use crate::products::next_product::Suited;
use crate::products::next_steps::NextStep;
use crate::products::{FirstPurchase, ProductIndex};
use crate::rhythm::Gaps;
use crate::segments::Segment;
use crate::summary::CustomerSummary;
use std::cell::OnceCell;

/// How long a window is at least: shorter than this nobody can keep to it.
const SHORTEST_WINDOW: i32 = 13;
/// How many products that suit a customer are looked at.
const LOOKED_AT: usize = 25;

/// One customer.
pub(super) struct Person<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) summary: &'a CustomerSummary,
    pub(super) customer: &'a Customer,
    pub(super) segment: Segment,
    /// The usual wait for the next purchase.
    pub(super) gaps: Gaps,
    /// What was bought, by first day.
    pub(super) bought: &'a [FirstPurchase],
    /// The subscription that began last.
    pub(super) spell: Option<&'a Spell>,
    pub(super) is_top: bool,
    /// When the owner last approached this customer.
    pub(super) last_contact: Option<Date>,
    suited: OnceCell<Vec<Suited>>,
}

impl<'a> Person<'a> {
    /// Looks at the customer of a summary.
    pub(super) fn of(scene: &'a Scene<'a>, at: usize, last_contact: Option<Date>) -> Self {
        let summary = &scene.summaries[at];
        Self {
            scene,
            summary,
            customer: &scene.ledger.customers[summary.customer.0 as usize],
            segment: scene.segments[at],
            gaps: scene.rhythm.of_customer(summary),
            bought: scene.ladder.catalog.histories.of(at),
            spell: scene.last_spell(summary.customer),
            is_top: scene.is_top(at),
            last_contact,
            suited: OnceCell::new(),
        }
    }

    /// Returns the products that suit the customer by all that was bought, best first; several rules ask for them.
    pub(super) fn suited(&self) -> &[Suited] {
        self.suited.get_or_init(|| self.scene.ladder.next.suited(self.bought, LOOKED_AT))
    }

    pub(super) fn end(&self) -> Date {
        self.scene.period.end
    }

    pub(super) fn id(&self) -> CustomerId {
        self.summary.customer
    }

    pub(super) fn last(&self) -> Date {
        self.summary.last_purchase
    }

    pub(super) fn silence(&self) -> Days {
        self.summary.time_since_last_purchase()
    }

    pub(super) fn purchase_days(&self) -> u32 {
        self.summary.frequency + 1
    }

    pub(super) fn has_bought(&self, product: ProductIndex) -> bool {
        self.bought.iter().any(|first| first.product == product)
    }

    /// Returns the subscription if it goes on at the end of the period.
    pub(super) fn active_spell(&self) -> Option<&'a Spell> {
        self.spell.filter(|spell| spell.end_before(self.end()).is_none())
    }

    /// Returns what was bought last.
    pub(super) fn last_bought(&self) -> Option<&'a FirstPurchase> {
        self.bought.iter().max_by_key(|first| (first.last_day, first.product))
    }

    /// Returns the mean amount of a purchase day of this customer.
    pub(super) fn mean_purchase(&self) -> f64 {
        (self.summary.revenue.to_f64() / f64::from(self.purchase_days())).max(0.0)
    }

    /// Returns the chance of one more purchase after the silence so far, with the count it rests on.
    pub(super) fn comeback(&self) -> (f64, Share) {
        let share = self.scene.comeback_after(self.purchase_days());
        let chance = share.pulled_towards(self.scene.general_comeback());
        let gaps = [self.gaps.g25, self.gaps.g50, self.gaps.g75];
        (still_to_come(chance, gaps, self.silence()), share)
    }

    /// Makes a window from a day on: that of the usual wait, or the days from now on if that has passed.
    pub(super) fn window_after(&self, day: Date, earliest: Days, latest: Days) -> Window {
        let from = add_days(day, earliest.rounded());
        let until = add_days(day, latest.rounded());
        if until < self.end() {
            return Window { from: self.end(), until: add_days(self.end(), SHORTEST_WINDOW) };
        }
        Window { from, until: until.max(add_days(from, SHORTEST_WINDOW)) }
    }
}

/// Returns the chance that something still happens after a wait in which it did not.
///
/// Of those to whom it happens a share S waits longer; then the chance is p·S / (1 − p + p·S). S goes by the quartiles
/// of the usual wait, by proportion between them, and halves beyond the last one as between the last two.
pub(super) fn still_to_come(chance: f64, quartiles: [Days; 3], waited: Days) -> f64 {
    let [q1, q2, q3] = quartiles.map(|quartile| quartile.0);
    let between = |low: f64, high: f64, from: f64| {
        let part = if high > low { (waited.0 - low) / (high - low) } else { 1.0 };
        from - 0.25 * part.clamp(0.0, 1.0)
    };
    let longer = if waited.0 <= q1 {
        between(0.0, q1, 1.0)
    } else if waited.0 <= q2 {
        between(q1, q2, 0.75)
    } else if waited.0 <= q3 {
        between(q2, q3, 0.5)
    } else {
        0.25 * (-(waited.0 - q3) / (q3 - q2).max(q3 / 4.0).max(1.0)).exp2()
    };
    let later = chance * longer;
    later / (1.0 - chance + later).max(f64::MIN_POSITIVE)
}

/// Returns the chance of a step that began so long ago and was not taken yet.
pub(super) fn chance(step: &NextStep, waited: Days) -> f64 {
    still_to_come(step.chance, [step.earliest, step.median, step.latest], waited)
}

/// Says what counts a step rests on.
pub(super) fn facts_of(step: &NextStep) -> Facts {
    Facts {
        after: Some(step.from),
        taken: step.taken,
        eligible: step.eligible,
        days: step.median.0,
        ..Facts::default()
    }
}

/// Returns the date of the end of a span from a day on.
pub(super) fn after(day: Date, span: Days) -> Date {
    add_days(day, span.rounded())
}

/// Returns how many days lie between a day and the end of the period.
pub(super) fn since(day: Date, end: Date) -> Days {
    days_between(day, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_it_did_not_happen_the_less_likely_it_still_will() {
        let quartiles = [10.0, 20.0, 30.0].map(Days);
        let at = |days| still_to_come(0.4, quartiles, Days(days));
        assert_eq!(at(0.0), 0.4);
        assert!((at(20.0) - 0.2 / 0.8).abs() < 1e-12);
        let waits = [0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 40.0, 100.0];
        assert!(waits.map(at).is_sorted_by(|sooner, later| sooner > later));
    }

    #[test]
    fn a_step_that_everybody_takes_on_one_day_is_no_trouble() {
        assert!(still_to_come(1.0, [Days(0.0); 3], Days(0.0)).is_finite());
        assert!(still_to_come(0.0, [Days(5.0); 3], Days(9.0)) == 0.0);
    }
}
