//! The key `offers` of `run`: what to suggest to whom.

use super::Day;
use clv_core::analysis::Analysis;
use clv_core::offers::Offer;
use clv_core::offers::wording::Speech;
use clv_core::words::Words;
use serde::Serialize;

/// The suggestions of a ledger.
#[derive(Debug, Serialize)]
pub(super) struct Offers<'a> {
    offers: Vec<Suggestion<'a>>,
}

#[derive(Debug, Serialize)]
struct Suggestion<'a> {
    customer: Option<&'a str>,
    customer_id: Option<&'a str>,
    rule: &'static str,
    kind: &'static str,
    product: Option<&'a str>,
    because: String,
    from: Day,
    until: Day,
    chance: Option<f64>,
    expected_revenue: f64,
    expected_margin: Option<f64>,
    certainty: &'static str,
    text: String,
}

/// Lists what is planned, in the order of the actions sheet.
pub(super) fn offers<'a>(analysis: &'a Analysis, words: &Words) -> Offers<'a> {
    let speech = analysis.speech(words);
    let planned = &analysis.offers.planned;
    Offers { offers: planned.iter().map(|offer| one(analysis, &speech, offer)).collect() }
}

fn one<'a>(analysis: &'a Analysis, speech: &Speech<'_>, offer: &Offer) -> Suggestion<'a> {
    let customers = &analysis.reading.ledger.customers;
    let customer = offer.customer.map(|id| &customers[id.0 as usize]);
    let product = offer.product.map(|product| analysis.ladder.catalog.get(product));
    Suggestion {
        customer: customer.map(|customer| customer.name.as_str()),
        customer_id: customer.map(|customer| customer.id.as_str()),
        rule: offer.rule,
        kind: offer.kind.name(),
        product: product.map(|product| product.name.as_str()),
        because: speech.because(offer),
        from: Day(offer.window.from),
        until: Day(offer.window.until),
        chance: (offer.chance > 0.0).then_some(offer.chance),
        expected_revenue: offer.expected_revenue,
        expected_margin: offer.expected_margin,
        certainty: offer.certainty.name(),
        text: speech.text(offer),
    }
}
