//! Where customers drop off: after which purchase, and after which first product.

use crate::grid::Area;
use crate::insights::drop_off::WentOn;
use crate::report::Context;
use crate::report::page::{Page, part, wide};
use crate::sheet::{Condition, Role};

/// The most first products that are shown.
const MOST_PRODUCTS: usize = 4;

/// Writes the block; nothing while too few customers had the time to come back, or where members are listed once.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let analysis = context.analysis;
    if analysis.portfolio.members.is_some() {
        return;
    }
    let found = &analysis.insights.drop_off;
    let Some((step, weakest)) = found.weakest_step() else { return };
    let words = [
        ("step", u32::try_from(step).unwrap_or(1).into()),
        ("stayed", weakest.went_on.into()),
        ("of", weakest.of.into()),
    ];
    page.line(Role::Heading, context.words.fill("drop-title", &words));
    page.header_row(
        context,
        &[
            (3, "drop-step"),
            (1, "drop-went-on"),
            (1, "drop-of"),
            (1, "drop-share"),
            (1, "groups-between"),
        ],
    );
    let (top, left) = (page.row(), page.columns().0);
    for (number, step) in (1u32..).zip(&found.steps).filter(|(_, step)| step.of > 0) {
        let name = context.words.fill("drop-after", &[("step", number.into())]);
        row(context, page, name, *step);
    }
    for (product, went_on) in
        found.by_first_product.iter().filter(|it| it.1.is_enough()).take(MOST_PRODUCTS)
    {
        let name = &analysis.ladder.catalog.get(*product).name;
        let words = [("product", name.as_str().into())];
        row(context, page, context.words.fill("drop-after-product", &words), *went_on);
    }
    let shares = Area { top, left: left + 5, bottom: page.row() - 1, right: left + 5 };
    page.condition(Condition::DataBars(shares));
    if let Some((product, weakest, is_sure)) = found.weakest_product() {
        let words = [
            ("product", analysis.ladder.catalog.get(product).name.as_str().into()),
            ("stayed", weakest.went_on.into()),
            ("of", weakest.of.into()),
        ];
        let id = if is_sure { "drop-weakest-product" } else { "drop-weakest-product-chance" };
        page.line(Role::Note, context.words.fill(id, &words));
    }
    page.line(Role::Note, context.text("drop-how"));
}

fn row(context: &Context<'_>, page: &mut Page, name: String, went_on: WentOn) {
    let share = went_on.is_enough().then(|| went_on.share());
    let between = share.map(|_| {
        let (low, high) = went_on.range();
        context.percent_range(low, high)
    });
    page.cells([
        wide(3, name, Role::Label),
        part(went_on.went_on, Role::Count),
        part(went_on.of, Role::Count),
        part(share, Role::Percent),
        part(between, Role::Text),
    ]);
}

#[cfg(test)]
mod tests {
    use crate::report::fixture::{analysis, block, report};
    use expect_test::expect;

    #[test]
    fn the_weakest_step_is_named_with_its_counts() {
        let mut sales = String::new();
        for n in 1..=12 {
            sales += &["2023-01-", "2023-03-"]
                .map(|month| format!("{month}{n:02} | K{n} | Workshop | 100\n"))
                .concat();
        }
        for n in 1..=8 {
            sales +=
                &["2023-02-0", &n.to_string(), " | E", &n.to_string(), " | E-book | 20\n"].concat();
        }
        sales += "2024-06-01 | Z | Workshop | 100";
        expect![[r"
            Na aankoop 2 haken de meesten af: 0 van de 12 gingen verder | Wie begon in 2023, kwartaal 1 (20) was bij de eerste aankoop € 68 waard, na 12 maanden € 128
            Waar haken klanten af? | Gingen door | Van de | Deel | tussen
            Na aankoop 1 | 12 | 20 | 0.6 | 42% – 76%
            Na aankoop 2 | 0 | 12 | 0 | 0% – 18%
            Na eerst Workshop | 12 | 12 | 1 | 82% – 100%
            Na eerst E-book | 0 | 8 | 0 | 0% – 25%
            Wie begon met E-book komt het minst vaak terug: 0 van de 8.
            Wie nog tijd heeft om terug te komen, telt niet mee.
            Begonnen in | eerste | 3 mnd | 6 mnd | 12 mnd | 24 mnd | 36 mnd
            2023, kwartaal 1 (20) | 68 | 128 | 128 | 128 | <Money> | <Money>
            2024, kwartaal 2 (1) | 100 | <Money> | <Money> | <Money> | <Money> | <Money>
            Alleen maanden die iedereen van de groep al klant is; zo kan de lijn niet dalen doordat nieuwe klanten minder tijd hadden.
        "]].assert_eq(&block(
            &report(&analysis(&sales)),
            "summary",
            "Na aankoop",
            "Je beste",
        ));
    }
}
