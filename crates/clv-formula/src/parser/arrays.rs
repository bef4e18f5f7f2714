//! Arrays that are written out, such as `{1,2;3,4}`.

use super::{Mistake, Parser};
use crate::array::Array;
use crate::error::Problem;
use crate::expr::{Expr, Operator};
use crate::lexer::Token;
use crate::value::Value;
use std::sync::Arc;

impl Parser<'_> {
    /// Reads `{1,2;3,4}`: numbers, texts, logical values and errors, rows split by `;`.
    pub(super) fn array(&mut self) -> Result<Expr, Mistake> {
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
}
