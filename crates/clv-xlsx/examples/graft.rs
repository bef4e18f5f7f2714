//! Puts a demonstration report into a workbook: `graft IN OUT`; exit status 3, and the reason, where it cannot be.

use clv_xlsx::graft::{Font, Host, Refusal};
use rust_xlsxwriter::{
    Chart, ChartFont, ChartFormat, ChartLine, ChartSolidFill, ChartType, Color,
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatDataBar,
    ConditionalFormatFormula, DataValidation, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Formula, Sparkline, Table, TableColumn, TableFunction, TableStyle, Url, Workbook, Worksheet,
    XlsxError,
};
use std::env;
use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::process::ExitCode;

/// The keys by which the sheets are known again.
const KEYS: [&str; 2] = ["demo-summary", "demo-list"];
const ACCENT: Color = Color::RGB(0x1F_5A7A);

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [source, target] = arguments.as_slice() else {
        say("usage: graft IN OUT");
        return ExitCode::from(2);
    };
    match run(source, target) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&error.to_string());
            ExitCode::from(if error.is::<Refusal>() { 3 } else { 1 })
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "an example writes where it is told to")]
fn run(source: &str, target: &str) -> Result<(), Box<dyn Error>> {
    let original = fs::read(source)?;
    let host = Host::open(&original)?;
    let tabs = host.tabs(&[(KEYS[0], "Report"), (KEYS[1], "Report list")]);
    let tables = host.table_names(&[(KEYS[1], "ReportList")])?;
    let name = host.cell_name("report_total")?;
    let report = demonstration(&tabs, &tables[0], &name, &host.font())?;
    fs::write(target, host.graft(&report, &KEYS)?.into_vec())?;
    Ok(())
}

fn say(words: &str) {
    // Where nobody listens there is nothing left to do.
    drop(writeln!(io::stderr(), "{words}"));
}

/// Makes a report with everything that a graft takes over.
fn demonstration(
    tabs: &[String],
    table: &str,
    name: &str,
    font: &Font,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let text = Format::new()
        .set_font_name(&font.name)
        .set_font_size(font.size)
        .set_font_color(Color::RGB(0x26_2626));
    summary(workbook.add_worksheet(), tabs, table, &text)?;
    list(workbook.add_worksheet(), tabs, table, &text)?;
    workbook.define_name(name, &format!("='{}'!$B$4", tabs[0].replace('\'', "''")))?;
    workbook.save_to_buffer()
}

/// What the customers of the demonstration are called: among them what other programs trip over.
const CUSTOMERS: [&str; 6] = ["Bakkerij Jansen", "Nan", "12", "TRUE", "=1+1", "Müller & Zn <1>"];

fn summary(
    sheet: &mut Worksheet,
    tabs: &[String],
    table: &str,
    text: &Format,
) -> Result<(), XlsxError> {
    let quoted = |tab: &str| format!("'{}'", tab.replace('\'', "''"));
    let title = text.clone().set_bold().set_font_size(18).set_font_color(ACCENT);
    let money = text.clone().set_num_format("[$€-413] #,##0.00");
    let percent = text.clone().set_num_format("0.0%");
    sheet.set_name(&tabs[0])?.set_tab_color(ACCENT).set_screen_gridlines(false);
    sheet.merge_range(0, 0, 0, 3, "What customers are worth", &title)?;
    sheet.write_with_format(3, 0, "Total", text)?;
    sheet.write_formula_with_format(
        3,
        1,
        Formula::new(format!("SUM({table}[Value])")).set_result("2100"),
        &money,
    )?;
    sheet.write_with_format(4, 0, "Share of the best", text)?;
    let share = format!("MAX({table}[Value])/SUM({table}[Value])");
    sheet.write_formula_with_format(
        4,
        1,
        Formula::new(share).set_result("0.285714285714286"),
        &percent,
    )?;
    let link = Url::new(format!("internal:{}!A1", quoted(&tabs[1]))).set_text("To the list");
    sheet.write_url_with_format(5, 0, &link, text)?;
    let away = Url::new("https://example.org/?a=1&b=2").set_text("To the method");
    sheet.write_url_with_format(6, 0, &away, text)?;
    let choices =
        DataValidation::new().allow_list_strings(&["yes", "no"])?.set_input_message("Choose")?;
    sheet.add_data_validation(7, 1, 7, 1, &choices)?;
    sheet.write_blank(7, 1, &text.clone().set_border(FormatBorder::Thin).set_unlocked())?;
    sheet.set_column_width(0, 24)?.set_column_width(1, 16)?.set_row_height(0, 30)?;
    for (at, kind) in (0u32..).zip([ChartType::Column, ChartType::Line]) {
        sheet.insert_chart(9 + 16 * at, 0, &chart(kind, &tabs[1]))?;
    }
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 1);
    sheet.set_footer("&L&8Report && more&R&8&P / &N");
    sheet.set_print_area(0, 0, 40, 6)?;
    Ok(())
}

