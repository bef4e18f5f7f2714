//! Pareto/NBD: purchases at random, and a customer may leave at any moment.
//!
//! # References
//!
//! 1. Schmittlein, Morrison & Colombo (1987), Management Science 33(1).
//! 2. Fader & Hardie (2005), A Note on Deriving the Pareto/NBD Model (brucehardie.com/notes/009).
//! 3. Fader, Hardie & Lee (2005), RFM and CLV, Journal of Marketing Research 42(4): discounted transactions.

mod silence;

use super::{Four, Histories, History, Outlook, PurchaseModel};
use crate::math::negative_binomial::NegativeBinomial;
use crate::math::quadrature::tanh_sinh;
use crate::math::sample::Sampler;
use crate::math::special::{LnOnePlusExp, digamma, ln_gamma, ln_pochhammer};
use silence::{Silence, Stretches};

/// The model; its parameters are r, α (a time), s, β (a time).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParetoNbd;

impl ParetoNbd {
    /// Returns the expected purchases of all the future, discounted at a continuous rate per time unit (DERT).
    ///
    /// # Formula
    ///
    /// ```text
    /// DERT = P(alive) (r+x)/(α+T) ∫₀^∞ e^(-δt) ((β+T)/(β+T+t))^s dt                            [3], equation (2)
    /// ```
    pub fn discounted_residual(&self, parameters: &Four, history: &History, rate: f64) -> f64 {
        let outlook = self.outlook(parameters, history);
        let (s, from) = outlook.leaving;
        let integral = tanh_sinh(|u, _| (-s * (-u.ln() / (rate * from)).ln_1p()).exp()) / rate;
        outlook.probability_alive * outlook.rate_shape / outlook.rate_inverse_scale * integral
    }

    /// Returns the chance of a number of repeat purchases of a new customer within a time.
    ///
    /// # Formula
    ///
    /// ```text
    /// P(X(t) = n) = NBD(n; t) (β/(β+t))^s + ∫₀ᵗ NBD(n; y) s β^s / (β+y)^(s+1) dy
    /// ```
    pub fn chance_of_new(&self, &[r, alpha, s, beta]: &Four, time: f64, n: f64) -> f64 {
        let ways = ln_pochhammer(r, n) - ln_gamma(n + 1.0);
        let ln_nbd = |t: f64| {
            let arrivals = if n == 0.0 { 0.0 } else { n * (t / (alpha + t)).ln() };
            ways - r * (t / alpha).ln_1p() + arrivals
        };
        let stayed = (ln_nbd(time) - s * (time / beta).ln_1p()).exp();
        let left = tanh_sinh(|u, _| {
            let y = u * time;
            (ln_nbd(y) - s * (y / beta).ln_1p()).exp() * s * time / (beta + y)
        });
        stayed + left
    }
}

/// What the likelihood needs of one end of an observation.
#[derive(Clone, Copy)]
struct Ends {
    ln_a: f64,
    ln_b: f64,
    inverse_a: f64,
    inverse_b: f64,
}

impl Ends {
    fn all(&[_, alpha, _, beta]: &Four, moments: &[f64]) -> Vec<Self> {
        let end = |at: &f64| {
            let (a, b) = (alpha + at, beta + at);
            Self { ln_a: a.ln(), ln_b: b.ln(), inverse_a: 1.0 / a, inverse_b: 1.0 / b }
        };
        moments.iter().map(end).collect()
    }
}

