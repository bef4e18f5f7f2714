//! The examples show what really comes out: the workbook beside each ledger is the one that is made today.
//!
//! `cargo accept` makes them anew.

use clv_tests::folder::drawing;
use clv_tests::run::computed;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

/// Returns the ledgers of the examples, each with the workbook that shows what comes out.
fn examples() -> Vec<(PathBuf, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    ["webshop/Webshop", "coach/Coach", "sportschool/Sportschool"]
        .map(|name| (root.join(format!("{name}.xlsx")), root.join(format!("{name} met CLV.xlsx"))))
        .into()
}

/// Draws our sheets, one after the other; compared as text, since how well bytes are packed may differ between machines.
fn drawn(workbook: &[u8]) -> String {
    let book = clv_xlsx::read(Cursor::new(workbook), "example.xlsx").unwrap();
    let ours = book.sheets.iter().filter(|sheet| sheet.marker.is_some());
    let sheets: Vec<_> = ours
        .map(|sheet| format!("== {}\n{}", sheet.name.as_deref().unwrap(), drawing(&book, sheet)))
        .collect();
    sheets.join("\n")
}

#[test]
fn the_workbooks_beside_the_example_ledgers_are_what_comes_out() {
    for (ledger, shown) in examples() {
        let made = computed(&ledger).unwrap();
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            let mut options = std::fs::OpenOptions::new();
            let mut file = options.write(true).create(true).truncate(true).open(&shown).unwrap();
            file.write_all(&made).unwrap();
        }
        let (shown, made) = (drawn(&std::fs::read(&shown).unwrap()), drawn(&made));
        let differs = shown.lines().zip(made.lines()).find(|(shown, made)| shown != made);
        assert_eq!(differs, None, "{}: run `cargo accept` and look", ledger.display());
        assert_eq!(shown.lines().count(), made.lines().count());
    }
}
