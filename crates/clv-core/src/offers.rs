//! Follow-up offers: what to suggest to whom, when, why, and what it is expected to bring.
//!
//! [`suggest`] asks every rule of [`RULES`] for every customer who may be approached ([`contact`]), keeps one suggestion
//! per customer and spreads them over the weeks ([`plan`]). To add a rule: a file in `offers/` with a constant `RULE`
//! and its test, its lines here (the order is the priority among suggestions of equal value), its id in the templates of
//! the businesses that it fits, and the messages `offer-<id>`, `offer-<id>-text` and `rule-<id>` in both Fluent files.

pub mod contact;
mod likely;
mod person;
mod plan;
pub mod results;
mod scene;
pub mod wording;
mod worth;

mod welcome;
mod check_in;
mod second_step;
mod deepen;
mod cross_sell;
mod use_stepping_stone;
mod make_stepping_stone;
mod extend;
mod renew;
mod yearly_plan;
mod to_subscription;
mod replenish;
mod slipping;
mod win_back;
mod let_go;
mod referral;
mod new_offer;
mod reward;
mod season;
mod attention;
#[cfg(test)]
mod fixture;

pub use scene::{Ladder, Scene};

use crate::calendar::Date;
use crate::ledger::CustomerId;
use crate::parallel;
use crate::products::ProductIndex;
use person::Person;
use plan::Candidate;
use worth::Worth;

/// What sort of step an offer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferKind {
    /// The step after the first purchase, whatever it is.
    FollowUp,
    /// Another product of similar price.
    Horizontal,
    /// A logical sequel, deeper and often dearer.
    Vertical,
    /// A smaller step towards a far dearer product.
    SteppingStone,
    /// The same for longer.
    Extension,
    /// A contract that ends soon.
    Renewal,
    /// From loose to ongoing, or from month to year.
    Subscription,
    /// The same again.
    Replenishment,
    /// Somebody who stayed away.
    Winback,
    /// Attention without a sale.
    Care,
    /// A review or a referral.
    Referral,
    /// Advice to the owner.
    Advice,
}

impl OfferKind {
    /// Returns the name in JSON and in the Fluent messages `kind-<name>`, there with `-` for `_`.
    pub fn name(self) -> &'static str {
        match self {
            Self::FollowUp => "follow_up",
            Self::Horizontal => "horizontal",
            Self::Vertical => "vertical",
            Self::SteppingStone => "stepping_stone",
            Self::Extension => "extension",
            Self::Renewal => "renewal",
            Self::Subscription => "subscription",
            Self::Replenishment => "replenishment",
            Self::Winback => "winback",
            Self::Care => "care",
            Self::Referral => "referral",
            Self::Advice => "advice",
        }
    }
}

/// What a suggestion rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// Counted in this ledger.
    Measured,
    /// A rule of thumb.
    Idea,
}

impl Certainty {
    /// Returns the name in JSON and in the Fluent messages `certainty-<name>`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Idea => "idea",
        }
    }

    fn measured_if(is_measured: bool) -> Self {
        if is_measured { Self::Measured } else { Self::Idea }
    }
}

/// The first and the last day on which a suggestion makes sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
}

/// What the sentences of a suggestion are about; what a rule does not use stays empty.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Facts {
    /// The product that it follows on.
    pub after: Option<ProductIndex>,
    /// Another product that is spoken of, such as the one a stepping stone leads to.
    pub towards: Option<ProductIndex>,
    /// How many customers took such a step.
    pub taken: u32,
    /// Of how many who had the time.
    pub eligible: u32,
    /// The usual wait or rhythm in days, or a count of days.
    pub days: f64,
    /// A number of purchases, months, years or customers.
    pub count: u32,
    /// A date that is spoken of, such as the end of a contract.
    pub date: Option<Date>,
    /// An amount that is spoken of.
    pub amount: f64,
    /// What the customer bought in all.
    pub total: f64,
}

/// One suggestion.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// To whom; `None` is advice to the owner.
    pub customer: Option<CustomerId>,
    /// Which rule made it: an id of the contract, such as `second_step`.
    pub rule: &'static str,
    /// What sort of step it is.
    pub kind: OfferKind,
    /// What is offered, if it is a product.
    pub product: Option<ProductIndex>,
    /// When.
    pub window: Window,
    /// The chance that it comes to a sale, 0 to 1; 0 where no sale is meant.
    pub chance: f64,
    /// Chance × price, in the ledger's currency.
    pub expected_revenue: f64,
    /// Chance × price × margin − cost of contact − chance × discount; `None` until a margin is known.
    pub expected_margin: Option<f64>,
    /// What it rests on.
    pub certainty: Certainty,
    /// What its sentences say: see [`wording`].
    pub facts: Facts,
}

