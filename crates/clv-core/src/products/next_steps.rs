//! What customers buy after what: counts with the right denominator, usual waits, and shrunk chances.
//!
//! Only customers count who had the time: for a step from A to B those who bought A, had not bought B by then, and whose
//! purchase of A lies at least H days back, where H is the 75th percentile of the days from A to B (180 where fewer than
//! [`FEWEST_TAKERS`] took the step). The chance is pulled towards the share of all customers who ever come back for B:
//! p = (`n_AB` + k·p0) / (`n_A` + k) with k = 8.

use super::{Catalog, Histories, ProductIndex};
use crate::calendar::Days;
use std::ops::Range;

/// Customers who took a step, from which it is called measured.
pub const FEWEST_TAKERS: u32 = 3;
/// Customers with enough time, from which a step is called measured.
pub const FEWEST_ELIGIBLE: u32 = 10;
/// How many customers the general share weighs as (k).
const PRIOR_WEIGHT: f64 = 8.0;
/// How long a step may take where too few took it to tell (H).
const FALLBACK_HORIZON: u16 = 180;
/// The most products between which steps are counted: those with the most buyers.
const MOST_PRODUCTS: usize = 1_000;

/// The step from one product to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NextStep {
    /// What was bought first (A).
    pub from: ProductIndex,
    /// What was bought later (B).
    pub to: ProductIndex,
    /// Customers who took the step, of those with enough time (`n_AB`).
    pub taken: u32,
    /// Customers with enough time (`n_A`).
    pub eligible: u32,
    /// The usual wait: a quarter took less.
    pub earliest: Days,
    /// The usual wait: half took less.
    pub median: Days,
    /// The usual wait: three quarters took less (H).
    pub latest: Days,
    /// The chance that somebody who bought A goes on to B (p).
    pub chance: f64,
    /// The share of all customers who came back for B (p0).
    pub base: f64,
}

impl NextStep {
    /// Returns how much likelier the step is than B is for anybody.
    pub fn lift(&self) -> f64 {
        let share = f64::from(self.taken) / f64::from(self.eligible.max(1));
        if self.base > 0.0 { share / self.base } else { 0.0 }
    }

    /// Returns the chance less 1.28 standard errors: nine times in ten it is higher.
    pub fn lower_bound(&self) -> f64 {
        let n = f64::from(self.eligible) + PRIOR_WEIGHT;
        (self.chance - 1.28 * (self.chance * (1.0 - self.chance) / n).sqrt()).max(0.0)
    }

    /// Returns whether the counts are large enough to speak of a measured step.
    pub fn is_measured(&self) -> bool {
        self.eligible >= FEWEST_ELIGIBLE && self.taken >= FEWEST_TAKERS
    }
}

/// All steps that somebody took, by first product, likeliest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NextSteps {
    starts: Vec<u32>,
    steps: Vec<NextStep>,
    /// Places in the steps, of each first product by what came later: what [`Self::between`] searches.
    by_later: Vec<u32>,
}

impl NextSteps {
    /// Counts the steps of all customers; `end` is the last day, counted as the histories count.
    pub fn of(catalog: &Catalog, end: u16) -> Self {
        let tally = Tally::of(catalog, end);
        let mut found = Self { starts: vec![0], ..Self::default() };
        for (product, _) in catalog.iter() {
            let from = found.steps.len();
            found.steps.extend(tally.steps_from(product));
            found.steps[from..]
                .sort_by(|a, b| b.lower_bound().total_cmp(&a.lower_bound()).then(a.to.cmp(&b.to)));
            found.starts.push(u32::try_from(found.steps.len()).unwrap_or(u32::MAX));
            found.by_later.extend((0u32..).skip(from).take(found.steps.len() - from));
            let Self { steps, by_later, .. } = &mut found;
            by_later[from..].sort_by_key(|&at| steps[at as usize].to);
        }
        found
    }

    /// Returns the steps from a product, likeliest (by the lower bound of its chance) first.
    pub fn from(&self, product: ProductIndex) -> &[NextStep] {
        &self.steps[self.range(product)]
    }

    fn range(&self, product: ProductIndex) -> Range<usize> {
        match (self.starts.get(product.at()), self.starts.get(product.at() + 1)) {
            (Some(&from), Some(&to)) => from as usize..to as usize,
            _ => 0..0,
        }
    }

    /// Returns the step between two products, if anybody took it.
    pub fn between(&self, from: ProductIndex, to: ProductIndex) -> Option<&NextStep> {
        let by_later = &self.by_later[self.range(from)];
        let place = by_later.binary_search_by_key(&to, |&at| self.steps[at as usize].to).ok()?;
        Some(&self.steps[by_later[place] as usize])
    }

    /// Returns all steps, by first product, likeliest first.
    pub fn all(&self) -> &[NextStep] {
        &self.steps
    }
}

