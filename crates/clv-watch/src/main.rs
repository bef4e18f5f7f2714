//! Parses the command line, runs it and gives the exit status.

fn main() {}
