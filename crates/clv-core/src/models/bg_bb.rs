//! BG/BB: purchases at fixed chances, such as once a year, and a chance to leave before each.
//!
//! # References
//!
//! 1. Fader, Hardie & Shang (2010), Customer-Base Analysis in a Discrete-Time Noncontractual Setting, Marketing
//!    Science 29(6).

use crate::math::hypergeometric::ln_hyp2f1;
use crate::math::special::{ln_add_exp, ln_beta, ln_gamma, ln_sum_exp};

/// The parameters of \[1\]: buying p ~ beta(α, β), leaving θ ~ beta(γ, δ).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// α of buying.
    pub alpha: f64,
    /// β of buying.
    pub beta: f64,
    /// γ of leaving.
    pub gamma: f64,
    /// δ of leaving.
    pub delta: f64,
}

/// What customers did with their chances.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Chances {
    /// Chances taken.
    pub x: f64,
    /// Which was the last taken; 0 if none.
    pub t_x: f64,
    /// Chances there were.
    pub n: f64,
}

impl Parameters {
    /// Returns ln P(history).
    ///
    /// # Formula
    ///
    /// ```text
    /// L = B(α+x, β+n-x)/B(α, β) B(γ, δ+n)/B(γ, δ)
    ///   + Σᵢ B(α+x, β+tₓ-x+i)/B(α, β) B(γ+1, δ+tₓ+i)/B(γ, δ),   i = 0 … n-tₓ-1                 [1], equation (5)
    /// ```
    pub fn log_likelihood(&self, chances: &Chances) -> f64 {
        let Self { alpha, beta, gamma, delta } = *self;
        let &Chances { x, t_x, n } = chances;
        let stayed = self.ln_stayed(chances);
        if n <= t_x {
            return stayed;
        }
        let start = ln_beta(alpha, beta) + ln_beta(gamma, delta);
        let first = ln_beta(alpha + x, beta + t_x - x) + ln_beta(gamma + 1.0, delta + t_x) - start;
        // Each term is the one before times a ratio: no further gamma functions.
        let (mut sum, mut term, mut i) = (1.0, 1.0, 0.0);
        while i + 1.0 < n - t_x {
            term *= (beta + t_x - x + i) / (alpha + beta + t_x + i) * (delta + t_x + i)
                / (gamma + 1.0 + delta + t_x + i);
            sum += term;
            i += 1.0;
        }
        ln_add_exp(stayed, first + f64::ln(sum))
    }

    /// ln P(history and never left).
    fn ln_stayed(&self, &Chances { x, n, .. }: &Chances) -> f64 {
        let Self { alpha, beta, gamma, delta } = *self;
        ln_beta(alpha + x, beta + n - x) - ln_beta(alpha, beta) + ln_beta(gamma, delta + n)
            - ln_beta(gamma, delta)
    }

    /// Returns the chance to still be there at the next chance; \[1\], equation (11).
    pub fn probability_alive(&self, chances: &Chances) -> f64 {
        let Self { gamma, delta, .. } = *self;
        let stays = (delta + chances.n) / (gamma + delta + chances.n);
        stays * (self.ln_stayed(chances) - self.log_likelihood(chances)).exp()
    }

    /// Returns the chance to buy at the chance after `skipped` further ones.
    ///
    /// # Formula
    ///
    /// ```text
    /// P(n+j bought) = B(α+x+1, β+n-x)/B(α, β) B(γ, δ+n+j)/B(γ, δ) / L,   j = skipped + 1
    /// ```
    pub fn chance_of_buying(&self, chances: &Chances, skipped: f64) -> f64 {
        let Self { alpha, beta, gamma, delta } = *self;
        let &Chances { x, n, .. } = chances;
        let buys = (alpha + x) / (alpha + beta + n);
        let stays = ln_beta(gamma, delta + n + skipped + 1.0) - ln_beta(gamma, delta + n);
        buys * (self.ln_stayed(chances) + stays - self.log_likelihood(chances)).exp()
    }

