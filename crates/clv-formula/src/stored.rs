//! Writing a formula the way files store it, with newer functions put in the words of older versions of Excel.

mod lowering;

use crate::catalog::Version;
use crate::dialect::{Dialect, Style};
use crate::expr::{Call, Expr};
use crate::formula::Formula;
use crate::print::{Notation, Printer};
use lowering::Lowering;
use std::cell::RefCell;
use std::fmt;

/// The longest formula of a cell in characters.
const LONGEST: usize = 8_192;

/// What a formula points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference<'a> {
    /// A variable.
    Variable(&'a str),
    /// A whole column of a table.
    Column {
        /// The table.
        table: &'a str,
        /// The column.
        column: &'a str,
    },
}

/// A formula as it goes into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emitted {
    /// English, `,` between arguments, no `=`.
    pub text: String,
    /// The first version of Excel that computes it.
    pub since: Version,
    /// Whether it computes with whole columns cell by cell, which older versions do only in an array formula.
    pub is_array: bool,
}

/// Why a formula cannot stand live in a cell; its value can.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotLive {
    /// A function that the version does not know and that has no older words.
    NeedsNewer {
        /// The English name of the function.
        function: &'static str,
        /// The version that has it.
        version: Version,
    },
    /// A function that gives another text in another country.
    LocaleDependent {
        /// The English name of the function.
        function: &'static str,
    },
    /// A variable or column that stands nowhere in the workbook.
    NoReference {
        /// Its name.
        name: String,
    },
    /// It would be longer than a cell allows.
    TooLong,
}

impl fmt::Display for NotLive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NeedsNewer { function, version } => {
                write!(f, "`{function}` needs Excel {version}")
            }
            Self::LocaleDependent { function } => {
                write!(f, "`{function}` gives another text in another country")
            }
            Self::NoReference { name } => write!(f, "`{name}` stands nowhere in the workbook"),
            Self::TooLong => write!(f, "the formula is too long for a cell"),
        }
    }
}

impl std::error::Error for NotLive {}

impl Formula {
    /// Writes the formula for a file that a version of Excel must compute.
    ///
    /// `reference` tells what stands for a variable or column: a cell, a name, `Klanten[[#This Row],[x]]`, `Klanten[x]`.
    /// Functions newer than the version are put in older words where there are such words: LET by substitution, IFS and
    /// SWITCH as nested IF, IFNA, XLOOKUP, CONCAT, DAYS, ISOWEEKNUM, XOR and RRI by what they mean.
    pub fn to_stored(
        &self,
        version: Version,
        reference: &dyn Fn(Reference<'_>) -> Option<String>,
    ) -> Result<Emitted, NotLive> {
        if let Some(function) =
            self.functions().into_iter().find(|name| matches!(*name, "TEXT" | "FIXED"))
        {
            return Err(NotLive::LocaleDependent { function });
        }
        let expr = Lowering::new(version).lower(&self.expr)?;
        let mut stored = Stored { formula: self, reference, missing: RefCell::new(None) };
        let text = Printer::new(&mut stored).print(&expr);
        if let Some(name) = stored.missing.into_inner() {
            return Err(NotLive::NoReference { name });
        }
        if text.chars().count() > LONGEST {
            return Err(NotLive::TooLong);
        }
        Ok(Emitted { text, since: first_version(&expr), is_array: is_array(&expr, false) })
    }
}

fn first_version(expr: &Expr) -> Version {
    let own = match expr {
        Expr::Call(call) => call.function.first_version(),
        Expr::Let(_) => Version::V2021,
        _ => Version::V2007,
    };
    expr.children().map(first_version).fold(own, Version::max)
}

/// Returns whether a column is computed with cell by cell outside the functions that do so in every version.
fn is_array(expr: &Expr, inside_product: bool) -> bool {
    let has_column = |expr: &Expr| expr.any(&|part| matches!(part, Expr::Column(_)));
    match expr {
        Expr::Column(_) => false,
        Expr::Call(call) => {
            let inside = inside_product || call.function.en() == "SUMPRODUCT";
            call.arguments.iter().any(|argument| is_array(argument, inside))
        }
        Expr::Binary(_) | Expr::Unary(..) if !inside_product && spreads(expr) => true,
        _ if has_column(expr) => expr.children().any(|child| is_array(child, inside_product)),
        _ => false,
    }
}

/// Returns whether an operator meets a bare column.
fn spreads(expr: &Expr) -> bool {
    match expr {
        Expr::Column(_) => true,
        Expr::Binary(binary) => spreads(&binary.left) || spreads(&binary.right),
        Expr::Unary(_, inner) => spreads(inner),
        _ => false,
    }
}

/// The notation of files.
struct Stored<'a> {
    formula: &'a Formula,
    reference: &'a dyn Fn(Reference<'_>) -> Option<String>,
    /// The first name that stands nowhere.
    missing: RefCell<Option<String>>,
}

impl Stored<'_> {
    fn refer(&self, reference: Reference<'_>, name: &str) -> String {
        (self.reference)(reference).unwrap_or_else(|| {
            self.missing.borrow_mut().get_or_insert_with(|| name.to_owned());
            String::new()
        })
    }
}

