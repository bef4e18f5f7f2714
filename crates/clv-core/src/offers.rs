//! Follow-up offers: what to suggest to whom, when, why, and what it is expected to bring.

use crate::calendar::Date;
use crate::ledger::CustomerId;

/// What sort of step an offer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferKind {
    /// Another product of similar price.
    Horizontal,
    /// A logical sequel, deeper and often dearer.
    Vertical,
    /// A smaller step towards a far dearer product.
    SteppingStone,
    /// The same for longer.
    Extension,
    /// A contract that ends soon.
    Renewal,
    /// From loose to ongoing, or from month to year.
    Subscription,
    /// The same again.
    Replenishment,
    /// Somebody who stayed away.
    Winback,
    /// Attention without a sale.
    Care,
    /// A review or a referral.
    Referral,
    /// Advice to the owner.
    Advice,
}

impl OfferKind {
    /// Returns the name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Horizontal => "horizontal",
            Self::Vertical => "vertical",
            Self::SteppingStone => "stepping_stone",
            Self::Extension => "extension",
            Self::Renewal => "renewal",
            Self::Subscription => "subscription",
            Self::Replenishment => "replenishment",
            Self::Winback => "winback",
            Self::Care => "care",
            Self::Referral => "referral",
            Self::Advice => "advice",
        }
    }
}

/// What a suggestion rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// Counted in this ledger.
    Measured,
    /// A rule of thumb.
    Idea,
}

impl Certainty {
    /// Returns the name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Idea => "idea",
        }
    }
}

/// One suggestion.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// To whom; `None` is advice to the owner.
    pub customer: Option<CustomerId>,
    /// Which rule made it: an id of the contract, such as `second_step`.
    pub rule: &'static str,
    /// What sort of step it is.
    pub kind: OfferKind,
    /// What is offered, if it is a product.
    pub product: Option<String>,
    /// Why, in a sentence with counts.
    pub because: String,
    /// The first day of the window.
    pub from: Date,
    /// The last day of the window.
    pub until: Date,
    /// Chance × price, in the ledger's currency.
    pub expected_revenue: f64,
    /// Chance × price × margin − cost of contact − chance × discount; `None` until a margin is known.
    pub expected_margin: Option<f64>,
    /// What it rests on.
    pub certainty: Certainty,
    /// A text that the owner can send or say.
    pub text: String,
}
