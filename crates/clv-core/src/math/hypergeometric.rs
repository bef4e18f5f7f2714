//! Gauss's hypergeometric function ₂F₁ for real arguments below 1, on a logarithmic scale.
//!
//! # References
//!
//! 1. Abramowitz & Stegun (1972), chapter 15: 15.1.1 (series), 15.3.1 (Euler's integral), 15.3.3 and 15.3.4
//!    (transformations), 15.2.12 (neighbors in c).
//! 2. Pearson, Olver & Porter (2017), Numerical Algorithms 74: which of them holds where.

use super::quadrature::tanh_sinh;
use super::special::ln_beta;

/// The most terms of a series that are worth summing before the integral is cheaper.
const MOST_TERMS: f64 = 4000.0;

/// Returns ln ₂F₁(a, b; c; z) for a, b, c > 0 and z < 1, where the function is positive.
///
/// Relative error of ₂F₁ about 1e-13 times the larger of 1 and its logarithm. Not a number outside that region.
///
/// # Formula
///
/// ```text
/// 2F1(a, b; c; z) = Σ (a)ₙ (b)ₙ / ((c)ₙ n!) zⁿ                                                  [1] 15.1.1
///                 = 1/B(b, c-b) ∫₀¹ u^(b-1) (1-u)^(c-b-1) (1-zu)^(-a) du           c > b,       [1] 15.3.1
/// ```
pub fn ln_hyp2f1(a: f64, b: f64, c: f64, z: f64) -> f64 {
    let inside = a > 0.0 && b > 0.0 && c > 0.0 && z < 1.0;
    if !inside || !(a + b + c).is_finite() || z == f64::NEG_INFINITY {
        return f64::NAN;
    }
    if z == 0.0 {
        return 0.0;
    }
    let (low, high) = if a <= b { (a, b) } else { (b, a) };
    if z < 0.0 {
        return negative(low, high, c, z);
    }
    // 15.3.3 trades a and b for c - a and c - b: fewer terms where those are smaller and positive.
    if c > high && c - high + (c - low) < low + high {
        return (c - a - b) * (-z).ln_1p() + positive(c - high, c - low, c, z);
    }
    positive(low, high, c, z)
}

/// For z < 0: 15.3.4 mirrors z to z / (z - 1), in (0, 1), if that leaves positive parameters.
fn negative(low: f64, high: f64, c: f64, z: f64) -> f64 {
    let mirrored = z / (z - 1.0);
    if c > low {
        return -high * (-z).ln_1p() + ln_hyp2f1(high, c - low, c, mirrored);
    }
    lower_c(low, high, c, z)
}

fn positive(low: f64, high: f64, c: f64, z: f64) -> f64 {
    // The terms shrink about as z^n once n is beyond the parameters.
    let terms = 40.0 / -z.ln() + low * high / c;
    if terms <= MOST_TERMS {
        return ln_series(low, high, c, z);
    }
    if c > low * (1.0 + 1e-6) {
        return ln_integral(high, low, c, z);
    }
    lower_c(low, high, c, z)
}

/// Sums the series of positive terms, rescaled so that it cannot overflow.
fn ln_series(a: f64, b: f64, c: f64, z: f64) -> f64 {
    let (mut sum, mut term, mut scale) = (1.0f64, 1.0f64, 0.0f64);
    let mut n = 0.0;
    loop {
        let ratio = (a + n) * (b + n) / ((c + n) * (n + 1.0)) * z;
        term *= ratio;
        sum += term;
        n += 1.0;
        if sum > 1e250 {
            scale += sum.ln();
            term /= sum;
            sum = 1.0;
        }
        let rest = if ratio < 1.0 { term * ratio.max(z) / (1.0 - ratio.max(z)) } else { term };
        if (ratio < 1.0 && rest <= 1e-17 * sum) || n > 50.0 * MOST_TERMS {
            return scale + sum.ln();
        }
    }
}

/// Integrates Euler's form with parameter b in the weight, c > b; singular ends are fine.
fn ln_integral(a: f64, b: f64, c: f64, z: f64) -> f64 {
    let ln_integrand = |u: f64, v: f64| {
        // 1 - zu = (1 - z) + z (1 - u), without cancellation near u = 1.
        (b - 1.0) * u.ln() + (c - b - 1.0) * v.ln() - a * ((1.0 - z) + z * v).ln()
    };
    // Divided by its size in the middle, for no power to overflow.
    let middle = ln_integrand(0.5, 0.5);
    let integral = tanh_sinh(|u, v| (ln_integrand(u, v) - middle).exp());
    middle + integral.ln() - ln_beta(b, c - b)
}

/// Comes down from c + 1 and c + 2 by 15.2.12, where no other form holds.
fn lower_c(a: f64, b: f64, c: f64, z: f64) -> f64 {
    let next = c + 1.0;
    let (one, two) = (ln_hyp2f1(a, b, next, z), ln_hyp2f1(a, b, next + 1.0, z));
    let above = next * (next - 1.0 - (2.0 * next - a - b - 1.0) * z)
        + (next - a) * (next - b) * z * (two - one).exp();
    one + (above / (next * (next - 1.0) * (1.0 - z))).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// mpmath with 30 digits; absolute on the logarithm, which is relative on the function.
    fn check(a: f64, b: f64, c: f64, z: f64, expected: f64) {
        for (a, b) in [(a, b), (b, a)] {
            let got = ln_hyp2f1(a, b, c, z);
            let error = (got - expected).abs();
            assert!(
                error <= 1e-12 * expected.abs().max(1.0),
                "{a} {b} {c} {z}: {got}, not {expected}"
            );
        }
    }

    #[test]
    fn agrees_with_mpmath_in_its_hard_corners() {
        check(0.743, 2.426, 2.219, 0.5, 0.5717218448506294);
        check(26.243, 28.426, 28.219, 0.6, 24.226931502331421);
        check(0.5, 0.5, 1.0, 0.9999, 1.3387740039485293);
        check(2.243, 4.426, 4.219, 0.999999, 33.699140713910749);
        check(300.2, 320.5, 330.1, 0.9, 669.95999354567973);
        check(1.5, 2.5, 3.0, -50.0, -5.4162198514171482);
        check(3.2, 1.7, 0.4, 0.95, 15.888509702149372);
        check(5.243, 1.3, 7.7, 0.99999999, 2.1157767163964463);
        check(1.0, 2.5, 2.5, 0.75, 1.3862943611198906);
        check(200.243, 202.4, 202.2, 0.98, 784.13571751483257);
        assert_eq!(ln_hyp2f1(0.243, 2.426, 2.219, 0.0), 0.0);
    }

    #[test]
    fn outside_its_region_it_is_no_number() {
        assert!(ln_hyp2f1(1.0, 2.0, 3.0, 1.0).is_nan());
        assert!(ln_hyp2f1(-1.0, 2.0, 3.0, 0.5).is_nan());
        assert!(ln_hyp2f1(f64::INFINITY, 2.0, 3.0, 0.5).is_nan());
    }
}
