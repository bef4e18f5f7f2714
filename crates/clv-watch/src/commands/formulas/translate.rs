//! Writing a formula in the other notation.

use crate::Done;
use crate::cli::Language;
use crate::error::Fatal;
use crate::notices::Terminal;
use clv_core::formulas::{self, Registry, dialect};
use clv_core::words::Lang;
use clv_formula::{Limits, Names, parse};
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Debug, Serialize)]
struct Translated {
    from: &'static str,
    to: &'static str,
    formula: String,
}

/// Translates functions, separators and the names that are known; other names stay as they are.
pub(super) fn translate(
    formula: &str,
    to: Language,
    from: Option<Language>,
    terminal: &Terminal,
) -> Result<Done, Fatal> {
    let to = dialect(Lang::from(to));
    let from = from.map_or(to.other(), |from| dialect(Lang::from(from)));
    let registry =
        Registry::new(formulas::built_in(false), &formulas::variables(), &BTreeSet::new());
    let read = parse(formula, from, &Names::any(), &Limits::default());
    let read = match read {
        Ok(read) => read,
        Err(error) => {
            terminal.say(&error.to_string())?;
            return Ok(Done::NotAll);
        }
    };
    let lang = match to {
        clv_formula::Dialect::Nl => Lang::Nl,
        clv_formula::Dialect::En => Lang::En,
    };
    let rename = |name: &str| {
        let known = registry.names.variable(name);
        known.map_or_else(|| name.to_owned(), |known| registry.name(&known, lang))
    };
    let formula = format!("={}", read.to_text_with(to, &rename));
    if terminal.is_json() {
        terminal.print(&Translated { from: from.name(), to: to.name(), formula })?;
    } else {
        terminal.say(&formula)?;
    }
    Ok(Done::All)
}
