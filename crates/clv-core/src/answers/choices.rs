//! The settings as rows of a sheet: one line of [`ALL`] each, which both writing and reading go by.
//!
//! To add a setting: a field in [`Settings`], a line in [`ALL`], and the messages `setting-<id>` and
//! `setting-<id>-why` in the Fluent files.

use crate::answers::filled_in::{BothLanguages, Typed};
use crate::calendar::Date;
use crate::ledger::BusinessKind;
use crate::settings::Settings;
use crate::words::Lang;

/// What can be filled in, and how it is checked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    /// One of a few; each is the message `<prefix>-<option>`.
    Choice {
        /// What the messages begin with.
        prefix: &'static str,
        /// The names of the options.
        options: &'static [&'static str],
    },
    /// A share, 0 to 1.
    Share,
    /// An amount in the ledger's currency, not negative.
    Amount,
    /// A number of years, more than none.
    Years,
    /// A whole number, at least 1.
    Count,
    /// A date.
    Day,
}

/// A value of a setting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Choice {
    /// The name of an option.
    Option(&'static str),
    /// A share, an amount, a number of years or a count.
    Number(f64),
    /// A date.
    Day(Date),
}

/// One setting.
pub(crate) struct Setting {
    /// The name of its field and of its messages.
    pub(crate) id: &'static str,
    /// What can be filled in.
    pub(crate) kind: Kind,
    /// Returns what holds, as far as the field alone can tell.
    pub(crate) get: fn(&Settings) -> Option<Choice>,
    /// Takes over a value that fits the kind.
    set: fn(&mut Settings, Choice),
}

const YES_NO: Kind = Kind::Choice { prefix: "choice", options: &["yes", "no"] };

/// All settings, in the order of the sheet.
pub(crate) const ALL: &[Setting] = &[
    Setting {
        id: "business",
        kind: Kind::Choice {
            prefix: "business",
            options: &["service", "training", "webshop", "subscription", "b2b", "mixed"],
        },
        get: |settings| settings.business.map(|kind| Choice::Option(kind.name())),
        set: |settings, choice| settings.business = business(choice),
    },
    Setting {
        id: "gross_margin",
        kind: Kind::Share,
        get: |settings| settings.gross_margin.map(Choice::Number),
        set: |settings, choice| settings.gross_margin = number(choice),
    },
    Setting {
        id: "acquisition_cost",
        kind: Kind::Amount,
        get: |settings| settings.acquisition_cost.map(Choice::Number),
        set: |settings, choice| settings.acquisition_cost = number(choice),
    },
    Setting {
        id: "acquisition_share",
        kind: Kind::Share,
        get: |settings| Some(Choice::Number(settings.acquisition_share)),
        set: |settings, choice| take(&mut settings.acquisition_share, number(choice)),
    },
    Setting {
        id: "lifespan_years",
        kind: Kind::Years,
        get: |settings| settings.lifespan_years.map(Choice::Number),
        set: |settings, choice| settings.lifespan_years = number(choice),
    },
    Setting {
        id: "lifespan_cap_years",
        kind: Kind::Years,
        get: |settings| Some(Choice::Number(settings.lifespan_cap_years)),
        set: |settings, choice| take(&mut settings.lifespan_cap_years, number(choice)),
    },
    Setting {
        id: "horizon_months",
        kind: Kind::Count,
        get: |settings| Some(Choice::Number(f64::from(settings.horizon_months))),
        set: |settings, choice| take(&mut settings.horizon_months, count(choice)),
    },
    Setting {
        id: "cohort_since",
        kind: Kind::Day,
        get: |settings| settings.cohort_since.map(Choice::Day),
        set: |settings, choice| settings.cohort_since = day(choice),
    },
    Setting {
        id: "as_of",
        kind: Kind::Day,
        get: |settings| settings.as_of.map(Choice::Day),
        set: |settings, choice| settings.as_of = day(choice),
    },
    Setting {
        id: "count_open",
        kind: YES_NO,
        get: |settings| Some(Choice::Option(if settings.count_open { "yes" } else { "no" })),
        set: |settings, choice| settings.count_open = choice == Choice::Option("yes"),
    },
    Setting {
        id: "annual_discount_rate",
        kind: Kind::Share,
        get: |settings| Some(Choice::Number(settings.annual_discount_rate)),
        set: |settings, choice| take(&mut settings.annual_discount_rate, number(choice)),
    },
    Setting {
        id: "contact_cost",
        kind: Kind::Amount,
        get: |settings| Some(Choice::Number(settings.contact_cost)),
        set: |settings, choice| take(&mut settings.contact_cost, number(choice)),
    },
    Setting {
        id: "win_back_discount",
        kind: Kind::Share,
        get: |settings| Some(Choice::Number(settings.win_back_discount)),
        set: |settings, choice| take(&mut settings.win_back_discount, number(choice)),
    },
    Setting {
        id: "max_actions_per_week",
        kind: Kind::Count,
        get: |settings| Some(Choice::Number(f64::from(settings.max_actions_per_week))),
        set: |settings, choice| take(&mut settings.max_actions_per_week, count(choice)),
    },
    Setting {
        id: "lang",
        kind: Kind::Choice { prefix: "lang", options: &["nl", "en"] },
        get: |settings| settings.lang.map(|lang| Choice::Option(lang.code())),
        set: |settings, choice| settings.lang = lang(choice),
    },
];

