//! What the owner filled in on our sheets, read back before they are written anew.
//!
//! An answer belongs to the key in the hidden column of its row, never to a position: rows may be sorted, sheets
//! renamed, and the language may be another one than when the sheet was written.

mod keys;
mod filled_in;
mod choices;
mod fields;

use crate::calendar::Date;
use crate::finding::{Finding, Place, Severity};
use crate::grid::{Book, Sheet};
use crate::ledger::{Customer, name_key};
use crate::settings::Settings;
use filled_in::{BothLanguages, FilledIn, Typed};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) use choices::{ALL as SETTINGS, Choice, Kind, Setting};
pub(crate) use fields::CHOOSABLE as CHOOSABLE_FIELDS;
pub(crate) use keys::Key;

/// How a customer reacted to a suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reaction {
    /// Bought or agreed.
    Yes,
    /// Declined.
    No,
    /// Asked to come back later.
    Later,
}

impl Reaction {
    /// All reactions, in the order of the drop-down.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Later];

    /// Returns the name in the Fluent messages `choice-<name>`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Later => "later",
        }
    }
}

/// What the owner noted beside one suggestion; kept by its key, whatever its row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ActionAnswer {
    /// The key of the customer ([`crate::ledger::Customer::id`]); empty for advice.
    pub customer: String,
    /// The rule of the suggestion.
    pub rule: String,
    /// The product of the suggestion.
    pub product: Option<String>,
    /// When it was done.
    pub done_on: Option<Date>,
    /// What came of it.
    pub reaction: Option<Reaction>,
    /// Whether this customer is not to be approached at all.
    pub do_not_contact: bool,
    /// A note.
    pub note: Option<String>,
}

/// What the owner says of one product of the ladder; kept by its name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProductAnswer {
    /// The key of the product: its normalized name.
    pub product: String,
    /// Another name for it.
    pub name: Option<String>,
    /// The step: `free`, `entry`, `core`, `premium`, `ongoing`.
    pub step: Option<String>,
    /// Margin as a share, 0 to 1.
    pub margin: Option<f64>,
    /// Whether it is bought only once.
    pub once_only: Option<bool>,
    /// Whether it is still sold.
    pub still_sold: Option<bool>,
    /// Whether it is new.
    pub is_new: Option<bool>,
}

/// What the owner's spreadsheet program made of our live formulas when it last saved them; none yet where there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recalculated {
    /// How many have the value that we gave them.
    pub n_equal: u32,
    /// How many there are.
    pub n_all: u32,
    /// The first cell with another value.
    pub first: Option<String>,
}

/// The steps of the ladder, from the first acquaintance to what goes on.
pub const STEPS: [&str; 5] = ["free", "entry", "core", "premium", "ongoing"];

/// Everything the owner filled in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// The choices on the settings sheet and the merges on the check sheet.
    pub settings: Settings,
    /// The answers on the actions sheet.
    pub actions: Vec<ActionAnswer>,
    /// The answers on the offers sheet.
    pub products: Vec<ProductAnswer>,
    /// What stands on the check sheet of our formulas in the owner's spreadsheet program, so that it stays there.
    pub recalculated: Option<Recalculated>,
    /// What was filled in but could not be understood.
    pub findings: Vec<Finding>,
}

impl Answers {
    /// Lets answers follow customers who go by another key since, as one who got an e-mail address or was merged; where
    /// several went by that key, the answer stays with the key.
    pub fn follow(&mut self, customers: &[Customer]) {
        if self.actions.is_empty() {
            return;
        }
        let known: BTreeSet<&str> = customers.iter().map(|it| it.id.as_str()).collect();
        let is_lost =
            |it: &ActionAnswer| !it.customer.is_empty() && !known.contains(it.customer.as_str());
        let mut lost: Vec<_> = self.actions.iter_mut().filter(|it| is_lost(it)).collect();
        if lost.is_empty() {
            return;
        }
        let mut follows: BTreeMap<String, Option<&str>> = BTreeMap::new();
        for customer in customers {
            let merged = customer.told.merged.iter().map(ToString::to_string);
            let keys = customer.names().map(|name| name_key(name)).chain(merged);
            for key in keys {
                let now = follows.entry(key).or_insert(Some(&customer.id));
                *now = now.filter(|id| *id == customer.id);
            }
        }
        for answer in &mut lost {
            if let Some(Some(now)) = follows.get(&answer.customer) {
                (*now).clone_into(&mut answer.customer);
            }
        }
    }
}

