//! The owner's own sheet of formulas, `Formules` or `Formulas`: one formula a row, as text or live.

use super::PlugIns;
use super::definition::{Bilingual, Definition, Origin, WhenBlank, is_name};
use super::variable::{Level, Unit};
use crate::finding::{Finding, Place, Severity};
use crate::grid::{Book, Cell, Sheet, column_letters};
use clv_formula::Dialect;

/// What such a sheet is called, in lower case, and the notation of its texts unless a cell says otherwise.
const SHEETS: [(&str, Dialect); 2] = [("formules", Dialect::Nl), ("formulas", Dialect::En)];
/// The headers of the columns, in lower case.
const HEADERS: [(Part, &[&str]); 9] = [
    (Part::Id, &["id", "naam", "name"]),
    (Part::Title, &["titel", "title", "kop"]),
    (Part::Level, &["niveau", "level"]),
    (Part::Formula, &["formule", "formula"]),
    (Part::Unit, &["eenheid", "unit"]),
    (Part::Decimals, &["decimalen", "decimals"]),
    (Part::Explanation, &["uitleg", "explanation"]),
    (Part::Replaces, &["vervangt", "replaces"]),
    (Part::On, &["aan", "on"]),
];
/// The header row is among the first so many.
const HEADER_ROWS: u32 = 30;
/// The most formulas of one sheet.
const MOST: u32 = 500;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Id,
    Title,
    Level,
    Formula,
    Unit,
    Decimals,
    Explanation,
    Replaces,
    On,
}

/// Returns the owner's sheet of formulas, if there is one.
pub fn sheet_of(book: &Book) -> Option<&Sheet> {
    book.sheets.iter().find(|sheet| sheet.marker.is_none() && dialect_of(sheet).is_some())
}

fn dialect_of(sheet: &Sheet) -> Option<Dialect> {
    let name = sheet.name.as_deref()?.trim().to_lowercase();
    SHEETS.iter().find(|(known, _)| *known == name).map(|(_, dialect)| *dialect)
}

/// Reads the formulas of a sheet; `live` are the formulas in its cells, by row and column, as files store them.
pub fn read(book: &Book, sheet: &Sheet, live: &[(u32, u32, String)]) -> PlugIns {
    let mut plug_ins = PlugIns::default();
    let Some((header, columns)) = columns(book, sheet) else { return plug_ins };
    let dialect =
        declared(book, sheet, header).or_else(|| dialect_of(sheet)).unwrap_or(Dialect::Nl);
    let table = Table { book, sheet, columns, live, dialect };
    let last = sheet.grid.n_rows().min(header + 1 + MOST);
    for row in header + 1..last.max(header + 1) {
        match table.definition(row) {
            Some(Ok(definition)) => plug_ins.definitions.push(definition),
            Some(Err(finding)) => plug_ins.findings.push(finding),
            None => {}
        }
    }
    plug_ins
}

/// Finds the row of the headers and which column holds what.
fn columns(book: &Book, sheet: &Sheet) -> Option<(u32, Vec<(Part, u32)>)> {
    let width = sheet.grid.n_columns().min(50);
    (0..sheet.grid.n_rows().min(HEADER_ROWS)).find_map(|row| {
        let mut columns: Vec<(Part, u32)> = Vec::new();
        for column in 0..width {
            let Some(text) = book.text(sheet.grid.get(row, column)) else { continue };
            let text = text.trim().to_lowercase();
            let part = HEADERS.iter().find(|(_, names)| names.contains(&text.as_str()));
            if let Some((part, _)) = part.filter(|(part, _)| columns.iter().all(|(p, _)| p != part))
            {
                columns.push((*part, column));
            }
        }
        let has = |part| columns.iter().any(|(own, _)| *own == part);
        (has(Part::Formula) && (has(Part::Id) || has(Part::Title))).then_some((row, columns))
    })
}

/// Returns the notation that a cell above the headers declares: `taal` or `language`, and beside it `nl` or `en`.
fn declared(book: &Book, sheet: &Sheet, header: u32) -> Option<Dialect> {
    let text = |row, column| book.text(sheet.grid.get(row, column)).map(str::trim);
    let cells = (0..header).flat_map(|row| (0..20).map(move |column| (row, column)));
    cells.into_iter().find_map(|(row, column)| {
        let label = text(row, column)?.trim_end_matches(':').to_lowercase();
        let is_label = matches!(label.as_str(), "taal" | "language" | "dialect");
        if is_label { Dialect::from_name(text(row, column + 1)?) } else { None }
    })
}

struct Table<'a> {
    book: &'a Book,
    sheet: &'a Sheet,
    columns: Vec<(Part, u32)>,
    live: &'a [(u32, u32, String)],
    dialect: Dialect,
}

