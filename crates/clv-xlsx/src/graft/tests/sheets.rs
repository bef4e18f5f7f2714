//! What our sheets are like once they stand in another workbook.

use super::*;

#[test]
fn only_the_owners_sheet_is_selected() {
    let grafted = put_for_good(&Parts::new().pack());
    let selected: Vec<String> = names(&grafted)
        .into_iter()
        .filter(|name| read(&grafted, name).contains("tabSelected=\"1\""))
        .collect();
    assert_eq!(selected, ["xl/worksheets/sheet1.xml"]);
}

#[test]
fn dates_count_from_1904_where_the_workbook_does() {
    let original = Parts::new()
        .with("xl/workbook.xml", "<workbookPr/>", "<workbookPr date1904=\"1\"/>")
        .pack();
    // 2025-03-01 is day 45717 since 1899-12-30.
    let sheet = read(&put_for_good(&original), "xl/worksheets/sheet2.xml");
    assert!(
        sheet.contains("<v>44255</v>") && sheet.contains("<formula1>44255</formula1>"),
        "{sheet}"
    );
    let sheet = read(&put_for_good(&Parts::new().pack()), "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("<v>45717</v>") && sheet.contains("<formula1>45717</formula1>"));
}

#[test]
fn texts_stand_in_their_cells_and_stay_texts_whatever_they_look_like() {
    let grafted = put_for_good(&Parts::new().pack());
    let sheet = read(&grafted, "xl/worksheets/sheet3.xml");
    assert!(sheet.contains("<c r=\"A2\" t=\"inlineStr\"><is><t>Nan</t></is></c>"), "{sheet}");
    assert!(sheet.contains("<is><t xml:space=\"preserve\"> =1+1 &lt;&amp;&gt;</t></is>"));
    assert!(sheet.contains("<is><t>TRUE</t></is>"));
    assert!(!names(&grafted).iter().any(|name| name.contains("sharedStrings")));
    let book = crate::read(Cursor::new(grafted), "book.xlsx").unwrap();
    let cell = |row| match book.sheets[2].grid.get(row, 0) {
        clv_core::grid::Cell::Text(id) => book.texts.get(id).to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!([cell(1), cell(2), cell(3)], ["Nan", " =1+1 <&>", "TRUE"]);
}

#[test]
fn formulas_bring_the_values_that_they_have() {
    let sheet = read(&put_for_good(&Parts::new().pack()), "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("<f>SUM(Worth_list[Value])</f><v>600</v>"), "{sheet}");
}

#[test]
fn tables_and_names_make_way_for_the_owners() {
    let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let table = format!(
        "<table xmlns=\"{MAIN}\" id=\"7\" name=\"worth_LIST\" displayName=\"worth_LIST\" ref=\"A1:A2\"><tableColumns count=\"1\"><tableColumn id=\"1\" name=\"a\"/></tableColumns></table>"
    );
    let original = Parts::new()
        .part("xl/tables/table1.xml", &table)
        .part("xl/worksheets/_rels/sheet1.xml.rels", &format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{base}/table\" Target=\"../tables/table1.xml\"/></Relationships>"))
        .with("[Content_Types].xml", "</Types>", "<Override PartName=\"/xl/tables/table1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml\"/></Types>")
        .with("xl/workbook.xml", "<calcPr", "<definedNames><definedName name=\"Worth_list_2\">Sales!$A$1</definedName></definedNames><calcPr")
        .pack();
    let grafted = put_for_good(&original);
    let ours = read(&grafted, "xl/tables/table2.xml");
    assert!(ours.contains("id=\"8\" name=\"Worth_list_3\" displayName=\"Worth_list_3\""), "{ours}");
    let tabs = ["Worth".to_owned(), "Worth list".to_owned()];
    for taken in ["WORTH_list", "Worth_list_2"] {
        let refusal = graft(&original, &report(&tabs, taken, 1.0), &KEYS).unwrap_err();
        assert_eq!(refusal, Refusal::NameTaken(taken.to_owned()));
    }
}

#[test]
fn a_sheet_of_the_owner_that_is_called_like_ours_is_left_alone() {
    let original = Parts::new().with("xl/workbook.xml", "name=\"Sales\"", "name=\"WORTH\"").pack();
    let workbook = read(&put_for_good(&original), "xl/workbook.xml");
    assert!(
        workbook.contains("name=\"WORTH\" sheetId=\"1\"")
            && workbook.contains("name=\"Worth (2)\" sheetId=\"2\"")
    );
    let tabs = ["Worth".to_owned(), "Worth list".to_owned()];
    let refusal = graft(&original, &report(&tabs, "T", 1.0), &KEYS).unwrap_err();
    assert_eq!(refusal.code(), "name_taken");
}

#[test]
fn ids_are_higher_than_all_others_and_positions_count_from_the_end() {
    let names = "<definedNames><definedName name=\"own\" localSheetId=\"1\">Z!$A$1</definedName></definedNames>";
    let original = Parts::new()
        .with(
            "xl/workbook.xml",
            "</sheets>",
            &format!("<sheet name=\"Z\" sheetId=\"41\" r:id=\"rId9\"/></sheets>{names}"),
        )
        .with("xl/_rels/workbook.xml.rels", "Id=\"rId1\"", "Id=\"rId9\"")
        .pack();
    let workbook = read(&put_for_good(&original), "xl/workbook.xml");
    assert!(workbook.contains("sheetId=\"42\" r:id=\"rId10\"/><sheet name=\"Worth list\" sheetId=\"43\" r:id=\"rId11\"/>"), "{workbook}");
    assert!(workbook.contains("<definedName name=\"own\" localSheetId=\"1\">"));
    assert!(
        workbook.contains("name=\"_xlnm.Print_Titles\" localSheetId=\"2\">Worth!$1:$1<"),
        "{workbook}"
    );
}

#[test]
fn what_the_graft_cannot_carry_over_is_refused() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write_dynamic_formula(0, 0, "LEN(A1:A3)").unwrap();
    let report = workbook.save_to_buffer().unwrap();
    assert_eq!(graft(&Parts::new().pack(), &report, &["k"]).unwrap_err().code(), "report");
}

#[test]
fn notes_and_pictures_of_a_report_come_along() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Notes").unwrap();
    sheet.insert_note(0, 0, &xlsx::Note::new("how it was computed")).unwrap();
    let report = workbook.save_to_buffer().unwrap();
    let original = Parts::new().pack();
    let grafted = graft(&original, &report, &["notes"]).unwrap();
    assert!(read(&grafted, "xl/comments1.xml").contains("how it was computed"));
    assert!(
        read(&grafted, "xl/worksheets/_rels/sheet2.xml.rels")
            .contains("Target=\"../drawings/vmlDrawing1.vml\"")
    );
    assert_eq!(graft(&grafted, &report, &["notes"]).unwrap(), grafted);
}
