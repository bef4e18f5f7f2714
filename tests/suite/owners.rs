//! What an owner has in the workbook, or puts on our sheets, stays as it is, and ours make room for it.

use clv_core::grid::{Book, Cell};
use clv_tests::folder::FolderTest;
use clv_tests::package;
use std::path::Path;

const LEDGER: &str = "Coach.xlsx";

fn coach() -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/coach/Coach.xlsx"))
        .unwrap()
}

fn tabs(book: &Book) -> Vec<&str> {
    book.sheets.iter().map(|sheet| sheet.name.as_deref().unwrap_or_default()).collect()
}

/// Returns the first texts in the left column of a sheet.
fn head<'a>(book: &'a Book, tab: &str) -> Vec<&'a str> {
    let sheet = book.sheets.iter().find(|sheet| sheet.name.as_deref() == Some(tab)).unwrap();
    (0..4).filter_map(|row| book.text(sheet.grid.get(row, 0))).collect()
}

#[test]
fn a_name_that_the_owner_uses_already_stays_theirs_and_the_sheets_come_without_it() {
    let owned = "<definedName name=\"clv_GEMIDDELD\">42</definedName>";
    let ledger = package::changed(&coach(), |name, text| {
        let names = format!("<definedNames>{owned}</definedNames>");
        (name == "xl/workbook.xml")
            .then(|| text.replacen("</sheets>", &format!("</sheets>{names}"), 1))
    });
    let mut test = FolderTest::with(LEDGER, &ledger.unwrap()).unwrap();
    assert_eq!(test.settle(), ["Coach.xlsx: into the ledger"]);
    let written = test.bytes(LEDGER).unwrap();
    let names = package::part(&written, "xl/workbook.xml").unwrap();
    assert!(names.contains(owned) && !names.contains("\"CLV_gemiddeld\""), "{names}");
    assert!(names.contains("\"CLV_verwacht\""), "{names}");
    let mut again = FolderTest::with(LEDGER, &written).unwrap();
    assert_eq!(again.settle(), ["Coach.xlsx: unchanged"]);
    assert_eq!(again.bytes(LEDGER).unwrap(), written);
}

#[test]
fn a_sheet_that_the_owner_wrote_on_is_theirs_and_the_new_one_says_so() {
    let mut test = FolderTest::with(LEDGER, &coach()).unwrap();
    test.settle();
    let written = test.bytes(LEDGER).unwrap();
    let (summary, customers) =
        ["CLV", "CLV Klanten"].map(|tab| package::part_of(&written, tab).unwrap()).into();
    let owned = package::changed(&written, |name, text| {
        let own = "<row r=\"900\"><c r=\"B900\"><v>7</v></c></row></sheetData>";
        (name == summary || name == customers).then(|| text.replacen("</sheetData>", own, 1))
    });
    test.save(LEDGER, &owned.unwrap()).unwrap();
    assert_eq!(test.settle(), ["Coach.xlsx: into the ledger"]);
    let book = test.book(LEDGER).unwrap();
    assert!(tabs(&book).ends_with(&["CLV (2)", "CLV Klanten (2)"]), "{:?}", tabs(&book));
    let old = book.sheets.iter().find(|sheet| sheet.name.as_deref() == Some("CLV")).unwrap();
    assert_eq!(old.grid.get(899, 1), Cell::Number(7.0));
    for tab in ["CLV", "CLV Klanten"] {
        let said = format!(
            "Dit blad staat naast “{tab}”: daarop staat iets van jezelf, dus dat blad is nu van jou en verandert niet meer."
        );
        assert_eq!(head(&book, &format!("{tab} (2)"))[1], said);
        assert!(!head(&book, tab).contains(&said.as_str()));
    }
    assert!(head(&book, "CLV Acties").iter().all(|line| !line.starts_with("Dit blad staat naast")));
    // What stands on the old sheets is no sale: a run that knows nothing of this one gives the same.
    let beside = test.bytes(LEDGER).unwrap();
    let mut again = FolderTest::with(LEDGER, &beside).unwrap();
    assert_eq!(again.settle(), ["Coach.xlsx: unchanged"]);
    assert_eq!(again.bytes(LEDGER).unwrap(), beside);
}

#[test]
fn a_table_that_the_owner_renamed_keeps_its_name() {
    let mut test = FolderTest::with(LEDGER, &coach()).unwrap();
    test.settle();
    let ours = ["CLV_Acties", "CLV_Klanten", "CLV_Aanbod", "CLV_Weggelaten"];
    let mut renamed = Vec::new();
    let owned = package::changed(&test.bytes(LEDGER).unwrap(), |name, text| {
        let table = ours.iter().find(|table| text.contains(&format!("displayName=\"{table}\"")))?;
        renamed.push(name.to_owned());
        Some(text.replace(&format!("\"{table}\""), &format!("\"Mijn_{table}\"")))
    });
    assert_eq!(renamed.len(), 4, "{renamed:?}");
    test.save(LEDGER, &owned.unwrap()).unwrap();
    test.settle();
    let written = test.bytes(LEDGER).unwrap();
    for part in renamed {
        assert!(package::part(&written, &part).unwrap().contains("\"Mijn_CLV_"), "{part}");
    }
}
