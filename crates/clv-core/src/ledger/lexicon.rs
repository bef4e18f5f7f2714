//! What the words in cells say about their row, found once for each different text.

use super::text::{fold, value_key, words_of};
use super::vocabulary::vocabulary;
use crate::grid::{Book, Cell, TextId};
use crate::parallel;

/// What a text says; several can hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Says(u32);

macro_rules! says {
    ($($(#[$doc:meta])* $name:ident = $bit:expr;)*) => {
        impl Says {
            $($(#[$doc])* pub(super) const $name: Self = Self(1 << $bit);)*
            /// Nothing.
            pub(super) const NOTHING: Self = Self(0);
        }
    };
}

says! {
    /// It was looked up.
    KNOWN = 0;
    /// Paid, sent, done.
    FINAL = 1;
    /// Still to be paid.
    OPEN = 2;
    /// A quote, a draft, cancelled, failed.
    NOT_FINAL = 3;
    /// Something was given back, or this gives it back.
    REFUND = 4;
    /// This sale was given back as a whole.
    WHOLE_REFUND = 5;
    /// A sale.
    SALE = 6;
    /// The payment of a sale.
    PAYMENT = 7;
    /// Something that was bought.
    BOUGHT = 8;
    /// A cost.
    COST = 9;
    /// A transfer to or from a payment service.
    PAYOUT = 10;
    /// VAT, deposits, private money.
    NOT_REVENUE = 11;
    /// Money in.
    IN = 12;
    /// Money out.
    OUT = 13;
    /// Nobody in particular.
    GUEST = 14;
    /// An order to try things out.
    TEST = 15;
    /// A payment service.
    PAYMENT_SERVICE = 16;
    /// The same as above.
    DITTO = 17;
    /// Begins with a word for a total.
    TOTAL = 18;
    /// A word for a total and a period or nothing behind it.
    PLAIN_TOTAL = 19;
    /// Yes.
    YES = 20;
    /// No.
    NO = 21;
    /// The whole text is a word for what is no revenue.
    ALL_NOT_REVENUE = 22;
    /// A training.
    TRAINING = 23;
    /// A subscription.
    SUBSCRIPTION = 24;
    /// The whole text is a word for a cost or for something bought.
    ALL_COST = 25;
    /// The whole text is a word for a sale.
    ALL_SALE = 26;
    /// A part of a purchase that is paid in parts.
    INSTALMENT = 27;
    /// Begins with a word for what is charged beside the sale: shipping, a deposit.
    SIDE_CHARGE = 28;
}

impl Says {
    /// Returns whether it says any of these.
    #[inline]
    pub(super) fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    fn set(&mut self, what: Self, holds: bool) {
        if holds {
            self.0 |= what.0;
        }
    }
}

impl std::ops::BitOr for Says {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What the texts of a workbook say, remembered.
pub(super) struct Lexicon<'a> {
    book: &'a Book,
    known: Vec<Says>,
}

impl<'a> Lexicon<'a> {
    /// Starts without having looked anything up.
    pub(super) fn new(book: &'a Book) -> Self {
        Self { book, known: Vec::new() }
    }

    /// Returns what a cell says; only texts say something.
    pub(super) fn cell(&mut self, cell: Cell) -> Says {
        match cell {
            Cell::Text(id) => self.text(id),
            Cell::Logical(true) => Says::YES,
            Cell::Logical(false) => Says::NO,
            Cell::Empty | Cell::Number(_) | Cell::Date(_) | Cell::Error(_) => Says::default(),
        }
    }

    /// Returns what a text says.
    pub(super) fn text(&mut self, id: TextId) -> Says {
        let at = id.0 as usize;
        if self.known.len() <= at {
            self.known.resize(self.book.texts.len().max(at + 1), Says::default());
        }
        if !self.known[at].any(Says::KNOWN) {
            self.known[at] = says(self.book.texts.get(id));
        }
        self.known[at]
    }

    /// Looks up what all cells say: of many texts, with all processors.
    pub(super) fn learn(&mut self, cells: impl Iterator<Item = Cell>) {
        self.known.resize(self.book.texts.len(), Says::default());
        let mut fresh = Vec::new();
        for cell in cells {
            if let Cell::Text(id) = cell
                && !self.known[id.0 as usize].any(Says::KNOWN)
            {
                self.known[id.0 as usize] = Says::KNOWN;
                fresh.push(id);
            }
        }
        let found = parallel::flat_map(fresh.len(), |at| [says(self.book.texts.get(fresh[at]))]);
        for (id, says) in fresh.iter().zip(found) {
            self.known[id.0 as usize] = says;
        }
    }
}

/// What the words of each list say: as a whole text, and among other words.
pub(super) const SAYINGS: &[(&str, Says, Says)] = &[
    ("final", Says::FINAL, Says::NOTHING),
    ("open", Says::OPEN, Says::NOTHING),
    ("not_final", Says::NOT_FINAL, Says::NOT_FINAL),
    ("refund", Says::REFUND, Says::REFUND),
    ("whole_refund", Says::WHOLE_REFUND, Says::NOTHING),
    ("sale", Says::ALL_SALE, Says::SALE),
    ("payment", Says::PAYMENT, Says::PAYMENT),
    ("bought", Says::ALL_COST, Says::BOUGHT),
    ("cost", Says::ALL_COST, Says::COST),
    ("payout", Says::PAYOUT, Says::PAYOUT),
    ("not_revenue", Says::ALL_NOT_REVENUE, Says::NOT_REVENUE),
    ("not_revenue_names", Says::NOT_REVENUE, Says::NOT_REVENUE),
    ("sign_in", Says::IN, Says::NOTHING),
    ("sign_out", Says::OUT, Says::NOTHING),
    ("guest", Says::GUEST, Says::NOTHING),
    ("test", Says::TEST, Says::NOTHING),
    ("payment_services", Says::PAYMENT_SERVICE, Says::PAYMENT_SERVICE),
    ("ditto", Says::DITTO, Says::NOTHING),
    ("yes", Says::YES, Says::NOTHING),
    ("no", Says::NO, Says::NOTHING),
    ("training", Says::TRAINING, Says::TRAINING),
    ("subscription", Says::SUBSCRIPTION, Says::SUBSCRIPTION),
];

/// Returns what a text says.
pub(super) fn says(text: &str) -> Says {
    let words = vocabulary();
    let text = text.trim();
    let folded = fold(text);
    let parts: Vec<&str> = words_of(&folded).collect();
    let mut says = Says::KNOWN | says_as_a_whole(text);
    if text.len() <= 80 {
        let mut key = String::new();
        for start in 0..parts.len() {
            key.clear();
            for word in parts[start..].iter().take(4) {
                key.push_str(word);
                if key.len() > 1 {
                    says = says | words.sayings(&key).1;
                }
            }
        }
    }
    says.set(Says::TEST, is_test(text, &parts));
    let (is_total, is_plain) = total(&parts);
    says.set(Says::TOTAL, is_total);
    says.set(Says::PLAIN_TOTAL, is_plain);
    let begins = |n: usize| parts.len() >= n && words.is_in("side_charge", &parts[..n].concat());
    says.set(Says::SIDE_CHARGE, begins(1) || begins(2) || begins(3));
    says.set(Says::INSTALMENT, super::instalments::term_of(&folded).is_some());
    says
}

/// Returns what a text says as a whole, whatever its words say: much less work where that is all that is asked.
pub(super) fn says_as_a_whole(text: &str) -> Says {
    let (whole, within) = vocabulary().sayings(&value_key(text.trim()));
    whole | within
}

/// Recognizes the addresses that orders to try things out are placed with, and names that begin with the word.
fn is_test(text: &str, parts: &[&str]) -> bool {
    let words = vocabulary();
    if let Some((name, domain)) = text.split_once('@') {
        let is_test_name = matches!(fold(name).as_str(), "test" | "tester");
        return is_test_name || words.is_in("test_domains", &value_key(domain));
    }
    let begins =
        parts.first().is_some_and(|word| matches!(*word, "test" | "testklant" | "proefbestelling"));
    let is_firm = parts.iter().any(|word| words.is_in("legal_forms", word)) || text.contains('-');
    begins && parts.len() <= 3 && !is_firm
}

/// Returns whether a text begins or ends with a word for a total, and whether there is no name beside it.
fn total(parts: &[&str]) -> (bool, bool) {
    let words = vocabulary();
    let n = parts.len();
    if n == 0 || n > 8 {
        return (false, false);
    }
    let head = (1..=n.min(2)).rev().find(|&len| words.is_in("total", &parts[..len].concat()));
    let Some(len) = head else {
        let ends = words.is_in("total", parts[n - 1]) && parts[n - 1].len() > 3;
        return (ends, ends && parts[..n - 1].iter().all(|word| is_rest(word)));
    };
    (true, parts[len..].iter().all(|word| is_rest(word)))
}

fn is_rest(word: &str) -> bool {
    let words = vocabulary();
    words.is_in("total_rest", word)
        || words.is_in("total", word)
        || words.month(word).is_some()
        || word.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_told_from_customers_that_are_called_so() {
        for text in [
            "Totaal",
            "Totaal januari",
            "Totaal inkomsten",
            "TOTAAL 2024",
            "Subtotaal:",
            "Total général",
            "Januari totaal",
        ] {
            assert!(says(text).any(Says::PLAIN_TOTAL), "{text}");
        }
        for text in ["Totaal Techniek B.V.", "Saldo Fit", "Bakkerij Som"] {
            assert!(!says(text).any(Says::PLAIN_TOTAL), "{text}");
        }
    }

    #[test]
    fn test_orders_are_told_from_customers_that_are_called_so() {
        for text in
            ["test", "Test klant", "TEST", "test@example.com", "jan@test.nl", "Test bestelling"]
        {
            assert!(says(text).any(Says::TEST), "{text}");
        }
        for text in ["Attest Keuringen", "Testa Rossa", "Test-Aankoop vzw", "ana@latest.nl"] {
            assert!(!says(text).any(Says::TEST), "{text}");
        }
    }

    #[test]
    fn statuses_say_what_counts() {
        assert!(says("Geannuleerd door klant").any(Says::NOT_FINAL));
        assert!(says("Credit invoice").any(Says::REFUND));
        assert!(says("Factuurbetaling ontvangen").any(Says::PAYMENT));
        assert!(says("Factuur ontvangen").any(Says::BOUGHT));
        assert!(!says("Betaald").any(Says::NOT_FINAL | Says::REFUND));
    }
}
