//! One ledger from start to finish.

use crate::cli::Shared;
use crate::deliver::{self, Written};
use crate::desk::{Delivery, Desk};
use crate::error::{LedgerError, writing};
use crate::input::{self, Hashed, Known, Snapshot};
use crate::{actions, plug_ins, save};
use clv_core::analysis::{self, Analysis};
use clv_core::answers::{self, Answers};
use clv_core::finding::Finding;
use clv_core::grid::Book;
use clv_core::ledger::{self, Reading};
use clv_core::parallel;
use clv_core::settings::Settings;
use clv_core::templates::Template;
use clv_core::words::{Lang, Words};
use std::cell::Cell;
use std::io::{self, Cursor};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::path::{Path, PathBuf};

/// What the reader takes the companion for.
const COMPANION: &str = "companion.xlsx";

/// A ledger that was read and analyzed.
#[derive(Debug)]
pub struct LedgerRead {
    /// Where it is.
    pub path: PathBuf,
    /// What is remembered of its bytes.
    pub known: Known,
    /// What they say.
    pub analysis: Analysis,
    /// Our own sheets as they were saved, in the ledger or else in its companion.
    pub ours: Book,
}

impl LedgerRead {
    /// Returns the name of the file.
    pub fn name(&self) -> String {
        file_name(&self.path)
    }

    /// Returns how the ledger was understood.
    pub fn view(&self) -> View<'_> {
        View {
            name: self.name(),
            files: files(&self.path, &self.known),
            reading: &self.analysis.reading,
            findings: self.analysis.findings().collect(),
            template: self.analysis.template.as_ref(),
            lang: self.analysis.lang(),
        }
    }
}

/// A ledger of which only the cells were understood; nothing is computed from them yet.
#[derive(Debug)]
pub struct Understood {
    path: PathBuf,
    files: Vec<String>,
    reading: Reading,
    answers: Answers,
    template: Option<Template>,
    lang: Lang,
}

impl Understood {
    /// Returns how the ledger was understood.
    pub fn view(&self) -> View<'_> {
        View {
            name: file_name(&self.path),
            files: self.files.clone(),
            reading: &self.reading,
            findings: self.reading.findings.iter().chain(&self.answers.findings).collect(),
            template: self.template.as_ref(),
            lang: self.lang,
        }
    }
}

/// How a ledger was understood.
#[derive(Debug)]
pub struct View<'a> {
    /// The name of the file that receives the sheets.
    pub name: String,
    /// The names of its files, that one first; none where it is the only one.
    pub files: Vec<String>,
    /// What its cells say.
    pub reading: &'a Reading,
    /// What the owner should know.
    pub findings: Vec<&'a Finding>,
    /// The template for its kind of business.
    pub template: Option<&'a Template>,
    /// The language to say it in.
    pub lang: Lang,
}

impl<'a> View<'a> {
    /// Returns the template if it is one of the owner's own.
    pub fn own_template(&self) -> Option<&'a Template> {
        self.template.filter(|template| template.is_own())
    }
}

fn files(path: &Path, known: &Known) -> Vec<String> {
    if known.others.is_empty() {
        return Vec::new();
    }
    let others = known.others.iter().map(|(name, _)| name.clone());
    std::iter::once(file_name(path)).chain(others).collect()
}

/// Returns the name of a file, without its folder.
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// What came of a ledger.
#[derive(Debug)]
pub struct Outcome {
    /// The ledger.
    pub ledger: LedgerRead,
    /// Where the sheets went.
    pub written: Written,
}

/// Does one ledger, whatever was left behind beside it by a crash.
pub fn run(path: &Path, desk: &Desk) -> Result<Outcome, LedgerError> {
    if desk.delivery == Delivery::Home {
        recover(path, desk)?;
    }
    update(path, input::read(path)?, desk)
}

/// Finishes or undoes what a crash left behind beside a ledger; a folder that is not there has nothing in it.
fn recover(path: &Path, desk: &Desk) -> Result<(), LedgerError> {
    let folder = save::folder_of(path);
    match save::recover(&*desk.fs, &desk.backups, folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done.map_err(writing),
    }
}

