//! Running the tests inside packs.

use crate::error::{Fatal, LedgerError, reading};
use crate::notices::Terminal;
use crate::{Done, update};
use clv_core::finding::{Finding, Severity};
use clv_core::formulas::{self, BUILT_IN, Failure, Pack, dialect};
use clv_formula::Value;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// What came of a pack, as other programs read it.
#[derive(Debug, Serialize)]
struct Tested {
    pack: String,
    passed: usize,
    failed: usize,
    failures: Vec<Short>,
    findings: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Short {
    id: String,
    test: usize,
    expected: String,
    got: Option<String>,
}

/// Reads a pack's text.
pub(super) fn text_of(path: &Path) -> Result<String, LedgerError> {
    let bytes = std::fs::read(path).map_err(reading)?;
    String::from_utf8(bytes).map_err(|_| LedgerError::NotAFile)
}

/// Runs the tests of packs, of our own where none is named.
pub(super) fn test(packs: &[PathBuf], terminal: &Terminal) -> Result<Done, Fatal> {
    let (mut passed, mut failed) = (0, 0);
    let mut done = Done::All;
    let mut one = |text: &str, file: &str, is_ours| -> Result<(), Fatal> {
        let tested = run(text, file, is_ours, terminal);
        passed += tested.passed;
        failed += tested.failed;
        done = done.and(tested.failed == 0);
        say(&tested, terminal)
    };
    if packs.is_empty() {
        for (file, text) in BUILT_IN {
            one(text, file, true)?;
        }
    }
    for path in packs {
        match text_of(path) {
            Ok(text) => one(&text, &update::file_name(path), false)?,
            Err(error) => {
                terminal.failed(path, &error)?;
                return Ok(Done::NotAll);
            }
        }
    }
    if !terminal.is_json() {
        terminal.say(&format!("{passed} passed, {failed} failed"))?;
    }
    Ok(done)
}

fn run(text: &str, file: &str, is_ours: bool, terminal: &Terminal) -> Tested {
    let words = terminal.words(None);
    let sentence = |finding: &Finding| {
        let (sentence, hint) = words.finding(finding);
        format!("{sentence} {}", hint.unwrap_or_default()).trim_end().to_owned()
    };
    let pack = match Pack::read(text, file, is_ours) {
        Ok(pack) => pack,
        Err(finding) => {
            let (pack, findings) = (file.to_owned(), vec![sentence(&finding)]);
            return Tested { pack, passed: 0, failed: 1, failures: vec![], findings };
        }
    };
    let (passed, failures, findings) = formulas::test(&pack.formulas);
    let dialect = dialect(words.lang());
    let short = |failure: Failure| Short {
        id: failure.id,
        test: failure.number,
        expected: failure.expected.shown(dialect),
        got: failure.got.as_ref().map(|got: &Value| got.shown(dialect)),
    };
    // What the registry refuses has no figure, whatever its tests say.
    let is_refused = |finding: &&Finding| finding.severity != Severity::Note;
    let n_refused = pack.findings.iter().chain(&findings).filter(is_refused).count();
    let findings: Vec<String> = pack.findings.iter().chain(&findings).map(sentence).collect();
    let failures: Vec<Short> = failures.into_iter().map(short).collect();
    Tested { pack: file.to_owned(), passed, failed: failures.len() + n_refused, failures, findings }
}

fn say(tested: &Tested, terminal: &Terminal) -> Result<(), Fatal> {
    if terminal.is_json() {
        return terminal.print(tested);
    }
    for finding in &tested.findings {
        terminal.say(finding)?;
    }
    for Short { id, test, expected, got } in &tested.failures {
        let got = got.as_deref().unwrap_or("nothing");
        terminal
            .say(&format!("{}: {id}, test {test}: expected {expected}, got {got}", tested.pack))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clv_core::words::Lang;

    #[track_caller]
    fn check(formulas: &str, passed_and_failed: (usize, usize)) {
        let pack = format!(
            "[pack]\nid='own'\nname='Own'\nversion='1'\ncontract=1\ndialect='en'\n{formulas}"
        );
        let tested = run(&pack, "own.toml", false, &Terminal::new(Some(Lang::En), true));
        assert_eq!((tested.passed, tested.failed), passed_and_failed, "{:?}", tested.findings);
    }

    #[test]
    fn a_formula_that_is_refused_counts_as_failed_whatever_its_tests_say() {
        let formula = |id: &str, text: &str, more: &str| {
            format!("[[formula]]\nid='{id}'\nlevel='portfolio'\nformula='{text}'\n{more}\n")
        };
        let passes = "[[formula.test]]\ninputs={}\nexpected=2";
        check(&formula("aaa", "1+1", passes), (1, 0));
        check(&formula("aaa", "1+", ""), (0, 1));
        check(&format!("{}{}", formula("aaa", "bbb", ""), formula("bbb", "aaa", "")), (0, 1));
        check("contract", (0, 1));
    }

    #[test]
    fn a_formula_that_takes_the_place_of_another_on_purpose_fails_nothing() {
        let replacing = "[[formula]]\nid='clv_margin'\nlevel='customer'\nformula='=revenue'\n\
            replaces='clv_margin'\n[[formula.test]]\ninputs={ revenue = 3 }\nexpected=3\n";
        check(replacing, (1, 0));
        let without = replacing.replace("replaces='clv_margin'\n", "");
        check(&without, (0, 2));
    }
}
