//! From the lists of all sheets to one ledger: who, when, what, and what is left out.

use super::blocks::{self, Block, Kind};
use super::entries::{Entries, Entry, NONE};
use super::fates::{self, Usual};
use super::findings;
use super::identity::{self, KnownBy, People, Person};
use super::instalments;
use super::lexicon::Lexicon;
use super::orders;
use super::traits::Traits;
use super::{
    ColumnReading, Customer, Excluded, Ledger, Reading, SheetReading, SheetRole, VatBasis,
};
use crate::arrange::arrange;
use crate::calendar::ObservationPeriod;
use crate::finding::Finding;
use crate::grid::{Book, Grid, Sheet, Visibility};
use crate::parallel;
use crate::settings::Settings;
use crate::words::Lang;

/// Reads a workbook as a ledger; what is not on sheets of ours is let go of as soon as it was read.
pub(super) fn read(book: &mut Book, settings: &Settings) -> Reading {
    let mut sheets = sheets(book, settings);
    super::crossed::recognize(book, &mut sheets);
    super::roles::decide(book, &mut sheets);
    let currency = currency(book, &sheets);
    let entries = entries(book, &sheets, Usual { currency, count_open: settings.count_open });
    let of_sheets = findings::of_sheets(book, &sheets);
    for sheet in book.sheets.iter_mut().filter(|sheet| sheet.marker.is_none()) {
        sheet.grid = Grid::default();
    }
    conclude(book, settings, &sheets, entries, currency, of_sheets)
}

/// Makes entries of the rows of all lists.
fn entries(book: &Book, sheets: &[SheetFound], usual: Usual) -> Entries {
    let mut lexicon = Lexicon::new(book);
    let mut entries = Entries::default();
    for (index, (sheet, found)) in (0u16..).zip(book.sheets.iter().zip(sheets)) {
        if found.role == SheetRole::Ledger {
            for block in &found.blocks {
                entries.add(book, sheet, index, block, &mut lexicon, usual);
            }
        }
    }
    entries.finish();
    entries
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
    book: &mut Book,
    settings: &Settings,
    sheets: &[SheetFound],
    mut entries: Entries,
    currency: Option<&'static str>,
    of_sheets: Vec<Finding>,
) -> Reading {
    let parties = std::mem::take(&mut entries.parties);
    let mut people = identity::identify(book, &parties, &settings.merges);
    drop(parties);
    fill_traits(book, std::mem::take(&mut entries.traits), &mut people);
    let mut order_of = orders::number(&entries.list, &people);
    orders::share_fate(&mut entries, &order_of);
    super::doubles::leave_out(&mut entries, &people);
    orders::match_credits(&mut entries, &people, book, &mut order_of);
    book.forget_texts_of_others();
    instalments::join(&mut entries, &people, &mut order_of);
    let (customer_of, without_sale) = parallel::both(
        || number_customers(&entries, &people),
        || findings::without_sale(&entries, &people),
    );
    let is_strong = known_by_more_than_names(&people, &customer_of);
    let customers = customers(std::mem::take(&mut people.list), &customer_of);
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
    add_up(&entries, &people, &mut reading);
    let customer = |entry: &Entry| orders::customer(entry, &people, &customer_of);
    let subscriptions = super::subscriptions::find(&entries, customer);
    let business = settings.business.unwrap_or_else(|| {
        super::business::kind(sales(sheets), &entries, &customers, &subscriptions)
    });
    reading.judged = std::mem::take(&mut people.judged);
    let (look_alikes, found) = parallel::both(
        || super::look_alikes::find(&customers, &is_strong, &reading.judged),
        || findings::find(book, sheets, &entries, &reading, of_sheets),
    );
    reading.findings = found;
    reading.findings.extend(findings::look_alikes(look_alikes.len()));
    reading.findings.extend(without_sale);
    reading.look_alikes = look_alikes;
    let put = orders::put(&mut entries, &people, order_of, &customer_of);
    book.sheets.retain(|sheet| sheet.marker.is_some());
    let period = period(&put, settings);
    reading.n_purchases = put.orders.iter().filter(|order| order.is_purchase()).count();
    reading.ledger = Ledger {
        customers,
        products: entries.products.into_iter().collect(),
        orders: put.orders,
        lines: put.lines,
        places: put.places,
        quantities: put.quantities,
        costs: put.costs,
        spells: subscriptions.spells,
        currency: currency.unwrap_or("EUR").to_owned(),
        period,
        business,
    };
    reading
}

/// Counts the rows, lists those left out and adds up what counts.
fn add_up(entries: &Entries, people: &People, reading: &mut Reading) {
    for (index, entry) in entries.list.iter().enumerate() {
        match entry.out {
            None => reading.n_counted += 1,
            Some(reason) => {
                let (place, amount) = (entry.place(), entries.stated(index));
                reading.excluded.push(Excluded { place, reason, amount });
            }
        }
        if entry.is_of_order() {
            reading.revenue += entry.net;
            if orders::person(entry, people) == NONE {
                reading.guest_revenue += entry.net;
            }
        }
    }
    reading.excluded.sort_by_key(|excluded| excluded.place);
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

/// Takes over what rows tell of persons beside their names.
fn fill_traits(book: &Book, traits: Vec<Traits>, people: &mut People) {
    for (traits, &person) in traits.into_iter().zip(&people.of_party) {
        if let Some(person) = people.list.get_mut(person as usize) {
            traits.fill(&mut person.told, book);
        }
    }
}

/// Makes customers of the persons that have a number.
fn customers(people: Vec<Person>, customer_of: &[u32]) -> Vec<Customer> {
    let numbers = customer_of.iter().filter(|number| **number != NONE);
    let mut from = vec![0; numbers.clone().count()];
    for (at, &number) in (0u32..).zip(numbers) {
        from[number as usize] = at;
    }
    // A customer is smaller than a person, so that customers are collected where the persons were.
    let numbered = people.into_iter().zip(customer_of).filter(|(_, number)| **number != NONE);
    let mut customers: Vec<Customer> = numbered.map(|(person, _)| customer(person)).collect();
    customers.shrink_to_fit();
    arrange(&mut customers, &from);
    customers
}

fn customer(person: Person) -> Customer {
    let Person { id, mut names, mut told, .. } = person;
    names.sort_by_key(|name| std::cmp::Reverse(name.1));
    let mut spellings = names.into_iter().map(|name| name.0);
    let name = spellings.next().unwrap_or_else(|| id.clone());
    if spellings.len() > 0 {
        told.spellings = spellings.collect();
    }
    Customer { id, name, told }
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
