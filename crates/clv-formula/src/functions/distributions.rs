//! Probability distributions.
//!
//! # References
//!
//! 1. Lanczos, C. (1964). A precision approximation of the gamma function. SIAM J. Numer. Anal. B 1. Coefficients g = 7, n = 9
//!    of Godfrey.
//! 2. Abramowitz, M. & Stegun, I. A. (1964). Handbook of Mathematical Functions, 7.1.5, 7.1.14 and 26.2.
//! 3. Wichura, M. J. (1988). Algorithm AS 241: the percentage points of the normal distribution. Applied Statistics 37.

use super::{number, number_or};
use crate::arithmetic::{finite, to_i64, trunc};
use crate::catalog::Body::{Scalar, Series};
use crate::catalog::{Function, Outcome, Version};
use crate::coerce;
use crate::value::{ErrorValue, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "GAMMALN",
        "GAMMA.LN",
        1,
        1,
        Scalar(|v| positive(number(v, 0)?).map(|x| Value::Number(ln_gamma(x)))),
    ),
    Function::new(
        "NORM.S.DIST",
        "NORM.S.VERD",
        2,
        2,
        Scalar(|v| Ok(normal(number(v, 0)?, 0.0, 1.0, flag(v, 1)?))),
    )
    .since(Version::V2010),
    Function::new(
        "NORMSDIST",
        "STAND.NORM.VERD",
        1,
        1,
        Scalar(|v| Ok(normal(number(v, 0)?, 0.0, 1.0, true))),
    ),
    Function::new("NORM.DIST", "NORM.VERD.N", 4, 4, Scalar(normal_distribution))
        .since(Version::V2010),
    Function::new("NORMDIST", "NORM.VERD", 4, 4, Scalar(normal_distribution)),
    Function::new(
        "NORM.S.INV",
        "NORM.S.INV",
        1,
        1,
        Scalar(|v| quantile(number(v, 0)?).map(Value::Number)),
    )
    .since(Version::V2010),
    Function::new(
        "NORMSINV",
        "STAND.NORM.INV",
        1,
        1,
        Scalar(|v| quantile(number(v, 0)?).map(Value::Number)),
    ),
    Function::new("NORM.INV", "NORM.INV.N", 3, 3, Scalar(normal_inverse)).since(Version::V2010),
    Function::new("STANDARDIZE", "NORMALISEREN", 3, 3, Scalar(standardize)),
    Function::new("CONFIDENCE.NORM", "VERTROUWELIJKHEID.NORM", 3, 3, Scalar(confidence))
        .since(Version::V2010),
    Function::new("BINOM.DIST", "BINOM.VERD", 4, 4, Series(|v| n_terms(v, 3), binomial))
        .since(Version::V2010),
    Function::new("BINOMDIST", "BINOMIALE.VERD", 4, 4, Series(|v| n_terms(v, 3), binomial)),
    Function::new("POISSON.DIST", "POISSON.VERD", 3, 3, Series(|v| n_terms(v, 2), poisson))
        .since(Version::V2010),
    Function::new("POISSON", "POISSON", 3, 3, Series(|v| n_terms(v, 2), poisson)),
    Function::new("EXPON.DIST", "EXPON.VERD.N", 3, 3, Scalar(exponential)).since(Version::V2010),
    Function::new("EXPONDIST", "EXPON.VERD", 3, 3, Scalar(exponential)),
];

fn flag(values: &[Value], at: usize) -> Result<bool, ErrorValue> {
    values.get(at).map_or(Ok(false), coerce::logical)
}

fn positive(x: f64) -> Result<f64, ErrorValue> {
    if x > 0.0 { Ok(x) } else { Err(ErrorValue::Num) }
}

/// Returns ln Γ(x) for x > 0, \[1\].
fn ln_gamma(x: f64) -> f64 {
    const G: f64 = 7.0;
    const COEFFICIENTS: [f64; 9] = [
        0.99999999999980993,
        676.5203681218851,
        -1259.1392167224028,
        771.32342877765313,
        -176.61502916214059,
        12.507343278686905,
        -0.13857109526572012,
        9.9843695780195716e-6,
        1.5056327351493116e-7,
    ];
    if x < 0.5 {
        return (std::f64::consts::PI / (std::f64::consts::PI * x).sin()).ln() - ln_gamma(1.0 - x);
    }
    let z = x - 1.0;
    let series = COEFFICIENTS
        .iter()
        .enumerate()
        .skip(1)
        .fold(COEFFICIENTS[0], |sum, (i, c)| sum + c / (z + i as f64));
    let t = z + G + 0.5;
    0.5 * (2.0 * std::f64::consts::PI).ln() + (z + 0.5) * t.ln() - t + series.ln()
}

/// Returns P(Z > x) for x ≥ 0: \[2\] 26.2.11 near the middle, the continued fraction 26.2.14 in the tail.
fn upper_tail(x: f64) -> f64 {
    let density = density(x);
    if x < 3.0 {
        let mut term = x;
        let mut sum = x;
        let mut k = 3.0;
        while term > sum * 1e-17 {
            term *= x * x / k;
            sum += term;
            k += 2.0;
        }
        return 0.5 - density * sum;
    }
    let fraction = (1..=120).rev().fold(0.0, |rest, k| f64::from(k) / (x + rest));
    density / (x + fraction)
}

