//! Who is who: e-mail address, then customer number, then name; equal spellings are one, look-alikes are proposed.

use super::Told;
use super::entries::NONE;
use super::lexicon::{Says, says_as_a_whole};
use super::parties::{Parties, PartyKey};
use super::rows::{Key, tab_of, text_around, text_of};
use super::text::{fold, name_key, value_key};
use super::vocabulary::vocabulary;
use crate::grid::Book;
use crate::parallel;
use crate::rarely::{Nothing, Rarely};
use compact_str::{CompactString, format_compact};
use hashbrown::HashTable;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use smallvec::SmallVec;
use std::hash::BuildHasher;

/// What is known of each key; in the order in which they came.
type Known<K, V> = IndexMap<K, V, FxBuildHasher>;

/// One cell combination that names somebody, as texts.
#[derive(Clone, Debug, Default)]
struct Party {
    name: CompactString,
    /// The name as equal names are written.
    key: CompactString,
    /// Whether nobody is named: no name, or one such as `contant`.
    is_nobody: bool,
    beside: Rarely<BesideName>,
}

/// What tells who a party is beside the name.
#[derive(Clone, Debug, Default, PartialEq)]
struct BesideName {
    first_name: CompactString,
    email: CompactString,
    number: CompactString,
    postal_code: CompactString,
}

impl Nothing for BesideName {
    fn nothing() -> &'static Self {
        static NOTHING: BesideName = BesideName {
            first_name: CompactString::const_new(""),
            email: CompactString::const_new(""),
            number: CompactString::const_new(""),
            postal_code: CompactString::const_new(""),
        };
        &NOTHING
    }
}

/// A person or company, before it is known whether anything of theirs counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    /// The key that stays the same.
    pub(super) id: CompactString,
    /// Spellings of the name with how many parties use them.
    pub(super) names: SmallVec<[(CompactString, u32); 1]>,
    /// What kind of key the id is.
    pub(super) known_by: KnownBy,
    /// First name, e-mail address, and the ids of those who turned out to be the same.
    pub(super) told: Rarely<Told>,
}

/// What a person is known by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum KnownBy {
    Email,
    Number,
    #[default]
    Name,
}

/// Who each party is.
pub(super) struct People {
    /// All persons, by their first party.
    pub(super) list: Vec<Person>,
    /// The person of each party; [`NONE`] is a guest.
    pub(super) of_party: Vec<u32>,
    /// The owner's answers about pairs, by the ids that both have now.
    pub(super) judged: Vec<(String, String, bool)>,
}

/// How many parties that only have a name are made texts of at once: texts of all take as much room as the persons.
const AT_ONCE: usize = 8192;

/// Finds out who each party is; the owner's answers about pairs are followed, also when one of a pair was known by name
/// only and has an e-mail address or a number since.
pub(super) fn identify(book: &Book, keys: &Parties, merges: &[(String, String, bool)]) -> People {
    let mut people = People {
        list: Vec::with_capacity(keys.len()),
        of_party: vec![NONE; keys.len()],
        judged: Vec::new(),
    };
    let mut by_id = ById::default();
    let texts = |indices: &[usize]| -> Vec<Party> {
        parallel::flat_map(indices.len(), |at| [party(book, &keys.get(indices[at]))])
    };
    // Those known by more than a name come first, so that a bare name can find the one it belongs to.
    let (more, bare): (Vec<usize>, Vec<usize>) =
        (0..keys.len()).partition(|&index| is_more_than_a_name(&keys.get(index)));
    let parties = texts(&more);
    let emails_of_number = strong_emails(&parties);
    let mut of_name: Known<&str, Vec<u32>> = Known::default();
    for (&index, party) in more.iter().zip(&parties) {
        if let Some((id, known_by)) = strong_id(party, &emails_of_number) {
            let person = people.person(&mut by_id, id, known_by);
            people.put(index, person, party);
            if !party.name.is_empty() {
                let same = of_name.entry(party.key.as_str()).or_default();
                if !same.contains(&person) {
                    same.push(person);
                }
            }
        }
    }
    let post_codes = post_codes(&parties);
    let mut by_name = |index: usize, party: &Party| {
        if people.of_party[index] != NONE || party.is_nobody {
            return;
        }
        let key = &party.key;
        let person = if let Some([one]) = of_name.get(key.as_str()).map(Vec::as_slice) {
            *one
        } else {
            let several = post_codes.get(key.as_str()).is_some_and(|codes| *codes > 1);
            let id = if several && !party.beside.postal_code.is_empty() {
                format_compact!("{key} {}", value_key(&party.beside.postal_code))
            } else {
                key.clone()
            };
            people.person(&mut by_id, id, KnownBy::Name)
        };
        people.put(index, person, party);
    };
    let mut more = more.iter().copied().zip(&parties).peekable();
    for bare in bare.chunks(AT_ONCE) {
        for (&index, party) in bare.iter().zip(texts(bare)) {
            while let Some((index, party)) = more.next_if(|more| more.0 < index) {
                by_name(index, party);
            }
            by_name(index, &party);
        }
    }
    more.for_each(|(index, party)| by_name(index, party));
    let now = |id: &String| match of_name.get(id.as_str()).map(Vec::as_slice) {
        Some([one]) if by_id.find(&people.list, id).is_none() => {
            people.list[*one as usize].id.to_string()
        }
        _ => id.clone(),
    };
    people.judged =
        merges.iter().map(|(one, other, is_same)| (now(one), now(other), *is_same)).collect();
    people.follow(&by_id);
    people
}

