//! The oddities of ledgers that owners really keep, each as a small drawing with what it must come to.

use super::{Order, Reading, read};
use crate::grid::{Area, Book};
use crate::settings::Settings;
use expect_test::{Expect, expect};

fn summary(reading: &Reading) -> String {
    if !reading.is_ledger {
        let codes: Vec<_> = reading.findings.iter().map(|finding| finding.code).collect();
        return format!("no ledger: {}", codes.join(" "));
    }
    let out: Vec<_> = reading
        .excluded
        .iter()
        .map(|row| {
            format!(
                "{}{} {}",
                if row.place.sheet > 0 { format!("{}!", row.place.sheet) } else { String::new() },
                row.place.row,
                row.reason.name()
            )
        })
        .collect();
    let purchases = reading.ledger.orders.iter().filter(|&order| Order::is_purchase(order)).count();
    format!(
        "{} counted, {} purchases, {} customers, {} {} {}; out: {}",
        reading.n_counted,
        purchases,
        reading.ledger.customers.len(),
        reading.ledger.currency,
        reading.revenue,
        reading.vat.name(),
        if out.is_empty() { "none".to_owned() } else { out.join(", ") }
    )
}

pub(super) fn check(drawing: &str, expected: &Expect) {
    let book = Book::from_text(drawing);
    expected.assert_eq(&summary(&read(&mut book.clone(), &Settings::default())));
}

#[test]
fn titles_notes_and_sums_above_the_headers_are_no_rows() {
    check(
        "Kapsalon Haarlijn\nDorpsstraat 1\n\n | | | Totaal dit jaar: | 150\nWanneer | Wie | Wat | Hoeveel\n2024-01-03 | Ana | Knippen | 50\n2024-01-04 | Bo | Kleuren | 100",
        &expect![[r"2 counted, 2 purchases, 2 customers, EUR 150.00 unknown; out: none"]],
    );
}

#[test]
fn totals_between_months_are_left_out_with_or_without_a_word() {
    check(
        "Datum | Klant | Bedrag\n2024-01-03 | Ana | 50\n2024-01-04 | Bo | 100\nTotaal jan | | 150\n\n2024-02-03 | Ana | 30\n2024-02-04 | Totaal Techniek B.V. | 20\n | | 50\n\n | Eindtotaal | 200\n | Gemiddeld per maand | 100",
        &expect![[
            r"4 counted, 4 purchases, 3 customers, EUR 200.00 unknown; out: 4 total_row, 8 total_row, 10 total_row, 11 total_row"
        ]],
    );
}

#[test]
fn customers_merged_or_repeated_by_ditto_marks_are_filled_in() {
    let mut book = Book::from_text(
        "Datum | Klant | Product | Bedrag\n2024-01-03 | Ana | Haag | 50\n | | Boom | 20\n2024-01-05 | Bo | Boom | 20\nidem | idem | Haag | 50\n\" | \" | Compost | 5\n\n2024-01-09 | | Compost | 5",
    );
    book.sheets[0].merged.push(Area { top: 1, left: 1, bottom: 2, right: 1 });
    expect![[r"6 counted, 3 purchases, 2 customers, EUR 150.00 unknown; out: none"]]
        .assert_eq(&summary(&read(&mut book.clone(), &Settings::default())));
}

#[test]
fn customers_in_headings_belong_to_the_rows_below() {
    check(
        "Klant | Datum | Omschrijving | Bedrag\nAna Prins | | |\n | 2024-01-03 | Knippen | 50\n | 2024-02-03 | Knippen | 50\nBo Vos | | |\n | 2024-01-04 | Kleuren | 100\n | 2024-03-04 | Kleuren | 100",
        &expect![[
            r"4 counted, 4 purchases, 2 customers, EUR 300.00 unknown; out: 2 heading, 5 heading"
        ]],
    );
}

#[test]
fn months_in_headings_and_tabs_date_the_rows_below() {
    check(
        "== Omzet 2024\nKlant | Dag | Bedrag\nJanuari | |\nAna | 3 | 50\nBo | 4 | 100\nFebruari | |\nAna | 5 | 30",
        &expect![[
            r"3 counted, 3 purchases, 2 customers, EUR 180.00 unknown; out: 2 heading, 5 heading"
        ]],
    );
    check(
        "== Jan 2024\nKlant | Bedrag\nAna | 50\nBo | 100\n== Feb 2024\nKlant | Bedrag\nAna | 30",
        &expect![[r"3 counted, 3 purchases, 2 customers, EUR 180.00 unknown; out: none"]],
    );
}

