//! What is known of each customer: from the ledger, from the stay, and what the models expect.

use crate::calendar::{Days, serial_from_date};
use crate::formulas::variable::{Facts, Level, Unit, Values, VariableProvider, VariableSpec};
use crate::ledger::{Customer, Maybe, ProductId};
use crate::money::Money;
use clv_formula::{Column, Value};

/// The variables of each customer.
#[derive(Debug)]
pub struct CustomerVariables;

/// How one value is found: a number, where NaN is blank, or a text.
enum Read {
    Number(fn(&Facts<'_>, usize) -> f64),
    Text(for<'a> fn(&Facts<'a>, usize) -> Option<std::borrow::Cow<'a, str>>),
    Logical(fn(&Facts<'_>, usize) -> bool),
}

struct Entry {
    en: &'static str,
    nl: &'static str,
    also: &'static [&'static str],
    unit: Unit,
    meaning: (&'static str, &'static str),
    read: Read,
}

fn customer<'a>(facts: &Facts<'a>, at: usize) -> Option<&'a Customer> {
    facts.ledger.customers.get(facts.summaries[at].customer.0 as usize)
}

fn product<'a>(facts: &Facts<'a>, product: Maybe<ProductId>) -> Option<&'a str> {
    facts.ledger.products.get(product.get()?.0 as usize).map(String::as_str)
}

/// Without a purchase there is no date to count from.
fn if_bought(facts: &Facts<'_>, at: usize, days: Days) -> f64 {
    if facts.summaries[at].purchases == 0 { f64::NAN } else { days.0 }
}

