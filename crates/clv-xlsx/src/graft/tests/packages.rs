//! How other programs pack a workbook: what is not ours is copied bit for bit, with all its oddities.

use super::*;

/// The bytes of each record from its local header to the next one, and its record in the directory without its place.
fn records(package: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    let number = |at: usize, n: usize| {
        package[at..at + n].iter().rev().fold(0usize, |sum, byte| sum << 8 | usize::from(*byte))
    };
    let end = package.windows(4).rposition(|bytes| bytes == b"PK\x05\x06").unwrap();
    let (count, directory) = (number(end + 10, 2), number(end + 16, 4));
    let shift = end - number(end + 12, 4) - directory;
    let mut at = directory + shift;
    let mut found = Vec::new();
    for _ in 0..count {
        let length = 46 + number(at + 28, 2) + number(at + 30, 2) + number(at + 32, 2);
        let mut central = package[at..at + length].to_vec();
        central[42..46].fill(0);
        found.push((number(at + 42, 4) + shift, central));
        at += length;
    }
    let mut starts: Vec<usize> =
        found.iter().map(|(start, _)| *start).chain([directory + shift]).collect();
    starts.sort_unstable();
    let next = |start: usize| starts[starts.binary_search(&start).unwrap() + 1];
    found
        .into_iter()
        .map(|(start, central)| (package[start..next(start)].to_vec(), central))
        .collect()
}

/// Packs by hand: with data descriptors, stored entries, extra fields, comments and bytes between records.
fn pack_oddly(parts: &Parts, before: &[u8], after: &[u8]) -> Vec<u8> {
    let mut out = before.to_vec();
    let mut directory = Vec::new();
    for (at, (name, text)) in parts.0.iter().enumerate() {
        let crc = crc32fast::hash(text.as_bytes());
        let size = u32::try_from(text.len()).unwrap().to_le_bytes();
        let start = u32::try_from(out.len() - before.len()).unwrap();
        let described = at % 2 == 0;
        let flags: u16 = if described { 8 } else { 0 };
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        let both = |out: &mut Vec<u8>, known: bool| {
            out.extend([45, 0]);
            out.extend(flags.to_le_bytes());
            out.extend([0, 0, 0x12, 0x34, 0x56, 0x58]);
            out.extend(if known { crc.to_le_bytes() } else { [0; 4] });
            out.extend(if known { [size, size].concat() } else { vec![0; 8] });
            out.extend(length);
        };
        out.extend(b"PK\x03\x04");
        both(&mut out, !described);
        out.extend([4, 0]);
        out.extend(name.bytes());
        out.extend(b"\xfe\xca\0\0");
        out.extend(text.bytes());
        if described {
            out.extend(b"PK\x07\x08");
            out.extend(crc.to_le_bytes());
            out.extend([size, size].concat());
        }
        out.extend(b"gap");
        directory.extend(b"PK\x01\x02\x14\x03");
        both(&mut directory, true);
        directory.extend([0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0xa4, 0x81]);
        directory.extend(start.to_le_bytes());
        directory.extend(name.bytes());
        directory.extend(b"own");
    }
    let start = u32::try_from(out.len() - before.len()).unwrap();
    let count = u16::try_from(parts.0.len()).unwrap().to_le_bytes();
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count, count].concat());
    out.extend(u32::try_from(directory.len()).unwrap().to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend(b"\x04\0note");
    out.extend(after);
    out
}

#[test]
fn untouched_records_are_copied_bit_for_bit_in_their_order() {
    let mut parts =
        Parts::new().part("[trash]/0000.dat", "x").part("xl/media/image1.png", "\u{1}png");
    // The content types need not come first.
    parts.0.rotate_left(3);
    for (before, after) in [(&b""[..], &b""[..]), (b"#!program\n", b"trailing")] {
        let original = pack_oddly(&parts, before, after);
        let grafted = put_for_good(&original);
        assert!(grafted.starts_with(before) && grafted.ends_with(&[b"\x04\0note", after].concat()));
        let (old, new) = (records(&original), records(&grafted));
        let edited = [
            "[Content_Types].xml",
            "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels",
            "xl/styles.xml",
        ];
        for (at, (name, _)) in parts.0.iter().enumerate() {
            assert_eq!(old[at] == new[at], !edited.contains(&name.as_str()), "{name}");
        }
    }
}

#[test]
fn the_workbook_may_be_anywhere_and_be_called_anything() {
    let mut parts = Parts::new();
    for (name, text) in &mut parts.0 {
        *name = name
            .replace("xl/workbook.xml", "book 1.xml")
            .replace("xl/_rels/workbook.xml.rels", "_rels/book 1.xml.rels");
        *text = text
            .replace("/xl/workbook.xml", "/book%201.xml")
            .replace("Target=\"xl/workbook.xml\"", "Target=\"/book%201.xml\"");
        if name.starts_with("_rels/book") {
            *text = text.replace("Target=\"", "Target=\"/xl/");
        }
    }
    let grafted = put_for_good(&parts.pack());
    assert!(read(&grafted, "_rels/book 1.xml.rels").contains("Target=\"worksheets/sheet1.xml\""));
    assert!(read(&grafted, "worksheets/sheet1.xml").contains("Worth"));
    assert!(
        read(&grafted, "worksheets/_rels/sheet1.xml.rels")
            .contains("Target=\"../drawings/drawing1.xml\"")
    );
}

#[test]
fn backslashes_and_capitals_in_the_names_of_parts_make_no_difference() {
    let mut parts = Parts::new();
    for (name, _) in &mut parts.0 {
        *name = name.replace('/', "\\").replace("sheet1", "Sheet1");
    }
    let grafted = put_for_good(&parts.pack());
    assert!(names(&grafted).contains(&"xl\\worksheets\\Sheet1.xml".to_owned()));
    assert!(read(&grafted, "xl/worksheets/sheet3.xml").contains("Nan"));
}

#[test]
fn a_name_that_anything_mentions_is_not_given_to_a_part_of_ours() {
    let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let dangling = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{base}/drawing\" Target=\"../drawings/Drawing1.xml\"/></Relationships>"
    );
    let original = Parts::new()
        .part("xl/worksheets/_rels/sheet1.xml.rels", &dangling)
        .part("xl/drawings/_rels/drawing2.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>")
        .with("[Content_Types].xml", "</Types>", "<Override PartName=\"/xl/charts/chart1.xml\" ContentType=\"application/x\"/></Types>")
        .pack();
    let grafted = put_for_good(&original);
    let all = names(&grafted);
    assert!(
        all.contains(&"xl/drawings/drawing3.xml".to_owned())
            && all.contains(&"xl/charts/chart2.xml".to_owned()),
        "{all:?}"
    );
}

#[test]
fn a_part_that_is_no_business_of_ours_may_be_broken() {
    let original = Parts::new()
        .part("xl/theme/theme1.xml", "<a:theme")
        .part("docProps/_rels/odd.xml.rels", "\u{0}\u{1}")
        .part("docProps/app.xml", "")
        .pack();
    put_for_good(&original);
}
