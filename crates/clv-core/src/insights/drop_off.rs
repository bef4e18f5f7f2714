//! After which purchase customers drop off, in all and by their first product.

use crate::forecast::CONFIDENCE;
use crate::ledger::Ledger;
use crate::math::special::normal_quantile;
use crate::products::{Catalog, ProductIndex};
use crate::rhythm::Rhythm;
use crate::summary::CustomerSummary;

/// How many steps are looked at: after the first, second, third and fourth purchase.
pub const STEPS: usize = 4;
/// The fewest customers with enough time from which a share is spoken of.
pub const FEWEST: u32 = 5;

/// How many customers went on to the next purchase, of those who had the time for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WentOn {
    /// Customers who bought again.
    pub went_on: u32,
    /// Those, and the customers who have been silent for longer than three in four take.
    pub of: u32,
}

impl WentOn {
    /// Returns the share that went on; 0 of nobody.
    pub fn share(self) -> f64 {
        f64::from(self.went_on) / f64::from(self.of.max(1))
    }

    /// Returns between what the share of many more such customers would lie, with 90 % certainty: Wilson (1927), Journal of
    /// the American Statistical Association 22, 209–212.
    ///
    /// ```text
    /// (p + z²/2n ± z √(p (1 − p)/n + z²/4n²)) / (1 + z²/n)
    /// ```
    pub fn range(self) -> (f64, f64) {
        let (p, n) = (self.share(), f64::from(self.of.max(1)));
        let z = normal_quantile(0.5 + 0.5 * CONFIDENCE);
        let middle = p + z * z / (2.0 * n);
        let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
        let all = 1.0 + z * z / n;
        (((middle - half) / all).max(0.0), ((middle + half) / all).min(1.0))
    }

    /// Returns whether enough customers had the time.
    pub fn is_enough(self) -> bool {
        self.of >= FEWEST
    }
}

/// Where customers drop off.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DropOff {
    /// After the first, second, third and fourth purchase day.
    pub steps: [WentOn; STEPS],
    /// After the first purchase, by what was bought then; most customers first.
    pub by_first_product: Vec<(ProductIndex, WentOn)>,
}

impl DropOff {
    /// Counts over all customers; those who may still come back in time are in no count.
    pub fn of(
        ledger: &Ledger,
        summaries: &[CustomerSummary],
        rhythm: &Rhythm,
        catalog: &Catalog,
    ) -> Self {
        let mut found = Self::default();
        let mut by_product = vec![WentOn::default(); catalog.products.len()];
        for summary in summaries.iter().filter(|summary| summary.purchases > 0) {
            for step in 1..=STEPS {
                let Some(went_on) = outcome(summary, rhythm, step) else { continue };
                count(&mut found.steps[step - 1], went_on);
                if step == 1
                    && let Some(product) = first_product(ledger, summary, catalog)
                {
                    count(&mut by_product[product.at()], went_on);
                }
            }
        }
        let counted = catalog.iter().map(|(index, _)| (index, by_product[index.at()]));
        found.by_first_product = counted.filter(|(_, it)| it.of > 0).collect();
        found.by_first_product.sort_by_key(|(index, it)| (std::cmp::Reverse(it.of), *index));
        found
    }

    /// Returns the number of the purchase after which fewest go on (1: the first), if enough had the time.
    pub fn weakest_step(&self) -> Option<(usize, WentOn)> {
        let counted = self.steps.iter().enumerate().filter(|(_, step)| step.is_enough());
        let weakest = counted.min_by(|a, b| a.1.share().total_cmp(&b.1.share()))?;
        Some((weakest.0 + 1, *weakest.1))
    }

    /// Returns the first product after which fewest go on, among those with enough customers, and whether that is more
    /// than chance: the share is surely below that of all others together. Of one product alone it says nothing.
    pub fn weakest_product(&self) -> Option<(ProductIndex, WentOn, bool)> {
        let counted: Vec<_> =
            self.by_first_product.iter().filter(|(_, it)| it.is_enough()).copied().collect();
        let (weakest, it) = *counted.iter().min_by(|a, b| a.1.share().total_cmp(&b.1.share()))?;
        let others = counted.iter().filter(|(index, _)| *index != weakest);
        let others = others.fold(WentOn::default(), |sum, (_, it)| WentOn {
            went_on: sum.went_on + it.went_on,
            of: sum.of + it.of,
        });
        let is_sure = it.range().1 < others.range().0;
        (counted.len() > 1).then_some((weakest, it, is_sure))
    }
}

