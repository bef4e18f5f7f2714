//! The tree of a formula.

use crate::array::Array;
use crate::catalog::Function;
use crate::value::{ErrorValue, Value};
use std::sync::Arc;

/// An operator between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Join,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Operator {
    /// Returns how tightly it binds; all bind to the left, `^` too.
    pub(crate) fn precedence(self) -> u8 {
        match self {
            Self::Equal
            | Self::NotEqual
            | Self::Less
            | Self::LessOrEqual
            | Self::Greater
            | Self::GreaterOrEqual => 1,
            Self::Join => 2,
            Self::Add | Self::Subtract => 3,
            Self::Multiply | Self::Divide => 4,
            Self::Power => 5,
        }
    }

    /// Returns whether it takes numbers and gives a number.
    pub(crate) fn is_arithmetic(self) -> bool {
        matches!(self.precedence(), 3..=5)
    }

    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Power => "^",
            Self::Join => "&",
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

/// Binds tighter than every operator between two values: a sign before a value.
pub(crate) const SIGN_PRECEDENCE: u8 = 6;
/// Binds tightest of all: a percent sign behind a value.
pub(crate) const PERCENT_PRECEDENCE: u8 = 7;

/// A sign or the percent sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unary {
    Minus,
    Plus,
    Percent,
}

/// A part of a formula.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expr {
    Number(f64),
    Text(Arc<str>),
    Logical(bool),
    Error(ErrorValue),
    /// An argument that is left out between separators.
    Omitted,
    Array(Arc<Array>),
    /// An index into the variables of the formula.
    Variable(u32),
    /// An index into the columns of the formula.
    Column(u32),
    /// A name of a LET: how many names were bound before it.
    Local(u32),
    Unary(Unary, Box<Expr>),
    Binary(Box<Binary>),
    Call(Box<Call>),
    Let(Box<Let>),
}

/// Two values and the operator between them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Binary {
    pub(crate) operator: Operator,
    pub(crate) left: Expr,
    pub(crate) right: Expr,
    /// Whether one of them may be several values at once.
    pub(crate) wide: bool,
    /// Whether it computes one number from two.
    pub(crate) is_number: bool,
}

impl Binary {
    /// Returns whether it compares two single values.
    pub(crate) fn is_comparison(&self) -> bool {
        !self.wide && self.operator.precedence() == 1
    }
}

/// A function and its arguments.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) function: &'static Function,
    pub(crate) arguments: Vec<Expr>,
    /// Counts the calls that read a whole column: their results can be kept while only the row changes.
    pub(crate) keep: Option<u32>,
    /// Whether it may give several values at once.
    pub(crate) wide: bool,
}

impl PartialEq for Call {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.function, other.function) && self.arguments == other.arguments
    }
}

/// Names with their values, and a result that uses them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Let {
    pub(crate) names: Vec<Arc<str>>,
    pub(crate) values: Vec<Expr>,
    pub(crate) result: Expr,
    /// How many names were bound outside of it.
    pub(crate) first: u32,
}

impl Expr {
    /// Makes an operation, noting whether it may give several values at once.
    pub(crate) fn binary(operator: Operator, left: Self, right: Self) -> Self {
        let wide = left.is_wide() || right.is_wide();
        let is_number = !wide && operator.is_arithmetic();
        Self::Binary(Box::new(Binary { operator, left, right, wide, is_number }))
    }

    /// Makes a call, noting whether it may give several values at once.
    pub(crate) fn call(
        function: &'static Function,
        arguments: Vec<Self>,
        keep: Option<u32>,
    ) -> Self {
        let wide = function.gives_array() || arguments.iter().any(Self::is_wide);
        Self::Call(Box::new(Call { function, arguments, keep, wide }))
    }

    /// Returns whether the part may give several values at once.
    pub(crate) fn is_wide(&self) -> bool {
        match self {
            Self::Number(_)
            | Self::Text(_)
            | Self::Logical(_)
            | Self::Error(_)
            | Self::Omitted
            | Self::Variable(_) => false,
            Self::Array(_) | Self::Column(_) | Self::Local(_) => true,
            Self::Unary(_, inner) => inner.is_wide(),
            Self::Binary(binary) => binary.wide,
            Self::Call(call) => call.wide,
            Self::Let(binding) => {
                binding.values.iter().any(Self::is_wide) || binding.result.is_wide()
            }
        }
    }

    /// Returns whether the part, or a part of it, is such.
    pub(crate) fn any(&self, is: &impl Fn(&Self) -> bool) -> bool {
        is(self) || self.children().any(|child| child.any(is))
    }

    /// Returns the parts directly below.
    pub(crate) fn children(&self) -> impl Iterator<Item = &Self> {
        let (pair, list, last): ([Option<&Self>; 2], &[Self], Option<&Self>) = match self {
            Self::Unary(_, inner) => ([Some(inner), None], &[], None),
            Self::Binary(binary) => ([Some(&binary.left), Some(&binary.right)], &[], None),
            Self::Call(call) => ([None, None], &call.arguments, None),
            Self::Let(binding) => ([None, None], &binding.values, Some(&binding.result)),
            Self::Number(_)
            | Self::Text(_)
            | Self::Logical(_)
            | Self::Error(_)
            | Self::Omitted
            | Self::Array(_)
            | Self::Variable(_)
            | Self::Column(_)
            | Self::Local(_) => ([None, None], &[], None),
        };
        pair.into_iter().flatten().chain(list).chain(last)
    }

    /// Returns the part that stands for a value.
    pub(crate) fn literal(value: &Value) -> Self {
        match value {
            Value::Blank => Self::Omitted,
            Value::Number(number) => Self::Number(*number),
            Value::Text(text) => Self::Text(Arc::clone(text)),
            Value::Logical(logical) => Self::Logical(*logical),
            Value::Error(error) => Self::Error(*error),
            Value::Array(array) => Self::Array(Arc::clone(array)),
        }
    }
}
