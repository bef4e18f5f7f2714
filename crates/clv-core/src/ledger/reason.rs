//! Why a row of a list is not counted.

/// Why a row is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A total or subtotal.
    TotalRow,
    /// The headers once more.
    RepeatedHeader,
    /// A label or a note, no sale.
    Heading,
    /// A cost, not income.
    Cost,
    /// An order placed to try the shop.
    TestOrder,
    /// Quote, draft, cancelled, failed.
    NotFinal,
    /// The same order stands elsewhere too.
    Duplicate,
    /// The payment of an invoice that is counted.
    PaymentOfInvoice,
    /// A transfer of a payment provider, not a customer.
    Payout,
    /// The date is missing.
    NoDate,
    /// The date cannot be read.
    UnreadableDate,
    /// The amount is missing.
    NoAmount,
    /// The amount cannot be read.
    UnreadableAmount,
    /// A cell that matters holds an error.
    ErrorValue,
    /// Another currency than the ledger's.
    OtherCurrency,
    /// VAT, deposit, private withdrawal, shipping as a row of its own.
    NotRevenue,
    /// The amount is nought.
    ZeroAmount,
    /// A later term of a purchase that is counted; its amount is added to that purchase.
    Instalment,
}

impl Reason {
    /// Returns whether a row of that reason is still somebody's: it may share the fate of its order, and its customer is
    /// told of if nothing else of theirs counts.
    pub(super) fn is_somebodys(self) -> bool {
        matches!(
            self,
            Self::NotFinal
                | Self::TestOrder
                | Self::OtherCurrency
                | Self::NoAmount
                | Self::ZeroAmount
                | Self::Instalment
                | Self::NoDate
                | Self::UnreadableDate
                | Self::UnreadableAmount
                | Self::ErrorValue
        )
    }

    /// Returns the name in JSON and in the Fluent messages `reason-<name>`, there with `-` for `_`.
    pub fn name(self) -> &'static str {
        match self {
            Self::TotalRow => "total_row",
            Self::RepeatedHeader => "repeated_header",
            Self::Heading => "heading",
            Self::Cost => "cost",
            Self::TestOrder => "test_order",
            Self::NotFinal => "not_final",
            Self::Duplicate => "duplicate",
            Self::PaymentOfInvoice => "payment_of_invoice",
            Self::Payout => "payout",
            Self::NoDate => "no_date",
            Self::UnreadableDate => "unreadable_date",
            Self::NoAmount => "no_amount",
            Self::UnreadableAmount => "unreadable_amount",
            Self::ErrorValue => "error_value",
            Self::OtherCurrency => "other_currency",
            Self::NotRevenue => "not_revenue",
            Self::ZeroAmount => "zero_amount",
            Self::Instalment => "instalment",
        }
    }
}
