//! Looks back: what would have been suggested at an earlier day, and what customers bought since.
//!
//!     cargo run --release -p clv-tests --example backtest -- SALES.csv [DATE...]
//!
//! SALES.csv has the columns `InvoiceNo, Description, Quantity, InvoiceDate, UnitPrice, CustomerID` (UCI Online Retail,
//! unpacked: `zcat ../shared/data/online-retail/*.gz > SALES.csv`). For each date it prints how often the suggested product was
//! bought within 120 days, beside the most popular product not yet bought and plain transition counts, how the stated
//! chances compare with what happened, and how far expected purchase dates were off.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it prints what it measures")]

use clv_core::analysis::{Analysis, conclude};
use clv_core::answers::Answers;
use clv_core::calendar::{Date, ObservationPeriod, add_days, days_between};
use clv_core::formulas::PlugIns;
use clv_core::ledger::{
    BusinessKind, Customer, CustomerId, Ledger, Line, Order, ProductId, Reading,
};
use clv_core::money::Money;
use clv_core::products::ProductIndex;
use clv_core::products::next_product::HORIZON;
use clv_core::rhythm::percentile;
use clv_core::settings::Settings;
use std::collections::{BTreeMap, BTreeSet};

/// The fewest buyers of a product that is suggested.
const FEWEST_BUYERS: u32 = 20;
/// The rules that suggest something not bought before.
const SEQUELS: [&str; 4] = ["second_step", "cross_sell", "deepen", "use_stepping_stone"];

struct Sale {
    customer: String,
    invoice: String,
    date: Date,
    product: String,
    quantity: f64,
    amount: f64,
}

fn main() {
    let mut args = std::env::args().skip(1);
    let Some(path) = args.next() else {
        eprintln!("usage: backtest SALES.csv [DATE...]");
        std::process::exit(2);
    };
    let dates: Vec<String> = args.collect();
    let dates = if dates.is_empty() {
        ["2011-04-01", "2011-06-11", "2011-08-01"].map(ToOwned::to_owned).to_vec()
    } else {
        dates
    };
    let sales = read(&path);
    let mut ratios = Vec::new();
    for date in dates {
        let cut: Date = date.parse().expect("dates are written as 2011-04-01");
        ratios.push(at(&sales, cut));
    }
    for (against, name) in [(0, "the most popular"), (1, "transition counts")] {
        let mut ascending: Vec<f64> = ratios.iter().map(|ratio| ratio[against]).collect();
        ascending.sort_by(f64::total_cmp);
        println!("median ratio to {name}: {:.2}", percentile(&ascending, 0.5));
    }
}

