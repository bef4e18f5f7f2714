//! Customers whose names look alike without being equal: proposed to the owner, never merged.

use super::text::{fold, words_of};
use super::vocabulary::vocabulary;
use super::{Customer, CustomerId};
use crate::parallel;
use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

/// How alike two names have to be, as Jaro and Winkler measure it.
const ALIKE: f64 = 0.92;
/// The most pairs that are proposed: more is a page that nobody reads.
const MOST: usize = 40;
/// Beyond so many customers with the same beginning of a name, they are not compared.
const MOST_IN_GROUP: usize = 300;
/// So many words of a name are compared.
const MOST_WORDS: usize = 64;
/// So many pairs are compared, those of the rarest beginnings first.
const MOST_COMPARED: usize = 300_000;

/// Finds pairs that the owner should judge; those already judged are left out, and so are two that are both known by
/// more than their names (`is_strong`): two addresses or two numbers are two customers.
pub(super) fn find(
    customers: &[Customer],
    is_strong: &[bool],
    merges: &[(String, String, bool)],
) -> Vec<(CustomerId, CustomerId)> {
    let begun = beginnings(customers);
    let mut groups: Vec<&[Begun]> = begun
        .chunk_by(|one, other| one.letters == other.letters)
        .filter(|group| (2..=MOST_IN_GROUP).contains(&group.len()))
        .collect();
    groups.sort_by_key(|group| group.len());
    let mut n_compared = 0;
    let n_groups = groups.iter().take_while(|group| {
        n_compared += group.len() * group.len() / 2;
        n_compared <= MOST_COMPARED
    });
    groups.truncate(n_groups.count());
    let alike_in = |group: &&[Begun]| {
        let customer = |it: &Begun| &customers[it.customer as usize];
        let mut known = Known::default();
        let names: Vec<Name> =
            group.iter().map(|it| Name::new(&customer(it).name, &mut known)).collect();
        // Nearly all pairs have a word that is in one name only: what tells that stands together.
        let (mut briefs, mut starts) = (Vec::new(), vec![0]);
        for name in &names {
            briefs.extend(name.words.iter().map(|word| word.brief));
            starts.push(briefs.len());
        }
        let briefs_of = |at: usize| &briefs[starts[at]..starts[at + 1]];
        let mut pairs = Vec::new();
        for (at, one) in group.iter().enumerate() {
            let is_one_strong = is_strong[one.customer as usize];
            for next in at + 1..group.len() {
                if !may_agree(briefs_of(at), briefs_of(next))
                    && !may_be_joined(&names[at], &names[next])
                {
                    continue;
                }
                let other = &group[next];
                if is_one_strong && is_strong[other.customer as usize] {
                    continue;
                }
                let alike = likeness(&names[at], &names[next]);
                if alike >= ALIKE && !is_judged(&customer(one).id, &customer(other).id, merges) {
                    pairs.push((alike, one.customer, other.customer));
                }
            }
        }
        pairs
    };
    let mut pairs: Vec<(f64, u32, u32)> =
        parallel::map(&groups, alike_in).into_iter().flatten().collect();
    pairs.sort_by(|one, other| {
        other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)).then(one.2.cmp(&other.2))
    });
    pairs.dedup_by_key(|pair| (pair.1, pair.2));
    pairs.into_iter().take(MOST).map(|pair| (CustomerId(pair.1), CustomerId(pair.2))).collect()
}

/// The beginning of a word of the name of a customer: equal ones are close in order. There can be a million.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Begun {
    letters: u32,
    customer: u32,
}

/// Returns the beginnings of the words of all names, those that are equal together.
fn beginnings(customers: &[Customer]) -> Vec<Begun> {
    let of_customer = |at: usize| {
        let customer = u32::try_from(at).unwrap_or(u32::MAX);
        let words = core_words(&customers[at].name).into_iter();
        words.map(move |word| Begun { letters: beginning(&word), customer })
    };
    let mut begun: Vec<Begun> = parallel::flat_map(customers.len(), of_customer);
    begun.sort_unstable();
    begun.dedup();
    begun
}

/// Returns the first three letters of a word as a number; those beyond the Latin alphabets may share one.
fn beginning(word: &str) -> u32 {
    let letters = word.chars().map(|letter| u32::from(letter) % 1024).chain(std::iter::repeat(0));
    letters.take(3).fold(0, |all, letter| all << 10 | letter)
}

fn is_judged(one: &str, other: &str, merges: &[(String, String, bool)]) -> bool {
    merges.iter().any(|(a, b, _)| a == one && b == other || a == other && b == one)
}

/// Returns the words of a name without legal forms and titles.
fn core_words(name: &str) -> Vec<String> {
    let words = vocabulary();
    let folded = fold(name).replace(['.', '\''], "");
    let is_core = |word: &String| !words.is_in("legal_forms", word) && !words.is_in("titles", word);
    let mut all: Vec<String> = words_of(&folded).map(ToOwned::to_owned).collect();
    if all.iter().any(is_core) {
        all.retain(is_core);
    }
    all
}

