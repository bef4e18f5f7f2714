//! Trials of the whole reading on ledgers with whatever oddities: every row is counted or left out, to the cent, and nothing panics.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "every other oddity is an ordinary sale in that respect"
)]

use super::{Reading, Reason, read};
use crate::grid::{Area, Book, Cell, CellError, Sheet, TableArea};
use crate::money::Money;
use crate::settings::Settings;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// What a row of a generated ledger is.
#[derive(Clone, Copy, Debug)]
enum Oddity {
    Sale,
    TextAmount,
    TextDate,
    Credit,
    Draft,
    Test,
    Guest,
    NoDate,
    NoAmount,
    UnreadableDate,
    UnreadableAmount,
    Error,
    Zero,
    Total,
    Heading,
    Header,
    Blank,
    Instalment,
}

/// Which columns a generated ledger has beside those that all have.
#[derive(Clone, Copy, Debug)]
struct Shape {
    orders: bool,
    /// The VAT in the amount.
    vat: bool,
    /// What was paid back of the amount.
    refunds: bool,
}

#[derive(Clone, Copy, Debug)]
struct RowSpec {
    oddity: Oddity,
    day: u32,
    customer: usize,
    cents: i64,
}

const NAMES: [&str; 7] = [
    "Bakkerij De Meelzak",
    "jansen bv",
    "Jansen B.V.",
    "Totaal Techniek",
    "Ana Prins",
    "Café Noord",
    "Test & Zn. B.V.",
];

fn row() -> impl Strategy<Value = RowSpec> {
    use Oddity::{
        Blank, Credit, Draft, Error, Guest, Header, Heading, Instalment, NoAmount, NoDate, Sale,
        Test, TextAmount, TextDate, Total, UnreadableAmount, UnreadableDate, Zero,
    };
    let oddity = prop_oneof![
        12 => Just(Sale),
        3 => Just(TextAmount),
        3 => Just(TextDate),
        2 => Just(Credit),
        1 => Just(Draft),
        1 => Just(Test),
        1 => Just(Guest),
        1 => Just(NoDate),
        1 => Just(NoAmount),
        1 => Just(UnreadableDate),
        1 => Just(UnreadableAmount),
        1 => Just(Error),
        1 => Just(Zero),
        1 => Just(Total),
        1 => Just(Heading),
        1 => Just(Header),
        1 => Just(Blank),
        1 => Just(Instalment),
    ];
    (oddity, 0u32..900, 0usize..NAMES.len(), 1i64..500_000)
        .prop_map(|(oddity, day, customer, cents)| RowSpec { oddity, day, customer, cents })
}

/// A ledger on a grid, and what its column of amounts adds up to as it stands.
struct Drawn {
    book: Book,
    n_rows: usize,
    sum: Money,
    /// What was added since the last blank row.
    since: Money,
    /// The VAT and what was paid back of each row, by the number that the program shows.
    less: BTreeMap<u32, Money>,
    /// The amount of each row as it stands.
    stated: BTreeMap<u32, Money>,
}

/// Returns the headers of a shape.
fn headers(shape: Shape) -> Vec<&'static str> {
    let amount = if shape.vat { "Bedrag incl. btw" } else { "Bedrag" };
    let mut headers = vec!["Datum", "Klant", "Omschrijving", amount, "Status"];
    headers.extend(shape.orders.then_some("Factuurnummer"));
    headers.extend(shape.vat.then_some("Btw-bedrag"));
    headers.extend(shape.refunds.then_some("Terugbetaald bedrag"));
    headers
}

impl Drawn {
    /// Draws rows below a title and headers.
    fn of(rows: &[RowSpec], shape: Shape) -> Self {
        let sheet = Sheet { name: Some("Omzet".to_owned()), ..Sheet::default() };
        let mut book = Book::default();
        book.sheets.push(sheet);
        let (less, stated) = (BTreeMap::new(), BTreeMap::new());
        let mut drawn =
            Self { book, n_rows: 0, sum: Money::ZERO, since: Money::ZERO, less, stated };
        drawn.text(0, 0, "Mijn administratie");
        let headers = &headers(shape);
        drawn.headers(2, headers);
        for (row, spec) in (3u32..).zip(rows) {
            drawn.n_rows += usize::from(!matches!(spec.oddity, Oddity::Blank));
            match spec.oddity {
                Oddity::Blank => drawn.since = Money::ZERO,
                Oddity::Header => drawn.headers(row, headers),
                Oddity::Heading => drawn.text(row, 0, "Losse verkopen op de markt"),
                Oddity::Total => {
                    drawn.text(row, 1, "Totaal");
                    drawn.cell(row, 3, Cell::Number(drawn.since.to_f64()));
                    drawn.sum += drawn.since;
                }
                _ => drawn.sale(row, spec, shape),
            }
        }
        drawn
    }

