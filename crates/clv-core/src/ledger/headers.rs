//! Where the headers of a sheet stand: the row that scores best, two rows joined, and the headers of further lists.

use super::amounts::{AmountText, Mark, parse};
use super::dates;
use super::vocabulary::vocabulary;
use crate::grid::{Area, Book, Cell, Sheet, TextId};
use std::collections::BTreeMap;

/// How many rows with something in them are looked at from the top of a sheet.
const ROWS_FROM_TOP: usize = 40;
/// How many columns are looked at: no ledger is wider.
const MOST_COLUMNS: usize = 300;

/// The headers of one list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Headers {
    /// The first row of headers.
    pub(super) top: u32,
    /// The last row of headers: the list starts below it.
    pub(super) bottom: u32,
    /// The columns with the texts of their headers.
    pub(super) cells: Vec<(u32, String)>,
}

impl Headers {
    /// Returns whether the list has no headers: its rows begin where they would stand.
    pub(super) fn are_missing(&self) -> bool {
        self.cells.iter().all(|cell| cell.1.is_empty())
    }
}

/// How well texts do as headers, remembered.
#[derive(Default)]
pub(super) struct HeaderWords {
    synonyms: BTreeMap<TextId, bool>,
    partial: BTreeMap<TextId, bool>,
}

impl HeaderWords {
    /// Returns whether a text is a synonym as a whole.
    fn is_synonym(&mut self, book: &Book, id: TextId) -> bool {
        // Dates and amounts as text stand by the million in some columns.
        let text = book.texts.get(id);
        let first = text.trim_start().as_bytes().first();
        let may_be = first.is_some_and(|first| !first.is_ascii_digit() && *first != b'-');
        let is_short = text.len() <= 80;
        may_be
            && is_short
            && *self.synonyms.entry(id).or_insert_with(|| vocabulary().is_synonym(text))
    }

    /// Returns whether a synonym stands in a text: slow, so asked only of rows that may be headers.
    fn has_synonym(&mut self, book: &Book, id: TextId) -> bool {
        let text = book.texts.get(id);
        let is_short = text.chars().count() <= 40;
        is_short
            && *self.partial.entry(id).or_insert_with(|| !vocabulary().matches(text).is_empty())
    }
}

/// Finds the first row of headers from a row on; nothing if no row does.
pub(super) fn find(
    book: &Book,
    sheet: &Sheet,
    from: u32,
    words: &mut HeaderWords,
) -> Option<Headers> {
    let columns: Vec<u32> = sheet.grid.used_columns().take(MOST_COLUMNS).collect();
    let filled = (from..sheet.grid.n_rows())
        .filter(|&row| columns.iter().any(|&column| sheet.grid.get(row, column) != Cell::Empty));
    let scored: Vec<(u32, f64)> = filled
        .take(ROWS_FROM_TOP)
        .filter_map(|row| Some((row, row_score(book, sheet, row, &columns, words)?)))
        .collect();
    let best = scored.iter().map(|scored| scored.1).fold(0.0, f64::max);
    let &(row, _) = scored.iter().find(|scored| scored.1 >= 0.6 * best)?;
    let second = (row + 1..row + 2).find(|&below| {
        is_sub_header(book, sheet, row, below, &columns, words)
            && scored.iter().any(|scored| scored.0 == below)
    });
    let (group, bottom) = match second {
        Some(below) => (Some(row), below),
        None => (group_above(book, sheet, row, &columns, words), row),
    };
    let mut headers = headers(book, sheet, group, bottom, &columns);
    if let Some(corner) = corner(book, sheet, bottom, &columns)
        && headers.cells.iter().all(|cell| cell.0 != corner)
    {
        headers.cells.insert(0, (corner, String::new()));
    }
    Some(headers)
}

