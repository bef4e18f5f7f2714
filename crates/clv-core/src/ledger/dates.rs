//! Dates as people and programs write them: `3-2-2024`, `za 3 feb '24`, `20240203`, `feb-24`, `Sep 4, 2026 1:05 AM`.

mod tokens;
mod shapes;

use super::text::{fold, value_key};
use super::vocabulary::vocabulary;
use crate::calendar::{Date, add_days};
use tokens::{Token, is_span_word, tokens, without_time};

/// The order of day and month in dates of numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// As in Europe.
    #[default]
    DayFirst,
    /// As in the United States.
    MonthFirst,
}

/// What a date lacks comes from around it: the year of the tab, the month of the title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Around {
    /// The year.
    pub(super) year: Option<i16>,
    /// The month.
    pub(super) month: Option<i8>,
}

/// A date, and whether only its month is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    /// The day; the first of the month where only that is known.
    pub(super) date: Date,
    /// Whether the text names a month only.
    pub(super) is_month: bool,
}

/// The parts of a date as a text names them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    /// Day and month are both numbers, in the order of the text.
    numbers: Option<(i8, i8)>,
    /// How many months a quarter or half year has; a month has one.
    is_span: bool,
    /// The number of a week without its year.
    week: Option<i32>,
}

impl Parts {
    /// Returns whether it names a year, so that it is hardly anything but a date.
    pub(super) fn has_year(self) -> bool {
        self.year.is_some()
    }

    /// Returns whether it is a month or quarter without a day.
    pub(super) fn is_month(self) -> bool {
        self.day.is_none() && self.numbers.is_none() && self.month.is_some()
    }

    /// Returns whether it is a day and a month without a year, as `3-2` and `3 feb` are.
    pub(super) fn is_day_and_month(self) -> bool {
        self.year.is_none()
            && (self.numbers.is_some()
                || self.day.is_some() && self.month.is_some()
                || self.week.is_some())
    }

    /// Returns the year and the month that it names.
    pub(super) fn around(self) -> Around {
        Around { year: self.year, month: self.month }
    }

    /// Makes a date of it.
    pub(super) fn resolve(self, order: Order, around: Around) -> Option<Day> {
        let (mut day, mut month) = (self.day, self.month);
        if let Some((first, second)) = self.numbers {
            let day_first = match order {
                Order::DayFirst => second <= 12,
                Order::MonthFirst => first > 12,
            };
            (day, month) =
                if day_first { (Some(first), Some(second)) } else { (Some(second), Some(first)) };
        }
        let year = self.year.or(around.year)?;
        if let Some(week) = self.week {
            return first_of_week(year, week).map(|date| Day { date, is_month: false });
        }
        let month = month.or(around.month)?;
        let date = Date::new(year, month, day.unwrap_or(1)).ok()?;
        Some(Day { date, is_month: day.is_none() })
    }
}

/// Which order the dates of a column are in: each text that can tell votes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OrderVotes {
    day_first: u32,
    month_first: u32,
    open: u32,
}

impl OrderVotes {
    /// Lets a date vote.
    pub(super) fn add(&mut self, parts: Parts) {
        match parts.numbers {
            Some((first, _)) if first > 12 => self.day_first += 1,
            Some((_, second)) if second > 12 => self.month_first += 1,
            Some(_) => self.open += 1,
            None => {}
        }
    }

    /// Returns the order that the column is in, if its own texts tell.
    pub(super) fn decide(self) -> Option<Order> {
        match (self.day_first, self.month_first) {
            (0, 0) => None,
            (day, month) if month > day => Some(Order::MonthFirst),
            _ => Some(Order::DayFirst),
        }
    }

    /// Returns whether both orders occur.
    pub(super) fn is_mixed(self) -> bool {
        self.day_first > 0 && self.month_first > 0
    }

    /// Returns whether every text of the column tells its order: then real dates beside them are those that a program
    /// could take for dates, with day and month swapped.
    pub(super) fn leaves_nothing_open(self) -> bool {
        self.open == 0 && (self.day_first == 0) != (self.month_first == 0)
    }
}

