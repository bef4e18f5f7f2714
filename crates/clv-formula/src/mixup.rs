//! Telling which notation was mixed up with which when a formula cannot be read.

use crate::dialect::{Dialect, Style};
use crate::error::{FormulaError, Mixup, Problem, Span};
use crate::formula::Formula;
use crate::limits::Limits;
use crate::names::Names;
use crate::parser;

/// The notations that people mix up, the plain ones first.
const STYLES: [Style; 6] = [
    Style { decimal: '.', separator: ',', array_column: ',' },
    Style { decimal: ',', separator: ';', array_column: '\\' },
    Style { decimal: '.', separator: ';', array_column: ',' },
    Style { decimal: '.', separator: ';', array_column: '\\' },
    Style { decimal: ',', separator: ';', array_column: '.' },
    Style { decimal: '.', separator: ',', array_column: '\\' },
];

/// Replaces the error by one about the notation if the formula reads well in another notation.
pub(crate) fn explain(
    text: &str,
    dialect: Dialect,
    names: &Names,
    limits: &Limits,
    error: FormulaError,
) -> FormulaError {
    if matches!(
        error.problem,
        Problem::Empty
            | Problem::TooLong { .. }
            | Problem::TooManyParts { .. }
            | Problem::TooDeep { .. }
    ) {
        return error;
    }
    let own = dialect.style();
    for style in STYLES.into_iter().filter(|style| *style != own) {
        if let Ok(formula) = parser::parse(text, dialect, style, names, limits) {
            return mixed_up(text, dialect, style, &formula);
        }
    }
    if let Some((at, formula)) = with_one_decimal_comma(text, dialect, names, limits) {
        let span = Span { start: at, end: at + 1 };
        return about(span, Mixup::Decimal, ',', dialect, &formula);
    }
    error
}

fn mixed_up(text: &str, dialect: Dialect, style: Style, formula: &Formula) -> FormulaError {
    let own = dialect.style();
    let decimal = (style.decimal != own.decimal)
        .then(|| position(text, |before, c, after| c == style.decimal && is_decimal(before, after)))
        .flatten();
    let separator = (style.separator != own.separator)
        .then(|| {
            position(text, |before, c, after| {
                c == style.separator && !(c == style.decimal && is_decimal(before, after))
            })
        })
        .flatten();
    let column = || position(text, |_, c, _| c == style.array_column);
    let (kind, at, found) = match (decimal, separator) {
        (Some(at), Some(other)) => {
            (Mixup::Both, at.min(other), if at < other { style.decimal } else { style.separator })
        }
        (Some(at), None) => (Mixup::Decimal, at, style.decimal),
        (None, Some(at)) => (Mixup::Separator, at, style.separator),
        (None, None) => (Mixup::ArrayColumn, column().unwrap_or(0), style.array_column),
    };
    about(Span { start: at, end: at + 1 }, kind, found, dialect, formula)
}

fn about(
    span: Span,
    kind: Mixup,
    found: char,
    dialect: Dialect,
    formula: &Formula,
) -> FormulaError {
    let problem = Problem::Mixup { kind, found: found.to_string(), dialect };
    let corrected = Some(format!("={}", formula.to_text(dialect)));
    FormulaError { span, problem, suggestion: None, corrected }
}

fn is_decimal(before: Option<char>, after: Option<char>) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    digit(before) && digit(after)
}

/// Returns the place of the first character outside texts that is such.
fn position(text: &str, is: impl Fn(Option<char>, char, Option<char>) -> bool) -> Option<usize> {
    let characters: Vec<char> = text.chars().collect();
    let mut in_text = false;
    for (at, &c) in characters.iter().enumerate() {
        in_text ^= c == '"';
        let before = at.checked_sub(1).map(|at| characters[at]);
        if !in_text && is(before, c, characters.get(at + 1).copied()) {
            return Some(at);
        }
    }
    None
}

/// Tries each comma between two digits as a decimal comma, then all of them: `IF(p<0,3,0,1)` in English.
fn with_one_decimal_comma(
    text: &str,
    dialect: Dialect,
    names: &Names,
    limits: &Limits,
) -> Option<(usize, Formula)> {
    const MOST: usize = 8;
    if dialect != Dialect::En {
        return None;
    }
    let characters: Vec<char> = text.chars().collect();
    let commas: Vec<usize> = (1..characters.len().saturating_sub(1))
        .filter(|&at| {
            characters[at] == ',' && is_decimal(Some(characters[at - 1]), Some(characters[at + 1]))
        })
        .take(MOST)
        .collect();
    let singles = commas.iter().map(|&at| vec![at]);
    singles.chain([commas.clone()]).filter(|commas| !commas.is_empty()).find_map(|commas| {
        let mut changed = characters.clone();
        for &at in &commas {
            changed[at] = '.';
        }
        let changed: String = changed.into_iter().collect();
        let formula = parser::parse(&changed, dialect, dialect.style(), names, limits).ok()?;
        Some((commas[0], formula))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::parse;

    #[track_caller]
    fn check(text: &str, dialect: Dialect, kind: Mixup, character: usize, corrected: &str) {
        let names = Names::new(["p", "aov", "n"]);
        let error = parse(text, dialect, &names, &Limits::default()).unwrap_err();
        assert_eq!(
            error.problem.code(),
            Problem::Mixup { kind, found: String::new(), dialect }.code(),
            "{error}"
        );
        assert_eq!((error.character(), error.corrected.as_deref()), (character, Some(corrected)));
    }

    #[test]
    fn a_decimal_point_in_a_dutch_formula_is_named() {
        check("=ALS(p<0.3;0;1)", Dialect::Nl, Mixup::Decimal, 9, "=ALS(p<0,3;0;1)");
        check("=aov*1.5", Dialect::Nl, Mixup::Decimal, 7, "=aov*1,5");
    }

    #[test]
    fn a_decimal_comma_in_an_english_formula_is_named() {
        check("=IF(p<0,3,0,1)", Dialect::En, Mixup::Decimal, 8, "=IF(p<0.3,0,1)");
        check("=aov*1,5", Dialect::En, Mixup::Decimal, 7, "=aov*1.5");
    }

    #[test]
    fn separators_of_the_other_notation_are_named() {
        check("=ALS(p>1, n, 3)", Dialect::Nl, Mixup::Separator, 9, "=ALS(p>1;n;3)");
        check("=IF(p>1;n;3)", Dialect::En, Mixup::Separator, 8, "=IF(p>1,n,3)");
        check("=ALS(p<0.3,n,1)", Dialect::Nl, Mixup::Both, 9, "=ALS(p<0,3;n;1)");
        check("=SUM({1\\2})", Dialect::En, Mixup::ArrayColumn, 8, "=SUM({1,2})");
    }
}
