//! A fitted model as lines for the terminal, in the terms of the papers.

use super::Fitted;
use clv_core::forecast::fit::Method;
use clv_core::forecast::spend::Spend;

/// Writes parameters, log-likelihood, what is predicted of each customer and of all together.
pub(super) fn of(fitted: &Fitted) -> String {
    let mut lines = vec![title(fitted)];
    lines.extend(components(fitted));
    lines.extend(spend(&fitted.outcome.spend));
    let left_out = fitted.observed.left_out.iter();
    lines.extend(left_out.map(|it| format!("row {} left out: {}", it.row, it.reason)));
    if !fitted.observed.evidence.is_enough() {
        lines.push("too little data for these figures to be relied on".to_owned());
    }
    lines.push(String::new());
    lines.extend(customers(fitted));
    lines.push(total(fitted));
    lines.extend(fitted.holdout.map(|held| {
        format!(
            "holdout to {}: predicted {:.2}, actual {}, mae {:.4}, rmse {:.4}",
            held.until, held.predicted, held.actual, held.mae, held.rmse
        )
    }));
    lines.join("\n")
}

fn title(fitted: &Fitted) -> String {
    let method = match fitted.method {
        Method::Mle => "maximum likelihood",
        Method::Map => "weak priors",
    };
    let found = if fitted.outcome.converged { "" } else { "; no optimum was found" };
    let (unit, n) = (fitted.unit.name(), fitted.observed.ids.len());
    format!("{}, {method}, time in {unit}s: {n} customers{found}", fitted.model)
}

fn components(fitted: &Fitted) -> impl Iterator<Item = String> + '_ {
    fitted.outcome.components.iter().map(|component| {
        let named = component.parameters.iter().map(|(name, value)| format!("{name} {value:.6}"));
        format!(
            "{} (weight {:.2}): {}, log-likelihood {:.4}",
            component.model,
            component.weight,
            named.collect::<Vec<_>>().join(", "),
            component.log_likelihood
        )
    })
}

fn spend(spend: &Spend) -> Option<String> {
    match spend {
        Spend::GammaGamma(fitted) => Some(format!(
            "gamma-gamma: p {:.6}, q {:.6}, v {:.6}, log-likelihood {:.4}",
            fitted.parameters.p, fitted.parameters.q, fitted.parameters.v, fitted.log_likelihood
        )),
        Spend::Exact { price, .. } => Some(format!("every invoice is {price}")),
        Spend::Unknown => None,
    }
}

fn customers(fitted: &Fitted) -> impl Iterator<Item = String> + '_ {
    let unit = fitted.unit.length().0;
    let observed = &fitted.observed;
    let all = observed.ids.iter().zip(&observed.customers).zip(&fitted.outcome.customers);
    let rows = all.map(move |((id, customer), forecast)| {
        let history = customer.history;
        let middle = [history.t_x / unit, history.age / unit, forecast.probability_alive];
        let counts = [forecast.expected_purchases, forecast.purchases_low, forecast.purchases_high];
        let money = [forecast.expected_spend, forecast.clv, forecast.clv_low, forecast.clv_high];
        let mut row = format!("{id:<20} {:>6}", history.x);
        row.extend(middle.map(|number| format!(" {number:>9.3}")));
        row.extend(counts.map(|number| format!(" {number:>9.2}")));
        row.extend(money.map(|number| format!(" {number:>12.2}")));
        row
    });
    std::iter::once(headers()).chain(rows)
}

fn headers() -> String {
    let mut row = format!("{:<20} {:>6}", "customer", "x");
    row.extend(["t_x", "T", "alive", "expected", "low", "high"].map(|name| format!(" {name:>9}")));
    row.extend(["spend", "clv", "low", "high"].map(|name| format!(" {name:>12}")));
    row
}

fn total(fitted: &Fitted) -> String {
    let total = &fitted.outcome.total;
    format!(
        "all, {:.2} {}s ahead: {:.2} purchases ({:.0} to {:.0}), clv {:.2} ({:.2} to {:.2})",
        fitted.horizon,
        fitted.unit.name(),
        total.expected_purchases,
        total.purchases_low,
        total.purchases_high,
        total.clv,
        total.clv_low,
        total.clv_high
    )
}