/// Where in a list of persons each id stands.
#[derive(Default)]
struct ById(HashTable<u32>);

impl ById {
    fn find(&self, list: &[Person], id: &str) -> Option<u32> {
        self.0.find(FxBuildHasher.hash_one(id), |&at| list[at as usize].id == id).copied()
    }

    fn add(&mut self, list: &[Person], at: u32) {
        let hash = |&at: &u32| FxBuildHasher.hash_one(list[at as usize].id.as_str());
        self.0.insert_unique(hash(&at), at, hash);
    }
}

impl People {
    fn person(&mut self, by_id: &mut ById, id: CompactString, known_by: KnownBy) -> u32 {
        if let Some(known) = by_id.find(&self.list, &id) {
            return known;
        }
        let next = u32::try_from(self.list.len()).unwrap_or(NONE);
        self.list.push(Person { id, known_by, ..Person::default() });
        by_id.add(&self.list, next);
        next
    }

    fn put(&mut self, party: usize, person: u32, of: &Party) {
        self.of_party[party] = person;
        let known = &mut self.list[person as usize];
        if !of.name.is_empty() {
            match known.names.iter_mut().find(|name| name.0 == of.name) {
                Some(name) => name.1 += 1,
                None => known.names.push((of.name.clone(), 1)),
            }
        }
        let BesideName { first_name, email, .. } = &*of.beside;
        if known.told.first_name.is_none() && !first_name.is_empty() {
            known.told.first_name = Some(first_name.clone());
        }
        if known.told.email.is_none() && !email.is_empty() {
            known.told.email = Some(email.clone());
        }
    }

    /// Makes one of the pairs that the owner says are one.
    fn follow(&mut self, by_id: &ById) {
        let mut becomes: Vec<u32> = (0u32..).take(self.list.len()).collect();
        let root = |becomes: &[u32], mut person: u32| {
            while becomes[person as usize] != person {
                person = becomes[person as usize];
            }
            person
        };
        for (one, other, is_same) in &self.judged {
            let person = |id| by_id.find(&self.list, id);
            if let (true, Some(one), Some(other)) = (is_same, person(one), person(other)) {
                let (one, other) = (root(&becomes, one), root(&becomes, other));
                let (keep, drop) = if one < other { (one, other) } else { (other, one) };
                becomes[drop as usize] = keep;
            }
        }
        for person in 0..self.list.len() {
            let keep = root(&becomes, u32::try_from(person).unwrap_or(NONE)) as usize;
            if keep != person {
                let dropped = std::mem::take(&mut self.list[person]);
                let kept = &mut self.list[keep];
                kept.names.extend(dropped.names);
                kept.told.merged.push(dropped.id);
                kept.told.merged.extend(dropped.told.merged.iter().cloned());
                if kept.told.email.is_none() {
                    kept.told.email.clone_from(&dropped.told.email);
                }
                if kept.told.first_name.is_none() {
                    kept.told.first_name.clone_from(&dropped.told.first_name);
                }
            }
        }
        for person in self.of_party.iter_mut().filter(|person| **person != NONE) {
            *person = root(&becomes, *person);
        }
    }
}

