//! Later runs: ours are found again and replaced where they stand, and what the owner did meanwhile stays done.

use super::*;
use crate::graft::{Place, remove};

fn tabs(package: &[u8]) -> Vec<String> {
    let workbook = read(package, "xl/workbook.xml");
    let sheets = workbook.split("<sheet ").skip(1);
    sheets
        .map(|sheet| sheet.split("name=\"").nth(1).unwrap().split('"').next().unwrap().to_owned())
        .collect()
}

#[test]
fn new_figures_take_the_place_of_old_ones_in_the_same_parts() {
    let grafted = put_for_good(&Parts::new().pack());
    let changed = put_with(&grafted, 700.0).unwrap();
    assert_eq!(names(&changed), names(&grafted));
    assert!(read(&changed, "xl/worksheets/sheet2.xml").contains("<v>700</v>"));
    for part in ["[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"] {
        assert_eq!(read(&changed, part), read(&grafted, part), "{part}");
    }
    assert_eq!(put_with(&changed, 700.0).unwrap(), changed);
}

#[test]
fn sheets_that_the_owner_renamed_and_moved_are_replaced_where_they_are() {
    let grafted = put_for_good(&Parts::new().pack());
    let moved = resaved(&grafted, "xl/workbook.xml", |workbook| {
        let start = workbook.find("<sheet name=\"Sales\"").unwrap();
        let end = start + workbook[start..].find("/>").unwrap() + 2;
        let own = workbook[start..end].to_owned();
        let workbook = workbook.replace(&own, "").replace("</sheets>", &format!("{own}</sheets>"));
        let workbook = workbook
            .replace("localSheetId=\"1\"", "localSheetId=\"0\"")
            .replace("localSheetId=\"2\"", "localSheetId=\"1\"");
        workbook
            .replace("\"Worth\"", "\"Waarde\"")
            .replace("Worth!", "Waarde!")
            .replace("'Worth'!", "'Waarde'!")
    });
    let again = put_with(&moved, 700.0).unwrap();
    assert_eq!(tabs(&again), ["Waarde", "Worth list", "Sales"]);
    assert!(read(&again, "xl/worksheets/sheet2.xml").contains("<v>700</v>"));
    assert_eq!(names(&again), names(&moved));
}

#[test]
fn a_name_of_a_sheet_that_is_gone_does_not_stand_twice_when_a_new_sheet_gets_its_place() {
    let left = "</sheets><definedNames><definedName name=\"_clv.sheet\" localSheetId=\"1\" hidden=\"1\">\"clv1;list;sid=7\"</definedName></definedNames>";
    let host = Parts::new().with("xl/workbook.xml", "</sheets>", left).pack();
    let grafted = put_for_good(&host);
    let workbook = read(&grafted, "xl/workbook.xml");
    assert_eq!(workbook.matches("name=\"_clv.sheet\" localSheetId=\"1\"").count(), 1);
    assert!(!workbook.contains("sid=7"));
}

#[test]
fn a_copy_that_the_owner_made_is_left_alone() {
    let grafted = put_for_good(&Parts::new().pack());
    let copied = resaved(&grafted, "xl/workbook.xml", |workbook| {
        let start = workbook.find("<definedName name=\"_clv.sheet\" localSheetId=\"1\"").unwrap();
        let end = start + workbook[start..].find("</definedName>").unwrap() + 14;
        let marker = workbook[start..end].replace("localSheetId=\"1\"", "localSheetId=\"3\"");
        let copy = "<sheet name=\"Worth (2)\" sheetId=\"8\" r:id=\"rId9\"/></sheets>";
        workbook
            .replace("</sheets>", copy)
            .replace("</definedNames>", &format!("{marker}</definedNames>"))
    });
    let copied = resaved(&copied, "xl/_rels/workbook.xml.rels", |relations| {
        let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        relations.replace("</Relationships>", &format!("<Relationship Id=\"rId9\" Type=\"{base}/worksheet\" Target=\"worksheets/copy.xml\"/></Relationships>"))
    });
    let again = put_with(&copied, 700.0).unwrap();
    assert_eq!(tabs(&again), ["Sales", "Worth", "Worth list", "Worth (2)"]);
    let removed = remove(&again).unwrap();
    assert_eq!(tabs(&removed), ["Sales", "Worth (2)"]);
}

/// Has the owner write something on our first sheet, and put the report in again.
fn written_on(change: impl Fn(&str) -> String) -> (Vec<u8>, Vec<u8>) {
    let grafted = put_for_good(&Parts::new().pack());
    let owned = resaved(&grafted, "xl/worksheets/sheet2.xml", change);
    let again = put_for_good(&owned);
    (owned, again)
}

