//! Minimizing smooth functions of a few parameters.
//!
//! # References
//!
//! 1. Nocedal & Wright, Numerical Optimization (2006): BFGS (6.17) with a line search for the Wolfe conditions
//!    (algorithms 3.5 and 3.6, interpolation by bisection).
//! 2. Hager & Zhang (2005), SIAM Journal on Optimization 16(1): the approximate Wolfe conditions (4.1), for steps so
//!    small that rounding hides what they gain.
//! 3. Nelder & Mead (1965), Computer Journal 7(4); restarted, for where slopes mislead.

use super::matrix::{Eigen, Matrix};

/// Where a search ended.
#[derive(Clone, Copy, Debug)]
pub struct Minimum<const N: usize> {
    /// The parameters.
    pub at: [f64; N],
    /// The function there.
    pub value: f64,
    /// The slope there.
    pub gradient: [f64; N],
    /// Whether the slope vanished, rather than the patience.
    pub converged: bool,
    /// How often the function was evaluated.
    pub evaluations: u32,
}

/// The largest step of one parameter in one iteration; on a logarithmic scale a factor of e³.
const LONGEST_STEP: f64 = 3.0;

/// Minimizes by BFGS; the function returns its value and writes its gradient; \[1\].
///
/// `tolerance` is for the largest slope of a parameter, relative to the size of the value. Values that are not
/// numbers count as a wall.
pub fn bfgs<const N: usize>(
    function: impl FnMut(&[f64; N], &mut [f64; N]) -> f64,
    start: [f64; N],
    tolerance: f64,
) -> Minimum<N> {
    search(function, start, None, tolerance)
}

/// Minimizes as [`bfgs`], from a point near the minimum where the second derivatives are known well enough.
pub fn bfgs_near<const N: usize>(
    function: impl FnMut(&[f64; N], &mut [f64; N]) -> f64,
    start: [f64; N],
    curvature: &Matrix<N>,
    tolerance: f64,
) -> Minimum<N> {
    search(function, start, inverse_of(curvature), tolerance)
}

/// Returns the inverse of a matrix whose eigenvalues are all positive.
fn inverse_of<const N: usize>(matrix: &Matrix<N>) -> Option<Matrix<N>> {
    let Eigen { values, vectors } = Eigen::new(matrix);
    let entry = |i: usize, j: usize| -> f64 {
        (0..N).map(|k| vectors[k][i] * vectors[k][j] / values[k]).sum()
    };
    let is_positive = values.iter().all(|value| value.is_finite() && *value > 0.0);
    is_positive.then(|| std::array::from_fn(|i| std::array::from_fn(|j| entry(i, j))))
}

fn search<const N: usize>(
    mut function: impl FnMut(&[f64; N], &mut [f64; N]) -> f64,
    start: [f64; N],
    known: Option<Matrix<N>>,
    tolerance: f64,
) -> Minimum<N> {
    let mut evaluations = 0;
    let mut evaluate = |at: &[f64; N], gradient: &mut [f64; N]| {
        evaluations += 1;
        let value = function(at, gradient);
        let whole = value.is_finite() && gradient.iter().all(|slope| slope.is_finite());
        if whole { value } else { f64::INFINITY }
    };
    let mut at = start;
    let mut gradient = [0.0; N];
    let mut value = evaluate(&at, &mut gradient);
    let mut fresh = known.is_none();
    let mut inverse = known.unwrap_or_else(|| scaled_identity(1.0));
    let mut converged = false;
    for _ in 0..300 {
        let steepest = gradient.iter().fold(0.0f64, |m, g| m.max(g.abs()));
        if value.is_infinite() || steepest <= tolerance * value.abs().max(1.0) {
            converged = value.is_finite();
            break;
        }
        if fresh {
            inverse = scaled_identity(1.0 / steepest.max(1.0));
        }
        let mut direction = product(&inverse, &gradient).map(|d| -d);
        if dot(&direction, &gradient) >= 0.0 {
            inverse = scaled_identity(1.0 / steepest.max(1.0));
            direction = product(&inverse, &gradient).map(|d| -d);
        }
        let longest = direction.iter().fold(0.0f64, |m, d| m.max(d.abs()));
        if longest > LONGEST_STEP {
            direction = direction.map(|d| d * LONGEST_STEP / longest);
        }
        let Some((next, next_value, next_gradient)) =
            line_search(&mut evaluate, &at, value, &gradient, &direction)
        else {
            if fresh {
                break;
            }
            fresh = true;
            continue;
        };
        let step: [f64; N] = std::array::from_fn(|i| next[i] - at[i]);
        let change: [f64; N] = std::array::from_fn(|i| next_gradient[i] - gradient[i]);
        let gain = value - next_value;
        (at, value, gradient) = (next, next_value, next_gradient);
        let curvature = dot(&step, &change);
        if curvature > 1e-12 * dot(&step, &step).sqrt() * dot(&change, &change).sqrt() {
            if fresh {
                inverse = scaled_identity(curvature / dot(&change, &change));
            }
            update(&mut inverse, &step, &change, curvature);
            fresh = false;
        }
        // Rounding hides further gains: as near as the function can be told apart.
        if gain <= 1e-15 * value.abs() && step.iter().all(|s| s.abs() < 1e-9) {
            converged = true;
            break;
        }
    }
    Minimum { at, value, gradient, converged, evaluations }
}