/// Returns the first column if it has no header and the others are what stands across: over numbers, beside months or
/// names.
fn corner(book: &Book, sheet: &Sheet, row: u32, columns: &[u32]) -> Option<u32> {
    let (&corner, across) = columns.split_first()?;
    let is_over_numbers = |&&column: &&u32| {
        let cell = sheet.grid.get(row, column);
        let is_text = matches!(cell, Cell::Text(id) if !is_value(book.texts.get(id)));
        span_of(book, cell).is_some() || is_text && types_below(book, sheet, row, column).1
    };
    let is_headed = |column: u32| sheet.grid.get(row, column) != Cell::Empty;
    let n_headed = across.iter().filter(|&&column| is_headed(column)).count();
    let n_across = across.iter().filter(is_over_numbers).count();
    let mut below = row + 1..(row + 6).min(sheet.grid.n_rows());
    let is_label = |row: u32| match sheet.grid.get(row, corner) {
        Cell::Text(_) | Cell::Date(_) => true,
        Cell::Empty | Cell::Number(_) | Cell::Logical(_) | Cell::Error(_) => false,
    };
    let is_crossed = !is_headed(corner)
        && n_across >= 3
        && 10 * n_across >= 8 * n_headed
        && below.len() >= 2
        && below.all(is_label);
    is_crossed.then_some(corner)
}

/// Returns the headers in a given row, without a group above them.
pub(super) fn in_row(
    book: &Book,
    sheet: &Sheet,
    row: u32,
    columns: std::ops::RangeInclusive<u32>,
) -> Headers {
    let columns: Vec<u32> =
        sheet.grid.used_columns().filter(|column| columns.contains(column)).collect();
    headers(book, sheet, None, row, &columns)
}

fn row_score(
    book: &Book,
    sheet: &Sheet,
    row: u32,
    columns: &[u32],
    words: &mut HeaderWords,
) -> Option<f64> {
    let (mut exact, mut partial, mut texts, mut spans, mut values) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let (mut dates_below, mut numbers_below) = (0.0, 0.0);
    let may_be_headers = columns.iter().any(|&column| match sheet.grid.get(row, column) {
        Cell::Text(id) => words.is_synonym(book, id),
        Cell::Empty | Cell::Number(_) | Cell::Date(_) | Cell::Logical(_) | Cell::Error(_) => false,
    });
    for &column in columns {
        let cell = sheet.grid.get(row, column);
        if span_of(book, cell).is_some() {
            spans += 1.0;
            continue;
        }
        match cell {
            Cell::Text(id) if is_value(book.texts.get(id)) => values += 1.0,
            Cell::Text(id) => {
                texts += 1.0;
                if words.is_synonym(book, id) {
                    exact += 1.0;
                } else if may_be_headers && words.has_synonym(book, id) {
                    partial += 1.0;
                }
                let (dates, numbers) = types_below(book, sheet, row, column);
                dates_below += f64::from(u8::from(dates));
                numbers_below += f64::from(u8::from(numbers));
            }
            Cell::Number(_) | Cell::Date(_) | Cell::Logical(_) | Cell::Error(_) => values += 1.0,
            Cell::Empty => {}
        }
    }
    let has_corner = || corner(book, sheet, row, columns).is_some();
    let is_matrix = spans >= 3.0 && (texts >= 1.0 || has_corner());
    let is_known = exact + partial >= 2.0 && exact >= 1.0;
    let is_shaped = texts >= 3.0 && dates_below >= 1.0 && numbers_below >= 1.0 && values == 0.0;
    let is_crossed = || texts >= 3.0 && values == 0.0 && has_corner();
    if !is_matrix && !is_known && !is_shaped && !is_crossed() {
        return None;
    }
    let spans = if is_matrix { 2.0 * spans } else { -2.0 * spans };
    let score =
        3.0 * exact + partial + 0.5 * texts + spans + dates_below + numbers_below - 2.0 * values;
    (score > 0.0).then_some(score)
}

/// Returns whether a text is a date or an amount: what stands below headers, never one of them.
fn is_value(text: &str) -> bool {
    let is_date = || dates::parse(text).is_some_and(|parts| parts.has_year() && !parts.is_month());
    let is_amount = || matches!(parse(text, Mark::Comma), AmountText::Amount(_));
    text.bytes().any(|b| b.is_ascii_digit()) && (is_date() || is_amount())
}

