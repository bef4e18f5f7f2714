//! Models of purchases, averaged: none is right for every ledger, and nothing in a ledger tells for certain which is.

use super::draws::{Axes, LnDensity, normals};
use super::fit::{Choice, Fit, Objective, Request};
use super::foresight::{Foresight, Level, Seen};
use super::pooling::{self, Evidence, Shift};
use super::spend::quantized;
use super::{Component, CustomerInput};
use crate::calendar::{DAYS_PER_YEAR, Days};
use crate::math::sample::Sampler;
use crate::models::bg_nbd::BG_NBD;
use crate::models::cnbd_k::{bg_cnbd, choose_k, mbg_cnbd};
use crate::models::geometric_dropout::GeometricDropout;
use crate::models::mbg_nbd::MBG_NBD;
use crate::models::pareto_nbd::ParetoNbd;
use crate::models::{Four, Histories, History, Outlook, PurchaseModel};
use std::ops::Range;
use std::slice;

/// Different parameters among the draws.
pub(super) const PARAMETERS: usize = 200;
/// The weight of leaving at any moment (Pareto/NBD) where timing is regular, which it knows nothing of; leaving right
/// after a purchase (MBG/NBD) has the rest.
const AT_ANY_MOMENT_REGULAR: f64 = 0.3;

/// Up to so many customers, every draw of the parameters gives each of them an outlook of its own. Beyond, the
/// parameters are known too well to matter beside one customer's luck, and count for groups only.
const FEW: usize = 300;
/// How far out along each axis the level of a group is looked at, in standard deviations.
const OUT: f64 = 1.5;
/// The level of a group is at most e to this times as high.
const HIGHEST_LEVEL: f64 = 2.0;
/// How much further from their mean than the models themselves the truth about a group may lie: two models are few of
/// all that may hold. On 500 simulated customers whose process is neither of them, nine in ten intervals hold with it.
const BEYOND_MODELS: f64 = 1.5;

/// A fitted model with its weight and equally likely parameters.
struct Member {
    model: Box<dyn PurchaseModel>,
    k: f64,
    fit: Fit,
    weight: f64,
    draws: Vec<Four>,
    axes: Axes<4>,
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

    fn shift(&self, customer: &CustomerInput) -> Option<&Shift> {
        self.shifts.get(usize::from(customer.cluster?))
    }

    /// Returns the logarithm of what customers are expected to buy together; `ln_parameters` are logarithms too.
    fn ln_expected(
        &self,
        ln_parameters: &Four,
        customers: &[(History, &CustomerInput)],
        horizon: f64,
    ) -> f64 {
        let parameters = ln_parameters.map(f64::exp);
        let one = |(history, customer): &(History, &CustomerInput)| {
            let by = self.shift(customer).map_or(0.0, |shift| shift.middle);
            self.model.conditional_expected(&shifted(&parameters, by), history, horizon)
        };
        customers.iter().map(one).sum::<f64>().max(f64::MIN_POSITIVE).ln()
    }

    /// Returns by how much each draw raises the purchases of customers together, as logarithms.
    ///
    /// The logarithm of what is expected of them, `middle` at the likeliest parameters, is taken as quadratic along each
    /// axis of the parameters.
    fn levels<'a>(
        &'a self,
        customers: &[(History, &CustomerInput)],
        horizon: f64,
        middle: f64,
    ) -> impl Iterator<Item = f64> + 'a {
        let expected = |z: &[f64; 4]| self.ln_expected(&self.axes.point(z), customers, horizon);
        let along = |i: usize| {
            let out = |by: f64| {
                let z = std::array::from_fn(|j| if i == j { by } else { 0.0 });
                (expected(&z) - middle).clamp(-HIGHEST_LEVEL, HIGHEST_LEVEL)
            };
            let (above, below) = (out(OUT), out(-OUT));
            ((above - below) / (2.0 * OUT), 0.5 * (above + below) / (OUT * OUT))
        };
        let bends: [(f64, f64); 4] = std::array::from_fn(along);
        (0..self.draws.len()).map(move |draw| {
            let z: [f64; 4] = normals(draw);
            let by = bends.iter().zip(z).map(|((slope, bend), z)| slope * z + bend * z * z);
            by.sum::<f64>().clamp(-HIGHEST_LEVEL, HIGHEST_LEVEL)
        })
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
    unit: Days,
) -> Vec<Histories> {
    let mut clusters: Vec<Vec<History>> = Vec::new();
    for customer in customers {
        if let Some(at) = customer.cluster.map(usize::from) {
            if clusters.len() <= at {
                clusters.resize_with(at + 1, Vec::new);
            }
            clusters[at].push(scale(customer.history, unit));
        }
    }
    clusters.into_iter().map(|histories| Histories::new(histories, 0.0)).collect()
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
    /// Whether there are too many customers for an outlook of each under every draw.
    is_many: bool,
}

