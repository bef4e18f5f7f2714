//! The sheets that owners see, laid out from an analysis: what stands where, in the owner's language.
//!
//! To add a block to a sheet: a file in `report/` (blocks of the first sheet in `report/summary/`) with one function
//! that writes it on a [`page::Page`], its text snapshot at the bottom, and its line in the list of blocks of that
//! sheet: `BLOCKS` in [`check`], `BANDS` in [`summary`]. Its words go under "Sheets" of both Fluent files, each title
//! a sentence that says the result.

mod page;
mod places;
mod live;
mod summary;
mod actions;
mod customers;
mod offers;
mod check;
mod settings;
#[cfg(test)]
mod fixture;

use crate::analysis::Analysis;
use crate::answers::Recalculated;
use crate::calendar::Date;
use crate::grid::Book;
use crate::insights::channels::{Channel, channels};
use crate::sheet::{Content, Report, ReportCell, Role};
use crate::words::Words;
use customers::CustomerRange;
use page::Page;
use places::Places;
use std::sync::Arc;

/// The keys of our sheets in the order of their tabs; each is what the marker of the sheet says.
pub const SHEETS: [&str; 6] = ["summary", "actions", "customers", "offers", "check", "settings"];

/// The keys of our tables, each with that of the sheet on which it stands.
pub const TABLES: [(&str, &str); 4] = [
    ("actions", "actions"),
    ("customers", "customers"),
    ("offers", "offers"),
    ("left_out", "check"),
];

/// What our sheets and tables are called in one workbook, where the owner's own names come first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetNames {
    /// The names on the tabs, in the order of [`SHEETS`].
    pub tabs: [String; 6],
    /// The names of the tables, in the order of [`TABLES`].
    pub tables: [String; 4],
    /// Whether the sheets stand in the owner's own workbook, so that links to its rows lead somewhere.
    pub beside_the_ledger: bool,
    /// The keys of the sheets that the owner deleted: they stay away, and nothing leads to them.
    pub deleted: Vec<&'static str>,
    /// The keys of the sheets that stand beside an older one, which is the owner's now, with its name.
    pub beside: Vec<(&'static str, String)>,
}

impl SheetNames {
    /// Returns the names that we would like to have, such as `CLV Klanten` and `CLV_Klanten`.
    pub fn wished(words: &Words) -> Self {
        Self {
            tabs: SHEETS.map(|key| words.text(&format!("tab-{key}"))),
            tables: TABLES.map(|(key, _)| words.text(&format!("table-{key}"))),
            beside_the_ledger: true,
            deleted: Vec::new(),
            beside: Vec::new(),
        }
    }

    fn has(&self, key: &str) -> bool {
        !self.deleted.contains(&key)
    }

    fn tab(&self, key: &str) -> &str {
        let at = SHEETS.iter().position(|&known| known == key);
        at.map_or("", |at| &self.tabs[at])
    }

    fn table(&self, key: &str) -> &str {
        let at = TABLES.iter().position(|(known, _)| *known == key);
        at.map_or("", |at| &self.tables[at])
    }

    /// Returns the reference to a cell of one of our sheets, such as `'CLV Acties'!A1`.
    fn reference(&self, key: &str, cell: &str) -> String {
        format!("{}!{cell}", quoted(self.tab(key)))
    }
}

/// Returns the name of a sheet as formulas write it.
fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

/// Lays out all sheets in the order of their tabs.
pub fn lay_out<'a>(analysis: &'a Analysis, words: &Words, names: &SheetNames) -> Report<'a> {
    let customers = Arc::new(CustomerRange::of(analysis, words, names));
    let places = Places::new(names);
    let costs = &analysis.settings.channel_costs;
    let channels = channels(&analysis.reading.ledger, &analysis.summaries, costs);
    let context = Context {
        analysis,
        words,
        names,
        customers: &customers,
        channels: &channels,
        places: &places,
    };
    // Formulas on the others point at the cells of these two.
    let settings = settings::lay_out(&context);
    let check = check::lay_out(&context);
    let mut sheets = vec![
        summary::lay_out(&context),
        actions::lay_out(&context),
        customers::lay_out(&context, analysis),
        offers::lay_out(&context),
        check,
        settings,
    ];
    sheets.retain(|sheet| names.has(sheet.key));
    for cell in sheets.iter_mut().flat_map(|sheet| &mut sheet.cells) {
        unlink(cell, names);
    }
    Report { sheets }
}

/// Compares our live formulas with what another program made of them on our sheets as it `saved` them; nothing where
/// that says nothing, because the ledger changed meanwhile or nothing was computed.
pub fn compare_recalculated(report: &Report<'_>, saved: &Book) -> Option<Recalculated> {
    check::recalculated::compare(report, saved)
}

/// Says on the check sheet what such a comparison gave, instead of what was known before.
pub fn tell_recalculated(report: &mut Report<'_>, words: &Words, found: Recalculated) {
    check::recalculated::tell(report, words, found);
}

/// Makes plain text of a link to a sheet that the owner deleted.
fn unlink(cell: &mut ReportCell, names: &SheetNames) {
    if let Content::Link { text, target } = &mut cell.content
        && names.deleted.iter().any(|key| target.starts_with(&names.reference(key, "")))
    {
        cell.content = Content::Text(std::mem::take(text));
    }
}

