//! From tokens to a tree: a Pratt parser (Pratt, 1973) with the precedences of Excel.

mod arrays;
mod calls;
mod references;

use crate::catalog::{Catalog, Function};
use crate::dialect::{Dialect, Style};
use crate::error::{FormulaError, Problem, Span};
use crate::expr::{Expr, Operator, Unary};
use crate::formula::Formula;
use crate::lexer::{Placed, Token, tokens};
use crate::limits::{Limits, TREE_DEPTH};
use crate::names::Names;
use std::sync::Arc;

/// Reads a formula in the characters of a style; `dialect` only chooses the language of names in errors.
pub(crate) fn parse(
    text: &str,
    dialect: Dialect,
    style: Style,
    names: &Names,
    limits: &Limits,
) -> Result<Formula, FormulaError> {
    if text.len() > limits.bytes {
        let problem = Problem::TooLong { most: limits.bytes };
        return Err(FormulaError::new(Span::default(), problem));
    }
    let place = |start: usize, end: usize| {
        let count = |to: usize| text[..to.min(text.len())].chars().count();
        Span { start: count(start), end: count(end) }
    };
    let body = text.trim_start();
    let offset = text.len() - body.len();
    let offset = offset + usize::from(body.starts_with('='));
    let cut = tokens(&text[offset..], style).map_err(|(start, end, problem)| {
        FormulaError::new(place(offset + start, offset + end), problem)
    })?;
    let mut parser = Parser {
        tokens: cut,
        at: 0,
        dialect,
        style,
        names,
        limits,
        nodes: 0,
        depth: 0,
        scope: Vec::new(),
        formula: Formula {
            expr: Expr::Omitted,
            variables: Vec::new(),
            columns: Vec::new(),
            n_kept: 0,
        },
    };
    match parser.whole() {
        Ok(expr) => Ok(Formula { expr, ..parser.formula }),
        Err(Mistake { start, end, problem, suggestion }) => Err(FormulaError {
            suggestion,
            ..FormulaError::new(place(offset + start, offset + end), problem)
        }),
    }
}

/// What went wrong where, in bytes.
struct Mistake {
    start: usize,
    end: usize,
    problem: Problem,
    suggestion: Option<String>,
}

/// A part and how deep it is.
type Part = (Expr, usize);

struct Parser<'a> {
    tokens: Vec<Placed>,
    at: usize,
    dialect: Dialect,
    style: Style,
    names: &'a Names,
    limits: &'a Limits,
    nodes: usize,
    depth: usize,
    /// The names bound by LET, the innermost last.
    scope: Vec<Arc<str>>,
    formula: Formula,
}

