//! What a workbook says as a ledger: customers, orders and lines, and how each row was understood.
//!
//! [`read`] is the whole way from cells to a [`Reading`]; it cannot fail, it finds.

mod customer;
mod maybe;
mod reason;
mod text;
mod field;
mod layouts;
mod vocabulary;
mod amounts;
mod dates;
mod profile;
mod lexicon;
mod headers;
mod unheaded;
mod columns;
mod recall;
mod basis;
mod naming;
mod matrix;
mod blocks;
mod crossed;
mod tabs;
mod roles;
mod date_columns;
mod rows;
mod statement;
mod totals;
mod accounts;
mod fates;
mod instalments;
mod subscriptions;
mod traits;
mod seldom;
mod entries;
mod walk;
mod unfold;
mod parties;
mod identity;
mod look_alikes;
mod orders;
mod doubles;
mod business;
mod magnified;
mod findings;
mod reading;
#[cfg(test)]
mod facts;
#[cfg(test)]
mod listed;
#[cfg(test)]
mod trials;

use crate::calendar::{Date, ObservationPeriod};
use crate::finding::Finding;
use crate::grid::{Book, column_letters};
use crate::money::Money;
use crate::settings::{RememberedColumn, Settings};
pub use customer::{Customer, Told};
pub use maybe::{Maybe, Numbered};
pub use reason::Reason;
pub(crate) use text::{name_key, value_key};

/// A customer of one ledger: an index into [`Ledger::customers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomerId(pub u32);

/// A product as the ledger spells it: an index into [`Ledger::products`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProductId(pub u32);

/// An order: an index into [`Ledger::orders`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrderId(pub u32);

/// A row of the owner's workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowPlace {
    /// The index of the sheet in [`Reading::sheets`].
    pub sheet: u16,
    /// The row number that the spreadsheet program shows, from 1.
    pub row: u32,
}

/// One counted row, or the amount of a later instalment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// What was bought.
    pub product: Maybe<ProductId>,
    /// The amount, without VAT where the row itself tells it; negative for a credit.
    pub amount: Money,
}

/// All lines of one order, or of one customer on one day where there are no order numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Order {
    /// Who bought; none is a guest.
    pub customer: Maybe<CustomerId>,
    /// When; the first day of the month where only the month is known.
    pub date: Date,
    /// The sum of its lines, credits netted.
    pub amount: Money,
    /// The index of its first line in [`Ledger::lines`].
    pub first_line: u32,
    /// How many lines it has.
    pub n_lines: u32,
}

impl Order {
    /// Returns where its lines are in [`Ledger::lines`].
    pub fn lines(&self) -> std::ops::Range<usize> {
        let first = self.first_line as usize;
        first..first + self.n_lines as usize
    }

    /// Returns whether it counts as a purchase: something is left of it after credits.
    pub fn is_purchase(&self) -> bool {
        self.amount.is_positive()
    }
}

/// A subscription of one customer, from its start to its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spell {
    /// Whose it is.
    pub customer: CustomerId,
    /// The plan.
    pub product: Option<ProductId>,
    /// The first day.
    pub start: Date,
    /// The last day; `None` while it goes on.
    pub end: Option<Date>,
    /// What it brings in a month.
    pub fee_per_month: Money,
}

impl Spell {
    /// Returns its last day if that lies before a day; one that ends on that day goes on still.
    pub fn end_before(&self, day: Date) -> Option<Date> {
        self.end.filter(|&end| end < day)
    }
}

/// The purchases of all customers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// Known customers with at least one counted row, in order of their first row.
    pub customers: Vec<Customer>,
    /// Product texts as the ledger spells them.
    pub products: Vec<String>,
    /// All orders by date, then by place.
    pub orders: Vec<Order>,
    /// All lines, those of one order together and in the order of [`Ledger::orders`].
    pub lines: Vec<Line>,
    /// Where each line stands.
    pub places: Vec<RowPlace>,
    /// How many pieces each line is of; shorter than the lines where the rest is of one.
    pub quantities: Vec<f64>,
    /// The direct cost of each line, if a column tells it; empty where no line has one.
    pub costs: Vec<Option<Money>>,
    /// Subscriptions by customer and start, from start and end columns or from equal amounts at equal intervals.
    pub spells: Vec<Spell>,
    /// ISO code of the currency; `EUR` unless the ledger says otherwise.
    pub currency: String,
    /// From the first purchase to the last, or to the end that the owner named; `None` without purchases.
    pub period: Option<ObservationPeriod>,
    /// What kind of business this is: the owner's word, else what it looks like.
    pub business: BusinessKind,
}

impl Ledger {
    /// Returns the lines of an order.
    pub fn lines_of(&self, order: &Order) -> &[Line] {
        &self.lines[order.lines()]
    }

    /// Returns what an order is for: the product of its first line that has one.
    pub fn product_of(&self, order: &Order) -> Option<ProductId> {
        self.lines_of(order).iter().find_map(|line| line.product.get())
    }

    /// Lets go of orders and lines with all that is told of each of them: of a million rows they take as much room as what
    /// is known of all customers. [`Self::period`] and the subscriptions stay.
    pub fn let_go_of_orders(&mut self) {
        self.orders = Vec::new();
        self.lines = Vec::new();
        self.places = Vec::new();
        self.quantities = Vec::new();
        self.costs = Vec::new();
    }

    /// Returns the subscriptions of a customer.
    pub fn spells_of(&self, customer: CustomerId) -> &[Spell] {
        let start = self.spells.partition_point(|spell| spell.customer < customer);
        let n = self.spells[start..].partition_point(|spell| spell.customer == customer);
        &self.spells[start..start + n]
    }

