//! A pointer to what few have: it takes eight bytes where there is nothing.

use std::fmt::Debug;
use std::ops::{Deref, DerefMut};

/// What is there to read while nothing was ever written.
pub trait Nothing: Default + 'static {
    /// Returns the value that holds nothing, which equals the default.
    fn nothing() -> &'static Self;
}

/// A value that is kept apart, and only once something is written to it: a million customers of whom the ledger tells a
/// name alone take no room for all that other ledgers tell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rarely<T>(Option<Box<T>>);

impl<T: Nothing> Deref for Rarely<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or_else(|| T::nothing())
    }
}

impl<T: Nothing> DerefMut for Rarely<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

impl<T: Nothing + PartialEq> From<T> for Rarely<T> {
    fn from(value: T) -> Self {
        Self((value != *T::nothing()).then(|| Box::new(value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Nothing for Vec<u8> {
        fn nothing() -> &'static Self {
            static NOTHING: Vec<u8> = Vec::new();
            &NOTHING
        }
    }

    #[test]
    fn nothing_takes_no_room_until_it_is_written_to() {
        let mut value: Rarely<Vec<u8>> = Vec::new().into();
        assert_eq!((value.len(), value == Rarely::default()), (0, true));
        value.push(7);
        assert_eq!((&*value, &value), (&vec![7], &Rarely::from(vec![7])));
        assert_eq!(size_of_val(&value), 8);
    }
}
