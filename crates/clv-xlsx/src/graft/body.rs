//! The rows of a list: a million of them go straight into the owner's workbook, without being a report first.

use super::Refusal;
use super::packing::Packed;
use super::sheet::{Covered, Rewriting, odd, value, value_start};
use clv_core::grid::Area;
use memchr::memmem;
use std::ops::Range;

/// So many rows at least, and so many at most, are written and packed at a time.
const AT_ONCE: (u32, u32) = (256, 2048);
/// Between those, so many pieces are made of a list: enough for all processors to have some.
const PIECES: u32 = 8;

/// How a sheet begins to say how large it is.
const DIMENSION: &[u8] = b"<dimension ref=\"";

/// Writes the cells of a row, the first of which is numbered 0, with the styles that they have in the workbook.
type WriteRow<'a> = Box<dyn Fn(u32, &Styles, &mut Vec<u8>) + Send + Sync + 'a>;

/// The rows of a list at the foot of a sheet of a report.
///
/// In the report two rows stand in their place, with an empty cell for each column: they show which styles the cells of the
/// column have, as a rule in the first row and by way of exception in the second one.
pub struct Body<'a> {
    /// The key of the sheet.
    pub key: &'a str,
    /// The row of the first one, from 0.
    pub first_row: u32,
    /// How many there are.
    pub n_rows: u32,
    /// Writes the cells of one of them as markup, without the row around them.
    pub write: WriteRow<'a>,
}

/// What the styles of the columns of a list are called in the owner's workbook.
#[derive(Debug, Default)]
pub struct Styles {
    /// The usual ones, by column.
    pub usual: Vec<u32>,
    /// Those for exceptions, by column.
    pub other: Vec<u32>,
    /// Whether dates count from 1904.
    pub is_1904: bool,
}

