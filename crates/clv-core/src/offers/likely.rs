//! What a customer is likeliest to choose next: by all that was bought where the ledger is large enough to learn from,
//! else by the steps that were counted.

use super::person::{Person, chance, facts_of, since};
use super::{Certainty, Facts, Proposal, Worth};
use crate::calendar::Days;
use crate::products::next_product::Response;
use crate::products::next_steps::NextStep;
use crate::products::{FirstPurchase, Product, ProductIndex, day_number};

/// Returns the likeliest next product of those that are wanted; `wants` is given what it follows on and what it is.
pub(super) fn next(
    person: &Person<'_>,
    wants: impl Fn(ProductIndex, ProductIndex) -> bool,
) -> Option<Proposal> {
    match &person.scene.ladder.next.response {
        Some(response) => suited(person, response, wants),
        None => counted(person, wants),
    }
}

/// Returns whether a product can be offered at all.
fn is_offered(product: &Product) -> bool {
    product.still_sold && product.price.is_some_and(|price| price > 0.0)
}

fn suited(
    person: &Person<'_>,
    response: &Response,
    wants: impl Fn(ProductIndex, ProductIndex) -> bool,
) -> Option<Proposal> {
    let scene = person.scene;
    let mut suited = person.suited().iter().copied().enumerate();
    let (place, suited) = suited.find(|(_, suited)| {
        is_offered(scene.product(suited.product)) && wants(suited.because_of, suited.product)
    })?;
    let first = person.bought.iter().find(|first| first.product == suited.because_of)?;
    let step = scene.ladder.steps.between(suited.because_of, suited.product);
    let facts = Facts { after: Some(suited.because_of), ..step.map(facts_of).unwrap_or_default() };
    let gaps = person.gaps;
    let window = match step.filter(|step| step.is_measured()) {
        Some(step) => person.window_after(scene.date_of(first.day), step.earliest, step.latest),
        None => person.window_after(person.last(), gaps.g25, gaps.g75),
    };
    let today = day_number(scene.start(), person.end());
    Some(Proposal {
        product: Some(suited.product),
        window,
        worth: Worth::sale(
            response.chance(person.bought, &suited, place, today),
            scene.product(suited.product).price.unwrap_or(0.0),
        ),
        certainty: Certainty::measured_if(step.is_some_and(NextStep::is_measured)),
        facts,
    })
}

fn counted(
    person: &Person<'_>,
    wants: impl Fn(ProductIndex, ProductIndex) -> bool,
) -> Option<Proposal> {
    let scene = person.scene;
    let steps = person.bought.iter().flat_map(|first| {
        scene.ladder.steps.from(first.product).iter().map(move |step| (first, step))
    });
    let likely = steps.filter(|(_, step)| {
        step.is_measured()
            && is_offered(scene.product(step.to))
            && !person.has_bought(step.to)
            && wants(step.from, step.to)
    });
    let waited = |first: &FirstPurchase| -> Days { since(scene.date_of(first.day), person.end()) };
    let (first, step) = likely
        .max_by(|a, b| a.1.lower_bound().total_cmp(&b.1.lower_bound()).then(b.1.to.cmp(&a.1.to)))?;
    Some(Proposal {
        product: Some(step.to),
        window: person.window_after(scene.date_of(first.day), step.earliest, step.latest),
        worth: Worth::sale(
            chance(step, waited(first)),
            scene.product(step.to).price.unwrap_or(0.0),
        ),
        certainty: Certainty::Measured,
        facts: facts_of(step),
    })
}