/// Texts with a number for each, so that comparing many with many compares numbers.
type Known = IndexSet<String, FxBuildHasher>;

/// A word with what is compared of it.
struct Word {
    brief: Brief,
    text: String,
}

/// What is quick to compare of a word.
#[derive(Clone, Copy)]
struct Brief {
    /// The same for the same text.
    number: usize,
    letters: u64,
    /// How many letters, repeated ones too.
    length: usize,
}

impl Word {
    fn new(text: String, known: &mut Known) -> Self {
        let brief = Brief {
            number: number(&text, known),
            letters: letters(&text),
            length: text.chars().count(),
        };
        Self { brief, text }
    }
}

impl Brief {
    /// Returns how many slips of the pen there may be between two words.
    fn most_slips(&self, other: &Self) -> usize {
        match self.length.min(other.length) {
            0..=2 => 0,
            // `Tim` and `Tom` are two names.
            3..=4 => usize::from(self.length != other.length),
            5..=8 => 1,
            _ => 2,
        }
    }

    /// Returns whether one is an initial, or lengths and letters leave room for slips.
    fn may_be_slip(&self, other: &Self) -> bool {
        let most = self.most_slips(other);
        let apart = (self.letters ^ other.letters).count_ones() as usize;
        self.length == 1
            || other.length == 1
            || self.length.abs_diff(other.length) <= most && apart <= 2 * most
    }
}

/// Returns whether each word of the shorter name can have its partner in the other.
fn may_agree(one: &[Brief], other: &[Brief]) -> bool {
    let (shorter, longer) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let may_be = |one: &Brief, other: &Brief| one.number == other.number || one.may_be_slip(other);
    shorter.iter().all(|word| longer.iter().any(|other| may_be(word, other)))
}

fn number(text: &str, known: &mut Known) -> usize {
    known.get_index_of(text).unwrap_or_else(|| known.insert_full(text.to_owned()).0)
}

/// Returns which letters there are, a bit for each of 64 kinds.
fn letters(text: &str) -> u64 {
    text.chars().fold(0, |letters, c| letters | 1 << (u32::from(c) % 64))
}

/// A name with what is compared of it.
struct Name {
    words: Vec<Word>,
    joined: String,
    /// The words in the order of the alphabet.
    sorted: String,
    /// Without the spaces.
    squeezed: String,
    outline: Outline,
}

/// What is quick to compare of a name.
struct Outline {
    letters: u64,
    length: u32,
    /// The same for the same digits.
    digits: usize,
}

impl Name {
    fn new(name: &str, known: &mut Known) -> Self {
        let words = core_words(name);
        let mut sorted = words.clone();
        sorted.sort();
        let joined = words.join(" ");
        let digits: String = joined.chars().filter(char::is_ascii_digit).collect();
        Self {
            sorted: sorted.join(" "),
            squeezed: words.concat(),
            outline: Outline {
                letters: letters(&joined),
                length: joined.chars().map(|_| 1).sum(),
                digits: number(&digits, known),
            },
            words: words.into_iter().map(|word| Word::new(word, known)).collect(),
            joined,
        }
    }
}

impl Outline {
    /// Returns whether the digits differ, or so many letters are in one name only that Jaro and Winkler cannot find them
    /// [`ALIKE`].
    ///
    /// The prefix raises Jaro's measure j to at most j + 0.4 (1 - j), so j is at least 0.867, and of the letters of both
    /// together at most 0.4 times the longer name have no partner.
    fn is_far_from(&self, other: &Self) -> bool {
        self.digits != other.digits || 10 * self.apart(other) > 4 * self.length.max(other.length)
    }

    /// Returns how many kinds of letters are in one name only.
    fn apart(&self, other: &Self) -> u32 {
        (self.letters ^ other.letters).count_ones()
    }
}

/// Returns how alike two names are, whatever the order of their words, 0 to 1.
fn likeness(one: &Name, other: &Name) -> f64 {
    if one.outline.is_far_from(&other.outline) || !words_agree(one, other) {
        return 0.0;
    }
    let by_order = strsim::jaro_winkler(&one.joined, &other.joined);
    by_order.max(strsim::jaro_winkler(&one.sorted, &other.sorted))
}

/// Returns whether two names can be one with a space more or less: one letter more, less or other.
fn may_be_joined(one: &Name, other: &Name) -> bool {
    let length = |name: &Name| name.words.iter().map(|word| word.brief.length).sum::<usize>();
    one.words.len() != other.words.len()
        && one.outline.apart(&other.outline) <= 3
        && length(one).abs_diff(length(other)) <= 1
}

