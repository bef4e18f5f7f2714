//! The number formats of TEXT: digits, thousands, percent, and dates in English or Dutch letters.

use crate::arithmetic::{at_decimals, round, to_i32, to_i64};
use crate::calendar::{LAST_DAY, date, weekday};
use crate::catalog::Outcome;
use crate::coerce;
use crate::value::{ErrorValue, Value};

/// Formats a value; a text that is no number stays as it is.
pub(super) fn format_number(value: &Value, format: &str) -> Outcome {
    let Ok(number) = coerce::number(value) else { return Ok(value.clone()) };
    if format.chars().count() > 255 {
        return Err(ErrorValue::Value);
    }
    if format.is_empty() {
        return Ok(Value::text(""));
    }
    if format.eq_ignore_ascii_case("general") || format.eq_ignore_ascii_case("standaard") {
        return coerce::text(&Value::Number(number)).map(Value::Text);
    }
    let sections = split_sections(format);
    let (section, number) = match (sections.len(), number) {
        (1, number) => (&sections[0], number),
        (_, number) if number < 0.0 => (&sections[1], number.abs()),
        (3.., 0.0) => (&sections[2], 0.0),
        (_, number) => (&sections[0], number),
    };
    if is_date_format(section) {
        return formatted_date(number, section).map(|text| Value::text(&text));
    }
    Ok(Value::text(&formatted_digits(number, section)))
}

/// One piece of a format: a character that means something, or a literal one.
#[derive(Clone, Copy, PartialEq)]
enum Piece {
    Code(char),
    Literal(char),
}

/// Cuts a format into its sections for positive, negative and nought; quotes and backslashes make literals.
fn split_sections(format: &str) -> Vec<Vec<Piece>> {
    let mut sections = vec![Vec::new()];
    let mut characters = format.chars();
    let mut quoted = false;
    while let Some(c) = characters.next() {
        let at = sections.len() - 1;
        match c {
            '"' => quoted = !quoted,
            _ if quoted => sections[at].push(Piece::Literal(c)),
            '\\' => sections[at].extend(characters.next().map(Piece::Literal)),
            ';' => sections.push(Vec::new()),
            '0' | '#' | '?' | '.' | ',' | '%' => sections[at].push(Piece::Code(c)),
            _ if c.is_ascii_alphabetic() => sections[at].push(Piece::Code(c.to_ascii_lowercase())),
            _ => sections[at].push(Piece::Literal(c)),
        }
    }
    sections
}

fn is_date_format(section: &[Piece]) -> bool {
    let has = |wanted: &[char]| {
        section.iter().any(|piece| matches!(piece, Piece::Code(c) if wanted.contains(c)))
    };
    has(&['d', 'm', 'y', 'j', 'h', 's', 'u']) && !has(&['0', '#'])
}

fn formatted_digits(number: f64, section: &[Piece]) -> String {
    let codes: Vec<char> = section
        .iter()
        .filter_map(|piece| if let Piece::Code(c) = piece { Some(*c) } else { None })
        .collect();
    let percents = codes.iter().filter(|&&c| c == '%').count();
    let point = codes.iter().position(|&c| c == '.').unwrap_or(codes.len());
    let is_digit = |c: &&char| matches!(c, '0' | '#' | '?');
    let decimals = codes[point..].iter().filter(is_digit).count();
    let least_decimals = codes[point..]
        .iter()
        .rposition(|&c| c == '0')
        .map_or(0, |last| codes[point..=point + last].iter().filter(is_digit).count());
    let least_digits = codes[..point].iter().filter(|&&c| c == '0').count();
    let last_digit = codes[..point].iter().rposition(|c| is_digit(&c)).unwrap_or(0);
    let grouped = codes[..last_digit].contains(&',');
    let thousands = codes[(last_digit + 1).min(point)..point].iter().filter(|&&c| c == ',').count();
    let percents = i32::try_from(percents).unwrap_or(0);
    let thousands = i32::try_from(thousands).unwrap_or(0);
    let scaled = number * 100f64.powi(percents) / 1000f64.powi(thousands);
    let rounded = at_decimals(scaled, decimals as f64, round);
    let digits = format!("{:.decimals$}", rounded.abs());
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let whole = if whole == "0" && least_digits == 0 { "" } else { whole };
    let mut whole = format!("{whole:0>least_digits$}");
    if grouped {
        whole = with_thousands(&whole);
    }
    let kept = fraction.trim_end_matches('0').len().max(least_decimals);
    let mut text = String::new();
    if rounded < 0.0 {
        text.push('-');
    }
    let mut written = false;
    let mut past_point = false;
    for piece in section {
        match piece {
            Piece::Code('.') => {
                if !written {
                    text.push_str(&whole);
                    written = true;
                }
                past_point = true;
                text.push('.');
                text.push_str(&fraction[..kept.min(fraction.len())]);
            }
            Piece::Code('0' | '#' | '?') if !written && !past_point => {
                text.push_str(&whole);
                written = true;
            }
            Piece::Code('0' | '#' | '?' | ',') => {}
            Piece::Literal(c) | Piece::Code(c) => text.push(*c),
        }
    }
    text
}

