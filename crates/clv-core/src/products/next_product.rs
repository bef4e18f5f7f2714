//! Which product a customer is likeliest to buy next, from everything that was bought so far.
//!
//! The score of a product is the sum of its likeness to what the customer has: c(A,B) / √(n(A)·n(B)), where c counts the
//! customers who bought both and n those who bought one \[1\]. How often such a suggestion comes true is not assumed but
//! looked up: the same suggestions are made as of an earlier day, and what was bought since fits the chance to how fast
//! the score was gathered and to how many have the product already ([`Response`]).
//!
//! \[1\] Sarwar, Karypis, Konstan & Riedl (2001), Item-based collaborative filtering recommendation algorithms.

mod response;

use super::{Catalog, FirstPurchase, Histories, ProductIndex};
pub use response::Response;

/// The days within which a suggestion is to come true.
pub const HORIZON: u16 = 120;
/// The most products between which likeness is counted: those with the most buyers.
const MOST_PRODUCTS: usize = 2_000;
/// The most products that are remembered as like one product.
const MOST_ALIKE: usize = 100;
/// A likeness between products of few buyers is worth less: so many buyers are added below the line.
const FEW_BUYERS: f32 = 2.0;

/// A product that suits a customer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Suited {
    /// What.
    pub product: ProductIndex,
    /// What the customer has that it suits best.
    pub because_of: ProductIndex,
    /// The sum of its likeness to all that the customer has.
    pub score: f32,
    /// The share of the customers who have it.
    pub popularity: f32,
}

/// How alike products are in who buys them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NextProducts {
    starts: Vec<u32>,
    alike: Vec<(ProductIndex, f32)>,
    /// For each product the share of the customers who have it.
    popularity: Vec<f32>,
    /// How often suggestions come true; `None` where the ledger is too short or too small to tell.
    pub response: Option<Response>,
}

impl NextProducts {
    /// Counts likeness over all purchases until `end`, counted as the histories count.
    pub fn of(catalog: &Catalog, end: u16) -> Self {
        let mut all = Self::until(catalog, u16::MAX);
        all.response = Response::of(catalog, end);
        all
    }

    /// Counts likeness over the purchases until a day.
    fn until(catalog: &Catalog, day: u16) -> Self {
        let histories = &catalog.histories;
        let (buyers, n_customers) = buyers(catalog, day);
        let counted = counted_products(&buyers, n_customers);
        let mut place_of = vec![u32::MAX; catalog.products.len()];
        for (place, product) in (0u32..).zip(&counted) {
            place_of[product.at()] = place;
        }
        let n = counted.len();
        let mut both = vec![0u32; n * n];
        let mut own: Vec<usize> = Vec::new();
        for customer in 0..histories.len() {
            own.clear();
            own.extend(places(histories, customer, day, &place_of));
            for &a in &own {
                for &b in &own {
                    both[a * n + b] += 1;
                }
            }
        }
        let popularity = buyers.iter().map(|&n| n as f32 / n_customers.max(1) as f32).collect();
        let mut found = Self { popularity, ..Self::default() };
        found.starts.push(0);
        for place in &place_of {
            if let Some(&product) = counted.get(*place as usize) {
                let row = &both[place_of[product.at()] as usize * n..][..n];
                found.alike.extend(most_alike(row, &both, &counted, *place as usize));
            }
            found.starts.push(u32::try_from(found.alike.len()).unwrap_or(u32::MAX));
        }
        found
    }

    fn alike(&self, product: ProductIndex) -> &[(ProductIndex, f32)] {
        match (self.starts.get(product.at()), self.starts.get(product.at() + 1)) {
            (Some(&from), Some(&to)) => &self.alike[from as usize..to as usize],
            _ => &[],
        }
    }

    /// Returns what suits a customer with such a history, best first, at most `most` products.
    pub fn suited(&self, bought: &[FirstPurchase], most: usize) -> Vec<Suited> {
        let mut places = vec![UNSEEN; self.popularity.len()];
        for first in bought {
            places[first.product.at()] = BOUGHT;
        }
        let mut suited: Vec<(Suited, f32)> = Vec::new();
        for first in bought {
            for &(product, likeness) in self.alike(first.product) {
                let place = &mut places[product.at()];
                if *place == BOUGHT {
                    continue;
                }
                if *place == UNSEEN {
                    *place = u32::try_from(suited.len()).unwrap_or(BOUGHT);
                    let popularity = self.popularity[product.at()];
                    let because_of = first.product;
                    suited.push((Suited { product, because_of, score: 0.0, popularity }, 0.0));
                }
                let (sum, strongest) = &mut suited[*place as usize];
                sum.score += likeness;
                if likeness > *strongest {
                    *strongest = likeness;
                    sum.because_of = first.product;
                }
            }
        }
        let mut suited: Vec<Suited> = suited.into_iter().map(|(suited, _)| suited).collect();
        let best_first =
            |a: &Suited, b: &Suited| b.score.total_cmp(&a.score).then(a.product.cmp(&b.product));
        if suited.len() > most && most > 0 {
            suited.select_nth_unstable_by(most - 1, best_first);
            suited.truncate(most);
        }
        suited.sort_by(best_first);
        suited
    }
}

