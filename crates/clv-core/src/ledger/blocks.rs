//! The lists of a sheet: each with its headers, its rows, its columns and what it is about.

use super::basis::{self, Basis};
use super::columns::{Column, Understood, understand};
use super::dates::Around;
use super::field::Field;
use super::headers::{self, HeaderWords, Headers};
use super::layouts::{Layout, LayoutKind};
use super::vocabulary::vocabulary;
use crate::grid::{Book, Cell, Sheet};
use crate::settings::Settings;

/// A list on a sheet.
pub(super) struct Block {
    /// Its headers.
    pub(super) headers: Headers,
    /// The rows below them, to the next list or the end of the sheet.
    pub(super) rows: std::ops::Range<u32>,
    /// The rows among them that repeat the headers.
    pub(super) repeated: Vec<u32>,
    /// Its columns.
    pub(super) columns: Vec<Column>,
    /// Where each field is, by the number of the field.
    pub(super) places: Vec<Option<u32>>,
    /// The program whose export it is.
    pub(super) layout: Option<&'static Layout>,
    /// Where its amounts are.
    pub(super) basis: Basis,
    /// The year and month that titles and tab tell.
    pub(super) around: Around,
    /// The tab and the titles above the headers.
    pub(super) title: String,
    /// The key of the one customer that all of it is of, where its tab tells; 0 elsewhere.
    pub(super) customer: super::rows::Key,
    /// What it is about.
    pub(super) kind: Kind,
    /// Headers in Dutch and in English alone.
    pub(super) languages: (u32, u32),
    /// The last row of an Excel table, if it holds totals.
    pub(super) totals_row: Option<u32>,
}

/// What a list is about.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// Sales, one a row.
    Sales,
    /// Sales, one in each cell of these columns.
    Matrix(Vec<Across>),
    /// What the owner bought.
    Costs,
    /// What was offered: no sale yet.
    Quotes,
    /// Anything else.
    Other,
}

/// A column of a matrix: when, what or who.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Across {
    /// The column.
    pub(super) at: u32,
    /// Its month or year.
    pub(super) around: Around,
    /// Its product, where products stand across.
    pub(super) product: Option<String>,
    /// The key of its customer, where customers stand across; 0 elsewhere.
    pub(super) customer: super::rows::Key,
}

impl Block {
    /// Returns where a field is.
    pub(super) fn at(&self, field: Field) -> Option<u32> {
        self.places[field as usize]
    }

    /// Returns the column of a field.
    pub(super) fn column(&self, field: Field) -> Option<&Column> {
        self.columns.iter().find(|column| column.field == field)
    }

    /// Returns whether there is something in it that tells customers apart.
    pub(super) fn has_customer(&self) -> bool {
        self.customer != 0
            || self
                .columns
                .iter()
                .any(|column| column.field.is_identity() || column.field == Field::Iban)
    }

    /// Returns whether there is something that an amount can be taken from.
    pub(super) fn has_amount(&self) -> bool {
        !self.basis.amounts.is_empty() || self.basis.quantity_and_price.is_some()
    }

    /// Takes a column for what only other lists or the titles tell that it is.
    pub(super) fn take_as(&mut self, at: u32, field: Field) {
        for column in self.columns.iter_mut().filter(|column| column.at == at) {
            column.field = field;
        }
        self.places = places(&self.columns);
    }

    /// Returns the column that dates are taken from: of the sale, else paid, started or due.
    pub(super) fn date_column(&self) -> Option<&Column> {
        [Field::Date, Field::PaidDate, Field::StartDate, Field::DueDate]
            .into_iter()
            .find_map(|field| self.column(field))
    }

    /// Returns whether its rows are movements of an account.
    pub(super) fn is_bank(&self) -> bool {
        match self.layout.map(|layout| layout.kind) {
            Some(kind) => kind == LayoutKind::Bank,
            None => self.column(Field::Iban).is_some_and(|column| !column.profile.is_empty()),
        }
    }
}

