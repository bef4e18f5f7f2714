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

/// The normal approximation around an optimum: one axis for each parameter, each as long as one standard deviation.
#[derive(Clone, Copy, Debug)]
pub struct Axes<const N: usize> {
    optimum: [f64; N],
    axes: Matrix<N>,
}

impl<const N: usize> Axes<N> {
    /// Finds the axes; the curvature is taken in the space of the optimum.
    pub fn new(optimum: &[f64; N], curvature: &Matrix<N>) -> Self {
        let eigen = Eigen::new(curvature);
        let axis = |i: usize| {
            let value = if eigen.values[i].is_finite() { eigen.values[i] } else { 0.0 };
            eigen.vectors[i].map(|part| part / value.max(LEAST_CURVATURE).sqrt())
        };
        Self { optimum: *optimum, axes: std::array::from_fn(axis) }
    }

    /// Returns the point so many standard deviations away along each axis.
    pub fn point(&self, z: &[f64; N]) -> [f64; N] {
        let moved = |i: usize| (0..N).map(|j| z[j] * self.axes[j][i]).sum::<f64>();
        std::array::from_fn(|i| self.optimum[i] + moved(i))
    }

    /// Returns `n` equally likely points, those of [`normals`]; with a density they are weighted by how much more
    /// likely it finds them than the approximation, and drawn again.
    pub fn points(&self, n: usize, ln_density: Option<LnDensity<'_, N>>) -> Vec<[f64; N]> {
        let steps: Vec<[f64; N]> = (0..n).map(normals).collect();
        let points: Vec<[f64; N]> = steps.iter().map(|z| self.point(z)).collect();
        let Some(ln_density) = ln_density else { return points };
        let ln_weight = |(point, z): (&[f64; N], &[f64; N])| {
            ln_density(point) + 0.5 * z.iter().map(|z| z * z).sum::<f64>()
        };
        let ln_weights: Vec<f64> = points.iter().zip(&steps).map(ln_weight).collect();
        resample(&points, &ln_weights)
    }
}

/// The i-th of evenly spread normal vectors.
pub fn normals<const N: usize>(i: usize) -> [f64; N] {
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
        let axes = Axes::new(&[0.0], &[[2.0]]);
        let plain = spread(&axes.points(400, None));
        let weighted = spread(&axes.points(400, Some(&density)));
        assert!(
            (plain - 0.5f64.sqrt()).abs() < 0.03 && (weighted - 0.5).abs() < 0.03,
            "{plain} {weighted}"
        );
    }
}
