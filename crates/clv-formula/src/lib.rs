//! Excel formulas with named variables, in Dutch or English notation.
//!
//! A formula is read once ([`parse`]), evaluated over as many rows as there are ([`Evaluation`]), written into a sheet in the
//! form that files store ([`Formula::to_stored`]), translated ([`Formula::to_text`]) and explained step by step ([`trace`]).
//! There are no cell addresses, no files, no clock and no chance here: only named variables, columns of a table and the
//! functions of the [`Catalog`]. Whatever text comes in, the work is bounded by [`Limits`].
//!
//! ```
//! use clv_formula::{Dialect, Limits, Names, Value, parse};
//!
//! let names = Names::new(["aov", "freq", "jaren", "marge"]);
//! let formula = parse("=aov*freq*jaren*marge", Dialect::Nl, &names, &Limits::default())?;
//! let inputs = [75.0, 4.0, 5.0, 0.35].map(Value::Number);
//! assert_eq!(formula.eval(&inputs), Value::Number(525.0));
//! # Ok::<(), clv_formula::FormulaError>(())
//! ```

#![forbid(unsafe_code)]

mod arithmetic;
mod dialect;
mod value;
mod array;
mod column;
mod limits;
mod coerce;
mod calendar;
mod error;
mod suggest;
mod names;
mod expr;
mod catalog;
mod functions;
mod lexer;
mod parser;
mod mixup;
mod formula;
mod operate;
mod criterion;
mod index;
mod kept;
mod eval;
mod lift;
mod print;
mod stored;
mod explain;
mod sequence;

pub use array::Array;
pub use catalog::{Catalog, Function, Version};
pub use column::{Column, Input};
pub use dialect::Dialect;
pub use error::{FormulaError, Mixup, Problem, Span};
pub use eval::Evaluation;
pub use explain::{Trace, trace};
pub use formula::{Formula, parse, parse_stored};
pub use limits::Limits;
pub use names::Names;
pub use sequence::{Cycle, order};
pub use stored::{Emitted, NotLive, Reference};
pub use value::{ErrorValue, Value, number_to_text};