impl Parser<'_> {
    fn whole(&mut self) -> Result<Expr, Mistake> {
        if self.peek() == &Token::End {
            return Err(self.mistake(Problem::Empty));
        }
        let (expr, _) = self.expression(1)?;
        if self.peek() == &Token::End { Ok(expr) } else { Err(self.unexpected()) }
    }

    fn peek(&self) -> &Token {
        &self.tokens[self.at].token
    }

    /// Moves on and returns the token that was passed; the end is never passed.
    fn advance(&mut self) -> Placed {
        let token = self.tokens[self.at].clone();
        if token.token != Token::End {
            self.at += 1;
        }
        token
    }

    fn mistake(&self, problem: Problem) -> Mistake {
        Self::mistake_at(&self.tokens[self.at], problem)
    }

    fn mistake_at(token: &Placed, problem: Problem) -> Mistake {
        Mistake { start: token.start, end: token.end, problem, suggestion: None }
    }

    fn unexpected(&self) -> Mistake {
        let problem = match self.peek() {
            Token::End => Problem::Unfinished,
            Token::CellAddress(found) => Problem::CellAddress { found: found.clone() },
            token => Problem::Unexpected { found: shown(token) },
        };
        self.mistake(problem)
    }

    fn count_node(&mut self) -> Result<(), Mistake> {
        self.nodes += 1;
        if self.nodes > self.limits.nodes {
            return Err(self.mistake(Problem::TooManyParts { most: self.limits.nodes }));
        }
        Ok(())
    }

    /// Runs a step one level deeper.
    fn nested<T>(
        &mut self,
        step: impl FnOnce(&mut Self) -> Result<T, Mistake>,
    ) -> Result<T, Mistake> {
        self.depth += 1;
        if self.depth > self.limits.depth {
            return Err(self.mistake(Problem::TooDeep { most: self.limits.depth }));
        }
        let result = step(self)?;
        self.depth -= 1;
        Ok(result)
    }

    fn expression(&mut self, least: u8) -> Result<Part, Mistake> {
        let (mut left, mut depth) = self.operand()?;
        while let Token::Operator(operator) = *self.peek() {
            if operator.precedence() < least {
                break;
            }
            self.advance();
            self.count_node()?;
            let (right, right_depth) = self.expression(operator.precedence() + 1)?;
            depth = depth.max(right_depth) + 1;
            if depth > TREE_DEPTH {
                return Err(self.mistake(Problem::TooDeep { most: TREE_DEPTH }));
            }
            left = Expr::binary(operator, left, right);
        }
        Ok((left, depth))
    }

    /// Reads a value with the signs before and the percent signs behind it.
    fn operand(&mut self) -> Result<Part, Mistake> {
        let sign = match self.peek() {
            Token::Operator(Operator::Subtract) => Some(Unary::Minus),
            Token::Operator(Operator::Add) => Some(Unary::Plus),
            _ => None,
        };
        if let Some(sign) = sign {
            self.advance();
            self.count_node()?;
            let (inner, depth) = self.nested(Self::operand)?;
            return Ok((Expr::Unary(sign, Box::new(inner)), depth + 1));
        }
        let (mut value, mut depth) = self.value()?;
        while self.peek() == &Token::Percent {
            self.advance();
            self.count_node()?;
            depth += 1;
            if depth > TREE_DEPTH {
                return Err(self.mistake(Problem::TooDeep { most: TREE_DEPTH }));
            }
            value = Expr::Unary(Unary::Percent, Box::new(value));
        }
        Ok((value, depth))
    }

    fn value(&mut self) -> Result<Part, Mistake> {
        self.count_node()?;
        let expr = match self.peek() {
            Token::Number(number) => Expr::Number(*number),
            Token::Text(text) => Expr::Text(Arc::from(text.as_str())),
            Token::Error(error) => Expr::Error(*error),
            Token::Name(_) => return self.name(),
            Token::Bracketed(_) => return self.table_reference("").map(|expr| (expr, 1)),
            Token::Open => {
                let open = self.advance();
                let inner = self.nested(|parser| parser.expression(1))?;
                self.close(&open)?;
                return Ok(inner);
            }
            Token::OpenBrace => return self.array().map(|expr| (expr, 1)),
            _ => return Err(self.unexpected()),
        };
        self.advance();
        Ok((expr, 1))
    }

    fn close(&mut self, open: &Placed) -> Result<(), Mistake> {
        match self.peek() {
            Token::Close => {
                self.advance();
                Ok(())
            }
            Token::End => Err(Self::mistake_at(open, Problem::NotClosed { open: '(' })),
            _ => Err(self.unexpected()),
        }
    }

    fn name(&mut self) -> Result<Part, Mistake> {
        let placed = self.advance();
        let Token::Name(written) = &placed.token else { return Err(self.unexpected()) };
        let name = without_prefix(written);
        match self.peek() {
            Token::Open => return self.call(&placed, name),
            Token::Bracketed(_) if self.tokens[self.at].start == placed.end => {
                return self.table_reference(name).map(|expr| (expr, 1));
            }
            _ => {}
        }
        let bound =
            self.scope.iter().rposition(|local| local.to_lowercase() == name.to_lowercase());
        if let Some(at) = bound.and_then(|at| u32::try_from(at).ok()) {
            return Ok((Expr::Local(at), 1));
        }
        if let Some(logical) = self.logical_word(name) {
            return Ok((Expr::Logical(logical), 1));
        }
        match self.names.variable(name) {
            Some(variable) => Ok((self.variable(variable), 1)),
            None => Err(self.unknown_name(&placed, name)),
        }
    }

    fn logical_word(&self, name: &str) -> Option<bool> {
        let is = |word: &str| name.eq_ignore_ascii_case(word);
        if is("TRUE") || is("FALSE") {
            return Some(is("TRUE"));
        }
        let is_dutch = is("WAAR") || is("ONWAAR");
        (is_dutch && !self.names.knows_variable(name)).then(|| is("WAAR"))
    }

    fn variable(&mut self, name: Arc<str>) -> Expr {
        let known = self.formula.variables.iter().position(|variable| *variable == name);
        let at = known.unwrap_or_else(|| {
            self.formula.variables.push(name);
            self.formula.variables.len() - 1
        });
        Expr::Variable(u32::try_from(at).unwrap_or(u32::MAX))
    }

    fn unknown_name(&self, placed: &Placed, name: &str) -> Mistake {
        if let Some(function) = Catalog::get().find(name) {
            let name = self.function_name(function);
            return Self::mistake_at(placed, Problem::NotCalled { name });
        }
        let locals = self.scope.iter().map(AsRef::as_ref);
        let suggestion = self.names.nearest_variable(name, locals).map(str::to_owned);
        let problem = Problem::UnknownName { name: name.to_owned() };
        Mistake { suggestion, ..Self::mistake_at(placed, problem) }
    }

    fn function_name(&self, function: &Function) -> String {
        match self.dialect {
            Dialect::Nl => function.nl().to_owned(),
            Dialect::En => function.en().to_owned(),
        }
    }
}

/// Returns a name without the marks that files put before newer functions and names of LET.
fn without_prefix(name: &str) -> &str {
    let mut rest = name;
    for prefix in ["_xlfn.", "_xlws.", "_xlpm."] {
        if rest.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix)) {
            rest = &rest[prefix.len()..];
        }
    }
    rest
}

fn shown(token: &Token) -> String {
    match token {
        Token::Number(number) => number.to_string(),
        Token::Text(text) => format!("\"{text}\""),
        Token::Error(error) => error.text().to_owned(),
        Token::Name(name) | Token::CellAddress(name) => name.clone(),
        Token::Bracketed(inside) => format!("[{inside}]"),
        Token::Operator(operator) => operator.text().to_owned(),
        Token::Percent => "%".to_owned(),
        Token::Open => "(".to_owned(),
        Token::Close => ")".to_owned(),
        Token::OpenBrace => "{".to_owned(),
        Token::CloseBrace => "}".to_owned(),
        Token::Separator(c) => c.to_string(),
        Token::End => String::new(),
    }
}
