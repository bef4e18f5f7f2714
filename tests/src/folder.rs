//! [`FolderTest`]: a watched folder in a temporary place, driven step by step with a clock of its own.

use clv_core::grid::{Book, Cell, Sheet};
use clv_watch::cli::Shared;
use clv_watch::deliver::{Why, Written};
use clv_watch::desk::{Delivery, Desk};
use clv_watch::save::{Backups, Disk};
use clv_watch::settle::{Moment, Tempo};
use clv_watch::update;
use clv_watch::watch::{Event, Watch};
use std::fs::OpenOptions;
use std::io::{self, Cursor, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// How long nothing may happen before a folder counts as settled: longer than any wait for a lock to stay away.
const CALM: Duration = Duration::from_secs(10);
/// How far the clock goes at a step.
const STEP: Duration = Duration::from_millis(100);

/// A watched folder and what was told about it.
pub struct FolderTest {
    folder: TempDir,
    // Holds the backups of this test only, and lives as long as it.
    _state: TempDir,
    desk: Desk,
    watch: Watch,
    now: Moment,
    told: Vec<String>,
}

impl FolderTest {
    /// Begins to watch an empty folder.
    pub fn new() -> io::Result<Self> {
        let (folder, state) = (TempDir::new()?, TempDir::new()?);
        let desk = Desk {
            options: Shared::default(),
            delivery: Delivery::Home,
            fs: Box::new(Disk),
            backups: Backups::new(state.path()),
            actions: None,
        };
        let watch = Watch::new(folder.path(), Tempo::default());
        Ok(Self { folder, _state: state, desk, watch, now: Moment::ZERO, told: Vec::new() })
    }

    /// Begins to watch a folder with one file in it.
    pub fn with(name: &str, bytes: &[u8]) -> io::Result<Self> {
        let mut test = Self::new()?;
        test.save(name, bytes)?;
        Ok(test)
    }

    /// Returns the path of a file in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Saves a file as its owner does, and lets the watch hear of it.
    pub fn save(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.path(name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true).open(&path)?.write_all(bytes)?;
        self.watch.note(&path, self.now);
        Ok(())
    }

    /// Takes a file away, as closing a workbook takes its lock file away.
    pub fn remove(&mut self, name: &str) -> io::Result<()> {
        let path = self.path(name);
        #[expect(clippy::disallowed_methods, reason = "the owner of the folder may remove files")]
        std::fs::remove_file(&path)?;
        self.watch.note(&path, self.now);
        Ok(())
    }

    /// Lets time pass until nothing happens any more; returns what was told meanwhile, a line for each event.
    pub fn settle(&mut self) -> Vec<String> {
        let mut calm_until = self.now + CALM;
        while self.now < calm_until {
            let desk = &self.desk;
            let told = &mut self.told;
            let before = told.len();
            self.watch.work(
                self.now,
                |path, snapshot| update::update(path, snapshot, desk),
                |event| told.push(line(&event)),
            );
            if self.told.len() > before {
                calm_until = self.now + CALM;
            }
            self.now += STEP;
        }
        std::mem::take(&mut self.told)
    }

    /// Returns the bytes of a file.
    pub fn bytes(&self, name: &str) -> io::Result<Vec<u8>> {
        std::fs::read(self.path(name))
    }

    /// Returns the names of all files in the folder, in order.
    pub fn names(&self) -> io::Result<Vec<String>> {
        let entries = std::fs::read_dir(self.folder.path())?.filter_map(Result::ok);
        let mut names: Vec<_> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        Ok(names)
    }

    /// Reads a workbook of the folder.
    pub fn book(&self, name: &str) -> Result<Book, clv_xlsx::read::Error> {
        clv_xlsx::read(Cursor::new(self.bytes(name)?), name)
    }
}

fn line(event: &Event) -> String {
    let named = |path: &Path| update::file_name(path);
    match event {
        Event::Done(outcome) => {
            let to = match &outcome.written {
                Written::Ledger { companion: None, .. } => "into the ledger".to_owned(),
                Written::Ledger { companion: Some(path), .. } => {
                    format!("into the ledger, {} stays", named(path))
                }
                Written::Companion { is_same: true, .. } | Written::Unchanged => {
                    "unchanged".to_owned()
                }
                Written::Companion { path, why: Why::Open, .. } => {
                    format!("into {} until it is closed", named(path))
                }
                Written::Companion { path, .. } | Written::File(path) => {
                    format!("into {}", named(path))
                }
                Written::Nothing => "nothing".to_owned(),
            };
            format!("{}: {to}", outcome.ledger.name())
        }
        Event::Failed(path, error) => format!("{}: {}", named(path), error.code()),
        Event::Conflict(path) => format!("{}: conflict", named(path)),
        Event::FolderGone => "folder gone".to_owned(),
        Event::FolderBack => "folder back".to_owned(),
    }
}

/// Draws a sheet as text: a line a row, ` | ` between cells, without rows and columns that are empty.
pub fn drawing(book: &Book, sheet: &Sheet) -> String {
    let columns: Vec<u32> = sheet.grid.used_columns().collect();
    let mut lines = Vec::new();
    for row in 0..sheet.grid.n_rows() {
        let cells: Vec<String> =
            columns.iter().map(|&column| shown(book, sheet.grid.get(row, column))).collect();
        let line = cells.join(" | ");
        let line = line.trim_end_matches([' ', '|']);
        if !line.is_empty() {
            lines.push(line.to_owned());
        }
    }
    lines.join("\n")
}

fn shown(book: &Book, cell: Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Number(number) | Cell::Date(number) => number.to_string(),
        Cell::Text(id) => book.texts.get(id).to_owned(),
        Cell::Logical(truth) => truth.to_string(),
        Cell::Error(error) => format!("{error:?}"),
    }
}
