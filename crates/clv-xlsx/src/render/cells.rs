//! The cells of a sheet, but for those of a list.

use super::Error;
use super::formats::{Dress, Formats, Special, is_number};
use super::rows;
use clv_core::calendar::serial_from_date;
use clv_core::grid::Area;
use clv_core::sheet::{Cached, Content, ReportCell, ReportSheet, Role};
use rust_xlsxwriter::{Format, Formula, Table, TableColumn, TableStyle, Url, Worksheet};
use std::borrow::Cow;

/// The most UTF-16 units of a text in a cell.
const LONGEST_TEXT: usize = 32_767;
/// The most UTF-16 units of what a link shows.
const LONGEST_LINK: usize = 255;

/// Writes all cells with the tables that they are in.
pub(super) fn write(
    worksheet: &mut Worksheet,
    sheet: &ReportSheet<'_>,
    formats: &mut Formats,
) -> Result<(), Error> {
    // Every formula has its own value, and one that is an empty text must not become nought.
    worksheet.set_formula_result_default("");
    for table in &sheet.tables {
        if sheet.list.as_ref().is_some_and(|list| list.is_body_of(table)) {
            // Two rows stand for those of the list, as in its pattern.
            let bottom = table.area.top + 2;
            add_table(worksheet, table, Area { bottom, ..table.area }, formats)?;
        } else {
            add_table(worksheet, table, table.area, formats)?;
            fill_empty(worksheet, sheet, table.area, formats)?;
        }
    }
    for cell in &sheet.cells {
        let dress = Dress {
            in_table: is_in_table(sheet, cell),
            over_numbers: cell.role == Role::Header && is_over_numbers(sheet, cell),
            ..Dress::default()
        };
        if let Some(area) = merged_at(sheet, cell) {
            let format = formats.of(cell.role, dress);
            let (top, left) = place(area.top, area.left);
            let (bottom, right) = place(area.bottom, area.right);
            worksheet.merge_range(top, left, bottom, right, "", format)?;
        }
        write_cell(worksheet, cell, dress, formats)?;
    }
    match &sheet.list {
        Some(list) => rows::write_pattern(worksheet, sheet, list, formats),
        None => Ok(()),
    }
}

fn add_table(
    worksheet: &mut Worksheet,
    table: &clv_core::sheet::ReportTable,
    area: Area,
    formats: &mut Formats,
) -> Result<(), Error> {
    let header = formats.of(Role::Header, Dress { in_table: true, ..Dress::default() });
    let columns: Vec<TableColumn> = table
        .columns
        .iter()
        .map(|name| TableColumn::new().set_header(name.as_str()).set_header_format(header))
        .collect();
    let made = Table::new()
        .set_name(table.name.as_str())
        .set_columns(&columns)
        .set_banded_rows(false)
        .set_style(TableStyle::None);
    let Area { top, left, bottom, right } = area;
    let ((top, left), (bottom, right)) = (place(top, left), place(bottom, right));
    worksheet.add_table(top, left, bottom, right, &made)?;
    Ok(())
}

/// Gives the cells of a table that stay empty the line below them that the others have.
fn fill_empty(
    worksheet: &mut Worksheet,
    sheet: &ReportSheet<'_>,
    area: Area,
    formats: &mut Formats,
) -> Result<(), Error> {
    let empty = formats.of(Role::Text, Dress { in_table: true, ..Dress::default() });
    let place_of = |cell: &ReportCell| (cell.row, cell.column);
    for row in area.top + 1..=area.bottom {
        let from = sheet.cells.partition_point(|cell| place_of(cell) < (row, area.left));
        let mut filled = sheet.cells[from..].iter().map(place_of).peekable();
        for column in area.left..=area.right {
            if filled.next_if_eq(&(row, column)).is_none() {
                let (row, column) = place(row, column);
                worksheet.write_blank(row, column, empty)?;
            }
        }
    }
    Ok(())
}

/// Returns the area that is shown as one cell, if a cell is at its top left.
fn merged_at<'a>(sheet: &'a ReportSheet<'_>, cell: &ReportCell) -> Option<&'a Area> {
    let is_here = |area: &&Area| {
        (area.top, area.left) == (cell.row, cell.column)
            && (area.bottom, area.right) != (area.top, area.left)
    };
    sheet.merged.iter().find(is_here)
}

fn is_in_table(sheet: &ReportSheet<'_>, cell: &ReportCell) -> bool {
    sheet.tables.iter().any(|table| {
        let Area { top, left, bottom, right } = table.area;
        (top..=bottom).contains(&cell.row) && (left..=right).contains(&cell.column)
    })
}