#[test]
fn sales_in_two_sheets_count_once() {
    check(
        "== 2023\nDatum | Factuurnr | Klant | Bedrag\n2023-12-01 | 1 | Ana | 50\n2023-12-30 | 2 | Bo | 60\n== 2024\nDatum | Factuurnr | Klant | Bedrag\n2023-12-30 | 2 | Bo | 60\n2024-01-04 | 3 | Bo | 100",
        &expect![[r"3 counted, 3 purchases, 2 customers, EUR 210.00 unknown; out: 1!2 duplicate"]],
    );
    check(
        "== Boekingen\nDatum | Factuurnr | Klant | Bedrag excl. btw\n2024-01-01 | 1 | Ana | 100\n2024-01-02 | 2 | Bo | 100\n2024-01-03 | 3 | Cé | 100\n2024-01-04 | 4 | Di | 100\n2024-01-05 | 5 | Eva | 100\n2024-01-06 | 6 | Ana | 100\n== Facturering\nFactuurnr | Factuurdatum | Klant | Bedrag incl. btw\n1 | 2024-01-01 | Ana | 121\n2 | 2024-01-02 | Bo | 121\n3 | 2024-01-03 | Cé | 121\n4 | 2024-01-04 | Di | 121\n5 | 2024-01-05 | Eva | 121",
        &expect![[
            r"6 counted, 6 purchases, 5 customers, EUR 600.00 excl; out: 1!2 duplicate, 1!3 duplicate, 1!4 duplicate, 1!5 duplicate, 1!6 duplicate"
        ]],
    );
}

#[test]
fn matrices_of_months_years_and_products_are_unfolded() {
    check(
        "Omzet 2024\nKlant | januari | februari | maart | april | Totaal\nAna | 100 | | 50 | 0 | 150\nBo | | 20 | | | 20\nTotaal | 100 | 20 | 50 | 0 | 170",
        &expect![[r"3 counted, 3 purchases, 2 customers, EUR 170.00 unknown; out: 5 total_row"]],
    );
    check(
        "Klant | 2021 | 2022 | 2023\nAna | 100 | | 50\nBo | | 20 |",
        &expect![[r"3 counted, 3 purchases, 2 customers, EUR 170.00 unknown; out: none"]],
    );
    check(
        "Datum | Klant | Knippen | Behandeling | Wassen | Totaal\n2024-01-03 | Ana | 12 | 7 | 3 | 22\n2024-01-04 | Bo | | 4 | | 4\n2024-01-05 | Cé | 12 | 4 | 3 | 19",
        &expect![[r"7 counted, 3 purchases, 3 customers, EUR 45.00 unknown; out: none"]],
    );
    check(
        "Datum | Klant | Appeltaart | Brood | Koek | Totaal\n2024-01-03 | Ana | 12 | | 3 | 15\n2024-01-04 | Bo | | 4 | | 4\n2024-01-05 | Cé | 12 | 4 | 3 | 19",
        &expect![[r"6 counted, 3 purchases, 3 customers, EUR 38.00 unknown; out: none"]],
    );
}

#[test]
fn costs_below_the_income_and_in_the_same_list_are_no_sales() {
    check(
        "INKOMSTEN\nKlant | Datum | Bedrag\nAna | 2024-01-03 | 50\nBo | 2024-01-04 | 100\nTotaal | | 150\n\nUITGAVEN\nLeverancier | Datum | Bedrag\nShell | 2024-01-05 | 40\nBol | 2024-01-06 | 10\nTotaal uitgaven | | 50",
        &expect![[
            r"2 counted, 2 purchases, 2 customers, EUR 150.00 unknown; out: 5 total_row, 7 heading, 9 cost, 10 cost, 11 total_row"
        ]],
    );
    check(
        "Datum | Relatie | Categorie | Bedrag\n2024-01-03 | Ana | omzet | 50\n2024-01-04 | Shell | autokosten | -40\n2024-01-05 | Belastingdienst | btw-afdracht | -21\n2024-01-06 | Ikzelf | privé-opname | -500\n2024-01-07 | Bo | omzet | 100",
        &expect![[
            r"2 counted, 2 purchases, 2 customers, EUR 150.00 unknown; out: 3 cost, 4 not_revenue, 5 not_revenue"
        ]],
    );
}

