//! What columns were read as the last time: it holds as long as what stands in them bears it out.

use super::columns::Column;
use super::field::Field;
use crate::grid::{Sheet, column_letters};
use crate::settings::{RememberedColumn, Settings};

/// What having been read so before adds for a field; more than any header says, less than the program it comes from.
const KNOWN: f64 = 50.0;
/// What it adds where the header is another one since: only what nothing else is taken for.
const RENAMED: f64 = 1.0;

/// A column with a header that says nothing, where one stood that said something.
pub(super) struct Renamed {
    /// Its place among the columns.
    pub(super) index: usize,
    /// What it was read as.
    pub(super) field: Field,
    /// The header by which it was recognized.
    pub(super) was: String,
}

/// What is remembered that concerns one list.
struct Memory<'a> {
    all: &'a [RememberedColumn],
    /// Of its sheet.
    here: Vec<&'a RememberedColumn>,
    /// Those of them whose header stands no longer; none where most do not, as that is another list.
    gone: Vec<&'a RememberedColumn>,
}

impl<'a> Memory<'a> {
    fn of(columns: &[Column], sheet: &Sheet, all: &'a [RememberedColumn]) -> Self {
        let name = sheet.name.as_deref().unwrap_or("");
        let here: Vec<_> = all.iter().filter(|it| it.sheet == name).collect();
        let stands =
            |it: &RememberedColumn| columns.iter().any(|column| column.header == it.header);
        let mut gone: Vec<_> = here.iter().copied().filter(|it| !stands(it)).collect();
        if 2 * gone.len() > here.len() {
            gone.clear();
        }
        Self { all, here, gone }
    }

    /// Returns how a column with its header was read.
    fn known(&self, letters: &str, header: &str) -> Option<&'a RememberedColumn> {
        let is_it = |it: &&RememberedColumn| it.letters == letters && it.header == header;
        let mut here = self.here.iter().copied();
        here.clone()
            .find(is_it)
            // Columns move when one is put in before them, and a new month has the columns of the last.
            .or_else(|| here.find(|it| it.header == header))
            .or_else(|| self.all.iter().find(is_it))
    }

    /// Returns how a column was read while it had a header that stands no longer.
    fn renamed(&self, letters: &str) -> Option<&'a RememberedColumn> {
        self.gone.iter().copied().find(|it| it.letters == letters)
    }
}

/// Adds what columns were read as the last time to what they may be; returns those with a new header that says nothing.
pub(super) fn recall(
    columns: &[Column],
    candidates: &mut Vec<(f64, usize, Field)>,
    sheet: &Sheet,
    settings: &Settings,
) -> Vec<Renamed> {
    let memory = Memory::of(columns, sheet, &settings.remembered);
    let mut renamed = Vec::new();
    for (index, column) in columns.iter().enumerate().filter(|(_, column)| !column.is_chosen) {
        let letters = column_letters(column.at);
        let known = memory.known(&letters, &column.header);
        let Some(before) = known.or_else(|| memory.renamed(&letters)) else { continue };
        // What is not used has many reasons for that, none of which is worth to be remembered.
        let is_used = before.field != Field::Other.name();
        let Some(field) = Field::in_contract(&before.field).filter(|_| is_used) else { continue };
        let says_something = candidates.iter().any(|(_, at, _)| *at == index);
        if known.is_none() && says_something {
            continue;
        }
        let mut is_likely = false;
        for (score, at, field) in candidates.iter_mut() {
            if *at == index && field.name() == before.field {
                *score += KNOWN;
                is_likely = true;
            }
        }
        if is_likely || column.profile.fits(field) != Some(true) {
            continue;
        }
        candidates.push((if known.is_some() { KNOWN } else { RENAMED }, index, field));
        let was =
            if before.was.is_empty() && known.is_none() { &before.header } else { &before.was };
        if !says_something && !was.is_empty() {
            renamed.push(Renamed { index, field, was: was.clone() });
        }
    }
    renamed
}

#[cfg(test)]
mod tests {
    use crate::grid::{Book, Cell, Sheet};
    use crate::ledger::{Reading, read};
    use crate::settings::{RememberedColumn, Settings};

