//! What each channel brings: how many customers came through it, what they are worth so far, what winning one costs.

use super::by_name::{Named, by_name};
use crate::ledger::Ledger;
use crate::money::Money;
use crate::summary::CustomerSummary;

/// One channel, such as a search engine, a fair or word of mouth.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Channel {
    /// What it goes by, whatever the capitals and spaces.
    pub key: String,
    /// Its name as the ledger first spells it.
    pub name: String,
    /// Whose first purchase came through it.
    pub customers: u32,
    /// Those of them with more than one purchase.
    pub came_back: u32,
    /// What they brought so far.
    pub revenue: Money,
    /// What a new customer through it costs, in the ledger's currency; `None` until the owner fills it in.
    pub cost: Option<f64>,
}

impl Channel {
    /// Returns the mean revenue of a customer so far.
    pub fn mean(&self) -> f64 {
        self.revenue.to_f64() / f64::from(self.customers.max(1))
    }

    /// Returns the share that came back, 0 to 1.
    pub fn repeat_share(&self) -> f64 {
        f64::from(self.came_back) / f64::from(self.customers.max(1))
    }

    /// Returns how many times a customer has earned back so far what winning one cost, by the share that is kept of
    /// revenue; `None` where the cost is not known or nought.
    pub fn times_earned_back(&self, kept_share: f64) -> Option<f64> {
        self.cost.filter(|&cost| cost > 0.0).map(|cost| self.mean() * kept_share / cost)
    }
}

/// Returns what a new customer through a channel costs, if that is filled in.
pub fn cost_of(costs: &[(String, f64)], channel: &str) -> Option<f64> {
    costs.iter().find(|(key, _)| key == channel).map(|(_, cost)| *cost)
}

/// Returns the channels of the ledger, most customers first, each with what the owner says that it costs.
pub fn channels(
    ledger: &Ledger,
    summaries: &[CustomerSummary],
    costs: &[(String, f64)],
) -> Vec<Channel> {
    let bought = summaries.iter().filter(|summary| summary.purchases > 0);
    let named = bought.filter_map(|summary| {
        let customer = &ledger.customers[summary.customer.0 as usize];
        Some((customer.told.channel.as_deref()?, summary))
    });
    let one = |Named { key, name, members }: Named<&CustomerSummary>| Channel {
        cost: cost_of(costs, &key),
        key,
        name,
        customers: u32::try_from(members.len()).unwrap_or(u32::MAX),
        came_back: members.iter().map(|it| u32::from(it.purchases > 1)).sum(),
        revenue: members.iter().map(|it| it.revenue).sum(),
    };
    let mut found: Vec<Channel> = by_name(named).into_iter().map(one).collect();
    found.sort_by_key(|channel| std::cmp::Reverse(channel.customers));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::products::tests::ledger;
    use crate::summary::summarize;

    #[test]
    fn each_channel_has_its_customers_and_its_own_cost() {
        let sales = [(0, "A", 0), (1, "A", 5), (1, "A", 50), (2, "A", 9), (3, "A", 9)];
        let mut ledger = ledger(&sales, |_| 100.0);
        for (customer, channel) in
            ledger.customers.iter_mut().zip([Some("Google"), Some(" google"), Some("Beurs"), None])
        {
            customer.told.channel = channel.map(Into::into);
        }
        let summaries = summarize(&ledger, ledger.period.unwrap());
        let found = channels(&ledger, &summaries, &[("google".to_owned(), 60.0)]);
        let told: Vec<_> =
            found.iter().map(|it| (it.name.as_str(), it.customers, it.mean())).collect();
        assert_eq!(told, [("Google", 2, 150.0), ("Beurs", 1, 100.0)]);
        assert_eq!(found[0].repeat_share(), 0.5);
        assert_eq!(found[0].times_earned_back(0.4), Some(1.0));
        assert_eq!(found[1].times_earned_back(0.4), None);
    }
}
