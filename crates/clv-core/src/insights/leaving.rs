//! Which subscriptions lose members soonest: the leave rate of each plan at each price, and why members say they leave.

use super::by_name::{Named, by_name};
use crate::calendar::{ObservationPeriod, add_days, days_between};
use crate::forecast::CONFIDENCE;
use crate::ledger::{CustomerId, Ledger, ProductId, Spell};
use crate::math::special::normal_quantile;
use crate::money::Money;
use crate::segments::overview::FEWEST_FOR_AVERAGES;
use crate::stay;
use std::collections::BTreeMap;

/// Who starts another plan within so many days of the end of one has moved, not left: two months, since a month may be
/// skipped.
const MOVED_WITHIN: i32 = 62;

/// One plan at one price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// What it is called in the ledger, if it is.
    pub product: Option<ProductId>,
    /// What it costs a month.
    pub fee_per_month: Money,
    /// Subscriptions to it so far.
    pub members: u32,
    /// Those that ended, but for who moved to another plan.
    pub left: u32,
    /// Those who moved to another plan.
    pub moved: u32,
    /// The months of all members together.
    pub months: f64,
}

impl Plan {
    /// Returns those that go on.
    pub fn staying(&self) -> u32 {
        self.members - self.left - self.moved
    }

    /// Returns the share of the members who leave within a year, and between what it lies with [`CONFIDENCE`]; nothing while
    /// nobody left.
    ///
    /// # Formula
    ///
    /// ```text
    /// 1 - e^(-12 h),   h = left / months,   ln h known to 1 / √left
    /// ```
    ///
    /// Cox & Oakes (1984), Analysis of Survival Data, section 3.2.
    pub fn leave_rate(&self) -> Option<(f64, f64, f64)> {
        if self.left == 0 || self.months <= 0.0 {
            return None;
        }
        let left = f64::from(self.left);
        let (by_month, by) =
            (left / self.months, (normal_quantile(0.5 + 0.5 * CONFIDENCE) / left.sqrt()).exp());
        let within_a_year = |by_month: f64| -(-12.0 * by_month).exp_m1();
        Some((within_a_year(by_month), within_a_year(by_month / by), within_a_year(by_month * by)))
    }
}

/// The plans of a ledger.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plans {
    /// Those with enough members for a rate, the one that loses them soonest first.
    pub plans: Vec<Plan>,
    /// The others.
    pub small: Vec<Plan>,
}

impl Plans {
    /// Returns the first plan and the last one, if the first surely loses its members sooner: their intervals lie apart.
    pub fn worst_and_best(&self) -> Option<(&Plan, &Plan)> {
        let (worst, best) = (self.plans.first()?, self.plans.last()?);
        let (_, low, _) = worst.leave_rate()?;
        // Of a plan that nobody left, one who leaves tomorrow stands for the highest rate that is likely.
        let next = Plan { left: best.left.max(1), ..*best };
        (low > next.leave_rate()?.2).then_some((worst, best))
    }
}

/// Counts the members of each plan at each price and those who left within the period.
pub fn plans(ledger: &Ledger, period: ObservationPeriod) -> Plans {
    let mut plans: BTreeMap<(Option<ProductId>, Money), Plan> = BTreeMap::new();
    for spell in ledger.spells.iter().filter(|spell| spell.start <= period.end) {
        let end = spell.end_before(period.end);
        let key = (spell.product, spell.fee_per_month);
        let plan = plans.entry(key).or_insert(Plan {
            product: spell.product,
            fee_per_month: spell.fee_per_month,
            members: 0,
            left: 0,
            moved: 0,
            months: 0.0,
        });
        plan.members += 1;
        plan.months += stay::months(days_between(spell.start, end.unwrap_or(period.end)));
        let Some(end) = end else { continue };
        let goes_on =
            |other: &Spell| other.start > spell.start && other.start <= add_days(end, MOVED_WITHIN);
        if ledger.spells_of(spell.customer).iter().any(goes_on) {
            plan.moved += 1;
        } else {
            plan.left += 1;
        }
    }
    let is_enough = |plan: &Plan| plan.members >= FEWEST_FOR_AVERAGES;
    let (mut plans, small): (Vec<Plan>, Vec<Plan>) = plans.into_values().partition(is_enough);
    let rate = |plan: &Plan| plan.leave_rate().map_or(0.0, |rate| rate.0);
    plans.sort_by(|one, other| {
        rate(other).total_cmp(&rate(one)).then(other.members.cmp(&one.members))
    });
    Plans { plans, small }
}

