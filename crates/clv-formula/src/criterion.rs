//! Criteria as COUNTIF takes them: `>5`, `<>`, `V*`.

use crate::arithmetic::nearly_equal;
use crate::coerce::{compare_texts, number_from_text};
use crate::expr::Operator;
use crate::operate::holds;
use crate::value::{ErrorValue, Value};
use std::cmp::Ordering;

/// A criterion that was read once: a comparison with a number or with a text that may hold `*` and `?`.
pub(crate) struct Criterion {
    /// How a cell must compare with the operand; a comparison.
    pub(crate) relation: Operator,
    pub(crate) operand: Value,
    pattern: Option<Vec<char>>,
}

/// How a criterion may begin, longer signs first.
const RELATIONS: [Operator; 6] = [
    Operator::NotEqual,
    Operator::LessOrEqual,
    Operator::GreaterOrEqual,
    Operator::Less,
    Operator::Greater,
    Operator::Equal,
];

impl Criterion {
    /// Reads what was given as criterion.
    pub(crate) fn read(value: &Value) -> Self {
        let Some(text) = value.as_text() else {
            let operand = if *value == Value::Blank { Value::Number(0.0) } else { value.clone() };
            return Self { relation: Operator::Equal, operand, pattern: None };
        };
        let found = RELATIONS
            .iter()
            .find_map(|relation| Some((*relation, text.strip_prefix(relation.text())?)));
        let (relation, rest) = found.unwrap_or((Operator::Equal, text));
        let operand = match (number_from_text(rest), rest.to_uppercase().as_str()) {
            (Some(number), _) => Value::Number(number),
            (None, "TRUE" | "WAAR") => Value::Logical(true),
            (None, "FALSE" | "ONWAAR") => Value::Logical(false),
            (None, _) => match ErrorValue::from_text(rest) {
                Some(error) => Value::Error(error),
                None if rest.is_empty() && found.is_some() => Value::Blank,
                None => Value::text(rest),
            },
        };
        let is_pattern = matches!(relation, Operator::Equal | Operator::NotEqual)
            && operand.as_text().is_some_and(|text| text.contains(['*', '?', '~']));
        let pattern = is_pattern.then(|| rest.chars().flat_map(char::to_lowercase).collect());
        Self { relation, operand, pattern }
    }

    /// Returns whether it has an operand that equal cells share, rather than a pattern.
    pub(crate) fn is_plain(&self) -> bool {
        self.pattern.is_none()
    }

    /// Returns whether it asks for numbers on one side of a number.
    pub(crate) fn is_bound(&self) -> bool {
        !matches!(self.relation, Operator::Equal | Operator::NotEqual)
            && matches!(self.operand, Value::Number(_))
    }

    /// Returns a text that no other criterion has.
    pub(crate) fn key(&self) -> String {
        format!("{:?} {:?}", self.relation, self.operand)
    }

    pub(crate) fn is_met(&self, cell: &Value) -> bool {
        let equal = match (&self.operand, cell) {
            (Value::Blank, cell) => *cell == Value::Blank,
            (Value::Number(number), Value::Number(cell)) => nearly_equal(*number, *cell),
            (Value::Number(number), Value::Text(cell)) => number_from_text(cell) == Some(*number),
            (Value::Text(text), Value::Blank) => text.is_empty(),
            (Value::Text(text), Value::Text(cell)) => match &self.pattern {
                Some(pattern) => wildcard_match(pattern, cell),
                None => compare_texts(text, cell) == Ordering::Equal,
            },
            (operand, cell) => operand == cell,
        };
        let order = match (&self.operand, cell) {
            (Value::Number(number), Value::Number(cell)) if !equal => cell.partial_cmp(number),
            (Value::Text(text), Value::Text(cell)) if !equal => Some(compare_texts(cell, text)),
            _ if equal => Some(Ordering::Equal),
            _ => None,
        };
        match self.relation {
            // A pattern is met by texts that are not the same as it.
            Operator::Equal => equal,
            Operator::NotEqual => !equal,
            relation => order.is_some_and(|order| holds(relation, order)),
        }
    }
}

/// Matches a lower-case pattern in which `?` is any character, `*` any characters and `~` takes the next as it is.
pub(crate) fn wildcard_match(pattern: &[char], text: &str) -> bool {
    let text: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    let (mut p, mut t) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while t < text.len() {
        let literal = pattern.get(p) == Some(&'~') && p + 1 < pattern.len();
        let expected = if literal { pattern.get(p + 1) } else { pattern.get(p) };
        if !literal && expected == Some(&'*') {
            retry = Some((p + 1, t));
            p += 1;
        } else if expected == Some(&text[t]) || (!literal && expected == Some(&'?')) {
            p += if literal { 2 } else { 1 };
            t += 1;
        } else if let Some((after, from)) = retry {
            retry = Some((after, from + 1));
            (p, t) = (after, from + 1);
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|&c| c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(criterion: &str, met: &[bool]) {
        let cells = [
            Value::Number(5.0),
            Value::text("Vast"),
            Value::Blank,
            Value::text("5"),
            Value::text("v?"),
        ];
        let criterion = Criterion::read(&Value::text(criterion));
        assert_eq!(cells.map(|cell| criterion.is_met(&cell)), met);
    }

    #[test]
    fn criteria_are_read_as_excel_reads_them() {
        check("5", &[true, false, false, true, false]);
        check(">4", &[true, false, false, false, false]);
        check("<>5", &[false, true, true, false, true]);
        check("v*", &[false, true, false, false, true]);
        check("v~?", &[false, false, false, false, true]);
        check("=", &[false, false, true, false, false]);
        check("<>", &[true, true, false, true, true]);
        check("VAST", &[false, true, false, false, false]);
    }
}
