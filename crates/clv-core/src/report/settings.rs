//! The sheet of settings: every choice with what holds now, and the columns as they were read.

use super::Context;
use super::page::{Page, part};
use crate::answers::{CHOOSABLE_FIELDS, Choice, Key, Kind, SETTINGS, Setting};
use crate::grid::{Area, column_letters};
use crate::insights::channels::{Channel, cost_of};
use crate::ledger::SheetRole;
use crate::sheet::{Content, ReportSheet, Role};

/// The column that the owner fills in; [`crate::answers::read`] knows how far it is from the keys.
const OWN_CHOICE: u32 = 1;
/// The hidden column with the stable keys.
const KEYS: u32 = 5;
/// The most channels that are asked about.
const MOST_CHANNELS: usize = 20;

/// Lays out the sheet.
pub(super) fn lay_out(context: &Context<'_>) -> ReportSheet<'static> {
    let widths = [34.0, 22.0, 22.0, 14.0, 84.0, 8.0];
    let mut page = Page::new("settings", context.names.tab("settings"), &widths);
    context.title(&mut page, context.text("settings-title"));
    page.within(0, KEYS - 1, |page| {
        page.line(Role::Subtitle, context.text("settings-subtitle"));
        page.skip(1);
        choices(context, page);
        page.skip(1);
        channel_costs(context, page);
        columns(context, page);
    });
    let sheet = page.sheet();
    sheet.hidden_columns.push(KEYS);
    sheet.footer = context.footer("settings");
    page.finish()
}

fn choices(context: &Context<'_>, page: &mut Page) {
    page.line(Role::Heading, context.text("settings-choices"));
    let headers = ["settings-name", "settings-own-choice", "settings-now", "settings-unit"];
    page.headers(headers.iter().chain(&["settings-why"]).map(|id| context.text(id)));
    for setting in SETTINGS {
        let row = page.row();
        let own = setting.chosen(&context.analysis.answers.settings);
        let now = (setting.get)(&context.analysis.settings).or_else(|| implied(context, setting));
        let (input, shown) = roles(setting.kind);
        let cell = context.names.reference("settings", &format!("$C${}", row + 1));
        if let Some((name, text)) = variable(setting.id, cell) {
            context.places.note(name, text);
        }
        page.cells([
            part(context.named("setting", setting.id), Role::Label),
            part(own.map_or(Content::Blank, |own| content(context, setting, own)), input),
            part(now.map_or(Content::Blank, |now| content(context, setting, now)), shown),
            part(unit(context, setting.kind), Role::Text),
            part(context.named("setting", &format!("{}-why", setting.id)), Role::Wrapped),
            part(Key::Setting(setting.id.to_owned()).to_string(), Role::Text),
        ]);
        if let Kind::Choice { prefix, options } = setting.kind {
            let options = options.iter().map(|option| context.named(prefix, option)).collect();
            page.choice(Area::cell(row, OWN_CHOICE), options, None);
        }
    }
}

/// Returns the variable that a setting is, and what formulas write for it.
fn variable(setting: &str, cell: String) -> Option<(&'static str, String)> {
    Some(match setting {
        "gross_margin" => ("margin", cell),
        "acquisition_cost" => ("cac", cell),
        "acquisition_share" => ("acquisition_share", cell),
        "lifespan_years" => ("own_lifespan_years", cell),
        "lifespan_cap_years" => ("lifespan_cap_years", cell),
        "annual_discount_rate" => ("discount_rate", cell),
        "horizon_months" => ("horizon_years", format!("({cell}/12)")),
        "cohort_since" => ("cohort_start", cell),
        "as_of" => ("reference_date", cell),
        _ => return None,
    })
}

/// Returns what holds for a setting that the owner left to the ledger.
fn implied(context: &Context<'_>, setting: &Setting) -> Option<Choice> {
    let analysis = context.analysis;
    match setting.id {
        "business" => Some(Choice::Option(analysis.reading.ledger.business.name())),
        "as_of" => analysis.period.map(|period| Choice::Day(period.end)),
        "cohort_since" => analysis.period.map(|period| Choice::Day(period.start)),
        "lang" => Some(Choice::Option(context.words.lang().code())),
        _ => None,
    }
}

fn content(context: &Context<'_>, setting: &Setting, choice: Choice) -> Content {
    match (choice, setting.kind) {
        (Choice::Option(option), Kind::Choice { prefix, .. }) => {
            context.named(prefix, option).into()
        }
        (Choice::Option(option), _) => option.into(),
        (Choice::Number(number), _) => number.into(),
        (Choice::Day(date), _) => date.into(),
    }
}

/// Returns the role of the cell to fill in and of the cell that shows what holds.
fn roles(kind: Kind) -> (Role, Role) {
    match kind {
        Kind::Choice { .. } => (Role::InputText, Role::Text),
        Kind::Share => (Role::InputPercent, Role::Percent),
        Kind::Amount => (Role::InputMoney, Role::MoneyExact),
        Kind::Years => (Role::InputNumber, Role::Number),
        Kind::Count => (Role::InputNumber, Role::Count),
        Kind::Day => (Role::InputDate, Role::Date),
    }
}

fn unit(context: &Context<'_>, kind: Kind) -> String {
    match kind {
        Kind::Choice { .. } => context.text("unit-choice"),
        Kind::Share => context.text("unit-share"),
        Kind::Amount => context.analysis.reading.ledger.currency.clone(),
        Kind::Years => context.text("unit-years"),
        Kind::Count => context.text("unit-count"),
        Kind::Day => context.text("unit-day"),
    }
}

/// Asks what a new customer costs through each channel; nothing where the ledger names none.
fn channel_costs(context: &Context<'_>, page: &mut Page) {
    let analysis = context.analysis;
    let own = &analysis.answers.settings.channel_costs;
    let held = &analysis.settings.channel_costs;
    // What was filled in for a channel that nobody comes through any more is not thrown away.
    let gone =
        own.iter().filter(|(key, _)| context.channels.iter().all(|channel| channel.key != *key));
    let gone =
        gone.map(|(key, _)| Channel { key: key.clone(), name: key.clone(), ..Channel::default() });
    let asked = context
        .channels
        .iter()
        .enumerate()
        .filter(|(at, channel)| *at < MOST_CHANNELS || cost_of(own, &channel.key).is_some());
    let rows: Vec<Channel> = asked.map(|(_, channel)| channel.clone()).chain(gone).collect();
    if rows.is_empty() {
        return;
    }
    page.line(Role::Heading, context.text("settings-channels"));
    page.line(Role::Note, context.text("settings-channels-note"));
    let headers = ["settings-channel", "settings-own-choice", "settings-now", "settings-unit"];
    page.headers(headers.map(|id| context.text(id)));
    for channel in rows {
        let cell = context.names.reference("settings", &format!("$C${}", page.row() + 1));
        context.places.note(&channel_place(&channel.key), cell);
        page.cells([
            part(channel.name.as_str(), Role::Label),
            part(cost_of(own, &channel.key), Role::InputMoney),
            part(cost_of(held, &channel.key), Role::MoneyExact),
            part(analysis.reading.ledger.currency.as_str(), Role::Text),
            part(Content::Blank, Role::Text),
            part(Key::Channel(channel.key).to_string(), Role::Text),
        ]);
    }
    page.skip(1);
}

/// Returns the name of the place where the cost of a channel stands.
pub(super) fn channel_place(key: &str) -> String {
    format!("channel_cost {key}")
}

fn columns(context: &Context<'_>, page: &mut Page) {
    let reading = &context.analysis.reading;
    page.line(Role::Heading, context.text("settings-columns"));
    page.line(Role::Note, context.text("settings-columns-note"));
    let headers = ["settings-column", "settings-own-choice", "settings-read-as"];
    let headers = headers.iter().chain(&["settings-letters", "settings-header"]);
    page.headers(headers.map(|id| context.text(id)));
    let first = page.row();
    for sheet in reading.sheets.iter().filter(|sheet| sheet.role == SheetRole::Ledger) {
        let name = sheet.name.clone().unwrap_or_default();
        for column in &sheet.columns {
            let letters = column_letters(column.column);
            let own = own_field(context, &name, &letters);
            let key = Key::Column(column.remembered(&name));
            page.cells([
                part(name.as_str(), Role::Label),
                part(own.map(|field| context.named("field", field)), Role::InputText),
                part(context.named("field", column.field), Role::Text),
                part(letters.as_str(), Role::Text),
                part(column.header.as_str(), Role::Wrapped),
                part(key.to_string(), Role::Text),
            ]);
        }
    }
    if page.row() > first {
        let fields = CHOOSABLE_FIELDS.iter().map(|field| context.named("field", field)).collect();
        let own = Area { top: first, left: OWN_CHOICE, bottom: page.row() - 1, right: OWN_CHOICE };
        page.choice(own, fields, Some(context.text("settings-columns-prompt")));
    }
}

fn own_field<'a>(context: &Context<'a>, sheet: &str, letters: &str) -> Option<&'a str> {
    let columns = &context.analysis.answers.settings.columns;
    columns
        .iter()
        .find(|(of_sheet, at, _)| of_sheet == sheet && at == letters)
        .map(|(_, _, field)| field.as_str())
}

