//! The whole way from a workbook to everything that its sheets say, written once and in order.

use crate::answers::Answers;
use crate::calendar::ObservationPeriod;
use crate::finding::Finding;
use crate::forecast::{self, Forecast};
use crate::formulas::{Facts, Figures, PlugIns};
use crate::grid::Book;
use crate::insights::Insights;
use crate::ledger::{self, Reading};
use crate::offers::wording::Speech;
use crate::offers::{self, Ladder, Offers, Scene};
use crate::parallel;
use crate::portfolio::Portfolio;
use crate::products::Histories;
use crate::rhythm::Rhythm;
use crate::segments::overview::{self, SegmentSummary};
use crate::segments::{self, Segment};
use crate::settings::Settings;
use crate::stay::{self, Stay};
use crate::summary::{self, CustomerSummary, Purchases};
use crate::templates::Template;
use crate::words::{Lang, Words};

/// Everything that the sheets say, before any cell exists.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// How the ledger was understood; what it was understood from is let go, see [`ledger::Ledger::let_go_of_orders`].
    pub reading: Reading,
    /// What is observed; `None` without purchases, and then nothing below has anything in it.
    pub period: Option<ObservationPeriod>,
    /// One summary for each of [`ledger::Ledger::customers`], in that order; their orders are let go with the ledger's.
    pub summaries: Vec<CustomerSummary>,
    /// How long customers usually take to come back.
    pub rhythm: Rhythm,
    /// The group of each customer, in the order of the summaries.
    pub segments: Vec<Segment>,
    /// The groups that have customers, summed up.
    pub groups: Vec<SegmentSummary>,
    /// How long each customer stayed, in the order of the summaries.
    pub stays: Vec<Stay>,
    /// What customers are expected to buy and be worth; its groups are those of [`Segment::ALL`].
    pub forecast: Option<Forecast>,
    /// What stands out in how customers buy.
    pub insights: Insights,
    /// The products, what customers buy after what, and where a step is missing.
    pub ladder: Ladder,
    /// What to suggest to whom.
    pub offers: Offers,
    /// All formulas with their values, ours and those that were plugged in.
    pub figures: Option<Figures>,
    /// What customers are worth, all together.
    pub portfolio: Portfolio,
    /// The template for the kind of business, the owner's own or ours.
    pub template: Option<Template>,
    /// The choices that hold: the owner's, with those of the command line before them.
    pub settings: Settings,
    /// What the owner filled in on our sheets.
    pub answers: Answers,
}

impl Analysis {
    /// Returns the language of the sheets: chosen, else that of the ledger's headers, else Dutch.
    pub fn lang(&self) -> Lang {
        self.settings.lang.or(self.reading.language).unwrap_or_default()
    }

    /// Returns everything that the owner should know: of the reading, of what was filled in, and of the figures.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        let figures = self.figures.iter().flat_map(Figures::findings);
        let reading = self.reading.findings.iter().chain(&self.answers.findings);
        let forecast = self.forecast.iter().flat_map(|forecast| &forecast.missing);
        let portfolio = self.portfolio.missing.iter().chain(&self.portfolio.doubt);
        reading.chain(figures).chain(portfolio).chain(forecast)
    }

    /// Returns what the sentences of suggestions are filled in with.
    pub fn speech<'a>(&'a self, words: &'a Words) -> Speech<'a> {
        Speech {
            ledger: &self.reading.ledger,
            catalog: &self.ladder.catalog,
            business: self.reading.ledger.business,
            template: self.template.as_ref(),
            words,
        }
    }
}

/// Analyzes a workbook with the choices that hold for it and the formulas that were plugged in.
pub fn analyze(
    book: &mut Book,
    answers: Answers,
    settings: Settings,
    plug_ins: &PlugIns,
) -> Analysis {
    conclude(ledger::read(book, &settings), answers, settings, plug_ins)
}

/// Does all that follows the reading.
pub fn conclude(
    mut reading: Reading,
    mut answers: Answers,
    settings: Settings,
    plug_ins: &PlugIns,
) -> Analysis {
    // Nothing is asked any more of where a line stood; of a million rows that takes a tenth of all room.
    reading.ledger.places = Vec::new();
    let ledger = &reading.ledger;
    answers.follow(&ledger.customers);
    if !reading.judged.is_empty() {
        answers.settings.merges.clone_from(&reading.judged);
    }
    let period = ledger.period;
    let mut summaries = period.map(|period| summary::summarize(ledger, period)).unwrap_or_default();
    let ((rhythm, segments, forecast), ladder) = parallel::both(
        || {
            let rhythm = Rhythm::of(ledger, &summaries);
            let Some(period) = period else { return (rhythm, Vec::new(), None) };
            let segments = segments::assign(ledger, &summaries, &rhythm, period);
            let groups: Vec<u16> = segments.iter().map(|&segment| segment as u16).collect();
            let n = Segment::ALL.len();
            let forecast =
                forecast::forecast(ledger, &summaries, &rhythm, &groups, n, period, &settings);
            (rhythm, segments, Some(forecast))
        },
        || period.map(|period| Ladder::of(ledger, &summaries, &answers.products, period)),
    );
    let mut ladder = ladder.unwrap_or_default();
    let groups =
        overview::summarize(ledger, &summaries, &segments, &rhythm, forecast.as_ref(), &settings);
    let stays =
        period.map(|period| stay::measure(ledger, &summaries, &rhythm, period)).unwrap_or_default();
    let template = Template::of(ledger.business, &plug_ins.templates).cloned();
    let compute = || {
        period.zip(forecast.as_ref()).map(|(period, forecast)| {
            let lang = settings.lang.or(reading.language).unwrap_or_default();
            let facts = Facts {
                ledger,
                period,
                summaries: &summaries,
                stays: &stays,
                segments: &segments,
                forecast,
                settings: &settings,
                words: &Words::new(lang),
            };
            let figures = Figures::compute(plug_ins, &facts);
            let portfolio = Portfolio::of(&figures, &facts);
            let insights = Insights::of(ledger, period, &summaries, &rhythm, &ladder.catalog);
            (figures, portfolio, insights)
        })
    };
    let suggest = |period| {
        offers::suggest(&Scene::new(
            ledger,
            period,
            &summaries,
            &segments,
            &rhythm,
            forecast.as_ref(),
            &ladder,
            &answers.actions,
            &settings,
            template.as_ref(),
        ))
    };
    let (computed, offers) = parallel::both(compute, || period.map(suggest));
    let (figures, portfolio, insights) = computed
        .map(|(figures, portfolio, insights)| (Some(figures), portfolio, insights))
        .unwrap_or_default();
    // What orders say is in the figures, the insights and the offers by now.
    reading.ledger.let_go_of_orders();
    ladder.catalog.histories = Histories::default();
    for summary in &mut summaries {
        summary.orders = Purchases::default();
    }
    Analysis {
        reading,
        period,
        summaries,
        rhythm,
        segments,
        groups,
        stays,
        forecast,
        figures,
        portfolio,
        insights,
        ladder,
        offers: offers.unwrap_or_default(),
        template,
        settings,
        answers,
    }
}
