//! What the workbook itself remembers of us: which sheets we once put into it, and which names.
//!
//! It is a hidden name of the whole workbook, so it stays when the owner deletes a sheet of ours.

use std::collections::BTreeSet;

/// The name.
pub(super) const NAME: &str = "_clv.sheets";
/// The most characters of one text in a formula.
const LONGEST_TEXT: usize = 250;

/// What the workbook remembers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Memory {
    /// The keys of the sheets that were put into it.
    pub(super) keys: BTreeSet<String>,
    /// The names for the whole workbook that came with them.
    pub(super) names: BTreeSet<String>,
    /// How the styles were before, for taking ours out again.
    pub(super) styles: Option<String>,
}

impl Memory {
    /// Reads the value of the name.
    pub(super) fn read(value: &str) -> Self {
        let text = value.trim().trim_start_matches('=').trim_matches('"').replace("\"&\"", "");
        let mut memory = Self::default();
        for (name, value) in text.split(';').filter_map(|word| word.split_once('=')) {
            let list = || value.split(',').filter(|word| !word.is_empty()).map(str::to_owned);
            match name {
                "keys" => memory.keys = list().collect(),
                "names" => memory.names = list().collect(),
                "styles" => memory.styles = Some(value.to_owned()),
                _ => {}
            }
        }
        memory
    }

    /// Writes the value of the name: a text, in pieces that formulas may hold.
    pub(super) fn value(&self) -> String {
        let list = |words: &BTreeSet<String>| words.iter().cloned().collect::<Vec<_>>().join(",");
        let words = [
            Some(format!("clv1;keys={}", list(&self.keys))),
            (!self.names.is_empty()).then(|| format!("names={}", list(&self.names))),
            self.styles.as_ref().map(|styles| format!("styles={styles}")),
        ];
        let text = words.into_iter().flatten().collect::<Vec<_>>().join(";");
        let letters: Vec<char> = text.chars().collect();
        let pieces = letters.chunks(LONGEST_TEXT).map(|piece| piece.iter().collect::<String>());
        format!("\"{}\"", pieces.collect::<Vec<_>>().join("\"&\""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_read_back_whatever_its_length() {
        let words = |start: &str| (0..60).map(|n| format!("{start}{n}")).collect();
        let memory =
            Memory { keys: words("key"), names: words("CLV_name"), styles: Some("1,2".to_owned()) };
        let value = memory.value();
        assert!(value.split('&').count() > 2 && value.split('"').all(|text| text.len() <= 255));
        assert_eq!(Memory::read(&value), memory);
        assert_eq!(Memory::read("\"clv1;keys=\""), Memory::default());
    }
}
