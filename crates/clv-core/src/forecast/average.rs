//! Models of purchases, averaged: none is right for every ledger, and nothing in a ledger tells for certain which is.

use super::fit::{Choice, Fit, Objective, Request};
use super::foresight::{Foresight, Seen};
use super::pooling::{self, Evidence, Shift};
use super::spend::quantized;
use super::{Component, CustomerInput, draws};
use crate::calendar::{DAYS_PER_YEAR, Days};
use crate::math::sample::Sampler;
use crate::models::bg_nbd::BG_NBD;
use crate::models::cnbd_k::{bg_cnbd, choose_k, mbg_cnbd};
use crate::models::geometric_dropout::GeometricDropout;
use crate::models::mbg_nbd::MBG_NBD;
use crate::models::pareto_nbd::ParetoNbd;
use crate::models::{Four, Histories, History, PurchaseModel};

/// Different parameters among the draws.
pub(super) const PARAMETERS: usize = 200;
/// The weight of leaving at any moment (Pareto/NBD) where timing is regular, which it knows nothing of; leaving right
/// after a purchase (MBG/NBD) has the rest.
const AT_ANY_MOMENT_REGULAR: f64 = 0.3;

/// Distinct histories up to which draws are weighted by the likelihood itself; beyond, it is normal enough.
const MOST_WEIGHTED: usize = 5000;

/// A fitted model with its weight and equally likely parameters.
struct Member {
    model: Box<dyn PurchaseModel>,
    k: f64,
    fit: Fit,
    weight: f64,
    draws: Vec<Four>,
    /// How much more the customers of each cluster buy.
    shifts: Vec<Shift>,
}

impl Member {
    /// Returns how much more the customers of each cluster buy than all; nothing for customers without one.
    fn shifts_of(&self, clusters: &[Histories]) -> Vec<Shift> {
        const STEP: f64 = 0.05;
        // By the logarithm of α, of which the rate is the inverse.
        let slope = |histories: &Histories, by: f64| {
            let mut slopes = [0.0; 4];
            let parameters = shifted(&self.fit.parameters, -by);
            self.model.log_likelihood(&parameters, histories, &mut slopes);
            slopes[1]
        };
        let evidence = |histories: &Histories| {
            let curvature = (slope(histories, -STEP) - slope(histories, STEP)) / (2.0 * STEP);
            let evidence = Evidence { slope: -slope(histories, 0.0), curvature };
            (curvature > 0.0 && evidence.slope.is_finite()).then_some(evidence)
        };
        let evidence: Vec<Option<Evidence>> = clusters.iter().map(evidence).collect();
        pooling::shifts(&evidence, self.draws.len())
    }
}

/// Returns parameters under which purchases come e to this times as often.
fn shifted(parameters: &Four, by: f64) -> Four {
    let mut parameters = *parameters;
    parameters[1] *= (-by).exp();
    parameters
}

/// Returns the histories of each cluster.
fn by_cluster<'a>(
    customers: impl Iterator<Item = &'a CustomerInput>,
    scaled: &[History],
) -> Vec<Histories> {
    let mut clusters: Vec<Vec<History>> = Vec::new();
    for (customer, history) in customers.zip(scaled) {
        if let Some(at) = customer.cluster.map(usize::from) {
            if clusters.len() <= at {
                clusters.resize_with(at + 1, Vec::new);
            }
            clusters[at].push(*history);
        }
    }
    clusters.iter().map(|histories| Histories::new(histories, 0.0)).collect()
}

/// One or more models of purchases, fitted to the same customers.
pub(super) struct Averaged {
    members: Vec<Member>,
    unit: Days,
    horizon: f64,
    rate: f64,
    repeats: f64,
    time_unit: Days,
    asks_k: bool,
}

impl Averaged {
    /// Fits what the request asks for to customers who bought.
    pub(super) fn fit<'a>(
        customers: impl Iterator<Item = &'a CustomerInput> + Clone,
        request: &Request,
    ) -> Self {
        let unit = time_unit(customers.clone());
        let scaled: Vec<History> = customers.clone().map(|c| scale(c.history, unit)).collect();
        let repeats: f64 = customers.clone().map(|c| c.history.x).sum();
        let ln_gaps: Option<f64> = customers.clone().map(|c| c.ln_gaps).sum();
        let histories = Histories::new(&scaled, ln_gaps.unwrap_or(0.0) - repeats * unit.0.ln());
        let mut members = members(&histories, ln_gaps.is_some(), request);
        let clusters = by_cluster(customers, &scaled);
        for member in &mut members {
            member.shifts = member.shifts_of(&clusters);
        }
        Self {
            members,
            unit,
            horizon: request.horizon / unit.0,
            rate: request.annual_discount_rate.max(-0.99).ln_1p() / DAYS_PER_YEAR * unit.0,
            repeats,
            time_unit: request.time_unit,
            asks_k: matches!(request.choice, Choice::BgCnbdK | Choice::MbgCnbdK),
        }
    }

    fn component(&self, member: &Member) -> Component {
        let unit = self.unit.0 / self.time_unit.0;
        let (names, times) = (member.model.parameter_names(), member.model.times());
        let in_unit = |i: usize| member.fit.parameters[i] * if times[i] { unit } else { 1.0 };
        let k = (self.asks_k || member.k > 1.0).then_some(("k", member.k));
        Component {
            model: member.model.id(),
            weight: member.weight,
            parameters: (0..4).map(|i| (names[i], in_unit(i))).chain(k).collect(),
            log_likelihood: member.fit.log_likelihood - self.repeats * unit.ln(),
        }
    }
}