/// What every block needs to know.
#[derive(Clone, Copy)]
struct Context<'a> {
    analysis: &'a Analysis,
    words: &'a Words,
    names: &'a SheetNames,
    customers: &'a Arc<CustomerRange>,
    channels: &'a [Channel],
    places: &'a Places,
}

impl Context<'_> {
    fn text(&self, id: &str) -> String {
        self.words.text(id)
    }

    /// Writes a count with the separators of the language.
    fn count(&self, count: usize) -> String {
        self.words.number(count as f64, 0)
    }

    fn date(&self, date: Date) -> String {
        self.words.date(date)
    }

    /// Writes between which shares something lies.
    fn percent_range(&self, low: f64, high: f64) -> String {
        format!("{} – {}", self.words.percent(low), self.words.percent(high))
    }

    /// Returns the message of a name that has `_` where message ids have `-`.
    fn named(&self, prefix: &str, name: &str) -> String {
        self.words.named(prefix, name)
    }

    /// Returns the first message id where the ledger lists each membership once, else the second.
    fn of_members(&self, members: &'static str, others: &'static str) -> &'static str {
        if self.analysis.portfolio.members.is_some() { members } else { others }
    }

    /// Writes the title of a sheet, and below it how it came beside an older one.
    fn title(&self, page: &mut Page, title: impl Into<String>) {
        page.line(Role::Title, title);
        let beside = &self.names.beside;
        if let Some((_, old)) = beside.iter().find(|(key, _)| *key == page.sheet().key) {
            page.line(Role::Text, self.words.fill("beside-old", &[("sheet", old.as_str().into())]));
        }
    }

    fn footer(&self, key: &str) -> String {
        self.names.tab(key).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::fixture::{SALES, analysis, book, drawing, report};
    use super::*;
    use crate::answers::{self, Answers};
    use crate::grid::Cell;
    use crate::settings::Settings;
    use crate::words::Lang;

    fn answered() -> Answers {
        let settings = Settings {
            gross_margin: Some(0.35),
            count_open: false,
            cohort_since: Some(jiff::civil::date(2024, 3, 1)),
            merges: vec![("ana".to_owned(), "emma".to_owned(), true)],
            ..Settings::default()
        };
        Answers { settings, ..Answers::default() }
    }

    #[test]
    fn what_the_owner_filled_in_is_read_back_from_our_own_sheets_in_either_language() {
        let mut analysis = analysis(SALES);
        analysis.answers = answered();
        for lang in [Lang::Nl, Lang::En] {
            let words = Words::new(lang);
            let report = lay_out(&analysis, &words, &SheetNames::wished(&words));
            assert_eq!(answers::read(&book(&report)), answered());
        }
    }

    #[test]
    fn answers_stay_with_their_keys_when_rows_change_places() {
        let mut analysis = analysis(SALES);
        analysis.answers = answered();
        let mut report = report(&analysis);
        let settings = report.sheets.last_mut().unwrap();
        let last = settings.cells.iter().map(|cell| cell.row).max().unwrap();
        let first = settings.cells.iter().find(|cell| cell.column == 5).unwrap().row;
        for cell in settings.cells.iter_mut().filter(|cell| cell.row >= first) {
            cell.row = first + last - cell.row;
        }
        assert_eq!(answers::read(&book(&report)), answered());
    }

    #[test]
    fn what_cannot_be_understood_is_said_and_not_used() {
        let mut book = book(&report(&analysis(SALES)));
        let margin = book.texts.intern("best veel");
        let sheet = book.sheets.last_mut().unwrap();
        sheet.grid.set(6, 1, Cell::Text(margin));
        let answers = answers::read(&book);
        assert_eq!(answers.settings, Settings::default());
        let sentence = Words::new(Lang::Nl).finding(&answers.findings[0]).0;
        assert_eq!(
            sentence,
            "Op blad CLV Instellingen, rij 7, staat “best veel”: dat wordt hier niet begrepen en is niet gebruikt."
        );
    }

    #[test]
    fn cells_are_in_the_order_of_their_rows_and_none_is_written_twice() {
        for sheet in report(&analysis(SALES)).sheets {
            let places: Vec<_> = sheet.cells.iter().map(|cell| (cell.row, cell.column)).collect();
            assert!(places.is_sorted_by(|one, next| one < next), "{}", sheet.key);
        }
    }

    #[test]
    fn nothing_leads_to_a_sheet_that_the_owner_deleted() {
        let words = Words::new(Lang::Nl);
        let deleted = vec!["customers", "check", "settings"];
        let names = SheetNames { deleted, ..SheetNames::wished(&words) };
        let analysis = analysis(SALES);
        let report = lay_out(&analysis, &words, &names);
        for sheet in &report.sheets {
            assert!(!["customers", "check", "settings"].contains(&sheet.key));
            let drawing = drawing(sheet);
            assert!(
                ["CLV_Klanten[", "'CLV Controle'!", "'CLV Instellingen'!"]
                    .iter()
                    .all(|it| !drawing.contains(it))
            );
        }
    }

    #[test]
    fn a_ledger_without_sales_has_sheets_that_say_so() {
        let analysis = analysis("");
        let report = report(&analysis);
        assert!(drawing(&report.sheets[0]).contains("nog geen verkopen"));
    }
}
