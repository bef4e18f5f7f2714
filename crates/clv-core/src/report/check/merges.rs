//! Customers that look alike: the owner says whether they are one.

use super::KEYS;
use crate::answers::Key;
use crate::grid::Area;
use crate::ledger::Customer;
use crate::report::Context;
use crate::report::page::{Page, part};
use crate::sheet::{Content, Role};

/// One pair, as ids and as names.
struct Pair<'a> {
    ids: (&'a str, &'a str),
    names: (&'a str, &'a str),
    answer: Option<bool>,
}

/// Writes the block; pairs that the owner answered stay in it, so that the answer can be changed.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let pairs = pairs(context);
    let n_open = pairs.iter().filter(|pair| pair.answer.is_none()).count();
    page.line(Role::Heading, context.words.fill("check-merges-title", &[("n", n_open.into())]));
    if pairs.is_empty() {
        return page.line(Role::Good, context.text("check-merges-none"));
    }
    page.line(Role::Note, context.text("check-merges-note"));
    page.cells([
        part(context.text("check-merge-one"), Role::Header),
        part("", Role::Header),
        part(context.text("check-merge-other"), Role::Header),
        part("", Role::Header),
        part(context.text("check-merge-ids"), Role::Header),
        part(context.text("check-merge-answer"), Role::Header),
    ]);
    let first = page.row();
    for Pair { ids, names, answer } in &pairs {
        let answer =
            answer.map(|is_same| context.text(if is_same { "choice-yes" } else { "choice-no" }));
        page.cells([
            part(names.0, Role::Text),
            part(Content::Blank, Role::Text),
            part(names.1, Role::Text),
            part(Content::Blank, Role::Text),
            part(format!("{} · {}", ids.0, ids.1), Role::Note),
            part(answer, Role::InputText),
            part(Key::Merge(ids.0.to_owned(), ids.1.to_owned()).to_string(), Role::Text),
        ]);
    }
    let answers = Area { top: first, left: KEYS - 1, bottom: page.row() - 1, right: KEYS - 1 };
    let options = vec![context.text("choice-yes"), context.text("choice-no")];
    page.choice(answers, options, Some(context.text("check-merge-prompt")));
}

fn pairs<'a>(context: &Context<'a>) -> Vec<Pair<'a>> {
    let reading = &context.analysis.reading;
    let customers = &reading.ledger.customers;
    let answered = &context.analysis.answers.settings.merges;
    let name_of = |id: &'a str| {
        let is_it =
            |it: &&Customer| it.id == id || it.told.merged.iter().any(|merged| merged == id);
        let customer = customers.iter().find(is_it);
        customer.map_or(id, |customer| customer.name.as_str())
    };
    let is_answered = |one: &Customer, other: &Customer| {
        answered
            .iter()
            .any(|(a, b, _)| (*a == one.id && *b == other.id) || (*a == other.id && *b == one.id))
    };
    let open = reading.look_alikes.iter().filter_map(|(one, other)| {
        let (one, other) = (customers.get(one.0 as usize)?, customers.get(other.0 as usize)?);
        (!is_answered(one, other)).then_some(Pair {
            ids: (&one.id, &other.id),
            names: (&one.name, &other.name),
            answer: None,
        })
    });
    let decided = answered.iter().map(|(one, other, is_same)| Pair {
        ids: (one, other),
        names: (name_of(one), name_of(other)),
        answer: Some(*is_same),
    });
    open.chain(decided).collect()
}

#[cfg(test)]
mod tests {
    use crate::ledger::CustomerId;
    use crate::report::fixture::{SALES, analysis, block, report};
    use expect_test::expect;

    #[test]
    fn open_pairs_come_before_those_that_were_answered() {
        let mut analysis = analysis(SALES);
        analysis.reading.look_alikes = vec![(CustomerId(0), CustomerId(4))];
        analysis.answers.settings.merges = vec![("ben".to_owned(), "benno".to_owned(), false)];
        expect![[r"
            Eén paar lijkt dezelfde klant: beslis zelf
            Er wordt niets samengevoegd zonder jouw ja.
            Deze klant |  | en deze |  | Herkend aan | Dezelfde? (zelf invullen)
            Ana | Emma | ana · emma | <InputText> | merge|ana|emma
            Ben | benno | ben · benno | nee | merge|ben|benno
        "]]
        .assert_eq(&block(&report(&analysis), "check", "Eén paar", "0 bladen"));
    }
}
