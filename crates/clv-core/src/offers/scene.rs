//! What rules look at beside one customer: the ledger as a whole, and what was counted in it.

use crate::answers::ActionAnswer;
use crate::calendar::{Date, ObservationPeriod, add_days};
use crate::forecast::Forecast;
use crate::ledger::{CustomerId, Ledger, Spell};
use crate::parallel;
use crate::products::gaps::Gap;
use crate::products::next_product::NextProducts;
use crate::products::next_steps::NextSteps;
use crate::products::{Catalog, Product, ProductIndex, day_number};
use crate::rhythm::Rhythm;
use crate::segments::Segment;
use crate::settings::Settings;
use crate::summary::CustomerSummary;
use crate::templates::Template;

/// How many customers the general share weighs as when a small count is pulled towards it (k).
const PRIOR_WEIGHT: f64 = 8.0;
/// The share towards which those of a whole ledger are pulled while it is young.
const UNKNOWN: f64 = 0.25;
/// The fewest customers with enough time, and of them who did it, to call a share measured.
const MEASURED: (u32, u32) = (10, 3);

/// The products of a ledger, what customers buy after what, and where a step is missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ladder {
    /// The products and who bought what when.
    pub catalog: Catalog,
    /// What customers buy after what.
    pub steps: NextSteps,
    /// Steps that are too high.
    pub gaps: Vec<Gap>,
    /// What suits whom.
    pub next: NextProducts,
}

impl Ladder {
    /// Puts the products of a ledger in order; what the owner filled in wins.
    pub fn of(
        ledger: &Ledger,
        summaries: &[CustomerSummary],
        answers: &[crate::answers::ProductAnswer],
        period: ObservationPeriod,
    ) -> Self {
        let catalog = Catalog::of(ledger, summaries, answers);
        let start = ledger.orders.first().map_or(period.start, |order| order.date);
        let end = day_number(start, period.end);
        let (steps, next) =
            parallel::both(|| NextSteps::of(&catalog, end), || NextProducts::of(&catalog, end));
        let gaps = crate::products::gaps::find(&catalog, &steps);
        Self { catalog, steps, gaps, next }
    }
}

/// A count of customers who did something, of those who had the time for it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Share {
    pub(super) taken: u32,
    pub(super) eligible: u32,
}

impl Share {
    /// Returns the share, pulled towards a general one while counts are small.
    pub(super) fn pulled_towards(self, general: f64) -> f64 {
        (f64::from(self.taken) + PRIOR_WEIGHT * general) / (f64::from(self.eligible) + PRIOR_WEIGHT)
    }

    pub(super) fn is_measured(self) -> bool {
        self.eligible >= MEASURED.0 && self.taken >= MEASURED.1
    }

    fn count(&mut self, did: bool) {
        self.eligible += 1;
        self.taken += u32::from(did);
    }
}

/// What is the same for all customers of a ledger.
pub struct Scene<'a> {
    /// The purchases.
    pub ledger: &'a Ledger,
    /// What is observed; offers are reckoned from its end.
    pub period: ObservationPeriod,
    /// One for each customer.
    pub summaries: &'a [CustomerSummary],
    /// The group of each summary.
    pub segments: &'a [Segment],
    /// How long customers take to come back.
    pub rhythm: &'a Rhythm,
    /// What is expected of each summary.
    pub forecast: Option<&'a Forecast>,
    /// The products.
    pub ladder: &'a Ladder,
    /// What the owner did before.
    pub actions: &'a [ActionAnswer],
    /// What the owner chose.
    pub settings: &'a Settings,
    /// The template for it, which chooses the rules.
    pub template: Option<&'a Template>,
    counted: Counted,
}

/// What is counted once for all rules.
#[derive(Default)]
struct Counted {
    /// Who came back after so many purchase days (0: after the first), of those who had the time.
    comebacks: Vec<Share>,
    /// The same for all numbers of purchases together.
    comeback: Share,
    /// Who bought a product again, of those who had the time.
    rebuys: Vec<Share>,
    /// The same for all products together.
    rebuy: Share,
    /// Who went on after a subscription ended.
    renewals: Share,
    /// Customers who were referred by somebody.
    referred: Share,
    /// The active or last subscription of each customer: an index into the spells.
    spells: Vec<Option<u32>>,
    /// The first day of histories.
    start: Option<Date>,
    /// The customers among the top 20 % by revenue.
    is_top: Vec<bool>,
    /// Mean amount of a purchase day over all customers.
    mean_purchase: f64,
    /// Mean revenue of a customer.
    mean_revenue: f64,
}

impl<'a> Scene<'a> {
    /// Counts what the rules need of a ledger.
    #[expect(clippy::too_many_arguments, reason = "each is one stage of the way to the offers")]
    pub fn new(
        ledger: &'a Ledger,
        period: ObservationPeriod,
        summaries: &'a [CustomerSummary],
        segments: &'a [Segment],
        rhythm: &'a Rhythm,
        forecast: Option<&'a Forecast>,
        ladder: &'a Ladder,
        actions: &'a [ActionAnswer],
        settings: &'a Settings,
        template: Option<&'a Template>,
    ) -> Self {
        let mut scene = Self {
            ledger,
            period,
            summaries,
            segments,
            rhythm,
            forecast,
            ladder,
            actions,
            settings,
            template,
            counted: Counted::default(),
        };
        scene.counted = scene.count();
        scene
    }

