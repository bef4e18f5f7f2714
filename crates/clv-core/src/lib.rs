//! What a ledger says about its customers: no I/O, no clock, and it cannot fail, it finds.
//!
//! The modules are the stages that a ledger goes through; each uses only those above it.
//!
//! | term | symbol | unit | where |
//! |---|---|---|---|
//! | frequency: repeat purchases | x | count | [`summary::CustomerSummary::frequency`] |
//! | recency: first to last purchase | `t_x` | days | [`summary::CustomerSummary::recency`] |
//! | age: first purchase to the end of the period | T | days | [`summary::CustomerSummary::age`] |
//! | monetary value: mean of the repeat purchases | m | currency | [`summary::CustomerSummary::monetary_value`] |
//! | time since the last purchase, which RFM scores call recency | T − `t_x` | days | [`summary::CustomerSummary::time_since_last_purchase`] |

#![forbid(unsafe_code)]
#![warn(clippy::wildcard_enum_match_arm)]

pub mod parallel;
mod arrange;
mod grouped;
pub mod rarely;
pub mod calendar;
pub mod money;
pub mod finding;
pub mod words;
pub mod grid;
pub mod settings;
pub mod answers;
pub mod ledger;
pub mod summary;
pub mod rhythm;
pub mod stay;
pub mod math;
pub mod models;
pub mod forecast;
pub mod segments;
pub mod sheet;
pub mod templates;
pub mod formulas;
pub mod portfolio;
pub mod products;
pub mod insights;
pub mod offers;
pub mod analysis;
pub mod report;