/// The place of a product that nothing led to yet.
const UNSEEN: u32 = u32::MAX;
/// The place of a product that the customer has.
const BOUGHT: u32 = u32::MAX - 1;

/// Returns the fewest buyers from which a product is suggested: a hundredth of the customers, 3 at least, 20 at most.
fn fewest_buyers(n_customers: usize) -> usize {
    (n_customers / 100).clamp(3, 20)
}

/// Counts for each product who bought it until a day, and the customers by then.
fn buyers(catalog: &Catalog, day: u16) -> (Vec<usize>, usize) {
    let mut buyers = vec![0; catalog.products.len()];
    let mut n_customers = 0;
    for customer in 0..catalog.histories.len() {
        let bought = catalog.histories.of(customer);
        n_customers += usize::from(bought.first().is_some_and(|first| first.day <= day));
        for first in bought.iter().filter(|first| first.day <= day) {
            buyers[first.product.at()] += 1;
        }
    }
    (buyers, n_customers)
}

/// Returns the products with enough buyers, most buyers first.
fn counted_products(buyers: &[usize], n_customers: usize) -> Vec<ProductIndex> {
    let fewest = fewest_buyers(n_customers);
    let products = (0u32..).map(ProductIndex).zip(buyers);
    let mut counted: Vec<_> =
        products.filter(|(_, n)| **n >= fewest).map(|(index, _)| index).collect();
    counted.sort_by_key(|index| (std::cmp::Reverse(buyers[index.at()]), *index));
    counted.truncate(MOST_PRODUCTS);
    counted
}

fn places<'a>(
    histories: &'a Histories,
    customer: usize,
    day: u16,
    place_of: &'a [u32],
) -> impl Iterator<Item = usize> + 'a {
    let bought = histories.of(customer).iter().filter(move |first| first.day <= day);
    bought
        .map(|first| place_of[first.product.at()])
        .filter(|&at| at != u32::MAX)
        .map(|at| at as usize)
}

fn most_alike(
    row: &[u32],
    both: &[u32],
    counted: &[ProductIndex],
    at: usize,
) -> Vec<(ProductIndex, f32)> {
    let n = counted.len();
    let buyers = |place: usize| both[place * n + place] as f32;
    let likeness =
        |other: usize, both: u32| both as f32 / ((buyers(at) * buyers(other)).sqrt() + FEW_BUYERS);
    let others = row.iter().enumerate().filter(|(other, both)| *other != at && **both >= 2);
    let mut alike: Vec<(ProductIndex, f32)> =
        others.map(|(other, &both)| (counted[other], likeness(other, both))).collect();
    alike.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    alike.truncate(MOST_ALIKE);
    alike
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::products::tests::{catalog, names};

    #[test]
    fn what_buyers_of_the_same_things_have_suits_best() {
        // Tea and cup go together, rope with nothing; everybody has the bag.
        let mut sales = Vec::new();
        for n in 0..10 {
            sales.extend([(n, "Thee", 0), (n, "Kopje", 5), (n, "Tas", 9)]);
            sales.extend([(20 + n, "Touw", 0), (20 + n, "Tas", 9)]);
        }
        sales.push((40, "Thee", 0));
        let catalog = catalog(&sales, 10);
        let next = NextProducts::of(&catalog, 200);
        let suited = next.suited(catalog.histories.of(40), 2);
        assert_eq!(suited[0].product, names(&catalog, "Kopje"));
        assert_eq!(suited[0].because_of, names(&catalog, "Thee"));
        assert_eq!(suited[1].product, names(&catalog, "Tas"));
    }

    #[test]
    fn products_of_few_buyers_are_kept_back() {
        assert_eq!([10, 500, 100_000].map(fewest_buyers), [3, 5, 20]);
    }
}
