//! The values that formulas compute with.

use crate::array::Array;
use crate::dialect::Dialect;
use std::fmt;
use std::sync::Arc;

/// An error value of a spreadsheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorValue {
    /// `#NULL!`
    Null,
    /// `#DIV/0!`
    Div0,
    /// `#VALUE!`
    Value,
    /// `#REF!`
    Ref,
    /// `#NAME?`
    Name,
    /// `#NUM!`
    Num,
    /// `#N/A`
    NotAvailable,
    /// `#CALC!`: more work than [`crate::Limits`] allow.
    Calc,
}

/// Each error as Excel writes it in English and in Dutch, in the order of `ERROR.TYPE`.
const ERROR_TEXTS: [(ErrorValue, &str, &str); 8] = [
    (ErrorValue::Null, "#NULL!", "#LEEG!"),
    (ErrorValue::Div0, "#DIV/0!", "#DEEL/0!"),
    (ErrorValue::Value, "#VALUE!", "#WAARDE!"),
    (ErrorValue::Ref, "#REF!", "#VERW!"),
    (ErrorValue::Name, "#NAME?", "#NAAM?"),
    (ErrorValue::Num, "#NUM!", "#GETAL!"),
    (ErrorValue::NotAvailable, "#N/A", "#N/B"),
    (ErrorValue::Calc, "#CALC!", "#BEREKENEN!"),
];

impl ErrorValue {
    /// Returns the error as files store it, in English.
    pub fn text(self) -> &'static str {
        self.text_in(Dialect::En)
    }

    /// Returns the error as a spreadsheet program of that language shows it.
    pub fn text_in(self, dialect: Dialect) -> &'static str {
        let (_, en, nl) = ERROR_TEXTS[self.index()];
        match dialect {
            Dialect::Nl => nl,
            Dialect::En => en,
        }
    }

    /// Returns the error that a text names, in either language.
    pub fn from_text(text: &str) -> Option<Self> {
        ERROR_TEXTS
            .iter()
            .find(|(_, en, nl)| text.eq_ignore_ascii_case(en) || text.eq_ignore_ascii_case(nl))
            .map(|(error, ..)| *error)
    }

    /// Returns the error literal that a text begins with, and its length.
    pub(crate) fn at_start(text: &str) -> Option<(Self, usize)> {
        ERROR_TEXTS.iter().find_map(|(error, en, nl)| {
            [en, nl]
                .into_iter()
                .find(|name| text.get(..name.len()).is_some_and(|s| s.eq_ignore_ascii_case(name)))
                .map(|name| (*error, name.len()))
        })
    }

    /// Returns its place in [`ERROR_TEXTS`], one less than `ERROR.TYPE` gives.
    pub(crate) fn index(self) -> usize {
        ERROR_TEXTS.iter().position(|(error, ..)| *error == self).unwrap_or(0)
    }
}

impl fmt::Display for ErrorValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// What a variable holds and what a formula gives; dates are day numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// An empty cell: 0, the empty text or FALSE, whatever is needed.
    #[default]
    Blank,
    /// A number, always finite.
    Number(f64),
    /// A text.
    Text(Arc<str>),
    /// TRUE or FALSE.
    Logical(bool),
    /// An error value.
    Error(ErrorValue),
    /// Several values at once: a column of a table or an array constant.
    Array(Arc<Array>),
}

impl Value {
    /// Makes a text value.
    pub fn text(text: &str) -> Self {
        Self::Text(Arc::from(text))
    }

    /// Makes a number; what is not finite becomes `#NUM!`, as Excel has no infinity.
    pub fn finite(number: f64) -> Self {
        if number.is_finite() { Self::Number(number) } else { Self::Error(ErrorValue::Num) }
    }

