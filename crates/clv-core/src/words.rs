//! Every sentence that owners read, from the two Fluent files, and numbers as their language writes them.

use crate::calendar::Date;
use crate::finding::{Finding, Word};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

/// A language that owners read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
}

impl Lang {
    /// Returns the code on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }

    fn source(self) -> &'static str {
        match self {
            Self::Nl => include_str!("../../../templates/nl.ftl"),
            Self::En => include_str!("../../../templates/en.ftl"),
        }
    }
}

/// The words of one language.
pub struct Words {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// Loads the words of a language.
    pub fn new(lang: Lang) -> Self {
        let mut bundle = FluentBundle::new(lang.code().parse().into_iter().collect());
        bundle.set_use_isolating(false);
        let resource =
            FluentResource::try_new(lang.source().to_owned()).unwrap_or_else(|(partly, _)| partly);
        bundle.add_resource_overriding(resource);
        Self { lang, bundle }
    }

    /// Returns the language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Returns a message without words to fill in.
    pub fn text(&self, id: &str) -> String {
        self.fill(id, &[])
    }

    /// Returns the message `<prefix>-<name>` of a name that has `_` where message ids have `-`.
    pub fn named(&self, prefix: &str, name: &str) -> String {
        self.text(&format!("{prefix}-{}", name.replace('_', "-")))
    }

    /// Returns a message with its words filled in; an unknown message gives its own id, so that it is seen.
    pub fn fill(&self, id: &str, words: &[(&'static str, Word)]) -> String {
        self.message(id, None, words).unwrap_or_else(|| id.to_owned())
    }

    /// Returns whether there is a message of that id.
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// Returns the sentence of a finding and its hint.
    pub fn finding(&self, finding: &Finding) -> (String, Option<String>) {
        self.hinted(&format!("finding-{}", finding.code), &finding.words)
    }

    /// Returns a message and its attribute `.hint`, if it has one.
    pub fn hinted(&self, id: &str, words: &[(&'static str, Word)]) -> (String, Option<String>) {
        (self.fill(id, words), self.message(id, Some("hint"), words))
    }

    fn message(
        &self,
        id: &str,
        attribute: Option<&str>,
        words: &[(&'static str, Word)],
    ) -> Option<String> {
        let message = self.bundle.get_message(id)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        let mut args = FluentArgs::new();
        for (name, word) in words {
            match word {
                Word::Text(text) => args.set(*name, FluentValue::from(text.as_str())),
                Word::Number(number) => args.set(*name, FluentValue::from(*number)),
            }
        }
        let mut errors = Vec::new();
        Some(self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned())
    }

    /// Writes a number with the separators of the language: `1.234,5` or `1,234.5`.
    pub fn number(&self, number: f64, decimals: usize) -> String {
        let plain = format!("{:.decimals$}", number.abs());
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let (thousands, point) = match self.lang {
            Lang::Nl => ('.', ','),
            Lang::En => (',', '.'),
        };
        let mut text = String::new();
        if number < 0.0 && plain.bytes().any(|digit| (b'1'..=b'9').contains(&digit)) {
            text.push('-');
        }
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                text.push(thousands);
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            text.push(point);
            text.push_str(fraction);
        }
        text
    }

    /// Writes an amount as the sheets round it: from 1,000 on to tens, below to whole ones.
    pub fn money(&self, amount: f64, currency: &str) -> String {
        let rounded =
            if amount.abs() >= 1000.0 { (amount / 10.0).round() * 10.0 } else { amount.round() };
        let sign = match currency {
            "EUR" => "€",
            "GBP" => "£",
            "USD" => "$",
            other => other,
        };
        format!("{sign}\u{a0}{}", self.number(rounded, 0))
    }

    /// Writes a share as a whole percentage: `27%`.
    pub fn percent(&self, share: f64) -> String {
        format!("{}%", self.number(share * 100.0, 0))
    }

    /// Writes a date with the name of its month: `3 feb 2024`.
    pub fn date(&self, date: Date) -> String {
        const NL: [&str; 12] =
            ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
        const EN: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let names = match self.lang {
            Lang::Nl => NL,
            Lang::En => EN,
        };
        let month = usize::try_from(date.month() - 1).unwrap_or(0);
        format!("{} {} {}", date.day(), names[month], date.year())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_in_the_language() {
        let (nl, en) = (Words::new(Lang::Nl), Words::new(Lang::En));
        assert_eq!(
            (nl.number(-1234567.891, 2), en.number(1234.5, 1)),
            ("-1.234.567,89".to_owned(), "1,234.5".to_owned())
        );
        assert_eq!(
            (nl.number(-0.001, 2), nl.money(612.4, "EUR")),
            ("0,00".to_owned(), "€\u{a0}612".to_owned())
        );
        assert_eq!(nl.date(jiff::civil::date(2024, 3, 3)), "3 mrt 2024");
    }

    #[test]
    fn both_languages_have_the_same_messages() {
        let ids = |lang: Lang| {
            let (resource, errors) = match FluentResource::try_new(lang.source().to_owned()) {
                Ok(resource) => (resource, Vec::new()),
                Err(partly) => partly,
            };
            assert!(errors.is_empty(), "{lang:?}: {errors:?}");
            let starts = lang
                .source()
                .lines()
                .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()));
            let mut ids: Vec<_> = starts
                .filter_map(|line| line.split_once('='))
                .map(|(id, _)| id.trim().to_owned())
                .collect();
            ids.sort();
            let mut unique = ids.clone();
            unique.dedup();
            assert_eq!(ids, unique, "{lang:?} has a message twice");
            drop(resource);
            ids
        };
        assert_eq!(ids(Lang::Nl), ids(Lang::En));
    }
}