#[test]
fn costs_under_their_own_heading_are_no_sales_though_the_headers_are_the_same() {
    check(
        "== Jan 2024\nOntvangsten\nDatum | Van | Waarvoor | Bedrag\n2024-01-03 | Ana | Advies | 50\n2024-01-04 | Bo | Advies | 100\nTotaal | | | 150\n\nUitgaven\nDatum | Aan | Waarvoor | Bedrag\n2024-01-05 | KPN | Telefoon | 40\n2024-01-06 | Shell | Tanken | 10",
        &expect![
            "2 counted, 2 purchases, 2 customers, EUR 150.00 unknown; out: 5 total_row, 7 heading, 9 cost, 10 cost"
        ],
    );
    check(
        "Inkomsten | | | | Uitgaven | |\nDatum | Klant | Bedrag | | Datum | Leverancier | Bedrag\n2024-01-03 | Ana | 50 | | 2024-01-05 | Shell | 40\n2024-01-04 | Bo | 100 | | 2024-01-06 | Makro | 10\n2024-01-08 | Bo | 80 | | |",
        &expect![[r"3 counted, 3 purchases, 2 customers, EUR 230.00 unknown; out: 3 cost, 4 cost"]],
    );
}

#[test]
fn the_name_of_the_file_tells_the_year_that_its_tabs_leave_out() {
    let mut book = Book::from_text("== Jan\nDag | Klant | Bedrag\n3 | Ana | 50\n14 | Bo | 80");
    book.file = Some("inkomsten 2024.xlsx".to_owned());
    let reading = read(&mut book.clone(), &Settings::default());
    let start = reading.ledger.period.map(|period| period.start.to_string());
    assert_eq!(start.as_deref(), Some("2024-01-03"));
}

#[test]
fn dates_without_a_year_get_that_of_the_tab() {
    check(
        "== Q1 2024\nDatum | Klant | Bedrag\n'3-1 | Ana | 50\n'4-2 | Bo | 100\n'13-3 | Bo | 80\nTotaal | | 230",
        &expect![[r"3 counted, 3 purchases, 2 customers, EUR 230.00 unknown; out: 5 total_row"]],
    );
}

#[test]
fn a_column_of_statuses_needs_no_header_that_says_so() {
    check(
        "Datum | Klant | Bedrag | Uitkomst\n2024-01-03 | Ana | 50 | Gelukt\n2024-01-04 | Bo | 100 | Gestorneerd\n2024-01-05 | Bo | 80 | Gelukt",
        &expect![[r"2 counted, 2 purchases, 2 customers, EUR 130.00 unknown; out: 3 not_final"]],
    );
}

#[test]
fn dates_in_american_order_are_told_by_the_column() {
    check(
        "Date | Customer | Total\n01/14/24 | Ana | 50\n02/03/24 | Bo | 100",
        &expect![[r"2 counted, 2 purchases, 2 customers, EUR 150.00 unknown; out: none"]],
    );
}

#[test]
fn unreadable_and_missing_dates_and_amounts_are_listed() {
    check(
        "Datum | Klant | Bedrag\n2024-01-03 | Ana | 50\n | Bo | 100\nvolgt | Bo | 100\n31-02-2024 | Cé | 10\n2024-01-05 | Di | n.t.b.\n2024-01-05 | Di |\n2024-01-06 | Di | in overleg met Jan\n2024-01-07 | Eva | #N/A\n2024-01-08 | Eva | 0",
        &expect![[
            r"1 counted, 1 purchases, 1 customers, EUR 50.00 unknown; out: 3 no_date, 4 unreadable_date, 5 unreadable_date, 6 no_amount, 7 no_amount, 8 unreadable_amount, 9 error_value, 10 zero_amount"
        ]],
    );
}