/// Returns whether each word of the shorter name is a word of the other, or one with a slip of the pen: sharing a long
/// surname makes nobody the same, `Karin van den Berg` is not `Marit van den Berg`.
fn words_agree(one: &Name, other: &Name) -> bool {
    if may_be_joined(one, other) && strsim::levenshtein(&one.squeezed, &other.squeezed) <= 1 {
        return true;
    }
    let (one, other) = (&one.words[..], &other.words[..]);
    let (shorter, longer) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    // Which words of the longer name have their partner, a bit for each.
    let mut taken = 0u64;
    shorter.iter().all(|word| {
        let left = longer.iter().take(MOST_WORDS).enumerate();
        let mut left = left.filter(|(at, _)| taken >> at & 1 == 0);
        let found = left
            .clone()
            .find(|(_, other)| other.brief.number == word.brief.number)
            .or_else(|| left.find(|(_, other)| is_slip(word, other)));
        taken |= found.map_or(0, |(at, _)| 1 << at);
        found.is_some()
    })
}

/// Returns whether two words are one with an initial, or with a letter too many, too few or, in a longer word, another.
fn is_slip(one: &Word, other: &Word) -> bool {
    if !one.brief.may_be_slip(&other.brief) {
        return false;
    }
    let (n, m) = (one.brief.length, other.brief.length);
    let most = one.brief.most_slips(&other.brief);
    let (one, other) = (one.text.as_str(), other.text.as_str());
    if n == 1 || m == 1 {
        return one.chars().next() == other.chars().next();
    }
    let begin_alike = || one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let end_alike = || {
        let letters = one.chars().rev().zip(other.chars().rev());
        letters.take_while(|(a, b)| a == b).count()
    };
    // One letter more, less, other or moved leaves all before and after it as it was.
    let may_be = || most == 2 || begin_alike() + end_alike() + 2 >= n.min(m);
    may_be() && strsim::osa_distance(one, other) <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_proposed(one: &str, other: &str) -> bool {
        let mut known = Known::default();
        likeness(&Name::new(one, &mut known), &Name::new(other, &mut known)) >= ALIKE
    }

    /// Comparing the letters first leaves out no pair that would be proposed.
    #[test]
    fn names_that_are_far_apart_are_never_alike() {
        let names =
            ["Jan de Boer", "J. de Boer", "Jna de Boer", "Bakkerij Zoet", "Zoet", "Anna Bo"];
        for (one, other) in names.iter().flat_map(|one| names.map(|other| (*one, other))) {
            let mut known = Known::default();
            let (one, other) = (Name::new(one, &mut known), Name::new(other, &mut known));
            let alike = strsim::jaro_winkler(&one.joined, &other.joined);
            assert!(
                alike < ALIKE || !one.outline.is_far_from(&other.outline),
                "{} {}",
                one.joined,
                other.joined
            );
        }
    }

    /// What is seen of words first leaves out no pair whose words agree.
    #[test]
    fn names_whose_words_agree_are_looked_at() {
        let names = [
            "Jan de Boer",
            "J. de Boer",
            "Jna de Booer",
            "Boer, J.",
            "Karin vanden Berg",
            "Karin van den Berg",
            "Karen van den Berg",
            "Bakkerij De Meelzakker",
            "Bakkerij De Melzaker",
            "Tim Bos",
            "Tom Bos",
            "Li Bo",
        ];
        let mut n_agreeing = 0;
        for (one, other) in names.iter().flat_map(|one| names.map(|other| (*one, other))) {
            let mut known = Known::default();
            let (one, other) = (Name::new(one, &mut known), Name::new(other, &mut known));
            let briefs = |name: &Name| name.words.iter().map(|it| it.brief).collect::<Vec<_>>();
            let is_seen = may_agree(&briefs(&one), &briefs(&other)) || may_be_joined(&one, &other);
            assert!(is_seen || !words_agree(&one, &other), "{} {}", one.joined, other.joined);
            n_agreeing += usize::from(words_agree(&one, &other));
        }
        assert!((20..100).contains(&n_agreeing), "{n_agreeing}");
    }

    #[test]
    fn slips_of_the_pen_are_proposed() {
        for (one, other) in [
            ("Bakkerij De Meelzakker", "Bakkerij De Meelzaker"),
            ("P. Jansen", "Jansen, P."),
            ("Jansen B.V.", "Jansen"),
            ("Karin van den Berg", "K. van den Berg"),
            ("Karin van den Berg", "Karin vanden Berg"),
            ("Studio Lichtval", "Studio Lichtvla"),
        ] {
            assert!(is_proposed(one, other), "{one} / {other}");
        }
    }

    #[test]
    fn people_who_share_a_surname_are_not_proposed() {
        for (one, other) in [
            ("Karin van den Berg", "Marit van den Berg"),
            ("Tim van der Heijden", "Tom van der Heijden"),
            ("Fam. Van Leeuwen Noord", "Fam. Van Leeuwen Zuid"),
            ("Garage Hoekstra & Zn.", "Garage Hofstra & Zn."),
            ("Basisschool De Regenboog 1", "Basisschool De Regenboog 2"),
        ] {
            assert!(!is_proposed(one, other), "{one} / {other}");
        }
    }
}
