//! Small workbooks made in the tests, a small report, and what came of putting one into the other.

mod documents;
mod fuzz;
mod packages;
mod refusals;
mod reruns;
mod sheets;

use super::{Host, Refusal, graft};
use rust_xlsxwriter as xlsx;
use rust_xlsxwriter::{
    Chart, ChartType, DataValidation, ExcelDateTime, Format, Formula, Table, Workbook,
};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const KEYS: [&str; 2] = ["summary", "list"];

/// The parts of a workbook of one sheet, in the order in which they are packed.
struct Parts(Vec<(String, String)>);

impl Parts {
    /// A workbook as Excel would write it, but smaller.
    fn new() -> Self {
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
        let part = |name: &str, text: String| (name.to_owned(), text);
        Self(vec![
            part(
                "[Content_Types].xml",
                format!(
                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
                <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
                <Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/>\
                <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{kind}.worksheet+xml\"/>\
                <Override PartName=\"/xl/styles.xml\" ContentType=\"{kind}.styles+xml\"/></Types>"
                ),
            ),
            part(
                "_rels/.rels",
                format!(
                    "<Relationships xmlns=\"{relations}\">\
                <Relationship Id=\"rId1\" Type=\"{base}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            part(
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{base}\"><workbookPr/>\
                <bookViews><workbookView activeTab=\"0\"/></bookViews>\
                <sheets><sheet name=\"Sales\" sheetId=\"1\" r:id=\"rId1\"/></sheets><calcPr calcMode=\"manual\"/></workbook>"
                ),
            ),
            part(
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships xmlns=\"{relations}\">\
                <Relationship Id=\"rId1\" Type=\"{base}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
                <Relationship Id=\"rId2\" Type=\"{base}/styles\" Target=\"styles.xml\"/></Relationships>"
                ),
            ),
            part(
                "xl/styles.xml",
                format!(
                    "<styleSheet xmlns=\"{MAIN}\">\
                <fonts count=\"1\"><font><sz val=\"10\"/><name val=\"Arial\"/></font></fonts>\
                <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
                <fill><patternFill patternType=\"gray125\"/></fill></fills>\
                <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
                <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
                <cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs>\
                </styleSheet>"
                ),
            ),
            part(
                "xl/worksheets/sheet1.xml",
                format!(
                    "<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"/></sheetViews>\
                <sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>"
                ),
            ),
        ])
    }

    /// Takes the place of a piece of a part, which has to be there.
    fn with(mut self, part: &str, from: &str, to: &str) -> Self {
        let (_, text) = self.0.iter_mut().find(|(name, _)| name == part).unwrap();
        assert!(text.contains(from), "{part} has no {from}");
        *text = text.replace(from, to);
        self
    }

    /// Adds a part, or takes the place of one.
    fn part(mut self, name: &str, text: &str) -> Self {
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => text.clone_into(known),
            None => self.0.push((name.to_owned(), text.to_owned())),
        }
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self
    }

    fn pack(&self) -> Vec<u8> {
        pack(self.0.iter().map(|(name, text)| (name.as_str(), text.as_bytes())))
    }
}

fn pack<'p>(parts: impl Iterator<Item = (&'p str, &'p [u8])>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Reads a part; nothing where it is not there.
fn read(package: &[u8], part: &str) -> String {
    let mut zip = ZipArchive::new(Cursor::new(package)).unwrap();
    let Ok(mut entry) = zip.by_name(part) else { return String::new() };
    let mut bytes = Vec::new();
    entry.read_to_end(&mut bytes).unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn names(package: &[u8]) -> Vec<String> {
    let zip = ZipArchive::new(Cursor::new(package)).unwrap();
    zip.file_names().map(|name| name.unwrap().into_owned()).collect()
}

/// Makes a package anew with one part changed, as another program would.
fn resaved(package: &[u8], part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let parts: Vec<(String, Vec<u8>)> = names(package)
        .into_iter()
        .map(|name| {
            let text = read(package, &name);
            let text = if name == part { change(&text) } else { text };
            (name, text.into_bytes())
        })
        .collect();
    pack(parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())))
}

