//! A column as blocks of rows, each in the smallest form that holds its cells exactly.

use super::{Cell, TextId};

/// The number of rows in a block.
const BLOCK: usize = 4096;
/// The most cells that are kept one by one.
const FEW: usize = 48;
/// Stands for an empty cell among texts and days.
const NO_WORD: u32 = u32::MAX;
/// Stands for an empty cell among hundredths.
const NO_HUNDREDTHS: i32 = i32::MIN;

/// The cells of one column.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    blocks: Vec<Block>,
    /// What the blocks hold, one after another: in one piece, so that a long column goes back to the system as a whole.
    words: Vec<u32>,
}

/// The form of so many rows; a number is where their words begin.
#[derive(Clone, Debug, Default)]
enum Block {
    /// No cell has a value.
    #[default]
    Empty,
    /// Few cells have a value; by row.
    Few(Vec<(u16, Cell)>),
    /// Texts only.
    Texts(usize),
    /// Dates only, none with a time of day.
    Days(usize),
    /// Dates only, two words each; `NaN` is empty.
    Moments(usize),
    /// Numbers only, each with at most two decimals and below about 21 million.
    Hundredths(usize),
    /// Numbers only, two words each; `NaN` is empty.
    Numbers(usize),
    /// Anything.
    Mixed(Box<[Cell]>),
}

/// What form a cell asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Day,
    Moment,
    Hundredths,
    Number,
    Any,
}

impl Column {
    /// Puts a value in a cell, in another form where the present one cannot hold it.
    #[inline]
    pub(super) fn set(&mut self, row: usize, cell: Cell) {
        let (block, at) = (row / BLOCK, row % BLOCK);
        if self.blocks.len() <= block {
            self.blocks.resize_with(block + 1, Block::default);
        }
        if !self.put(block, at, cell) {
            self.widen(block, cell);
            self.put(block, at, cell);
        }
    }

    /// Returns the value of a cell.
    #[inline]
    pub(super) fn get(&self, row: usize) -> Cell {
        self.blocks.get(row / BLOCK).map_or(Cell::Empty, |block| self.cell(block, row % BLOCK))
    }

