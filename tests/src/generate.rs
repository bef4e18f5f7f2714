//! Ledgers of any length as Excel saves them, made from a seed: the same seed gives the same bytes.
//!
//! Customers buy at rates of their own and leave at chances of their own (BG/NBD; Fader, Hardie & Lee 2005), and spend
//! around a mean of their own (gamma-gamma; Fader & Hardie 2013), so that models have something to find.

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::result::ZipResult;
use zip::write::{SimpleFileOptions, ZipWriter};

/// The first day that is observed, 2021-01-01, as Excel counts days.
const FIRST_DAY: u32 = 44_197;
/// How many days are observed: to the end of 2024.
const DAYS: f64 = 1_461.0;

const HEADERS: [&str; 7] =
    ["Datum", "Klant", "Factuurnummer", "Omschrijving", "Bedrag", "BTW", "Status"];
const PRODUCTS: [&str; 8] = [
    "Onderhoudsbeurt",
    "Reparatie",
    "Advies per uur",
    "Installatie",
    "Materiaal",
    "Voorrijkosten",
    "Koffie & thee",
    "Cursusdag",
];
const TRADES: [&str; 12] = [
    "Bakkerij",
    "Schildersbedrijf",
    "Garage",
    "Kapsalon",
    "Praktijk",
    "Studio",
    "Café",
    "Restaurant",
    "Slagerij",
    "Bloemenhuis",
    "Atelier",
    "Hoveniersbedrijf",
];
const NAMES: [&str; 16] = [
    "De Vries",
    "Jansen",
    "Van den Berg",
    "Bakker",
    "Visser",
    "Smit & Zn.",
    "Meijer",
    "Mulder",
    "De Groot",
    "Bos",
    "Peters",
    "Hendriks",
    "Noordhölter",
    "Koç",
    "Postma",
    "Kuipers",
];
const TOWNS: [&str; 12] = [
    "Utrecht", "Zwolle", "Breda", "Assen", "Delft", "Ede", "Gouda", "Heerlen", "Hoorn", "Leiden",
    "Meppel", "Oss",
];

/// One line of the ledger.
#[derive(Clone, Copy)]
struct Line {
    day: u32,
    invoice: u32,
    customer: u32,
    product: u32,
    cents: i64,
    status: &'static str,
}

/// Makes a ledger of so many rows below its header, by date; there is about one customer to six rows.
///
/// # Errors
///
/// Fails only when the zip writer does.
pub fn ledger(n_rows: u32, seed: u64) -> ZipResult<Vec<u8>> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for (name, xml) in SMALL_PARTS {
        package.start_file(name, options)?;
        package.write_all(xml.as_bytes())?;
    }
    let mut strings = Strings::default();
    package.start_file("xl/worksheets/sheet1.xml", options)?;
    write_sheet(&mut package, &lines(n_rows, seed), &mut strings)?;
    package.start_file("xl/sharedStrings.xml", options)?;
    strings.write(&mut package)?;
    Ok(package.finish()?.into_inner())
}

/// Lets customers come until there are enough lines.
fn lines(n_rows: u32, seed: u64) -> Vec<Line> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut lines = Vec::with_capacity(n_rows as usize + 64);
    let mut n_invoices = 0;
    for customer in 0.. {
        if lines.len() >= n_rows as usize {
            break;
        }
        let rate = gamma(&mut random, 0.75) / 75.0;
        let (stay, leave) = (gamma(&mut random, 4.2), gamma(&mut random, 0.75));
        let chance_of_leaving = leave / (stay + leave);
        let spend_scale = 60.0 / gamma(&mut random, 3.74);
        let mut moment = random.random::<f64>() * DAYS;
        while moment < DAYS {
            let total = gamma(&mut random, 6.25) * spend_scale;
            invoice(&mut random, &mut lines, (moment, customer, n_invoices, total));
            n_invoices += 1;
            if random.random::<f64>() < chance_of_leaving {
                break;
            }
            moment += -(1.0 - random.random::<f64>()).ln() / rate;
        }
    }
    lines.truncate(n_rows as usize);
    lines.sort_by_key(|line| (line.day, line.invoice));
    lines
}

