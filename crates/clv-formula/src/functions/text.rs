//! Working with texts.

use super::text_format::format_number;
use super::{cells, number, number_or};
use crate::arithmetic::{at_decimals, round, to_usize, trunc};
use crate::catalog::Body::{Scalar, Whole};
use crate::catalog::{Function, MANY, Outcome, Version};
use crate::coerce;
use crate::criterion::wildcard_match;
use crate::eval::Evaluation;
use crate::expr::Expr;
use crate::value::{ErrorValue, Value};
use std::sync::Arc;

/// The longest text of a cell.
const LONGEST: usize = 32_767;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "LEN",
        "LENGTE",
        1,
        1,
        Scalar(|v| Ok(Value::Number(coerce::text(&v[0])?.chars().count() as f64))),
    ),
    Function::new("LEFT", "LINKS", 1, 2, Scalar(left)),
    Function::new("RIGHT", "RECHTS", 1, 2, Scalar(right)),
    Function::new("MID", "DEEL", 3, 3, Scalar(middle)),
    Function::new(
        "UPPER",
        "HOOFDLETTERS",
        1,
        1,
        Scalar(|v| limited(&coerce::text(&v[0])?.to_uppercase())),
    ),
    Function::new(
        "LOWER",
        "KLEINE.LETTERS",
        1,
        1,
        Scalar(|v| limited(&coerce::text(&v[0])?.to_lowercase())),
    ),
    Function::new("PROPER", "BEGINLETTERS", 1, 1, Scalar(capitalized)),
    Function::new("TRIM", "SPATIES.WISSEN", 1, 1, Scalar(trimmed)),
    Function::new(
        "CLEAN",
        "WISSEN.CONTROL",
        1,
        1,
        Scalar(|v| limited(&coerce::text(&v[0])?.replace(|c: char| c < ' ', ""))),
    ),
    Function::new("SUBSTITUTE", "SUBSTITUEREN", 3, 4, Scalar(substitute)),
    Function::new("REPLACE", "VERVANGEN", 4, 4, Scalar(replace)),
    Function::new("FIND", "VIND.ALLES", 2, 3, Scalar(find)),
    Function::new("SEARCH", "VIND.SPEC", 2, 3, Scalar(search)),
    Function::new("REPT", "HERHALING", 2, 2, Scalar(repeat)),
    Function::new(
        "EXACT",
        "GELIJK",
        2,
        2,
        Scalar(|v| Ok(Value::Logical(coerce::text(&v[0])? == coerce::text(&v[1])?))),
    ),
    Function::new("CONCATENATE", "TEKST.SAMENVOEGEN", 1, MANY, Scalar(|v| joined(v, ""))),
    Function::new("CONCAT", "TEKST.SAMENV", 1, MANY, Whole(concat)).since(Version::V2019),
    Function::new("TEXTJOIN", "TEKST.COMBINEREN", 3, MANY, Whole(join)).since(Version::V2019),
    Function::new("TEXT", "TEKST", 2, 2, Scalar(|v| format_number(&v[0], &coerce::text(&v[1])?))),
    Function::new("VALUE", "WAARDE", 1, 1, Scalar(as_value)),
    Function::new("FIXED", "VAST", 1, 3, Scalar(fixed)),
    Function::new("CHAR", "TEKEN", 1, 1, Scalar(character)),
    Function::new("CODE", "CODE", 1, 1, Scalar(code)),
];

fn limited(text: &str) -> Outcome {
    if text.len() > LONGEST && text.chars().count() > LONGEST {
        return Err(ErrorValue::Value);
    }
    Ok(Value::text(text))
}

/// Returns an argument as a count of characters; a negative one is `#VALUE!`.
fn count(values: &[Value], at: usize, default: f64) -> Result<usize, ErrorValue> {
    let count = if at < values.len() { number(values, at)? } else { default };
    if count < 0.0 { Err(ErrorValue::Value) } else { Ok(to_usize(count)) }
}

fn left(values: &[Value]) -> Outcome {
    let (text, n) = (coerce::text(&values[0])?, count(values, 1, 1.0)?);
    Ok(Value::Text(text.chars().take(n).collect::<String>().into()))
}

fn right(values: &[Value]) -> Outcome {
    let (text, n) = (coerce::text(&values[0])?, count(values, 1, 1.0)?);
    let skipped = text.chars().count().saturating_sub(n);
    Ok(Value::Text(text.chars().skip(skipped).collect::<String>().into()))
}

fn middle(values: &[Value]) -> Outcome {
    let (text, start, n) =
        (coerce::text(&values[0])?, count(values, 1, 1.0)?, count(values, 2, 0.0)?);
    let skipped = start.checked_sub(1).ok_or(ErrorValue::Value)?;
    Ok(Value::Text(text.chars().skip(skipped).take(n).collect::<String>().into()))
}

fn capitalized(values: &[Value]) -> Outcome {
    let mut after_letter = false;
    let mut text = String::new();
    for c in coerce::text(&values[0])?.chars() {
        if after_letter {
            text.extend(c.to_lowercase());
        } else {
            text.extend(c.to_uppercase());
        }
        after_letter = c.is_alphabetic();
    }
    limited(&text)
}

/// Leaves out spaces before and behind, and all but one between words.
fn trimmed(values: &[Value]) -> Outcome {
    let text = coerce::text(&values[0])?;
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    limited(&words.join(" "))
}

