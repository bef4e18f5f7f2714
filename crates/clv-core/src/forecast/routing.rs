//! Which model for which ledger, and what is still missing for a prediction to be shown.

use super::average::Averaged;
use super::contract::{self, Contract, Contracts};
use super::fit::{Choice, Request};
use super::foresight::{Foresight, Level};
use super::yearly::{Yearly, is_yearly};
use super::{Component, CustomerInput};
use crate::calendar::{DAYS_PER_MONTH, Date, Days, add_days};
use crate::finding::{Finding, Severity};

/// Customers from which on a prediction is shown.
pub const ENOUGH_CUSTOMERS: usize = 30;
/// Customers with a repeat purchase, or a renewal, from which on a prediction is shown.
pub const ENOUGH_REPEATERS: usize = 10;
/// Months of data from which on a prediction is shown.
pub const ENOUGH_MONTHS: f64 = 12.0;

/// Returns the customers that a request is about: what somebody buys besides a contract has a model of its own where
/// contracts have one, else it is among the purchases of that customer.
pub(super) fn asked<'a>(customers: &'a [CustomerInput], request: &Request) -> &'a [CustomerInput] {
    if binds_known(request.choice) { customers } else { &customers[..n_whole(customers)] }
}

/// Returns how many are customers rather than parts of them, which come last.
pub(super) fn n_whole(customers: &[CustomerInput]) -> usize {
    customers.partition_point(|customer| customer.part_of.is_none())
}

/// Returns whether those with a contract are foreseen by it.
fn binds_known(choice: Choice) -> bool {
    matches!(choice, Choice::Auto | Choice::GammaGamma)
}

/// The models of one ledger, fitted, and which of its customers goes to which.
pub(super) struct Routes {
    contracts: Option<Contracts>,
    purchases: Option<Box<dyn Foresight>>,
    /// The share of the customers who are under contract.
    share: f64,
}

impl Routes {
    /// Fits what the request asks for: contracts by themselves, yearly chances where there is one a year, and else
    /// the averaged models of purchases.
    pub(super) fn fit(customers: &[CustomerInput], request: &Request, n_draws: usize) -> Self {
        let contracts = match request.choice {
            Choice::Sbg => contract::forced(customers, request.time_unit),
            Choice::Auto | Choice::GammaGamma => known_or_found(customers),
            Choice::BgNbd
            | Choice::MbgNbd
            | Choice::ParetoNbd
            | Choice::BgCnbdK
            | Choice::MbgCnbdK
            | Choice::BgBb => vec![None; customers.len()],
        };
        let free: Vec<&CustomerInput> = customers
            .iter()
            .zip(&contracts)
            .filter(|(customer, contract)| contract.is_none() && !customer.never_bought)
            .map(|(customer, _)| customer)
            .collect();
        let n_bound = contracts.iter().flatten().count();
        let contracts = (n_bound > 0).then_some(contracts);
        let share = n_bound as f64 / (n_bound + free.len()).max(1) as f64;
        let is_auto = binds_known(request.choice);
        let purchases: Option<Box<dyn Foresight>> = if free.is_empty() && n_bound > 0 {
            None
        } else if request.choice == Choice::BgBb || is_auto && is_yearly(&free) {
            Some(Box::new(Yearly::fit(free.into_iter(), request, n_draws)))
        } else {
            Some(Box::new(Averaged::fit(free.into_iter(), request)))
        };
        let contracts = contracts.map(|contracts| Contracts::fit(contracts, request, n_draws));
        Self { contracts, purchases, share }
    }

    /// Returns what foresees the customer of that index.
    pub(super) fn of(&self, at: usize) -> Option<&dyn Foresight> {
        match &self.contracts {
            Some(contracts) if self.is_bound(at) => Some(contracts),
            _ => self.purchases.as_deref(),
        }
    }

    /// Returns whether that customer is under contract.
    pub(super) fn is_bound(&self, at: usize) -> bool {
        self.contracts.as_ref().is_some_and(|contracts| contracts.contract(at).is_some())
    }

    /// Returns by how much each draw raises the purchases of customers without a contract; see [`Foresight::levels`].
    pub(super) fn levels(&self, customers: &[&CustomerInput], n_draws: usize) -> Vec<Level> {
        self.purchases.as_ref().map_or_else(Vec::new, |it| it.levels(customers, n_draws))
    }

    /// Returns what each payment of that customer is, if a contract says so.
    pub(super) fn fee(&self, at: usize) -> Option<f64> {
        self.contracts.as_ref()?.contract(at)?.fee
    }

    fn all(&self) -> impl Iterator<Item = (&dyn Foresight, f64)> {
        let bound = self.contracts.as_ref().map(|it| (it as &dyn Foresight, self.share));
        bound.into_iter().chain(self.purchases.as_deref().map(|it| (it, 1.0 - self.share)))
    }

    /// Returns all models; weights are shares of the customers and sum to 1.
    pub(super) fn components(&self) -> Vec<Component> {
        let weighed = |(foresight, share): (&dyn Foresight, f64)| {
            let parts = foresight.components().into_iter();
            parts.map(move |part| Component { weight: part.weight * share, ..part })
        };
        self.all().flat_map(weighed).collect()
    }

