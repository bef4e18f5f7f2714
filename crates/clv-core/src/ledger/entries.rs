//! Every row of every list as an entry: counted, or left out with its reason.

use super::blocks::{Block, Kind};
use super::fates::{Habits, fate};
use super::field::Field;
use super::lexicon::{Lexicon, Says};
use super::rows::{AmountCell, DayCell, Key, RowReader, key};
use super::subscriptions::{self, Contract};
use super::totals::Totals;
use super::{Reason, RowPlace};
use crate::grid::{Book, Cell, Sheet};
use crate::money::Money;
use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

/// No party or no product.
pub(super) const NONE: u32 = u32::MAX;
/// No day.
pub(super) const NO_DAY: i32 = i32::MIN;

/// What the cells that tell who it was hold, as keys.
pub(super) type PartyKey = [Key; 8];
/// The fields of a [`PartyKey`], in its order.
pub(super) const PARTY_FIELDS: [Field; 8] = [
    Field::Customer,
    Field::Company,
    Field::FirstName,
    Field::Infix,
    Field::LastName,
    Field::Email,
    Field::CustomerId,
    Field::PostalCode,
];

/// One row of a list, or one cell of a matrix.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) place: RowPlace,
    /// Why it does not count; `None` counts.
    pub(super) out: Option<Reason>,
    /// Days since 1899-12-30, [`NO_DAY`] without.
    pub(super) day: i32,
    /// Whether only the month is known.
    pub(super) is_month: bool,
    /// The amount as it stands.
    pub(super) stated: Option<Money>,
    /// What counts of it: without VAT where the row tells it, less what was paid back, negative for a credit.
    pub(super) net: Money,
    /// The order number, 0 without.
    pub(super) order: Key,
    /// Who: an index into [`Entries::parties`].
    pub(super) party: u32,
    /// What: an index into [`Entries::products`].
    pub(super) product: u32,
    pub(super) quantity: f64,
    pub(super) cost: Option<Money>,
    /// Whether it gives money back.
    pub(super) is_credit: bool,
    /// Whether the row says that this sale was paid back as a whole, and no more.
    pub(super) is_paid_back: bool,
    /// The order that it pays back, 0 if it does not say.
    pub(super) reference: Key,
    /// Which part of a purchase it is, and of how many.
    pub(super) term: Option<super::instalments::Term>,
}

/// All entries of a workbook.
#[derive(Default)]
pub(super) struct Entries {
    pub(super) list: Vec<Entry>,
    pub(super) parties: IndexSet<PartyKey, FxBuildHasher>,
    pub(super) products: IndexSet<String, FxBuildHasher>,
    product_of_text: Vec<u32>,
    /// Rows that say when a subscription began and ended.
    pub(super) contracts: Vec<Contract>,
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
        count_open: bool,
    ) {
        let habits = Habits::of(book, sheet, block, lexicon, count_open);
        let mut walk = Walk {
            entries: self,
            reader: RowReader::new(book, &sheet.grid, block),
            sheet,
            index,
            lexicon,
            totals: Totals::default(),
            above: Above::default(),
            habits,
            months_of_headers: subscriptions::months_of_headers(block),
        };
        match &block.kind {
            Kind::Sales | Kind::Costs => walk.rows(),
            Kind::Matrix(across) => walk.matrix(across),
            Kind::Other => {}
        }
    }

    fn party(&mut self, key: PartyKey) -> u32 {
        if key == PartyKey::default() {
            return NONE;
        }
        u32::try_from(self.parties.insert_full(key).0).unwrap_or(NONE)
    }

    fn product(&mut self, book: &Book, cell: Cell) -> u32 {
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

    fn product_named(&mut self, name: &str) -> u32 {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return NONE;
        }
        u32::try_from(self.products.insert_full(name).0).unwrap_or(NONE)
    }
}

/// What stands above a row that leaves it out.
#[derive(Clone, Copy, Default)]
struct Above {
    is_there: bool,
    day: Option<(i32, bool)>,
    order: Key,
    party: PartyKey,
}

/// Walking down the rows of one list.
struct Walk<'a, 'b> {
    entries: &'b mut Entries,
    reader: RowReader<'a>,
    sheet: &'a Sheet,
    index: u16,
    lexicon: &'b mut Lexicon<'a>,
    totals: Totals,
    above: Above,
    habits: Habits,
    months_of_headers: Option<f64>,
}

