//! What the roles of cells look like: one accent color, room around everything, paper first.

use super::Look;
use clv_core::sheet::Role;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};
use std::collections::HashMap;

/// The accent: titles, headline figures, the first series of a chart.
pub(super) const ACCENT: u32 = 0x1F_5A7A;
/// Running text.
pub(super) const INK: u32 = 0x26_2626;
/// What may be read later: notes, labels, axes.
pub(super) const QUIET: u32 = 0x59_5959;
/// The lines between the rows of a table.
pub(super) const LINE: u32 = 0xDD_DDDD;
/// Behind headers and headline figures.
const TINT: u32 = 0xEA_F2F6;
/// Behind what the owner fills in.
const PAPER: u32 = 0xFF_F9DB;
/// Around what the owner fills in.
const PAPER_LINE: u32 = 0xE3_D49B;
const ATTENTION: u32 = 0xA8_3E00;
const RIGHT: u32 = 0x00_6B4F;
const LINK: u32 = 0x0B_5FA5;
/// The size that heights in the model are made for.
const USUAL_SIZE: f64 = 11.0;

/// The language and the country of dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// Dutch, the Netherlands.
    #[default]
    Dutch,
    /// English, Great Britain.
    British,
}

impl Locale {
    /// Returns the code by which number formats know it.
    fn code(self) -> &'static str {
        match self {
            Self::Dutch => "413",
            Self::British => "809",
        }
    }
}

/// What is special about what stands in a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Special {
    /// Nothing.
    #[default]
    None,
    /// A text that looks like a formula and must not become one.
    Quoted,
    /// A link.
    Link,
}

/// How a cell looks besides its role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Dress {
    /// Whether it is in a table, whose rows have a line below them.
    pub(super) in_table: bool,
    /// Whether it heads a column of numbers, which stand to the right.
    pub(super) over_numbers: bool,
    /// What is special about what stands in it.
    pub(super) content: Special,
}

/// The formats of one workbook, made as they are asked for.
pub(super) struct Formats {
    font: crate::graft::Font,
    money: String,
    money_exact: String,
    date: String,
    made: HashMap<(Role, Dress), Format>,
}

impl Formats {
    pub(super) fn new(look: &Look) -> Self {
        let sign = sign(&look.currency, look.locale);
        let amount = |digits: &str| format!("{sign}{digits};{sign}-{digits}");
        Self {
            font: look.font.clone(),
            money: amount("#,##0"),
            money_exact: amount("#,##0.00"),
            date: format!("[$-{}]d mmm yyyy", look.locale.code()),
            made: HashMap::new(),
        }
    }

    /// Returns by how much heights grow with the font of the workbook.
    pub(super) fn scale(&self) -> f64 {
        (self.font.size / USUAL_SIZE).max(1.0)
    }

    /// Returns the font of the workbook.
    pub(super) fn font(&self) -> &crate::graft::Font {
        &self.font
    }

    /// Returns the format of a role.
    pub(super) fn of(&mut self, role: Role, look: Dress) -> &Format {
        let key = (role, look);
        if !self.made.contains_key(&key) {
            let format = self.make(role, look);
            self.made.insert(key, format);
        }
        &self.made[&key]
    }

    fn make(&self, role: Role, look: Dress) -> Format {
        let mut format = self.role(role);
        if look.in_table && !matches!(role, Role::Header) && !is_input(role) {
            format = format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(LINE);
        }
        if look.over_numbers {
            format = format.set_align(FormatAlign::Right).set_indent(1);
        }
        if look.content == Special::Quoted {
            format = format.set_quote_prefix();
        }
        if look.content == Special::Link {
            format = format.set_font_color(LINK).set_underline(FormatUnderline::Single);
        }
        format
    }

    fn text(&self, larger: f64, color: u32) -> Format {
        Format::new()
            .set_font_name(self.font.name.as_str())
            .set_font_size(self.font.size + larger)
            .set_font_color(Color::RGB(color))
            .set_align(FormatAlign::Top)
    }

