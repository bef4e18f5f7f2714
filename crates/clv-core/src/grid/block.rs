//! A piece of a column that keeps its cells in the smallest form that holds them all exactly.

use super::{Cell, TextId};

/// The number of rows in a block.
pub(super) const BLOCK: usize = 4096;
/// The most cells that are kept one by one.
const FEW: usize = 48;
/// Stands for an empty cell among texts and days.
const NO_WORD: u32 = u32::MAX;
/// Stands for an empty cell among hundredths.
const NO_HUNDREDTHS: i32 = i32::MIN;

/// The cells of so many rows of one column.
#[derive(Clone, Debug, Default)]
pub(super) enum Block {
    /// No cell has a value.
    #[default]
    Empty,
    /// Few cells have a value; by row.
    Few(Vec<(u16, Cell)>),
    /// Texts only.
    Texts(Box<[u32]>),
    /// Dates only, none with a time of day.
    Days(Box<[u32]>),
    /// Dates only; `NaN` is empty.
    Moments(Box<[f64]>),
    /// Numbers only, each with at most two decimals and below about 21 million.
    Hundredths(Box<[i32]>),
    /// Numbers only; `NaN` is empty.
    Numbers(Box<[f64]>),
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

impl Block {
    /// Puts a value in a cell, in another form where the present one cannot hold it.
    #[inline]
    pub(super) fn set(&mut self, at: usize, cell: Cell) {
        if !self.put(at, cell) {
            *self = self.widened(cell);
            self.put(at, cell);
        }
    }

    /// Returns the value of a cell.
    #[inline]
    pub(super) fn get(&self, at: usize) -> Cell {
        match self {
            Self::Empty => Cell::Empty,
            Self::Few(cells) => match cells.binary_search_by_key(&at, |(at, _)| usize::from(*at)) {
                Ok(found) => cells[found].1,
                Err(_) => Cell::Empty,
            },
            Self::Texts(ids) => text(ids[at]),
            Self::Days(days) => day(days[at]),
            Self::Moments(moments) => moment(moments[at]),
            Self::Hundredths(hundredths) => exact(hundredths[at]),
            Self::Numbers(numbers) => number(numbers[at]),
            Self::Mixed(cells) => cells[at],
        }
    }

    /// Returns the cells that have a value, each with its row within the block, in order.
    pub(super) fn cells(&self) -> impl Iterator<Item = (usize, Cell)> + '_ {
        let few: &[(u16, Cell)] = if let Self::Few(cells) = self { cells } else { &[] };
        let n_rows = if matches!(self, Self::Empty | Self::Few(_)) { 0 } else { BLOCK };
        let one_by_one = few.iter().map(|(at, cell)| (usize::from(*at), *cell));
        let all = (0..n_rows).map(|at| (at, self.get(at)));
        one_by_one.chain(all.filter(|(_, cell)| *cell != Cell::Empty))
    }

    /// Puts a value in a cell if the present form can hold it.
    #[inline]
    fn put(&mut self, at: usize, cell: Cell) -> bool {
        match (self, cell) {
            (Self::Texts(ids), Cell::Text(TextId(id))) if id != NO_WORD => ids[at] = id,
            (Self::Days(days), Cell::Date(serial)) => match whole_day(serial) {
                Some(day) => days[at] = day,
                None => return false,
            },
            (Self::Hundredths(hundredths), Cell::Number(number)) => match whole_cents(number) {
                Some(cents) => hundredths[at] = cents,
                None => return false,
            },
            (Self::Moments(moments), Cell::Date(serial)) if !serial.is_nan() => {
                moments[at] = serial;
            }
            (Self::Numbers(numbers), Cell::Number(number)) if !number.is_nan() => {
                numbers[at] = number;
            }
            (Self::Mixed(cells), cell) => cells[at] = cell,
            (Self::Few(cells), cell) => {
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

    /// Returns the same cells in a form that holds one more of the given kind.
    #[cold]
    fn widened(&self, cell: Cell) -> Self {
        if let Self::Empty = self {
            return Self::Few(Vec::new());
        }
        let form = self.cells().fold(form(cell), |joined, (_, cell)| join(joined, form(cell)));
        let mut block = match form {
            Form::Text => Self::Texts(vec![NO_WORD; BLOCK].into()),
            Form::Day => Self::Days(vec![NO_WORD; BLOCK].into()),
            Form::Moment => Self::Moments(vec![f64::NAN; BLOCK].into()),
            Form::Hundredths => Self::Hundredths(vec![NO_HUNDREDTHS; BLOCK].into()),
            Form::Number => Self::Numbers(vec![f64::NAN; BLOCK].into()),
            Form::Any => Self::Mixed(vec![Cell::Empty; BLOCK].into()),
        };
        for (at, cell) in self.cells() {
            block.put(at, cell);
        }
        block
    }
}

fn form(cell: Cell) -> Form {
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
            stray in prop::collection::vec((0..BLOCK, any_cell()), 0..3),
            cells in prop::collection::vec((0..BLOCK, any_cell()), 0..400),
        ) {
            let same_kind = |cell: &Cell| match (kind, cell) {
                (0, Cell::Text(_)) | (1, Cell::Date(_)) | (2, Cell::Number(_)) => true,
                (3, Cell::Number(number)) => whole_cents(*number).is_some(),
                (4, Cell::Date(serial)) => whole_day(*serial).is_some(),
                (kind, _) => kind == 5,
            };
            let mut block = Block::default();
            let mut plain = vec![Cell::Empty; BLOCK];
            let of_kind = cells.into_iter().filter(|(_, cell)| same_kind(cell));
            for (at, cell) in of_kind.chain(stray) {
                block.set(at, cell);
                plain[at] = cell;
            }
            for (at, cell) in plain.iter().enumerate() {
                prop_assert_eq!(bits(block.get(at)), bits(*cell));
            }
            let listed = block.cells().map(|(at, _)| at).collect::<Vec<_>>();
            let filled = |at: &usize| plain[*at] != Cell::Empty;
            prop_assert_eq!(listed, (0..BLOCK).filter(filled).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_column_of_one_kind_takes_four_bytes_a_cell() {
        let mut blocks = [Block::default(), Block::default(), Block::default()];
        for at in 0..BLOCK {
            blocks[0].set(at, Cell::Text(TextId(7)));
            blocks[1].set(at, Cell::Date(45_351.0));
            blocks[2].set(at, Cell::Number(1.1));
        }
        assert!(matches!(blocks, [Block::Texts(_), Block::Days(_), Block::Hundredths(_)]));
    }
}
