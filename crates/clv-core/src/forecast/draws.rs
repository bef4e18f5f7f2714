//! Draws of parameters around their optimum: a normal approximation, weighted by how right it is.
//!
//! # References
//!
//! 1. Gelman et al., Bayesian Data Analysis (2013), 4.1 (normal approximation) and 10.4 (importance resampling).
//! 2. Ionides (2008), Truncated Importance Sampling, Journal of Computational and Graphical Statistics 17(2).
//! 3. Halton (1960), Numerische Mathematik 2: points that fill space evenly, so that few draws suffice.

use crate::math::matrix::{Eigen, Matrix};
use crate::math::special::normal_quantile;

/// The least curvature that is believed: a spread of 2 on the logarithm, as wide as the priors.
const LEAST_CURVATURE: f64 = 0.25;

/// The logarithm of a density, up to a constant.
pub type LnDensity<'a, const N: usize> = &'a dyn Fn(&[f64; N]) -> f64;

/// Returns `n` equally likely points around an optimum with the given curvature.
///
/// `ln_density` is the density to be approximated, up to a constant; without it the normal approximation is taken as
/// it is. Points are in the space in which the curvature was taken.
pub fn around<const N: usize>(
    optimum: &[f64; N],
    curvature: &Matrix<N>,
    n: usize,
    ln_density: Option<LnDensity<'_, N>>,
) -> Vec<[f64; N]> {
    let eigen = Eigen::new(curvature);
    let spreads = eigen.values.map(|value| {
        let value = if value.is_finite() { value } else { 0.0 };
        1.0 / value.max(LEAST_CURVATURE).sqrt()
    });
    let steps: Vec<[f64; N]> = (0..n).map(normals).collect();
    let points: Vec<[f64; N]> = steps
        .iter()
        .map(|z| {
            std::array::from_fn(|i| {
                let moved: f64 = (0..N).map(|j| z[j] * spreads[j] * eigen.vectors[j][i]).sum();
                optimum[i] + moved
            })
        })
        .collect();
    let Some(ln_density) = ln_density else { return points };
    let ln_weights: Vec<f64> = points
        .iter()
        .zip(&steps)
        .map(|(point, z)| ln_density(point) + 0.5 * z.iter().map(|z| z * z).sum::<f64>())
        .collect();
    resample(&points, &ln_weights)
}

/// The i-th of evenly spread normal vectors.
fn normals<const N: usize>(i: usize) -> [f64; N] {
    const BASES: [u32; 6] = [2, 3, 5, 7, 11, 13];
    // The first Halton points are collinear in high bases; they are skipped.
    const SKIPPED: usize = 20;
    std::array::from_fn(|j| {
        let base = BASES[j];
        let (mut left, mut digit, mut point) = (i + SKIPPED, 1.0, 0.0);
        while left > 0 {
            digit /= f64::from(base);
            point += digit * (left % base as usize) as f64;
            left /= base as usize;
        }
        normal_quantile(point)
    })
}

/// Draws as many points again, each as often as its weight says; weights are truncated as in \[2\].
fn resample<const N: usize>(points: &[[f64; N]], ln_weights: &[f64]) -> Vec<[f64; N]> {
    let highest =
        ln_weights.iter().copied().filter(|w| w.is_finite()).fold(f64::NEG_INFINITY, f64::max);
    if highest == f64::NEG_INFINITY {
        return points.to_vec();
    }
    let n = points.len() as f64;
    let weights: Vec<f64> =
        ln_weights.iter().map(|w| if w.is_finite() { (w - highest).exp() } else { 0.0 }).collect();
    let cap = weights.iter().sum::<f64>() / n.sqrt();
    let weights: Vec<f64> = weights.iter().map(|w| w.min(cap)).collect();
    let total: f64 = weights.iter().sum();
    let (mut reached, mut next) = (0.0, 0.5 / n);
    let mut drawn = Vec::with_capacity(points.len());
    for (point, weight) in points.iter().zip(&weights) {
        reached += weight / total;
        while next < reached && drawn.len() < points.len() {
            drawn.push(*point);
            next += 1.0 / n;
        }
    }
    while drawn.len() < points.len() {
        drawn.push(points[points.len() - 1]);
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_follow_the_density_rather_than_its_curvature() {
        // A normal whose curvature is believed half as large as it is.
        let density = |at: &[f64; 1]| -0.5 * 4.0 * at[0] * at[0];
        let spread = |points: &[[f64; 1]]| {
            (points.iter().map(|p| p[0] * p[0]).sum::<f64>() / points.len() as f64).sqrt()
        };
        let plain = spread(&around(&[0.0], &[[2.0]], 400, None));
        let weighted = spread(&around(&[0.0], &[[2.0]], 400, Some(&density)));
        assert!(
            (plain - 0.5f64.sqrt()).abs() < 0.03 && (weighted - 0.5).abs() < 0.03,
            "{plain} {weighted}"
        );
    }
}
