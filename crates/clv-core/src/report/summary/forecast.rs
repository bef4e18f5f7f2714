//! What the coming months probably bring, how sure that is, and how well the same would have worked a year ago.

use crate::forecast::{Forecast, Holdout};
use crate::report::Context;
use crate::report::page::{Page, part, wide};
use crate::sheet::Role;

/// Writes the block.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let Some(forecast) = &context.analysis.forecast else { return };
    if forecast.sufficient {
        expected(context, page, forecast);
    } else {
        page.line(Role::Heading, context.text("forecast-not-yet"));
        for missing in &forecast.missing {
            let (sentence, hint) = context.words.finding(missing);
            let hint = hint.map(|hint| format!(" {hint}")).unwrap_or_default();
            page.line(Role::Wrapped, format!("{sentence}{hint}"));
        }
    }
    if let Some(holdout) = forecast.holdout.filter(|_| forecast.sufficient) {
        page.skip(1);
        looking_back(context, page, &holdout);
    }
}

fn money(context: &Context<'_>, amount: f64) -> String {
    context.words.money(amount, &context.analysis.reading.ledger.currency)
}

fn expected(context: &Context<'_>, page: &mut Page, forecast: &Forecast) {
    let total = &forecast.total;
    let words = [
        ("months", forecast.horizon_months.into()),
        ("value", money(context, total.clv).into()),
        ("low", money(context, total.clv_low).into()),
        ("high", money(context, total.clv_high).into()),
        ("confidence", context.words.percent(forecast.confidence).into()),
    ];
    page.line(Role::Heading, context.words.fill("forecast-title", &words));
    let words = [
        ("purchases", context.words.number(total.expected_purchases, 0).into()),
        ("low", context.words.number(total.purchases_low, 0).into()),
        ("high", context.words.number(total.purchases_high, 0).into()),
    ];
    let purchases = context.of_members("forecast-payments", "forecast-purchases");
    page.line(Role::Note, context.words.fill(purchases, &words));
}

fn looking_back(context: &Context<'_>, page: &mut Page, holdout: &Holdout) {
    let is_hit = holdout.is_revenue_hit();
    let title = if is_hit { "holdout-title-hit" } else { "holdout-title-miss" };
    let words = [("from", context.date(holdout.from).into())];
    page.line(Role::Heading, context.words.fill(title, &words));
    let headers = ["holdout-what", "holdout-predicted", "holdout-low", "holdout-high"];
    let [what, predicted, low, high] = headers.map(|id| context.text(id));
    page.cells([
        wide(4, what, Role::Header),
        part(predicted, Role::Header),
        part(low, Role::Header),
        part(high, Role::Header),
        part(context.text("holdout-actual"), Role::Header),
    ]);
    let purchases = context.of_members("holdout-payments", "holdout-purchases");
    page.cells([
        wide(4, context.text(purchases), Role::Label),
        part(holdout.predicted, Role::Count),
        part(holdout.predicted_low, Role::Count),
        part(holdout.predicted_high, Role::Count),
        part(holdout.actual, Role::Count),
    ]);
    page.cells([
        wide(4, context.text("holdout-revenue"), Role::Label),
        part(holdout.predicted_revenue, Role::Money),
        part(holdout.predicted_revenue_low, Role::Money),
        part(holdout.predicted_revenue_high, Role::Money),
        part(holdout.actual_revenue, Role::Money),
    ]);
    page.line(Role::Note, context.text("holdout-note"));
}

#[cfg(test)]
mod tests {
    use crate::report::fixture::{SALES, analysis, block, report};

    /// Forty customers over two years, most of whom come back every other month.
    fn many() -> String {
        let mut sales = Vec::new();
        for month in 0..24 {
            for customer in 0..40 {
                if (month + customer) % 2 == 0 && month >= customer % 12 {
                    let (year, month) = (2023 + month / 12, month % 12 + 1);
                    let day = customer % 27 + 1;
                    sales.push(format!("{year}-{month:02}-{day:02} | K{customer} | A | 50"));
                }
            }
        }
        sales.sort();
        sales.join("\n")
    }

    #[test]
    fn too_little_data_says_what_is_missing_and_from_when_on_there_is_enough() {
        let text = block(&report(&analysis(SALES)), "summary", "Vooruitkijken", "Alle");
        assert!(text.contains("Vanaf 30 klanten") && !text.contains("zekerheid"), "{text}");
    }

    #[test]
    fn with_two_years_the_forecast_has_a_range_and_last_year_beside_it() {
        let text = block(&report(&analysis(&many())), "summary", "De komende 12 maanden", "Alle");
        assert!(text.contains("90%") && text.contains("Echt gebeurd"), "{text}");
        assert!(text.contains("Aankopen | ") && text.contains("Omzet | "), "{text}");
    }
}