fn chart(kind: ChartType, tab: &str) -> Chart {
    let mut line = ChartLine::new();
    line.set_color(ACCENT).set_width(2);
    let mut fill = ChartSolidFill::new();
    fill.set_color(ACCENT);
    let mut format = ChartFormat::new();
    format.set_line(&line).set_solid_fill(&fill);
    let mut font = ChartFont::new();
    font.set_color(Color::RGB(0x26_2626)).set_size(11);
    let mut chart = Chart::new(kind);
    chart
        .add_series()
        .set_name("Value")
        .set_categories((tab, 3, 0, 8, 0))
        .set_values((tab, 3, 2, 8, 2))
        .set_format(&mut format);
    chart.title().set_name("Value by customer").set_font(&font);
    chart.legend().set_hidden();
    chart.set_alt_text("Value by customer, the best first");
    chart
}

fn list(
    sheet: &mut Worksheet,
    tabs: &[String],
    table: &str,
    text: &Format,
) -> Result<(), XlsxError> {
    let header = text
        .clone()
        .set_bold()
        .set_align(FormatAlign::Left)
        .set_border_bottom(FormatBorder::Medium);
    let money = text.clone().set_num_format("[$€-413] #,##0.00");
    let date = text.clone().set_num_format("d mmm yyyy");
    sheet.set_name(&tabs[1])?.set_freeze_panes(3, 1)?.set_repeat_rows(0, 2)?;
    sheet.write_with_format(0, 0, "All customers", &text.clone().set_bold())?;
    let column = |name: &str| TableColumn::new().set_header(name).set_header_format(&header);
    let columns = [
        column("Customer").set_total_label("Total"),
        column("Since"),
        column("Value").set_total_function(TableFunction::Sum).set_format(&money),
        column("Double"),
        column("Trend"),
        column("Key"),
    ];
    let made = Table::new()
        .set_name(table)
        .set_columns(&columns)
        .set_total_row(true)
        .set_style(TableStyle::None);
    sheet.add_table(2, 0, 9, 5, &made)?;
    for (row, customer) in (3u32..).zip(CUSTOMERS) {
        let format =
            if customer.starts_with('=') { text.clone().set_quote_prefix() } else { text.clone() };
        sheet.write_string_with_format(row, 0, customer, &format)?;
        sheet.write_datetime_with_format(
            row,
            1,
            ExcelDateTime::from_ymd(2025, 3, u8::try_from(row).unwrap_or(1))?,
            &date,
        )?;
        let value = f64::from(row - 2) * 100.0;
        sheet.write_with_format(row, 2, value, &money)?;
        let double = Formula::new(format!("{table}[[#This Row],[Value]]*2"))
            .set_result((value * 2.0).to_string());
        sheet.write_formula_with_format(row, 3, double, &money)?;
        for (at, column) in (8u16..11).enumerate() {
            sheet.write_with_format(row, column, value + 10.0 * at as f64, &money)?;
        }
        let range = (tabs[1].as_str(), row, 8, row, 10);
        sheet.add_sparkline(
            row,
            4,
            &Sparkline::new().set_range(range).set_sparkline_color(ACCENT),
        )?;
        sheet.write_string_with_format(row, 5, format!("key-{row}"), text)?;
    }
    // A totals row is written with the value 0 unless it is written again.
    let total = Formula::new("SUBTOTAL(109,[Value])").set_result("2100");
    sheet.write_formula_with_format(9, 2, total, &money)?;
    let bars =
        ConditionalFormatDataBar::new().set_fill_color(Color::RGB(0xA9_C8D9)).set_solid_fill(true);
    sheet.add_conditional_format(3, 2, 8, 2, &bars)?;
    let high = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::GreaterThan(500.0))
        .set_format(
            Format::new().set_font_color(Color::RGB(0x00_6B4F)).set_num_format("[$€-413] #,##0.0"),
        );
    sheet.add_conditional_format(3, 3, 8, 3, &high)?;
    let late = ConditionalFormatFormula::new()
        .set_rule("AND($B4<>\"\",$B4<TODAY())")
        .set_format(Format::new().set_font_color(Color::RGB(0xA8_3E00)));
    sheet.add_conditional_format(3, 1, 8, 1, &late)?;
    let day = DataValidation::new().allow_date(rust_xlsxwriter::DataValidationRule::GreaterThan(
        ExcelDateTime::from_ymd(2025, 1, 1)?,
    ));
    sheet.add_data_validation(3, 1, 8, 1, &day)?;
    sheet.set_column_width(0, 30)?.set_column_width(1, 14)?.set_column_hidden(5)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(())
}
