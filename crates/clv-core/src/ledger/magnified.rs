//! Amounts that are a hundred or a thousand times too large: `12.50` and `1.250` from an export, pasted into a Dutch workbook.

use super::blocks::Block;
use super::field::Field;
use super::rows::RowReader;
use crate::grid::{Book, Sheet};
use crate::money::Money;

/// What a lost decimal point multiplies an amount by.
const FACTORS: [f64; 2] = [100.0, 1000.0];
/// VAT lies between an amount and the one beside it at most so much, as a factor.
const MOST_VAT: f64 = 1.28;

/// Returns the rows whose amount is a hundred or a thousand times what the rest of the row comes to, from 0.
///
/// Most rows have to agree with the rest of theirs: else it is another sum.
pub(super) fn rows(book: &Book, sheet: &Sheet, block: &Block) -> Vec<u32> {
    let Some(&amount) = block.basis.amounts.first() else { return Vec::new() };
    let (quantity, price) = (block.at(Field::Quantity), block.at(Field::UnitPrice));
    if (quantity.is_none() || price.is_none()) && block.basis.incl.is_none() {
        return Vec::new();
    }
    let reader = RowReader::new(book, &sheet.grid, block);
    let number = |row: u32, at: Option<u32>| reader.number(row, at).map(Money::to_f64);
    let (mut n_agree, mut found) = (0, Vec::new());
    for row in block.rows.clone() {
        let by_piece = number(row, quantity).zip(number(row, price)).map(|(n, one)| n * one);
        let Some(beside) = by_piece.or_else(|| number(row, block.basis.incl)) else { continue };
        let Some(stated) = number(row, Some(amount)).filter(|_| beside != 0.0) else { continue };
        let ratio = (stated / beside).abs();
        let is_off = |factor: f64| is_near(ratio, factor) || is_near(1.0 / ratio, factor);
        if FACTORS.into_iter().any(is_off) {
            found.push(row);
        } else if is_near(ratio, 1.0) {
            n_agree += 1;
        }
    }
    if n_agree > 2 * found.len() { found } else { Vec::new() }
}

/// Returns whether a ratio is a factor, with or without VAT.
fn is_near(ratio: f64, factor: f64) -> bool {
    (factor / MOST_VAT..=factor * MOST_VAT).contains(&ratio)
}

#[cfg(test)]
mod tests {
    use crate::grid::Book;
    use crate::ledger::read;
    use crate::settings::Settings;

    fn told(last: &str) -> Option<u32> {
        let rows = "2024-01-03 | Ana | 2 | 10 | 20\n2024-01-04 | Bo | 1 | 12.5 | 12.5\n2024-01-05 | Cé | 1 | 8 | 8";
        let book =
            Book::from_text(&format!("Datum | Klant | Aantal | Prijs | Totaal\n{rows}\n{last}"));
        let reading = read(&mut book.clone(), &Settings::default());
        let found = reading.findings.iter().find(|finding| finding.code == "amounts-magnified");
        found.and_then(|finding| finding.place.row)
    }

    #[test]
    fn an_amount_a_hundred_times_its_quantity_and_price_is_told_and_counted_as_it_stands() {
        assert_eq!(told("2024-01-09 | Di | 1 | 12.5 | 1250"), Some(5));
        assert_eq!(told("2024-01-09 | Di | 3 | 1.25 | 3750"), Some(5));
        assert_eq!(told("2024-01-09 | Di | 100 | 12.5 | 1250"), None);
    }
}
