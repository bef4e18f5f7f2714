//! `clv fit`: the analyst's view of a ledger: one model, its parameters and what it predicts; writes nothing.

mod observed;
mod summaries;
mod table;

use crate::cli::Shared;
use crate::error::Fatal;
use crate::notices::Terminal;
use crate::{Done, json, update};
use clap::{Args, ValueEnum};
use clv_core::calendar::{DAYS_PER_MONTH, DAYS_PER_YEAR, Date, Days};
use clv_core::forecast::fit::{Choice, Method, Request};
use clv_core::forecast::holdout;
use clv_core::forecast::simulate::{Outcome, predict};
use observed::Observed;

pub use observed::LeftOut;
use std::path::PathBuf;

/// What `clv fit` is asked.
#[derive(Debug, Args)]
pub struct FitArgs {
    /// The ledger, or the summaries.
    #[arg(value_name = "LEDGER")]
    pub ledger: PathBuf,
    /// The file holds summaries: `customer,frequency,recency,age,monetary_value` (and `litt` for the k-models).
    #[arg(long, conflicts_with_all = ["as_of", "observation_end", "template"])]
    pub summary: bool,
    /// The model.
    #[arg(long, value_name = "MODEL", default_value = "auto")]
    pub model: Model,
    /// Maximum likelihood as papers print it, or with weak priors, which always has an answer.
    #[arg(long, default_value = "map")]
    pub method: FitMethod,
    /// The unit of times, in summaries as in what is printed.
    #[arg(long, default_value = "week")]
    pub time_unit: TimeUnit,
    /// The last day that the model knows of; what comes after is the holdout [default: the end of the period].
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub observation_end: Option<Date>,
    /// How far ahead, in time units [default: a year].
    #[arg(long, value_name = "N", value_parser = horizon)]
    pub horizon: Option<f64>,
    /// Discount rate per year, 0.08 for 8 %.
    #[arg(long, value_name = "RATE", default_value_t = 0.0, value_parser = rate)]
    pub annual_discount: f64,
    /// The shared options.
    #[command(flatten)]
    pub shared: Shared,
}

/// The models of `--model`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum Model {
    Auto,
    BgNbd,
    MbgNbd,
    ParetoNbd,
    BgCnbdK,
    MbgCnbdK,
    BgBb,
    GammaGamma,
    Sbg,
}

impl Model {
    fn choice(self) -> Choice {
        match self {
            Self::Auto => Choice::Auto,
            Self::BgNbd => Choice::BgNbd,
            Self::MbgNbd => Choice::MbgNbd,
            Self::ParetoNbd => Choice::ParetoNbd,
            Self::BgCnbdK => Choice::BgCnbdK,
            Self::MbgCnbdK => Choice::MbgCnbdK,
            Self::BgBb => Choice::BgBb,
            Self::GammaGamma => Choice::GammaGamma,
            Self::Sbg => Choice::Sbg,
        }
    }
}

/// The methods of `--method`.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum FitMethod {
    /// Maximum likelihood.
    Mle,
    /// With weak priors.
    Map,
}

/// The units of `--time-unit`.
#[derive(Clone, Copy, Debug, ValueEnum)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum TimeUnit {
    Day,
    Week,
    Month,
}

impl TimeUnit {
    /// Returns the name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// Returns how long it is.
    pub fn length(self) -> Days {
        match self {
            Self::Day => Days(1.0),
            Self::Week => Days(7.0),
            Self::Month => Days(DAYS_PER_MONTH),
        }
    }
}

/// The longest horizon that is looked ahead to, in years.
const LONGEST_YEARS: f64 = 200.0;

fn horizon(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| "a number of time units is expected".to_owned())?;
    let is_sensible = number > 0.0 && number <= LONGEST_YEARS * DAYS_PER_YEAR;
    is_sensible.then_some(number).ok_or_else(|| "more than 0 and no more than 200 years".to_owned())
}

fn rate(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| "a rate such as 0.08 is expected".to_owned())?;
    (0.0..=10.0).contains(&number).then_some(number).ok_or_else(|| "from 0 to 10".to_owned())
}

/// A fitted model and what it predicts of whom.
#[derive(Debug)]
pub struct Fitted {
    /// What was asked.
    pub choice: Choice,
    /// The name of the model as it was asked for.
    pub model: String,
    /// How it was fitted.
    pub method: Method,
    /// The unit of times.
    pub unit: TimeUnit,
    /// How far ahead, in time units.
    pub horizon: f64,
    /// Who was observed.
    pub observed: Observed,
    /// What comes of it.
    pub outcome: Outcome,
    /// What happened since, if the ledger goes on after the end of the observation.
    pub holdout: Option<clv_core::forecast::Holdout>,
}

/// Fits one ledger and prints what comes of it.
pub fn fit(args: &FitArgs, terminal: &Terminal) -> Result<Done, Fatal> {
    let fitted = update::guarded(|| {
        let observed = if args.summary {
            summaries::read(&args.ledger, args.time_unit.length())?
        } else {
            observed::read(&args.ledger, args)?
        };
        Ok(fitted(observed, args))
    });
    match fitted {
        Ok(fitted) if terminal.is_json() => terminal.print(&json::fit::fit(&fitted))?,
        Ok(fitted) => terminal.say(&table::of(&fitted))?,
        Err(error) => {
            terminal.failed(&args.ledger, &error)?;
            return Ok(Done::NotAll);
        }
    }
    Ok(Done::All)
}

fn fitted(observed: Observed, args: &FitArgs) -> Fitted {
    let unit = args.time_unit.length();
    let horizon = args.horizon.unwrap_or(DAYS_PER_YEAR / unit.0);
    let request = Request {
        choice: args.model.choice(),
        method: match args.method {
            FitMethod::Mle => Method::Mle,
            FitMethod::Map => Method::Map,
        },
        horizon: horizon * unit.0,
        annual_discount_rate: args.annual_discount,
        time_unit: unit,
        n_draws: None,
        total_only: false,
    };
    let outcome = predict(&observed.customers, 0, &request);
    let holdout = observed.later.as_ref().map(|later| {
        // To the end of the horizon or of the ledger, whose last whole time unit counts as such.
        let reach = (later.length.0 / unit.0).ceil().min(horizon);
        let (from, until) = later.within(Days(reach * unit.0));
        let customers = later.summaries.iter().map(|summary| summary.customer);
        let happened = holdout::later(&later.ledger, customers, from, until);
        let compare = |outcome: &Outcome| {
            let expected = outcome.customers.iter().map(|customer| customer.expected_purchases);
            holdout::compare(outcome, expected, &happened, from, until)
        };
        if reach < horizon {
            let request = Request { horizon: reach * unit.0, ..request };
            let then = predict(&observed.customers, 0, &request);
            compare(&then)
        } else {
            compare(&outcome)
        }
    });
    let model =
        args.model.to_possible_value().map_or_else(String::new, |v| v.get_name().to_owned());
    Fitted {
        choice: request.choice,
        model,
        method: request.method,
        unit: args.time_unit,
        horizon,
        observed,
        outcome,
        holdout,
    }
}