/// Returns whether most of the next rows of a column hold dates, and whether they hold numbers.
fn types_below(book: &Book, sheet: &Sheet, row: u32, column: u32) -> (bool, bool) {
    let (mut n, mut dates, mut numbers) = (0, 0, 0);
    for below in row + 1..(row + 6).min(sheet.grid.n_rows()) {
        let cell = sheet.grid.get(below, column);
        n += i32::from(cell != Cell::Empty);
        dates += i32::from(matches!(cell, Cell::Date(_)));
        numbers += i32::from(matches!(cell, Cell::Number(_)));
        if let Some(text) = book.text(cell) {
            dates += i32::from(
                dates::parse(text).is_some_and(|parts| parts.has_year() || parts.is_month()),
            );
        }
    }
    (n > 0 && dates * 2 > n, n > 0 && numbers * 2 > n)
}

/// Returns the month, quarter or year that a header cell names.
pub(super) fn span_of(book: &Book, cell: Cell) -> Option<dates::Around> {
    match cell {
        Cell::Text(id) => {
            let text = book.texts.get(id).trim();
            if let Some(parts) = dates::parse(text).filter(|parts| parts.is_month()) {
                return Some(parts.around());
            }
            dates::year_of(text).map(|year| dates::Around { year: Some(year), month: None })
        }
        Cell::Number(number) if number.fract() == 0.0 && (1990.0..=2100.0).contains(&number) => {
            #[expect(clippy::cast_possible_truncation, reason = "checked to be a year")]
            let year = number as i16;
            Some(dates::Around { year: Some(year), month: None })
        }
        Cell::Date(serial) => {
            let date = crate::calendar::date_from_serial(serial).filter(|date| date.day() == 1)?;
            Some(dates::Around { year: Some(date.year()), month: Some(date.month()) })
        }
        Cell::Empty | Cell::Number(_) | Cell::Logical(_) | Cell::Error(_) => None,
    }
}

/// Returns whether the row below holds the second half of the headers: words only, and more of them known.
fn is_sub_header(
    book: &Book,
    sheet: &Sheet,
    row: u32,
    below: u32,
    columns: &[u32],
    words: &mut HeaderWords,
) -> bool {
    let mut synonyms = 0;
    for &column in columns {
        match sheet.grid.get(below, column) {
            Cell::Empty => {}
            Cell::Text(id) if dates::parse(book.texts.get(id)).is_none() => {
                synonyms += i32::from(words.is_synonym(book, id));
            }
            Cell::Text(_) | Cell::Number(_) | Cell::Date(_) | Cell::Logical(_) | Cell::Error(_) => {
                return false;
            }
        }
    }
    let has_gap = columns.iter().any(|&column| {
        sheet.grid.get(row, column) == Cell::Empty && sheet.grid.get(below, column) != Cell::Empty
    });
    let is_spread = sheet.merged.iter().any(|area| area.top == row && area.right > area.left);
    synonyms >= 2 && (has_gap || is_spread)
}

/// Returns the row above if it holds the groups of the headers.
fn group_above(
    book: &Book,
    sheet: &Sheet,
    row: u32,
    columns: &[u32],
    words: &mut HeaderWords,
) -> Option<u32> {
    let above = row.checked_sub(1)?;
    let (mut texts, mut synonyms) = (0, 0);
    for &column in columns {
        match sheet.grid.get(above, column) {
            Cell::Empty => {}
            Cell::Text(id) => {
                texts += 1;
                synonyms += i32::from(words.is_synonym(book, id));
            }
            cell if span_of(book, cell).is_some() => texts += 1,
            Cell::Number(_) | Cell::Date(_) | Cell::Logical(_) | Cell::Error(_) => return None,
        }
    }
    let is_spread = sheet
        .merged
        .iter()
        .any(|area| area.top == above && area.bottom == above && area.right > area.left);
    (texts >= 2 && (synonyms >= 1 || is_spread)).then_some(above)
}

fn headers(
    book: &Book,
    sheet: &Sheet,
    group: Option<u32>,
    bottom: u32,
    columns: &[u32],
) -> Headers {
    let text = |row: u32, column: u32| header_text(book, sheet.grid.get(row, column));
    let mut current = String::new();
    let mut cells = Vec::new();
    for &column in columns {
        let name = text(bottom, column);
        let mut header = name.clone();
        if let Some(group) = group {
            let own = text(group, column);
            if !own.is_empty() {
                current.clone_from(&own);
            } else if name.is_empty() || !continues(sheet, group, column) {
                current.clear();
            }
            // A name that runs down over both rows is one name.
            header =
                if name.is_empty() { own } else { format!("{current} {name}").trim().to_owned() };
        }
        if !header.is_empty() {
            cells.push((column, header));
        }
    }
    Headers { top: group.unwrap_or(bottom), bottom, cells }
}