    /// Returns the number if it is one.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Blank | Self::Text(_) | Self::Logical(_) | Self::Error(_) | Self::Array(_) => {
                None
            }
        }
    }

    /// Returns the text if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Blank | Self::Number(_) | Self::Logical(_) | Self::Error(_) | Self::Array(_) => {
                None
            }
        }
    }

    /// Returns the error if it is one.
    pub fn as_error(&self) -> Option<ErrorValue> {
        match self {
            Self::Error(error) => Some(*error),
            Self::Blank | Self::Number(_) | Self::Text(_) | Self::Logical(_) | Self::Array(_) => {
                None
            }
        }
    }

    /// Returns the value as a spreadsheet program in that language shows it in an unformatted cell.
    pub fn shown(&self, dialect: Dialect) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Number(number) => {
                let text = number_to_text(*number);
                if dialect == Dialect::Nl { text.replace('.', ",") } else { text }
            }
            Self::Text(text) => text.to_string(),
            Self::Logical(logical) => logical_text(*logical, dialect).to_owned(),
            Self::Error(error) => error.text_in(dialect).to_owned(),
            Self::Array(array) => array.first().shown(dialect),
        }
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::finite(number)
    }
}

impl From<bool> for Value {
    fn from(logical: bool) -> Self {
        Self::Logical(logical)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<ErrorValue> for Value {
    fn from(error: ErrorValue) -> Self {
        Self::Error(error)
    }
}

impl From<Result<Self, ErrorValue>> for Value {
    fn from(outcome: Result<Self, ErrorValue>) -> Self {
        outcome.unwrap_or_else(Self::Error)
    }
}

/// Returns the word for a logical value.
pub(crate) fn logical_text(logical: bool, dialect: Dialect) -> &'static str {
    match (logical, dialect) {
        (true, Dialect::En) => "TRUE",
        (false, Dialect::En) => "FALSE",
        (true, Dialect::Nl) => "WAAR",
        (false, Dialect::Nl) => "ONWAAR",
    }
}

/// Writes a number as Excel turns it into text: 15 significant digits, a decimal point, scientific when it gets long.
pub fn number_to_text(number: f64) -> String {
    const LONGEST: usize = 20;
    if number == 0.0 {
        return "0".to_owned();
    }
    let scientific = format!("{number:.14e}");
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return scientific };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let sign = if number < 0.0 { "-" } else { "" };
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    let point = usize::try_from(exponent + 1);
    let fixed = match point {
        Ok(0) | Err(_) => {
            let zeros = usize::try_from(-exponent - 1).unwrap_or(0).min(LONGEST);
            format!("{sign}0.{}{digits}", "0".repeat(zeros))
        }
        Ok(point) if exponent > 20 => format!("{point:>w$}", w = LONGEST + 2),
        Ok(point) if digits.len() <= point => {
            format!("{sign}{digits}{}", "0".repeat(point - digits.len()))
        }
        Ok(point) => format!("{sign}{}.{}", &digits[..point], &digits[point..]),
    };
    let is_whole = !fixed.contains('.');
    if exponent <= 20 && (is_whole || fixed.len() - sign.len() <= LONGEST) {
        return fixed;
    }
    let rest = if digits.len() > 1 { format!(".{}", &digits[1..]) } else { String::new() };
    let (mark, size) = if exponent < 0 { ('-', -exponent) } else { ('+', exponent) };
    format!("{sign}{}{rest}E{mark}{size:02}", &digits[..1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_text_with_fifteen_digits() {
        let texts = [1.0 / 3.0, 0.1 + 0.2, -1234.5, 1e20, 1e21, 1.0 / 30_000.0, 1e-7, 100.0, -0.0]
            .map(number_to_text);
        assert_eq!(
            texts,
            [
                "0.333333333333333",
                "0.3",
                "-1234.5",
                "100000000000000000000",
                "1E+21",
                "3.33333333333333E-05",
                "0.0000001",
                "100",
                "0"
            ]
        );
    }

    #[test]
    fn errors_are_known_in_both_languages() {
        assert_eq!(ErrorValue::from_text("#deel/0!"), Some(ErrorValue::Div0));
        assert_eq!(ErrorValue::Num.text_in(Dialect::Nl), "#GETAL!");
        assert_eq!(ErrorValue::at_start("#N/A)+1"), Some((ErrorValue::NotAvailable, 4)));
    }
}