/// The variables, in the order in which they are listed.
const ENTRIES: &[Entry] = &[
    Entry {
        en: "name",
        nl: "naam",
        also: &["klant"],
        unit: Unit::Text,
        meaning: ("De naam van de klant.", "The customer's name."),
        read: Read::Text(|facts, at| Some(customer(facts, at)?.name.as_str().into())),
    },
    Entry {
        en: "segment",
        nl: "segment",
        also: &["groep", "klantgroep"],
        unit: Unit::Text,
        meaning: (
            "De klantgroep, zoals op het blad staat.",
            "The customer group, as the sheet shows it.",
        ),
        read: Read::Text(|facts, at| {
            Some(facts.words.named("segment", facts.segments[at].id()).into())
        }),
    },
    Entry {
        en: "revenue",
        nl: "omzet_totaal",
        also: &["omzet", "omzet_klant", "total_spent"],
        unit: Unit::Money,
        meaning: (
            "Alles wat de klant kocht, na creditnota's.",
            "All that the customer bought, credits netted.",
        ),
        read: Read::Number(|facts, at| facts.summaries[at].revenue.to_f64()),
    },
    Entry {
        en: "purchases",
        nl: "aantal_aankopen",
        also: &["aankopen"],
        unit: Unit::Count,
        meaning: ("Het aantal aankopen van de klant.", "The customer's purchases."),
        read: Read::Number(|facts, at| f64::from(facts.summaries[at].purchases)),
    },
    Entry {
        en: "repeat_purchases",
        nl: "herhaalaankopen",
        also: &[],
        unit: Unit::Count,
        meaning: ("De aankopen na de eerste.", "The purchases after the first."),
        read: Read::Number(|facts, at| f64::from(facts.summaries[at].purchases.saturating_sub(1))),
    },
    Entry {
        en: "frequency",
        nl: "herhaaldagen",
        also: &[],
        unit: Unit::Count,
        meaning: (
            "De dagen met een aankoop na de eerste.",
            "The days with a purchase after the first.",
        ),
        read: Read::Number(|facts, at| f64::from(facts.summaries[at].frequency)),
    },
    Entry {
        en: "first_purchase",
        nl: "eerste_aankoop",
        also: &["klant_sinds"],
        unit: Unit::Date,
        meaning: ("De dag van de eerste aankoop.", "The day of the first purchase."),
        read: Read::Number(|facts, at| {
            let summary = &facts.summaries[at];
            if summary.purchases == 0 { f64::NAN } else { serial_from_date(summary.first_purchase) }
        }),
    },
    Entry {
        en: "last_purchase",
        nl: "laatste_aankoop",
        also: &[],
        unit: Unit::Date,
        meaning: ("De dag van de laatste aankoop.", "The day of the last purchase."),
        read: Read::Number(|facts, at| {
            let summary = &facts.summaries[at];
            if summary.purchases == 0 { f64::NAN } else { serial_from_date(summary.last_purchase) }
        }),
    },
    Entry {
        en: "first_purchase_value",
        nl: "eerste_bedrag",
        also: &["bedrag_eerste_aankoop"],
        unit: Unit::Money,
        meaning: ("Het bedrag van de eerste aankoop.", "The amount of the first purchase."),
        read: Read::Number(|facts, at| facts.summaries[at].first_purchase_value.to_f64()),
    },
    Entry {
        en: "monetary_value",
        nl: "gem_herhaalbedrag",
        also: &[],
        unit: Unit::Money,
        meaning: (
            "Het gemiddelde bedrag van de aankopen na de eerste.",
            "The mean amount of the purchases after the first.",
        ),
        read: Read::Number(|facts, at| {
            let summary = &facts.summaries[at];
            if summary.frequency == 0 { f64::NAN } else { summary.monetary_value }
        }),
    },
    Entry {
        en: "recency_days",
        nl: "dagen_eerste_tot_laatste",
        also: &[],
        unit: Unit::Days,
        meaning: (
            "De dagen van de eerste tot de laatste aankoop.",
            "The days from the first to the last purchase.",
        ),
        read: Read::Number(|facts, at| if_bought(facts, at, facts.summaries[at].recency)),
    },
    Entry {
        en: "age_days",
        nl: "klant_dagen",
        also: &[],
        unit: Unit::Days,
        meaning: (
            "De dagen van de eerste aankoop tot het einde van de periode.",
            "The days from the first purchase to the end of the period.",
        ),
        read: Read::Number(|facts, at| if_bought(facts, at, facts.summaries[at].age)),
    },
    Entry {
        en: "days_since_last_purchase",
        nl: "recentheid_dagen",
        also: &["dagen_sinds_laatste_aankoop"],
        unit: Unit::Days,
        meaning: (
            "De dagen sinds de laatste aankoop, tot het einde van de periode.",
            "The days since the last purchase, until the end of the period.",
        ),
        read: Read::Number(|facts, at| {
            if_bought(facts, at, facts.summaries[at].time_since_last_purchase())
        }),
    },
    Entry {
        en: "relation_years",
        nl: "relatieduur_jaren",
        also: &["jaren_klant"],
        unit: Unit::Years,
        meaning: (
            "Hoe lang iemand klant is: tot het einde van de periode, of tot het vertrek.",
            "How long somebody is a customer: to the end of the period, or to leaving.",
        ),
        read: Read::Number(|facts, at| facts.stays[at].exposure.years()),
    },
    Entry {
        en: "has_left",
        nl: "vertrokken",
        also: &["is_weg"],
        unit: Unit::Text,
        meaning: (
            "WAAR als de klant opzegde of veel langer wegblijft dan gewoon is.",
            "TRUE if the customer ended or stays away for much longer than usual.",
        ),
        read: Read::Logical(|facts, at| facts.stays[at].has_left),
    },
    Entry {
        en: "fee_per_month",
        nl: "abonnement_per_maand",
        also: &[],
        unit: Unit::Money,
        meaning: (
            "Wat het abonnement van de klant per maand kost; leeg zonder abonnement.",
            "What the customer's subscription costs a month; blank without one.",
        ),
        read: Read::Number(|facts, at| {
            let subscribed = facts.stays[at].subscribed.as_ref();
            subscribed.and_then(|it| it.fee_per_month).map_or(f64::NAN, Money::to_f64)
        }),
    },
    Entry {
        en: "probability_alive",
        nl: "kans_actief",
        also: &["p_alive"],
        unit: Unit::Percent,
        meaning: (
            "De kans dat de klant nog klant is, volgens het model.",
            "The chance that the customer still is one, by the model.",
        ),
        read: Read::Number(|facts, at| facts.forecast.customers[at].probability_alive),
    },
    Entry {
        en: "expected_purchases",
        nl: "verwachte_aankopen",
        also: &[],
        unit: Unit::Number,
        meaning: (
            "De aankopen die binnen de horizon verwacht worden.",
            "The purchases expected within the horizon.",
        ),
        read: Read::Number(|facts, at| facts.forecast.customers[at].expected_purchases),
    },
    Entry {
        en: "expected_spend",
        nl: "verwacht_bedrag",
        also: &[],
        unit: Unit::Money,
        meaning: (
            "Het bedrag dat per aankoop verwacht wordt.",
            "The amount expected per purchase.",
        ),
        read: Read::Number(|facts, at| facts.forecast.customers[at].expected_spend),
    },
    Entry {
        en: "expected_value",
        nl: "verwachte_waarde",
        also: &["verwachte_omzet"],
        unit: Unit::Money,
        meaning: (
            "De omzet die binnen de horizon verwacht wordt.",
            "The revenue expected within the horizon.",
        ),
        read: Read::Number(|facts, at| facts.forecast.customers[at].clv),
    },
    Entry {
        en: "first_product",
        nl: "eerste_product",
        also: &[],
        unit: Unit::Text,
        meaning: ("Wat de klant het eerst kocht.", "What the customer bought first."),
        read: Read::Text(|facts, at| {
            product(facts, facts.summaries[at].first_product).map(Into::into)
        }),
    },
    Entry {
        en: "last_product",
        nl: "laatste_product",
        also: &[],
        unit: Unit::Text,
        meaning: ("Wat de klant het laatst kocht.", "What the customer bought last."),
        read: Read::Text(|facts, at| {
            product(facts, facts.summaries[at].last_product).map(Into::into)
        }),
    },
    Entry {
        en: "own_segment",
        nl: "eigen_groep",
        also: &[],
        unit: Unit::Text,
        meaning: ("De groep uit je eigen lijst.", "The group from your own list."),
        read: Read::Text(|facts, at| Some(customer(facts, at)?.told.segment.as_deref()?.into())),
    },
    Entry {
        en: "sector",
        nl: "sector",
        also: &["branche"],
        unit: Unit::Text,
        meaning: ("De sector uit je eigen lijst.", "The sector from your own list."),
        read: Read::Text(|facts, at| Some(customer(facts, at)?.told.sector.as_deref()?.into())),
    },
    Entry {
        en: "country",
        nl: "land",
        also: &[],
        unit: Unit::Text,
        meaning: ("Het land uit je eigen lijst.", "The country from your own list."),
        read: Read::Text(|facts, at| Some(customer(facts, at)?.told.country.as_deref()?.into())),
    },
    Entry {
        en: "channel",
        nl: "kanaal",
        also: &[],
        unit: Unit::Text,
        meaning: ("Het kanaal van de eerste aankoop.", "The channel of the first purchase."),
        read: Read::Text(|facts, at| Some(customer(facts, at)?.told.channel.as_deref()?.into())),
    },
    Entry {
        en: "score",
        nl: "cijfer",
        also: &[],
        unit: Unit::Number,
        meaning: ("Het laatste cijfer, 0 tot 10.", "The last score, 0 to 10."),
        read: Read::Number(|facts, at| {
            customer(facts, at).and_then(|customer| customer.told.score).unwrap_or(f64::NAN)
        }),
    },
];

