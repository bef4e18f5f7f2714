//! What customers are worth, all of them together: the figures that other programs and the first sheet rely on.
//!
//! Every figure is the value of a formula of ours, by the id in the contract; here it is decided only which of them the
//! ledger has enough data for.

mod members;
mod range;

use crate::calendar::{DAYS_PER_MONTH, Date};
use crate::finding::{Finding, Severity};
use crate::formulas::{Facts, Figures};
use clv_formula::Value;
pub use members::Members;
pub use range::Range;
use range::Reweighed;

/// From how many customers on there is a value so far.
const FEWEST_FOR_VALUE: usize = 5;
/// From how many customers on there are five steps, an average since a date and a top 20 %.
const FEWEST_FOR_STEPS: usize = 15;
/// From how many months on there are five steps.
const FEWEST_MONTHS: f64 = 6.0;
/// Below so many leavers the lifespan is the longest that counts.
const FEWEST_LEAVERS: f64 = 5.0;
/// So many times longer or shorter than the leavers say, and a lifespan of the owner's own does not fit them.
const DOUBTFUL: f64 = 2.0;

/// The figures of all known customers together; `None` where the data is too thin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Portfolio {
    /// Revenue per purchase.
    pub average_purchase_value: Option<f64>,
    /// Purchases per customer in the whole period.
    pub purchase_frequency: Option<f64>,
    /// Purchases per year of being a customer.
    pub purchase_frequency_per_year: Option<f64>,
    /// Revenue per year of being a customer.
    pub customer_value_per_year: Option<f64>,
    /// Years that a customer stays.
    pub lifespan_years: Option<f64>,
    /// How the lifespan came about.
    pub lifespan_source: Option<LifespanSource>,
    /// Revenue while a customer stays.
    pub clv_five_step: Option<f64>,
    /// Between what [`Self::clv_five_step`] lies, with [`CONFIDENCE`](crate::forecast::CONFIDENCE).
    pub clv_five_step_range: Option<Range>,
    /// Mean revenue so far.
    pub clv_historical_mean: Option<f64>,
    /// Between what [`Self::clv_historical_mean`] lies, with [`CONFIDENCE`](crate::forecast::CONFIDENCE).
    pub clv_historical_range: Option<Range>,
    /// Median revenue so far.
    pub clv_historical_median: Option<f64>,
    /// Mean amount of the first purchase.
    pub first_purchase_mean: Option<f64>,
    /// Mean revenue so far per mean first purchase.
    pub clv_to_first_purchase: Option<f64>,
    /// Customers with more than one purchase.
    pub repeat_customers: Option<f64>,
    /// Their share.
    pub repeat_share: Option<f64>,
    /// The share in the revenue of the ceil(20 %) customers with the most.
    pub top_20_percent_share: Option<f64>,
    /// Those who became customers since a day.
    pub cohort_since: Option<Cohort>,
    /// Value per cost of winning a customer.
    pub clv_to_cac: Option<f64>,
    /// The most that winning a customer may cost.
    pub max_acquisition_cost: Option<f64>,
    /// What members brought, where the list counts their fees once.
    pub members: Option<Members>,
    /// What is expected.
    pub predicted: Option<Predicted>,
    /// What the data is too thin for, and from when on it is shown.
    pub missing: Vec<Finding>,
    /// A lifespan of the owner's own that those who left do not bear out.
    pub doubt: Option<Finding>,
}

/// How the lifespan of a customer came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LifespanSource {
    /// From those who left.
    Observed,
    /// By the owner's own word.
    Setting,
    /// The longest that counts, as hardly anybody left.
    Capped,
}

impl LifespanSource {
    /// Returns the name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Observed => "observed",
            Self::Setting => "setting",
            Self::Capped => "capped",
        }
    }
}

/// Those who became customers since a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cohort {
    /// The day.
    pub start: Date,
    /// How many they are.
    pub customers: f64,
    /// Their mean revenue; `None` if there are none.
    pub clv_mean: Option<f64>,
}

/// What is expected per customer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Predicted {
    /// The model.
    pub model: &'static str,
    /// How far ahead is looked.
    pub horizon_months: u32,
    /// Revenue per customer.
    pub value: f64,
    /// No less, with 95 % chance.
    pub low: f64,
    /// No more, with 95 % chance.
    pub high: f64,
    /// The share of outcomes between the two.
    pub confidence: f64,
}

