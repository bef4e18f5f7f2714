//! What to do this week: the first suggestions of the actions sheet.

use crate::offers::Offer;
use crate::report::Context;
use crate::report::actions::this_week;
use crate::report::page::{Page, part, wide};
use crate::sheet::{Content, Role};

/// How many suggestions the first sheet shows.
const MOST: usize = 5;

/// Writes the block; nothing where there is nobody to approach.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let analysis = context.analysis;
    let offers: Vec<&Offer> = this_week(context).collect();
    if offers.is_empty() {
        return;
    }
    let shown = &offers[..offers.len().min(MOST)];
    let currency = &analysis.reading.ledger.currency;
    let value: f64 = offers.iter().map(|offer| offer.value().max(0.0)).sum();
    let words = [
        ("n", offers.len().into()),
        ("has-value", if value > 0.0 { "yes" } else { "no" }.into()),
        ("value", context.words.money(value, currency).into()),
    ];
    page.line(Role::Heading, context.words.fill("week-title", &words));
    page.header_row(
        context,
        &[
            (2, "actions-customer"),
            (3, "actions-offer"),
            (6, "actions-because"),
            (2, "actions-until"),
            (2, "actions-value"),
        ],
    );
    let speech = analysis.speech(context.words);
    for offer in shown {
        let customer = offer.customer.map(|id| &analysis.reading.ledger.customers[id.0 as usize]);
        let what = match offer.product {
            Some(product) => {
                format!("{}: {}", speech.title(offer.rule), speech.product(Some(product)))
            }
            None => speech.title(offer.rule),
        };
        let value = Some(offer.value()).filter(|value| *value > 0.0);
        page.cells([
            wide(2, customer.map(|customer| customer.name.as_str()), Role::Text),
            wide(3, what, Role::Wrapped),
            wide(6, speech.because(offer), Role::Wrapped),
            wide(2, offer.window.until, Role::Date),
            wide(2, value, Role::Money),
        ]);
    }
    let link = Content::Link {
        text: context.text("week-more"),
        target: context.names.reference("actions", "A1"),
    };
    page.cells([part(link, Role::Text)]);
}

#[cfg(test)]
mod tests {
    use crate::report::fixture::{SALES, analysis, block, report};
    use expect_test::expect;

    #[test]
    fn the_first_suggestions_stand_on_the_first_sheet() {
        expect![[r"
            Deze week doen: 5 klanten, samen goed voor naar verwachting € 215
            Klant | Aanbod | Waarom | Datum tot | Verwacht
            Dirk | Tweede stap: Traject | Traject is de volgende stap na Workshop; er zijn nog te weinig klanten om het te tellen | 2024-12-15 | 172.72727272727275
            Ben | Tweede stap: Workshop | Workshop is de volgende stap na E-book; er zijn nog te weinig klanten om het te tellen | 2024-12-13 | 42.42424242424242
            Ana | Aandacht | Een van je beste klanten, en hoorde sinds 10 mei 2024 niets van je | 2025-03-01 | <Money>
            Cleo | Aandacht | Een van je beste klanten, en hoorde sinds 1 jun 2024 niets van je | 2025-03-01 | <Money>
            Fouad | Welkom | Eerste aankoop op 30 nov 2024: nu maak je het verschil tussen eenmalig en blijvend | 2024-12-07 | <Money>
            → Alle voorstellen staan op het actieblad
        "]].assert_eq(&block(
            &report(&analysis(SALES)),
            "summary",
            "Deze week",
            "De groep",
        ));
    }
}