    /// Returns the format of a number: to the right, but not against the text of the next column.
    fn number(&self, code: &str) -> Format {
        self.text(0.0, INK).set_num_format(code).set_align(FormatAlign::Right).set_indent(1)
    }

    fn tile(&self, code: &str) -> Format {
        self.text(9.0, ACCENT)
            .set_bold()
            .set_num_format(code)
            .set_align(FormatAlign::Left)
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(TINT)
    }

    fn input(&self) -> Format {
        self.text(0.0, INK)
            .set_background_color(PAPER)
            .set_border(FormatBorder::Thin)
            .set_border_color(PAPER_LINE)
            .set_unlocked()
    }

    fn role(&self, role: Role) -> Format {
        match role {
            Role::Title => self.text(9.0, ACCENT).set_bold().set_align(FormatAlign::VerticalCenter),
            Role::Subtitle => self.text(0.0, QUIET).set_text_wrap(),
            Role::Heading => {
                self.text(2.0, ACCENT).set_bold().set_text_wrap().set_align(FormatAlign::Bottom)
            }
            Role::Header => self
                .text(0.0, ACCENT)
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(TINT)
                .set_border_bottom(FormatBorder::Medium)
                .set_border_bottom_color(ACCENT),
            Role::Label | Role::Text => self.text(0.0, INK),
            Role::Wrapped => self.text(0.0, INK).set_text_wrap(),
            Role::Note => self.text(-1.0, QUIET).set_text_wrap(),
            Role::Warning => self.text(0.0, ATTENTION).set_bold().set_text_wrap(),
            Role::Good => self.text(0.0, RIGHT).set_bold().set_text_wrap(),
            Role::TileMoney => self.tile(&self.money),
            Role::TileRatio => self.tile("#,##0.0 \"×\""),
            Role::TileNumber => self.tile("#,##0.0"),
            Role::TilePercent => self.tile("0%"),
            Role::TileLabel | Role::TileNote => {
                self.text(-1.0, QUIET).set_text_wrap().set_background_color(TINT)
            }
            Role::Money => self.number(&self.money),
            Role::MoneyExact => self.number(&self.money_exact),
            Role::Count => self.number("#,##0"),
            Role::Number => self.number("#,##0.0"),
            Role::Factor => self.number("#,##0.00"),
            Role::Percent => self.number("0%"),
            Role::Date => self.number(&self.date),
            Role::InputText => self.input().set_text_wrap(),
            Role::InputNumber => self.input().set_num_format("#,##0.##"),
            Role::InputPercent => self.input().set_num_format("0%"),
            Role::InputMoney => self.input().set_num_format(&self.money_exact),
            Role::InputDate => {
                self.input().set_num_format(&self.date).set_align(FormatAlign::Right)
            }
        }
    }

    /// Returns the format of cells whose condition is met.
    pub(super) fn condition(role: Role) -> Format {
        match role {
            Role::Warning => Format::new().set_font_color(ATTENTION).set_bold(),
            Role::Good => Format::new().set_font_color(RIGHT).set_bold(),
            _ => Format::new().set_font_color(QUIET).set_italic(),
        }
    }
}

/// Returns whether cells of a role hold numbers that stand to the right.
pub(super) fn is_number(role: Role) -> bool {
    matches!(
        role,
        Role::Money
            | Role::MoneyExact
            | Role::Count
            | Role::Number
            | Role::Factor
            | Role::Percent
            | Role::Date
    )
}

fn is_input(role: Role) -> bool {
    matches!(
        role,
        Role::InputText
            | Role::InputNumber
            | Role::InputPercent
            | Role::InputMoney
            | Role::InputDate
    )
}

/// Returns what stands before an amount, as number formats write it.
fn sign(currency: &str, locale: Locale) -> String {
    let code = locale.code();
    match currency {
        "EUR" | "" => format!("[$€-{code}] "),
        "GBP" => "[$£-809]".to_owned(),
        "USD" => "[$$-409]".to_owned(),
        other => {
            let letters: String = other.chars().filter(char::is_ascii_alphabetic).take(3).collect();
            format!("[${letters}] ")
        }
    }
}
