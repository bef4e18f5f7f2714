//! Amounts that were typed or exported as text: `€ 1.234,56`, `1,234.56-`, `(50,00)`, `75,--`.

use super::text::fold;
use super::vocabulary::vocabulary;
use crate::money::{Decimal, Money};

/// The mark before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// As in Dutch.
    Comma,
    /// As in English and in most exports.
    Point,
}

/// What a text in a column of amounts says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum AmountText {
    /// An amount.
    Amount(Money),
    /// A word that there is no amount: `n.v.t.`, `gratis`, `-`.
    Nothing,
    /// Neither.
    Unreadable,
}

/// A text taken apart: its sign and its digits with their marks.
struct Parts {
    is_negative: bool,
    digits: String,
    currency: Option<&'static str>,
}

/// Which mark the texts of a column use: each text that can tell votes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct MarkVotes {
    comma: u32,
    point: u32,
    /// Texts with groups of three digits behind a comma or a point, which could be either.
    grouped_by_comma: u32,
}

impl MarkVotes {
    /// Lets a text vote.
    pub(super) fn add(&mut self, text: &str) {
        let Some(Parts { digits, .. }) = take_apart(text) else { return };
        match mark_of(&digits) {
            Some(Mark::Comma) => self.comma += 1,
            Some(Mark::Point) => self.point += 1,
            None if digits.contains(',') => self.grouped_by_comma += 1,
            None => {}
        }
    }

    /// Returns whether some text could tell.
    pub(super) fn decides(self) -> bool {
        self.comma + self.point > 0
    }

    /// Returns the mark of the column; without a vote, points part thousands unless commas do.
    pub(super) fn decide(self) -> Mark {
        if self.point > self.comma || (self.point == self.comma && self.grouped_by_comma > 0) {
            Mark::Point
        } else {
            Mark::Comma
        }
    }
}

/// Reads a text as an amount in a column whose decimals come after `mark`.
pub(super) fn parse(text: &str, mark: Mark) -> AmountText {
    match take_apart(text).and_then(|parts| value(&parts, mark)) {
        Some(amount) => AmountText::Amount(amount),
        None if vocabulary().is_in("no_amount", &super::text::value_key(text)) => {
            AmountText::Nothing
        }
        None => AmountText::Unreadable,
    }
}

/// Returns the currency that stands beside an amount, as its ISO code.
pub(super) fn currency_of(text: &str) -> Option<&'static str> {
    take_apart(text)?.currency
}

/// Returns the ISO code of a currency from its code, name or sign.
pub(super) fn currency_code(text: &str) -> Option<&'static str> {
    Some(match fold(text.trim()).trim_end_matches('.') {
        "eur" | "euro" | "euros" | "€" => "EUR",
        "usd" | "$" | "us$" | "dollar" | "dollars" | "us dollar" => "USD",
        "gbp" | "£" | "pond" | "pounds" | "pound" | "livre" => "GBP",
        "chf" | "sfr" | "fr" => "CHF",
        "sek" => "SEK",
        "nok" => "NOK",
        "dkk" => "DKK",
        "pln" | "zl" => "PLN",
        "czk" => "CZK",
        "huf" => "HUF",
        "cad" | "c$" => "CAD",
        "aud" | "a$" => "AUD",
        "jpy" | "¥" => "JPY",
        "ron" => "RON",
        "bgn" => "BGN",
        "try" => "TRY",
        "zar" => "ZAR",
        "cny" => "CNY",
        "inr" => "INR",
        "nzd" => "NZD",
        "hkd" => "HKD",
        "sgd" => "SGD",
        "srd" => "SRD",
        "ang" => "ANG",
        "awg" => "AWG",
        _ => return None,
    })
}

fn take_apart(text: &str) -> Option<Parts> {
    let folded = fold(text.trim());
    if !folded.contains(|c: char| c.is_ascii_digit()) || folded.len() > 60 {
        return None;
    }
    let mut rest = folded.replace(['\u{2212}', '–', '—'], "-");
    let mut is_negative = false;
    if rest.starts_with('(') && rest.ends_with(')') {
        is_negative = true;
        rest = rest[1..rest.len() - 1].to_owned();
    }
    let (plain, currency, says_minus) = without_words(&rest)?;
    let mut digits = plain.as_str();
    for ending in [",--", ",-", ",=", ".--", ".-", ",—"] {
        digits = digits.strip_suffix(ending).unwrap_or(digits);
    }
    for sign in ["-", "+"] {
        let stripped = digits.strip_prefix(sign).or_else(|| digits.strip_suffix(sign));
        if let Some(stripped) = stripped {
            is_negative ^= sign == "-";
            digits = stripped;
            break;
        }
    }
    let fits = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
        && digits.bytes().any(|b| b.is_ascii_digit());
    fits.then(|| Parts {
        is_negative: is_negative || says_minus,
        digits: digits.to_owned(),
        currency,
    })
}

