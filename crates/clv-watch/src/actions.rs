//! The suggestions as a table for a mail program: who, what and when.

use clv_core::analysis::Analysis;
use clv_core::words::Words;

/// Writes a table with the columns e-mail, first name, segment, offer, date and tag, one line for each suggestion whose
/// customer has an e-mail address; UTF-8, with commas.
///
/// Who may not be approached is in no suggestion, so not in the table either.
pub fn table(analysis: &Analysis, words: &Words) -> Vec<u8> {
    let speech = analysis.speech(words);
    let headers = ["email", "first-name", "segment", "offer", "date", "tag"];
    let mut text = line(headers.map(|header| words.text(&format!("csv-{header}"))));
    for offer in &analysis.offers.planned {
        let Some(id) = offer.customer else { continue };
        let customer = &analysis.reading.ledger.customers[id.0 as usize];
        let Some(email) = &customer.told.email else { continue };
        let segment = analysis.segments[id.0 as usize];
        let what = match offer.product {
            Some(_) => speech.product(offer.product).to_owned(),
            None => speech.title(offer.rule),
        };
        text += &line([
            email.to_string(),
            customer.told.first_name.clone().unwrap_or_default().into(),
            words.named("segment", segment.id()),
            what,
            offer.window.from.to_string(),
            format!("clv-{}", offer.rule.replace('_', "-")),
        ]);
    }
    text.into_bytes()
}

fn line(cells: [String; 6]) -> String {
    cells.map(|cell| quoted(&cell)).join(",") + "\r\n"
}

/// Quotes a cell where it has to be, and takes from a text that begins like a formula the power to be one.
fn quoted(cell: &str) -> String {
    let safe =
        if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell.to_owned() };
    if safe.contains(['"', ',', '\r', '\n']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_have_to_be_and_are_never_formulas() {
        assert_eq!(quoted("Vermeer, Jan \"J\""), "\"Vermeer, Jan \"\"J\"\"\"");
        assert_eq!(quoted("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(quoted("anna@voorbeeld.nl"), "anna@voorbeeld.nl");
    }
}