    /// Returns the subscriptions of a customer that go on at the end of the period.
    pub fn active_spells(&self, customer: CustomerId) -> impl Iterator<Item = &Spell> {
        let end = self.period.map(|period| period.end);
        let is_active = move |spell: &&Spell| {
            end.is_some_and(|end| spell.start <= end && spell.end_before(end).is_none())
        };
        self.spells_of(customer).iter().filter(is_active)
    }

    /// Returns how many pieces a line is of, by its index in [`Self::lines`]; 1 where the ledger does not say.
    pub fn quantity(&self, line: usize) -> f64 {
        self.quantities.get(line).copied().unwrap_or(1.0)
    }

    /// Returns the direct cost of a line, by its index in [`Self::lines`].
    pub fn cost(&self, line: usize) -> Option<Money> {
        self.costs.get(line).copied().flatten()
    }
}

/// The kind of business, which chooses models, offers and words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BusinessKind {
    /// Hours, projects, treatments.
    #[default]
    Service,
    /// Courses, trainings, programs with a product ladder.
    Training,
    /// Articles that are ordered.
    Webshop,
    /// A fee per month or year.
    Subscription,
    /// Invoices to companies.
    B2b,
    /// Several of these side by side.
    Mixed,
}

impl BusinessKind {
    /// All kinds.
    pub const ALL: [Self; 6] =
        [Self::Service, Self::Training, Self::Webshop, Self::Subscription, Self::B2b, Self::Mixed];

    /// Returns the name in JSON and in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Training => "training",
            Self::Webshop => "webshop",
            Self::Subscription => "subscription",
            Self::B2b => "b2b",
            Self::Mixed => "mixed",
        }
    }
}

/// The basis of the amounts as they stand in the ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VatBasis {
    /// Without VAT.
    Excl,
    /// With VAT.
    Incl,
    /// No VAT is charged.
    None,
    /// The ledger does not tell.
    #[default]
    Unknown,
}

impl VatBasis {
    /// Returns the name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Excl => "excl",
            Self::Incl => "incl",
            Self::None => "none",
            Self::Unknown => "unknown",
        }
    }
}

/// A row that was left out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Excluded {
    /// Where it stands.
    pub place: RowPlace,
    /// Why.
    pub reason: Reason,
    /// The amount as it stands, if it can be read.
    pub amount: Option<Money>,
}

/// What a sheet is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SheetRole {
    /// Its rows are read.
    Ledger,
    /// It repeats or adds up another sheet.
    Derived,
    /// We made it.
    Ours,
    /// Anything else.
    #[default]
    Other,
}

impl SheetRole {
    /// Returns the name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ledger => "ledger",
            Self::Derived => "derived",
            Self::Ours => "ours",
            Self::Other => "other",
        }
    }
}

/// How one column was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnReading {
    /// The column, from 0.
    pub column: u32,
    /// The header as it stands; two header rows are joined by a space.
    pub header: String,
    /// The name of the field, as in the contract; `other` where it is not used.
    pub field: &'static str,
    /// The header it was recognized by before, where the present one says nothing and it is read as then.
    pub was: Option<String>,
}

impl ColumnReading {
    /// Returns what is to be remembered of it for the next time.
    pub(crate) fn remembered(&self, sheet: &str) -> RememberedColumn {
        RememberedColumn {
            sheet: sheet.to_owned(),
            letters: column_letters(self.column),
            field: self.field.to_owned(),
            header: self.header.clone(),
            was: self.was.clone().unwrap_or_default(),
        }
    }
}

/// How one sheet was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetReading {
    /// The name on the tab; `None` in a text file.
    pub name: Option<String>,
    /// The name of its file, where several files are one ledger.
    pub file: Option<String>,
    /// The system whose export it is, such as `shopify_orders`.
    pub layout: Option<&'static str>,
    /// What it is.
    pub role: SheetRole,
    /// The row of the headers as the program shows it, from 1.
    pub header_row: Option<u32>,
    /// Its columns that have a header, in order.
    pub columns: Vec<ColumnReading>,
}

/// How the whole ledger was understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Whether there is a ledger in the workbook at all.
    pub is_ledger: bool,
    /// Every sheet of the workbook, in order.
    pub sheets: Vec<SheetReading>,
    /// What is counted.
    pub ledger: Ledger,
    /// How many of the orders are purchases.
    pub n_purchases: usize,
    /// What is left out, by sheet and row.
    pub excluded: Vec<Excluded>,
    /// How many rows are counted; those left out are in [`Reading::excluded`].
    pub n_counted: u32,
    /// The basis of the amounts.
    pub vat: VatBasis,
    /// The counted amounts plus those of instalments, without VAT where the rows tell it.
    pub revenue: Money,
    /// The part of the revenue that is of no known customer.
    pub guest_revenue: Money,
    /// Pairs of customers that look alike and are not merged: the owner decides.
    pub look_alikes: Vec<(CustomerId, CustomerId)>,
    /// The pairs that the owner judged, by the ids that both have now, and whether they are one customer.
    pub judged: Vec<(String, String, bool)>,
    /// Whether the headers and words are Dutch (`nl`) or English (`en`), if that can be told.
    pub language: Option<crate::words::Lang>,
    /// What the owner should know.
    pub findings: Vec<Finding>,
}

/// Loads the words that ledgers are understood by, which takes as long as reading the cells of a small one: time that is
/// saved by whoever does it meanwhile.
pub fn prepare() {
    vocabulary::vocabulary();
}

/// Reads a workbook as a ledger.
///
/// Of the book only the sheets that we made are left: in a long ledger the cells take as much room as what is made of
/// them.
pub fn read(book: &mut Book, settings: &Settings) -> Reading {
    reading::read(book, settings)
}
