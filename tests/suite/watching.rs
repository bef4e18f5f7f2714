//! What happens in a watched folder, save by save.

use clv_core::grid::{Book, Cell};
use clv_tests::folder::FolderTest;
use clv_tests::ours::{keyed_rows, sheet};
use clv_tests::package::{self, Typed};
use clv_watch::cli::Shared;
use clv_watch::update;
use std::path::Path;

const SALES: &[u8] = b"Datum;Klant;Omschrijving;Bedrag\n\
    03-01-2024;Ana;Workshop;150,00\n\
    10-02-2024;Ben;Workshop;150,00\n\
    21-03-2024;Ana;Traject;900,00\n";

/// Returns one of the example ledgers.
fn example(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").join(name);
    std::fs::read(path).unwrap()
}

#[test]
fn a_ledger_is_done_once_and_our_own_writing_is_not_answered() {
    let mut test = FolderTest::with("Coach.xlsx", &example("coach/Coach.xlsx")).unwrap();
    assert_eq!(test.settle(), ["Coach.xlsx: into the ledger"]);
    assert_eq!(test.settle(), [""; 0]);
    assert_eq!(test.names().unwrap(), ["Coach.xlsx"]);
}

#[test]
fn saving_the_same_content_again_writes_nothing() {
    let mut test = FolderTest::with("Coach.xlsx", &example("coach/Coach.xlsx")).unwrap();
    test.settle();
    let written = test.bytes("Coach.xlsx").unwrap();
    test.save("Coach.xlsx", &written).unwrap();
    test.settle();
    assert_eq!(test.bytes("Coach.xlsx").unwrap(), written);
}

#[test]
fn an_open_ledger_gets_a_companion_until_it_is_closed() {
    let mut test = FolderTest::new().unwrap();
    let ledger = example("coach/Coach.xlsx");
    test.save("~$Coach.xlsx", b"ans").unwrap();
    test.save("Coach.xlsx", &ledger).unwrap();
    assert_eq!(test.settle(), ["Coach.xlsx: into Coach - CLV.xlsx until it is closed"]);
    assert_eq!(test.bytes("Coach.xlsx").unwrap(), ledger);
    test.remove("~$Coach.xlsx").unwrap();
    assert_eq!(test.settle(), ["Coach.xlsx: into the ledger"]);
    assert_eq!(test.names().unwrap(), ["Coach.xlsx"]);
}

#[test]
fn a_companion_that_the_owner_wrote_in_stays_and_its_answers_move_into_the_ledger() {
    let mut test = FolderTest::new().unwrap();
    test.save("~$Coach.xlsx", b"ans").unwrap();
    test.save("Coach.xlsx", &example("coach/Coach.xlsx")).unwrap();
    test.settle();
    // The note beside the first suggestion.
    let note = |book: &Book| {
        let sheet = sheet(book, "actions").unwrap();
        let (row, key, _) = keyed_rows(book, sheet, "action").next().unwrap();
        (row, key - 1)
    };
    let companion = test.bytes("Coach - CLV.xlsx").unwrap();
    let at = note(&test.book("Coach - CLV.xlsx").unwrap());
    let typed = Typed::Text("bel in mei".to_owned());
    let written = package::typed(&companion, "CLV Acties", at, &typed).unwrap();
    test.save("Coach - CLV.xlsx", &written).unwrap();
    test.remove("~$Coach.xlsx").unwrap();
    assert_eq!(test.settle(), ["Coach.xlsx: into the ledger, Coach - CLV.xlsx stays"]);
    let book = test.book("Coach.xlsx").unwrap();
    let (row, column) = note(&book);
    let cell = sheet(&book, "actions").unwrap().grid.get(row, column);
    assert_eq!(book.text(cell), Some("bel in mei"));
    assert_eq!(test.settle(), [""; 0]);
}

#[test]
fn a_text_file_gets_a_companion_which_is_no_ledger_itself() {
    let mut test = FolderTest::with("klanten/Kas.csv", SALES).unwrap();
    assert_eq!(test.settle(), ["Kas.csv: into Kas - CLV.xlsx"]);
    assert_eq!(test.bytes("klanten/Kas.csv").unwrap(), SALES);
    assert_eq!(test.settle(), [""; 0]);
    test.save("klanten/Kas.csv", &[SALES, b"22-03-2024;Cleo;Workshop;150,00\n"].concat()).unwrap();
    assert_eq!(test.settle(), ["Kas.csv: into Kas - CLV.xlsx"]);
}

#[test]
fn a_broken_ledger_between_two_good_ones_stops_neither() {
    let mut test = FolderTest::with("a.csv", SALES).unwrap();
    test.save("b.xlsx", b"this is no workbook").unwrap();
    test.save("c.csv", SALES).unwrap();
    assert_eq!(
        test.settle(),
        ["a.csv: into a - CLV.xlsx", "b.xlsx: not_a_workbook", "c.csv: into c - CLV.xlsx"]
    );
    assert_eq!(test.bytes("b.xlsx").unwrap(), b"this is no workbook");
}

#[test]
fn a_list_without_sales_is_left_alone() {
    let mut test =
        FolderTest::with("Prijzen.csv", b"Artikel;Prijs\nStoel;80\nTafel;200\n").unwrap();
    assert_eq!(test.settle(), ["Prijzen.csv: nothing"]);
    assert_eq!(test.names().unwrap(), ["Prijzen.csv"]);
}

