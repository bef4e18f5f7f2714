//! The numbers and words of a text that may be a date.

use crate::ledger::vocabulary::vocabulary;

/// A part of a text that may be a date.
#[derive(Debug)]
pub(super) enum Token {
    /// A number, and how many digits it is written with.
    Number { value: i32, n_digits: usize },
    /// The name of a month, or a word for a span.
    Word(String),
}

/// Leaves out the time of day and what follows it.
pub(super) fn without_time(folded: &str) -> String {
    let Some(colon) = folded.find(':') else { return folded.to_owned() };
    let digits = folded[..colon].bytes().rev().take_while(u8::is_ascii_digit).count();
    let before = folded[..colon - digits].trim_end_matches(['t', ' ', ',']).to_owned();
    if before.contains(|c: char| c.is_ascii_digit()) {
        return before;
    }
    let after = &folded[colon..];
    after.find(' ').map_or(before, |space| after[space..].to_owned())
}

/// Takes a text apart; nothing if there is something in it that no date has.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let class = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
        let length = rest.find(|other| class(other) != class(c)).unwrap_or(rest.len());
        let (part, after) = rest.split_at(length);
        rest = after;
        if c.is_ascii_digit() {
            tokens.push(Token::Number { value: part.parse().ok()?, n_digits: part.len() });
        } else if c.is_alphabetic() {
            if vocabulary().month(part).is_some() || is_span_word(part) {
                tokens.push(Token::Word(part.to_owned()));
            } else if !vocabulary().is_in("weekdays", part) && !is_filler(part) {
                return None;
            }
        } else if part.chars().any(|c| !" -/.,'\u{2019}()\"\n".contains(c)) {
            return None;
        }
    }
    Some(tokens)
}

/// Returns whether a word is one for a quarter or a week.
pub(super) fn is_span_word(word: &str) -> bool {
    matches!(
        word,
        "q" | "kw"
            | "kwartaal"
            | "quarter"
            | "week"
            | "wk"
            | "w"
            | "kwart"
            | "trimestre"
            | "quartal"
            | "t"
    )
}

fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "de" | "den"
            | "the"
            | "of"
            | "le"
            | "th"
            | "st"
            | "nd"
            | "rd"
            | "er"
            | "e"
            | "om"
            | "at"
            | "uur"
            | "z"
            | "ste"
            | "am"
            | "pm"
            | "gmt"
            | "utc"
            | "cet"
            | "cest"
            | "d"
            | "op"
            | "medio"
            | "begin"
            | "eind"
            | "half"
            | "ca"
            | "circa"
            | "mitte"
            | "ende"
            | "anfang"
            | "fin"
            | "debut"
            | "mid"
            | "on"
            | "vom"
            | "du"
    )
}