/// Finds the lists of a sheet.
pub(super) fn find(book: &Book, sheet: &Sheet, settings: &Settings) -> Vec<Block> {
    let mut words = HeaderWords::default();
    let mut blocks = tables(book, sheet, settings);
    if !blocks.iter().any(|block| block.kind == Kind::Sales) {
        blocks.clear();
        let mut from = 0;
        while let Some(headers) = headers::find(book, sheet, from, &mut words) {
            let beside = from;
            let (block, others) = list(book, sheet, headers, from, settings, &mut words);
            from = block.rows.end;
            let rows = block.rows.clone();
            blocks.push(block);
            for headers in others {
                blocks.push(finish(book, sheet, headers, rows.clone(), beside, settings));
            }
            if from >= sheet.grid.n_rows() || blocks.len() > 200 {
                break;
            }
        }
    }
    if blocks.is_empty()
        && let Some(headers) = super::unheaded::find(book, sheet)
    {
        let rows = headers.top..sheet.grid.n_rows();
        blocks.push(finish(book, sheet, headers, rows, 0, settings));
    }
    blocks
}

/// Makes a list of each Excel table with headers: its range says more than any guess.
fn tables(book: &Book, sheet: &Sheet, settings: &Settings) -> Vec<Block> {
    let mut tables: Vec<_> = sheet.tables.iter().filter(|table| table.has_header).collect();
    tables.sort_by_key(|table| (table.area.top, table.area.left));
    let mut blocks = Vec::new();
    for table in tables {
        let area = table.area;
        let headers = headers::in_row(book, sheet, area.top, area.left..=area.right);
        let mut end = area.bottom.saturating_add(1).min(sheet.grid.n_rows());
        let is_filled = |row: u32| {
            (area.left..=area.right.min(area.left + 500))
                .any(|column| sheet.grid.get(row, column) != Cell::Empty)
        };
        while !table.has_totals && end < sheet.grid.n_rows() && is_filled(end) {
            end += 1;
        }
        let mut block = finish(book, sheet, headers, area.top + 1..end, 0, settings);
        block.totals_row = table.has_totals.then_some(area.bottom);
        blocks.push(block);
    }
    blocks
}

fn list(
    book: &Book,
    sheet: &Sheet,
    mut headers: Headers,
    from: u32,
    settings: &Settings,
    words: &mut HeaderWords,
) -> (Block, Vec<Headers>) {
    let end = sheet.grid.n_rows();
    let mut runs = runs(sheet, &headers, headers.bottom + 1..end).into_iter();
    headers.cells = runs.next().unwrap_or_default();
    let others = runs.map(|cells| Headers { cells, ..headers.clone() }).collect();
    let first = headers.bottom + 1;
    let understood = understand(book, sheet, &headers, first..end, settings);
    let typed: Vec<u32> = understood
        .columns
        .iter()
        .filter(|column| {
            column.field.is_date() || column.field.is_money() || column.field == Field::Quantity
        })
        .map(|column| column.at)
        .collect();
    let (mut repeated, mut until) = (Vec::new(), end);
    for row in headers::below(book, sheet, first..end, &typed, words) {
        if repeats(book, sheet, &headers, row) && !begins_costs(book, sheet, &headers, row) {
            repeated.push(row);
        } else {
            until = group_start(sheet, row, &headers);
            break;
        }
    }
    let mut block = if until < end {
        finish(book, sheet, headers, first..until, from, settings)
    } else {
        finish_understood(book, sheet, headers, first..end, from, understood)
    };
    block.repeated = repeated.into_iter().filter(|&row| row < until).collect();
    (block, others)
}

/// Returns the row where the next list begins: its headers, with a row of groups above them.
fn group_start(sheet: &Sheet, row: u32, headers: &Headers) -> u32 {
    let is_group = |above: u32| {
        above > headers.bottom
            && sheet.merged.iter().any(|area| area.top == above && area.right > area.left)
    };
    row.checked_sub(1).filter(|&above| is_group(above)).unwrap_or(row)
}

/// Returns whether the words above a row of headers say that what was bought follows.
fn begins_costs(book: &Book, sheet: &Sheet, headers: &Headers, row: u32) -> bool {
    is_about_costs(&label_above(book, sheet, row, &span(&headers.cells)))
}