type Point<const N: usize> = ([f64; N], f64, [f64; N]);

/// What rounding may do to a sum over many customers, relative to its size.
const ROUNDING: f64 = 1e-12;
/// The share of what the slope promises that a step must gain.
const LEAST_GAIN: f64 = 1e-4;
/// The share of the slope that a step may leave.
const STEEPEST_LEFT: f64 = 0.9;

/// Finds a point along a direction that is lower and less steep (weak Wolfe conditions, or \[2\]).
fn line_search<const N: usize>(
    evaluate: &mut impl FnMut(&[f64; N], &mut [f64; N]) -> f64,
    at: &[f64; N],
    value: f64,
    gradient: &[f64; N],
    direction: &[f64; N],
) -> Option<Point<N>> {
    let slope = dot(gradient, direction);
    let (mut short, mut long) = (0.0, f64::INFINITY);
    let mut length = 1.0;
    let mut best: Option<Point<N>> = None;
    for _ in 0..40 {
        let next: [f64; N] = std::array::from_fn(|i| at[i] + length * direction[i]);
        let mut next_gradient = [0.0; N];
        let next_value = evaluate(&next, &mut next_gradient);
        let next_slope = dot(&next_gradient, direction);
        let is_flat = next_value <= value + ROUNDING * value.abs()
            && next_slope <= (2.0 * LEAST_GAIN - 1.0) * slope
            && next_slope >= STEEPEST_LEFT * slope;
        if is_flat {
            return Some((next, next_value, next_gradient));
        }
        if next_value > value + LEAST_GAIN * length * slope {
            long = length;
        } else {
            best = Some((next, next_value, next_gradient));
            if next_slope >= STEEPEST_LEFT * slope {
                return best;
            }
            short = length;
        }
        length = if long.is_finite() { 0.5 * (short + long) } else { 2.0 * length };
    }
    best
}

fn update<const N: usize>(
    inverse: &mut Matrix<N>,
    step: &[f64; N],
    change: &[f64; N],
    curvature: f64,
) {
    let turned = product(inverse, change);
    let factor = (1.0 + dot(change, &turned) / curvature) / curvature;
    for i in 0..N {
        for j in 0..N {
            inverse[i][j] += factor * step[i] * step[j]
                - (step[i] * turned[j] + turned[i] * step[j]) / curvature;
        }
    }
}

fn scaled_identity<const N: usize>(scale: f64) -> Matrix<N> {
    std::array::from_fn(|i| std::array::from_fn(|j| if i == j { scale } else { 0.0 }))
}

fn product<const N: usize>(matrix: &Matrix<N>, vector: &[f64; N]) -> [f64; N] {
    std::array::from_fn(|i| dot(&matrix[i], vector))
}