impl Foresight for Averaged {
    fn foresee(
        &self,
        _: usize,
        customer: &CustomerInput,
        sampler: &mut Sampler,
        counts: &mut [f64],
    ) -> Seen {
        let history = scale(customer.history, self.unit);
        let mut seen = Seen::default();
        let (mut at, mut reached) = (0, 0.0);
        for Member { model, fit, weight, draws, shifts, .. } in &self.members {
            let shift = customer.cluster.and_then(|at| shifts.get(usize::from(at)));
            let middle = shifted(&fit.parameters, shift.map_or(0.0, |shift| shift.middle));
            let outlook = model.outlook(&middle, &history);
            let expected = model.expected(&middle, &outlook, self.horizon);
            seen.probability_alive += weight * outlook.probability_alive;
            seen.expected += weight * expected;
            seen.discounted +=
                weight * model.discounted_expected(&middle, &outlook, self.horizon, self.rate);
            reached += weight;
            let end = (0..counts.len())
                .filter(|draw| (*draw as f64) < reached * counts.len() as f64 - 1e-6)
                .count();
            // Draws that share parameters share the outlook.
            for (number, parameters) in draws.iter().enumerate().take(end - at) {
                let by = shift.and_then(|shift| shift.draws.get(number)).copied().unwrap_or(0.0);
                let outlook = model.outlook(&shifted(parameters, by), &history);
                for count in counts[at + number..end].iter_mut().step_by(draws.len()) {
                    let alive = sampler.uniform() < outlook.probability_alive;
                    *count = if alive { model.draw(&outlook, self.horizon, sampler) } else { 0.0 };
                }
            }
            at = end;
        }
        seen
    }

    fn components(&self) -> Vec<Component> {
        self.members.iter().map(|member| self.component(member)).collect()
    }

    fn has_converged(&self) -> bool {
        self.members.iter().all(|member| member.fit.converged)
    }
}

/// The median age: the unit in which everything is fitted.
fn time_unit<'a>(customers: impl Iterator<Item = &'a CustomerInput>) -> Days {
    let mut ages: Vec<f64> = customers.map(|c| c.history.age).filter(|age| *age > 0.0).collect();
    let middle = ages.len() / 2;
    if ages.is_empty() {
        // All in one day: nothing is known of time, so a year it is.
        return Days(DAYS_PER_YEAR);
    }
    Days(*ages.select_nth_unstable_by(middle, f64::total_cmp).1)
}

fn scale(history: History, unit: Days) -> History {
    let History { x, t_x, age } = history;
    History { x, t_x: quantized(t_x / unit.0), age: quantized(age.max(t_x) / unit.0) }
}

/// Returns the weight of leaving at any moment where timing is irregular: half, and more where most customers bought
/// once. MBG/NBD takes those for gone at once, which nothing in the ledger contradicts yet; on the CDNOW data, of whom
/// 60 % bought once, its likelihood is the better one by far and Pareto/NBD foresees better.
fn at_any_moment_weight(histories: &Histories) -> f64 {
    let once: f64 = histories.cells.iter().filter(|(h, _)| h.x == 0.0).map(|(_, n)| n).sum();
    let share = once / histories.customers().max(1.0);
    (0.5 + 2.5 * (share - 0.5)).clamp(0.5, 0.75)
}

/// Fits the models that the request asks for and weighs them; k is chosen where the gaps are known.
fn members(histories: &Histories, knows_gaps: bool, request: &Request) -> Vec<Member> {
    let method = request.method;
    let fit = |model: Box<dyn PurchaseModel>, k: u32| {
        let fit = Objective { model: &*model, k: f64::from(k), histories, method }.fit();
        Member { model, k: f64::from(k), fit, weight: 1.0, draws: Vec::new(), shifts: Vec::new() }
    };
    let regular = |of: fn(u32) -> GeometricDropout| {
        if !knows_gaps {
            return (1, fit(Box::new(of(1)), 1));
        }
        choose_k(2.0, |k| {
            let member = fit(Box::new(of(k)), k);
            (member.fit.ln_posterior, member)
        })
    };
    let mut members = match request.choice {
        Choice::BgNbd => vec![fit(Box::new(BG_NBD), 1)],
        Choice::MbgNbd => vec![fit(Box::new(MBG_NBD), 1)],
        Choice::ParetoNbd => vec![fit(Box::new(ParetoNbd), 1)],
        Choice::BgCnbdK => vec![regular(bg_cnbd).1],
        Choice::MbgCnbdK => vec![regular(mbg_cnbd).1],
        Choice::Auto | Choice::GammaGamma | Choice::BgBb | Choice::Sbg => {
            let (k, mut after_purchases) = regular(mbg_cnbd);
            let mut at_any_moment = fit(Box::new(ParetoNbd), 1);
            at_any_moment.weight =
                if k > 1 { AT_ANY_MOMENT_REGULAR } else { at_any_moment_weight(histories) };
            after_purchases.weight = 1.0 - at_any_moment.weight;
            vec![after_purchases, at_any_moment]
        }
    };
    for member in &mut members {
        let objective = Objective { model: &*member.model, k: member.k, histories, method };
        let density = |at: &Four| member.fit.ln_posterior - objective.value(at, &mut [0.0; 4]);
        let weigh: Option<draws::LnDensity<'_, 4>> =
            if histories.cells.len() <= MOST_WEIGHTED { Some(&density) } else { None };
        let at = member.fit.parameters.map(f64::ln);
        let points = draws::around(&at, &member.fit.curvature, PARAMETERS, weigh);
        member.draws = points.iter().map(|point| point.map(f64::exp)).collect();
    }
    members
}
