//! What the owner filled in on our sheets, read back before they are written anew.

use crate::calendar::Date;
use crate::settings::Settings;

/// How a customer reacted to a suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reaction {
    /// Bought or agreed.
    Yes,
    /// Declined.
    No,
    /// Asked to come back later.
    Later,
}

/// What the owner noted beside one suggestion; kept by its key, whatever its row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ActionAnswer {
    /// The key of the customer ([`crate::ledger::Customer::id`]); empty for advice.
    pub customer: String,
    /// The rule of the suggestion.
    pub rule: String,
    /// The product of the suggestion.
    pub product: Option<String>,
    /// When it was done.
    pub done_on: Option<Date>,
    /// What came of it.
    pub reaction: Option<Reaction>,
    /// Whether this customer is not to be approached at all.
    pub do_not_contact: bool,
    /// A note.
    pub note: Option<String>,
}

/// What the owner says of one product of the ladder; kept by its name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProductAnswer {
    /// The key of the product: its normalized name.
    pub product: String,
    /// Another name for it.
    pub name: Option<String>,
    /// The step: `free`, `entry`, `core`, `premium`, `ongoing`.
    pub step: Option<String>,
    /// Margin as a share, 0 to 1.
    pub margin: Option<f64>,
    /// Whether it is bought only once.
    pub once_only: Option<bool>,
    /// Whether it is still sold.
    pub still_sold: Option<bool>,
    /// Whether it is new.
    pub is_new: Option<bool>,
}

/// Everything the owner filled in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// The choices on the settings sheet and the merges on the check sheet.
    pub settings: Settings,
    /// The answers on the actions sheet.
    pub actions: Vec<ActionAnswer>,
    /// The answers on the offers sheet.
    pub products: Vec<ProductAnswer>,
}
