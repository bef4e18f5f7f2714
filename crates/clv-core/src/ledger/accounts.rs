//! Ledger accounts: in a chart of accounts the first digit says whether a row is turnover, a cost or neither.

use super::blocks::Block;
use super::text::header_key;
use super::vocabulary::vocabulary;
use crate::grid::{Book, Cell, Sheet};

/// How many rows are looked at to see which chart it is.
const SAMPLE: usize = 2000;

/// What an account holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Turnover.
    Sales,
    /// Costs.
    Cost,
    /// What is owned or owed: VAT, bank, private.
    Neither,
}

/// The column of accounts and the digit that those of turnover begin with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Accounts {
    /// The column.
    pub(super) at: u32,
    of_sales: u8,
}

impl Accounts {
    /// Finds the accounts of a list: Dutch and German charts sell on 8, Belgian and French ones on 7.
    pub(super) fn of(book: &Book, sheet: &Sheet, block: &Block) -> Option<Self> {
        let column = block
            .columns
            .iter()
            .find(|column| vocabulary().is_in("account_header", &header_key(&column.header)))?;
        let (mut n, mut of_digit) = (0, [0; 10]);
        for row in block.rows.clone().take(SAMPLE) {
            let cell = sheet.grid.get(row, column.at);
            n += i32::from(cell != Cell::Empty);
            if let Some(digit) = first_digit(book, cell) {
                of_digit[usize::from(digit)] += 1;
            }
        }
        let has = |digit: usize| of_digit[digit] > 0;
        let n_others = |digit: usize| of_digit.iter().sum::<i32>() - of_digit[digit];
        let of_sales = match (has(8), has(7) && has(6)) {
            (true, _) if n_others(8) > 0 => 8,
            (false, true) => 7,
            _ => return None,
        };
        (of_digit.iter().sum::<i32>() * 10 >= n * 8).then_some(Self { at: column.at, of_sales })
    }

    /// Returns what the account in a cell holds.
    pub(super) fn class(self, book: &Book, cell: Cell) -> Option<Class> {
        let digit = first_digit(book, cell)?;
        Some(match (digit, self.of_sales) {
            (digit, of_sales) if digit == of_sales => Class::Sales,
            (3..=7, 8) | (6, 7) => Class::Cost,
            _ => Class::Neither,
        })
    }
}

/// Returns the first digit of an account of four to six digits: `8010 Omzet hoog`.
fn first_digit(book: &Book, cell: Cell) -> Option<u8> {
    let text = match cell {
        Cell::Text(id) => book.texts.get(id).trim().to_owned(),
        Cell::Number(number) => number.to_string(),
        Cell::Empty | Cell::Date(_) | Cell::Logical(_) | Cell::Error(_) => return None,
    };
    let length = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let first = *text.as_bytes().first()?;
    (4..=6).contains(&length).then(|| first - b'0')
}

#[cfg(test)]
mod tests {
    use crate::ledger::facts::check;
    use expect_test::expect;

    #[test]
    fn only_accounts_of_turnover_are_sales() {
        check(
            "Datum | Grootboek | Relatie | Bedrag\n2024-01-03 | 8000 | Ana | 50\n2024-01-04 | 4500 | KPN | 100\n2024-01-05 | 8010 | Bo | 80\n2024-01-06 | 1500 | Belastingdienst | 21",
            &expect![[
                r"2 counted, 2 purchases, 2 customers, EUR 130.00 unknown; out: 3 cost, 5 not_revenue"
            ]],
        );
        check(
            "Date | Compte | Client | Montant\n03/01/2024 | 706000 Prestations | Ana | 50\n04/01/2024 | 613200 Loyer | Régie | 100\n15/01/2024 | 707000 Ventes | Bo | 80",
            &expect![[r"2 counted, 2 purchases, 2 customers, EUR 130.00 unknown; out: 3 cost"]],
        );
    }
}