/// Returns whether a customer went on after so many purchase days; nothing while there is still time.
fn outcome(summary: &CustomerSummary, rhythm: &Rhythm, step: usize) -> Option<bool> {
    let days = summary.frequency as usize + 1;
    if days > step {
        return Some(true);
    }
    let is_late = summary.time_since_last_purchase() > rhythm.of_customer(summary).g75;
    (days == step && is_late).then_some(false)
}

fn count(counter: &mut WentOn, went_on: bool) {
    counter.of += 1;
    counter.went_on += u32::from(went_on);
}

/// Returns what the first order of a customer was for.
pub fn first_product(
    ledger: &Ledger,
    summary: &CustomerSummary,
    catalog: &Catalog,
) -> Option<ProductIndex> {
    let order = &ledger.orders[summary.orders.first()?.0 as usize];
    let mut products = ledger.lines_of(order).iter().filter_map(|line| line.product.get());
    products.find_map(|id| catalog.of[id.0 as usize])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::products::tests::{ledger, names};
    use crate::summary::summarize;

    #[test]
    fn who_still_has_time_is_in_no_count() {
        let mut sales = Vec::new();
        for n in 0..12 {
            sales.push((n, "Workshop", 0));
            if n < 10 {
                sales.push((n, "Traject", 30 + i32::try_from(n).unwrap()));
            }
        }
        sales.extend([(20, "E-book", 0), (21, "Workshop", 295), (22, "Traject", 300)]);
        let ledger = ledger(&sales, |_| 100.0);
        let summaries = summarize(&ledger, ledger.period.unwrap());
        let rhythm = Rhythm::of(&ledger, &summaries);
        let catalog = Catalog::of(&ledger, &summaries, &[]);
        let found = DropOff::of(&ledger, &summaries, &rhythm, &catalog);
        assert_eq!(found.steps[0], WentOn { went_on: 10, of: 13 });
        assert_eq!(found.steps[1], WentOn { went_on: 0, of: 10 });
        assert_eq!(found.weakest_step(), Some((2, WentOn { went_on: 0, of: 10 })));
        let workshop = (names(&catalog, "Workshop"), WentOn { went_on: 10, of: 12 });
        assert_eq!(found.by_first_product[0], workshop);
        assert_eq!(found.weakest_product(), None);
    }

    #[test]
    fn a_weakest_product_is_surely_weak_only_where_chance_does_not_explain_it() {
        let of = |index: u32, went_on, of| (ProductIndex(index), WentOn { went_on, of });
        let found = |by_first_product| DropOff { by_first_product, ..DropOff::default() };
        let told = |found: DropOff| found.weakest_product().map(|it| (it.0, it.2));
        let (few, many) = (vec![of(0, 5, 8), of(1, 4, 8)], vec![of(0, 50, 80), of(1, 20, 80)]);
        assert_eq!(told(found(few)), Some((ProductIndex(1), false)));
        assert_eq!(told(found(many)), Some((ProductIndex(1), true)));
        assert_eq!(told(found(vec![of(0, 5, 8), of(1, 0, 4)])), None);
    }

    #[test]
    fn a_range_is_that_of_wilson() {
        // z = 1.6449: (0.5 + 0.135277) ± 1.6449 √(0.025 + 0.0067639), over 1.27055.
        let (low, high) = WentOn { went_on: 5, of: 10 }.range();
        assert!((low - 0.26926).abs() < 1e-4 && (high - 0.73074).abs() < 1e-4, "{low} {high}");
        let (low, high) = WentOn { went_on: 0, of: 10 }.range();
        assert!(low == 0.0 && (high - 0.21294).abs() < 1e-4, "{high}");
    }
}