/// Reads back what the owner filled in on the sheets that carry our marker.
pub fn read(book: &Book) -> Answers {
    let mut answers = Answers::default();
    let mut marked = book.sheets.iter().filter(|sheet| sheet.marker.is_some()).peekable();
    if marked.peek().is_none() {
        return answers;
    }
    let words = BothLanguages::load();
    for sheet in marked {
        match sheet.marker.as_deref() {
            Some("actions") => read_actions(book, sheet, &words, &mut answers),
            Some("offers") => read_products(book, sheet, &words, &mut answers),
            Some("check") => read_merges(book, sheet, &words, &mut answers),
            Some("settings") => read_settings(book, sheet, &words, &mut answers),
            Some(_) | None => {}
        }
    }
    answers
}

/// Reads back what the owner filled in on the sheets in a ledger and on those in its companion.
///
/// Where both have sheets, those in the ledger go first: of the companion only answers to suggestions and on products
/// count to which the ledger has none.
pub fn read_both(ledger: &Book, companion: &Book) -> Answers {
    let other = read(companion);
    if ledger.sheets.iter().all(|sheet| sheet.marker.is_none()) {
        return other;
    }
    let mut answers = read(ledger);
    let known = answers.actions.len();
    for action in other.actions {
        let same = |it: &ActionAnswer| {
            (&it.customer, &it.rule, &it.product)
                == (&action.customer, &action.rule, &action.product)
        };
        if !answers.actions[..known].iter().any(same) {
            answers.actions.push(action);
        }
    }
    let known = answers.products.len();
    for product in other.products {
        if answers.products[..known].iter().all(|it| it.product != product.product) {
            answers.products.push(product);
        }
    }
    answers
}

fn read_actions(book: &Book, sheet: &Sheet, words: &BothLanguages, answers: &mut Answers) {
    const FILL_INS: &[(&str, u32)] = &[
        ("actions-done-on", 4),
        ("actions-reaction", 3),
        ("actions-do-not-contact", 2),
        ("actions-note", 1),
    ];
    let Some(filled_in) = FilledIn::find(book, sheet, words, FILL_INS) else { return };
    for (row, key) in &filled_in.rows {
        let Key::Action(rule, customer, product) = key else { continue };
        let cell = |fill_in| filled_in.cell(*row, fill_in);
        let reaction = cell(1).text().and_then(|text| {
            let names = Reaction::ALL.map(Reaction::name);
            let name = words.option(&text, "choice", &names)?;
            Reaction::ALL.into_iter().find(|reaction| reaction.name() == name)
        });
        let answer = ActionAnswer {
            customer: customer.clone(),
            rule: rule.clone(),
            product: Some(product.clone()).filter(|product| !product.is_empty()),
            done_on: cell(0).date(),
            reaction,
            do_not_contact: cell(2).yes_or_no(words).unwrap_or(false),
            note: cell(3).text(),
        };
        for (fill_in, is_read) in [
            (0, answer.done_on.is_some()),
            (1, answer.reaction.is_some()),
            (2, cell(2).yes_or_no(words).is_some()),
        ] {
            if !is_read {
                not_understood(answers, sheet, *row, cell(fill_in));
            }
        }
        let is_answered = answer.done_on.is_some()
            || answer.reaction.is_some()
            || answer.do_not_contact
            || answer.note.is_some();
        if is_answered {
            answers.actions.push(answer);
        }
    }
}

fn read_products(book: &Book, sheet: &Sheet, words: &BothLanguages, answers: &mut Answers) {
    const FILL_INS: &[(&str, u32)] = &[
        ("offers-own-name", 6),
        ("offers-own-step", 5),
        ("offers-own-margin", 4),
        ("offers-once-only", 3),
        ("offers-still-sold", 2),
        ("offers-is-new", 1),
    ];
    let Some(filled_in) = FilledIn::find(book, sheet, words, FILL_INS) else { return };
    for (row, key) in &filled_in.rows {
        let Key::Product(product) = key else { continue };
        let cell = |fill_in| filled_in.cell(*row, fill_in);
        let step = cell(1).text().and_then(|text| words.option(&text, "step", &STEPS));
        let yes_or_no = |fill_in| cell(fill_in).yes_or_no(words);
        let answer = ProductAnswer {
            product: product.clone(),
            name: cell(0).text(),
            step: step.map(ToOwned::to_owned),
            margin: cell(2).share(),
            once_only: yes_or_no(3),
            still_sold: yes_or_no(4),
            is_new: yes_or_no(5),
        };
        for (fill_in, is_read) in [
            (1, answer.step.is_some()),
            (2, answer.margin.is_some()),
            (3, answer.once_only.is_some()),
            (4, answer.still_sold.is_some()),
            (5, answer.is_new.is_some()),
        ] {
            if !is_read {
                not_understood(answers, sheet, *row, cell(fill_in));
            }
        }
        if answer != (ProductAnswer { product: product.clone(), ..ProductAnswer::default() }) {
            answers.products.push(answer);
        }
    }
}

