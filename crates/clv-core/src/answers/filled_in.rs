//! Finding back what was typed on our sheets: rows by their keys, columns by their headers in either language.

use crate::answers::keys::Key;
use crate::calendar::{Date, date_from_serial};
use crate::grid::{Book, Cell, Sheet};
use crate::words::{Lang, Words};

/// Both languages, because the owner may have switched since the sheet was written.
pub(super) struct BothLanguages([Words; 2]);

impl BothLanguages {
    pub(super) fn load() -> Self {
        Self([Words::new(Lang::Nl), Words::new(Lang::En)])
    }

    /// Returns whether a text is that message, in either language and whatever its case.
    pub(super) fn says(&self, text: &str, message: &str) -> bool {
        self.0.iter().any(|words| words.text(message).to_lowercase() == text.trim().to_lowercase())
    }

    /// Returns which of the options a text is: messages `<prefix>-<option>`, there with `-` for `_`.
    pub(super) fn option<'a>(
        &self,
        text: &str,
        prefix: &str,
        options: &[&'a str],
    ) -> Option<&'a str> {
        options.iter().copied().find(|option| {
            text.trim().eq_ignore_ascii_case(option)
                || self.says(text, &format!("{prefix}-{}", option.replace('_', "-")))
        })
    }
}

/// A column that owners fill in: the message of its header, and how far left of the keys we put it.
pub(super) type FillIn = (&'static str, u32);

/// One of our sheets as the owner left it.
pub(super) struct FilledIn<'a> {
    book: &'a Book,
    sheet: &'a Sheet,
    columns: Vec<u32>,
    /// The rows that carry a key.
    pub(super) rows: Vec<(u32, Key)>,
}

impl<'a> FilledIn<'a> {
    /// Finds the keyed rows and the columns to fill in; nothing where the keys are gone.
    pub(super) fn find(
        book: &'a Book,
        sheet: &'a Sheet,
        words: &BothLanguages,
        fill_ins: &[FillIn],
    ) -> Option<Self> {
        let grid = &sheet.grid;
        let keys_of = |column| {
            let key = move |row| book.text(grid.get(row, column)).and_then(Key::parse);
            (0..grid.n_rows()).filter_map(move |row| Some((row, key(row)?)))
        };
        let (key_column, rows) = (0..grid.n_columns())
            .rev()
            .map(|column| (column, keys_of(column).collect::<Vec<_>>()))
            .find(|(_, rows)| !rows.is_empty())?;
        let first_row = rows.first()?.0;
        let is_header = |row, column, message: &str| {
            book.text(grid.get(row, column)).is_some_and(|text| words.says(text, message))
        };
        let column_of = |&(message, left_of_keys): &FillIn| {
            (0..first_row)
                .rev()
                .find_map(|row| (0..grid.n_columns()).find(|&at| is_header(row, at, message)))
                .or_else(|| key_column.checked_sub(left_of_keys))
                .unwrap_or(key_column)
        };
        let columns = fill_ins.iter().map(column_of).collect();
        Some(Self { book, sheet, columns, rows })
    }

    /// Returns what was filled in, in the column at that place of the list given to [`Self::find`].
    pub(super) fn cell(&self, row: u32, fill_in: usize) -> Typed<'a> {
        match self.sheet.grid.get(row, self.columns[fill_in]) {
            Cell::Empty | Cell::Error(_) => Typed::Nothing,
            Cell::Number(number) => Typed::Number(number),
            Cell::Date(serial) => Typed::Date(serial),
            Cell::Logical(logical) => Typed::Logical(logical),
            Cell::Text(id) => match self.book.texts.get(id).trim() {
                "" => Typed::Nothing,
                text => Typed::Text(text),
            },
        }
    }
}

/// What stands in a cell that the owner may fill in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Typed<'a> {
    Nothing,
    Text(&'a str),
    Number(f64),
    Date(f64),
    Logical(bool),
}

