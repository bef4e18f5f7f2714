//! From tokens to a tree: a Pratt parser (Pratt, 1973) with the precedences of Excel.

use crate::array::Array;
use crate::catalog::{Catalog, Function};
use crate::dialect::{Dialect, Style};
use crate::error::{FormulaError, Problem, Span};
use crate::expr::{Expr, Let, Operator, Unary};
use crate::formula::Formula;
use crate::lexer::{Placed, Token, tokens};
use crate::limits::{Limits, TREE_DEPTH};
use crate::names::Names;
use crate::value::Value;
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

    fn call(&mut self, placed: &Placed, name: &str) -> Result<Part, Mistake> {
        if name.eq_ignore_ascii_case("LET") {
            return self.nested(|parser| parser.binding(placed));
        }
        let Some(function) = Catalog::get().find(name) else {
            return Err(Self::unknown_function(placed, name));
        };
        let (arguments, depth) = self.nested(Self::arguments)?;
        let (least, most) = function.arity();
        if !(least..=most).contains(&arguments.len()) {
            let function = self.function_name(function);
            let found = arguments.len();
            return Err(Self::mistake_at(
                placed,
                Problem::ArgumentCount { function, found, least, most },
            ));
        }
        let reads_column =
            arguments.iter().any(|argument| argument.any(&|expr| matches!(expr, Expr::Column(_))));
        let keep = reads_column.then_some(self.formula.n_kept);
        self.formula.n_kept += u32::from(reads_column);
        Ok((Expr::call(function, arguments, keep), depth + 1))
    }

    fn unknown_function(placed: &Placed, name: &str) -> Mistake {
        let name = name.to_owned();
        if Catalog::is_volatile(&name) {
            return Self::mistake_at(placed, Problem::Volatile { name });
        }
        if Catalog::is_forbidden(&name) {
            return Self::mistake_at(placed, Problem::Forbidden { name });
        }
        let suggestion = Catalog::get().nearest(&name).map(str::to_owned);
        Mistake { suggestion, ..Self::mistake_at(placed, Problem::UnknownFunction { name }) }
    }

    /// Reads `(a; b; ...)`; an argument may be left out between separators.
    fn arguments(&mut self) -> Result<(Vec<Expr>, usize), Mistake> {
        let open = self.advance();
        let mut arguments = Vec::new();
        let mut depth = 0;
        if self.peek() == &Token::Close {
            self.advance();
            return Ok((arguments, depth));
        }
        loop {
            if self.peek() == &Token::Separator(self.style.separator)
                || self.peek() == &Token::Close
            {
                self.count_node()?;
                arguments.push(Expr::Omitted);
            } else {
                let (argument, argument_depth) = self.expression(1)?;
                depth = depth.max(argument_depth);
                arguments.push(argument);
            }
            if self.peek() == &Token::Separator(self.style.separator) {
                self.advance();
            } else {
                self.close(&open)?;
                return Ok((arguments, depth));
            }
        }
    }

    /// Reads `LET(name; value; ...; result)`.
    fn binding(&mut self, placed: &Placed) -> Result<Part, Mistake> {
        let open = self.advance();
        let first = self.scope.len();
        let mut names = Vec::new();
        let mut values = Vec::new();
        let mut deepest = 0;
        loop {
            let separator_follows = self
                .tokens
                .get(self.at + 1)
                .is_some_and(|next| next.token == Token::Separator(self.style.separator));
            if let (Token::Name(name), true) = (self.peek(), separator_follows) {
                let name: Arc<str> = Arc::from(without_prefix(name));
                self.advance();
                self.advance();
                let (value, depth) = self.expression(1)?;
                deepest = deepest.max(depth);
                self.scope.push(Arc::clone(&name));
                names.push(name);
                values.push(value);
                if self.peek() != &Token::Separator(self.style.separator) {
                    return Err(Self::mistake_at(placed, Problem::BadLet));
                }
                self.advance();
            } else {
                let (result, depth) = self.expression(1)?;
                if names.is_empty() || self.peek() == &Token::Separator(self.style.separator) {
                    return Err(Self::mistake_at(placed, Problem::BadLet));
                }
                self.close(&open)?;
                self.scope.truncate(first);
                let first = u32::try_from(first).unwrap_or(u32::MAX);
                let binding = Expr::Let(Box::new(Let { names, values, result, first }));
                return Ok((binding, deepest.max(depth) + 1));
            }
        }
    }

    /// Reads `{1,2;3,4}`: numbers, texts, logical values and errors, rows split by `;`.
    fn array(&mut self) -> Result<Expr, Mistake> {
        let open = self.advance();
        let mut cells = Vec::new();
        let mut columns = None;
        let mut row = 0;
        loop {
            cells.push(self.array_cell()?);
            row += 1;
            match *self.peek() {
                Token::Separator(c) if c == self.style.array_column => {}
                Token::Separator(';') | Token::CloseBrace if columns.is_none_or(|n| n == row) => {
                    columns = Some(row);
                    row = 0;
                }
                Token::End => {
                    return Err(Self::mistake_at(&open, Problem::NotClosed { open: '{' }));
                }
                _ => return Err(self.unexpected()),
            }
            if self.advance().token == Token::CloseBrace {
                return Ok(Expr::Array(Arc::new(Array::new(columns.unwrap_or(1), cells))));
            }
        }
    }

    fn array_cell(&mut self) -> Result<Value, Mistake> {
        self.count_node()?;
        let negative = self.peek() == &Token::Operator(Operator::Subtract);
        if negative || self.peek() == &Token::Operator(Operator::Add) {
            self.advance();
        }
        let value = match self.peek() {
            Token::Number(number) => Value::Number(if negative { -number } else { *number }),
            Token::Text(text) => Value::text(text),
            Token::Error(error) => Value::Error(*error),
            Token::Name(name) => match self.logical_word(name) {
                Some(logical) => Value::Logical(logical),
                None => return Err(self.unexpected()),
            },
            _ => return Err(self.unexpected()),
        };
        self.advance();
        if self.peek() == &Token::Percent {
            self.advance();
            if let Value::Number(number) = value {
                return Ok(Value::Number(number / 100.0));
            }
        }
        Ok(value)
    }

    /// Reads what follows a table's name: `[column]`, `[@column]`, `[[#This Row],[column]]`.
    fn table_reference(&mut self, table: &str) -> Result<Expr, Mistake> {
        let placed = self.advance();
        let Token::Bracketed(inside) = &placed.token else { return Err(self.unexpected()) };
        let (this_row, column) = split_reference(inside);
        let unknown = |known: &Names| {
            let problem =
                Problem::UnknownColumn { table: table.to_owned(), column: column.clone() };
            let suggestion = if table.is_empty() || known.has_table(table) {
                known.nearest_column(table, &column)
            } else {
                known.nearest_table(table)
            };
            Mistake {
                suggestion: suggestion.map(str::to_owned),
                ..Self::mistake_at(&placed, problem)
            }
        };
        if this_row {
            return match self.names.variable(&column) {
                Some(variable) => Ok(self.variable(variable)),
                None => Err(unknown(self.names)),
            };
        }
        let Some(found) = self.names.column(table, &column) else {
            return Err(unknown(self.names));
        };
        let known = self.formula.columns.iter().position(|column| *column == found);
        let at = known.unwrap_or_else(|| {
            self.formula.columns.push(found);
            self.formula.columns.len() - 1
        });
        Ok(Expr::Column(u32::try_from(at).unwrap_or(u32::MAX)))
    }
}

/// Takes the inside of a table reference apart: whether it means this row alone, and the column.
fn split_reference(inside: &str) -> (bool, String) {
    let mut this_row = false;
    let mut rest = inside.trim();
    if let Some(column) = rest.strip_prefix('@') {
        this_row = true;
        rest = column.trim();
    }
    let lower = rest.to_lowercase();
    for special in ["[#this row]", "[#deze rij]", "[#data]", "[#gegevens]"] {
        if lower.starts_with(special) {
            this_row |= special.contains("row") || special.contains("rij");
            rest = rest[special.len()..].trim_start().trim_start_matches([',', ';']).trim_start();
        }
    }
    if let Some(column) = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        rest = column;
    }
    let mut column = String::new();
    let mut characters = rest.chars();
    while let Some(c) = characters.next() {
        column.extend(if c == '\'' { characters.next() } else { Some(c) });
    }
    (this_row, column)
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