#[test]
fn a_pack_of_formulas_that_comes_changes_or_goes_is_answered() {
    let pack = |formula: &str| {
        format!(
            "[pack]\nid = 'eigen'\nname = 'Eigen'\nversion = '1'\ncontract = 1\ndialect = 'nl'\n\
             [[formula]]\nid = 'mijn_getal'\ntitle = {{ nl = 'Mijn getal', en = 'My number' }}\n\
             level = 'portfolio'\nformula = '{formula}'\nunit = 'number'\n\
             explanation = {{ nl = 'Getal.', en = 'Number.' }}\nsince = '0.1.0'\nwhen_blank = 'skip'\n"
        )
    };
    let shows = |test: &FolderTest, number: f64| {
        let book = test.book("Kas - CLV.xlsx").unwrap();
        let sheet = &book.sheets[0].grid;
        let columns: Vec<u32> = sheet.used_columns().collect();
        let is_shown = |row| {
            let cells: Vec<Cell> = columns.iter().map(|&column| sheet.get(row, column)).collect();
            cells.iter().any(|cell| book.text(*cell) == Some("Mijn getal"))
                && cells.contains(&Cell::Number(number))
        };
        (0..sheet.n_rows()).any(is_shown)
    };
    let mut test = FolderTest::with("Kas.csv", SALES).unwrap();
    test.save("ander/Kas.csv", SALES).unwrap();
    test.settle();
    for (formula, number) in [("=1,5*2", 3.0), ("=1,5*3", 4.5)] {
        test.save("clv-formulas/eigen.toml", pack(formula).as_bytes()).unwrap();
        assert_eq!(test.settle(), ["Kas.csv: into Kas - CLV.xlsx"]);
        assert!(shows(&test, number), "{formula}");
    }
    test.remove("clv-formulas/eigen.toml").unwrap();
    assert_eq!(test.settle(), ["Kas.csv: into Kas - CLV.xlsx"]);
    assert!(!shows(&test, 4.5));
    assert_eq!(test.settle(), [""; 0]);
}

#[test]
fn files_that_are_one_ledger_give_one_result_and_overlap_counts_once() {
    let mut test = FolderTest::new().unwrap();
    let later = b"Datum;Factuurnr;Klant;Bedrag\n\
        03-12-2023;F2;Ana;150,00\n\
        10-02-2024;F3;Ben;150,00\n";
    let earlier = b"Datum;Factuurnr;Klant;Bedrag\n\
        01-11-2023;F1;Ana;100,00\n\
        03-12-2023;F2;Ana;150,00\n";
    test.save("Omzet 2023.csv", earlier).unwrap();
    test.save("Omzet 2024.csv", later).unwrap();
    let together = b"home = 'Omzet 2024.csv'\nfiles = ['Omzet 2023.csv', 'Omzet 2024.csv']\n";
    test.save("clv.toml", together).unwrap();
    assert_eq!(test.settle(), ["Omzet 2024.csv: into Omzet 2024 - CLV.xlsx"]);
    test.save("Omzet 2023.csv", &[&earlier[..], b"05-12-2023;F9;Cleo;80,00\n"].concat()).unwrap();
    assert_eq!(test.settle(), ["Omzet 2024.csv: into Omzet 2024 - CLV.xlsx"]);
}

#[test]
fn a_template_that_is_dropped_beside_a_ledger_chooses_rules_and_words() {
    let rules = |test: &FolderTest| -> Vec<String> {
        let book = test.book("Kas - CLV.xlsx").unwrap();
        let rows = keyed_rows(&book, sheet(&book, "actions").unwrap(), "action");
        rows.map(|(.., parts)| parts[0].to_owned()).collect()
    };
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates/service/template.toml");
    let ours = std::fs::read_to_string(ours).unwrap();
    let start = ours.find("rules = [").unwrap();
    let end = start + ours[start..].find(']').unwrap() + 1;
    let own = format!("{}rules = [\"check_in\"]{}", &ours[..start], &ours[end..]);
    let named = |test: &FolderTest| {
        let understood = update::understand(&test.path("Kas.csv"), &Shared::default()).unwrap();
        let template = understood.view().template.filter(|template| template.is_own());
        template.map(|template| template.id.clone())
    };
    let mut test = FolderTest::with("Kas.csv", SALES).unwrap();
    test.settle();
    let before = rules(&test);
    assert_eq!(named(&test), None);
    assert!(!before.is_empty() && before.iter().all(|rule| rule != "check_in"), "{before:?}");
    for kind in ["service", "training"] {
        let own = own.replace("business = \"service\"", &format!("business = \"{kind}\""));
        test.save(&format!("clv-templates/eigen-{kind}/template.toml"), own.as_bytes()).unwrap();
        test.settle();
    }
    let after = rules(&test);
    assert!(after.iter().all(|rule| rule == "check_in"), "{after:?}");
    assert!(named(&test).is_some_and(|id| id.starts_with("eigen-")), "`clv check` says which");
    test.save("clv-templates/eigen-service/template.toml", b"rules = 3").unwrap();
    test.save("clv-templates/eigen-training/template.toml", b"rules = 3").unwrap();
    test.settle();
    assert_eq!(rules(&test), before);
}
