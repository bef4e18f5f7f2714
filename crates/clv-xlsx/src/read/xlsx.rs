//! Workbooks in xlsx packages: our own scan of the cells, and calamine for what the scan does not know.

use super::chunks::Chunks;
use super::formats::Formats;
use super::markup::Odd;
use super::scan::{self, Shared};
use super::workbook::{self, Workbook};
use super::{Error, ahead, limits, package::Package, stream, strings};
use clv_core::grid::{Book, Sheet};
use std::io::{Read, Seek};

/// Reads every worksheet.
pub(super) fn read<R: Read + Seek + Send>(mut package: Package<R>) -> Result<Book, Error> {
    let workbook = workbook::read(&mut package)?;
    match scan_all(&mut package, &workbook) {
        Ok((book, sheets)) => {
            let entries = workbook.sheets.into_iter();
            let sheets = entries.zip(sheets).map(|(entry, sheet)| entry.onto(sheet)).collect();
            Ok(Book { sheets, ..book })
        }
        Err(Odd::Failed(error)) => Err(error),
        Err(Odd::Outside) => {
            check_declared_strings(&mut package)?;
            stream::read(package.into_inner(), workbook.sheets)
        }
    }
}

/// Scans the shared strings and the sheets; the texts come in a book without sheets.
fn scan_all<R: Read + Seek + Send>(
    package: &mut Package<R>,
    workbook: &Workbook,
) -> Result<(Book, Vec<Sheet>), Odd> {
    let mut book = Book::default();
    let mut formats = Formats::default();
    if let Some(part) = &workbook.styles
        && let Some(xml) = package.small_part(part)?
    {
        formats = Formats::read(&xml, part)?;
    }
    let mut ids = Vec::new();
    if let Some(part) = &workbook.shared_strings
        && let Some((source, size)) = package.part(part)?
    {
        ids = ahead::with(source, size, |source| {
            strings::read(Chunks::new(source, part, b"<si")?, size, &mut book.texts)
        })?;
    }
    let shared = Shared { strings: &ids, formats: &formats, is_1904: workbook.is_1904 };
    let mut sheets = Vec::new();
    let mut n_cells = 0;
    for entry in &workbook.sheets {
        let Some((source, size)) = package.part(&entry.part)? else {
            return Err(Error::Incomplete(format!("part `{}` is missing", entry.part)).into());
        };
        let mut sheet = Sheet::default();
        n_cells += ahead::with(source, size, |source| {
            let chunks = Chunks::new(source, &entry.part, b"<row")?;
            scan::read(chunks, &shared, &mut book.texts, &mut sheet)
        })?;
        limits::check("cells", n_cells, limits::CELLS)?;
        sheets.push(sheet);
    }
    book.texts.freeze();
    Ok((book, sheets))
}

/// Refuses a count of shared strings that their part cannot hold: calamine takes memory for it at once.
fn check_declared_strings<R: Read + Seek>(package: &mut Package<R>) -> Result<(), Error> {
    for part in package.names_ending_in("sharedstrings.xml") {
        let Some((source, size)) = package.part(&part)? else { continue };
        let mut start = Vec::new();
        let read = source.take(4096).read_to_end(&mut start);
        read.map_err(|error| Error::Incomplete(format!("part `{part}`: {error}")))?;
        let start = String::from_utf8_lossy(&start);
        for value in start.split("uniqueCount=").skip(1) {
            let digits = value.trim_start_matches(['"', '\'']).split(['"', '\'']).next();
            let declared = digits.map_or(0, |digits| digits.parse().unwrap_or(u64::MAX));
            limits::check("shared strings", declared, size / strings::SHORTEST)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tests::files;
    use clv_core::grid::Cell;
    use std::fs::File;

    /// Draws a sheet's cells, so that books with texts in another order can be compared.
    fn drawn(book: &Book, sheet: &Sheet) -> Vec<String> {
        let mut lines = vec![format!("{:?} {:?} {:?}", sheet.name, sheet.merged, sheet.formulas)];
        for column in sheet.grid.used_columns() {
            for (row, cell) in sheet.grid.column(column) {
                match cell {
                    Cell::Text(id) => {
                        lines.push(format!("{row} {column} {:?}", book.texts.get(id)));
                    }
                    cell => lines.push(format!("{row} {column} {cell:?}")),
                }
            }
        }
        lines
    }

    #[test]
    fn the_scan_reads_cell_by_cell_what_calamine_reads() {
        let mut n_compared = 0;
        for path in ["corpus", "ledgers"].into_iter().flat_map(files) {
            let open = || Package::open(File::open(&path).unwrap());
            let Ok(mut package) = open() else { continue };
            let Ok(workbook) = workbook::read(&mut package) else { continue };
            let scanned = match scan_all(&mut package, &workbook) {
                Ok(scanned) => scanned,
                Err(odd) => {
                    println!("{}: {odd:?}", path.display());
                    continue;
                }
            };
            let (book, sheets) = scanned;
            let sheets: Vec<Sheet> =
                workbook.sheets.into_iter().zip(sheets).map(|(e, sheet)| e.onto(sheet)).collect();
            let entries = workbook::read(&mut package).unwrap().sheets;
            let streamed = match stream::read(package.into_inner(), entries) {
                Ok(streamed) => streamed,
                Err(error) => {
                    println!("calamine alone: {}: {error}", path.display());
                    continue;
                }
            };
            for (ours, theirs) in sheets.iter().zip(&streamed.sheets) {
                assert_eq!(drawn(&book, ours), drawn(&streamed, theirs), "{}", path.display());
            }
            n_compared += 1;
        }
        println!("{n_compared} workbooks compared");
    }
}