/// Returns whether a group reaches over a column: as a merged cell, or, without any, until the next group.
fn continues(sheet: &Sheet, row: u32, column: u32) -> bool {
    let is_here = |area: &Area| area.top <= row && row <= area.bottom;
    let mut merged =
        sheet.merged.iter().filter(|area| is_here(area) && area.right > area.left).peekable();
    merged.peek().is_none() || merged.any(|area| area.left <= column && column <= area.right)
}

fn header_text(book: &Book, cell: Cell) -> String {
    let text = match cell {
        Cell::Text(id) => book.texts.get(id).to_owned(),
        Cell::Number(number) => number.to_string(),
        Cell::Date(serial) => crate::calendar::date_from_serial(serial)
            .map(|date| date.to_string())
            .unwrap_or_default(),
        Cell::Empty | Cell::Logical(_) | Cell::Error(_) => String::new(),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_start_matches('\u{feff}').to_owned()
}

/// Returns the rows below a list's headers that hold headers again, in order: of the same list, or of another one.
pub(super) fn below(
    book: &Book,
    sheet: &Sheet,
    rows: std::ops::Range<u32>,
    typed_columns: &[u32],
    words: &mut HeaderWords,
) -> Vec<u32> {
    let mut found = Vec::new();
    for &column in typed_columns {
        for (row, cell) in sheet.grid.column(column) {
            if let Cell::Text(id) = cell
                && rows.contains(&row)
                && words.is_synonym(book, id)
                && is_header_row(book, sheet, row, words)
            {
                found.push(row);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn is_header_row(book: &Book, sheet: &Sheet, row: u32, words: &mut HeaderWords) -> bool {
    let (mut texts, mut synonyms) = (0, 0);
    for column in sheet.grid.used_columns().take(MOST_COLUMNS) {
        match sheet.grid.get(row, column) {
            Cell::Empty => {}
            Cell::Text(id) => {
                texts += 1;
                synonyms += i32::from(words.is_synonym(book, id));
            }
            Cell::Number(_) | Cell::Date(_) | Cell::Logical(_) | Cell::Error(_) => return false,
        }
    }
    synonyms >= 2 && 2 * synonyms >= texts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(drawing: &str) -> Option<(u32, u32, String)> {
        let book = Book::from_text(drawing);
        let headers = find(&book, &book.sheets[0], 0, &mut HeaderWords::default())?;
        let texts: Vec<_> = headers.cells.into_iter().map(|cell| cell.1).collect();
        Some((headers.top, headers.bottom, texts.join(", ")))
    }

    #[test]
    fn titles_and_sums_above_the_headers_are_passed_over() {
        let drawing = "Studio Lichtval\nKadeweg 14, Leeuwdorp\n\n | | Totaal | 1200\nDatum | Klant | Factuur | Bedrag\n\
                       2024-01-03 | Ana | 24001 | 120\n2024-01-04 | Bo | 24002 | 80";
        assert_eq!(found(drawing), Some((4, 4, "Datum, Klant, Factuur, Bedrag".to_owned())));
    }

    #[test]
    fn headers_in_two_rows_are_joined() {
        let drawing = "Factuur | | | Klant | Bedrag | |\nnummer | datum | verval | | excl. | btw | incl.\n\
                       1 | 2024-01-03 | 2024-02-03 | Ana | 100 | 21 | 121";
        let texts = "Factuur nummer, Factuur datum, Factuur verval, Klant, Bedrag excl., Bedrag btw, Bedrag incl.";
        assert_eq!(found(drawing), Some((0, 1, texts.to_owned())));
    }

    #[test]
    fn months_across_are_headers_too() {
        let drawing = "Omzet 2024\n\nKlant | jan | feb | mrt | Totaal\nAna | 100 | | 50 | 150";
        assert_eq!(found(drawing), Some((2, 2, "Klant, jan, feb, mrt, Totaal".to_owned())));
    }

    #[test]
    fn a_sheet_of_other_things_has_no_headers() {
        assert_eq!(found("Notities\nbellen met de bank\nmelk"), None);
    }
}
