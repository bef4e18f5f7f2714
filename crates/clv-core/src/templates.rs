//! Templates for kinds of business: which offers fit, what customers are called, and a ledger to start with.
//!
//! To add one: a folder in `templates/` with a `template.toml`; nothing else. Its name is that of the folder. An owner
//! adds one in the same way, in the folder `clv-templates` beside the ledger: it goes before ours.

use crate::grid::Area;
use crate::ledger::BusinessKind;
use crate::sheet::{Content, Report, ReportCell, ReportSheet, ReportTable, Role};
use crate::words::Lang;
use serde::Deserialize;
use std::sync::LazyLock;

/// The templates in the program: the name of the folder and the text.
const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/templates.rs"));
/// How many rows below the examples belong to the table of a starter ledger.
const EMPTY_ROWS: u32 = 20;

static ALL: LazyLock<Vec<Template>> = LazyLock::new(|| {
    let parsed = EMBEDDED.iter().filter_map(|(id, text)| Template::parse(id, text).ok());
    parsed.collect()
});

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Both {
    /// In Dutch.
    pub nl: String,
    /// In English.
    pub en: String,
}

impl Both {
    /// Returns the text in a language.
    pub fn text(&self, lang: Lang) -> &str {
        match lang {
            Lang::Nl => &self.nl,
            Lang::En => &self.en,
        }
    }
}

/// What a column of a starter ledger holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnKind {
    /// A date.
    Date,
    /// A text.
    Text,
    /// A number.
    Number,
    /// An amount.
    Money,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct StarterColumn {
    kind: ColumnKind,
    #[serde(flatten)]
    header: Both,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Starter {
    sheet: Both,
    columns: Vec<StarterColumn>,
    rows: Vec<Vec<toml::Value>>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    business: String,
    name: Both,
    people: Both,
    rules: Vec<String>,
    ledger: Starter,
}

/// A template for a kind of business.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// The name of its folder.
    pub id: String,
    /// What it is called.
    pub name: Both,
    /// The kind of business, which chooses models and words.
    pub business: BusinessKind,
    /// What customers are called.
    pub people: Both,
    /// The ids of the rules that fit.
    pub rules: Vec<String>,
    ledger: Starter,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    ///
    /// A sentence for whoever wrote it: what is missing or unknown, and where.
    pub fn parse(id: &str, text: &str) -> Result<Self, String> {
        let Text { business, name, people, rules, ledger } =
            toml::from_str(text).map_err(|error| error.to_string())?;
        let kind = BusinessKind::ALL.into_iter().find(|kind| kind.name() == business);
        let business = kind.ok_or_else(|| format!("`{business}` is no kind of business"))?;
        if let Some(row) = ledger.rows.iter().find(|row| row.len() != ledger.columns.len()) {
            let (cells, columns) = (row.len(), ledger.columns.len());
            return Err(format!("a row has {cells} cells where there are {columns} columns"));
        }
        Ok(Self { id: id.to_owned(), name, business, people, rules, ledger })
    }

    /// Returns the templates in the program, by name.
    pub fn all() -> &'static [Self] {
        &ALL
    }

    /// Returns whether it is one of the owner's own.
    pub fn is_own(&self) -> bool {
        !ALL.contains(self)
    }

    /// Returns the template for a kind of business: one of the owner's own, the first by that name or else for that kind,
    /// or else ours.
    pub fn of(business: BusinessKind, own: &[Self]) -> Option<&Self> {
        let goes_by_its_name = |template: &&Self| template.id == business.name();
        let own_name = own.iter().find(goes_by_its_name);
        let own_kind = || own.iter().find(|template| template.business == business);
        own_name.or_else(own_kind).or_else(|| ALL.iter().find(goes_by_its_name))
    }

    /// Lays out a ledger to start with: one table with a few rows as an example, and empty rows below them.
    pub fn starter(&self, lang: Lang) -> Report<'static> {
        let Starter { sheet, columns, rows } = &self.ledger;
        let mut cells = Vec::new();
        for (column, it) in (0u32..).zip(columns) {
            let content = Content::from(it.header.text(lang));
            cells.push(ReportCell { row: 0, column, content, role: Role::Header });
        }
        for (row, values) in (1u32..).zip(rows) {
            for ((column, it), value) in (0u32..).zip(columns).zip(values) {
                cells.push(ReportCell {
                    row,
                    column,
                    content: content(value, it.kind),
                    role: role(it.kind),
                });
            }
        }
        let n_rows = u32::try_from(rows.len()).unwrap_or(0);
        for row in n_rows + 1..=n_rows + EMPTY_ROWS {
            for (column, it) in (0u32..).zip(columns) {
                cells.push(ReportCell {
                    row,
                    column,
                    content: Content::Blank,
                    role: role(it.kind),
                });
            }
        }
        let right = u32::try_from(columns.len().max(1) - 1).unwrap_or(0);
        let headers = columns.iter().map(|column| column.header.text(lang).to_owned());
        let name = sheet.text(lang).to_owned();
        let table = ReportTable {
            name: name.clone(),
            area: Area { top: 0, left: 0, bottom: n_rows + EMPTY_ROWS, right },
            columns: headers.collect(),
        };
        let sheet = ReportSheet {
            key: "",
            name,
            cells,
            widths: (0..=right).map(|column| (column, 22.0)).collect(),
            tables: vec![table],
            frozen_rows: 1,
            ..ReportSheet::default()
        };
        Report { sheets: vec![sheet] }
    }
}

