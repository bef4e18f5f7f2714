//! What the owner filled in on our sheets stays as it is, whatever happens to the ledger: with the program itself.

use crate::clv;
use clv_core::answers::{self, ActionAnswer, Answers, Reaction};
use clv_core::calendar::{Date, add_days, serial_from_date};
use clv_core::grid::Book;
use clv_core::settings::Settings;
use clv_tests::generate;
use clv_tests::ours::{keyed_rows, sheet};
use clv_tests::package::{self, Typed};
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::fmt::Write;
use std::io::Cursor;
use std::path::PathBuf;
use tempfile::TempDir;

const LEDGER: &str = "Verkoop.xlsx";
const LEDGER_PART: &str = "xl/worksheets/sheet1.xml";
/// How often the ledger is changed.
const EDITS: usize = 50;
const PRODUCTS: [(&str, f64); 5] = [
    ("Kennismaking", 25.0),
    ("Workshop", 150.0),
    ("Traject", 900.0),
    ("Verdieping", 1400.0),
    ("Onderhoud", 75.0),
];
/// The columns of the actions sheet that the owner fills in, as places left of the keys.
const DONE_ON: u32 = 4;
const REACTION: u32 = 3;
const DO_NOT_CONTACT: u32 = 2;
const NOTE: u32 = 1;

/// One row of the ledger.
#[derive(Clone)]
struct Sale {
    date: Date,
    customer: String,
    email: String,
    product: &'static str,
    amount: f64,
}

/// An owner who keeps a ledger and answers suggestions.
struct Owner {
    random: ChaCha8Rng,
    sales: Vec<Sale>,
    n_customers: u32,
    folder: TempDir,
    actions: Vec<ActionAnswer>,
    settings: Settings,
}

impl Owner {
    fn new(seed: u64) -> Self {
        let mut owner = Self {
            random: ChaCha8Rng::seed_from_u64(seed),
            sales: Vec::new(),
            n_customers: 0,
            folder: TempDir::new().unwrap(),
            actions: Vec::new(),
            settings: Settings::default(),
        };
        for _ in 0..80 {
            owner.sell();
        }
        let empty = generate::ledger(1, 1).unwrap();
        owner.save(&empty);
        owner
    }

    /// Adds a sale, to somebody new or to a customer that is known; two in three have an e-mail address.
    fn sell(&mut self) {
        let known = self.sales.choose(&mut self.random).cloned();
        let known = known.filter(|_| self.random.random_bool(0.6));
        let (customer, email) = known.map_or_else(
            || {
                self.n_customers += 1;
                let n = self.n_customers;
                let email = if n.is_multiple_of(3) {
                    String::new()
                } else {
                    format!("post{n}@voorbeeld.nl")
                };
                (format!("Klant{n} van {}", ["Dam", "Berg", "Veen"][n as usize % 3]), email)
            },
            |sale| (sale.customer, sale.email),
        );
        let &(product, amount) = PRODUCTS.choose(&mut self.random).unwrap();
        let date = add_days(Date::constant(2023, 1, 2), self.random.random_range(0..700));
        self.sales.push(Sale { date, customer, email, product, amount });
    }

    /// Changes the ledger in one of the ways in which ledgers change.
    fn edit(&mut self) {
        match self.random.random_range(0..5) {
            0 | 1 => self.sell(),
            2 if self.sales.len() > 60 => {
                let at = self.random.random_range(0..self.sales.len());
                self.sales.remove(at);
            }
            3 => {
                // Married, moved or spelled otherwise; the address says who it is.
                let with_email: Vec<_> =
                    self.sales.iter().filter(|sale| !sale.email.is_empty()).cloned().collect();
                let renamed = with_email.choose(&mut self.random).unwrap();
                let name = format!("{}-Bakker", renamed.customer);
                for sale in self.sales.iter_mut().filter(|sale| sale.email == renamed.email) {
                    sale.customer.clone_from(&name);
                }
            }
            _ => match self.random.random_range(0..3) {
                0 => self.sales.sort_by_key(|sale| sale.date),
                1 => self.sales.sort_by(|one, other| one.customer.cmp(&other.customer)),
                _ => self.sales.shuffle(&mut self.random),
            },
        }
        let workbook = self.workbook();
        self.save(&workbook);
    }

    /// Saves a workbook with the sales of now, and lets the program do its work.
    fn save(&mut self, workbook: &[u8]) {
        let mut rows = String::new();
        let text = |text: &str| Typed::Text(text.to_owned());
        let headers = ["Datum", "Klant", "E-mail", "Omschrijving", "Bedrag"].map(text);
        let sales = self.sales.iter().map(|sale| {
            let Sale { date, customer, email, product, amount } = sale;
            let date = text(&date.strftime("%d-%m-%Y").to_string());
            [date, text(customer), text(email), text(product), Typed::Number(*amount)]
        });
        for (row, cells) in (0u32..).zip(std::iter::once(headers).chain(sales)) {
            let cells = (0u32..).zip(&cells).map(|(column, cell)| cell.cell(row, column, None));
            let cells = cells.collect::<String>();
            write!(rows, "<row r=\"{}\">{cells}</row>", row + 1).unwrap();
        }
        let workbook = package::changed(workbook, |name, xml| {
            let start = xml.find("<sheetData>").filter(|_| name == LEDGER_PART)?;
            let end = xml.find("</sheetData>")?;
            Some(format!("{}<sheetData>{rows}{}", &xml[..start], &xml[end..]))
        });
        self.settle(&workbook.unwrap());
    }

    fn ledger(&self) -> PathBuf {
        self.folder.path().join(LEDGER)
    }

    fn workbook(&self) -> Vec<u8> {
        std::fs::read(self.ledger()).unwrap()
    }

