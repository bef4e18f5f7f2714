//! Formulas made by chance: nothing panics, both notations mean the same, and mistakes are pointed at.
//!
//! `CLV_FUZZ_SECONDS` makes the mutations run for so long, from `CLV_FUZZ_SEED` or from a seed of its own, which is printed;
//! without it they are few.

#![expect(
    clippy::panic,
    reason = "a helper of tests; the lint's exception covers test functions alone"
)]

#[path = "support/hostile.rs"]
mod hostile;
#[path = "support/random.rs"]
mod random;
#[path = "support/variables.rs"]
mod variables;

use clv_formula::{
    Column, Dialect, Evaluation, Formula, Input, Limits, Names, Problem, Value, parse, parse_stored,
};
use hostile::hostile;
use random::{Chance, formula};
use std::time::{Duration, Instant};
use variables::{eval, shown, variables};

fn read(text: &str, dialect: Dialect) -> Formula {
    parse(text, dialect, &Names::any(), &Limits::default())
        .unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn twenty_thousand_formulas_survive_the_way_to_dutch_and_back() {
    let mut chance = Chance::new(7);
    for _ in 0..20_000 {
        let text = formula(&mut chance);
        let english = read(&text, Dialect::En);
        let dutch = english.to_text(Dialect::Nl);
        let back = read(&dutch, Dialect::Nl);
        assert_eq!(back, english, "{text} is {dutch} in Dutch");
        assert_eq!(read(&english.to_text(Dialect::En), Dialect::En), english, "{text}");
        let values = [(text.as_str(), Dialect::En), (dutch.as_str(), Dialect::Nl)];
        let [ours, theirs] = values.map(|(text, dialect)| shown(&eval(text, dialect)));
        assert_eq!(ours, theirs, "{text} is {dutch} in Dutch");
    }
}

/// Characters that matter to a reader of formulas, and some that should not.
const CHARACTERS: &[char] = &[
    '=', '(', ')', ';', ',', '.', '"', '\'', '{', '}', '[', ']', '@', '#', '\\', '%', '^', '&',
    '<', '>', '+', '-', '*', '/', ' ', '0', '9', 'e', 'E', '_', 'A', 'x', '€', 'é', '\u{a0}', '\n',
    '\u{0}', ':', '!', '$', '😀',
];

/// Changes a text in a few places.
fn mutated(text: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..=chance.below(4) {
        let at = chance.below(letters.len() + 1);
        match chance.below(5) {
            0 if at < letters.len() => {
                letters.remove(at);
            }
            1 if at < letters.len() => letters[at] = *chance.choose(CHARACTERS),
            2 => {
                let part: Vec<char> =
                    letters.iter().skip(at).take(1 + chance.below(12)).copied().collect();
                let to = chance.below(letters.len() + 1);
                letters.splice(to..to, part);
            }
            3 => letters.truncate(at.max(1)),
            _ => letters.insert(at, *chance.choose(CHARACTERS)),
        }
    }
    letters.into_iter().collect()
}

/// Does everything that is done with a formula whatever its text is.
fn use_it(text: &str) {
    let names = Names::new(variables().iter().map(|(name, _)| *name));
    let limits = Limits { fuel: 20_000, ..Limits::default() };
    for dialect in [Dialect::Nl, Dialect::En] {
        let open = parse(text, dialect, &Names::any(), &limits);
        let known = parse(text, dialect, &names, &limits);
        if let Err(error) = &known {
            let n_letters = text.chars().count();
            assert!(error.span.start <= error.span.end && error.span.start <= n_letters, "{text}");
        }
        let Ok(read) = open else { continue };
        let inputs = read.variables().iter().map(|_| Input::Same(Value::Number(3.0))).collect();
        let column = Column::Numbers(vec![1.0, 2.0, 3.0]);
        let columns = read.columns().iter().map(|_| &column).collect();
        drop(Evaluation::new(&read, inputs, columns, limits).at(0));
        drop((read.to_text(Dialect::Nl), read.to_text(Dialect::En)));
    }
    drop(parse_stored(text, &names, &limits));
}

#[test]
fn no_text_makes_it_panic() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let until =
        number("CLV_FUZZ_SECONDS").map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let own = if until.is_some() { u64::from(std::process::id()) } else { 11 };
    let seed = number("CLV_FUZZ_SEED").unwrap_or(own);
    let mut chance = Chance::new(seed);
    let mut n_texts = 0_u64;
    loop {
        for _ in 0..1_000 {
            let text = formula(&mut chance);
            use_it(&mutated(&text, &mut chance));
            n_texts += 1;
        }
        let is_done = until.map_or(n_texts >= 20_000, |until| Instant::now() >= until);
        if is_done {
            break;
        }
    }
    println!("{n_texts} texts, seed {seed}");
}

