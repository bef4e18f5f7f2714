//! How much work and memory one formula may take.

/// The bounds of one formula; beyond those of reading it is refused, beyond those of evaluation it gives an error value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest formula in bytes (Excel: 8,192 characters).
    pub bytes: usize,
    /// The most values, names, operators and calls.
    pub nodes: usize,
    /// How deep parentheses and calls may be nested (Excel: 64).
    pub depth: usize,
    /// How many cells one evaluation may visit, sorting and comparing included; then `#CALC!`. As set, a tenth of a second.
    pub fuel: u64,
    /// The most cells of one array; then `#CALC!`.
    pub cells: usize,
    /// The longest text in characters (Excel: 32,767); then `#VALUE!`.
    pub text: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 8_192,
            nodes: 4_096,
            depth: 64,
            fuel: 1_000_000,
            cells: 100_000,
            text: 32_767,
        }
    }
}

/// The deepest tree: a chain of so many operators without parentheses is deep too.
pub(crate) const TREE_DEPTH: usize = 256;
