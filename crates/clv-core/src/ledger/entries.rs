//! Every row of every list as an entry: counted, or left out with its reason.

use super::blocks::{Block, Kind};
use super::fates::{Habits, Usual};
use super::field::Field;
use super::instalments::Term;
use super::lexicon::Lexicon;
use super::parties::{Parties, PartyKey, is_somebody};
use super::rows::{Key, RowReader};
use super::seldom::Seldom;
use super::subscriptions::Contract;
use super::traits::Traits;
use super::walk::Walk;
use super::{Reason, RowPlace};
use crate::grid::{Book, Cell, Sheet};
use crate::money::Money;
use indexmap::{IndexMap, IndexSet};
use rustc_hash::FxBuildHasher;

/// No party or no product.
pub(super) const NONE: u32 = u32::MAX;
/// No day.
pub(super) const NO_DAY: i32 = i32::MIN;

/// Fields with many texts that are asked what they say.
const SPOKEN: [Field; 6] = [
    Field::Customer,
    Field::Company,
    Field::LastName,
    Field::Email,
    Field::Description,
    Field::Product,
];

/// One row of a list, or one cell of a matrix. There can be a million: what few have stands in [`More`].
///
/// Aligned as [`super::Line`] is, so that lines can be made of entries where they are.
#[derive(Clone, Copy, Debug)]
#[repr(Rust, packed(4))]
pub(super) struct Entry {
    /// The index of its sheet.
    pub(super) sheet: u16,
    /// The row number that the spreadsheet program shows, from 1.
    pub(super) row: u32,
    /// Days since 1899-12-30, [`NO_DAY`] without.
    pub(super) day: i32,
    /// Who: an index into [`Entries::parties`].
    pub(super) party: u32,
    /// What: an index into [`Entries::products`].
    pub(super) product: u32,
    /// Why it does not count; `None` counts.
    pub(super) out: Option<Reason>,
    pub(super) marks: Mark,
    /// The order number, 0 without.
    pub(super) order: Key,
    /// What counts of it: without VAT where the row tells it, less what was paid back, negative for a credit.
    pub(super) net: Money,
}

/// What else there is to know of an entry; several can hold.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark(u8);

impl Mark {
    /// Only the month is known.
    pub(super) const MONTH: Self = Self(1);
    /// It is still to be paid.
    pub(super) const OPEN: Self = Self(2);
    /// It gives money back.
    pub(super) const CREDIT: Self = Self(4);
    /// The row says that this sale was paid back as a whole, and no more.
    pub(super) const PAID_BACK: Self = Self(8);

    /// Returns the mark where it holds.
    #[must_use]
    pub(super) fn when(self, holds: bool) -> Self {
        if holds { self } else { Self::default() }
    }
}

impl std::ops::BitOr for Mark {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Entry {
    /// Returns whether a mark holds.
    pub(super) fn is(&self, mark: Mark) -> bool {
        self.marks.0 & mark.0 != 0
    }

    /// Returns where it stands.
    pub(super) fn place(&self) -> RowPlace {
        RowPlace { sheet: self.sheet, row: self.row }
    }

    /// Returns whether it is of an order: a sale, or the later part of one.
    pub(super) fn is_of_order(&self) -> bool {
        matches!(self.out, None | Some(Reason::Instalment))
    }
}

/// What few entries have.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct More {
    /// The amount as it stands.
    pub(super) stated: Option<Money>,
    /// How many, 1 where it is not told.
    pub(super) quantity: Option<f64>,
    pub(super) cost: Option<Money>,
    /// The order that it pays back, 0 if it does not say.
    pub(super) reference: Key,
    /// Which part of a purchase it is, and of how many.
    pub(super) term: Option<Term>,
}

/// All entries of a workbook.
#[derive(Default)]
pub(super) struct Entries {
    pub(super) list: Vec<Entry>,
    /// The amounts as they stand of entries that count otherwise.
    stated: IndexMap<usize, Option<Money>, FxBuildHasher>,
    quantities: Seldom<Option<f64>>,
    costs: Seldom<Option<Money>>,
    references: Seldom<Key>,
    terms: Seldom<Option<Term>>,
    pub(super) parties: Parties,
    pub(super) products: IndexSet<String, FxBuildHasher>,
    product_of_text: Vec<u32>,
    /// Rows that say when a subscription began and ended.
    pub(super) contracts: Vec<Contract>,
    /// What is known of each party beside its name.
    pub(super) traits: Vec<Traits>,
}

