//! Which columns hold the amount of a sale, and whether VAT is in it: by their headers and by their ratios.

use super::amounts::{AmountText, parse};
use super::columns::Column;
use super::field::Field;
use super::lexicon::{Says, says};
use super::text::header_words;
use super::vocabulary::vocabulary;
use crate::grid::{Book, Cell, Sheet};
use crate::ledger::VatBasis;
use crate::money::Money;

/// VAT rates of the Netherlands, Belgium, Germany and France, also former ones.
const RATES: [f64; 9] = [0.21, 0.09, 0.06, 0.12, 0.19, 0.07, 0.20, 0.055, 0.10];
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
    drop_after_fees(columns, &values);
    tell_by_pairs(columns, &values);
    tell_by_vat(columns, &values);
    forget_what_is_not_said(columns);
    price_or_amount(columns, &values);
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

/// Returns whether the second is the first with VAT; half a cent of rounding is let pass.
fn is_with_vat(excl: f64, incl: f64) -> bool {
    RATES.iter().any(|rate| (excl * (1.0 + rate) - incl).abs() <= 0.006 + 1e-4 * incl.abs())
}

/// Returns whether the second is the VAT over the first.
fn is_vat_over(excl: f64, vat: f64) -> bool {
    RATES.iter().any(|rate| (excl * rate - vat).abs() <= 0.011)
}

/// Returns whether the second is the VAT in the first.
fn is_vat_in(incl: f64, vat: f64) -> bool {
    RATES.iter().any(|rate| (incl * rate / (1.0 + rate) - vat).abs() <= 0.011)
}

fn find(columns: &[Column], field: Field) -> Option<usize> {
    columns.iter().position(|column| column.field == field)
}

/// Returns whether the header itself speaks of VAT.
fn speaks_of_vat(header: &str) -> bool {
    let words = header_words(header);
    let is_said = [
        "excl",
        "incl",
        "btw",
        "ht",
        "ttc",
        "htva",
        "tvac",
        "netto",
        "bruto",
        "brutto",
        "net",
        "gross",
        "exclusief",
        "inclusief",
    ];
    words.iter().any(|word| {
        is_said
            .iter()
            .any(|said| word == said || word.len() > 4 && word.contains(said) && said.len() > 3)
    }) || header_words(header).concat().contains("belasting")
}

/// A gross and a net amount with fees between them say nothing of VAT: what the customer paid is the gross one.
fn drop_after_fees(columns: &mut [Column], values: &Values<'_>) {
    let Some(fee) = find(columns, Field::Fee) else { return };
    for (gross, net) in [(Field::AmountIncl, Field::AmountExcl), (Field::Amount, Field::AmountExcl)]
    {
        let (Some(gross), Some(net)) = (find(columns, gross), find(columns, net)) else { continue };
        let with_fee: Vec<(f64, f64)> = values
            .rows
            .clone()
            .take(SAMPLE)
            .filter_map(|row| {
                let gross = values.number(row, &columns[gross])?;
                let fee = values.number(row, &columns[fee])?;
                Some((gross - fee.abs(), values.number(row, &columns[net])?))
            })
            .collect();
        if mostly(&with_fee, |less_fee, net| (less_fee - net).abs() < 0.011) {
            columns[net].field = Field::Other;
            columns[gross].field = Field::Amount;
        }
    }
}

/// Tells amounts with and without VAT apart by their ratio.
fn tell_by_pairs(columns: &mut [Column], values: &Values<'_>) {
    let is_candidate = |column: &Column| {
        let is_spare = column.field == Field::Other
            && !column.is_bound
            && column.profile.is_amounts()
            && vocabulary()
                .matches(&column.header)
                .iter()
                .any(|found| found.field.is_amount() && found.score >= 6.0);
        !column.is_chosen && (column.field.is_amount() || is_spare)
    };
    let open: Vec<usize> =
        (0..columns.len()).filter(|&index| is_candidate(&columns[index])).collect();
    if find(columns, Field::AmountExcl).is_some() && find(columns, Field::AmountIncl).is_some()
        || open.len() < 2
    {
        return;
    }
    for &one in &open {
        for &other in &open {
            let is_open = columns[one].field == Field::Amount
                || columns[other].field == Field::Amount
                || columns[one].field == Field::Other
                || columns[other].field == Field::Other;
            if one != other
                && is_open
                && mostly(&values.pairs(&columns[one], &columns[other]), is_with_vat)
            {
                columns[one].field = Field::AmountExcl;
                columns[other].field = Field::AmountIncl;
                return;
            }
        }
    }
}

/// Tells the basis of a single amount by the VAT beside it.
fn tell_by_vat(columns: &mut [Column], values: &Values<'_>) {
    let Some(vat) = find(columns, Field::VatAmount) else { return };
    let single = [Field::Amount, Field::AmountIncl, Field::AmountExcl];
    let of_single: Vec<usize> = single.iter().filter_map(|&field| find(columns, field)).collect();
    let [amount] = of_single.as_slice() else { return };
    if columns[*amount].is_chosen
        || (speaks_of_vat(&columns[*amount].header) && columns[*amount].field != Field::Amount)
    {
        return;
    }
    let pairs = values.pairs(&columns[*amount], &columns[vat]);
    let over = pairs.iter().filter(|pair| is_vat_over(pair.0, pair.1)).count();
    let within = pairs.iter().filter(|pair| is_vat_in(pair.0, pair.1)).count();
    if over.max(within) * 10 >= pairs.len() * 8 && !pairs.is_empty() && over != within {
        columns[*amount].field = if over > within { Field::AmountExcl } else { Field::AmountIncl };
    }
}

/// A header such as `Total` or `Omzet` does not say whether VAT is in it; without a ratio nobody knows.
fn forget_what_is_not_said(columns: &mut [Column]) {
    let has_vat =
        find(columns, Field::VatAmount).is_some() || find(columns, Field::VatRate).is_some();
    let both =
        find(columns, Field::AmountExcl).is_some() && find(columns, Field::AmountIncl).is_some();
    let is_free = find(columns, Field::Amount).is_none();
    for column in columns.iter_mut() {
        if column.field.is_amount()
            && !both
            && is_free
            && !has_vat
            && !column.is_chosen
            && !speaks_of_vat(&column.header)
        {
            column.field = Field::Amount;
        }
    }
}

/// `Prijs` is the price of one where a quantity times it is another amount, or where it does not grow with the quantity.
fn price_or_amount(columns: &mut [Column], values: &Values<'_>) {
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
    let mut seen: std::collections::BTreeMap<u64, (f64, f64)> = std::collections::BTreeMap::new();
    let (mut same, mut other) = (0, 0);
    for row in values.rows.clone().take(SAMPLE) {
        let key = super::rows::key(values.sheet.grid.get(row, columns[product].at));
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
