//! Every word that the program says in the terminal, in the owner's language.

use crate::deliver::Written;
use crate::error::{Fatal, LedgerError};
use crate::json;
use crate::update::{Outcome, View, file_name};
use crate::watch::Event;
use clv_core::finding::{Finding, Severity, Word};
use clv_core::ledger::{Reading, Reason, SheetRole};
use clv_core::money::Money;
use clv_core::words::{Lang, Words};
use indicatif::ProgressBar;
use serde::Serialize;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

/// The rows that are named of each reason; the others are counted, and all of them are on the check sheet.
const ROWS_NAMED: usize = 5;

/// Where words and JSON go.
///
/// Words are for people and go to stdout, or to stderr where stdout is for JSON.
pub struct Terminal {
    lang: Option<Lang>,
    json: bool,
    dutch: OnceCell<Words>,
    english: OnceCell<Words>,
}

impl Terminal {
    /// Makes a terminal that speaks one language, or each ledger's own.
    pub fn new(lang: Option<Lang>, json: bool) -> Self {
        Self { lang, json, dutch: OnceCell::new(), english: OnceCell::new() }
    }

    /// Returns the words of a ledger in that language, unless the command line chose one.
    pub fn words(&self, ledger: Option<Lang>) -> &Words {
        match self.lang.or(ledger).unwrap_or_default() {
            Lang::Nl => self.dutch.get_or_init(|| Words::new(Lang::Nl)),
            Lang::En => self.english.get_or_init(|| Words::new(Lang::En)),
        }
    }

    /// Returns whether stdout is for JSON.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// Prints one JSON object on a line of its own.
    pub fn print(&self, object: &impl Serialize) -> Result<(), Fatal> {
        let mut out = io::BufWriter::new(io::stdout().lock());
        let written = serde_json::to_writer(&mut out, object).map_err(io::Error::from);
        written.and_then(|()| writeln!(out)).and_then(|()| out.flush()).map_err(Fatal::Output)
    }

    /// Says something to whoever reads along.
    pub fn say(&self, text: &str) -> Result<(), Fatal> {
        if self.json {
            // Whoever reads the JSON need not read the words.
            writeln!(io::stderr(), "{text}").unwrap_or_default();
            return Ok(());
        }
        writeln!(io::stdout(), "{text}").map_err(Fatal::Output)
    }

