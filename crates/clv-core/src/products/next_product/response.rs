//! How often a suggestion comes true, fitted to suggestions as they would have been made earlier.

use super::{HORIZON, NextProducts, Suited};
use crate::math::matrix::{Eigen, Matrix};
use crate::parallel;
use crate::products::{Catalog, FirstPurchase};

/// The fewest earlier suggestions, and of them the fewest that came true, to fit a chance to.
const FEWEST: (usize, usize) = (200, 20);
/// How many customers at most are looked at from each moment, evenly spread over all: more tell nothing more.
const ENOUGH: usize = 2_500;
/// The shortest stretch after the latest moment from which something can be learned, in days.
const SHORTEST: u16 = 30;
/// The moments that are looked back at lie so many thirds of that stretch before the end. From one alone the level is as
/// much that of its weeks as of the ledger, and who is new cannot be told from who is known for a short time.
const THIRDS_BACK: [u16; 4] = [3, 4, 5, 6];
/// How many numbers a suggestion is described by.
const N: usize = 5;
/// The places in a customer's list of which earlier suggestions are looked at: rules take the first that fits them.
const PLACES: [usize; 5] = [0, 1, 3, 8, 20];
/// A score that was gathered in fewer days than this is not yet a pace.
const SETTLING: f64 = 60.0;
/// The days in which those who come often turn up in a ledger.
const ENTRANCE: f64 = 30.0;
/// What comes true in half a stretch is pulled towards so much of the whole, with the weight of so many cases: what
/// suits is bought soon or not at all.
const IN_HALF: (f64, f64) = (0.7, 20.0);
/// How much a coefficient is held at nothing: that of a normal prior with this precision.
const RIDGE: f64 = 0.5;

/// The chance that a suggested product is bought within [`HORIZON`] days.
///
/// P = 1 − exp(−exp(β·z)) with z the logarithms of the score for each day that the customer is known, of the place among
/// what suits the customer, of the share of customers who have the product, and of the days of the ledger before the
/// customer turned up in it. Scores grow as long as a customer buys and a ledger is kept; for each day they mean the same
/// at an earlier moment and now. Those who come often turn up first in any ledger: what was learned while there were hardly
/// any others would promise too much of those who came later. The complementary log-log link lets stretches of different
/// length count together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Response {
    coefficients: [f64; N],
}

impl Response {
    /// Fits the chance to suggestions made as of several moments, the latest of them [`HORIZON`] days before `end`, or at two
    /// thirds of a shorter ledger: most of it is to learn from, and customers are known for nearly as long as today.
    pub(super) fn of(catalog: &Catalog, end: u16) -> Option<Self> {
        let stretch = HORIZON.min(end / 3);
        if stretch < SHORTEST {
            return None;
        }
        let looked =
            parallel::map(&THIRDS_BACK, |thirds| Looked::back(catalog, end, stretch * thirds / 3));
        let sum = |count: fn(&Looked) -> usize| looked.iter().map(count).sum::<usize>();
        let (hits, in_half) = (sum(|it| it.hits), sum(|it| it.in_half));
        if sum(|it| it.cases.len()) < FEWEST.0 || hits < FEWEST.1 {
            return None;
        }
        let cases = looked.into_iter().flat_map(|looked| {
            let exposure = exposure(looked.stretch, in_half, hits);
            let case = move |(features, came_true)| Case { features, came_true, exposure };
            looked.cases.into_iter().map(case)
        });
        fit(&cases.collect::<Vec<_>>())
    }

    /// Returns the chance that a suggestion comes true within [`HORIZON`] days from a day on; `place` is how many
    /// products suit the customer better.
    pub fn chance(
        &self,
        bought: &[FirstPurchase],
        suited: &Suited,
        place: usize,
        today: u16,
    ) -> f64 {
        -(-self.rate(&features(bought, suited, place, today))).exp_m1()
    }