    fn cell(&mut self, row: u32, column: u32, cell: Cell) {
        self.book.sheets[0].grid.set(row, column, cell);
    }

    fn text(&mut self, row: u32, column: u32, text: &str) {
        let cell = Cell::Text(self.book.texts.intern(text));
        self.cell(row, column, cell);
    }

    fn headers(&mut self, row: u32, headers: &[&str]) {
        for (column, header) in (0..).zip(headers) {
            self.text(row, column, header);
        }
    }

    fn sale(&mut self, row: u32, spec: &RowSpec, shape: Shape) {
        match spec.oddity {
            Oddity::NoDate => {}
            Oddity::TextDate => {
                let date = format!(
                    "{}-{}-{}",
                    spec.day % 28 + 1,
                    spec.day / 28 % 12 + 1,
                    2022 + spec.day / 336
                );
                self.text(row, 0, &date);
            }
            Oddity::UnreadableDate => self.text(row, 0, "volgt nog"),
            _ => self.cell(row, 0, Cell::Date(44_562.0 + f64::from(spec.day))),
        }
        let name = match spec.oddity {
            Oddity::Guest => "contant",
            Oddity::Test => "test",
            _ => NAMES[spec.customer],
        };
        self.text(row, 1, name);
        let is_part = matches!(spec.oddity, Oddity::Instalment);
        self.text(row, 2, if is_part { "Jaarprogramma termijn 2 van 3" } else { "Advies" });
        let stated = self.amount(row, spec);
        self.text(row, 4, if matches!(spec.oddity, Oddity::Draft) { "Concept" } else { "Betaald" });
        if shape.orders {
            self.text(row, 5, &format!("F{row:04}"));
        }
        let mut column = 5 + u32::from(shape.orders);
        let mut less = Money::ZERO;
        if shape.vat {
            let vat = cents(stated) * 21 / 121;
            self.cell(row, column, Cell::Number(Money::from_cents(vat).to_f64()));
            less += Money::from_cents(vat);
            column += 1;
        }
        if shape.refunds && spec.cents % 3 == 0 && stated.is_positive() {
            let back = Money::from_cents(cents(stated) / 4);
            self.cell(row, column, Cell::Number(back.to_f64()));
            less += back;
        }
        self.less.insert(row + 1, less);
        self.stated.insert(row + 1, stated);
        self.sum += stated;
        self.since += stated;
    }

    /// Writes the amount of a sale and returns what stands there.
    fn amount(&mut self, row: u32, spec: &RowSpec) -> Money {
        let amount = Money::from_cents(spec.cents);
        match spec.oddity {
            Oddity::NoAmount => {}
            Oddity::UnreadableAmount => self.text(row, 3, "nog overleggen met Piet"),
            Oddity::Error => self.cell(row, 3, Cell::Error(CellError::NotAvailable)),
            Oddity::Zero => self.cell(row, 3, Cell::Number(0.0)),
            Oddity::Credit => {
                self.cell(row, 3, Cell::Number(-amount.to_f64()));
                return -amount;
            }
            Oddity::TextAmount => {
                let euros = spec.cents / 100;
                let text =
                    format!("€ {}.{:03},{:02}", euros / 1000, euros % 1000, spec.cents % 100);
                self.text(
                    row,
                    3,
                    text.replace("€ 0.", "€ ")
                        .replace("€ 00", "€ ")
                        .replace("€ ,", "€ 0,")
                        .as_str(),
                );
                return amount;
            }
            _ => {
                self.cell(row, 3, Cell::Number(amount.to_f64()));
                return amount;
            }
        }
        Money::ZERO
    }
}

fn cents(amount: Money) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "amounts of the trials are small")]
    let cents = (amount.to_f64() * 100.0).round() as i64;
    cents
}