fn with_thousands(digits: &str) -> String {
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

fn formatted_date(number: f64, section: &[Piece]) -> Result<String, ErrorValue> {
    let day = to_i64(number.floor());
    if !(0..=LAST_DAY).contains(&day) {
        return Err(ErrorValue::Value);
    }
    let (year, month, day_of_month) = date(day);
    let seconds = to_i64((number.fract() * 86_400.0).round()).clamp(0, 86_399);
    let mut text = String::new();
    let mut at = 0;
    let mut after_hour = false;
    while at < section.len() {
        let Piece::Code(code) = section[at] else {
            if let Piece::Literal(c) = section[at] {
                text.push(c);
            }
            at += 1;
            continue;
        };
        let run = section[at..].iter().take_while(|piece| **piece == Piece::Code(code)).count();
        at += run;
        let before_seconds = section[at..].iter().find_map(|piece| match piece {
            Piece::Code(c) => Some(*c == 's'),
            Piece::Literal(_) => None,
        });
        let number = match code {
            'y' | 'j' if run > 2 => format!("{year:04}"),
            'y' | 'j' => format!("{:02}", year % 100),
            'm' if after_hour || before_seconds == Some(true) => padded(seconds / 60 % 60, run),
            'm' if run >= 4 => name(&MONTHS, month - 1, run > 3),
            'm' if run == 3 => name(&MONTHS, month - 1, false),
            'm' => padded(month, run),
            'd' if run >= 3 => name(&WEEKDAYS, weekday(day), run > 3),
            'd' => padded(day_of_month, run),
            'h' | 'u' => padded(seconds / 3600, run),
            's' => padded(seconds % 60, run),
            other => other.to_string().repeat(run),
        };
        after_hour = matches!(code, 'h' | 'u');
        text.push_str(&number);
    }
    Ok(text)
}

fn padded(number: i64, width: usize) -> String {
    if width > 1 { format!("{number:02}") } else { number.to_string() }
}

fn name(names: &[&str], at: i64, full: bool) -> String {
    let index = usize::try_from(to_i32(at as f64)).unwrap_or(0);
    let name = names.get(index).copied().unwrap_or("");
    if full { name.to_owned() } else { name.chars().take(3).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(number: f64, format: &str, expected: &str) {
        assert_eq!(format_number(&Value::Number(number), format), Ok(Value::text(expected)));
    }

    #[test]
    fn digits_follow_the_format() {
        check(0.256, "0.0%", "25.6%");
        check(1234.5, "#,##0.00", "1,234.50");
        check(-1234.5, "0", "-1235");
        check(0.5, "#.##", ".5");
        check(5.0, "\"€ \"0.00", "€ 5.00");
        check(-5.0, "0;(0);\"nul\"", "(5)");
        check(0.0, "0;(0);\"nul\"", "nul");
        check(7.0, "000", "007");
    }

    #[test]
    fn dates_follow_the_format_in_either_language() {
        check(45351.0, "yyyy-mm-dd", "2024-02-29");
        check(45351.0, "dd-mm-jjjj", "29-02-2024");
        check(45351.75, "d mmm yy hh:mm", "29 Feb 24 18:00");
    }
}