    fn rate(&self, features: &[f64; N]) -> f64 {
        let eta: f64 = self.coefficients.iter().zip(features).map(|(b, z)| b * z).sum();
        eta.clamp(-20.0, 3.0).exp()
    }
}

/// An earlier suggestion.
#[derive(Clone, Copy, Debug)]
struct Case {
    features: [f64; N],
    came_true: bool,
    /// The time that it had ÷ the horizon, counted by what usually comes true in it.
    exposure: f64,
}

/// What became of the suggestions of one moment.
struct Looked {
    /// The days that they had.
    stretch: u16,
    /// How each is described, and whether it came true.
    cases: Vec<([f64; N], bool)>,
    hits: usize,
    /// How many came true in the first half of the stretch.
    in_half: usize,
}

impl Looked {
    /// Makes suggestions as of so many days before the end, and looks what came of them within [`HORIZON`].
    fn back(catalog: &Catalog, end: u16, days: u16) -> Self {
        let (then, stretch) = (end - days, days.min(HORIZON));
        let next = NextProducts::until(catalog, then);
        let mut looked = Self { stretch, cases: Vec::new(), hits: 0, in_half: 0 };
        let n_customers = catalog.histories.len();
        for customer in (0..n_customers).step_by(n_customers.div_ceil(ENOUGH).max(1)) {
            let all = catalog.histories.of(customer);
            let before = &all[..all.partition_point(|first| first.day <= then)];
            let suited = next.suited(before, PLACES[PLACES.len() - 1] + 1);
            for (place, suited) in PLACES.iter().filter_map(|&at| Some((at, suited.get(at)?))) {
                let bought = all[before.len()..].iter().find(|it| it.product == suited.product);
                let within = |days| bought.is_some_and(|it| it.day <= then + days);
                looked.hits += usize::from(within(stretch));
                looked.in_half += usize::from(within(stretch / 2));
                looked.cases.push((features(before, suited, place, then), within(stretch)));
            }
        }
        looked
    }
}

/// Describes a suggestion: 1, the score for each day that the customer is known, its place, who have it already, and how
/// late the customer turned up.
fn features(bought: &[FirstPurchase], suited: &Suited, place: usize, today: u16) -> [f64; N] {
    let entered = bought.first().map_or(today, |first| first.day);
    let age = today.saturating_sub(entered);
    let pace = f64::from(suited.score.max(1e-6)) / (f64::from(age) + SETTLING);
    let popularity = f64::from(suited.popularity.max(1e-6));
    let entrance = (f64::from(entered) / ENTRANCE).ln_1p();
    [1.0, pace.ln(), (place as f64).ln_1p(), popularity.ln(), entrance]
}

/// Returns how much a stretch counts for as part of the horizon, by how much of it came true in its first half.
fn exposure(stretch: u16, in_half: usize, hits: usize) -> f64 {
    let (share, weight) = IN_HALF;
    let in_half = (in_half as f64 + share * weight) / (hits as f64 + weight);
    (f64::from(stretch) / f64::from(HORIZON)).powf(-in_half.log2().min(0.0))
}

/// Fits the coefficients by Newton's method on the penalized likelihood.
fn fit(cases: &[Case]) -> Option<Response> {
    let share = cases.iter().filter(|case| case.came_true).count() as f64 / cases.len() as f64;
    let exposure = cases.iter().map(|case| case.exposure).sum::<f64>() / cases.len() as f64;
    let mut response = Response { coefficients: [0.0; N] };
    response.coefficients[0] = (-(-share).ln_1p() / exposure).ln();
    for _ in 0..30 {
        let mut gradient = [0.0; N];
        let mut information: Matrix<N> = [[0.0; N]; N];
        for at in 1..N {
            gradient[at] = -RIDGE * response.coefficients[at];
            information[at][at] = RIDGE;
        }
        for Case { features, came_true, exposure } in cases {
            let rate = exposure * response.rate(features);
            // With y ~ Bernoulli(1 − e^(−rate)): score and expected information in the linear predictor.
            let survives = (-rate).exp();
            let dies = (1.0 - survives).max(1e-12);
            let score = if *came_true { rate * survives / dies } else { -rate };
            let weight = rate * rate * survives / dies;
            for (i, z) in features.iter().enumerate() {
                gradient[i] += score * z;
                for (j, other) in features.iter().enumerate() {
                    information[i][j] += weight * z * other;
                }
            }
        }
        let step = solve(&information, &gradient)?;
        let longest = step.iter().fold(0.0f64, |longest, part| longest.max(part.abs()));
        let scale = if longest > 2.0 { 2.0 / longest } else { 1.0 };
        for (coefficient, part) in response.coefficients.iter_mut().zip(&step) {
            *coefficient += scale * part;
        }
        if longest < 1e-9 {
            break;
        }
    }
    response.coefficients.iter().all(|it| it.is_finite()).then_some(response)
}

