//! What the words on our sheets mean, for who never had statistics.
//!
//! To explain another word: put it in the list and its messages `word-<name>` and `word-<name>-meaning` in the two Fluent
//! files.

use crate::report::Context;
use crate::report::page::{Page, part, wide};
use crate::sheet::Role;

/// The words, the widest first.
const WORDS: [&str; 10] = [
    "customer-value",
    "clv",
    "five-steps",
    "repeat",
    "retention",
    "churn",
    "start-group",
    "range",
    "alive",
    "acquisition-cost",
];

/// Writes the block.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    page.line(Role::Heading, context.text("words-title"));
    for word in WORDS {
        page.cells([
            part(context.text(&format!("word-{word}")), Role::Label),
            wide(5, context.text(&format!("word-{word}-meaning")), Role::Wrapped),
        ]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture::{SALES, analysis, block, report};

    #[test]
    fn each_word_has_a_meaning_and_customer_value_is_the_wider_one() {
        let written = block(&report(&analysis(SALES)), "check", "Wat de woorden", "");
        let lines: Vec<&str> = written.lines().skip(1).take(WORDS.len()).collect();
        assert_eq!(lines.len(), WORDS.len());
        for line in &lines {
            let (word, meaning) = line.split_once(" | ").unwrap();
            assert!(!word.is_empty() && meaning.ends_with('.'), "{line}");
        }
        assert!(lines[0].contains("Klantwaarde | ") && lines[0].contains("CLV"), "{}", lines[0]);
    }
}
