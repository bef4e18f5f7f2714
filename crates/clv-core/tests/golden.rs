//! The arithmetic that has to hold whatever else changes: the hard tests (a) to (i), on ledgers as cells.

use clv_core::analysis::{Analysis, analyze};
use clv_core::answers::Answers;
use clv_core::formulas::PlugIns;
use clv_core::grid::Book;
use clv_core::portfolio::LifespanSource;
use clv_core::report::{SheetNames, lay_out};
use clv_core::segments::top_fifth;
use clv_core::settings::Settings;
use clv_core::sheet::Content;
use clv_core::words::{Lang, Words};
use std::fmt::Write;

/// The years from 2023-01-01 to 2024-12-31, as customers are seen below.
const YEARS: f64 = 730.0 / 365.25;

/// Makes a line of a ledger for each number.
fn lines(numbers: std::ops::Range<usize>, line: impl Fn(usize) -> String) -> String {
    numbers.map(|n| format!("\n{}", line(n))).collect::<Vec<_>>().concat()
}

fn analyzed(ledger: &str, settings: Settings) -> Analysis {
    let settings = Settings { as_of: "2024-12-31".parse().ok(), ..settings };
    let book = Book::from_text(ledger);
    analyze(&mut book.clone(), Answers::default(), settings, &PlugIns::default())
}

/// A hundred customers who bought a program of 400 on the first day of 2023 and one of 200 later: 60,000 in 200 orders.
fn programs() -> String {
    let mut ledger = "Datum | Klant | Omschrijving | Bedrag".to_owned();
    for (date, program, amount) in
        [("2023-01-01", "Traject", 400), ("2023-10-28", "Verdieping", 200)]
    {
        ledger += &lines(0..100, |n| format!("{date} | Klant {n:03} | {program} | {amount}"));
    }
    ledger
}

/// Members at 25 a month since the first day of 2023: so many who ended on a day, and so many who go on.
fn members(leavers: usize, end: &str, active: usize) -> String {
    let mut ledger = "Lid | Abonnement | Startdatum | Einddatum | Bedrag per maand".to_owned();
    ledger += &lines(0..leavers + active, |n| {
        let end = if n < leavers { end } else { "" };
        format!("Lid {n:03} | Maandlidmaatschap | 2023-01-01 | {end} | 25")
    });
    ledger
}

/// Returns all texts of our sheets, a line each.
fn texts(analysis: &Analysis) -> String {
    let words = Words::new(Lang::Nl);
    let report = lay_out(analysis, &words, &SheetNames::wished(&words));
    let cells = report.sheets.iter().flat_map(|sheet| &sheet.cells);
    let mut texts = String::new();
    for cell in cells {
        if let Content::Text(text) = &cell.content {
            texts += text;
            texts.push('\n');
        }
    }
    texts
}

#[test]
fn a_sixty_thousand_of_a_hundred_customers_is_600_each() {
    let found = analyzed(&programs(), Settings::default()).portfolio;
    assert_eq!(found.clv_historical_mean, Some(600.0));
    assert_eq!(found.cohort_since.unwrap().clv_mean, Some(600.0));
}

#[test]
fn b_an_average_purchase_of_300_times_2_purchases_is_600_in_the_period() {
    let analysis = analyzed(&programs(), Settings::default());
    let found = &analysis.portfolio;
    assert_eq!((found.average_purchase_value, found.purchase_frequency), (Some(300.0), Some(2.0)));
    assert_eq!(analysis.figures.unwrap().number("customer_value"), Some(600.0));
    let per_year = analysis.portfolio.customer_value_per_year.unwrap();
    assert!((per_year * YEARS - 600.0).abs() < 1e-9, "{per_year} a year");
}

#[test]
fn c_600_after_a_first_purchase_of_400_is_one_and_a_half_times() {
    let found = analyzed(&programs(), Settings::default()).portfolio;
    assert_eq!(found.first_purchase_mean, Some(400.0));
    assert_eq!(found.clv_to_first_purchase, Some(1.5));
}