/// Solves a symmetric positive definite system.
fn solve(matrix: &Matrix<N>, right: &[f64; N]) -> Option<[f64; N]> {
    let Eigen { values, vectors } = Eigen::new(matrix);
    let mut solution = [0.0; N];
    for (value, vector) in values.iter().zip(&vectors) {
        if *value <= 0.0 {
            return None;
        }
        let along: f64 = vector.iter().zip(right).map(|(v, r)| v * r).sum();
        for (part, v) in solution.iter_mut().zip(vector) {
            *part += along / value * v;
        }
    }
    Some(solution)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::products::ProductIndex;
    use rand::{RngExt, SeedableRng};

    fn case(score: f64, came_true: bool, exposure: f64) -> Case {
        Case { features: [1.0, score, 0.0, 0.0, 0.0], came_true, exposure }
    }

    #[test]
    fn the_chance_is_that_of_what_happened() {
        // Suggestions with a score of e^1 come true in 4 of 10, those of e^0 in 1 of 10.
        let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(7);
        let cases: Vec<_> = (0..4000)
            .map(|n| {
                let score = f64::from(n % 2);
                let chance = if n % 2 == 1 { 0.4 } else { 0.1 };
                case(score, random.random_bool(chance), 1.0)
            })
            .collect();
        let response = fit(&cases).unwrap();
        let chance = |score| -(-response.rate(&case(score, true, 1.0).features)).exp_m1();
        assert!((chance(0.0) - 0.1).abs() < 0.02 && (chance(1.0) - 0.4).abs() < 0.03);
    }

    #[test]
    fn half_the_time_lets_less_come_true() {
        let cases: Vec<_> = (0..400).map(|n| case(0.0, n % 4 == 0, 0.5)).collect();
        let response = fit(&cases).unwrap();
        let chance = -(-response.rate(&case(0.0, true, 1.0).features)).exp_m1();
        assert!((chance - (1.0 - 0.75f64.powi(2))).abs() < 1e-6);
    }

    #[test]
    fn a_shorter_stretch_counts_for_what_usually_comes_true_in_it() {
        assert_eq!(exposure(HORIZON, 5, 10), 1.0);
        let evenly = exposure(HORIZON / 2, 500_000, 1_000_000);
        assert!((evenly - 0.5).abs() < 1e-4, "{evenly}");
        assert!(exposure(HORIZON / 2, 80, 100) > exposure(HORIZON / 2, 60, 100));
    }

    #[test]
    fn the_same_score_gathered_in_a_longer_time_promises_less() {
        let first = FirstPurchase { product: ProductIndex(0), day: 0, last_day: 0, n_days: 1 };
        let product = ProductIndex(1);
        let suited = Suited { product, because_of: first.product, score: 0.4, popularity: 0.1 };
        let pace = |today| features(&[first], &suited, 0, today)[1];
        assert!(pace(30) > pace(300));
        let late = FirstPurchase { day: 40, last_day: 40, ..first };
        let of_late = features(&[late], &suited, 0, 70);
        assert_eq!(of_late[1], pace(30));
        assert!(of_late[4] > features(&[first], &suited, 0, 30)[4]);
    }
}
