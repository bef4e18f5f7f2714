//! The harness that drives a watched folder step by step.

pub mod generate;