/// Leaves out spaces, signs and names of currencies and words about VAT; any other word makes it no amount.
fn without_words(text: &str) -> Option<(String, Option<&'static str>, bool)> {
    let (mut plain, mut currency, mut says_minus) = (String::new(), None, false);
    let mut word = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_alphabetic() || c == '$' && !word.is_empty() {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            if let Some(code) = currency_code(&word) {
                currency = Some(code);
            } else if word == "af" || word == "dr" || word == "db" {
                says_minus = true;
            } else if !is_side_word(&word) {
                return None;
            }
            word.clear();
        }
        match c {
            '€' => currency = Some("EUR"),
            '$' => currency = Some("USD"),
            '£' => currency = Some("GBP"),
            ' ' | '\'' | '\u{2bc}' | '_' | '\t' | '\n' | '*' => {}
            c => plain.push(c),
        }
    }
    Some((plain.trim_end_matches('.').to_owned(), currency, says_minus))
}

fn is_side_word(word: &str) -> bool {
    matches!(
        word,
        "incl"
            | "excl"
            | "ex"
            | "inc"
            | "btw"
            | "vat"
            | "tva"
            | "ht"
            | "ttc"
            | "mwst"
            | "cr"
            | "bij"
            | "netto"
            | "bruto"
            | "inkl"
            | "p"
            | "st"
            | "pp"
            | "ca"
    )
}

/// Returns the mark that a text itself shows to be the decimal one.
fn mark_of(digits: &str) -> Option<Mark> {
    let (commas, points) = (digits.matches(',').count(), digits.matches('.').count());
    let of = |mark: char| if mark == ',' { Mark::Comma } else { Mark::Point };
    let last = digits.rfind([',', '.'])?;
    let mark = if digits.as_bytes()[last] == b',' { ',' } else { '.' };
    if commas > 0 && points > 0 {
        return Some(of(mark));
    }
    if commas + points > 1 {
        return Some(of(if mark == ',' { '.' } else { ',' }));
    }
    let (before, after) = (&digits[..last], digits.len() - last - 1);
    (after != 3 || before.len() > 3 || before.is_empty() || before.starts_with('0'))
        .then(|| of(mark))
}

fn value(parts: &Parts, column: Mark) -> Option<Money> {
    let Parts { is_negative, digits, .. } = parts;
    let decimal = match mark_of(digits).unwrap_or(column) {
        Mark::Comma => ',',
        Mark::Point => '.',
    };
    let plain: String = digits
        .chars()
        .filter(|&c| c.is_ascii_digit() || c == decimal)
        .map(|c| if c == ',' { '.' } else { c })
        .collect();
    let number: Decimal = plain.trim_end_matches('.').parse().ok()?;
    Some(Money::new(if *is_negative { -number } else { number }.normalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, mark: Mark) -> String {
        match parse(text, mark) {
            AmountText::Amount(amount) => amount.to_string(),
            AmountText::Nothing => "nothing".to_owned(),
            AmountText::Unreadable => "unreadable".to_owned(),
        }
    }

    #[test]
    fn all_ways_to_write_an_amount_are_read() {
        for text in [
            "1.234,56",
            "€ 1.234,56",
            "€1.234,56",
            "1234,56",
            "1 234,56",
            "1\u{a0}234,56",
            "1.234,56 €",
            "EUR 1.234,56",
            "1,234.56",
            "1234.56",
            "1'234.56",
            "1.234,56 euro",
            "1.234,56 CR",
            "1.234,56 incl.",
        ] {
            assert_eq!(read(text, Mark::Comma), "1234.56", "{text}");
        }
        for text in [
            "1.234,56-",
            "-1.234,56",
            "- € 1.234,56",
            "€ -1.234,56",
            "-€ 1.234,56",
            "(1.234,56)",
            "\u{2212}1.234,56",
            "(€ 1.234,56)",
            "1.234,56 -",
            "€ 1.234,56-",
        ] {
            assert_eq!(read(text, Mark::Comma), "-1234.56", "{text}");
        }
        for text in ["€ 1.234,-", "1.234,--", "€ 1.234,00", "1.234,=", "1234,-", "€ 1.234"] {
            assert_eq!(read(text, Mark::Comma), "1234.00", "{text}");
        }
    }

    #[test]
    fn words_are_no_amounts() {
        for text in ["-", "--", "n.v.t.", "gratis", "pm", "p.m.", "€ -", "?"] {
            assert_eq!(parse(text, Mark::Comma), AmountText::Nothing, "{text}");
        }
        for text in ["Coachtraject 3 maanden", "F2024-001", "12-05-2024x", "2x"] {
            assert_eq!(parse(text, Mark::Comma), AmountText::Unreadable, "{text}");
        }
    }

    #[test]
    fn a_column_decides_what_one_cell_leaves_open() {
        let decide = |texts: &[&str]| {
            let mut votes = MarkVotes::default();
            for text in texts {
                votes.add(text);
            }
            votes.decide()
        };
        assert_eq!(decide(&["1.234", "12,50"]), Mark::Comma);
        assert_eq!(decide(&["1.234", "49.95"]), Mark::Point);
        assert_eq!(decide(&["1.234", "2.500"]), Mark::Comma);
        assert_eq!(decide(&["1,234", "2,500"]), Mark::Point);
        assert_eq!(read("1.234", Mark::Point), "1.234");
        assert_eq!(read("1.234", Mark::Comma), "1234.00");
    }
}