#[test]
fn d_25_a_month_with_one_in_twenty_leaving_each_month_is_20_months_and_500() {
    let found = analyzed(&members(20, "2024-08-31", 0), Settings::default()).portfolio;
    assert_eq!(found.lifespan_source, Some(LifespanSource::Observed));
    let months = found.lifespan_years.unwrap() * 12.0;
    assert!((months - 20.0).abs() < 0.1, "{months} months");
    assert!((found.clv_five_step.unwrap() - 500.0).abs() < 2.0, "{:?}", found.clv_five_step);
}

#[test]
fn e_a_first_purchase_and_two_repeats_of_50_are_150() {
    let mut ledger = "Datum | Klant | Artikel | Bedrag".to_owned();
    for date in ["2023-01-01", "2023-06-01", "2024-01-01"] {
        for n in 0..5 {
            write!(ledger, "\n{date} | Klant {n} | Kaars | 50").unwrap();
        }
    }
    let analysis = analyzed(&ledger, Settings::default());
    assert_eq!(analysis.portfolio.clv_historical_mean, Some(150.0));
    assert!(analysis.summaries.iter().all(|it| (it.purchases, it.frequency) == (3, 2)));
}

#[test]
fn f_five_years_of_three_times_100_beat_one_purchase_of_1000() {
    let mut ledger = "Datum | Klant | Omschrijving | Bedrag".to_owned();
    for year in 2020..2025 {
        for month in [1, 5, 9] {
            write!(ledger, "\n{year}-{month:02}-10 | Vaste klant | Onderhoud | 100").unwrap();
        }
    }
    ledger += "\n2020-01-10 | Grote klus | Installatie | 1000";
    let analysis = analyzed(&ledger, Settings::default());
    let customers = &analysis.reading.ledger.customers;
    let value = |name: &str| {
        let is_it = |at: &usize| customers[*at].name == name;
        let at = (0..customers.len()).find(is_it).unwrap();
        (analysis.summaries[at].revenue.to_f64(), top_fifth(&analysis.summaries)[at])
    };
    assert_eq!(value("Vaste klant"), (1500.0, true));
    assert_eq!(value("Grote klus"), (1000.0, false));
}

#[test]
fn g_700_for_a_customer_who_brings_600_is_warned_of() {
    let settings = Settings {
        lifespan_years: Some(YEARS),
        acquisition_cost: Some(700.0),
        ..Settings::default()
    };
    let analysis = analyzed(&programs(), settings);
    let found = &analysis.portfolio;
    assert!((found.clv_five_step.unwrap() - 600.0).abs() < 1e-9);
    assert!((found.clv_to_cac.unwrap() - 600.0 / 700.0).abs() < 1e-12);
    let said = texts(&analysis);
    assert!(said.contains("Een nieuwe klant kost je meer dan die oplevert"), "{said}");
    let gap = "Quitte speel je bij €\u{a0}600, dat is €\u{a0}100 minder";
    assert!(said.contains(gap), "{said}");
}

#[test]
fn h_a_life_of_20_years_where_one_in_four_leaves_each_year_does_not_fit() {
    // A well-known example of coffee shops reckons so: those who leave say 4 years.
    let ledger = members(10, "2024-01-01", 15);
    let settings = |years| Settings { lifespan_years: Some(years), ..Settings::default() };
    let analysis = analyzed(&ledger, settings(20.0));
    let churn = analysis.figures.as_ref().unwrap().number("churn").unwrap();
    assert!((churn - 0.25).abs() < 0.001, "{churn} a year");
    let said = texts(&analysis);
    assert!(said.contains("de levensduur past niet bij het verloop"), "{said}");
    assert_eq!(analyzed(&ledger, settings(4.0)).portfolio.doubt, None);
}

#[test]
fn i_who_is_still_a_member_makes_the_lifespan_longer_than_that_of_the_leavers() {
    let leavers_alone = analyzed(&members(20, "2024-01-01", 0), Settings::default()).portfolio;
    let with_active = analyzed(&members(20, "2024-01-01", 10), Settings::default()).portfolio;
    assert!((leavers_alone.lifespan_years.unwrap() - 1.0).abs() < 0.01);
    assert!((with_active.lifespan_years.unwrap() - 2.0).abs() < 0.01);
}