#[cfg(test)]
mod tests {
    use crate::ledger::{ColumnReading, SheetReading, SheetRole};
    use crate::report::fixture::{SALES, analysis, block, report};
    use expect_test::expect;

    #[test]
    fn what_the_owner_chose_stands_beside_what_holds() {
        let mut analysis = analysis(SALES);
        analysis.answers.settings.gross_margin = Some(0.35);
        analysis.settings.gross_margin = Some(0.35);
        expect![[r"
            Marge | 0.35 | 0.35 | percentage | Wat je van de omzet overhoudt na inkoop en directe kosten. Zonder marge gaan alle bedragen over omzet. | setting|gross_margin
            Kosten van een nieuwe klant | <InputMoney> | <MoneyExact> | EUR | Reclame en verkoop gedeeld door het aantal nieuwe klanten. Dan kan getoetst worden of dat uit kan. | setting|acquisition_cost
        "]].assert_eq(&block(&report(&analysis), "settings", "Marge", "Deel van"));
    }

    #[test]
    fn each_column_can_be_given_another_meaning() {
        let mut analysis = analysis(SALES);
        analysis.answers.settings.columns =
            vec![("2024".to_owned(), "C".to_owned(), "amount".to_owned())];
        let column = |column, header: &str, field| ColumnReading {
            column,
            header: header.to_owned(),
            field,
            was: None,
        };
        analysis.reading.sheets = vec![SheetReading {
            name: Some("2024".to_owned()),
            role: SheetRole::Ledger,
            columns: vec![column(0, "Datum", "date"), column(2, "Factuur", "order_id")],
            ..SheetReading::default()
        }];
        expect![[r"
            Blad | Zelf invullen | Gelezen als | Kolom | Kop in je lijst
            2024 | <InputText> | datum | A | Datum | column|2024|A|date|Datum|
            2024 | bedrag | ordernummer | C | Factuur | column|2024|C|order_id|Factuur|
        "]]
        .assert_eq(&block(&report(&analysis), "settings", "Blad |", ""));
    }
}
