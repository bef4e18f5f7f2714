//! Whether a row counts, and why not; and what its amount is worth.

use super::Reason;
use super::accounts::{Accounts, Class};
use super::basis::without_vat;
use super::blocks::{Block, Kind};
use super::field::Field;
use super::layouts::LayoutKind;
use super::lexicon::{Lexicon, Says};
use super::rows::{AmountCell, DayCell, RowReader, text_of};
use super::walk::Row;
use crate::grid::{Book, Cell, Sheet};
use crate::ledger::VatBasis;
use crate::money::Money;
use std::collections::BTreeMap;

/// What a list does as a whole: a word means something only beside the other words of its column.
#[expect(clippy::struct_excessive_bools, reason = "each is a habit of its own")]
pub(super) struct Habits {
    /// Its kinds or categories tell sales from other rows.
    tells_sales: bool,
    /// Its kinds know invoices, so that a payment pays one of them.
    has_invoices: bool,
    /// Its kinds say in and out.
    has_signs: bool,
    /// What went out is no sale.
    out_is_cost: bool,
    /// It is the statement of an account.
    is_bank: bool,
    /// Letters before an order number that mark a credit note here.
    credit_prefix: Option<String>,
    /// The currency of most rows.
    currency: Option<&'static str>,
    /// Whether what is not paid yet counts.
    count_open: bool,
    /// The total of an order stands on each of its lines.
    pub(super) repeats_totals: bool,
    /// Customers stand in headings above their rows.
    pub(super) is_grouped: bool,
    /// Where its ledger accounts stand.
    pub(super) accounts: Option<Accounts>,
}

/// What holds for the whole workbook.
#[derive(Clone, Copy, Debug)]
pub(super) struct Usual {
    /// Its currency, if it names one.
    pub(super) currency: Option<&'static str>,
    /// Whether what is not paid yet counts.
    pub(super) count_open: bool,
}

impl Habits {
    /// Looks at the words of a list.
    pub(super) fn of(
        book: &Book,
        sheet: &Sheet,
        block: &Block,
        lexicon: &mut Lexicon<'_>,
        usual: Usual,
    ) -> Self {
        let words = |field: Field, lexicon: &mut Lexicon<'_>| -> Vec<Says> {
            let Some(at) = block.at(field) else { return Vec::new() };
            let mut seen = std::collections::BTreeSet::new();
            let cells = sheet.grid.column(at).filter(|(row, _)| block.rows.contains(row));
            for (_, cell) in cells {
                if let Cell::Text(id) = cell {
                    seen.insert(id);
                }
                if seen.len() > 500 {
                    break;
                }
            }
            seen.into_iter().map(|id| lexicon.text(id)).collect()
        };
        let kinds = words(Field::Type, lexicon);
        let categories = words(Field::Category, lexicon);
        let has = |words: &[Says], what: Says| words.iter().any(|says| says.any(what));
        let tells = |words: &[Says]| {
            has(words, Says::SALE)
                && has(words, Says::COST | Says::BOUGHT | Says::NOT_REVENUE | Says::PAYOUT)
        };
        let layout = block.layout.map(|layout| layout.kind);
        Self {
            tells_sales: tells(&kinds) || tells(&categories),
            has_invoices: has(&kinds, Says::SALE) && has(&kinds, Says::PAYMENT),
            has_signs: has(&kinds, Says::OUT) && has(&kinds, Says::IN),
            out_is_cost: matches!(layout, Some(LayoutKind::Bank | LayoutKind::Payments))
                || block.is_bank(),
            is_bank: block.is_bank(),
            credit_prefix: credit_prefix(book, sheet, block),
            currency: usual.currency,
            count_open: usual.count_open,
            repeats_totals: repeats_totals(book, sheet, block),
            is_grouped: is_grouped(book, sheet, block),
            accounts: Accounts::of(book, sheet, block),
        }
    }
}

/// Returns the letters that few order numbers begin with, when they are those of credit notes.
fn credit_prefix(book: &Book, sheet: &Sheet, block: &Block) -> Option<String> {
    let at = block.at(Field::OrderId)?;
    let mut starts: BTreeMap<&str, u32> = BTreeMap::new();
    let mut n = 0;
    for (row, cell) in sheet.grid.column(at).take(20_000) {
        if block.rows.contains(&row) {
            n += 1;
            if let Some(text) = book.text(cell) {
                *starts.entry(start(text)).or_default() += 1;
            }
        }
    }
    let mut prefixes: BTreeMap<String, u32> = BTreeMap::new();
    for (start, count) in starts {
        *prefixes.entry(prefix(start)).or_default() += count;
    }
    let is_credit = |prefix: &str| {
        matches!(
            prefix,
            "cn" | "c"
                | "cr"
                | "cf"
                | "cred"
                | "credit"
                | "cre"
                | "creditnota"
                | "gs"
                | "av"
                | "nc"
        )
    };
    let found = prefixes.into_iter().filter(|(prefix, count)| is_credit(prefix) && 3 * count < n);
    found.max_by_key(|found| found.1).map(|found| found.0)
}

