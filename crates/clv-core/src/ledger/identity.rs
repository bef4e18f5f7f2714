//! Who is who: e-mail address, then customer number, then name; equal spellings are one, look-alikes are proposed.

use super::entries::{NONE, PartyKey};
use super::lexicon::{Says, says};
use super::rows::{Key, tab_of, text_around, text_of};
use super::text::{fold, name_key, value_key};
use super::vocabulary::vocabulary;
use crate::grid::Book;
use crate::parallel;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

/// Cell combinations that name somebody.
type Parties = indexmap::set::Slice<PartyKey>;
/// What is known of each key; in the order in which they came.
type Known<K, V> = IndexMap<K, V, FxBuildHasher>;

/// One cell combination that names somebody, as texts.
#[derive(Clone, Debug, Default)]
struct Party {
    name: String,
    first_name: String,
    email: String,
    number: String,
    postal_code: String,
    /// The name as equal names are written.
    key: String,
    /// Whether nobody is named: no name, or one such as `contant`.
    is_nobody: bool,
}

/// A person or company, before it is known whether anything of theirs counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    /// The key that stays the same.
    pub(super) id: String,
    /// Spellings of the name with the parties that use them.
    pub(super) names: Vec<(String, u32)>,
    pub(super) first_name: Option<String>,
    pub(super) email: Option<String>,
    /// What kind of key the id is.
    pub(super) known_by: KnownBy,
    /// The ids of those who turned out to be the same.
    pub(super) merged: Vec<String>,
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

