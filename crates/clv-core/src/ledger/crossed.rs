//! Lists with months down and customers across, which need proof: products across look the same.

use super::blocks::{Across, Block, Kind};
use super::field::Field;
use super::lexicon::{Says, says};
use super::naming;
use super::reading::SheetFound;
use super::rows::text_of;
use super::text::name_key;
use crate::grid::{Book, Cell, Sheet};
use std::collections::BTreeSet;

/// Makes matrices of lists with months down whose headers are customers: a title says so, they are names by
/// themselves, or most are customers of another list. The same goes for tabs that are customers.
pub(super) fn recognize(book: &Book, sheets: &mut [SheetFound]) {
    let is_candidate = |block: &Block| block.kind == Kind::Other && !block.has_customer();
    if !sheets.iter().flat_map(|sheet| &sheet.blocks).any(is_candidate) {
        return;
    }
    let known = customers(book, sheets);
    super::tabs::recognize(book, sheets, &known);
    for (sheet, found) in book.sheets.iter().zip(sheets.iter_mut()) {
        for block in found.blocks.iter_mut().filter(|block| is_candidate(block)) {
            if let Some((dates, across)) = across(sheet, block, &known) {
                block.take_as(dates, Field::Date);
                block.kind = Kind::Matrix(across);
            }
        }
    }
}

/// Returns the names of the customers in all lists of sales.
fn customers(book: &Book, sheets: &[SheetFound]) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for (sheet, found) in book.sheets.iter().zip(sheets) {
        for block in found.blocks.iter().filter(|block| block.kind == Kind::Sales) {
            let at = [Field::Customer, Field::Company].into_iter().filter_map(|it| block.at(it));
            for at in at {
                let texts = sheet.grid.column(at).filter_map(|(_, cell)| book.text(cell));
                known.extend(texts.map(name_key));
            }
        }
    }
    known
}

/// Returns the column of months and the columns of customers.
fn across(sheet: &Sheet, block: &Block, known: &BTreeSet<String>) -> Option<(u32, Vec<Across>)> {
    let dates = block.columns.iter().find(|column| column.profile.is_dates())?;
    let is_customer = |column: &&super::columns::Column| {
        column.at != dates.at
            && !says(&column.header).any(Says::TOTAL)
            && (column.profile.is_amounts() || column.profile.is_empty())
            && (column.field == Field::Other || column.field.is_money())
            && !column.is_exact
    };
    let columns: Vec<_> = block.columns.iter().filter(is_customer).collect();
    let others = block.columns.iter().filter(|column| column.at != dates.at);
    let n_others = others.filter(|column| !says(&column.header).any(Says::TOTAL)).count();
    let is_bare =
        |row: u32| columns.iter().any(|column| sheet.grid.get(row, column.at) != Cell::Empty);
    if columns.len() < 2 || 10 * columns.len() < 8 * n_others || !block.rows.clone().any(is_bare) {
        return None;
    }
    let names = || columns.iter().map(|column| column.header.as_str());
    let is_proven = naming::are_known(names(), known)
        || naming::are_customers(&dates.header, &block.title, names());
    let across = columns.iter().map(|column| {
        let party = super::rows::key(sheet.grid.get(block.headers.bottom, column.at));
        Across { at: column.at, around: block.around, customer: party, ..Across::default() }
    });
    let across: Vec<Across> = across.filter(|it| text_of(it.customer).is_some()).collect();
    is_proven.then_some((dates.at, across))
}

#[cfg(test)]
mod tests {
    use crate::ledger::facts::check;
    use expect_test::expect;