impl Setting {
    /// Returns the value that the owner chose; nothing where the default holds.
    pub(crate) fn chosen(&self, settings: &Settings) -> Option<Choice> {
        let choice = (self.get)(settings);
        choice.filter(|_| choice != (self.get)(&Settings::default()))
    }

    /// Takes over what was typed; returns whether it could be understood.
    pub(super) fn take(
        &self,
        settings: &mut Settings,
        typed: Typed<'_>,
        words: &BothLanguages,
    ) -> bool {
        let choice = self.kind.read(typed, words);
        if let Some(choice) = choice {
            (self.set)(settings, choice);
        }
        choice.is_some()
    }
}

impl Kind {
    fn read(self, typed: Typed<'_>, words: &BothLanguages) -> Option<Choice> {
        let number = |fits: fn(f64) -> bool| {
            typed.number().filter(|&number| fits(number)).map(Choice::Number)
        };
        match self {
            Self::Choice { prefix, options } => {
                let text = match typed {
                    Typed::Logical(logical) => if logical { "yes" } else { "no" }.to_owned(),
                    Typed::Nothing | Typed::Text(_) | Typed::Number(_) | Typed::Date(_) => {
                        typed.text()?
                    }
                };
                words.option(&text, prefix, options).map(Choice::Option)
            }
            Self::Share => typed.share().map(Choice::Number),
            Self::Amount => number(|amount| amount >= 0.0),
            Self::Years => number(|years| years > 0.0 && years <= 100.0),
            Self::Count => number(|count| (1.0..=1200.0).contains(&count)),
            Self::Day => typed.date().map(Choice::Day),
        }
    }
}

fn take<T>(field: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *field = value;
    }
}

fn number(choice: Choice) -> Option<f64> {
    match choice {
        Choice::Number(number) => Some(number),
        Choice::Option(_) | Choice::Day(_) => None,
    }
}

fn count(choice: Choice) -> Option<u32> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count was checked to lie between 1 and 1200"
    )]
    number(choice).map(|number| number.round() as u32)
}

fn day(choice: Choice) -> Option<Date> {
    match choice {
        Choice::Day(date) => Some(date),
        Choice::Option(_) | Choice::Number(_) => None,
    }
}

fn business(choice: Choice) -> Option<BusinessKind> {
    use BusinessKind::{B2b, Mixed, Service, Subscription, Training, Webshop};
    [Service, Training, Webshop, Subscription, B2b, Mixed]
        .into_iter()
        .find(|kind| choice == Choice::Option(kind.name()))
}

fn lang(choice: Choice) -> Option<Lang> {
    [Lang::Nl, Lang::En].into_iter().find(|lang| choice == Choice::Option(lang.code()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    #[test]
    fn every_setting_and_option_has_words() {
        let words = Words::new(Lang::Nl);
        for setting in ALL {
            let id = setting.id.replace('_', "-");
            let mut ids = vec![format!("setting-{id}"), format!("setting-{id}-why")];
            if let Kind::Choice { prefix, options } = setting.kind {
                ids.extend(options.iter().map(|option| format!("{prefix}-{option}")));
            }
            for id in ids {
                assert!(words.has(&id), "{id}");
            }
        }
    }

    #[test]
    fn what_is_taken_over_is_what_holds() {
        let words = BothLanguages::load();
        for setting in ALL {
            let typed = match setting.kind {
                Kind::Choice { options, .. } => Typed::Text(options[1]),
                Kind::Share => Typed::Number(0.4),
                Kind::Amount | Kind::Years | Kind::Count => Typed::Number(7.0),
                Kind::Day => Typed::Date(45_691.0),
            };
            let mut settings = Settings::default();
            assert_eq!(setting.chosen(&settings), None);
            assert!(setting.take(&mut settings, typed, &words), "{}", setting.id);
            assert!(setting.chosen(&settings).is_some(), "{}", setting.id);
        }
    }

    #[test]
    fn what_makes_no_sense_changes_nothing() {
        let words = BothLanguages::load();
        for setting in ALL {
            let mut settings = Settings::default();
            let typed = Typed::Text("weet ik niet");
            assert!(!setting.take(&mut settings, typed, &words), "{}", setting.id);
            assert_eq!(settings, Settings::default());
        }
    }
}
