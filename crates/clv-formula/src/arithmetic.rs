//! Arithmetic on numbers the way spreadsheets do it: differences that are only noise are no differences.

use crate::value::ErrorValue;

/// 2⁻⁴⁸: numbers that differ by less than this part of themselves are equal, about 15 significant digits.
const NOISE: f64 = 3.552713678800501e-15;

/// Returns whether two numbers are equal in the digits that a spreadsheet knows.
pub(crate) fn nearly_equal(a: f64, b: f64) -> bool {
    a == b || {
        let difference = (a - b).abs();
        difference < a.abs() * NOISE && difference < b.abs() * NOISE
    }
}

/// Adds; what is left of a sum of opposites is nought.
pub(crate) fn add(a: f64, b: f64) -> f64 {
    let sum = a + b;
    if sum.abs() < a.abs() * NOISE { 0.0 } else { sum }
}

/// Rounds down, but not because of noise below a whole number.
pub(crate) fn floor(number: f64) -> f64 {
    let nearest = number.round();
    if nearly_equal(number, nearest) { nearest } else { number.floor() }
}

/// Rounds up, but not because of noise above a whole number.
pub(crate) fn ceil(number: f64) -> f64 {
    -floor(-number)
}

/// Rounds towards zero, but not because of noise.
pub(crate) fn trunc(number: f64) -> f64 {
    if number < 0.0 { ceil(number) } else { floor(number) }
}

/// Rounds half away from zero, where a half in decimals that is a hair less in binary is a half.
pub(crate) fn round(number: f64) -> f64 {
    number.signum() * floor(number.abs() + 0.5)
}

/// Applies a rounding to a number of decimals, negative for tens and hundreds.
pub(crate) fn at_decimals(number: f64, decimals: f64, rounding: fn(f64) -> f64) -> f64 {
    let decimals = to_i32(decimals.clamp(-400.0, 400.0));
    if number == 0.0 || decimals > 300 {
        return number;
    }
    let power = 10f64.powi(decimals.abs());
    if decimals < 0 {
        return if power.is_finite() { rounding(number / power) * power } else { 0.0 };
    }
    let scaled = number * power;
    if scaled.abs() >= 1e15 || !scaled.is_finite() {
        return number;
    }
    rounding(scaled) / power
}

/// Returns x to the power y with the errors of Excel.
pub(crate) fn power(x: f64, y: f64) -> Result<f64, ErrorValue> {
    if x == 0.0 && y == 0.0 {
        return Err(ErrorValue::Num);
    }
    if x == 0.0 && y < 0.0 {
        return Err(ErrorValue::Div0);
    }
    finite(x.powf(y))
}

/// Divides; by nought it is `#DIV/0!`.
pub(crate) fn divide(a: f64, b: f64) -> Result<f64, ErrorValue> {
    if b == 0.0 { Err(ErrorValue::Div0) } else { finite(a / b) }
}

/// Returns a number only if it is one that a cell can hold.
pub(crate) fn finite(number: f64) -> Result<f64, ErrorValue> {
    if number.is_finite() { Ok(number) } else { Err(ErrorValue::Num) }
}

/// Returns the whole part of a number as an integer, at the ends of the range where it lies beyond.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a float cast drops the fraction and saturates"
)]
pub(crate) fn to_i64(number: f64) -> i64 {
    number as i64
}

/// Returns the whole part of a number as an integer, at the ends of the range where it lies beyond.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a float cast drops the fraction and saturates"
)]
pub(crate) fn to_i32(number: f64) -> i32 {
    number as i32
}

/// Returns the whole part of a count or position; what is negative becomes 0.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast drops the fraction and saturates"
)]
pub(crate) fn to_usize(number: f64) -> usize {
    number as usize
}

/// Returns how many steps it takes to find a place among so many in order.
pub(crate) fn levels(n: usize) -> usize {
    usize::try_from(n.max(2).ilog2()).unwrap_or(64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_rounded_away_from_zero_as_they_were_typed() {
        let rounded = [(1.005, 2.0), (2.345, 2.0), (-2.5, 0.0), (1234.5678, -2.0), (8.325, 2.0)]
            .map(|(number, decimals)| at_decimals(number, decimals, round));
        assert_eq!(rounded, [1.01, 2.35, -3.0, 1200.0, 8.33]);
    }

    #[test]
    fn noise_is_no_difference() {
        assert_eq!(add(0.1 + 0.2, -0.3), 0.0);
        assert_eq!(floor(0.3 / 0.1), 3.0);
        assert!(add(1.0, -1.0 + 1e-9) > 0.0);
    }
}
