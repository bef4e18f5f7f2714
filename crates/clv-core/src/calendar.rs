//! Dates, spans in days and the observation period: the only place where time units are converted.

pub use jiff::civil::Date;

/// Days in a year, leap years included, as models and exposure count them.
pub const DAYS_PER_YEAR: f64 = 365.25;
/// Days in a month of a twelfth of a year.
pub const DAYS_PER_MONTH: f64 = DAYS_PER_YEAR / 12.0;

/// The day that spreadsheet programs count as 0.
const EPOCH: Date = jiff::civil::date(1899, 12, 30);

/// A span of time in days; may have a fraction.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, serde::Serialize)]
#[serde(transparent)]
pub struct Days(pub f64);

impl Days {
    /// Returns the span in years of 365.25 days.
    pub fn years(self) -> f64 {
        self.0 / DAYS_PER_YEAR
    }

    /// Returns the whole number of days nearest to the span.
    pub fn rounded(self) -> i32 {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a float cast saturates, and no span is that long"
        )]
        let days = self.0.round() as i32;
        days
    }
}

/// Returns the days from one date to another; negative if `to` is the earlier one.
pub fn days_between(from: Date, to: Date) -> Days {
    Days(serial_from_date(to) - serial_from_date(from))
}

/// Returns the date that lies so many whole days later, kept within the calendar.
pub fn add_days(date: Date, days: i32) -> Date {
    date.saturating_add(jiff::Span::new().days(i64::from(days)))
}

/// Returns the date of a day number of a spreadsheet (days since 1899-12-30); the time of day is dropped.
///
/// Day numbers before 1900-01-01 or after 9999-12-31 are no dates.
pub fn date_from_serial(serial: f64) -> Option<Date> {
    if !(1.0..2_958_466.0).contains(&serial) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked to be a small number just above")]
    let days = serial.floor() as i64;
    EPOCH.checked_add(jiff::Span::new().days(days)).ok()
}

/// Returns the day number of a date in a spreadsheet of the 1900 date system.
pub fn serial_from_date(date: Date) -> f64 {
    f64::from(date.since(EPOCH).map_or(0, |span| span.get_days()))
}

/// The stretch of time over which customers are observed; both days are part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObservationPeriod {
    /// The day of the first purchase.
    pub start: Date,
    /// The day of the last purchase, unless the owner named another day.
    pub end: Date,
}

impl ObservationPeriod {
    /// Returns the days from start to end.
    pub fn length(self) -> Days {
        days_between(self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn day_numbers_are_those_of_excel() {
        assert_eq!(serial_from_date(date(2024, 2, 29)), 45351.0);
        assert_eq!(date_from_serial(45351.75), Some(date(2024, 2, 29)));
        assert_eq!(date_from_serial(0.5), None);
        assert_eq!(date_from_serial(f64::NAN), None);
    }

    #[test]
    fn a_year_has_365_and_a_quarter_days() {
        assert_eq!(days_between(date(2020, 1, 1), date(2024, 1, 1)).years(), 4.0);
    }
}
