//! Writing a formula as text in either notation, with no more parentheses than it needs.

use crate::array::Array;
use crate::dialect::{Dialect, Style};
use crate::expr::{Binary, Call, Expr, Let, Operator, PERCENT_PRECEDENCE, SIGN_PRECEDENCE, Unary};
use crate::formula::Formula;
use crate::value::{Value, logical_text};

/// How the parts of a formula are written.
pub(crate) trait Notation {
    fn style(&self) -> Style;
    fn dialect(&self) -> Dialect;
    fn function(&mut self, call: &Call) -> String;
    fn let_name(&mut self) -> String;
    fn local(&mut self, name: &str) -> String {
        name.to_owned()
    }
    fn variable(&mut self, at: u32) -> String;
    fn column(&mut self, at: u32) -> String;
    fn number(&self, number: f64) -> String {
        number_text(number, self.style())
    }
    fn operator(&self, operator: Operator) -> String {
        operator.text().to_owned()
    }
}

/// The notation of a dialect.
struct Plain<'a> {
    formula: &'a Formula,
    dialect: Dialect,
    rename: &'a dyn Fn(&str) -> String,
}

impl Notation for Plain<'_> {
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
        (self.rename)(&self.formula.variables[at as usize])
    }

    fn column(&mut self, at: u32) -> String {
        let (table, column) = &self.formula.columns[at as usize];
        format!("{table}[{}]", escaped_column(&(self.rename)(column)))
    }
}

/// Returns a column's name as it stands between brackets.
pub(crate) fn escaped_column(column: &str) -> String {
    let mut text = String::with_capacity(column.len());
    for c in column.chars() {
        if matches!(c, '[' | ']' | '#' | '\'' | '@') {
            text.push('\'');
        }
        text.push(c);
    }
    text
}

impl Formula {
    /// Writes the formula in a dialect, without `=`, variables by their canonical names.
    pub fn to_text(&self, dialect: Dialect) -> String {
        self.to_text_with(dialect, &str::to_owned)
    }

    /// Writes the formula in a dialect, without `=`, variables and columns by the names that `rename` gives them.
    pub fn to_text_with(&self, dialect: Dialect, rename: &dyn Fn(&str) -> String) -> String {
        Printer::new(&mut Plain { formula: self, dialect, rename }).print(&self.expr)
    }
}

/// Writes a tree in a notation.
pub(crate) struct Printer<'a, N> {
    notation: &'a mut N,
    text: String,
    locals: Vec<String>,
}

impl<'a, N: Notation> Printer<'a, N> {
    pub(crate) fn new(notation: &'a mut N) -> Self {
        Self { notation, text: String::new(), locals: Vec::new() }
    }

    pub(crate) fn print(mut self, expr: &Expr) -> String {
        self.expr(expr, 0);
        self.text
    }

    /// Writes a part, in parentheses if it binds less tightly than what it stands in.
    fn expr(&mut self, expr: &Expr, least: u8) {
        let precedence = match expr {
            Expr::Binary(binary) => binary.operator.precedence(),
            Expr::Unary(Unary::Percent, _) => PERCENT_PRECEDENCE,
            Expr::Unary(..) => SIGN_PRECEDENCE,
            Expr::Number(number) if number.is_sign_negative() => SIGN_PRECEDENCE,
            _ => u8::MAX,
        };
        let parenthesized = precedence < least;
        if parenthesized {
            self.text.push('(');
        }
        self.part(expr);
        if parenthesized {
            self.text.push(')');
        }
    }

    fn part(&mut self, expr: &Expr) {
        match expr {
            Expr::Number(number) => self.text.push_str(&self.notation.number(*number)),
            Expr::Text(text) => self.text.push_str(&quoted(text)),
            Expr::Logical(logical) => {
                self.text.push_str(logical_text(*logical, self.notation.dialect()));
            }
            Expr::Error(error) => self.text.push_str(error.text_in(self.notation.dialect())),
            Expr::Omitted => {}
            Expr::Array(array) => self.array(array),
            Expr::Variable(at) => {
                let name = self.notation.variable(*at);
                self.text.push_str(&name);
            }
            Expr::Column(at) => {
                let name = self.notation.column(*at);
                self.text.push_str(&name);
            }
            Expr::Local(at) => {
                let name = self.locals.get(*at as usize).cloned().unwrap_or_default();
                self.text.push_str(&name);
            }
            Expr::Unary(Unary::Percent, inner) => {
                self.expr(inner, PERCENT_PRECEDENCE);
                self.text.push('%');
            }
            Expr::Unary(sign, inner) => {
                self.text.push(if *sign == Unary::Minus { '-' } else { '+' });
                self.expr(inner, SIGN_PRECEDENCE);
            }
            Expr::Binary(binary) => self.binary(binary),
            Expr::Call(call) => {
                let name = self.notation.function(call);
                self.call(&name, &call.arguments);
            }
            Expr::Let(binding) => self.binding(binding),
        }
    }

