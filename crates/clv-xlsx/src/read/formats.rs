//! Number formats: which numbers are dates and which are spans of time.

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
            return Kind::Number;
        }
        match letter.to_ascii_lowercase() {
            ';' => return Kind::Number,
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
    Kind::Number
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
            ("[$€-413] #,##0.00;[Red][$€-413] -#,##0.00", Kind::Number),
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
        ];
        for (code, kind) in cases {
            assert_eq!(kind_of_code(code), kind, "{code}");
        }
    }
}
