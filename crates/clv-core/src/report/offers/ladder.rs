//! The ladder: each product with its step, its price and what usually follows, and the owner's own columns.

use super::KEYS;
use crate::answers::{Key, ProductAnswer};
use crate::grid::Area;
use crate::products::{Product, ProductIndex, Step};
use crate::report::Context;
use crate::report::page::{Column, Page, column};
use crate::sheet::{Choice, Content, Role};

/// The most products that are listed: those with the most buyers.
const MOST: usize = 500;

/// A product, or only what the owner said of one that is no longer there.
struct Row<'a> {
    product: Option<(ProductIndex, &'a Product)>,
    answer: Option<&'a ProductAnswer>,
    key: &'a str,
}

/// Writes the block.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let rows = rows(context);
    let words = [("n", context.analysis.ladder.catalog.products.len().into())];
    page.line(Role::Heading, context.words.fill("offers-ladder-title", &words));
    page.line(Role::Note, context.text("offers-ladder-note"));
    if rows.is_empty() {
        return page.skip(1);
    }
    let columns: Vec<Column<'_, Row<'_>>> =
        shown(context).into_iter().chain(own(context)).collect();
    let area = page.table(&columns, &rows);
    page.make_table(context.names.table("offers"), area, &columns);
    choices(context, page, area);
    page.skip(1);
}

fn rows<'a>(context: &Context<'a>) -> Vec<Row<'a>> {
    let analysis = context.analysis;
    let catalog = &analysis.ladder.catalog;
    let answers = &analysis.answers.products;
    let answer = |key: &str| answers.iter().find(|answer| answer.product == key);
    let mut products: Vec<_> = catalog.iter().collect();
    products.sort_by_key(|(index, product)| (std::cmp::Reverse(product.buyers), *index));
    let (listed, rest) = products.split_at(products.len().min(MOST));
    let answered = rest.iter().filter(|(_, product)| answer(&product.key).is_some());
    let mut listed: Vec<_> = listed.iter().chain(answered).copied().collect();
    let price = |product: &Product| product.price.unwrap_or(0.0);
    listed.sort_by(|(a, one), (b, other)| {
        one.step.cmp(&other.step).then(price(one).total_cmp(&price(other))).then(a.cmp(b))
    });
    let known = listed.into_iter().map(|(index, product)| Row {
        product: Some((index, product)),
        answer: answer(&product.key),
        key: product.key.as_str(),
    });
    let is_gone = |answer: &&ProductAnswer| {
        !catalog.products.iter().any(|product| product.key == answer.product)
    };
    let gone = answers.iter().filter(is_gone).map(|answer| Row {
        product: None,
        answer: Some(answer),
        key: answer.product.as_str(),
    });
    known.chain(gone).collect()
}

fn shown<'a>(context: &Context<'a>) -> Vec<Column<'a, Row<'a>>> {
    let context = *context;
    let column = |id: &str, role, content: Box<dyn Fn(&Row<'a>) -> Content + 'a>| {
        column(context.text(id), role, content)
    };
    let of = |value: fn(&Product) -> Content| -> Box<dyn Fn(&Row<'a>) -> Content + 'a> {
        Box::new(move |row| row.product.map(|(_, product)| value(product)).unwrap_or_default())
    };
    vec![
        column(
            "offers-product",
            Role::Text,
            Box::new(|row| row.product.map_or(row.key, |(_, product)| &product.name).into()),
        ),
        column(
            "offers-step",
            Role::Text,
            Box::new(move |row| {
                row.product.map(|(_, product)| context.named("step", product.step.id())).into()
            }),
        ),
        column("offers-price", Role::Money, of(|product| product.price.into())),
        column("offers-margin", Role::Percent, of(|product| product.margin.into())),
        column("offers-buyers", Role::Count, of(|product| product.buyers.into())),
        column(
            "offers-life",
            Role::Count,
            of(|product| product.life.map(|life| life.0.round()).into()),
        ),
        column(
            "offers-rebuy",
            Role::Count,
            of(|product| product.rebuy.map(|(gap, _)| gap.0.round()).into()),
        ),
        column("offers-next", Role::Wrapped, Box::new(move |row| next(&context, row).into())),
    ]
}

/// Says what most customers choose next, with its counts.
fn next(context: &Context<'_>, row: &Row<'_>) -> Option<String> {
    let ladder = &context.analysis.ladder;
    let step = ladder.steps.from(row.product?.0).first()?;
    let words = [
        ("product", ladder.catalog.get(step.to).name.as_str().into()),
        ("taken", step.taken.into()),
        ("eligible", step.eligible.into()),
        ("days", step.median.0.round().into()),
    ];
    (step.taken > 0).then(|| context.words.fill("offers-next-step", &words))
}

fn own<'a>(context: &Context<'a>) -> Vec<Column<'a, Row<'a>>> {
    let context = *context;
    let yes_or_no = move |answer: Option<bool>| -> Content {
        answer.map(|yes| context.text(if yes { "choice-yes" } else { "choice-no" })).into()
    };
    let said = |row: &Row<'a>| row.answer.cloned().unwrap_or_default();
    vec![
        column(context.text("offers-own-name"), Role::InputText, move |row| said(row).name.into()),
        column(context.text("offers-own-step"), Role::InputText, move |row| {
            said(row).step.map(|step| context.named("step", &step)).into()
        }),
        column(context.text("offers-own-margin"), Role::InputPercent, move |row| {
            said(row).margin.into()
        }),
        column(context.text("offers-once-only"), Role::InputText, move |row| {
            yes_or_no(said(row).once_only)
        }),
        column(context.text("offers-still-sold"), Role::InputText, move |row| {
            yes_or_no(said(row).still_sold)
        }),
        column(context.text("offers-is-new"), Role::InputText, move |row| {
            yes_or_no(said(row).is_new)
        }),
        column(context.text("offers-key"), Role::Text, |row: &Row<'a>| {
            Key::Product(row.key.to_owned()).to_string().into()
        }),
    ]
}

fn choices(context: &Context<'_>, page: &mut Page, table: Area) {
    let column =
        |left: u32, right: u32| Area { top: table.top + 1, left, bottom: table.bottom, right };
    let steps = Step::ALL.map(|step| context.named("step", step.id()));
    let sheet = page.sheet();
    let prompt = Some(context.text("offers-own-prompt"));
    sheet.choices.push(Choice {
        area: column(super::OWN + 1, super::OWN + 1),
        options: steps.to_vec(),
        prompt: prompt.clone(),
    });
    sheet.choices.push(Choice {
        area: column(super::OWN + 3, KEYS - 1),
        options: vec![context.text("choice-yes"), context.text("choice-no")],
        prompt,
    });
}