/// Returns whether a header stands over numbers, be they cells or those of a list.
fn is_over_numbers(sheet: &ReportSheet<'_>, header: &ReportCell) -> bool {
    let below = (header.row + 1, header.column);
    let found = sheet.cells.binary_search_by_key(&below, |cell| (cell.row, cell.column));
    let role = found.ok().map(|at| sheet.cells[at].role).or_else(|| {
        let list = sheet.list.as_ref().filter(|list| list.header_row == header.row)?;
        list.roles.get(header.column as usize).copied()
    });
    role.is_some_and(is_number)
}

fn write_cell(
    worksheet: &mut Worksheet,
    cell: &ReportCell,
    dress: Dress,
    formats: &mut Formats,
) -> Result<(), Error> {
    let (row, column) = place(cell.row, cell.column);
    match &cell.content {
        Content::Blank => {
            worksheet.write_blank(row, column, formats.of(cell.role, dress))?;
        }
        Content::Text(text) => {
            let content = if looks_like_formula(text) { Special::Quoted } else { Special::None };
            let dress = Dress { content, ..dress };
            worksheet.write_string_with_format(
                row,
                column,
                clean(text),
                formats.of(cell.role, dress),
            )?;
        }
        Content::Number(number) => {
            write_number(worksheet, row, column, *number, formats.of(cell.role, dress))?;
        }
        Content::Date(date) => {
            let day = serial_from_date(*date);
            write_number(worksheet, row, column, day, formats.of(cell.role, dress))?;
        }
        Content::Logical(logical) => {
            worksheet.write_boolean_with_format(
                row,
                column,
                *logical,
                formats.of(cell.role, dress),
            )?;
        }
        Content::Formula { text, cached } => {
            write_formula(worksheet, row, column, text, cached, formats.of(cell.role, dress))?;
        }
        Content::Link { text, target } => {
            let format = formats.of(cell.role, Dress { content: Special::Link, ..dress });
            let shown: String = clean(text).chars().take(LONGEST_LINK).collect();
            let url = Url::new(format!("internal:{target}")).set_text(shown);
            worksheet.write_url_with_format(row, column, &url, format)?;
        }
    }
    Ok(())
}

/// Writes a number; what is none leaves the cell empty.
fn write_number(
    worksheet: &mut Worksheet,
    row: u32,
    column: u16,
    number: f64,
    format: &Format,
) -> Result<(), Error> {
    if number.is_finite() {
        worksheet.write_number_with_format(row, column, number, format)?;
    } else {
        worksheet.write_blank(row, column, format)?;
    }
    Ok(())
}

/// Writes a live formula with the value that it has now.
///
/// A text that reads like a number, such as the name `Nan`, would be kept as one: then the text itself is written.
fn write_formula(
    worksheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    cached: &Cached,
    format: &Format,
) -> Result<(), Error> {
    let result = match cached {
        Cached::Number(number) if number.is_finite() => number.to_string(),
        Cached::Number(_) => "#NUM!".to_owned(),
        Cached::Logical(logical) => logical.to_string().to_uppercase(),
        Cached::Error(error) => error.clone(),
        Cached::Text(text) if reads_like_a_value(text) => {
            worksheet.write_string_with_format(row, column, clean(text), format)?;
            return Ok(());
        }
        Cached::Text(text) => clean(text).into_owned(),
    };
    let formula = Formula::new(text).set_result(result);
    worksheet.write_formula_with_format(row, column, formula, format)?;
    Ok(())
}

fn reads_like_a_value(text: &str) -> bool {
    text.parse::<f64>().is_ok() || text == "TRUE" || text == "FALSE" || text.starts_with('#')
}

/// Returns a place as `rust_xlsxwriter` counts it; what is beyond the limits of a sheet is refused there.
pub(super) fn place(row: u32, column: u32) -> (u32, u16) {
    (row, u16::try_from(column).unwrap_or(u16::MAX))
}

/// Returns whether a text would become a formula when it is edited, or read from a text file.
pub(super) fn looks_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Returns a text as cells can hold it: no control characters, not too long.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let is_odd = |letter: char| {
        letter.is_control() && !matches!(letter, '\n' | '\t')
            || matches!(letter, '\u{FFFE}' | '\u{FFFF}')
    };
    let is_long = text.len() > LONGEST_TEXT && text.encode_utf16().count() > LONGEST_TEXT;
    if !is_long && !text.contains(is_odd) {
        return Cow::Borrowed(text);
    }
    let mut length = 0;
    let fits = |letter: &char| {
        length += letter.len_utf16();
        length <= LONGEST_TEXT
    };
    Cow::Owned(text.chars().filter(|letter| !is_odd(*letter)).take_while(fits).collect())
}