    #[test]
    fn customers_across_are_proven_by_a_title_by_their_names_or_by_another_list() {
        check(
            "Omzet per klant 2024\n\nMaand | Ana | Bo | Cé | Totaal\njanuari | 100 | | 50 | 150\nfebruari | | 20 | | 20\nTotaal | 100 | 20 | 50 | 170",
            &expect![[
                r"3 counted, 3 purchases, 3 customers, EUR 170.00 unknown; out: 6 total_row"
            ]],
        );
        check(
            "== 2024\n | Bakker B.V. | Stichting Brug | Hovenier Groen\njan | 100 | | 50\nfeb | | 20 |\nmrt | 10 | 20 |",
            &expect![[r"5 counted, 5 purchases, 3 customers, EUR 200.00 unknown; out: none"]],
        );
        check(
            "== 2023\nDatum | Klant | Bedrag\n2023-01-03 | Ana | 50\n2023-01-04 | Bo | 20\n== 2024\nMaand | Ana | Bo\n2024-01-01 | 100 |\n2024-02-01 | 30 | 20",
            &expect![[r"5 counted, 5 purchases, 2 customers, EUR 220.00 unknown; out: none"]],
        );
    }

    #[test]
    fn the_corner_may_be_empty() {
        check(
            "== Klanten 2024\n | jan | feb | mrt\nAna | 100 | 20 | 50\nBo | 5 | 20 |",
            &expect![[r"5 counted, 5 purchases, 2 customers, EUR 195.00 unknown; out: none"]],
        );
    }

    #[test]
    fn products_across_or_down_are_no_customers() {
        check(
            "== Omzet 2024\nMaand | Lunch | Diner | Terras | Totaal\njanuari | 100 | 10 | 50 | 160\nfebruari | 5 | 20 | 5 | 30",
            &expect![[r"no ledger: no-customer-column"]],
        );
        check(
            "Omzet per product 2024\nProduct | januari | februari | maart | Totaal\nTaart | 100 | 10 | 50 | 160\nBrood | 5 | 20 | 5 | 30",
            &expect![[r"no ledger: no-customer-column"]],
        );
        check(
            "== Omzet per medewerker\nMaand | Ana de Wit | Bo van Dijk | Cé de Boer\njanuari | 100 | 10 | 50\nfebruari | 5 | 20 | 5",
            &expect![[r"no ledger: no-list-found"]],
        );
        check(
            "== Salarissen 2024\n | jan | feb | mrt\nAna de Wit | 100 | 10 | 50\nBo van Dijk | 5 | 20 | 5",
            &expect![[r"no ledger: no-customer-column"]],
        );
        check(
            "== Begroting 2025\nPost | jan | feb | mrt | apr\nOmzet | 100 | 10 | 50 | 160\nHuur | 5 | 20 | 5 | 30",
            &expect![[r"no ledger: no-customer-column"]],
        );
    }

    #[test]
    fn years_may_stand_above_their_months_and_seasons_across() {
        check(
            "Klant | 2023 | | | 2024 | |\n | jan | feb | mrt | jan | feb | mrt\nAna | 100 | | 50 | | | 20\nBo | | 20 | | 5 | |",
            &expect![[r"5 counted, 5 purchases, 2 customers, EUR 195.00 unknown; out: none"]],
        );
        check(
            "Lid | 2021/2022 | 2022/2023 | 2023/2024\nAna | 100 | | 120\nBo | | 120 | 120",
            &expect![[r"4 counted, 4 purchases, 2 customers, EUR 460.00 unknown; out: none"]],
        );
    }

    #[test]
    fn a_period_that_is_a_date_is_the_date() {
        check(
            "Klant | Periode | Contract | Bedrag\nAna | 1e kwartaal 2024 | Onderhoud | 50\nBo | 1e kwartaal 2024 | Onderhoud | 50\nAna | 2e kwartaal 2024 | Onderhoud | 50",
            &expect![[r"3 counted, 3 purchases, 2 customers, EUR 150.00 unknown; out: none"]],
        );
    }

    #[test]
    fn years_may_stand_behind_a_word() {
        check(
            "Lidnr | Naam | Contributie 2022 | Contributie 2023\n1 | Ana | 100 | 120\n2 | Bo | | 120",
            &expect![[r"3 counted, 3 purchases, 2 customers, EUR 340.00 unknown; out: none"]],
        );
    }
}
