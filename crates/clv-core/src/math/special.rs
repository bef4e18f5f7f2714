//! The gamma function's family, the normal distribution and sums of logarithms.
//!
//! # References
//!
//! 1. `libm` (the Rust port of musl's FreeBSD msun) for ln Γ and erfc: below one unit in the last place, also beside
//!    the zeros of ln Γ at 1 and 2.
//! 2. Bernardo (1976), Algorithm AS 103, Applied Statistics 25(3): digamma by recurrence and asymptotic series.
//! 3. DiDonato & Morris (1992), Algorithm 708, ACM TOMS 18(3): ln B without cancellation for large arguments.
//! 4. Wichura (1988), Algorithm AS 241, Applied Statistics 37(3): the normal quantile to 1e-16.

use std::f64::consts::SQRT_2;

/// ln √(2π).
const LN_SQRT_2_PI: f64 = 0.918_938_533_204_672_741_780_329_736_406;

/// Returns ln Γ(x) for x > 0.
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// Returns ψ(x), the derivative of ln Γ, for x > 0; \[2\].
pub fn digamma(mut x: f64) -> f64 {
    if !x.is_finite() || x <= 0.0 {
        return f64::NAN;
    }
    let mut below = 0.0;
    while x < 10.0 {
        below -= 1.0 / x;
        x += 1.0;
    }
    let y = 1.0 / (x * x);
    let series = y
        * (1.0 / 12.0
            - y * (1.0 / 120.0
                - y * (1.0 / 252.0
                    - y * (1.0 / 240.0 - y * (1.0 / 132.0 - y * (691.0 / 32760.0 - y / 12.0))))));
    below + x.ln() - 0.5 / x - series
}

/// Returns what Stirling's formula lacks: ln Γ(x) − \[(x − ½) ln x − x + ½ ln 2π\], for x ≥ 10.
fn stirling_rest(x: f64) -> f64 {
    let y = 1.0 / (x * x);
    (1.0 / 12.0
        - y * (1.0 / 360.0
            - y * (1.0 / 1260.0
                - y * (1.0 / 1680.0 - y * (1.0 / 1188.0 - y * (691.0 / 360360.0 - y / 156.0))))))
        / x
}

/// Returns ln B(a, b) for a, b > 0, without cancellation where one or both are large; \[3\].
pub fn ln_beta(a: f64, b: f64) -> f64 {
    let (p, q) = if a <= b { (a, b) } else { (b, a) };
    if p.is_nan() || p <= 0.0 {
        return f64::NAN;
    }
    if p >= 10.0 {
        let rest = stirling_rest(p) + stirling_rest(q) - stirling_rest(p + q);
        let share = p / (p + q);
        return -0.5 * q.ln() + LN_SQRT_2_PI + rest + (p - 0.5) * share.ln() + q * (-share).ln_1p();
    }
    ln_gamma(p) - ln_pochhammer(q, p)
}

/// Returns ln (Γ(a + n) / Γ(a)), the logarithm of the rising factorial (a)ₙ, for a > 0 and n ≥ 0.
pub fn ln_pochhammer(a: f64, n: f64) -> f64 {
    if n == 0.0 {
        return 0.0;
    }
    if a >= 10.0 {
        // Stirling's main parts, subtracted by hand: ln Γ(a + n) − ln Γ(a) would lose digits for n much below a.
        return (a - 0.5) * (n / a).ln_1p() + n * (a + n).ln() - n + stirling_rest(a + n)
            - stirling_rest(a);
    }
    ln_gamma(a + n) - ln_gamma(a)
}

/// Returns ln (eᵃ + eᵇ).
pub fn ln_add_exp(a: f64, b: f64) -> f64 {
    let (low, high) = if a <= b { (a, b) } else { (b, a) };
    if high == f64::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}

/// Returns ln Σ eᵛ; minus infinity without terms.
pub fn ln_sum_exp(terms: &[f64]) -> f64 {
    let high = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if high == f64::NEG_INFINITY {
        return high;
    }
    high + terms.iter().map(|term| (term - high).exp()).sum::<f64>().ln()
}