impl Portfolio {
    /// Takes the figures that the ledger has enough data for.
    pub fn of(figures: &Figures, facts: &Facts<'_>) -> Self {
        let number = |id: &str| figures.number(id);
        let n = facts.summaries.len();
        let reweighed = Reweighed::of(facts);
        let mut portfolio = Self {
            average_purchase_value: number("average_purchase_value"),
            purchase_frequency: number("purchase_frequency"),
            ..Self::default()
        };
        if n >= FEWEST_FOR_VALUE {
            portfolio.clv_historical_mean = number("clv_historical_mean");
            portfolio.clv_historical_range = reweighed.historical();
            portfolio.clv_historical_median = number("clv_historical_median");
            portfolio.first_purchase_mean = number("first_purchase_mean");
            portfolio.clv_to_first_purchase = number("clv_to_first_purchase");
            portfolio.repeat_customers = number("repeat_customers");
            portfolio.repeat_share = number("repeat_share");
            portfolio.members = Members::of(figures, facts, &reweighed);
        }
        let months = facts.period.length().0 / DAYS_PER_MONTH;
        portfolio.missing = missing(n, months);
        if portfolio.missing.is_empty() {
            portfolio.take_steps(figures, facts, &reweighed);
        }
        portfolio.predicted = predicted(facts);
        portfolio
    }

    fn take_steps(&mut self, figures: &Figures, facts: &Facts<'_>, reweighed: &Reweighed) {
        let number = |id: &str| figures.number(id);
        self.purchase_frequency_per_year = number("purchase_frequency_per_year");
        self.customer_value_per_year = number("customer_value_per_year");
        self.lifespan_years = number("lifespan_years");
        self.lifespan_source = self.lifespan_years.map(|_| lifespan_source(figures));
        self.doubt = doubt(figures, facts);
        self.clv_five_step = number("clv_five_step");
        let source = self.lifespan_source;
        self.clv_five_step_range =
            self.clv_five_step.and_then(|_| reweighed.five_step(facts.settings, source));
        self.top_20_percent_share = number("top_20_percent_share");
        self.cohort_since = Some(Cohort {
            start: facts.settings.cohort_since.unwrap_or(facts.period.start),
            customers: number("cohort_customers").unwrap_or(0.0),
            clv_mean: number("clv_cohort"),
        });
        self.clv_to_cac = number("clv_to_cac");
        self.max_acquisition_cost = number("max_acquisition_cost");
    }
}

fn lifespan_source(figures: &Figures) -> LifespanSource {
    let number = |id| figures.number(id).unwrap_or(0.0);
    if matches!(figures.value("own_lifespan_years"), Value::Number(own) if own > 0.0) {
        return LifespanSource::Setting;
    }
    let few = number("leavers") < FEWEST_LEAVERS;
    if few || number("churn") * number("lifespan_cap_years") < 1.0 {
        LifespanSource::Capped
    } else {
        LifespanSource::Observed
    }
}

/// Compares a lifespan that the owner filled in with the one of those who left.
fn doubt(figures: &Figures, facts: &Facts<'_>) -> Option<Finding> {
    let own = facts.settings.lifespan_years?;
    let leavers = figures.number("leavers").filter(|&leavers| leavers >= FEWEST_LEAVERS)?;
    let observed = 1.0 / figures.number("churn")?;
    let fits = (observed / DOUBTFUL..=observed * DOUBTFUL).contains(&own);
    let finding = Finding::new(Severity::Warning, "lifespan-against-leavers").with("own", own);
    (!fits).then(|| {
        finding.with("observed", (observed * 10.0).round() / 10.0).with("leavers", leavers)
    })
}

fn missing(n_customers: usize, months: f64) -> Vec<Finding> {
    let mut missing = Vec::new();
    let note = |code| Finding::new(Severity::Note, code);
    if n_customers < FEWEST_FOR_STEPS {
        let finding = note("too-few-customers-for-steps");
        missing.push(finding.with("count", n_customers).with("needed", FEWEST_FOR_STEPS));
    }
    if months < FEWEST_MONTHS {
        let finding = note("too-short-for-steps");
        missing.push(finding.with("months", months.floor()).with("needed", FEWEST_MONTHS));
    }
    missing
}