    fn settle(&self, workbook: &[u8]) {
        #[expect(clippy::disallowed_methods, reason = "the owner saves the ledger")]
        std::fs::write(self.ledger(), workbook).unwrap();
        let state = self.folder.path().join("state");
        let done = clv(&state).arg("run").arg(self.ledger()).output().unwrap();
        let told = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success() && told.is_empty(), "{}: {told}", done.status);
        let part = |workbook: &[u8]| package::part(workbook, LEDGER_PART).unwrap();
        assert!(part(workbook) == part(&self.workbook()), "the sales changed");
    }

    fn answer(&mut self, book: &Book) {
        let sheet = sheet(book, "actions").unwrap();
        let rows: Vec<_> = keyed_rows(book, sheet, "action")
            .filter(|(.., parts)| {
                let is_same = |it: &ActionAnswer| {
                    let product = it.product.as_deref().unwrap_or_default();
                    [&it.rule, it.customer.as_str(), product] == parts[..]
                };
                !self.actions.iter().any(is_same)
            })
            .collect();
        let Some(&(row, keys, ref parts)) = rows.choose(&mut self.random) else { return };
        let product = Some(parts[2].to_owned()).filter(|product| !product.is_empty());
        let [rule, customer] = [parts[0], parts[1]].map(str::to_owned);
        let mut answer = ActionAnswer { rule, customer, product, ..ActionAnswer::default() };
        let mut typed = Vec::new();
        if self.random.random_bool(0.5) {
            let date = add_days(Date::constant(2024, 6, 1), self.random.random_range(0..200));
            answer.done_on = Some(date);
            typed.push((DONE_ON, Typed::Number(serial_from_date(date))));
        }
        if self.random.random_bool(0.5) {
            let said = [("ja", Reaction::Yes), ("nee", Reaction::No), ("later", Reaction::Later)];
            let &(word, reaction) = said.choose(&mut self.random).unwrap();
            answer.reaction = Some(reaction);
            typed.push((REACTION, Typed::Text(word.to_owned())));
        }
        if self.random.random_bool(0.3) {
            answer.do_not_contact = true;
            typed.push((DO_NOT_CONTACT, Typed::Text("Ja".to_owned())));
        }
        if typed.is_empty() || self.random.random_bool(0.4) {
            let note = format!("Belt terug, {} uur", self.random.random_range(8..18));
            answer.note = Some(note.clone());
            typed.push((NOTE, Typed::Text(note)));
        }
        self.actions.push(answer);
        let tab = sheet.name.clone().unwrap();
        let typed: Vec<_> =
            typed.into_iter().map(|(left, what)| ((row, keys - left), what)).collect();
        self.type_in(&tab, &typed);
    }

    fn choose(&mut self, book: &Book) {
        let share = f64::from(self.random.random_range(20..60)) / 100.0;
        let count = self.random.random_range(3..15);
        let (setting, number) = match self.random.random_range(0..4) {
            0 => {
                self.settings.gross_margin = Some(share);
                ("gross_margin", share)
            }
            1 => {
                self.settings.max_actions_per_week = count;
                ("max_actions_per_week", f64::from(count))
            }
            2 => {
                self.settings.acquisition_cost = Some(f64::from(count) * 10.0);
                ("acquisition_cost", f64::from(count) * 10.0)
            }
            _ => {
                self.settings.contact_cost = share;
                ("contact_cost", share)
            }
        };
        let sheet = sheet(book, "settings").unwrap();
        let is_it = |it: &(u32, u32, Vec<&str>)| it.2 == [setting];
        let (row, ..) = keyed_rows(book, sheet, "setting").find(is_it).unwrap();
        let tab = sheet.name.clone().unwrap();
        self.type_in(&tab, &[((row, 1), Typed::Number(number))]);
    }

    fn type_in(&self, tab: &str, typed: &[((u32, u32), Typed)]) {
        let mut workbook = self.workbook();
        for (place, what) in typed {
            workbook = package::typed(&workbook, tab, *place, what).unwrap();
        }
        self.settle(&workbook);
    }

    /// Looks whether everything that was typed is there, and whether it is heeded.
    fn look(&self) -> Book {
        let book = clv_xlsx::read(Cursor::new(self.workbook()), LEDGER).unwrap();
        let Answers { actions, mut settings, findings, .. } = answers::read(&book);
        // How the columns were read is no answer.
        settings.remembered.clear();
        let sorted = |actions: &[ActionAnswer]| {
            let mut lines: Vec<_> = actions.iter().map(|it| format!("{it:?}")).collect();
            lines.sort();
            lines
        };
        assert_eq!(sorted(&actions), sorted(&self.actions));
        assert_eq!(settings, self.settings);
        assert_eq!(findings, []);
        let left_alone = |customer: &str| {
            self.actions.iter().any(|it| it.do_not_contact && it.customer == customer)
        };
        let sheet = sheet(&book, "actions").unwrap();
        for (row, _, parts) in keyed_rows(&book, sheet, "action") {
            let is_suggested = !matches!(sheet.grid.get(row, 0), clv_core::grid::Cell::Empty);
            assert!(!(is_suggested && left_alone(parts[1])), "{parts:?} is to be left alone");
        }
        book
    }
}

#[test]
fn answers_and_settings_survive_fifty_edits_of_the_ledger() {
    let mut owner = Owner::new(6);
    for edit in 0..EDITS {
        let book = owner.look();
        match edit % 5 {
            0 | 2 => owner.answer(&book),
            4 => owner.choose(&book),
            _ => {}
        }
        owner.edit();
    }
    owner.look();
    assert!(owner.actions.len() >= EDITS / 3, "{}", owner.actions.len());
}
