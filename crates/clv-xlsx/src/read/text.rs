//! Text files (`.csv`, `.tsv`): the encoding and the delimiter are found out, the cells stay texts.

use super::{Error, limits};
use clv_core::grid::{Book, Cell, Sheet};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// The delimiters in use, the more telling ones first: a comma also stands in amounts and names.
const DELIMITERS: [u8; 4] = [b';', b'\t', b'|', b','];
/// How many records are looked at to find the delimiter.
const SAMPLE: usize = 60;

/// Reads a text file as one nameless sheet of texts; what they mean is not decided here.
///
/// A record is a row, also an empty one and one whose quoted fields hold line breaks, as in the spreadsheet program
/// that opens the file. A first line `sep=;`, with which Excel is told the delimiter, is none.
pub(super) fn read(bytes: &[u8]) -> Result<Book, Error> {
    let text = decode(bytes);
    let (declared, body) = declared_delimiter(&text);
    let delimiter = declared.unwrap_or_else(|| best_delimiter(body));
    let mut book = Book::default();
    let mut sheet = Sheet::default();
    let mut cells = 0;
    let mut fields = Vec::new();
    let mut records = Records::new(body, delimiter);
    for row in 0u32.. {
        if !records.next_into(&mut fields) {
            break;
        }
        for (column, field) in (0u32..).zip(&fields) {
            if !field.is_empty() {
                cells += 1;
                sheet.grid.set(row, column, Cell::Text(book.texts.intern(capped(field))));
            }
        }
        limits::check("cells", cells, limits::CELLS)?;
    }
    book.texts.freeze();
    book.sheets.push(sheet);
    Ok(book)
}

/// Returns the text up to the most characters that a cell holds.
pub(super) fn capped(text: &str) -> &str {
    if text.len() <= limits::TEXT {
        return text;
    }
    text.char_indices().nth(limits::TEXT).map_or(text, |(end, _)| &text[..end])
}

/// Returns whether the bytes are a text in some encoding.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(4096)];
    let printable =
        |byte: &u8| *byte >= b' ' || matches!(byte, b'\t' | b'\r' | b'\n' | 0x0c | 0x1a);
    Encoding::for_bom(start).is_some()
        || utf_16_without_mark(start).is_some()
        || start.iter().all(printable)
}

fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let encoding = match std::str::from_utf8(bytes) {
        _ if Encoding::for_bom(bytes).is_some() => UTF_8, // `decode` goes by the mark
        _ if utf_16_without_mark(bytes).is_some() => utf_16_without_mark(bytes).unwrap_or(UTF_8),
        Ok(_) => UTF_8,
        Err(error) if error.error_len().is_none() => UTF_8, // only the last character is cut off
        Err(_) => {
            let deny = chardetng::Iso2022JpDetection::Deny;
            let mut detector = chardetng::EncodingDetector::new(deny);
            detector.feed(bytes, true);
            detector.guess(Some(b"nl"), chardetng::Utf8Detection::Allow)
        }
    };
    encoding.decode(bytes).0
}

/// Returns UTF-16 if nearly every other byte of the beginning is nought, as in Latin letters.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(512)];
    let noughts = |first: usize| start.iter().skip(first).step_by(2).filter(|b| **b == 0).count();
    let (pairs, even, odd) = (start.len() / 2, noughts(0), noughts(1));
    let nearly_all = |count: usize| pairs > 1 && count * 10 > pairs * 9;
    match (nearly_all(even), nearly_all(odd)) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// Takes the line `sep=;` off the text.
fn declared_delimiter(text: &str) -> (Option<u8>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_end_matches('\r').trim_matches('"');
    match first.as_bytes() {
        [s, e, p, b'=', delimiter] if [*s, *e, *p].eq_ignore_ascii_case(b"sep") => {
            (Some(*delimiter), rest)
        }
        _ => (None, text),
    }
}

/// Chooses the delimiter by which most records have the same number of fields, and more than one.
fn best_delimiter(text: &str) -> u8 {
    let score = |delimiter: u8| {
        let mut records = Records::new(text, delimiter);
        let (mut fields, mut widths) = (Vec::new(), Vec::new());
        while widths.len() < SAMPLE && records.next_into(&mut fields) {
            if fields.iter().any(|field| !field.is_empty()) {
                widths.push(fields.len());
            }
        }
        let n_records = widths.len().max(1);
        widths.sort_unstable();
        let groups = widths.chunk_by(|a, b| a == b).filter(|group| group[0] > 1);
        groups.map(|group| (group.len() * 100 / n_records, group[0])).max().unwrap_or_default()
    };
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| score(*delimiter)).unwrap_or(b';')
}

/// Splits a text into records and fields as spreadsheet programs do.
///
/// Unlike the csv crate it keeps empty lines, since they are rows to whoever looks at the file, and it takes a quote
/// that is never closed for a letter instead of swallowing all that follows.
struct Records<'a> {
    text: &'a str,
    at: usize,
    delimiter: u8,
    quotes_close: bool,
}

impl<'a> Records<'a> {
    fn new(text: &'a str, delimiter: u8) -> Self {
        Self { text, at: 0, delimiter, quotes_close: true }
    }