    /// Says a message of the Fluent files.
    pub fn tell(&self, id: &str, words: &[(&'static str, Word)]) -> Result<(), Fatal> {
        self.say(&self.words(None).fill(id, words))
    }

    /// Says how a ledger is understood: its sheets and columns, what is counted, what is left out and why.
    pub fn understood(&self, ledger: &View<'_>) -> Result<(), Fatal> {
        let words = self.words(Some(ledger.lang));
        let mut lines = vec![summary(ledger, words)];
        lines.extend(business(ledger, words));
        lines.extend(sheets(ledger.reading, words));
        lines.extend(left_out(ledger.reading, words));
        lines.extend(ledger.findings.iter().map(|finding| found(finding, words)));
        self.say(&lines.join("\n"))
    }

    /// Says what came of a ledger: one line, and what needs attention.
    pub fn outcome(&self, outcome: &Outcome) -> Result<(), Fatal> {
        let words = self.words(Some(outcome.ledger.analysis.lang()));
        if self.json {
            self.print(&json::run(outcome, words))?;
        }
        let ledger = outcome.ledger.view();
        let mut lines = vec![summary(&ledger, words)];
        lines.extend(written(&outcome.written, words).iter().map(|line| format!("  {line}")));
        let warnings =
            ledger.findings.iter().filter(|finding| finding.severity == Severity::Warning);
        lines.extend(warnings.map(|finding| found(finding, words)));
        self.say(&lines.join("\n"))
    }

    /// Says what happened in a watched folder.
    pub fn event(&self, event: &Event) -> Result<(), Fatal> {
        match event {
            Event::Done(outcome) => self.outcome(outcome),
            Event::Failed(path, error) => self.failed(path, error),
            Event::Conflict(path) => self.conflict(path),
            Event::FolderGone => self.tell("clv-folder-gone", &[]),
            Event::FolderBack => self.tell("clv-folder-back", &[]),
        }
    }

    /// Says that a folder is being watched.
    pub fn watching(&self, folder: &Path) -> Result<(), Fatal> {
        let folder = folder.display().to_string();
        self.tell("clv-watching", &[("folder", Word::from(folder))])
    }

    /// Says that there are two versions of a ledger.
    pub fn conflict(&self, path: &Path) -> Result<(), Fatal> {
        self.tell("clv-conflict", &[("file", Word::from(file_name(path)))])
    }

    /// Returns a bar that shows how many ledgers are done; only a terminal shows it.
    pub fn progress(&self, n_ledgers: usize) -> ProgressBar {
        if n_ledgers < 2 {
            return ProgressBar::hidden();
        }
        ProgressBar::new(n_ledgers as u64)
    }

    /// Says why a ledger could not be done.
    pub fn failed(&self, path: &Path, error: &LedgerError) -> Result<(), Fatal> {
        let (name, words) = (file_name(path), self.words(None));
        tracing::warn!(code = error.code(), "a ledger could not be done");
        if self.json {
            self.print(&json::failed(name.clone(), error, words))?;
        }
        let (message, hint) = words.hinted(&error.message_id(), &error.words(&name));
        complain(&match hint {
            Some(hint) => format!("{message}\n  {hint}"),
            None => message,
        });
        Ok(())
    }

    /// Says what stopped the program.
    pub fn fatal(&self, error: &Fatal) {
        if error.is_closed_pipe() {
            return;
        }
        let mut text = format!("clv: {error}");
        let mut source = error.source();
        while let Some(cause) = source {
            text.push_str(": ");
            text.push_str(&cause.to_string());
            source = cause.source();
        }
        complain(&text);
    }
}

/// Writes to stderr; where that is gone there is nobody left to tell.
fn complain(text: &str) {
    writeln!(io::stderr(), "{text}").unwrap_or_default();
}

/// Returns one line on a ledger: how many customers and purchases, what revenue, from when to when.
pub fn summary(ledger: &View<'_>, words: &Words) -> String {
    let reading = ledger.reading;
    let name = ("file", Word::from(ledger.name.as_str()));
    let Some(period) = reading.ledger.period.filter(|_| reading.is_ledger) else {
        let id = if reading.is_ledger { "clv-ledger-empty" } else { "clv-not-a-ledger" };
        return words.fill(id, &[name]);
    };
    words.fill(
        "clv-ledger-summary",
        &[
            name,
            ("customers", Word::from(words.number(reading.ledger.customers.len() as f64, 0))),
            ("purchases", Word::from(words.number(reading.n_purchases as f64, 0))),
            (
                "revenue",
                Word::from(words.money(reading.revenue.to_f64(), &reading.ledger.currency)),
            ),
            ("start", Word::from(words.date(period.start))),
            ("end", Word::from(words.date(period.end))),
        ],
    )
}

/// Returns what kind of business a ledger is of, and the owner's own template for it.
fn business(ledger: &View<'_>, words: &Words) -> Vec<String> {
    let reading = ledger.reading;
    if !reading.is_ledger || reading.ledger.period.is_none() {
        return Vec::new();
    }
    let kind = words.named("business", reading.ledger.business.name());
    let kind = words.fill("clv-business", &[("business", Word::from(kind))]);
    let own = ledger.own_template().map(|template| {
        let name = Word::from(template.name.text(ledger.lang));
        words.fill("clv-own-template", &[("name", name), ("id", template.id.as_str().into())])
    });
    [kind].into_iter().chain(own).map(|line| format!("  {line}")).collect()
}

/// Returns where the sheets went, and why not into the ledger.
fn written(written: &Written, words: &Words) -> Vec<String> {
    let file = |path: &Path| [("file", Word::from(file_name(path)))];
    match written {
        Written::Ledger { companion, .. } => {
            let stays = companion.as_deref().map(|it| words.fill("clv-companion-stays", &file(it)));
            std::iter::once(words.text("clv-written-ledger")).chain(stays).collect()
        }
        Written::Companion { path, is_same, why, .. } => {
            let id = if *is_same { "clv-written-companion-same" } else { "clv-written-companion" };
            let (reason, hint) = words.hinted(&format!("refusal-{}", why.name()), &[]);
            let mut lines = vec![words.fill(id, &file(path)), reason];
            lines.extend(hint.map(|hint| format!("  {hint}")));
            lines
        }
        Written::File(path) => vec![words.fill("clv-written-companion", &file(path))],
        Written::Unchanged => vec![words.text("clv-written-unchanged")],
        Written::Nothing => Vec::new(),
    }
}

fn sheets(reading: &Reading, words: &Words) -> Vec<String> {
    let mut lines = Vec::new();
    for sheet in reading.sheets.iter().filter(|sheet| sheet.role == SheetRole::Ledger) {
        let filled = [
            ("sheet", Word::from(sheet.name.as_deref().unwrap_or_default())),
            ("row", Word::from(sheet.header_row.unwrap_or(1))),
        ];
        let id = if sheet.name.is_some() { "clv-sheet-read" } else { "clv-text-read" };
        lines.push(format!("  {}", words.fill(id, &filled)));
        for column in sheet.columns.iter().filter(|column| column.field != "other") {
            let letters = clv_core::grid::column_letters(column.column);
            let field = words.named("field", column.field);
            lines.push(format!("    {letters:<3} {} → {field}", column.header));
        }
    }
    lines
}

fn left_out(reading: &Reading, words: &Words) -> Vec<String> {
    let mut by_reason = BTreeMap::<_, (Vec<u32>, Money)>::new();
    for row in &reading.excluded {
        let (rows, amount) = by_reason.entry(row.reason).or_default();
        rows.push(row.place.row);
        *amount += row.amount.unwrap_or(Money::ZERO);
    }
    let line = |(reason, (rows, amount)): (&Reason, &(Vec<u32>, Money))| {
        let first: Vec<_> = rows.iter().take(ROWS_NAMED).map(u32::to_string).collect();
        let more = if rows.len() > ROWS_NAMED { ", …" } else { "" };
        let filled = [
            ("count", Word::from(rows.len())),
            ("reason", Word::from(words.named("reason", reason.name()))),
            ("rows", Word::from(first.join(", ") + more)),
            ("amount", Word::from(words.money(amount.to_f64(), &reading.ledger.currency))),
        ];
        format!("  {}", words.fill("clv-rows-left-out", &filled))
    };
    by_reason.iter().map(line).collect()
}

fn found(finding: &Finding, words: &Words) -> String {
    let (message, hint) = words.finding(finding);
    let mark = match finding.severity {
        Severity::Warning => '!',
        Severity::Note | Severity::Ignored => '·',
    };
    match hint {
        Some(hint) => format!("  {mark} {message}\n      {hint}"),
        None => format!("  {mark} {message}"),
    }
}