fn is_about_costs(label: &str) -> bool {
    let says = |list: &str| vocabulary().is_within(list, label);
    says("cost_block") && !says("income_block")
}

fn span(cells: &[(u32, String)]) -> std::ops::RangeInclusive<u32> {
    cells.first().map_or(0, |cell| cell.0)..=cells.last().map_or(0, |cell| cell.0)
}

/// Returns whether a row holds the headers of the list once more, and not those of a list of what was bought.
fn repeats(book: &Book, sheet: &Sheet, headers: &Headers, row: u32) -> bool {
    let (mut same, mut is_bought) = (0, false);
    for (column, header) in &headers.cells {
        let text = book.text(sheet.grid.get(row, *column)).unwrap_or("");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() && header.ends_with(&text) {
            same += 1;
        } else {
            let found = vocabulary().matches(&text);
            is_bought |= found.iter().any(|found| found.field == Field::Supplier && found.is_exact);
        }
    }
    same * 10 >= headers.cells.len() * 8 && !is_bought
}

/// Parts the headers into those of the list and those of other lists beside it; a small sum beside it is left out.
///
/// Behind an empty column the list may go on; another list begins where the same headers come again.
fn runs(sheet: &Sheet, headers: &Headers, rows: std::ops::Range<u32>) -> Vec<Vec<(u32, String)>> {
    let mut runs: Vec<Vec<(u32, String)>> = Vec::new();
    for cell in &headers.cells {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| is_beside(sheet, last.0, cell.0)) => {
                run.push(cell.clone());
            }
            _ => runs.push(vec![cell.clone()]),
        }
    }
    let filled = |run: &Vec<(u32, String)>| {
        let sample = rows.clone().take(200);
        let count = |column: u32| {
            sample.clone().filter(|&row| sheet.grid.get(row, column) != Cell::Empty).count()
        };
        run.iter().map(|cell| count(cell.0)).max().unwrap_or(0)
    };
    let most = runs.iter().map(|run| run.len() * filled(run)).max().unwrap_or(0);
    let best = runs.iter().map(filled).max().unwrap_or(0);
    runs.retain(|run| {
        run.len() * filled(run) == most
            || 10 * filled(run) >= 3 * best && run.len() > 1
            || 10 * filled(run) >= 7 * best
    });
    // Without the groups above them, which tell income from expenses.
    let own = |run: &[(u32, String)]| -> Vec<String> {
        let text = |cell: &(u32, String)| {
            let has_groups = headers.top < headers.bottom;
            let own = cell.1.rsplit(' ').next().filter(|_| has_groups);
            super::text::header_key(own.unwrap_or(&cell.1))
        };
        run.iter().map(text).collect()
    };
    let mut lists: Vec<Vec<(u32, String)>> = Vec::new();
    for run in runs {
        match lists.last_mut() {
            Some(list) if !is_another_list(&own(list), &own(&run)) => list.extend(run),
            _ => lists.push(run),
        }
    }
    lists
}

/// Returns whether headers are those of a list of its own: two of them stand in the list before it too.
fn is_another_list(list: &[String], run: &[String]) -> bool {
    run.iter().filter(|header| list.contains(header)).count() >= 2
}

/// Returns whether no empty column stands between two headers.
fn is_beside(sheet: &Sheet, one: u32, other: u32) -> bool {
    (one + 1..other).all(|column| sheet.grid.used_columns().any(|used| used == column))
}

fn finish(
    book: &Book,
    sheet: &Sheet,
    headers: Headers,
    rows: std::ops::Range<u32>,
    from: u32,
    settings: &Settings,
) -> Block {
    let understood = understand(book, sheet, &headers, rows.clone(), settings);
    finish_understood(book, sheet, headers, rows, from, understood)
}