/// What a row holds, before it is judged.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the row")]
pub(super) struct Row {
    pub(super) at: u32,
    pub(super) day: DayCell,
    pub(super) amount: AmountCell,
    pub(super) incl: AmountCell,
    pub(super) order: Key,
    pub(super) party: PartyKey,
    /// Whether it names who it was itself.
    pub(super) has_party: bool,
    /// Whether something stands in a column of amounts of any kind.
    pub(super) has_money: bool,
    /// What its status says.
    pub(super) status: Says,
    /// What its kind says.
    pub(super) kind: Says,
    /// What its category says.
    pub(super) category: Says,
    /// What its product and description say.
    pub(super) text: Says,
    /// What the customer's name says.
    pub(super) name: Says,
    /// What all texts in the row say of totals.
    pub(super) label: Says,
    pub(super) currency: Option<&'static str>,
    /// Whether its amount is the sum of those above.
    pub(super) is_sum: bool,
    pub(super) ends_table: bool,
}

impl Walk<'_, '_> {
    fn rows(&mut self) {
        let block = self.reader.block;
        let columns: Vec<u32> = block.columns.iter().map(|column| column.at).collect();
        let mut repeated = block.repeated.iter().peekable();
        for row in block.rows.clone() {
            if repeated.next_if(|&&repeated| repeated == row).is_some() {
                self.push_out(row, Reason::RepeatedHeader, None);
                self.above = Above::default();
            } else if columns
                .iter()
                .all(|&at| is_blank(self.reader.book, self.reader.grid.get(row, at)))
            {
                self.above = Above::default();
            } else {
                self.row(row);
            }
        }
    }

    fn row(&mut self, row: u32) {
        let mut found = self.read(row);
        found.is_sum = self.totals.is_sum(found.amount.amount().or(found.incl.amount()));
        if !matches!(found.day, DayCell::Day(..)) || found.is_sum {
            found.label = self.label(row);
        }
        let is_total_like = found.label.any(Says::TOTAL) || found.is_sum;
        if !is_total_like {
            self.fill_from_above(&mut found);
        }
        let reason = fate(&found, self.reader.block, &self.habits);
        let stated = found.amount.amount();
        match reason {
            Some(Reason::TotalRow) => self.totals.start_anew(),
            Some(Reason::Heading | Reason::RepeatedHeader) => {}
            _ => self.totals.add(stated),
        }
        match reason {
            Some(Reason::TotalRow | Reason::Heading) => self.above = Above::default(),
            _ => self.remember(&found),
        }
        match reason {
            Some(reason) if !reason.needs_order() => self.push_out(row, reason, stated),
            reason => self.push(&found, reason),
        }
    }

    fn read(&mut self, row: u32) -> Row {
        let block = self.reader.block;
        let basis = &block.basis;
        let amount = self.stated(row);
        let incl = basis.incl.map_or(AmountCell::Empty, |at| self.reader.amount(row, at));
        let party = self.party(row);
        let has_money = !matches!(amount, AmountCell::Empty) || !matches!(incl, AmountCell::Empty);
        let order = self.order(row, block.at(Field::OrderId));
        let text = self.reader.says(row, Field::Product, self.lexicon)
            | self.reader.says(row, Field::Description, self.lexicon);
        let text = text | self.reader.says(row, Field::Note, self.lexicon);
        Row {
            at: row,
            day: self.reader.day(row),
            amount,
            incl,
            order,
            party,
            has_party: party != PartyKey::default(),
            has_money,
            status: self.reader.says(row, Field::Status, self.lexicon)
                | self.reader.says(row, Field::Mode, self.lexicon),
            kind: self.reader.says(row, Field::Type, self.lexicon)
                | self.reader.says(row, Field::PaymentMethod, self.lexicon),
            category: self.reader.says(row, Field::Category, self.lexicon),
            text,
            name: self.name(row),
            label: Says::default(),
            currency: self.reader.currency(row),
            is_sum: false,
            ends_table: block.totals_row == Some(row),
        }
    }