fn role(kind: ColumnKind) -> Role {
    match kind {
        ColumnKind::Date => Role::Date,
        ColumnKind::Text => Role::Text,
        ColumnKind::Number => Role::Count,
        ColumnKind::Money => Role::MoneyExact,
    }
}

fn content(value: &toml::Value, kind: ColumnKind) -> Content {
    let number = value.as_float().or_else(|| {
        let whole = value.as_integer().and_then(|whole| i32::try_from(whole).ok());
        whole.map(f64::from)
    });
    match (value.as_str(), number) {
        (Some(""), _) => Content::Blank,
        (Some(text), _) if kind == ColumnKind::Date => {
            text.parse().map_or_else(|_| text.into(), Content::Date)
        }
        (Some(text), _) => text.into(),
        (None, number) => number.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offers::rule_ids;

    #[test]
    fn every_template_in_the_program_can_be_read_and_names_rules_that_are_there() {
        for (id, text) in EMBEDDED {
            let template =
                Template::parse(id, text).unwrap_or_else(|error| panic!("{id}: {error}"));
            for rule in &template.rules {
                assert!(rule_ids().any(|known| known == rule), "{id}: {rule} is no rule");
            }
        }
        assert_eq!(Template::all().len(), EMBEDDED.len());
    }

    #[test]
    fn every_rule_fits_some_kind_of_business() {
        let fits =
            |rule: &str| Template::all().iter().any(|it| it.rules.iter().any(|id| id == rule));
        for rule in rule_ids() {
            assert!(fits(rule), "{rule}");
        }
    }

    #[test]
    fn a_template_of_the_owner_goes_before_ours() {
        let (id, text) = EMBEDDED.iter().find(|(id, _)| *id == "service").unwrap();
        let own = |id: &str| Template::parse(id, text).unwrap();
        let chosen = |own: &[Template], business| Template::of(business, own).unwrap().id.clone();
        assert_eq!(chosen(&[own("kapsalon")], BusinessKind::Service), "kapsalon");
        assert_eq!(chosen(&[own("kapsalon"), own(id)], BusinessKind::Service), "service");
        assert_eq!(chosen(&[own("kapsalon")], BusinessKind::Webshop), "webshop");
    }

    #[test]
    fn a_template_that_cannot_be_understood_says_what_is_wrong() {
        let good = EMBEDDED[0].1;
        let wrong = good.replace("business = \"", "business = \"x");
        assert!(Template::parse("x", &wrong).unwrap_err().contains("is no kind of business"));
        assert!(Template::parse("x", "rules = 3").is_err());
    }
}
