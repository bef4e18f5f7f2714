//! The functions that formulas may call: one table with their names in both languages.
//!
//! To add one, write it in the file of its kind under [`crate::functions`] and add its line to the list at the top of that
//! file. It must be pure: no clock, no chance, nothing outside its arguments.

use crate::eval::Evaluation;
use crate::expr::Expr;
use crate::functions;
use crate::suggest::nearest;
use crate::value::{ErrorValue, Value};
use std::fmt;
use std::sync::LazyLock;

/// The first version of Excel that knows a function, or needs nothing newer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// Excel 2007 and before.
    V2007,
    /// Excel 2010.
    V2010,
    /// Excel 2013.
    V2013,
    /// Excel 2019.
    V2019,
    /// Excel 2021 and Microsoft 365.
    V2021,
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V2007 => "2007",
            Self::V2010 => "2010",
            Self::V2013 => "2013",
            Self::V2019 => "2019",
            Self::V2021 => "2021",
        })
    }
}

/// What a function gives: a value or an error.
pub(crate) type Outcome = Result<Value, ErrorValue>;

/// What a function that chooses among its arguments chose.
pub(crate) enum Chosen {
    /// The argument at this place, still to be evaluated.
    Argument(usize),
    /// A value of its own.
    Value(Value),
}

/// How a function is computed.
pub(crate) enum Body {
    /// From one number.
    Number(fn(f64) -> Result<f64, ErrorValue>),
    /// From single values, none of them an error; given several values at once it is applied to each.
    Scalar(fn(&[Value]) -> Outcome),
    /// As `Scalar`, by adding up a series; first it is asked how many terms that takes.
    Series(fn(&[Value]) -> f64, fn(&[Value]) -> Outcome),
    /// From one value that may be an error; given several values at once it is applied to each.
    Test(fn(&Value) -> Value),
    /// By choosing an argument; the others are not evaluated.
    Choice(fn(&mut Evaluation<'_>, &[Expr]) -> Result<Chosen, ErrorValue>),
    /// From arguments that it evaluates itself.
    Whole(fn(&mut Evaluation<'_>, &[Expr]) -> Outcome),
}

/// One function.
pub struct Function {
    en: &'static str,
    nl: &'static str,
    aliases: &'static [&'static str],
    least: usize,
    most: usize,
    since: Version,
    gives_array: bool,
    pub(crate) body: Body,
}

/// An argument count without an upper bound.
pub(crate) const MANY: usize = usize::MAX;

impl Function {
    pub(crate) const fn new(
        en: &'static str,
        nl: &'static str,
        least: usize,
        most: usize,
        body: Body,
    ) -> Self {
        Self { en, nl, aliases: &[], least, most, since: Version::V2007, gives_array: false, body }
    }

    pub(crate) const fn since(mut self, since: Version) -> Self {
        self.since = since;
        self
    }

    pub(crate) const fn or(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    pub(crate) const fn array(mut self) -> Self {
        self.gives_array = true;
        self
    }

    /// Returns the English name, which files store.
    pub fn en(&self) -> &'static str {
        self.en
    }

    /// Returns the Dutch name.
    pub fn nl(&self) -> &'static str {
        self.nl
    }

    /// Returns other names under which it is understood.
    pub fn aliases(&self) -> &'static [&'static str] {
        self.aliases
    }

    /// Returns the fewest and the most arguments; [`usize::MAX`] is any number.
    pub fn arity(&self) -> (usize, usize) {
        (self.least, self.most)
    }

    /// Returns the first version of Excel that knows it.
    pub fn first_version(&self) -> Version {
        self.since
    }

    pub(crate) fn gives_array(&self) -> bool {
        self.gives_array
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.en)
    }
}

/// All functions and all their names.
#[derive(Debug)]
pub struct Catalog {
    functions: Vec<&'static Function>,
    /// Every name in capitals, sorted.
    names: Vec<(&'static str, &'static Function)>,
}

