//! What the models share in which a customer may leave after each purchase: BG/NBD, MBG/NBD and both CNBD-k.
//!
//! Times between purchases are Erlang-k with rate λ ~ gamma(r, α); after each purchase (and, in the modified models,
//! also at the start) the customer leaves with chance p ~ beta(a, b). k = 1 is the NBD.
//!
//! # References
//!
//! 1. Fader, Hardie & Lee (2005), Marketing Science 24(2): BG/NBD.
//! 2. Batislam, Denizel & Filiztekin (2007), International Journal of Research in Marketing 24(3): MBG/NBD.
//! 3. Platzer & Reutterer (2016), Marketing Science 35(5), and the BTYDplus manual: (M)BG/CNBD-k.

use super::{Four, Histories, History, Outlook, PurchaseModel};
use crate::math::negative_binomial::NegativeBinomial;
use crate::math::sample::Sampler;
use crate::math::special::{
    LnOnePlusExp, digamma, ln_beta, ln_gamma, ln_pochhammer, logistic_of_minus,
};

/// One of the four models.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GeometricDropout {
    /// How regular the timing is: each purchase takes k arrivals; from 1.
    pub k: u32,
    /// Whether a customer may leave right after the first purchase (the modified models).
    pub at_start: bool,
}

impl GeometricDropout {
    fn k(self) -> f64 {
        f64::from(self.k)
    }

    /// 1 where the first purchase counts as a chance to leave, else 0.
    fn starts(self) -> f64 {
        f64::from(u8::from(self.at_start))
    }

    /// Returns the chance of each number of repeat purchases, 0 to `most`, of a new customer within a time.
    ///
    /// # Formula
    ///
    /// ```text
    /// P(X(t) ≥ n) = P(alive at 0) · P(M ≥ nk) · (b')ₙ₋₁ / (a + b')ₙ₋₁,   M ~ NBD(r, α) in t
    /// ```
    ///
    /// For k = 1 and BG/NBD this is \[1\], equation (8), summed the other way around.
    pub fn chances_of_new(&self, parameters: &Four, time: f64, most: usize) -> Vec<f64> {
        let outlook = self.outlook(parameters, &History::default());
        let mut at_least = vec![1.0];
        let mut below = 0.0;
        let mut arrivals = arrivals(&outlook, 0.0, time).chances();
        let mut stays = outlook.probability_alive;
        let (a, b) = outlook.leaving;
        for n in 1..=most + 1 {
            for _ in 0..self.k {
                below += arrivals.chance;
                arrivals.next();
            }
            at_least.push(stays * (1.0 - below).max(0.0));
            let before = n as f64 - 1.0;
            stays *= (b + before) / (a + b + before);
        }
        at_least.windows(2).map(|pair| pair[0] - pair[1]).collect()
    }

    /// Weights of the phases 0 to k − 1 that the running gap may be in, up to their sum: Σ cⱼ with
    /// cⱼ = (R)ⱼ / j! · ((T − tₓ) / (α + T))ʲ.
    fn phases(self, shape: f64, silence: f64, inverse_scale: f64) -> impl Iterator<Item = f64> {
        let z = silence / inverse_scale;
        let mut weight = 1.0;
        (0..self.k).map(f64::from).map(move |j| {
            let here = weight;
            weight *= (shape + j) / (j + 1.0) * z;
            here
        })
    }
}

/// Up to so many purchases each asks whether the customer leaves; beyond, the chance itself is drawn.
const HANDFUL: f64 = 6.0;

/// Returns how often a customer in a phase would buy in a time, without leaving.
fn arrivals(outlook: &Outlook, phase: f64, time: f64) -> NegativeBinomial {
    NegativeBinomial::new(outlook.rate_shape + phase, outlook.rate_inverse_scale, time)
}

