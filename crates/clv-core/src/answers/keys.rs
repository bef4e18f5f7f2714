//! The stable keys beside the cells that owners fill in, so that an answer finds its place again wherever it moved.

use super::Recalculated;
use crate::settings::RememberedColumn;
use std::fmt;

/// What a row of ours is about, as it stands in the hidden column of keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// One of the settings, by its id.
    Setting(String),
    /// A channel through which customers come, by its key.
    Channel(String),
    /// A column of the owner's and how it was read.
    Column(RememberedColumn),
    /// Two customers that look alike, by their ids.
    Merge(String, String),
    /// A suggestion: its rule, the id of the customer (empty for advice) and the product (empty without one).
    Action(String, String, String),
    /// A product of the ladder, by its key.
    Product(String),
    /// What another program made of our formulas.
    Recalculated(Recalculated),
}

impl Key {
    /// Reads a key; anything else is none.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let parts: Vec<String> = text.split('|').map(unescape).collect();
        let mut parts = parts.into_iter();
        let kind = parts.next()?;
        let key = match kind.as_str() {
            "setting" => Self::Setting(parts.next()?),
            "channel" => Self::Channel(parts.next()?),
            "column" => Self::Column(RememberedColumn {
                sheet: parts.next()?,
                letters: parts.next()?,
                field: parts.next()?,
                header: parts.next()?,
                was: parts.next()?,
            }),
            "merge" => Self::Merge(parts.next()?, parts.next()?),
            "action" => Self::Action(parts.next()?, parts.next()?, parts.next()?),
            "product" => Self::Product(parts.next()?),
            "recalculated" => {
                let (n_equal, n_all) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
                let first = parts.next().filter(|cell| !cell.is_empty());
                Self::Recalculated(Recalculated { n_equal, n_all, first })
            }
            _ => return None,
        };
        parts.next().is_none().then_some(key)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting(id) => write!(f, "setting|{}", escape(id)),
            Self::Channel(channel) => write!(f, "channel|{}", escape(channel)),
            Self::Column(RememberedColumn { sheet, letters, field, header, was }) => {
                let [sheet, letters, field, header, was] =
                    [sheet, letters, field, header, was].map(|part| escape(part));
                write!(f, "column|{sheet}|{letters}|{field}|{header}|{was}")
            }
            Self::Merge(one, other) => write!(f, "merge|{}|{}", escape(one), escape(other)),
            Self::Action(rule, customer, product) => {
                write!(f, "action|{}|{}|{}", escape(rule), escape(customer), escape(product))
            }
            Self::Product(product) => write!(f, "product|{}", escape(product)),
            Self::Recalculated(Recalculated { n_equal, n_all, first }) => {
                let first = escape(first.as_deref().unwrap_or_default());
                write!(f, "recalculated|{n_equal}|{n_all}|{first}")
            }
        }
    }
}

fn escape(part: &str) -> String {
    part.replace('%', "%25").replace('|', "%7C")
}

fn unescape(part: &str) -> String {
    part.replace("%7C", "|").replace("%25", "%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_whatever_stands_in_it() {
        let odd = "50% | korting %7C";
        for key in [
            Key::Setting("gross_margin".to_owned()),
            Key::Channel(odd.to_owned()),
            Key::Column(RememberedColumn {
                letters: "AB".to_owned(),
                header: odd.to_owned(),
                ..RememberedColumn::default()
            }),
            Key::Merge(odd.to_owned(), odd.to_owned()),
            Key::Action("win_back".to_owned(), odd.to_owned(), String::new()),
            Key::Product(odd.to_owned()),
            Key::Recalculated(Recalculated { n_equal: 3, n_all: 4, first: Some(odd.to_owned()) }),
            Key::Recalculated(Recalculated::default()),
        ] {
            assert_eq!(Key::parse(&key.to_string()), Some(key));
        }
    }

    #[test]
    fn other_texts_are_no_keys() {
        for text in ["", "setting", "Klant", "action|win_back", "setting|a|b"] {
            assert_eq!(Key::parse(text), None, "{text}");
        }
    }
}
