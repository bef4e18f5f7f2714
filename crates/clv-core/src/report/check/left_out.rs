//! Every row that was left out, with its reason and its effect in money.

use crate::finding::Place;
use crate::ledger::{Excluded, Reason};
use crate::money::Money;
use crate::report::Context;
use crate::report::page::{Page, column, part, wide};
use crate::sheet::{Content, Role};
use std::collections::BTreeMap;

/// The most rows that are listed one by one; the totals by reason are always of all rows.
const MOST: usize = 5000;

/// Writes the block.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let excluded = &context.analysis.reading.excluded;
    let n = excluded.len();
    page.line(Role::Heading, context.words.fill("check-left-out-title", &[("n", n.into())]));
    if excluded.is_empty() {
        return;
    }
    totals(context, page, excluded);
    page.skip(1);
    let listed = &excluded[..n.min(MOST)];
    if n > MOST {
        let words = [("shown", context.count(MOST).into()), ("n", context.count(n).into())];
        page.line(Role::Note, context.words.fill("check-left-out-capped", &words));
    }
    let sheet_of = |row: &Excluded| {
        context.analysis.reading.sheets.get(usize::from(row.place.sheet))?.name.clone()
    };
    let where_it_is = |row: &&Excluded| {
        let place = Place { sheet: sheet_of(row), row: Some(row.place.row), column: None };
        super::place(context, &place)
    };
    let columns = [
        column(context.text("check-where"), Role::Text, where_it_is),
        column(context.text("check-row"), Role::Count, |row: &&Excluded| row.place.row.into()),
        column(context.text("check-reason"), Role::Text, |row: &&Excluded| {
            context.named("reason", row.reason.name()).into()
        }),
        column(context.text("check-amount"), Role::MoneyExact, |row: &&Excluded| row.amount.into()),
    ];
    let rows: Vec<&Excluded> = listed.iter().collect();
    let area = page.table(&columns, &rows);
    page.make_table(context.names.table("left_out"), area, &columns);
}

/// Writes one line for each reason, the largest amount first.
fn totals(context: &Context<'_>, page: &mut Page, excluded: &[Excluded]) {
    let mut by_reason: BTreeMap<Reason, (usize, Money)> = BTreeMap::new();
    for row in excluded {
        let (count, sum) = by_reason.entry(row.reason).or_default();
        *count += 1;
        *sum += row.amount.unwrap_or(Money::ZERO);
    }
    let mut reasons: Vec<_> = by_reason.into_iter().collect();
    reasons.sort_by_key(|&(reason, (_, sum))| (std::cmp::Reverse(sum.abs()), reason));
    page.header_row(
        context,
        &[(1, "check-reason"), (1, "check-count"), (2, "check-amount"), (2, "check-reason-why")],
    );
    for (reason, (count, sum)) in reasons {
        page.cells([
            part(context.named("reason", reason.name()), Role::Text),
            part(count, Role::Count),
            wide(2, Content::from(sum), Role::MoneyExact),
            wide(2, context.named("reason-why", reason.name()), Role::Note),
        ]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{RowPlace, SheetReading};
    use crate::report::fixture::{SALES, analysis, block, report};
    use expect_test::expect;

    #[test]
    fn each_row_left_out_has_its_reason_and_its_amount() {
        let mut analysis = analysis(SALES);
        analysis.reading.sheets =
            vec![SheetReading { name: Some("2024".to_owned()), ..SheetReading::default() }];
        let row = |row, reason, cents| Excluded {
            place: RowPlace { sheet: 0, row },
            reason,
            amount: Some(Money::from_cents(cents)),
        };
        analysis.reading.excluded = vec![
            row(12, Reason::TotalRow, 80_000),
            row(15, Reason::TestOrder, 1),
            row(24, Reason::TotalRow, 80_000),
        ];
        expect![[r"
            3 regels zijn weggelaten, elk met de reden erbij
            Reden | Regels | Bedrag zoals het er staat | Wat dat betekent
            totaalregel | 2 | 1600 | Een totaal of subtotaal: de verkopen zelf tellen al mee.
            proefbestelling | 1 | 0.01 | Een proefbestelling.
            Waar | Rij | Reden | Bedrag zoals het er staat
            2024!12 | 12 | totaalregel | 800
            2024!15 | 15 | proefbestelling | 0.01
            2024!24 | 24 | totaalregel | 800
        "]]
        .assert_eq(&block(&report(&analysis), "check", "3 regels zijn", ""));
    }
}
