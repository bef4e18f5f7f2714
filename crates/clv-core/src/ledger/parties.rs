//! The cell combinations that name somebody, each once.

use super::entries::PARTY_FIELDS;
use super::rows::Key;
use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;

/// What the cells that tell who it was hold, as keys, in the order of [`PARTY_FIELDS`].
pub(super) type PartyKey = [Key; PARTY_FIELDS.len()];

/// Cell combinations that name somebody, numbered in the order in which they came.
///
/// Most lists name somebody in one or two cells, so that only those that hold something are kept.
#[derive(Debug, Default)]
pub(super) struct Parties {
    /// Which fields hold something, a bit for each.
    filled: Vec<u8>,
    /// Where the keys of each end.
    ends: Vec<u32>,
    keys: Vec<Key>,
    numbers: HashTable<u32>,
}

impl Parties {
    /// Returns the number of a combination, a new one where it was not there yet.
    pub(super) fn number(&mut self, party: &PartyKey) -> u32 {
        let hash = hash(party);
        if let Some(&known) = self.numbers.find(hash, |&at| self.get(at as usize) == *party) {
            return known;
        }
        let number = u32::try_from(self.len()).unwrap_or(u32::MAX);
        let bits = party.iter().zip(0..).filter(|(key, _)| **key != 0).map(|(_, bit)| 1 << bit);
        self.filled.push(bits.sum());
        self.keys.extend(party.iter().filter(|key| **key != 0));
        self.ends.push(u32::try_from(self.keys.len()).unwrap_or(u32::MAX));
        let Self { filled, ends, keys, numbers } = self;
        numbers.insert_unique(hash, number, |&at| hash_of(filled, ends, keys, at as usize));
        number
    }

    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns a combination by its number.
    pub(super) fn get(&self, at: usize) -> PartyKey {
        unpacked(&self.filled, &self.ends, &self.keys, at)
    }
}

fn unpacked(filled: &[u8], ends: &[u32], keys: &[Key], at: usize) -> PartyKey {
    let start = if at == 0 { 0 } else { ends[at - 1] };
    let mut kept = keys[start as usize..ends[at] as usize].iter().copied();
    let holds = |field: usize| filled[at] >> field & 1 == 1;
    std::array::from_fn(|field| if holds(field) { kept.next().unwrap_or(0) } else { 0 })
}

fn hash_of(filled: &[u8], ends: &[u32], keys: &[Key], at: usize) -> u64 {
    hash(&unpacked(filled, ends, keys, at))
}

fn hash(party: &PartyKey) -> u64 {
    FxBuildHasher.hash_one(party)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_combination_has_one_number_and_is_given_back_as_it_was() {
        let mut parties = Parties::default();
        let party = |field: usize, key: Key| {
            let mut party = PartyKey::default();
            party[field] = key;
            party
        };
        let (one, other, all) = (party(0, 5), party(7, 5), std::array::from_fn(|at| at as u64 + 1));
        assert_eq!([one, other, one, all, other].map(|key| parties.number(&key)), [0, 1, 0, 2, 1]);
        assert_eq!([0, 1, 2].map(|at| parties.get(at)), [one, other, all]);
        for key in 6..500 {
            parties.number(&party(3, key));
        }
        assert_eq!((parties.number(&all), parties.len()), (2, 497));
    }
}
