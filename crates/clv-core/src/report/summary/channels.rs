//! What each channel brings beside what winning a customer through it costs; only where the ledger names channels.

use super::groups_in_a_line;
use crate::insights::channels::Channel;
use crate::report::Context;
use crate::report::page::{Page, formula, part, wide};
use crate::report::settings::channel_place;
use crate::segments::overview::FEWEST_FOR_AVERAGES;
use crate::sheet::{Content, Role};

/// The most channels that are shown.
const MOST: usize = 8;

/// Writes the block; nothing while no channel has enough customers for an average.
pub(super) fn lay_out(context: &Context<'_>, page: &mut Page) {
    let analysis = context.analysis;
    let (large, small): (Vec<&Channel>, Vec<&Channel>) =
        context.channels.iter().partition(|channel| channel.customers >= FEWEST_FOR_AVERAGES);
    if large.is_empty() {
        return;
    }
    page.line(Role::Heading, title(context, &large));
    page.header_row(
        context,
        &[
            (3, "channels-channel"),
            (1, "groups-customers"),
            (1, "split-repeat"),
            (2, "groups-value"),
            (2, "channels-cost"),
            (1, "channels-ratio"),
        ],
    );
    for channel in large.iter().take(MOST).copied() {
        row(context, page, channel);
    }
    let small = small.into_iter().map(|channel| (channel.name.clone(), channel.customers));
    groups_in_a_line(context, page, "split-small", small);
    if large.iter().all(|channel| channel.cost.is_none()) {
        page.line(Role::Note, context.text("channels-fill-in"));
    } else if analysis.settings.gross_margin.is_none() {
        page.line(Role::Note, context.text("channels-without-margin"));
    } else {
        page.line(Role::Note, context.text("channels-how"));
    }
}

fn row(context: &Context<'_>, page: &mut Page, channel: &Channel) {
    let (value, cost) = (page.cell_name(5), page.cell_name(7));
    let place = context.places.get(&channel_place(&channel.key));
    let spent = match (channel.cost, place) {
        (Some(cost), Some(place)) => formula(place, cost),
        (cost, _) => Content::from(cost),
    };
    let ratio = channel.times_earned_back(context.analysis.settings.kept_share()).map(|ratio| {
        let kept = context.places.kept_share();
        kept.map_or(ratio.into(), |kept| formula(format!("{value}*{kept}/{cost}"), ratio))
    });
    page.cells([
        wide(3, channel.name.as_str(), Role::Label),
        part(channel.customers, Role::Count),
        part(channel.repeat_share(), Role::Percent),
        wide(2, channel.mean(), Role::Money),
        wide(2, spent, Role::Money),
        part(ratio.unwrap_or(Content::Blank), Role::Number),
    ]);
}

/// Names the channel that pays best and the one that pays worst, or, until costs are known, those whose customers are
/// worth most and least.
fn title(context: &Context<'_>, large: &[&Channel]) -> String {
    let money =
        |amount: f64| context.words.money(amount, &context.analysis.reading.ledger.currency);
    let kept = context.analysis.settings.kept_share();
    let mut paid: Vec<(&Channel, f64)> = large
        .iter()
        .filter_map(|&channel| Some((channel, channel.times_earned_back(kept)?)))
        .collect();
    paid.sort_by(|one, other| other.1.total_cmp(&one.1));
    if let (Some((best, times)), Some((worst, fewest))) = (paid.first(), paid.last()) {
        let words = [
            ("best", best.name.as_str().into()),
            ("times", context.words.number(*times, 1).into()),
            ("worst", worst.name.as_str().into()),
            ("fewest", context.words.number(*fewest, 1).into()),
        ];
        let id = if paid.len() > 1 { "channels-title-paid" } else { "channels-title-paid-one" };
        return context.words.fill(id, &words);
    }
    let mut large = large.to_vec();
    large.sort_by(|one, other| other.mean().total_cmp(&one.mean()));
    let (best, worst) = (large[0], large[large.len() - 1]);
    let words = [
        ("best", best.name.as_str().into()),
        ("best-value", money(best.mean()).into()),
        ("worst", worst.name.as_str().into()),
        ("worst-value", money(worst.mean()).into()),
    ];
    let id = if large.len() > 1 { "channels-title" } else { "channels-title-one" };
    context.words.fill(id, &words)
}

