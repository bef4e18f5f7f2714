//! Cutting the text of a formula into tokens.

use crate::dialect::Style;
use crate::error::Problem;
use crate::expr::Operator;
use crate::value::ErrorValue;

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    Number(f64),
    Text(String),
    Error(ErrorValue),
    Name(String),
    /// What stands between the brackets of a reference to a table.
    Bracketed(String),
    Operator(Operator),
    Percent,
    Open,
    Close,
    OpenBrace,
    CloseBrace,
    /// `,`, `;` or `\`, or a decimal character that stands on its own.
    Separator(char),
    /// A cell address, a range or another sheet.
    CellAddress(String),
    End,
}

/// A token and where it stands, in bytes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Placed {
    pub(crate) token: Token,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Why the text cannot be cut, and where, in bytes.
pub(crate) type Broken = (usize, usize, Problem);

/// Cuts a text into tokens; the last is always [`Token::End`].
pub(crate) fn tokens(text: &str, style: Style) -> Result<Vec<Placed>, Broken> {
    let mut lexer = Lexer { text, at: 0, style };
    let mut tokens = Vec::new();
    loop {
        lexer.skip_space();
        let start = lexer.at;
        let token = lexer.next()?;
        let done = token == Token::End;
        tokens.push(Placed { token, start, end: lexer.at });
        if done {
            return Ok(tokens);
        }
    }
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    style: Style,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn take_while(&mut self, is: impl Fn(char) -> bool) -> &str {
        let start = self.at;
        let length = self.rest().find(|c| !is(c)).unwrap_or(self.rest().len());
        self.at += length;
        &self.text[start..self.at]
    }

    fn next(&mut self) -> Result<Token, Broken> {
        let Some(c) = self.peek() else { return Ok(Token::End) };
        let followed_by_digit =
            self.rest()[c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
        if c.is_ascii_digit() || (c == self.style.decimal && followed_by_digit) {
            return self.number();
        }
        if c.is_alphabetic() || c == '_' || c == '$' {
            return Ok(self.name());
        }
        let start = self.at;
        match c {
            '"' => return self.quoted(),
            '[' => return self.bracketed(),
            '#' => {
                if let Some((error, length)) = ErrorValue::at_start(self.rest()) {
                    self.at += length;
                    return Ok(Token::Error(error));
                }
            }
            '\'' => {
                let length = self.rest()[1..].find('\'').map_or(1, |at| at + 2);
                self.at += length;
                return Ok(Token::CellAddress(self.text[start..self.at].to_owned()));
            }
            _ => {}
        }
        self.symbol(c)
    }

    fn symbol(&mut self, c: char) -> Result<Token, Broken> {
        let two = self.rest().get(..2).unwrap_or("");
        let (token, length) = match (two, c) {
            ("<>", _) => (Token::Operator(Operator::NotEqual), 2),
            ("<=", _) => (Token::Operator(Operator::LessOrEqual), 2),
            (">=", _) => (Token::Operator(Operator::GreaterOrEqual), 2),
            (_, '<') => (Token::Operator(Operator::Less), 1),
            (_, '>') => (Token::Operator(Operator::Greater), 1),
            (_, '=') => (Token::Operator(Operator::Equal), 1),
            (_, '+') => (Token::Operator(Operator::Add), 1),
            (_, '-') => (Token::Operator(Operator::Subtract), 1),
            (_, '*') => (Token::Operator(Operator::Multiply), 1),
            (_, '/') => (Token::Operator(Operator::Divide), 1),
            (_, '^') => (Token::Operator(Operator::Power), 1),
            (_, '&') => (Token::Operator(Operator::Join), 1),
            (_, '%') => (Token::Percent, 1),
            (_, '(') => (Token::Open, 1),
            (_, ')') => (Token::Close, 1),
            (_, '{') => (Token::OpenBrace, 1),
            (_, '}') => (Token::CloseBrace, 1),
            (_, ',' | ';' | '\\' | '.') => (Token::Separator(c), 1),
            _ => {
                let found = c.to_string();
                return Err((self.at, self.at + c.len_utf8(), Problem::Unexpected { found }));
            }
        };
        self.at += length;
        Ok(token)
    }

    fn number(&mut self) -> Result<Token, Broken> {
        let start = self.at;
        let decimal = self.style.decimal;
        self.take_while(|c| c.is_ascii_digit());
        if self.peek() == Some(decimal) {
            self.at += 1;
            self.take_while(|c| c.is_ascii_digit());
        }
        let mut exponent = self.rest().chars();
        if matches!(exponent.next(), Some('e' | 'E')) {
            let mut sign = 1;
            let mut next = exponent.next();
            if matches!(next, Some('+' | '-')) {
                sign += 1;
                next = exponent.next();
            }
            if next.is_some_and(|c| c.is_ascii_digit()) {
                self.at += sign;
                self.take_while(|c| c.is_ascii_digit());
            }
        }
        let digits = self.text[start..self.at].replace(decimal, ".");
        let unexpected = || Problem::Unexpected { found: self.text[start..self.at].to_owned() };
        match digits.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Token::Number(number)),
            _ => Err((start, self.at, unexpected())),
        }
    }

    fn quoted(&mut self) -> Result<Token, Broken> {
        let start = self.at;
        self.at += 1;
        let mut content = String::new();
        loop {
            let Some(length) = self.rest().find('"') else {
                return Err((start, self.text.len(), Problem::OpenText));
            };
            content.push_str(&self.text[self.at..self.at + length]);
            self.at += length + 1;
            if self.peek() != Some('"') {
                return Ok(Token::Text(content));
            }
            content.push('"');
            self.at += 1;
        }
    }

    /// Takes `[...]`, brackets within it included; `'` takes the next character as it is.
    fn bracketed(&mut self) -> Result<Token, Broken> {
        let start = self.at;
        let mut depth = 0usize;
        let mut characters = self.rest().char_indices();
        while let Some((at, c)) = characters.next() {
            match c {
                '\'' => {
                    characters.next();
                }
                '[' => depth += 1,
                ']' => {
                    depth -= 1;
                    if depth == 0 {
                        self.at = start + at + 1;
                        return Ok(Token::Bracketed(self.text[start + 1..start + at].to_owned()));
                    }
                }
                _ => {}
            }
        }
        Err((start, self.text.len(), Problem::NotClosed { open: '[' }))
    }

    /// Takes a name; what looks like `A1`, `$A$1`, `A1:B2` or `Blad1!A1` is an address.
    fn name(&mut self) -> Token {
        let start = self.at;
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '$');
        self.take_while(is_part);
        let name = &self.text[start..self.at];
        let next = self.peek();
        if next != Some('(')
            && (name.contains('$') || is_cell_address(name) || matches!(next, Some('!' | ':')))
        {
            self.take_while(|c| is_part(c) || matches!(c, '!' | ':'));
            return Token::CellAddress(self.text[start..self.at].to_owned());
        }
        Token::Name(name.to_owned())
    }
}

