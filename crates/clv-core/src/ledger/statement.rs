//! Names inside the texts of a bank statement that has no column for them.

/// What stands before the name of the other party, and what ends it.
const MARKS: [(&str, &[&str]); 3] = [
    ("/NAME/", &["/"]),
    (
        "Naam:",
        &["Omschrijving:", "IBAN:", "BIC:", "Kenmerk:", "Machtiging:", "Incassant:", "\n", "  "],
    ),
    ("Name:", &["Description:", "IBAN:", "BIC:", "Reference:", "\n", "  "]),
];

/// Returns the name of the other party in the text of a transfer: `/TRTP/SEPA OVERBOEKING/…/NAME/A PRINS/REMI/…`.
pub(super) fn name_in(text: &str) -> Option<&str> {
    MARKS.iter().find_map(|(mark, ends)| {
        let after = text.split_once(mark)?.1.trim_start();
        let end = ends.iter().filter_map(|end| after.find(end)).min().unwrap_or(after.len());
        Some(after[..end].trim()).filter(|name| !name.is_empty() && name.len() <= 80)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::facts::check;
    use expect_test::expect;

    #[test]
    fn names_stand_behind_their_mark() {
        for (text, name) in [
            ("/TRTP/SEPA OVERBOEKING/IBAN/NL1/BIC/INGBNL2A/NAME/A PRINS/REMI/12", Some("A PRINS")),
            (
                "SEPA Overboeking  IBAN: NL1  BIC: INGBNL2A  Naam: A Prins  Omschrijving: 12",
                Some("A Prins"),
            ),
            ("BEA NR:XX 03.02.24/10.14 AH 1234", None),
        ] {
            assert_eq!(name_in(text), name, "{text}");
        }
    }

    #[test]
    fn statements_without_a_column_of_names_tell_them_in_their_texts() {
        check(
            "Rekeningnummer | Muntsoort | Transactiedatum | Rentedatum | Beginsaldo | Eindsaldo | Transactiebedrag | Omschrijving\n123 | EUR | 20240103 | 20240103 | 0 | 50 | 50 | /TRTP/SEPA/NAME/A PRINS/REMI/factuur 1 btw\n123 | EUR | 20240203 | 20240203 | 50 | 100 | 50 | /TRTP/SEPA/NAME/A PRINS/REMI/factuur 2\n123 | EUR | 20240204 | 20240204 | 100 | 900 | 800 | /TRTP/SEPA/NAME/STICHTING MOLLIE PAYMENTS/REMI/x\n123 | EUR | 20240205 | 20240205 | 900 | 880 | -20 | BEA NR:1 AH",
            &expect![[
                r"2 counted, 2 purchases, 1 customers, EUR 100.00 unknown; out: 4 payout, 5 cost"
            ]],
        );
    }
}
