//! What stands between the parentheses of a function, and the names that LET binds.

use super::{Mistake, Parser, Part, without_prefix};
use crate::catalog::Catalog;
use crate::error::Problem;
use crate::expr::{Expr, Let};
use crate::lexer::{Placed, Token};
use std::sync::Arc;

impl Parser<'_> {
    pub(super) fn call(&mut self, placed: &Placed, name: &str) -> Result<Part, Mistake> {
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
}
