//! Small ledgers and suggestions as text, for the tests of the rules.

use super::person::Person;
use super::scene::{Ladder, Scene};
use super::wording::Speech;
use super::{Offers, Propose, Rule, suggest};
use crate::answers::{ActionAnswer, ProductAnswer};
use crate::calendar::{Date, ObservationPeriod};
use crate::ledger::{
    BusinessKind, Customer, CustomerId, Ledger, Line, Order, ProductId, Spell, Told,
};
use crate::money::Money;
use crate::rhythm::Rhythm;
use crate::segments;
use crate::settings::Settings;
use crate::summary::summarize;
use crate::templates::Template;
use crate::words::{Lang, Words};

/// A ledger with what the owner chose and did.
pub(super) struct World {
    pub(super) ledger: Ledger,
    pub(super) settings: Settings,
    pub(super) actions: Vec<ActionAnswer>,
    pub(super) products: Vec<ProductAnswer>,
}

impl World {
    /// Makes a ledger of lines of `date | customer | product | euros`; a customer's first name is the first word.
    pub(super) fn of(sales: &str) -> Self {
        let ledger = Ledger { business: BusinessKind::Mixed, ..ledger(sales) };
        Self { ledger, settings: Settings::default(), actions: Vec::new(), products: Vec::new() }
    }

    /// The same, looked at on a later day than that of the last sale.
    pub(super) fn until(sales: &str, end: &str) -> Self {
        let mut world = Self::of(sales);
        world.ledger.period.as_mut().unwrap().end = end.parse().unwrap();
        world
    }

    /// Adds a subscription.
    pub(super) fn spell(&mut self, customer: &str, start: &str, end: Option<&str>, fee: i64) {
        let at = self.ledger.customers.iter().position(|one| one.name == customer).unwrap();
        self.ledger.spells.push(Spell {
            customer: CustomerId(u32::try_from(at).unwrap()),
            product: Some(ProductId(0)),
            start: start.parse().unwrap(),
            end: end.map(|end| end.parse().unwrap()),
            fee_per_month: Money::from_cents(fee * 100),
        });
    }

    /// Returns the suggestions.
    pub(super) fn offers(&self) -> Offers {
        self.with_scene(suggest)
    }

    /// Returns what a rule alone suggests, a line each.
    pub(super) fn proposals(&self, rule: &Rule) -> String {
        self.proposals_for(rule, "")
    }

    /// Returns what a rule alone suggests to one customer.
    pub(super) fn proposals_for(&self, rule: &Rule, customer: &str) -> String {
        self.with_scene(|scene| {
            let mut offers = Vec::new();
            match rule.propose {
                Propose::ToCustomer(propose) => {
                    for at in 0..scene.summaries.len() {
                        let person = Person::of(scene, at, None);
                        let is_meant = customer.is_empty() || person.customer.name == customer;
                        if let Some(proposal) = propose(&person).filter(|_| is_meant) {
                            offers.push(rule.offer(Some(person.id()), proposal, scene));
                        }
                    }
                }
                Propose::ToOwner(propose) => {
                    let proposals = propose(scene).into_iter();
                    offers.extend(proposals.map(|proposal| rule.offer(None, proposal, scene)));
                }
            }
            let words = Words::new(Lang::Nl);
            let speech = Speech {
                ledger: scene.ledger,
                catalog: &scene.ladder.catalog,
                business: scene.ledger.business,
                template: scene.template,
                words: &words,
            };
            let line = |offer: &super::Offer| {
                let customer = offer
                    .customer
                    .map_or("–", |id| scene.ledger.customers[id.0 as usize].name.as_str());
                format!(
                    "{customer} | {} | {} – {} | {:.2} → {:.2} | {}\n{}\n{}\n",
                    speech.product(offer.product),
                    offer.window.from,
                    offer.window.until,
                    offer.chance,
                    offer.expected_revenue,
                    offer.certainty.name(),
                    speech.because(offer),
                    speech.text(offer)
                )
            };
            offers.iter().map(line).collect()
        })
    }