fn counted(reading: &Reading) -> Money {
    reading.ledger.lines.iter().map(|line| line.amount).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn every_row_is_counted_or_left_out_to_the_cent(
        rows in prop::collection::vec(row(), 3..30),
        orders in any::<bool>(),
        vat in any::<bool>(),
        refunds in any::<bool>(),
    ) {
        // Of what was paid back a part is VAT: beside VAT the trial would have to divide and round as the program does.
        let shape = Shape { orders, vat, refunds: refunds && !vat };
        let sale = RowSpec { oddity: Oddity::Sale, day: 10, customer: 0, cents: 12_345 };
        let other = RowSpec { day: 40, customer: 4, cents: 5_000, ..sale };
        let rows = [&[sale, other, sale, other, sale, other], rows.as_slice()].concat();
        let Drawn { book, n_rows, sum, less, stated, .. } = Drawn::of(&rows, shape);
        let reading = read(&mut book.clone(), &Settings::default());
        prop_assert!(reading.is_ledger);
        let n_read = reading.n_counted as usize + reading.excluded.len();
        prop_assert_eq!(n_read, n_rows, "{:?}", reading.excluded);
        let left_out: Money = reading
            .excluded
            .iter()
            .filter(|row| row.reason != Reason::Instalment)
            .filter_map(|row| row.amount)
            .sum();
        let of_counted = |amounts: &BTreeMap<u32, Money>| -> Money {
            assert_eq!(reading.ledger.places.len(), reading.ledger.lines.len());
            let places = reading.ledger.places.iter();
            places.filter_map(|place| amounts.get(&place.row).copied()).sum()
        };
        prop_assert_eq!(of_counted(&stated) + left_out, sum, "{:?}", reading.excluded);
        prop_assert_eq!(reading.revenue, of_counted(&stated) - of_counted(&less));
        prop_assert_eq!(reading.revenue, counted(&reading));
        let of_orders: Money = reading.ledger.orders.iter().map(|order| order.amount).sum();
        prop_assert_eq!(of_orders, reading.revenue);
        let n_lines: usize = reading.ledger.orders.iter().map(|order| order.n_lines as usize).sum();
        prop_assert_eq!(n_lines, reading.ledger.lines.len());
    }
}

/// Grids that the mutations start from: one of each shape.
const SEEDS: [&str; 12] = [
    "Datum | Klant | Bedrag | Btw | Status\n2024-01-03 | Ana | 121 | 21 | Betaald\n2024-02-03 | Bo | 242 | 42 | Concept\n | Totaal | 363 | 63",
    "Klant | jan | feb | mrt | Totaal\nAna | 100 | | 50 | 150\nBo | | 20 | | 20\nTotaal | 100 | 20 | 50 | 170",
    "INKOMSTEN\nKlant | Datum | Bedrag\nAna | 3-2-2024 | '€ 12,50\nidem | \" | '75,--\n\nUITGAVEN\nLeverancier | Datum | Bedrag\nShell | 2024-01-04 | 50",
    "Lidnummer | Naam | Abonnement | Startdatum | Opgezegd per | Prijs per maand\n1 | Ana | Basis | 2023-01-01 | 2023-05-31 | 25\n2 | Bo | Basis | 2023-02-01 | | 25",
    "\"Datum\" | \"Naam / Omschrijving\" | Rekening | Tegenrekening | Code | Af Bij | Bedrag (EUR) | Mutatiesoort | Mededelingen\n20240105 | Ana | NL01 | NL02 | OV | Bij | 12 | Overschrijving | factuur 1",
    "Order ID | Date | Customer | Email | Quantity | Price | Total | Refunded\n1 | Jan 5, 2024 | Ana | a@x.nl | 2 | 10 | 20 | 5\nC1 | Jan 9, 2024 | Ana | a@x.nl | -2 | 10 | -20 |",
    "Omzet per klant | Ana | Bo B.V. | Cees\njan-24 | 100 | | 50\nfeb-24 | | 20 | \nTotaal | 100 | 20 | 50",
    "Jaar | Maand | Dag | Naam | Hoog | Laag | 21% | Omzet\n2024 | mrt | 3 | Ana | 100 | 0 | 21 | 121\n | | 4 | Bo | 0 | 50 | | 54,50",
    "2024-01-03 | Ana | Advies | 12,50\n2024-01-09 | Bo | Advies | 12,50\n2024-03-03 | Ana | Training | 250",
    "Boekdatum | Grootboek | Omschrijving | Debet | Credit | Relatie\n5-1-2024 | 8000 | Omzet | | 100 | Ana\n6-1-2024 | 4500 | Huur | 50 | | Bo",
    "Datum incasso | Lid | Abonnement | Bedrag | Herkomst\n2024-01-01 | Ana | Basis | 25 | Google\n2024-02-01 | Ana | Basis | 25 | Google\n2024-03-01 | Ana | Basis | 25 | Google\n2024-02-01 | Bo | Plus | 40 | Via Ana",
    "Bedrijf | Product | 2022 | 2023 | 2024\nAna BV | Scan | 500 | | 750\n | Traject | | 2.500,00 | \nBo | Scan | 500 | 500 | 500",
];

