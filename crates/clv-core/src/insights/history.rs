//! How the business stood at earlier days, by what the ledger tells of the time until then.
//!
//! Nothing is remembered from run to run: a row that is put right changes the past too, and a ledger without our sheets
//! tells the same.

use crate::calendar::{Date, ObservationPeriod};
use crate::ledger::Ledger;
use crate::money::Money;
use jiff::ToSpan;

/// How many months before the end of the ledger is looked.
pub const MONTHS_BEFORE: [u32; 5] = [0, 6, 12, 24, 36];
/// The fewest customers of whom an average says anything.
const FEWEST: u32 = 5;

/// How it stood at the end of a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// How many months before the end of the ledger.
    pub months_before: u32,
    /// The day.
    pub day: Date,
    /// Everyone who had bought by then.
    pub customers: u32,
    /// Those with more than one purchase.
    pub came_back: u32,
    /// What all of them had brought.
    pub revenue: Money,
    /// The year up to that day; `None` where the ledger does not go back so far.
    pub year: Option<Year>,
}

impl Standing {
    /// Returns the mean revenue of a customer so far.
    pub fn value(&self) -> f64 {
        self.revenue.to_f64() / f64::from(self.customers.max(1))
    }

    /// Returns the share that came back, 0 to 1.
    pub fn repeat_share(&self) -> f64 {
        f64::from(self.came_back) / f64::from(self.customers.max(1))
    }
}

/// What known customers did in twelve months.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Year {
    /// Who bought for the first time.
    pub new_customers: u32,
    /// What came in, credits netted.
    pub revenue: Money,
    /// What of that came after the day of a first purchase.
    pub repeat_revenue: Money,
}

impl Year {
    /// Returns the share of repeat purchases in the revenue; `None` without revenue.
    pub fn repeat_share(&self) -> Option<f64> {
        let share = || self.repeat_revenue.to_f64() / self.revenue.to_f64();
        self.revenue.is_positive().then(share)
    }
}

/// What has been counted up to a day.
#[derive(Clone, Copy, Default)]
struct Count {
    customers: u32,
    came_back: u32,
    revenue: Money,
    repeat_revenue: Money,
}

/// Returns how it stood at the end of the ledger and before, the latest first; only days with enough customers.
///
/// Goes through the orders once, whatever their number.
pub fn standings(ledger: &Ledger, period: ObservationPeriod) -> Vec<Standing> {
    let day = |months: u32| period.end.saturating_sub(i64::from(months).months());
    let mut days: Vec<Date> =
        MONTHS_BEFORE.iter().flat_map(|&months| [day(months), day(months + 12)]).collect();
    days.sort_unstable();
    days.dedup();
    let counts = counts_on(ledger, &days);
    let count_on = |day: Date| days.binary_search(&day).ok().and_then(|at| counts.get(at));
    let one = |&months_before: &u32| {
        // Both from the end: a year before the last of February is not always eighteen months before the end of August.
        let (day, before) = (day(months_before), day(months_before + 12));
        let then = count_on(day)?;
        // A first year began with the first purchase, however soon after the first of a month.
        let is_whole = before >= period.start.saturating_sub(1.day());
        let year = count_on(before).filter(|_| is_whole).map(|before| Year {
            new_customers: then.customers - before.customers,
            revenue: then.revenue - before.revenue,
            repeat_revenue: then.repeat_revenue - before.repeat_revenue,
        });
        let Count { customers, came_back, revenue, .. } = *then;
        let standing = Standing { months_before, day, customers, came_back, revenue, year };
        (customers >= FEWEST).then_some(standing)
    };
    MONTHS_BEFORE.iter().filter_map(one).collect()
}