    /// Returns the cells that have a value, each with its row, in order.
    pub(super) fn cells(&self) -> impl Iterator<Item = (usize, Cell)> + '_ {
        let starts = (0..).step_by(BLOCK);
        self.blocks.iter().zip(starts).flat_map(|(block, start)| {
            self.cells_of(block).map(move |(at, cell)| (start + at, cell))
        })
    }

    /// Returns whether no cell was ever put.
    pub(super) fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    #[inline]
    fn cell(&self, block: &Block, at: usize) -> Cell {
        let double = |start: usize| {
            let (low, high) = (self.words[start + 2 * at], self.words[start + 2 * at + 1]);
            f64::from_bits(u64::from(high) << 32 | u64::from(low))
        };
        match block {
            Block::Empty => Cell::Empty,
            Block::Few(cells) => match cells.binary_search_by_key(&at, |it| usize::from(it.0)) {
                Ok(found) => cells[found].1,
                Err(_) => Cell::Empty,
            },
            Block::Texts(start) => text(self.words[start + at]),
            Block::Days(start) => day(self.words[start + at]),
            Block::Hundredths(start) => exact(self.words[start + at].cast_signed()),
            Block::Moments(start) => moment(double(*start)),
            Block::Numbers(start) => number(double(*start)),
            Block::Mixed(cells) => cells[at],
        }
    }

    /// Returns the cells of a block that have a value, each with its row within it, in order.
    fn cells_of<'a>(&'a self, block: &'a Block) -> impl Iterator<Item = (usize, Cell)> + 'a {
        let few: &[(u16, Cell)] = if let Block::Few(cells) = block { cells } else { &[] };
        let n_rows = if matches!(block, Block::Empty | Block::Few(_)) { 0 } else { BLOCK };
        let one_by_one = few.iter().map(|(at, cell)| (usize::from(*at), *cell));
        let all = (0..n_rows).map(move |at| (at, self.cell(block, at)));
        one_by_one.chain(all.filter(|(_, cell)| *cell != Cell::Empty))
    }

    /// Puts a value in a cell if the present form of its block can hold it.
    #[inline]
    fn put(&mut self, block: usize, at: usize, cell: Cell) -> bool {
        let words = &mut self.words;
        let mut put_double = |start: usize, value: f64| {
            let bits = value.to_bits();
            #[expect(clippy::cast_possible_truncation, reason = "the lower half")]
            let low = bits as u32;
            (words[start + 2 * at], words[start + 2 * at + 1]) = (low, (bits >> 32) as u32);
        };
        match (&mut self.blocks[block], cell) {
            (Block::Texts(start), Cell::Text(TextId(id))) if id != NO_WORD => {
                words[*start + at] = id;
            }
            (Block::Days(start), Cell::Date(serial)) => match whole_day(serial) {
                Some(day) => words[*start + at] = day,
                None => return false,
            },
            (Block::Hundredths(start), Cell::Number(number)) => match whole_cents(number) {
                Some(cents) => words[*start + at] = cents.cast_unsigned(),
                None => return false,
            },
            (Block::Moments(start), Cell::Date(serial)) if !serial.is_nan() => {
                put_double(*start, serial);
            }
            (Block::Numbers(start), Cell::Number(number)) if !number.is_nan() => {
                put_double(*start, number);
            }
            (Block::Mixed(cells), cell) => cells[at] = cell,
            (Block::Few(cells), cell) => {
                match cells.binary_search_by_key(&at, |(at, _)| usize::from(*at)) {
                    Ok(found) => cells[found].1 = cell,
                    Err(_) if cells.len() == FEW => return false,
                    Err(place) => cells.insert(place, (u16::try_from(at).unwrap_or(0), cell)),
                }
            }
            _ => return false,
        }
        true
    }

    /// Gives a block a form that holds one more cell of the given kind.
    #[cold]
    fn widen(&mut self, block: usize, cell: Cell) {
        let old = std::mem::take(&mut self.blocks[block]);
        if let Block::Empty = old {
            self.blocks[block] = Block::Few(Vec::new());
            return;
        }
        let cells: Vec<(usize, Cell)> = self.cells_of(&old).collect();
        let form =
            cells.iter().fold(form_of(cell), |joined, (_, cell)| join(joined, form_of(*cell)));
        // Rows come in order, so that the words of a block that is filled are the last ones.
        if let Block::Texts(start) | Block::Days(start) | Block::Hundredths(start) = old
            && start + BLOCK == self.words.len()
        {
            self.words.truncate(start);
        }
        let start = self.words.len();
        let (form, n_words, empty) = match form {
            Form::Text => (Block::Texts(start), BLOCK, NO_WORD),
            Form::Day => (Block::Days(start), BLOCK, NO_WORD),
            Form::Hundredths => (Block::Hundredths(start), BLOCK, NO_HUNDREDTHS.cast_unsigned()),
            // All bits set are a `NaN`.
            Form::Moment => (Block::Moments(start), 2 * BLOCK, u32::MAX),
            Form::Number => (Block::Numbers(start), 2 * BLOCK, u32::MAX),
            Form::Any => (Block::Mixed(vec![Cell::Empty; BLOCK].into()), 0, 0),
        };
        self.words.resize(start + n_words, empty);
        self.blocks[block] = form;
        for (at, cell) in cells {
            self.put(block, at, cell);
        }
    }
}

fn form_of(cell: Cell) -> Form {
    match cell {
        Cell::Text(TextId(id)) if id != NO_WORD => Form::Text,
        Cell::Date(serial) if whole_day(serial).is_some() => Form::Day,
        Cell::Date(serial) if !serial.is_nan() => Form::Moment,
        Cell::Number(number) if whole_cents(number).is_some() => Form::Hundredths,
        Cell::Number(number) if !number.is_nan() => Form::Number,
        Cell::Text(_)
        | Cell::Date(_)
        | Cell::Number(_)
        | Cell::Empty
        | Cell::Logical(_)
        | Cell::Error(_) => Form::Any,
    }
}

fn join(one: Form, other: Form) -> Form {
    match (one, other) {
        (one, other) if one == other => one,
        (Form::Day, Form::Moment) | (Form::Moment, Form::Day) => Form::Moment,
        (Form::Hundredths, Form::Number) | (Form::Number, Form::Hundredths) => Form::Number,
        _ => Form::Any,
    }
}

#[inline]
fn text(id: u32) -> Cell {
    if id == NO_WORD { Cell::Empty } else { Cell::Text(TextId(id)) }
}

