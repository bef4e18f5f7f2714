//! Day numbers from the ways in which files write moments.

use clv_core::grid::Cell;

/// The days from 1899-12-30 to 1904-01-01.
pub(crate) const DAYS_TO_1904: f64 = 1462.0;

/// Returns a date, or a number where it is only a time of day.
pub(super) fn moment(serial: f64) -> Cell {
    if serial >= 1.0 { Cell::Date(serial) } else { Cell::Number(serial) }
}

/// Returns the day number in the 1900 date system of one in the 1904 date system.
pub(super) fn serial_from_1904(serial: f64) -> f64 {
    serial + DAYS_TO_1904
}

/// Reads `2024-01-15`, `2024-01-15T10:30:00` or `10:30:00` as days since 1899-12-30; a zone is set aside.
pub(super) fn serial_from_iso(text: &str) -> Option<f64> {
    let text = text.trim();
    let (day, time) = match text.split_once(['T', ' ']) {
        Some((day, time)) => (day, time),
        None if text.contains(':') => ("", text),
        None => (text, ""),
    };
    let days = if day.is_empty() { 0.0 } else { days_from_civil(day)? };
    Some(days + if time.is_empty() { 0.0 } else { day_fraction(time)? })
}

/// Counts the days from 1899-12-30 to a day such as `2024-01-15` of the Gregorian calendar.
fn days_from_civil(day: &str) -> Option<f64> {
    let mut parts = day.splitn(3, '-').map(str::parse::<i32>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let february = if leap { 29 } else { 28 };
    let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let before = lengths.get(..usize::try_from(month - 1).ok()?)?;
    let length = lengths.get(before.len())?;
    if !(1..=9999).contains(&year) || !(1..=*length).contains(&day) {
        return None;
    }
    let years = year - 1;
    let days_since_0001 = years * 365 + years / 4 - years / 100 + years / 400;
    Some(f64::from(days_since_0001 + before.iter().sum::<i32>() + day - 1) - 693_593.0)
}

/// Reads `10:30:00.5Z` as a fraction of a day.
fn day_fraction(time: &str) -> Option<f64> {
    let time = time.trim_end_matches('Z');
    let time = time.split_once('+').map_or(time, |(time, _)| time);
    let time = time.split_once('-').map_or(time, |(time, _)| time);
    let mut parts = time.splitn(3, ':').map(str::parse::<f64>);
    let (hours, minutes) = (parts.next()?.ok()?, parts.next()?.ok()?);
    let seconds = parts.next().unwrap_or(Ok(0.0)).ok()?;
    Some((hours * 3600.0 + minutes * 60.0 + seconds) / 86_400.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_dates_are_the_day_numbers_of_excel() {
        let cases = [
            ("1899-12-31", Some(1.0)),
            ("1900-03-01", Some(61.0)),
            ("2024-02-29", Some(45351.0)),
            ("2024-02-29T18:00:00", Some(45351.75)),
            ("2024-02-29T18:00:00.000Z", Some(45351.75)),
            ("06:00:00", Some(0.25)),
            ("2023-02-29", None),
            ("2023-13-01", None),
            ("morgen", None),
        ];
        for (text, serial) in cases {
            assert_eq!(serial_from_iso(text), serial, "{text}");
        }
    }

    #[test]
    fn days_since_1904_are_shifted() {
        assert_eq!(serial_from_1904(43889.0), 45351.0);
    }
}
