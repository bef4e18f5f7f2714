//! How other programs write the parts that are spliced: prefixes, byte order marks, missing sections, both editions.

use super::*;

#[test]
fn byte_order_marks_move_nothing() {
    let mut parts = Parts::new();
    for (_, text) in &mut parts.0 {
        *text = format!("\u{feff}{text}");
    }
    let grafted = put_for_good(&parts.pack());
    for part in
        ["xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"]
    {
        assert!(read(&grafted, part).starts_with("\u{feff}<"), "{part}");
    }
    assert!(read(&grafted, "xl/workbook.xml").contains("</sheets><definedNames>"));
}

/// Gives every element of a part a prefix.
fn prefixed(text: &str, prefix: &str) -> String {
    let text = text.replace("</", "\u{1}").replace('<', &format!("<{prefix}:"));
    text.replace('\u{1}', &format!("</{prefix}:")).replacen(
        "xmlns=",
        &format!("xmlns:{prefix}="),
        1,
    )
}

#[test]
fn prefixes_are_those_of_the_document() {
    let mut parts = Parts::new();
    for (name, text) in &mut parts.0 {
        if name != "_rels/.rels" {
            *text = prefixed(text, "x");
        }
    }
    let grafted = put_for_good(&parts.pack());
    let workbook = read(&grafted, "xl/workbook.xml");
    assert!(
        workbook.contains("<x:sheet name=\"Worth\"")
            && workbook.contains("</x:definedName></x:definedNames>")
    );
    let styles = read(&grafted, "xl/styles.xml");
    assert!(styles.contains("<x:numFmts count=\"2\"><x:numFmt ") && !styles.contains("<font>"));
    assert!(
        read(&grafted, "[Content_Types].xml")
            .contains("<x:Override PartName=\"/xl/worksheets/sheet2.xml\"")
    );
}

#[test]
fn relationships_are_known_by_whatever_prefix_the_workbook_gives_them() {
    let renamed = Parts::new().with("xl/workbook.xml", "xmlns:r=", "xmlns:rel=").with(
        "xl/workbook.xml",
        "r:id",
        "rel:id",
    );
    assert!(read(&put_for_good(&renamed.pack()), "xl/workbook.xml").contains(" rel:id=\"rId3\"/>"));
    let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let local = Parts::new().with("xl/workbook.xml", &format!(" xmlns:r=\"{base}\""), "").with(
        "xl/workbook.xml",
        "<sheet ",
        &format!("<sheet xmlns:r=\"{base}\" "),
    );
    let workbook = read(&put_for_good(&local.pack()), "xl/workbook.xml");
    assert!(workbook.contains(&format!("<sheet xmlns:r=\"{base}\" name=\"Worth\"")));
}

#[test]
fn strict_workbooks_get_strict_parts() {
    let mut parts = Parts::new();
    for (_, text) in &mut parts.0 {
        *text = text.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            "http://schemas.openxmlformats.org/officeDocument/2006",
            "http://purl.oclc.org/ooxml/officeDocument",
        );
    }
    let grafted = put_for_good(&parts.pack());
    for part in names(&grafted).iter().filter(|name| !name.starts_with("[Content")) {
        let text = read(&grafted, part);
        for old in [
            "spreadsheetml/2006/main",
            "openxmlformats.org/officeDocument/2006",
            "openxmlformats.org/drawingml/2006",
        ] {
            assert!(!text.contains(old), "{part} has {old}");
        }
    }
}

#[test]
fn sections_of_styles_that_are_missing_or_empty_are_made_in_the_order_of_the_standard() {
    for styles in [
        "<styleSheet xmlns=\"M\"/>",
        "<styleSheet xmlns=\"M\"><fonts count=\"0\"/><cellXfs/><dxfs count=\"0\" /><extLst/></styleSheet>",
    ] {
        let original = Parts::new().part("xl/styles.xml", &styles.replace('M', MAIN)).pack();
        let styles = read(&put_for_good(&original), "xl/styles.xml");
        let order = ["<numFmts", "<fonts", "<fills", "<borders", "<cellXfs", "<dxfs"];
        let places: Vec<usize> =
            order.iter().map(|section| styles.find(section).unwrap()).collect();
        assert!(places.is_sorted(), "{styles}");
        assert!(styles.contains("<fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>"));
        // Without named styles there is none to refer to.
        assert!(!styles.contains("xfId"));
        assert!(styles.find("<extLst").is_none_or(|place| place > places[5]));
    }
}

#[test]
fn a_workbook_without_styles_gets_some_and_loses_them_again() {
    let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation =
        format!("<Relationship Id=\"rId2\" Type=\"{base}/styles\" Target=\"styles.xml\"/>");
    let original = Parts::new()
        .without("xl/styles.xml")
        .with("xl/_rels/workbook.xml.rels", &relation, "")
        .with("[Content_Types].xml", "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>", "")
        .pack();
    let grafted = put_for_good(&original);
    assert!(read(&grafted, "xl/styles.xml").contains("<cellXfs count="));
    let removed = crate::graft::remove(&grafted).unwrap();
    assert_eq!(names(&removed), names(&original));
}

