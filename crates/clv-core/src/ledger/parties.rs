//! The cell combinations that name somebody, each once.

use super::field::Field;
use super::rows::Key;
use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;

/// The fields of a [`PartyKey`], in its order.
pub(super) const PARTY_FIELDS: [Field; 8] = [
    Field::Customer,
    Field::Company,
    Field::FirstName,
    Field::Infix,
    Field::LastName,
    Field::Email,
    Field::CustomerId,
    Field::PostalCode,
];

/// What the cells that tell who it was hold, as keys, in the order of [`PARTY_FIELDS`].
pub(super) type PartyKey = [Key; PARTY_FIELDS.len()];

/// Returns whether a key names somebody.
#[inline]
pub(super) fn is_somebody(party: &PartyKey) -> bool {
    // Asked several times of every row: quicker than comparing with a key of nobody.
    party.iter().fold(0, |all, key| all | key) != 0
}

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
        let Self { filled, ends, keys, numbers } = self;
        let mut held = [0; PARTY_FIELDS.len()];
        let (mut n_held, mut bits) = (0, 0);
        for (field, &key) in party.iter().enumerate().filter(|(_, key)| **key != 0) {
            held[n_held] = key;
            n_held += 1;
            bits |= 1 << field;
        }
        let held = &held[..n_held];
        let hash = hash(bits, held);
        let is_it = |&at: &u32| {
            filled[at as usize] == bits && keys[span(ends, at as usize)].iter().eq(held)
        };
        if let Some(&known) = numbers.find(hash, is_it) {
            return known;
        }
        let number = u32::try_from(ends.len()).unwrap_or(u32::MAX);
        filled.push(bits);
        keys.extend(held);
        ends.push(u32::try_from(keys.len()).unwrap_or(u32::MAX));
        let hash_of = |&at: &u32| self::hash(filled[at as usize], &keys[span(ends, at as usize)]);
        numbers.insert_unique(hash, number, hash_of);
        number
    }

    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns a combination by its number.
    pub(super) fn get(&self, at: usize) -> PartyKey {
        let mut held = self.keys[span(&self.ends, at)].iter().copied();
        let holds = |field: usize| self.filled[at] >> field & 1 == 1;
        std::array::from_fn(|field| if holds(field) { held.next().unwrap_or(0) } else { 0 })
    }
}

/// Returns where the keys of a combination stand.
fn span(ends: &[u32], at: usize) -> std::ops::Range<usize> {
    let start = if at == 0 { 0 } else { ends[at - 1] };
    start as usize..ends[at] as usize
}

fn hash(bits: u8, held: &[Key]) -> u64 {
    FxBuildHasher.hash_one((bits, held))
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
