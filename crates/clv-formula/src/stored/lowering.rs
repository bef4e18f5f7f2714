//! Newer functions in the words of older versions of Excel, by what they mean.

use super::NotLive;
use crate::catalog::{Catalog, Version};
use crate::expr::{Call, Expr, Let, Operator};
use crate::value::ErrorValue;

/// The most parts that a formula may grow to when newer functions are put in older words.
const MOST_PARTS: usize = 4_096;

/// Puts newer functions in older words.
pub(super) struct Lowering {
    version: Version,
    /// How many more parts may be made.
    parts: usize,
    /// What the names of LET stand for.
    locals: Vec<Expr>,
}

impl Lowering {
    /// Prepares for a version of Excel.
    pub(super) fn new(version: Version) -> Self {
        Self { version, parts: MOST_PARTS, locals: Vec::new() }
    }

    fn take_parts(&mut self, parts: usize) -> Result<(), NotLive> {
        self.parts = self.parts.checked_sub(parts).ok_or(NotLive::TooLong)?;
        Ok(())
    }

    /// Copies a part, which costs as much as it is large.
    fn copy(&mut self, expr: &Expr) -> Result<Expr, NotLive> {
        self.take_parts(size(expr))?;
        Ok(expr.clone())
    }

    pub(super) fn lower(&mut self, expr: &Expr) -> Result<Expr, NotLive> {
        self.take_parts(1)?;
        match expr {
            Expr::Unary(operator, inner) => {
                Ok(Expr::Unary(*operator, Box::new(self.lower(inner)?)))
            }
            Expr::Binary(binary) => {
                let left = self.lower(&binary.left)?;
                let right = self.lower(&binary.right)?;
                Ok(Expr::binary(binary.operator, left, right))
            }
            Expr::Call(call) => {
                let arguments: Result<Vec<Expr>, NotLive> =
                    call.arguments.iter().map(|argument| self.lower(argument)).collect();
                if call.function.first_version() <= self.version {
                    return Ok(Expr::call(call.function, arguments?, None));
                }
                self.older_words(call, &arguments?)
            }
            Expr::Let(binding) => self.substituted(binding),
            Expr::Local(at) => match self.locals.get(*at as usize).cloned() {
                Some(value) => self.copy(&value),
                None => Ok(expr.clone()),
            },
            other => Ok(other.clone()),
        }
    }

    fn substituted(&mut self, binding: &Let) -> Result<Expr, NotLive> {
        if self.version >= Version::V2021 {
            let values: Result<Vec<Expr>, NotLive> =
                binding.values.iter().map(|value| self.lower(value)).collect();
            let result = self.lower(&binding.result)?;
            let (names, first) = (binding.names.clone(), binding.first);
            return Ok(Expr::Let(Box::new(Let { names, values: values?, result, first })));
        }
        let first = binding.first as usize;
        self.locals.truncate(first);
        for value in &binding.values {
            let value = self.lower(value)?;
            self.locals.push(value);
        }
        let result = self.lower(&binding.result)?;
        self.locals.truncate(first);
        Ok(result)
    }

