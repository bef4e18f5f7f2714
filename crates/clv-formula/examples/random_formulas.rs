//! Prints random formulas, in the form that files store, with the value that we give them, one a line.
//!
//! `cargo run -p clv-formula --example random_formulas -- 20000 1` prints 20,000 of seed 1.

#![expect(clippy::print_stdout, reason = "printing is what it is for")]

#[path = "../tests/support/random.rs"]
mod random;
#[path = "../tests/support/variables.rs"]
mod variables;

use clv_formula::{Dialect, Limits, Names, Reference, Version, parse};
use random::{Chance, formula};
use variables::{eval, shown};

fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse().unwrap_or(0));
    let count = arguments.next().unwrap_or(1_000);
    let mut chance = Chance::new(arguments.next().unwrap_or(1));
    for _ in 0..count {
        let text = formula(&mut chance);
        let Ok(read) = parse(&text, Dialect::En, &Names::any(), &Limits::default()) else {
            continue;
        };
        let stored = read.to_stored(Version::V2010, &|reference| match reference {
            Reference::Variable(name) => Some(name.to_owned()),
            Reference::Column { .. } => None,
        });
        if let Ok(stored) = stored {
            println!("{}\t{}\t{text}", stored.text, shown(&eval(&text, Dialect::En)));
        }
    }
}
