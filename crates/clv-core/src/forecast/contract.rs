//! Customers under contract: a payment that is due either comes or is the end, which no model of purchases knows.
//!
//! Shifted-beta-geometric with weak priors. A contract is known from its start and end, or from payments of one amount
//! at one interval; whoever has not paid well after the next payment was due has ended it.

use super::draws::Axes;
use super::fit::{Method, Request};
use super::foresight::{Foresight, Seen};
use super::{Component, CustomerInput, Price};
use crate::calendar::{DAYS_PER_MONTH, DAYS_PER_YEAR, Date, Days, days_between};
use crate::ledger::Spell;
use crate::math::matrix::Matrix;
use crate::math::optimize::{bfgs, hessian};
use crate::math::sample::Sampler;
use crate::models::sbg::{Fate, Parameters};

/// A contract as far as it went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contract {
    /// The time from one payment to the next.
    pub period: Days,
    /// Renewals that were made.
    pub renewals: f64,
    /// Whether the next one was refused.
    pub ended: bool,
    /// The time until the next payment is due, from the end of the observation; below 0 if it is late already.
    pub next_in: Days,
    /// What each payment is, if the contract says so.
    pub fee: Option<f64>,
}

/// The payments from which on an interval is one.
const FEWEST_GAPS: f64 = 2.0;
/// The squared coefficient of variation of the gaps up to which they are one interval: months have 28 to 31 days, and
/// a payment may come some days late.
const SAME_GAP: f64 = 0.02;
/// The shortest interval of a contract, in days.
const SHORTEST: f64 = 6.0;
/// Of the customers who paid often enough, the share whose interval is fixed from which on payments are contracts.
const MOST: f64 = 0.7;
/// So many of them at least.
const FEWEST_CUSTOMERS: usize = 3;
/// A payment is missed when it is this share of the interval late.
const GRACE: f64 = 0.5;

/// Finds contracts in payments: nearly everybody pays one amount at one interval.
///
/// Returns nothing for whom that is not known; customers who started only just are under contract like the others.
pub fn find(customers: &[CustomerInput]) -> Vec<Option<Box<Contract>>> {
    let often = |customer: &&CustomerInput| customer.history.x >= FEWEST_GAPS;
    let n_often = customers.iter().filter(often).count();
    let mut periods: Vec<f64> =
        customers.iter().filter(often).filter_map(interval).map(|period| period.0).collect();
    let nearly_all = periods.len() as f64 >= MOST * n_often as f64;
    if periods.len() < FEWEST_CUSTOMERS || !nearly_all {
        return vec![None; customers.len()];
    }
    periods.sort_by(f64::total_cmp);
    let usual = Days(periods[periods.len() / 2]);
    let contract = |customer: &CustomerInput| {
        if customer.never_bought {
            return None;
        }
        let pays_once = !often(&customer) && matches!(customer.price, Price::One(_));
        let period = interval(customer).or(pays_once.then_some(usual))?;
        Some(Box::new(contract_of(customer, period)))
    };
    customers.iter().map(contract).collect()
}

/// Takes every customer for one under contract: the one that the ledger tells, else one with the customer's own mean
/// interval or the usual one.
pub(super) fn forced(customers: &[CustomerInput], otherwise: Days) -> Vec<Option<Box<Contract>>> {
    let own = |customer: &CustomerInput| {
        let history = customer.history;
        (history.x > 0.0 && history.t_x > 0.0).then(|| history.t_x / history.x)
    };
    let mut periods: Vec<f64> = customers.iter().filter_map(own).collect();
    periods.sort_by(f64::total_cmp);
    let usual = periods.get(periods.len() / 2).copied().unwrap_or(otherwise.0);
    let contract = |customer: &CustomerInput| {
        let period = Days(own(customer).unwrap_or(usual));
        let known = customer.contract.clone();
        let known = known.unwrap_or_else(|| Box::new(contract_of(customer, period)));
        (!customer.never_bought).then_some(known)
    };
    customers.iter().map(contract).collect()
}

/// Returns the contract that a subscription of the ledger is, as it stands on a day.
pub(super) fn of_spell(spell: &Spell, day: Date) -> Contract {
    let period = Days(DAYS_PER_MONTH);
    let end = spell.end_before(day);
    let renewals = f64::from(payments(spell, spell.start, end.unwrap_or(day)));
    let paid_until = (renewals + 1.0) * period.0;
    Contract {
        period,
        renewals,
        ended: end.is_some(),
        next_in: Days(paid_until - days_between(spell.start, day).0),
        fee: Some(spell.fee_per_month.to_f64()),
    }
}

/// Returns how many payments of a subscription fell due after `from`, up to and including `until`: one at its start and
/// one every month.
pub(super) fn payments(spell: &Spell, from: Date, until: Date) -> u32 {
    let until = spell.end.map_or(until, |end| end.min(until));
    let due_on = |day: Date| {
        let months = days_between(spell.start, day).0 / DAYS_PER_MONTH;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "dates of a workbook lie less than 100,000 months apart"
        )]
        let count = (months.floor() + 1.0).max(0.0) as u32;
        count
    };
    due_on(until).saturating_sub(due_on(from))
}

