//! Native charts: the finding as their title, every line, color and letter written out.

use super::Error;
use super::cells::{clean, place};
use super::formats::{ACCENT, Formats, INK, LINE, QUIET};
use clv_core::grid::Area;
use clv_core::sheet::{Chart as Model, ChartKind, ReportSheet, Series};
use rust_xlsxwriter::{
    Chart, ChartEmptyCells, ChartFont, ChartFormat, ChartLegendPosition, ChartLine,
    ChartLineDashType, ChartSolidFill, ChartType, ObjectMovement, Worksheet,
};

/// The colors of series, in their order; told apart by the color-blind (Okabe and Ito), the accent first.
const PALETTE: [u32; 6] = [ACCENT, 0xE6_9F00, 0x00_9E73, 0xD5_5E00, 0x56_B4E9, QUIET];
/// The width of a column and the height of a row that were given none, in pixels.
const USUAL_COLUMN: f64 = 64.0;
const USUAL_ROW: f64 = 20.0;

/// Writes the charts of a sheet.
pub(super) fn write(
    worksheet: &mut Worksheet,
    sheet: &ReportSheet<'_>,
    formats: &Formats,
) -> Result<(), Error> {
    for model in &sheet.charts {
        let (row, column) = place(model.area.top, model.area.left);
        worksheet.insert_chart(row, column, &chart(model, sheet, formats))?;
    }
    Ok(())
}

fn chart(model: &Model, sheet: &ReportSheet<'_>, formats: &Formats) -> Chart {
    let mut chart = Chart::new(match model.kind {
        ChartKind::Bar => ChartType::Bar,
        ChartKind::Column => ChartType::Column,
        ChartKind::Line => ChartType::Line,
    });
    // Said even though it is the library's default: it leaves that out, and then the format's own holds, which is zero.
    chart.show_empty_cells_as(ChartEmptyCells::Gaps);
    for series in &model.series {
        add_series(&mut chart, model.kind, series, &sheet.name);
    }
    let (width, height) = size(model.area, sheet, formats.scale());
    chart.set_width(width).set_height(height).set_alt_text(clean(&model.alt_text).as_ref());
    chart.set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
    let font = |larger: f64, color: u32| {
        let mut font = ChartFont::new();
        font.set_name(formats.font().name.as_str());
        font.set_size((formats.font().size + larger).max(8.0))
            .set_color(color)
            .set_default_bold(false);
        font
    };
    let mut title = font(0.0, INK);
    title.set_bold();
    chart.title().set_name(plain(&model.title).as_str()).set_font(&title).set_overlay(false);
    let line = |color| {
        let mut line = ChartLine::new();
        line.set_color(color).set_width(0.75);
        line
    };
    chart
        .x_axis()
        .set_font(&font(-2.0, QUIET))
        .set_format(ChartFormat::new().set_line(&line(LINE)));
    chart.y_axis().set_font(&font(-2.0, QUIET)).set_format(ChartFormat::new().set_no_line());
    chart.y_axis().set_major_gridlines(true).set_major_gridlines_line(&line(LINE));
    if model.kind == ChartKind::Bar {
        // The first category at the top, as it stands in the table.
        chart.x_axis().set_reverse();
    }
    if let Some(name) = &model.value_axis {
        chart.y_axis().set_name(plain(name).as_str()).set_name_font(&font(-2.0, QUIET));
    }
    if model.series.len() > 1 {
        chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(-2.0, QUIET));
    } else {
        chart.legend().set_hidden();
    }
    let mut paper = ChartSolidFill::new();
    paper.set_color(0xFF_FFFF);
    let mut white = ChartFormat::new();
    white.set_solid_fill(&paper).set_no_border();
    chart.chart_area().set_format(&mut white);
    chart.plot_area().set_format(&mut white);
    chart
}

fn add_series(chart: &mut Chart, kind: ChartKind, series: &Series, sheet: &str) {
    let color = PALETTE[series.color % PALETTE.len()];
    let mut format = ChartFormat::new();
    if kind == ChartKind::Line {
        let mut line = ChartLine::new();
        line.set_color(color).set_width(2.25);
        if series.dotted {
            line.set_dash_type(ChartLineDashType::RoundDot);
        }
        format.set_line(&line);
    } else {
        let mut fill = ChartSolidFill::new();
        fill.set_color(color);
        if series.dotted {
            fill.set_transparency(50);
        }
        format.set_solid_fill(&fill).set_no_border();
    }
    let range = |area: Area| {
        let ((top, left), (bottom, right)) =
            (place(area.top, area.left), place(area.bottom, area.right));
        (sheet.to_owned(), top, left, bottom, right)
    };
    let (categories, values) = (range(series.categories), range(series.values));
    let added = chart.add_series();
    added
        .set_categories((
            categories.0.as_str(),
            categories.1,
            categories.2,
            categories.3,
            categories.4,
        ))
        .set_values((values.0.as_str(), values.1, values.2, values.3, values.4))
        .set_name(plain(&series.name).as_str())
        .set_format(&mut format);
    if kind != ChartKind::Line {
        added.set_gap(60);
    }
}

/// Returns a text that is not taken for a reference.
fn plain(text: &str) -> String {
    let text = clean(text);
    if text.starts_with('=') { format!(" {text}") } else { text.into_owned() }
}

/// Returns the size of an area in pixels.
fn size(area: Area, sheet: &ReportSheet<'_>, scale: f64) -> (u32, u32) {
    let width = |column: u32| {
        let own = sheet.widths.iter().find(|(at, _)| *at == column);
        own.map_or(USUAL_COLUMN, |(_, width)| (width * 7.0 + 5.0).floor())
    };
    let height = |row: u32| {
        let own = sheet.heights.iter().find(|(at, _)| *at == row);
        own.map_or(USUAL_ROW * scale, |(_, height)| height * scale * 4.0 / 3.0)
    };
    let (width, height): (f64, f64) =
        ((area.left..=area.right).map(width).sum(), (area.top..=area.bottom).map(height).sum());
    (pixels(width), pixels(height))
}

/// Rounds a size that no sheet exceeds by far.
fn pixels(size: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 48 and 4,000"
    )]
    let pixels = size.clamp(48.0, 4_000.0).round() as u32;
    pixels
}
