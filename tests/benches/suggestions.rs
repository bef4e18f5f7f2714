//! Suggestions for a hundred thousand customers and five hundred products, once their summaries are there.
//!
//! `cargo bench -p clv-tests --bench suggestions`; a second at most is the aim.

use clv_core::calendar::{Date, ObservationPeriod, add_days};
use clv_core::ledger::{BusinessKind, Customer, CustomerId, Ledger, Line, Order, ProductId};
use clv_core::money::Money;
use clv_core::offers::{Ladder, Scene, suggest};
use clv_core::rhythm::Rhythm;
use clv_core::segments;
use clv_core::settings::Settings;
use clv_core::summary::summarize;
use clv_core::templates::Template;
use criterion::{Criterion, criterion_group, criterion_main};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::hint::black_box;

const CUSTOMERS: u32 = 100_000;
const PRODUCTS: u32 = 500;
const DAYS: i32 = 1_000;

/// Customers with one to seven orders; whoever bought a product often goes on to one of the next three.
fn ledger() -> (Ledger, ObservationPeriod) {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let mut sales = Vec::new();
    for customer in 0..CUSTOMERS {
        let mut product = random.random_range(0..PRODUCTS);
        let mut day = random.random_range(0..DAYS);
        while day < DAYS {
            sales.push((day, customer, product));
            let goes_on = random.random_bool(0.5);
            let next = if goes_on { product + random.random_range(1..4) } else { random.random() };
            product = next % PRODUCTS;
            day += if random.random_bool(0.7) { random.random_range(20..200) } else { DAYS };
        }
    }
    sales.sort_unstable();
    let start = Date::constant(2022, 1, 1);
    let mut ledger = Ledger { business: BusinessKind::Webshop, ..Ledger::default() };
    ledger.customers = (0..CUSTOMERS)
        .map(|n| Customer {
            id: n.to_string().into(),
            name: n.to_string().into(),
            ..Customer::default()
        })
        .collect();
    // Names of a word each, so that spellings are not taken for one another.
    let letters = |n: u32| (0..4).map(move |at| char::from(b'a' + (n >> (3 * at) & 7) as u8 * 3));
    ledger.products = (0..PRODUCTS).map(|n| letters(n).chain(letters(n * 7)).collect()).collect();
    for (n, &(day, customer, product)) in (0u32..).zip(&sales) {
        let amount = Money::from_cents(1_000 + i64::from(product) * 10);
        ledger.lines.push(Line { product: Some(ProductId(product)).into(), amount });
        ledger.orders.push(Order {
            customer: Some(CustomerId(customer)).into(),
            date: add_days(start, day),
            amount,
            first_line: n,
            n_lines: 1,
        });
    }
    let period = ObservationPeriod { start, end: add_days(start, DAYS - 1) };
    ledger.period = Some(period);
    (ledger, period)
}

fn suggestions(criterion: &mut Criterion) {
    let (ledger, period) = ledger();
    let summaries = summarize(&ledger, period);
    let rhythm = Rhythm::of(&ledger, &summaries);
    let segments = segments::assign(&ledger, &summaries, &rhythm, period);
    let settings = Settings::default();
    let template = Template::of(ledger.business, &[]);
    let mut group = criterion.benchmark_group("suggestions");
    group.sample_size(10);
    group.bench_function("products put in order", |bencher| {
        bencher.iter(|| black_box(Ladder::of(&ledger, &summaries, &[], period)));
    });
    let ladder = Ladder::of(&ledger, &summaries, &[], period);
    let n_products = ladder.catalog.products.len();
    assert!(n_products >= PRODUCTS as usize * 9 / 10, "{n_products} products");
    group.bench_function("for every customer", |bencher| {
        bencher.iter(|| {
            let scene = Scene::new(
                &ledger,
                period,
                &summaries,
                &segments,
                &rhythm,
                None,
                &ladder,
                &[],
                &settings,
                template,
            );
            black_box(suggest(&scene))
        });
    });
    group.finish();
}

criterion_group!(benches, suggestions);
criterion_main!(benches);