fn contract_of(customer: &CustomerInput, period: Days) -> Contract {
    let history = customer.history;
    let next_in = Days(period.0 - (history.age - history.t_x));
    Contract {
        period,
        renewals: history.x,
        ended: next_in.0 < -GRACE * period.0,
        next_in,
        fee: None,
    }
}

/// Returns the interval at which a customer pays one amount.
///
/// By the mean of the logarithms of the gaps: it falls short of the logarithm of their mean by half of their squared
/// coefficient of variation.
fn interval(customer: &CustomerInput) -> Option<Days> {
    let history = customer.history;
    let (x, ln_gaps) = (history.x, customer.ln_gaps?);
    let mean = history.t_x / x;
    let is_fixed = x >= FEWEST_GAPS
        && matches!(customer.price, Price::One(_))
        && mean >= SHORTEST
        && 2.0 * (mean.ln() - ln_gaps / x) <= SAME_GAP;
    is_fixed.then_some(Days(mean))
}

/// Contracts of one ledger, fitted together.
pub(super) struct Contracts {
    /// That of each customer of the ledger, if there is one.
    of: Vec<Option<Box<Contract>>>,
    parameters: Parameters,
    draws: Vec<Parameters>,
    log_likelihood: f64,
    converged: bool,
    horizon: f64,
    /// Continuous discount rate a day.
    rate: f64,
}

/// What is believed of the chance to end at a renewal: about one in twenty, by its logit.
const LOGIT_ENDING: (f64, f64) = (-3.0, 1.5);
/// And of how alike customers are in that: α + β about 10.
const LN_BOTH: (f64, f64) = (2.3, 1.5);

impl Contracts {
    /// Fits contracts, with so many draws of the parameters.
    pub(super) fn fit(of: Vec<Option<Box<Contract>>>, request: &Request, n_draws: usize) -> Self {
        let mut fates: Vec<Fate> = of
            .iter()
            .flatten()
            .map(|c| Fate { renewals: c.renewals, ended: c.ended, customers: 1.0 })
            .collect();
        fates.sort_by(|a, b| a.renewals.total_cmp(&b.renewals).then(a.ended.cmp(&b.ended)));
        fates.dedup_by(|next, last| {
            let same = next.renewals == last.renewals && next.ended == last.ended;
            last.customers += if same { next.customers } else { 0.0 };
            same
        });
        let value =
            |at: &[f64; 2], slopes: &mut [f64; 2]| objective(&fates, request.method, at, slopes);
        let share = 1.0 / (1.0 + f64::exp(-LOGIT_ENDING.0));
        let start = [LN_BOTH.0 + share.ln(), LN_BOTH.0 + (-share).ln_1p()];
        let best = bfgs(value, start, 1e-9);
        let curvature: Matrix<2> = hessian(value, &best.at, 1e-4);
        let density = |at: &[f64; 2]| best.value - value(at, &mut [0.0; 2]);
        let points = Axes::new(&best.at, &curvature).points(n_draws.max(1), Some(&density));
        let parameters = at_logarithms(&best.at);
        Self {
            of,
            parameters,
            draws: points.iter().map(at_logarithms).collect(),
            log_likelihood: parameters.log_likelihood(&fates).0,
            converged: best.converged,
            horizon: request.horizon,
            rate: request.annual_discount_rate.max(-0.99).ln_1p() / DAYS_PER_YEAR,
        }
    }

    /// Returns the contract of the customer of that index.
    pub(super) fn contract(&self, at: usize) -> Option<&Contract> {
        self.of[at].as_deref()
    }

    /// Returns how many payments fall within the horizon if all are made.
    fn payments(&self, contract: &Contract) -> u32 {
        let first = contract.next_in.0.max(0.0);
        let period = contract.period.0.max(1.0);
        let count = ((self.horizon - first) / period + 1e-9).floor() + 1.0;
        if first > self.horizon {
            return 0;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a horizon of 200 years has fewer days"
        )]
        let count = count.clamp(0.0, 100_000.0) as u32;
        count
    }
}

fn at_logarithms(at: &[f64; 2]) -> Parameters {
    Parameters { alpha: at[0].exp(), beta: at[1].exp() }
}

/// Minus the logarithm of likelihood and prior at ln α and ln β.
fn objective(fates: &[Fate], method: Method, at: &[f64; 2], slopes: &mut [f64; 2]) -> f64 {
    *slopes = [0.0; 2];
    if at.iter().any(|v| v.is_nan() || v.abs() > 18.0) {
        return f64::INFINITY;
    }
    let (mut value, mut by) = at_logarithms(at).log_likelihood(fates);
    if method == Method::Map {
        let logit = (at[0] - at[1] - LOGIT_ENDING.0) / LOGIT_ENDING.1;
        let both = (crate::math::special::ln_add_exp(at[0], at[1]) - LN_BOTH.0) / LN_BOTH.1;
        let share = 1.0 / (1.0 + (at[1] - at[0]).exp());
        value -= 0.5 * (logit * logit + both * both);
        by[0] -= logit / LOGIT_ENDING.1 + both / LN_BOTH.1 * share;
        by[1] -= -logit / LOGIT_ENDING.1 + both / LN_BOTH.1 * (1.0 - share);
    }
    *slopes = by.map(|slope| -slope);
    -value
}