fn dot<const N: usize>(a: &[f64; N], b: &[f64; N]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Minimizes without slopes, by Nelder and Mead's simplex; \[3\].
pub fn nelder_mead<const N: usize>(
    mut function: impl FnMut(&[f64; N]) -> f64,
    start: [f64; N],
    size: f64,
) -> ([f64; N], f64) {
    let mut evaluate = |at: &[f64; N]| {
        let value = function(at);
        if value.is_nan() { f64::INFINITY } else { value }
    };
    let mut simplex = vec![(start, evaluate(&start))];
    for i in 0..N {
        let mut corner = start;
        corner[i] += size;
        let value = evaluate(&corner);
        simplex.push((corner, value));
    }
    for _ in 0..400 * N {
        simplex.sort_by(|a, b| a.1.total_cmp(&b.1));
        let (lowest, highest) = (simplex[0].1, simplex[N].1);
        if highest - lowest <= 1e-13 * lowest.abs().max(1e-3) {
            break;
        }
        let middle: [f64; N] = std::array::from_fn(|i| {
            simplex[..N].iter().map(|(corner, _)| corner[i]).sum::<f64>() / N as f64
        });
        let worst = simplex[N].0;
        let mut at_distance = |factor: f64| {
            let corner: [f64; N] =
                std::array::from_fn(|i| middle[i] + factor * (worst[i] - middle[i]));
            (corner, evaluate(&corner))
        };
        let mirrored = at_distance(-1.0);
        if mirrored.1 < lowest {
            let farther = at_distance(-2.0);
            simplex[N] = if farther.1 < mirrored.1 { farther } else { mirrored };
        } else if mirrored.1 < simplex[N - 1].1 {
            simplex[N] = mirrored;
        } else {
            let nearer = at_distance(if mirrored.1 < highest { -0.5 } else { 0.5 });
            if nearer.1 < highest.min(mirrored.1) {
                simplex[N] = nearer;
            } else {
                let best = simplex[0].0;
                for (corner, value) in &mut simplex[1..] {
                    *corner = std::array::from_fn(|i| 0.5 * (corner[i] + best[i]));
                    *value = evaluate(corner);
                }
            }
        }
    }
    simplex.sort_by(|a, b| a.1.total_cmp(&b.1));
    simplex[0]
}

/// Returns the second derivatives from differences of gradients, symmetrized; `step` suits logarithmic scales.
pub fn hessian<const N: usize>(
    mut function: impl FnMut(&[f64; N], &mut [f64; N]) -> f64,
    at: &[f64; N],
    step: f64,
) -> Matrix<N> {
    let mut rows = [[0.0; N]; N];
    for i in 0..N {
        let (mut above, mut below) = ([0.0; N], [0.0; N]);
        let mut moved = *at;
        moved[i] = at[i] + step;
        function(&moved, &mut above);
        moved[i] = at[i] - step;
        function(&moved, &mut below);
        rows[i] = std::array::from_fn(|j| (above[j] - below[j]) / (2.0 * step));
    }
    std::array::from_fn(|i| std::array::from_fn(|j| 0.5 * (rows[i][j] + rows[j][i])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rosenbrock(at: &[f64; 2], gradient: &mut [f64; 2]) -> f64 {
        let [x, y] = *at;
        *gradient = [-2.0 * (1.0 - x) - 400.0 * x * (y - x * x), 200.0 * (y - x * x)];
        (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2)
    }

    #[test]
    fn both_searches_find_the_bottom_of_a_bent_valley() {
        let found = bfgs(rosenbrock, [-1.2, 1.0], 1e-10);
        assert!(found.converged && found.at.iter().all(|x| (x - 1.0).abs() < 1e-8), "{found:?}");
        let (at, _) = nelder_mead(|at| rosenbrock(at, &mut [0.0; 2]), [-1.2, 1.0], 0.5);
        assert!(at.iter().all(|x| (x - 1.0).abs() < 1e-4), "{at:?}");
    }

    #[test]
    fn curvature_comes_from_the_slopes() {
        let rows = hessian(rosenbrock, &[1.0, 1.0], 1e-4);
        assert!((rows[0][0] - 802.0).abs() < 1e-3 && (rows[0][1] + 400.0).abs() < 1e-3);
    }

    #[test]
    fn near_the_minimum_with_its_curvature_a_few_evaluations_are_enough() {
        let curvature = hessian(rosenbrock, &[1.0, 1.0], 1e-4);
        let found = bfgs_near(rosenbrock, [1.01, 1.02], &curvature, 1e-10);
        assert!(found.converged && found.at.iter().all(|x| (x - 1.0).abs() < 1e-8), "{found:?}");
        assert!(found.evaluations < 10, "{found:?}");
    }

    #[test]
    fn a_wall_of_nan_is_gone_around() {
        let walled = |at: &[f64; 1], gradient: &mut [f64; 1]| {
            gradient[0] = 1.0 - 1.0 / at[0];
            at[0] - at[0].ln()
        };
        assert!((bfgs(walled, [5.0], 1e-10).at[0] - 1.0).abs() < 1e-8);
    }
}