impl Typed<'_> {
    /// Returns the text as the owner would say it, for a message.
    pub(super) fn spoken(self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) => text.to_owned(),
            Self::Number(number) | Self::Date(number) => number.to_string(),
            Self::Logical(logical) => logical.to_string(),
        }
    }

    /// Returns a text; a number that was typed where a text is asked counts as its digits.
    pub(super) fn text(self) -> Option<String> {
        Some(self.spoken()).filter(|text| !text.is_empty())
    }

    /// Returns a number, also from texts such as `€ 1.234,50`.
    pub(super) fn number(self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Text(text) => number_from_text(text),
            Self::Nothing | Self::Date(_) | Self::Logical(_) => None,
        }
        .filter(|number| number.is_finite())
    }

    /// Returns a share: `35`, `35%` and `0.35` are the same.
    pub(super) fn share(self) -> Option<f64> {
        let percent = match self {
            Self::Text(text) => text.trim_end().strip_suffix('%').and_then(number_from_text),
            Self::Nothing | Self::Number(_) | Self::Date(_) | Self::Logical(_) => None,
        };
        let as_typed =
            || self.number().map(|number| if number > 1.0 { number / 100.0 } else { number });
        let share = percent.map(|percent| percent / 100.0).or_else(as_typed)?;
        (0.0..=1.0).contains(&share).then_some(share)
    }

    /// Returns a date, also from texts such as `3-2-2025` and from a day number whose format was lost.
    pub(super) fn date(self) -> Option<Date> {
        match self {
            Self::Date(serial) => date_from_serial(serial),
            Self::Number(serial) if serial >= 20_000.0 => date_from_serial(serial),
            Self::Text(text) => date_from_text(text),
            Self::Nothing | Self::Number(_) | Self::Logical(_) => None,
        }
    }

    /// Returns yes or no.
    pub(super) fn yes_or_no(self, words: &BothLanguages) -> Option<bool> {
        match self {
            Self::Logical(logical) => Some(logical),
            Self::Text(text) if text.eq_ignore_ascii_case("x") => Some(true),
            Self::Text(text) => Some(words.option(text, "choice", &["yes", "no"])? == "yes"),
            Self::Nothing | Self::Number(_) | Self::Date(_) => None,
        }
    }
}

/// Reads a number as it is typed in Dutch or English; three digits behind a lone separator are thousands.
fn number_from_text(text: &str) -> Option<f64> {
    let digits: String =
        text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-')).collect();
    let point = match (digits.rfind(','), digits.rfind('.')) {
        (Some(comma), Some(dot)) => Some(comma.max(dot)),
        (Some(at), None) | (None, Some(at)) => {
            let is_thousands = digits.len() - at == 4 && !digits.starts_with('0');
            (!is_thousands).then_some(at)
        }
        (None, None) => None,
    };
    let plain: String = digits
        .char_indices()
        .filter_map(|(at, c)| match c {
            '.' | ',' => (Some(at) == point).then_some('.'),
            _ => Some(c),
        })
        .collect();
    plain.parse().ok()
}

/// Reads `2025-02-03`, `3-2-2025`, `3/2/2025` and `3.2.2025`, day first.
fn date_from_text(text: &str) -> Option<Date> {
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let mut parts = text.split(['-', '/', '.', ' ']).map(str::trim);
    let day = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let year: i16 = parts.next()?.parse().ok()?;
    Date::new(if year < 100 { 2000 + year } else { year }, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        let numbers = ["1.234,50", "€ 1,234.50", "1.234", "0,35", "12,5", "100", "-3"];
        let read: Vec<_> = numbers.iter().map(|text| number_from_text(text).unwrap()).collect();
        assert_eq!(read, [1234.5, 1234.5, 1234.0, 0.35, 12.5, 100.0, -3.0]);
        assert_eq!(number_from_text("geen"), None);
    }

    #[test]
    fn a_share_is_the_same_with_and_without_its_sign() {
        for typed in [Typed::Number(0.35), Typed::Number(35.0), Typed::Text("35 %")] {
            assert_eq!(typed.share(), Some(0.35));
        }
        assert_eq!(Typed::Text("350%").share(), None);
        assert_eq!(Typed::Number(-1.0).share(), None);
    }

    #[test]
    fn dates_are_read_day_first() {
        let read = ["2025-02-03", "3-2-2025", "3/2/25"].map(date_from_text);
        assert_eq!(read, [Some(date(2025, 2, 3)); 3]);
        assert_eq!(Typed::Number(35.0).date(), None);
        assert_eq!(Typed::Number(45691.0).date(), Some(date(2025, 2, 3)));
    }
}