impl Notation for Stored<'_> {
    fn style(&self) -> Style {
        Dialect::En.style()
    }

    fn dialect(&self) -> Dialect {
        Dialect::En
    }

    fn function(&mut self, call: &Call) -> String {
        let name = call.function.en();
        match (name, call.function.first_version()) {
            ("FILTER", _) => format!("_xlfn._xlws.{name}"),
            (_, Version::V2007) => name.to_owned(),
            _ => format!("_xlfn.{name}"),
        }
    }

    fn let_name(&mut self) -> String {
        "_xlfn.LET".to_owned()
    }

    fn local(&mut self, name: &str) -> String {
        format!("_xlpm.{name}")
    }

    fn variable(&mut self, at: u32) -> String {
        let name = &self.formula.variables[at as usize];
        self.refer(Reference::Variable(name), name)
    }

    fn column(&mut self, at: u32) -> String {
        let (table, column) = &self.formula.columns[at as usize];
        self.refer(Reference::Column { table, column }, column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::{parse, parse_stored};
    use crate::limits::Limits;
    use crate::names::Names;
    use crate::value::Value;

    fn emit(text: &str, version: Version) -> Result<Emitted, NotLive> {
        let formula = parse(text, Dialect::En, &Names::any(), &Limits::default()).unwrap();
        formula.to_stored(version, &|reference| {
            Some(match reference {
                Reference::Variable(name) => format!("Klanten[[#This Row],[{name}]]"),
                Reference::Column { table, column } => format!("{table}[{column}]"),
            })
        })
    }

    #[track_caller]
    fn check(text: &str, stored: &str) {
        assert_eq!(emit(text, Version::V2010).unwrap().text, stored);
    }

    #[test]
    fn newer_functions_are_put_in_older_words() {
        check("IFS(p<1,2,TRUE,3)", "IF(Klanten[[#This Row],[p]]<1,2,IF(TRUE,3,#N/A))");
        check("SWITCH(p,1,\"a\",\"b\")", "IF(Klanten[[#This Row],[p]]=1,\"a\",\"b\")");
        check("LET(x,p+1,x*x)", "(Klanten[[#This Row],[p]]+1)*(Klanten[[#This Row],[p]]+1)");
        check("XLOOKUP(3,T[a],T[b],0)", "IF(ISNA(MATCH(3,T[a],0)),0,INDEX(T[b],MATCH(3,T[a],0)))");
        check("CONCAT(1,\"x\")", "1&\"x\"");
        check("STDEV.S(T[a])", "_xlfn.STDEV.S(T[a])");
    }

    #[test]
    fn older_words_mean_the_same() {
        for text in [
            "ISOWEEKNUM(d)",
            "DAYS(d,45000)",
            "XOR(d>45000,TRUE)",
            "RRI(5,100,d)",
            "IFNA(NA(),d)",
            "IFS(d>45003,1,d>45000,2,TRUE,3)",
            "SWITCH(MOD(d,3),0,\"a\",1,\"b\",\"c\")",
            "LET(a,d+1,b,a*2,b-a)",
            "CONCAT(d)",
        ] {
            let formula = parse(text, Dialect::En, &Names::any(), &Limits::default()).unwrap();
            let own = |reference: Reference<'_>| match reference {
                Reference::Variable(name) => Some(name.to_owned()),
                Reference::Column { .. } => None,
            };
            let stored = formula.to_stored(Version::V2010, &own).unwrap();
            assert!(stored.since <= Version::V2010, "{text}: {stored:?}");
            let again = parse_stored(&stored.text, &Names::any(), &Limits::default()).unwrap();
            for day in (44_900..45_400).step_by(3).map(f64::from) {
                let values = [Value::Number(day)];
                assert_eq!(again.eval(&values), formula.eval(&values), "{text} at {day}");
            }
        }
    }

    #[test]
    fn what_has_no_older_words_is_said() {
        let newer = NotLive::NeedsNewer { function: "SEQUENCE", version: Version::V2021 };
        assert_eq!(emit("SUM(SEQUENCE(3))", Version::V2010), Err(newer));
        let emitted = emit("LET(x,1,x)+SUM(SEQUENCE(3))", Version::V2021).unwrap();
        assert_eq!(emitted.text, "_xlfn.LET(_xlpm.x,1,_xlpm.x)+SUM(_xlfn.SEQUENCE(3))");
        assert_eq!(
            emit("TEXT(p,\"0\")", Version::V2010),
            Err(NotLive::LocaleDependent { function: "TEXT" })
        );
    }

    #[test]
    fn columns_that_are_computed_with_need_an_array_formula_outside_sumproduct() {
        let is_array = |text| emit(text, Version::V2010).unwrap().is_array;
        assert!(is_array("SUM(T[a]*2)") && is_array("SUM(-T[a])"));
        assert!(!is_array("SUM(T[a])*2") && !is_array("SUMPRODUCT((T[a]>1)*T[b])/SUM(T[b])"));
    }

    #[test]
    fn names_that_double_at_every_step_do_not_fill_the_memory() {
        let steps: String = (1..60)
            .map(|i| [format!("y_{i}_,y_"), format!("{}_+y_{}_,", i - 1, i - 1)].concat())
            .collect();
        let text = format!("LET(y_0_,1,{steps}y_59_)");
        assert_eq!(emit(&text, Version::V2010), Err(NotLive::TooLong));
    }
}
