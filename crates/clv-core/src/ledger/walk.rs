//! Walking down the rows of a list: each is read, filled in from above, judged and noted.

use super::accounts::Class;
use super::blocks::Block;
use super::dates::{self, Around};
use super::entries::{Entries, Entry, Mark, More, NO_DAY, NONE, blank};
use super::fates::{Habits, fate};
use super::field::Field;
use super::lexicon::{Lexicon, Says};
use super::parties::{PARTY_FIELDS, PartyKey, is_somebody};
use super::rows::{AmountCell, DayCell, Key, RowReader, key, key_of_name_in};
use super::subscriptions::{self, Contract};
use super::totals::Totals;
use super::traits::{Telling, Traits};
use super::{Reason, RowPlace};
use crate::grid::{Book, Cell, Sheet, TextId};
use crate::money::Money;
use std::collections::BTreeSet;

/// What stands above a row that leaves it out.
#[derive(Clone, Copy, Default)]
struct Above {
    is_there: bool,
    day: Option<(i32, bool)>,
    order: Key,
    party: PartyKey,
    status: Says,
}

/// Walking down the rows of one list.
pub(super) struct Walk<'a, 'b> {
    pub(super) entries: &'b mut Entries,
    pub(super) reader: RowReader<'a>,
    /// Cells merged downward, as column, first and last row, in order.
    merged: Vec<(u32, u32, u32)>,
    index: u16,
    lexicon: &'b mut Lexicon<'a>,
    totals: Totals,
    above: Above,
    habits: Habits,
    months_of_headers: Option<f64>,
    telling: Option<Telling>,
    /// The year and month that titles and headings above the row tell.
    around: Around,
    /// The customer in the heading above, in a list that is grouped by customer.
    group: PartyKey,
    /// The orders whose total was counted, in a list that repeats it on every line.
    counted_totals: BTreeSet<Key>,
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
    pub(super) item: Says,
    /// What its product, description and note say.
    pub(super) text: Says,
    /// What its ledger account holds, if the list has such a column.
    pub(super) account: Option<Class>,
    /// What the customer's name says.
    pub(super) name: Says,
    /// What all texts in the row say of totals.
    pub(super) label: Says,
    pub(super) currency: Option<&'static str>,
    /// Whether its amount is the sum of those above.
    pub(super) is_sum: bool,
    pub(super) ends_table: bool,
    /// Whether its amount stands in the column of what went out.
    pub(super) went_out: bool,
    /// Whether it says when it was cancelled.
    pub(super) is_cancelled: bool,
    /// Whether a title or a heading tells the month.
    pub(super) has_month: bool,
    /// Whether it repeats the total of an order that was counted on a line above.
    pub(super) repeats_total: bool,
}

impl<'a, 'b> Walk<'a, 'b> {
    /// Stands above the first row.
    pub(super) fn new(
        entries: &'b mut Entries,
        reader: RowReader<'a>,
        sheet: &'a Sheet,
        index: u16,
        lexicon: &'b mut Lexicon<'a>,
        habits: Habits,
    ) -> Self {
        let block: &Block = reader.block;
        let around = block.around;
        Self {
            entries,
            merged: merged_downward(sheet),
            index,
            lexicon,
            totals: Totals::default(),
            above: Above::default(),
            habits,
            months_of_headers: subscriptions::months_of_headers(block),
            telling: Telling::of(block),
            around,
            group: PartyKey::default(),
            counted_totals: BTreeSet::new(),
            reader,
        }
    }
}