impl VariableProvider for CustomerVariables {
    fn variables(&self) -> Vec<VariableSpec> {
        let spec = |entry: &Entry| VariableSpec {
            en: entry.en,
            nl: entry.nl,
            also: entry.also,
            level: Level::Customer,
            unit: entry.unit.clone(),
            meaning: entry.meaning,
        };
        ENTRIES.iter().map(spec).collect()
    }

    fn compute(&self, wanted: &[&str], facts: &Facts<'_>) -> Vec<Values> {
        let column = |name: &&str| {
            let entry = ENTRIES.iter().find(|entry| entry.en == *name);
            Values::Customers(
                entry.map_or_else(|| Column::Values(Vec::new()), |entry| column(entry, facts)),
            )
        };
        wanted.iter().map(column).collect()
    }
}

fn column(entry: &Entry, facts: &Facts<'_>) -> Column {
    let rows = 0..facts.summaries.len();
    match entry.read {
        Read::Number(read) => Column::Numbers(rows.map(|at| read(facts, at)).collect()),
        Read::Logical(read) => {
            Column::Values(rows.map(|at| Value::Logical(read(facts, at))).collect())
        }
        Read::Text(read) => {
            let value = |at| read(facts, at).map_or(Value::Blank, |text| Value::text(&text));
            Column::Values(rows.map(value).collect())
        }
    }
}