#[cfg(test)]
mod tests {
    use crate::analysis::Analysis;
    use crate::answers;
    use crate::report::fixture::{analysis, block, book, report};
    use expect_test::expect;

    /// Six customers through each of two channels, the second three times as good, and one through a third.
    fn by_channel() -> Analysis {
        let sale = |n: u32| {
            let price = if n < 6 { 20 } else { 60 };
            format!("2024-01-{:02} | K{n} | Kuur | {price}\n", n + 1)
        };
        let mut analysis = analysis(&(0..13).map(sale).collect::<String>());
        for (n, customer) in analysis.reading.ledger.customers.iter_mut().enumerate() {
            let channel = ["Google", "Beurs", "Flyer"][n / 6];
            customer.told.channel = Some(channel.into());
        }
        analysis
    }

    #[test]
    fn channels_stand_by_their_customers_and_ask_for_their_costs() {
        expect![[r"
            Wie binnenkwam via Beurs is € 60 waard, via Google € 20
            Kanaal | Klanten | Kwam terug | Omzet per klant | Kosten nieuwe klant | Keer terug
            Google | 6 | 0 | 20 | <Money> | <Number>
            Beurs | 6 | 0 | 60 | <Money> | <Number>
            Te weinig klanten voor een gemiddelde: Flyer (1).
            Vul in CLV Instellingen per kanaal in wat een nieuwe klant je kost; dan staat hier hoe vaak dat terugkwam.
        "]].assert_eq(&block(&report(&by_channel()), "summary", "Wie binnenkwam", "Alle 13"));
    }

    #[test]
    fn what_a_channel_costs_stands_beside_what_it_brings() {
        let mut analysis = by_channel();
        let costs = vec![("google".to_owned(), 10.0), ("beurs".to_owned(), 90.0)];
        analysis.answers.settings.channel_costs.clone_from(&costs);
        analysis.settings.channel_costs.clone_from(&costs);
        let report = report(&analysis);
        assert_eq!(answers::read(&book(&report)).settings.channel_costs, costs);
        expect![[r"
            Google verdient zich het best terug: 2,0 keer; Beurs het minst: 0,7 keer
            Kanaal | Klanten | Kwam terug | Omzet per klant | Kosten nieuwe klant | Keer terug
            Google | 6 | 0 | 20 | ='CLV Instellingen'!$C$25 → 10 | =F42*IF(ISNUMBER('CLV Instellingen'!$C$7),'CLV Instellingen'!$C$7,1)/H42 → 2
            Beurs | 6 | 0 | 60 | ='CLV Instellingen'!$C$26 → 90 | =F43*IF(ISNUMBER('CLV Instellingen'!$C$7),'CLV Instellingen'!$C$7,1)/H43 → 0.6666666666666666
            Te weinig klanten voor een gemiddelde: Flyer (1).
            Keer terug: de omzet per klant tot nu toe gedeeld door de kosten. Vul je marge in, dan gaat het over wat je overhoudt.
        "]].assert_eq(&block(&report, "summary", "Google verdient", "Alle 13"));
        expect![[r"
            Kanaal | Zelf invullen | Geldt nu | Vul in als
            Google | 10 | 10 | EUR | channel|google
            Beurs | 90 | 90 | EUR | channel|beurs
            Flyer | <InputMoney> | <MoneyExact> | EUR | channel|flyer
        "]]
        .assert_eq(&block(&report, "settings", "Kanaal |", "Is een"));
    }
}
