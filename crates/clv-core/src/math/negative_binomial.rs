//! How often something happens in a time at a rate that is itself gamma distributed.
//!
//! # References
//!
//! 1. Devroye (1986), Non-Uniform Random Variate Generation, X.1: counts by inversion.

use super::sample::Sampler;
use super::special::{ln_gamma, ln_pochhammer};

/// Up to so many expected arrivals are drawn by counting their chances one by one.
const MOST_BY_INVERSION: f64 = 12.0;
/// Below e to this a chance is too small to begin with.
const SMALLEST: f64 = -600.0;

/// The negative binomial distribution of arrivals.
#[derive(Clone, Copy, Debug)]
pub struct NegativeBinomial {
    shape: f64,
    mean: f64,
    /// The logarithm of the chance that it never happens, and that chance.
    ln_nothing: f64,
    nothing: f64,
    /// What many more arrivals lower the chance of each further one to.
    share: f64,
}

impl NegativeBinomial {
    /// Returns how often it happens in a time at a rate with this shape and inverse scale; all of them above 0.
    pub fn new(shape: f64, inverse_scale: f64, time: f64) -> Self {
        let ratio = time / inverse_scale;
        let (mean, ln_nothing) = (shape * ratio, -shape * ratio.ln_1p());
        Self {
            shape,
            mean,
            ln_nothing,
            nothing: ln_nothing.exp(),
            share: time / (inverse_scale + time),
        }
    }

    fn variance(&self) -> f64 {
        self.mean / (1.0 - self.share)
    }

    /// Returns the chances of 0, 1, 2 … arrivals; where those are too small, from 12 standard deviations below the mean on.
    pub fn chances(&self) -> Chances {
        let mut start = Chances { count: 0.0, chance: self.nothing, of: *self };
        if self.ln_nothing < SMALLEST {
            start.count = (self.mean - 12.0 * self.variance().sqrt()).floor().max(0.0);
            let ways = ln_pochhammer(self.shape, start.count) - ln_gamma(start.count + 1.0);
            start.chance = (self.ln_nothing + ways + start.count * self.share.ln()).exp();
        }
        start
    }

    /// Draws how often it happens; \[1\].
    pub fn draw(&self, sampler: &mut Sampler) -> f64 {
        if self.mean > MOST_BY_INVERSION {
            let rate = sampler.gamma(self.shape) / self.shape;
            return sampler.poisson(rate * self.mean);
        }
        let mut at = self.chances();
        let mut left = sampler.uniform() - at.chance;
        while left > 0.0 && at.chance > 1e-300 {
            at.next();
            left -= at.chance;
        }
        at.count
    }
}

/// A number of arrivals with its chance.
#[derive(Clone, Copy, Debug)]
pub struct Chances {
    /// How many.
    pub count: f64,
    /// How likely.
    pub chance: f64,
    of: NegativeBinomial,
}

impl Chances {
    /// Goes on to one arrival more.
    pub fn next(&mut self) {
        self.chance *= (self.of.shape + self.count) / (self.count + 1.0) * self.of.share;
        self.count += 1.0;
    }

    /// Returns whether one arrival more is less likely, by more than rounding.
    pub fn are_falling(&self) -> bool {
        (self.of.shape + self.count) * self.of.share < (self.count + 1.0) * (1.0 - 1e-9)
    }

    /// Returns what the chances of all further arrivals are at most together, ÷ that of this one, once they fall for long.
    pub fn tail(&self) -> f64 {
        1.0 / (1.0 - self.of.share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chances_sum_to_one_and_have_the_mean_also_when_they_begin_far_out() {
        for (shape, inverse_scale, time) in [(0.7, 5.0, 20.0), (4.0, 2.0, 9.0), (900.0, 1.0, 30.0)]
        {
            let of = NegativeBinomial::new(shape, inverse_scale, time);
            let (mut at, mut sum, mut mean) = (of.chances(), 0.0, 0.0);
            while !at.are_falling() || at.chance * at.tail() > 1e-14 {
                sum += at.chance;
                mean += at.chance * at.count;
                at.next();
            }
            assert!((sum - 1.0).abs() < 1e-9, "{shape}: {sum}");
            assert!((mean / of.mean - 1.0).abs() < 1e-9, "{shape}: {mean}");
        }
    }

    #[test]
    fn draws_have_the_mean_and_the_variance() {
        let mut sampler = Sampler::new(7, 0);
        for (shape, time) in [(0.3, 5.0), (2.0, 1.0), (4.0, 9.0)] {
            let of = NegativeBinomial::new(shape, 2.0, time);
            let n = 40_000.0;
            let draws: Vec<f64> = (0..40_000).map(|_| of.draw(&mut sampler)).collect();
            let mean = draws.iter().sum::<f64>() / n;
            let variance = draws.iter().map(|draw| (draw - mean).powi(2)).sum::<f64>() / n;
            assert!((mean - of.mean).abs() < 5.0 * (of.variance() / n).sqrt(), "{shape}: {mean}");
            assert!((variance / of.variance() - 1.0).abs() < 0.1, "{shape}: {variance}");
        }
    }
}