    /// Ten sales under the headers given, with the amount in the fourth column.
    fn sales(headers: [&str; 4]) -> Book {
        let mut book = Book::default();
        let mut sheet = Sheet { name: Some("2024".to_owned()), ..Sheet::default() };
        for (column, header) in (0..).zip(headers) {
            sheet.grid.set(0, column, Cell::Text(book.texts.intern(header)));
        }
        for row in 1..11 {
            let name = book.texts.intern(["Ana Prins", "Cé Vos", "Garage Noord"][row as usize % 3]);
            let product = book.texts.intern(["Intake", "Traject"][row as usize % 2]);
            let at = f64::from(row);
            let cells = [
                Cell::Date(45_000.0 + 9.0 * at),
                Cell::Text(name),
                Cell::Text(product),
                Cell::Number(100.0 + 12.5 * at),
            ];
            for (column, cell) in (0..).zip(cells) {
                sheet.grid.set(row, column, cell);
            }
        }
        book.sheets.push(sheet);
        book
    }

    fn fields(reading: &Reading) -> Vec<&'static str> {
        reading.sheets[0].columns.iter().map(|column| column.field).collect()
    }

    fn remembered(reading: &Reading) -> Vec<RememberedColumn> {
        let columns = reading.sheets[0].columns.iter();
        columns.map(|column| column.remembered("2024")).collect()
    }

    /// Reads one list, then another that remembers the first; returns both.
    fn one_after_the_other(one: &Book, other: &Book) -> (Reading, Reading) {
        let first = read(&mut one.clone(), &Settings::default());
        let settings = Settings { remembered: remembered(&first), ..Settings::default() };
        let then = read(&mut other.clone(), &settings);
        (first, then)
    }

    const HEADERS: [&str; 4] = ["Datum", "Klant", "Dienst", "Bedrag"];

    #[test]
    fn a_column_with_a_new_header_that_says_nothing_is_read_as_before_and_asked_about() {
        let renamed = sales(["Datum", "Klant", "Wrkz", "Bdrg"]);
        assert_eq!(fields(&read(&mut renamed.clone(), &Settings::default()))[2], "other");
        let (first, then) = one_after_the_other(&sales(HEADERS), &renamed);
        assert_eq!(fields(&first), ["date", "customer", "product", "amount"]);
        assert_eq!(fields(&then), fields(&first));
        assert_eq!(then.sheets[0].columns[2].was.as_deref(), Some("Dienst"));
        let asked = |reading: &Reading| {
            reading.findings.iter().filter(|finding| finding.code == "column-renamed").count()
        };
        assert_eq!((asked(&first), asked(&then)), (0, 2));
        // It stays that way until the owner says what it is.
        let settings = Settings { remembered: remembered(&then), ..Settings::default() };
        let again = read(&mut renamed.clone(), &settings);
        assert_eq!((again.sheets == then.sheets, asked(&again)), (true, 2));
        let chosen = ["C", "D"].map(|at| ("2024".to_owned(), at.to_owned(), "other".to_owned()));
        let settings = Settings { columns: chosen.to_vec(), ..settings };
        assert_eq!(asked(&read(&mut renamed.clone(), &settings)), 0);
    }

    #[test]
    fn what_no_longer_stands_in_a_column_is_not_read_there() {
        let mut moved = sales(["Datum", "Klant", "Dienst", "Bdrg"]);
        for row in 1..11 {
            let text = moved.texts.intern("contant aan de deur betaald");
            moved.sheets[0].grid.set(row, 3, Cell::Text(text));
        }
        let (_, then) = one_after_the_other(&sales(HEADERS), &moved);
        assert!(!fields(&then).contains(&"amount"), "{:?}", fields(&then));
    }

    #[test]
    fn what_a_header_that_may_be_several_things_was_it_still_is() {
        let headers = ["Datum", "Klant", "Dienst", "Factuur"];
        let mut round = sales(headers);
        for row in 1..11 {
            round.sheets[0].grid.set(row, 3, Cell::Number(100.0 + f64::from(row)));
        }
        assert_eq!(fields(&read(&mut round.clone(), &Settings::default()))[3], "order_id");
        let (first, then) = one_after_the_other(&sales(headers), &round);
        assert_eq!((fields(&first)[3], fields(&then)[3]), ("amount", "amount"));
        assert_eq!(then.sheets[0].columns[3].was, None);
        // A new month has the columns of the last.
        round.sheets[0].name = Some("2025".to_owned());
        let (_, next) = one_after_the_other(&sales(headers), &round);
        assert_eq!(fields(&next)[3], "amount");
    }
}
