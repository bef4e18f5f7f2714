//! Turning values into what an operator or function needs, and comparing them.

use crate::arithmetic::nearly_equal;
use crate::calendar;
use crate::value::{ErrorValue, Value, number_to_text};
use std::cmp::Ordering;
use std::sync::Arc;

/// Returns a value as a number: blank is 0, TRUE is 1, a text must read as a number.
pub(crate) fn number(value: &Value) -> Result<f64, ErrorValue> {
    match value {
        Value::Number(number) => Ok(*number),
        Value::Blank => Ok(0.0),
        Value::Logical(logical) => Ok(f64::from(u8::from(*logical))),
        Value::Text(text) => number_from_text(text).ok_or(ErrorValue::Value),
        Value::Error(error) => Err(*error),
        Value::Array(array) => number(array.first()),
    }
}

/// Returns a value as TRUE or FALSE: numbers other than 0 are TRUE, a text must be one of the two words.
pub(crate) fn logical(value: &Value) -> Result<bool, ErrorValue> {
    match value {
        Value::Logical(logical) => Ok(*logical),
        Value::Number(number) => Ok(*number != 0.0),
        Value::Blank => Ok(false),
        Value::Text(text) => logical_from_text(text).ok_or(ErrorValue::Value),
        Value::Error(error) => Err(*error),
        Value::Array(array) => logical(array.first()),
    }
}

/// Returns a value as text: numbers with 15 digits and a decimal point.
pub(crate) fn text(value: &Value) -> Result<Arc<str>, ErrorValue> {
    match value {
        Value::Text(text) => Ok(Arc::clone(text)),
        Value::Number(number) => Ok(Arc::from(number_to_text(*number))),
        Value::Blank => Ok(Arc::from("")),
        Value::Logical(logical) => Ok(Arc::from(if *logical { "TRUE" } else { "FALSE" })),
        Value::Error(error) => Err(*error),
        Value::Array(array) => text(array.first()),
    }
}

fn logical_from_text(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("TRUE") || text.eq_ignore_ascii_case("WAAR") {
        Some(true)
    } else if text.eq_ignore_ascii_case("FALSE") || text.eq_ignore_ascii_case("ONWAAR") {
        Some(false)
    } else {
        None
    }
}

/// Reads a number from a text the way that does not depend on a country: `-1,234.5`, `12%`, `1E3`, `2024-03-01`.
pub(crate) fn number_from_text(text: &str) -> Option<f64> {
    let text = text.trim();
    if let Some(date) = calendar::serial_from_iso(text) {
        return Some(date);
    }
    let (text, factor) = match text.strip_suffix('%') {
        Some(rest) => (rest.trim_end(), 100.0),
        None => (text, 1.0),
    };
    let (text, sign) = match text.strip_prefix('-') {
        Some(rest) => (rest, -1.0),
        None => (text.strip_prefix('+').unwrap_or(text), 1.0),
    };
    let digits = without_thousands(text)?;
    let number: f64 = digits.parse().ok()?;
    number.is_finite().then_some(sign * number / factor)
}

/// Returns the digits without the commas between groups of three; nothing if it is not written as a number.
fn without_thousands(text: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-' | ',');
    if !text.starts_with(|c: char| c.is_ascii_digit() || c == '.') || !text.chars().all(plain) {
        return None;
    }
    let whole = text.split(['.', 'e', 'E']).next().unwrap_or("");
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    let grouped = groups.clone().count() > 0;
    if grouped && (first.is_empty() || first.len() > 3 || groups.any(|group| group.len() != 3)) {
        return None;
    }
    if text[whole.len()..].contains(',') {
        return None;
    }
    Some(text.replace(',', ""))
}

/// Compares two values: numbers come before texts, texts before logical values; a blank is whatever the other is.
pub(crate) fn compare(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => compare_numbers(*a, *b),
        (Value::Text(a), Value::Text(b)) => compare_texts(a, b),
        (Value::Logical(a), Value::Logical(b)) => a.cmp(b),
        (Value::Blank, Value::Number(b)) => compare_numbers(0.0, *b),
        (Value::Number(a), Value::Blank) => compare_numbers(*a, 0.0),
        (Value::Blank, Value::Text(b)) => compare_texts("", b),
        (Value::Text(a), Value::Blank) => compare_texts(a, ""),
        (Value::Blank, Value::Logical(b)) => false.cmp(b),
        (Value::Logical(a), Value::Blank) => a.cmp(&false),
        _ => rank(a).cmp(&rank(b)),
    }
}

/// Compares numbers; noise in the last digit is no difference.
pub(crate) fn compare_numbers(a: f64, b: f64) -> Ordering {
    if nearly_equal(a, b) { Ordering::Equal } else { a.total_cmp(&b) }
}

/// Compares texts without regard to case.
pub(crate) fn compare_texts(a: &str, b: &str) -> Ordering {
    let folded = |text: &str| -> Vec<char> { text.chars().flat_map(char::to_lowercase).collect() };
    if a.is_ascii() && b.is_ascii() {
        let lower = |byte: u8| byte.to_ascii_lowercase();
        return a.bytes().map(lower).cmp(b.bytes().map(lower));
    }
    folded(a).cmp(&folded(b))
}

fn rank(value: &Value) -> u8 {
    match value {
        Value::Blank => 0,
        Value::Number(_) => 1,
        Value::Text(_) => 2,
        Value::Logical(_) => 3,
        Value::Error(_) | Value::Array(_) => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_read_as_numbers_only_when_they_are() {
        let read = ["12%", " 1,234.5 ", "-3", "1E3", "2024-03-01", "abc", "", "1,23", "1.2.3", "-"]
            .map(number_from_text);
        assert_eq!(
            read,
            [
                Some(0.12),
                Some(1234.5),
                Some(-3.0),
                Some(1000.0),
                Some(45352.0),
                None,
                None,
                None,
                None,
                None
            ]
        );
    }

    #[test]
    fn a_blank_equals_nought_and_the_empty_text() {
        assert_eq!(compare(&Value::Blank, &Value::Number(0.0)), Ordering::Equal);
        assert_eq!(compare(&Value::text(""), &Value::Blank), Ordering::Equal);
        assert_eq!(compare(&Value::text("Z"), &Value::Logical(false)), Ordering::Less);
    }
}
