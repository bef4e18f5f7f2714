//! Small symmetric matrices: what the curvature of a likelihood needs.
//!
//! # References
//!
//! 1. Golub & Van Loan, Matrix Computations (2013), 8.5: the cyclic Jacobi method.

/// A square matrix by rows.
pub type Matrix<const N: usize> = [[f64; N]; N];

/// The eigenvalues of a symmetric matrix and, in the same order, its unit eigenvectors.
#[derive(Clone, Copy, Debug)]
pub struct Eigen<const N: usize> {
    /// The eigenvalues, in no order.
    pub values: [f64; N],
    /// The eigenvectors: `vectors[i]` belongs to `values[i]`.
    pub vectors: Matrix<N>,
}

impl<const N: usize> Eigen<N> {
    /// Decomposes a symmetric matrix; \[1\].
    pub fn new(matrix: &Matrix<N>) -> Self {
        let mut a = *matrix;
        let mut v = [[0.0; N]; N];
        for (i, row) in v.iter_mut().enumerate() {
            row[i] = 1.0;
        }
        for _ in 0..60 {
            let off: f64 =
                (0..N).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| a[i][j].abs()).sum();
            let size: f64 = (0..N).map(|i| a[i][i].abs()).sum();
            if off <= 1e-15 * size {
                break;
            }
            for p in 0..N {
                for q in p + 1..N {
                    rotate(&mut a, &mut v, p, q);
                }
            }
        }
        let mut values = [0.0; N];
        for (i, value) in values.iter_mut().enumerate() {
            *value = a[i][i];
        }
        Self { values, vectors: v }
    }
}

/// Turns the plane of axes p and q until a\[p\]\[q\] is nought; the rows of `v` turn along.
fn rotate<const N: usize>(a: &mut Matrix<N>, v: &mut Matrix<N>, p: usize, q: usize) {
    if a[p][q] == 0.0 {
        return;
    }
    let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
    let t = 1.0f64.copysign(theta) / (theta.abs() + theta.hypot(1.0));
    let c = 1.0 / t.hypot(1.0);
    let s = t * c;
    for row in a.iter_mut() {
        (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
    }
    for j in 0..N {
        (a[p][j], a[q][j]) = (c * a[p][j] - s * a[q][j], s * a[p][j] + c * a[q][j]);
        (v[p][j], v[q][j]) = (c * v[p][j] - s * v[q][j], s * v[p][j] + c * v[q][j]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eigenvectors_rebuild_the_matrix() {
        let matrix = [[4.0, 1.0, -2.0], [1.0, 3.0, 0.5], [-2.0, 0.5, 1.0]];
        let Eigen { values, vectors } = Eigen::new(&matrix);
        for i in 0..3 {
            for j in 0..3 {
                let sum: f64 = (0..3).map(|k| values[k] * vectors[k][i] * vectors[k][j]).sum();
                assert!((sum - matrix[i][j]).abs() < 1e-13, "{i} {j}: {sum}");
            }
        }
    }
}
