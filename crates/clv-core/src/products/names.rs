//! Product names as owners spell them, made comparable and clustered.

use rustc_hash::FxHasher;
use std::collections::BTreeMap;
use std::hash::Hasher;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that say nothing of the product, also those that give one back: `Creditnota: X` is of X; sorted.
const EMPTY_WORDS: [&str; 27] = [
    "art",
    "artikel",
    "avoir",
    "betreft",
    "concerning",
    "credit",
    "creditering",
    "creditfactuur",
    "creditnota",
    "fact",
    "factuur",
    "factuurnr",
    "gutschrift",
    "inv",
    "invoice",
    "inzake",
    "kredietnota",
    "nota",
    "note",
    "nr",
    "nummer",
    "order",
    "re",
    "refund",
    "restitutie",
    "stornorechnung",
    "terugbetaling",
];

/// Months, in full and short, Dutch and English; sorted.
const MONTHS: [&str; 31] = [
    "apr",
    "april",
    "aug",
    "august",
    "augustus",
    "dec",
    "december",
    "feb",
    "februari",
    "february",
    "jan",
    "januari",
    "january",
    "jul",
    "juli",
    "july",
    "jun",
    "june",
    "juni",
    "maart",
    "mei",
    "mrt",
    "nov",
    "november",
    "oct",
    "october",
    "okt",
    "oktober",
    "sep",
    "sept",
    "september",
];

/// Units after a number, and how they are written here; sorted.
const UNITS: [(&str, &str); 31] = [
    ("d", "d"),
    ("dag", "d"),
    ("dagen", "d"),
    ("day", "d"),
    ("days", "d"),
    ("hour", "u"),
    ("hours", "u"),
    ("jaar", "j"),
    ("jr", "j"),
    ("keer", "x"),
    ("m", "m"),
    ("maand", "m"),
    ("maanden", "m"),
    ("min", "min"),
    ("minute", "min"),
    ("minuten", "min"),
    ("minutes", "min"),
    ("mnd", "m"),
    ("mo", "m"),
    ("month", "m"),
    ("months", "m"),
    ("times", "x"),
    ("u", "u"),
    ("uur", "u"),
    ("w", "w"),
    ("week", "w"),
    ("weeks", "w"),
    ("weken", "w"),
    ("wk", "w"),
    ("x", "x"),
    ("year", "j"),
];

/// Returns the key of a product name: lower case, no accents or punctuation, units in one way, and without dates,
/// months, years and words such as `factuur`.
///
/// A name of nothing else keeps its words; a name without letters or digits gives an empty key.
pub fn normalize(name: &str) -> String {
    let mut words = Vec::new();
    for chunk in name.split_whitespace().filter(|chunk| !is_date(chunk)) {
        split_words(chunk, &mut words);
    }
    let says_something = |word: &str| {
        !is_year(word)
            && !is_reference(word)
            && MONTHS.binary_search(&word).is_err()
            && EMPTY_WORDS.binary_search(&word).is_err()
    };
    let telling: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| says_something(word)).collect();
    let kept =
        if telling.is_empty() { words.iter().map(String::as_str).collect() } else { telling };
    join_units(&kept).join(" ")
}

/// Splits at anything that is no letter or digit, and between letters and digits.
fn split_words(chunk: &str, words: &mut Vec<String>) {
    let mut word = String::new();
    for letter in chunk.nfkd().filter(|&letter| !is_combining_mark(letter)) {
        let breaks = word.chars().next_back().is_some_and(|before| {
            !letter.is_alphanumeric() || before.is_numeric() != letter.is_numeric()
        });
        if breaks {
            words.push(std::mem::take(&mut word));
        }
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
}

/// Writes a number and its unit as one word: `3 maanden` and `3mnd` are `3m`.
fn join_units(words: &[&str]) -> Vec<String> {
    let mut joined: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        let unit = UNITS.binary_search_by_key(word, |&(spelling, _)| spelling);
        match (joined.last_mut(), unit) {
            (Some(number), Ok(at)) if number.bytes().all(|b| b.is_ascii_digit()) => {
                number.push_str(UNITS[at].1);
            }
            _ => joined.push((*word).to_owned()),
        }
    }
    joined
}

