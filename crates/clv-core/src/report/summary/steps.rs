//! The five steps: how the value of a customer comes about, each a live formula of those before it.

use crate::portfolio::LifespanSource;
use crate::report::Context;
use crate::report::live::{self, Own};
use crate::report::page::{Page, part, wide};
use crate::sheet::Role;

/// The steps: the formula, the message with the label, and the role of the number.
const STEPS: [(&str, &str, Role); 5] = [
    ("average_purchase_value", "steps-1", Role::Money),
    ("purchase_frequency_per_year", "steps-2", Role::Factor),
    ("customer_value_per_year", "steps-3", Role::Money),
    ("lifespan_years", "steps-4", Role::Factor),
    ("clv_five_step", "steps-5", Role::Money),
];

/// Writes the block.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let portfolio = &context.analysis.portfolio;
    let Some(value) = portfolio.clv_five_step else {
        for finding in &portfolio.missing {
            let (message, hint) = context.words.finding(finding);
            page.line(Role::Note, format!("{message} {}", hint.unwrap_or_default()));
        }
        return;
    };
    let words = [("value", money(context, value).into())];
    page.line(Role::Heading, context.words.fill("steps-title", &words));
    let mut own = Own::new();
    for (id, label, role) in STEPS {
        step(context, page, &mut own, (id, label, role));
    }
    if context.analysis.settings.gross_margin.is_some() {
        step(context, page, &mut own, ("clv_after_costs", "steps-6", Role::Money));
    }
    page.line(Role::Note, context.text("steps-multiply"));
}

fn step(
    context: &Context<'_>,
    page: &mut Page,
    own: &mut Own,
    (id, label, role): (&str, &str, Role),
) {
    let figures = context.analysis.figures.as_ref();
    let Some(ready) = figures.and_then(|figures| figures.registry.find(id)) else { return };
    let content = live::of_portfolio(context, ready, own);
    own.insert(id.to_owned(), page.cell_name(4));
    let (left, right) = page.columns();
    page.cells([
        wide(4, context.text(label), Role::Label),
        part(content, role),
        wide(right - left - 4, note(context, id), Role::Note),
    ]);
}

fn note(context: &Context<'_>, id: &str) -> String {
    let portfolio = &context.analysis.portfolio;
    match id {
        "lifespan_years" => lifespan(context),
        "clv_five_step" => portfolio.clv_five_step_range.map_or_else(String::new, |range| {
            let words = [
                ("low", money(context, range.low).into()),
                ("high", money(context, range.high).into()),
            ];
            context.words.fill("steps-5-note", &words)
        }),
        "clv_after_costs" => {
            let margin = context.analysis.settings.kept_share();
            let margin = context.words.percent(margin);
            context.words.fill("steps-6-note", &[("margin", margin.into())])
        }
        "average_purchase_value" => context.text("steps-1-note"),
        "purchase_frequency_per_year" => context.text("steps-2-note"),
        _ => context.text("steps-3-note"),
    }
}

/// Says how the lifespan came about.
fn lifespan(context: &Context<'_>) -> String {
    let number = |id| context.analysis.figures.as_ref().and_then(|figures| figures.number(id));
    let leavers = number("leavers").unwrap_or(0.0);
    let words = [
        ("n", leavers.into()),
        ("years", context.words.number(context.analysis.settings.lifespan_cap_years, 1).into()),
        ("own", context.words.number(number("customer_years").unwrap_or(0.0), 0).into()),
    ];
    let id = match context.analysis.portfolio.lifespan_source {
        Some(LifespanSource::Setting) => "steps-4-setting",
        Some(LifespanSource::Observed) => "steps-4-observed",
        Some(LifespanSource::Capped) | None if leavers < 5.0 => "steps-4-few",
        Some(LifespanSource::Capped) | None => "steps-4-capped",
    };
    context.words.fill(id, &words)
}

fn money(context: &Context<'_>, amount: f64) -> String {
    context.words.money(amount, &context.analysis.reading.ledger.currency)
}

#[cfg(test)]
mod tests {
    use crate::report::fixture::{analysis, block, report};
    use expect_test::expect;

    /// Twenty customers with two orders each, a year apart.
    fn sales() -> String {
        let first = (1..=20).map(|n| format!("2023-01-{n:02} | K{n} | A | 400"));
        let second = (1..=20).map(|n| format!("2024-01-{n:02} | K{n} | B | 200"));
        first.chain(second).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn each_step_is_a_formula_of_the_steps_above_it() {
        let analysis = analysis(&sales());
        let report = report(&analysis);
        expect![[r#"
            1  Gemiddelde aankoop | ='CLV Controle'!$B$28/'CLV Controle'!$B$29 → 300 | alle omzet gedeeld door alle aankopen | Vul bij de instellingen in wat een nieuwe klant je kost; dan staat hier of dat uit kan.
            2  Aankopen per klant per jaar | ='CLV Controle'!$B$29/'CLV Controle'!$B$31 → 1.9506008010680909 | per jaar dat iemand klant is
            3  Waarde per jaar (1 × 2) | =E11*E12 → 585.1802403204273 | stap 1 maal stap 2 | Wie sinds 1 jan 2023 klant werd, bracht gemiddeld € 600
            4  Hoe lang blijft een klant (jaar) | =IF('CLV Instellingen'!$C$10>0,'CLV Instellingen'!$C$10,IF('CLV Controle'!$B$32<5,'CLV Instellingen'!$C$11,MIN(1/'CLV Controle'!$B$38,'CLV Instellingen'!$C$11))) → 3 | nog niemand vertrok; we rekenen met 3,0 jaar | Nieuwe klanten sinds de startdatum | =COUNTIFS(CLV_Klanten[Klant sinds],">="&'CLV Instellingen'!$C$13) → 20
            5  Klantwaarde (3 × 4) | =E13*E14 → 1755.5407209612817 | waarschijnlijk tussen € 1.740 en € 1.770 | Klantwaarde van wie sindsdien klant werd | =SUMIFS(CLV_Klanten[Omzet],CLV_Klanten[Klant sinds],">="&'CLV Instellingen'!$C$13)/'CLV Controle'!$B$50 → 600
            Sommige artikelen delen bij stap 3. Wij vermenigvuldigen: anders zou een klant die vaker koopt minder waard lijken. | Waarvan wie een jaar of langer klant is | =IFERROR(AVERAGEIFS(CLV_Klanten[Omzet],CLV_Klanten[Klant sinds],">="&'CLV Instellingen'!$C$13,CLV_Klanten[Klant sinds],"<="&EDATE('CLV Instellingen'!$C$14,-12)),"") → 600
            Sindsdien keer de eerste aankoop | ='CLV Controle'!$B$51/'CLV Controle'!$B$43 → 1.5
        "#]].assert_eq(&block(&report, "summary", "1  ", "Wat het scheelt"));
    }

    #[test]
    fn a_thin_ledger_says_from_when_on_there_are_steps() {
        let analysis = analysis("2024-01-10 | Ana | E-book | 25");
        let report = report(&analysis);
        expect![[r"
            Er is nog maar één klant: te weinig om te zeggen wat een klant waard is. Vanaf 15 klanten staan hier de vijf stappen.
            De lijst beslaat nog geen maand: te kort om te zeggen hoeveel een klant per jaar brengt. Vanaf 6 maanden staan hier de vijf stappen.
        "]].assert_eq(&block(&report, "summary", "Er is nog", "Deze week"));
    }
}