fn read(path: &str) -> Vec<Sale> {
    let mut reader = csv::Reader::from_path(path).expect("the file can be read");
    let headers = reader.headers().expect("the file has headers").clone();
    let column = |name: &str| headers.iter().position(|header| header == name).expect(name);
    let at = ["InvoiceNo", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID"]
        .map(column);
    let mut sales = Vec::new();
    for row in reader.byte_records() {
        let row = row.expect("rows have the columns of the headers");
        let cell = |which: usize| String::from_utf8_lossy(&row[at[which]]).trim().to_owned();
        let number = |which: usize| cell(which).parse::<f64>().unwrap_or(0.0);
        let (quantity, price) = (number(2), number(4));
        if cell(5).is_empty() || price <= 0.0 || quantity == 0.0 {
            continue;
        }
        sales.push(Sale {
            customer: cell(5),
            invoice: cell(0),
            date: cell(3)[..10].parse().expect("dates begin with 2011-04-01"),
            product: cell(1),
            quantity,
            amount: quantity * price,
        });
    }
    sales
}

/// Makes the ledger as it was on a day.
fn ledger(sales: &[Sale], cut: Date) -> Ledger {
    let mut ledger =
        Ledger { currency: "GBP".to_owned(), business: BusinessKind::Webshop, ..Ledger::default() };
    let mut customers: BTreeMap<&str, u32> = BTreeMap::new();
    let mut products: BTreeMap<&str, u32> = BTreeMap::new();
    let mut by_invoice: BTreeMap<(Date, &str), Vec<&Sale>> = BTreeMap::new();
    for sale in sales.iter().filter(|sale| sale.date <= cut) {
        by_invoice.entry((sale.date, &sale.invoice)).or_default().push(sale);
    }
    for ((date, _), lines) in by_invoice {
        let id = *customers.entry(&lines[0].customer).or_insert_with(|| {
            let name = lines[0].customer.as_str();
            let customer = Customer { id: name.into(), name: name.into(), ..Customer::default() };
            ledger.customers.push(customer);
            u32::try_from(ledger.customers.len() - 1).expect("few customers")
        });
        let first_line = u32::try_from(ledger.lines.len()).expect("few lines");
        let money = |amount: f64| Money::from_cell(amount).unwrap_or_default();
        for sale in &lines {
            let product = *products.entry(&sale.product).or_insert_with(|| {
                ledger.products.push(sale.product.clone());
                u32::try_from(ledger.products.len() - 1).expect("few products")
            });
            ledger.quantities.push(sale.quantity);
            ledger.lines.push(Line {
                product: Some(ProductId(product)).into(),
                amount: money(sale.amount),
            });
        }
        ledger.orders.push(Order {
            customer: Some(CustomerId(id)).into(),
            date,
            amount: money(lines.iter().map(|sale| sale.amount).sum()),
            first_line,
            n_lines: u32::try_from(lines.len()).expect("few lines"),
        });
    }
    let start = ledger.orders[0].date;
    ledger.period = Some(ObservationPeriod { start, end: cut });
    ledger
}

/// Looks back at one day; returns the hit rate as a ratio to those of the two yardsticks.
fn at(sales: &[Sale], cut: Date) -> [f64; 2] {
    let settings = Settings { max_actions_per_week: 1_000_000, ..Settings::default() };
    let reading = Reading { is_ledger: true, ledger: ledger(sales, cut), ..Reading::default() };
    let analysis = conclude(reading, Answers::default(), settings, &PlugIns::default());
    let future = future(sales, &analysis, cut);
    let yardsticks = Yardsticks::of(&analysis);
    let catalog = &analysis.ladder.catalog;

    println!("{cut}: {} customers, {} products", analysis.summaries.len(), catalog.products.len());
    let suited: Vec<(usize, ProductIndex)> = (0..analysis.summaries.len())
        .filter_map(|at| {
            let suited = analysis.ladder.next.suited(catalog.histories.of(at), 1);
            Some((at, suited.first()?.product))
        })
        .collect();
    let ratios = told("what suits best", &suited, &future, &yardsticks);
    let offers = analysis.offers.planned.iter().filter(|offer| SEQUELS.contains(&offer.rule));
    let offers: Vec<_> = offers
        .filter_map(|offer| Some((offer.customer?.0 as usize, offer.product?, offer.chance)))
        .collect();
    let pairs: Vec<_> = offers.iter().map(|(at, product, _)| (*at, *product)).collect();
    told("offers made", &pairs, &future, &yardsticks);
    calibration(&offers, &future);
    dates(sales, &analysis, cut);
    ratios
}

/// Prints hit rates and returns their ratios.
fn told(
    name: &str,
    suggested: &[(usize, ProductIndex)],
    future: &[BTreeSet<ProductIndex>],
    yardsticks: &Yardsticks,
) -> [f64; 2] {
    let n = suggested.len().max(1) as f64;
    let rate = |choose: &dyn Fn(usize) -> Option<ProductIndex>| {
        let is_hit = |at: usize| choose(at).is_some_and(|product| future[at].contains(&product));
        suggested.iter().filter(|(at, _)| is_hit(*at)).count() as f64 / n
    };
    let ours =
        suggested.iter().filter(|(at, product)| future[*at].contains(product)).count() as f64 / n;
    let popular = rate(&|at| yardsticks.popular[at]);
    let transitions = rate(&|at| yardsticks.transitions[at]);
    println!(
        "  {name}: {:.1} % of {n} came true; most popular {:.1} %, transition counts {:.1} %",
        100.0 * ours,
        100.0 * popular,
        100.0 * transitions
    );
    [ours / popular, ours / transitions]
}

/// Returns what each customer bought within the horizon after a day.
fn future(sales: &[Sale], analysis: &Analysis, cut: Date) -> Vec<BTreeSet<ProductIndex>> {
    let ledger = &analysis.reading.ledger;
    let customers: BTreeMap<&str, usize> =
        ledger.customers.iter().enumerate().map(|(at, it)| (it.id.as_str(), at)).collect();
    let products: BTreeMap<&str, ProductIndex> = ledger
        .products
        .iter()
        .zip(&analysis.ladder.catalog.of)
        .filter_map(|(name, product)| Some((name.as_str(), (*product)?)))
        .collect();
    let mut future = vec![BTreeSet::new(); customers.len()];
    let until = add_days(cut, i32::from(HORIZON));
    for sale in sales.iter().filter(|it| it.date > cut && it.date <= until && it.quantity > 0.0) {
        let product = products.get(sale.product.as_str());
        if let (Some(&at), Some(&product)) = (customers.get(sale.customer.as_str()), product) {
            future[at].insert(product);
        }
    }
    future
}

/// What the two yardsticks would suggest to each customer.
struct Yardsticks {
    popular: Vec<Option<ProductIndex>>,
    transitions: Vec<Option<ProductIndex>>,
}

impl Yardsticks {
    fn of(analysis: &Analysis) -> Self {
        let catalog = &analysis.ladder.catalog;
        let histories = &catalog.histories;
        let mut popular: Vec<ProductIndex> = catalog
            .iter()
            .filter(|(_, product)| product.buyers >= FEWEST_BUYERS)
            .map(|(index, _)| index)
            .collect();
        popular.sort_by_key(|&index| std::cmp::Reverse(catalog.get(index).buyers));
        let mut later: BTreeMap<ProductIndex, BTreeMap<ProductIndex, u32>> = BTreeMap::new();
        for customer in 0..histories.len() {
            let bought = histories.of(customer);
            for (at, a) in bought.iter().enumerate() {
                for b in bought[at + 1..].iter().filter(|b| b.day > a.day) {
                    *later.entry(a.product).or_default().entry(b.product).or_default() += 1;
                }
            }
        }
        let mut found = Self { popular: Vec::new(), transitions: Vec::new() };
        for customer in 0..histories.len() {
            let bought = histories.of(customer);
            let has = |index: &ProductIndex| bought.iter().any(|it| it.product == *index);
            found.popular.push(popular.iter().copied().find(|index| !has(index)));
            // Summed over what was bought on the last day: counts of customers who bought it later.
            let last = bought.iter().map(|it| it.last_day).max();
            let mut counts: BTreeMap<ProductIndex, u32> = BTreeMap::new();
            for it in bought.iter().filter(|it| Some(it.last_day) == last) {
                for (b, n) in later.get(&it.product).into_iter().flatten() {
                    *counts.entry(*b).or_default() += n;
                }
            }
            let allowed = counts
                .into_iter()
                .filter(|(index, _)| !has(index) && catalog.get(*index).buyers >= FEWEST_BUYERS);
            found.transitions.push(allowed.max_by_key(|(_, n)| *n).map(|(index, _)| index));
        }
        found
    }
}

/// Prints how stated chances compare with what happened, in five equal bins.
fn calibration(offers: &[(usize, ProductIndex, f64)], future: &[BTreeSet<ProductIndex>]) {
    let mut offers = offers.to_vec();
    offers.sort_by(|a, b| a.2.total_cmp(&b.2));
    for bin in offers.chunks(offers.len().div_ceil(5).max(1)) {
        let n = bin.len() as f64;
        let stated = bin.iter().map(|offer| offer.2).sum::<f64>() / n;
        let hits = bin.iter().filter(|(at, product, _)| future[*at].contains(product)).count();
        let seen = hits as f64 / n;
        let band = 1.96 * (seen * (1.0 - seen) / n).sqrt();
        let is_right = (stated - seen).abs() <= f64::max(band, 0.2 * seen);
        println!(
            "    stated {:.1} %, came true {:.1} % ± {:.1} of {n}: {}",
            100.0 * stated,
            100.0 * seen,
            100.0 * band,
            if is_right { "right" } else { "off" }
        );
    }
}

/// Prints how far expected purchase dates were off, beside those from the customer's own mean gap.
fn dates(sales: &[Sale], analysis: &Analysis, cut: Date) {
    let customers = &analysis.reading.ledger.customers;
    let mut next: BTreeMap<&str, Date> = BTreeMap::new();
    for sale in sales.iter().filter(|sale| sale.date > cut && sale.quantity > 0.0) {
        let first = next.entry(&sale.customer).or_insert(sale.date);
        *first = sale.date.min(*first);
    }
    let Some(forecast) = &analysis.forecast else { return };
    let (mut ours, mut mean_gaps) = (Vec::new(), Vec::new());
    for (summary, customer) in analysis.summaries.iter().zip(&forecast.customers) {
        let id = customers[summary.customer.0 as usize].id.as_str();
        let (Some(&actual), Some(expected)) = (next.get(id), customer.due.map(|due| due.expected))
        else {
            continue;
        };
        if summary.frequency == 0 {
            continue;
        }
        let gap = summary.recency.0 / f64::from(summary.frequency);
        ours.push(days_between(expected, actual).0.abs());
        mean_gaps.push((days_between(summary.last_purchase, actual).0 - gap).abs());
    }
    ours.sort_by(f64::total_cmp);
    mean_gaps.sort_by(f64::total_cmp);
    println!(
        "  expected dates off by {:.0} days, by own mean gap {:.0} days (medians of {})",
        percentile(&ours, 0.5),
        percentile(&mean_gaps, 0.5),
        ours.len()
    );
}