/// Adds the one to three lines of an invoice; one in a hundred is a credit note, one in a hundred canceled.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "days and cents are small and, as days, positive"
)]
fn invoice(
    random: &mut ChaCha8Rng,
    lines: &mut Vec<Line>,
    (moment, customer, invoice, total): (f64, u32, u32, f64),
) {
    let n_lines = match random.random::<f64>() {
        share if share < 0.82 => 1,
        share if share < 0.95 => 2,
        _ => 3,
    };
    let (status, sign) = match random.random::<f64>() {
        share if share < 0.90 => ("Betaald", 1),
        share if share < 0.98 => ("Open", 1),
        share if share < 0.99 => ("Geannuleerd", 1),
        _ => ("Creditnota", -1),
    };
    let cents = ((total * 100.0 / f64::from(n_lines)).round() as i64).max(1) * sign;
    for _ in 0..n_lines {
        let product = random.random_range(0..PRODUCTS.len() as u32);
        let day = FIRST_DAY + moment as u32;
        lines.push(Line { day, invoice, customer, product, cents, status });
    }
}

/// Draws from a gamma distribution of unit scale (Marsaglia & Tsang 2000).
fn gamma(random: &mut impl Rng, shape: f64) -> f64 {
    if shape < 1.0 {
        let boost = (1.0 - random.random::<f64>()).powf(1.0 / shape);
        return gamma(random, shape + 1.0) * boost;
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let (u1, u2) = (1.0 - random.random::<f64>(), random.random::<f64>());
        let x = (-2.0 * u1.ln()).sqrt() * (std::f64::consts::TAU * u2).cos();
        let v = (1.0 + c * x).powi(3);
        let u = 1.0 - random.random::<f64>();
        if v > 0.0 && u.ln() < 0.5 * x * x + d - d * v + d * v.ln() {
            return d * v;
        }
    }
}

