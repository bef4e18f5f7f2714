//! The product ladder: what is sold, under which spellings, on which step, for how much and for how long.
//!
//! [`Catalog::of`] clusters the spellings of the ledger and guesses the rest; what the owner filled in on the offers sheet
//! wins. [`next_steps`] counts what customers buy after what and [`gaps`]
//! where a step is missing.

pub mod gaps;
mod measure;
mod names;
pub mod next_product;
pub mod next_steps;
mod steps;

pub use names::normalize;
pub use steps::Step;

use crate::answers::ProductAnswer;
use crate::calendar::{Date, Days, days_between};
use crate::ledger::{Ledger, ProductId};
use crate::rhythm::percentile;
use crate::summary::CustomerSummary;

/// The fewest buyers from which it is guessed that a product is bought once only.
const FEWEST_FOR_ONCE_ONLY: u32 = 10;
/// The longest that a product goes without a sale while it is still thought to be sold: two years, as dear programs are
/// sold a few times a year only. The owner's own answer goes first.
const LONGEST_WITHOUT_SALE: Days = Days(730.0);
/// The most products of a catalog without shared words that are still thought to be one ladder.
const LARGEST_LADDER: usize = 12;

/// A product of a catalog: an index into [`Catalog::products`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProductIndex(pub u32);

impl ProductIndex {
    /// Returns the index as a position.
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

/// One product, its spellings put together.
#[derive(Clone, Debug, PartialEq)]
pub struct Product {
    /// The key by which the owner's columns are kept: the normalized name.
    pub key: String,
    /// The owner's name for it, else the spelling that is used most.
    pub name: String,
    /// How the ledger spells it, most used first.
    pub spellings: Vec<ProductId>,
    /// Products with the same family belong to one subject.
    pub family: Option<u32>,
    /// The step on the ladder.
    pub step: Step,
    /// The median amount for one, without VAT where the ledger tells it.
    pub price: Option<f64>,
    /// The median amount of a purchase of it, quantity included.
    pub spend: Option<f64>,
    /// Margin as a share, if the owner filled it in or costs are in the ledger.
    pub margin: Option<f64>,
    /// Whether customers buy it only once.
    pub once_only: bool,
    /// How long it lasts, if its name or the plans in the ledger tell it.
    pub life: Option<Days>,
    /// Whether it is still sold.
    pub still_sold: bool,
    /// Whether the owner calls it new.
    pub is_new: bool,
    /// Known customers who bought it.
    pub buyers: u32,
    /// Median days between two purchases of it by one customer, and how many such gaps there are.
    pub rebuy: Option<(Days, u32)>,
}

/// All products of a ledger and who bought what when.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalog {
    /// By first appearance in the ledger.
    pub products: Vec<Product>,
    /// For each [`ProductId`] of the ledger its product; `None` for names that say nothing.
    pub of: Vec<Option<ProductIndex>>,
    /// The purchase days of each customer by product.
    pub histories: Histories,
}

/// What each customer bought first when: rows in the order of the summaries, each by day and then by product.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Histories {
    starts: Vec<u32>,
    firsts: Vec<FirstPurchase>,
}

/// The first day on which a customer bought a product, and the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstPurchase {
    /// What.
    pub product: ProductIndex,
    /// The first day, counted from the start of the ledger's first order.
    pub day: u16,
    /// The last day, counted likewise.
    pub last_day: u16,
    /// On how many days.
    pub n_days: u16,
}

impl Histories {
    /// Returns what the customer of a summary bought, by first day.
    pub fn of(&self, summary: usize) -> &[FirstPurchase] {
        match (self.starts.get(summary), self.starts.get(summary + 1)) {
            (Some(&from), Some(&to)) => &self.firsts[from as usize..to as usize],
            _ => &[],
        }
    }

