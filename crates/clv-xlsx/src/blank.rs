//! A workbook without sheets, for reports that stand alone: sheets are put into it as into any other.

use std::io::{Cursor, Write};
use zip::result::ZipResult;
use zip::write::{SimpleFileOptions, ZipWriter};

const PARTS: [(&str, &str); 4] = [
    (
        "[Content_Types].xml",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#,
    ),
    (
        "_rels/.rels",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><bookViews><workbookView/></bookViews><sheets></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>"#,
    ),
];

/// Makes the workbook; it is one only once a sheet is put into it.
pub fn blank() -> ZipResult<Vec<u8>> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in PARTS {
        package.start_file(name, SimpleFileOptions::default())?;
        package.write_all(text.as_bytes())?;
    }
    Ok(package.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graft::graft;
    use rust_xlsxwriter::Workbook;

    #[test]
    fn sheets_that_are_put_into_it_are_all_that_there_is() {
        let mut report = Workbook::new();
        let sheet = report.add_worksheet();
        sheet.set_name("CLV").unwrap().write(0, 0, "hello").unwrap();
        let report = report.save_to_buffer().unwrap();
        let base = blank().unwrap();
        let made = graft(&base, &report, &["summary"]).unwrap();
        let book = crate::read(Cursor::new(&*made), "made.xlsx").unwrap();
        assert_eq!(book.sheets.len(), 1);
        assert_eq!(book.text(book.sheets[0].grid.get(0, 0)), Some("hello"));
        assert_eq!(graft(&made, &report, &["summary"]).unwrap(), made);
    }
}
