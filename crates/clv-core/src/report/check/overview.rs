//! The head of the check sheet: how many rows count, what they add up to, VAT and currency.

use crate::report::Context;
use crate::report::page::{Page, part, wide};
use crate::sheet::{Content, Role};

/// Writes the block.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let reading = &context.analysis.reading;
    let n_left_out = reading.excluded.len();
    let n_read = reading.n_counted as usize + n_left_out;
    page.line(
        Role::Heading,
        context.words.fill(
            "check-rows-title",
            &[
                ("counted", context.count(reading.n_counted as usize).into()),
                ("read", context.count(n_read).into()),
                ("left", context.count(n_left_out).into()),
                ("n", n_left_out.into()),
            ],
        ),
    );
    let n_customers = reading.ledger.customers.len();
    let mut line = |label: &str, value: Content, role, why: String| {
        page.cells([
            part(context.text(label), Role::Label),
            part(value, role),
            wide(4, why, Role::Note),
        ]);
    };
    let why = |id: &str| context.text(id);
    line("check-rows-read", n_read.into(), Role::Count, why("check-rows-read-why"));
    line(
        "check-rows-counted",
        reading.n_counted.into(),
        Role::Count,
        why("check-rows-counted-why"),
    );
    line("check-rows-left-out", n_left_out.into(), Role::Count, why("check-rows-left-out-why"));
    line("check-customers", n_customers.into(), Role::Count, why("check-customers-why"));
    line("check-revenue", reading.revenue.into(), Role::MoneyExact, why("check-revenue-why"));
    if !reading.guest_revenue.is_zero() {
        let guests = reading.guest_revenue.into();
        line("check-guest-revenue", guests, Role::MoneyExact, why("check-guest-revenue-why"));
    }
    let vat = context.named("vat", reading.vat.name());
    line("check-vat", vat.into(), Role::Text, context.named("vat-why", reading.vat.name()));
    let currency = reading.ledger.currency.as_str();
    line("check-currency", currency.into(), Role::Text, why("check-currency-why"));
    if let Some(period) = context.analysis.period {
        line("check-period-start", period.start.into(), Role::Date, why("check-period-start-why"));
        line("check-period-end", period.end.into(), Role::Date, why("check-period-end-why"));
    }
}
