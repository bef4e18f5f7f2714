//! Pareto/NBD: purchases at random, and a customer may leave at any moment.
//!
//! # References
//!
//! 1. Schmittlein, Morrison & Colombo (1987), Management Science 33(1).
//! 2. Fader & Hardie (2005), A Note on Deriving the Pareto/NBD Model (brucehardie.com/notes/009).
//! 3. Fader, Hardie & Lee (2005), RFM and CLV, Journal of Marketing Research 42(4): discounted transactions.

use super::{Four, Histories, History, Outlook, PurchaseModel};
use crate::math::quadrature::{GaussLegendre, tanh_sinh};
use crate::math::sample::Sampler;
use crate::math::special::{digamma, ln_gamma, ln_pochhammer};
use std::sync::LazyLock;

/// The model; its parameters are r, α (a time), s, β (a time).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParetoNbd;

/// Rules for [`Silence`], each good to about 1e-13 up to its reach.
static RULES: LazyLock<[(f64, GaussLegendre); 5]> = LazyLock::new(|| {
    [(0.3, 6), (1.5, 9), (5.0, 13), (14.0, 20), (FAR, 34)]
        .map(|(to, n)| (to, GaussLegendre::new(n)))
});

/// Beyond e to the minus this, nothing counts.
const FAR: f64 = 42.0;

/// The integral over the moment of leaving, between the last purchase and the end, relative to having stayed.
///
/// # Formula
///
/// ```text
/// J = ∫ s/(β+y) ((α+T)/(α+y))^(r+x) ((β+T)/(β+y))^s dy   over tₓ < y < T
/// L = Γ(r+x) α^r β^s / (Γ(r) (α+T)^(r+x) (β+T)^s) · (1 + J)
/// ```
///
/// This is \[2\], equation (17) with A₀ as the integral that it is: the difference of two ₂F₁, which cancels for busy
/// customers, is avoided. With v as the fall of the integrand's logarithm at its steeper end, it is nearly e^-v.
struct Silence {
    /// ln J.
    ln: f64,
    /// Means of ln(α+y), ln(β+y), 1/(α+y) and 1/(β+y) under the integrand.
    means: [f64; 4],
}

