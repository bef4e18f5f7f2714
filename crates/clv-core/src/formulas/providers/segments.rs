//! What is known of each customer group.

use crate::formulas::variable::{Facts, Level, Unit, Values, VariableProvider, VariableSpec};
use crate::segments::Segment;
use clv_formula::Column;

/// The variables of each group.
#[derive(Debug)]
pub struct SegmentVariables;

type Read = fn(&Facts<'_>, usize) -> f64;

/// English name, Dutch name, unit, meaning, and what a customer adds to its group.
type Entry = (&'static str, &'static str, Unit, (&'static str, &'static str), Read);

const ENTRIES: &[Entry] = &[
    (
        "segment_customers",
        "segment_klanten",
        Unit::Count,
        ("Het aantal klanten in de groep.", "The customers in the group."),
        |_, _| 1.0,
    ),
    (
        "segment_revenue",
        "segment_omzet",
        Unit::Money,
        ("De omzet van de groep.", "The revenue of the group."),
        |facts, at| facts.summaries[at].revenue.to_f64(),
    ),
    (
        "segment_purchases",
        "segment_aankopen",
        Unit::Count,
        ("De aankopen van de groep.", "The purchases of the group."),
        |facts, at| f64::from(facts.summaries[at].purchases),
    ),
    (
        "segment_years",
        "segment_klantjaren",
        Unit::Years,
        (
            "De jaren dat de klanten van de groep samen klant waren.",
            "The years that the customers of the group were customers, together.",
        ),
        |facts, at| facts.stays[at].exposure.years(),
    ),
    (
        "segment_leavers",
        "segment_vertrokken",
        Unit::Count,
        ("De klanten van de groep die vertrokken.", "The customers of the group who left."),
        |facts, at| f64::from(u8::from(facts.stays[at].has_left)),
    ),
    (
        "segment_expected_value",
        "segment_verwachte_waarde",
        Unit::Money,
        ("De omzet die van de groep verwacht wordt.", "The revenue that is expected of the group."),
        |facts, at| facts.forecast.customers[at].clv,
    ),
];

impl VariableProvider for SegmentVariables {
    fn variables(&self) -> Vec<VariableSpec> {
        let spec = |(en, nl, unit, meaning, _): &Entry| VariableSpec {
            en,
            nl,
            also: &[],
            level: Level::Segment,
            unit: unit.clone(),
            meaning: *meaning,
        };
        ENTRIES.iter().map(spec).collect()
    }

    fn compute(&self, wanted: &[&str], facts: &Facts<'_>) -> Vec<Values> {
        let sums = |name: &&str| {
            let mut sums = vec![0.0; Segment::ALL.len()];
            if let Some((.., read)) = ENTRIES.iter().find(|(en, ..)| en == name) {
                for (at, segment) in facts.segments.iter().enumerate() {
                    sums[segment.index()] += read(facts, at);
                }
            }
            Values::Segments(Column::Numbers(sums))
        };
        wanted.iter().map(sums).collect()
    }
}
