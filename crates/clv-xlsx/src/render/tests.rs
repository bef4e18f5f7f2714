//! What is written comes back as it was meant, whatever customers are called.

use super::{Look, bodies, render};
use crate::graft::Host;
use clv_core::grid::{Area, Book, Cell};
use clv_core::sheet::{
    Cached, Chart, ChartKind, Condition, Content, Report, ReportCell, ReportSheet, ReportTable,
    Role, Rows, Series,
};
use std::io::Cursor;

fn cell(row: u32, column: u32, content: Content, role: Role) -> ReportCell {
    ReportCell { row, column, content, role }
}

fn made(sheet: ReportSheet<'_>) -> Vec<u8> {
    let sheet = ReportSheet { key: "summary", name: "CLV".to_owned(), ..sheet };
    render(&Report { sheets: vec![sheet] }, &Look::default()).unwrap()
}

/// Makes a workbook of a list of one column with this role.
fn listed(role: Role, contents: Vec<Content>) -> Vec<u8> {
    let n_rows = contents.len();
    let content = Box::new(move |at: usize, _| contents[at].clone());
    let list = Rows { header_row: 0, n_rows, roles: vec![role], content };
    let cells = vec![cell(0, 0, Content::Text("Klant".into()), Role::Header)];
    let (key, name) = ("summary", "CLV".to_owned());
    let sheet = ReportSheet { key, name, cells, list: Some(list), ..ReportSheet::default() };
    let report = Report { sheets: vec![sheet] };
    let rendered = render(&report, &Look::default()).unwrap();
    let blank = crate::blank().unwrap();
    let host = Host::open(&blank).unwrap();
    host.graft_with(rendered, &["summary"], &bodies(&report)).unwrap().into_vec()
}

fn book(bytes: &[u8]) -> Book {
    crate::read(Cursor::new(bytes), "made.xlsx").unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    std::io::read_to_string(package.by_name(name).unwrap()).unwrap()
}

#[test]
fn names_that_read_like_something_else_stay_texts_in_cells_and_in_lists() {
    let names = [
        "Nan",
        "12",
        "TRUE",
        "=1+1",
        "+31 6",
        "-Jansen",
        "@SUM",
        "#N/A",
        "a\u{7}b",
        "a\u{FFFE}b",
        "_x0041_",
        "<b> & \"c\"",
        " met spaties ",
        "twee\nregels",
    ];
    let texts = names.map(|name| Content::Text(name.into()));
    let cells = (0u32..).zip(texts.clone()).map(|(row, text)| cell(row, 0, text, Role::Text));
    let in_cells = made(ReportSheet { cells: cells.collect(), ..ReportSheet::default() });
    let in_list = listed(Role::Text, texts.to_vec());
    for (book, first) in [(book(&in_cells), 0), (book(&in_list), 1)] {
        for (row, name) in (first..).zip(names) {
            let shown = name.replace(['\u{7}', '\u{FFFE}'], "");
            assert_eq!(book.text(book.sheets[0].grid.get(row, 0)), Some(shown.as_str()), "{name}");
        }
    }
    let xml = part(&in_list, "xl/worksheets/sheet1.xml");
    assert_eq!(style(markup(&xml, "A2")), style(markup(&xml, "A3")));
    assert_ne!(style(markup(&xml, "A2")), style(markup(&xml, "A5")), "a quoted text");
}

#[test]
fn formulas_keep_the_values_that_they_have_also_an_empty_text() {
    let values = [
        Cached::Number(612.5),
        Cached::Text("Nan".into()),
        Cached::Text(String::new()),
        Cached::Logical(true),
        Cached::Error("#N/A".into()),
    ];
    let formulas = values.map(|cached| Content::Formula { text: "A9".into(), cached });
    let cells = (0u32..).zip(formulas.clone()).map(|(row, it)| cell(row, 0, it, Role::Money));
    let in_cells = made(ReportSheet { cells: cells.collect(), ..ReportSheet::default() });
    let in_list = listed(Role::Money, formulas.to_vec());
    for (book, first) in [(book(&in_cells), 0), (book(&in_list), 1)] {
        let cell = |row: u32| book.sheets[0].grid.get(first + row, 0);
        assert_eq!(cell(0), Cell::Number(612.5));
        assert_eq!(book.text(cell(1)), Some("Nan"));
        assert!(matches!(cell(2), Cell::Empty | Cell::Text(_)));
        assert_eq!(cell(3), Cell::Logical(true));
        assert!(matches!(cell(4), Cell::Error(_)));
    }
}

#[test]
fn other_values_stand_in_a_list_as_they_are() {
    let date = clv_core::calendar::Date::constant(2024, 3, 1);
    let contents = vec![
        Content::Date(date),
        Content::Number(-0.5),
        Content::Number(f64::NAN),
        Content::Logical(false),
        Content::Blank,
    ];
    let book = book(&listed(Role::Date, contents));
    let cells: Vec<Cell> = (1..6).map(|row| book.sheets[0].grid.get(row, 0)).collect();
    let day = clv_core::calendar::serial_from_date(date);
    assert_eq!(cells[0], Cell::Date(day));
    assert_eq!(cells[2..], [Cell::Empty, Cell::Logical(false), Cell::Empty]);
}

