//! The columns of the customers sheet, one entry each.
//!
//! To add a column: an entry in [`COLUMNS`] and the message `customers-<id>` in the Fluent files.

use super::CustomerRange;
use crate::analysis::Analysis;
use crate::calendar::Date;
use crate::forecast::CustomerForecast;
use crate::forecast::due::Due;
use crate::ledger::{Customer, Maybe, ProductId};
use crate::report::page::formula;
use crate::segments::Segment;
use crate::sheet::{Content, Role};
use crate::summary::CustomerSummary;
use crate::words::Words;

/// What is said of one customer after another, worded once.
pub(super) struct Said {
    /// The names of the groups, in the order of [`Segment::ALL`].
    segments: Vec<String>,
    yes: String,
}

impl Said {
    pub(super) fn new(words: &Words) -> Self {
        let name = |segment: &Segment| words.named("segment", segment.id());
        Self { segments: Segment::ALL.iter().map(name).collect(), yes: words.text("choice-yes") }
    }
}

/// One customer with everything that a column may want to know.
pub(super) struct Row<'a> {
    analysis: &'a Analysis,
    said: &'a Said,
    customers: &'a CustomerRange,
    /// The row of the body, from 0.
    place: usize,
    /// The index of the customer.
    pub(super) at: usize,
    customer: &'a Customer,
    summary: &'a CustomerSummary,
}

impl<'a> Row<'a> {
    pub(super) fn of(
        analysis: &'a Analysis,
        said: &'a Said,
        customers: &'a CustomerRange,
        row: usize,
    ) -> Self {
        let at = customers.order[row];
        Self {
            analysis,
            said,
            customers,
            place: row,
            at,
            customer: &analysis.reading.ledger.customers[at],
            summary: &analysis.summaries[at],
        }
    }

    fn product(&self, product: Maybe<ProductId>) -> Content {
        let products = &self.analysis.reading.ledger.products;
        product.get().map(|id| products[id.0 as usize].as_str().into()).unwrap_or_default()
    }

    /// Makes a live formula in which `{id}` stands for the cell of that column in this row; a value where rows hold no
    /// formulas.
    fn live(&self, text: &str, value: f64) -> Content {
        if !self.customers.are_live() {
            return value.into();
        }
        // Ids stand at the odd places, between the braces.
        let filled: Option<String> = text
            .split(['{', '}'])
            .enumerate()
            .map(|(at, part)| match at % 2 {
                0 => Some(part.to_owned()),
                _ => self.customers.cell(part, self.place),
            })
            .collect();
        filled.map_or_else(|| value.into(), |filled| formula(filled, value))
    }

    /// What is expected of the customer; nothing of one who never bought.
    fn forecast(&self) -> Option<&CustomerForecast> {
        let forecast = self.analysis.forecast.as_ref()?;
        forecast.customers.get(self.at).filter(|_| self.has_purchase())
    }

    fn expected(&self, value: fn(&CustomerForecast) -> f64) -> Content {
        self.forecast().map_or(Content::Blank, |forecast| value(forecast).into())
    }

    /// When the next purchase is due; of whoever is gone nothing is expected.
    fn due(&self, day: fn(Due) -> Date) -> Content {
        let is_gone = match self.analysis.segments[self.at] {
            Segment::NetNegative | Segment::Ended | Segment::Dormant => true,
            Segment::Subscriber
            | Segment::Top
            | Segment::Regular
            | Segment::Growing
            | Segment::New
            | Segment::Slipping
            | Segment::OneOffQuiet => false,
        };
        let due = self.forecast().and_then(|forecast| forecast.due).filter(|_| !is_gone);
        due.map_or(Content::Blank, |due| day(due).into())
    }

    fn has_purchase(&self) -> bool {
        self.summary.purchases > 0
    }

    fn date(&self, date: Date) -> Content {
        if self.has_purchase() { date.into() } else { Content::Blank }
    }
}

/// One column.
pub(super) struct CustomerColumn {
    /// What formulas elsewhere call it.
    pub(super) id: &'static str,
    /// What its cells are for.
    pub(super) role: Role,
    /// Its width in characters.
    pub(super) width: f64,
    /// Whether there is anything to show in it.
    pub(super) is_present: fn(&Analysis) -> bool,
    /// What stands in it for one customer.
    pub(super) value: fn(&Row<'_>) -> Content,
}

impl CustomerColumn {
    pub(super) fn header(&self, words: &Words) -> String {
        words.named("customers", self.id)
    }