#[test]
fn credits_come_off_in_every_style() {
    check(
        "Datum | Factuurnr | Klant | Bedrag\n2024-01-03 | 2024-01 | Ana | 50\n2024-01-04 | 2024-02 | Bo | 100\n2024-01-05 | 2024-03 | Bo | 30\n2024-02-01 | 2024-04 | Bo | -100",
        &expect![[r"4 counted, 2 purchases, 2 customers, EUR 80.00 unknown; out: none"]],
    );
    check(
        "Datum | Factuurnr | Klant | Bedrag\n2024-01-03 | F1 | Ana | 50\n2024-01-04 | F2 | Bo | 100\n2024-01-05 | F3 | Bo | 30\n2024-02-01 | CR2 | Bo | 100",
        &expect![[r"4 counted, 2 purchases, 2 customers, EUR 80.00 unknown; out: none"]],
    );
    check(
        "Datum | Factuurnr | Soort | Klant | Bedrag\n2024-01-03 | 1 | Factuur | Ana | 50\n2024-01-04 | 2 | Factuur | Bo | 100\n2024-02-01 | 3 | Creditfactuur | Bo | 100",
        &expect![[r"3 counted, 1 purchases, 2 customers, EUR 50.00 unknown; out: none"]],
    );
    check(
        "Datum | Factuurnr | Klant | Bedrag | Status\n2024-01-03 | 1 | Ana | 50 | Betaald\n2024-01-04 | 2 | Bo | 100 | Gecrediteerd",
        &expect![[r"2 counted, 1 purchases, 2 customers, EUR 50.00 unknown; out: none"]],
    );
    check(
        "Datum | Factuurnr | Klant | Bedrag | Opmerking\n2024-01-03 | 1 | Ana | 50 |\n2024-01-04 | 2 | Bo | 100 |\n2024-01-09 | 3 | Bo | 100 | creditnota voor factuur 2",
        &expect![[r"3 counted, 1 purchases, 2 customers, EUR 50.00 unknown; out: none"]],
    );
}

#[test]
fn what_was_paid_back_comes_off_without_its_vat() {
    check(
        "Datum | Klant | Excl. btw | Btw | Incl. btw | Terugbetaald\n2024-01-03 | Ana | 100 | 21 | 121 | 12.10\n2024-01-04 | Bo | 100 | 21 | 121 | 121\n2024-01-05 | Bo | 50 | 10.50 | 60.50 | 0",
        &expect![[r"3 counted, 2 purchases, 2 customers, EUR 140.00 excl; out: none"]],
    );
}

#[test]
fn who_is_who_goes_by_address_number_and_name_in_that_order() {
    check(
        "Datum | Naam | E-mail | Bedrag\n2024-01-03 | Ana Prins | ana@x.nl | 50\n2024-01-04 | A. Prins | ANA@x.nl | 10\n2024-01-05 | Ana Prins | ander@x.nl | 10\n2024-01-06 | Bo Vos | info@y.nl | 10\n2024-01-07 | Cé Vos | info@y.nl | 10\n2024-01-08 | Dirk |  | 10\n2024-01-09 | DIRK | dirk@z.nl | 10",
        &expect![[r"7 counted, 7 purchases, 5 customers, EUR 110.00 unknown; out: none"]],
    );
    check(
        "Datum | Klant | Bedrag\n2024-01-03 | Jansen B.V. | 50\n2024-01-04 | jansen bv | 10\n2024-01-05 | Jansen | 10\n2024-01-06 | Contant | 10\n2024-01-07 | | 10",
        &expect![[r"5 counted, 5 purchases, 2 customers, EUR 90.00 unknown; out: none"]],
    );
}

#[test]
fn test_orders_quotes_and_cancelled_orders_are_left_out() {
    check(
        "Datum | Order | Klant | E-mail | Totaal | Status\n2024-01-03 | 1 | Ana | ana@x.nl | 50 | Afgerond\n2024-01-04 | 2 | Test | test@test.nl | 1 | Afgerond\n2024-01-05 | 3 | Bo | bo@x.nl | 20 | Geannuleerd\n2024-01-06 | 4 | Bo | bo@x.nl | 20 | Offerte\n2024-01-07 | 5 | Attest B.V. | a@attest.nl | 20 | Verzonden",
        &expect![[
            r"2 counted, 2 purchases, 2 customers, EUR 70.00 unknown; out: 3 test_order, 4 not_final, 5 not_final"
        ]],
    );
}

#[test]
fn later_lines_have_the_status_of_their_order() {
    check(
        "Order | Datum | Klant | Artikel | Bedrag | Status\n1 | 2024-01-03 | Ana | Vaas | 20 | Voltooid\n1 | | | Kaars | 5 |\n2 | 2024-01-04 | Bo | Vaas | 20 | Geannuleerd\n2 | | | Kaars | 5 |",
        &expect![[
            r"2 counted, 1 purchases, 1 customers, EUR 25.00 unknown; out: 4 not_final, 5 not_final"
        ]],
    );
}

