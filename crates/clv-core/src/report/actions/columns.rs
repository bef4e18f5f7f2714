//! The columns of the actions sheet, one entry each.
//!
//! To add a column: an entry in [`COLUMNS`] before those that the owner fills in, and the message `actions-<id>`.

use crate::answers::{ActionAnswer, Key};
use crate::ledger::{Customer, CustomerId};
use crate::offers::Offer;
use crate::report::Context;
use crate::sheet::{Content, Role};

/// One suggestion, or one that was answered before.
pub(super) struct Row<'a> {
    context: Context<'a>,
    offer: Option<&'a Offer>,
    answer: Option<&'a ActionAnswer>,
    customer: Option<CustomerId>,
    key: String,
}

impl<'a> Row<'a> {
    pub(super) fn suggestion(
        context: Context<'a>,
        offer: &'a Offer,
        answer: Option<&'a ActionAnswer>,
        key: String,
    ) -> Self {
        Self { context, offer: Some(offer), answer, customer: offer.customer, key }
    }

    pub(super) fn done(context: Context<'a>, answer: &'a ActionAnswer) -> Self {
        let customers = &context.analysis.reading.ledger.customers;
        let at = customers.iter().position(|customer| customer.id == answer.customer);
        let key = Key::Action(
            answer.rule.clone(),
            answer.customer.clone(),
            answer.product.clone().unwrap_or_default(),
        );
        let customer = at.and_then(|at| u32::try_from(at).ok()).map(CustomerId);
        Self { context, offer: None, answer: Some(answer), customer, key: key.to_string() }
    }

    fn customer(&self) -> Option<&'a Customer> {
        let customers = &self.context.analysis.reading.ledger.customers;
        self.customer.map(|id| &customers[id.0 as usize])
    }

    fn answered_product(&self, answer: &ActionAnswer) -> Option<String> {
        let key = answer.product.as_ref()?;
        let mut products = self.context.analysis.ladder.catalog.products.iter();
        let known = products.find(|product| product.key == *key);
        Some(known.map_or_else(|| key.clone(), |product| product.name.clone()))
    }

    fn spoken(&self, say: impl FnOnce(&Context<'a>, &Offer) -> String) -> Content {
        self.offer.map(|offer| say(&self.context, offer)).into()
    }

    fn answered<T: Into<Content>>(
        &self,
        what: impl FnOnce(&'a ActionAnswer) -> Option<T>,
    ) -> Content {
        self.answer.and_then(what).into()
    }
}

/// Returns the name of the customer; of one who is no longer in the ledger the key.
fn name(row: &Row<'_>) -> Content {
    let known = row.customer().map(|customer| customer.name.as_str());
    known.or(row.answer.map(|answer| answer.customer.as_str())).into()
}

fn segment(row: &Row<'_>) -> Content {
    let segment = row.customer.map(|id| row.context.analysis.segments[id.0 as usize]);
    segment.map(|segment| row.context.named("segment", segment.id())).into()
}

/// Returns what is suggested: the name of the rule, and the product if it is one.
fn what(row: &Row<'_>) -> Content {
    let catalog = &row.context.analysis.ladder.catalog;
    let (rule, product) = match (row.offer, row.answer) {
        (Some(offer), _) => {
            (offer.rule, offer.product.map(|product| catalog.get(product).name.clone()))
        }
        (None, Some(answer)) => (answer.rule.as_str(), row.answered_product(answer)),
        (None, None) => return Content::Blank,
    };
    let title = row.context.named("rule", rule);
    match product {
        Some(product) => format!("{title}: {product}").into(),
        None => title.into(),
    }
}

/// One column.
pub(super) struct ActionColumn {
    /// The end of the message of its header.
    pub(super) id: &'static str,
    /// What its cells are for.
    pub(super) role: Role,
    /// Its width in characters.
    pub(super) width: f64,
    /// What stands in it.
    pub(super) value: fn(&Row<'_>) -> Content,
}

const fn column(
    id: &'static str,
    role: Role,
    width: f64,
    value: fn(&Row<'_>) -> Content,
) -> ActionColumn {
    ActionColumn { id, role, width, value }
}

/// All columns, from left to right; [`crate::answers::read`] knows how far the owner's are from the keys.
pub(super) const COLUMNS: &[ActionColumn] = &[
    column("from", Role::Date, 13.0, |row| row.offer.map(|offer| offer.window.from).into()),
    column("until", Role::Date, 13.0, |row| row.offer.map(|offer| offer.window.until).into()),
    column("customer", Role::Text, 26.0, name),
    column("email", Role::Text, 28.0, |row| {
        row.customer().and_then(|customer| customer.told.email.as_deref()).into()
    }),
    column("group", Role::Text, 20.0, segment),
    column("offer", Role::Text, 32.0, what),
    column("kind", Role::Text, 14.0, |row| {
        row.spoken(|context, offer| context.named("kind", offer.kind.name()))
    }),
    column("because", Role::Wrapped, 46.0, |row| {
        row.spoken(|context, offer| context.analysis.speech(context.words).because(offer))
    }),
    column("value", Role::Money, 13.0, |row| {
        let value = row.offer.map(Offer::value).filter(|value| *value > 0.0);
        value.into()
    }),
    column("certainty", Role::Text, 11.0, |row| {
        row.spoken(|context, offer| context.named("certainty", offer.certainty.name()))
    }),
    column("text", Role::Wrapped, 56.0, |row| {
        row.spoken(|context, offer| context.analysis.speech(context.words).text(offer))
    }),
    column("done-on", Role::InputDate, 13.0, |row| row.answered(|answer| answer.done_on)),
    column("reaction", Role::InputText, 11.0, |row| {
        let name = |answer: &ActionAnswer| {
            answer.reaction.map(|it| row.context.named("choice", it.name()))
        };
        row.answered(name)
    }),
    column("do-not-contact", Role::InputText, 13.0, |row| {
        row.answered(|answer| answer.do_not_contact.then(|| row.context.text("choice-yes")))
    }),
    column("note", Role::InputText, 30.0, |row| row.answered(|answer| answer.note.clone())),
    column("key", Role::Text, 8.0, |row| row.key.as_str().into()),
];