/// Returns whether a name would be taken for a cell by a spreadsheet program: `A1` to `XFD1048576`, `R1C1`.
pub(crate) fn is_cell_address(name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    let letters = upper.bytes().take_while(u8::is_ascii_uppercase).count();
    let (column, row) = upper.split_at(letters);
    let is_row = |row: &str| {
        !row.is_empty()
            && row.bytes().all(|b| b.is_ascii_digit())
            && row.parse::<u32>().is_ok_and(|row| (1..=1_048_576).contains(&row))
    };
    if (1..=3).contains(&letters) && is_row(row) {
        return column.len() < 3 || column <= "XFD";
    }
    let r1c1 = upper.strip_prefix('R').and_then(|rest| rest.split_once('C'));
    r1c1.is_some_and(|(row, column)| {
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        digits(row) && digits(column)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Dialect;

    #[test]
    fn a_comma_is_a_decimal_in_dutch_and_a_separator_in_english() {
        let kinds = |dialect: Dialect| tokens("1,5", dialect.style()).unwrap().len();
        assert_eq!((kinds(Dialect::Nl), kinds(Dialect::En)), (2, 4));
    }

    #[test]
    fn names_that_look_like_cells_are_addresses() {
        let seen = ["txt3", "A1", "clv_1", "R1C1", "rc", "XFE1", "abcd1", "kans_actief"]
            .map(is_cell_address);
        assert_eq!(seen, [true, true, false, true, true, false, false, false]);
    }
}
