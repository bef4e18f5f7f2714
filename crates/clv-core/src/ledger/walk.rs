//! Walking down the rows of a list: each is read, filled in from above, judged and noted.

mod held;
mod noting;

pub(super) use held::Row;

use super::Reason;
use super::blocks::Block;
use super::dates::{self, Around};
use super::entries::Entries;
use super::fates::{Habits, fate};
use super::field::Field;
use super::lexicon::{Lexicon, Says};
use super::parties::{PARTY_FIELDS, PartyKey, is_somebody};
use super::rows::{AmountCell, DayCell, Key, RowReader};
use super::subscriptions;
use super::totals::Totals;
use super::traits::Telling;
use crate::grid::{Book, Cell, Sheet};
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
