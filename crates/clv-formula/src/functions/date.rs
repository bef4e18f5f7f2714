//! Days, months and years.

use super::{day, number, number_or, whole_day};
use crate::arithmetic::{to_i64, trunc};
use crate::calendar::{add_months, date, days_in_month, is_leap, serial, weekday};
use crate::catalog::Body::{Scalar, Whole};
use crate::catalog::{Function, Outcome, Version};
use crate::coerce;
use crate::eval::Evaluation;
use crate::expr::Expr;
use crate::value::{ErrorValue, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("DATE", "DATUM", 3, 3, Scalar(from_parts)),
    Function::new("DATEVALUE", "DATUMWAARDE", 1, 1, Scalar(from_text)),
    Function::new("YEAR", "JAAR", 1, 1, Scalar(|v| Ok(whole(date(day(v, 0)?).0)))),
    Function::new("MONTH", "MAAND", 1, 1, Scalar(|v| Ok(whole(date(day(v, 0)?).1)))),
    Function::new("DAY", "DAG", 1, 1, Scalar(|v| Ok(whole(date(day(v, 0)?).2)))),
    Function::new("HOUR", "UUR", 1, 1, Scalar(|v| Ok(whole(seconds(v)? / 3600)))),
    Function::new("MINUTE", "MINUUT", 1, 1, Scalar(|v| Ok(whole(seconds(v)? / 60 % 60)))),
    Function::new("SECOND", "SECONDE", 1, 1, Scalar(|v| Ok(whole(seconds(v)? % 60)))),
    Function::new("TIME", "TIJD", 3, 3, Scalar(time)),
    Function::new("WEEKDAY", "WEEKDAG", 1, 2, Scalar(day_of_week)),
    Function::new("WEEKNUM", "WEEKNUMMER", 1, 2, Scalar(week)),
    Function::new(
        "ISOWEEKNUM",
        "ISO.WEEKNUMMER",
        1,
        1,
        Scalar(|v| Ok(whole(iso_week(day(v, 0)?)))),
    )
    .since(Version::V2013),
    Function::new("EDATE", "ZELFDE.DAG", 2, 2, Scalar(|v| months_later(v).map(whole))),
    Function::new("EOMONTH", "LAATSTE.DAG", 2, 2, Scalar(end_of_month)),
    Function::new("DAYS", "DAGEN", 2, 2, Scalar(|v| Ok(whole(day(v, 0)? - day(v, 1)?))))
        .since(Version::V2013),
    Function::new("DAYS360", "DAGEN360", 2, 3, Scalar(days_360)),
    Function::new("DATEDIF", "DATUMVERSCHIL", 3, 3, Scalar(difference)),
    Function::new("YEARFRAC", "JAAR.DEEL", 2, 3, Scalar(year_fraction)),
    Function::new("NETWORKDAYS", "NETTO.WERKDAGEN", 2, 3, Whole(working_days)),
    Function::new("WORKDAY", "WERKDAG", 2, 3, Whole(working_day)),
];

fn whole(number: i64) -> Value {
    Value::Number(number as f64)
}

fn from_parts(values: &[Value]) -> Outcome {
    let part = |at| number(values, at).map(|number| to_i64(number.floor()));
    let (year, month, day) = (part(0)?, part(1)?, part(2)?);
    let year = if (0..1900).contains(&year) { year + 1900 } else { year };
    if !(1900..=9999).contains(&year) {
        return Err(ErrorValue::Num);
    }
    serial(year, month, day).map(whole).ok_or(ErrorValue::Num)
}

fn from_text(values: &[Value]) -> Outcome {
    let text = values[0].as_text().ok_or(ErrorValue::Value)?;
    let date = text.trim().split([' ', 'T']).next().unwrap_or("");
    crate::calendar::serial_from_iso(date).map(Value::Number).ok_or(ErrorValue::Value)
}

/// Returns the seconds since midnight, rounded to whole ones.
fn seconds(values: &[Value]) -> Result<i64, ErrorValue> {
    let moment = number(values, 0)?;
    if moment < 0.0 {
        return Err(ErrorValue::Num);
    }
    Ok(to_i64((moment.fract() * 86_400.0).round()).rem_euclid(86_400))
}

