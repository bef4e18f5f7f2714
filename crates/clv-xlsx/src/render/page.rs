//! What holds for a whole sheet: widths, what stays in view, how it prints, drop-downs and conditional formats.

use super::Error;
use super::cells::place;
use super::formats::{ACCENT, Formats};
use clv_core::grid::column_letters;
use clv_core::sheet::{Choice, Condition, ReportSheet};
use rust_xlsxwriter::{
    ConditionalFormatDataBar, ConditionalFormatFormula, DataValidation, Formula, Worksheet,
};

/// A4.
const PAPER: u8 = 9;
/// From this width on, in characters, a sheet is printed on its side.
const WIDE: f64 = 95.0;
/// The height of a row in points, with the usual font.
const ROW: f64 = 15.0;
/// The width of a character in points, with the usual font.
const CHARACTER: f64 = 5.5;
/// The most characters of the choices of a drop-down together.
const LONGEST_LIST: usize = 255;
/// The most characters of what is said when a cell is chosen.
const LONGEST_PROMPT: usize = 255;
/// The most bytes of a footer, its codes included.
const LONGEST_FOOTER: usize = 200;
/// Data bars: the accent, so light that numbers stay easy to read.
const BAR: u32 = 0xA9_C8D9;

/// Sets what has to be known before the first cell is written.
pub(super) fn set_up(
    worksheet: &mut Worksheet,
    sheet: &ReportSheet<'_>,
    formats: &Formats,
) -> Result<(), Error> {
    let scale = formats.scale();
    if scale > 1.0 {
        worksheet.set_default_row_height(ROW * scale);
    }
    for (column, width) in &sheet.widths {
        worksheet.set_column_width(place(0, *column).1, *width)?;
    }
    for column in &sheet.hidden_columns {
        worksheet.set_column_hidden(place(0, *column).1)?;
    }
    for (row, height) in &sheet.heights {
        worksheet.set_row_height(*row, height * scale)?;
    }
    if sheet.frozen_rows > 0 || sheet.frozen_columns > 0 {
        let (row, column) = place(sheet.frozen_rows, sheet.frozen_columns);
        worksheet.set_freeze_panes(row, column)?;
    }
    worksheet.set_screen_gridlines(false);
    worksheet.set_tab_color(ACCENT);
    print(worksheet, sheet)
}

fn print(worksheet: &mut Worksheet, sheet: &ReportSheet<'_>) -> Result<(), Error> {
    worksheet.set_paper_size(PAPER).set_margins(0.5, 0.5, 0.5, 0.6, 0.2, 0.25);
    let shown = |column: &u32| !sheet.hidden_columns.contains(column);
    let width: f64 =
        sheet.widths.iter().filter(|(column, _)| shown(column)).map(|(_, width)| width).sum();
    if width > WIDE && !(sheet.one_page && is_tall(sheet, width)) {
        worksheet.set_landscape();
    }
    worksheet.set_print_fit_to_pages(1, u16::from(sheet.one_page));
    if sheet.one_page {
        worksheet.set_print_center_horizontally(true);
    }
    if sheet.frozen_rows > 0 {
        worksheet.set_repeat_rows(0, sheet.frozen_rows - 1)?;
    }
    worksheet.set_footer(footer(&sheet.footer));
    Ok(())
}

/// Returns whether a sheet is so much longer than wide that it shrinks less on an upright page.
fn is_tall(sheet: &ReportSheet<'_>, width: f64) -> bool {
    let last = sheet.cells.iter().map(|cell| cell.row).max().unwrap_or(0);
    let higher: f64 = sheet.heights.iter().map(|(_, height)| height - ROW).sum();
    f64::from(last + 1) * ROW + higher > width * CHARACTER
}

/// Returns the codes of a footer: our words on the left, the page on the right.
fn footer(words: &str) -> String {
    let mut shown = String::new();
    for letter in words.chars().filter(|letter| !letter.is_control()) {
        let piece = if letter == '&' { "&&".to_owned() } else { letter.to_string() };
        if shown.len() + piece.len() > LONGEST_FOOTER {
            break;
        }
        shown += &piece;
    }
    format!("&L&8&K595959{shown}&R&8&K595959&P / &N")
}

/// Adds what depends on values and what can be chosen.
pub(super) fn add_rules(
    worksheet: &mut Worksheet,
    sheet: &ReportSheet<'_>,
    formats: &Formats,
) -> Result<(), Error> {
    for condition in &sheet.conditions {
        add_condition(worksheet, condition)?;
    }
    for choice in &sheet.choices {
        add_choice(worksheet, choice)?;
    }
    let _ = formats;
    Ok(())
}

fn add_condition(worksheet: &mut Worksheet, condition: &Condition) -> Result<(), Error> {
    match condition {
        Condition::DataBars(area) => {
            // The newer kind stands in an extension that openpyxl warns of, and drops when it saves.
            let bars = ConditionalFormatDataBar::new().set_fill_color(BAR).use_classic_style();
            let ((top, left), (bottom, right)) =
                (place(area.top, area.left), place(area.bottom, area.right));
            worksheet.add_conditional_format(top, left, bottom, right, &bars)?;
        }
        Condition::Formula { area, formula, role } => {
            let rule = ConditionalFormatFormula::new()
                .set_rule(Formula::new(formula))
                .set_format(Formats::condition(*role));
            let ((top, left), (bottom, right)) =
                (place(area.top, area.left), place(area.bottom, area.right));
            worksheet.add_conditional_format(top, left, bottom, right, &rule)?;
        }
    }
    Ok(())
}

/// Adds a drop-down; choices that together are longer than Excel allows are left to be typed.
fn add_choice(worksheet: &mut Worksheet, choice: &Choice) -> Result<(), Error> {
    let length =
        choice.options.iter().map(|option| option.encode_utf16().count() + 1).sum::<usize>();
    let has_comma = choice.options.iter().any(|option| option.contains(','));
    if choice.options.is_empty() || length > LONGEST_LIST + 1 || has_comma {
        return Ok(());
    }
    // Something else may be typed: the sheet then says that it was not understood.
    let mut list =
        DataValidation::new().allow_list_strings(&choice.options)?.show_error_message(false);
    if let Some(prompt) = &choice.prompt {
        let prompt: String = prompt.chars().take(LONGEST_PROMPT).collect();
        list = list.set_input_message(prompt)?;
    }
    let area = choice.area;
    let ((top, left), (bottom, right)) =
        (place(area.top, area.left), place(area.bottom, area.right));
    worksheet.add_data_validation(top, left, bottom, right, &list)?;
    Ok(())
}

/// Returns the reference to a cell of a sheet, as the definition of a name has it.
pub(super) fn cell_reference(sheet: &ReportSheet<'_>, row: u32, column: u32) -> String {
    let name = sheet.name.replace('\'', "''");
    format!("='{name}'!${}${}", column_letters(column), row + 1)
}
