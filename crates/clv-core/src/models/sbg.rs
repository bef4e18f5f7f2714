//! Shifted-beta-geometric: contracts that are renewed or not, period by period.
//!
//! Each customer has a chance θ ~ beta(α, β) not to renew, the same at every renewal. Those who still are customers
//! are counted as such (right-censored).
//!
//! # References
//!
//! 1. Fader & Hardie (2007), How to Project Customer Retention, Journal of Interactive Marketing 21(1).
//! 2. Fader & Hardie (2010), Customer-Base Valuation in a Contractual Setting, Marketing Science 29(1).

use crate::math::hypergeometric::ln_hyp2f1;
use crate::math::special::{digamma, ln_beta};

/// The parameters of \[1\].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// α: the larger, the more leave.
    pub alpha: f64,
    /// β: the larger, the more stay.
    pub beta: f64,
}

/// Customers with one fate, and how many there are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fate {
    /// Renewals that were made.
    pub renewals: f64,
    /// Whether the next one was refused; otherwise it is still to come.
    pub ended: bool,
    /// How many customers.
    pub customers: f64,
}

impl Parameters {
    /// Returns the log-likelihood and its derivatives by ln α and ln β.
    ///
    /// # Formula
    ///
    /// ```text
    /// P(T = t) = B(α+1, β+t-1) / B(α, β)        S(t) = B(α, β+t) / B(α, β)                 [1], equations (5), (6)
    /// ```
    pub fn log_likelihood(&self, fates: &[Fate]) -> (f64, [f64; 2]) {
        let Self { alpha, beta } = *self;
        let start = ln_beta(alpha, beta);
        let [psi_alpha, psi_beta, psi_both] = [alpha, beta, alpha + beta].map(digamma);
        let (mut value, mut by) = (0.0, [0.0; 2]);
        for &Fate { renewals, ended, customers } in fates {
            let a = alpha + f64::from(u8::from(ended));
            let b = beta + renewals;
            let psi_end = digamma(a + b);
            value += customers * (ln_beta(a, b) - start);
            by[0] += customers * (digamma(a) - psi_end - psi_alpha + psi_both);
            by[1] += customers * (digamma(b) - psi_end - psi_beta + psi_both);
        }
        (value, [by[0] * alpha, by[1] * beta])
    }

    /// Returns the chance to make `more` further renewals after `renewals` were made.
    pub fn survival(&self, renewals: f64, more: f64) -> f64 {
        let from = self.beta + renewals;
        (ln_beta(self.alpha, from + more) - ln_beta(self.alpha, from)).exp()
    }

    /// Returns the periods that are still expected after so many renewals, the next renewal undiscounted (DERL).
    ///
    /// # Formula
    ///
    /// ```text
    /// DERL(d | n-1 renewals made) = (β+n-1)/(α+β+n-1) ₂F₁(1, β+n; α+β+n; 1/(1+d))               [2], equation (6)
    /// ```
    pub fn discounted_residual(&self, renewals: f64, discount: f64) -> f64 {
        let Self { alpha, beta } = *self;
        let n = renewals + 1.0;
        let hyper = ln_hyp2f1(1.0, beta + n, alpha + beta + n, 1.0 / (1.0 + discount));
        (beta + renewals) / (alpha + beta + renewals) * hyper.exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// \[1\], the high-end segment after seven renewals.
    const HIGH_END: Parameters = Parameters { alpha: 0.668, beta: 3.806 };

    #[test]
    fn residual_lifetime_is_that_of_fader_hardie_2010() {
        assert!((HIGH_END.discounted_residual(7.0, 0.1) - 7.53).abs() < 1e-3);
    }

    #[test]
    fn survival_is_that_of_fader_hardie_2007() {
        let projected = [0.460, 0.436, 0.414, 0.395, 0.378];
        for (year, share) in (8..).map(f64::from).zip(projected) {
            assert!((HIGH_END.survival(0.0, year) - share).abs() < 1e-3);
        }
    }

    #[test]
    fn slopes_agree_with_differences() {
        let fates = [
            Fate { renewals: 3.0, ended: true, customers: 5.0 },
            Fate { renewals: 12.0, ended: false, customers: 9.0 },
        ];
        let (_, slopes) = HIGH_END.log_likelihood(&fates);
        let moved = |da: f64, db: f64| {
            Parameters { alpha: HIGH_END.alpha * f64::exp(da), beta: HIGH_END.beta * f64::exp(db) }
                .log_likelihood(&fates)
                .0
        };
        assert!((slopes[0] - (moved(1e-5, 0.0) - moved(-1e-5, 0.0)) / 2e-5).abs() < 1e-7);
        assert!((slopes[1] - (moved(0.0, 1e-5) - moved(0.0, -1e-5)) / 2e-5).abs() < 1e-7);
    }
}
