//! The rows of a list as markup: what `rust_xlsxwriter` would write, without keeping a million of them first.

use super::Error;
use super::cells::{clean, looks_like_formula, place};
use super::formats::{Dress, Formats, Special, is_number};
use crate::graft::{Body, Styles};
use crate::read::DAYS_TO_1904;
use clv_core::calendar::serial_from_date;
use clv_core::grid::column_letters;
use clv_core::sheet::{Cached, Content, Report, ReportSheet, Role, Rows};
use quick_xml::escape::partial_escape;
use rust_xlsxwriter::Worksheet;
use std::borrow::Cow;
use std::io::Write;

/// The length of what stands for a character that markup cannot hold, such as `_x000D_`.
const ESCAPE: usize = 7;

/// Returns the rows of all lists, for the workbook that [`super::render`] makes of the same report.
pub fn bodies<'r>(report: &'r Report<'_>) -> Vec<Body<'r>> {
    let body = |sheet: &'r ReportSheet<'_>| {
        let list = sheet.list.as_ref()?;
        let letters: Vec<String> = (0u32..).map(column_letters).take(list.roles.len()).collect();
        let write = move |at: u32, styles: &Styles, out: &mut Vec<u8>| {
            let row = (list.header_row + at + 2).to_string();
            for (which, letters) in letters.iter().enumerate() {
                let content = (list.content)(at as usize, which);
                let cell = Cell { row: &row, letters, role: list.roles[which], which, styles };
                cell.write(&content, out);
            }
        };
        let area = list.area()?;
        let n_rows = area.bottom + 1 - area.top;
        Some(Body { key: sheet.key, first_row: area.top, n_rows, write: Box::new(write) })
    };
    report.sheets.iter().filter_map(body).collect()
}

/// Writes the two rows that show how the cells of each column look: usually, and where a text looks like a formula.
pub(super) fn write_pattern(
    worksheet: &mut Worksheet,
    sheet: &ReportSheet<'_>,
    list: &Rows<'_>,
    formats: &mut Formats,
) -> Result<(), Error> {
    let Some(area) = list.area() else { return Ok(()) };
    let in_table = sheet.tables.iter().any(|table| list.is_body_of(table));
    let (first, last) = (place(list.header_row, area.left), place(area.bottom, area.right));
    if !in_table {
        worksheet.autofilter(first.0, first.1, last.0, last.1)?;
    }
    for (row, special) in (area.top..).zip([Special::None, Special::Quoted]) {
        for (column, role) in (0u32..).zip(&list.roles) {
            let content = if is_number(*role) { Special::None } else { special };
            let format = formats.of(*role, Dress { in_table, content, ..Dress::default() });
            let (row, column) = place(row, column);
            worksheet.write_blank(row, column, format)?;
        }
    }
    Ok(())
}

/// Where a cell is and what it looks like.
struct Cell<'a> {
    row: &'a str,
    letters: &'a str,
    role: Role,
    which: usize,
    styles: &'a Styles,
}

impl Cell<'_> {
    fn write(&self, content: &Content, out: &mut Vec<u8>) {
        match content {
            Content::Text(text) | Content::Link { text, .. } if !text.is_empty() => {
                self.text(text, out);
            }
            Content::Number(number) if number.is_finite() => {
                self.open("", out);
                out.extend_from_slice(b"><v>");
                self.number(*number, out);
                out.extend_from_slice(b"</v></c>");
            }
            Content::Date(date) => self.write(&Content::Number(serial_from_date(*date)), out),
            Content::Logical(logical) => {
                self.open(" t=\"b\"", out);
                let digit: &[u8] = if *logical { b"1" } else { b"0" };
                out.extend_from_slice(&[b"><v>", digit, b"</v></c>"].concat());
            }
            Content::Formula { text, cached } => self.formula(text, cached, out),
            Content::Blank | Content::Number(_) | Content::Text(_) | Content::Link { .. } => {
                self.open("", out);
                out.extend_from_slice(b"/>");
            }
        }
    }

    /// Begins a cell with the usual style.
    fn open(&self, kind: &str, out: &mut Vec<u8>) {
        self.open_with(self.styles.usual.get(self.which), kind, out);
    }

    fn open_with(&self, style: Option<&u32>, kind: &str, out: &mut Vec<u8>) {
        out.extend_from_slice(b"<c r=\"");
        out.extend_from_slice(self.letters.as_bytes());
        out.extend_from_slice(self.row.as_bytes());
        out.extend_from_slice(b"\" s=\"");
        show(style.copied().unwrap_or(0), out);
        out.extend_from_slice(b"\"");
        out.extend_from_slice(kind.as_bytes());
    }

    fn text(&self, text: &str, out: &mut Vec<u8>) {
        let text = clean(text);
        let styles = self.styles;
        let styles = if looks_like_formula(&text) { &styles.other } else { &styles.usual };
        self.open_with(styles.get(self.which), " t=\"inlineStr\"", out);
        let is_kept = text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
        let start: &[u8] = if is_kept { b"><is><t xml:space=\"preserve\">" } else { b"><is><t>" };
        out.extend_from_slice(start);
        out.extend_from_slice(partial_escape(&*literal(&text)).as_bytes());
        out.extend_from_slice(b"</t></is></c>");
    }

    fn number(&self, number: f64, out: &mut Vec<u8>) {
        let is_day = self.role == Role::Date && self.styles.is_1904 && number >= DAYS_TO_1904;
        show(if is_day { number - DAYS_TO_1904 } else { number }, out);
    }

    /// Writes a live formula with the value that it has now.
    fn formula(&self, text: &str, cached: &Cached, out: &mut Vec<u8>) {
        let kind = match cached {
            Cached::Number(number) if number.is_finite() => "",
            Cached::Number(_) | Cached::Error(_) => " t=\"e\"",
            Cached::Text(_) => " t=\"str\"",
            Cached::Logical(_) => " t=\"b\"",
        };
        self.open(kind, out);
        out.extend_from_slice(b"><f>");
        out.extend_from_slice(partial_escape(text).as_bytes());
        out.extend_from_slice(b"</f><v>");
        match cached {
            Cached::Number(number) if number.is_finite() => self.number(*number, out),
            Cached::Number(_) => out.extend_from_slice(b"#NUM!"),
            Cached::Error(error) => out.extend_from_slice(error.as_bytes()),
            Cached::Text(text) => {
                out.extend_from_slice(partial_escape(&*literal(&clean(text))).as_bytes());
            }
            Cached::Logical(logical) => show(u8::from(*logical), out),
        }
        out.extend_from_slice(b"</v></c>");
    }
}

fn show(number: impl std::fmt::Display, out: &mut Vec<u8>) {
    write!(out, "{number}").expect("a vector takes every byte");
}

/// Returns a text in which nothing is taken for a character that markup cannot hold: `_x0041_` would be read as `A`.
fn literal(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut literal = String::with_capacity(text.len() + ESCAPE);
    for (at, letter) in text.char_indices() {
        let escape = text.as_bytes().get(at..at + ESCAPE);
        let is_escape = escape.is_some_and(|escape| {
            escape.starts_with(b"_x")
                && escape.ends_with(b"_")
                && escape[2..ESCAPE - 1].iter().all(u8::is_ascii_hexdigit)
        });
        literal.push_str(if is_escape { "_x005F" } else { "" });
        literal.push(letter);
    }
    Cow::Owned(literal)
}