impl Entries {
    /// Reads the rows of a list.
    pub(super) fn add<'a>(
        &mut self,
        book: &'a Book,
        sheet: &'a Sheet,
        index: u16,
        block: &'a Block,
        lexicon: &mut Lexicon<'a>,
        usual: Usual,
    ) {
        let spoken = block.columns.iter().filter(|column| SPOKEN.contains(&column.field));
        for column in spoken {
            lexicon.learn(sheet.grid.column(column.at).map(|(_, cell)| cell));
        }
        let habits = Habits::of(book, sheet, block, lexicon, usual);
        self.list.reserve(block.rows.len());
        let mut walk = Walk::new(
            self,
            RowReader::new(book, &sheet.grid, block),
            sheet,
            index,
            lexicon,
            habits,
        );
        match &block.kind {
            Kind::Sales | Kind::Costs => walk.rows(),
            Kind::Matrix(across) => walk.matrix(across),
            Kind::Quotes | Kind::Other => {}
        }
    }

    /// Adds an entry.
    pub(super) fn push(&mut self, entry: Entry, more: More) {
        let More { stated, quantity, cost, reference, term } = more;
        let at = self.list.len();
        if stated != Some(entry.net) {
            self.stated.insert(at, stated);
        }
        self.quantities.set(at, quantity.filter(|quantity| *quantity != 1.0));
        self.costs.set(at, cost);
        self.references.set(at, reference);
        self.terms.set(at, term);
        self.list.push(entry);
    }

    /// Returns the amount of an entry as it stands.
    pub(super) fn stated(&self, entry: usize) -> Option<Money> {
        self.stated.get(&entry).copied().unwrap_or(Some(self.list[entry].net))
    }

    /// Returns how many were bought.
    pub(super) fn quantity(&self, entry: usize) -> f64 {
        self.quantities.get(entry).unwrap_or(1.0)
    }

    /// Returns the direct cost of an entry, if a column tells it.
    pub(super) fn cost(&self, entry: usize) -> Option<Money> {
        self.costs.get(entry)
    }

    /// Returns the order that an entry pays back, 0 if it does not say.
    pub(super) fn reference(&self, entry: usize) -> Key {
        self.references.get(entry)
    }

    /// Returns which part of a purchase an entry is, and of how many.
    pub(super) fn term(&self, entry: usize) -> Option<Term> {
        self.terms.get(entry)
    }

    /// Lets go of what only reading rows needs.
    pub(super) fn finish(&mut self) {
        self.product_of_text = Vec::new();
        self.list.shrink_to_fit();
    }

    /// Lets an entry count for nothing; what it stated stays.
    pub(super) fn forgive(&mut self, entry: usize) {
        self.stated.insert(entry, self.stated(entry));
        self.list[entry].net = Money::ZERO;
    }

    /// Returns the number of who is named; [`NONE`] where nobody is.
    pub(super) fn party(&mut self, key: &PartyKey) -> u32 {
        if is_somebody(key) { self.parties.number(key) } else { NONE }
    }

    pub(super) fn product(&mut self, book: &Book, cell: Cell) -> u32 {
        let Cell::Text(id) = cell else { return NONE };
        let at = id.0 as usize;
        if self.product_of_text.len() <= at {
            self.product_of_text.resize(book.texts.len().max(at + 1), NONE);
        }
        if self.product_of_text[at] == NONE {
            self.product_of_text[at] = self.product_named(book.texts.get(id));
        }
        self.product_of_text[at]
    }

    pub(super) fn product_named(&mut self, name: &str) -> u32 {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return NONE;
        }
        u32::try_from(self.products.insert_full(name).0).unwrap_or(NONE)
    }
}

/// Returns an entry that holds nothing yet.
pub(super) fn blank(place: RowPlace) -> Entry {
    Entry {
        sheet: place.sheet,
        row: place.row,
        day: NO_DAY,
        party: NONE,
        product: NONE,
        out: None,
        marks: Mark::default(),
        order: 0,
        net: Money::ZERO,
    }
}
