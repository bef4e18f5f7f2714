//! Summaries as papers print them, one customer a row: frequency, recency, age and monetary value.

use super::observed::Observed;
use crate::error::LedgerError;
use crate::input;
use crate::update::file_name;
use clv_core::calendar::Days;
use clv_core::forecast::routing::Evidence;
use clv_core::forecast::{CustomerInput, Price};
use clv_core::grid::{Book, Cell};
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

/// Returns the customers of the first sheet, or what is wrong with it.
fn observed(book: &Book, unit: Days) -> Result<Observed, String> {
    let sheet = book.sheets.first().ok_or("there is no sheet")?;
    let grid = &sheet.grid;
    let header = |column| book.text(grid.get(0, column)).unwrap_or("").trim().to_lowercase();
    let headers: Vec<String> = (0..grid.n_columns()).map(header).collect();
    let find =
        |name: &str| (0u32..).zip(&headers).find(|(_, header)| *header == name).map(|it| it.0);
    if let Some(missing) = NEEDED.iter().find(|name| find(name).is_none()) {
        return Err(format!("the column `{missing}` is missing in the first row"));
    }
    let id = find("customer");
    let [x, t_x, age, mean, litt] =
        ["frequency", "recency", "age", "monetary_value", "litt"].map(find);
    let (mut ids, mut customers) = (Vec::new(), Vec::new());
    for row in 1..grid.n_rows() {
        if (0..grid.n_columns()).all(|column| grid.get(row, column) == Cell::Empty) {
            continue;
        }
        let value = |column: Option<u32>, name: &str| match column {
            None => Ok(None),
            Some(column) => number(book, grid.get(row, column))
                .map_err(|text| format!("row {}: `{text}` is no {name}", row + 1)),
        };
        let needed = |column: Option<u32>, name: &str| {
            let found = value(column, name)?.filter(|it| *it >= 0.0);
            found.ok_or_else(|| format!("row {}: there is no {name} of 0 or more", row + 1))
        };
        let history = History {
            x: needed(x, "frequency")?,
            t_x: needed(t_x, "recency")? * unit.0,
            age: needed(age, "age")? * unit.0,
        };
        if history.t_x > history.age {
            return Err(format!("row {}: recency is more than age", row + 1));
        }
        let ln_gaps = value(litt, "litt")?.map(|litt| litt + history.x * unit.0.ln());
        let mean = value(mean, "monetary_value")?.filter(|_| history.x > 0.0);
        let repeats = mean.map(|mean| Spending { x: history.x, mean });
        ids.push(id.map_or_else(|| row.to_string(), |column| named(book, grid.get(row, column))));
        customers.push(CustomerInput {
            history,
            ln_gaps: if history.x > 0.0 { ln_gaps } else { Some(0.0) },
            repeats,
            purchases: repeats,
            price: mean.map_or(Price::Unknown, Price::One),
            ..CustomerInput::default()
        });
    }
    let length = customers.iter().map(|customer| customer.history.age).fold(0.0, f64::max);
    let evidence = Evidence::of(&customers, Days(length));
    let has_amounts = find("monetary_value").is_some();
    Ok(Observed { ids, customers, has_amounts, evidence, later: None })
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
}