#[test]
fn cells_of_the_owner_on_our_sheet_make_ours_go_beside_it() {
    let (owned, again) = written_on(|sheet| {
        sheet.replace("</sheetData>", "<row r=\"9\"><c r=\"C9\"><v>1</v></c></row></sheetData>")
    });
    assert_eq!(tabs(&again), ["Sales", "Worth", "Worth list", "Worth (2)"]);
    assert_eq!(read(&again, "xl/worksheets/sheet2.xml"), read(&owned, "xl/worksheets/sheet2.xml"));
    let workbook = read(&again, "xl/workbook.xml");
    assert!(
        !workbook.contains("name=\"_clv.sheet\" localSheetId=\"1\"")
            && workbook.contains("name=\"_clv.sheet\" localSheetId=\"3\"")
    );
    assert_eq!(Host::open(&owned).unwrap().place("summary"), Place::Beside("Worth".to_owned()));
    let host = Host::open(&again).unwrap();
    assert_eq!((host.place("summary"), host.beside("summary")), (Place::Same, Some("Worth")));
    // The name for a cell goes along with ours.
    assert!(
        workbook.contains("<definedName name=\"worth_total\">'Worth (2)'!$A$2</definedName>"),
        "{workbook}"
    );
}

#[test]
fn what_the_owner_fills_in_within_our_cells_is_no_reason_to_go_beside() {
    let (_, again) = written_on(|sheet| sheet.replace("<v>45717</v>", "<v>45718</v>"));
    assert_eq!(tabs(&again), ["Sales", "Worth", "Worth list"]);
}

#[test]
fn notes_and_charts_of_the_owner_on_our_sheet_are_kept() {
    let grafted = put_for_good(&Parts::new().pack());
    let touched = resaved(&grafted, "xl/worksheets/sheet2.xml", |sheet| {
        sheet.replace("<sheetData>", "<sheetData >")
    });
    assert_eq!(tabs(&put(&touched).unwrap()).len(), 3);
    let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let noted = resaved(&touched, "xl/worksheets/_rels/sheet2.xml.rels", |relations| {
        relations.replace("</Relationships>", &format!("<Relationship Id=\"rId7\" Type=\"{base}/comments\" Target=\"../comments1.xml\"/></Relationships>"))
    });
    let noted = pack_with(
        &noted,
        "xl/comments1.xml",
        "<comments><commentList><comment ref=\"A1\"/></commentList></comments>",
    );
    assert_eq!(tabs(&put(&noted).unwrap()), ["Sales", "Worth", "Worth list", "Worth (2)"]);
    let drawn = resaved(&touched, "xl/drawings/drawing1.xml", |drawing| {
        let start = drawing.find("<xdr:twoCellAnchor").unwrap();
        let end = drawing.find("</xdr:twoCellAnchor>").unwrap() + 20;
        format!("{}{}{}", &drawing[..end], &drawing[start..end], &drawing[end..])
    });
    assert_eq!(tabs(&put(&drawn).unwrap()), ["Sales", "Worth", "Worth list", "Worth (2)"]);
}

fn pack_with(package: &[u8], name: &str, text: &str) -> Vec<u8> {
    let mut parts: Vec<(String, String)> =
        names(package).into_iter().map(|name| (name.clone(), read(package, &name))).collect();
    parts.push((name.to_owned(), text.to_owned()));
    Parts(parts).pack()
}

#[test]
fn a_sheet_that_the_owner_deleted_is_remembered() {
    let grafted = put_for_good(&Parts::new().pack());
    let host = Host::open(&grafted).unwrap();
    assert_eq!((host.place("summary"), host.place("offers")), (Place::Same, Place::New));
    let deleted = resaved(&grafted, "xl/workbook.xml", |workbook| {
        let start = workbook.find("<sheet name=\"Worth list\"").unwrap();
        let end = start + workbook[start..].find("/>").unwrap() + 2;
        let mut text = workbook.replace(&workbook[start..end], "");
        while let Some(start) =
            text.find("localSheetId=\"2\"").and_then(|at| text[..at].rfind("<definedName "))
        {
            let end = start + text[start..].find("</definedName>").unwrap() + 14;
            text.replace_range(start..end, "");
        }
        text
    });
    let host = Host::open(&deleted).unwrap();
    assert_eq!((host.place("summary"), host.place("list")), (Place::Same, Place::Deleted));
    let tabs_of_ours = host.tabs(&[("summary", "Worth"), ("list", "Worth list")]);
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name(&tabs_of_ours[0]).unwrap();
    let again = host.graft(workbook.save_to_buffer().unwrap(), &["summary"]).unwrap().into_vec();
    assert_eq!(Host::open(&again).unwrap().place("list"), Place::Deleted);
}

