//! An id or none, in the room of the id alone.

use super::{CustomerId, ProductId};
use std::marker::PhantomData;

/// What is numbered from 0.
pub trait Numbered {
    /// Makes it of its number.
    fn numbered(number: u32) -> Self;
    /// Returns its number.
    fn number(self) -> u32;
}

impl Numbered for CustomerId {
    fn numbered(number: u32) -> Self {
        Self(number)
    }

    fn number(self) -> u32 {
        self.0
    }
}

impl Numbered for ProductId {
    fn numbered(number: u32) -> Self {
        Self(number)
    }

    fn number(self) -> u32 {
        self.0
    }
}

/// Stands for none; no ledger has so many of anything.
const NONE: u32 = u32::MAX;

/// An id or none: four bytes, where an option takes eight of each of a million lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Maybe<Id>(u32, PhantomData<Id>);

impl<Id: Numbered> Maybe<Id> {
    /// Returns the id, if there is one.
    pub fn get(self) -> Option<Id> {
        (self.0 != NONE).then(|| Id::numbered(self.0))
    }
}

impl<Id: Numbered> From<Option<Id>> for Maybe<Id> {
    fn from(id: Option<Id>) -> Self {
        Self(id.map_or(NONE, Id::number), PhantomData)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_or_none_is_given_back() {
        for id in [None, Some(ProductId(0)), Some(ProductId(7))] {
            assert_eq!(Maybe::from(id).get(), id);
        }
        assert_eq!(size_of::<Maybe<ProductId>>(), 4);
    }
}
