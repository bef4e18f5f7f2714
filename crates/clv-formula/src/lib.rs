//! Excel formulas with named variables, in Dutch or English notation.
