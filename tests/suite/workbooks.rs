//! What stands in finished workbooks: other programs open them and find the same values.

use calamine::{Data, Reader, Xlsx};
use clv_tests::folder::FolderTest;
use clv_tests::office::{LibreOffice, openpyxl};
use clv_tests::package;
use clv_tests::run::computed;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};

/// How far a value that another program computes may be from ours, as a share of it.
const TOLERANCE: f64 = 1e-9;

fn examples() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    ["webshop/Webshop.xlsx", "coach/Coach.xlsx", "sportschool/Sportschool.xlsx"]
        .map(|name| root.join(name))
        .into()
}

type Cells = BTreeMap<(String, u32, u32), Data>;

/// Returns the cells that hold formulas, with their values.
fn formulas(workbook: &[u8]) -> Cells {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook.to_vec())).unwrap();
    let mut cells = Cells::new();
    for sheet in book.sheet_names() {
        let values = book.worksheet_range(&sheet).unwrap();
        let formulas = book.worksheet_formula(&sheet).unwrap();
        let Some((top, left)) = formulas.start() else { continue };
        for (row, column, formula) in formulas.used_cells() {
            if !formula.is_empty() {
                let at = |start: u32, offset| start + u32::try_from(offset).unwrap();
                let (row, column) = (at(top, row), at(left, column));
                let value = values.get_value((row, column)).cloned().unwrap_or(Data::Empty);
                cells.insert((sheet.clone(), row, column), value);
            }
        }
    }
    cells
}

/// Returns the formula cells in which another program computes something else than we wrote.
fn differences(ours: &Cells, theirs: &Cells) -> Vec<String> {
    let differs = |place: &(String, u32, u32), one: &Data| match (one, theirs.get(place)) {
        (Data::Float(a), Some(Data::Float(b))) => (a - b).abs() > TOLERANCE * a.abs().max(1.0),
        (one, Some(other)) => one.to_string() != other.to_string(),
        (_, None) => true,
    };
    ours.iter()
        .filter(|(place, value)| differs(place, value))
        .map(|(place, value)| format!("{place:?}: {value:?}, not {:?}", theirs.get(place)))
        .collect()
}

/// Puts another stored value in one of our formula cells, so that only computing anew can mend it.
fn with_a_wrong_value(workbook: &[u8]) -> Vec<u8> {
    let mut is_changed = false;
    let wrong = package::changed(workbook, |name, text| {
        let formula =
            text.find("COUNTIF").filter(|_| name.contains("worksheets/") && !is_changed)?;
        let value = formula + text[formula..].find("<v>")? + 3;
        let end = value + text[value..].find("</v>")?;
        is_changed = true;
        Some(format!("{}98765{}", &text[..value], &text[end..]))
    });
    assert!(is_changed);
    wrong.unwrap()
}

#[test]
fn another_program_computes_the_same_values_in_every_live_cell() {
    let Some(office) = LibreOffice::find().unwrap() else { return };
    let mut workbooks: Vec<Vec<u8>> =
        examples().iter().map(|path| computed(path).unwrap()).collect();
    let ours: Vec<Cells> = workbooks.iter().map(|workbook| formulas(workbook)).collect();
    workbooks.push(with_a_wrong_value(&workbooks[0]));
    let recalculated = office.convert(&workbooks, "xlsx").unwrap();
    for ((path, ours), theirs) in examples().iter().zip(&ours).zip(&recalculated) {
        assert!(ours.len() > 20, "{}: only {} live cells", path.display(), ours.len());
        let found = differences(ours, &formulas(theirs));
        assert!(found.is_empty(), "{}:\n{}", path.display(), found.join("\n"));
    }
    let wrong = formulas(workbooks.last().unwrap());
    assert_eq!(differences(&ours[0], &wrong).len(), 1, "the control is not wrong");
    let mended = formulas(recalculated.last().unwrap());
    assert_eq!(differences(&ours[0], &mended), [""; 0], "nothing was computed anew");
}

#[test]
fn openpyxl_opens_every_workbook_without_a_warning() {
    for path in examples() {
        let Some(warnings) = openpyxl(&computed(&path).unwrap()).unwrap() else { return };
        assert_eq!(warnings, "", "{}", path.display());
    }
}

/// Returns what the check sheet of a folder's ledger says of our formulas in the owner's own program.
fn recalculated(test: &FolderTest, name: &str) -> String {
    let book = test.book(name).unwrap();
    let sheet = book.sheets.iter().find(|it| it.marker.as_deref() == Some("check")).unwrap();
    let is_it = |row: &u32| {
        book.text(sheet.grid.get(*row, 0)) == Some("Nagerekend door je eigen programma")
    };
    let row = (0..sheet.grid.n_rows()).find(is_it).unwrap();
    book.text(sheet.grid.get(row, 1)).unwrap().to_owned()
}

#[test]
fn the_check_sheet_says_whether_the_owners_program_computes_the_same() {
    let Some(office) = LibreOffice::find().unwrap() else { return };
    let name = "Coach.xlsx";
    let mut test = FolderTest::with(name, &std::fs::read(&examples()[1]).unwrap()).unwrap();
    test.settle();
    assert!(recalculated(&test, name).starts_with("Sla deze werkmap op"));
    let saved = office.convert(&[test.bytes(name).unwrap()], "xlsx").unwrap().remove(0);
    let n_formulas = formulas(&saved).keys().filter(|(tab, _, _)| tab.starts_with("CLV")).count();
    test.save(name, &saved).unwrap();
    assert_eq!(test.settle(), ["Coach.xlsx: into the ledger"]);
    let equal = format!("{n_formulas} van {n_formulas} gelijk: ");
    assert!(recalculated(&test, name).starts_with(&equal), "{}", recalculated(&test, name));
    // It stays there, and nothing is written for it.
    let written = test.bytes(name).unwrap();
    let mut again = FolderTest::with(name, &written).unwrap();
    assert_eq!(again.settle(), ["Coach.xlsx: unchanged"]);
    let saved = with_a_wrong_value(&office.convert(&[written], "xlsx").unwrap()[0]);
    test.save(name, &saved).unwrap();
    test.settle();
    let other = format!("{} van {n_formulas} gelijk: ", n_formulas - 1);
    assert!(recalculated(&test, name).starts_with(&other), "{}", recalculated(&test, name));
}
