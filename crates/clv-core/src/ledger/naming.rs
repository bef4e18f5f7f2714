//! Whether labels are names of customers: where no header says so, a list must bear it out.

use super::field::Field;
use super::lexicon::{Says, says};
use super::text::{fold, name_key, value_key, words_of};
use super::vocabulary::vocabulary;
use std::collections::BTreeSet;

/// Words that stand in small letters inside names of people.
const PARTICLES: [&str; 12] =
    ["van", "de", "der", "den", "het", "ten", "ter", "te", "von", "zu", "du", "la"];

/// Returns whether a title, a tab or the corner of a list says that customers follow: `Omzet per klant`.
fn speaks_of_customers(title: &str) -> bool {
    vocabulary().is_within("customer_word", title)
}

/// Returns whether a header says that something else than customers follows: products, kinds, costs, staff.
pub(super) fn speaks_of_others(header: &str) -> bool {
    let found = vocabulary().matches(header);
    let is_other = |field: Field| {
        matches!(field, Field::Product | Field::Category | Field::Description | Field::Supplier)
    };
    found.iter().any(|found| is_other(found.field))
        || vocabulary().is_barred(header, Field::Customer)
        || vocabulary().is_within("other_label", header)
}

/// Returns whether a title says that the names below it are not those of customers: staff, suppliers, branches.
fn is_title_of_others(title: &str) -> bool {
    let tab = title.lines().next().unwrap_or("");
    vocabulary().is_within("other_label", title) || super::roles::is_tab_of("staff_sheet", tab)
}

/// Returns whether labels are customers, by what heads them, by the titles of their list, or as names by themselves.
pub(super) fn are_customers<'a>(
    header: &str,
    title: &str,
    labels: impl Iterator<Item = &'a str>,
) -> bool {
    speaks_of_customers(header)
        || speaks_of_customers(title)
        || !is_title_of_others(title) && are_names(labels)
}

/// Returns whether labels are customers of other lists, by the keys of their names: at least two, and half of them.
pub(super) fn are_known<'a>(
    labels: impl Iterator<Item = &'a str>,
    known: &BTreeSet<String>,
) -> bool {
    let (mut n, mut n_known) = (0, 0);
    for label in labels {
        n += 1;
        n_known += i32::from(known.contains(&name_key(label)));
    }
    n_known >= 2 && 2 * n_known >= n
}

/// Returns whether labels are names by themselves: nearly all look like one, and at least two cannot be anything else.
pub(super) fn are_names<'a>(labels: impl Iterator<Item = &'a str>) -> bool {
    let (mut n, mut n_names, mut n_sure) = (0, 0, 0);
    for label in labels {
        let likeness = likeness(label);
        n += 1;
        n_names += i32::from(likeness != Likeness::None);
        n_sure += i32::from(likeness == Likeness::Sure);
    }
    n_sure >= 2 && 10 * n_names >= 6 * n && 10 * n_sure >= 2 * n
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Likeness {
    None,
    Maybe,
    Sure,
}

/// Returns how much a label is like the name of a person or a company: with a legal form, a title or `van der` it is one.
fn likeness(label: &str) -> Likeness {
    let words: Vec<&str> = label.split_whitespace().collect();
    let is_capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let first = words.first().copied().unwrap_or("");
    if words.len() < 2 || words.len() > 6 || !is_capital(first) && !has_title(&words) {
        return Likeness::None;
    }
    let said = says(label);
    if said.any(
        Says::TOTAL
            | Says::ALL_COST
            | Says::ALL_SALE
            | Says::ALL_NOT_REVENUE
            | Says::TRAINING
            | Says::SUBSCRIPTION,
    ) {
        return Likeness::None;
    }
    let has_form =
        words[1..].iter().any(|word| {
            let key = value_key(word);
            // `CO` and the like are too short to tell anything, unless they stand last.
            vocabulary().is_in("legal_forms", &key) && word.chars().any(char::is_uppercase)
        }) || matches!(value_key(first).as_str(), "stichting" | "vereniging" | "maatschap");
    let inner = words.get(1..words.len() - 1).unwrap_or_default();
    let has_particle = inner.iter().any(|word| PARTICLES.contains(word));
    let last = words.last().copied().unwrap_or("");
    let is_capitals = is_capital(last) && !label.bytes().any(|b| b.is_ascii_digit());
    let is_initial = first.ends_with('.') && first.chars().count() <= 5;
    if has_form || has_title(&words) || is_capitals && (has_particle || is_initial) {
        Likeness::Sure
    } else if is_capitals {
        Likeness::Maybe
    } else {
        Likeness::None
    }
}

fn has_title(words: &[&str]) -> bool {
    let folded = fold(words.first().copied().unwrap_or(""));
    words_of(&folded).next().is_some_and(|word| vocabulary().is_in("titles", word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_products_and_posts() {
        let are = |labels: &[&str]| are_names(labels.iter().copied());
        assert!(are(&["Bouw Steen B.V.", "Stichting De Brug", "Garage Molenaar"]));
        assert!(are(&["Ana de Wit", "Bo Vos", "J. Kuiper", "Fam. Bos"]));
        assert!(!are(&["Appeltaart", "Brood wit", "Koffie en Thee"]));
        assert!(!are(&["Losse Les", "Privé Training", "Tien Ritten Kaart"]));
        assert!(!are(&["Omzet", "Huur", "Kosten van Personeel", "Lonen", "Inkoop"]));
    }

    #[test]
    fn titles_and_corners_say_what_stands_across() {
        assert!(speaks_of_customers("Omzet per klant 2024"));
        assert!(speaks_of_customers("Maand \\ opdrachtgever"));
        assert!(!speaks_of_customers("Omzet per product"));
        assert!(
            speaks_of_others("Product") && speaks_of_others("Post") && !speaks_of_others("Klant")
        );
    }
}
