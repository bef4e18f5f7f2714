//! The owner's own groups: by segment, sector, country and first product, and companies beside persons.

use super::by_name::{Named, by_name};
use super::drop_off::first_product;
use crate::ledger::{Customer, Ledger};
use crate::parallel;
use crate::products::Catalog;
use crate::segments::overview::FEWEST_FOR_AVERAGES;
use crate::summary::CustomerSummary;

/// By what customers are split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The owner's own group.
    OwnSegment,
    /// Sector.
    Sector,
    /// Companies and persons, by whether the name has a legal form.
    LegalForm,
    /// Country.
    Country,
    /// What was bought first.
    FirstProduct,
}

impl By {
    /// All of them, the owner's own first.
    pub const ALL: [Self; 5] =
        [Self::OwnSegment, Self::Sector, Self::LegalForm, Self::Country, Self::FirstProduct];

    /// Returns the name in the Fluent messages `split-<name>`.
    pub fn name(self) -> &'static str {
        match self {
            Self::OwnSegment => "own-segment",
            Self::Sector => "sector",
            Self::LegalForm => "legal-form",
            Self::Country => "country",
            Self::FirstProduct => "first-product",
        }
    }
}

/// The two groups of [`By::LegalForm`], the ends of the Fluent messages `split-<name>`: with a legal form, and without.
pub const LEGAL_FORM: [&str; 2] = ["companies", "persons"];

/// One group of a split.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its name as the ledger first spells it; of [`By::LegalForm`] one of [`LEGAL_FORM`].
    pub name: String,
    /// How many customers.
    pub customers: u32,
    /// Mean revenue per customer.
    pub mean: f64,
    /// The share that came back.
    pub repeat_share: f64,
}

/// Customers split by one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// By what.
    pub by: By,
    /// The groups with enough customers for averages, most valuable first.
    pub parts: Vec<Part>,
    /// The others, with how many customers each has.
    pub small: Vec<(String, u32)>,
}

/// Splits customers by everything that the ledger tells; a split with fewer than two groups says nothing.
pub fn splits(ledger: &Ledger, summaries: &[CustomerSummary], catalog: &Catalog) -> Vec<Split> {
    let mut splits = By::ALL.map(|by| split(ledger, summaries, catalog, by)).to_vec();
    splits.retain(|split| split.parts.len() >= 2);
    splits
}

fn split(ledger: &Ledger, summaries: &[CustomerSummary], catalog: &Catalog, by: By) -> Split {
    let named = parallel::flat_map(summaries.len(), |at| {
        let summary = Some(&summaries[at]).filter(|summary| summary.purchases > 0)?;
        let customer = &ledger.customers[summary.customer.0 as usize];
        Some((name(customer, ledger, summary, catalog, by)?, summary))
    });
    let (mut parts, mut small) = (Vec::new(), Vec::new());
    for Named { name, members, .. } in by_name(named) {
        let customers = u32::try_from(members.len()).unwrap_or(u32::MAX);
        if customers < FEWEST_FOR_AVERAGES {
            small.push((name, customers));
            continue;
        }
        let n = f64::from(customers);
        let revenue: f64 = members.iter().map(|it| it.revenue.to_f64()).sum();
        let repeaters = members.iter().filter(|it| it.frequency > 0).count() as f64;
        parts.push(Part { name, customers, mean: revenue / n, repeat_share: repeaters / n });
    }
    parts.sort_by(|a, b| b.mean.total_cmp(&a.mean));
    small.sort_by_key(|small| std::cmp::Reverse(small.1));
    Split { by, parts, small }
}

fn name<'a>(
    customer: &'a Customer,
    ledger: &Ledger,
    summary: &CustomerSummary,
    catalog: &'a Catalog,
    by: By,
) -> Option<&'a str> {
    match by {
        By::OwnSegment => customer.told.segment.as_deref(),
        By::Sector => customer.told.sector.as_deref(),
        By::LegalForm => {
            let [companies, persons] = LEGAL_FORM;
            Some(if customer.has_legal_form() { companies } else { persons })
        }
        By::Country => customer.told.country.as_deref(),
        By::FirstProduct => first_product(ledger, summary, catalog)
            .map(|product| catalog.get(product).name.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::products::tests::ledger;
    use crate::summary::summarize;

    #[test]
    fn groups_below_five_are_listed_without_averages() {
        let mut sales: Vec<_> = (0..5).map(|n| (n, "E-book", 0)).collect();
        sales.extend((5..11).map(|n| (n, "Workshop", 0)));
        sales.extend([(5, "Traject", 40), (11, "Traject", 50)]);
        let prices = |name: &str| if name == "E-book" { 20.0 } else { 150.0 };
        let ledger = ledger(&sales, prices);
        let summaries = summarize(&ledger, ledger.period.unwrap());
        let catalog = Catalog::of(&ledger, &summaries, &[]);
        let splits = splits(&ledger, &summaries, &catalog);
        assert_eq!(splits.len(), 1);
        assert_eq!(splits[0].by, By::FirstProduct);
        let names: Vec<_> = splits[0].parts.iter().map(|it| (it.name.as_str(), it.mean)).collect();
        assert_eq!(names, [("Workshop", 175.0), ("E-book", 20.0)]);
        assert_eq!(splits[0].small, [("Traject".to_owned(), 1)]);
    }

    #[test]
    fn companies_stand_beside_persons_and_capitals_make_no_other_sector() {
        let sales: Vec<_> = (0..15).map(|n| (n, "Advies", 0)).collect();
        let mut ledger = ledger(&sales, |_| 100.0);
        for (n, customer) in ledger.customers.iter_mut().enumerate() {
            customer.name =
                if n < 5 { format!("Bouw {n} B.V.").into() } else { format!("Ana {n}").into() };
            customer.told.sector = Some(["Bouw", "bouw ", "Zorg"][n % 3].into());
        }
        let summaries = summarize(&ledger, ledger.period.unwrap());
        let catalog = Catalog::of(&ledger, &summaries, &[]);
        let found = splits(&ledger, &summaries, &catalog);
        let told = |by: By| -> Vec<(&str, u32)> {
            let split = found.iter().find(|split| split.by == by);
            let parts = split.map(|split| split.parts.iter()).into_iter().flatten();
            parts.map(|part| (part.name.as_str(), part.customers)).collect()
        };
        assert_eq!(told(By::LegalForm), [("companies", 5), ("persons", 10)]);
        assert_eq!(told(By::Sector), [("Bouw", 10), ("Zorg", 5)]);
    }
}
