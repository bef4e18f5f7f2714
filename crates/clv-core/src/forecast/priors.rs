//! Weak priors: what is believed of any small business before its ledger is opened.
//!
//! They are on logarithms, and on time in units of the median age of the customers, so that days, weeks and months
//! give the same answer. With a few dozen repeat purchases the ledger outweighs them; without any, they are the answer.
//! Their tails are heavy: a ledger that clearly says otherwise, such as one whose customers are all alike, is believed.

use crate::models::Four;

/// A Student t distribution of a logarithm.
#[derive(Clone, Copy, Debug)]
struct Belief {
    mean: f64,
    spread: f64,
}

/// Degrees of freedom of all beliefs: near their middle as good as normal.
const FREEDOM: f64 = 4.0;

impl Belief {
    /// Returns the logarithm of the density, up to a constant, and its slope.
    fn ln_density(self, at: f64) -> (f64, f64) {
        let distance = (at - self.mean) / self.spread;
        let square = distance * distance;
        (
            -0.5 * (FREEDOM + 1.0) * (square / FREEDOM).ln_1p(),
            -(FREEDOM + 1.0) * distance / (FREEDOM + square) / self.spread,
        )
    }
}

/// How differently customers buy: r about 0.8.
const LN_R: Belief = Belief { mean: -0.223_143_551_314_209_76, spread: 1.0 };
/// How much an average customer buys, r/α: some three purchases in the median age.
const LN_RATE: Belief = Belief { mean: 1.163_150_809_805_680_9, spread: 1.5 };
/// Logit of the mean chance to leave after a purchase: about 23 %.
const LOGIT_LEAVING: Belief = Belief { mean: -1.2, spread: 1.0 };
/// a + b about 3: customers differ in how soon they leave.
const LN_A_PLUS_B: Belief = Belief { mean: 1.098_612_288_668_109_8, spread: 1.0 };
/// s about 0.6.
const LN_S: Belief = Belief { mean: -0.510_825_623_765_990_7, spread: 1.0 };
/// β about 0.6 of the median age.
const LN_BETA: Belief = Belief { mean: -0.510_825_623_765_990_7, spread: 1.2 };

/// Returns where a search begins: the middle of the beliefs, as logarithms of the parameters.
pub fn middle(leaves_after_purchases: bool, k: f64) -> Four {
    let ln_alpha = LN_R.mean - LN_RATE.mean - k.ln();
    if leaves_after_purchases {
        let share = 1.0 / (1.0 + (-LOGIT_LEAVING.mean).exp());
        let both = LN_A_PLUS_B.mean;
        [LN_R.mean, ln_alpha, both + share.ln(), both + (-share).ln_1p()]
    } else {
        [LN_R.mean, ln_alpha, LN_S.mean, LN_BETA.mean]
    }
}

/// Returns the logarithm of the prior, up to a constant, at the logarithms of the parameters; adds to its slopes.
///
/// With k arrivals to a purchase the rate of arrivals is k times as high.
pub fn ln_prior(leaves_after_purchases: bool, k: f64, at: &Four, slopes: &mut Four) -> f64 {
    let (by_r, slope_r) = LN_R.ln_density(at[0]);
    let (by_rate, slope_rate) = LN_RATE.ln_density(at[0] - at[1] - k.ln());
    slopes[0] += slope_r + slope_rate;
    slopes[1] -= slope_rate;
    if leaves_after_purchases {
        let (by_share, slope) = LOGIT_LEAVING.ln_density(at[2] - at[3]);
        let share = 1.0 / (1.0 + (at[3] - at[2]).exp());
        let both = crate::math::special::ln_add_exp(at[2], at[3]);
        let (by_both, slope_both) = LN_A_PLUS_B.ln_density(both);
        slopes[2] += slope + slope_both * share;
        slopes[3] += -slope + slope_both * (1.0 - share);
        by_r + by_rate + by_share + by_both
    } else {
        let (by_s, slope_s) = LN_S.ln_density(at[2]);
        let (by_beta, slope_beta) = LN_BETA.ln_density(at[3]);
        slopes[2] += slope_s;
        slopes[3] += slope_beta;
        by_r + by_rate + by_s + by_beta
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slopes_agree_with_differences() {
        for (leaves, k) in [(true, 1.0), (true, 3.0), (false, 1.0)] {
            let at = [0.7, -1.9, 0.3, 4.0];
            let mut slopes = [0.0; 4];
            ln_prior(leaves, k, &at, &mut slopes);
            for (i, slope) in slopes.iter().enumerate() {
                let moved = |step: f64| {
                    let mut at = at;
                    at[i] += step;
                    ln_prior(leaves, k, &at, &mut [0.0; 4])
                };
                let difference = (moved(1e-5) - moved(-1e-5)) / 2e-5;
                assert!((slope - difference).abs() < 1e-8, "{i}: {slope} {difference}");
            }
        }
    }

    #[test]
    fn the_middle_is_where_the_prior_is_highest() {
        for (leaves, k) in [(true, 1.0), (true, 2.0), (false, 1.0)] {
            let mut slopes = [0.0; 4];
            ln_prior(leaves, k, &middle(leaves, k), &mut slopes);
            assert!(slopes.iter().all(|slope| slope.abs() < 1e-12), "{slopes:?}");
        }
    }
}
