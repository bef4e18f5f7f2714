//! How cells, references and values are usually written in a sheet part.

use super::markup::position;
use clv_core::grid::CellError;

/// A cell as programs usually write one: its place, the number of its style, its kind and value, and where it ends.
pub(super) struct Usual<'a> {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) style: &'a [u8],
    pub(super) kind: &'a [u8],
    pub(super) raw: &'a [u8],
    pub(super) end: usize,
}

/// Reads a cell like `<c r="B4" s="1" t="s"><v>12</v></c>` from after its name on; nothing for one in any other way.
#[inline]
pub(super) fn usual(xml: &[u8], at: usize) -> Option<Usual<'_>> {
    let rest = xml.get(at..)?.strip_prefix(b" r=\"")?;
    let (row, column, rest) = place(rest, u8::is_ascii_uppercase)?;
    let mut rest = rest.strip_prefix(b"\"")?;
    let (mut style, mut kind): (&[u8], &[u8]) = (b"0", b"n");
    if let Some(value) = rest.strip_prefix(b" s=\"") {
        (style, rest) = until_quote(value)?;
    }
    if let Some(value) = rest.strip_prefix(b" t=\"") {
        (kind, rest) = until_quote(value)?;
    }
    let value = rest.strip_prefix(b"><v>")?;
    let length = position(b'<', value).ok()?;
    let rest = value[length..].strip_prefix(b"</v></c>")?;
    Some(Usual { row, column, style, kind, raw: &value[..length], end: xml.len() - rest.len() })
}

/// Splits off a short value of an attribute.
#[inline]
fn until_quote(value: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = value.iter().take(8).position(|byte| *byte == b'"')?;
    Some((&value[..length], &value[length + 1..]))
}

pub(super) fn error_value(raw: &[u8]) -> CellError {
    match raw {
        b"#DIV/0!" => CellError::Div0,
        b"#N/A" => CellError::NotAvailable,
        b"#NAME?" => CellError::Name,
        b"#NULL!" => CellError::Null,
        b"#NUM!" => CellError::Num,
        b"#REF!" => CellError::Ref,
        b"#VALUE!" => CellError::Value,
        _ => CellError::Other,
    }
}

/// Reads a whole number of at most nine digits.
#[inline]
pub(super) fn index(digits: &[u8]) -> Option<u32> {
    let all_digits = digits.iter().all(u8::is_ascii_digit);
    if digits.is_empty() || digits.len() > 9 || !all_digits {
        return None;
    }
    Some(digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0')))
}

/// Reads a reference such as `B4` as (row, column) from 0.
pub(super) fn row_and_column(reference: &[u8]) -> Option<(u32, u32)> {
    let found = place(reference, u8::is_ascii_alphabetic);
    found.filter(|(.., rest)| rest.is_empty()).map(|(row, column, _)| (row, column))
}

/// Reads the reference that bytes begin with, of such letters, as row and column from 0; returns also what follows it.
#[inline]
fn place(bytes: &[u8], is_letter: impl Fn(&u8) -> bool) -> Option<(u32, u32, &[u8])> {
    let n_letters = bytes.iter().take(4).take_while(|byte| is_letter(byte)).count();
    let (letters, rest) = bytes.split_at(n_letters);
    let n_digits = rest.iter().take(8).take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = rest.split_at(n_digits);
    if !(1..=3).contains(&n_letters) || !(1..=7).contains(&n_digits) {
        return None;
    }
    let letter =
        |column: u32, letter: &u8| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    let digit = |row: u32, digit: &u8| row * 10 + u32::from(digit - b'0');
    let column = letters.iter().fold(0, letter) - 1;
    Some((digits.iter().fold(0, digit).checked_sub(1)?, column, rest))
}

/// Reads a number; up to 15 digits without an exponent it is exact with one division.
#[inline]
pub(super) fn number(raw: &[u8]) -> Option<f64> {
    const POWERS: [f64; 16] =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
    let (negative, digits) = match raw {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, raw),
    };
    let (mut mantissa, mut decimals, mut in_decimals) = (0u64, 0, 0);
    if digits.len() <= 16 {
        for byte in digits {
            match byte {
                b'0'..=b'9' => {
                    mantissa = mantissa * 10 + u64::from(byte - b'0');
                    decimals += in_decimals;
                }
                b'.' if in_decimals == 0 => in_decimals = 1,
                _ => return slow_number(raw),
            }
        }
        let n_digits = digits.len() - in_decimals;
        if (1..=15).contains(&n_digits) {
            let number = mantissa as f64 / POWERS[decimals];
            return Some(if negative { -number } else { number });
        }
    }
    slow_number(raw)
}

#[cold]
fn slow_number(raw: &[u8]) -> Option<f64> {
    let number = str::from_utf8(raw).ok()?.trim().parse::<f64>().ok()?;
    number.is_finite().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_exactly() {
        let texts = [
            "0",
            "-0.5",
            "1.1000000000000001",
            "100.58",
            "1E-3",
            "123456789012345",
            "0.1",
            "-12.50",
            "9007199254740993",
            "45351.75",
            "1.7976931348623157E+308",
            "00012.30",
        ];
        for text in texts {
            assert_eq!(number(text.as_bytes()), text.parse().ok(), "{text}");
        }
        for text in ["", "-", ".", "1.2.3", "abc", "NaN", "inf", "1,5"] {
            assert_eq!(number(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn usual_cells_are_seen_and_others_left() {
        let read = |text: &str| {
            let cell = usual(text.as_bytes(), 2)?;
            let shown = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
            let place = (cell.row, cell.column, text.len() - cell.end);
            Some((place, [cell.style, cell.kind, cell.raw].map(shown)))
        };
        let found = |place, words: [&str; 3]| Some((place, words.map(str::to_owned)));
        let whole = "<c r=\"XFD1048576\" s=\"12\" t=\"s\"><v>34</v></c>";
        assert_eq!(read(whole), found((1_048_575, 16_383, 0), ["12", "s", "34"]));
        let plain = "<c r=\"B4\"><v>1.5</v></c><c";
        assert_eq!(read(plain), found((3, 1, 2), ["0", "n", "1.5"]));
        for other in [
            "<c r=\"B4\"/>",
            "<c r=\"B0\"><v>1</v></c>",
            "<c r=\"b4\"><v>1</v></c>",
            "<c r=\"B4\" cm=\"1\"><v>1</v></c>",
            "<c r=\"B4\"><f>1+1</f><v>2</v></c>",
            "<c r=\"B4\" t=\"inlineStr\"><is><t>a</t></is></c>",
            "<c r=\"B4\"><v>1</v>",
            "<c r=\"B4\"><v xml:space=\"preserve\">1</v></c>",
            "<c r=\"B4",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn references_are_counted_from_nought() {
        assert_eq!(row_and_column(b"A1"), Some((0, 0)));
        assert_eq!(row_and_column(b"XFD1048576"), Some((1_048_575, 16_383)));
        for text in ["A0", "1", "A", "ZZZZ1", "A99999999999", "A1B"] {
            assert_eq!(row_and_column(text.as_bytes()), None, "{text}");
        }
    }
}
