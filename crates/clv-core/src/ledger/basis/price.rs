//! Which numbers are prices of one, and which amounts of several.

use super::{SAMPLE, Values, find};
use crate::ledger::columns::Column;
use crate::ledger::field::Field;
use crate::ledger::rows::key;
use crate::ledger::text::header_words;
use crate::ledger::vocabulary::vocabulary;
use std::collections::BTreeMap;

/// `Prijs` is the price of one where a quantity times it is another amount, or where it does not grow with the quantity.
pub(super) fn price_or_amount(columns: &mut [Column], values: &Values<'_>) {
    let Some(quantity) = find(columns, Field::Quantity) else { return };
    let is_open = |column: &Column| {
        let is_spare = column.field == Field::Other && column.profile.is_amounts();
        !column.is_chosen
            && (column.field == Field::Amount || is_spare && speaks_of_price(&column.header))
    };
    for price in 0..columns.len() {
        if find(columns, Field::UnitPrice).is_some() || !is_open(&columns[price]) {
            continue;
        }
        if speaks_of_price(&columns[price].header) && has_uncomputed_amount(columns, price) {
            columns[price].field = Field::UnitPrice;
            continue;
        }
        let total = (0..columns.len()).find(|&total| {
            let is_amount = columns[total].field.is_amount()
                || columns[total].field == Field::Other && columns[total].profile.is_amounts();
            total != price
                && is_amount
                && is_product(&columns[quantity], &columns[price], &columns[total], values)
        });
        if let Some(total) = total {
            columns[price].field = Field::UnitPrice;
            if columns[total].field == Field::Other {
                columns[total].field = Field::Amount;
            }
        } else if columns[price].field == Field::Amount
            && speaks_of_price(&columns[price].header)
            && is_the_same_for_any_quantity(&columns[quantity], &columns[price], columns, values)
        {
            columns[price].field = Field::UnitPrice;
        }
    }
    // What nothing computed yet is no amount beside what it would be computed from.
    if find(columns, Field::UnitPrice).is_some() {
        let is_empty = |column: &&mut Column| {
            column.field.is_amount() && column.profile.is_empty() && !column.is_chosen
        };
        columns.iter_mut().filter(is_empty).for_each(|column| column.field = Field::Other);
    }
}

/// Returns whether another column is headed as the amount and has no value in it: formulas that nothing computed yet.
fn has_uncomputed_amount(columns: &[Column], price: usize) -> bool {
    let is_amount = |column: &Column| {
        let found = vocabulary().matches(&column.header);
        found.iter().any(|found| found.is_exact && found.field.is_amount())
    };
    let others = columns.iter().filter(|column| column.at != columns[price].at);
    others.into_iter().any(|column| {
        column.profile.is_empty() && is_amount(column) && !speaks_of_price(&column.header)
    })
}

fn speaks_of_price(header: &str) -> bool {
    let found = vocabulary().matches(header);
    found.iter().any(|found| found.field == Field::UnitPrice)
        || matches!(
            header_words(header).first().map(String::as_str),
            Some("tarief" | "rate" | "prijs" | "price" | "preis" | "prix")
        )
}

fn is_product(quantity: &Column, price: &Column, total: &Column, values: &Values<'_>) -> bool {
    let (mut n, mut n_products) = (0, 0);
    for row in values.rows.clone().take(SAMPLE) {
        let numbers =
            (values.number(row, quantity), values.number(row, price), values.number(row, total));
        if let (Some(count), Some(one), Some(all)) = numbers {
            n += 1;
            n_products += i32::from((count * one - all).abs() < 0.011 && count != 1.0);
        }
    }
    n_products > 0 && n_products * 10 >= n * 4
}

/// Returns whether products that are bought in several quantities keep their price.
fn is_the_same_for_any_quantity(
    quantity: &Column,
    price: &Column,
    columns: &[Column],
    values: &Values<'_>,
) -> bool {
    let Some(product) = find(columns, Field::Product) else { return false };
    let mut seen: BTreeMap<u64, (f64, f64)> = BTreeMap::new();
    let (mut same, mut other) = (0, 0);
    for row in values.rows.clone().take(SAMPLE) {
        let key = key(values.sheet.grid.get(row, columns[product].at));
        let (Some(count), Some(one)) = (values.number(row, quantity), values.number(row, price))
        else {
            continue;
        };
        let &mut (first_count, first_price) = seen.entry(key).or_insert((count, one));
        if first_count != count {
            if first_price == one { same += 1 } else { other += 1 }
        }
    }
    same > 2 * other
}
