//! The program: the only crate that sees disk, clock and terminal.