impl Offer {
    /// Returns what it is ranked by: the expected margin, or the revenue until a margin is known.
    pub fn value(&self) -> f64 {
        self.expected_margin.unwrap_or(self.expected_revenue)
    }

    /// Returns the product that it is about: the one offered, or for advice the one that it begins with.
    pub fn subject(&self) -> Option<ProductIndex> {
        self.product.or(if self.customer.is_none() { self.facts.after } else { None })
    }
}

/// What a rule suggests, before it is weighed against the suggestions of other rules.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Proposal {
    product: Option<ProductIndex>,
    window: Window,
    worth: Worth,
    certainty: Certainty,
    facts: Facts,
}

/// To whom a rule speaks.
#[derive(Clone, Copy)]
enum Propose {
    /// To a customer.
    ToCustomer(fn(&Person<'_>) -> Option<Proposal>),
    /// To the owner.
    ToOwner(fn(&Scene<'_>) -> Vec<Proposal>),
}

/// One rule.
struct Rule {
    id: &'static str,
    kind: OfferKind,
    propose: Propose,
}

/// All rules, R1 to R20.
const RULES: [&Rule; 20] = [
    &welcome::RULE,
    &check_in::RULE,
    &second_step::RULE,
    &deepen::RULE,
    &cross_sell::RULE,
    &use_stepping_stone::RULE,
    &make_stepping_stone::RULE,
    &extend::RULE,
    &renew::RULE,
    &yearly_plan::RULE,
    &to_subscription::RULE,
    &replenish::RULE,
    &slipping::RULE,
    &win_back::RULE,
    &let_go::RULE,
    &referral::RULE,
    &new_offer::RULE,
    &reward::RULE,
    &season::RULE,
    &attention::RULE,
];

/// Returns the ids of all rules, in the order of their priority.
pub fn rule_ids() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.id)
}

/// The suggestions of a ledger.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Offers {
    /// What to do, by week and then by value; at most so many a week as the owner wants, advice not counted.
    pub planned: Vec<Offer>,
    /// How many more suggestions there are than fit in the weeks ahead.
    pub waiting: usize,
    /// How many customers may not be approached.
    pub not_to_contact: usize,
}

/// Suggests what to do for whom: one suggestion per customer, spread over the weeks ahead.
pub fn suggest(scene: &Scene<'_>) -> Offers {
    let fits =
        |rule: &&Rule| scene.template.is_none_or(|it| it.rules.iter().any(|id| id == rule.id));
    let rules: Vec<&Rule> = RULES.iter().copied().filter(fits).collect();
    let contacts = contact::Contacts::of(scene.ledger, scene.actions, scene.period.end);
    let ids: Vec<CustomerId> = scene.summaries.iter().map(|summary| summary.customer).collect();
    let not_to_contact = ids.iter().filter(|id| !contacts.may_approach(**id)).count();
    let best = |at: usize| {
        let id = ids[at];
        let may_hear = contacts.may_approach(id) && !contacts.is_cooling_down(id);
        let person = may_hear.then(|| Person::of(scene, at, contacts.last(id)));
        person.and_then(|person| plan::best(&person, &rules, &contacts))
    };
    let candidates = parallel::flat_map(ids.len(), |at| Some(Candidate::of(at, &best(at)?)));
    let advice = rules.iter().flat_map(|rule| match rule.propose {
        Propose::ToOwner(propose) => {
            propose(scene).into_iter().map(|proposal| rule.offer(None, proposal, scene)).collect()
        }
        Propose::ToCustomer(_) => Vec::new(),
    });
    let key = |offer: &Offer| offer.subject().map(|subject| scene.product(subject).key.as_str());
    let advice: Vec<Offer> =
        advice.filter(|offer| !contact::is_heeded(scene.actions, offer.rule, key(offer))).collect();
    let (chosen, waiting) =
        plan::spread(candidates, scene.period.end, scene.settings.max_actions_per_week);
    let offer = |chosen: &Candidate| Some(Offer { window: chosen.window, ..best(chosen.at)? });
    let planned = chosen.iter().filter_map(offer).chain(advice).collect::<Vec<Offer>>();
    Offers { planned, waiting, not_to_contact }
}

impl Rule {
    fn offer(&self, customer: Option<CustomerId>, proposal: Proposal, scene: &Scene<'_>) -> Offer {
        let Proposal { product, window, worth, certainty, facts } = proposal;
        let margin = product
            .and_then(|product| scene.ladder.catalog.get(product).margin)
            .or(scene.settings.gross_margin);
        Offer {
            customer,
            rule: self.id,
            kind: self.kind,
            product,
            window,
            chance: worth.chance(),
            expected_revenue: worth.revenue(),
            expected_margin: worth.margin(margin, scene.settings.contact_cost),
            certainty,
            facts,
        }
    }
}
