//! What lists tell of customers beside their names: group, sector, country, channel, who sent them,
//! why they left, score, consent.

use super::Told;
use super::blocks::Block;
use super::field::Field;
use super::lexicon::{Says, says};
use super::rows::RowReader;
use super::text::header_key;
use crate::grid::TextId;
use crate::rarely::Rarely;

/// What the rows of one party tell; the first value of each holds, for score and consent the last.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Traits {
    texts: [Option<TextId>; TEXTS.len()],
    score: Option<f64>,
    consent: Option<bool>,
}

/// The fields of the texts, in their order.
const TEXTS: [Field; 6] = [
    Field::Segment,
    Field::Sector,
    Field::Country,
    Field::Channel,
    Field::Referrer,
    Field::LeaveReason,
];

/// Which of these a list has.
pub(super) struct Telling {
    places: [Option<u32>; TEXTS.len()],
    score: Option<u32>,
    consent: Option<u32>,
    /// Whether a yes in the column of consent means: do not approach.
    is_refusal: bool,
}

impl Telling {
    /// Looks which columns a list has; nothing if it has none.
    pub(super) fn of(block: &Block) -> Option<Self> {
        let mut places = TEXTS.map(|field| block.at(field));
        // `Klantgroep` is the owner's own group as much as it is a sector.
        if places[0].is_none()
            && let Some(column) = block.column(Field::Sector)
            && !["sector", "branche", "industry", "secteur", "bedrijfstak"]
                .contains(&header_key(&column.header).as_str())
        {
            places[0] = places[1];
        }
        let consent = block.column(Field::Consent);
        let refusals = ["afgemeld", "niet", "unsubscribed", "donot", "blockiert"];
        let is_refusal = consent.is_some_and(|column| {
            let key = header_key(&column.header);
            refusals.iter().any(|word| key.contains(word))
        });
        let telling = Self {
            places,
            score: block.at(Field::Score),
            consent: consent.map(|column| column.at),
            is_refusal,
        };
        let has_any = telling.places.iter().any(Option::is_some)
            || telling.score.is_some()
            || telling.consent.is_some();
        has_any.then_some(telling)
    }

    /// Takes over what a row tells.
    pub(super) fn take(&self, traits: &mut Traits, reader: &RowReader<'_>, row: u32) {
        for (text, place) in traits.texts.iter_mut().zip(self.places) {
            if let (None, crate::grid::Cell::Text(id)) = (&text, reader.cell(row, place)) {
                *text = Some(id);
            }
        }
        traits.score =
            reader.number(row, self.score).map(crate::money::Money::to_f64).or(traits.score);
        let cell = reader.cell(row, self.consent);
        let consent = if let crate::grid::Cell::Logical(is) = cell {
            Some(is)
        } else {
            let said = reader.book.text(cell).map(says).unwrap_or_default();
            (said.any(Says::YES) || said.any(Says::NO)).then(|| said.any(Says::YES))
        };
        traits.consent = consent.map(|consent| consent != self.is_refusal).or(traits.consent);
    }
}

impl Traits {
    /// Fills in what is not known of somebody yet.
    pub(super) fn fill(&self, told: &mut Rarely<Told>, book: &crate::grid::Book) {
        if *self == Self::default() {
            return;
        }
        let told = &mut **told;
        let text = |id: Option<TextId>| {
            let text = book.texts.get(id?).trim();
            (!text.is_empty()).then(|| text.into())
        };
        let fields = [
            &mut told.segment,
            &mut told.sector,
            &mut told.country,
            &mut told.channel,
            &mut told.referrer,
            &mut told.leave_reason,
        ];
        for (field, id) in fields.into_iter().zip(self.texts) {
            *field = field.take().or(text(id));
        }
        told.score = self.score.or(told.score);
        told.consent = self.consent.or(told.consent);
    }
}