impl Body<'_> {
    /// Packs a sheet of the report with these rows in it; returns also which cells there are.
    pub(super) fn put_into(
        &self,
        xml: &[u8],
        rewriting: &Rewriting<'_>,
    ) -> Result<(Covered, Packed), Refusal> {
        let (usual, other) = self.pattern(xml)?;
        let styles = Styles {
            usual: rewriting.styles(&xml[usual.clone()])?,
            other: rewriting.styles(&xml[other.clone()])?,
            is_1904: rewriting.is_1904,
        };
        let mut covered = Covered::default();
        let (mut head, mut tail) = (Vec::new(), Vec::new());
        rewriting.piece(&self.measured(&xml[..usual.start])?, &mut head, &mut covered)?;
        rewriting.piece(&xml[other.end..], &mut tail, &mut covered)?;
        let width = u32::try_from(styles.usual.len()).unwrap_or(u32::MAX);
        if width > 0 && self.n_rows > 0 {
            let bottom = self.first_row + self.n_rows - 1;
            covered.see_whole(Area { top: self.first_row, left: 0, bottom, right: width - 1 });
        }
        let n_pieces = self.n_rows.div_ceil(self.rows_at_once()) as usize;
        let packed = Packed::in_pieces(n_pieces + 2, |at, out| match at.checked_sub(1) {
            None => out.extend_from_slice(&head),
            Some(at) if at == n_pieces => out.extend_from_slice(&tail),
            Some(at) => self.write_rows(at, &styles, out),
        })?;
        Ok((covered, packed))
    }

    /// Returns the area of a table of the report when the two rows at its foot have become these.
    pub(super) fn filled(&self, area: Area) -> Area {
        let stands = area.top < self.first_row && area.bottom == self.first_row + 1;
        let bottom = self.first_row + self.n_rows.max(1) - 1;
        if stands { Area { bottom, ..area } } else { area }
    }

    fn rows_at_once(&self) -> u32 {
        self.n_rows.div_ceil(PIECES).clamp(AT_ONCE.0, AT_ONCE.1)
    }

    fn write_rows(&self, piece: usize, styles: &Styles, out: &mut Vec<u8>) {
        let at_once = self.rows_at_once();
        let start = u32::try_from(piece).unwrap_or(u32::MAX).saturating_mul(at_once);
        for at in start..self.n_rows.min(start.saturating_add(at_once)) {
            let number = self.first_row + at + 1;
            out.extend_from_slice(format!("<row r=\"{number}\">").as_bytes());
            (self.write)(at, styles, out);
            out.extend_from_slice(b"</row>");
        }
    }

    /// Returns where the two rows stand that show the styles.
    fn pattern(&self, xml: &[u8]) -> Result<(Range<usize>, Range<usize>), Refusal> {
        let row = |number: u32, from: usize| {
            let start =
                from + memmem::find(&xml[from..], format!("<row r=\"{number}\"").as_bytes())?;
            let end = start + memmem::find(&xml[start..], b"</row>")? + b"</row>".len();
            Some(start..end)
        };
        let missing = || odd("the rows that show the styles of a list are missing");
        let first = row(self.first_row + 1, 0).ok_or_else(missing)?;
        let second = row(self.first_row + 2, first.end).ok_or_else(missing)?;
        Ok((first, second))
    }

    /// Returns what stands before the rows with the sheet said to be as long as it will be.
    fn measured(&self, head: &[u8]) -> Result<Vec<u8>, Refusal> {
        let what = || odd("it does not say how large it is");
        let start = value_start(head, DIMENSION).ok_or_else(what)?;
        let old = value(head, DIMENSION).ok_or_else(what)?;
        let area = str::from_utf8(old).ok().and_then(crate::read::area).ok_or_else(what)?;
        let bottom = (self.first_row + self.n_rows).saturating_sub(1);
        let new = Area { bottom, ..area }.to_string();
        Ok([&head[..start], new.as_bytes(), &head[start + old.len()..]].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graft::Host;
    use rust_xlsxwriter::{Format, Workbook};
    use std::io::Cursor;

    fn report() -> Vec<u8> {
        let mut report = Workbook::new();
        let sheet = report.add_worksheet();
        sheet.set_name("List").unwrap().write(0, 0, "Amount").unwrap();
        sheet.write_blank(1, 0, &Format::new().set_num_format("0.00")).unwrap();
        sheet.write_blank(2, 0, &Format::new().set_bold()).unwrap();
        report.save_to_buffer().unwrap()
    }

    #[test]
    fn rows_stand_below_the_head_with_the_styles_that_the_report_shows() {
        let write = |at: u32, styles: &Styles, out: &mut Vec<u8>| {
            let style = if at == 4999 { styles.other[0] } else { styles.usual[0] };
            let cell = format!("<c r=\"A{}\" s=\"{style}\"><v>{at}</v></c>", at + 2);
            out.extend_from_slice(cell.as_bytes());
        };
        let body = Body { key: "list", first_row: 1, n_rows: 5000, write: Box::new(write) };
        let blank = crate::blank().unwrap();
        let host = Host::open(&blank).unwrap();
        let made = host.graft_with(report(), &["list"], &[body]).unwrap().into_vec();
        let book = crate::read(Cursor::new(&made), "made.xlsx").unwrap();
        let values: Vec<_> = book.sheets[0].grid.column(0).skip(1).collect();
        assert_eq!(values.len(), 5000);
        assert!(
            values
                .iter()
                .all(|(row, cell)| { *cell == clv_core::grid::Cell::Number(f64::from(*row - 1)) })
        );
        let mut package = zip::ZipArchive::new(Cursor::new(&made)).unwrap();
        let part = package.by_name("xl/worksheets/sheet1.xml").unwrap();
        let xml = std::io::read_to_string(part).unwrap();
        assert!(xml.contains("<dimension ref=\"A1:A5001\"/>"));
        let style = |cell: &str| {
            let at = xml.find(&format!("<c r=\"{cell}\" s=")).unwrap();
            xml[at..].split('"').nth(3).unwrap().to_owned()
        };
        assert_eq!(style("A2"), style("A5000"));
        assert_ne!(style("A2"), style("A5001"));
    }

    #[test]
    fn a_table_over_the_rows_is_as_long_as_they_are() {
        let mut report = Workbook::new();
        let sheet = report.add_worksheet();
        sheet.set_name("List").unwrap();
        sheet.add_table(3, 0, 5, 1, &rust_xlsxwriter::Table::new().set_name("Rows")).unwrap();
        sheet.add_table(0, 3, 2, 4, &rust_xlsxwriter::Table::new().set_name("Other")).unwrap();
        for (row, column) in [(4, 0), (4, 1), (5, 0), (5, 1)] {
            sheet.write_blank(row, column, &Format::new().set_bold()).unwrap();
        }
        let report = report.save_to_buffer().unwrap();
        let blank = crate::blank().unwrap();
        for (n_rows, area) in [(3000, "A4:B3004"), (1, "A4:B5")] {
            let body = Body { key: "list", first_row: 4, n_rows, write: Box::new(|_, _, _| {}) };
            let host = Host::open(&blank).unwrap();
            let made = host.graft_with(&report, &["list"], &[body]).unwrap().into_vec();
            let mut package = zip::ZipArchive::new(Cursor::new(&made)).unwrap();
            let mut areas: Vec<Vec<String>> = Vec::new();
            for at in 0..package.len() {
                let part = package.by_index(at).unwrap();
                if part.name().unwrap().contains("tables/") {
                    let xml = std::io::read_to_string(part).unwrap();
                    let refs = xml.split(" ref=\"").skip(1);
                    areas.push(refs.map(|at| at[..at.find('"').unwrap()].to_owned()).collect());
                }
            }
            areas.sort();
            assert_eq!(areas, [vec![area.to_owned(); 2], vec!["D1:E3".to_owned(); 2]]);
        }
    }

    #[test]
    fn a_report_that_does_not_show_the_styles_is_refused() {
        let body = Body { key: "list", first_row: 7, n_rows: 3, write: Box::new(|_, _, _| {}) };
        let blank = crate::blank().unwrap();
        let refused = Host::open(&blank).unwrap().graft_with(report(), &["list"], &[body]);
        assert!(matches!(refused, Err(Refusal::Report(_))));
    }
}