fn finish_understood(
    book: &Book,
    sheet: &Sheet,
    headers: Headers,
    rows: std::ops::Range<u32>,
    from: u32,
    understood: Understood,
) -> Block {
    let mut columns = understood.columns;
    let basis = basis::decide(book, sheet, &mut columns, rows.clone());
    let (around, title) = around(book, sheet, from, headers.top);
    let mut block = Block {
        headers,
        rows,
        repeated: Vec::new(),
        places: places(&columns),
        columns,
        layout: understood.layout,
        basis,
        around,
        title,
        customer: 0,
        kind: Kind::Other,
        languages: understood.languages,
        totals_row: None,
    };
    block.kind = kind(book, sheet, &block);
    block
}

fn places(columns: &[Column]) -> Vec<Option<u32>> {
    let mut places = vec![None; Field::Other as usize + 1];
    for column in columns.iter().rev() {
        places[column.field as usize] = Some(column.at);
    }
    places
}

/// Returns the year and month that the lines above the headers and the tab tell, and what they say.
fn around(book: &Book, sheet: &Sheet, from: u32, top: u32) -> (Around, String) {
    let mut title = sheet.name.clone().unwrap_or_default();
    let mut around = super::dates::around(&title);
    for row in (from.max(top.saturating_sub(12))..top).rev() {
        for column in sheet.grid.used_columns().take(30) {
            if let Some(text) =
                book.text(sheet.grid.get(row, column)).filter(|text| text.chars().count() <= 80)
            {
                let found = super::dates::around(text);
                around.year = around.year.or(found.year);
                around.month = around.month.or(found.month);
                title.push('\n');
                title.push_str(text);
            }
        }
    }
    if let (None, Some(file)) = (around.year, sheet.file.as_ref().or(book.file.as_ref())) {
        around.year = super::dates::around(file).year;
    }
    (around, title)
}

fn kind(book: &Book, sheet: &Sheet, block: &Block) -> Kind {
    let label = label_above(book, sheet, block.headers.bottom, &span(&block.headers.cells));
    let is_bought = block.at(Field::Supplier).is_some() && !block.has_customer();
    if is_bought || is_about_costs(&label) {
        return Kind::Costs;
    }
    let tab = sheet.name.as_deref().unwrap_or("");
    if super::roles::is_tab_of("quote_sheet", tab)
        || super::roles::is_tab_of("quote_sheet", &label)
        || numbers_quotes(block)
    {
        return Kind::Quotes;
    }
    if let Some(across) = super::matrix::across(book, sheet, block) {
        return Kind::Matrix(across);
    }
    let is_known_program = block.layout.is_some_and(Layout::has_fields);
    let has_date = block.date_column().is_some()
        || block.around.month.is_some() && block.around.year.is_some();
    if has_date && block.has_amount() && (block.has_customer() || is_known_program) {
        Kind::Sales
    } else {
        Kind::Other
    }
}

/// Returns whether the numbers of a list are those of quotes, and it has none of invoices or orders beside them.
fn numbers_quotes(block: &Block) -> bool {
    let key = |column: &Column| super::text::header_key(&column.header);
    let is_quote = |column: &Column| vocabulary().is_in("quote_header", &key(column));
    let is_number = |column: &Column| {
        let found = vocabulary().matches(&column.header);
        found.iter().any(|found| found.is_exact && found.field == Field::OrderId)
    };
    // Where quotes have statuses, these say which of them became a sale.
    block.column(Field::OrderId).is_some_and(is_quote)
        && block.at(Field::Status).is_none()
        && !block.columns.iter().any(|column| is_number(column) && !is_quote(column))
}

/// Returns the text that stands alone above the headers, such as `UITGAVEN`, or that groups all of them; empty without.
fn label_above(
    book: &Book,
    sheet: &Sheet,
    headers: u32,
    columns: &std::ops::RangeInclusive<u32>,
) -> String {
    for row in (headers.saturating_sub(3)..headers).rev() {
        let used = sheet.grid.used_columns().filter(|column| columns.contains(column));
        let mut cells =
            used.map(|column| sheet.grid.get(row, column)).filter(|&cell| cell != Cell::Empty);
        match (cells.next(), cells.next()) {
            (None, _) => {}
            (Some(cell), None) => return book.text(cell).unwrap_or("").to_owned(),
            (Some(_), Some(_)) => break,
        }
    }
    String::new()
}
