//! Finding the name that was meant.

use std::cmp::Reverse;

/// Returns the known name nearest to a mistyped one, if it is near enough to be what was meant.
///
/// Of several at the same distance, the one that begins and ends most alike: fingers go wrong within a word.
pub(crate) fn nearest<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let typed: Vec<char> = typed.to_lowercase().chars().collect();
    let allowed = match typed.len() {
        ..=3 => 1,
        4..=8 => 2,
        9.. => 3,
    };
    let mut best: Option<(usize, Reverse<usize>, &str)> = None;
    let bag = Bag::of(typed.iter().copied());
    for name in known {
        // Cheaper than counting edits, and enough for most names.
        if bag.least_edits(&Bag::of(name.chars())) > allowed {
            continue;
        }
        let letters: Vec<char> = name.to_lowercase().chars().collect();
        let distance = edits(&typed, &letters);
        let alike = Reverse(alike(&typed, &letters));
        let is_better = best.is_none_or(|(least, most, _)| (distance, alike) < (least, most));
        if distance <= allowed && is_better {
            best = Some((distance, alike, name));
        }
    }
    best.map(|(_, _, name)| name)
}

/// How often each letter occurs, large or small; letters that are not ASCII share a place.
struct Bag([u8; 32]);

impl Bag {
    fn of(letters: impl Iterator<Item = char>) -> Self {
        let mut counts = [0_u8; 32];
        for letter in letters {
            let place = if letter.is_ascii() { letter as usize % 32 } else { 0 };
            counts[place] = counts[place].saturating_add(1);
        }
        Self(counts)
    }

    /// Returns how many edits there are at least: one adds a letter, removes one, or does both.
    fn least_edits(&self, other: &Self) -> usize {
        let sum = |a: &Self, b: &Self| -> usize {
            a.0.iter().zip(b.0).map(|(a, b)| usize::from(a.saturating_sub(b))).sum()
        };
        sum(self, other).max(sum(other, self))
    }
}

/// Returns how many letters at the beginning and at the end are the same.
fn alike(a: &[char], b: &[char]) -> usize {
    let first = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let last = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    first + last
}

/// Returns how many letters must be changed, added, left out or swapped with their neighbor (Damerau, 1964).
fn edits(a: &[char], b: &[char]) -> usize {
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swapped_letter_finds_its_name() {
        let known = ["kans_actief", "marge", "churn"];
        assert_eq!(nearest("kans_aktief", known.into_iter()), Some("kans_actief"));
        assert_eq!(nearest("magre", known.into_iter()), Some("marge"));
        assert_eq!(nearest("omzet", known.into_iter()), None);
        let functions = ["COUNT", "COUNTIF", "MEDIAAN", "MEDIAN"];
        assert_eq!(nearest("countf", functions.into_iter()), Some("COUNTIF"));
        assert_eq!(nearest("mediian", functions.into_iter()), Some("MEDIAN"));
    }
}