#[test]
fn hostile_formulas_end_in_an_error_and_not_in_much_work() {
    for text in hostile() {
        use_it(&text);
        let limits = Limits::default();
        if let Ok(read) = parse(&text, Dialect::En, &Names::any(), &limits) {
            let mut evaluation = Evaluation::new(&read, Vec::new(), Vec::new(), limits);
            drop(evaluation.at(0));
            assert!(evaluation.fuel_used() <= limits.fuel);
        }
    }
}

/// The names that a typing person may mean.
const KNOWN: [&str; 14] = [
    "average_purchase_value",
    "purchase_frequency",
    "customer_value_per_year",
    "lifespan_years",
    "probability_alive",
    "expected_purchases",
    "expected_spend",
    "omzet_totaal",
    "aantal_aankopen",
    "eerste_aankoop",
    "relatieduur_jaren",
    "abonnement_per_maand",
    "levensduur",
    "discontovoet",
];

/// Changes one or two letters of a name as fingers do: drops, doubles, swaps or hits a neighbor.
fn mistyped(name: &str, edits: usize, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    for _ in 0..edits {
        let at = 1 + chance.below(letters.len() - 2);
        match chance.below(4) {
            0 => {
                letters.remove(at);
            }
            1 => letters.insert(at, letters[at]),
            2 => letters.swap(at, at + 1),
            _ => letters[at] = *chance.choose(&['a', 'e', 'r', 't', 'n', 's', 'o', 'k']),
        }
    }
    letters.into_iter().collect()
}

#[test]
fn what_was_meant_and_where_is_said_of_at_least_98_in_100_typing_mistakes() {
    let names = Names::new(KNOWN);
    let functions = ["ROUND", "AVERAGE", "IFERROR", "COUNTIF", "MEDIAN", "CEILING", "SUMIFS"];
    let mut chance = Chance::new(3);
    let (mut right, mut tried) = (0, 0);
    let mut wrong = Vec::new();
    while tried < 1_000 {
        let edits = 1 + tried % 2;
        let is_function = tried % 5 == 0;
        let meant = if is_function { *chance.choose(&functions) } else { *chance.choose(&KNOWN) };
        let typed = mistyped(&meant.to_lowercase(), edits, &mut chance);
        if typed == meant.to_lowercase() || clv_formula::Catalog::get().find(&typed).is_some() {
            continue;
        }
        let (text, at) = if is_function {
            (format!("=1+{typed}(levensduur,2)"), 4)
        } else {
            (format!("=12*({typed}+1)"), 6)
        };
        tried += 1;
        let error = parse(&text, Dialect::En, &names, &Limits::default()).unwrap_err();
        let suggested = error.suggestion.as_deref().map(str::to_lowercase);
        if suggested.as_deref() == Some(&meant.to_lowercase()) && error.character() == at {
            right += 1;
        } else {
            wrong.push(format!("{text}: meant {meant}, {error}"));
        }
    }
    println!("{right} of {tried}\n{}", wrong.join("\n"));
    assert!(right * 100 >= tried * 98);
}

#[test]
fn every_mix_up_of_separators_is_called_one() {
    let mut chance = Chance::new(5);
    let (mut explained, mut tried) = (0, 0);
    let mut silent = Vec::new();
    while tried < 500 {
        let english = read(&formula(&mut chance), Dialect::En);
        let dutch = english.to_text(Dialect::Nl);
        // A text in the other notation: only where that is no formula of its own.
        let Err(error) = parse(&dutch, Dialect::En, &Names::any(), &Limits::default()) else {
            continue;
        };
        if !dutch.contains(';') && !dutch.contains(',') {
            continue;
        }
        tried += 1;
        if matches!(error.problem, Problem::Mixup { .. }) || error.corrected.is_some() {
            explained += 1;
        } else {
            silent.push(format!("{dutch}: {error}"));
        }
    }
    println!("{explained} of {tried}\n{}", silent.join("\n"));
    assert_eq!(explained, tried);
}