    /// Returns the amount as it stands: the sum of its columns, or quantity times price.
    fn stated(&self, row: u32) -> AmountCell {
        let basis = &self.reader.block.basis;
        if let Some((quantity, price)) = basis.quantity_and_price {
            return match (self.reader.amount(row, quantity), self.reader.amount(row, price)) {
                (AmountCell::Error, _) | (_, AmountCell::Error) => AmountCell::Error,
                (AmountCell::Amount(quantity), AmountCell::Amount(price)) => {
                    let product = quantity.decimal().checked_mul(price.decimal());
                    product.map_or(AmountCell::Unreadable, |product| {
                        AmountCell::Amount(Money::new(product))
                    })
                }
                (AmountCell::Empty, AmountCell::Amount(price)) => AmountCell::Amount(price),
                (_, price) => price,
            };
        }
        let mut sum = AmountCell::Empty;
        for &at in &basis.amounts {
            sum = match (sum, self.reader.amount(row, at)) {
                (AmountCell::Amount(sum), AmountCell::Amount(amount)) => {
                    AmountCell::Amount(sum + amount)
                }
                (AmountCell::Amount(sum), AmountCell::Empty | AmountCell::Nothing) => {
                    AmountCell::Amount(sum)
                }
                (AmountCell::Error, _) => AmountCell::Error,
                (_, next) => next,
            };
        }
        sum
    }

    /// Returns the order number of a row; a ditto mark or a word for a total is none.
    fn order(&mut self, row: u32, at: Option<u32>) -> Key {
        let cell = self.merged(row, at);
        match cell {
            Cell::Text(id) => {
                let text = self.reader.book.texts.get(id).trim();
                if text.is_empty()
                    || text.len() <= 12
                        && self.lexicon.text(id).any(Says::DITTO | Says::PLAIN_TOTAL)
                {
                    return 0;
                }
                // A number that was typed as text is the same order as the number.
                let is_number = !text.starts_with('0')
                    && text.len() <= 15
                    && text.bytes().all(|b| b.is_ascii_digit());
                let number = text.parse::<f64>().ok().filter(|_| is_number);
                number.map_or(key(cell), |number| key(Cell::Number(number)))
            }
            Cell::Empty | Cell::Number(_) | Cell::Date(_) | Cell::Logical(_) | Cell::Error(_) => {
                key(cell)
            }
        }
    }

    fn party(&mut self, row: u32) -> PartyKey {
        let block = self.reader.block;
        let mut party = PARTY_FIELDS.map(|field| match block.at(field) {
            None => 0,
            at => match self.merged(row, at) {
                Cell::Text(id) if self.reader.book.texts.get(id).trim().is_empty() => 0,
                Cell::Text(id) if self.lexicon.text(id).any(Says::DITTO | Says::PLAIN_TOTAL) => 0,
                cell @ (Cell::Empty
                | Cell::Number(_)
                | Cell::Text(_)
                | Cell::Date(_)
                | Cell::Logical(_)
                | Cell::Error(_)) => key(cell),
            },
        });
        // A post code alone is nobody.
        if party[..7].iter().all(|&key| key == 0) {
            party = PartyKey::default();
        }
        party
    }

    /// Returns a cell, or that of the merged area it is part of.
    fn merged(&self, row: u32, at: Option<u32>) -> Cell {
        let cell = self.reader.cell(row, at);
        let (Cell::Empty, Some(at)) = (cell, at) else { return cell };
        let mut areas = self.sheet.merged.iter();
        let area = areas.find(|area| {
            area.left == at && area.right == at && area.top < row && row <= area.bottom
        });
        area.map_or(Cell::Empty, |area| self.reader.grid.get(area.top, at))
    }

    fn name(&mut self, row: u32) -> Says {
        let fields = [
            Field::Customer,
            Field::Company,
            Field::FirstName,
            Field::LastName,
            Field::Email,
            Field::Supplier,
        ];
        let says = fields.map(|field| self.reader.says(row, field, self.lexicon));
        says.into_iter().fold(Says::default(), |all, says| all | says)
    }

    /// Returns what the row says of totals, in whatever column.
    fn label(&mut self, row: u32) -> Says {
        let mut all = Says::default();
        for column in &self.reader.block.columns {
            if let Cell::Text(id) = self.reader.grid.get(row, column.at) {
                all = all | self.lexicon.text(id);
            }
        }
        all
    }