    const fn value(
        id: &'static str,
        role: Role,
        width: f64,
        value: fn(&Row<'_>) -> Content,
    ) -> Self {
        Self { id, role, width, is_present: |_| true, value }
    }

    const fn only_if(mut self, is_present: fn(&Analysis) -> bool) -> Self {
        self.is_present = is_present;
        self
    }
}

/// Returns whether there is enough data to say what customers will do.
fn is_predicted(analysis: &Analysis) -> bool {
    analysis.forecast.as_ref().is_some_and(|forecast| forecast.sufficient)
}

fn any(analysis: &Analysis, has: fn(&Customer) -> bool) -> bool {
    analysis.reading.ledger.customers.iter().any(has)
}

/// A column of what the owner's list tells in words of each customer, where it does.
macro_rules! told {
    ($id:literal, $width:literal, $field:ident) => {
        CustomerColumn::value($id, Role::Text, $width, |row| {
            row.customer.told.$field.as_deref().into()
        })
        .only_if(|analysis| any(analysis, |customer| customer.told.$field.is_some()))
    };
}

/// All columns, from left to right.
pub(super) const COLUMNS: &[CustomerColumn] = &[
    CustomerColumn::value("name", Role::Text, 30.0, |row| row.customer.name.as_str().into()),
    CustomerColumn::value("segment", Role::Text, 22.0, |row| {
        let segment = row.analysis.segments[row.at];
        row.said.segments[segment as usize].as_str().into()
    }),
    CustomerColumn::value("since", Role::Date, 13.0, |row| row.date(row.summary.first_purchase)),
    CustomerColumn::value("last_purchase", Role::Date, 13.0, |row| {
        row.date(row.summary.last_purchase)
    }),
    CustomerColumn::value("purchases", Role::Count, 11.0, |row| row.summary.purchases.into()),
    CustomerColumn::value("revenue", Role::MoneyExact, 14.0, |row| row.summary.revenue.into()),
    CustomerColumn::value("average_purchase", Role::Money, 13.0, |row| {
        if !row.has_purchase() {
            return Content::Blank;
        }
        let average = row.summary.revenue.to_f64() / f64::from(row.summary.purchases);
        row.live("{revenue}/{purchases}", average)
    }),
    CustomerColumn::value("first_value", Role::MoneyExact, 14.0, |row| {
        row.summary.first_purchase_value.into()
    }),
    CustomerColumn::value("first_product", Role::Text, 24.0, |row| {
        row.product(row.summary.first_product)
    })
    .only_if(|analysis| !analysis.reading.ledger.products.is_empty()),
    CustomerColumn::value("last_product", Role::Text, 24.0, |row| {
        row.product(row.summary.last_product)
    })
    .only_if(|analysis| !analysis.reading.ledger.products.is_empty()),
    CustomerColumn::value("years", Role::Factor, 11.0, |row| {
        row.analysis.stays[row.at].exposure.years().into()
    }),
    CustomerColumn::value("left", Role::Text, 11.0, |row| {
        let has_left = row.analysis.stays[row.at].has_left;
        has_left.then_some(row.said.yes.as_str()).into()
    }),
    CustomerColumn::value("steps_revenue", Role::MoneyExact, 14.0, |row| {
        row.analysis.stays[row.at].steps_revenue(row.summary).into()
    })
    .only_if(|analysis| !analysis.reading.ledger.spells.is_empty()),
    CustomerColumn::value("rhythm", Role::Count, 11.0, |row| {
        if row.summary.frequency == 0 {
            return Content::Blank;
        }
        (row.summary.recency.0 / f64::from(row.summary.frequency)).into()
    }),
    CustomerColumn::value("next_purchase", Role::Date, 13.0, |row| row.due(|due| due.expected))
        .only_if(|analysis| analysis.rhythm.is_measured()),
    CustomerColumn::value("late_after", Role::Date, 13.0, |row| row.due(|due| due.late))
        .only_if(|analysis| analysis.rhythm.is_measured()),
    CustomerColumn::value("alive", Role::Percent, 12.0, |row| {
        row.expected(|forecast| forecast.probability_alive)
    })
    .only_if(is_predicted),
    CustomerColumn::value("expected_purchases", Role::Number, 12.0, |row| {
        row.expected(|forecast| forecast.expected_purchases)
    })
    .only_if(is_predicted),
    CustomerColumn::value("clv", Role::Money, 13.0, |row| row.expected(|forecast| forecast.clv))
        .only_if(is_predicted),
    CustomerColumn::value("clv_low", Role::Money, 12.0, |row| {
        row.expected(|forecast| forecast.clv_low)
    })
    .only_if(is_predicted),
    CustomerColumn::value("clv_high", Role::Money, 12.0, |row| {
        row.expected(|forecast| forecast.clv_high)
    })
    .only_if(is_predicted),
    told!("own_segment", 18.0, segment),
    told!("sector", 18.0, sector),
    told!("country", 14.0, country),
    told!("channel", 16.0, channel),
    told!("referrer", 20.0, referrer),
    CustomerColumn::value("score", Role::Number, 8.0, |row| row.customer.told.score.into())
        .only_if(|analysis| any(analysis, |customer| customer.told.score.is_some())),
    CustomerColumn::value("merged", Role::Text, 34.0, |row| {
        if row.customer.told.spellings.is_empty() {
            return Content::Blank;
        }
        row.customer.told.spellings.join(" · ").into()
    })
    .only_if(|analysis| any(analysis, |customer| !customer.told.spellings.is_empty())),
];