/// A report of two sheets with a date, a table, a chart, a drop-down and names that other programs trip over.
fn report(tabs: &[String], table: &str, value: f64) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let date = Format::new().set_num_format("d mmm yyyy");
    let bold =
        Format::new().set_bold().set_font_color(xlsx::Color::RGB(0x1F_5A7A)).set_font_name("Arial");
    let sheet = workbook.add_worksheet();
    sheet.set_name(&tabs[0]).unwrap();
    sheet.write_with_format(0, 0, "Worth", &bold).unwrap();
    sheet
        .write_formula(
            1,
            0,
            Formula::new(format!("SUM({table}[Value])")).set_result(value.to_string()),
        )
        .unwrap();
    sheet
        .write_datetime_with_format(2, 0, ExcelDateTime::from_ymd(2025, 3, 1).unwrap(), &date)
        .unwrap();
    sheet.set_repeat_rows(0, 0).unwrap();
    let mut chart = Chart::new(ChartType::Column);
    chart.add_series().set_values((tabs[1].as_str(), 1, 1, 3, 1));
    sheet.insert_chart(4, 0, &chart).unwrap();
    let day = xlsx::DataValidationRule::GreaterThan(ExcelDateTime::from_ymd(2025, 3, 1).unwrap());
    sheet.add_data_validation(3, 0, 3, 0, &DataValidation::new().allow_date(day)).unwrap();
    let sheet = workbook.add_worksheet();
    sheet.set_name(&tabs[1]).unwrap();
    let made = Table::new().set_name(table).set_columns(&[
        xlsx::TableColumn::new().set_header("Customer").set_header_format(&bold),
        xlsx::TableColumn::new()
            .set_header("Value")
            .set_format(Format::new().set_num_format("0.000")),
    ]);
    sheet.add_table(0, 0, 3, 1, &made).unwrap();
    for (row, name) in (1u32..).zip(["Nan", " =1+1 <&>", "TRUE"]) {
        sheet.write_string(row, 0, name).unwrap();
        sheet.write_number(row, 1, value / f64::from(row)).unwrap();
    }
    let rule = xlsx::ConditionalFormatCell::new()
        .set_rule(xlsx::ConditionalFormatCellRule::GreaterThan(1))
        .set_format(Format::new().set_num_format("0.000").set_bold());
    sheet.add_conditional_format(1, 1, 3, 1, &rule).unwrap();
    let quoted = tabs[0].replace('\'', "''");
    workbook.define_name("worth_total", &format!("='{quoted}'!$A$2")).unwrap();
    workbook.save_to_buffer().unwrap()
}

/// Puts the report in, with the names that the workbook has or has free.
fn put(original: &[u8]) -> Result<Vec<u8>, Refusal> {
    put_with(original, 600.0)
}

fn put_with(original: &[u8], value: f64) -> Result<Vec<u8>, Refusal> {
    let host = Host::open(original)?;
    let tabs = host.tabs(&[("summary", "Worth"), ("list", "Worth list")]);
    let tables = host.table_names(&[("list", "Worth_list")])?;
    Ok(host.graft(report(&tabs, &tables[0], value), &KEYS)?.into_vec())
}

/// Puts the report in twice, and checks that the second time changes nothing.
fn put_for_good(original: &[u8]) -> Vec<u8> {
    let once = put(original).unwrap();
    assert!(put(&once).unwrap() == once, "a second run changes something");
    once
}

#[test]
fn a_sheet_is_added_and_every_other_part_stands_as_it_stood() {
    let original = Parts::new().part("xl/vbaProject.bin", "\0macros").pack();
    let grafted = put_for_good(&original);
    let edited =
        ["[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"];
    for name in names(&original).iter().filter(|name| !edited.contains(&name.as_str())) {
        assert_eq!(read(&grafted, name), read(&original, name), "{name}");
    }
    assert!(read(&grafted, "xl/worksheets/sheet3.xml").contains("Nan"));
    let added = report(&["Worth".to_owned(), "Worth list".to_owned()], "Worth_list", 600.0);
    assert!(graft(&original, &added, &["one"]).is_err_and(|refusal| refusal.code() == "report"));
}
