//! A customer, and what some ledgers tell of one beside the name.

use super::vocabulary::vocabulary;
use crate::rarely::{Nothing, Rarely};
use compact_str::CompactString;

/// One customer, after spellings were merged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Customer {
    /// The key that stays the same from save to save: e-mail address, customer number or normalized name.
    pub id: CompactString,
    /// The name as the owner writes it most often.
    pub name: CompactString,
    /// What else is known.
    pub told: Rarely<Told>,
}

/// What is known of a customer beside the key and the name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// The keys of customers that were merged into this one.
    pub merged: Vec<CompactString>,
    /// Other spellings that were merged into this customer.
    pub spellings: Vec<CompactString>,
    /// The first name, if a column tells it.
    pub first_name: Option<CompactString>,
    /// The e-mail address.
    pub email: Option<CompactString>,
    /// What the consent column says, if there is one: whether this customer may be approached.
    pub consent: Option<bool>,
    /// The owner's own group, from a column such as `Segment` or `Klantgroep`.
    pub segment: Option<CompactString>,
    /// Sector or industry.
    pub sector: Option<CompactString>,
    /// Country.
    pub country: Option<CompactString>,
    /// The channel through which the first purchase came.
    pub channel: Option<CompactString>,
    /// Who referred this customer.
    pub referrer: Option<CompactString>,
    /// Why this customer left, from a column such as `Reden opzegging`.
    pub leave_reason: Option<CompactString>,
    /// The last satisfaction score, 0 to 10.
    pub score: Option<f64>,
}

impl Nothing for Told {
    fn nothing() -> &'static Self {
        static NOTHING: Told = Told {
            merged: Vec::new(),
            spellings: Vec::new(),
            first_name: None,
            email: None,
            consent: None,
            segment: None,
            sector: None,
            country: None,
            channel: None,
            referrer: None,
            leave_reason: None,
            score: None,
        };
        &NOTHING
    }
}

impl Customer {
    /// Returns all spellings of the name, the most frequent one first.
    pub fn names(&self) -> impl Iterator<Item = &CompactString> {
        std::iter::once(&self.name).chain(&self.told.spellings)
    }

    /// Returns whether the name says that this is a company or a society: one of its spellings has a legal form.
    pub fn has_legal_form(&self) -> bool {
        self.names().any(|name| vocabulary().is_within("legal_forms", name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_of_whom_only_a_name_is_known_takes_little_room() {
        assert_eq!(*Told::nothing(), Told::default());
        assert_eq!(size_of::<Customer>(), 56);
    }
}