impl PurchaseModel for GeometricDropout {
    fn id(&self) -> &'static str {
        match (self.k, self.at_start) {
            (1, false) => "bg-nbd",
            (1, true) => "mbg-nbd",
            (_, false) => "bg-cnbd-k",
            (_, true) => "mbg-cnbd-k",
        }
    }

    fn parameter_names(&self) -> [&'static str; 4] {
        ["r", "alpha", "a", "b"]
    }

    fn times(&self) -> [bool; 4] {
        [false, true, false, false]
    }

    fn leaves_after_purchases(&self) -> bool {
        true
    }

    /// # Formula
    ///
    /// ```text
    /// ln L = ln (r)ₖₓ + ln B(a, b+x+m) - ln B(a, b) + r ln α - R ln(α+T) - x ln Γ(k) + (k-1) Σ ln gap
    ///      + ln( Σⱼ cⱼ + [x+m > 0] a/(b+x+m-1) ((α+T)/(α+tₓ))^R ),        R = r + kx
    /// ```
    ///
    /// with m = 1 in the modified models, else 0. \[1\] equation (6), \[2\] equation (8), \[3\] equation (A1).
    fn log_likelihood(&self, parameters: &Four, histories: &Histories, slopes: &mut Four) -> f64 {
        let [r, alpha, a, b] = *parameters;
        let (k, m) = (self.k(), self.starts());
        let ln_alpha = alpha.ln();
        let (mut value, mut by) = (0.0, [0.0; 4]);
        let [psi_r, psi_b, psi_ab] = [r, b, a + b].map(digamma);
        let mut either = LnOnePlusExp::default();
        let ln_beta_start = ln_beta(a, b);
        let ends: Vec<(f64, f64)> =
            histories.moments.iter().map(|at| ((alpha + at).ln(), 1.0 / (alpha + at))).collect();
        for (x, run) in histories.runs() {
            // All that needs a gamma function depends on x alone, and all logarithms on the moments.
            let same = &histories.cells[run.clone()];
            let shape = r + k * x;
            let n: f64 = same.iter().map(|(_, count)| count).sum();
            let psi_end = digamma(a + b + x + m);
            value += n
                * (ln_pochhammer(r, k * x) + ln_beta(a, b + x + m)
                    - ln_beta_start
                    - x * ln_gamma(k));
            by[0] += n * (digamma(shape) - psi_r);
            by[2] += n * (psi_ab - psi_end);
            by[3] += n * (digamma(b + x + m) - psi_end - psi_b + psi_ab);
            let may_have_left = x + m > 0.0;
            let odds = a / (b + x + m - 1.0);
            let ln_odds = odds.ln();
            for (&(History { t_x, age, .. }, count), &[last, end]) in
                same.iter().zip(&histories.places[run])
            {
                let (ln_end, inverse_end) = ends[end as usize];
                value += count * (r * ln_alpha - shape * ln_end);
                by[0] += count * (ln_alpha - ln_end);
                by[1] += count * (r / alpha - shape * inverse_end);
                let (mut ln_stay, mut stay_by_r, mut stay_by_alpha) = (0.0, 0.0, 0.0);
                if self.k > 1 {
                    let (mut sum, mut harmonic) = (0.0, 0.0);
                    let mut j = 0.0;
                    for weight in self.phases(shape, age - t_x, alpha + age) {
                        sum += weight;
                        stay_by_r += weight * harmonic;
                        stay_by_alpha -= weight * j * inverse_end;
                        harmonic += 1.0 / (shape + j);
                        j += 1.0;
                    }
                    stay_by_r /= sum;
                    stay_by_alpha /= sum;
                    ln_stay = sum.ln();
                }
                value += count * ln_stay;
                by[0] += count * stay_by_r;
                by[1] += count * stay_by_alpha;
                if may_have_left {
                    let (ln_last, inverse_last) = ends[last as usize];
                    let ln_ratio = ln_end - ln_last;
                    let left = ln_odds + shape * ln_ratio - ln_stay;
                    let weight = count * either.add(left, count);
                    by[0] += weight * (ln_ratio - stay_by_r);
                    by[1] += weight * (shape * (inverse_end - inverse_last) - stay_by_alpha);
                    by[2] += weight / a;
                    by[3] -= weight / (b + x + m - 1.0);
                }
            }
        }
        for i in 0..4 {
            slopes[i] += by[i] * parameters[i];
        }
        value + either.sum() + (k - 1.0) * histories.ln_gaps
    }

    /// # Formula
    ///
    /// ```text
    /// P(alive) = Σⱼ cⱼ / ( Σⱼ cⱼ + [x+m > 0] a/(b+x+m-1) ((α+T)/(α+tₓ))^R )
    /// ```
    ///
    /// Given alive, λ in phase j ~ gamma(R + j, α + T) and p ~ beta(a, b+x+m), independent.
    fn outlook(&self, parameters: &Four, history: &History) -> Outlook {
        let [r, alpha, a, b] = *parameters;
        let &History { x, t_x, age } = history;
        let m = self.starts();
        let shape = r + self.k() * x;
        let probability_alive = if x + m > 0.0 {
            let ln_ratio = ((age - t_x) / (alpha + t_x)).ln_1p();
            let stay: f64 = self.phases(shape, age - t_x, alpha + age).sum();
            let left = (a / (b + x + m - 1.0)).ln() + shape * ln_ratio - stay.ln();
            logistic_of_minus(left)
        } else {
            1.0
        };
        Outlook {
            probability_alive,
            rate_shape: shape,
            rate_inverse_scale: alpha + age,
            leaving: (a, b + x + m),
            silence: age - t_x,
        }
    }

    /// # Formula
    ///
    /// ```text
    /// E = P(alive) Σⱼ wⱼ Σₙ P(Mⱼ ≥ nk - j) (b')ₙ₋₁ / (a+b')ₙ₋₁,   Mⱼ ~ NBD(R + j, α + T) in t, b' = b + x + m
    /// ```
    ///
    /// For k = 1 equal to \[1\], equation (10), but a sum of positive terms, so that a = 1 is no exception.
    fn expected(&self, _: &Four, outlook: &Outlook, time: f64) -> f64 {
        const ENOUGH: f64 = 1e-15;
        const MOST: u32 = 2_000_000;
        if time <= 0.0 || outlook.probability_alive == 0.0 {
            return 0.0;
        }
        let (a, b) = outlook.leaving;
        let (mut sum, mut weights) = (0.0, 0.0);
        let phases = self.phases(outlook.rate_shape, outlook.silence, outlook.rate_inverse_scale);
        for (phase, weight) in (0u32..).zip(phases) {
            let mut arrivals = arrivals(outlook, f64::from(phase), time).chances();
            // `stayed` sums (b')ₙ₋₁ / (a+b')ₙ₋₁ over the purchases made so far.
            let (mut stayed, mut stays, mut n) = (0.0, 1.0, 0.0);
            let mut expected = 0.0;
            for _ in 0..MOST {
                while (n + 1.0) * self.k() <= arrivals.count + f64::from(phase) {
                    stayed += stays;
                    stays *= (b + n) / (a + b + n);
                    n += 1.0;
                }
                let term = arrivals.chance * stayed;
                expected += term;
                let is_rest_small = term * arrivals.tail() <= ENOUGH * expected;
                if arrivals.are_falling() && stayed > 0.0 && is_rest_small {
                    break;
                }
                arrivals.next();
            }
            sum += weight * expected;
            weights += weight;
        }
        outlook.probability_alive * sum / weights
    }

    fn draw(&self, outlook: &Outlook, time: f64, sampler: &mut Sampler, counts: &mut [f64]) {
        let without_phase = arrivals(outlook, 0.0, time);
        for count in counts {
            let is_alive = sampler.uniform() < outlook.probability_alive;
            *count = match self.k {
                _ if !is_alive => 0.0,
                1 => stays(without_phase.draw(sampler), outlook, sampler),
                _ => {
                    let phase = self.phase(outlook, sampler);
                    let offered = arrivals(outlook, phase, time).draw(sampler) + phase;
                    stays((offered / self.k()).floor(), outlook, sampler)
                }
            };
        }
    }
}