fn substitute(values: &[Value]) -> Outcome {
    let (text, old, new) =
        (coerce::text(&values[0])?, coerce::text(&values[1])?, coerce::text(&values[2])?);
    if old.is_empty() {
        return Ok(Value::Text(text));
    }
    if text.matches(&*old).count().saturating_mul(new.len()) > 4 * LONGEST {
        return Err(ErrorValue::Value);
    }
    let Some(_) = values.get(3) else { return limited(&text.replace(&*old, &new)) };
    let which = number(values, 3)?;
    if which < 1.0 {
        return Err(ErrorValue::Value);
    }
    match text.match_indices(&*old).nth(to_usize(which) - 1) {
        None => Ok(Value::Text(text)),
        Some((at, found)) => limited(&[&text[..at], &new, &text[at + found.len()..]].concat()),
    }
}

fn replace(values: &[Value]) -> Outcome {
    let text: Vec<char> = coerce::text(&values[0])?.chars().collect();
    let (start, n) = (count(values, 1, 1.0)?, count(values, 2, 0.0)?);
    let start = start.checked_sub(1).ok_or(ErrorValue::Value)?.min(text.len());
    let end = start.saturating_add(n).min(text.len());
    let new = coerce::text(&values[3])?;
    let result: String = text[..start]
        .iter()
        .copied()
        .chain(new.chars())
        .chain(text[end..].iter().copied())
        .collect();
    limited(&result)
}

/// Returns the text to search in, and how many of its characters to skip.
fn haystack(values: &[Value]) -> Result<(Vec<char>, usize), ErrorValue> {
    let text: Vec<char> = coerce::text(&values[1])?.chars().collect();
    let skipped = count(values, 2, 1.0)?.checked_sub(1).filter(|&skipped| skipped <= text.len());
    Ok((text, skipped.ok_or(ErrorValue::Value)?))
}

fn find(values: &[Value]) -> Outcome {
    let sought: Vec<char> = coerce::text(&values[0])?.chars().collect();
    let (text, skipped) = haystack(values)?;
    let fits = |at: &usize| text[*at..].starts_with(&sought);
    let found = (skipped..=text.len()).find(fits);
    found.map(|at| Value::Number(at as f64 + 1.0)).ok_or(ErrorValue::Value)
}

/// Finds without regard to case; `?` and `*` stand for other characters.
fn search(values: &[Value]) -> Outcome {
    let sought = coerce::text(&values[0])?.to_lowercase();
    let (text, skipped) = haystack(values)?;
    let lower = |c: &char| c.to_lowercase().next().unwrap_or(*c);
    let found = if sought.contains(['*', '?', '~']) {
        let pattern: Vec<char> = sought.chars().chain(['*']).collect();
        if text.len() * pattern.len() > 4_000_000 {
            return Err(ErrorValue::Value);
        }
        (skipped..=text.len())
            .find(|&at| wildcard_match(&pattern, &text[at..].iter().collect::<String>()))
    } else {
        let sought: Vec<char> = sought.chars().collect();
        let text: Vec<char> = text.iter().map(lower).collect();
        (skipped..=text.len()).find(|&at| text[at..].starts_with(&sought))
    };
    found.map(|at| Value::Number(at as f64 + 1.0)).ok_or(ErrorValue::Value)
}

fn repeat(values: &[Value]) -> Outcome {
    let (text, n) = (coerce::text(&values[0])?, count(values, 1, 0.0)?);
    if text.chars().count().saturating_mul(n) > LONGEST {
        return Err(ErrorValue::Value);
    }
    Ok(Value::Text(Arc::from(text.repeat(n))))
}

fn joined(values: &[Value], between: &str) -> Outcome {
    let mut text = String::new();
    for (at, value) in values.iter().enumerate() {
        if at > 0 {
            text.push_str(between);
        }
        text.push_str(&coerce::text(value)?);
        if text.len() > 4 * LONGEST {
            return Err(ErrorValue::Value);
        }
    }
    limited(&text)
}

fn concat(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let mut all = Vec::new();
    for argument in arguments {
        all.extend_from_slice(cells(evaluation, argument)?.cells());
    }
    joined(&all, "")
}

fn join(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let between = evaluation.value(&arguments[0]);
    let between = coerce::text(&between)?;
    let skip_empty = evaluation.logical(&arguments[1])?;
    let mut all = Vec::new();
    for argument in &arguments[2..] {
        all.extend_from_slice(cells(evaluation, argument)?.cells());
    }
    if skip_empty {
        all.retain(|cell| !matches!(cell, Value::Blank) && cell.as_text() != Some(""));
    }
    let text = joined(&all, &between)?;
    evaluation.text(text.as_text().unwrap_or(""))
}

fn as_value(values: &[Value]) -> Outcome {
    match &values[0] {
        Value::Logical(_) => Err(ErrorValue::Value),
        value => coerce::number(value).map(Value::Number),
    }
}

fn fixed(values: &[Value]) -> Outcome {
    let decimals = trunc(number_or(values, 1, 2.0)?);
    let no_commas = values.get(2).map_or(Ok(false), coerce::logical)?;
    let rounded = at_decimals(number(values, 0)?, decimals, round);
    let zeros = "0".repeat(to_usize(decimals).min(100));
    let pattern = if no_commas { "0" } else { "#,##0" };
    let pattern = if zeros.is_empty() { pattern.to_owned() } else { format!("{pattern}.{zeros}") };
    format_number(&Value::Number(rounded), &pattern)
}

fn character(values: &[Value]) -> Outcome {
    let code = to_usize(number(values, 0)?);
    let found =
        u32::try_from(code).ok().filter(|code| (1..=255).contains(code)).and_then(char::from_u32);
    found.map(|c| Value::text(c.encode_utf8(&mut [0; 4]))).ok_or(ErrorValue::Value)
}

fn code(values: &[Value]) -> Outcome {
    let text = coerce::text(&values[0])?;
    let first = text.chars().next().ok_or(ErrorValue::Value)?;
    Ok(Value::Number(f64::from(u32::from(first))))
}