#[test]
fn cells_that_are_replaced_are_taken_out_of_the_calculation_chain() {
    let grafted = put_for_good(&Parts::new().pack());
    let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let with_chain = |cells: &str| {
        let chained = resaved(&grafted, "xl/_rels/workbook.xml.rels", |relations| {
            relations.replace("</Relationships>", &format!("<Relationship Id=\"rId9\" Type=\"{base}/calcChain\" Target=\"calcChain.xml\"/></Relationships>"))
        });
        let chained = resaved(&chained, "[Content_Types].xml", |types| {
            types.replace("</Types>", "<Override PartName=\"/xl/calcChain.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml\"/></Types>")
        });
        pack_with(
            &chained,
            "xl/calcChain.xml",
            &format!("<calcChain xmlns=\"{MAIN}\">{cells}</calcChain>"),
        )
    };
    let mixed =
        with_chain("<c r=\"A2\" i=\"2\"/><c r=\"A9\"/><c r=\"B1\" i=\"1\" l=\"1\"/><c r=\"B2\"/>");
    let again = put_for_good(&mixed);
    assert_eq!(
        read(&again, "xl/calcChain.xml"),
        format!(
            "<calcChain xmlns=\"{MAIN}\"><c r=\"B1\" i=\"1\" l=\"1\"/><c r=\"B2\"/></calcChain>"
        )
    );
    let ours = put_for_good(&with_chain("<c r=\"A2\" i=\"2\"/>"));
    assert!(!names(&ours).iter().any(|name| name.contains("calcChain")));
    assert!(
        !read(&ours, "[Content_Types].xml").contains("calcChain")
            && !read(&ours, "xl/_rels/workbook.xml.rels").contains("calcChain")
    );
}

#[test]
fn removing_gives_every_part_back_as_it_was() {
    let variants = [
        Parts::new(),
        Parts::new().with(
            "xl/workbook.xml",
            "<calcPr",
            "<definedNames><definedName name=\"a\">1</definedName></definedNames><calcPr",
        ),
        Parts::new().with("xl/styles.xml", "</styleSheet>", "<dxfs count=\"0\" /></styleSheet>"),
        Parts::new().part("xl/styles.xml", &format!("<styleSheet xmlns=\"{MAIN}\"/>")),
    ];
    for parts in variants {
        let original = parts.pack();
        let changed = put_with(&put_for_good(&original), 700.0).unwrap();
        let removed = remove(&changed).unwrap();
        assert_eq!(names(&removed), names(&original));
        for name in names(&original) {
            assert_eq!(read(&removed, &name), read(&original, &name), "{name}");
        }
        let removed = Host::open(&original).unwrap().remove().unwrap();
        assert!(matches!(removed.pieces()[..], [only] if std::ptr::eq(only, original.as_slice())));
    }
}

#[test]
fn positions_are_counted_anew_when_ours_go() {
    let grafted = put_for_good(&Parts::new().pack());
    let moved = resaved(&grafted, "xl/workbook.xml", |workbook| {
        let start = workbook.find("<sheet name=\"Sales\"").unwrap();
        let end = start + workbook[start..].find("/>").unwrap() + 2;
        let own = workbook[start..end].to_owned();
        let workbook = workbook.replace(&own, "").replace("</sheets>", &format!("{own}</sheets>"));
        let workbook = workbook
            .replace("localSheetId=\"1\"", "localSheetId=\"0\"")
            .replace("localSheetId=\"2\"", "localSheetId=\"1\"");
        let own =
            "<definedName name=\"own\" localSheetId=\"2\">Sales!$A$1</definedName></definedNames>";
        workbook
            .replace("</definedNames>", own)
            .replace("activeTab=\"0\"", "activeTab=\"2\" firstSheet=\"1\"")
    });
    let workbook = read(&remove(&moved).unwrap(), "xl/workbook.xml");
    assert!(workbook.contains("<definedNames><definedName name=\"own\" localSheetId=\"0\">Sales!$A$1</definedName></definedNames>"), "{workbook}");
    assert!(workbook.contains("activeTab=\"0\" firstSheet=\"0\""));
}

#[test]
fn a_table_that_the_owner_renamed_keeps_its_name() {
    let grafted = put_for_good(&Parts::new().pack());
    let renamed = resaved(&grafted, "xl/tables/table1.xml", |table| {
        table.replace("\"Worth_list\"", "\"Waarden\"")
    });
    let host = Host::open(&renamed).unwrap();
    assert_eq!(host.table_names(&[("list", "Worth_list")]).unwrap(), ["Waarden"]);
    assert_eq!(
        host.table_names(&[("list", "Worth_list"), ("list", "Other")]).unwrap(),
        ["Worth_list", "Other"]
    );
}
