//! Texts made comparable: headers as words and keys, words in cells without case, accents and punctuation.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Returns a text in lower case and without accents; ligatures are written out.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        folded.push_str(text);
        folded.make_ascii_lowercase();
        return folded;
    }
    for c in text.nfd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase) {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ĳ' => folded.push_str("ij"),
            '\u{2018}' | '\u{2019}' | '\u{b4}' => folded.push('\''),
            '\u{a0}' | '\u{202f}' | '\u{2009}' => folded.push(' '),
            '\u{feff}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{ad}' => {}
            c => folded.push(c),
        }
    }
    folded
}

/// Returns the words of a header: folded, abbreviations written out, units in brackets left out.
pub(super) fn header_words(header: &str) -> Vec<String> {
    // Written with a capital in it by everyone, but one word.
    let folded = fold(&split_camel_case(&header.replace("MwSt", "Mwst").replace("MvH", "Mvh")));
    let mut words = Vec::new();
    for part in
        without_units(&folded).split(|c: char| !c.is_alphanumeric() && !"€#%$£°º.&".contains(c))
    {
        push_words(part, &mut words);
    }
    words
}

/// Returns the key by which a header is looked up: its words, written together.
pub(super) fn header_key(header: &str) -> String {
    header_words(header).concat()
}

/// Writes umlauts out, as German headers in exports without them do.
pub(super) fn german(header: &str) -> Option<String> {
    header.contains(['ä', 'ö', 'ü', 'Ä', 'Ö', 'Ü']).then(|| {
        let pairs = [("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ä", "Ae"), ("Ö", "Oe"), ("Ü", "Ue")];
        pairs.iter().fold(header.to_owned(), |text, (umlaut, plain)| text.replace(umlaut, plain))
    })
}

fn push_words(part: &str, words: &mut Vec<String>) {
    if part.is_empty() {
        return;
    }
    if let Some(long) = abbreviation(part.trim_end_matches('.')) {
        words.push(long.to_owned());
        return;
    }
    let mut word = String::new();
    for c in part.chars() {
        let long = match c {
            '€' => "euro",
            '#' => "nummer",
            '%' => "procent",
            '$' => "dollar",
            '£' => "pond",
            '&' => "en",
            '°' | 'º' | '.' => "",
            c => {
                word.push(c);
                continue;
            }
        };
        // `n°` is a word; a full stop within initials (`b.t.w.`) was seen above, elsewhere it parts words.
        if matches!(c, '°' | 'º') && word == "n" {
            "nummer".clone_into(&mut word);
        }
        flush(&mut word, words);
        if !long.is_empty() {
            words.push(long.to_owned());
        }
    }
    flush(&mut word, words);
}

fn flush(word: &mut String, words: &mut Vec<String>) {
    let word = std::mem::take(word);
    if !word.is_empty() {
        let compound = word.strip_suffix("nr").filter(|stem| stem.len() > 2);
        let long = compound.map_or(word.clone(), |stem| format!("{stem}nummer"));
        words.push(abbreviation(&word).map_or(long, ToOwned::to_owned));
    }
}

fn abbreviation(word: &str) -> Option<&'static str> {
    Some(match word {
        "nr" | "no" | "num" | "number" | "numero" | "nrs" => "nummer",
        "fact" => "factuur",
        "deb" => "debiteur",
        "ex" | "exc" | "exclusief" | "exclusive" | "exkl" | "excluding" => "excl",
        "inc" | "inclusief" | "inclusive" | "inkl" | "including" => "incl",
        "omschr" => "omschrijving",
        "bedr" => "bedrag",
        "tot" => "totaal",
        "dd" | "d.d" => "datum",
        "b.t.w" | "vat" | "tax" | "mwst" | "ust" | "tva" | "mehrwertsteuer" | "umsatzsteuer" => {
            "btw"
        }
        "h.t" => "ht",
        "t.t.c" => "ttc",
        _ => return None,
    })
}

/// Leaves out what stands between brackets when it is a unit, a time zone or a form to write in.
fn without_units(folded: &str) -> String {
    let mut rest = folded;
    let mut plain = String::with_capacity(folded.len());
    while let Some(start) = rest.find(['(', '[']) {
        let Some(length) = rest[start..].find([')', ']']) else { break };
        let inside = rest[start + 1..start + length].trim();
        plain.push_str(&rest[..start]);
        if !is_unit(inside) {
            plain.push(' ');
            plain.push_str(inside);
        }
        plain.push(' ');
        rest = &rest[start + length + 1..];
    }
    plain.push_str(rest);
    plain
}