#[test]
fn an_invoice_and_its_payment_are_one_sale() {
    check(
        "Datum | Soort | Factuur | Klant | Bedrag\n2024-01-03 | Factuur | 1 | Ana | 50\n2024-01-20 | Betaling | 1 | Ana | 50\n2024-01-21 | Factuur | 2 | Bo | 70",
        &expect![[
            r"2 counted, 2 purchases, 2 customers, EUR 120.00 unknown; out: 3 payment_of_invoice"
        ]],
    );
    check(
        "Datum | Document | Nummer | Debiteur | Debet | Credit\n2024-01-03 | Verkoopfactuur | 1 | Ana | 50 |\n2024-01-20 | Betaling | 1 | Ana | | 25\n2024-01-21 | Betaling | 1 | Ana | | 25\n2024-01-22 | Verkoopfactuur | 2 | Bo | 70 |",
        &expect![[
            r"2 counted, 2 purchases, 2 customers, EUR 120.00 unknown; out: 3 payment_of_invoice, 4 payment_of_invoice"
        ]],
    );
}

#[test]
fn parts_of_one_purchase_are_one_purchase() {
    check(
        "Datum | Factuur | Klant | Product | Bedrag\n2024-01-03 | 1 | Ana | Jaartraject (termijn 1 van 3) | 100\n2024-02-03 | 2 | Ana | Jaartraject (termijn 2 van 3) | 100\n2024-03-03 | 3 | Ana | Jaartraject (termijn 3 van 3) | 100\n2024-03-05 | 4 | Bo | Losse sessie | 60",
        &expect![[
            r"2 counted, 2 purchases, 2 customers, EUR 360.00 unknown; out: 3 instalment, 4 instalment"
        ]],
    );
}

#[test]
fn deposits_and_what_remains_are_one_purchase_and_so_are_thirds_a_month_apart() {
    check(
        "Datum | Klant | Product | Bedrag\n2024-01-03 | Ana | Aanbetaling keuken | 1000\n2024-03-01 | Ana | Restbetaling keuken | 4000\n2024-03-05 | Bo | Retraite 1/3 | 60\n2024-04-05 | Bo | Retraite 2/3 | 60\n2024-05-05 | Bo | Retraite 3/3 | 60",
        &expect![[
            r"2 counted, 2 purchases, 2 customers, EUR 5180.00 unknown; out: 3 instalment, 5 instalment, 6 instalment"
        ]],
    );
    // Lessons that are paid one by one.
    check(
        "Datum | Klant | Product | Bedrag\n2024-03-05 | Bo | Les 1/3 | 60\n2024-03-12 | Bo | Les 2/3 | 60\n2024-03-19 | Bo | Les 3/3 | 60",
        &expect![[r"3 counted, 3 purchases, 1 customers, EUR 180.00 unknown; out: none"]],
    );
}

#[test]
fn parts_that_nobody_calls_so_are_told_by_their_common_end() {
    let rows = |of: &[(&str, &str, &[u32])]| {
        let row = |name: &str, product: &str, month: &u32| {
            format!("\n2024-{month:02}-05 | {name} | {product} | 100")
        };
        let rows = of.iter().flat_map(|(name, product, months)| {
            months.iter().map(move |month| row(name, product, month))
        });
        "Datum | Klant | Product | Bedrag".to_owned() + &rows.collect::<String>()
    };
    let late: (&str, &str, &[u32]) = ("Di", "Audit", &[12]);
    check(
        &rows(&[
            ("Ana", "Jaartraject", &[1, 2, 3]),
            ("Bo", "Jaartraject", &[4, 5, 6]),
            ("Cé", "Jaartraject", &[11, 12]),
            late,
        ]),
        &expect![
            "4 counted, 4 purchases, 4 customers, EUR 900.00 unknown; out: 3 instalment, 4 instalment, 6 instalment, 7 instalment, 9 instalment"
        ],
    );
    // Who stays as long as they like pays for a month each time.
    check(
        &rows(&[
            ("Ana", "Schoonmaak", &[1, 2, 3]),
            ("Bo", "Schoonmaak", &[4, 5, 6]),
            ("Cé", "Schoonmaak", &[1, 2, 3, 4, 5, 6]),
            late,
        ]),
        &expect![[r"13 counted, 13 purchases, 4 customers, EUR 1300.00 unknown; out: none"]],
    );
}