    fn with_scene<T>(&self, look: impl FnOnce(&Scene<'_>) -> T) -> T {
        let period = self.ledger.period.unwrap();
        let summaries = summarize(&self.ledger, period);
        let rhythm = Rhythm::of(&self.ledger, &summaries);
        let segments = segments::assign(&self.ledger, &summaries, &rhythm, period);
        let ladder = Ladder::of(&self.ledger, &summaries, &self.products, period);
        look(&Scene::new(
            &self.ledger,
            period,
            &summaries,
            &segments,
            &rhythm,
            None,
            &ladder,
            &self.actions,
            &self.settings,
            Template::of(self.ledger.business, &[]),
        ))
    }
}

/// Makes sales in which so many of the buyers of a workshop went on to a program after 60 days or somewhat more, and so
/// many did not; `Nieuw` bought the workshop 60 days before the last sale.
pub(super) fn ladder_sales(went_on: i32, did_not: i32) -> String {
    let day = |n: i32| crate::calendar::add_days(jiff::civil::date(2024, 1, 1), n);
    let went = |n: i32| {
        let next = day(n + 60 + n % 5);
        format!("{} | Ja {n} | Workshop | 175\n{next} | Ja {n} | Traject | 900\n", day(n))
    };
    let stayed = |n: i32| format!("{} | Nee {n} | Workshop | 175\n", day(n));
    let new = format!("{} | Nieuw | Workshop | 175\n", day(140));
    let last = format!("{} | Laatste | Traject | 900", day(200));
    (0..went_on).map(went).chain((0..did_not).map(stayed)).chain([new, last]).collect()
}

/// Makes sales of customers who come back after 30 to 41 days.
pub(super) fn regulars(n: i32) -> String {
    let day = |n: i32| crate::calendar::add_days(jiff::civil::date(2024, 1, 1), n);
    let one = |n: i32| {
        format!(
            "{0} | Vast {n} | Knippen | 40\n{1} | Vast {n} | Knippen | 40",
            day(n),
            day(n + 30 + n % 12)
        )
    };
    (0..n).map(one).collect::<Vec<_>>().join("\n")
}

fn ledger(sales: &str) -> Ledger {
    let mut rows: Vec<(Date, String, String, f64)> = sales
        .lines()
        .map(|line| line.split('|').map(str::trim).collect::<Vec<_>>())
        .filter(|cells| cells.len() == 4)
        .map(|cells| {
            let [date, customer, product, euros] = cells[..] else { unreachable!() };
            (date.parse().unwrap(), customer.to_owned(), product.to_owned(), euros.parse().unwrap())
        })
        .collect();
    rows.sort_by_key(|row| row.0);
    let mut ledger = Ledger { currency: "EUR".to_owned(), ..Ledger::default() };
    for (number, (date, customer, product, euros)) in (0u32..).zip(rows) {
        let known = ledger.customers.iter().position(|one| one.name == customer);
        let customer = known.unwrap_or_else(|| {
            ledger.customers.push(Customer {
                id: customer.to_lowercase().into(),
                told: Told {
                    first_name: customer.split(' ').next().map(Into::into),
                    ..Told::default()
                }
                .into(),
                name: customer.into(),
            });
            ledger.customers.len() - 1
        });
        let known = ledger.products.iter().position(|one| *one == product);
        let product_id = known.unwrap_or_else(|| {
            ledger.products.push(product.clone());
            ledger.products.len() - 1
        });
        let amount = Money::from_cell(euros).unwrap();
        ledger.orders.push(Order {
            customer: Some(CustomerId(u32::try_from(customer).unwrap())).into(),
            date,
            amount,
            first_line: number,
            n_lines: 1,
        });
        ledger.lines.push(Line {
            product: (!product.is_empty())
                .then(|| ProductId(u32::try_from(product_id).unwrap()))
                .into(),
            amount,
        });
    }
    let ends = ledger.orders.first().zip(ledger.orders.last());
    ledger.period = ends.map(|(one, other)| ObservationPeriod { start: one.date, end: other.date });
    ledger
}
