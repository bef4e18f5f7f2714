//! What the house looks like: rules that a compiler does not check.

use std::path::{Path, PathBuf};

/// Past this many lines a second thing has moved in.
const MOST_LINES: usize = 600;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Returns the files below these folders that have one of these endings, with their texts.
fn files(folders: &[&str], endings: &[&str]) -> Vec<(String, String)> {
    let mut folders: Vec<PathBuf> = folders.iter().map(|folder| root().join(folder)).collect();
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().unwrap().map(Result::unwrap) {
            let path = entry.path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if name != "target" && !name.starts_with('.') {
                    folders.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                let shown = path.strip_prefix(root()).unwrap().display().to_string();
                files.push((shown, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

fn sources() -> Vec<(String, String)> {
    files(&["crates", "tests", "examples"], &[".rs"])
}

#[test]
fn every_file_says_in_its_first_line_what_lives_there() {
    let silent: Vec<_> = sources()
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(f, _)| f)
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn no_file_has_grown_into_two() {
    let long: Vec<_> = sources()
        .into_iter()
        .map(|(file, text)| (file, text.lines().count()))
        .filter(|(_, n_lines)| *n_lines > MOST_LINES)
        .collect();
    assert!(long.is_empty(), "{long:?}");
}

#[test]
fn nothing_is_postponed_or_left_out_of_sight() {
    let marks = ["#[ignore", concat!("TO", "DO"), concat!("FIX", "ME"), "#[allow("];
    let found: Vec<_> = sources()
        .into_iter()
        .filter(|(file, _)| !file.ends_with("tidy.rs"))
        .flat_map(|(file, text)| {
            let hits = marks.into_iter().filter(move |mark| text.contains(mark));
            hits.map(move |mark| format!("{file}: {mark}")).collect::<Vec<_>>()
        })
        .collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn the_crate_of_workbooks_knows_cells_and_sheets_but_no_customers() {
    // `parallel` does work of any kind with all processors.
    let allowed = ["grid", "sheet", "calendar", "parallel"];
    for (file, text) in files(&["crates/clv-xlsx"], &[".rs"]) {
        for path in text.split("clv_core::").skip(1) {
            let module: String =
                path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            assert!(allowed.contains(&module.as_str()), "{file} uses clv_core::{module}");
        }
    }
}

#[test]
fn both_languages_say_the_same_things() {
    let keys = |lang: &str| -> Vec<String> {
        let text = std::fs::read_to_string(root().join(format!("templates/{lang}.ftl"))).unwrap();
        let is_key = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
        let key = |line: &str| line.split(['=', ' ']).next().unwrap().to_owned();
        let mut keys: Vec<_> = text.lines().filter(is_key).map(key).collect();
        keys.sort();
        assert!(keys.is_sorted_by(|a, b| a < b), "{lang}: a message stands there twice");
        keys
    };
    assert_eq!(keys("nl"), keys("en"));
}

#[test]
fn a_crate_with_clippy_rules_of_its_own_keeps_those_of_the_house() {
    let rules = |file: &str| -> Vec<String> {
        let text = std::fs::read_to_string(root().join(file)).unwrap();
        let path = |line: &str| line.split('"').nth(1).map(str::to_owned);
        text.lines().filter(|line| line.contains("path = ")).filter_map(path).collect()
    };
    let own = rules("crates/clv-core/clippy.toml");
    for rule in rules("clippy.toml") {
        assert!(own.contains(&rule), "{rule}");
    }
}

/// Returns whether a reference is there: a file, a test in it after `::`, or a formula in it after `#`.
fn is_there(reference: &str) -> bool {
    let (path, marks) = if let Some((path, test)) = reference.split_once("::") {
        (path, format!("fn {test}()"))
    } else if let Some((path, formula)) = reference.split_once('#') {
        (path, format!("id = \"{formula}\""))
    } else {
        (reference, String::new())
    };
    let folders = ["", "crates/clv-core/", "crates/clv-core/src/", "crates/clv-xlsx/src/"];
    let texts = folders.map(|folder| std::fs::read_to_string(root().join(folder).join(path)));
    texts.iter().flatten().any(|text| text.contains(&marks))
}

/// Checks a table whose rows are numbered and name in their last column what keeps each.
fn check_table(file: &str, n_rows: usize) {
    let table = std::fs::read_to_string(root().join(file)).unwrap();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| #"))
        .map(|line| line.split('|').map(str::trim).collect())
        .collect();
    let numbers: Vec<usize> = rows.iter().map(|row| row[1].parse().unwrap()).collect();
    assert_eq!(numbers, (1..=n_rows).collect::<Vec<_>>());
    for row in rows {
        let references: Vec<&str> = row[3].split('`').skip(1).step_by(2).collect();
        assert!(!references.is_empty() || row[3].starts_with("not covered: "), "{row:?}");
        let gone: Vec<_> = references.into_iter().filter(|it| !is_there(it)).collect();
        assert!(gone.is_empty(), "{file} {}: {gone:?}", row[1]);
    }
}

#[test]
fn every_seed_names_what_keeps_it_or_says_that_nothing_does() {
    check_table("tests/SEEDS.md", 84);
}

#[test]
fn every_pitfall_of_grafting_names_the_test_that_keeps_us_out_of_it() {
    check_table("tests/PITFALLS.md", 21);
}
