//! What a suggestion says: why, and a text that the owner can send or say.

use super::{Facts, Offer};
use crate::finding::Word;
use crate::ledger::{BusinessKind, Ledger};
use crate::products::{Catalog, ProductIndex};
use crate::templates::Template;
use crate::words::Words;

/// Everything that sentences are filled in with.
#[derive(Clone, Copy)]
pub struct Speech<'a> {
    /// The customers.
    pub ledger: &'a Ledger,
    /// The products.
    pub catalog: &'a Catalog,
    /// The kind of business, which chooses some words.
    pub business: BusinessKind,
    /// The template for it, which names its people.
    pub template: Option<&'a Template>,
    /// The language.
    pub words: &'a Words,
}

impl Speech<'_> {
    /// Returns why, in a sentence with counts: the message `offer-<rule>`.
    pub fn because(&self, offer: &Offer) -> String {
        self.words.fill(&message(offer.rule, ""), &self.filled_in(offer))
    }

    /// Returns a text to send or to say: the message `offer-<rule>-text`.
    pub fn text(&self, offer: &Offer) -> String {
        self.words.fill(&message(offer.rule, "-text"), &self.filled_in(offer))
    }

    /// Returns the name of the rule as owners know it: the message `rule-<rule>`.
    pub fn title(&self, rule: &str) -> String {
        self.words.named("rule", rule)
    }

    /// Returns the name of a product.
    pub fn product(&self, product: Option<ProductIndex>) -> &str {
        product.map_or("", |product| self.catalog.get(product).name.as_str())
    }

    /// Returns what customers are called in this kind of business.
    fn people(&self) -> String {
        let own = self.template.map(|template| template.people.text(self.words.lang()));
        own.map_or_else(|| self.words.text("offer-people"), ToOwned::to_owned)
    }

    fn filled_in(&self, offer: &Offer) -> Vec<(&'static str, Word)> {
        let Facts { after, towards, taken, eligible, days, count, date, amount, total } =
            offer.facts;
        let customer = offer.customer.map(|id| &self.ledger.customers[id.0 as usize]);
        let first_name = customer.and_then(|customer| customer.told.first_name.as_deref());
        let is_known = |known: bool| if known { "yes" } else { "no" };
        let money = |amount: f64| self.words.money(amount, &self.ledger.currency);
        let price = |product: Option<ProductIndex>| {
            money(product.and_then(|product| self.catalog.get(product).price).unwrap_or(0.0))
        };
        vec![
            ("business", self.business.name().into()),
            ("people", self.people().into()),
            ("certainty", offer.certainty.name().into()),
            ("named", is_known(first_name.is_some()).into()),
            ("first", first_name.unwrap_or_default().into()),
            ("known", is_known(after.is_some()).into()),
            ("after", self.product(after).into()),
            ("after-price", price(after).into()),
            ("offered", is_known(offer.product.is_some()).into()),
            ("product", self.product(offer.product).into()),
            ("towards", self.product(towards).into()),
            ("towards-price", price(towards).into()),
            ("taken", taken.into()),
            ("eligible", eligible.into()),
            ("days", days.round().into()),
            ("weeks", (days / 7.0).round().max(1.0).into()),
            ("count", count.into()),
            ("date", date.map(|date| self.words.date(date)).unwrap_or_default().into()),
            ("amount", money(amount).into()),
            ("has-amount", is_known(amount > 0.0).into()),
            ("amount-total", money(total).into()),
        ]
    }
}

fn message(rule: &str, part: &str) -> String {
    format!("offer-{}{part}", rule.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offers::rule_ids;
    use crate::words::Lang;

    #[test]
    fn every_rule_has_its_name_its_reason_and_its_text_in_both_languages() {
        for lang in [Lang::Nl, Lang::En] {
            let words = Words::new(lang);
            for rule in rule_ids() {
                let name = format!("rule-{}", rule.replace('_', "-"));
                for id in [message(rule, ""), message(rule, "-text"), name] {
                    assert!(words.has(&id), "{id} is missing in {lang:?}");
                }
            }
        }
    }
}