/// Takes a text apart as a date; anything else is none.
pub(super) fn parse(text: &str) -> Option<Parts> {
    if text.len() > 60 || text.len() < 2 {
        return None;
    }
    let folded = fold(text.trim());
    let tokens = tokens(&without_time(&folded))?;
    let numbers: Vec<&Token> =
        tokens.iter().filter(|token| matches!(token, Token::Number { .. })).collect();
    let words: Vec<&str> = tokens
        .iter()
        .filter_map(|token| match token {
            Token::Word(word) => Some(word.as_str()),
            Token::Number { .. } => None,
        })
        .collect();
    if let Some(word) = words.iter().find(|word| is_span_word(word)) {
        return shapes::span(word, &tokens);
    }
    let month = words.iter().find_map(|word| vocabulary().month(word));
    match (month, numbers.as_slice()) {
        (Some(month), []) => Some(Parts { month: Some(month), ..Parts::default() }),
        (Some(month), [one]) => shapes::with_month_and_one(month, one, &tokens),
        (Some(month), [one, other]) => shapes::with_month_and_two(month, one, other),
        (None, [one]) => shapes::one_number(one),
        (None, [one, other]) => shapes::two_numbers(one, other),
        (None, [one, two, three, ..]) if numbers.len() == 3 => {
            shapes::three_numbers(one, two, three)
        }
        _ => None,
    }
}

/// Reads the number of a cell in a column of dates: a day number of a spreadsheet is a date already; `20240203` here.
pub(super) fn from_number(number: f64) -> Option<Date> {
    if number.fract() != 0.0 || !(19_000_101.0..21_001_231.0).contains(&number) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "checked to be a whole number of eight digits just above"
    )]
    let number = number as i32;
    shapes::ymd(number / 10_000, number / 100 % 100, number % 100)
}

/// Returns the Monday of a week as ISO 8601 counts them: week 1 holds January 4.
pub(super) fn first_of_week(year: i16, week: i32) -> Option<Date> {
    if !(1..=53).contains(&week) {
        return None;
    }
    let fourth = Date::new(year, 1, 4).ok()?;
    let monday = add_days(fourth, -i32::from(fourth.weekday().to_monday_zero_offset()));
    Some(add_days(monday, (week - 1) * 7))
}

/// Returns the year that a text is: `2024`, or the one in which a season begins.
pub(super) fn year_of(text: &str) -> Option<i16> {
    let year = text.trim().parse().ok().filter(|year| (1990..=2100).contains(year));
    year.or_else(|| season(text))
}

/// Returns the year in which a season begins: `2023/2024`, `seizoen 23-24`.
fn season(text: &str) -> Option<i16> {
    let mut parts = text.trim().rsplit([' ', '\'']).next()?.split(['/', '-', '\u{2013}']);
    let (first, second) = (parts.next()?.trim(), parts.next()?.trim());
    let year = |text: &str| shapes::full_year(text.parse().ok()?, text.len());
    let (from, to) = (year(first)?, year(second)?);
    (parts.next().is_none() && to == from + 1 && (first.len() == 4 || from >= 2013)).then_some(from)
}