/// Functions that give something else every time, with both names.
const VOLATILE: [(&str, &str); 5] = [
    ("TODAY", "VANDAAG"),
    ("NOW", "NU"),
    ("RAND", "ASELECT"),
    ("RANDBETWEEN", "ASELECTTUSSEN"),
    ("RANDARRAY", "ASELECT.MATRIX"),
];

/// Functions that reach for other cells, files or the network, with both names.
const FORBIDDEN: [(&str, &str); 12] = [
    ("INDIRECT", "INDIRECT"),
    ("OFFSET", "VERSCHUIVING"),
    ("HYPERLINK", "HYPERLINK"),
    ("WEBSERVICE", "WEBSERVICE"),
    ("FILTERXML", "XML.FILTEREN"),
    ("CELL", "CEL"),
    ("INFO", "INFO"),
    ("RTD", "RTG"),
    ("DDE", "DDE"),
    ("CALL", "ROEPEN"),
    ("REGISTER.ID", "REGISTRATIE.ID"),
    ("EVALUATE", "EVALUEREN"),
];

impl Catalog {
    /// Returns the catalog.
    pub fn get() -> &'static Self {
        static CATALOG: LazyLock<Catalog> = LazyLock::new(Catalog::build);
        &CATALOG
    }

    fn build() -> Self {
        let functions: Vec<_> = functions::all().collect();
        let mut names: Vec<_> = functions
            .iter()
            .flat_map(|&function| {
                let names =
                    [function.en, function.nl].into_iter().chain(function.aliases.iter().copied());
                names.map(move |name| (name, function))
            })
            .collect();
        names.sort_by_key(|(name, _)| *name);
        names.dedup_by(|a, b| a.0 == b.0);
        Self { functions, names }
    }

    /// Returns all functions.
    pub fn functions(&self) -> impl Iterator<Item = &'static Function> + '_ {
        self.functions.iter().copied()
    }

    /// Finds a function by its name in either language; case does not matter.
    pub fn find(&self, name: &str) -> Option<&'static Function> {
        let name = name.to_uppercase();
        let at = self.names.binary_search_by_key(&name.as_str(), |(name, _)| name).ok()?;
        Some(self.names[at].1)
    }

    /// Returns the name that looks most like a mistyped one.
    pub(crate) fn nearest(&self, typed: &str) -> Option<&'static str> {
        nearest(typed, self.names.iter().map(|(name, _)| *name))
    }

    /// Returns whether a name is that of a function whose result changes by itself.
    pub(crate) fn is_volatile(name: &str) -> bool {
        is_among(&VOLATILE, name)
    }

    /// Returns whether a name is that of a function that reaches outside.
    pub(crate) fn is_forbidden(name: &str) -> bool {
        is_among(&FORBIDDEN, name)
    }
}

fn is_among(names: &[(&str, &str)], name: &str) -> bool {
    names.iter().any(|(en, nl)| name.eq_ignore_ascii_case(en) || name.eq_ignore_ascii_case(nl))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_means_two_functions() {
        let mut names: Vec<(&str, &str)> = Vec::new();
        for function in functions::all() {
            for name in
                [function.en, function.nl].into_iter().chain(function.aliases.iter().copied())
            {
                assert_eq!(name, name.to_uppercase());
                names.push((name, function.en));
            }
        }
        names.sort_unstable();
        names.dedup();
        for pair in names.windows(2) {
            assert_ne!(pair[0].0, pair[1].0, "{} and {}", pair[0].1, pair[1].1);
        }
    }

    #[test]
    fn functions_are_found_by_either_name() {
        let found = ["if", "ALS", "Als.Fout", "AFLOSSING"]
            .map(|name| Catalog::get().find(name).map(Function::en));
        assert_eq!(found, [Some("IF"), Some("IF"), Some("IFERROR"), Some("PMT")]);
    }
}