#[test]
fn members_since_when_and_until_when_are_subscriptions() {
    let book = Book::from_text(
        "Nr | Naam | Klant sinds | Opgezegd | Abonnement | Per kwartaal\n1 | Ana | 2024-01-03 | | Fitness | 75\n2 | Bo | 2024-02-01 | 2024-06-30 | Fitness | 90",
    );
    let reading = read(&mut book.clone(), &Settings::default());
    let fees: Vec<_> =
        reading.ledger.spells.iter().map(|it| it.fee_per_month.to_string()).collect();
    assert_eq!(fees, ["25.00", "30.00"]);
    assert!(reading.ledger.spells[0].end.is_none() && reading.ledger.spells[1].end.is_some());
}

#[test]
fn a_currency_may_stand_in_the_format_alone() {
    let mut book = Book::from_text(
        "Datum | Klant | Bedrag\n2024-01-03 | Ana | 50\n2024-01-04 | Bo | 80\n2024-01-05 | Bo | 20",
    );
    let whole = |book: &Book| summary(&read(&mut book.clone(), &Settings::default()));
    book.sheets[0].grid.set_currency(2, 2, *b"USD");
    // A format of a template, when no other shows euros.
    expect![[r"3 counted, 3 purchases, 2 customers, EUR 150.00 unknown; out: none"]]
        .assert_eq(&whole(&book));
    book.sheets[0].grid.set_currency(1, 2, *b"EUR");
    expect![[r"2 counted, 2 purchases, 2 customers, EUR 70.00 unknown; out: 3 other_currency"]]
        .assert_eq(&whole(&book));
}

#[test]
fn customers_of_whom_nothing_counts_are_told_by_name() {
    let book = Book::from_text(
        "Datum | Klantnummer | Bedrag\n2024-01-03 | K1 | 50\n2024-01-04 | K2 | 0\n2024-01-05 | K3 | 20\nvolgt | K4 | 20",
    );
    let reading = read(&mut book.clone(), &Settings::default());
    let told = reading.findings.iter().find(|finding| finding.code == "customers-without-sale");
    let names = told.and_then(|finding| finding.words.iter().find(|arg| arg.0 == "names"));
    assert_eq!(names.map(|names| &names.1), Some(&crate::finding::Word::from("K2, K4")));
}

#[test]
fn bank_statements_hold_customers_payouts_costs_and_taxes() {
    check(
        "Datum | Naam tegenpartij | Tegenrekening | Bedrag | Omschrijving\n2024-01-03 | Ana Prins | NL91ABNA0417164300 | 50 | factuur 1\n2024-01-04 | Mollie Payments | NL91ABNA0417164301 | 900 | uitbetaling\n2024-01-05 | Shell | NL91ABNA0417164302 | -40 | tanken\n2024-01-06 | Belastingdienst | NL91ABNA0417164303 | -21 | btw\n2024-01-07 | Bo Vos | NL91ABNA0417164304 | 60 | factuur 2",
        &expect![[
            r"2 counted, 2 purchases, 2 customers, EUR 110.00 unknown; out: 3 payout, 4 cost, 5 not_revenue"
        ]],
    );
}

#[test]
fn other_currencies_shipping_rows_and_deposits_do_not_count() {
    check(
        "Datum | Klant | Product | Bedrag\n2024-01-03 | Ana | Kaars | 50\n2024-01-03 | Ana | Verzendkosten PostNL | 5\n2024-01-04 | Bo | Borg servies | 50\n2024-01-05 | Cé | Portretfoto | 100",
        &expect![
            "2 counted, 2 purchases, 2 customers, EUR 150.00 unknown; out: 3 not_revenue, 4 not_revenue"
        ],
    );
    check(
        "Datum | Order | Klant | Product | Bedrag | Valuta\n2024-01-03 | 1 | Ana | Taart | 50 | EUR\n2024-01-03 | 1 | Ana | Verzendkosten | 5 | EUR\n2024-01-04 | 2 | Bo | Taart | 50 | USD\n2024-01-05 | 3 | Cé | Borg | 100 | EUR\n2024-01-06 | 4 | Cé | Taart | 50 | EUR",
        &expect![[
            r"2 counted, 2 purchases, 2 customers, EUR 100.00 unknown; out: 3 not_revenue, 4 other_currency, 5 not_revenue"
        ]],
    );
}

