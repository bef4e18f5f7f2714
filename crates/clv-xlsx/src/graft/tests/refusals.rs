//! Workbooks that no sheet is put into, each with its reason.

use super::*;

fn code(original: &[u8]) -> &'static str {
    match put(original) {
        Err(refusal) => {
            assert!(!refusal.to_string().is_empty());
            refusal.code()
        }
        Ok(_) => "accepted",
    }
}

#[test]
fn other_kinds_of_files_are_told_by_their_bytes() {
    let ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(code(b""), "other_kind");
    assert_eq!(code(b"Datum;Klant"), "other_kind");
    assert_eq!(code(&ole), "other_kind");
    assert_eq!(code(&[ole, encrypted].concat()), "password");
    assert_eq!(code(b"PK\x03\x04cut off"), "damaged");
    let ods = Parts(vec![
        ("mimetype".to_owned(), "ods".to_owned()),
        ("content.xml".to_owned(), "<a/>".to_owned()),
    ]);
    assert_eq!(code(&ods.pack()), "other_kind");
    let binary = Parts::new().with(
        "[Content_Types].xml",
        "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "vnd.ms-excel.sheet.binary.macroEnabled.main",
    );
    assert_eq!(code(&binary.pack()), "binary");
    let text = Parts::new().with(
        "[Content_Types].xml",
        "spreadsheetml.sheet.main",
        "wordprocessingml.document.main",
    );
    assert_eq!(code(&text.pack()), "other_kind");
}

#[test]
fn what_the_owner_locked_stays_locked() {
    let book = |from: &str, to: &str| Parts::new().with("xl/workbook.xml", from, to).pack();
    assert_eq!(
        code(&book("<bookViews>", "<workbookProtection lockStructure=\"true\"/><bookViews>")),
        "protected"
    );
    assert_eq!(
        code(&book("<bookViews>", "<workbookProtection lockWindows=\"1\"/><bookViews>")),
        "accepted"
    );
    assert_eq!(
        code(&book("<workbookPr/>", "<fileSharing readOnlyRecommended=\"1\"/><workbookPr/>")),
        "read_only"
    );
    assert_eq!(
        code(&book("<workbookPr/>", "<fileSharing userName=\"Jan\"/><workbookPr/>")),
        "accepted"
    );
    let base = "http://schemas.openxmlformats.org/";
    let signed = Parts::new().with("_rels/.rels", "</Relationships>", &format!("<Relationship Id=\"rId9\" Type=\"{base}package/2006/relationships/digital-signature/origin\" Target=\"_xmlsignatures/origin.sigs\"/></Relationships>"));
    assert_eq!(code(&signed.pack()), "signed");
    let shared = Parts::new().with("xl/_rels/workbook.xml.rels", "</Relationships>", &format!("<Relationship Id=\"rId9\" Type=\"{base}officeDocument/2006/relationships/revisionHeaders\" Target=\"revisions/revisionHeaders.xml\"/></Relationships>"));
    assert_eq!(code(&shared.pack()), "shared");
    let marked = Parts::new()
        .with("_rels/.rels", "</Relationships>", &format!("<Relationship Id=\"rId9\" Type=\"{base}officeDocument/2006/relationships/custom-properties\" Target=\"docProps/custom.xml\"/></Relationships>"))
        .part("docProps/custom.xml", "<Properties><property name=\"_MarkAsFinal\"><vt:bool xmlns:vt=\"v\">true</vt:bool></property></Properties>");
    assert_eq!(code(&marked.pack()), "final");
}

#[test]
fn parts_that_cannot_be_spliced_safely_are_refused() {
    let book = |text: &str| Parts::new().part("xl/workbook.xml", text).pack();
    assert_eq!(code(&book("<!DOCTYPE workbook [<!ENTITY a \"b\">]><workbook/>")), "unusual");
    assert_eq!(code(&book("<workbook xmlns=\"other\"><sheets/></workbook>")), "damaged");
    assert_eq!(code(&book(&format!("<workbook xmlns=\"{MAIN}\"/>"))), "damaged");
    assert_eq!(code(&book("<workbook")), "damaged");
    let odd = format!("<workbook xmlns=\"{MAIN}\"><sheets><shet/></sheets></workbook>");
    assert_eq!(code(&book(&odd)), "damaged");
    assert_eq!(code(&Parts::new().without("xl/_rels/workbook.xml.rels").pack()), "damaged");
    assert_eq!(code(&Parts::new().without("[Content_Types].xml").pack()), "damaged");
    assert_eq!(code(&Parts::new().without("xl/workbook.xml").pack()), "damaged");
    // A relationship without its part would otherwise come to mean a part of ours.
    assert_eq!(code(&Parts::new().without("xl/styles.xml").pack()), "damaged");
    let deep = format!("{}{}", "<a>".repeat(5000), "</a>".repeat(5000));
    assert_eq!(code(&book(&format!("<workbook xmlns=\"{MAIN}\">{deep}</workbook>"))), "too_large");
    let utf16: Vec<u8> = "\u{feff}<workbook/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let parts = Parts::new();
    let bytes = parts.0.iter().map(|(name, text)| {
        (name.as_str(), if name == "xl/workbook.xml" { utf16.as_slice() } else { text.as_bytes() })
    });
    assert_eq!(code(&pack(bytes)), "unusual");
}

#[test]
fn containers_made_to_mislead_are_refused() {
    let twice = Parts::new().part("XL\\workbook.xml", "<workbook/>");
    assert_eq!(code(&twice.pack()), "damaged");
    let original = Parts::new().pack();
    let end = original.len() - 22;
    let changed = |at: usize, bytes: &[u8]| {
        let mut package = original.clone();
        package[at..at + bytes.len()].copy_from_slice(bytes);
        package
    };
    assert_eq!(code(&changed(end + 10, &[0xff, 0xff])), "unusual");
    assert_eq!(code(&changed(end + 16, &[0xff; 4])), "unusual");
    assert_eq!(code(&changed(end + 12, &[0xff, 0xff, 0xff, 0x7f])), "damaged");
    let central = original.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    assert_eq!(code(&changed(central + 8, &[1])), "password");
    assert_eq!(code(&changed(central + 16, &[0; 4])), "damaged");
    assert_eq!(code(&changed(central + 42, &[9])), "damaged");
    for length in (0..original.len()).step_by(5) {
        assert_ne!(code(&original[..length]), "accepted");
    }
}

#[test]
fn a_part_that_inflates_without_end_is_given_up() {
    let bomb = format!("<styleSheet xmlns=\"{MAIN}\">{}</styleSheet>", " ".repeat(65 << 20));
    assert_eq!(code(&Parts::new().part("xl/styles.xml", &bomb).pack()), "too_large");
}
