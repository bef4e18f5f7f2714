//! Exit statuses, and that nothing but JSON goes to stdout where JSON is asked for.

use crate::clv;
use serde_json::Value;
use tempfile::TempDir;

/// Puts files into a folder, runs the program in it, and returns its exit status and what it said to stdout.
fn ran(files: &[(&str, &[u8])], words: &[&str]) -> (Option<i32>, String) {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        #[expect(clippy::disallowed_methods, reason = "the owner puts files into the folder")]
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let state = TempDir::new().unwrap();
    let done = clv(state.path()).args(words).current_dir(folder.path()).output().unwrap();
    (done.status.code(), String::from_utf8(done.stdout).unwrap())
}

const SALES: (&str, &[u8]) =
    ("verkoop.csv", b"Datum;Klant;Bedrag\n03-01-2024;Ana;150,00\n21-03-2024;Ben;90,00\n");
const BROKEN: (&str, &[u8]) = ("stuk.xlsx", b"PK\x03\x04 and then nothing");
const NOTES: (&str, &[u8]) = ("notities.csv", b"Boodschappen\nmelk\nbrood\n");

#[test]
fn a_ledger_that_cannot_be_done_fails_the_run_but_not_the_other_ledgers() {
    let (status, told) = ran(&[BROKEN, SALES], &["run", "stuk.xlsx", "verkoop.csv", "--json"]);
    let lines: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((status, lines.len()), (Some(1), 2));
    assert!(lines[0]["error"]["code"].is_string() && lines[0]["revenue"].is_null());
    assert_eq!(lines[1]["customers"], 2);
}

#[test]
fn what_is_no_ledger_is_no_failure() {
    let (status, told) = ran(&[NOTES], &["check", "notities.csv", "--json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!((status, told["kind"].as_str()), (Some(0), Some("not_a_ledger")));
}

#[test]
fn wrong_usage_has_a_status_of_its_own() {
    assert_eq!(ran(&[], &["run"]), (Some(2), String::new()));
    assert_eq!(ran(&[], &["rum", "x.xlsx"]).0, Some(2));
}