    fn count(&self) -> Counted {
        let mut counted = Counted {
            start: self.ledger.orders.first().map(|order| order.date),
            rebuys: vec![Share::default(); self.ladder.catalog.products.len()],
            spells: vec![None; self.ledger.customers.len()],
            is_top: crate::segments::top_fifth(self.summaries),
            ..Counted::default()
        };
        let (mut revenue, mut n_days) = (0.0, 0u32);
        for summary in self.summaries.iter().filter(|summary| summary.purchases > 0) {
            revenue += summary.revenue.to_f64();
            n_days += summary.frequency + 1;
            self.count_comebacks(summary, &mut counted);
        }
        counted.mean_purchase = revenue.max(0.0) / f64::from(n_days.max(1));
        counted.mean_revenue = revenue.max(0.0) / self.summaries.len().max(1) as f64;
        for customer in &self.ledger.customers {
            counted.referred.count(customer.told.referrer.is_some());
        }
        self.count_rebuys(&mut counted);
        self.count_spells(&mut counted);
        counted
    }

    /// Counts for each purchase number who came back, of those who had as long as three in four take.
    fn count_comebacks(&self, summary: &CustomerSummary, counted: &mut Counted) {
        let n_days = summary.frequency as usize + 1;
        if counted.comebacks.len() < n_days {
            counted.comebacks.resize(n_days, Share::default());
        }
        for step in 0..n_days - 1 {
            counted.comebacks[step].count(true);
            counted.comeback.count(true);
        }
        if summary.time_since_last_purchase() >= self.rhythm.of_customer(summary).g75 {
            counted.comebacks[n_days - 1].count(false);
            counted.comeback.count(false);
        }
    }

    fn count_rebuys(&self, counted: &mut Counted) {
        let catalog = &self.ladder.catalog;
        let end = counted.start.map_or(0, |start| day_number(start, self.period.end));
        for customer in 0..catalog.histories.len() {
            for first in catalog.histories.of(customer) {
                let wait = catalog.get(first.product).rebuy.map_or(180.0, |(gap, _)| gap.0);
                let bought_again = first.n_days > 1;
                if bought_again || f64::from(end.saturating_sub(first.day)) >= wait {
                    counted.rebuys[first.product.at()].count(bought_again);
                    counted.rebuy.count(bought_again);
                }
            }
        }
    }

    fn count_spells(&self, counted: &mut Counted) {
        for (index, spell) in (0u32..).zip(&self.ledger.spells) {
            if spell.start > self.period.end {
                continue;
            }
            let latest = &mut counted.spells[spell.customer.0 as usize];
            let known = latest.map(|at| &self.ledger.spells[at as usize]);
            if let Some(known) = known {
                let ended_before = known.end_before(spell.start).is_some();
                if ended_before && known.end.is_some_and(|end| end <= self.period.end) {
                    counted.renewals.count(true);
                }
            }
            if known.is_none_or(|known| known.start <= spell.start) {
                *latest = Some(index);
            }
        }
        for at in counted.spells.iter().flatten() {
            let spell = &self.ledger.spells[*at as usize];
            if spell.end_before(self.period.end).is_some() {
                counted.renewals.count(false);
            }
        }
    }

    /// Returns the subscription of a customer that began last.
    pub(super) fn last_spell(&self, customer: CustomerId) -> Option<&'a Spell> {
        self.counted.spells[customer.0 as usize].map(|at| &self.ledger.spells[at as usize])
    }

    /// Returns whether the customer of a summary is among those who brought most.
    pub(super) fn is_top(&self, at: usize) -> bool {
        self.counted.is_top[at]
    }

    /// Returns who came back after so many purchase days; where few had the time, after any number of them.
    pub(super) fn comeback_after(&self, purchase_days: u32) -> Share {
        let own = self.counted.comebacks.get(purchase_days as usize - 1).copied();
        own.filter(|share| share.eligible >= MEASURED.0).unwrap_or(self.counted.comeback)
    }

    /// Returns the share of purchases after which customers came back.
    pub(super) fn general_comeback(&self) -> f64 {
        self.counted.comeback.pulled_towards(UNKNOWN)
    }

    pub(super) fn rebuy_of(&self, product: ProductIndex) -> Share {
        self.counted.rebuys[product.at()]
    }

    pub(super) fn general_rebuy(&self) -> f64 {
        self.counted.rebuy.pulled_towards(UNKNOWN)
    }

    pub(super) fn referred(&self) -> Share {
        self.counted.referred
    }

    pub(super) fn renewals(&self) -> Share {
        self.counted.renewals
    }

    /// Returns the first day of the histories.
    pub(super) fn start(&self) -> Date {
        self.counted.start.unwrap_or(self.period.start)
    }

    /// Returns the date of a day of the histories.
    pub(super) fn date_of(&self, day: u16) -> Date {
        add_days(self.start(), i32::from(day))
    }

    pub(super) fn product(&self, product: ProductIndex) -> &Product {
        self.ladder.catalog.get(product)
    }

    /// Returns the mean amount of a purchase over all customers.
    pub(super) fn mean_purchase(&self) -> f64 {
        self.counted.mean_purchase
    }

    /// Returns the mean revenue of a customer.
    pub(super) fn mean_revenue(&self) -> f64 {
        self.counted.mean_revenue
    }
}