    /// Returns the purchases expected at the next so many chances; \[1\], equation (13), summed term by term.
    pub fn conditional_expected(&self, chances: &Chances, next: u32) -> f64 {
        (0..next).map(|skipped| self.chance_of_buying(chances, f64::from(skipped))).sum()
    }

    /// Returns the expected purchases of all the future, the next chance discounted once; \[1\], equation (14).
    ///
    /// # Formula
    ///
    /// ```text
    /// DERT = P(n+1 bought)/(1+d) ₂F₁(1, δ+n+1; γ+δ+n+1; 1/(1+d))
    /// ```
    pub fn discounted_residual(&self, chances: &Chances, discount: f64) -> f64 {
        let from = self.delta + chances.n + 1.0;
        let hyper = ln_hyp2f1(1.0, from, self.gamma + from, 1.0 / (1.0 + discount));
        self.chance_of_buying(chances, 0.0) / (1.0 + discount) * hyper.exp()
    }

    /// Returns the mean of pˡ θᵐ given a history; \[1\], equation (15).
    pub fn posterior_moment(&self, chances: &Chances, l: f64, m: f64) -> f64 {
        let Self { alpha, beta, gamma, delta } = *self;
        let shifted = Self { alpha: alpha + l, gamma: gamma + m, ..*self };
        let prior = ln_beta(alpha + l, beta) - ln_beta(alpha, beta) + ln_beta(gamma + m, delta)
            - ln_beta(gamma, delta);
        (prior + shifted.log_likelihood(chances) - self.log_likelihood(chances)).exp()
    }

    /// Returns the chance that a new customer takes x of n chances; \[1\], equation (7).
    pub fn chance_of_new(&self, n: u32, x: u32) -> f64 {
        let Self { alpha, beta, gamma, delta } = *self;
        let start = ln_beta(alpha, beta) + ln_beta(gamma, delta);
        let (whole, taken) = (f64::from(n), f64::from(x));
        let ln_choose =
            |n: f64, k: f64| ln_gamma(n + 1.0) - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0);
        let stayed = ln_choose(whole, taken)
            + ln_beta(alpha + taken, beta + whole - taken)
            + ln_beta(gamma, delta + whole)
            - start;
        let left = (x..n).map(f64::from).map(|i| {
            ln_choose(i, taken)
                + ln_beta(alpha + taken, beta + i - taken)
                + ln_beta(gamma + 1.0, delta + i)
                - start
        });
        let terms: Vec<f64> = left.chain([stayed]).collect();
        ln_sum_exp(&terms).exp()
    }

    /// Returns the purchases expected of a new customer at the first n chances; \[1\], equation (8).
    pub fn expected_of_new(&self, n: u32) -> f64 {
        self.conditional_expected(&Chances { x: 0.0, t_x: 0.0, n: 0.0 }, n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARAMETERS: Parameters = Parameters { alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78 };
    const CHANCES: Chances = Chances { x: 3.0, t_x: 4.0, n: 6.0 };

    #[test]
    fn predictions_are_those_of_btyd() {
        let close =
            |got: f64, expected: f64| assert!((got - expected).abs() < 1e-7, "{got} {expected}");
        close(PARAMETERS.log_likelihood(&CHANCES), -5.06086817507);
        close(PARAMETERS.probability_alive(&CHANCES), 0.438343854585);
        close(PARAMETERS.conditional_expected(&CHANCES, 5), 1.0305854509);
        close(PARAMETERS.discounted_residual(&CHANCES, 0.1), 1.62137918584);
        close(PARAMETERS.posterior_moment(&CHANCES, 1.0, 0.0), 0.611927074714);
        close(PARAMETERS.posterior_moment(&CHANCES, 0.0, 1.0), 0.13483252721);
        close(PARAMETERS.chance_of_new(6, 2), 0.1214302208896);
        close(PARAMETERS.expected_of_new(10), 3.16499022002);
    }
}
