//! What a suggestion is expected to bring, in revenue and in margin.

/// What a suggestion may bring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Worth {
    /// Nothing that can be counted: attention pays itself back or it does not.
    Nothing,
    /// A sale with some chance.
    Sale {
        /// The chance, 0 to 1.
        chance: f64,
        /// What it brings, in the ledger's currency.
        price: f64,
        /// The discount that is given with it, as a share of the price.
        discount: f64,
    },
    /// Contacts that need not be paid for.
    Saved {
        /// What they would have cost.
        cost: f64,
    },
}

impl Worth {
    /// A sale without a discount.
    pub(super) fn sale(chance: f64, price: f64) -> Self {
        Self::Sale { chance, price, discount: 0.0 }
    }

    pub(super) fn chance(self) -> f64 {
        match self {
            Self::Sale { chance, .. } => chance,
            Self::Nothing | Self::Saved { .. } => 0.0,
        }
    }

    pub(super) fn revenue(self) -> f64 {
        match self {
            Self::Sale { chance, price, .. } => chance * price,
            Self::Nothing | Self::Saved { .. } => 0.0,
        }
    }

    /// Returns chance × price × margin − cost of contact − chance × discount; nothing until a margin is known.
    pub(super) fn margin(self, margin: Option<f64>, contact_cost: f64) -> Option<f64> {
        match self {
            Self::Sale { chance, price, discount } => {
                Some(chance * price * (margin? - discount) - contact_cost)
            }
            Self::Saved { cost } => Some(cost),
            Self::Nothing => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_margin_is_what_is_left_after_the_contact_and_the_discount() {
        let worth = Worth::Sale { chance: 0.25, price: 400.0, discount: 0.1 };
        assert_eq!(worth.revenue(), 100.0);
        assert_eq!(worth.margin(Some(0.5), 3.0), Some(0.25 * 400.0 * 0.5 - 3.0 - 0.25 * 40.0));
    }

    #[test]
    fn without_a_margin_only_the_revenue_is_known() {
        assert_eq!(Worth::sale(0.25, 400.0).margin(None, 3.0), None);
        assert_eq!(Worth::Nothing.margin(Some(0.5), 3.0), None);
    }
}
