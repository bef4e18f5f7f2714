//! BG/CNBD-k and MBG/CNBD-k: purchases at regular intervals (Erlang-k), and the test of regularity.
//!
//! # References
//!
//! 1. Platzer & Reutterer (2016), Ticking Away the Moments, Marketing Science 35(5).
//! 2. BTYDplus 1.2.0 manual: `mbgcnbd.EstimateParameters` chooses k by likelihood.

use super::geometric_dropout::GeometricDropout;

/// The most regular timing that is looked for.
pub const HIGHEST_K: u32 = 12;

/// Returns BG/CNBD-k.
pub const fn bg_cnbd(k: u32) -> GeometricDropout {
    GeometricDropout { k, at_start: false }
}

/// Returns MBG/CNBD-k.
pub const fn mbg_cnbd(k: u32) -> GeometricDropout {
    GeometricDropout { k, at_start: true }
}

/// Chooses k: raises it from 1 as long as the fit gains more than `margin`; returns k with what `fit` gave for it. \[2\]
///
/// `fit` returns the (penalized) log-likelihood at its optimum and anything to keep.
pub fn choose_k<T>(margin: f64, mut fit: impl FnMut(u32) -> (f64, T)) -> (u32, T) {
    let (mut best, mut kept) = fit(1);
    let mut k = 1;
    while k < HIGHEST_K {
        let (value, found) = fit(k + 1);
        if value.is_nan() || value <= best + margin {
            break;
        }
        (k, best, kept) = (k + 1, value, found);
    }
    (k, kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k_rises_while_the_likelihood_does() {
        assert_eq!(choose_k(2.0, |k| (-10.0 * (f64::from(k) - 3.0).powi(2), k)), (3, 3));
        assert_eq!(choose_k(2.0, |k| (f64::from(k), k)), (1, 1));
    }
}
