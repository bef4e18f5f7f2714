//! Integrals in one dimension: Gauss–Legendre for smooth integrands, tanh-sinh where an end is singular.
//!
//! # References
//!
//! 1. Press et al., Numerical Recipes (2007), 4.6: nodes of Gauss–Legendre by Newton's method.
//! 2. Takahasi & Mori (1974), Publ. RIMS 9: double exponential formulas.

use std::f64::consts::{FRAC_PI_2, PI};

/// The nodes and weights of a Gauss–Legendre rule on \[0, 1\].
#[derive(Clone, Debug)]
pub struct GaussLegendre {
    nodes: Vec<(f64, f64)>,
}

impl GaussLegendre {
    /// Computes the rule with so many nodes, exact for polynomials of degree 2n − 1; \[1\].
    pub fn new(n: usize) -> Self {
        let count = n as f64;
        let node = |i: usize| {
            let mut z = (PI * (i as f64 + 0.75) / (count + 0.5)).cos();
            let mut slope = 1.0;
            for _ in 0..100 {
                let (mut before, mut value) = (0.0, 1.0);
                for j in 0..n {
                    let j = j as f64;
                    (before, value) =
                        (value, ((2.0 * j + 1.0) * z * value - j * before) / (j + 1.0));
                }
                slope = count * (z * value - before) / (z * z - 1.0);
                let step = value / slope;
                z -= step;
                if step.abs() < 1e-16 {
                    break;
                }
            }
            (0.5 * (1.0 - z), 1.0 / ((1.0 - z * z) * slope * slope))
        };
        Self { nodes: (0..n).map(node).collect() }
    }

    /// Returns the nodes in (0, 1) with their weights, which sum to 1.
    pub fn nodes(&self) -> &[(f64, f64)] {
        &self.nodes
    }

    /// Integrates from one end to the other.
    pub fn integrate(&self, from: f64, to: f64, mut integrand: impl FnMut(f64) -> f64) -> f64 {
        let width = to - from;
        width * self.nodes.iter().map(|(at, w)| w * integrand(from + width * at)).sum::<f64>()
    }
}

/// Beyond this the weights of the double exponential rule vanish.
const REACH: f64 = 6.1;

/// Integrates over (0, 1) an integrand that may be singular at either end; \[2\].
///
/// The integrand is given u and 1 − u, both without cancellation, and must not be asked at the ends. Halves the step
/// until two results agree to 1e-14 relative.
pub fn tanh_sinh(mut integrand: impl FnMut(f64, f64) -> f64) -> f64 {
    let mut term = |t: f64| {
        let s = FRAC_PI_2 * t.sinh();
        let e = (-2.0 * s.abs()).exp();
        let (near, far) = (e / (1.0 + e), 1.0 / (1.0 + e));
        if near < 1e-300 {
            return 0.0;
        }
        let (u, one_minus_u) = if s < 0.0 { (near, far) } else { (far, near) };
        let value = integrand(u, one_minus_u) * PI * t.cosh() * near * far;
        if value.is_finite() { value } else { 0.0 }
    };
    let mut step = 0.5;
    let mut sum = term(0.0);
    let mut at = step;
    while at < REACH {
        sum += term(at) + term(-at);
        at += step;
    }
    let mut result = sum * step;
    for _ in 0..8 {
        let mut at = 0.5 * step;
        while at < REACH {
            sum += term(at) + term(-at);
            at += step;
        }
        step *= 0.5;
        let finer = sum * step;
        let done = (finer - result).abs() <= 1e-14 * finer.abs();
        result = finer;
        if done {
            break;
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_nodes_integrate_a_polynomial_of_degree_fifteen() {
        let rule = GaussLegendre::new(8);
        let integral = rule.integrate(1.0, 3.0, |x| x.powi(15));
        assert!((integral / ((3f64.powi(16) - 1.0) / 16.0) - 1.0).abs() < 1e-14);
    }

    #[test]
    fn singular_ends_are_integrated_to_machine_precision() {
        // B(0.1, 0.2) = 14.599371492764829…
        let beta = tanh_sinh(|u, v| u.powf(-0.9) * v.powf(-0.8));
        assert!((beta / 14.599371492764829 - 1.0).abs() < 1e-12, "{beta}");
    }
}