fn read_merges(book: &Book, sheet: &Sheet, words: &BothLanguages, answers: &mut Answers) {
    let fill_ins = &[("check-merge-answer", 1)];
    let Some(filled_in) = FilledIn::find(book, sheet, words, fill_ins) else { return };
    for (row, key) in &filled_in.rows {
        if let Key::Recalculated(found) = key {
            answers.recalculated = Some(found.clone()).filter(|found| found.n_all > 0);
        }
        let Key::Merge(one, other) = key else { continue };
        match filled_in.cell(*row, 0).yes_or_no(words) {
            Some(is_same) => answers.settings.merges.push((one.clone(), other.clone(), is_same)),
            None => not_understood(answers, sheet, *row, filled_in.cell(*row, 0)),
        }
    }
}

fn read_settings(book: &Book, sheet: &Sheet, words: &BothLanguages, answers: &mut Answers) {
    let fill_ins = &[("settings-own-choice", 4)];
    let Some(filled_in) = FilledIn::find(book, sheet, words, fill_ins) else { return };
    for (row, key) in &filled_in.rows {
        if let Key::Column(column) = key {
            answers.settings.remembered.push(column.clone());
        }
        let typed = filled_in.cell(*row, 0);
        if typed == Typed::Nothing {
            continue;
        }
        let is_understood = match key {
            Key::Setting(id) => SETTINGS
                .iter()
                .find(|setting| setting.id == id)
                .is_some_and(|setting| setting.take(&mut answers.settings, typed, words)),
            Key::Channel(channel) => match typed.number().filter(|&cost| cost >= 0.0) {
                Some(cost) => {
                    answers.settings.channel_costs.push((channel.clone(), cost));
                    true
                }
                None => false,
            },
            Key::Column(column) => match fields::read(typed, words) {
                Some(field) => {
                    let choice = (column.sheet.clone(), column.letters.clone(), field.to_owned());
                    answers.settings.columns.push(choice);
                    true
                }
                None => false,
            },
            Key::Merge(..) | Key::Action(..) | Key::Product(_) | Key::Recalculated(_) => true,
        };
        if !is_understood {
            not_understood(answers, sheet, *row, typed);
        }
    }
}

fn not_understood(answers: &mut Answers, sheet: &Sheet, row: u32, typed: Typed<'_>) {
    if typed == Typed::Nothing {
        return;
    }
    let place = Place { sheet: sheet.name.clone(), row: Some(row + 1), column: None };
    let finding = Finding::new(Severity::Warning, "answer-not-understood");
    let name = sheet.name.clone().unwrap_or_default();
    answers.findings.push(
        finding.at(place).with("sheet", name).with("row", row + 1).with("text", typed.spoken()),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Told;

    #[test]
    fn an_answer_follows_a_customer_who_goes_by_another_key_since() {
        let customer = |id: &str, name: &str, merged: &[&str]| Customer {
            id: id.into(),
            name: name.into(),
            told: Told {
                merged: merged.iter().map(|id| (*id).into()).collect(),
                ..Told::default()
            }
            .into(),
        };
        let customers = [
            customer("ana@voorbeeld.nl", "Ana de Wit", &["7012"]),
            customer("een@voorbeeld.nl", "Jan Bos", &[]),
            customer("twee@voorbeeld.nl", "Jan Bos", &[]),
        ];
        let followed = |key: &str| {
            let action = ActionAnswer { customer: key.to_owned(), ..ActionAnswer::default() };
            let mut answers = Answers { actions: vec![action], ..Answers::default() };
            answers.follow(&customers);
            answers.actions.remove(0).customer
        };
        assert_eq!(followed(&name_key("Ana de Wit")), "ana@voorbeeld.nl");
        assert_eq!(followed("7012"), "ana@voorbeeld.nl");
        for key in ["een@voorbeeld.nl", &name_key("Jan Bos"), "weggegaan@voorbeeld.nl", ""] {
            assert_eq!(followed(key), key);
        }
    }
}
