//! Our sheets as a workbook: roles become formats, and everything has its color and font written out.
//!
//! Sheets may land in a workbook without a theme, or in a program that draws neither themes nor table styles; so nothing is
//! left to either.

mod formats;
mod cells;
mod charts;
mod page;
#[cfg(test)]
mod tests;

pub use formats::Locale;

use crate::graft::Font;
use clv_core::sheet::{Report, ReportSheet};
use formats::Formats;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use std::path::PathBuf;

/// How well parts are packed: quickly, as the graft packs what it takes over once more.
const PACKING: u8 = 1;

/// What the sheets have to fit in with.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// The font of the workbook that they stand in.
    pub font: Font,
    /// The language and the country of dates.
    pub locale: Locale,
    /// The currency of amounts, such as `EUR`.
    pub currency: String,
    /// A folder for what is too long to be kept in memory; none keeps it in memory.
    pub temporary: Option<PathBuf>,
}

/// Why sheets cannot be made into a workbook.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The report asks for what a workbook cannot hold, or the temporary folder cannot be written.
    #[error("the sheets cannot be made into a workbook")]
    Write(#[from] XlsxError),
}

/// Makes a workbook of our sheets, in the order of their tabs; the same sheets give the same bytes.
pub fn render(report: &Report, look: &Look) -> Result<Vec<u8>, Error> {
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(PACKING);
    // The time of making would differ from run to run.
    let never = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&never));
    if let Some(folder) = &look.temporary {
        workbook.set_tempdir(folder)?;
    }
    let mut formats = Formats::new(look);
    for sheet in &report.sheets {
        let worksheet = match (&sheet.long, &look.temporary) {
            (Some(_), Some(_)) => workbook.add_worksheet_with_constant_memory()?,
            _ => workbook.add_worksheet(),
        };
        write_sheet(worksheet, sheet, &mut formats)?;
    }
    for sheet in &report.sheets {
        for name in &sheet.names {
            workbook.define_name(
                name.name.as_str(),
                &page::cell_reference(sheet, name.row, name.column),
            )?;
        }
    }
    Ok(workbook.save_to_buffer()?)
}

fn write_sheet(
    worksheet: &mut Worksheet,
    sheet: &ReportSheet,
    formats: &mut Formats,
) -> Result<(), Error> {
    worksheet.set_name(&sheet.name)?;
    // A result that is an empty text would be kept as 0.
    worksheet.set_formula_result_default("");
    page::set_up(worksheet, sheet, formats)?;
    cells::write(worksheet, sheet, formats)?;
    page::add_rules(worksheet, sheet, formats)?;
    charts::write(worksheet, sheet, formats)?;
    Ok(())
}