    /// Returns how many customers there are.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Returns whether there are no customers.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Returns the whole days from one date to another, kept within what a history can hold.
pub(crate) fn day_number(start: Date, date: Date) -> u16 {
    u16::try_from(days_between(start, date).rounded().max(0)).unwrap_or(u16::MAX)
}

impl Catalog {
    /// Puts the spellings of the ledger together, measures each product and lets the owner's columns win.
    pub fn of(ledger: &Ledger, summaries: &[CustomerSummary], answers: &[ProductAnswer]) -> Self {
        let priced = measure::priced(ledger);
        let mut spellings = measure::spellings(ledger, &priced);
        let clusters = names::cluster(&spellings);
        // They told apart what is bought together; of a million rows they are a million numbers.
        for spelling in &mut spellings {
            spelling.orders = Vec::new();
        }
        let of: Vec<_> = clusters.iter().map(|number| number.map(ProductIndex)).collect();
        let n_products = of.iter().flatten().map(|product| product.0 + 1).max().unwrap_or(0);
        let mut members = vec![Vec::new(); n_products as usize];
        for (id, product) in (0u32..).map(ProductId).zip(&of) {
            if let Some(product) = product {
                members[product.at()].push(id);
            }
        }
        for ids in &mut members {
            ids.sort_by_key(|id| std::cmp::Reverse(spellings[id.0 as usize].n_lines));
        }
        let sales = measure::sales(ledger, &of, &members, &priced);
        drop(priced);
        let (histories, rebuys) = measure::histories(ledger, summaries, &of, members.len());
        let buyers = histories.buyers(members.len());
        let mut products: Vec<Product> = members
            .into_iter()
            .zip(sales)
            .zip(rebuys)
            .zip(buyers)
            .map(|(((spellings_of, sales), rebuy), buyers)| {
                let first = spellings_of[0].0 as usize;
                let key = spellings[first].key.clone();
                Product {
                    name: ledger.products[first].trim().to_owned(),
                    family: None,
                    step: Step::Core,
                    price: sales.price,
                    spend: sales.spend,
                    margin: sales.margin,
                    once_only: buyers >= FEWEST_FOR_ONCE_ONLY && rebuy.is_empty(),
                    life: steps::life_in_name(&key).map(Days),
                    still_sold: match (ledger.period, sales.last) {
                        (Some(period), Some(last)) => {
                            days_between(last, period.end) <= LONGEST_WITHOUT_SALE
                        }
                        _ => true,
                    },
                    is_new: false,
                    buyers,
                    rebuy: median_gap(rebuy),
                    spellings: spellings_of,
                    key,
                }
            })
            .collect();
        let thirds = thirds_of_prices(&products);
        for product in &mut products {
            product.step = steps::guess(&product.key, product.price, thirds);
        }
        families(&mut products);
        for product in &mut products {
            if let Some(answer) = answers.iter().find(|answer| answer.product == product.key) {
                obey(product, answer);
            }
        }
        Self { products, of, histories }
    }

    /// Returns a product.
    pub fn get(&self, product: ProductIndex) -> &Product {
        &self.products[product.at()]
    }

    /// Returns the positions and products, by first appearance.
    pub fn iter(&self) -> impl Iterator<Item = (ProductIndex, &Product)> {
        (0u32..).map(ProductIndex).zip(&self.products)
    }

    /// Returns whether two products are about one subject: a shared word, or a ladder of few products in all.
    pub fn same_family(&self, one: ProductIndex, other: ProductIndex) -> bool {
        let (a, b) = (self.get(one).family, self.get(other).family);
        match (a, b) {
            (Some(a), Some(b)) => a == b,
            _ => self.products.len() <= LARGEST_LADDER,
        }
    }

