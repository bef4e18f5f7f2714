//! Day numbers of the 1900 date system, with the 29 February 1900 that never was.

/// The last day that has a number: 9999-12-31.
pub(crate) const LAST_DAY: i64 = 2_958_465;

/// Days from 1970-01-01 to the day with number 0 in a calendar without the false leap day.
const EPOCH: i64 = -25_569;

/// Returns the days since 1970-01-01 of a date; months beyond 1 to 12 run on.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let months = year * 12 + month - 1;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let year_of_era = shifted.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// Returns the day number of a date; days and months beyond their range run on. Nothing before 1900 or after 9999.
pub(crate) fn serial(year: i64, month: i64, day: i64) -> Option<i64> {
    let bounded = |n: i64| (-400_000..=4_000_000).contains(&n);
    if !(bounded(year) && bounded(month) && bounded(day)) {
        return None;
    }
    let days = days_from_civil(year, month, 1) - EPOCH + day - 1;
    let serial = if days <= 60 { days - 1 } else { days };
    (0..=LAST_DAY).contains(&serial).then_some(serial)
}

/// Returns year, month and day of a day number between 0 and [`LAST_DAY`].
pub(crate) fn date(serial: i64) -> (i64, i64, i64) {
    match serial {
        0 => (1900, 1, 0),
        60 => (1900, 2, 29),
        1..=59 => civil_from_days(serial + EPOCH + 1),
        _ => civil_from_days(serial + EPOCH),
    }
}

/// Returns whether a year has a 29 February.
pub(crate) fn is_leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

/// Returns how many days a month has.
pub(crate) fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Returns the day that lies so many months later, at most the last of that month.
pub(crate) fn add_months(serial_day: i64, months: i64) -> Option<i64> {
    let (year, month, day) = date(serial_day);
    let total = year.checked_mul(12)?.checked_add(month - 1)?.checked_add(months)?;
    let (year, month) = (total.div_euclid(12), total.rem_euclid(12) + 1);
    serial(year, month, day.min(days_in_month(year, month)))
}

/// Returns the day of the week, 0 for Sunday.
pub(crate) fn weekday(serial: i64) -> i64 {
    (serial - 1).rem_euclid(7)
}

/// Reads `2024-03-01` or `2024/3/1`.
pub(crate) fn serial_from_iso(text: &str) -> Option<f64> {
    let mut parts = text.trim().split(['-', '/']);
    let mut next = |digits: std::ops::RangeInclusive<usize>| {
        let part = parts.next()?;
        let fits = digits.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        if fits { part.parse::<i64>().ok() } else { None }
    };
    let (year, month, day) = (next(4..=4)?, next(1..=2)?, next(1..=2)?);
    let exists = (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
    if parts.next().is_some() || !exists || year < 1900 {
        return None;
    }
    serial(year, month, day).map(|serial| serial as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_numbers_and_dates_are_inverse() {
        for day in (1..LAST_DAY).step_by(997).chain([1, 59, 61, 45351, LAST_DAY]) {
            let (year, month, day_of_month) = date(day);
            assert_eq!(serial(year, month, day_of_month), Some(day));
        }
    }

    #[test]
    fn a_month_later_than_january_31_is_the_last_of_february() {
        assert_eq!(add_months(45322, 1), Some(45351));
        assert_eq!(weekday(45351), 4);
    }
}
