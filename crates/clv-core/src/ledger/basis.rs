//! Which columns hold the amount of a sale, and whether VAT is in it: by their headers and by their ratios.

mod price;
mod vat;

use super::amounts::{AmountText, parse};
use super::columns::Column;
use super::field::Field;
use super::lexicon::{Says, says};
use crate::grid::{Book, Cell, Sheet};
use crate::ledger::VatBasis;
use crate::money::Money;

/// How many rows are compared.
const SAMPLE: usize = 400;

/// Where the amount of a sale is found.
#[derive(Clone, Debug, Default)]
pub(super) struct Basis {
    /// The columns that are added up to the amount as it stands.
    pub(super) amounts: Vec<u32>,
    /// Whether VAT is in it.
    pub(super) vat: VatBasis,
    /// The amount with VAT, beside one without.
    pub(super) incl: Option<u32>,
    /// The VAT, in a column for each rate where there are several.
    pub(super) vat_amounts: Vec<u32>,
    /// The rate of the VAT.
    pub(super) vat_rate: Option<u32>,
    /// What went out, in a column beside what came in.
    pub(super) out: Option<u32>,
    /// Quantity and price, where there is no amount.
    pub(super) quantity_and_price: Option<(u32, u32)>,
}

/// Finds the amounts of a list; fields of columns whose basis the ratios tell become more exact.
pub(super) fn decide(
    book: &Book,
    sheet: &Sheet,
    columns: &mut [Column],
    rows: std::ops::Range<u32>,
) -> Basis {
    let values = Values { book, sheet, rows };
    vat::drop_after_fees(columns, &values);
    vat::tell_by_pairs(columns, &values);
    vat::tell_by_vat(columns, &values);
    vat::forget_what_is_not_said(columns);
    price::price_or_amount(columns, &values);
    gather(columns, &values)
}

struct Values<'a> {
    book: &'a Book,
    sheet: &'a Sheet,
    rows: std::ops::Range<u32>,
}

impl Values<'_> {
    /// Returns pairs of numbers that stand side by side and are both something.
    fn pairs(&self, one: &Column, other: &Column) -> Vec<(f64, f64)> {
        self.rows
            .clone()
            .take(SAMPLE)
            .filter_map(|row| Some((self.number(row, one)?, self.number(row, other)?)))
            .filter(|pair| pair.0 != 0.0 && pair.1 != 0.0)
            .collect()
    }

    fn number(&self, row: u32, column: &Column) -> Option<f64> {
        match self.sheet.grid.get(row, column.at) {
            Cell::Number(number) => Some(number),
            Cell::Text(id) => {
                let text = self.book.texts.get(id);
                match parse(text, column.profile.marks.decide()) {
                    AmountText::Amount(amount) => Some(amount.to_f64()),
                    AmountText::Nothing => None,
                    AmountText::Unreadable => super::rows::rate_of(text),
                }
            }
            Cell::Empty | Cell::Date(_) | Cell::Logical(_) | Cell::Error(_) => None,
        }
    }
}

/// Returns whether most of the pairs, and at least one, are as said.
fn mostly(pairs: &[(f64, f64)], fits: impl Fn(f64, f64) -> bool) -> bool {
    let n = pairs.iter().filter(|pair| fits(pair.0, pair.1)).count();
    n > 0 && n * 10 >= pairs.len() * 8
}

fn find(columns: &[Column], field: Field) -> Option<usize> {
    columns.iter().position(|column| column.field == field)
}