/// Counts why customers whose subscriptions have all ended say that they left, the most frequent reason first; each as the
/// ledger first spells it.
pub fn reasons(ledger: &Ledger, period: ObservationPeriod) -> Vec<(String, u32)> {
    let told = (0u32..).map(CustomerId).zip(&ledger.customers).filter_map(|(id, customer)| {
        let spells = ledger.spells_of(id);
        let has_left = spells.iter().all(|spell| spell.end_before(period.end).is_some());
        let reason = customer.told.leave_reason.as_deref()?;
        (has_left && !spells.is_empty()).then_some((reason, ()))
    });
    let count = |it: Named<()>| (it.name, u32::try_from(it.members.len()).unwrap_or(u32::MAX));
    let mut found: Vec<(String, u32)> = by_name(told).into_iter().map(count).collect();
    found.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::ledger::{Customer, Told};
    use jiff::civil::date;

    const START: Date = date(2022, 1, 1);

    /// Members as plan and the months that they stayed, if they left; the period is two years.
    fn found(members: &[(u32, Option<i32>)]) -> Plans {
        let spell = |(customer, &(plan, months)): (u32, &(u32, Option<i32>))| Spell {
            customer: CustomerId(customer),
            product: Some(ProductId(plan)),
            start: START,
            end: months.map(|months| add_days(START, months * 30)),
            fee_per_month: Money::from_cents(2500),
        };
        let spells = (0..).zip(members).map(spell).collect();
        let ledger = Ledger { spells, ..Ledger::default() };
        plans(&ledger, ObservationPeriod { start: START, end: date(2024, 1, 1) })
    }

    #[test]
    fn those_who_left_are_counted_against_the_months_of_all() {
        let mut members = vec![(0, Some(10)); 10];
        members.extend(vec![(0, None); 10]);
        members.extend(vec![(1, None); 6]);
        members.push((2, Some(3)));
        let plans = found(&members);
        assert_eq!(plans.plans.iter().map(|plan| plan.members).collect::<Vec<_>>(), [20, 6]);
        assert_eq!((plans.small.len(), plans.plans[0].left, plans.plans[0].staying()), (1, 10, 10));
        // 10 of 10 × 300 and 10 × 730 days, times or by e^(1.645 / √10).
        let by_year = 10.0 / (10_300.0 / 365.25);
        let (rate, low, high) = plans.plans[0].leave_rate().unwrap();
        for (found, by) in [(rate, 1.0f64), (low, 1.0 / 1.6823), (high, 1.6823)] {
            assert!((found - (1.0 - (-by_year * by).exp())).abs() < 1e-4, "{found}");
        }
        assert_eq!(plans.plans[1].leave_rate(), None);
    }

    #[test]
    fn a_plan_is_the_worst_only_where_chance_does_not_explain_it() {
        let mut members = vec![(0, Some(2)); 12];
        members.extend(vec![(1, None); 12]);
        assert!(found(&members).worst_and_best().is_some());
        let mut members = vec![(0, Some(10)), (0, Some(12))];
        members.extend(vec![(0, None); 8]);
        members.extend(vec![(1, None); 8]);
        assert_eq!(found(&members).worst_and_best(), None);
    }

    #[test]
    fn who_moves_to_another_plan_has_not_left() {
        let spell = |start, end, plan| Spell {
            customer: CustomerId(0),
            product: Some(ProductId(plan)),
            start,
            end,
            fee_per_month: Money::from_cents(2500),
        };
        let spells = vec![
            spell(START, Some(date(2022, 6, 30)), 0),
            spell(date(2022, 8, 1), Some(date(2022, 12, 31)), 1),
        ];
        let ledger = Ledger { spells, ..Ledger::default() };
        let plans = plans(&ledger, ObservationPeriod { start: START, end: date(2024, 1, 1) });
        let counts: Vec<_> = plans.small.iter().map(|plan| (plan.moved, plan.left)).collect();
        assert_eq!(counts, [(1, 0), (0, 1)]);
    }

    #[test]
    fn reasons_are_counted_of_those_who_left_alone() {
        let told = [("Te duur", true), ("te duur ", true), ("Verhuisd", true), ("Te duur", false)];
        let customer = |(reason, _): &(&str, bool)| Customer {
            told: Told { leave_reason: Some((*reason).into()), ..Told::default() }.into(),
            ..Customer::default()
        };
        let spell = |(n, (_, has_left)): (u32, &(&str, bool))| Spell {
            customer: CustomerId(n),
            product: None,
            start: START,
            end: has_left.then(|| add_days(START, 90)),
            fee_per_month: Money::from_cents(2500),
        };
        let ledger = Ledger {
            customers: told.iter().map(customer).collect(),
            spells: (0..).zip(&told).map(spell).collect(),
            ..Ledger::default()
        };
        let period = ObservationPeriod { start: START, end: date(2024, 1, 1) };
        assert_eq!(
            reasons(&ledger, period),
            [("Te duur".to_owned(), 2), ("Verhuisd".to_owned(), 1)]
        );
    }
}