fn density(x: f64) -> f64 {
    (-0.5 * x * x).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

fn cumulative(x: f64) -> f64 {
    if x >= 0.0 { 1.0 - upper_tail(x) } else { upper_tail(-x) }
}

fn normal(x: f64, mean: f64, deviation: f64, is_cumulative: bool) -> Value {
    let z = (x - mean) / deviation;
    Value::finite(if is_cumulative { cumulative(z) } else { density(z) / deviation })
}

fn normal_distribution(values: &[Value]) -> Outcome {
    let deviation = positive(number(values, 2)?)?;
    Ok(normal(number(values, 0)?, number(values, 1)?, deviation, flag(values, 3)?))
}

/// Returns the x with P(Z ≤ x) = p: \[3\] in its short form (PPND7), then two Newton steps.
fn quantile(p: f64) -> Result<f64, ErrorValue> {
    if p <= 0.0 || p >= 1.0 {
        return Err(ErrorValue::Num);
    }
    let q = p - 0.5;
    let mut x = if q.abs() <= 0.425 {
        let r = 0.180625 - q * q;
        q * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
            / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1.0)
    } else {
        let r = (-p.min(1.0 - p).ln()).sqrt();
        let tail = if r <= 5.0 {
            let r = r - 1.6;
            (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777)
                / ((0.12021132975 * r + 0.73700164250) * r + 1.0)
        } else {
            let r = r - 5.0;
            (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150)
                / ((0.012258202635 * r + 0.24197894225) * r + 1.0)
        };
        tail.copysign(q)
    };
    for _ in 0..2 {
        let error = if x < 0.0 { upper_tail(-x) - p } else { (1.0 - p) - upper_tail(x) };
        x -= error / density(x);
    }
    finite(x)
}

fn normal_inverse(values: &[Value]) -> Outcome {
    let deviation = positive(number(values, 2)?)?;
    finite(number(values, 1)? + deviation * quantile(number(values, 0)?)?).map(Value::Number)
}

fn standardize(values: &[Value]) -> Outcome {
    let deviation = positive(number(values, 2)?)?;
    finite((number(values, 0)? - number(values, 1)?) / deviation).map(Value::Number)
}

fn confidence(values: &[Value]) -> Outcome {
    let (alpha, deviation, size) =
        (number(values, 0)?, number(values, 1)?, trunc(number(values, 2)?));
    if deviation <= 0.0 || size < 1.0 {
        return Err(ErrorValue::Num);
    }
    if alpha <= 0.0 || alpha >= 1.0 {
        return Err(ErrorValue::Num);
    }
    finite(quantile(1.0 - alpha / 2.0)? * deviation / size.sqrt()).map(Value::Number)
}

/// The longest sum of probabilities that is taken term by term.
const MOST_TERMS: f64 = 100_000.0;

fn binomial(values: &[Value]) -> Outcome {
    let (k, n, p) = (trunc(number(values, 0)?), trunc(number(values, 1)?), number(values, 2)?);
    if k < 0.0 || k > n || !(0.0..=1.0).contains(&p) || k > MOST_TERMS {
        return Err(ErrorValue::Num);
    }
    let probability = |k: f64| {
        if p == 0.0 || p == 1.0 {
            return f64::from(u8::from(k == n * p));
        }
        let ways = ln_gamma(n + 1.0) - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0);
        (ways + k * p.ln() + (n - k) * (-p).ln_1p()).exp()
    };
    let cumulative = flag(values, 3)?;
    Ok(Value::finite(summed(k, cumulative, probability)))
}

/// Returns how many terms a distribution adds up to the first argument, if it is asked to.
fn n_terms(values: &[Value], is_cumulative: usize) -> f64 {
    match (number(values, 0), flag(values, is_cumulative)) {
        (Ok(k), Ok(true)) if k <= MOST_TERMS => k.max(0.0),
        _ => 0.0,
    }
}

fn summed(k: f64, cumulative: bool, probability: impl Fn(f64) -> f64) -> f64 {
    if !cumulative {
        return probability(k);
    }
    (0..=to_i64(k)).map(|k| probability(k as f64)).sum::<f64>().min(1.0)
}

fn poisson(values: &[Value]) -> Outcome {
    let (k, mean) = (trunc(number(values, 0)?), number(values, 1)?);
    if k < 0.0 || mean < 0.0 || k > MOST_TERMS {
        return Err(ErrorValue::Num);
    }
    let probability = |k: f64| {
        if mean == 0.0 {
            return f64::from(u8::from(k == 0.0));
        }
        (k * mean.ln() - mean - ln_gamma(k + 1.0)).exp()
    };
    Ok(Value::finite(summed(k, flag(values, 2)?, probability)))
}

fn exponential(values: &[Value]) -> Outcome {
    let (x, rate) = (number(values, 0)?, positive(number_or(values, 1, 0.0)?)?);
    if x < 0.0 {
        return Err(ErrorValue::Num);
    }
    let fallen = -(-rate * x).exp_m1();
    Ok(Value::finite(if flag(values, 2)? { fallen } else { rate * (-rate * x).exp() }))
}
