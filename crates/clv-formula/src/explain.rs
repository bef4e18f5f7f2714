//! Showing step by step how a formula comes to its value: `75 × 4 × 5 × 0,35 = 525`.

use crate::column::{Column, Input};
use crate::dialect::{Dialect, Style};
use crate::eval::Evaluation;
use crate::expr::{Call, Expr, Let, Operator};
use crate::formula::Formula;
use crate::limits::Limits;
use crate::print::{Notation, Printer};
use crate::value::Value;

/// The most steps that are shown.
const MOST_STEPS: usize = 12;

/// How a formula comes to its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The formula with the values filled in, then with its innermost functions worked out, and so on.
    pub steps: Vec<String>,
    /// The value.
    pub result: Value,
}

impl Trace {
    /// Returns all steps and the result as one line in the notation of a dialect.
    pub fn line(&self, dialect: Dialect) -> String {
        let mut line = self.steps.join(" = ");
        let result = self.result.shown(dialect);
        if self.steps.last() != Some(&result) {
            line.push_str(" = ");
            line.push_str(&result);
        }
        line
    }
}

/// Explains the value of a formula; `values` and `columns` stand in the order of its variables and columns.
pub fn trace(formula: &Formula, values: &[Value], columns: &[&Column], dialect: Dialect) -> Trace {
    let inputs = || values.iter().cloned().map(Input::Same).collect();
    let evaluate = |formula: &Formula| {
        Evaluation::new(formula, inputs(), columns.to_vec(), Limits::default()).at(0)
    };
    let result = evaluate(formula);
    let mut rest = formula.clone();
    let mut steps: Vec<String> = Vec::new();
    while steps.len() < MOST_STEPS {
        let mut notation = Filled { formula: &rest, values, dialect };
        let step = Printer::new(&mut notation).print(&rest.expr);
        if steps.last() != Some(&step) {
            steps.push(step);
        }
        let reduced = reduce(&rest.expr, &|part| {
            evaluate(&Formula { expr: part.clone(), ..formula.clone() })
        });
        match reduced {
            Some(expr) => rest.expr = expr,
            None => break,
        }
    }
    Trace { steps, result }
}

/// Works out the innermost calls; nothing if there are none.
fn reduce(expr: &Expr, evaluate: &dyn Fn(&Expr) -> Value) -> Option<Expr> {
    match expr {
        Expr::Unary(operator, inner) => {
            Some(Expr::Unary(*operator, Box::new(reduce(inner, evaluate)?)))
        }
        Expr::Binary(binary) => {
            let (left, right) = (reduce(&binary.left, evaluate), reduce(&binary.right, evaluate));
            if left.is_none() && right.is_none() {
                return None;
            }
            let left = left.unwrap_or_else(|| binary.left.clone());
            let right = right.unwrap_or_else(|| binary.right.clone());
            Some(Expr::binary(binary.operator, left, right))
        }
        Expr::Call(call) => {
            let reduced: Vec<Option<Expr>> =
                call.arguments.iter().map(|argument| reduce(argument, evaluate)).collect();
            if reduced.iter().all(Option::is_none) {
                return Some(worked_out(expr, evaluate));
            }
            let arguments = reduced
                .into_iter()
                .zip(&call.arguments)
                .map(|(reduced, argument)| reduced.unwrap_or_else(|| argument.clone()))
                .collect();
            Some(Expr::call(call.function, arguments, None))
        }
        Expr::Let(_) => Some(worked_out(expr, evaluate)),
        _ => None,
    }
}

fn worked_out(expr: &Expr, evaluate: &dyn Fn(&Expr) -> Value) -> Expr {
    Expr::literal(&evaluate(&without_keeping(expr.clone())))
}

/// Forgets which results could be kept, as the places of the whole formula do not hold for a part.
fn without_keeping(expr: Expr) -> Expr {
    match expr {
        Expr::Call(mut call) => {
            call.keep = None;
            call.arguments = call.arguments.into_iter().map(without_keeping).collect();
            Expr::Call(call)
        }
        Expr::Binary(binary) => {
            let (left, right) = (without_keeping(binary.left), without_keeping(binary.right));
            Expr::binary(binary.operator, left, right)
        }
        Expr::Unary(operator, inner) => Expr::Unary(operator, Box::new(without_keeping(*inner))),
        Expr::Let(binding) => {
            let Let { names, values, result, first } = *binding;
            let values = values.into_iter().map(without_keeping).collect();
            Expr::Let(Box::new(Let { names, values, result: without_keeping(result), first }))
        }
        other => other,
    }
}

/// The notation of a dialect with values in the place of variables.
struct Filled<'a> {
    formula: &'a Formula,
    values: &'a [Value],
    dialect: Dialect,
}

impl Notation for Filled<'_> {
    fn style(&self) -> Style {
        self.dialect.style()
    }

    fn dialect(&self) -> Dialect {
        self.dialect
    }

    fn function(&mut self, call: &Call) -> String {
        match self.dialect {
            Dialect::Nl => call.function.nl().to_owned(),
            Dialect::En => call.function.en().to_owned(),
        }
    }

    fn let_name(&mut self) -> String {
        "LET".to_owned()
    }

    fn variable(&mut self, at: u32) -> String {
        match self.values.get(at as usize) {
            None | Some(Value::Blank) => "0".to_owned(),
            Some(Value::Text(text)) => format!("\"{text}\""),
            Some(Value::Number(number)) if *number < 0.0 => {
                format!("({})", Value::Number(*number).shown(self.dialect))
            }
            Some(value) => value.shown(self.dialect),
        }
    }

    fn column(&mut self, at: u32) -> String {
        let (table, column) = &self.formula.columns[at as usize];
        format!("{table}[{column}]")
    }

    fn number(&self, number: f64) -> String {
        Value::Number(number).shown(self.dialect)
    }

    fn operator(&self, operator: Operator) -> String {
        match operator {
            Operator::Multiply => " × ".to_owned(),
            Operator::Divide => " ÷ ".to_owned(),
            Operator::Power => "^".to_owned(),
            other => format!(" {} ", other.text()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::parse;
    use crate::names::Names;

    #[track_caller]
    fn check(text: &str, values: &[f64], line: &str) {
        let formula = parse(text, Dialect::Nl, &Names::any(), &Limits::default()).unwrap();
        let values: Vec<Value> = values.iter().copied().map(Value::Number).collect();
        assert_eq!(trace(&formula, &values, &[], Dialect::Nl).line(Dialect::Nl), line);
    }

    #[test]
    fn the_values_are_filled_in() {
        check("=aov*freq*jaren*marge", &[75.0, 4.0, 5.0, 0.35], "75 × 4 × 5 × 0,35 = 525");
    }

    #[test]
    fn functions_are_worked_out_from_the_inside() {
        check(
            "=ALS.FOUT(1/churn;horizon)*AFRONDEN(MIN(a;2,5);0)",
            &[0.25, 5.0, 3.0],
            "ALS.FOUT(1 ÷ 0,25;5) × AFRONDEN(MIN(3;2,5);0) = 4 × AFRONDEN(2,5;0) = 4 × 3 = 12",
        );
    }
}
