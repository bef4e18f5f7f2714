//! The command line: commands, their options and what `--help` says.

use crate::commands::check::CheckArgs;
use crate::commands::fit::FitArgs;
use crate::commands::formulas::FormulasArgs;
use crate::commands::new::NewArgs;
use crate::commands::remove::RemoveArgs;
use crate::commands::run::RunArgs;
use crate::commands::watch::WatchArgs;
use crate::notices::Terminal;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clv_core::calendar::Date;
use clv_core::ledger::BusinessKind;
use clv_core::settings::Settings;
use clv_core::words::Lang;

/// Puts what your customers are worth into your own ledger, and keeps it there at every save.
#[derive(Debug, Parser)]
#[command(name = "clv", version, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Reads each ledger once and writes the CLV sheets into it.
    Run(RunArgs),
    /// Does the same for every ledger in a folder, now and at every later save.
    Watch(WatchArgs),
    /// Says how each ledger is understood; writes nothing.
    Check(CheckArgs),
    /// The analyst's view: fits a model, prints parameters and predictions; writes nothing.
    Fit(FitArgs),
    /// Takes our sheets out of ledgers again.
    Remove(RemoveArgs),
    /// The built-in and plugged-in formulas: list, show, variables, test, translate, explain.
    Formulas(FormulasArgs),
    /// Makes a ledger to start with, for a kind of business.
    New(NewArgs),
}

/// The options of every command that reads a ledger.
#[derive(Clone, Debug, Default, Args)]
pub struct Shared {
    /// The last day of the observation period [default: the latest purchase in the ledger].
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<Date>,
    /// The language of sheets and messages [default: the settings sheet, else the ledger's own headers, else nl].
    #[arg(long)]
    pub lang: Option<Language>,
    /// The kind of business [default: what the ledger looks like].
    #[arg(long, value_name = "NAME", value_parser = business)]
    pub template: Option<BusinessKind>,
    /// Puts back the sheets of ours that were deleted; otherwise they stay away.
    #[arg(long)]
    pub restore: bool,
    /// One JSON object per ledger on stdout, one line each; all other words go to stderr.
    #[arg(long)]
    pub json: bool,
}

impl Shared {
    /// Returns the terminal that speaks as these options ask.
    pub fn terminal(&self) -> Terminal {
        Terminal::new(self.lang.map(Lang::from), self.json)
    }

    /// Puts what the command line chooses above what the owner chose on the settings sheet.
    pub fn choose(&self, settings: &mut Settings) {
        settings.as_of = self.as_of.or(settings.as_of);
        settings.lang = self.lang.map(Lang::from).or(settings.lang);
        settings.business = self.template.or(settings.business);
    }
}

/// The languages of `--lang`.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Language {
    /// Dutch.
    Nl,
    /// English.
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Nl => Self::Nl,
            Language::En => Self::En,
        }
    }
}

fn business(name: &str) -> Result<BusinessKind, String> {
    let kinds = BusinessKind::ALL;
    kinds
        .into_iter()
        .find(|kind| kind.name() == name)
        .ok_or_else(|| format!("one of {} is expected", kinds.map(BusinessKind::name).join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