impl Silence {
    fn new([r, alpha, s, beta]: Four, &History { x, t_x, age }: &History) -> Self {
        let shape = r + x;
        let small = alpha.min(beta);
        let start = small + t_x;
        // y = start e^w - small; the integrand falls at least like e^(-rate w), rate = shape + s, less where the larger
        // of alpha and beta dominates.
        let width = ((age - t_x) / start).ln_1p();
        let (from_alpha, from_beta) = (alpha + t_x, beta + t_x);
        let rate = shape * start / from_alpha + (s + 1.0) * start / from_beta - 1.0;
        let reach = if rate * width > FAR && rate > 0.0 { (FAR / rate).min(width) } else { width };
        let steep = rate.abs().max(1.0) * reach;
        let rule = RULES.iter().find(|(to, _)| steep <= *to).unwrap_or(&RULES[4]);
        let (mut sum, mut means) = (0.0, [0.0; 4]);
        // All relative to the integrand at its start.
        for &(at, weight) in rule.1.nodes() {
            let w = reach * at;
            let grown = start * w.exp_m1();
            let (ya, yb) = (from_alpha + grown, from_beta + grown);
            let (fall_a, fall_b) = ((grown / from_alpha).ln_1p(), (grown / from_beta).ln_1p());
            let term = weight * (w - shape * fall_a - (s + 1.0) * fall_b).exp();
            sum += term;
            means[0] += term * fall_a;
            means[1] += term * fall_b;
            means[2] += term / ya;
            means[3] += term / yb;
        }
        let (ln_a, ln_b) = (from_alpha.ln(), from_beta.ln());
        means[0] = ln_a + means[0] / sum;
        means[1] = ln_b + means[1] / sum;
        means[2] /= sum;
        means[3] /= sum;
        let ln = (s * reach * sum * start / from_beta).ln()
            + shape * ((age - t_x) / from_alpha).ln_1p()
            + s * ((age - t_x) / from_beta).ln_1p();
        Self { ln, means }
    }
}

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
        let mut rest = histories.cells.as_slice();
        while let Some(&(History { x, .. }, _)) = rest.first() {
            let (same, others) = rest.split_at(rest.partition_point(|(h, _)| h.x <= x));
            rest = others;
            let shape = r + x;
            let n: f64 = same.iter().map(|(_, count)| count).sum();
            value += n * ln_pochhammer(r, x);
            by[0] += n * (digamma(shape) - psi_r);
            for (history, count) in same {
                let age = history.age;
                let (ln_a, ln_b) = ((alpha + age).ln(), (beta + age).ln());
                value += count * (r * ln_alpha + s * ln_beta - shape * ln_a - s * ln_b);
                by[0] += count * (ln_alpha - ln_a);
                by[1] += count * (r / alpha - shape / (alpha + age));
                by[2] += count * (ln_beta - ln_b);
                by[3] += count * (s / beta - s / (beta + age));
                if age <= history.t_x {
                    continue;
                }
                let Silence { ln, means } = Silence::new(*parameters, history);
                let gone = count / (1.0 + (-ln).exp());
                value += count * if ln > 0.0 { ln + (-ln).exp().ln_1p() } else { ln.exp().ln_1p() };
                by[0] += gone * (ln_a - means[0]);
                by[1] += gone * shape * (1.0 / (alpha + age) - means[2]);
                by[2] += gone * (1.0 / s + ln_b - means[1]);
                by[3] += gone * (s / (beta + age) - (s + 1.0) * means[3]);
            }
        }
        for i in 0..4 {
            slopes[i] += by[i] * parameters[i];
        }
        value
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

    fn draw(&self, outlook: &Outlook, time: f64, sampler: &mut Sampler) -> f64 {
        let (s, from) = outlook.leaving;
        // The time until leaving is Pareto: P(τ > t) = ((β+T)/(β+T+t))^s.
        let stays = from * (-sampler.uniform().ln() / s).exp_m1();
        let rate = sampler.gamma(outlook.rate_shape) / outlook.rate_inverse_scale;
        sampler.poisson(rate * stays.min(time))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::hypergeometric::ln_hyp2f1;

    const CDNOW: Four = [0.553397143263, 10.580198543587, 0.606062497103, 11.656223670221];

    #[test]
    fn probability_alive_of_a_one_time_buyer_is_that_of_btyd() {
        let outlook = ParetoNbd.outlook(&CDNOW, &History { x: 0.0, t_x: 0.0, age: 39.0 });
        assert!((outlook.probability_alive - 0.2941633).abs() < 1e-7);
    }

    /// \[2\], equation (17), with its two ₂F₁.
    #[test]
    fn the_integral_agrees_with_the_closed_form() {
        for parameters in
            [CDNOW, [0.9, 3.0, 0.4, 9.0], [2.0, 30.0, 1.7, 2.0], [0.3, 0.01, 3.0, 500.0]]
        {
            let [r, alpha, s, beta] = parameters;
            for (x, t_x, age) in
                [(0.0, 0.0, 39.0), (2.0, 30.4, 38.9), (20.0, 11.0, 39.0), (60.0, 99.0, 100.0)]
            {
                let total = r + s + x;
                let (second, low, high) =
                    if alpha >= beta { (s + 1.0, beta, alpha) } else { (r + x, alpha, beta) };
                let part = |t: f64| {
                    ln_hyp2f1(total, second, total + 1.0, (high - low) / (high + t))
                        - total * (high + t).ln()
                };
                let stay = -(r + x) * f64::ln(alpha + age) - s * f64::ln(beta + age);
                let (one, two) = (part(t_x), part(age));
                let ln_j = (s / total).ln() + one + (-(two - one).exp()).ln_1p() - stay;
                let got = Silence::new(parameters, &History { x, t_x, age }).ln;
                assert!(
                    (got - ln_j).abs() < 1e-9 * ln_j.abs().max(1.0),
                    "{parameters:?} {x}: {got} {ln_j}"
                );
            }
        }
    }

    #[test]
    fn slopes_agree_with_differences() {
        let customers = [(0.0, 0.0, 30.0), (1.0, 12.0, 40.0), (9.0, 30.0, 31.0), (2.0, 0.5, 300.0)]
            .map(|(x, t_x, age)| History { x, t_x, age });
        let histories = Histories::new(&customers, 0.0);
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
        let n = 20_000;
        let sum: f64 = (0..n).map(|_| ParetoNbd.draw(&outlook, 52.0, &mut sampler)).sum();
        let mean = outlook.probability_alive * sum / f64::from(n);
        let expected = ParetoNbd.expected(&CDNOW, &outlook, 52.0);
        assert!((mean / expected - 1.0).abs() < 0.03, "{mean} {expected}");
    }
}