fn gather(columns: &mut [Column], values: &Values<'_>) -> Basis {
    let at = |columns: &[Column], field: Field| find(columns, field).map(|index| columns[index].at);
    let all = |columns: &[Column], field: Field| -> Vec<u32> {
        columns.iter().filter(|column| column.field == field).map(|column| column.at).collect()
    };
    let mut basis = Basis {
        vat_amounts: all(columns, Field::VatAmount),
        vat_rate: at(columns, Field::VatRate),
        ..Basis::default()
    };
    let excl = all(columns, Field::AmountExcl);
    if !excl.is_empty() {
        basis.incl = at(columns, Field::AmountIncl);
        basis.amounts = excl;
        basis.vat = VatBasis::Excl;
    } else if let Some(incl) = at(columns, Field::AmountIncl) {
        basis.amounts = vec![incl];
        basis.vat = VatBasis::Incl;
    } else if let Some(amount) = at(columns, Field::Amount) {
        basis.amounts = vec![amount];
    } else if let Some(price) = at(columns, Field::UnitPrice) {
        match at(columns, Field::Quantity) {
            Some(quantity) => basis.quantity_and_price = Some((quantity, price)),
            None => basis.amounts = vec![price],
        }
    }
    let is_in = |at: u32| {
        let column = columns.iter().find(|column| column.at == at);
        column.is_some_and(|column| says_direction(&column.header, IN_HEADERS))
    };
    if basis.amounts.iter().any(|&at| is_in(at)) {
        let out = columns.iter().find(|column| {
            column.profile.is_amounts() && says_direction(&column.header, OUT_HEADERS)
        });
        basis.out = out.map(|column| column.at);
        if let (Some(out), &[paid]) = (basis.out, &*basis.amounts)
            && is_account_of_customers(columns, values, out, paid)
        {
            (basis.amounts, basis.out) = (vec![out], Some(paid));
            for column in columns.iter_mut().filter(|column| !column.is_chosen) {
                if column.at == out {
                    column.field = Field::Amount;
                } else if column.at == paid {
                    column.field = Field::Other;
                }
            }
        }
    }
    if charges_none(columns, values) {
        basis.vat = VatBasis::None;
    }
    basis
}

/// Returns whether invoices are debits and payments are credits, as on the account of a customer.
fn is_account_of_customers(
    columns: &[Column],
    values: &Values<'_>,
    debit: u32,
    credit: u32,
) -> bool {
    let Some(kind) = find(columns, Field::Type) else { return false };
    let (mut n, mut n_fit) = (0, 0);
    for row in values.rows.clone().take(SAMPLE) {
        let grid = &values.sheet.grid;
        let Some(kind) = values.book.text(grid.get(row, columns[kind].at)) else { continue };
        let kind = says(kind);
        let (is_sale, is_payment) = (kind.any(Says::SALE), kind.any(Says::PAYMENT));
        if is_sale != is_payment {
            let stands = |at: u32| grid.get(row, at) != Cell::Empty;
            n += 1;
            n_fit += i32::from(stands(debit) == is_sale && stands(credit) == is_payment);
        }
    }
    n > 0 && n_fit * 10 >= n * 8
}

/// Headers of amounts that came in, and of those that went out, where each has a column.
const IN_HEADERS: &[&str] = &[
    "bij",
    "credit",
    "in",
    "inkomsten",
    "ontvangen",
    "ontvangsten",
    "haben",
    "recette",
    "recettes",
    "moneyin",
    "paidin",
    "income",
    "einnahmen",
    "creditbedrag",
];
const OUT_HEADERS: &[&str] = &[
    "af",
    "debet",
    "debit",
    "uit",
    "uitgaven",
    "uitgave",
    "soll",
    "depense",
    "depenses",
    "moneyout",
    "paidout",
    "expenses",
    "ausgaben",
    "debetbedrag",
    "kosten",
];

fn says_direction(header: &str, directions: &[&str]) -> bool {
    directions.contains(&super::text::header_key(header).as_str())
}

/// Returns whether there is a column for VAT and nothing but noughts in it.
fn charges_none(columns: &[Column], values: &Values<'_>) -> bool {
    let Some(vat) = find(columns, Field::VatAmount).or_else(|| find(columns, Field::VatRate))
    else {
        return false;
    };
    let mut n = 0;
    for row in values.rows.clone().take(SAMPLE) {
        match values.number(row, &columns[vat]) {
            Some(0.0) => n += 1,
            Some(_) => return false,
            None => {}
        }
    }
    n > 0
}