#[test]
fn vat_is_taken_out_only_where_the_row_tells_it() {
    check(
        "Datum | Klant | Bedrag incl. btw | Btw\n2024-01-03 | Ana | 121 | 21\n2024-01-04 | Bo | 109 | 9",
        &expect![[r"2 counted, 2 purchases, 2 customers, EUR 200.00 incl; out: none"]],
    );
    check(
        "Datum | Klant | Totaal incl. btw | Btw %\n2024-01-03 | Ana | 121 | 21\n2024-01-04 | Bo | 109 | 9",
        &expect![[r"2 counted, 2 purchases, 2 customers, EUR 200.00 incl; out: none"]],
    );
    check(
        "Datum | Klant | Totaal incl. btw | Btw-tarief\n2024-01-03 | Ana | 121 | '21%\n2024-01-04 | Bo | 109 | 'laag (9 %)\n2024-01-05 | Bo | 50 | '0%",
        &expect![[r"3 counted, 3 purchases, 2 customers, EUR 280.00 incl; out: none"]],
    );
    check(
        "Datum | Klant | Omzet hoog | Omzet laag | Btw hoog | Btw laag | Totaal\n2024-01-03 | Ana | 100 | | 21 | | 121\n2024-01-04 | Bo | | 100 | | 9 | 109",
        &expect![[r"2 counted, 2 purchases, 2 customers, EUR 200.00 excl; out: none"]],
    );
    check(
        "Datum | Klant | Omzet 21% | Btw 21% | Omzet 9% | Btw 9% | Totaal\n2024-01-03 | Ana | 100 | 21 | | | 121\n2024-01-04 | Bo | | | 100 | 9 | 109\n2024-01-05 | Cé | 100 | 21 | 100 | 9 | 230",
        &expect![[r"3 counted, 3 purchases, 3 customers, EUR 400.00 excl; out: none"]],
    );
}

#[test]
fn quantity_times_price_is_the_amount_where_there_is_no_other() {
    check(
        "InvoiceNo | StockCode | Description | Quantity | InvoiceDate | UnitPrice | CustomerID | Country\n536365 | 85123A | HEART | 6 | 2010-12-01 | 2.55 | 17850 | United Kingdom\nC536379 | D | Discount | -1 | 2010-12-01 | 27.50 | 14527 | United Kingdom\n536414 | 22139 | | 56 | 2010-12-01 | 0 | | United Kingdom\n536544 | 21773 | BOX | 2 | 2010-12-01 | 2.51 | | United Kingdom",
        &expect![[r"3 counted, 2 purchases, 2 customers, EUR -7.18 unknown; out: 4 zero_amount"]],
    );
}

#[test]
fn other_things_than_ledgers_stay_silent() {
    check(
        "Artikel | Omschrijving | Prijs\nA1 | Stoel | 50\nA2 | Tafel | 100",
        &expect![[r"no ledger: no-list-found"]],
    );
    check(
        "Datum | Leverancier | Bedrag\n2024-01-03 | Shell | 50\n2024-01-04 | Bol | 100",
        &expect![[r"no ledger: only-costs-found"]],
    );
    check(
        "Naam | Adres | Telefoon | Geboortedatum\nAna | Weg 1 | 06-1 | 1980-01-03",
        &expect![[r"no ledger: no-list-found"]],
    );
    check(
        "Datum | Project | Uren\n2024-01-03 | Site | 3\n2024-01-04 | Site | 4",
        &expect![[r"no ledger: no-list-found"]],
    );
}

#[test]
fn lists_in_french_and_german_are_read_too() {
    check(
        "Date de facture | N° facture | Client | Montant HT | TVA | Montant TTC\n03/01/2024 | 1 | Boulangerie Petit | 100 | 21 | 121\n13/01/2024 | 2 | Café Noir | 50 | 10.50 | 60.50\nTotal | | | 150 | 31.50 | 181.50",
        &expect![[r"2 counted, 2 purchases, 2 customers, EUR 150.00 excl; out: 4 total_row"]],
    );
    check(
        "Rechnungsdatum | Rechnungsnr. | Kunde | Nettobetrag | MwSt. | Bruttobetrag | Status\n03.01.2024 | 1 | Bäckerei Groß | 100 | 19 | 119 | bezahlt\n13.01.2024 | 2 | Café Noir | 50 | 9.50 | 59.50 | storniert\nSumme | | | 150 | 28.50 | 178.50 |",
        &expect![[
            r"1 counted, 1 purchases, 1 customers, EUR 100.00 excl; out: 3 not_final, 4 total_row"
        ]],
    );
}

