//! Summaries as papers print them, one customer a row: frequency, recency, age and monetary value.

use super::observed::{LeftOut, Observed};
use crate::error::LedgerError;
use crate::input;
use crate::update::file_name;
use clv_core::calendar::Days;
use clv_core::forecast::routing::Evidence;
use clv_core::forecast::{CustomerInput, Price};
use clv_core::grid::{Book, Cell, Grid};
use clv_core::models::History;
use clv_core::models::gamma_gamma::Spending;
use std::io::Cursor;
use std::path::Path;

/// The columns that have to be there.
const NEEDED: [&str; 3] = ["frequency", "recency", "age"];

/// Reads a table of summaries whose times are in this unit.
pub(super) fn read(path: &Path, unit: Days) -> Result<Observed, LedgerError> {
    let snapshot = input::read(path)?;
    let book = clv_xlsx::read(Cursor::new(&snapshot.bytes), &file_name(path))?;
    observed(&book, unit).map_err(LedgerError::NotSummaries)
}

/// Returns the customers of the first sheet, or what is wrong with it; rows that cannot be are left out.
fn observed(book: &Book, unit: Days) -> Result<Observed, String> {
    let sheet = book.sheets.first().ok_or("there is no sheet")?;
    let table = Table::of(book, &sheet.grid, unit)?;
    let (mut ids, mut customers, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for row in 1..sheet.grid.n_rows() {
        if (0..sheet.grid.n_columns()).all(|column| sheet.grid.get(row, column) == Cell::Empty) {
            continue;
        }
        match table.customer(row) {
            Ok(customer) => {
                ids.push(table.id(row));
                customers.push(customer);
            }
            Err(reason) => left_out.push(LeftOut { row: row + 1, reason }),
        }
    }
    if let (true, Some(LeftOut { row, reason })) = (customers.is_empty(), left_out.first()) {
        return Err(format!("row {row}: {reason}"));
    }
    let length = customers.iter().map(|customer| customer.history.age).fold(0.0, f64::max);
    let evidence = Evidence::of(&customers, Days(length));
    let has_amounts = table.monetary_value.is_some();
    Ok(Observed { ids, customers, has_amounts, evidence, left_out, later: None })
}

/// A table of summaries: where its columns are.
struct Table<'a> {
    book: &'a Book,
    grid: &'a Grid,
    unit: Days,
    customer: Option<u32>,
    needed: [u32; 3],
    monetary_value: Option<u32>,
    litt: Option<u32>,
}

impl<'a> Table<'a> {
    fn of(book: &'a Book, grid: &'a Grid, unit: Days) -> Result<Self, String> {
        let header = |column| book.text(grid.get(0, column)).unwrap_or("").trim().to_lowercase();
        let find = |name: &str| (0..grid.n_columns()).find(|&column| header(column) == name);
        let mut needed = [0; 3];
        for (column, name) in needed.iter_mut().zip(NEEDED) {
            let missing = || format!("the column `{name}` is missing in the first row");
            *column = find(name).ok_or_else(missing)?;
        }
        let [customer, monetary_value, litt] = ["customer", "monetary_value", "litt"].map(find);
        Ok(Self { book, grid, unit, customer, needed, monetary_value, litt })
    }

    fn id(&self, row: u32) -> String {
        let name = |column| named(self.book, self.grid.get(row, column));
        self.customer.map_or_else(|| row.to_string(), name)
    }

    fn value(&self, row: u32, column: Option<u32>, name: &str) -> Result<Option<f64>, String> {
        let cell = column.map_or(Cell::Empty, |column| self.grid.get(row, column));
        number(self.book, cell).map_err(|text| format!("`{text}` is no {name}"))
    }

