//! MBG/NBD: as BG/NBD, but a customer may already leave after the first purchase.
//!
//! # References
//!
//! 1. Batislam, Denizel & Filiztekin (2007), International Journal of Research in Marketing 24(3).
//! 2. Hoppe & Wagner (2007), Marketing ZFP 3: the same model as CBG/NBD.

use super::geometric_dropout::GeometricDropout;

/// The model; its parameters are r, α (a time), a, b.
///
/// # Formula
///
/// ```text
/// L(r, α, a, b | x, tₓ, T) = Γ(r+x) α^r / Γ(r) · B(a, b+x+1) / B(a, b)                       [1], equation (8)
///                            · ( (α+T)^-(r+x) + a/(b+x) (α+tₓ)^-(r+x) )
/// ```
pub const MBG_NBD: GeometricDropout = GeometricDropout { k: 1, at_start: true };

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::{History, PurchaseModel};

    /// CDNOW, as BTYDplus 1.2.0 prints it.
    const CDNOW: [f64; 4] = [0.5248, 6.1829, 0.8914, 1.6144];

    #[test]
    fn predictions_are_those_of_btydplus() {
        let customer = History { x: 2.0, t_x: 30.43, age: 38.86 };
        let expected = MBG_NBD.conditional_expected(&CDNOW, &customer, 39.0);
        assert!((expected - 1.2626873859).abs() < 1e-9, "{expected}");
    }

    #[test]
    fn one_time_buyers_fade_with_silence() {
        let alive = |age: f64| MBG_NBD.outlook(&CDNOW, &History { x: 0.0, t_x: 0.0, age });
        assert!((alive(39.0).probability_alive - 0.389392686509).abs() < 1e-10);
        assert!(alive(78.0).probability_alive < alive(39.0).probability_alive);
    }
}
