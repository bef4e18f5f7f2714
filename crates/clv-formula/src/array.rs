//! Rectangles of values: columns of a table and array constants.

use crate::value::{ErrorValue, Value};

/// Values in rows and columns; never empty, never holding another array.
#[derive(Clone, Debug, PartialEq)]
pub struct Array {
    columns: usize,
    cells: Vec<Value>,
}

impl Array {
    /// Makes an array of one column; without values, of one blank.
    pub fn column(cells: Vec<Value>) -> Self {
        Self::new(1, cells)
    }

    /// Makes an array from its cells row by row; what does not fill a row is cut off.
    pub fn new(columns: usize, mut cells: Vec<Value>) -> Self {
        let columns = columns.max(1);
        cells.truncate(cells.len() / columns * columns);
        if cells.is_empty() {
            Self { columns: 1, cells: vec![Value::Blank] }
        } else {
            Self { columns, cells }
        }
    }

    /// Returns how many rows it has.
    pub fn n_rows(&self) -> usize {
        self.cells.len() / self.columns
    }

    /// Returns how many columns it has.
    pub fn n_columns(&self) -> usize {
        self.columns
    }

    /// Returns all values row by row.
    pub fn cells(&self) -> &[Value] {
        &self.cells
    }

    /// Returns the value at the top left.
    pub fn first(&self) -> &Value {
        &self.cells[0]
    }

    /// Returns the value that meets a row and a column when the array is stretched over a larger one.
    ///
    /// One row serves every row, one column every column; beyond the end there is `#N/A`, as in Excel.
    pub(crate) fn stretched(&self, row: usize, column: usize) -> Value {
        let row = if self.n_rows() == 1 { 0 } else { row };
        let column = if self.columns == 1 { 0 } else { column };
        if row >= self.n_rows() || column >= self.columns {
            return Value::Error(ErrorValue::NotAvailable);
        }
        self.cells[row * self.columns + column].clone()
    }
}