#[inline]
fn day(day: u32) -> Cell {
    if day == NO_WORD { Cell::Empty } else { Cell::Date(f64::from(day)) }
}

#[inline]
fn moment(serial: f64) -> Cell {
    if serial.is_nan() { Cell::Empty } else { Cell::Date(serial) }
}

#[inline]
fn exact(hundredths: i32) -> Cell {
    match hundredths {
        NO_HUNDREDTHS => Cell::Empty,
        hundredths => Cell::Number(f64::from(hundredths) / 100.0),
    }
}

#[inline]
fn number(number: f64) -> Cell {
    if number.is_nan() { Cell::Empty } else { Cell::Number(number) }
}

/// Returns the day of a date without a time of day.
#[inline]
fn whole_day(serial: f64) -> Option<u32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "compared below")]
    let day = serial as u32;
    (f64::from(day).to_bits() == serial.to_bits() && day != NO_WORD).then_some(day)
}

/// Returns a number in hundredths if that gives back the very same number, to the last bit.
#[inline]
fn whole_cents(number: f64) -> Option<i32> {
    #[expect(clippy::cast_possible_truncation, reason = "compared below; a float cast saturates")]
    let cents = (number * 100.0).round() as i32;
    let same = (f64::from(cents) / 100.0).to_bits() == number.to_bits();
    (same && cents != NO_HUNDREDTHS).then_some(cents)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_cell() -> impl Strategy<Value = Cell> {
        prop_oneof![
            (0u32..50).prop_map(|id| Cell::Text(TextId(id))),
            (40_000u32..46_000).prop_map(|day| Cell::Date(f64::from(day))),
            (40_000.0..46_000.0).prop_map(Cell::Date),
            (-1_000_000i32..1_000_000).prop_map(|cents| Cell::Number(f64::from(cents) / 100.0)),
            any::<f64>().prop_map(Cell::Number),
            any::<bool>().prop_map(Cell::Logical),
        ]
    }

    /// Compares by bits, so that -0 and 0 differ and `NaN` is equal to itself.
    fn bits(cell: Cell) -> (String, u64) {
        let bits = match cell {
            Cell::Number(number) | Cell::Date(number) => number.to_bits(),
            Cell::Empty | Cell::Text(_) | Cell::Logical(_) | Cell::Error(_) => 0,
        };
        (format!("{cell:?}"), bits)
    }

    proptest! {
        #[test]
        fn gives_back_what_was_put_in_whatever_the_form(
            kind in 0usize..6,
            stray in prop::collection::vec((0..2 * BLOCK, any_cell()), 0..3),
            cells in prop::collection::vec((0..2 * BLOCK, any_cell()), 0..400),
        ) {
            let same_kind = |cell: &Cell| match (kind, cell) {
                (0, Cell::Text(_)) | (1, Cell::Date(_)) | (2, Cell::Number(_)) => true,
                (3, Cell::Number(number)) => whole_cents(*number).is_some(),
                (4, Cell::Date(serial)) => whole_day(*serial).is_some(),
                (kind, _) => kind == 5,
            };
            let mut column = Column::default();
            let mut plain = vec![Cell::Empty; 2 * BLOCK];
            let of_kind = cells.into_iter().filter(|(_, cell)| same_kind(cell));
            for (at, cell) in of_kind.chain(stray) {
                column.set(at, cell);
                plain[at] = cell;
            }
            for (at, cell) in plain.iter().enumerate() {
                prop_assert_eq!(bits(column.get(at)), bits(*cell));
            }
            let listed = column.cells().map(|(at, _)| at).collect::<Vec<_>>();
            let filled = |at: &usize| plain[*at] != Cell::Empty;
            prop_assert_eq!(listed, (0..2 * BLOCK).filter(filled).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_column_of_one_kind_takes_four_bytes_a_cell() {
        let cells = [Cell::Text(TextId(7)), Cell::Date(45_351.0), Cell::Number(1.1)];
        for cell in cells {
            let mut column = Column::default();
            for row in 0..3 * BLOCK {
                column.set(row, cell);
            }
            assert_eq!(column.words.len(), 3 * BLOCK);
        }
        let mut column = Column::default();
        for row in 0..3 * BLOCK {
            column.set(row, Cell::Number(if row % BLOCK == 100 { 1.0 / 3.0 } else { 1.1 }));
        }
        assert_eq!(column.words.len(), 6 * BLOCK, "none is left behind by widening");
    }
}