    /// Puts the fields of the next record in the list; returns whether there was one.
    fn next_into(&mut self, fields: &mut Vec<Cow<'a, str>>) -> bool {
        fields.clear();
        if self.at >= self.text.len() {
            return false;
        }
        loop {
            let field = self.quoted().unwrap_or_default();
            let plain = self.plain();
            fields.push(match (field.is_empty(), plain.is_empty()) {
                (false, true) => field,
                (true, _) => Cow::Borrowed(plain),
                (false, false) => Cow::Owned(field.into_owned() + plain),
            });
            match self.text.as_bytes().get(self.at) {
                Some(byte) if *byte == self.delimiter => self.at += 1,
                Some(b'\r') if self.text.as_bytes().get(self.at + 1) == Some(&b'\n') => {
                    self.at += 2;
                    return true;
                }
                _ => {
                    self.at += 1;
                    return true;
                }
            }
        }
    }

    /// Takes the quoted part with which a field begins.
    fn quoted(&mut self) -> Option<Cow<'a, str>> {
        let text = self.text;
        let inside = text[self.at..].strip_prefix('"').filter(|_| self.quotes_close)?;
        let mut from = 0;
        let mut doubled = false;
        loop {
            let Some(quote) = inside[from..].find('"').map(|found| from + found) else {
                self.quotes_close = false;
                return None;
            };
            if inside.as_bytes().get(quote + 1) == Some(&b'"') {
                doubled = true;
                from = quote + 2;
                continue;
            }
            self.at += quote + 2;
            let field = &inside[..quote];
            return Some(if doubled { field.replace("\"\"", "\"").into() } else { field.into() });
        }
    }

    /// Takes all up to the next delimiter or line end.
    fn plain(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let ends = |byte: u8| byte == self.delimiter || byte == b'\n' || byte == b'\r';
        let end = rest.bytes().position(ends).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads bytes and draws the cells with `|` between them, a line a row.
    fn drawn(bytes: &[u8]) -> String {
        let book = read(bytes).unwrap();
        let grid = &book.sheets[0].grid;
        let row = |row| {
            let cells = (0..grid.n_columns()).map(|c| book.text(grid.get(row, c)).unwrap_or("-"));
            cells.collect::<Vec<_>>().join("|")
        };
        (0..grid.n_rows()).map(row).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn finds_each_delimiter_that_programs_write() {
        for delimiter in [";", ",", "\t", "|"] {
            let text = ["Datum", "Klant", "Bedrag\n3-2-2024", "Ana", "12\n4-2-2024", "Ben", "8\n"];
            let text = text.join(delimiter);
            assert_eq!(
                drawn(text.as_bytes()),
                "Datum|Klant|Bedrag\n3-2-2024|Ana|12\n4-2-2024|Ben|8"
            );
        }
    }

    #[test]
    fn decimal_commas_do_not_split_a_file_with_semicolons() {
        let text = "Klant;Bedrag\nAna;12,50\nBen;8,00\nCas;9,95\n";
        assert_eq!(drawn(text.as_bytes()), "Klant|Bedrag\nAna|12,50\nBen|8,00\nCas|9,95");
    }

    #[test]
    fn obeys_a_line_that_names_the_delimiter_and_does_not_count_it() {
        assert_eq!(drawn(b"sep=,\r\na,\"b;c;d\"\r\n1,2\r\n"), "a|b;c;d\n1|2");
    }

    #[test]
    fn a_line_break_within_quotes_stays_in_its_row_and_an_empty_line_is_a_row() {
        assert_eq!(drawn(b"a;\"b\nc\"\n\n1;2\r\n"), "a|b\nc\n-|-\n1|2");
        assert_eq!(drawn(b"a;b\r\r1;2\r3;4"), "a|b\n-|-\n1|2\n3|4");
    }

    #[test]
    fn quotes_are_doubled_within_quotes_and_letters_anywhere_else() {
        assert_eq!(drawn(b"a;b\n\"x \"\"y\"\" z\";5\" kabel\n"), "a|b\nx \"y\" z|5\" kabel");
        assert_eq!(drawn(b"a;b\n\"open;2\n3;4\n"), "a|b\n\"open|2\n3|4");
    }

    #[test]
    fn reads_what_excel_writes_in_every_encoding() {
        let text = "Klant;Bedrag\nCafé Koç;€ 12\n";
        let wide = |to_bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to_bytes);
        let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        let (little, big): (Vec<u8>, Vec<u8>) =
            (wide(u16::to_le_bytes).collect(), wide(u16::to_be_bytes).collect());
        let files = [
            text.as_bytes().to_vec(),
            marked(b"\xef\xbb\xbf", text.as_bytes().to_vec()),
            b"Klant;Bedrag\nCaf\xe9 Ko\xe7;\x80 12\n".to_vec(),
            marked(b"\xff\xfe", little.clone()),
            marked(b"\xfe\xff", big),
            little,
        ];
        for bytes in files {
            assert_eq!(drawn(&bytes), "Klant|Bedrag\nCafé Koç|€ 12", "{:?}", &bytes[..8]);
        }
    }
}