#[test]
fn what_points_beyond_the_owners_styles_does_not_come_to_mean_ours() {
    let table = "<tableStyles count=\"1\"><tableStyle name=\"T\"><tableStyleElement type=\"wholeTable\" dxfId=\"2\"/></tableStyle></tableStyles>";
    let original = Parts::new()
        .with(
            "xl/styles.xml",
            "fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"",
            "fontId=\"3\" fillId=\"4\" borderId=\"1\" xfId=\"0\"",
        )
        .with("xl/styles.xml", "</styleSheet>", &format!("{table}</styleSheet>"))
        .pack();
    let styles = read(&put_for_good(&original), "xl/styles.xml");
    let own = "<font><sz val=\"10\"/><name val=\"Arial\"/></font>";
    assert!(styles.contains(&own.repeat(4)), "{styles}");
    assert!(styles.contains("<dxf/><dxf/><dxf/><dxf>"), "{styles}");
    let far = Parts::new().with(
        "xl/styles.xml",
        "fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId",
        "fontId=\"9999\" fillId=\"0\" borderId=\"0\" xfId",
    );
    assert_eq!(put(&far.pack()).unwrap_err().code(), "unusual");
    put_for_good(&far.with("xl/styles.xml", "fontId=\"9999\"", "fontId=\"4294967295\"").pack());
}

#[test]
fn entries_in_several_versions_count_as_one() {
    let font = "<font><sz val=\"10\"/><name val=\"Arial\"/></font>";
    let versions = format!(
        "<mc:AlternateContent xmlns:mc=\"mc\"><mc:Choice Requires=\"hs\">{font}</mc:Choice><mc:Fallback>{font}</mc:Fallback></mc:AlternateContent>"
    );
    let fonts = |count| {
        Parts::new().with(
            "xl/styles.xml",
            &format!("<fonts count=\"1\">{font}"),
            &format!("<fonts count=\"{count}\">{font}{versions}{versions}"),
        )
    };
    let styles = read(&put_for_good(&fonts(3).pack()), "xl/styles.xml");
    assert!(
        styles.contains("<fonts count=\"5\">")
            && styles.contains("fontId=\"4\"")
            && !styles.contains("fontId=\"2\"")
    );
    assert_eq!(put(&fonts(4).pack()).unwrap_err().code(), "unusual");
}

#[test]
fn number_formats_keep_their_numbers_and_are_not_written_twice() {
    let codes = "<numFmts count=\"2\"><numFmt numFmtId=\"170\" formatCode=\"d mmm yyyy\"/><numFmt numFmtId=\"164\" formatCode=\"0.0\"/></numFmts>";
    let original = Parts::new()
        .with("xl/styles.xml", "<fonts count=\"1\">", &format!("{codes}<fonts count=\"1\">"))
        .pack();
    let styles = read(&put_for_good(&original), "xl/styles.xml");
    assert_eq!(styles.matches("d mmm yyyy").count(), 1);
    // Ours comes after the highest number; those within formats that depend on values are the same.
    assert_eq!(
        styles.matches("<numFmt numFmtId=\"171\" formatCode=\"0.000\"/>").count(),
        3,
        "{styles}"
    );
    assert!(styles.contains("<numFmts count=\"3\">") && styles.contains("<xf numFmtId=\"170\""));
}

#[test]
fn styles_do_not_grow_from_run_to_run() {
    let grafted = put_for_good(&Parts::new().pack());
    let changed = put_with(&grafted, 700.0).unwrap();
    assert_eq!(read(&changed, "xl/styles.xml"), read(&grafted, "xl/styles.xml"));
    let reordered = resaved(&grafted, "xl/styles.xml", |styles| {
        styles.replace("numFmtId=\"0\" fontId=\"1\"", "fontId=\"1\" numFmtId=\"0\"")
    });
    let styles = read(&put(&reordered).unwrap(), "xl/styles.xml");
    assert_eq!(styles, read(&reordered, "xl/styles.xml"), "the order of attributes means nothing");
}

#[test]
fn alternate_content_and_settings_of_the_workbook_stay() {
    let alternate = "<mc:AlternateContent xmlns:mc=\"mc\"><mc:Choice Requires=\"x15\"><x15ac:absPath xmlns:x15ac=\"a\" url=\"C:\\\"/></mc:Choice></mc:AlternateContent>";
    let original = Parts::new()
        .with("xl/workbook.xml", "<bookViews>", &format!("{alternate}<bookViews>"))
        .pack();
    let workbook = read(&put_for_good(&original), "xl/workbook.xml");
    assert!(workbook.contains(alternate) && workbook.contains("<calcPr calcMode=\"manual\"/>"));
}

#[test]
fn content_types_are_given_part_by_part_where_defaults_do_not_tell_them() {
    let original = Parts::new()
        .with("[Content_Types].xml", "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>", "")
        .with("[Content_Types].xml", "<Default Extension=\"xml\" ContentType=\"application/xml\"/>", "<Default Extension=\"xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>")
        .with("[Content_Types].xml", "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>", "")
        .pack();
    let types = read(&put_for_good(&original), "[Content_Types].xml");
    for part in [
        "/xl/worksheets/_rels/sheet2.xml.rels",
        "/xl/worksheets/sheet2.xml",
        "/xl/drawings/drawing1.xml",
        "/xl/charts/chart1.xml",
        "/xl/tables/table1.xml",
    ] {
        assert!(types.contains(&format!("<Override PartName=\"{part}\"")), "{part}");
    }
}
