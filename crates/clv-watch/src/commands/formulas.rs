//! `clv formulas`: the built-in and plugged-in formulas: what there is, whether it is right, and how it computes.

mod explain;
mod list;
mod test;
mod translate;

use crate::Done;
use crate::cli::Language;
use crate::error::Fatal;
use crate::notices::Terminal;
use clap::{Args, Subcommand};
use clv_core::words::Lang;
use std::path::PathBuf;

/// What `clv formulas` is asked.
#[derive(Debug, Args)]
pub struct FormulasArgs {
    /// What to do [default: list].
    #[command(subcommand)]
    pub action: Option<Action>,
    /// The language of names and messages.
    #[arg(long, global = true)]
    pub lang: Option<Language>,
    /// JSON on stdout; all other words go to stderr.
    #[arg(long, global = true)]
    pub json: bool,
}

/// What to do with formulas.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Lists the formulas, those of packs beside a ledger included.
    List {
        /// A ledger, or a pack.
        #[arg(value_name = "LEDGER|PACK")]
        of: Option<PathBuf>,
    },
    /// Shows one formula in both notations, with all that is known of it.
    Show {
        /// Its name.
        id: String,
        /// A ledger, or a pack.
        #[arg(value_name = "LEDGER|PACK")]
        of: Option<PathBuf>,
    },
    /// Lists the variables that formulas may use.
    Variables,
    /// Runs the tests inside packs.
    Test {
        /// The packs; without any, our own.
        #[arg(value_name = "PACK")]
        packs: Vec<PathBuf>,
    },
    /// Writes a formula in the other notation.
    Translate {
        /// The formula, such as "=ALS(marge>0,3;1;0)".
        #[arg(allow_hyphen_values = true)]
        formula: String,
        /// The notation to write.
        #[arg(long, default_value = "en")]
        to: Language,
        /// The notation of the formula [default: the other one].
        #[arg(long)]
        from: Option<Language>,
    },
    /// Shows step by step how a formula comes to its value in a ledger.
    Explain {
        /// Its name.
        id: String,
        /// The ledger.
        #[arg(value_name = "LEDGER")]
        ledger: PathBuf,
        /// The customer, where there is a value of each.
        #[arg(long, value_name = "NAME")]
        customer: Option<String>,
    },
}

impl FormulasArgs {
    /// Returns the terminal that speaks as these options ask.
    pub fn terminal(&self) -> Terminal {
        Terminal::new(self.lang.map(Lang::from), self.json)
    }
}

/// Does it.
pub fn formulas(args: &FormulasArgs, terminal: &Terminal) -> Result<Done, Fatal> {
    match &args.action {
        None => list::list(None, terminal),
        Some(Action::List { of }) => list::list(of.as_deref(), terminal),
        Some(Action::Show { id, of }) => list::show(id, of.as_deref(), terminal),
        Some(Action::Variables) => list::variables(terminal),
        Some(Action::Test { packs }) => test::test(packs, terminal),
        Some(Action::Translate { formula, to, from }) => {
            translate::translate(formula, *to, *from, terminal)
        }
        Some(Action::Explain { id, ledger, customer }) => {
            explain::explain(id, ledger, customer.as_deref(), terminal)
        }
    }
}