#[test]
fn later_lines_of_an_order_need_no_date_of_their_own() {
    let book = Book::from_text(
        "Order | Datum | Klant | Product | Totaal\n1 | 2024-01-03 | Ana | Zeep | 50\n1 | | Ana | Spons | \n2 | 2024-01-09 | Bo | Zeep | 20\n2 | | | Spons |",
    );
    let reading = read(&mut book.clone(), &Settings::default());
    expect![[r"4 counted, 2 purchases, 2 customers, EUR 70.00 unknown; out: none"]]
        .assert_eq(&summary(&reading));
    assert_eq!(
        reading.ledger.period.map(|period| period.start),
        Some(jiff::civil::date(2024, 1, 3))
    );
}

#[test]
fn the_owner_can_overrule_what_a_column_is() {
    let book = Book::from_text(
        "Datum | Klant | Bedrag | Betaald\n2024-01-03 | Ana | 50 | 40\n2024-01-04 | Bo | 100 | 100",
    );
    let columns = vec![
        ("Blad1".to_owned(), "C".to_owned(), "other".to_owned()),
        ("Blad1".to_owned(), "D".to_owned(), "amount".to_owned()),
    ];
    let settings = Settings { columns, ..Settings::default() };
    expect![[r"2 counted, 2 purchases, 2 customers, EUR 140.00 unknown; out: none"]]
        .assert_eq(&summary(&read(&mut book.clone(), &settings)));
}

#[test]
fn the_owner_can_say_that_two_names_are_one_customer() {
    let book = Book::from_text(
        "Datum | Klant | Bedrag\n2024-01-03 | Bakkerij De Meelzakker | 50\n2024-01-04 | Bakkerij De Meelzaker | 100",
    );
    let open = read(&mut book.clone(), &Settings::default());
    assert_eq!((open.ledger.customers.len(), open.look_alikes.len()), (2, 1));
    let id = |reading: &Reading, at: usize| reading.ledger.customers[at].id.to_string();
    let merges = vec![(id(&open, 0), id(&open, 1), true)];
    let merged =
        read(&mut book.clone(), &Settings { merges: merges.clone(), ..Settings::default() });
    assert_eq!((merged.ledger.customers.len(), merged.look_alikes.len()), (1, 0));
    let apart = merges.into_iter().map(|(one, other, _)| (one, other, false)).collect();
    let apart = read(&mut book.clone(), &Settings { merges: apart, ..Settings::default() });
    assert_eq!((apart.ledger.customers.len(), apart.look_alikes.len()), (2, 0));
}

#[test]
fn what_the_owner_said_of_two_names_holds_when_one_of_them_gets_an_email_address() {
    let before = Book::from_text(
        "Datum | Klant | E-mail | Bedrag\n2024-01-03 | Bakkerij De Meelzakker | | 50\n2024-01-04 | Bakkerij De Meelzaker | | 100\n2024-01-05 | Ana Prins | ana@voorbeeld.nl | 20",
    );
    let after = Book::from_text(
        "Datum | Klant | E-mail | Bedrag\n2024-01-03 | Bakkerij De Meelzakker | | 50\n2024-01-04 | Bakkerij De Meelzaker | info.meel@voorbeeld.nl | 100\n2024-01-05 | Ana Prins | ana@voorbeeld.nl | 20",
    );
    let first = read(&mut before.clone(), &Settings::default());
    let ids = |is_same| {
        let [one, other, _] = &first.ledger.customers[..] else { panic!("three customers") };
        vec![(one.id.to_string(), other.id.to_string(), is_same)]
    };
    let found = |is_same| {
        let then =
            read(&mut after.clone(), &Settings { merges: ids(is_same), ..Settings::default() });
        let emails = then.judged.iter().filter(|pair| pair.1 == "info.meel@voorbeeld.nl").count();
        (then.ledger.customers.len(), then.look_alikes.len(), emails)
    };
    assert_eq!(read(&mut after.clone(), &Settings::default()).look_alikes.len(), 1);
    assert_eq!((found(true), found(false)), ((2, 0, 1), (3, 0, 1)));
}