/// Does one ledger, from its bytes to where the sheets go.
pub fn update(path: &Path, snapshot: Snapshot, desk: &Desk) -> Result<Outcome, LedgerError> {
    let ledger = read_snapshot(path, snapshot, &desk.options)?;
    let written = deliver::deliver(&ledger, desk)?;
    if let Some(path) = &desk.actions {
        let table = actions::table(&ledger.analysis, &Words::new(ledger.analysis.lang()));
        save::write_own(&*desk.fs, &desk.backups, path, &ledger.path, Hashed::of(&[&table]))
            .map_err(writing)?;
    }
    Ok(Outcome { ledger, written })
}

/// Reads a ledger and says how it is understood.
pub fn understand(path: &Path, options: &Shared) -> Result<Understood, LedgerError> {
    let snapshot = input::read(path)?;
    let Answered { mut book, answers, settings, .. } = read_answered(path, &snapshot, options)?;
    let files = files(path, &snapshot.known);
    let templates = plug_ins::of_files(&snapshot).templates;
    drop(snapshot);
    let reading = ledger::read(&mut book, &settings);
    let lang = settings.lang.or(reading.language).unwrap_or_default();
    let template = Template::of(reading.ledger.business, &templates).cloned();
    Ok(Understood { path: path.to_owned(), files, reading, answers, template, lang })
}

/// Says how the bytes of a ledger are understood.
pub fn read_snapshot(
    path: &Path,
    snapshot: Snapshot,
    options: &Shared,
) -> Result<LedgerRead, LedgerError> {
    let Answered { mut book, companion, answers, settings } =
        read_answered(path, &snapshot, options)?;
    let plug_ins = plug_ins::read(&snapshot, &book);
    let known = snapshot.known.clone();
    drop(snapshot);
    let reading = ledger::read(&mut book, &settings);
    // The reading left our own sheets in it.
    let ours = if book.sheets.is_empty() { companion.unwrap_or_default() } else { book };
    let analysis = analysis::conclude(reading, answers, settings, &plug_ins);
    Ok(LedgerRead { path: path.to_owned(), known, analysis, ours })
}

/// The cells of a ledger with what the owner filled in.
struct Answered {
    book: Book,
    companion: Option<Book>,
    answers: Answers,
    settings: Settings,
}

/// Reads the cells of a ledger, what the owner filled in, and the choices that hold.
fn read_answered(
    path: &Path,
    snapshot: &Snapshot,
    options: &Shared,
) -> Result<Answered, LedgerError> {
    let (book, ()) = parallel::both(|| read_book(path, snapshot), ledger::prepare);
    let book = book?;
    // A companion that cannot be read has no answers; what is wrong with it is said when it is to be written.
    let companion = snapshot
        .companion
        .as_ref()
        .and_then(|bytes| clv_xlsx::read(Cursor::new(bytes), COMPANION).ok());
    let answers = match &companion {
        Some(companion) => answers::read_both(&book, companion),
        None => answers::read(&book),
    };
    let mut settings = answers.settings.clone();
    options.choose(&mut settings);
    Ok(Answered { book, companion, answers, settings })
}

/// Reads the cells of a ledger; where it has several files, those of all of them.
pub fn read_book(path: &Path, snapshot: &Snapshot) -> Result<Book, LedgerError> {
    let name = file_name(path);
    let mut book = clv_xlsx::read(Cursor::new(&snapshot.bytes), &name)?;
    for (file, bytes) in &snapshot.others {
        let part = |source: clv_xlsx::read::Error| LedgerError::Part {
            file: file.clone(),
            source: Box::new(source.into()),
        };
        book.append(&name, clv_xlsx::read(Cursor::new(bytes), file).map_err(part)?, file);
    }
    Ok(book)
}

thread_local! {
    /// Where the last fault was: a place in our code, as its message may hold a customer's name.
    static FAULT: Cell<Option<String>> = const { Cell::new(None) };
}

/// Keeps faults of ours out of the terminal: [`guarded`] makes an error of each.
pub fn keep_faults_quiet() {
    set_hook(Box::new(|fault| FAULT.set(fault.location().map(ToString::to_string))));
}

/// Does something with one ledger so that a fault of ours in it does not stop the others.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, LedgerError>) -> Result<T, LedgerError> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(LedgerError::Internal(FAULT.take().unwrap_or_default())))
}
