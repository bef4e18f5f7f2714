//! A fact that few entries have: it takes room only in ledgers where it occurs.

/// The values of a fact by entry; the default where none was set.
#[derive(Clone, Debug, Default)]
pub(super) struct Seldom<T>(Vec<T>);

impl<T: Copy + Default + PartialEq> Seldom<T> {
    /// Sets the value of an entry.
    pub(super) fn set(&mut self, entry: usize, value: T) {
        if value == self.get(entry) {
            return;
        }
        if self.0.len() <= entry {
            self.0.resize(entry + 1, T::default());
        }
        self.0[entry] = value;
    }

    /// Returns the value of an entry.
    #[inline]
    pub(super) fn get(&self, entry: usize) -> T {
        self.0.get(entry).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_set_takes_room() {
        let mut facts = Seldom::default();
        facts.set(7, 0);
        assert!(facts.0.is_empty());
        facts.set(3, 5);
        assert_eq!((facts.get(2), facts.get(3), facts.get(9)), (0, 5, 0));
    }
}
