//! A column put in order, so that what meets a criterion is found without reading all of it.

use crate::arithmetic::nearly_equal;
use crate::coerce::number_from_text;
use crate::criterion::Criterion;
use crate::expr::Operator;
use crate::value::Value;

/// The cells of a column by their values; it gives exactly the rows that [`Criterion::is_met`] would.
#[derive(Debug)]
pub(crate) struct Index {
    numbers: Ordered<f64>,
    /// The texts that read as numbers: they equal those.
    numerals: Ordered<f64>,
    /// The texts in small letters.
    texts: Ordered<Box<str>>,
    blanks: Vec<u32>,
}

/// Values from small to large, and the row of each.
#[derive(Debug)]
struct Ordered<T> {
    values: Vec<T>,
    rows: Vec<u32>,
}

impl<T> Ordered<T> {
    fn new(mut pairs: Vec<(T, u32)>, order: impl Fn(&T, &T) -> std::cmp::Ordering) -> Self {
        pairs.sort_by(|a, b| order(&a.0, &b.0));
        let (values, rows) = pairs.into_iter().unzip();
        Self { values, rows }
    }

    /// Returns the rows of the values that are not before, up to the first that is after.
    fn between(&self, is_before: impl Fn(&T) -> bool, is_not_after: impl Fn(&T) -> bool) -> &[u32] {
        let first = self.values.partition_point(is_before);
        let last = self.values.partition_point(is_not_after);
        &self.rows[first..last]
    }
}

/// The rows that were found, in no order.
pub(crate) struct Met<'a>([&'a [u32]; 2]);

impl Met<'_> {
    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(|rows| rows.len()).sum()
    }

    pub(crate) fn rows(&self) -> Vec<usize> {
        self.0.iter().copied().flatten().map(|&row| row as usize).collect()
    }

    /// Returns the row that comes first in the column.
    pub(crate) fn first(&self) -> Option<usize> {
        self.0.iter().copied().flatten().min().map(|&row| row as usize)
    }
}

impl Index {
    /// Puts the cells of some rows in order.
    pub(crate) fn new(cells: &[Value], rows: impl IntoIterator<Item = usize>) -> Self {
        let (mut numbers, mut numerals, mut texts) = (Vec::new(), Vec::new(), Vec::new());
        let mut blanks = Vec::new();
        for at in rows {
            let row = u32::try_from(at).unwrap_or(u32::MAX);
            match &cells[at] {
                Value::Number(number) => numbers.push((*number, row)),
                Value::Text(text) => {
                    numerals.extend(number_from_text(text).map(|number| (number, row)));
                    texts.push((folded(text), row));
                }
                Value::Blank => blanks.push(row),
                Value::Logical(_) | Value::Error(_) | Value::Array(_) => {}
            }
        }
        Self {
            numbers: Ordered::new(numbers, f64::total_cmp),
            numerals: Ordered::new(numerals, f64::total_cmp),
            texts: Ordered::new(texts, Ord::cmp),
            blanks,
        }
    }

    /// Returns how many cells it holds.
    pub(crate) fn len(&self) -> usize {
        self.numbers.rows.len() + self.texts.rows.len() + self.blanks.len()
    }

    /// Returns the rows that meet a criterion; nothing where only reading the cells tells.
    pub(crate) fn met(&self, criterion: &Criterion) -> Option<Met<'_>> {
        let relation = criterion.relation;
        match &criterion.operand {
            Value::Number(number) => {
                let equals = self.numerals.between(|n| n < number, |n| n <= number);
                let (numbers, numerals) = match relation {
                    Operator::Equal => (self.equal_numbers(*number), equals),
                    Operator::Less => {
                        (self.numbers.between(|_| false, |n| is_below(*n, *number)), &[][..])
                    }
                    Operator::LessOrEqual => {
                        (self.numbers.between(|_| false, |n| is_not_above(*n, *number)), equals)
                    }
                    Operator::Greater => {
                        (self.numbers.between(|n| is_not_above(*n, *number), |_| true), &[][..])
                    }
                    Operator::GreaterOrEqual => {
                        (self.numbers.between(|n| is_below(*n, *number), |_| true), equals)
                    }
                    _ => return None,
                };
                Some(Met([numbers, numerals]))
            }
            Value::Text(text) if relation == Operator::Equal && criterion.is_plain() => {
                let blanks = if text.is_empty() { self.blanks.as_slice() } else { &[] };
                Some(Met([self.equal_texts(text), blanks]))
            }
            _ => None,
        }
    }

    /// Returns the rows with the same number or text, which is how lookups compare; nothing for other kinds of values.
    pub(crate) fn same(&self, value: &Value) -> Option<Met<'_>> {
        match value {
            Value::Number(number) => Some(Met([self.equal_numbers(*number), &[]])),
            Value::Text(text) => Some(Met([self.equal_texts(text), &[]])),
            Value::Blank | Value::Logical(_) | Value::Error(_) | Value::Array(_) => None,
        }
    }

    fn equal_numbers(&self, number: f64) -> &[u32] {
        self.numbers.between(|n| is_below(*n, number), |n| is_not_above(*n, number))
    }

    fn equal_texts(&self, text: &str) -> &[u32] {
        let text = folded(text);
        self.texts.between(|t| *t < text, |t| *t <= text)
    }
}

fn is_below(number: f64, bound: f64) -> bool {
    number < bound && !nearly_equal(number, bound)
}

fn is_not_above(number: f64, bound: f64) -> bool {
    number < bound || nearly_equal(number, bound)
}

fn folded(text: &str) -> Box<str> {
    text.chars().flat_map(char::to_lowercase).collect::<String>().into_boxed_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_finds_exactly_the_rows_that_meet_a_criterion() {
        let noisy = 0.1 + 0.2;
        let mut cells: Vec<Value> =
            [0.3, noisy, -0.0, 0.0, 5.0, -5.0, 5.0, 4.999_999_999_999_999, 1e300, -1e-300, 7.25]
                .map(Value::Number)
                .to_vec();
        cells.extend(["5", "Vast", "vast", "", "v?", " 5 ", "Één", "één", "12%"].map(Value::text));
        cells.extend([Value::Blank, Value::Logical(true), Value::Error(crate::ErrorValue::Num)]);
        let index = Index::new(&cells, 0..cells.len());
        let mut n_answered = 0;
        for sign in ["", "=", "<", "<=", ">", ">=", "<>"] {
            for operand in
                ["5", "0.3", "0", "-5", "1e300", "0.12", "vast", "ÉÉN", "", "v*", "TRUE", "#NUM!"]
            {
                let criterion = Criterion::read(&Value::text(&format!("{sign}{operand}")));
                let by_reading: Vec<usize> =
                    (0..cells.len()).filter(|&row| criterion.is_met(&cells[row])).collect();
                if let Some(met) = index.met(&criterion) {
                    let mut rows = met.rows();
                    rows.sort_unstable();
                    assert_eq!(rows, by_reading, "{sign}{operand}");
                    n_answered += 1;
                }
            }
        }
        assert!(n_answered >= 40, "{n_answered}");
    }
}