/// Counts the orders of known customers up to and including each day; the days are in order.
fn counts_on(ledger: &Ledger, days: &[Date]) -> Vec<Count> {
    /// What is known of a customer so far.
    #[derive(Clone, Copy, Default)]
    struct Known {
        is_seen: bool,
        first_day: Option<Date>,
        purchases: u32,
    }
    let mut known = vec![Known::default(); ledger.customers.len()];
    let mut count = Count::default();
    let mut orders = ledger.orders.iter().peekable();
    let mut counts = Vec::with_capacity(days.len());
    for &day in days {
        while let Some(order) = orders.next_if(|order| order.date <= day) {
            let Some(customer) = order.customer.get() else { continue };
            let Some(known) = known.get_mut(customer.0 as usize) else { continue };
            count.customers += u32::from(!std::mem::replace(&mut known.is_seen, true));
            count.revenue += order.amount;
            let is_repeat = known.first_day.is_some_and(|first| order.date > first);
            if is_repeat {
                count.repeat_revenue += order.amount;
            }
            if order.is_purchase() {
                known.first_day.get_or_insert(order.date);
                known.purchases += 1;
                count.came_back += u32::from(known.purchases == 2);
            }
        }
        counts.push(count);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::products::tests::{START, ledger};
    use jiff::civil::date;

    /// Ten customers of the first month, of whom four come back half a year later, and five of the second year.
    fn sales() -> Vec<(u32, &'static str, i32)> {
        let first = (0..10).map(|n| (n, "Intake", 0));
        let again = (0..4).map(|n| (n, "Traject", 180));
        let later = (10..15).map(|n| (n, "Intake", 500));
        let last = [(0, "Traject", 731)];
        first.chain(again).chain(later).chain(last).collect()
    }

    #[test]
    fn each_day_knows_what_had_happened_by_then() {
        let ledger = ledger(&sales(), |name| if name == "Intake" { 50.0 } else { 500.0 });
        let found = standings(&ledger, ledger.period.unwrap());
        let told: Vec<_> = found
            .iter()
            .map(|it| (it.months_before, it.day, it.customers, it.came_back, it.value()))
            .collect();
        assert_eq!(
            told,
            [
                (0, date(2026, 1, 1), 15, 4, 3250.0 / 15.0),
                (6, date(2025, 7, 1), 15, 4, 2750.0 / 15.0),
                (12, date(2025, 1, 1), 10, 4, 250.0),
                (24, date(2024, 1, 1), 10, 0, 50.0),
            ]
        );
        assert_eq!(START, date(2024, 1, 1));
    }

    #[test]
    fn a_year_tells_new_customers_and_what_came_from_others() {
        let ledger = ledger(&sales(), |name| if name == "Intake" { 50.0 } else { 500.0 });
        let found = standings(&ledger, ledger.period.unwrap());
        let year = found[0].year.unwrap();
        assert_eq!((year.new_customers, year.repeat_share()), (5, Some(500.0 / 750.0)));
        // The year up to the first of January 2025 leaves out the first day of 2024, the day before it is not known.
        assert_eq!(found[3].year, None);
    }

    #[test]
    fn what_is_paid_back_comes_off_where_it_was_paid_back() {
        let sales: Vec<_> = (0..5).flat_map(|n| [(n, "Kuur", 0), (n, "Terug", 400)]).collect();
        let ledger = ledger(&sales, |name| if name == "Kuur" { 100.0 } else { -100.0 });
        let found = standings(&ledger, ledger.period.unwrap());
        assert_eq!(found[0].revenue, Money::ZERO);
        assert_eq!((found[0].came_back, found[0].year.unwrap().repeat_share()), (0, None));
        assert_eq!(found.last().unwrap().value(), 100.0);
    }

    #[test]
    fn half_a_year_before_the_end_of_august_has_its_year_too() {
        let sales: Vec<_> = (0..6).flat_map(|n| [(n, "Les", 0), (n, "Les", 607)]).collect();
        let ledger = ledger(&sales, |_| 10.0);
        let period = ObservationPeriod { start: date(2023, 3, 2), end: date(2025, 8, 30) };
        let found = standings(&ledger, period);
        assert_eq!((found[1].months_before, found[1].day), (6, date(2025, 2, 28)));
        assert!(found[1].year.is_some());
    }
}
