//! What a row holds, before it is judged.

use super::{Walk, is_blank};
use crate::grid::{Cell, TextId};
use crate::ledger::accounts::Class;
use crate::ledger::field::Field;
use crate::ledger::lexicon::{self, Says};
use crate::ledger::parties::{PARTY_FIELDS, PartyKey, is_somebody};
use crate::ledger::rows::{AmountCell, DayCell, Key, key, key_of_name_in};
use crate::ledger::statement;
use crate::money::Money;

/// What a row holds, before it is judged.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the row")]
pub(in crate::ledger) struct Row {
    pub(in crate::ledger) at: u32,
    pub(in crate::ledger) day: DayCell,
    pub(in crate::ledger) amount: AmountCell,
    pub(in crate::ledger) incl: AmountCell,
    pub(in crate::ledger) order: Key,
    pub(in crate::ledger) party: PartyKey,
    /// Whether it names who it was itself.
    pub(in crate::ledger) has_party: bool,
    /// Whether something stands in a column of amounts of any kind.
    pub(in crate::ledger) has_money: bool,
    /// What its status says.
    pub(in crate::ledger) status: Says,
    /// What its kind says.
    pub(in crate::ledger) kind: Says,
    /// What its category says.
    pub(in crate::ledger) category: Says,
    /// What its product and description say.
    pub(in crate::ledger) item: Says,
    /// What its product, description and note say.
    pub(in crate::ledger) text: Says,
    /// What its ledger account holds, if the list has such a column.
    pub(in crate::ledger) account: Option<Class>,
    /// What the customer's name says.
    pub(in crate::ledger) name: Says,
    /// What all texts in the row say of totals.
    pub(in crate::ledger) label: Says,
    pub(in crate::ledger) currency: Option<&'static str>,
    /// Whether its amount is the sum of those above.
    pub(in crate::ledger) is_sum: bool,
    pub(in crate::ledger) ends_table: bool,
    /// Whether its amount stands in the column of what went out.
    pub(in crate::ledger) went_out: bool,
    /// Whether it says when it was cancelled.
    pub(in crate::ledger) is_cancelled: bool,
    /// Whether a title or a heading tells the month.
    pub(in crate::ledger) has_month: bool,
    /// Whether it repeats the total of an order that was counted on a line above.
    pub(in crate::ledger) repeats_total: bool,
}

impl Walk<'_, '_> {
    pub(super) fn read(&mut self, row: u32) -> Row {
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
    pub(super) fn order(&mut self, row: u32, at: Option<u32>, is_dateless: bool) -> Key {
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

    pub(in crate::ledger) fn party(&mut self, row: u32) -> PartyKey {
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
        Some((id, statement::name_in(self.reader.book.texts.get(id))?))
    }

    /// Returns a cell, or that of the merged area it is part of.
    pub(super) fn merged(&self, row: u32, at: Option<u32>) -> Cell {
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
        let inside = self.name_inside(row).map(|inside| lexicon::says(inside.1));
        let says = fields.map(|field| self.reader.says(row, field, self.lexicon));
        says.into_iter().chain(inside).fold(Says::default(), |all, says| all | says)
    }

    /// Returns what the row says of totals, in whatever column.
    pub(in crate::ledger) fn label(&mut self, row: u32) -> Says {
        let mut all = Says::default();
        for column in &self.reader.block.columns {
            if let Cell::Text(id) = self.reader.grid.get(row, column.at) {
                all = all | self.lexicon.text(id);
            }
        }
        all
    }
}
