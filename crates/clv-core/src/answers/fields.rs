//! What the owner may say that a column is.

use crate::answers::filled_in::{BothLanguages, Typed};

/// The fields in the drop-down of column choices, by their names in the contract; each is a message `field-<name>`.
///
/// Their words in one language, with the commas between them, must stay within the 255 characters of a drop-down.
pub(crate) const CHOOSABLE: [&str; 19] = [
    "date",
    "customer",
    "customer_id",
    "email",
    "order_id",
    "product",
    "category",
    "quantity",
    "amount",
    "amount_excl",
    "amount_incl",
    "vat_amount",
    "refund_amount",
    "status",
    "type",
    "channel",
    "segment",
    "cost",
    "other",
];

/// Returns the field that a word stands for, in either language or as the contract calls it.
pub(super) fn read(typed: Typed<'_>, words: &BothLanguages) -> Option<&'static str> {
    words.option(&typed.text()?, "field", &CHOOSABLE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Lang, Words};

    #[test]
    fn the_drop_down_fits_and_each_word_is_read_back() {
        let both = BothLanguages::load();
        for words in [Words::new(Lang::Nl), Words::new(Lang::En)] {
            let shown: Vec<_> = CHOOSABLE.iter().map(|field| words.named("field", field)).collect();
            assert!(shown.join(",").chars().count() <= 255, "{}", shown.join(","));
            for (field, word) in CHOOSABLE.iter().zip(&shown) {
                assert_eq!(read(Typed::Text(word), &both), Some(*field));
            }
        }
    }
}