/// Takes the VAT out of an amount, where the row itself tells it.
pub(super) fn without_vat(incl: Money, vat: Option<Money>, rate: Option<f64>) -> Money {
    if let Some(vat) = vat {
        // A credit note may show its VAT without the minus.
        let vat = if vat.is_negative() == incl.is_negative() { vat } else { -vat };
        if vat.abs() < incl.abs() {
            return incl - vat;
        }
        return incl;
    }
    let Some(rate) = rate.filter(|&rate| rate > 0.0) else { return incl };
    let rate = Money::from_cell(rate).unwrap_or_default().decimal();
    let excl = incl.decimal().checked_div(rust_decimal::Decimal::ONE + rate);
    excl.map_or(incl, |excl| Money::new(excl).rounded_to_cents())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::columns::understand;
    use crate::ledger::headers::in_row;
    use crate::settings::Settings;

    fn decided(drawing: &str) -> (VatBasis, String) {
        let book = Book::from_text(drawing);
        let sheet = &book.sheets[0];
        let headers = in_row(&book, sheet, 0, 0..=20);
        let rows = 1..sheet.grid.n_rows();
        let mut columns =
            understand(&book, sheet, &headers, rows.clone(), &Settings::default()).columns;
        let basis = decide(&book, sheet, &mut columns, rows);
        let names: Vec<_> = columns.iter().map(|column| column.field.name()).collect();
        (basis.vat, names.join(" "))
    }

    #[test]
    fn ratios_tell_what_headers_do_not() {
        let (vat, fields) = decided(
            "Datum | Klant | Bedrag | Totaal\n2024-01-01 | A | 100 | 121\n2024-01-02 | B | 50 | 54.50",
        );
        assert_eq!(
            (vat, fields.as_str()),
            (VatBasis::Excl, "date customer amount_excl amount_incl")
        );
        let (vat, fields) = decided(
            "Datum | Klant | Bedrag | Btw\n2024-01-01 | A | 121 | 21\n2024-01-02 | B | 54.50 | 4.50",
        );
        assert_eq!(
            (vat, fields.as_str()),
            (VatBasis::Incl, "date customer amount_incl vat_amount")
        );
        let (vat, fields) = decided(
            "Datum | Klant | Bedrag | Btw\n2024-01-01 | A | 100 | 21\n2024-01-02 | B | 50 | 4.50",
        );
        assert_eq!(
            (vat, fields.as_str()),
            (VatBasis::Excl, "date customer amount_excl vat_amount")
        );
    }

    #[test]
    fn without_a_word_or_a_ratio_nobody_knows() {
        assert_eq!(decided("Datum | Klant | Totaal\n2024-01-01 | A | 121").0, VatBasis::Unknown);
        assert_eq!(
            decided(
                "Datum | Klant | Bedrag | Btw\n2024-01-01 | A | 100 | 0\n2024-01-02 | B | 50 | 0"
            )
            .0,
            VatBasis::None
        );
    }

    #[test]
    fn a_price_times_a_quantity_is_not_the_amount() {
        let (_, fields) = decided(
            "Datum | Klant | Aantal | Prijs | Totaal\n2024-01-01 | A | 2 | 10 | 20\n2024-01-02 | B | 3 | 5 | 15",
        );
        assert_eq!(fields, "date customer quantity unit_price amount");
        let (_, fields) =
            decided("Datum | Klant | Aantal | Prijs | Bedrag\n2024-01-01 | A | 2 | 10 |");
        assert_eq!(fields, "date customer quantity unit_price other");
        let (_, fields) =
            decided("Datum | Klant | Aantal | Stuksprijs | Bedrag\n2024-01-01 | A | 2 | 10 |");
        assert_eq!(fields, "date customer quantity unit_price other");
    }
}
