//! The texts of a workbook, each stored once.

use hashbrown::hash_table::Entry;

/// One text of a [`Texts`] table; equal ids are equal texts within one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TextId(pub u32);

/// All texts of a workbook, each stored once.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    arena: String,
    ends: Vec<u32>,
    /// Those of spaces only, ascending: few if any, and asked for at every cell.
    blank: Vec<TextId>,
    index: hashbrown::HashTable<TextId>,
}

impl Texts {
    /// Stores a text (once) and returns its id.
    pub fn intern(&mut self, text: &str) -> TextId {
        let Self { arena, ends, blank, index } = self;
        let is_same = |&id: &TextId| arena[span(ends, id)] == *text;
        match index.entry(hash(text), is_same, |&id| hash(&arena[span(ends, id)])) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(place) => {
                arena.push_str(text);
                let id = TextId(u32::try_from(ends.len()).unwrap_or(u32::MAX));
                ends.push(u32::try_from(arena.len()).unwrap_or(u32::MAX));
                if text.trim().is_empty() {
                    blank.push(id);
                }
                place.insert(id);
                id
            }
        }
    }

    /// Makes room for so many more texts.
    pub fn reserve(&mut self, n_texts: usize) {
        let Self { arena, ends, index, .. } = self;
        ends.reserve(n_texts);
        index.reserve(n_texts, |&id| hash(&arena[span(ends, id)]));
    }

    /// Returns the text of an id of this table.
    pub fn get(&self, id: TextId) -> &str {
        &self.arena[span(&self.ends, id)]
    }

    /// Returns whether a text is empty or of spaces only, without looking at it.
    pub fn is_blank(&self, id: TextId) -> bool {
        self.blank.binary_search(&id).is_ok()
    }

    /// Returns how many different texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns whether there are no texts.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Drops the look-up table; texts can still be read. Called once reading is done, to save memory.
    pub fn freeze(&mut self) {
        self.index = hashbrown::HashTable::new();
        self.arena.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

impl Texts {
    /// Makes the look-up table anew, so that texts can be added after [`Self::freeze`].
    pub(super) fn thaw(&mut self) {
        let Self { arena, ends, index, .. } = self;
        if index.is_empty() {
            for id in (0u32..).map(TextId).take(ends.len()) {
                let key = hash(&arena[span(ends, id)]);
                index.insert_unique(key, id, |&id| hash(&arena[span(ends, id)]));
            }
        }
    }
}

/// Returns where the text of an id stands in the arena.
fn span(ends: &[u32], TextId(id): TextId) -> std::ops::Range<usize> {
    let start = if id == 0 { 0 } else { ends[id as usize - 1] };
    start as usize..ends[id as usize] as usize
}

fn hash(text: &str) -> u64 {
    use std::hash::{BuildHasher, BuildHasherDefault};
    BuildHasherDefault::<rustc_hash::FxHasher>::default().hash_one(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_stored_once() {
        let mut texts = Texts::default();
        let ids = ["a", "b", "a", ""].map(|text| texts.intern(text));
        assert_eq!(ids[0], ids[2]);
        assert_eq!((texts.len(), texts.get(ids[1]), texts.get(ids[3])), (3, "b", ""));
        let spaces = texts.intern(" \u{a0}");
        assert!(texts.is_blank(spaces) && texts.is_blank(ids[3]) && !texts.is_blank(ids[0]));
    }
}