    /// Returns the products that can be suggested: still sold and with a price.
    pub fn on_sale(&self) -> impl Iterator<Item = (ProductIndex, &Product)> {
        self.iter().filter(|(_, product)| product.still_sold && product.price.is_some())
    }
}

fn median_gap(mut gaps: Vec<u16>) -> Option<(Days, u32)> {
    if gaps.is_empty() {
        return None;
    }
    gaps.sort_unstable();
    let ascending: Vec<f64> = gaps.iter().map(|&gap| f64::from(gap)).collect();
    Some((Days(percentile(&ascending, 0.5)), u32::try_from(gaps.len()).unwrap_or(u32::MAX)))
}

/// Returns the limits below and above which a third of the products are priced.
fn thirds_of_prices(products: &[Product]) -> (f64, f64) {
    let mut prices: Vec<f64> = products.iter().filter_map(|product| product.price).collect();
    prices.sort_by(f64::total_cmp);
    (percentile(&prices, 1.0 / 3.0), percentile(&prices, 2.0 / 3.0))
}

/// Gives products that share a word a family: the word that most of them have, but not nearly all.
fn families(products: &mut [Product]) {
    let mut words: std::collections::BTreeMap<&str, u32> = std::collections::BTreeMap::new();
    let telling = |key: &str| {
        let tells = |word: &&str| word.len() >= 4 && !word.bytes().any(|b| b.is_ascii_digit());
        key.split(' ').filter(tells).map(str::to_owned).collect::<std::collections::BTreeSet<_>>()
    };
    let words_of: Vec<_> = products.iter().map(|product| telling(&product.key)).collect();
    for word in words_of.iter().flatten() {
        *words.entry(word).or_default() += 1;
    }
    let numbers: std::collections::BTreeMap<&str, u32> = words.keys().copied().zip(0..).collect();
    let limit = u32::try_from(products.len()).unwrap_or(u32::MAX);
    for (product, own) in products.iter_mut().zip(&words_of) {
        let shared = own.iter().filter(|word| (2..limit).contains(&words[word.as_str()]));
        product.family =
            shared.max_by_key(|word| words[word.as_str()]).map(|word| numbers[word.as_str()]);
    }
}

/// Lets what the owner filled in win.
fn obey(product: &mut Product, answer: &ProductAnswer) {
    if let Some(name) = answer.name.as_ref().filter(|name| !name.trim().is_empty()) {
        product.name.clone_from(name);
    }
    if let Some(step) = answer.step.as_deref().and_then(Step::from_id) {
        product.step = step;
    }
    product.margin = answer.margin.or(product.margin);
    product.once_only = answer.once_only.unwrap_or(product.once_only);
    product.still_sold = answer.still_sold.unwrap_or(product.still_sold);
    product.is_new = answer.is_new.unwrap_or(product.is_new);
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::calendar::{ObservationPeriod, add_days};
    use crate::ledger::{Customer, CustomerId, Line, Order, Told};
    use crate::money::Money;
    use crate::summary::summarize;
    use jiff::civil::date;

    /// The first day of the ledgers below.
    pub(crate) const START: Date = date(2024, 1, 1);

    /// A ledger of sales: (customer, product, day from the start), each an order of its own at the price of its product.
    pub(crate) fn ledger(sales: &[(u32, &str, i32)], price: impl Fn(&str) -> f64) -> Ledger {
        let n_customers = sales.iter().map(|sale| sale.0 + 1).max().unwrap_or(0);
        let customers = (0..n_customers).map(|n| Customer {
            id: format!("c{n}").into(),
            name: format!("Klant {n}").into(),
            told: Told { first_name: Some(format!("Voornaam{n}").into()), ..Told::default() }
                .into(),
        });
        let mut ledger = Ledger { customers: customers.collect(), ..Ledger::default() };
        let mut sales = sales.to_vec();
        sales.sort_by_key(|sale| sale.2);
        for (number, (customer, name, day)) in (0u32..).zip(&sales) {
            let known = ledger.products.iter().position(|product| product == name);
            let product = known.unwrap_or_else(|| {
                ledger.products.push((*name).to_owned());
                ledger.products.len() - 1
            });
            let amount = Money::from_cell(price(name)).unwrap();
            ledger.orders.push(Order {
                customer: Some(CustomerId(*customer)).into(),
                date: add_days(START, *day),
                amount,
                first_line: number,
                n_lines: 1,
            });
            ledger.lines.push(Line {
                product: Some(ProductId(u32::try_from(product).unwrap())).into(),
                amount,
            });
        }
        let dates = || ledger.orders.iter().map(|order| order.date);
        ledger.period =
            dates().min().zip(dates().max()).map(|(start, end)| ObservationPeriod { start, end });
        ledger
    }

    pub(crate) fn catalog(sales: &[(u32, &str, i32)], price: i32) -> Catalog {
        of(&ledger(sales, |_| f64::from(price)))
    }

    pub(crate) fn priced_catalog(sales: &[(u32, &str, i32)], prices: &[(&str, f64)]) -> Catalog {
        of(&ledger(sales, |name| prices.iter().find(|price| price.0 == name).unwrap().1))
    }

    fn of(ledger: &Ledger) -> Catalog {
        Catalog::of(ledger, &summarize(ledger, ledger.period.unwrap()), &[])
    }

    pub(crate) fn names(catalog: &Catalog, name: &str) -> ProductIndex {
        catalog.iter().find(|(_, product)| product.name == name).unwrap().0
    }

    #[test]
    fn spellings_are_one_product_under_the_name_that_is_used_most() {
        let catalog = catalog(
            &[(0, "workshop plannen", 0), (1, "Workshop Plannen", 1), (2, "Workshop Plannen", 2)],
            100,
        );
        assert_eq!(catalog.products.len(), 1);
        let product = &catalog.products[0];
        assert_eq!((product.name.as_str(), product.buyers), ("Workshop Plannen", 3));
        assert_eq!((product.step, product.price), (Step::Entry, Some(100.0)));
    }

    #[test]
    fn what_the_owner_filled_in_wins() {
        let sales = [(0, "Workshop", 0)];
        let ledger = ledger(&sales, |_| 100.0);
        let answer = ProductAnswer {
            product: "workshop".to_owned(),
            name: Some("Dagworkshop".to_owned()),
            step: Some("premium".to_owned()),
            margin: Some(0.6),
            once_only: Some(true),
            still_sold: Some(false),
            is_new: None,
        };
        let summaries = summarize(&ledger, ledger.period.unwrap());
        let catalog = Catalog::of(&ledger, &summaries, &[answer]);
        let product = &catalog.products[0];
        assert_eq!((product.name.as_str(), product.step), ("Dagworkshop", Step::Premium));
        assert_eq!((product.margin, product.once_only), (Some(0.6), true));
        assert_eq!(catalog.on_sale().count(), 0);
    }

    #[test]
    fn a_product_that_ten_bought_and_nobody_twice_is_bought_once_only() {
        let once: Vec<_> = (0..10).map(|n| (n, "Training", 0)).collect();
        assert!(catalog(&once, 10).products[0].once_only);
        let again: Vec<_> = once.into_iter().chain([(3, "Training", 40)]).collect();
        let product = &catalog(&again, 10).products[0];
        assert_eq!((product.once_only, product.rebuy), (false, Some((Days(40.0), 1))));
    }

    #[test]
    fn products_that_share_a_word_are_a_family() {
        let sales = [
            (0, "Yoga beginners", 0),
            (0, "Yoga gevorderd", 1),
            (0, "Massage kort", 2),
            (0, "Massage lang", 3),
            (0, "Thee", 4),
        ];
        let catalog = catalog(&sales, 10);
        let same = |a, b| {
            let family = |name| catalog.get(names(&catalog, name)).family;
            family(a).is_some() && family(a) == family(b)
        };
        assert!(same("Yoga beginners", "Yoga gevorderd") && same("Massage kort", "Massage lang"));
        assert!(!same("Yoga beginners", "Massage kort"));
        assert_eq!(catalog.get(names(&catalog, "Thee")).family, None);
    }

    #[test]
    fn an_order_with_its_total_on_the_first_line_tells_no_prices() {
        let mut ledger = ledger(&[(0, "Kaars", 0), (1, "Vaas", 1), (1, "Kaars", 2)], |_| 30.0);
        // The second and third order become one of two lines, the amount on the first.
        ledger.orders.truncate(2);
        ledger.orders[1].n_lines = 2;
        ledger.lines[2].amount = Money::ZERO;
        let summaries = summarize(&ledger, ledger.period.unwrap());
        let catalog = Catalog::of(&ledger, &summaries, &[]);
        let product = |name| catalog.get(names(&catalog, name));
        assert_eq!((product("Vaas").price, product("Vaas").buyers), (None, 1));
        assert_eq!((product("Kaars").price, product("Kaars").buyers), (Some(30.0), 2));
    }
}