/// Returns 1 / (1 + eˣ).
pub fn logistic_of_minus(x: f64) -> f64 {
    if x > 0.0 { (-x).exp() / (1.0 + (-x).exp()) } else { 1.0 / (1.0 + x.exp()) }
}

/// The logarithm of the product of many positive numbers, each within 1e±150: few logarithms are taken.
#[derive(Clone, Copy, Debug)]
pub struct LnProduct {
    sum: f64,
    product: f64,
}

impl Default for LnProduct {
    fn default() -> Self {
        Self { sum: 0.0, product: 1.0 }
    }
}

impl LnProduct {
    /// Multiplies by a number.
    pub fn multiply(&mut self, factor: f64) {
        self.product *= factor;
        if !(1e-150..1e150).contains(&self.product) {
            *self = Self { sum: self.ln(), product: 1.0 };
        }
    }

    /// Returns the logarithm.
    pub fn ln(&self) -> f64 {
        self.sum + self.product.ln()
    }
}

/// The sum of n ln(1 + eˣ) over many x: a product as long as the n stay the same.
#[derive(Clone, Copy, Debug, Default)]
pub struct LnOnePlusExp {
    sum: f64,
    n: f64,
    product: LnProduct,
}

impl LnOnePlusExp {
    /// Adds n ln(1 + eˣ); returns 1 / (1 + e⁻ˣ), of which ln(1 + eˣ) is the integral.
    pub fn add(&mut self, x: f64, n: f64) -> f64 {
        let smaller = (-x.abs()).exp();
        let larger = if x > 0.0 { 1.0 } else { smaller };
        if n != self.n {
            *self = Self { sum: self.sum(), n, product: LnProduct::default() };
        }
        self.sum += n * x.max(0.0);
        self.product.multiply(1.0 + smaller);
        larger / (1.0 + smaller)
    }

    /// Returns the sum.
    pub fn sum(&self) -> f64 {
        self.sum + self.n * self.product.ln()
    }
}

/// Returns the chance that a standard normal variable is at most x.
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x / SQRT_2)
}

/// Returns the standard normal quantile of a chance in (0, 1), to 1e-16; \[4\].
pub fn normal_quantile(chance: f64) -> f64 {
    let q = chance - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180625 - q * q;
        return q * polynomial(&CENTRE_ABOVE, r) / polynomial(&CENTRE_BELOW, r);
    }
    let tail = if q < 0.0 { chance } else { 1.0 - chance };
    if tail <= 0.0 {
        return if q < 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let r = (-tail.ln()).sqrt();
    let far = if r <= 5.0 {
        polynomial(&SIDE_ABOVE, r - 1.6) / polynomial(&SIDE_BELOW, r - 1.6)
    } else {
        polynomial(&TAIL_ABOVE, r - 5.0) / polynomial(&TAIL_BELOW, r - 5.0)
    };
    far.copysign(q)
}

fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