/// Returns what stands before the first digit, space or sign of an order number: nearly all begin alike.
fn start(order: &str) -> &str {
    let order = order.trim();
    let is_other = |letter: char| letter.is_ascii() && !letter.is_ascii_alphabetic();
    &order[..order.find(is_other).unwrap_or(order.len())]
}

fn prefix(order: &str) -> String {
    super::text::fold(order.trim()).chars().take_while(|c| c.is_alphabetic()).collect()
}

/// Returns whether customers stand in headings: most rows with a date and an amount name nobody.
fn is_grouped(book: &Book, sheet: &Sheet, block: &Block) -> bool {
    let mut reader = RowReader::new(book, &sheet.grid, block);
    let Some(customer) = block.at(Field::Customer).or(block.at(Field::Company)) else {
        return false;
    };
    let amount = block.basis.amounts.first().copied();
    let (mut sales, mut unnamed, mut headings) = (0, 0, 0);
    for row in block.rows.clone().take(300) {
        let is_named = reader.cell(row, Some(customer)) != Cell::Empty;
        let has_amount = reader.cell(row, amount) != Cell::Empty;
        let has_day = matches!(reader.day(row), DayCell::Day(..));
        sales += i32::from(has_amount && has_day);
        unnamed += i32::from(has_amount && has_day && !is_named);
        headings += i32::from(is_named && !has_amount && !has_day);
    }
    headings >= 2 && unnamed * 10 >= sales * 7
}

/// Returns whether the total of an order stands on each of its lines: the lines by quantity and price add up to it.
fn repeats_totals(book: &Book, sheet: &Sheet, block: &Block) -> bool {
    let (Some(order), Some(quantity), Some(price)) =
        (block.at(Field::OrderId), block.at(Field::Quantity), block.at(Field::UnitPrice))
    else {
        return false;
    };
    let Some(&amount) = block.basis.incl.as_ref().or(block.basis.amounts.first()) else {
        return false;
    };
    let reader = RowReader::new(book, &sheet.grid, block);
    let number = |row: u32, at: u32| reader.number(row, Some(at)).map_or(0.0, Money::to_f64);
    let mut orders: BTreeMap<super::rows::Key, Vec<(f64, f64)>> = BTreeMap::new();
    for row in block.rows.clone().take(3000) {
        let lines = orders.entry(super::rows::key(sheet.grid.get(row, order))).or_default();
        lines.push((number(row, amount), number(row, quantity) * number(row, price)));
    }
    let several: Vec<_> =
        orders.into_iter().filter(|(key, lines)| *key != 0 && lines.len() > 1).collect();
    let repeating = several.iter().filter(|(_, lines)| {
        let total = lines[0].0;
        let by_piece: f64 = lines.iter().map(|line| line.1).sum();
        let is_same = lines.iter().all(|line| line.0 == total);
        let is_near = |sum: f64| (sum - total).abs() <= 0.35 * total.abs() && total != 0.0;
        is_same
            && is_near(by_piece)
            && lines.iter().any(|line| (line.1 - total).abs() > 0.3 * total.abs())
    });
    several.len() >= 2 && repeating.count() * 10 >= several.len() * 8
}

/// Counts the currencies that the rows of a list name.
pub(super) fn currencies(
    book: &Book,
    sheet: &Sheet,
    block: &Block,
    counts: &mut BTreeMap<&'static str, u32>,
) {
    let reader = RowReader::new(book, &sheet.grid, block);
    let mut shown = BTreeMap::new();
    for row in block.rows.clone().take(2000) {
        if let Some(code) = reader.currency(row) {
            *counts.entry(code).or_default() += 1;
        } else if let Some(code) = reader.currency_of_format(row) {
            *shown.entry(code).or_default() += 1;
        }
    }
    // Where nothing names a currency, all formats together do: one of a template says nothing.
    if let (true, Some((code, n))) = (counts.is_empty() && shown.len() == 1, shown.pop_first())
        && code != "EUR"
    {
        counts.insert(code, n);
    }
}

/// Returns why a row does not count, if it does not.
pub(super) fn fate(row: &Row, block: &Block, habits: &Habits) -> Option<Reason> {
    is_total(row, block)
        .or_else(|| is_heading(row))
        .or_else(|| (row.went_out && pays_invoice(row, habits)).then_some(Reason::PaymentOfInvoice))
        .or_else(|| (block.kind == Kind::Costs || row.went_out).then_some(Reason::Cost))
        .or_else(|| matters_but_is_error(row))
        .or_else(|| by_words(row, habits))
        .or_else(|| by_direction(row, habits))
        .or_else(|| by_value(row, habits))
        .or_else(|| by_day(row))
}

