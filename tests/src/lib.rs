//! The harness that drives a watched folder step by step, ledgers made from a seed, and the tools of the checks.

pub mod folder;
pub mod generate;
pub mod office;
pub mod ours;
pub mod package;
pub mod run;