/// Returns the cell of a sheet's part, up to where its content begins.
fn markup<'a>(sheet: &'a str, cell: &str) -> &'a str {
    let start = sheet.find(&format!("<c r=\"{cell}\"")).unwrap();
    &sheet[start..start + sheet[start..].find(['/', '>']).unwrap()]
}

/// Returns the number of the style in the markup of a cell.
fn style(markup: &str) -> &str {
    markup.split_once(" s=\"").unwrap().1.split('"').next().unwrap()
}

#[test]
fn cells_of_a_table_that_stay_empty_look_like_the_others() {
    let area = Area { top: 0, left: 0, bottom: 2, right: 0 };
    let columns = vec!["Klant".to_owned()];
    let sheet = ReportSheet {
        cells: vec![
            cell(0, 0, Content::Text("Klant".into()), Role::Header),
            cell(1, 0, Content::Text("Ana".into()), Role::Text),
        ],
        tables: vec![ReportTable { name: "CLV_Klanten".into(), area, columns }],
        ..ReportSheet::default()
    };
    let bytes = made(sheet);
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    assert_eq!(style(markup(&xml, "A3")), style(markup(&xml, "A2")));
}

#[test]
fn tables_and_bars_need_no_extension_and_the_same_sheet_gives_the_same_bytes() {
    let headers = ["Klant", "Omzet"].map(str::to_owned).to_vec();
    let area = Area { top: 0, left: 0, bottom: 1, right: 1 };
    let sheet = ReportSheet {
        key: "summary",
        name: "CLV".to_owned(),
        cells: vec![
            cell(0, 0, Content::Text("Klant".into()), Role::Header),
            cell(0, 1, Content::Text("Omzet".into()), Role::Header),
            cell(1, 0, Content::Text("Ana".into()), Role::Text),
            cell(1, 1, Content::Number(3.0), Role::Money),
        ],
        tables: vec![ReportTable { name: "CLV_Klanten".into(), area, columns: headers }],
        conditions: vec![Condition::DataBars(Area { top: 1, left: 1, bottom: 1, right: 1 })],
        ..ReportSheet::default()
    };
    let report = Report { sheets: vec![sheet] };
    let bytes = render(&report, &Look::default()).unwrap();
    assert_eq!(bytes, render(&report, &Look::default()).unwrap());
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(xml.contains("dataBar") && !xml.contains("extLst"));
}

fn with_chart(kind: ChartKind) -> ReportSheet<'static> {
    let area = |column| Area { top: 0, left: column, bottom: 3, right: column };
    let chart = Chart {
        kind,
        title: "Verloop".to_owned(),
        alt_text: "Een verloop".to_owned(),
        value_axis: Some("Omzet".to_owned()),
        series: vec![Series {
            name: "2024".to_owned(),
            categories: area(0),
            values: area(1),
            color: 0,
            dotted: false,
        }],
        area: Area { top: 5, left: 0, bottom: 15, right: 5 },
    };
    ReportSheet { charts: vec![chart], ..ReportSheet::default() }
}

#[test]
fn a_line_that_has_no_value_yet_does_not_fall_to_zero() {
    let bytes = made(with_chart(ChartKind::Line));
    assert!(part(&bytes, "xl/charts/chart1.xml").contains("<c:dispBlanksAs val=\"gap\"/>"));
}

#[test]
fn charts_are_seen_in_a_workbook_without_a_theme() {
    for kind in [ChartKind::Bar, ChartKind::Column, ChartKind::Line] {
        let xml = part(&made(with_chart(kind)), "xl/charts/chart1.xml");
        let series = xml.split("<c:ser>").nth(1).unwrap().split("</c:ser>").next().unwrap();
        assert!(series.contains("<a:srgbClr val=\"1F5A7A\"/>"), "{series}");
        assert!(!xml.contains("schemeClr"), "{xml}");
        let letters = |xml: &str| xml.matches("<a:defRPr").count() + xml.matches("<a:rPr").count();
        assert!(xml.matches("<a:solidFill>").count() > letters(&xml), "{xml}");
    }
}

#[test]
fn headers_of_a_table_are_marked_without_its_style() {
    let area = Area { top: 0, left: 0, bottom: 1, right: 0 };
    let sheet = ReportSheet {
        cells: vec![
            cell(0, 0, Content::Text("Klant".into()), Role::Header),
            cell(1, 0, Content::Text("Ana".into()), Role::Text),
        ],
        tables: vec![ReportTable {
            name: "CLV_Klanten".into(),
            area,
            columns: vec!["Klant".to_owned()],
        }],
        ..ReportSheet::default()
    };
    let bytes = made(sheet);
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    assert_ne!(style(markup(&xml, "A1")), style(markup(&xml, "A2")));
}