/// The counts behind the steps, dense over the products that have the most buyers.
struct Tally {
    /// For each counted product its place in the matrices, and back.
    place_of: Vec<Option<u32>>,
    products: Vec<ProductIndex>,
    /// Days from A to B of everybody who took the step, ascending per pair; a pair's part starts at `starts[pair]`.
    starts: Vec<u32>,
    gaps: Vec<u16>,
    /// Of everybody with enough time: who took the step, and who had B already.
    taken: Vec<u32>,
    had_it: Vec<u32>,
    /// For each product how long ago each buyer bought it, ascending.
    exposures: Vec<Vec<u16>>,
    /// Share of all customers who came back for a product.
    base: Vec<f64>,
}

impl Tally {
    fn of(catalog: &Catalog, end: u16) -> Self {
        let histories = &catalog.histories;
        let mut products: Vec<ProductIndex> = catalog.iter().map(|(index, _)| index).collect();
        products.sort_by_key(|&index| (std::cmp::Reverse(catalog.get(index).buyers), index));
        products.truncate(MOST_PRODUCTS);
        let mut place_of = vec![None; catalog.products.len()];
        for (place, product) in (0u32..).zip(&products) {
            place_of[product.at()] = Some(place);
        }
        let n = products.len();
        let mut tally = Self {
            place_of,
            products,
            starts: vec![0; n * n + 1],
            gaps: Vec::new(),
            taken: vec![0; n * n],
            had_it: vec![0; n * n],
            exposures: vec![Vec::new(); n],
            base: vec![0.0; n],
        };
        tally.collect_gaps(histories);
        tally.count(histories, end);
        tally
    }

    fn n(&self) -> usize {
        self.products.len()
    }

    /// Calls back for every ordered pair of counted products of every customer: (pair, day of A, day of B).
    fn for_each_pair(
        place_of: &[Option<u32>],
        n: usize,
        histories: &Histories,
        mut visit: impl FnMut(usize, u16, u16),
    ) {
        let mut own: Vec<(usize, u16)> = Vec::new();
        for customer in 0..histories.len() {
            own.clear();
            own.extend(histories.of(customer).iter().filter_map(|first| {
                place_of[first.product.at()].map(|place| (place as usize, first.day))
            }));
            for (at, &(a, day_a)) in own.iter().enumerate() {
                for &(b, day_b) in &own[at + 1..] {
                    visit(a * n + b, day_a, day_b);
                    visit(b * n + a, day_b, day_a);
                }
            }
        }
    }

    /// Collects the waits of every pair: a counting sort by pair, then each part by length.
    fn collect_gaps(&mut self, histories: &Histories) {
        let n = self.n();
        let starts = &mut self.starts;
        Self::for_each_pair(&self.place_of, n, histories, |pair, day_a, day_b| {
            starts[pair + 1] += u32::from(day_a < day_b);
        });
        for pair in 0..n * n {
            starts[pair + 1] += starts[pair];
        }
        let mut next = starts.clone();
        let mut gaps = vec![0; starts[n * n] as usize];
        Self::for_each_pair(&self.place_of, n, histories, |pair, day_a, day_b| {
            if day_a < day_b {
                gaps[next[pair] as usize] = day_b - day_a;
                next[pair] += 1;
            }
        });
        for pair in 0..n * n {
            gaps[starts[pair] as usize..starts[pair + 1] as usize].sort_unstable();
        }
        self.gaps = gaps;
    }

    fn gaps(&self, pair: usize) -> &[u16] {
        &self.gaps[self.starts[pair] as usize..self.starts[pair + 1] as usize]
    }