/// A name of 20 to 35 letters, some of which XML escapes; no two customers share one.
fn customer_name(customer: u32) -> String {
    let pick = |words: &[&'static str], by: u32| words[by as usize % words.len()];
    let (trade, rest) = (pick(&TRADES, customer), customer / 12);
    let (name, rest) = (pick(&NAMES, rest), rest / 16);
    let (town, round) = (pick(&TOWNS, rest), rest / 12);
    match round {
        0 => format!("{trade} {name} {town}"),
        round => format!("{trade} {name} {town} {}", round + 1),
    }
}

fn write_sheet(
    package: &mut impl Write,
    lines: &[Line],
    strings: &mut Strings,
) -> std::io::Result<()> {
    write!(package, "{SHEET_START}<dimension ref=\"A1:G{}\"/>", lines.len() + 1)?;
    write!(package, "<sheetData><row r=\"1\" spans=\"1:7\" x14ac:dyDescent=\"0.25\">")?;
    for (letter, header) in ('A'..).zip(HEADERS) {
        let id = strings.id(header);
        write!(package, "<c r=\"{letter}1\" t=\"s\"><v>{id}</v></c>")?;
    }
    write!(package, "</row>")?;
    let mut row = String::new();
    for (at, line) in lines.iter().enumerate() {
        write_row(&mut row, at + 2, line, strings);
        package.write_all(row.as_bytes())?;
        row.clear();
    }
    write!(package, "</sheetData></worksheet>")
}

fn write_row(xml: &mut String, row: usize, line: &Line, strings: &mut Strings) {
    use std::fmt::Write;
    let customer = strings.id(&customer_name(line.customer));
    let invoice = strings.id(&format!("F{:07}", line.invoice + 1));
    let product = strings.id(PRODUCTS[line.product as usize]);
    let status = strings.id(line.status);
    let amount = as_excel_writes(line.cents as f64 / 100.0);
    let vat = as_excel_writes((line.cents as f64 * 0.21).round() / 100.0);
    let day = line.day;
    let written = write!(
        xml,
        "<row r=\"{row}\" spans=\"1:7\" x14ac:dyDescent=\"0.25\"><c r=\"A{row}\" s=\"1\"><v>{day}</v></c>\
         <c r=\"B{row}\" t=\"s\"><v>{customer}</v></c><c r=\"C{row}\" t=\"s\"><v>{invoice}</v></c>\
         <c r=\"D{row}\" t=\"s\"><v>{product}</v></c><c r=\"E{row}\" s=\"2\"><v>{amount}</v></c>\
         <c r=\"F{row}\" s=\"2\"><v>{vat}</v></c><c r=\"G{row}\" t=\"s\"><v>{status}</v></c></row>"
    );
    written.expect("a String takes all that is written to it");
}

/// Writes a number with 17 significant digits, as Excel does: 1.1 becomes `1.1000000000000001`.
fn as_excel_writes(number: f64) -> String {
    let whole_digits = format!("{:.0}", number.abs().trunc()).len();
    let leading = if number.abs() < 1.0 { 0 } else { whole_digits };
    let text = format!("{number:.*}", 17_usize.saturating_sub(leading));
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The shared strings in the order of their first use.
#[derive(Default)]
struct Strings {
    ids: BTreeMap<String, usize>,
    texts: Vec<String>,
    n_uses: usize,
}

impl Strings {
    fn id(&mut self, text: &str) -> usize {
        self.n_uses += 1;
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        let id = self.texts.len();
        self.ids.insert(text.to_owned(), id);
        self.texts.push(text.replace('&', "&amp;"));
        id
    }

    fn write(&self, package: &mut impl Write) -> std::io::Result<()> {
        let (uses, unique) = (self.n_uses, self.texts.len());
        write!(package, "{STRINGS_START} count=\"{uses}\" uniqueCount=\"{unique}\">")?;
        for text in &self.texts {
            write!(package, "<si><t>{text}</t></si>")?;
        }
        write!(package, "</sst>")
    }
}

const SHEET_START: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<worksheet \
    xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
    xmlns:x14ac=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac\">";

const STRINGS_START: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n\
    <sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

const SMALL_PARTS: [(&str, &str); 5] = [
    (
        "[Content_Types].xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n\
         <Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\
         <Override PartName=\"/xl/worksheets/sheet1.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>\
         <Override PartName=\"/xl/sharedStrings.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/></Types>",
    ),
    (
        "_rels/.rels",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n\
         <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Target=\"xl/workbook.xml\" \
         Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\"/></Relationships>",
    ),
    (
        "xl/workbook.xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n\
         <workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
         <sheets><sheet name=\"Verkoop\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
    ),
    (
        "xl/_rels/workbook.xml.rels",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n\
         <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\" \
         Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\"/>\
         <Relationship Id=\"rId2\" Target=\"styles.xml\" \
         Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\"/>\
         <Relationship Id=\"rId3\" Target=\"sharedStrings.xml\" \
         Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\"/></Relationships>",
    ),
    (
        "xl/styles.xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n\
         <styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
         <fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
         <xf numFmtId=\"14\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
         <xf numFmtId=\"4\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs>\
         <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use clv_core::grid::Cell;

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
        let make = |seed| ledger(200, seed).unwrap();
        assert_eq!(make(1), make(1));
        assert_ne!(make(1), make(2));
    }

    #[test]
    fn has_as_many_rows_as_asked_and_reads_back() {
        let book = clv_xlsx::read(Cursor::new(ledger(500, 1).unwrap()), "made.xlsx").unwrap();
        let grid = &book.sheets[0].grid;
        assert_eq!((grid.n_rows(), grid.n_columns()), (501, 7));
        assert_eq!(book.text(grid.get(0, 1)), Some("Klant"));
        assert!(matches!(grid.get(500, 0), Cell::Date(_)));
        assert!(matches!(grid.get(500, 4), Cell::Number(_)));
    }

    #[test]
    fn numbers_are_written_with_the_digits_that_excel_writes() {
        let cases = [(1.1, "1.1000000000000001"), (25.5, "25.5"), (-100.58, "-100.58"), (7.0, "7")];
        for (number, text) in cases {
            assert_eq!(as_excel_writes(number), text);
            assert_eq!(as_excel_writes(number).parse::<f64>(), Ok(number));
        }
    }
}