const CENTRE_ABOVE: [f64; 8] = [
    3.3871328727963666080,
    1.3314166789178437745e2,
    1.9715909503065514427e3,
    1.3731693765509461125e4,
    4.5921953931549871457e4,
    6.7265770927008700853e4,
    3.3430575583588128105e4,
    2.5090809287301226727e3,
];
const CENTRE_BELOW: [f64; 8] = [
    1.0,
    4.2313330701600911252e1,
    6.8718700749205790830e2,
    5.3941960214247511077e3,
    2.1213794301586595867e4,
    3.9307895800092710610e4,
    2.8729085735721942674e4,
    5.2264952788528545610e3,
];
const SIDE_ABOVE: [f64; 8] = [
    1.42343711074968357734,
    4.63033784615654529590,
    5.76949722146069140550,
    3.64784832476320460504,
    1.27045825245236838258,
    2.41780725177450611770e-1,
    2.27238449892691845833e-2,
    7.74545014278341407640e-4,
];
const SIDE_BELOW: [f64; 8] = [
    1.0,
    2.05319162663775882187,
    1.67638483018380384940,
    6.89767334985100004550e-1,
    1.48103976427480074590e-1,
    1.51986665636164571966e-2,
    5.47593808499534494600e-4,
    1.05075007164441684324e-9,
];
const TAIL_ABOVE: [f64; 8] = [
    6.65790464350110377720,
    5.46378491116411436990,
    1.78482653991729133580,
    2.96560571828504891230e-1,
    2.65321895265761230930e-2,
    1.24266094738807843860e-3,
    2.71155556874348757815e-5,
    2.01033439929228813265e-7,
];
const TAIL_BELOW: [f64; 8] = [
    1.0,
    5.99832206555887937690e-1,
    1.36929880922735805310e-1,
    1.48753612908506148525e-2,
    7.86869131145613259100e-4,
    1.84631831751005468180e-5,
    1.42151175831644588870e-7,
    2.04426310338993978564e-15,
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative; the reference values have 17 digits (mpmath with 50).
    fn check(got: f64, expected: f64) {
        assert!((got - expected).abs() <= 1e-13 * expected.abs(), "{got:e} is not {expected:e}");
    }

    #[test]
    fn the_gamma_family_agrees_with_mpmath() {
        check(ln_gamma(1e-8), 18.420680738180209);
        check(ln_gamma(1.0000001), -5.7721558299185071e-8);
        check(ln_gamma(12345.678), 103959.91990554606);
        check(digamma(0.3), -3.502524222200133);
        check(digamma(1.5), 0.036489973978576521);
        check(digamma(250.0), 5.5194595845310464);
    }

    #[test]
    fn beta_and_rising_factorial_lose_no_digits_where_one_argument_is_large() {
        check(ln_beta(1e-5, 3.0), 11.512910465032728);
        check(ln_beta(0.793, 1002.426), -5.3208182252353713);
        check(ln_beta(1e7, 2e7), -19095431.986221113);
        check(ln_beta(1e9, 0.5), -9.7892679754235055);
        check(ln_beta(12.5, 11.25), -16.389092042566346);
        check(ln_pochhammer(1e8, 0.25), 4.6051701850505914);
        check(ln_pochhammer(0.243, 26.0), 57.473730085162264);
        assert!(ln_beta(0.0, 1.0).is_nan());
    }

    #[test]
    fn the_normal_distribution_agrees_with_mpmath_far_into_its_tails() {
        check(normal_cdf(-3.0), 0.0013498980316300945);
        check(normal_cdf(-8.0), 6.2209605742717841e-16);
        check(normal_quantile(0.05), -1.6448536269514727);
        check(normal_quantile(0.975), 1.9599639845400539);
        check(normal_quantile(1e-12), -7.0344838253011319);
        assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
    }

    #[test]
    fn sums_of_logarithms_neither_overflow_nor_underflow() {
        check(ln_add_exp(-1000.0, -1000.0), -1000.0 + 2f64.ln());
        for x in [-800.0, -3.0, 0.0, 0.5, 800.0] {
            let mut sum = LnOnePlusExp::default();
            check(sum.add(x, 1.0), logistic_of_minus(-x));
            check(sum.sum(), ln_add_exp(0.0, x));
        }
        let (mut sum, mut one_by_one) = (LnOnePlusExp::default(), 0.0);
        for (at, n) in [1.0, 1.0, 3.0, 2.5].into_iter().cycle().enumerate().take(6_000) {
            let x = (at % 13) as f64 - 9.0;
            sum.add(x, n);
            one_by_one += n * ln_add_exp(0.0, x);
        }
        for _ in 0..3_000 {
            sum.add(0.5, 2.0);
        }
        check(sum.sum(), one_by_one + 6_000.0 * ln_add_exp(0.0, 0.5));
        let mut product = LnProduct::default();
        (0..1000).for_each(|at| product.multiply([1e120, 1e-120, 7.0][at % 3]));
        check(product.ln(), 333.0 * 7f64.ln() + 120.0 * 10f64.ln());
        check(ln_sum_exp(&[1000.0, 1000.0, f64::NEG_INFINITY]), 1000.0 + 2f64.ln());
        assert_eq!(ln_sum_exp(&[]), f64::NEG_INFINITY);
        assert_eq!((logistic_of_minus(800.0), logistic_of_minus(-800.0)), (0.0, 1.0));
    }
}
