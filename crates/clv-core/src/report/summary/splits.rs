//! Who stays and who is worth most: by the owner's own groups, sector, country and first product, and companies beside persons.

use super::groups_in_a_line;
use crate::insights::splits::{By, Part, Split};
use crate::report::Context;
use crate::report::page::{Page, part, wide};
use crate::sheet::Role;

/// The most groups of one split that are shown.
const MOST: usize = 5;
/// The most splits on the page.
const MOST_SPLITS: usize = 3;

/// Writes the block; nothing where the ledger does not tell.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let analysis = context.analysis;
    // A list that names each membership once knows nobody who came back: its plans stand with who left them.
    let is_listed_once = analysis.portfolio.members.is_some();
    let says = |split: &&Split| !is_listed_once || split.by != By::FirstProduct;
    for split in analysis.insights.splits.iter().filter(says).take(MOST_SPLITS) {
        one(context, page, split);
    }
}

/// Sets the group whose customers are worth most beside the one whose customers are worth least.
fn title(context: &Context<'_>, split: &Split) -> String {
    let currency = &context.analysis.reading.ledger.currency;
    let value = |part: &Part| context.words.money(part.mean, currency);
    let (best, worst) = (&split.parts[0], &split.parts[split.parts.len() - 1]);
    let words = [
        ("by", split.by.name().into()),
        ("best", best.name.as_str().into()),
        ("best-value", value(best).into()),
        ("worst", worst.name.as_str().into()),
        ("worst-value", value(worst).into()),
    ];
    context.words.fill("split-title", &words)
}

fn one(context: &Context<'_>, page: &mut Page, split: &Split) {
    page.line(Role::Heading, title(context, split));
    page.header_row(
        context,
        &[
            (3, &format!("split-{}", split.by.name())),
            (1, "groups-customers"),
            (1, "split-repeat"),
            (2, "groups-value"),
        ],
    );
    for it in split.parts.iter().take(MOST) {
        page.cells([
            wide(3, name(context, split.by, it), Role::Label),
            part(it.customers, Role::Count),
            part(it.repeat_share, Role::Percent),
            wide(2, it.mean, Role::Money),
        ]);
    }
    groups_in_a_line(context, page, "split-small", split.small.iter().cloned());
}

fn name(context: &Context<'_>, by: By, part: &Part) -> String {
    match by {
        By::LegalForm => context.named("split", &part.name),
        By::OwnSegment | By::Sector | By::Country | By::FirstProduct => part.name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use crate::report::fixture::{analysis, block, report};
    use expect_test::expect;

    #[test]
    fn groups_stand_by_value_and_small_ones_are_only_named() {
        let sale = |n: i32| {
            let (product, price) = if n < 6 { ("E-book", 20) } else { ("Workshop", 150) };
            format!("2024-01-{:02} | K{n} | {product} | {price}\n", n + 1)
        };
        let sales = (0..12).map(sale).collect::<String>() + "2024-03-01 | Z | Traject | 900";
        expect![[r"
            Wie begon met Workshop is € 150 waard, met E-book € 20
            Eenmalig of terugkerend | Klanten | Aandeel omzet | Eerste aankoop | Omzet per klant | Maanden klant | Eerste product | Klanten | Kwam terug | Omzet per klant
            Kocht één keer | 13 | 1 | 147.69230769230768 | 147.69230769230768 | 0 | Workshop | 6 | 0 | 150
            Kwam terug | 0 | <Percent> | <Money> | <Money> | <Count> | E-book | 6 | 0 | 20
            ▲ Veel hangt af van één klant: Z brengt 47% van de omzet. | Te weinig klanten voor een gemiddelde: Traject (1).
        "]].assert_eq(&block(
            &report(&analysis(&sales)),
            "summary",
            "Wie begon met",
            "Alle",
        ));
    }
}
