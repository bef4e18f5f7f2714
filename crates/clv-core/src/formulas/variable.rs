//! What formulas compute with: named variables, each with a name in both languages, and who supplies them.

use crate::calendar::ObservationPeriod;
use crate::forecast::Forecast;
use crate::ledger::Ledger;
use crate::segments::Segment;
use crate::settings::Settings;
use crate::stay::Stay;
use crate::summary::CustomerSummary;
use crate::words::{Lang, Words};
use clv_formula::{Column, Value};
use serde::Deserialize;

/// Whether something has one value a customer, one a group, or one in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// One value a customer.
    Customer,
    /// One value a group of customers.
    Segment,
    /// One value in all.
    Portfolio,
}

impl Level {
    /// Returns the name in packs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Segment => "segment",
            Self::Portfolio => "portfolio",
        }
    }

    /// Returns the level of a name in packs, in either language.
    pub fn from_name(name: &str) -> Option<Self> {
        match name.trim().to_lowercase().as_str() {
            "customer" | "klant" => Some(Self::Customer),
            "segment" | "groep" | "klantgroep" => Some(Self::Segment),
            "portfolio" | "alles" | "totaal" => Some(Self::Portfolio),
            _ => None,
        }
    }
}

/// What a number counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// An amount, in the currency of the ledger whatever code is written.
    Money,
    /// A share, 0.35 for 35 %.
    Percent,
    /// Years.
    Years,
    /// Days.
    Days,
    /// How many.
    Count,
    /// So many times something else.
    Ratio,
    /// A number of another kind.
    Number,
    /// A text.
    Text,
    /// A date.
    Date,
}

impl Unit {
    /// Returns the unit of a name in packs: a word, in either language, or the code of a currency.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim();
        match name.to_lowercase().as_str() {
            "percent" | "procent" | "%" => Some(Self::Percent),
            "years" | "jaren" | "jaar" => Some(Self::Years),
            "days" | "dagen" => Some(Self::Days),
            "count" | "aantal" => Some(Self::Count),
            "ratio" | "x" | "verhouding" => Some(Self::Ratio),
            "number" | "getal" => Some(Self::Number),
            "text" | "tekst" => Some(Self::Text),
            "date" | "datum" => Some(Self::Date),
            "€" => Some(Self::Money),
            _ => (name.len() == 3 && name.bytes().all(|letter| letter.is_ascii_uppercase()))
                .then_some(Self::Money),
        }
    }

    /// Returns the name in packs; of an amount, the code of the currency.
    pub fn name<'a>(&self, currency: &'a str) -> &'a str {
        match self {
            Self::Money => currency,
            Self::Percent => "percent",
            Self::Years => "years",
            Self::Days => "days",
            Self::Count => "count",
            Self::Ratio => "ratio",
            Self::Number => "number",
            Self::Text => "text",
            Self::Date => "date",
        }
    }
}

/// One variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariableSpec {
    /// The name in English, by which all else calls it; lower case, digits and `_`.
    pub en: &'static str,
    /// The name in Dutch; may be the same.
    pub nl: &'static str,
    /// Other names by which formulas may call it.
    pub also: &'static [&'static str],
    /// Whether there is one a customer, one a group or one in all.
    pub level: Level,
    /// What it counts.
    pub unit: Unit,
    /// What it is, in Dutch and in English.
    pub meaning: (&'static str, &'static str),
}

impl VariableSpec {
    /// Returns the name in a language.
    pub fn name(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Nl => self.nl,
            Lang::En => self.en,
        }
    }

    /// Returns what it is, in a language.
    pub fn meaning(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Nl => self.meaning.0,
            Lang::En => self.meaning.1,
        }
    }

    /// Returns all its names.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        [self.en, self.nl].into_iter().chain(self.also.iter().copied())
    }
}

/// The values of a variable or formula.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// One in all.
    Portfolio(Value),
    /// One for each group of [`Segment::ALL`].
    Segments(Column),
    /// One for each summary.
    Customers(Column),
}

/// What is known of a ledger when formulas are evaluated.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The purchases.
    pub ledger: &'a Ledger,
    /// What is observed.
    pub period: ObservationPeriod,
    /// One summary for each customer.
    pub summaries: &'a [CustomerSummary],
    /// How long each customer stayed, in the order of the summaries.
    pub stays: &'a [Stay],
    /// The group of each customer, in that order.
    pub segments: &'a [Segment],
    /// What is expected of each customer, in that order.
    pub forecast: &'a Forecast,
    /// The choices that hold.
    pub settings: &'a Settings,
    /// The words of the owner's language.
    pub words: &'a Words,
}

/// Something that supplies variables: the ledger, the settings, a statistical model, or a crate of one's own.
///
/// Columns go in, named columns come out; the same facts give the same values.
pub trait VariableProvider: std::fmt::Debug + Sync {
    /// Returns the variables that it can supply.
    fn variables(&self) -> Vec<VariableSpec>;

    /// Returns the values of those that are wanted, by their English names and in that order.
    fn compute(&self, wanted: &[&str], facts: &Facts<'_>) -> Vec<Values>;
}