const PIECES: [&str; 24] = [
    "Totaal",
    "idem",
    "\"",
    "-",
    "n.v.t.",
    "€ 1.234,56-",
    "(50,00)",
    "31-02-2024",
    "feb-24",
    "Q5 2024",
    "week 99 2024",
    "Datum",
    "Klant",
    "Bedrag",
    "creditnota",
    "termijn 9 van 3",
    "1e99",
    "٣٤",
    "🙂",
    "\u{feff}",
    "Geannuleerd",
    "test@test.nl",
    "99999999999999999999",
    "B.V.",
];

/// A small generator of pseudo-random numbers: what is drawn does not depend on anything else.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides.max(1)
    }
}

fn mutated(seed: u64) -> Book {
    let mut dice = Dice(seed ^ 0x9E37_79B9_7F4A_7C15);
    let mut book = Book::from_text(SEEDS[dice.roll(SEEDS.len())]);
    if dice.roll(4) == 0 {
        let other = Book::from_text(SEEDS[dice.roll(SEEDS.len())]);
        book.append("a.xlsx", other, "2023.xlsx");
    }
    for _ in 0..dice.roll(12) {
        let at = dice.roll(book.sheets.len());
        let (row, column) =
            (u32::try_from(dice.roll(9)).unwrap(), u32::try_from(dice.roll(9)).unwrap());
        let numbers = [
            0.0,
            -0.0,
            1e308,
            f64::NAN,
            f64::INFINITY,
            45_000.0,
            -12.345,
            20_240_203.0,
            1e-300,
            2_958_465.0,
        ];
        let cell = match dice.roll(6) {
            0 => Cell::Number(numbers[dice.roll(numbers.len())]),
            1 => Cell::Date(numbers[dice.roll(numbers.len())]),
            2 => Cell::Error(CellError::Value),
            3 => Cell::Logical(dice.roll(2) == 0),
            _ => Cell::Text(book.texts.intern(PIECES[dice.roll(PIECES.len())])),
        };
        book.sheets[at].grid.set(row, column, cell);
    }
    if dice.roll(5) == 0 {
        let area = |dice: &mut Dice| Area {
            top: u32::try_from(dice.roll(6)).unwrap(),
            left: u32::try_from(dice.roll(6)).unwrap(),
            bottom: u32::try_from(dice.roll(9)).unwrap(),
            right: u32::try_from(dice.roll(9)).unwrap(),
        };
        let merged = area(&mut dice);
        book.sheets[0].merged.push(merged);
        let area = area(&mut dice);
        let table = TableArea {
            name: "T".to_owned(),
            area,
            has_header: true,
            has_totals: dice.roll(2) == 0,
        };
        book.sheets[0].tables.push(table);
    }
    book
}

/// `CLV_FUZZ_SECONDS` makes it read grids for so long, others in each run; without it a thousand.
#[test]
#[expect(clippy::disallowed_methods, reason = "the clock ends the trial; no result depends on it")]
fn mutated_grids_are_read_without_a_panic() {
    let seconds = std::env::var("CLV_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok());
    let until = seconds.map(|seconds: u64| Instant::now() + Duration::from_secs(seconds));
    let first = if until.is_some() { u64::from(std::process::id()) << 24 } else { 0 };
    let is_left = |seed: &u64| until.map_or(*seed < 1000, |until| Instant::now() < until);
    let mut n_grids = 0_u64;
    for seed in (first..).take_while(is_left) {
        let book = mutated(seed);
        let reading = read(&mut book.clone(), &Settings::default());
        let lines: Money = counted(&reading);
        assert_eq!(lines, reading.revenue, "grid {seed}");
        n_grids += 1;
    }
    println!("{n_grids} grids from {first} on");
}
