//! Seeded draws from the distributions that customers are simulated with.
//!
//! # References
//!
//! 1. Marsaglia & Tsang (2000), ACM TOMS 26(3): gamma.
//! 2. Hörmann (1993), Insurance: Mathematics and Economics 12(1): Poisson by transformed rejection (PTRS).
//! 3. Devroye (1986), Non-Uniform Random Variate Generation, IV.6: gamma below one.

use super::special::ln_gamma;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Exp1, StandardNormal};

/// A source of draws: the same seed and stream give the same draws on every machine.
#[derive(Clone, Debug)]
pub struct Sampler(ChaCha8Rng);

impl Sampler {
    /// Starts a stream; different streams of one seed are independent.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Self(rng)
    }

    /// Returns the sampler at the beginning of another stream of the same seed.
    #[must_use]
    pub fn stream(&self, stream: u64) -> Self {
        let mut rng = self.0.clone();
        rng.set_stream(stream);
        rng.set_word_pos(0);
        Self(rng)
    }

    /// Draws from (0, 1); never an end.
    pub fn uniform(&mut self) -> f64 {
        ((self.0.next_u64() >> 12) as f64 + 0.5) / (1u64 << 52) as f64
    }

    /// Draws from the standard normal distribution.
    pub fn normal(&mut self) -> f64 {
        StandardNormal.sample(&mut self.0)
    }

    /// Draws from the exponential distribution with rate 1.
    pub fn exponential(&mut self) -> f64 {
        Exp1.sample(&mut self.0)
    }

    /// Draws from the gamma distribution with rate 1 and returns the logarithm, so that no shape is too small; \[1\].
    pub fn ln_gamma_variate(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            return self.ln_gamma_variate(shape + 1.0) - self.exponential() / shape;
        }
        self.gamma_from_one(shape).ln()
    }

    /// Draws from the gamma distribution with rate 1; for very small shapes often 0.
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            return self.gamma_from_one(shape + 1.0) * (-self.exponential() / shape).exp();
        }
        self.gamma_from_one(shape)
    }

    fn gamma_from_one(&mut self, shape: f64) -> f64 {
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let z = self.normal();
            let v = (1.0 + c * z).powi(3);
            if v <= 0.0 {
                continue;
            }
            let u = self.uniform();
            let square = z * z;
            if u < 1.0 - 0.0331 * square * square || u.ln() < 0.5 * square + d * (1.0 - v + v.ln())
            {
                return d * v;
            }
        }
    }

    /// Draws from the beta distribution.
    pub fn beta(&mut self, a: f64, b: f64) -> f64 {
        let (x, y) = (self.ln_gamma_variate(a), self.ln_gamma_variate(b));
        1.0 / (1.0 + (y - x).exp())
    }

    /// Draws how often something happens that is expected `mean` times; beyond 1e15 that mean itself.
    pub fn poisson(&mut self, mean: f64) -> f64 {
        if mean < 12.0 {
            let mut chance = (-mean).exp();
            let mut left = self.uniform() - chance;
            let mut count = 0.0;
            while left > 0.0 && chance > 1e-300 {
                count += 1.0;
                chance *= mean / count;
                left -= chance;
            }
            return count;
        }
        if mean > 1e15 {
            return mean;
        }
        self.poisson_by_rejection(mean)
    }

    fn poisson_by_rejection(&mut self, mean: f64) -> f64 {
        let b = 0.931 + 2.53 * mean.sqrt();
        let a = -0.059 + 0.02483 * b;
        let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
        let v_r = 0.9277 - 3.6224 / (b - 2.0);
        loop {
            let u = self.uniform() - 0.5;
            let v = self.uniform();
            let us = 0.5 - u.abs();
            let count = ((2.0 * a / us + b) * u + mean + 0.43).floor();
            if us >= 0.07 && v <= v_r {
                return count;
            }
            if count < 0.0 || (us < 0.013 && v > us) {
                continue;
            }
            let bound = count * mean.ln() - mean - ln_gamma(count + 1.0);
            if (v * inverse_alpha / (a / (us * us) + b)).ln() <= bound {
                return count;
            }
        }
    }

    /// Draws how many tries of the given chance it takes, at least 1; infinitely many at a chance of nought.
    pub fn geometric(&mut self, chance: f64) -> f64 {
        if chance >= 1.0 {
            return 1.0;
        }
        (-self.exponential() / (-chance).ln_1p()).floor() + 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean and variance of many draws lie within five standard errors of the distribution's.
    fn check(name: &str, mean: f64, variance: f64, mut draw: impl FnMut(&mut Sampler) -> f64) {
        const N: u32 = 20_000;
        let mut sampler = Sampler::new(7, 0);
        let draws: Vec<f64> = (0..N).map(|_| draw(&mut sampler)).collect();
        let n = f64::from(N);
        let got = draws.iter().sum::<f64>() / n;
        let spread = draws.iter().map(|d| (d - got).powi(2)).sum::<f64>() / n;
        assert!((got - mean).abs() < 5.0 * (variance / n).sqrt(), "{name}: mean {got}, not {mean}");
        assert!(
            (spread / variance - 1.0).abs() < 0.15,
            "{name}: variance {spread}, not {variance}"
        );
    }

    #[test]
    fn draws_have_the_moments_of_their_distributions() {
        check("normal", 0.0, 1.0, Sampler::normal);
        check("exponential", 1.0, 1.0, Sampler::exponential);
        for shape in [0.3, 1.0, 4.5, 300.0] {
            check("gamma", shape, shape, |s| s.gamma(shape));
        }
        check("beta", 0.25, 0.25 * 0.75 / 3.0, |s| s.beta(0.5, 1.5));
        for mean in [0.2, 3.0, 11.9, 12.1, 400.0] {
            check("poisson", mean, mean, |s| s.poisson(mean));
        }
        check("geometric", 4.0, 12.0, |s| s.geometric(0.25));
    }

    #[test]
    fn extreme_parameters_give_numbers() {
        let mut sampler = Sampler::new(1, 2);
        assert!(sampler.ln_gamma_variate(1e-9).is_finite());
        assert!((0.0..=1.0).contains(&sampler.beta(1e-9, 1e9)));
        assert_eq!(sampler.poisson(0.0), 0.0);
        assert_eq!(sampler.geometric(0.0), f64::INFINITY);
    }
}
