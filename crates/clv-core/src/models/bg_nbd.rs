//! BG/NBD: purchases at random, and a chance to leave after each *repeat* purchase.
//!
//! Here for comparison with papers, never the default: whoever bought once counts as alive for certain.
//!
//! # References
//!
//! 1. Fader, Hardie & Lee (2005), "Counting Your Customers" the Easy Way, Marketing Science 24(2).

use super::geometric_dropout::GeometricDropout;

/// The model; its parameters are r, α (a time), a, b.
///
/// # Formula
///
/// ```text
/// L(r, α, a, b | x, tₓ, T) = A₁ A₂ (A₃ + [x>0] A₄)                                          [1], equation (6)
///   A₁ = Γ(r+x) α^r / Γ(r)      A₂ = Γ(a+b) Γ(b+x) / (Γ(b) Γ(a+b+x))
///   A₃ = (1/(α+T))^(r+x)        A₄ = a/(b+x-1) (1/(α+tₓ))^(r+x)
/// ```
pub const BG_NBD: GeometricDropout = GeometricDropout { k: 1, at_start: false };

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::hypergeometric::ln_hyp2f1;
    use crate::models::{History, PurchaseModel};

    const CDNOW: [f64; 4] = [0.243, 4.414, 0.793, 2.426];

    #[test]
    fn expected_purchases_are_those_of_fader_hardie_lee_2005() {
        let customer = History { x: 2.0, t_x: 30.43, age: 38.86 };
        let expected = BG_NBD.conditional_expected(&CDNOW, &customer, 39.0);
        assert!((expected - 1.226).abs() < 5e-4, "{expected}");
    }

    /// [1], equation (10).
    #[test]
    fn the_sum_agrees_with_the_closed_form() {
        let [r, alpha, a, b] = CDNOW;
        for (x, t_x, age, t) in [(2.0, 30.43, 38.86, 39.0), (26.0, 30.86, 31.0, 520.0)] {
            let outlook = BG_NBD.outlook(&CDNOW, &History { x, t_x, age });
            let z = t / (alpha + age + t);
            let shrink = (r + x) * ((alpha + age) / (alpha + age + t)).ln();
            let hyper = ln_hyp2f1(r + x, b + x, a + b + x - 1.0, z);
            let closed = (a + b + x - 1.0) / (a - 1.0) * (1.0 - (shrink + hyper).exp());
            let sum = BG_NBD.expected(&CDNOW, &outlook, t) / outlook.probability_alive;
            assert!((sum / closed - 1.0).abs() < 1e-10, "{sum} {closed}");
        }
    }

    #[test]
    fn one_time_buyers_are_alive_for_certain() {
        let outlook = BG_NBD.outlook(&CDNOW, &History { x: 0.0, t_x: 0.0, age: 390.0 });
        assert_eq!(outlook.probability_alive, 1.0);
    }
}
