//! Our sheets as a workbook: roles become formats, and everything has its color and font written out.
//!
//! Sheets may land in a workbook without a theme, or in a program that draws neither themes nor table styles; so nothing is
//! left to either.

mod formats;
mod cells;
mod rows;
mod charts;
mod page;
#[cfg(test)]
mod tests;

pub use formats::Locale;
pub use rows::bodies;

use crate::graft::Font;
use clv_core::sheet::{Report, ReportSheet};
use formats::Formats;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

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
}

/// Why sheets cannot be made into a workbook.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The report asks for what a workbook cannot hold.
    #[error("the sheets cannot be made into a workbook")]
    Write(#[from] XlsxError),
}

/// Makes a workbook of our sheets, in the order of their tabs, without the rows of lists, which are [`bodies`]; the same
/// sheets give the same bytes.
pub fn render(report: &Report<'_>, look: &Look) -> Result<Vec<u8>, Error> {
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(PACKING);
    // The time of making would differ from run to run.
    let never = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&never));
    let mut formats = Formats::new(look);
    for sheet in &report.sheets {
        write_sheet(workbook.add_worksheet(), sheet, &mut formats)?;
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
    sheet: &ReportSheet<'_>,
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