    /// Fills in what the row leaves out because it stands above: ditto marks, and blanks of later lines of one order.
    fn fill_from_above(&mut self, row: &mut Row) {
        let above = self.above;
        if !above.is_there || !row.has_money && row.amount == AmountCell::Empty {
            return;
        }
        let block = self.reader.block;
        let has_day = matches!(row.day, DayCell::Day(..) | DayCell::Error);
        if has_day && row.has_party && (row.order != 0 || block.at(Field::OrderId).is_none()) {
            return;
        }
        let mut is_ditto_at =
            |field| self.lexicon.cell(self.reader.cell(row.at, block.at(field))).any(Says::DITTO);
        let date_is_ditto =
            [Field::Date, Field::PaidDate, Field::StartDate].into_iter().any(&mut is_ditto_at);
        let party_is_ditto = [Field::Customer, Field::Company, Field::Email, Field::CustomerId]
            .into_iter()
            .any(&mut is_ditto_at);
        let order_is_ditto = is_ditto_at(Field::OrderId);
        let has_day = has_day || row.day == DayCell::Unreadable && !date_is_ditto;
        let merged_day = block.date_column().is_some_and(|column| {
            self.reader.grid.get(row.at, column.at) == Cell::Empty
                && self.merged(row.at, Some(column.at)) != Cell::Empty
        });
        let is_later_line = !has_day && row.order == 0 && !row.has_party;
        let same_order = row.order != 0 && row.order == above.order;
        if (is_later_line || date_is_ditto || merged_day || same_order)
            && !has_day
            && let Some((day, is_month)) = above.day
        {
            row.day = DayCell::Day(day, is_month);
        }
        if (is_later_line || order_is_ditto) && row.order == 0 {
            row.order = above.order;
        }
        if (is_later_line || party_is_ditto || same_order) && !row.has_party {
            row.party = above.party;
        }
    }

    fn remember(&mut self, row: &Row) {
        let day = match row.day {
            DayCell::Day(day, is_month) => Some((day, is_month)),
            DayCell::Empty | DayCell::Unreadable | DayCell::Error => None,
        };
        self.above = Above { is_there: true, day, order: row.order, party: row.party };
    }

    fn push(&mut self, row: &Row, out: Option<Reason>) {
        let block = self.reader.block;
        let book = self.reader.book;
        let (day, is_month) = match row.day {
            DayCell::Day(day, is_month) => (day, is_month),
            DayCell::Empty | DayCell::Unreadable | DayCell::Error => self.month_around(),
        };
        let product_at =
            block.at(Field::Product).or(block.at(Field::Description)).or(block.at(Field::Category));
        let product = self.entries.product(book, self.reader.cell(row.at, product_at));
        let party = self.entries.party(row.party);
        let money = super::fates::money(row, &self.reader, &self.habits);
        let quantity = self.reader.number(row.at, block.at(Field::Quantity));
        let reference = self.order(row.at, block.at(Field::Reference));
        self.contract(row.at);
        self.entries.list.push(Entry {
            place: self.place(row.at),
            out,
            day,
            is_month,
            stated: row.amount.amount(),
            net: money.net,
            order: row.order,
            party,
            product,
            quantity: quantity.map_or(1.0, Money::to_f64),
            cost: self.reader.number(row.at, block.at(Field::Cost)),
            is_credit: money.is_credit,
            is_paid_back: money.is_paid_back,
            reference,
            term: self.term(row),
        });
    }

    /// Returns which part of a purchase the row says it is, in its note, description or product.
    fn term(&self, row: &Row) -> Option<super::instalments::Term> {
        if !row.text.any(Says::INSTALMENT) {
            return None;
        }
        [Field::Note, Field::Description, Field::Product].into_iter().find_map(|field| {
            let cell = self.reader.cell(row.at, self.reader.block.at(field));
            super::instalments::term(self.reader.book.text(cell)?)
        })
    }

    /// Notes when the subscription of a row began and ended, where the list tells.
    fn contract(&mut self, row: u32) {
        let block = self.reader.block;
        if block.at(Field::StartDate).is_none() {
            return;
        }
        let day = |found: DayCell| match found {
            DayCell::Day(day, _) => day,
            DayCell::Empty | DayCell::Unreadable | DayCell::Error => NO_DAY,
        };
        let start = day(self.reader.day_in(row, Field::StartDate));
        let end = day(self.reader.day_in(row, Field::EndDate));
        let word = self.reader.book.text(self.reader.cell(row, block.at(Field::Interval)));
        let months = word.and_then(subscriptions::months_of_word);
        let months = months.or(self.months_of_headers).unwrap_or(1.0);
        let entry = u32::try_from(self.entries.list.len()).unwrap_or(NONE);
        if start != NO_DAY {
            self.entries.contracts.push(Contract { entry, start, end, months });
        }
    }

    fn month_around(&self) -> (i32, bool) {
        let around = self.reader.block.around;
        let (Some(year), Some(month)) = (around.year, around.month) else { return (NO_DAY, false) };
        let date = crate::calendar::Date::new(year, month, 1).ok();
        #[expect(clippy::cast_possible_truncation, reason = "days of dates that a title names")]
        date.map_or((NO_DAY, false), |date| (crate::calendar::serial_from_date(date) as i32, true))
    }

