//! What foresees the purchases of one customer: averaged models of purchases, a contract, or chances once a period.

use super::{Component, CustomerInput};
use crate::math::sample::Sampler;

/// What is expected of a customer within the horizon.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Seen {
    /// The chance that the customer still is one.
    pub(crate) probability_alive: f64,
    /// Purchases.
    pub(crate) expected: f64,
    /// The same, each discounted from its day to today.
    pub(crate) discounted: f64,
}

impl Seen {
    /// Adds what a model of this weight sees.
    pub(crate) fn add(&mut self, weight: f64, by_model: &Self) {
        self.probability_alive += weight * by_model.probability_alive;
        self.expected += weight * by_model.expected;
        self.discounted += weight * by_model.discounted;
    }
}

/// By how much one draw raises what some customers buy together; factors, about 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Level {
    /// As far as its parameters differ from the likeliest ones.
    pub(crate) by_parameters: f64,
    /// As far as models disagree about these customers; they agree about all customers, to whom they were fitted.
    pub(crate) by_model: f64,
}

/// A fitted model, or several, and how far ahead it looks.
pub(crate) trait Foresight: Send + Sync {
    /// Predicts the customer of that index and draws as many futures as there are counts, each the purchases within the
    /// horizon.
    fn foresee(
        &self,
        at: usize,
        customer: &CustomerInput,
        sampler: &mut Sampler,
        counts: &mut [f64],
    ) -> Seen;

    /// Predicts the customer and fills the counts with the purchases that are expected in each draw, without luck; nothing
    /// where that takes as long as drawing.
    fn expect(&self, _: &CustomerInput, _: &mut [f64]) -> Option<Seen> {
        None
    }

    /// Returns by how much each draw raises the purchases of these customers together, where the futures of each of them
    /// leave out that the parameters and the model are uncertain; nothing where they do not.
    fn levels(&self, _: &[&CustomerInput], _: usize) -> Vec<Level> {
        Vec::new()
    }

    /// Returns the models with their weights, which sum to 1.
    fn components(&self) -> Vec<Component>;

    /// Returns whether every search found its optimum.
    fn has_converged(&self) -> bool;
}
