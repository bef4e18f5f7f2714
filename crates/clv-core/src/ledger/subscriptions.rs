//! Subscriptions: from columns with a start and an end, or from equal amounts at equal intervals.

use super::blocks::Block;
use super::entries::{Entries, Entry, NO_DAY, NONE};
use super::lexicon::{Says, says};
use super::text::{header_words, value_key};
use super::vocabulary::vocabulary;
use super::{CustomerId, ProductId, Spell};
use crate::calendar::{Date, add_days, date_from_serial};
use crate::grouped::Grouped;
use crate::money::{Decimal, Money};
use crate::parallel;

/// What a row says of a subscription.
#[derive(Clone, Copy, Debug)]
pub(super) struct Contract {
    /// The entry of the row.
    pub(super) entry: u32,
    /// Its first day, as days since 1899-12-30.
    pub(super) start: i32,
    /// Its last day; [`NO_DAY`] while it goes on.
    pub(super) end: i32,
    /// The months that one payment is for.
    pub(super) months: f64,
}

/// Returns the months that the amounts of a list are for, as far as its headers tell.
pub(super) fn months_of_headers(block: &Block) -> Option<f64> {
    let amounts = block
        .basis
        .amounts
        .iter()
        .filter_map(|&at| block.columns.iter().find(|column| column.at == at));
    let mut words = amounts.flat_map(|column| header_words(&column.header));
    words.find_map(|word| {
        ["maand", "month", "monat", "mois", "monthly"]
            .iter()
            .any(|month| word.contains(month))
            .then_some(1.0)
            .or_else(|| {
                ["kwartaal", "quarter", "quartal", "trimestre"]
                    .iter()
                    .any(|span| word.contains(span))
                    .then_some(3.0)
            })
            .or_else(|| {
                matches!(word.as_str(), "jaar" | "jaarlijks" | "year" | "annual" | "jahr" | "an")
                    .then_some(12.0)
            })
    })
}

/// Returns the months that a word such as `per kwartaal` names.
pub(super) fn months_of_word(text: &str) -> Option<f64> {
    vocabulary().interval(&value_key(text))
}

/// The subscriptions of customers.
pub(super) struct Subscriptions {
    /// By customer, then by their first day.
    pub(super) spells: Vec<Spell>,
    /// Whether they are what the list is of, rather than something beside other sales.
    pub(super) are_most: bool,
}

/// Finds the subscriptions of customers.
pub(super) fn find(
    entries: &Entries,
    order_of_customer: impl Fn(&Entry) -> Option<CustomerId>,
) -> Subscriptions {
    let mut spells: Vec<Spell> = entries
        .contracts
        .iter()
        .filter_map(|contract| {
            let entry = &entries.list[contract.entry as usize];
            let customer = order_of_customer(entry).filter(|_| entry.out.is_none())?;
            let day =
                |day: i32| if day == NO_DAY { None } else { date_from_serial(f64::from(day)) };
            Some(Spell {
                customer,
                product: product(entry),
                start: day(contract.start)?,
                end: day(contract.end),
                fee_per_month: divided(entry.net, contract.months),
            })
        })
        .collect();
    let mut are_most = !spells.is_empty();
    if spells.is_empty() {
        (spells, are_most) = by_rhythm(entries, order_of_customer);
    }
    spells.sort_by_key(|spell| (spell.customer, spell.start));
    Subscriptions { spells, are_most }
}

fn product(entry: &Entry) -> Option<ProductId> {
    (entry.product != NONE).then_some(ProductId(entry.product))
}

fn divided(amount: Money, months: f64) -> Money {
    let months = Money::from_cell(months).unwrap_or_default().decimal();
    if months == Decimal::ONE {
        return amount;
    }
    amount.decimal().checked_div(months).map_or(amount, |fee| Money::new(fee).rounded_to_cents())
}

/// The least debits in a row that make a subscription.
const LEAST: usize = 4;
/// From so many customers on, a product that is mostly paid at equal intervals is a subscription, whatever it is called.
const SEVERAL: usize = 3;

/// Finds equal amounts of one customer, a month, a quarter or a year apart: all of them when they are most of what the list
/// holds, else those of products that are mostly sold so.
fn by_rhythm(
    entries: &Entries,
    customer_of: impl Fn(&Entry) -> Option<CustomerId>,
) -> (Vec<Spell>, bool) {
    let is_sale = |(_, entry): &(u32, &Entry)| entry.out.is_none() && entry.net.is_positive();
    let sales = (0u32..).zip(&entries.list).filter(is_sale);
    let n_sales = sales.clone().count();
    let mut products = vec![Sold::default(); entries.products.len()];
    for (_, entry) in sales.clone().filter(|(_, entry)| entry.product != NONE) {
        products[entry.product as usize].n_sales += 1;
    }
    let last_day = sales.clone().map(|(_, entry)| entry.day).max().unwrap_or(NO_DAY);
    let by_customer = Grouped::new(
        sales.filter_map(|(index, entry)| customer_of(entry).map(|customer| (customer.0, index))),
    );
    let customers: Vec<&[u32]> = by_customer.iter().collect();
    let mut series: Vec<Series> = parallel::flat_map(customers.len(), |at| {
        let customer = CustomerId(u32::try_from(at).unwrap_or(NONE));
        series_of(customer, customers[at], entries, last_day)
    });
    let n_debits: usize = series.iter().map(|series| series.n_debits).sum();
    let are_most = n_debits > 0 && 2 * n_debits >= n_sales;
    if !are_most {
        series.retain(|series| series.product != NONE);
        for series in &series {
            products[series.product as usize].add(series.spell.customer, series.n_debits);
        }
        let is_subscription: Vec<bool> = (entries.products.iter().zip(&products))
            .map(|(product, sold)| sold.is_subscription(product))
            .collect();
        series.retain(|series| is_subscription[series.product as usize]);
    }
    (series.into_iter().map(|series| series.spell).collect(), are_most)
}

