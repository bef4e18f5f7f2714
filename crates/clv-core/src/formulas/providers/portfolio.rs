//! What there is one of: sums over all customers, the period and the owner's choices.

use crate::calendar::{DAYS_PER_YEAR, serial_from_date};
use crate::formulas::variable::{Facts, Level, Unit, Values, VariableProvider, VariableSpec};
use crate::money::Money;
use crate::stay::Stay;
use clv_formula::Value;

/// The variables that there is one of.
#[derive(Debug)]
pub struct PortfolioVariables;

/// A number; NaN is blank.
type Read = fn(&Facts<'_>) -> f64;

/// English name, Dutch name, other names, unit, meaning, and how it is found.
type Entry =
    (&'static str, &'static str, &'static [&'static str], Unit, (&'static str, &'static str), Read);

/// The variables, in the order in which they are listed.
const ENTRIES: &[Entry] = &[
    (
        "total_revenue",
        "totale_omzet",
        &[],
        Unit::Money,
        ("De omzet van alle bekende klanten.", "The revenue of all known customers."),
        |facts| facts.summaries.iter().map(|summary| summary.revenue).sum::<Money>().to_f64(),
    ),
    (
        "total_purchases",
        "aantal_aankopen_totaal",
        &["totaal_aankopen"],
        Unit::Count,
        ("De aankopen van alle bekende klanten.", "The purchases of all known customers."),
        |facts| facts.summaries.iter().map(|summary| f64::from(summary.purchases)).sum(),
    ),
    (
        "unique_customers",
        "unieke_klanten",
        &["aantal_klanten"],
        Unit::Count,
        ("Het aantal bekende klanten.", "The known customers."),
        |facts| facts.summaries.len() as f64,
    ),
    (
        "customer_years",
        "klantjaren",
        &[],
        Unit::Years,
        (
            "De jaren dat alle klanten samen klant waren.",
            "The years that all customers were customers, together.",
        ),
        |facts| facts.stays.iter().map(|stay| stay.exposure.0).sum::<f64>() / DAYS_PER_YEAR,
    ),
    (
        "leavers",
        "afhakers",
        &["vertrokken_klanten"],
        Unit::Count,
        ("Het aantal klanten dat vertrok.", "The customers who left."),
        |facts| facts.stays.iter().filter(|stay| stay.has_left).count() as f64,
    ),
    (
        "steps_revenue",
        "omzet_in_stappen",
        &[],
        Unit::Money,
        (
            "Wat klanten in hun klantjaren opbrachten: abonnementen als prijs maal maanden, de rest als omzet.",
            "What customers brought in their years: subscriptions as fee times months, the rest as revenue.",
        ),
        |facts| {
            let customers = facts.summaries.iter().zip(facts.stays);
            let loose: Money = customers.map(|(summary, stay)| stay.loose_revenue(summary)).sum();
            let fees: f64 = facts.stays.iter().map(Stay::subscription_revenue).sum();
            loose.to_f64() + fees
        },
    ),
    (
        "period_years",
        "periode_jaren",
        &[],
        Unit::Years,
        ("De lengte van de periode.", "The length of the period."),
        |facts| facts.period.length().years(),
    ),
    (
        "period_start",
        "periode_begin",
        &[],
        Unit::Date,
        ("De eerste dag van de periode.", "The first day of the period."),
        |facts| serial_from_date(facts.period.start),
    ),
    (
        "reference_date",
        "peildatum",
        &["period_end"],
        Unit::Date,
        ("De laatste dag van de periode.", "The last day of the period."),
        |facts| serial_from_date(facts.period.end),
    ),
    (
        "cohort_start",
        "startdatum",
        &[],
        Unit::Date,
        (
            "De dag vanaf wanneer nieuwe klanten meetellen in “sinds”.",
            "The day from which new customers count in “since”.",
        ),
        |facts| serial_from_date(facts.settings.cohort_since.unwrap_or(facts.period.start)),
    ),
    (
        "margin",
        "marge",
        &[],
        Unit::Percent,
        ("De marge; leeg zolang je die niet invult.", "The margin; blank until you fill it in."),
        |facts| facts.settings.gross_margin.unwrap_or(f64::NAN),
    ),
    (
        "discount_rate",
        "discontovoet",
        &["rente_per_jaar"],
        Unit::Percent,
        ("De rente per jaar.", "The discount rate a year."),
        |facts| facts.settings.annual_discount_rate,
    ),
    (
        "horizon_years",
        "horizon_jaren",
        &["horizon"],
        Unit::Years,
        ("Hoe ver vooruit wordt gekeken.", "How far ahead is looked."),
        |facts| f64::from(facts.settings.horizon_months) / 12.0,
    ),
    (
        "cac",
        "cac",
        &["acquisition_cost", "kosten_nieuwe_klant"],
        Unit::Money,
        (
            "Wat een nieuwe klant kost; leeg zolang je dat niet invult.",
            "What a new customer costs; blank until you fill it in.",
        ),
        |facts| facts.settings.acquisition_cost.unwrap_or(f64::NAN),
    ),
    (
        "acquisition_share",
        "wervingsaandeel",
        &[],
        Unit::Percent,
        (
            "Het deel van de klantwaarde dat een nieuwe klant mag kosten.",
            "The share of the value that a new customer may cost.",
        ),
        |facts| facts.settings.acquisition_share,
    ),
    (
        "own_lifespan_years",
        "eigen_levensduur",
        &[],
        Unit::Years,
        (
            "Hoe lang een klant blijft volgens jou; leeg als je het de lijst laat zeggen.",
            "How long a customer stays by your own word; blank if the list is to tell.",
        ),
        |facts| facts.settings.lifespan_years.unwrap_or(f64::NAN),
    ),
    (
        "lifespan_cap_years",
        "langste_levensduur",
        &[],
        Unit::Years,
        ("De langste tijd die meetelt.", "The longest time that counts."),
        |facts| facts.settings.lifespan_cap_years,
    ),
];

impl VariableProvider for PortfolioVariables {
    fn variables(&self) -> Vec<VariableSpec> {
        let spec = |(en, nl, also, unit, meaning, _): &Entry| VariableSpec {
            en,
            nl,
            also,
            level: Level::Portfolio,
            unit: unit.clone(),
            meaning: *meaning,
        };
        ENTRIES.iter().map(spec).collect()
    }

    fn compute(&self, wanted: &[&str], facts: &Facts<'_>) -> Vec<Values> {
        let value = |name: &&str| {
            let entry = ENTRIES.iter().find(|(en, ..)| en == name);
            let number = entry.map_or(f64::NAN, |(.., read)| read(facts));
            Values::Portfolio(if number.is_finite() { Value::Number(number) } else { Value::Blank })
        };
        wanted.iter().map(value).collect()
    }
}