fn is_total(row: &Row, block: &Block) -> Option<Reason> {
    let has_day = !matches!(row.day, DayCell::Empty);
    let has_order = row.order != 0;
    let is_named = row.label.any(Says::PLAIN_TOTAL);
    let is_total = row.ends_table
        || is_named && (!has_day || row.is_sum) && !has_order
        || row.label.any(Says::TOTAL) && row.is_sum && !has_order && !has_day
        // Nothing but a sum: no word, no date, nobody.
        || row.is_sum && !has_day && !has_order && !row.has_party && block.date_column().is_some();
    is_total.then_some(Reason::TotalRow)
}

fn is_heading(row: &Row) -> Option<Reason> {
    let has_day = !matches!(row.day, DayCell::Empty);
    let is_empty = !row.went_out
        && matches!(row.amount, AmountCell::Empty)
        && matches!(row.incl, AmountCell::Empty);
    let is_heading =
        is_empty && row.order == 0 && (!has_day || !row.has_party) && !(has_day && row.has_money);
    is_heading.then_some(Reason::Heading)
}

fn matters_but_is_error(row: &Row) -> Option<Reason> {
    (row.amount == AmountCell::Error || row.day == DayCell::Error).then_some(Reason::ErrorValue)
}

/// Returns whether a row is the payment of an invoice that stands in the list too.
fn pays_invoice(row: &Row, habits: &Habits) -> bool {
    habits.has_invoices && row.kind.any(Says::PAYMENT) && !row.kind.any(Says::BOUGHT)
}

fn by_words(row: &Row, habits: &Habits) -> Option<Reason> {
    if row.is_cancelled
        || row.status.any(Says::NOT_FINAL)
        || row.kind.any(Says::NOT_FINAL) && !row.kind.any(Says::REFUND)
    {
        return Some(Reason::NotFinal);
    }
    if !habits.count_open && row.status.any(Says::OPEN) && !row.status.any(Says::FINAL) {
        return Some(Reason::NotFinal);
    }
    if row.name.any(Says::TEST) || row.status.any(Says::TEST) {
        return Some(Reason::TestOrder);
    }
    if pays_invoice(row, habits) {
        return Some(Reason::PaymentOfInvoice);
    }
    if row.kind.any(Says::BOUGHT) && (habits.tells_sales || !row.kind.any(Says::SALE)) {
        return Some(Reason::Cost);
    }
    if row.kind.any(Says::PAYOUT) {
        return Some(Reason::Payout);
    }
    match row.account {
        Some(Class::Cost) => return Some(Reason::Cost),
        Some(Class::Neither) => return Some(Reason::NotRevenue),
        Some(Class::Sales) | None => {}
    }
    if habits.tells_sales || row.category.any(Says::ALL_NOT_REVENUE | Says::ALL_COST) {
        let kinds = row.kind | row.category;
        if kinds.any(Says::NOT_REVENUE) && !kinds.any(Says::ALL_SALE) {
            return Some(Reason::NotRevenue);
        }
        if kinds.any(Says::COST | Says::BOUGHT) && !kinds.any(Says::ALL_SALE) {
            return Some(Reason::Cost);
        }
    }
    if row.item.any(Says::ALL_NOT_REVENUE | Says::SIDE_CHARGE) {
        return Some(Reason::NotRevenue);
    }
    None
}

/// Judges rows of accounts, where money goes in and out.
fn by_direction(row: &Row, habits: &Habits) -> Option<Reason> {
    let amount = row.amount.amount()?;
    let is_out = if habits.has_signs { row.kind.any(Says::OUT) } else { amount.is_negative() };
    let is_refund = (row.kind | row.status | row.text).any(Says::REFUND);
    if habits.is_bank && row.name.any(Says::NOT_REVENUE) {
        return Some(Reason::NotRevenue);
    }
    if habits.out_is_cost && is_out && !is_refund {
        return Some(Reason::Cost);
    }
    if row.name.any(Says::PAYMENT_SERVICE) && habits.is_bank && !is_out {
        return Some(Reason::Payout);
    }
    None
}

fn by_value(row: &Row, habits: &Habits) -> Option<Reason> {
    if let (Some(currency), Some(usual)) = (row.currency, habits.currency)
        && currency != usual
    {
        return Some(Reason::OtherCurrency);
    }
    match row.amount {
        AmountCell::Amount(amount) if amount.is_zero() => Some(Reason::ZeroAmount),
        AmountCell::Amount(_) => None,
        AmountCell::Empty | AmountCell::Nothing if row.incl.amount().is_some() => None,
        AmountCell::Empty | AmountCell::Nothing => Some(Reason::NoAmount),
        AmountCell::Unreadable => Some(Reason::UnreadableAmount),
        AmountCell::Error => Some(Reason::ErrorValue),
    }
}

