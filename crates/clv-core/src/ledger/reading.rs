//! From the lists of all sheets to one ledger: who, when, what, and what is left out.

use super::blocks::{self, Block, Kind};
use super::entries::{Entries, NONE};
use super::fates::{self, Usual};
use super::identity::{self, KnownBy, People};
use super::instalments;
use super::lexicon::Lexicon;
use super::orders;
use super::traits::Traits;
use super::{
    ColumnReading, Customer, Excluded, Ledger, Reading, Reason, SheetReading, SheetRole, VatBasis,
};
use crate::calendar::ObservationPeriod;
use crate::grid::{Book, Sheet, Visibility};
use crate::settings::Settings;
use crate::words::Lang;

/// Reads a workbook as a ledger.
pub(super) fn read(book: &Book, settings: &Settings) -> Reading {
    let mut sheets = sheets(book, settings);
    super::crossed::recognize(book, &mut sheets);
    super::roles::decide(book, &mut sheets);
    let mut lexicon = Lexicon::new(book);
    let mut entries = Entries::default();
    let currency = currency(book, &sheets);
    let usual = Usual { currency, count_open: settings.count_open };
    for (index, (sheet, found)) in (0u16..).zip(book.sheets.iter().zip(&sheets)) {
        if found.role == SheetRole::Ledger {
            for block in &found.blocks {
                entries.add(book, sheet, index, block, &mut lexicon, usual);
            }
        }
    }
    conclude(book, settings, &sheets, entries, currency)
}

/// A sheet with its lists.
pub(super) struct SheetFound {
    pub(super) role: SheetRole,
    pub(super) blocks: Vec<Block>,
}

fn sheets(book: &Book, settings: &Settings) -> Vec<SheetFound> {
    book.sheets.iter().map(|sheet| one(book, sheet, settings)).collect()
}

fn one(book: &Book, sheet: &Sheet, settings: &Settings) -> SheetFound {
    let (role, blocks) = match (&sheet.marker, sheet.visibility) {
        (Some(_), _) => (SheetRole::Ours, Vec::new()),
        // What we wrote there is no sale.
        (None, _) if sheet.is_former => (SheetRole::Ours, Vec::new()),
        (None, Visibility::VeryHidden) => (SheetRole::Other, Vec::new()),
        (None, Visibility::Visible | Visibility::Hidden) => {
            (SheetRole::Other, blocks::find(book, sheet, settings))
        }
    };
    SheetFound { role, blocks }
}

fn conclude(
    book: &Book,
    settings: &Settings,
    sheets: &[SheetFound],
    mut entries: Entries,
    currency: Option<&'static str>,
) -> Reading {
    let mut people = identity::identify(book, entries.parties.as_slice(), &settings.merges);
    let mut order_of = orders::number(&entries.list, &people);
    orders::share_fate(&mut entries, &order_of);
    super::doubles::leave_out(&mut entries, &people);
    orders::match_credits(&mut entries, &people, book, &mut order_of);
    instalments::join(&mut entries, &people, &mut order_of);
    let customer_of = number_customers(&entries, &people);
    let put = orders::put(&entries, &people, &order_of, &customer_of);
    let mut reading = Reading {
        is_ledger: sheets.iter().any(|sheet| sheet.role == SheetRole::Ledger),
        sheets: book
            .sheets
            .iter()
            .zip(sheets)
            .map(|(sheet, found)| sheet_reading(sheet, found))
            .collect(),
        vat: vat(sheets),
        language: language(sheets),
        ..Reading::default()
    };
    for (index, entry) in entries.list.iter().enumerate() {
        match entry.out {
            None => reading.n_counted += 1,
            Some(reason) => {
                let (place, amount) = (entry.place, entries.stated(index));
                reading.excluded.push(Excluded { place, reason, amount });
            }
        }
        if matches!(entry.out, None | Some(Reason::Instalment)) {
            reading.revenue += entry.net;
            if orders::person(entry, &people) == NONE {
                reading.guest_revenue += entry.net;
            }
        }
    }
    reading.excluded.sort_by_key(|excluded| excluded.place);
    let period = period(&put, settings);
    let subscriptions = super::subscriptions::find(&entries, |entry| {
        let person = orders::person(entry, &people);
        let customer = if person == NONE { NONE } else { customer_of[person as usize] };
        (customer != NONE).then_some(super::CustomerId(customer))
    });
    let business = settings
        .business
        .unwrap_or_else(|| super::business::kind(sales(sheets), &entries, &people, &subscriptions));
    let without_sale = super::findings::without_sale(&entries, &people);
    let is_strong = known_by_more_than_names(&people, &customer_of);
    let judged = std::mem::take(&mut people.judged);
    let customers = customers(book, &entries.traits, people, &customer_of);
    reading.look_alikes = super::look_alikes::find(&customers, &is_strong, &judged);
    reading.judged = judged;
    reading.findings = super::findings::find(book, sheets, &entries, &reading);
    reading.findings.extend(without_sale);
    reading.ledger = Ledger {
        customers,
        products: entries.products.into_iter().collect(),
        orders: put.orders,
        lines: put.lines,
        costs: put.costs,
        spells: subscriptions.spells,
        currency: currency.unwrap_or("EUR").to_owned(),
        period,
        business,
    };
    reading
}

/// Numbers the persons with a row that counts in the order of their first row; [`NONE`] for the others.
fn number_customers(entries: &Entries, people: &People) -> Vec<u32> {
    let mut customer_of = vec![NONE; people.list.len()];
    let mut next = 0;
    for entry in entries.list.iter().filter(|entry| entry.out.is_none()) {
        let person = orders::person(entry, people);
        if person != NONE && customer_of[person as usize] == NONE {
            customer_of[person as usize] = next;
            next += 1;
        }
    }
    customer_of
}