    fn older_words(&mut self, call: &Call, arguments: &[Expr]) -> Result<Expr, NotLive> {
        let needs_newer = || NotLive::NeedsNewer {
            function: call.function.en(),
            version: call.function.first_version(),
        };
        match (call.function.en(), arguments) {
            ("IFS", pairs) if pairs.len().is_multiple_of(2) => {
                let none = Expr::Error(ErrorValue::NotAvailable);
                Ok(pairs.chunks(2).rev().fold(none, |rest, pair| {
                    function("IF", vec![pair[0].clone(), pair[1].clone(), rest])
                }))
            }
            ("SWITCH", [subject, cases @ ..]) => self.nested_if(subject, cases),
            ("IFNA", [value, instead]) => {
                let test = function("ISNA", vec![self.copy(value)?]);
                Ok(function("IF", vec![test, instead.clone(), value.clone()]))
            }
            ("XLOOKUP", [sought, keys, results, rest @ ..])
                if matches!(rest, [] | [_] | [_, Expr::Omitted]) =>
            {
                let place = vec![sought.clone(), keys.clone(), Expr::Number(0.0)];
                let place = function("MATCH", place);
                let found = function("INDEX", vec![results.clone(), place.clone()]);
                match rest.first() {
                    None | Some(Expr::Omitted) => Ok(found),
                    Some(instead) => {
                        let test = function("ISNA", vec![self.copy(&place)?]);
                        Ok(function("IF", vec![test, instead.clone(), found]))
                    }
                }
            }
            ("CONCAT", [first, rest @ ..]) if !arguments.iter().any(Expr::is_wide) => {
                let start = Expr::binary(Operator::Join, first.clone(), Expr::Text("".into()));
                let start = if rest.is_empty() { start } else { first.clone() };
                Ok(rest
                    .iter()
                    .fold(start, |text, part| Expr::binary(Operator::Join, text, part.clone())))
            }
            ("DAYS", [end, start]) => {
                let whole = |day: &Expr| function("INT", vec![day.clone()]);
                Ok(Expr::binary(Operator::Subtract, whole(end), whole(start)))
            }
            ("ISOWEEKNUM", [day]) => self.iso_week(day),
            ("XOR", [a, b]) => {
                let not = |condition: &Expr| function("NOT", vec![condition.clone()]);
                Ok(Expr::binary(Operator::NotEqual, not(a), not(b)))
            }
            ("RRI", [periods, present, future]) => {
                let ratio = Expr::binary(Operator::Divide, future.clone(), present.clone());
                let share = Expr::binary(Operator::Divide, Expr::Number(1.0), periods.clone());
                let grown = Expr::binary(Operator::Power, ratio, share);
                Ok(Expr::binary(Operator::Subtract, grown, Expr::Number(1.0)))
            }
            _ => Err(needs_newer()),
        }
    }

    fn nested_if(&mut self, subject: &Expr, cases: &[Expr]) -> Result<Expr, NotLive> {
        let (pairs, default) = match cases.split_last() {
            Some((default, pairs)) if cases.len() % 2 == 1 => (pairs, default.clone()),
            _ => (cases, Expr::Error(ErrorValue::NotAvailable)),
        };
        let mut rest = default;
        for pair in pairs.chunks(2).rev() {
            let subject = self.copy(subject)?;
            let test = Expr::binary(Operator::Equal, subject, pair[0].clone());
            rest = function("IF", vec![test, pair[1].clone(), rest]);
        }
        Ok(rest)
    }

    /// Counts the weeks since the third of January before the Thursday of the week.
    fn iso_week(&mut self, day: &Expr) -> Result<Expr, NotLive> {
        self.take_parts(5 * size(day))?;
        let number = Expr::Number;
        let less = |a: Expr, b: Expr| Expr::binary(Operator::Subtract, a, b);
        let plus = |a: Expr, b: Expr| Expr::binary(Operator::Add, a, b);
        let weekday = |day: Expr| function("WEEKDAY", vec![day]);
        let thursday =
            plus(less(day.clone(), weekday(less(day.clone(), number(1.0)))), number(4.0));
        let third =
            function("DATE", vec![function("YEAR", vec![thursday]), number(1.0), number(3.0)]);
        let days = plus(plus(less(day.clone(), third.clone()), weekday(third)), number(5.0));
        Ok(function("INT", vec![Expr::binary(Operator::Divide, days, number(7.0))]))
    }
}

/// Makes a call of a function of the catalog.
fn function(name: &str, arguments: Vec<Expr>) -> Expr {
    match Catalog::get().find(name) {
        Some(function) => Expr::call(function, arguments, None),
        None => Expr::Error(ErrorValue::Name),
    }
}

fn size(expr: &Expr) -> usize {
    1 + expr.children().map(size).sum::<usize>()
}
