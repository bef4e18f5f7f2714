//! Trials of every listed header: each synonym finds its field in a list, each export is recognized.

#![expect(clippy::wildcard_enum_match_arm, reason = "any other column holds words")]

use super::field::Field;
use super::layouts::listed_layouts;
use super::read;
use super::vocabulary::{listed_synonyms, vocabulary};
use crate::grid::{Book, Cell, Sheet};
use crate::settings::Settings;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

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

/// Returns the field that a header is read as in a list in which nothing else is missing.
fn read_as(header: &str, field: Field) -> &'static str {
    let mut headers = vec![(header.to_owned(), field)];
    if field != Field::Date {
        headers.push(("Orderdatum".to_owned(), Field::Date));
    }
    if !field.is_identity() && field != Field::Supplier {
        headers.push(("Klantnaam".to_owned(), Field::Customer));
    }
    if !field.is_amount() && field != Field::UnitPrice {
        headers.push(("Totaalbedrag".to_owned(), Field::Amount));
    }
    let reading = read(&mut list(&headers), &Settings::default());
    reading.sheets[0].columns.first().map_or("none", |column| column.field)
}

/// Returns whether a column of a field may be read so; without VAT beside it, a word such as `total` is an amount of which
/// nobody knows whether VAT is in it. The collection has the owner's own groups among the sectors.
fn is_right(field: Field, found: &str) -> bool {
    let is_group = field == Field::Sector && found == Field::Segment.name();
    found == field.name() || field.is_amount() && found == "amount" || is_group
}

#[test]
fn every_synonym_finds_one_of_its_fields_in_a_list() {
    let mut missed = Vec::new();
    for (field, synonym) in listed_synonyms() {
        let found = read_as(&synonym, field);
        let claims = vocabulary().matches(&synonym);
        let is_claimed = claims.iter().any(|claim| claim.is_exact && claim.field.name() == found);
        if !is_claimed && !is_right(field, found) {
            missed.push(format!("{synonym}: {} read as {found}", field.name()));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// Returns the headers that were collected from public files; without them a visible line is printed, or the test fails
/// where nothing may be left out.
fn collected() -> Option<toml::Table> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/headers.toml");
    #[expect(clippy::disallowed_methods, reason = "test data; core itself reads no files")]
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        assert!(std::env::var_os("CLV_REQUIRE_ALL").is_none(), "{} is missing", path.display());
        // Not `println!`: what a test that passes prints that way is not shown.
        writeln!(std::io::stdout(), "left out: {} is not there", path.display())
            .unwrap_or_default();
    }
    Some(text?.parse().unwrap())
}

fn texts(value: Option<&toml::Value>) -> Vec<String> {
    let all = value.and_then(toml::Value::as_array).into_iter().flatten();
    all.filter_map(toml::Value::as_str).map(ToOwned::to_owned).collect()
}

#[test]
fn every_synonym_that_was_collected_finds_one_of_its_fields() {
    let Some(collected) = collected() else { return };
    let mut fields_of: BTreeMap<String, Vec<Field>> = BTreeMap::new();
    for (name, entry) in collected["fields"].as_table().unwrap() {
        let field = Field::in_vocabulary(name).unwrap();
        for synonym in ["nl", "en", "de", "fr"].iter().flat_map(|lang| texts(entry.get(lang))) {
            fields_of.entry(synonym).or_default().push(field);
        }
    }
    let mut missed = Vec::new();
    for (synonym, fields) in &fields_of {
        let is_found = |&field: &Field| {
            let found = read_as(synonym, field);
            fields.iter().any(|&one| is_right(one, found))
        };
        if !fields.iter().any(is_found) {
            missed.push(format!("{synonym}: read as {}", read_as(synonym, fields[0])));
        }
    }
    assert!(fields_of.len() > 1000, "{}", fields_of.len());
    assert!(missed.is_empty(), "{} missed:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn every_export_that_was_collected_is_recognized_by_its_rows() {
    let Some(collected) = collected() else { return };
    let mut missed = Vec::new();
    let mut n = 0;
    for system in collected["systems"].as_array().unwrap() {
        let id = system["id"].as_str().unwrap();
        for headers in ["headers", "headers_open_items", "headers_nl", "headers_en"] {
            let headers = texts(system.get(headers));
            if headers.len() >= 3 {
                n += 1;
                let found = layout_of(&headers);
                if found != Some(id) {
                    missed.push(format!("{id}: read as {found:?}: {headers:?}"));
                }
            }
        }
    }
    assert!(n >= 38, "{n}");
    assert!(missed.is_empty(), "{} missed:\n{}", missed.len(), missed.join("\n"));
}

/// Returns the export that a list under some headers is taken for.
fn layout_of(headers: &[String]) -> Option<&'static str> {
    let fields = headers.iter().map(|header| {
        let mut found = vocabulary().matches(header);
        found.sort_by(|one, other| other.score.total_cmp(&one.score));
        (header.clone(), found.first().map_or(Field::Note, |found| found.field))
    });
    read(&mut list(&fields.collect::<Vec<_>>()), &Settings::default()).sheets[0].layout
}

#[test]
fn every_export_is_recognized_by_its_rows() {
    for (id, variants) in listed_layouts() {
        for headers in variants {
            assert_eq!(layout_of(&headers), Some(id.as_str()), "{headers:?}");
        }
    }
}
