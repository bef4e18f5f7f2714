//! What customers are worth so many months after their first purchase, by when they began; only complete months.

use crate::calendar::{DAYS_PER_MONTH, Date, Days, days_between};
use crate::grouped::Grouped;
use crate::ledger::{Ledger, Order};
use crate::money::Money;
use crate::parallel;
use crate::summary::CustomerSummary;
use std::array;
use std::collections::BTreeMap;

/// The months since the first purchase at which the value is taken.
pub const MONTHS: [u32; 6] = [0, 3, 6, 12, 24, 36];
/// The most start groups that are shown: the latest ones.
const MOST_GROUPS: usize = 6;
/// From how many years of history on groups are years rather than quarters.
const YEARS_FROM: f64 = 2.0;

/// Customers who began in one year or quarter.
#[derive(Clone, Debug, PartialEq)]
pub struct StartGroup {
    /// The year.
    pub year: i16,
    /// The quarter, 1 to 4; `None` for a whole year.
    pub quarter: Option<i8>,
    /// How many customers.
    pub customers: u32,
    /// Mean revenue per customer at each of [`MONTHS`]; `None` where one of them has not had the time.
    pub values: [Option<f64>; MONTHS.len()],
}

/// Groups customers by when they began.
pub fn start_groups(ledger: &Ledger, summaries: &[CustomerSummary], end: Date) -> Vec<StartGroup> {
    let bought = || summaries.iter().filter(|summary| summary.purchases > 0);
    let Some(first) = bought().map(|summary| summary.first_purchase).min() else {
        return Vec::new();
    };
    let by_year = days_between(first, end).years() >= YEARS_FROM;
    let mut members: BTreeMap<(i16, Option<i8>), Vec<&CustomerSummary>> = BTreeMap::new();
    for summary in bought() {
        let day = summary.first_purchase;
        let quarter = (!by_year).then_some((day.month() - 1) / 3 + 1);
        members.entry((day.year(), quarter)).or_default().push(summary);
    }
    // Those that were paid back are among them.
    let of_customer = |(number, order): (u32, &Order)| Some((order.customer.get()?.0, number));
    let grouped = Grouped::new((0u32..).zip(&ledger.orders).filter_map(of_customer));
    let orders: Vec<&[u32]> = grouped.iter().collect();
    let skipped = members.len().saturating_sub(MOST_GROUPS);
    let group = |((year, quarter), members): &((i16, Option<i8>), Vec<&CustomerSummary>)| {
        let youngest = members.iter().map(|it| it.age.0).fold(f64::INFINITY, f64::min);
        let revenues = revenues_until(ledger, &orders, members);
        let mean = |at: usize| revenues[at].to_f64() / members.len() as f64;
        StartGroup {
            year: *year,
            quarter: *quarter,
            customers: u32::try_from(members.len()).unwrap_or(u32::MAX),
            values: array::from_fn(|at| (youngest >= span(at).0).then(|| mean(at))),
        }
    };
    parallel::map(&members.into_iter().skip(skipped).collect::<Vec<_>>(), group)
}

/// Returns the time that one of [`MONTHS`] takes.
fn span(at: usize) -> Days {
    Days(f64::from(MONTHS[at]) * DAYS_PER_MONTH)
}

/// Returns what all members together brought until each of [`MONTHS`] after their first purchases.
fn revenues_until(
    ledger: &Ledger,
    orders: &[&[u32]],
    members: &[&CustomerSummary],
) -> [Money; MONTHS.len()] {
    let mut revenues = [Money::ZERO; MONTHS.len()];
    for summary in members {
        for &number in orders[summary.customer.0 as usize] {
            let order = &ledger.orders[number as usize];
            let time = days_between(summary.first_purchase, order.date);
            let Some(at) = (0..MONTHS.len()).find(|at| time <= span(*at)) else { break };
            revenues[at] += order.amount;
        }
    }
    for at in 1..MONTHS.len() {
        let before = revenues[at - 1];
        revenues[at] += before;
    }
    revenues
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::products::tests::ledger;
    use crate::summary::summarize;

    #[test]
    fn a_value_is_shown_once_every_customer_of_the_group_had_the_time() {
        // Two customers of early 2024, one of 2025; the ledger ends in March 2026.
        let sales = [(0, "A", 0), (0, "A", 80), (1, "A", 10), (2, "A", 500), (3, "A", 800)];
        let ledger = ledger(&sales, |_| 100.0);
        let period = ledger.period.unwrap();
        let groups = start_groups(&ledger, &summarize(&ledger, period), period.end);
        assert_eq!(
            groups.iter().map(|it| (it.year, it.customers)).collect::<Vec<_>>(),
            [(2024, 2), (2025, 1), (2026, 1)]
        );
        assert_eq!(
            groups[0].values,
            [Some(100.0), Some(150.0), Some(150.0), Some(150.0), Some(150.0), None]
        );
        assert_eq!(groups[1].values, [Some(100.0), Some(100.0), Some(100.0), None, None, None]);
        assert_eq!(groups[2].values[1], None);
    }

    #[test]
    fn a_short_history_is_told_by_quarter() {
        let ledger = ledger(&[(0, "A", 0), (1, "A", 100)], |_| 100.0);
        let period = ledger.period.unwrap();
        let groups = start_groups(&ledger, &summarize(&ledger, period), period.end);
        let quarters: Vec<_> = groups.iter().map(|it| it.quarter).collect();
        assert_eq!(quarters, [Some(1), Some(2)]);
    }
}
