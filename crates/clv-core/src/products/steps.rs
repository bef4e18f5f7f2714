//! The step of a product on the ladder, guessed from its words and its price.

/// A step of the product ladder, from first contact to ongoing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Costs nothing.
    Free,
    /// Makes acquaintance easy.
    Entry,
    /// What the business is about.
    Core,
    /// More, deeper or closer.
    Premium,
    /// Goes on: a subscription, membership or maintenance.
    Ongoing,
}

impl Step {
    /// All steps, from low to high.
    pub const ALL: [Self; 5] = [Self::Free, Self::Entry, Self::Core, Self::Premium, Self::Ongoing];

    /// Returns the id in the owner's answers; the name is the Fluent message `step-<id>`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Entry => "entry",
            Self::Core => "core",
            Self::Premium => "premium",
            Self::Ongoing => "ongoing",
        }
    }

    /// Returns the step of an id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.id() == id)
    }
}

/// Beginnings of words that tell the step, in order of strength: the first that a name contains decides.
///
/// A pattern with a space before it has to begin a word; the others may stand inside a Dutch compound.
const SIGNS: [(Step, &[&str]); 4] = [
    (
        Step::Ongoing,
        &[
            "abonnement",
            "lidmaatschap",
            "membership",
            "subscription",
            "onderhoud",
            "maintenance",
            "strippenkaart",
            "servicecontract",
            "retainer",
            " hosting",
            " maandelijks",
            " monthly",
            " community",
            "contributie",
        ],
    ),
    (
        Step::Premium,
        &[
            " vip",
            "mastermind",
            "1 op 1",
            "one on one",
            "jaarprogramma",
            "jaartraject",
            "jaaropleiding",
            " premium",
            " deluxe",
            " exclusi",
            "incompany",
            " retreat",
        ],
    ),
    (
        Step::Entry,
        &[
            "kennismak",
            " intake",
            " proef",
            " trial",
            "e book",
            "ebook",
            "workshop",
            "webinar",
            "masterclass",
            " instap",
            " introductie",
            " intro",
            " starter",
            " sample",
            " scan",
            " taster",
            " mini",
        ],
    ),
    (
        Step::Core,
        &[
            "traject",
            "training",
            "programma",
            "programme",
            " program",
            "opleiding",
            "cursus",
            " course",
            "coaching",
            " kern",
        ],
    ),
];

/// Guesses the step from the normalized name, the price and the limits of the lowest and highest third of prices.
pub(super) fn guess(key: &str, price: Option<f64>, thirds: (f64, f64)) -> Step {
    let padded = format!(" {key}");
    let free = price.is_none_or(|price| price <= 0.0) || padded.contains(" gratis");
    if free && price.is_some() {
        return Step::Free;
    }
    for (step, signs) in SIGNS {
        if signs.iter().any(|sign| padded.contains(sign)) {
            return step;
        }
    }
    match price {
        Some(price) if price <= thirds.0 => Step::Entry,
        Some(price) if price > thirds.1 => Step::Premium,
        Some(_) | None => Step::Core,
    }
}

/// Returns how long a product lasts, in days, if its normalized name says so: `3m`, `10w`, `jaar`.
pub(super) fn life_in_name(key: &str) -> Option<f64> {
    let unit_days = |unit: char| match unit {
        'd' => Some(1.0),
        'w' => Some(7.0),
        'm' => Some(30.4375),
        'j' => Some(365.25),
        _ => None,
    };
    let span = |word: &str| {
        let days = unit_days(word.chars().next_back()?)?;
        let count: f64 = word.get(..word.len() - 1)?.parse().ok()?;
        (count > 0.0 && count <= 366.0).then_some(count * days)
    };
    key.split(' ').find_map(|word| match word {
        "jaar" | "year" | "yearly" | "annual" => Some(365.25),
        "halfjaar" => Some(182.625),
        "kwartaal" | "quarterly" => Some(91.3125),
        "maandelijks" | "monthly" => Some(30.4375),
        _ if word.starts_with("jaar") => Some(365.25),
        _ => span(word),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::products::names::normalize;

    fn step(name: &str, price: f64) -> &'static str {
        guess(&normalize(name), Some(price), (100.0, 1000.0)).id()
    }

    #[test]
    fn words_tell_the_step_before_the_price_does() {
        assert_eq!(step("E-book slim plannen", 1900.0), "entry");
        assert_eq!(step("Instapworkshop", 175.0), "entry");
        assert_eq!(step("Kerntraining", 50.0), "core");
        assert_eq!(step("Jaarprogramma", 1950.0), "premium");
        assert_eq!(step("1-op-1 coaching", 900.0), "premium");
        assert_eq!(step("Onderhoudsabonnement", 20.0), "ongoing");
        assert_eq!(step("Coachingstraject 3 mnd", 900.0), "core");
    }

    #[test]
    fn without_such_words_the_price_tells_it() {
        assert_eq!(
            [step("Kaars", 90.0), step("Lamp", 500.0), step("Kast", 2000.0)],
            ["entry", "core", "premium"]
        );
        assert_eq!(guess("kaars", None, (1.0, 2.0)), Step::Core);
        assert_eq!(guess("gratis scan", Some(0.0), (1.0, 2.0)), Step::Free);
    }

    #[test]
    fn names_tell_how_long_a_product_lasts() {
        let lives = ["Traject 3 mnd", "Jaarprogramma", "Cursus 10 weken", "Kaars"]
            .map(|name| life_in_name(&normalize(name)).map(f64::round));
        assert_eq!(lives, [Some(91.0), Some(365.0), Some(70.0), None]);
    }

    #[test]
    fn every_step_has_its_id() {
        assert!(Step::ALL.into_iter().all(|step| Step::from_id(step.id()) == Some(step)));
        assert_eq!(Step::from_id("gold"), None);
    }
}