fn is_unit(inside: &str) -> bool {
    matches!(
        inside,
        "eur"
            | "euro"
            | "€"
            | "usd"
            | "$"
            | "gbp"
            | "£"
            | "chf"
            | "utc"
            | "utc timezone"
            | "cet"
            | "nl"
            | "en"
            | "be"
            | "formatted"
            | "optioneel"
            | "optional"
            | "in euro"
            | "in eur"
            | "in €"
            | "dd-mm-jjjj"
            | "dd-mm-yyyy"
            | "dd/mm/yyyy"
            | "d-m-j"
            | "jjjj-mm-dd"
            | "yyyy-mm-dd"
            | "mm/dd/yyyy"
            | "uur"
            | "st"
    )
}

/// Parts `TotaalExclBtw` into words; `IBAN` and `AmountDC` stay as they are read.
fn split_camel_case(header: &str) -> String {
    let mut split = String::with_capacity(header.len() + 4);
    let mut before_is_lower = false;
    for c in header.chars() {
        if c.is_uppercase() && before_is_lower {
            split.push(' ');
        }
        before_is_lower = c.is_lowercase();
        split.push(c);
    }
    split
}

/// Returns a word of a cell without case, accents, spaces and punctuation; of punctuation alone, that itself.
pub(crate) fn value_key(text: &str) -> String {
    value_key_of(&fold(text.trim()))
}

/// Returns the key of a text that is folded and trimmed; see [`value_key`].
pub(super) fn value_key_of(folded: &str) -> String {
    if folded.contains(char::is_alphanumeric) {
        kept(folded.chars().filter(|c| c.is_alphanumeric() || *c == '&'), folded.len())
    } else {
        kept(folded.chars().filter(|c| !c.is_whitespace()), folded.len())
    }
}

/// Collects letters into a text of about so many bytes, without making room for it bit by bit.
fn kept(letters: impl Iterator<Item = char>, n_bytes: usize) -> String {
    let mut text = String::with_capacity(n_bytes);
    text.extend(letters);
    text
}

/// Returns the words of a folded text; only letters and digits.
pub(super) fn words_of(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Returns the key under which spellings of a name are one: without case, spaces and full stops.
///
/// With these `B.V.`, `B. V.` and `bv` are the same; accents and the other letters stay.
pub(crate) fn name_key(name: &str) -> String {
    let composed = name.nfc().flat_map(char::to_lowercase);
    let is_part =
        |c: &char| !c.is_whitespace() && !matches!(c, '.' | '\u{200b}' | '\u{feff}' | '\u{ad}');
    let apostrophe =
        |c| if matches!(c, '\u{2018}' | '\u{2019}' | '\u{b4}' | '`') { '\'' } else { c };
    kept(composed.filter(is_part).map(apostrophe), name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_compared_by_what_they_say() {
        for (one, other) in [
            ("Bedrag excl. BTW", "bedragexclbtw"),
            ("Factuurnr.:", "factuurnr"),
            ("Volgnr", "volgnummer"),
            ("MwSt 19 %", "btw 19 %"),
            ("Created date (UTC)", "created date"),
            ("N° de facture", "nummer de facture"),
            ("Bedrag (EUR)", "bedrag"),
            ("B.T.W.", "vat"),
            ("TotaalExclBtw", "Totaal excl btw"),
            ("factuur_datum", "Factuurdatum"),
            ("Order #", "order nr."),
            ("Fact. nr", "factuurnummer"),
            ("e-mail\u{a0}*", "E-mail"),
        ] {
            assert_eq!(header_key(one), header_key(other), "{one}");
        }
        assert_ne!(header_key("Btw %"), header_key("Btw"));
    }

    #[test]
    fn spellings_of_a_name_differ_in_case_spaces_and_full_stops_only() {
        assert_eq!(name_key("Jansen  B.V."), name_key("JANSEN bv"));
        assert_ne!(name_key("Café Noord"), name_key("Cafe Noord"));
        assert_ne!(name_key("Jansen"), name_key("Jansen bv"));
    }

    #[test]
    fn words_of_cells_lose_their_dress() {
        assert_eq!(value_key(" Wacht op betaling. "), "wachtopbetaling");
        assert_eq!(value_key("Payé"), "paye");
        assert_eq!(value_key(" - "), "-");
    }
}