impl GeometricDropout {
    /// Draws the phase that the running gap is in.
    fn phase(self, outlook: &Outlook, sampler: &mut Sampler) -> f64 {
        let weights =
            || self.phases(outlook.rate_shape, outlook.silence, outlook.rate_inverse_scale);
        let mut left = sampler.uniform() * weights().sum::<f64>();
        let mut phase = 0.0;
        for weight in weights() {
            left -= weight;
            if left <= 0.0 {
                break;
            }
            phase += 1.0;
        }
        f64::min(phase, self.k() - 1.0)
    }
}

/// Draws how many of so many purchases are made before the customer leaves; the first one always is.
fn stays(offered: f64, outlook: &Outlook, sampler: &mut Sampler) -> f64 {
    let (a, b) = outlook.leaving;
    if offered < 2.0 {
        return offered;
    }
    if offered > HANDFUL {
        let chance = sampler.beta(a, b);
        return offered.min(sampler.geometric(chance));
    }
    let mut made = 1.0;
    while made < offered && sampler.uniform() * (a + b + made - 1.0) < b + made - 1.0 {
        made += 1.0;
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODELS: [GeometricDropout; 4] = [
        GeometricDropout { k: 1, at_start: false },
        GeometricDropout { k: 1, at_start: true },
        GeometricDropout { k: 2, at_start: false },
        GeometricDropout { k: 3, at_start: true },
    ];
    const PARAMETERS: Four = [0.7, 5.0, 0.8, 2.4];

    #[test]
    fn slopes_agree_with_differences() {
        let customers = [(0.0, 0.0, 30.0), (1.0, 12.0, 40.0), (9.0, 30.0, 31.0)]
            .map(|(x, t_x, age)| History { x, t_x, age });
        let histories = Histories::new(&customers[..], 3.0);
        for model in MODELS {
            let mut slopes = [0.0; 4];
            model.log_likelihood(&PARAMETERS, &histories, &mut slopes);
            for (i, slope) in slopes.iter().enumerate() {
                let moved = |step: f64| {
                    let mut parameters = PARAMETERS;
                    parameters[i] *= step.exp();
                    model.log_likelihood(&parameters, &histories, &mut [0.0; 4])
                };
                let difference = (moved(1e-5) - moved(-1e-5)) / 2e-5;
                assert!((slope - difference).abs() < 1e-7, "{model:?} {i}: {slope} {difference}");
            }
        }
    }

    #[test]
    fn draws_average_to_the_expectation() {
        let history = History { x: 7.0, t_x: 25.0, age: 30.0 };
        for model in MODELS {
            let outlook = model.outlook(&PARAMETERS, &history);
            let mut sampler = Sampler::new(3, 0);
            let mut counts = vec![0.0; 40_000];
            model.draw(&outlook, 40.0, &mut sampler, &mut counts);
            let mean = counts.iter().sum::<f64>() / counts.len() as f64;
            let expected = model.expected(&PARAMETERS, &outlook, 40.0);
            assert!((mean / expected - 1.0).abs() < 0.03, "{model:?}: {mean} {expected}");
        }
    }

    #[test]
    fn the_chances_of_a_new_customer_sum_to_one_and_average_to_the_expectation() {
        for model in MODELS {
            let chances = model.chances_of_new(&PARAMETERS, 20.0, 400);
            let mean: f64 = chances.iter().zip(0u32..).map(|(p, n)| p * f64::from(n)).sum();
            assert!((chances.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            let expected = model.expected_of_new(&PARAMETERS, 20.0);
            assert!((mean - expected).abs() < 1e-9, "{model:?}: {mean} {expected}");
        }
    }

    #[test]
    fn extreme_customers_get_numbers() {
        let busy = History { x: 5000.0, t_x: 1800.0, age: 1800.0 };
        let silent = History { x: 5000.0, t_x: 10.0, age: 1e6 };
        for model in MODELS {
            let expected = model.conditional_expected(&PARAMETERS, &busy, 365.0);
            assert!((100.0..1100.0).contains(&expected), "{model:?}: {expected}");
            assert_eq!(model.conditional_expected(&PARAMETERS, &silent, 365.0), 0.0);
        }
    }
}