/// Returns for each customer whether an address or a number is known.
fn known_by_more_than_names(people: &People, customer_of: &[u32]) -> Vec<bool> {
    let mut is_strong = vec![false; people.list.len()];
    for (person, &customer) in people.list.iter().zip(customer_of) {
        if let Some(is_strong) = is_strong.get_mut(customer as usize) {
            *is_strong = person.known_by != KnownBy::Name;
        }
    }
    is_strong
}

/// Makes customers of the persons that have a number, with what their rows told of them.
fn customers(book: &Book, traits: &[Traits], people: People, customer_of: &[u32]) -> Vec<Customer> {
    let n_customers = customer_of.iter().filter(|customer| **customer != NONE).count();
    let mut customers = vec![Customer::default(); n_customers];
    for (person, &number) in people.list.into_iter().zip(customer_of) {
        if let Some(place) = customers.get_mut(number as usize) {
            *place = customer(person);
        }
    }
    for (traits, &person) in traits.iter().zip(&people.of_party) {
        let customer = if person == NONE { NONE } else { customer_of[person as usize] };
        if let Some(customer) = customers.get_mut(customer as usize) {
            traits.fill(customer, book);
        }
    }
    customers
}

fn customer(person: identity::Person) -> Customer {
    let identity::Person { id, merged, mut names, first_name, email, .. } = person;
    names.sort_by_key(|name| std::cmp::Reverse(name.1));
    let mut spellings = names.into_iter().map(|name| name.0);
    let name = spellings.next().unwrap_or_else(|| id.clone());
    let spellings = spellings.collect();
    Customer { id, merged, name, first_name, email, spellings, ..Customer::default() }
}

fn period(put: &orders::Put, settings: &Settings) -> Option<ObservationPeriod> {
    let mut purchases = put.orders.iter().zip(&put.months).filter(|(order, _)| order.is_purchase());
    let first = purchases.next()?;
    let last = purchases.next_back().unwrap_or(first);
    let end = if *last.1 { last.0.date.last_of_month() } else { last.0.date };
    let end = settings.as_of.unwrap_or(end);
    Some(ObservationPeriod { start: first.0.date.min(end), end })
}

/// Returns the currency of most rows that name one.
fn currency(book: &Book, sheets: &[SheetFound]) -> Option<&'static str> {
    let mut counts = std::collections::BTreeMap::new();
    for (sheet, found) in
        book.sheets.iter().zip(sheets).filter(|(_, found)| found.role == SheetRole::Ledger)
    {
        for block in found.blocks.iter().filter(|block| block.kind == Kind::Sales) {
            fates::currencies(book, sheet, block, &mut counts);
        }
    }
    counts.into_iter().max_by_key(|&(code, n)| (n, code == "EUR")).map(|(code, _)| code)
}

fn vat(sheets: &[SheetFound]) -> VatBasis {
    let mut rows =
        [(VatBasis::Excl, 0), (VatBasis::Incl, 0), (VatBasis::None, 0), (VatBasis::Unknown, 0)];
    for block in sales(sheets) {
        if let Some(count) = rows.iter_mut().find(|count| count.0 == block.basis.vat) {
            count.1 += block.rows.len();
        }
    }
    rows.into_iter()
        .rev()
        .max_by_key(|count| count.1)
        .filter(|count| count.1 > 0)
        .map_or(VatBasis::Unknown, |count| count.0)
}

fn language(sheets: &[SheetFound]) -> Option<Lang> {
    let (nl, en) = sales(sheets)
        .fold((0, 0), |sum, block| (sum.0 + block.languages.0, sum.1 + block.languages.1));
    match nl.cmp(&en) {
        std::cmp::Ordering::Greater => Some(Lang::Nl),
        std::cmp::Ordering::Less => Some(Lang::En),
        std::cmp::Ordering::Equal => None,
    }
}

pub(super) fn sales(sheets: &[SheetFound]) -> impl Iterator<Item = &Block> {
    let ledgers = sheets.iter().filter(|sheet| sheet.role == SheetRole::Ledger);
    ledgers
        .flat_map(|sheet| &sheet.blocks)
        .filter(|block| matches!(block.kind, Kind::Sales | Kind::Matrix(_)))
}

/// Returns what a column is said to be; what enters no sum and was only half recognized is said to be nothing.
fn said(column: &super::columns::Column) -> &'static str {
    use super::field::Field;
    let is_sure = column.is_exact || column.is_chosen;
    let enters_nothing = matches!(
        column.field,
        Field::City
            | Field::Phone
            | Field::PostalCode
            | Field::PaymentMethod
            | Field::Iban
            | Field::Sku
    );
    if enters_nothing && !is_sure { Field::Other.name() } else { column.field.name() }
}

fn sheet_reading(sheet: &Sheet, found: &SheetFound) -> SheetReading {
    let main =
        found.blocks.iter().find(|block| matches!(block.kind, Kind::Sales | Kind::Matrix(_)));
    let Some(block) = main.or(found.blocks.first()) else {
        return SheetReading {
            name: sheet.name.clone(),
            file: sheet.file.clone(),
            role: found.role,
            ..SheetReading::default()
        };
    };
    let columns = block.columns.iter().map(|column| ColumnReading {
        column: column.at,
        header: column.header.clone(),
        field: said(column),
        was: column.was.clone(),
    });
    SheetReading {
        name: sheet.name.clone(),
        file: sheet.file.clone(),
        layout: block.layout.map(|layout| layout.id),
        role: found.role,
        header_row: (!block.headers.are_missing()).then_some(block.headers.bottom + 1),
        columns: columns.collect(),
    }
}