impl Table<'_> {
    fn column(&self, part: Part) -> Option<u32> {
        self.columns.iter().find(|(own, _)| *own == part).map(|(_, column)| *column)
    }

    fn text(&self, row: u32, part: Part) -> String {
        match self.column(part).map(|column| self.sheet.grid.get(row, column)) {
            Some(Cell::Text(id)) => self.book.texts.get(id).trim().to_owned(),
            Some(Cell::Number(number)) => number.to_string(),
            Some(Cell::Logical(logical)) => if logical { "ja" } else { "nee" }.to_owned(),
            Some(Cell::Empty | Cell::Date(_) | Cell::Error(_)) | None => String::new(),
        }
    }

    /// Reads one row; nothing where there is no formula, or where it is switched off.
    fn definition(&self, row: u32) -> Option<Result<Definition, Finding>> {
        let column = self.column(Part::Formula)?;
        let live = self.live.iter().find(|(at, of, _)| (*at, *of) == (row, column));
        let typed = self.text(row, Part::Formula);
        let (text, dialect) = match live {
            Some((_, _, stored)) => (stored.clone(), None),
            None if typed.is_empty() => return None,
            None => (typed, Some(self.dialect)),
        };
        let is_off = matches!(
            self.text(row, Part::On).to_lowercase().as_str(),
            "nee" | "no" | "uit" | "off"
        );
        (!is_off).then(|| self.checked(row, column, text, dialect))
    }

    fn checked(
        &self,
        row: u32,
        column: u32,
        text: String,
        dialect: Option<Dialect>,
    ) -> Result<Definition, Finding> {
        let place = Place {
            sheet: self.sheet.name.clone(),
            row: Some(row + 1),
            column: Some(column_letters(column)),
        };
        let title = self.text(row, Part::Title);
        let typed = self.text(row, Part::Id);
        let id = if typed.is_empty() { name_from(&title) } else { typed.to_lowercase() };
        let wrong = |code, found: &str| {
            let finding = Finding::new(Severity::Warning, code).at(place.clone());
            finding.with("id", id.as_str()).with("found", found)
        };
        if !is_name(&id) {
            return Err(wrong("formula-bad-name", &id));
        }
        let level = match self.text(row, Part::Level) {
            text if text.is_empty() => Level::Customer,
            text => Level::from_name(&text).ok_or_else(|| wrong("formula-bad-level", &text))?,
        };
        let unit = match self.text(row, Part::Unit) {
            text if text.is_empty() => Unit::Number,
            text => Unit::from_name(&text).ok_or_else(|| wrong("formula-bad-unit", &text))?,
        };
        let replaces = match self.text(row, Part::Replaces) {
            text if matches!(text.to_lowercase().as_str(), "" | "nee" | "no") => None,
            text if matches!(text.to_lowercase().as_str(), "ja" | "yes" | "x") => Some(id.clone()),
            text => Some(text.to_lowercase()),
        };
        Ok(Definition {
            title: Bilingual::same(&title),
            also: Vec::new(),
            level,
            text,
            dialect,
            unit,
            decimals: self.text(row, Part::Decimals).parse().unwrap_or(2),
            explanation: Bilingual::same(&self.text(row, Part::Explanation)),
            source: String::new(),
            since: String::new(),
            when_blank: WhenBlank::Skip,
            replaces,
            shown: true,
            tests: Vec::new(),
            origin: Origin::Sheet { place },
            id,
        })
    }
}

/// Makes a name of a title: `Waarde per bezoek` is `waarde_per_bezoek`.
fn name_from(title: &str) -> String {
    let title = title.trim().to_lowercase();
    let letters = title.chars().map(|c| if c.is_alphanumeric() { c } else { '_' });
    letters.collect::<String>().trim_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = "== Formules
        taal | nl
        id   | titel | niveau | formule | eenheid | aan
        clv_dubbel | Dubbel | klant | =omzet_totaal*2,5 | EUR | ja
        | Waarde per bezoek | klant | '=omzet_totaal/aantal_aankopen | EUR
        gem_klant | | totaal | 3 | |
        oud_ding | | klant | =omzet | EUR | nee
        Fout! | | klant | =omzet | EUR |";

    #[test]
    fn each_row_is_a_formula_as_text_or_live() {
        let book = Book::from_text(SHEET);
        let live = [(4, 3, "AVERAGE(Klanten[omzet])".to_owned())];
        let read = read(&book, sheet_of(&book).unwrap(), &live);
        let found: Vec<_> = read
            .definitions
            .iter()
            .map(|one| (one.id.as_str(), one.level, one.text.as_str(), one.dialect))
            .collect();
        assert_eq!(
            found,
            [
                ("clv_dubbel", Level::Customer, "=omzet_totaal*2,5", Some(Dialect::Nl)),
                (
                    "waarde_per_bezoek",
                    Level::Customer,
                    "=omzet_totaal/aantal_aankopen",
                    Some(Dialect::Nl)
                ),
                ("gem_klant", Level::Portfolio, "AVERAGE(Klanten[omzet])", None),
            ]
        );
        assert_eq!(read.definitions[1].origin.spoken(), "Formules!D4");
        let codes: Vec<_> = read.findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["formula-bad-name"]);
    }

    #[test]
    fn other_sheets_are_left_alone() {
        assert!(sheet_of(&Book::from_text("== Facturen\nid | formule\na | =1")).is_none());
        let book = Book::from_text("== Formules\nDatum | Klant\n2024-01-01 | Ana");
        let read = read(&book, sheet_of(&book).unwrap(), &[]);
        assert!(read.definitions.is_empty() && read.findings.is_empty());
    }
}