/// Finds out who each party is; the owner's answers about pairs are followed, also when one of a pair was known by name
/// only and has an e-mail address or a number since.
pub(super) fn identify(
    book: &Book,
    parties: &Parties,
    merges: &[(String, String, bool)],
) -> People {
    let parties: Vec<Party> = parallel::flat_map(parties.len(), |at| [party(book, parties[at])]);
    let mut by_id: Known<String, u32> = Known::default();
    let mut people =
        People { list: Vec::new(), of_party: vec![NONE; parties.len()], judged: Vec::new() };
    let emails_of_number = strong_emails(&parties);
    // Those known by more than a name come first, so that a bare name can find the one it belongs to.
    let mut of_name: Known<&str, Vec<u32>> = Known::default();
    for (index, party) in parties.iter().enumerate() {
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
    for (index, party) in parties.iter().enumerate() {
        if people.of_party[index] != NONE || party.is_nobody {
            continue;
        }
        let key = &party.key;
        let person = if let Some([one]) = of_name.get(key.as_str()).map(Vec::as_slice) {
            *one
        } else {
            let several = post_codes.get(key.as_str()).is_some_and(|codes| *codes > 1);
            let id = if several && !party.postal_code.is_empty() {
                format!("{key} {}", value_key(&party.postal_code))
            } else {
                key.clone()
            };
            people.person(&mut by_id, id, KnownBy::Name)
        };
        people.put(index, person, party);
    }
    let now = |id: &String| match of_name.get(id.as_str()).map(Vec::as_slice) {
        Some([one]) if !by_id.contains_key(id) => people.list[*one as usize].id.clone(),
        _ => id.clone(),
    };
    people.judged =
        merges.iter().map(|(one, other, is_same)| (now(one), now(other), *is_same)).collect();
    people.follow(&by_id);
    people
}

impl People {
    fn person(&mut self, by_id: &mut Known<String, u32>, id: String, known_by: KnownBy) -> u32 {
        if let Some(&known) = by_id.get(&id) {
            return known;
        }
        let next = u32::try_from(self.list.len()).unwrap_or(NONE);
        by_id.insert(id.clone(), next);
        self.list.push(Person { id, known_by, ..Person::default() });
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
        if known.first_name.is_none() && !of.first_name.is_empty() {
            known.first_name = Some(of.first_name.clone());
        }
        if known.email.is_none() && !of.email.is_empty() {
            known.email = Some(of.email.clone());
        }
    }

    /// Makes one of the pairs that the owner says are one.
    fn follow(&mut self, by_id: &Known<String, u32>) {
        let mut becomes: Vec<u32> = (0u32..).take(self.list.len()).collect();
        let root = |becomes: &[u32], mut person: u32| {
            while becomes[person as usize] != person {
                person = becomes[person as usize];
            }
            person
        };
        for (one, other, is_same) in &self.judged {
            if let (true, Some(&one), Some(&other)) = (is_same, by_id.get(one), by_id.get(other)) {
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
                kept.merged.push(dropped.id);
                kept.merged.extend(dropped.merged);
                kept.email = kept.email.take().or(dropped.email);
                kept.first_name = kept.first_name.take().or(dropped.first_name);
            }
        }
        for person in self.of_party.iter_mut().filter(|person| **person != NONE) {
            *person = root(&becomes, *person);
        }
    }
}

fn party(book: &Book, key: PartyKey) -> Party {
    let text = |key: Key| -> String {
        let tab = tab_of(key).and_then(|at| book.sheets.get(at)?.name.as_deref());
        let inside = || super::statement::name_in(book.texts.get(text_around(key)?));
        let text = tab.or_else(|| text_of(key).map(|id| book.texts.get(id))).or_else(inside);
        let Some(text) = text else { return number(key) };
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let [customer, company, first, infix, last, email, id, postal_code] = key.map(text);
    let composed =
        [first.as_str(), infix.as_str(), last.as_str()].into_iter().filter(|part| !part.is_empty());
    let composed = composed.collect::<Vec<_>>().join(" ");
    let candidates = [customer, composed, company];
    let named = candidates.iter().find(|name| !name.is_empty() && !is_guest(name));
    let is_nobody = named.is_none();
    let name =
        named.or(candidates.iter().find(|name| !name.is_empty())).cloned().unwrap_or_default();
    let key = name_key(&name);
    Party { name, first_name: first, email: fold(&email), number: id, postal_code, key, is_nobody }
}

/// Returns the number of a key of a number, as a spreadsheet program shows it.
fn number(key: Key) -> String {
    super::rows::number_of(key).map(|number| number.to_string()).unwrap_or_default()
}

fn is_guest(name: &str) -> bool {
    says(name).any(Says::GUEST)
}

/// Returns the e-mail address of each customer number that occurs with one address only.
fn strong_emails(parties: &[Party]) -> Known<String, Option<String>> {
    let mut emails: Known<String, Option<String>> = Known::default();
    for party in
        parties.iter().filter(|party| !party.number.is_empty() && is_personal(&party.email))
    {
        let known = emails.entry(party.number.clone()).or_insert_with(|| Some(party.email.clone()));
        if known.as_ref().is_some_and(|known| *known != party.email) {
            *known = None;
        }
    }
    emails
}

fn strong_id(
    party: &Party,
    emails_of_number: &Known<String, Option<String>>,
) -> Option<(String, KnownBy)> {
    if is_personal(&party.email) {
        return Some((party.email.clone(), KnownBy::Email));
    }
    if !party.number.is_empty() && !is_guest(&party.number) {
        let email = emails_of_number.get(&party.number).cloned().flatten();
        let by_email = email.map(|email| (email, KnownBy::Email));
        return Some(by_email.unwrap_or_else(|| (party.number.clone(), KnownBy::Number)));
    }
    // Several people may share the address of an office.
    (party.email.contains('@'))
        .then(|| (format!("{} {}", party.email, party.key).trim().to_owned(), KnownBy::Email))
}

/// Returns whether an address is that of one person.
fn is_personal(email: &str) -> bool {
    let Some((name, _)) = email.split_once('@') else { return false };
    !vocabulary().is_in("role_mail", &value_key(name))
}

/// Returns how many post codes each bare name occurs with.
fn post_codes(parties: &[Party]) -> Known<&str, usize> {
    let mut codes: Known<&str, Vec<String>> = Known::default();
    for party in
        parties.iter().filter(|party| !party.postal_code.is_empty() && !party.name.is_empty())
    {
        let known = codes.entry(party.key.as_str()).or_default();
        let code = value_key(&party.postal_code);
        if !known.contains(&code) {
            known.push(code);
        }
    }
    codes.into_iter().map(|(name, codes)| (name, codes.len())).collect()
}
