//! Number formats: which numbers are dates, which are spans of time, and which are amounts in a foreign currency.

use super::Error;
use super::workbook::{attribute, each_event};
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// What a number format makes of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number.
    #[default]
    Number,
    /// A date, a time of day or both.
    Moment,
    /// A span of time, such as `[h]:mm`.
    Span,
    /// An amount in a currency, by its ISO code.
    Money([u8; 3]),
}

/// What the formats of the cells make of numbers, by the index that cells give as their style.
#[derive(Debug, Default)]
pub(super) struct Formats(Vec<Kind>);

impl Formats {
    /// Reads the styles of a workbook.
    pub(super) fn read(xml: &[u8], part: &str) -> Result<Self, Error> {
        let mut custom = BTreeMap::new();
        let mut kinds = Vec::new();
        let mut in_cell_formats = false;
        each_event(xml, part, |event| match event {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "numFmt" => {
                    if let (Some(id), Some(code)) =
                        (attribute(tag, "numFmtId"), attribute(tag, "formatCode"))
                    {
                        custom.insert(id, kind_of_code(&code));
                    }
                }
                "cellXfs" => in_cell_formats = true,
                "xf" if in_cell_formats => {
                    let id = attribute(tag, "numFmtId").unwrap_or_default();
                    kinds.push(custom.get(&id).copied().unwrap_or_else(|| kind_of_id(&id)));
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => in_cell_formats = false,
            _ => {}
        })?;
        Ok(Self(kinds))
    }

    /// Returns whether any style shows a currency other than the euro.
    pub(super) fn has_foreign_money(&self) -> bool {
        self.0.iter().any(|kind| matches!(kind, Kind::Money(code) if code != b"EUR"))
    }

    /// Returns what a style makes of numbers.
    #[inline]
    pub(super) fn kind(&self, style: usize) -> Kind {
        self.0.get(style).copied().unwrap_or_default()
    }
}

/// Returns what a built-in format is (ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 are East Asian dates).
fn kind_of_id(id: &str) -> Kind {
    match id.parse::<u32>().unwrap_or(0) {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Kind::Moment,
        46 => Kind::Span,
        _ => Kind::Number,
    }
}

/// Returns whether a format code shows a number as a date or a time of day.
pub(crate) fn is_date_code(code: &str) -> bool {
    kind_of_code(code) == Kind::Moment
}

/// Returns what a format code is; its first section decides.
fn kind_of_code(code: &str) -> Kind {
    let general = ["general", "standaard", "standard"];
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        if general.iter().any(|word| starts_with_word(letter, letters.as_str(), word)) {
            return currency(code);
        }
        match letter.to_ascii_lowercase() {
            ';' => return currency(code),
            '"' => drop(letters.by_ref().find(|letter| *letter == '"')),
            '\\' | '_' | '*' => drop(letters.next()),
            '[' => {
                let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                let is_span =
                    |unit| inside.chars().all(|letter| letter.eq_ignore_ascii_case(&unit));
                if !inside.is_empty() && ['h', 'm', 's'].into_iter().any(is_span) {
                    return Kind::Span;
                }
            }
            'd' | 'm' | 'y' | 'h' | 's' => return Kind::Moment,
            _ => {}
        }
    }
    currency(code)
}

/// Symbols and codes of currencies in formats, the longer ones first.
const CURRENCIES: [(&str, [u8; 3]); 22] = [
    ("\u{20ac}", *b"EUR"),
    ("EUR", *b"EUR"),
    ("USD", *b"USD"),
    ("US$", *b"USD"),
    ("CAD", *b"CAD"),
    ("CA$", *b"CAD"),
    ("AUD", *b"AUD"),
    ("A$", *b"AUD"),
    ("GBP", *b"GBP"),
    ("CHF", *b"CHF"),
    ("SFr.", *b"CHF"),
    ("SEK", *b"SEK"),
    ("NOK", *b"NOK"),
    ("DKK", *b"DKK"),
    ("PLN", *b"PLN"),
    ("z\u{142}", *b"PLN"),
    ("JPY", *b"JPY"),
    ("\u{a5}", *b"JPY"),
    ("CZK", *b"CZK"),
    ("HUF", *b"HUF"),
    ("\u{a3}", *b"GBP"),
    ("$", *b"USD"),
];

/// Returns the currency that the first section of a format code shows: `[$$-409]#,##0`, `"£" 0.00`.
fn currency(code: &str) -> Kind {
    let first = code.split(';').next().unwrap_or("");
    let mut shown = String::new();
    let mut rest = first;
    // Of `[$€-413]` the symbol is shown; other brackets hold colours and conditions.
    while let Some((before, after)) = rest.split_once('[') {
        shown.push_str(before);
        let (inside, after) = after.split_once(']').unwrap_or((after, ""));
        if let Some(symbol) = inside.strip_prefix('$') {
            shown.push_str(symbol.rsplit_once('-').map_or(symbol, |split| split.0));
        }
        rest = after;
    }
    shown.push_str(rest);
    let found = CURRENCIES.iter().find(|(symbol, _)| shown.contains(symbol));
    found.map_or(Kind::Number, |found| Kind::Money(found.1))
}

fn starts_with_word(first: char, rest: &str, word: &str) -> bool {
    let (head, tail) = word.split_at(1);
    head.chars().all(|letter| letter.eq_ignore_ascii_case(&first))
        && rest.get(..tail.len()).is_some_and(|start| start.eq_ignore_ascii_case(tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_codes_tell_dates_from_amounts() {
        let cases = [
            ("General", Kind::Number),
            ("Standaard", Kind::Number),
            ("0.00", Kind::Number),
            ("[$€-413] #,##0.00;[Red][$€-413] -#,##0.00", Kind::Money(*b"EUR")),
            ("#,##0 \"dagen\"", Kind::Number),
            ("0\\ \\m", Kind::Number),
            ("0.00E+00", Kind::Number),
            ("@", Kind::Number),
            ("_-* #,##0.00_-;_-* #,##0.00-", Kind::Number),
            ("dd-mm-yyyy", Kind::Moment),
            ("[$-413]d mmmm yyyy;@", Kind::Moment),
            ("h:mm AM/PM", Kind::Moment),
            ("[h]:mm:ss", Kind::Span),
            ("[mm]:ss", Kind::Span),
            ("[Red]0", Kind::Number),
            ("[$$-409]#,##0.00", Kind::Money(*b"USD")),
            ("\"$\"#,##0.00_);[Red]\\(\"$\"#,##0.00\\)", Kind::Money(*b"USD")),
            ("[$£-809] #,##0", Kind::Money(*b"GBP")),
            ("[$CHF-807] 0.00", Kind::Money(*b"CHF")),
            ("[$EUR] 0.00", Kind::Money(*b"EUR")),
            ("\"€\" #,##0.00", Kind::Money(*b"EUR")),
        ];
        for (code, kind) in cases {
            assert_eq!(kind_of_code(code), kind, "{code}");
        }
    }
}