impl Foresight for Contracts {
    /// # Formula
    ///
    /// ```text
    /// E = Σⱼ S(n + j) / S(n),   j = 1 … payments within the horizon, discounted from the day that each is due
    /// ```
    fn foresee(
        &self,
        at: usize,
        _: &CustomerInput,
        sampler: &mut Sampler,
        counts: &mut [f64],
    ) -> Seen {
        counts.fill(0.0);
        let Some(contract) = self.contract(at).filter(|contract| !contract.ended) else {
            return Seen::default();
        };
        let payments = self.payments(contract);
        let mut seen = Seen { probability_alive: 1.0, ..Seen::default() };
        let Parameters { alpha, beta } = self.parameters;
        let mut stays = 1.0;
        for j in (0..payments).map(f64::from) {
            let made = contract.renewals + j;
            stays *= (beta + made) / (alpha + beta + made);
            let due = contract.next_in.0.max(0.0) + j * contract.period.0;
            seen.expected += stays;
            seen.discounted += stays * (-self.rate * due).exp();
        }
        for (draw, count) in counts.iter_mut().enumerate() {
            let Parameters { alpha, beta } = self.draws[draw % self.draws.len()];
            let ending = sampler.beta(alpha, beta + contract.renewals);
            *count = (sampler.geometric(ending) - 1.0).min(f64::from(payments));
        }
        seen
    }

    fn components(&self) -> Vec<Component> {
        let Parameters { alpha, beta } = self.parameters;
        vec![Component {
            model: "sbg",
            weight: 1.0,
            parameters: vec![("alpha", alpha), ("beta", beta)],
            log_likelihood: self.log_likelihood,
        }]
    }

    fn has_converged(&self) -> bool {
        self.converged
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::fit::Choice;
    use crate::models::History;

    /// So many monthly payments of one amount, the last one so many days ago.
    fn monthly(payments: u32, silence: f64) -> CustomerInput {
        let x = f64::from(payments) - 1.0;
        let history = History { x, t_x: x * 30.4, age: x * 30.4 + silence };
        let ln_gaps = Some(x * 30.4f64.ln());
        CustomerInput { history, ln_gaps, price: Price::One(29.0), ..CustomerInput::default() }
    }

    fn request() -> Request {
        Request {
            choice: Choice::Auto,
            method: Method::Map,
            horizon: DAYS_PER_YEAR,
            annual_discount_rate: 0.0,
            time_unit: Days(1.0),
            n_draws: None,
            total_only: false,
        }
    }

    #[test]
    fn one_amount_at_one_interval_is_a_contract_and_silence_ends_it() {
        let customers: Vec<CustomerInput> =
            vec![monthly(6, 10.0), monthly(9, 20.0), monthly(12, 80.0), monthly(1, 5.0)];
        let contracts: Vec<Box<Contract>> = find(&customers).into_iter().flatten().collect();
        let ended: Vec<bool> = contracts.iter().map(|contract| contract.ended).collect();
        assert_eq!(ended, [false, false, true, false]);
        assert!((contracts[0].next_in.0 - 20.4).abs() < 1e-9);
    }

    #[test]
    fn amounts_or_gaps_that_differ_are_no_contract() {
        let mut amounts = vec![monthly(6, 10.0); 5];
        let mut gaps = amounts.clone();
        for customer in &mut amounts {
            customer.price = Price::Several;
        }
        for customer in &mut gaps {
            customer.ln_gaps = Some(5.0 * 25f64.ln());
        }
        assert_eq!(find(&amounts), [const { None }; 5]);
        assert_eq!(find(&gaps), [const { None }; 5]);
    }

    #[test]
    fn draws_average_to_the_expectation() {
        let customers: Vec<CustomerInput> =
            (2..40).map(|n| monthly(n % 13 + 3, if n % 4 == 0 { 90.0 } else { 9.0 })).collect();
        let mut fitted = Contracts::fit(find(&customers), &request(), 1);
        fitted.draws = vec![fitted.parameters];
        let mut counts = vec![0.0; 20_000];
        let seen = fitted.foresee(3, &customers[3], &mut Sampler::new(3, 0), &mut counts);
        let mean = counts.iter().sum::<f64>() / counts.len() as f64;
        assert!((mean / seen.expected - 1.0).abs() < 0.03, "{mean} {seen:?}");
        assert_eq!(fitted.payments(fitted.contract(3).unwrap()), 12);
    }
}
