//! Where a step is missing on the ladder, and what a stepping stone there would cost.

use super::next_steps::NextSteps;
use super::{Catalog, Product, ProductIndex};
use crate::rhythm::percentile;

/// How many times dearer the next product has to be before the step counts as too high.
const TOO_HIGH: f64 = 3.0;
/// The share of buyers that goes on below which a high step counts as a gap.
const FEW_GO_ON: f64 = 0.05;
/// The fewest buyers from which a gap is worth a product of its own.
const FEWEST_BUYERS: u32 = 20;
/// The share of buyers that is assumed to take the stepping stone; an assumption, and said to be one.
pub const ASSUMED_SHARE: f64 = 0.10;

/// A step of the ladder that hardly anybody takes because it is too high.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// The product below.
    pub from: ProductIndex,
    /// The next product above it.
    pub to: ProductIndex,
    /// Customers who bought the product below.
    pub buyers: u32,
    /// Of those with enough time, how many went on to it.
    pub taken: u32,
    /// What a stepping stone could cost: the geometric mean of the two prices, √(a·b), to two digits.
    pub price: f64,
}

impl Gap {
    /// Returns what the stepping stone could bring if [`ASSUMED_SHARE`] of the buyers took it.
    pub fn potential(&self) -> f64 {
        f64::from(self.buyers) * ASSUMED_SHARE * self.price
    }
}

/// Finds the gaps between neighboring prices, widest potential first.
pub fn find(catalog: &Catalog, steps: &NextSteps) -> Vec<Gap> {
    let mut ladder: Vec<(f64, ProductIndex, &Product)> = catalog
        .on_sale()
        .filter_map(|(index, product)| Some((product.price.filter(|&p| p > 0.0)?, index, product)))
        .collect();
    ladder.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    // A shop with hundreds of articles has no ladder: neighbors in price have nothing to do with each other.
    let mut gaps: Vec<Gap> = ladder
        .windows(2)
        .filter(|pair| pair[1].0 > TOO_HIGH * pair[0].0 && pair[0].2.buyers >= FEWEST_BUYERS)
        .filter_map(|pair| {
            let [(low, from, below), (high, to, _)] = [pair[0], pair[1]];
            let (taken, eligible) =
                steps.between(from, to).map_or((0, below.buyers), |s| (s.taken, s.eligible));
            let share = f64::from(taken) / f64::from(eligible.max(1));
            (share < FEW_GO_ON).then(|| Gap {
                from,
                to,
                buyers: below.buyers,
                taken,
                price: two_digits((low * high).sqrt()),
            })
        })
        .collect();
    gaps.sort_by(|a, b| b.potential().total_cmp(&a.potential()).then(a.from.cmp(&b.from)));
    gaps
}

/// Rounds a price to two digits: 381.4 to 380.
fn two_digits(price: f64) -> f64 {
    let unit = 10f64.powf(price.log10().floor() - 1.0);
    (price / unit).round() * unit
}

/// Returns the median price of the ladder, by which a small order is told from a large one.
pub fn typical_price(catalog: &Catalog) -> Option<f64> {
    let mut prices: Vec<f64> =
        catalog.products.iter().filter_map(|product| product.price).collect();
    prices.sort_by(f64::total_cmp);
    (!prices.is_empty()).then(|| percentile(&prices, 0.5))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::products::tests::{names, priced_catalog};

    #[test]
    fn a_stepping_stone_is_advised_where_few_go_on() {
        let sales: Vec<_> =
            (0..30).map(|n| (n, "Startpakket", 0)).chain([(40, "Jaartraject", 5)]).collect();
        let catalog = priced_catalog(&sales, &[("Startpakket", 97.0), ("Jaartraject", 1500.0)]);
        let gaps = find(&catalog, &NextSteps::of(&catalog, 400));
        assert_eq!(gaps.len(), 1);
        assert_eq!(gaps[0].from, names(&catalog, "Startpakket"));
        assert_eq!((gaps[0].buyers, gaps[0].taken, gaps[0].price), (30, 0, 380.0));
        assert!((gaps[0].potential() - 1140.0).abs() < 1e-9);
    }

    #[test]
    fn a_step_that_one_in_ten_takes_is_no_gap() {
        let mut sales: Vec<_> = (0..30).map(|n| (n, "Startpakket", 0)).collect();
        sales.extend((0..3).map(|n| (n, "Jaartraject", 50)));
        let catalog = priced_catalog(&sales, &[("Startpakket", 97.0), ("Jaartraject", 1500.0)]);
        assert_eq!(find(&catalog, &NextSteps::of(&catalog, 400)), []);
    }
}
