//! Futures that were drawn: a number of purchases and what they bring, of one customer or of several together.

use super::foresight::Seen;

/// Futures of one customer: a number of purchases and what they bring, for each draw.
pub(super) struct Futures {
    /// The purchases.
    pub(super) counts: Vec<f64>,
    /// What they bring.
    pub(super) values: Vec<f64>,
}

impl Futures {
    pub(super) fn new(n_draws: usize) -> Self {
        Self { counts: vec![0.0; n_draws], values: vec![0.0; n_draws] }
    }

    /// Sets what each draw brings, discounted as `seen` is, from its number and its purchases.
    pub(super) fn bring(&mut self, seen: &Seen, mut worth: impl FnMut(usize, f64) -> f64) {
        let factor = if seen.expected > 0.0 { seen.discounted / seen.expected } else { 1.0 };
        for (draw, (count, value)) in self.counts.iter().zip(&mut self.values).enumerate() {
            *value = factor * worth(draw, *count);
        }
    }

    /// Takes over what others differ from these, times a factor.
    pub(super) fn stray(&mut self, others: &Self, times: f64) {
        let stray = |ours: &mut [f64], others: &[f64]| {
            for (ours, other) in ours.iter_mut().zip(others) {
                *ours += times * (other - *ours);
            }
        };
        stray(&mut self.counts, &others.counts);
        stray(&mut self.values, &others.values);
    }
}

/// Returns the ends of the middle 90 % of draws, none of which is below 0.
pub(super) fn interval(draws: &[f64]) -> (f64, f64) {
    if draws.is_empty() {
        return (0.0, 0.0);
    }
    // Most customers do nothing in most draws.
    let mut above = Vec::with_capacity(draws.len());
    above.extend(draws.iter().copied().filter(|draw| *draw > 0.0));
    let n_zero = draws.len() - above.len();
    let mut at = |rank: usize| {
        let rank = rank.checked_sub(n_zero);
        rank.map_or(0.0, |rank| *above.select_nth_unstable_by(rank, f64::total_cmp).1)
    };
    let out = draws.len() / 20;
    (at(out), at(draws.len() - 1 - out))
}
