//! Things that the owner's lists name, gathered by name whatever its capitals and spaces.

use crate::ledger::value_key;
use indexmap::IndexMap;
use rustc_hash::FxHashMap;

/// The things of one name.
#[derive(Clone, Debug, PartialEq)]
pub struct Named<T> {
    /// What the name goes by.
    pub key: String,
    /// The name as it is first spelled.
    pub name: String,
    /// The things, in their order.
    pub members: Vec<T>,
}

/// Gathers things by their names, in the order in which the names come first; those without a name are left out.
pub fn by_name<N: AsRef<str>, T>(named: impl IntoIterator<Item = (N, T)>) -> Vec<Named<T>> {
    let mut found: IndexMap<String, Named<T>> = IndexMap::new();
    // A million customers are of few groups, each spelled in few ways; nothing for a name that says nothing.
    let mut spelled: FxHashMap<String, Option<usize>> = FxHashMap::default();
    for (name, member) in named {
        let name = name.as_ref();
        let known = spelled.get(name).copied();
        let at = known.unwrap_or_else(|| {
            let (trimmed, key) = (name.trim(), value_key(name.trim()));
            let place = (!key.is_empty()).then(|| {
                let named = Named { key: key.clone(), name: trimmed.to_owned(), members: vec![] };
                let entry = found.entry(key);
                let at = entry.index();
                entry.or_insert(named);
                at
            });
            spelled.insert(name.to_owned(), place);
            place
        });
        if let Some(at) = at {
            found[at].members.push(member);
        }
    }
    found.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_spaces_make_no_other_name() {
        let found = by_name([("Google", 1), ("Beurs", 2), (" google ", 3), ("", 4), ("  ", 5)]);
        let told: Vec<_> =
            found.iter().map(|it| (it.key.as_str(), it.name.as_str(), &it.members[..])).collect();
        assert_eq!(told, [("google", "Google", &[1, 3][..]), ("beurs", "Beurs", &[2])]);
    }
}
