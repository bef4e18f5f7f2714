//! What a column can be.

/// The meaning of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Date,
    DueDate,
    PaidDate,
    Customer,
    FirstName,
    Infix,
    LastName,
    Company,
    CustomerId,
    Email,
    Phone,
    PostalCode,
    City,
    Country,
    Sector,
    Segment,
    CustomerSince,
    AmountIncl,
    AmountExcl,
    Amount,
    VatAmount,
    VatRate,
    Discount,
    Shipping,
    Fee,
    Cost,
    Margin,
    Quantity,
    UnitPrice,
    Product,
    Category,
    Sku,
    Description,
    OrderId,
    Status,
    Type,
    RefundAmount,
    PaidAmount,
    Outstanding,
    Currency,
    Channel,
    Referrer,
    StartDate,
    EndDate,
    Interval,
    PaymentMethod,
    Consent,
    Note,
    Iban,
    Score,
    /// Whom something was bought from: its rows are costs.
    Supplier,
    /// Live or test, in exports of payment services.
    Mode,
    /// The order that a refund belongs to.
    Reference,
    /// When an order was cancelled; empty for those that were not.
    Cancelled,
    BirthDate,
    /// Why somebody left.
    LeaveReason,
    Other,
}

/// Each field with its name in the vocabulary and its name in the contract.
const NAMES: [(Field, &str, &str); 57] = [
    (Field::Date, "date", "date"),
    (Field::DueDate, "due_date", "due_date"),
    (Field::PaidDate, "paid_date", "paid_date"),
    (Field::Customer, "customer_name", "customer"),
    (Field::FirstName, "customer_first", "first_name"),
    (Field::Infix, "customer_infix", "last_name"),
    (Field::LastName, "customer_last", "last_name"),
    (Field::Company, "company", "customer"),
    (Field::CustomerId, "customer_id", "customer_id"),
    (Field::Email, "email", "email"),
    (Field::Phone, "phone", "phone"),
    (Field::PostalCode, "postal_code", "postal_code"),
    (Field::City, "city", "city"),
    (Field::Country, "country", "country"),
    (Field::Sector, "sector", "sector"),
    (Field::Segment, "segment", "segment"),
    (Field::CustomerSince, "customer_since", "customer_since"),
    (Field::AmountIncl, "amount_incl", "amount_incl"),
    (Field::AmountExcl, "amount_excl", "amount_excl"),
    (Field::Amount, "amount", "amount"),
    (Field::VatAmount, "vat_amount", "vat_amount"),
    (Field::VatRate, "vat_rate", "vat_rate"),
    (Field::Discount, "discount", "discount"),
    (Field::Shipping, "shipping", "shipping"),
    (Field::Fee, "fee", "fee"),
    (Field::Cost, "cost", "cost"),
    (Field::Margin, "margin", "margin"),
    (Field::Quantity, "quantity", "quantity"),
    (Field::UnitPrice, "unit_price", "unit_price"),
    (Field::Product, "product", "product"),
    (Field::Category, "category", "category"),
    (Field::Sku, "sku", "sku"),
    (Field::Description, "description", "description"),
    (Field::OrderId, "order_id", "order_id"),
    (Field::Status, "status", "status"),
    (Field::Type, "type", "type"),
    (Field::RefundAmount, "refund_amount", "refund_amount"),
    (Field::PaidAmount, "paid_amount", "paid_amount"),
    (Field::Outstanding, "outstanding", "outstanding"),
    (Field::Currency, "currency", "currency"),
    (Field::Channel, "channel", "channel"),
    (Field::Referrer, "referrer", "referrer"),
    (Field::StartDate, "start_date", "start_date"),
    (Field::EndDate, "end_date", "end_date"),
    (Field::Interval, "interval", "interval"),
    (Field::PaymentMethod, "payment_method", "payment_method"),
    (Field::Consent, "consent", "consent"),
    (Field::Note, "note", "note"),
    (Field::Iban, "iban", "iban"),
    (Field::Score, "score", "score"),
    (Field::Supplier, "supplier", "other"),
    (Field::Mode, "mode", "other"),
    (Field::Reference, "reference", "other"),
    (Field::Cancelled, "cancelled", "other"),
    (Field::BirthDate, "birth_date", "other"),
    (Field::LeaveReason, "leave_reason", "other"),
    (Field::Other, "other", "other"),
];

impl Field {
    /// Returns the name in the contract.
    pub(super) fn name(self) -> &'static str {
        NAMES[self as usize].2
    }

    /// Returns the field of a name in the vocabulary.
    pub(super) fn in_vocabulary(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, known, _)| *known == name).map(|(field, ..)| *field)
    }

    /// Returns the field of a name in the contract, as owners choose it.
    pub(super) fn in_contract(name: &str) -> Option<Self> {
        NAMES.iter().find(|(.., known)| *known == name).map(|(field, ..)| *field)
    }

    /// Returns whether it holds a sum of money.
    pub(super) fn is_money(self) -> bool {
        matches!(
            self,
            Self::AmountIncl
                | Self::AmountExcl
                | Self::Amount
                | Self::VatAmount
                | Self::Discount
                | Self::Shipping
                | Self::Fee
                | Self::Cost
                | Self::Margin
                | Self::UnitPrice
                | Self::RefundAmount
                | Self::PaidAmount
                | Self::Outstanding
        )
    }

    /// Returns whether it is the amount of a sale.
    pub(super) fn is_amount(self) -> bool {
        matches!(self, Self::AmountIncl | Self::AmountExcl | Self::Amount)
    }

    /// Returns whether it holds a date.
    pub(super) fn is_date(self) -> bool {
        matches!(
            self,
            Self::Date
                | Self::DueDate
                | Self::PaidDate
                | Self::CustomerSince
                | Self::StartDate
                | Self::EndDate
                | Self::Cancelled
                | Self::BirthDate
        )
    }

    /// Returns whether it tells who a customer is.
    pub(super) fn is_identity(self) -> bool {
        matches!(
            self,
            Self::Customer
                | Self::FirstName
                | Self::LastName
                | Self::Company
                | Self::CustomerId
                | Self::Email
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_order_of_the_fields() {
        for (at, (field, ..)) in NAMES.iter().enumerate() {
            assert_eq!(*field as usize, at, "{field:?}");
        }
    }
}