    fn binary(&mut self, binary: &Binary) {
        let precedence = binary.operator.precedence();
        self.expr(&binary.left, precedence);
        self.text.push_str(&self.notation.operator(binary.operator));
        self.expr(&binary.right, precedence + 1);
    }

    fn call(&mut self, name: &str, arguments: &[Expr]) {
        self.text.push_str(name);
        self.text.push('(');
        for (at, argument) in arguments.iter().enumerate() {
            if at > 0 {
                self.text.push(self.notation.style().separator);
            }
            self.expr(argument, 0);
        }
        self.text.push(')');
    }

    fn binding(&mut self, binding: &Let) {
        let name = self.notation.let_name();
        self.text.push_str(&name);
        self.text.push('(');
        let separator = self.notation.style().separator;
        let depth = self.locals.len();
        for (name, value) in binding.names.iter().zip(&binding.values) {
            let name = self.notation.local(name);
            self.text.push_str(&name);
            self.text.push(separator);
            self.expr(value, 0);
            self.text.push(separator);
            self.locals.push(name);
        }
        self.expr(&binding.result, 0);
        self.locals.truncate(depth);
        self.text.push(')');
    }

    fn array(&mut self, array: &Array) {
        let style = self.notation.style();
        self.text.push('{');
        for (row, cells) in array.cells().chunks(array.n_columns()).enumerate() {
            if row > 0 {
                self.text.push(';');
            }
            for (column, cell) in cells.iter().enumerate() {
                if column > 0 {
                    self.text.push(style.array_column);
                }
                let text = match cell {
                    Value::Number(number) => number_text(*number, style),
                    Value::Text(text) => quoted(text),
                    Value::Logical(logical) => {
                        logical_text(*logical, self.notation.dialect()).to_owned()
                    }
                    Value::Error(error) => error.text_in(self.notation.dialect()).to_owned(),
                    Value::Blank | Value::Array(_) => "0".to_owned(),
                };
                self.text.push_str(&text);
            }
        }
        self.text.push('}');
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// Writes a number with as many digits as it takes to read the same number again.
pub(crate) fn number_text(number: f64, style: Style) -> String {
    const LARGE: f64 = 1e15;
    const SMALL: f64 = 1e-5;
    let size = number.abs();
    let text = if size != 0.0 && !(SMALL..LARGE).contains(&size) {
        let text = format!("{number:E}");
        if text.contains("E-") { text } else { text.replace('E', "E+") }
    } else {
        number.to_string()
    };
    if style.decimal == '.' { text } else { text.replace('.', &style.decimal.to_string()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::parse;
    use crate::limits::Limits;
    use crate::names::Names;

    #[track_caller]
    fn check(en: &str, nl: &str) {
        let read =
            |text: &str, dialect| parse(text, dialect, &Names::any(), &Limits::default()).unwrap();
        let formula = read(en, Dialect::En);
        assert_eq!(formula.to_text(Dialect::Nl), nl);
        assert_eq!(formula.to_text(Dialect::En), en);
        assert_eq!(read(nl, Dialect::Nl), formula);
    }

    #[test]
    fn a_formula_is_written_in_both_notations() {
        check("IF(p<0.3,0,MIN(a,b)*1.5)", "ALS(p<0,3;0;MIN(a;b)*1,5)");
        check("SUMPRODUCT({1,2.5;3,4})", "SOMPRODUCT({1\\2,5;3\\4})");
        check(
            "SUMIFS(Klanten[omzet],Klanten[segment],\"a\"\"b\")",
            "SOMMEN.ALS(Klanten[omzet];Klanten[segment];\"a\"\"b\")",
        );
        check("LET(x,3,x*x)", "LET(x;3;x*x)");
        check("IF(TRUE,,#N/A)", "ALS(WAAR;;#N/B)");
    }

    #[test]
    fn parentheses_stay_where_they_are_needed() {
        check("-2^2", "-2^2");
        check("(1+a)^-n", "(1+a)^-n");
        check("a-(b-c)-d", "a-(b-c)-d");
        check("(-(a+b))%", "(-(a+b))%");
        check("2^(3^2)", "2^(3^2)");
        check("(a=b)&c", "(a=b)&c");
    }
}
