//! What is wrong with a formula, where, and what was probably meant.

use crate::dialect::Dialect;
use std::fmt;

/// A stretch of the formula's text, in characters from 0; the `=` at its start counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The first character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// Which characters of another notation were used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mixup {
    /// A decimal point where the decimals follow a comma, or the other way round.
    Decimal,
    /// `,` between arguments where it is `;`, or the other way round.
    Separator,
    /// Both.
    Both,
    /// The columns of an array constant.
    ArrayColumn,
}

/// The kinds of mistakes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// There is no formula.
    Empty,
    /// It is longer than [`crate::Limits::bytes`].
    TooLong {
        /// The most bytes.
        most: usize,
    },
    /// It has more parts than [`crate::Limits::nodes`].
    TooManyParts {
        /// The most parts.
        most: usize,
    },
    /// It is nested deeper than [`crate::Limits::depth`].
    TooDeep {
        /// The deepest nesting.
        most: usize,
    },
    /// Something stands where it cannot.
    Unexpected {
        /// What stands there.
        found: String,
    },
    /// The formula stops too early.
    Unfinished,
    /// A parenthesis, brace or bracket is not closed.
    NotClosed {
        /// Which one.
        open: char,
    },
    /// A text has no closing quotation mark.
    OpenText,
    /// Characters of another notation than the declared one.
    Mixup {
        /// Which characters.
        kind: Mixup,
        /// What stands there.
        found: String,
        /// The notation that was declared.
        dialect: Dialect,
    },
    /// No function has this name.
    UnknownFunction {
        /// The name.
        name: String,
    },
    /// A function whose result depends on the clock or on chance: refused, as the result must not change by itself.
    Volatile {
        /// The name.
        name: String,
    },
    /// A function that reaches outside the formula: refused.
    Forbidden {
        /// The name.
        name: String,
    },
    /// No variable has this name.
    UnknownName {
        /// The name.
        name: String,
    },
    /// A function is named without its parentheses.
    NotCalled {
        /// The name.
        name: String,
    },
    /// The table has no such column.
    UnknownColumn {
        /// The table.
        table: String,
        /// The column.
        column: String,
    },
    /// A cell address, a range or another sheet.
    CellAddress {
        /// What stands there.
        found: String,
    },
    /// Too few or too many arguments.
    ArgumentCount {
        /// The function, as the dialect names it.
        function: String,
        /// How many stand there.
        found: usize,
        /// The fewest.
        least: usize,
        /// The most.
        most: usize,
    },
    /// The names of a LET must be names, each followed by its value.
    BadLet,
}

impl Problem {
    /// Returns the id of the kind, lower case with `-`, by which messages are found.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong { .. } => "too-long",
            Self::TooManyParts { .. } => "too-many-parts",
            Self::TooDeep { .. } => "too-deep",
            Self::Unexpected { .. } => "unexpected",
            Self::Unfinished => "unfinished",
            Self::NotClosed { .. } => "not-closed",
            Self::OpenText => "open-text",
            Self::Mixup { kind: Mixup::Decimal, .. } => "mixup-decimal",
            Self::Mixup { kind: Mixup::Separator, .. } => "mixup-separator",
            Self::Mixup { kind: Mixup::Both, .. } => "mixup-both",
            Self::Mixup { kind: Mixup::ArrayColumn, .. } => "mixup-array",
            Self::UnknownFunction { .. } => "unknown-function",
            Self::Volatile { .. } => "volatile",
            Self::Forbidden { .. } => "forbidden",
            Self::UnknownName { .. } => "unknown-name",
            Self::NotCalled { .. } => "not-called",
            Self::UnknownColumn { .. } => "unknown-column",
            Self::CellAddress { .. } => "cell-address",
            Self::ArgumentCount { .. } => "argument-count",
            Self::BadLet => "bad-let",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "the formula is empty"),
            Self::TooLong { most } => write!(f, "the formula is longer than {most} bytes"),
            Self::TooManyParts { most } => write!(f, "the formula has more than {most} parts"),
            Self::TooDeep { most } => write!(f, "the formula is nested deeper than {most} levels"),
            Self::Unexpected { found } => write!(f, "unexpected `{found}`"),
            Self::Unfinished => write!(f, "the formula stops where a value is expected"),
            Self::NotClosed { open } => write!(f, "`{open}` is not closed"),
            Self::OpenText => write!(f, "a text has no closing `\"`"),
            Self::Mixup { kind, found, dialect } => {
                let (decimal, separator) = (dialect.decimal(), dialect.separator());
                write!(f, "`{found}` belongs to another notation; in this formula ")?;
                match kind {
                    Mixup::Decimal => write!(f, "`{decimal}` comes before decimals"),
                    Mixup::Separator => write!(f, "`{separator}` comes between arguments"),
                    Mixup::Both => write!(
                        f,
                        "`{decimal}` comes before decimals and `{separator}` between arguments"
                    ),
                    Mixup::ArrayColumn => {
                        let column = dialect.style().array_column;
                        write!(f, "`{column}` comes between the columns of an array")
                    }
                }
            }
            Self::UnknownFunction { name } => {
                write!(f, "function `{name}` does not exist or is not allowed")
            }
            Self::Volatile { name } => {
                write!(f, "`{name}` changes by itself; use the date or number that is meant")
            }
            Self::Forbidden { name } => write!(f, "`{name}` reaches outside the formula"),
            Self::UnknownName { name } => write!(f, "`{name}` is not a known variable"),
            Self::NotCalled { name } => write!(f, "function `{name}` needs parentheses"),
            Self::UnknownColumn { table, column } => {
                write!(f, "table `{table}` has no column `{column}`")
            }
            Self::CellAddress { found } => {
                write!(f, "`{found}` is a cell address; formulas use names")
            }
            Self::ArgumentCount { function, found, least, most } => {
                write!(f, "`{function}` takes ")?;
                match (least, most) {
                    (least, most) if least == most => write!(f, "{least}")?,
                    (least, &usize::MAX) => write!(f, "at least {least}")?,
                    (least, most) => write!(f, "{least} to {most}")?,
                }
                write!(f, " arguments, found {found}")
            }
            Self::BadLet => write!(f, "`LET` takes names, each with its value, and a result"),
        }
    }
}

/// A formula that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaError {
    /// Where it is.
    pub span: Span,
    /// What it is.
    pub problem: Problem,
    /// The name that was probably meant.
    pub suggestion: Option<String>,
    /// The whole formula as it was probably meant, to copy.
    pub corrected: Option<String>,
}

impl FormulaError {
    pub(crate) fn new(span: Span, problem: Problem) -> Self {
        Self { span, problem, suggestion: None, corrected: None }
    }

    /// Returns the position of the mistake, the first character being 1.
    pub fn character(&self) -> usize {
        self.span.start + 1
    }
}

impl fmt::Display for FormulaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "character {}: {}", self.character(), self.problem)?;
        if let Some(suggestion) = &self.suggestion {
            write!(f, "; did you mean `{suggestion}`?")?;
        }
        if let Some(corrected) = &self.corrected {
            write!(f, "; did you mean `{corrected}`?")?;
        }
        Ok(())
    }
}

impl std::error::Error for FormulaError {}