fn time(values: &[Value]) -> Outcome {
    let (hours, minutes, seconds) =
        (trunc(number(values, 0)?), trunc(number(values, 1)?), trunc(number(values, 2)?));
    let total = hours * 3600.0 + minutes * 60.0 + seconds;
    if total < 0.0 {
        return Err(ErrorValue::Num);
    }
    Ok(Value::Number((total / 86_400.0).fract()))
}

fn day_of_week(values: &[Value]) -> Outcome {
    let sunday_is_0 = weekday(day(values, 0)?);
    let kind = to_i64(number_or(values, 1, 1.0)?);
    let first_day = match kind {
        1 => 0,
        2 | 3 => 1,
        11..=17 => (kind - 10) % 7,
        _ => return Err(ErrorValue::Num),
    };
    let position = (sunday_is_0 - first_day).rem_euclid(7);
    Ok(whole(if kind == 3 { position } else { position + 1 }))
}

fn week(values: &[Value]) -> Outcome {
    let day = day(values, 0)?;
    let kind = to_i64(number_or(values, 1, 1.0)?);
    let first_day = match kind {
        1 => 0,
        2 => 1,
        11..=17 => (kind - 10) % 7,
        21 => return Ok(whole(iso_week(day))),
        _ => return Err(ErrorValue::Num),
    };
    let new_year = serial(date(day).0, 1, 1).ok_or(ErrorValue::Num)?;
    let offset = (weekday(new_year) - first_day).rem_euclid(7);
    Ok(whole((day - new_year + offset) / 7 + 1))
}

/// Returns the week whose Thursday lies in the same year (ISO 8601).
fn iso_week(day: i64) -> i64 {
    let thursday = day - (weekday(day) + 6) % 7 + 3;
    let new_year = serial(date(thursday.max(0)).0, 1, 1).unwrap_or(thursday);
    (thursday - new_year) / 7 + 1
}

fn months_later(values: &[Value]) -> Result<i64, ErrorValue> {
    let months = to_i64(number(values, 1)?);
    add_months(day(values, 0)?, months).ok_or(ErrorValue::Num)
}

fn end_of_month(values: &[Value]) -> Outcome {
    let (year, month, _) = date(months_later(values)?);
    serial(year, month, days_in_month(year, month)).map(whole).ok_or(ErrorValue::Num)
}

fn days_360(values: &[Value]) -> Outcome {
    let european = values.get(2).map_or(Ok(false), coerce::logical)?;
    let (start, end) = (day(values, 0)?, day(values, 1)?);
    Ok(whole(thirty_360(date(start), date(end), european)))
}

/// Counts days as if each month had 30 of them, by the American (NASD) or the European rule.
fn thirty_360(start: (i64, i64, i64), end: (i64, i64, i64), european: bool) -> i64 {
    let (mut first, mut last) = (start.2, end.2);
    if european {
        first = first.min(30);
        last = last.min(30);
    } else {
        let is_end_of_february = |(year, month, day)| month == 2 && day == days_in_month(year, 2);
        if is_end_of_february(start) {
            if is_end_of_february(end) {
                last = 30;
            }
            first = 30;
        }
        if last == 31 && first >= 30 {
            last = 30;
        }
        first = first.min(30);
    }
    (end.0 - start.0) * 360 + (end.1 - start.1) * 30 + last - first
}

fn difference(values: &[Value]) -> Outcome {
    let (start, end) = (day(values, 0)?, day(values, 1)?);
    if start > end {
        return Err(ErrorValue::Num);
    }
    let unit = coerce::text(&values[2])?.to_uppercase();
    let (from, to) = (date(start), date(end));
    let months = (to.0 - from.0) * 12 + to.1 - from.1 - i64::from(to.2 < from.2);
    let result = match unit.as_str() {
        "D" => end - start,
        "M" => months,
        "Y" => months / 12,
        "YM" => months % 12,
        "MD" if to.2 >= from.2 => to.2 - from.2,
        "MD" => {
            let (year, month) = if to.1 == 1 { (to.0 - 1, 12) } else { (to.0, to.1 - 1) };
            to.2 - from.2 + days_in_month(year, month)
        }
        "YD" => {
            let years = months / 12;
            let anniversary = serial(from.0 + years, from.1, from.2).ok_or(ErrorValue::Num)?;
            end - anniversary
        }
        _ => return Err(ErrorValue::Num),
    };
    Ok(whole(result))
}