impl Walk<'_, '_> {
    /// Reads all rows.
    pub(super) fn rows(&mut self) {
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
            Some(Reason::TotalRow) => self.above = Above::default(),
            Some(Reason::Heading) => {
                self.above = Above::default();
                self.follow_heading(&found);
            }
            _ => self.remember(&found),
        }
        match reason {
            Some(reason) if !reason.is_somebodys() => self.push_out(row, reason, stated),
            reason => self.push(&found, reason),
        }
    }

    /// Takes over what a heading among the rows says of those below it: the month, or the customer.
    fn follow_heading(&mut self, row: &Row) {
        let columns = &self.reader.block.columns;
        let mut texts = columns.iter().filter_map(|column| {
            self.reader
                .book
                .text(self.reader.grid.get(row.at, column.at))
                .filter(|text| !text.trim().is_empty())
        });
        let (Some(text), None) = (texts.next(), texts.next()) else { return };
        let found = dates::around(text);
        if found.month.is_some() {
            self.around = Around { year: found.year.or(self.around.year), month: found.month };
            self.reader.set_around(self.around);
        } else if self.habits.is_grouped && row.has_party {
            self.group = row.party;
        }
    }

    fn read(&mut self, row: u32) -> Row {
        let block = self.reader.block;
        let basis = &block.basis;
        let day = self.reader.day(row);
        let amount = self.stated(row);
        let incl = basis.incl.map_or(AmountCell::Empty, |at| self.reader.amount(row, at));
        let party = self.party(row);
        let out = block.basis.out.map_or(AmountCell::Empty, |at| self.reader.amount(row, at));
        let went_out = amount.amount().is_none_or(Money::is_zero)
            && out.amount().is_some_and(|out| !out.is_zero());
        let has_money =
            went_out || !matches!(amount, AmountCell::Empty) || !matches!(incl, AmountCell::Empty);
        let order = self.order(row, block.at(Field::OrderId), day == DayCell::Empty);
        let text = self.reader.says(row, Field::Product, self.lexicon)
            | self.reader.says(row, Field::Description, self.lexicon);
        let item = text;
        let text = text | self.reader.says(row, Field::Note, self.lexicon);
        Row {
            at: row,
            day,
            amount,
            incl,
            order,
            party,
            has_party: is_somebody(&party),
            has_money,
            status: self.reader.says(row, Field::Status, self.lexicon)
                | self.reader.says(row, Field::Mode, self.lexicon),
            kind: self.reader.says(row, Field::Type, self.lexicon)
                | self.reader.says(row, Field::PaymentMethod, self.lexicon),
            category: self.reader.says(row, Field::Category, self.lexicon),
            item,
            text,
            account: self.habits.accounts.and_then(|accounts| {
                accounts.class(self.reader.book, self.reader.grid.get(row, accounts.at))
            }),
            name: self.name(row),
            label: Says::default(),
            currency: self.reader.currency(row),
            is_sum: false,
            ends_table: block.totals_row == Some(row),
            went_out,
            is_cancelled: !is_blank(
                self.reader.book,
                self.reader.cell(row, block.at(Field::Cancelled)),
            ),
            has_month: self.around.year.is_some() && self.around.month.is_some(),
            repeats_total: self.habits.repeats_totals
                && order != 0
                && self.counted_totals.contains(&order),
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
    fn order(&mut self, row: u32, at: Option<u32>, is_dateless: bool) -> Key {
        let cell = self.merged(row, at);
        match cell {
            Cell::Text(id) => {
                let text = self.reader.book.texts.get(id).trim();
                if text.is_empty()
                    || text.len() <= 12
                        && (is_dateless || !text.bytes().any(|b| b.is_ascii_digit()))
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

    pub(super) fn party(&mut self, row: u32) -> PartyKey {
        let block = self.reader.block;
        let mut party = PARTY_FIELDS.map(|field| match block.at(field) {
            None => 0,
            at => match self.merged(row, at) {
                Cell::Text(id) if self.reader.book.texts.is_blank(id) => 0,
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
            if let Some((id, _)) = self.name_inside(row) {
                party[0] = key_of_name_in(id);
            }
        }
        party
    }

    /// Returns the name in the text of a transfer, where the statement has no column of names.
    fn name_inside(&self, row: u32) -> Option<(TextId, &str)> {
        let block = self.reader.block;
        if block.at(Field::Customer).is_some() || !block.is_bank() {
            return None;
        }
        let Cell::Text(id) = self.reader.cell(row, block.at(Field::Description)) else {
            return None;
        };
        Some((id, super::statement::name_in(self.reader.book.texts.get(id))?))
    }

    /// Returns a cell, or that of the merged area it is part of.
    fn merged(&self, row: u32, at: Option<u32>) -> Cell {
        let cell = self.reader.cell(row, at);
        let (Cell::Empty, Some(at)) = (cell, at) else { return cell };
        let after = self.merged.partition_point(|&(left, top, _)| (left, top) < (at, row));
        let found = after.checked_sub(1).and_then(|before| self.merged.get(before));
        let is_inside = |&&(left, _, bottom): &&(u32, u32, u32)| left == at && row <= bottom;
        found.filter(is_inside).map_or(Cell::Empty, |&(_, top, _)| self.reader.grid.get(top, at))
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
        let inside = self.name_inside(row).map(|inside| super::lexicon::says(inside.1));
        let says = fields.map(|field| self.reader.says(row, field, self.lexicon));
        says.into_iter().chain(inside).fold(Says::default(), |all, says| all | says)
    }

    /// Returns what the row says of totals, in whatever column.
    pub(super) fn label(&mut self, row: u32) -> Says {
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
        let has_sale = row.amount != AmountCell::Empty && matches!(row.day, DayCell::Day(..));
        if self.reader.block.customer != 0 && has_sale {
            row.party[0] = self.reader.block.customer;
            row.has_party = true;
        }
        if self.habits.is_grouped && !row.has_party && has_sale {
            row.party = self.group;
            row.has_party = is_somebody(&row.party);
        }
        let above = self.above;
        let same_order = row.order != 0 && row.order == above.order;
        let status = self.reader.cell(row.at, self.reader.block.at(Field::Status));
        let has_status = !is_blank(self.reader.book, status);
        if same_order && !has_status {
            row.status = above.status;
        }
        let is_bare = !row.has_money && row.amount == AmountCell::Empty;
        if !above.is_there || is_bare && !same_order {
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
        let is_own = |field| self.reader.cell(row.at, block.at(field)) != Cell::Empty;
        let names_somebody =
            row.has_party && PARTY_FIELDS.into_iter().any(is_own) && !party_is_ditto;
        let is_later_line = !has_day && row.order == 0 && !names_somebody;
        if (is_later_line || date_is_ditto || merged_day || same_order)
            && !has_day
            && let Some((day, is_month)) = above.day
        {
            row.day = DayCell::Day(day, is_month);
        }
        if (is_later_line || order_is_ditto) && row.order == 0 {
            row.order = above.order;
            if row.order != 0 && !has_status {
                row.status = above.status;
            }
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
        let &Row { order, party, status, .. } = row;
        self.above = Above { is_there: true, day, order, party, status };
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
        let party = self.entries.party(&row.party);
        let mut money = super::fates::money(row, &self.reader, &self.habits);
        if row.repeats_total {
            money.net = Money::ZERO;
        } else if self.habits.repeats_totals && row.order != 0 {
            self.counted_totals.insert(row.order);
        }
        self.note_traits(row.at, party);
        let quantity = self.reader.number(row.at, block.at(Field::Quantity));
        let reference = self.order(row.at, block.at(Field::Reference), false);
        self.contract(row.at);
        let more = More {
            stated: row.amount.amount(),
            quantity: quantity.map(Money::to_f64),
            cost: self.reader.number(row.at, block.at(Field::Cost)),
            reference,
            term: self.term(row),
        };
        let RowPlace { sheet, row: number } = self.place(row.at);
        let entry = Entry {
            sheet,
            row: number,
            day,
            party,
            product,
            out,
            marks: Mark::MONTH.when(is_month)
                | Mark::OPEN.when(row.status.any(Says::OPEN) && !row.status.any(Says::FINAL))
                | Mark::CREDIT.when(money.is_credit)
                | Mark::PAID_BACK.when(money.is_paid_back),
            order: row.order,
            net: money.net,
        };
        self.entries.push(entry, more);
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

    fn note_traits(&mut self, row: u32, party: u32) {
        let Some(telling) = &self.telling else { return };
        let at = party as usize;
        if party != NONE {
            if self.entries.traits.len() <= at {
                self.entries.traits.resize(at + 1, Traits::default());
            }
            telling.take(&mut self.entries.traits[at], &self.reader, row);
        }
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
        let (Some(year), Some(month)) = (self.around.year, self.around.month) else {
            return (NO_DAY, false);
        };
        let date = crate::calendar::Date::new(year, month, 1).ok();
        #[expect(clippy::cast_possible_truncation, reason = "days of dates that a title names")]
        date.map_or((NO_DAY, false), |date| (crate::calendar::serial_from_date(date) as i32, true))
    }

    pub(super) fn push_out(&mut self, row: u32, reason: Reason, stated: Option<Money>) {
        let entry = Entry { out: Some(reason), ..blank(self.place(row)) };
        self.entries.push(entry, More { stated, ..More::default() });
    }

    pub(super) fn place(&self, row: u32) -> RowPlace {
        RowPlace { sheet: self.index, row: row + 1 }
    }
}

fn merged_downward(sheet: &Sheet) -> Vec<(u32, u32, u32)> {
    let narrow =
        sheet.merged.iter().filter(|area| area.left == area.right && area.top < area.bottom);
    let mut merged: Vec<_> = narrow.map(|area| (area.left, area.top, area.bottom)).collect();
    merged.sort_unstable();
    merged
}

fn is_blank(book: &Book, cell: Cell) -> bool {
    match cell {
        Cell::Empty => true,
        Cell::Text(id) => book.texts.is_blank(id),
        Cell::Number(_) | Cell::Date(_) | Cell::Logical(_) | Cell::Error(_) => false,
    }
}