    /// Returns how long the step of a pair may take before a customer counts as not having taken it (H).
    fn horizon(&self, pair: usize) -> u16 {
        let gaps = self.gaps(pair);
        if gaps.len() < FEWEST_TAKERS as usize {
            FALLBACK_HORIZON
        } else {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a percentile of day counts is a small number above 0"
            )]
            let days = percentile_of(gaps, 0.75).ceil() as u16;
            days
        }
    }

    fn count(&mut self, histories: &Histories, end: u16) {
        let n = self.n();
        let horizons: Vec<u16> = (0..n * n).map(|pair| self.horizon(pair)).collect();
        let (mut taken, mut had_it) = (vec![0; n * n], vec![0; n * n]);
        Self::for_each_pair(&self.place_of, n, histories, |pair, day_a, day_b| {
            if end.saturating_sub(day_a) >= horizons[pair] {
                let counter = if day_a < day_b { &mut taken } else { &mut had_it };
                counter[pair] += 1;
            }
        });
        (self.taken, self.had_it) = (taken, had_it);
        let customers = histories.len().max(1) as f64;
        let mut came_back = vec![0.0; n];
        for customer in 0..histories.len() {
            let own = histories.of(customer);
            let Some(first) = own.first() else { continue };
            for purchase in own {
                let Some(place) = self.place_of[purchase.product.at()] else { continue };
                self.exposures[place as usize].push(end.saturating_sub(purchase.day));
                came_back[place as usize] += f64::from(u8::from(purchase.day > first.day));
            }
        }
        self.base = came_back.into_iter().map(|count| count / customers).collect();
        for exposures in &mut self.exposures {
            exposures.sort_unstable();
        }
    }

    /// Lists the steps from a product that somebody took.
    fn steps_from(&self, from: ProductIndex) -> impl Iterator<Item = NextStep> {
        let n = self.n();
        let place = self.place_of[from.at()].map(|place| place as usize);
        place.into_iter().flat_map(move |a| {
            (0..n).filter(move |&b| a != b && !self.gaps(a * n + b).is_empty()).map(move |b| {
                let pair = a * n + b;
                let exposures = &self.exposures[a];
                let late = exposures.partition_point(|&exposure| exposure < self.horizon(pair));
                let with_time = u32::try_from(exposures.len() - late).unwrap_or(u32::MAX);
                let eligible = with_time.saturating_sub(self.had_it[pair]);
                let base = self.base[b];
                let gaps = self.gaps(pair);
                let at = |share| Days(percentile_of(gaps, share));
                NextStep {
                    from,
                    to: self.products[b],
                    taken: self.taken[pair],
                    eligible,
                    earliest: at(0.25),
                    median: at(0.5),
                    latest: at(0.75),
                    chance: (f64::from(self.taken[pair]) + PRIOR_WEIGHT * base)
                        / (f64::from(eligible) + PRIOR_WEIGHT),
                    base,
                }
            })
        })
    }
}

/// Returns a percentile of ascending day counts, between two by proportion.
fn percentile_of(ascending: &[u16], share: f64) -> f64 {
    let Some(last) = ascending.len().checked_sub(1) else { return 0.0 };
    let rank = share * last as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rank lies between 0 and the number of values"
    )]
    let at = rank.floor() as usize;
    let lower = f64::from(ascending[at]);
    lower + (f64::from(ascending[(at + 1).min(last)]) - lower) * (rank - at as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::products::tests::{catalog, names};

    #[test]
    fn only_customers_who_had_the_time_are_in_the_denominator() {
        // Ten took the step after 60 to 69 days, ten never did, and one bought A a week before the end.
        let mut sales = Vec::new();
        for n in 0..10 {
            sales.push((n, "A", 0));
            sales.push((n, "B", 60 + i32::try_from(n).unwrap()));
            sales.push((10 + n, "A", 0));
        }
        sales.push((20, "A", 293));
        sales.push((21, "A", 300));
        let catalog = catalog(&sales, 100);
        let steps = NextSteps::of(&catalog, 300);
        let (a, b) = (names(&catalog, "A"), names(&catalog, "B"));
        let step = steps.between(a, b).unwrap();
        assert_eq!((step.taken, step.eligible), (10, 20));
        assert_eq!(
            (step.earliest, step.median, step.latest),
            (Days(62.25), Days(64.5), Days(66.75))
        );
        assert!(step.is_measured());
        assert_eq!(steps.between(b, a), None);
    }

    #[test]
    fn every_step_is_found_by_its_two_products() {
        let sales: Vec<_> = (0..6)
            .flat_map(|n| ["D", "A", "C", "B"].map(|name| (n, name, 0)))
            .chain([(0, "E", 9), (1, "F", 9), (2, "E", 12)])
            .collect();
        let steps = NextSteps::of(&catalog(&sales, 100), 300);
        assert_eq!(steps.all().len(), 8);
        for step in steps.all() {
            assert_eq!(steps.between(step.from, step.to), Some(step));
        }
    }

    #[test]
    fn the_chance_is_pulled_towards_that_of_everybody() {
        // 3 of 8 with p0 = 15 % give 26 %; 60 of 200 give 29 % (owners.md 4.3).
        let pulled = |taken: f64, n: f64| (taken + PRIOR_WEIGHT * 0.15) / (n + PRIOR_WEIGHT);
        assert_eq!((pulled(3.0, 8.0) * 100.0).round(), 26.0);
        assert_eq!((pulled(60.0, 200.0) * 100.0).round(), 29.0);
    }

    #[test]
    fn who_bought_it_before_is_not_counted() {
        let sales =
            [(0, "A", 0), (0, "B", 20), (1, "B", 0), (1, "A", 10), (2, "A", 0), (2, "B", 0)];
        let catalog = catalog(&sales, 100);
        let steps = NextSteps::of(&catalog, 400);
        let step = steps.between(names(&catalog, "A"), names(&catalog, "B")).unwrap();
        assert_eq!((step.taken, step.eligible), (1, 1));
        assert!(!step.is_measured());
    }
}
