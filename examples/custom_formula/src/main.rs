//! A variable of one's own beside a pack of formulas: which share of a customer's purchases were on a Saturday.
//!
//! `cargo run -p custom_formula` reads a small ledger, computes the pack and a formula with the new variable, and
//! prints what comes out.

#![expect(clippy::print_stdout, reason = "printing is what an example is for")]

use clv_core::analysis::analyze;
use clv_core::answers::Answers;
use clv_core::calendar::Date;
use clv_core::formulas::{Facts, Level, PlugIns, Unit, Values, VariableProvider, VariableSpec};
use clv_core::grid::Book;
use clv_core::settings::Settings;
use clv_formula::{Column, Dialect};

/// Supplies how much of a customer's buying is done on Saturdays.
#[derive(Debug)]
struct Saturdays;

impl VariableProvider for Saturdays {
    fn variables(&self) -> Vec<VariableSpec> {
        vec![VariableSpec {
            en: "saturday_share",
            nl: "aandeel_zaterdag",
            also: &[],
            level: Level::Customer,
            unit: Unit::Percent,
            meaning: (
                "Welk deel van de aankopen op een zaterdag was.",
                "Which share of the purchases was on a Saturday.",
            ),
        }]
    }

    fn compute(&self, wanted: &[&str], facts: &Facts<'_>) -> Vec<Values> {
        let is_saturday = |date: Date| date.weekday().to_monday_one_offset() == 6;
        let share = |orders: &[clv_core::ledger::OrderId]| {
            let dates = orders.iter().map(|id| facts.ledger.orders[id.0 as usize].date);
            let saturdays = dates.filter(|&date| is_saturday(date)).count();
            // Without purchases there is no share: what is no number leaves the cell blank.
            saturdays as f64 / orders.len() as f64
        };
        let column = |_: &&str| {
            let shares = facts.summaries.iter().map(|summary| share(&summary.orders));
            Values::Customers(Column::Numbers(shares.collect()))
        };
        wanted.iter().map(column).collect()
    }
}

/// A formula that uses the variable.
const SATURDAY_REGULARS: &str = r#"
[pack]
id = "saturdays"
name = "Zaterdagen"
version = "1.0.0"
contract = 1
dialect = "nl"

[[formula]]
id = "zaterdagklant"
title = { nl = "Zaterdagklant", en = "Saturday customer" }
level = "customer"
formula = '=ALS(aandeel_zaterdag>0,5;"ja";"nee")'
unit = "text"
"#;

const LEDGER: &str = "Datum | Klant | Omschrijving | Bedrag
2024-01-06 | Ana | Knippen | 45
2024-02-17 | Ana | Knippen | 45
2024-02-20 | Ben | Knippen | 30
2024-03-30 | Ana | Kleuren | 90
2024-04-02 | Ben | Knippen | 30
2024-05-18 | Cleo | Knippen | 40
2024-07-01 | Ben | Knippen | 30";

fn main() {
    let mut plug_ins = PlugIns { providers: vec![&Saturdays], ..PlugIns::default() };
    plug_ins.add_pack(include_str!("../salon.toml"), "salon.toml");
    plug_ins.add_pack(SATURDAY_REGULARS, "saturdays.toml");
    let mut book = Book::from_text(LEDGER);
    let analysis = analyze(&mut book, Answers::default(), Settings::default(), &plug_ins);
    let Some(figures) = &analysis.figures else { return };
    for id in ["waarde_per_bezoek", "gemiste_bezoeken", "zaterdagklant"] {
        let Some(column) = figures.customers(id) else { continue };
        for (at, summary) in analysis.summaries.iter().enumerate() {
            let name = &analysis.reading.ledger.customers[summary.customer.0 as usize].name;
            println!("{name:<6} {id:<20} {}", column.get(at).shown(Dialect::Nl));
        }
    }
    println!("{:<27} {}", "gemiste_omzet", figures.value("gemiste_omzet").shown(Dialect::Nl));
}
