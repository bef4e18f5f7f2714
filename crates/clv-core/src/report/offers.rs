//! The offers sheet: the product ladder, what customers buy after what, and where a step is missing.

mod gaps;
mod ladder;
mod next_steps;

use super::Context;
use super::page::Page;
use crate::sheet::{ReportSheet, Role};

/// The first column that the owner fills in; there are six, then come the keys.
const OWN: u32 = 8;
/// The hidden column with the stable keys.
const KEYS: u32 = OWN + 6;

/// Lays out the sheet.
pub(super) fn lay_out(context: &Context<'_>) -> ReportSheet<'static> {
    let widths =
        [32.0, 12.0, 12.0, 10.0, 10.0, 12.0, 12.0, 50.0, 22.0, 13.0, 12.0, 12.0, 12.0, 10.0, 8.0];
    let mut page = Page::new("offers", context.names.tab("offers"), &widths);
    context.title(&mut page, context.text("offers-title"));
    page.within(0, OWN - 1, |page| {
        page.line(Role::Subtitle, context.text("offers-subtitle"));
        page.skip(1);
        gaps::lay_out(context, page);
    });
    ladder::lay_out(context, &mut page);
    page.within(0, OWN - 1, |page| next_steps::lay_out(context, page));
    let sheet = page.sheet();
    sheet.hidden_columns.push(KEYS);
    sheet.footer = context.footer("offers");
    page.finish()
}

#[cfg(test)]
mod tests {
    use crate::answers::{self, Answers, ProductAnswer};
    use crate::report::fixture::{SALES, analysis_with, block, book, report};
    use expect_test::expect;

    fn answered() -> Vec<ProductAnswer> {
        vec![
            ProductAnswer {
                product: "e book".to_owned(),
                name: Some("E-boek".to_owned()),
                step: Some("free".to_owned()),
                margin: Some(0.9),
                once_only: Some(true),
                still_sold: Some(true),
                is_new: Some(false),
            },
            ProductAnswer {
                product: "oude cursus".to_owned(),
                still_sold: Some(false),
                ..ProductAnswer::default()
            },
        ]
    }

    #[test]
    fn the_ladder_stands_with_what_follows_what_and_the_owners_columns() {
        let answers = Answers { products: answered(), ..Answers::default() };
        expect![[r"
            Je aanbod, van instap tot doorlopend
            Zo is je aanbod uit je lijst gelezen. Vul een gele kolom in waar het anders is; dat gaat voor, en blijft staan.
            3 producten, met wat er daarna het vaakst gekozen wordt
            Schrijfwijzen van hetzelfde product zijn samengenomen. De stap is geraden uit de naam en de prijs.
            Product | Stap | Prijs | Marge | Kopers | Duurt (dagen) | Weer na (dagen) | Daarna het vaakst | Eigen naam | Eigen stap | Eigen marge | Eenmalig | Nog te koop | Nieuw | Sleutel
            E-boek | gratis | 25 | 0.9 | 4 | <Count> | <Count> | Workshop: 2 van 3, na 62 dagen | E-boek | gratis | 0.9 | ja | ja | nee | product|e book
            Workshop | instap | 150 | <Percent> | 4 | <Count> | <Count> | Traject: 1 van 3, na 90 dagen | <InputText> | <InputText> | <InputPercent> | <InputText> | <InputText> | <InputText> | product|workshop
            Traject | kern | 900 | <Percent> | 1 | <Count> | <Count> | <Wrapped> | <InputText> | <InputText> | <InputPercent> | <InputText> | <InputText> | <InputText> | product|traject
            oude cursus | <Money> | <Percent> | <Count> | <Count> | <Count> | <Wrapped> | <InputText> | <InputText> | <InputPercent> | <InputText> | nee | <InputText> | product|oude cursus
            Van E-boek naar Workshop: 2 van 3, na 62 dagen
            Alleen wie er tijd genoeg voor had telt mee. Bij kleine aantallen is de kans naar het gemiddelde getrokken: 3 van de 8 is nog geen regel.
            Van | Gingen door | Van de | Na (dagen) | Kans | Zekerheid |  | Naar
            E-boek | 2 | 3 | 62 | 0.4242424242424242 | idee | Workshop
            E-boek | 1 | 3 | 121 | 0.2121212121212121 | idee | Traject
            Workshop | 1 | 3 | 90 | 0.2121212121212121 | idee | Traject
        "]].assert_eq(&block(&report(&analysis_with(SALES, answers)), "offers", "", ""));
    }

    #[test]
    fn what_the_owner_said_of_a_product_survives_even_when_it_is_no_longer_in_the_ledger() {
        let answers = Answers { products: answered(), ..Answers::default() };
        let analysis = analysis_with(SALES, answers);
        let report = report(&analysis);
        assert_eq!(answers::read(&book(&report)).products, answered());
    }
}
