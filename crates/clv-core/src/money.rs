//! Exact amounts of money: the only place where they become `f64` and back.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

pub use rust_decimal::Decimal;

/// An exact amount in the currency of the ledger; may be negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(Decimal);

/// The powers of ten that amounts usually have below them.
const POWERS_OF_TEN: [f64; 8] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7];

impl Money {
    /// No money.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// Takes an exact decimal as an amount.
    pub const fn new(amount: Decimal) -> Self {
        Self(amount)
    }

    /// Returns the amount of so many cents.
    pub fn from_cents(cents: i64) -> Self {
        Self(Decimal::new(cents, 2))
    }

    /// Reads the number of a cell as the decimal that a person typed: 15 significant digits, as Excel shows.
    ///
    /// `1.1000000000000001`, which is how Excel stores 1.1, gives 1.1. Not a number, infinite, or beyond about
    /// 7.9e28: nothing.
    pub fn from_cell(number: f64) -> Option<Self> {
        use rust_decimal::prelude::FromPrimitive;
        // Most amounts are whole cents, which is much quicker to see than to work out.
        let cents = (number * 100.0).round();
        if cents.abs() < 1e14 && cents / 100.0 == number {
            #[expect(clippy::cast_possible_truncation, reason = "a whole number below 1e14")]
            let cents = cents as i64;
            return Some(Self(match cents {
                _ if cents % 100 == 0 => Decimal::from(cents / 100),
                _ if cents % 10 == 0 => Decimal::new(cents / 10, 1),
                _ => Decimal::new(cents, 2),
            }));
        }
        Decimal::from_f64(number).map(|amount| Self(amount.normalize()))
    }

    /// Returns the exact decimal.
    pub const fn decimal(self) -> Decimal {
        self.0
    }

    /// Returns the amount as a number for models and charts; exactness ends here.
    pub fn to_f64(self) -> f64 {
        use rust_decimal::prelude::ToPrimitive;
        // Most amounts are a whole number below 2^53 over a power of ten, both exact as floats: one division rounds right.
        let power = POWERS_OF_TEN.get(self.0.scale() as usize);
        let digits = i64::try_from(self.0.mantissa()).ok();
        let digits = digits.filter(|digits| digits.unsigned_abs() < 1 << f64::MANTISSA_DIGITS);
        match digits.zip(power) {
            Some((digits, power)) => digits as f64 / power,
            None => self.0.to_f64().unwrap_or(0.0),
        }
    }

    /// Returns the amount rounded half away from zero to whole cents.
    #[must_use]
    pub fn rounded_to_cents(self) -> Self {
        Self(self.0.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero))
    }

    /// Returns whether it is more than nothing.
    pub fn is_positive(self) -> bool {
        self.0.is_sign_positive() && !self.0.is_zero()
    }

    /// Returns whether it is less than nothing.
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// Returns whether it is nothing.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Returns the amount without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }
}

impl fmt::Display for Money {
    /// Writes the exact amount with a point and at least two decimals: `1234.50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut amount = self.0.normalize();
        if amount.scale() < 2 {
            amount.rescale(2);
        }
        write!(f, "{amount}")
    }
}

impl serde::Serialize for Money {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_cells_are_read_as_they_were_typed() {
        let texts = [1.1000000000000001, 9747747.934, 48211.5, -0.1, 1e21]
            .map(|n| Money::from_cell(n).unwrap().to_string());
        assert_eq!(
            texts,
            ["1.10", "9747747.934", "48211.50", "-0.10", "1000000000000000000000.00"]
        );
        assert_eq!(Money::from_cell(f64::NAN), None);
        assert_eq!(Money::from_cell(1e300), None);
    }

    #[test]
    fn amounts_become_the_nearest_number_whatever_their_digits() {
        for text in [
            "0",
            "-0.1",
            "1.10",
            "9747747.934",
            "0.0000001",
            "0.00000001",
            "79228162514264337593543950335",
        ] {
            let amount = Money::new(text.parse().unwrap());
            assert_eq!(amount.to_f64(), text.parse::<f64>().unwrap(), "{text}");
        }
        let nothing = Money::new("-0.00".parse().unwrap());
        assert!(!nothing.is_negative() && !nothing.is_positive());
    }

    #[test]
    fn ten_dimes_are_a_euro() {
        let sum: Money = (0..10).filter_map(|_| Money::from_cell(0.1)).sum();
        assert_eq!(sum, Money::from_cents(100));
    }

    #[test]
    fn cents_are_rounded_half_away_from_zero() {
        assert_eq!(Money::from_cell(-2.345).unwrap().rounded_to_cents().to_string(), "-2.35");
    }
}
