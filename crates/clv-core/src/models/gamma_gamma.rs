//! Gamma-gamma: what customers spend on a purchase, independent of how often they buy.
//!
//! Amounts of one customer are gamma(p, ν), and ν varies between customers as gamma(q, v).
//!
//! # References
//!
//! 1. Fader & Hardie (2013), The Gamma-Gamma Model of Monetary Value (brucehardie.com/notes/025).
//! 2. Colombo & Jiang (1999), Journal of Interactive Marketing 13(4).

use crate::math::special::{LnProduct, digamma, ln_gamma, ln_pochhammer};

/// The parameters as \[1\] names them; γ there is `v` here.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// Shape of the amounts of one customer.
    pub p: f64,
    /// Shape of the differences between customers; above 1 for a mean to exist.
    pub q: f64,
    /// Scale, in the currency.
    pub v: f64,
}

/// What one customer spent: how many amounts and their mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spending {
    /// How many amounts.
    pub x: f64,
    /// Their mean.
    pub mean: f64,
}

/// What many customers spent, with what the likelihood needs of them whatever the parameters are.
#[derive(Clone, Debug)]
pub struct Amounts {
    /// By x.
    customers: Vec<Spending>,
    /// Σ ln m.
    ln_means: f64,
    /// Σ x ln(mx).
    x_ln_sums: f64,
}

impl Amounts {
    /// Takes what customers spent: x and means are above 0.
    pub fn new(customers: impl Into<Vec<Spending>>) -> Self {
        let mut customers = customers.into();
        customers.sort_unstable_by(|a, b| a.x.total_cmp(&b.x).then(a.mean.total_cmp(&b.mean)));
        let (mut ln_means, mut x_ln_sums) = (0.0, 0.0);
        for &Spending { x, mean } in &customers {
            ln_means += mean.ln();
            x_ln_sums += x * (mean * x).ln();
        }
        Self { customers, ln_means, x_ln_sums }
    }

    /// Returns how many customers there are.
    pub fn n_customers(&self) -> usize {
        self.customers.len()
    }
}

impl Parameters {
    /// Returns the log-likelihood of customers and its derivatives by ln p, ln q and ln v.
    ///
    /// # Formula
    ///
    /// ```text
    /// f(m | x) = Γ(px+q) / (Γ(px) Γ(q)) · v^q m^(px-1) x^(px) / (v + mx)^(px+q)                [1], equation (1a)
    /// ```
    pub fn log_likelihood(&self, amounts: &Amounts) -> (f64, [f64; 3]) {
        let Self { p, q, v } = *self;
        let (ln_v, psi_q) = (v.ln(), digamma(q));
        let mut value = p * amounts.x_ln_sums - amounts.ln_means;
        let mut by = [amounts.x_ln_sums, 0.0, 0.0];
        for same in amounts.customers.chunk_by(|one, other| one.x == other.x) {
            let (n, x) = (same.len() as f64, same[0].x);
            let px = p * x;
            let (mut totals, mut inverses) = (LnProduct::default(), 0.0);
            for spent in same {
                let total = v + spent.mean * x;
                totals.multiply(total);
                inverses += 1.0 / total;
            }
            let ln_totals = totals.ln();
            let psi_all = digamma(px + q);
            value += n * (ln_pochhammer(px, q) - ln_gamma(q) + q * ln_v) - (px + q) * ln_totals;
            by[0] += x * (n * (psi_all - digamma(px)) - ln_totals);
            by[1] += n * (psi_all - psi_q + ln_v) - ln_totals;
            by[2] += n * q / v - (px + q) * inverses;
        }
        (value, [by[0] * p, by[1] * q, by[2] * v])
    }

    /// Returns the mean amount of the next purchase expected of a customer.
    ///
    /// # Formula
    ///
    /// ```text
    /// E(M | x, m) = p (v + mx) / (px + q - 1)                                                  [1], equation (5)
    /// ```
    pub fn expected_spend(&self, &Spending { x, mean }: &Spending) -> f64 {
        let Self { p, q, v } = *self;
        p * (v + mean * x) / (p * x + q - 1.0)
    }

    /// Returns shape and rate of the gamma distribution of ν for a customer.
    pub fn posterior(&self, &Spending { x, mean }: &Spending) -> (f64, f64) {
        (self.p * x + self.q, self.v + mean * x)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CDNOW: Parameters = Parameters { p: 6.25, q: 3.74, v: 15.44 };

    #[test]
    fn expected_spend_and_likelihood_are_those_of_btyd() {
        let customer = Spending { x: 3.0, mean: 35.0 };
        assert!((CDNOW.expected_spend(&customer) - 35.0279199628).abs() < 1e-9);
        assert!((CDNOW.log_likelihood(&Amounts::new([customer])).0 + 4.06396137547).abs() < 1e-10);
    }

    #[test]
    fn slopes_agree_with_differences() {
        let customers = [Spending { x: 3.0, mean: 35.0 }, Spending { x: 1.0, mean: 250.0 }];
        let amounts = Amounts::new(customers);
        let (_, slopes) = CDNOW.log_likelihood(&amounts);
        for (i, slope) in slopes.iter().enumerate() {
            let moved = |step: f64| {
                let mut at = [CDNOW.p, CDNOW.q, CDNOW.v];
                at[i] *= step.exp();
                Parameters { p: at[0], q: at[1], v: at[2] }.log_likelihood(&amounts).0
            };
            assert!((slope - (moved(1e-5) - moved(-1e-5)) / 2e-5).abs() < 1e-8);
        }
    }
}