impl PurchaseModel for ParetoNbd {
    fn id(&self) -> &'static str {
        "pareto-nbd"
    }

    fn parameter_names(&self) -> [&'static str; 4] {
        ["r", "alpha", "s", "beta"]
    }

    fn times(&self) -> [bool; 4] {
        [false, true, false, true]
    }

    fn leaves_after_purchases(&self) -> bool {
        false
    }

    fn log_likelihood(&self, parameters: &Four, histories: &Histories, slopes: &mut Four) -> f64 {
        let [r, alpha, s, beta] = *parameters;
        let (mut value, mut by) = (0.0, [0.0; 4]);
        let psi_r = digamma(r);
        let (ln_alpha, ln_beta) = (alpha.ln(), beta.ln());
        let ends = Ends::all(parameters, &histories.moments);
        let mut either = LnOnePlusExp::default();
        let mut stretches = Stretches::new(parameters, histories);
        for (x, run) in histories.runs() {
            let shape = r + x;
            let cells = &histories.cells[run.clone()];
            let n: f64 = cells.iter().map(|(_, count)| count).sum();
            value += n * ln_pochhammer(r, x);
            by[0] += n * (digamma(shape) - psi_r);
            let sums = stretches.as_mut().and_then(|stretches| stretches.sums(x));
            for ((history, count), &[last, end]) in cells.iter().zip(&histories.places[run]) {
                let Ends { ln_a, ln_b, inverse_a, inverse_b } = ends[end as usize];
                value += count * (r * ln_alpha + s * ln_beta - shape * ln_a - s * ln_b);
                by[0] += count * (ln_alpha - ln_a);
                by[1] += count * (r / alpha - shape * inverse_a);
                by[2] += count * (ln_beta - ln_b);
                by[3] += count * (s / beta - s * inverse_b);
                if last == end {
                    continue;
                }
                let Silence { ln, means } = match &sums {
                    Some(sums) => sums.silence([last, end], shape * ln_a + s * ln_b),
                    None => Silence::new(*parameters, history),
                };
                let gone = count * either.add(ln, *count);
                by[0] += gone * (ln_a - means[0]);
                by[1] += gone * shape * (inverse_a - means[2]);
                by[2] += gone * (1.0 / s + ln_b - means[1]);
                by[3] += gone * (s * inverse_b - (s + 1.0) * means[3]);
            }
        }
        for i in 0..4 {
            slopes[i] += by[i] * parameters[i];
        }
        value + either.sum()
    }

    /// P(alive) = 1 / (1 + J); \[2\], equation (18). Given alive, λ ~ gamma(r + x, α + T), μ ~ gamma(s, β + T).
    fn outlook(&self, parameters: &Four, history: &History) -> Outlook {
        let [r, alpha, s, beta] = *parameters;
        let probability_alive = if history.age > history.t_x {
            1.0 / (1.0 + Silence::new(*parameters, history).ln.exp())
        } else {
            1.0
        };
        Outlook {
            probability_alive,
            rate_shape: r + history.x,
            rate_inverse_scale: alpha + history.age,
            leaving: (s, beta + history.age),
            silence: history.age - history.t_x,
        }
    }

    /// # Formula
    ///
    /// ```text
    /// E = P(alive) (r+x)/(α+T) (β+T)/(s-1) (1 - ((β+T)/(β+T+t))^(s-1))                        [2], equation (22)
    /// ```
    fn expected(&self, _: &Four, outlook: &Outlook, time: f64) -> f64 {
        if time <= 0.0 || outlook.probability_alive == 0.0 {
            return 0.0;
        }
        let (s, from) = outlook.leaving;
        let stretch = (time / from).ln_1p();
        let power = (s - 1.0) * stretch;
        // (1 - e^-(s-1)w) / (s-1), which is w at s = 1.
        let active = if power.abs() < 1e-9 {
            stretch * (1.0 - 0.5 * power)
        } else {
            -(-power).exp_m1() / (s - 1.0)
        };
        outlook.probability_alive * outlook.rate_shape / outlook.rate_inverse_scale * from * active
    }

    fn draw(&self, outlook: &Outlook, time: f64, sampler: &mut Sampler, counts: &mut [f64]) {
        let Outlook { rate_shape, rate_inverse_scale, leaving: (s, from), .. } = *outlook;
        let arrivals = |time: f64| NegativeBinomial::new(rate_shape, rate_inverse_scale, time);
        let (all_the_time, most) = (arrivals(time), s * (time / from).ln_1p());
        for count in counts {
            *count = 0.0;
            if sampler.uniform() < outlook.probability_alive {
                // The time until leaving is Pareto: P(τ > t) = ((β+T)/(β+T+t))^s.
                let leaves = sampler.exponential();
                *count = if leaves < most {
                    arrivals(from * (leaves / s).exp_m1()).draw(sampler)
                } else {
                    all_the_time.draw(sampler)
                };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CDNOW: Four = [0.553397143263, 10.580198543587, 0.606062497103, 11.656223670221];

    #[test]
    fn probability_alive_of_a_one_time_buyer_is_that_of_btyd() {
        let outlook = ParetoNbd.outlook(&CDNOW, &History { x: 0.0, t_x: 0.0, age: 39.0 });
        assert!((outlook.probability_alive - 0.2941633).abs() < 1e-7);
    }

    #[test]
    fn slopes_agree_with_differences() {
        let customers = [(0.0, 0.0, 30.0), (1.0, 12.0, 40.0), (9.0, 30.0, 31.0), (2.0, 0.5, 300.0)]
            .map(|(x, t_x, age)| History { x, t_x, age });
        let histories = Histories::new(&customers[..], 0.0);
        let mut slopes = [0.0; 4];
        ParetoNbd.log_likelihood(&CDNOW, &histories, &mut slopes);
        for (i, slope) in slopes.iter().enumerate() {
            let moved = |step: f64| {
                let mut parameters = CDNOW;
                parameters[i] *= step.exp();
                ParetoNbd.log_likelihood(&parameters, &histories, &mut [0.0; 4])
            };
            let difference = (moved(1e-5) - moved(-1e-5)) / 2e-5;
            assert!((slope - difference).abs() < 1e-7, "{i}: {slope} {difference}");
        }
    }

    #[test]
    fn draws_average_to_the_expectation() {
        let outlook = ParetoNbd.outlook(&CDNOW, &History { x: 7.0, t_x: 36.0, age: 39.0 });
        let mut sampler = Sampler::new(3, 0);
        let mut counts = vec![0.0; 20_000];
        ParetoNbd.draw(&outlook, 52.0, &mut sampler, &mut counts);
        let mean = counts.iter().sum::<f64>() / counts.len() as f64;
        let expected = ParetoNbd.expected(&CDNOW, &outlook, 52.0);
        assert!((mean / expected - 1.0).abs() < 0.03, "{mean} {expected}");
    }
}
