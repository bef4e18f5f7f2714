//! Trials of every listed header: each synonym finds its field in a list, each export is recognized.

#![expect(clippy::wildcard_enum_match_arm, reason = "any other column holds words")]

use super::field::Field;
use super::read;
use super::vocabulary::{listed_layouts, listed_synonyms, vocabulary};
use crate::grid::{Book, Cell, Sheet};
use crate::settings::Settings;

/// Returns what could stand in a column of a field, in row `n`.
fn content(book: &mut Book, field: Field, n: u32) -> Cell {
    let mut text = |text: String| Cell::Text(book.texts.intern(&text));
    let amount = 40.0 + f64::from(n) * 12.35;
    match field {
        _ if field.is_date() => Cell::Date(45_000.0 + f64::from(n) * 9.0),
        Field::VatRate => Cell::Number(21.0),
        Field::Quantity | Field::Score => Cell::Number(f64::from(n % 4 + 1)),
        Field::RefundAmount => Cell::Number(if n.is_multiple_of(3) { 5.5 } else { 0.0 }),
        _ if field.is_money() => Cell::Number(amount),
        Field::Email => text(format!("klant{}@voorbeeldpost.nl", n % 5)),
        Field::Iban => text(format!("NL9{}ABNA041716430{}", n % 10, n % 10)),
        Field::Currency => text("EUR".to_owned()),
        Field::CustomerId => text(format!("K{:03}", n % 5)),
        Field::OrderId | Field::Reference => text(format!("F{n:04}")),
        Field::Status => text(["Betaald", "Open"][n as usize % 2].to_owned()),
        Field::Type => text(["Factuur", "Creditnota"][usize::from(n == 3)].to_owned()),
        Field::Interval => text("per maand".to_owned()),
        Field::Consent => text("ja".to_owned()),
        _ => text(
            ["Bakkerij Zilver", "Ana Prins", "Garage Noord", "Cé Vos", "Studio Licht"]
                [n as usize % 5]
                .to_owned(),
        ),
    }
}

fn list(headers: &[(String, Field)]) -> Book {
    let mut book = Book::default();
    let mut sheet = Sheet { name: Some("Blad1".to_owned()), ..Sheet::default() };
    for (column, (header, field)) in (0u32..).zip(headers) {
        sheet.grid.set(0, column, Cell::Text(book.texts.intern(header)));
        for row in 1..12 {
            let cell = content(&mut book, *field, row);
            sheet.grid.set(row, column, cell);
        }
    }
    book.sheets.push(sheet);
    book
}

#[test]
fn every_synonym_finds_one_of_its_fields_in_a_list() {
    let mut missed = Vec::new();
    for (field, synonym) in listed_synonyms() {
        let mut headers = vec![(synonym.clone(), field)];
        if field != Field::Date {
            headers.push(("Orderdatum".to_owned(), Field::Date));
        }
        if !field.is_identity() && field != Field::Supplier {
            headers.push(("Klantnaam".to_owned(), Field::Customer));
        }
        if !field.is_amount() && field != Field::UnitPrice {
            headers.push(("Totaalbedrag".to_owned(), Field::Amount));
        }
        let reading = read(&list(&headers), &Settings::default());
        let found = reading.sheets[0].columns.first().map_or("none", |column| column.field);
        let claims = vocabulary().matches(&synonym);
        let is_claimed = claims.iter().any(|claim| claim.is_exact && claim.field.name() == found);
        // Without VAT beside it, a word such as `total` is an amount of which nobody knows whether VAT is in it.
        let is_amount = field.is_amount() && found == "amount";
        if !is_claimed && !is_amount && found != field.name() {
            missed.push(format!("{synonym}: {} read as {found}", field.name()));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn every_export_is_recognized_by_its_rows() {
    for (id, variants) in listed_layouts() {
        for headers in variants {
            let fields = headers.iter().map(|header| {
                let mut found = vocabulary().matches(header);
                found.sort_by(|one, other| other.score.total_cmp(&one.score));
                (header.clone(), found.first().map_or(Field::Note, |found| found.field))
            });
            let fields: Vec<_> = fields.collect();
            let reading = read(&list(&fields), &Settings::default());
            assert_eq!(reading.sheets[0].layout, Some(id.as_str()), "{headers:?}");
        }
    }
}