fn year_fraction(values: &[Value]) -> Outcome {
    let (a, b) = (day(values, 0)?, day(values, 1)?);
    let (start, end) = (a.min(b), a.max(b));
    let (from, to) = (date(start), date(end));
    let days = (end - start) as f64;
    let fraction = match to_i64(number_or(values, 2, 0.0)?) {
        0 => thirty_360(from, to, false) as f64 / 360.0,
        1 => days / average_year(from, to),
        2 => days / 360.0,
        3 => days / 365.0,
        4 => thirty_360(from, to, true) as f64 / 360.0,
        _ => return Err(ErrorValue::Num),
    };
    Ok(Value::Number(fraction))
}

/// Returns the days of a year as basis 1 counts them: of the one year concerned, or the mean over several.
fn average_year(from: (i64, i64, i64), to: (i64, i64, i64)) -> f64 {
    let days_in_year = |year| 365.0 + f64::from(u8::from(is_leap(year)));
    let within_a_year = from.0 == to.0
        || (to.0 == from.0 + 1 && (from.1 > to.1 || (from.1 == to.1 && from.2 >= to.2)));
    if !within_a_year {
        let years = from.0..=to.0;
        let count = (to.0 - from.0 + 1) as f64;
        return years.map(days_in_year).sum::<f64>() / count;
    }
    let leap_day_between = (is_leap(from.0)
        && (from.1, from.2) <= (2, 29)
        && (to.0 > from.0 || (to.1, to.2) >= (2, 29)))
        || (to.0 > from.0 && is_leap(to.0) && (to.1, to.2) >= (2, 29));
    if from.0 == to.0 {
        days_in_year(from.0)
    } else if leap_day_between {
        366.0
    } else {
        365.0
    }
}

/// Returns the days off among the optional third argument.
fn days_off(
    evaluation: &mut Evaluation<'_>,
    argument: Option<&Expr>,
) -> Result<Vec<i64>, ErrorValue> {
    let Some(argument) = argument else { return Ok(Vec::new()) };
    let numbers = super::sorted(evaluation, argument)?;
    numbers.iter().map(|&number| whole_day(number)).collect()
}

fn is_working_day(day: i64, off: &[i64]) -> bool {
    !matches!(weekday(day), 0 | 6) && off.binary_search(&day).is_err()
}

fn working_days(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let a = whole_day(evaluation.number(&arguments[0])?)?;
    let b = whole_day(evaluation.number(&arguments[1])?)?;
    let off = days_off(evaluation, arguments.get(2))?;
    let (start, end, sign) = if a <= b { (a, b, 1) } else { (b, a, -1) };
    let weeks = (end - start + 1) / 7;
    let rest = (start + weeks * 7..=end).filter(|&day| is_working_day(day, &[])).count();
    let mut free = off;
    free.dedup();
    let taken = free
        .iter()
        .filter(|&&day| (start..=end).contains(&day) && is_working_day(day, &[]))
        .count();
    let days = weeks * 5 + i64::try_from(rest).unwrap_or(0) - i64::try_from(taken).unwrap_or(0);
    Ok(whole(sign * days))
}

fn working_day(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let mut day = whole_day(evaluation.number(&arguments[0])?)?;
    let mut left = to_i64(evaluation.number(&arguments[1])?);
    let off = days_off(evaluation, arguments.get(2))?;
    let step = left.signum();
    while left != 0 {
        evaluation.charge(1)?;
        day = whole_day((day + step) as f64)?;
        if is_working_day(day, &off) {
            left -= step;
        }
    }
    Ok(whole(day))
}
