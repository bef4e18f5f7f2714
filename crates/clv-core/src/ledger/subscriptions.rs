//! Subscriptions: from columns with a start and an end, or from equal amounts at equal intervals.

use super::blocks::Block;
use super::entries::{Entries, Entry, NO_DAY, NONE};
use super::text::{header_words, value_key};
use super::vocabulary::vocabulary;
use super::{CustomerId, ProductId, Spell};
use crate::calendar::{Date, add_days, date_from_serial};
use crate::grouped::Grouped;
use crate::money::{Decimal, Money};

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

/// Finds the subscriptions of customers.
pub(super) fn find(
    entries: &Entries,
    order_of_customer: impl Fn(&Entry) -> Option<CustomerId>,
) -> Vec<Spell> {
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
    if spells.is_empty() {
        spells = by_rhythm(entries, order_of_customer);
    }
    spells.sort_by_key(|spell| (spell.customer, spell.start));
    spells
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

/// Finds equal amounts of one customer, a month, a quarter or a year apart, when they are most of what the list holds.
fn by_rhythm(entries: &Entries, customer_of: impl Fn(&Entry) -> Option<CustomerId>) -> Vec<Spell> {
    let is_sale = |(_, entry): &(u32, &Entry)| entry.out.is_none() && entry.net.is_positive();
    let sales = (0u32..).zip(&entries.list).filter(is_sale);
    let n_sales = sales.clone().count();
    let last_day = sales.clone().map(|(_, entry)| entry.day).max().unwrap_or(NO_DAY);
    let by_customer = Grouped::new(
        sales.filter_map(|(index, entry)| customer_of(entry).map(|customer| (customer.0, index))),
    );
    let (mut spells, mut n_debits) = (Vec::new(), 0);
    let mut sorted: Vec<&Entry> = Vec::new();
    let customers = (0u32..).map(CustomerId).zip(by_customer.iter());
    for (customer, sales) in customers.filter(|(_, sales)| sales.len() >= LEAST) {
        sorted.clear();
        sorted.extend(sales.iter().map(|&index| &entries.list[index as usize]));
        sorted.sort_by_key(|entry| (entry.net, entry.day));
        let series = sorted.chunk_by(|one, other| one.net == other.net);
        for debits in series.filter(|debits| debits.len() >= LEAST) {
            let Some(months) = rhythm(debits) else { continue };
            n_debits += debits.len();
            spells.extend(spell(customer, debits, months, last_day));
        }
    }
    if 2 * n_debits >= n_sales { spells } else { Vec::new() }
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
