//! The commands, one file each; a new one is a file here, a line below and a line in [`crate::cli::Command`].

pub mod run;
pub mod watch;
pub mod check;
pub mod fit;
pub mod remove;
pub mod formulas;
pub mod new;