fn party(book: &Book, key: &PartyKey) -> Party {
    let text = |key: Key| -> CompactString {
        let tab = tab_of(key).and_then(|at| book.sheets.get(at)?.name.as_deref());
        let inside = || super::statement::name_in(book.texts.get(text_around(key)?));
        let text = tab.or_else(|| text_of(key).map(|id| book.texts.get(id))).or_else(inside);
        text.map_or_else(|| number(key), |text| joined(text.split_whitespace()))
    };
    let [customer, company, first_name, infix, last, email, number, postal_code] = key.map(text);
    let parts = [first_name.as_str(), infix.as_str(), last.as_str()];
    let composed = joined(parts.into_iter().filter(|part| !part.is_empty()));
    let candidates = [customer, composed, company];
    let named = candidates.iter().find(|name| !name.is_empty() && !is_guest(name));
    let is_nobody = named.is_none();
    let name =
        named.or(candidates.iter().find(|name| !name.is_empty())).cloned().unwrap_or_default();
    let email = fold(&email).into();
    let beside = BesideName { first_name, email, number, postal_code }.into();
    Party { key: name_key(&name).into(), name, is_nobody, beside }
}

/// Returns whether there is more that tells who a party is than names.
fn is_more_than_a_name(key: &PartyKey) -> bool {
    let [_, _, _, _, _, beside @ ..] = key;
    beside.iter().any(|key| *key != 0)
}

/// Returns words with a space between them.
fn joined<'a>(words: impl Iterator<Item = &'a str>) -> CompactString {
    let mut text = CompactString::default();
    for word in words {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

/// Returns the number of a key of a number, as a spreadsheet program shows it.
fn number(key: Key) -> CompactString {
    super::rows::number_of(key)
        .map_or_else(CompactString::default, |number| format_compact!("{number}"))
}

fn is_guest(name: &str) -> bool {
    says_as_a_whole(name).any(Says::GUEST)
}

/// Returns the e-mail address of each customer number that occurs with one address only.
fn strong_emails(parties: &[Party]) -> Known<&str, Option<&CompactString>> {
    let mut emails: Known<&str, Option<&CompactString>> = Known::default();
    let beside = parties.iter().map(|party| &*party.beside);
    for it in beside.filter(|it| !it.number.is_empty() && is_personal(&it.email)) {
        let known = emails.entry(it.number.as_str()).or_insert(Some(&it.email));
        if known.is_some_and(|known| *known != it.email) {
            *known = None;
        }
    }
    emails
}

fn strong_id(
    party: &Party,
    emails_of_number: &Known<&str, Option<&CompactString>>,
) -> Option<(CompactString, KnownBy)> {
    let BesideName { email, number, .. } = &*party.beside;
    if is_personal(email) {
        return Some((email.clone(), KnownBy::Email));
    }
    if !number.is_empty() && !is_guest(number) {
        let email = emails_of_number.get(number.as_str()).copied().flatten();
        let by_email = email.map(|email| (email.clone(), KnownBy::Email));
        return Some(by_email.unwrap_or_else(|| (number.clone(), KnownBy::Number)));
    }
    // Several people may share the address of an office.
    (email.contains('@'))
        .then(|| (format_compact!("{email} {}", party.key).trim().into(), KnownBy::Email))
}

/// Returns whether an address is that of one person.
fn is_personal(email: &str) -> bool {
    let Some((name, _)) = email.split_once('@') else { return false };
    !vocabulary().is_in("role_mail", &value_key(name))
}

/// Returns how many post codes each bare name occurs with.
fn post_codes(parties: &[Party]) -> Known<&str, usize> {
    let mut codes: Known<&str, Vec<String>> = Known::default();
    for party in parties
        .iter()
        .filter(|party| !party.beside.postal_code.is_empty() && !party.name.is_empty())
    {
        let known = codes.entry(party.key.as_str()).or_default();
        let code = value_key(&party.beside.postal_code);
        if !known.contains(&code) {
            known.push(code);
        }
    }
    codes.into_iter().map(|(name, codes)| (name, codes.len())).collect()
}
