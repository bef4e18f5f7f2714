//! What numbers and words in a row are as a date: a quarter, a week, a month with a day or a year, two or three numbers.

use super::tokens::Token;
use super::{Around, Order, Parts, first_of_week};
use crate::calendar::Date;

/// Reads quarters and weeks.
pub(super) fn span(word: &str, tokens: &[Token]) -> Option<Parts> {
    let mut year = None;
    let mut count = None;
    for token in tokens {
        match token {
            Token::Number { value, n_digits: 4 } => year = i16::try_from(*value).ok(),
            Token::Number { value, .. } => count = Some(*value),
            Token::Word(_) => {}
        }
    }
    let count = count?;
    if matches!(word, "week" | "wk" | "w") {
        return match year {
            Some(year) => first_of_week(year, count).map(on),
            None => {
                (1..=53).contains(&count).then(|| Parts { week: Some(count), ..Parts::default() })
            }
        };
    }
    let quarter = i8::try_from(count).ok().filter(|quarter| (1..=4).contains(quarter))?;
    let month = quarter * 3 - 2;
    Some(Parts { year, month: Some(month), is_span: true, ..Parts::default() })
}

fn on(date: Date) -> Parts {
    Parts {
        year: Some(date.year()),
        month: Some(date.month()),
        day: Some(date.day()),
        ..Parts::default()
    }
}

pub(super) fn with_month_and_one(month: i8, number: &Token, tokens: &[Token]) -> Option<Parts> {
    let Token::Number { value, n_digits } = number else { return None };
    let comes_first = matches!(tokens.first(), Some(Token::Number { .. }));
    if *n_digits == 4 || (*n_digits == 2 && !comes_first) || *value > 31 {
        return Some(Parts {
            year: Some(full_year(*value, *n_digits)?),
            month: Some(month),
            ..Parts::default()
        });
    }
    Some(Parts { month: Some(month), day: Some(small(*value)?), ..Parts::default() })
}

pub(super) fn with_month_and_two(month: i8, one: &Token, other: &Token) -> Option<Parts> {
    let (Token::Number { value: a, n_digits: na }, Token::Number { value: b, n_digits: nb }) =
        (one, other)
    else {
        return None;
    };
    let ((day, _), (year, n_digits)) =
        if *na == 4 { ((*b, *nb), (*a, *na)) } else { ((*a, *na), (*b, *nb)) };
    let parts = Parts {
        year: Some(full_year(year, n_digits)?),
        month: Some(month),
        day: Some(small(day)?),
        ..Parts::default()
    };
    parts.resolve(Order::DayFirst, Around::default()).map(|_| parts)
}

pub(super) fn one_number(number: &Token) -> Option<Parts> {
    let Token::Number { value, n_digits: 8 } = number else { return None };
    let date = ymd(value / 10_000, value / 100 % 100, value % 100)
        .or_else(|| ymd(value % 10_000, value / 10_000 % 100, value / 1_000_000))?;
    Some(on(date))
}

pub(super) fn two_numbers(one: &Token, other: &Token) -> Option<Parts> {
    let (Token::Number { value: a, n_digits: na }, Token::Number { value: b, n_digits: nb }) =
        (one, other)
    else {
        return None;
    };
    let month = |value: i32| small(value).filter(|&month| (1..=12).contains(&month));
    match (na, nb) {
        (4, 1 | 2) => Some(Parts {
            year: Some(full_year(*a, 4)?),
            month: Some(month(*b)?),
            ..Parts::default()
        }),
        (1 | 2, 4) => Some(Parts {
            year: Some(full_year(*b, 4)?),
            month: Some(month(*a)?),
            ..Parts::default()
        }),
        (1 | 2, 1 | 2) => both_in_a_year(*a, *b)
            .map(|numbers| Parts { numbers: Some(numbers), ..Parts::default() }),
        _ => None,
    }
}

pub(super) fn three_numbers(one: &Token, two: &Token, three: &Token) -> Option<Parts> {
    let numbers = [one, two, three].map(|token| match token {
        Token::Number { value, n_digits } => (*value, *n_digits),
        Token::Word(_) => (0, 0),
    });
    let [(a, na), (b, _), (c, nc)] = numbers;
    if na == 4 {
        let date = ymd(a, b, c)?;
        return Some(on(date));
    }
    if nc != 2 && nc != 4 {
        return None;
    }
    let parts = Parts {
        year: Some(full_year(c, nc)?),
        numbers: Some(both_in_a_year(a, b)?),
        ..Parts::default()
    };
    parts.resolve(Order::DayFirst, Around::default()).map(|_| parts)
}

fn both_in_a_year(a: i32, b: i32) -> Option<(i8, i8)> {
    let fits = (1..=31).contains(&a) && (1..=31).contains(&b) && (a <= 12 || b <= 12);
    if fits { Some((small(a)?, small(b)?)) } else { None }
}

fn small(value: i32) -> Option<i8> {
    i8::try_from(value).ok().filter(|value| (1..=31).contains(value))
}

pub(super) fn full_year(value: i32, n_digits: usize) -> Option<i16> {
    let year = match n_digits {
        4 => value,
        2 if value < 80 => 2000 + value,
        2 => 1900 + value,
        _ => return None,
    };
    i16::try_from(year).ok().filter(|year| (1900..=2100).contains(year))
}

pub(super) fn ymd(year: i32, month: i32, day: i32) -> Option<Date> {
    if !(1900..=2100).contains(&year) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
