//! The actions sheet: whom to approach when with what, and what came of it.

mod columns;
mod results;

use super::Context;
use super::page::{Page, part};
use crate::analysis::Analysis;
use crate::answers::{ActionAnswer, Key, Reaction};
use crate::grid::{Area, column_letters};
use crate::offers::Offer;
use crate::sheet::{Choice, Condition, ReportSheet, ReportTable, Role};
use columns::{COLUMNS, Row};

/// The column with the days on which something was done; the three after it are the owner's too, then come the keys.
const DONE_ON: u32 = 11;
/// The hidden column with the stable keys.
const KEYS: u32 = DONE_ON + 4;
/// The columns with the window.
const WINDOW: (u32, u32) = (0, 1);

/// Lays out the sheet.
pub(super) fn lay_out(context: &Context<'_>) -> ReportSheet<'static> {
    let widths: Vec<f64> = COLUMNS.iter().map(|column| column.width).collect();
    let mut page = Page::new("actions", context.names.tab("actions"), &widths);
    context.title(&mut page, title(context));
    page.within(0, DONE_ON - 1, |page| {
        page.line(Role::Subtitle, context.text("actions-subtitle"));
        page.line(Role::Note, context.text("actions-law"));
        for line in notes(context) {
            page.line(Role::Note, line);
        }
        results::lay_out(context, page);
    });
    page.skip(1);
    table(context, &mut page);
    let sheet = page.sheet();
    sheet.hidden_columns.push(KEYS);
    sheet.footer = context.footer("actions");
    page.finish()
}

fn title(context: &Context<'_>) -> String {
    let n = this_week(context).count();
    context.words.fill("actions-title", &[("n", n.into())])
}

/// Returns the suggestions of the first week that concern customers.
pub(in crate::report) fn this_week<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Offer> {
    let end = context.analysis.period.map(|period| crate::calendar::add_days(period.end, 6));
    let offers = context.analysis.offers.planned.iter();
    offers.filter(move |offer| offer.customer.is_some() && Some(offer.window.from) <= end)
}

fn notes(context: &Context<'_>) -> Vec<String> {
    let offers = &context.analysis.offers;
    let count =
        |id: &'static str, n: usize| (n > 0).then(|| context.words.fill(id, &[("n", n.into())]));
    let waiting = count("actions-waiting", offers.waiting);
    waiting.into_iter().chain(count("actions-left-alone", offers.not_to_contact)).collect()
}

/// Returns a column of the table as formulas write it, such as `CLV_Acties[Groep]`; nothing where there is no table.
pub(super) fn column(context: &Context<'_>, id: &str) -> Option<String> {
    let Analysis { offers, answers, .. } = context.analysis;
    let has_rows = !offers.planned.is_empty() || !answers.actions.is_empty();
    let header = context.text(&format!("actions-{id}"));
    (has_rows && context.names.has("actions"))
        .then(|| format!("{}[{header}]", context.names.table("actions")))
}

fn table(context: &Context<'_>, page: &mut Page) {
    let top = page.row();
    let headers: Vec<String> =
        COLUMNS.iter().map(|column| context.text(&format!("actions-{}", column.id))).collect();
    page.headers(headers.iter().cloned());
    page.sheet().frozen_rows = page.row();
    let rows = rows(context);
    if rows.is_empty() {
        return page.within(0, DONE_ON - 1, |page| {
            page.line(Role::Text, context.text("actions-none"));
        });
    }
    for row in &rows {
        page.cells(COLUMNS.iter().map(|column| part((column.value)(row), column.role)));
    }
    let area = Area { top, left: 0, bottom: page.row() - 1, right: KEYS };
    let table =
        ReportTable { name: context.names.table("actions").to_owned(), area, columns: headers };
    page.sheet().tables.push(table);
    choices(context, page, area);
    conditions(page, area);
}

/// Lists the suggestions, each with what the owner noted beside it, and then what was done before.
fn rows<'a>(context: &Context<'a>) -> Vec<Row<'a>> {
    let analysis = context.analysis;
    let mut kept: Vec<Option<&ActionAnswer>> = analysis.answers.actions.iter().map(Some).collect();
    let mut rows = Vec::new();
    for offer in &analysis.offers.planned {
        let key = key(context, offer);
        let is_open = |answer: &ActionAnswer| {
            let is_same = Key::Action(
                answer.rule.clone(),
                answer.customer.clone(),
                answer.product.clone().unwrap_or_default(),
            ) == key;
            let is_later = answer.reaction == Some(Reaction::Later) && answer.done_on.is_none();
            is_same && (is_later || (answer.done_on.is_none() && answer.reaction.is_none()))
        };
        let answer =
            kept.iter_mut().find(|answer| answer.is_some_and(is_open)).and_then(Option::take);
        rows.push(Row::suggestion(*context, offer, answer, key.to_string()));
    }
    let mut done: Vec<&ActionAnswer> = kept.into_iter().flatten().collect();
    done.sort_by_key(|answer| std::cmp::Reverse(answer.done_on));
    rows.extend(done.into_iter().map(|answer| Row::done(*context, answer)));
    rows
}

/// Returns the stable key of a suggestion.
fn key(context: &Context<'_>, offer: &Offer) -> Key {
    let analysis = context.analysis;
    let customer = offer
        .customer
        .map(|id| analysis.reading.ledger.customers[id.0 as usize].id.to_string())
        .unwrap_or_default();
    let product = offer.subject().map(|product| analysis.ladder.catalog.get(product).key.clone());
    Key::Action(offer.rule.to_owned(), customer, product.unwrap_or_default())
}