fn by_day(row: &Row) -> Option<Reason> {
    match row.day {
        DayCell::Day(..) => None,
        DayCell::Empty if row.has_month => None,
        DayCell::Empty => Some(Reason::NoDate),
        DayCell::Unreadable => Some(Reason::UnreadableDate),
        DayCell::Error => Some(Reason::ErrorValue),
    }
}

/// What the amount of a row is worth.
pub(super) struct Worth {
    /// Without VAT where the row tells it, less what was paid back, negative for a credit.
    pub(super) net: Money,
    /// Whether it gives money back.
    pub(super) is_credit: bool,
    /// Whether the row says that the sale was paid back as a whole without saying how much.
    pub(super) is_paid_back: bool,
}

/// Returns what the amount of a row is worth.
pub(super) fn money(row: &Row, reader: &RowReader<'_>, habits: &Habits) -> Worth {
    let basis = &reader.block.basis;
    let number = |at: Option<u32>| reader.number(row.at, at);
    let rate = reader.rate(row.at, basis.vat_rate);
    let vats = || basis.vat_amounts.iter().filter_map(|&at| number(Some(at)));
    let vat = vats().next().is_some().then(|| vats().sum::<Money>());
    let stated = row.amount.amount().filter(|amount| !amount.is_zero());
    let mut net = match (stated, basis.vat) {
        (Some(stated), VatBasis::Incl) => without_vat(stated, vat, rate),
        (Some(stated), _) => stated,
        (None, _) => row.incl.amount().map_or(Money::ZERO, |incl| without_vat(incl, vat, rate)),
    };
    let gross = stated.unwrap_or(net);
    let back = reader.block.at(Field::RefundAmount).map(|at| reader.amount(row.at, at));
    let mut is_paid_back = row.status.any(Says::WHOLE_REFUND);
    if let Some(back) = back.and_then(AmountCell::amount).filter(|back| !back.is_zero()) {
        // What was paid back is what the customer had paid: with VAT.
        let paid = row.incl.amount().filter(|_| back.abs() != net).unwrap_or(gross);
        net -= in_proportion(back.abs(), net, paid);
        is_paid_back = false;
    } else if reader.block.at(Field::RefundAmount).is_some_and(|at| {
        matches!(reader.grid.get(row.at, at), Cell::Text(_) | Cell::Logical(true))
            && says_yes(reader, row.at, at)
    }) {
        net = Money::ZERO;
    }
    let is_credit_note = is_credit_note(row, reader, habits);
    if (is_credit_note || habits.has_signs && row.kind.any(Says::OUT)) && net.is_positive() {
        net = -net;
    }
    Worth { net, is_credit: net.is_negative(), is_paid_back: is_paid_back && net.is_positive() }
}

fn says_yes(reader: &RowReader<'_>, row: u32, at: u32) -> bool {
    match reader.grid.get(row, at) {
        Cell::Text(id) => super::lexicon::says(reader.book.texts.get(id)).any(Says::YES),
        Cell::Logical(is) => is,
        Cell::Empty | Cell::Number(_) | Cell::Date(_) | Cell::Error(_) => false,
    }
}

/// Returns the part of an amount with VAT that a row without VAT counts.
fn in_proportion(back: Money, net: Money, gross: Money) -> Money {
    if net == gross || gross.is_zero() {
        return back;
    }
    let part = back
        .decimal()
        .checked_mul(net.decimal())
        .and_then(|part| part.checked_div(gross.decimal()));
    part.map_or(back, |part| Money::new(part).rounded_to_cents())
}

/// Returns whether a row gives back money although its amount may have no minus.
fn is_credit_note(row: &Row, reader: &RowReader<'_>, habits: &Habits) -> bool {
    if row.kind.any(Says::REFUND)
        || row.status.any(Says::REFUND) && !row.status.any(Says::WHOLE_REFUND) && !is_partial(row)
    {
        return true;
    }
    let prefixed = habits.credit_prefix.as_ref().is_some_and(|credit| {
        text_of(row.order).is_some_and(|id| prefix(reader.book.texts.get(id)) == *credit)
    });
    prefixed
        || row.text.any(Says::REFUND) && row.text.any(Says::KNOWN) && !row.text.any(Says::TRAINING)
}

/// A sale of which a part was given back is still a sale.
fn is_partial(row: &Row) -> bool {
    row.status.any(Says::FINAL)
}