/// Returns the year and month that a tab, a title or a file name tells: `2024`, `Omzet 2023`, `januari 2024`, `Q1`.
pub(super) fn around(title: &str) -> Around {
    if let Some(parts) = parse(title).filter(|parts| parts.is_month() && !parts.is_span) {
        return parts.around();
    }
    let folded = fold(title);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let mut around = Around::default();
    for word in words {
        let year =
            word.parse::<i32>().ok().filter(|year| word.len() == 4 && (1980..=2100).contains(year));
        around.year = around.year.or(year.and_then(|year| i16::try_from(year).ok()));
        around.month = around.month.or(vocabulary()
            .month(&value_key(word))
            .filter(|_| word.len() > 2 && !word.starts_with('0')));
    }
    around
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(text: &str, order: Order) -> Option<(Date, bool)> {
        let around = Around { year: Some(2024), month: None };
        parse(text)?.resolve(order, around).map(|day| (day.date, day.is_month))
    }

    #[test]
    fn seasons_are_named_by_two_years() {
        for text in ["2023/2024", "2023-2024", "Seizoen 2023/2024", "23/24", "2023/24"] {
            assert_eq!(season(text), Some(2023), "{text}");
        }
        for text in ["2023", "2023/2025", "3/4", "11-12", "2023-01", "12-11-2023"] {
            assert_eq!(season(text), None, "{text}");
        }
    }

    #[test]
    fn all_ways_to_write_a_day_are_read() {
        for text in [
            "3-2-2024",
            "03-02-2024",
            "3-2-24",
            "3/2/2024",
            "03.02.2024",
            "3 feb 2024",
            "3 februari 2024",
            "3 feb. '24",
            "za 3 feb 2024",
            "2024-02-03",
            "2024-02-03 10:14:00 -0400",
            "2024-02-03T10:14:00Z",
            "20240203",
            "Feb 3, 2024",
            "February 3, 2024 1:05:07 AM PDT",
            "3 févr. 2024",
            "3. Februar 2024",
            "zaterdag 3 februari 2024",
            "3-feb-24",
            "2024-02-03T10:14:00+01:00",
            "3 feb",
            "3-2",
            "03-02-2024 10:14",
            "2024/02/03",
            "2024.02.03",
            "3e feb 2024",
        ] {
            assert_eq!(read(text, Order::DayFirst), Some((date(2024, 2, 3), false)), "{text}");
        }
    }

    #[test]
    fn months_quarters_and_weeks_are_read() {
        for (text, day, is_month) in [
            ("feb-24", date(2024, 2, 1), true),
            ("februari 2024", date(2024, 2, 1), true),
            ("2024-02", date(2024, 2, 1), true),
            ("02-2024", date(2024, 2, 1), true),
            ("februari", date(2024, 2, 1), true),
            ("Q2 2024", date(2024, 4, 1), true),
            ("2e kwartaal 2024", date(2024, 4, 1), true),
            ("week 5 2024", date(2024, 1, 29), false),
            ("2024-W05", date(2024, 1, 29), false),
        ] {
            assert_eq!(read(text, Order::DayFirst), Some((day, is_month)), "{text}");
        }
    }

    #[test]
    fn month_first_is_what_the_column_says() {
        assert_eq!(read("03/02/24", Order::MonthFirst), Some((date(2024, 3, 2), false)));
        assert_eq!(read("09/24/26", Order::DayFirst), Some((date(2026, 9, 24), false)));
        assert_eq!(read("24/09/26", Order::MonthFirst), Some((date(2026, 9, 24), false)));
        let mut votes = OrderVotes::default();
        ["01/14/23", "02/02/23"]
            .iter()
            .filter_map(|text| parse(text))
            .for_each(|parts| votes.add(parts));
        assert_eq!((votes.decide(), votes.leaves_nothing_open()), (Some(Order::MonthFirst), false));
    }

    #[test]
    fn other_texts_are_no_dates() {
        for text in [
            "31-02-2024",
            "volgt",
            "F2024-001",
            "12.50",
            "1.234,56",
            "2024",
            "Coaching 3 maanden",
            "06-12345678",
            "",
        ] {
            assert_eq!(read(text, Order::DayFirst), None, "{text}");
        }
    }

    #[test]
    fn titles_tell_the_year_and_the_month() {
        assert_eq!(around("januari 2024"), Around { year: Some(2024), month: Some(1) });
        assert_eq!(around("Omzet 2023"), Around { year: Some(2023), month: None });
        assert_eq!(around("Mrt"), Around { year: None, month: Some(3) });
        assert_eq!(
            around("Praktijk Zonnewende: administratie 2024"),
            Around { year: Some(2024), month: None }
        );
        assert_eq!(around("Blad1"), Around::default());
    }
}