impl Averaged {
    /// Fits what the request asks for to customers who bought.
    pub(super) fn fit<'a>(
        customers: impl Iterator<Item = &'a CustomerInput> + Clone,
        request: &Request,
    ) -> Self {
        let unit = time_unit(customers.clone());
        let repeats: f64 = customers.clone().map(|c| c.history.x).sum();
        let ln_gaps: Option<f64> = customers.clone().map(|c| c.ln_gaps).sum();
        let clusters = by_cluster(customers.clone(), unit);
        let is_many = customers.clone().count() > FEW;
        let scaled = customers.map(|c| scale(c.history, unit));
        let histories = Histories::new(scaled, ln_gaps.unwrap_or(0.0) - repeats * unit.0.ln());
        let mut members = members(&histories, ln_gaps.is_some(), is_many, request);
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
            is_many,
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

impl Averaged {
    /// Returns the members, each with the draws that are its own, in proportion to its weight.
    fn shares(&self, n_draws: usize) -> impl Iterator<Item = (&Member, Range<usize>)> {
        let (mut at, mut reached) = (0, 0.0);
        self.members.iter().map(move |member| {
            reached += member.weight;
            let start = at;
            at = (start..n_draws)
                .find(|draw| *draw as f64 >= reached * n_draws as f64 - 1e-6)
                .unwrap_or(n_draws);
            (member, start..at)
        })
    }

    /// Returns how a model sees a customer who buys e to `by` times as often, and what it expects.
    fn outlook(&self, member: &Member, by: f64, history: &History) -> (Outlook, Seen) {
        let parameters = shifted(&member.fit.parameters, by);
        let outlook = member.model.outlook(&parameters, history);
        let (expected, discounted) =
            member.model.expected_and_discounted(&parameters, &outlook, self.horizon, self.rate);
        let probability_alive = outlook.probability_alive;
        (outlook, Seen { probability_alive, expected, discounted })
    }

    /// Returns the standard deviation between the models of the logarithm of what each expects of customers together;
    /// below 0 where the first one expects less than the others.
    fn disagreement(&self, ln_expected: &[f64]) -> f64 {
        let expected = || self.members.iter().map(|member| member.weight).zip(ln_expected);
        let mean: f64 = expected().map(|(weight, ln)| weight * ln).sum();
        let variance: f64 = expected().map(|(weight, ln)| weight * (ln - mean) * (ln - mean)).sum();
        let sign = ln_expected.first().map_or(0.0, |first| (first - mean).signum());
        (sign * variance.sqrt()).clamp(-0.5 * HIGHEST_LEVEL, 0.5 * HIGHEST_LEVEL)
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
        for (member, share) in self.shares(counts.len()) {
            let Member { model, draws, .. } = member;
            let shift = member.shift(customer);
            let middle = shift.map_or(0.0, |shift| shift.middle);
            let (outlook, by_member) = self.outlook(member, middle, &history);
            seen.add(member.weight, &by_member);
            let by = shift.map_or(&[][..], |shift| &shift.draws);
            let level = |draw: usize| by.get(draw % by.len().max(1)).copied().unwrap_or(0.0);
            let mut draw = |outlook: &Outlook, counts: &mut [f64]| {
                model.draw(outlook, self.horizon, sampler, counts);
            };
            let counts = &mut counts[share];
            if self.is_many && by.is_empty() {
                draw(&outlook, counts);
                continue;
            }
            if self.is_many {
                for (at, count) in counts.iter_mut().enumerate() {
                    let rate_inverse_scale =
                        outlook.rate_inverse_scale * (middle - level(at)).exp();
                    draw(&Outlook { rate_inverse_scale, ..outlook }, slice::from_mut(count));
                }
                continue;
            }
            // Draws that share parameters share the outlook.
            for (at, parameters) in draws.iter().enumerate().take(counts.len()) {
                let parameters = shifted(parameters, level(at));
                let outlook = model.outlook(&parameters, &history);
                for count in counts[at..].iter_mut().step_by(draws.len()) {
                    draw(&outlook, slice::from_mut(count));
                }
            }
        }
        seen
    }

    fn expect(&self, customer: &CustomerInput, counts: &mut [f64]) -> Option<Seen> {
        if !self.is_many || self.members.iter().any(|member| member.shift(customer).is_some()) {
            return None;
        }
        let history = scale(customer.history, self.unit);
        let mut seen = Seen::default();
        for (member, share) in self.shares(counts.len()) {
            let (_, by_member) = self.outlook(member, 0.0, &history);
            seen.add(member.weight, &by_member);
            counts[share].fill(by_member.expected);
        }
        Some(seen)
    }

    fn levels(&self, customers: &[&CustomerInput], n_draws: usize) -> Vec<Level> {
        if !self.is_many {
            return Vec::new();
        }
        let customers: Vec<(History, &CustomerInput)> =
            customers.iter().map(|one| (scale(one.history, self.unit), *one)).collect();
        let middle = |member: &Member| {
            member.ln_expected(&member.axes.point(&[0.0; 4]), &customers, self.horizon)
        };
        let middles: Vec<f64> = self.members.iter().map(middle).collect();
        let shares = self.shares(n_draws).zip(&middles);
        let by_parameters = shares.flat_map(|((member, share), middle)| {
            let levels = member.levels(&customers, self.horizon, *middle);
            let levels: Vec<f64> = levels.map(f64::exp).collect();
            levels.into_iter().cycle().take(share.len()).collect::<Vec<f64>>()
        });
        let beyond = BEYOND_MODELS * self.disagreement(&middles);
        by_parameters
            .enumerate()
            .map(|(draw, by_parameters)| {
                // The fifth one: the first four are of the parameters.
                let [.., z]: [f64; 5] = normals(draw);
                Level { by_parameters, by_model: (beyond * z).exp() }
            })
            .collect()
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
fn members(
    histories: &Histories,
    knows_gaps: bool,
    is_many: bool,
    request: &Request,
) -> Vec<Member> {
    let method = request.method;
    let fit = |model: Box<dyn PurchaseModel>, k: u32| {
        let fit = Objective { model: &*model, k: f64::from(k), histories, method }.fit();
        let axes = Axes::new(&fit.parameters.map(f64::ln), &fit.curvature);
        let (draws, shifts) = (Vec::new(), Vec::new());
        Member { model, k: f64::from(k), fit, weight: 1.0, draws, axes, shifts }
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
        let weigh: Option<LnDensity<'_, 4>> = if is_many { None } else { Some(&density) };
        let points = member.axes.points(PARAMETERS, weigh);
        member.draws = points.iter().map(|point| point.map(f64::exp)).collect();
    }
    members
}