    /// Returns the customer of a row, or why there can be none such.
    fn customer(&self, row: u32) -> Result<CustomerInput, String> {
        let mut found = [0.0; 3];
        for ((value, column), name) in found.iter_mut().zip(self.needed).zip(NEEDED) {
            let number = self.value(row, Some(column), name)?.filter(|it| *it >= 0.0);
            *value = number.ok_or_else(|| format!("there is no {name} of 0 or more"))?;
        }
        let [x, recency, age] = found;
        if recency > age {
            return Err("recency is more than age".to_owned());
        }
        if x.fract() != 0.0 {
            return Err("frequency is no whole number".to_owned());
        }
        if x == 0.0 && recency > 0.0 {
            return Err("there is a recency, but no repeat purchase".to_owned());
        }
        let litt = self.value(row, self.litt, "litt")?;
        let mean = self.value(row, self.monetary_value, "monetary_value")?.filter(|_| x > 0.0);
        let repeats = mean.map(|mean| Spending { x, mean });
        Ok(CustomerInput {
            history: History { x, t_x: recency * self.unit.0, age: age * self.unit.0 },
            ln_gaps: if x > 0.0 { litt.map(|litt| litt + x * self.unit.0.ln()) } else { Some(0.0) },
            repeats,
            purchases: repeats,
            price: mean.map_or(Price::Unknown, Price::One),
            ..CustomerInput::default()
        })
    }
}

/// Returns the number in a cell, nothing for an empty one, or its text if that is no number.
fn number(book: &Book, cell: Cell) -> Result<Option<f64>, String> {
    let text = match cell {
        Cell::Empty => return Ok(None),
        Cell::Number(number) => return Ok(Some(number)),
        Cell::Text(id) => book.texts.get(id).trim(),
        Cell::Date(_) | Cell::Logical(_) | Cell::Error(_) => return Err("this cell".to_owned()),
    };
    if text.is_empty() || text.eq_ignore_ascii_case("na") || text.eq_ignore_ascii_case("nan") {
        return Ok(None);
    }
    let number = text.parse().or_else(|_| text.replace(',', ".").parse());
    number.ok().filter(|it: &f64| it.is_finite()).map(Some).ok_or_else(|| text.to_owned())
}

fn named(book: &Book, cell: Cell) -> String {
    match cell {
        Cell::Number(number) => number.to_string(),
        Cell::Text(id) => book.texts.get(id).trim().to_owned(),
        Cell::Empty | Cell::Date(_) | Cell::Logical(_) | Cell::Error(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(drawing: &str) -> Result<Observed, String> {
        observed(&Book::from_text(drawing), Days(7.0))
    }

    #[test]
    fn a_row_is_a_customer_with_times_in_days() {
        let drawing =
            "customer|frequency|recency|age|monetary_value|litt\n7|2|3|10|12.5|1\nAna|0|0|4||";
        let Observed { ids, customers, evidence, .. } = read(drawing).unwrap();
        assert_eq!(ids, ["7", "Ana"]);
        assert_eq!(customers[0].history, History { x: 2.0, t_x: 21.0, age: 70.0 });
        assert!((customers[0].ln_gaps.unwrap() - (1.0 + 2.0 * 7f64.ln())).abs() < 1e-12);
        assert_eq!(customers[0].repeats, Some(Spending { x: 2.0, mean: 12.5 }));
        assert_eq!((customers[1].repeats, customers[1].ln_gaps), (None, Some(0.0)));
        assert_eq!((evidence.customers, evidence.repeaters, evidence.length), (2, 1, Days(70.0)));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_row() {
        let wrong = |drawing| read(drawing).unwrap_err();
        assert_eq!(
            wrong("customer|frequency|age"),
            "the column `recency` is missing in the first row"
        );
        assert_eq!(wrong("frequency|recency|age\n1|veel|3"), "row 2: `veel` is no recency");
        assert_eq!(wrong("frequency|recency|age\n1|5|3"), "row 2: recency is more than age");
        assert_eq!(
            wrong("frequency|recency|age\n-1|5|9"),
            "row 2: there is no frequency of 0 or more"
        );
    }

    /// The cases are those of lifetimes 0.11.3, `test_check_inputs`, which rejects the whole table for each.
    #[test]
    fn rows_that_cannot_be_are_left_out_and_the_others_fitted() {
        let table = "customer|frequency|recency|age|monetary_value\n\
            a|1|6|5|10\nb|0|1|5|\nc|0.5|1|5|\nd|1|1|5|0\ne|2|10|15|33.33";
        let Observed { ids, left_out, .. } = read(table).unwrap();
        assert_eq!(ids, ["d", "e"]);
        let told: Vec<_> =
            left_out.iter().map(|it| format!("row {}: {}", it.row, it.reason)).collect();
        assert_eq!(
            told,
            [
                "row 2: recency is more than age",
                "row 3: there is a recency, but no repeat purchase",
                "row 4: frequency is no whole number"
            ]
        );
    }
}
