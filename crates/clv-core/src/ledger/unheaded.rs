//! Lists without headers: what a column is, is told by what stands in it alone.

use super::columns::Column;
use super::field::Field;
use super::headers::Headers;
use super::profile::Profile;
use crate::grid::{Book, Cell, Sheet};

/// The fewest rows that make a list.
const LEAST_ROWS: u32 = 5;
/// The most columns that are looked at: a wide list without headers says too little.
const MOST_COLUMNS: usize = 15;

/// Returns empty headers for a sheet that holds nothing but rows with a date, a name and an amount.
///
/// The rows of the list begin in the row that is given as that of the headers.
pub(super) fn find(book: &Book, sheet: &Sheet) -> Option<Headers> {
    let columns: Vec<u32> = sheet.grid.used_columns().take(MOST_COLUMNS + 1).collect();
    let end = sheet.grid.n_rows();
    let is_filled =
        |&row: &u32| columns.iter().any(|&column| sheet.grid.get(row, column) != Cell::Empty);
    let top = (0..end).find(is_filled)?;
    if columns.len() > MOST_COLUMNS || end - top < LEAST_ROWS {
        return None;
    }
    let profiles =
        columns.iter().map(|&at| (at, Profile::of(book, &sheet.grid, (at, ""), top..end)));
    let told = tell(&profiles.collect::<Vec<_>>());
    let place = |field: Field| told.iter().find(|told| told.1 == field).map(|told| told.0);
    let (date, name, amount) =
        (place(Field::Date)?, place(Field::Customer)?, place(Field::Amount)?);
    let is_whole =
        |row: u32| [date, name, amount].iter().all(|&at| sheet.grid.get(row, at) != Cell::Empty);
    let n_whole = (top..end).filter(|&row| is_whole(row)).count();
    let n_filled = (top..end).filter(is_filled).count();
    (is_whole(top) && n_whole * 10 >= n_filled * 9).then(|| Headers {
        top,
        bottom: top,
        cells: columns.into_iter().map(|at| (at, String::new())).collect(),
    })
}

/// Gives the columns of such a list their fields.
pub(super) fn assign(columns: &mut [Column]) {
    let profiles: Vec<_> =
        columns.iter().map(|column| (column.at, column.profile.clone())).collect();
    for (at, field) in tell(&profiles) {
        for column in columns.iter_mut().filter(|column| column.at == at && !column.is_chosen) {
            column.field = field;
        }
    }
}

/// A field and what its column has to be besides fitting.
type Rule<'a> = (Field, &'a dyn Fn(&Profile) -> bool);

/// Tells fields by content: the first dates, the first names, the last amounts with cents or else the last numbers.
fn tell(profiles: &[(u32, Profile)]) -> Vec<(u32, Field)> {
    let is_sum =
        |profile: &Profile| profile.is_amounts() && !profile.counts_up() && !profile.is_serials();
    let last = |is_it: &dyn Fn(&Profile) -> bool| {
        profiles.iter().rev().find(|(_, profile)| is_it(profile)).map(|profile| profile.0)
    };
    let amount = last(&|profile| is_sum(profile) && profile.has_cents())
        .or_else(|| last(&|profile| is_sum(profile) && !profile.is_constant()));
    let mut told: Vec<(u32, Field)> = amount.map(|at| (at, Field::Amount)).into_iter().collect();
    let is_code = |profile: &Profile| profile.is_codes() && profile.is_unique();
    let is_name = |profile: &Profile| profile.n_distinct() > 1;
    let rules: [Rule<'_>; 5] = [
        (Field::Date, &Profile::is_dates),
        (Field::Email, &|_| true),
        (Field::OrderId, &is_code),
        (Field::Customer, &is_name),
        (Field::Product, &|_| true),
    ];
    for (field, is_it) in rules {
        let found = profiles.iter().find(|(at, profile)| {
            let is_free = told.iter().all(|told| told.0 != *at);
            is_free && profile.fits(field) == Some(true) && is_it(profile)
        });
        told.extend(found.map(|found| (found.0, field)));
    }
    told
}

#[cfg(test)]
mod tests {
    use crate::ledger::facts::check;
    use expect_test::expect;

    #[test]
    fn dates_names_and_amounts_need_no_headers() {
        check(
            "2024-01-03 | F1 | Ana Prins | Knippen | 50.25\n2024-01-04 | F2 | Bo Vos | Kleuren | 100\n2024-01-09 | F3 | Ana Prins | Knippen | 50.25\n2024-02-01 | F4 | Cé | Knippen | 40\n2024-02-02 | F5 | Bo Vos | Knippen | 50.25",
            &expect![[r"5 counted, 5 purchases, 3 customers, EUR 290.75 unknown; out: none"]],
        );
    }

    #[test]
    fn other_things_without_headers_stay_silent() {
        check(
            "Stoel | 3 | 50\nTafel | 4 | 100\nKast | 1 | 200\nLamp | 2 | 20\nBed | 1 | 300",
            &expect![[r"no ledger: no-list-found"]],
        );
        check(
            "2024-01-03 | 10:00 | Ana\n2024-01-04 | 11:00 | Bo\n2024-01-05 | 9:00 | Cé\n2024-01-06 | 9:30 | Di\n2024-01-07 | 9:00 | Eva",
            &expect![[r"no ledger: no-list-found"]],
        );
    }
}