fn predicted(facts: &Facts<'_>) -> Option<Predicted> {
    let forecast = facts.forecast;
    let n = facts.summaries.len() as f64;
    (forecast.sufficient && n > 0.0).then(|| Predicted {
        model: forecast.model,
        horizon_months: forecast.horizon_months,
        value: forecast.total.clv / n,
        low: forecast.total.clv_low / n,
        high: forecast.total.clv_high / n,
        confidence: forecast.confidence,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::conclude;
    use crate::answers::Answers;
    use crate::calendar::{ObservationPeriod, add_days};
    use crate::formulas::PlugIns;
    use crate::ledger::{Customer, CustomerId, Ledger, Order, Reading, Spell};
    use crate::money::Money;
    use crate::settings::Settings;
    use jiff::civil::date;

    const START: Date = date(2023, 1, 1);

    /// Orders as customer, day since the start and euros, seen for two years.
    fn portfolio(orders: &[(u32, i32, i64)], spells: Vec<Spell>, settings: Settings) -> Portfolio {
        let order = |&(customer, day, euros): &(u32, i32, i64)| Order {
            customer: Some(CustomerId(customer)).into(),
            date: add_days(START, day),
            amount: Money::from_cents(euros * 100),
            first_line: 0,
            n_lines: 0,
        };
        let n = orders.iter().map(|order| order.0 + 1).max().unwrap_or(0);
        let ledger = Ledger {
            customers: (0..n)
                .map(|n| Customer { id: n.to_string().into(), ..Customer::default() })
                .collect(),
            orders: orders.iter().map(order).collect(),
            spells,
            period: Some(ObservationPeriod { start: START, end: date(2024, 12, 31) }),
            ..Ledger::default()
        };
        let reading = Reading { is_ledger: true, ledger, ..Reading::default() };
        conclude(reading, Answers::default(), settings, &PlugIns::default()).portfolio
    }

    /// A hundred customers with two orders each: 400 euro first, then 200.
    fn golden() -> Vec<(u32, i32, i64)> {
        (0..100).flat_map(|n| [(n, 0, 400), (n, 300, 200)]).collect()
    }

    #[test]
    fn sixty_thousand_of_a_hundred_customers_is_six_hundred_each() {
        let found = portfolio(&golden(), vec![], Settings::default());
        assert_eq!(found.average_purchase_value, Some(300.0));
        assert_eq!(found.purchase_frequency, Some(2.0));
        assert_eq!(found.clv_historical_mean, Some(600.0));
        assert_eq!(
            (found.first_purchase_mean, found.clv_to_first_purchase),
            (Some(400.0), Some(1.5))
        );
        assert_eq!((found.repeat_customers, found.repeat_share), (Some(100.0), Some(1.0)));
        assert!((found.top_20_percent_share.unwrap() - 0.2).abs() < 1e-12);
        let cohort = found.cohort_since.unwrap();
        assert_eq!((cohort.customers, cohort.clv_mean), (100.0, Some(600.0)));
    }

    #[test]
    fn the_five_steps_multiply_and_the_lifespan_is_capped_while_nobody_leaves() {
        let found = portfolio(&golden(), vec![], Settings::default());
        let years = 730.0 / 365.25;
        assert!((found.purchase_frequency_per_year.unwrap() - 2.0 / years).abs() < 1e-12);
        assert_eq!(
            (found.lifespan_years, found.lifespan_source),
            (Some(3.0), Some(LifespanSource::Capped))
        );
        assert!((found.clv_five_step.unwrap() - 600.0 / years * 3.0).abs() < 1e-9);
        let range = found.clv_five_step_range.unwrap();
        assert!(
            range.low <= found.clv_five_step.unwrap()
                && found.clv_five_step.unwrap() <= range.high + 1e-9
        );
    }

    #[test]
    fn the_owner_knows_better_how_long_customers_stay_and_what_they_cost() {
        let settings = Settings {
            lifespan_years: Some(2.0),
            acquisition_cost: Some(700.0),
            ..Settings::default()
        };
        let found = portfolio(&golden(), vec![], settings);
        assert_eq!(found.lifespan_source, Some(LifespanSource::Setting));
        let clv = found.clv_five_step.unwrap();
        assert_eq!(found.clv_to_cac, Some(clv / 700.0));
        assert!((found.max_acquisition_cost.unwrap() - clv / 3.0).abs() < 1e-9);
    }

    #[test]
    fn members_who_stay_twenty_months_at_25_euro_are_worth_500() {
        // 20 members in a row, each for 20 months, so that one in twenty leaves each month.
        let orders: Vec<_> = (0..20).map(|n| (n, 0, 25)).collect();
        let spells = (0..20)
            .map(|n| Spell {
                customer: CustomerId(n),
                product: None,
                start: START,
                end: Some(date(2024, 8, 31)),
                fee_per_month: Money::from_cents(2500),
            })
            .collect();
        let found = portfolio(&orders, spells, Settings::default());
        assert_eq!(found.lifespan_source, Some(LifespanSource::Observed));
        assert!((found.customer_value_per_year.unwrap() - 300.0).abs() < 1e-9);
        assert!((found.clv_five_step.unwrap() - 500.0).abs() < 2.0);
    }

    #[test]
    fn who_became_a_customer_before_the_start_date_does_not_count_since_then() {
        let mut orders = golden();
        orders.extend((100..110).flat_map(|n| [(n, 400, 100), (n, 500, 100)]));
        let since = Settings { cohort_since: Some(add_days(START, 1)), ..Settings::default() };
        let cohort = portfolio(&orders, vec![], since).cohort_since.unwrap();
        assert_eq!((cohort.customers, cohort.clv_mean), (10.0, Some(200.0)));
    }

    #[test]
    fn a_thin_ledger_says_from_when_on_it_has_figures() {
        let orders: Vec<_> = (0..4).map(|n| (n, 0, 100)).collect();
        let found = portfolio(&orders, vec![], Settings::default());
        assert_eq!((found.average_purchase_value, found.clv_historical_mean), (Some(100.0), None));
        assert_eq!(found.clv_five_step, None);
        assert_eq!(found.missing[0].code, "too-few-customers-for-steps");
    }
}