fn choices(context: &Context<'_>, page: &mut Page, table: Area) {
    let column = |at: u32| Area { top: table.top + 1, left: at, bottom: table.bottom, right: at };
    let reactions = Reaction::ALL.map(|reaction| context.named("choice", reaction.name()));
    let sheet = page.sheet();
    sheet.choices.push(Choice {
        area: column(DONE_ON + 1),
        options: reactions.to_vec(),
        prompt: Some(context.text("actions-reaction-prompt")),
    });
    sheet.choices.push(Choice {
        area: column(DONE_ON + 2),
        options: vec![context.text("choice-yes"), context.text("choice-no")],
        prompt: Some(context.text("actions-do-not-contact-prompt")),
    });
}

/// Shows what is done, what is late and what is due on the day that somebody looks.
fn conditions(page: &mut Page, table: Area) {
    let area = Area { top: table.top + 1, right: DONE_ON - 1, ..table };
    let cell = |column: u32| format!("${}{}", column_letters(column), area.top + 1);
    let (from, until, done) = (cell(WINDOW.0), cell(WINDOW.1), cell(DONE_ON));
    let formulas = [
        (format!("{done}<>\"\""), Role::Note, area),
        (
            format!("AND({until}<>\"\",{until}<TODAY())"),
            Role::Warning,
            Area { left: WINDOW.1, right: WINDOW.1, ..area },
        ),
        (
            format!("AND({from}<>\"\",{from}<=TODAY(),{until}>=TODAY())"),
            Role::Good,
            Area { left: WINDOW.0, right: WINDOW.1, ..area },
        ),
    ];
    for (formula, role, area) in formulas {
        page.condition(Condition::Formula { area, formula, role });
    }
}

#[cfg(test)]
mod tests {
    use crate::answers::{self, ActionAnswer, Answers, Reaction};
    use crate::report::fixture::{analysis_with, block, book, report};
    use expect_test::expect;
    use jiff::civil::date;

    const SALES: &str = "
        2024-01-10 | Ana  | E-book   | 25
        2024-01-12 | Ben  | E-book   | 25
        2024-02-10 | Ana  | Workshop | 150
        2024-03-20 | Dirk | Workshop | 150";

    fn answered() -> Vec<ActionAnswer> {
        let answer = |customer: &str, rule: &str| ActionAnswer {
            customer: customer.to_owned(),
            rule: rule.to_owned(),
            ..ActionAnswer::default()
        };
        vec![
            ActionAnswer { note: Some("belt liever".to_owned()), ..answer("dirk", "welcome") },
            ActionAnswer {
                product: Some("weg | verdwenen".to_owned()),
                done_on: Some(date(2024, 3, 1)),
                reaction: Some(Reaction::No),
                ..answer("weggegaan@voorbeeld.nl", "win_back")
            },
            ActionAnswer { do_not_contact: true, ..answer("ben", "second_step") },
        ]
    }

    #[test]
    fn suggestions_come_first_and_then_what_was_done() {
        let answers = Answers { actions: answered(), ..Answers::default() };
        expect![[r"
            Deze week één klant om te benaderen
            De datums tellen vanaf de laatste aankoop in je lijst. Vul in de gele kolommen in wat je deed en wat ervan kwam: dat blijft staan, en telt mee bij het volgende voorstel.
            Er wordt niets verstuurd. Mail of app alleen wie zelf bij je kocht, over je eigen soortgelijke aanbod, met een afmeldmogelijkheid in elk bericht; controleer de regels voordat je belt. Wie niet benaderd wil worden, gaat altijd voor.
            Eén klant wil niet benaderd worden of gaf geen toestemming, en staat er niet in.
            1 keer gedaan, 0 keer ja; 0 van deze klanten kochten binnen 90 dagen, voor € 0
            Na nog 29 reacties staat hier hoe vaak jouw klanten ja zeggen.
            Datum vanaf | Datum tot | Klant | E-mail | Groep | Aanbod | Soort | Waarom | Verwacht | Zekerheid | Voorbeeldtekst | Gedaan op | Reactie | Niet benaderen | Notitie | Sleutel
            2024-03-21 | 2024-03-27 | Dirk | Nieuwe klanten | Welkom | aandacht | Eerste aankoop op 20 mrt 2024: nu maak je het verschil tussen eenmalig en blijvend | <Money> | idee | Fijn dat je er bent. Zo haal je het meeste uit Workshop: … | <InputDate> | <InputText> | <InputText> | belt liever | action|welcome|dirk|
            <Date> | <Date> | weggegaan@voorbeeld.nl | Terugwinnen: weg | verdwenen | <Wrapped> | <Money> | <Wrapped> | 2024-03-01 | nee | <InputText> | <InputText> | action|win_back|weggegaan@voorbeeld.nl|weg %7C verdwenen
            <Date> | <Date> | Ben | Nieuwe klanten | Tweede stap | <Wrapped> | <Money> | <Wrapped> | <InputDate> | <InputText> | ja | <InputText> | action|second_step|ben|
        "]].assert_eq(&block(
            &report(&analysis_with(SALES, answers)),
            "actions",
            "",
            "",
        ));
    }

    #[test]
    fn every_answer_survives_being_written_and_read_back() {
        let answers = Answers { actions: answered(), ..Answers::default() };
        let analysis = analysis_with(SALES, answers);
        let report = report(&analysis);
        let mut read = answers::read(&book(&report)).actions;
        let mut wanted = answered();
        let by_customer = |answer: &ActionAnswer| answer.customer.clone();
        read.sort_by_key(by_customer);
        wanted.sort_by_key(by_customer);
        assert_eq!(read, wanted);
    }
}
