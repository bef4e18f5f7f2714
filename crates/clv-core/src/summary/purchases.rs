//! The orders of one customer, as a piece of a list that many customers share.

use crate::ledger::OrderId;
use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// Orders of one customer, by date. A list of its own for each of a hundred thousand customers would take three times the
/// room.
#[derive(Clone, Default)]
pub struct Purchases {
    all: Arc<[OrderId]>,
    start: u32,
    end: u32,
}

impl Purchases {
    /// Takes the orders at some places of a list.
    ///
    /// # Panics
    ///
    /// Where the list is read: if it has no such places.
    pub(super) fn of(all: &Arc<[OrderId]>, places: Range<u32>) -> Self {
        Self { all: Arc::clone(all), start: places.start, end: places.end }
    }
}

impl Deref for Purchases {
    type Target = [OrderId];

    fn deref(&self) -> &[OrderId] {
        &self.all[self.start as usize..self.end as usize]
    }
}

impl<'a> IntoIterator for &'a Purchases {
    type Item = &'a OrderId;
    type IntoIter = std::slice::Iter<'a, OrderId>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl PartialEq for Purchases {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Purchases {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&**self).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_with_the_same_orders_are_equal_wherever_they_lie() {
        let list = |ids: &[u32]| ids.iter().map(|id| OrderId(*id)).collect::<Arc<[OrderId]>>();
        let (one, other) = (list(&[1, 2, 3]), list(&[2, 3, 4]));
        assert_eq!(Purchases::of(&one, 1..3), Purchases::of(&other, 0..2));
        assert_ne!(Purchases::of(&one, 0..2), Purchases::of(&other, 0..2));
        assert!(Purchases::default().is_empty());
        assert_eq!(format!("{:?}", Purchases::of(&one, 2..3)), "[OrderId(3)]");
    }
}