/// Returns whether a word is a date such as `3-2-2024`.
fn is_date(chunk: &str) -> bool {
    let separators = chunk.matches(['-', '/', '.']).count();
    separators == 2
        && chunk.split(['-', '/', '.']).all(|part| {
            (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        })
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && is_number(word)
}

/// Returns whether a word is a number too long for a product: an invoice or customer number.
fn is_reference(word: &str) -> bool {
    word.len() >= 5 && is_number(word)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// What the clustering knows of one spelling.
#[derive(Clone, Debug)]
pub(super) struct Spelling {
    /// Its normalized name.
    pub(super) key: String,
    /// How many lines have it.
    pub(super) n_lines: u32,
    /// The typical amount for one, if known.
    pub(super) price: Option<f64>,
    /// The orders that it is in, ascending.
    pub(super) orders: Vec<u32>,
}

/// Puts the spellings of one product together: for each spelling the number of its cluster, by first appearance.
///
/// Equal keys are one product; so are the same words in another order, and names that differ by one slip of the
/// keyboard if they cost about the same and were never in one order. Spellings with an empty key have no cluster.
pub(super) fn cluster(spellings: &[Spelling]) -> Vec<Option<u32>> {
    let mut first_of: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    let mut leader: Vec<usize> = Vec::with_capacity(spellings.len());
    for (at, spelling) in spellings.iter().enumerate() {
        let mut words: Vec<&str> = spelling.key.split(' ').collect();
        words.sort_unstable();
        leader.push(*first_of.entry(words).or_insert(at));
    }
    for (one, other) in near_pairs(spellings, &leader) {
        let (a, b) = (root(&leader, one), root(&leader, other));
        if a != b && are_one(&spellings[one], &spellings[other]) {
            leader[a.max(b)] = a.min(b);
        }
    }
    let mut numbers = BTreeMap::new();
    (0..spellings.len())
        .map(|at| {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            (!spellings[at].key.is_empty())
                .then(|| *numbers.entry(root(&leader, at)).or_insert(next))
        })
        .collect()
}

fn root(leader: &[usize], mut at: usize) -> usize {
    while leader[at] != at {
        at = leader[at];
    }
    at
}

/// Finds pairs whose names, without spaces, become equal when each loses at most one letter.
fn near_pairs(spellings: &[Spelling], leader: &[usize]) -> Vec<(usize, usize)> {
    let mut variants: Vec<(u64, usize)> = Vec::new();
    for (at, spelling) in spellings.iter().enumerate() {
        let letters: Vec<u8> = spelling.key.bytes().filter(|&byte| byte != b' ').collect();
        if leader[at] != at || letters.len() < 5 {
            continue;
        }
        variants.push((hash(&letters, usize::MAX), at));
        variants.extend((0..letters.len()).map(|left_out| (hash(&letters, left_out), at)));
    }
    variants.sort_unstable();
    variants.dedup();
    let mut pairs: Vec<_> = variants
        .chunk_by(|a, b| a.0 == b.0)
        // Many names with one variant are a numbered series, not slips of the keyboard.
        .filter(|same| (2..=8).contains(&same.len()))
        .flat_map(|same| same.iter().skip(1).map(|other| (same[0].1, other.1)))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn hash(letters: &[u8], left_out: usize) -> u64 {
    let mut hasher = FxHasher::default();
    for (at, &letter) in letters.iter().enumerate() {
        if at != left_out {
            hasher.write_u8(letter);
        }
    }
    hasher.finish()
}

/// Decides whether two names that look alike are one product.
fn are_one(one: &Spelling, other: &Spelling) -> bool {
    let similar_price = match (one.price, other.price) {
        (Some(a), Some(b)) if a > 0.0 && b > 0.0 => (0.67..=1.5).contains(&(a / b)),
        _ => true,
    };
    similar_price && is_slip(&one.key, &other.key) && !share_an_order(&one.orders, &other.orders)
}

/// Returns whether two keys differ by a slip: a space, a letter too many or too few, two letters swapped.
///
/// Another digit, or another letter in a short word, is another product: module 1 and 2, size S and M.
fn is_slip(one: &str, other: &str) -> bool {
    let digits = |key: &str| key.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    if digits(one) != digits(other) {
        return false;
    }
    let (a, b): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    if a.len() != b.len() {
        let (a, b) = (a.concat(), b.concat());
        return a == b || letter_between(&a, &b).is_some_and(|letter| "sne".contains(letter));
    }
    let mut differing = a.iter().zip(&b).filter(|(a, b)| a != b);
    let (Some((a, b)), None) = (differing.next(), differing.next()) else { return false };
    let shortest = a.chars().count().min(b.chars().count());
    match letter_between(a, b) {
        Some('s') if a.ends_with('s') != b.ends_with('s') => shortest >= 4,
        Some(_) => shortest >= 5,
        None if strsim::osa_distance(a, b) == 1 => {
            shortest >= 7 && a.chars().next() == b.chars().next()
        }
        None => false,
    }
}

/// Returns the one letter that the longer text has and the shorter has not.
fn letter_between(a: &str, b: &str) -> Option<char> {
    let (long, short) = if a.chars().count() > b.chars().count() { (a, b) } else { (b, a) };
    if long.chars().count() != short.chars().count() + 1 {
        return None;
    }
    let at = long.chars().zip(short.chars()).take_while(|(a, b)| a == b).count();
    let letter = long.chars().nth(at)?;
    long.chars().skip(at + 1).eq(short.chars().skip(at)).then_some(letter)
}

fn share_an_order(one: &[u32], other: &[u32]) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    short.iter().any(|order| long.binary_search(order).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_what_says_nothing_of_the_product() {
        let keys = [
            "Coaching traject 3 mnd",
            "coaching-traject (3 maanden)",
            "Factuur 20240113 Coaching maart 2024",
            "Café crème",
            "Strippenkaart 10x",
            "Les 3-2-2024",
            "2024",
            "…",
            "Creditnota: Coaching traject 3 mnd",
            "Credit note Café crème",
        ]
        .map(normalize);
        assert_eq!(
            keys,
            [
                "coaching traject 3m",
                "coaching traject 3m",
                "coaching",
                "cafe creme",
                "strippenkaart 10x",
                "les",
                "2024",
                "",
                "coaching traject 3m",
                "cafe creme",
            ]
        );
    }

    fn clusters(names: &[&str]) -> Vec<Option<u32>> {
        let spelling = |name: &&str| Spelling {
            key: normalize(name),
            n_lines: 1,
            price: Some(100.0),
            orders: Vec::new(),
        };
        cluster(&names.iter().map(spelling).collect::<Vec<_>>())
    }

    #[test]
    fn spellings_of_one_product_are_put_together() {
        let names = [
            "Coaching traject 3 mnd",
            "coachingstraject 3m",
            "Traject coaching 3 maanden",
            "Worshop plannen",
            "Workshop plannen",
            "Workshops plannen",
        ];
        assert_eq!(clusters(&names), [0, 0, 0, 1, 1, 1].map(Some));
    }

    #[test]
    fn products_that_look_alike_stay_apart() {
        let names = [
            "Module 1",
            "Module 2",
            "Maat S",
            "Maat M",
            "Kaars rood",
            "Kaars rose",
            "Massage 30 min",
            "Massage 60 min",
            "Poster",
            "Foster",
        ];
        let numbers = clusters(&names);
        assert_eq!(numbers, (0..10).map(Some).collect::<Vec<_>>());
    }

    #[test]
    fn another_price_or_a_shared_order_makes_two_products_of_like_names() {
        let spelling = |name: &str, price, orders: &[u32]| Spelling {
            key: normalize(name),
            n_lines: 1,
            price: Some(price),
            orders: orders.to_vec(),
        };
        let dear = [spelling("Yogamat", 20.0, &[1]), spelling("Yogamats", 95.0, &[2])];
        let together = [spelling("Yogamat", 20.0, &[1, 3]), spelling("Yogamats", 21.0, &[3])];
        assert_eq!(cluster(&dear), [Some(0), Some(1)]);
        assert_eq!(cluster(&together), [Some(0), Some(1)]);
    }

    #[test]
    fn the_tables_are_sorted() {
        assert!(EMPTY_WORDS.is_sorted() && MONTHS.is_sorted());
        assert!(UNITS.is_sorted_by_key(|&(spelling, _)| spelling));
    }
}
