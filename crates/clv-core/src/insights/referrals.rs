//! What referred customers brought, and what scores say; only where the ledger has such columns.

use crate::ledger::{Customer, CustomerId, Ledger};
use crate::money::Money;
use crate::summary::CustomerSummary;
use std::collections::BTreeMap;

/// The fewest scores from which a net promoter score is told.
pub const FEWEST_SCORES: u32 = 10;

/// What referred customers brought.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Referrals {
    /// Customers who came through somebody.
    pub customers: u32,
    /// What they brought.
    pub revenue: Money,
    /// The customer through whom most revenue came, with that revenue; referrers who are no customers are left aside.
    pub best: Option<(CustomerId, Money)>,
}

/// Sums up referrals; nothing where no customer has a referrer.
pub fn referrals(ledger: &Ledger, summaries: &[CustomerSummary]) -> Option<Referrals> {
    let referred = summaries.iter().filter_map(|summary| {
        let customer: &Customer = &ledger.customers[summary.customer.0 as usize];
        Some((summary, customer.told.referrer.as_deref()?))
    });
    let referred: Vec<(&CustomerSummary, &str)> = referred.collect();
    if referred.is_empty() {
        return None;
    }
    let known: BTreeMap<String, CustomerId> = (0u32..)
        .map(CustomerId)
        .zip(&ledger.customers)
        .map(|(id, it)| (plain(&it.name), id))
        .collect();
    let mut revenue = Money::ZERO;
    let mut through: BTreeMap<CustomerId, Money> = BTreeMap::new();
    for (summary, referrer) in &referred {
        revenue += summary.revenue;
        if let Some(&id) = known.get(&plain(referrer)) {
            *through.entry(id).or_default() += summary.revenue;
        }
    }
    let best = through.into_iter().max_by_key(|(id, revenue)| (*revenue, std::cmp::Reverse(*id)));
    let customers = u32::try_from(referred.len()).unwrap_or(u32::MAX);
    Some(Referrals { customers, revenue, best })
}

fn plain(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Scores as a net promoter score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Promoters {
    /// How many scores.
    pub scores: u32,
    /// The share of 9 and 10 less the share of 0 to 6, −1 to 1.
    pub net: f64,
}

/// Returns the net promoter score, from [`FEWEST_SCORES`] scores on.
pub fn promoters(ledger: &Ledger) -> Option<Promoters> {
    let scores = || ledger.customers.iter().filter_map(|customer| customer.told.score);
    let n = u32::try_from(scores().count()).unwrap_or(u32::MAX);
    let promoters = scores().filter(|&score| score >= 9.0).count() as f64;
    let detractors = scores().filter(|&score| score < 7.0).count() as f64;
    let net = (promoters - detractors) / f64::from(n.max(1));
    (n >= FEWEST_SCORES).then_some(Promoters { scores: n, net })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Told;
    use crate::products::tests::ledger;
    use crate::summary::summarize;

    #[test]
    fn what_came_through_a_customer_is_told_apart() {
        let mut ledger = ledger(&[(0, "A", 0), (1, "A", 5), (2, "A", 9)], |_| 100.0);
        ledger.customers[1].told.referrer = Some("klant 0".into());
        ledger.customers[2].told.referrer = Some("Google".into());
        let summaries = summarize(&ledger, ledger.period.unwrap());
        let found = referrals(&ledger, &summaries).unwrap();
        assert_eq!((found.customers, found.revenue), (2, Money::from_cents(20_000)));
        assert_eq!(found.best, Some((CustomerId(0), Money::from_cents(10_000))));
    }

    #[test]
    fn ten_scores_make_a_net_promoter_score() {
        let scores = [10.0, 10.0, 9.0, 9.0, 9.0, 8.0, 7.0, 6.0, 3.0, 10.0];
        let customer = |&score: &f64| Customer {
            told: Told { score: Some(score), ..Told::default() }.into(),
            ..Customer::default()
        };
        let mut ledger =
            Ledger { customers: scores.iter().map(customer).collect(), ..Ledger::default() };
        let net = promoters(&ledger).unwrap();
        assert_eq!((net.scores, net.net), (10, 0.4));
        ledger.customers.pop();
        assert_eq!(promoters(&ledger), None);
    }
}