    fn push_out(&mut self, row: u32, reason: Reason, stated: Option<Money>) {
        self.entries.list.push(Entry { stated, out: Some(reason), ..blank(self.place(row)) });
    }

    fn place(&self, row: u32) -> RowPlace {
        RowPlace { sheet: self.index, row: row + 1 }
    }

    fn matrix(&mut self, across: &[super::blocks::Across]) {
        for row in self.reader.block.rows.clone() {
            let filled =
                across.iter().any(|column| self.reader.grid.get(row, column.at) != Cell::Empty);
            let label = self.label(row);
            let party = self.matrix_party(row);
            if !filled {
                continue;
            }
            let is_total = label.any(Says::PLAIN_TOTAL)
                || party == PartyKey::default() && self.matrix_sums(row, across);
            if is_total {
                self.push_out(row, Reason::TotalRow, None);
            } else {
                self.matrix_row(row, party, across);
            }
        }
    }

    /// Returns whether the row holds nothing but numbers below the list: its totals without a word.
    fn matrix_sums(&self, row: u32, across: &[super::blocks::Across]) -> bool {
        let first = self.reader.block.rows.start;
        row > first + 1
            && across.iter().all(|column| {
                let of = |row: u32| self.reader.amount(row, column.at).amount().unwrap_or_default();
                let sum: Money = (first..row).map(of).sum();
                (sum - of(row)).abs() < Money::from_cents(2)
            })
    }

    fn matrix_party(&mut self, row: u32) -> PartyKey {
        let own = self.party(row);
        if own != PartyKey::default() || self.reader.block.has_customer() {
            return own;
        }
        // Without a header that says so, the first column of words holds the customers.
        let words = self.reader.block.columns.iter().find(|column| column.profile.is_words());
        let mut party = PartyKey::default();
        party[0] = words.map_or(0, |column| key(self.reader.grid.get(row, column.at)));
        party
    }

    fn matrix_row(&mut self, row: u32, party: PartyKey, across: &[super::blocks::Across]) {
        let day_of_row = self.reader.day(row);
        let party = self.entries.party(party);
        for column in across {
            let cell = self.reader.amount(row, column.at);
            let net = match cell {
                AmountCell::Amount(amount) if !amount.is_zero() => amount,
                AmountCell::Empty | AmountCell::Nothing | AmountCell::Amount(_) => continue,
                AmountCell::Unreadable => {
                    self.push_out(row, Reason::UnreadableAmount, None);
                    continue;
                }
                AmountCell::Error => {
                    self.push_out(row, Reason::ErrorValue, None);
                    continue;
                }
            };
            let (day, is_month) = match day_of_row {
                DayCell::Day(day, is_month) if column.product.is_some() => (day, is_month),
                DayCell::Day(..) | DayCell::Empty | DayCell::Unreadable | DayCell::Error => {
                    first_day(column.around)
                }
            };
            let product = if let Some(name) = &column.product {
                self.entries.product_named(name)
            } else {
                let at = self.reader.block.at(Field::Product);
                let at = at.filter(|&at| across.iter().all(|column| column.at != at));
                self.entries.product(self.reader.book, self.reader.cell(row, at))
            };
            let out = (day == NO_DAY).then_some(Reason::NoDate);
            let entry = Entry {
                stated: Some(net),
                net,
                day,
                is_month,
                party,
                product,
                out,
                ..blank(self.place(row))
            };
            self.entries.list.push(entry);
        }
    }
}

fn first_day(around: super::dates::Around) -> (i32, bool) {
    let Some(year) = around.year else { return (NO_DAY, false) };
    let date = crate::calendar::Date::new(year, around.month.unwrap_or(1), 1).ok();
    #[expect(clippy::cast_possible_truncation, reason = "days of dates that a header names")]
    date.map_or((NO_DAY, false), |date| (crate::calendar::serial_from_date(date) as i32, true))
}

fn blank(place: RowPlace) -> Entry {
    Entry {
        place,
        out: None,
        day: NO_DAY,
        is_month: false,
        stated: None,
        net: Money::ZERO,
        order: 0,
        party: NONE,
        product: NONE,
        quantity: 1.0,
        cost: None,
        is_credit: false,
        is_paid_back: false,
        reference: 0,
        term: None,
    }
}

fn is_blank(book: &Book, cell: Cell) -> bool {
    match cell {
        Cell::Empty => true,
        Cell::Text(id) => book.texts.get(id).trim().is_empty(),
        Cell::Number(_) | Cell::Date(_) | Cell::Logical(_) | Cell::Error(_) => false,
    }
}