/// Equal amounts of one customer at equal intervals.
struct Series {
    spell: Spell,
    /// What they are all for; [`NONE`] where that differs.
    product: u32,
    n_debits: usize,
}

/// Finds the series among the sales of a customer.
fn series_of(customer: CustomerId, sales: &[u32], entries: &Entries, last_day: i32) -> Vec<Series> {
    if sales.len() < LEAST {
        return Vec::new();
    }
    let mut sorted: Vec<&Entry> =
        sales.iter().map(|&index| &entries.list[index as usize]).collect();
    sorted.sort_by_key(|entry| (entry.net, entry.day));
    let equal = sorted.chunk_by(|one, other| one.net == other.net);
    let series = equal.filter(|debits| debits.len() >= LEAST).filter_map(|debits| {
        let spell = spell(customer, debits, rhythm(debits)?, last_day)?;
        let product = debits[0].product;
        let is_of_one = debits.iter().all(|it| it.product == product);
        let product = if is_of_one { product } else { NONE };
        Some(Series { spell, product, n_debits: debits.len() })
    });
    series.collect()
}

/// How a product is sold.
#[derive(Clone, Default)]
struct Sold {
    n_sales: usize,
    /// Those at equal intervals and amounts.
    n_debits: usize,
    /// The customers who have them.
    n_customers: usize,
    last_customer: Option<CustomerId>,
}

impl Sold {
    /// Adds the debits of a customer; all those of one come after another.
    fn add(&mut self, customer: CustomerId, n_debits: usize) {
        self.n_debits += n_debits;
        self.n_customers += usize::from(self.last_customer.replace(customer) != Some(customer));
    }

    fn is_subscription(&self, product: &str) -> bool {
        let is_said = || says(product).any(Says::SUBSCRIPTION);
        self.n_debits > 0
            && 2 * self.n_debits >= self.n_sales
            && (self.n_customers >= SEVERAL || is_said())
    }
}

/// Returns the subscription that debits so many months apart are of.
fn spell(customer: CustomerId, debits: &[&Entry], months: f64, last_day: i32) -> Option<Spell> {
    let (first, last) = (debits.first()?, debits.last()?);
    #[expect(clippy::cast_possible_truncation, reason = "a month, a quarter or a year in days")]
    let span = (months * crate::calendar::DAYS_PER_MONTH).round() as i32;
    let has_ended = last.day + span + span / 2 < last_day;
    let end = date_from_serial(f64::from(last.day)).map(|date: Date| add_days(date, span - 1));
    Some(Spell {
        customer,
        product: product(first),
        start: date_from_serial(f64::from(first.day))?,
        end: end.filter(|_| has_ended),
        fee_per_month: divided(first.net, months),
    })
}

/// Returns the months between debits that follow each other regularly; a debit that was taken twice or late is let pass.
fn rhythm(debits: &[&Entry]) -> Option<f64> {
    let gaps: Vec<i32> = debits.windows(2).map(|pair| pair[1].day - pair[0].day).collect();
    [(1.0, 26, 35), (3.0, 85, 97), (12.0, 355, 376)].into_iter().find_map(|(months, low, high)| {
        let n = gaps.iter().filter(|gap| (low..=high).contains(*gap)).count();
        (n * 10 >= gaps.len() * 7).then_some(months)
    })
}

#[cfg(test)]
mod tests {
    use crate::grid::Book;
    use crate::ledger::{BusinessKind, Reading, read};
    use crate::settings::Settings;

    /// A coach: five who pay `product` on the first of every month, and sessions of these and others now and then.
    fn coach(product: &str, price: u32, n_sessions: u32) -> Reading {
        let mut lines = vec!["Datum | Klant | Dienst | Bedrag".to_owned()];
        let names = ["Ana Prins", "Bo Vos", "Cé Kuiper", "Dirk Maas", "Eva Ruys"];
        for name in names {
            let debit = |month| format!("2024-{month:02}-01 | {name} | {product} | {price}");
            lines.extend((1..=8).map(debit));
        }
        lines.extend((0..n_sessions).map(|at| {
            let (month, day) = (1 + at % 8, 3 + at * 7 % 23);
            let who = [names[0], "Femke Bos", "Gijs Tol", "Hanna Blok"][at as usize % 4];
            format!("2024-{month:02}-{day:02} | {who} | Sessie | {}", 85 + at * 13 % 40)
        }));
        read(&mut Book::from_text(&lines.join("\n")), &Settings::default())
    }

    fn found(reading: &Reading) -> (usize, BusinessKind) {
        (reading.ledger.spells.len(), reading.ledger.business)
    }

    #[test]
    fn a_product_that_is_paid_every_month_is_a_subscription_beside_other_sales() {
        // 40 debits beside 60 sessions: by revenue a third.
        assert_eq!(found(&coach("Online begeleiding", 70, 60)), (5, BusinessKind::Mixed));
        assert_eq!(found(&coach("Online begeleiding", 10, 60)), (5, BusinessKind::Service));
        assert_eq!(found(&coach("Online begeleiding", 70, 6)), (5, BusinessKind::Subscription));
    }

    #[test]
    fn a_session_that_some_have_every_month_is_none() {
        // Named like the others, of which most come now and then.
        assert_eq!(found(&coach("Sessie", 70, 60)), (0, BusinessKind::Service));
    }
}