    /// Returns whether every search found its optimum.
    pub(super) fn have_converged(&self) -> bool {
        self.all().all(|(foresight, _)| foresight.has_converged())
    }
}

/// Contracts that the ledger tells, else those that payments show.
fn known_or_found(customers: &[CustomerInput]) -> Vec<Option<Box<Contract>>> {
    let found = contract::find(customers);
    let known = |(found, customer): (Option<Box<Contract>>, &CustomerInput)| {
        customer.contract.clone().or(found.filter(|_| customer.part_of.is_none()))
    };
    found.into_iter().zip(customers).map(known).collect()
}

/// How much a prediction rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// Customers who bought something.
    pub customers: usize,
    /// Those of them who came back, or whose contract was renewed.
    pub repeaters: usize,
    /// First purchase to the end of the period.
    pub length: Days,
}

impl Evidence {
    /// Counts what customers in a period of this length give to go by.
    pub fn of(customers: &[CustomerInput], length: Days) -> Self {
        let is_one = |it: &&CustomerInput| !it.never_bought && it.part_of.is_none();
        let bought = customers.iter().filter(is_one);
        let was_renewed = |contract: &Contract| contract.renewals > 0.0;
        let repeaters = bought.clone().filter(|customer| {
            customer.history.x > 0.0 || customer.contract.as_deref().is_some_and(was_renewed)
        });
        Self { customers: bought.count(), repeaters: repeaters.count(), length }
    }

    /// Returns whether a prediction can be shown.
    pub fn is_enough(&self) -> bool {
        self.customers >= ENOUGH_CUSTOMERS && self.repeaters >= ENOUGH_REPEATERS && !self.is_short()
    }

    fn months(&self) -> f64 {
        self.length.0 / DAYS_PER_MONTH
    }

    /// A period from the first of January to the last of December is a year.
    fn is_short(&self) -> bool {
        self.months() < ENOUGH_MONTHS - 0.1
    }

    /// Returns what is missing for a prediction, each with what there is and from when on it is enough; `start` is the
    /// day of the first purchase.
    pub fn missing(&self, start: Date) -> Vec<Finding> {
        let mut missing = Vec::new();
        if self.customers < ENOUGH_CUSTOMERS {
            missing.push(
                Finding::new(Severity::Note, "too-few-customers-to-predict")
                    .with("count", self.customers)
                    .with("needed", ENOUGH_CUSTOMERS),
            );
        }
        if self.repeaters < ENOUGH_REPEATERS {
            missing.push(
                Finding::new(Severity::Note, "too-few-repeaters-to-predict")
                    .with("count", self.repeaters)
                    .with("needed", ENOUGH_REPEATERS),
            );
        }
        if self.is_short() {
            let days = Days(ENOUGH_MONTHS * DAYS_PER_MONTH).rounded();
            let from = add_days(start, days);
            missing.push(
                Finding::new(Severity::Note, "too-short-to-predict")
                    .with("months", self.months().floor())
                    .with("needed", ENOUGH_MONTHS)
                    .with("from", from.to_string()),
            );
        }
        missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn customers(n: usize, n_back: usize) -> Vec<CustomerInput> {
        let one = |at| {
            let mut customer = CustomerInput::default();
            customer.history.x = f64::from(u8::from(at < n_back));
            customer
        };
        (0..n).map(one).collect()
    }

    #[test]
    fn a_prediction_needs_thirty_customers_ten_who_came_back_and_a_year() {
        let enough = |n, back, days| Evidence::of(&customers(n, back), Days(days)).is_enough();
        assert!(enough(30, 10, 364.0));
        assert!(!enough(29, 10, 364.0) && !enough(30, 9, 364.0) && !enough(30, 10, 330.0));
    }

    #[test]
    fn a_member_who_renewed_came_back_though_the_list_says_so_once() {
        let contract = |renewals| Contract {
            period: Days(30.0),
            renewals,
            ended: false,
            next_in: Days(10.0),
            fee: Some(25.0),
        };
        let one = |at| CustomerInput {
            contract: Some(Box::new(contract(f64::from(u8::from(at < 10))))),
            ..CustomerInput::default()
        };
        let evidence = Evidence::of(&(0..30).map(one).collect::<Vec<_>>(), Days(400.0));
        assert!(evidence.repeaters == 10 && evidence.is_enough());
    }

    #[test]
    fn what_is_missing_is_said_for_each_gate() {
        let evidence = Evidence::of(&customers(12, 2), Days(100.0));
        let codes: Vec<_> =
            evidence.missing(jiff::civil::date(2024, 3, 1)).iter().map(|f| f.code).collect();
        assert_eq!(
            codes,
            [
                "too-few-customers-to-predict",
                "too-few-repeaters-to-predict",
                "too-short-to-predict"
            ]
        );
        assert_eq!(Evidence::of(&customers(30, 10), Days(400.0)).missing(Date::MIN), []);
    }
}
