//! The variables of our own: of the ledger, of its groups, of the settings and of the forecast.
//!
//! To add a variable: an entry in the table of [`customers`], [`segments`] or [`portfolio`], with its name in both
//! languages.

pub mod customers;
pub mod segments;
pub mod portfolio;

use super::variable::VariableProvider;

/// All providers of our own.
pub const ALL: [&dyn VariableProvider; 3] =
    [&customers::CustomerVariables, &segments::SegmentVariables, &portfolio::PortfolioVariables];
