//! Which amounts are with VAT and which without: by their headers, and by how they go together.

use super::{SAMPLE, Values, find, mostly};
use crate::ledger::columns::Column;
use crate::ledger::field::Field;
use crate::ledger::text::header_words;
use crate::ledger::vocabulary::vocabulary;

/// VAT rates of the Netherlands, Belgium, Germany and France, also former ones.
const RATES: [f64; 9] = [0.21, 0.09, 0.06, 0.12, 0.19, 0.07, 0.20, 0.055, 0.10];
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
pub(super) fn drop_after_fees(columns: &mut [Column], values: &Values<'_>) {
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
pub(super) fn tell_by_pairs(columns: &mut [Column], values: &Values<'_>) {
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
pub(super) fn tell_by_vat(columns: &mut [Column], values: &Values<'_>) {
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
pub(super) fn forget_what_is_not_said(columns: &mut [Column]) {
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
