//! Interest, annuities and present values.

use super::{cells, number, number_or, numbers};
use crate::arithmetic::{divide, finite, trunc};
use crate::catalog::Body::{Scalar, Series, Whole};
use crate::catalog::{Function, MANY, Outcome, Version};
use crate::eval::Evaluation;
use crate::expr::Expr;
use crate::value::{ErrorValue, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "PV",
        "HW",
        3,
        5,
        Scalar(|v| Annuity::of(v, 0)?.present_value(number(v, 2)?, number(v, 3)?)),
    ),
    Function::new(
        "FV",
        "TW",
        3,
        5,
        Scalar(|v| {
            Annuity::of(v, 0)?.future_value(number(v, 2)?, number(v, 3)?).map(Value::Number)
        }),
    ),
    Function::new(
        "PMT",
        "BET",
        3,
        5,
        Scalar(|v| Annuity::of(v, 0)?.payment(number(v, 2)?, number(v, 3)?).map(Value::Number)),
    )
    .or(&["AFLOSSING"]),
    Function::new("NPER", "NPER", 3, 5, Scalar(periods)),
    Function::new("RATE", "RENTE", 3, 6, Series(|_| STEPS_OF_A_RATE, rate)),
    Function::new("IPMT", "IBET", 4, 6, Scalar(|v| interest(v).map(Value::Number))),
    Function::new("PPMT", "PBET", 4, 6, Scalar(principal)),
    Function::new("NPV", "NHW", 2, MANY, Whole(net_present_value)).or(&["NCW"]),
    Function::new("IRR", "IR", 1, 2, Whole(internal_rate)),
    Function::new("XNPV", "NHW2", 3, 3, Whole(dated_present_value)),
    Function::new("XIRR", "IR.SCHEMA", 2, 3, Whole(dated_internal_rate)),
    Function::new("EFFECT", "EFFECT.RENTE", 2, 2, Scalar(effective)),
    Function::new("NOMINAL", "NOMINALE.RENTE", 2, 2, Scalar(nominal)),
    Function::new("RRI", "RRI", 3, 3, Scalar(equivalent)).since(Version::V2013),
    Function::new(
        "SLN",
        "LIN.AFSCHR",
        3,
        3,
        Scalar(|v| divide(number(v, 0)? - number(v, 1)?, number(v, 2)?).map(Value::Number)),
    ),
];

/// Equal payments at equal times: the rate per period, how many, and whether each comes at the start of its period.
struct Annuity {
    rate: f64,
    periods: f64,
    at_start: bool,
}

impl Annuity {
    /// Takes rate and periods from the first arguments after `skipped` ones in between, and the kind from the last.
    fn of(values: &[Value], skipped: usize) -> Result<Self, ErrorValue> {
        Ok(Self {
            rate: number(values, 0)?,
            periods: number(values, 1 + skipped)?,
            at_start: number(values, 4 + skipped)? != 0.0,
        })
    }

    /// Returns what 1 grows to over all periods.
    fn growth(&self) -> f64 {
        (1.0 + self.rate).powf(self.periods)
    }

    /// Returns what payments of 1 have grown to in the end.
    fn payments_growth(&self) -> f64 {
        if self.rate == 0.0 {
            return self.periods;
        }
        let due = if self.at_start { 1.0 + self.rate } else { 1.0 };
        due * (self.growth() - 1.0) / self.rate
    }

    fn present_value(&self, payment: f64, future: f64) -> Outcome {
        let value = -divide(future + payment * self.payments_growth(), self.growth())?;
        finite(value).map(Value::Number)
    }

    fn future_value(&self, payment: f64, present: f64) -> Result<f64, ErrorValue> {
        finite(-(present * self.growth() + payment * self.payments_growth()))
    }

    fn payment(&self, present: f64, future: f64) -> Result<f64, ErrorValue> {
        let factor = self.payments_growth();
        if factor == 0.0 {
            return Err(ErrorValue::Num);
        }
        finite(-(present * self.growth() + future) / factor)
    }
}

fn periods(values: &[Value]) -> Outcome {
    let (rate, payment, present) = (number(values, 0)?, number(values, 1)?, number(values, 2)?);
    let (future, at_start) = (number(values, 3)?, number(values, 4)? != 0.0);
    if rate == 0.0 {
        return divide(-(present + future), payment).map(Value::Number);
    }
    let due = payment * if at_start { 1.0 + rate } else { 1.0 };
    let ratio = divide(due - future * rate, present * rate + due)?;
    if ratio <= 0.0 || rate <= -1.0 {
        return Err(ErrorValue::Num);
    }
    finite(ratio.ln() / rate.ln_1p()).map(Value::Number)
}

/// What a search for a rate is charged, as terms of a series: it tries several rates, each with powers.
const STEPS_OF_A_RATE: f64 = 10.0;

/// Finds the rate at which what is paid and what is received are even.
fn rate(values: &[Value]) -> Outcome {
    let (periods, payment, present) = (number(values, 0)?, number(values, 1)?, number(values, 2)?);
    let (future, at_start) = (number(values, 3)?, number(values, 4)? != 0.0);
    let guess = number_or(values, 5, 0.1)?;
    if periods <= 0.0 {
        return Err(ErrorValue::Num);
    }
    let balance = |rate: f64| {
        let annuity = Annuity { rate, periods, at_start };
        present * annuity.growth() + payment * annuity.payments_growth() + future
    };
    root(balance, guess).map(Value::Number)
}

/// Returns where a function is nought, from a first guess: secant steps, then bisection where they fail.
fn root(function: impl Fn(f64) -> f64, guess: f64) -> Result<f64, ErrorValue> {
    const STEPS: usize = 100;
    const CLOSE: f64 = 1e-14;
    let (mut a, mut b) = (guess, guess + 0.001);
    let (mut at_a, mut at_b) = (function(a), function(b));
    for _ in 0..STEPS {
        if at_b == 0.0 || (b - a).abs() <= CLOSE * b.abs().max(1e-3) {
            break;
        }
        let next = b - at_b * (b - a) / (at_b - at_a);
        if !next.is_finite() || next <= -1.0 {
            break;
        }
        (a, at_a) = (b, at_b);
        (b, at_b) = (next, function(next));
    }
    if at_b.is_finite() && (b - a).abs() <= 1e-9 * b.abs().max(1e-3) && b > -1.0 {
        return Ok(b);
    }
    bisected(function)
}

fn bisected(function: impl Fn(f64) -> f64) -> Result<f64, ErrorValue> {
    const GRID: [f64; 16] = [
        -0.99, -0.9, -0.7, -0.5, -0.3, -0.1, -0.01, 0.01, 0.1, 0.3, 0.6, 1.0, 2.0, 5.0, 20.0, 100.0,
    ];
    for pair in GRID.windows(2) {
        let (mut low, mut high) = (pair[0], pair[1]);
        let (at_low, at_high) = (function(low), function(high));
        if !(at_low.is_finite() && at_high.is_finite()) || at_low.signum() == at_high.signum() {
            continue;
        }
        for _ in 0..200 {
            let middle = f64::midpoint(low, high);
            if function(middle).signum() == at_low.signum() {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Ok(f64::midpoint(low, high));
    }
    Err(ErrorValue::Num)
}

fn interest(values: &[Value]) -> Result<f64, ErrorValue> {
    let annuity = Annuity::of(values, 1)?;
    let (period, present, future) = (number(values, 1)?, number(values, 3)?, number(values, 4)?);
    if period < 1.0 || period > annuity.periods {
        return Err(ErrorValue::Num);
    }
    let payment = annuity.payment(present, future)?;
    if annuity.at_start && period == 1.0 {
        return Ok(0.0);
    }
    let before = Annuity { periods: period - 1.0, ..annuity };
    let owed = before.future_value(payment, present)?;
    let interest = owed * annuity.rate;
    finite(if annuity.at_start { interest / (1.0 + annuity.rate) } else { interest })
}

fn principal(values: &[Value]) -> Outcome {
    let payment = Annuity::of(values, 1)?.payment(number(values, 3)?, number(values, 4)?)?;
    finite(payment - interest(values)?).map(Value::Number)
}

fn net_present_value(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let rate = evaluation.number(&arguments[0])?;
    let amounts = numbers(evaluation, &arguments[1..])?;
    if rate == -1.0 {
        return Err(ErrorValue::Div0);
    }
    if amounts.is_empty() {
        return Err(ErrorValue::Value);
    }
    finite(amounts.iter().rev().fold(0.0, |later, amount| (later + amount) / (1.0 + rate)))
        .map(Value::Number)
}

fn internal_rate(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let amounts = numbers(evaluation, &arguments[..1])?;
    let guess = match arguments.get(1) {
        None | Some(Expr::Omitted) => 0.1,
        Some(guess) => evaluation.number(guess)?,
    };
    if !(amounts.iter().any(|&a| a > 0.0) && amounts.iter().any(|&a| a < 0.0)) {
        return Err(ErrorValue::Num);
    }
    evaluation.charge(amounts.len().saturating_mul(500))?;
    let value =
        |rate: f64| amounts.iter().rev().fold(0.0, |later, amount| later / (1.0 + rate) + amount);
    root(value, guess).map(Value::Number)
}

/// Returns amounts and the years from the first day to each.
fn dated(
    evaluation: &mut Evaluation<'_>,
    amounts: &Expr,
    days: &Expr,
) -> Result<Vec<(f64, f64)>, ErrorValue> {
    let (amounts, days) = (cells(evaluation, amounts)?, cells(evaluation, days)?);
    let (amounts, days) = (amounts.cells(), days.cells());
    if amounts.len() != days.len() {
        return Err(ErrorValue::Num);
    }
    let as_number = |value: &Value| value.as_number().ok_or(ErrorValue::Value);
    let first = trunc(as_number(&days[0])?);
    let mut flows = Vec::with_capacity(amounts.len());
    for (amount, day) in amounts.iter().zip(days) {
        let day = trunc(as_number(day)?);
        if day < first {
            return Err(ErrorValue::Num);
        }
        flows.push((as_number(amount)?, (day - first) / 365.0));
    }
    Ok(flows)
}

fn discounted(flows: &[(f64, f64)], rate: f64) -> f64 {
    flows.iter().map(|(amount, years)| amount / (1.0 + rate).powf(*years)).sum()
}

fn dated_present_value(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let rate = evaluation.number(&arguments[0])?;
    let flows = dated(evaluation, &arguments[1], &arguments[2])?;
    if rate <= -1.0 {
        return Err(ErrorValue::Num);
    }
    finite(discounted(&flows, rate)).map(Value::Number)
}

fn dated_internal_rate(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let flows = dated(evaluation, &arguments[0], &arguments[1])?;
    let guess = match arguments.get(2) {
        None | Some(Expr::Omitted) => 0.1,
        Some(guess) => evaluation.number(guess)?,
    };
    if !(flows.iter().any(|flow| flow.0 > 0.0) && flows.iter().any(|flow| flow.0 < 0.0)) {
        return Err(ErrorValue::Num);
    }
    evaluation.charge(flows.len().saturating_mul(500))?;
    root(|rate| discounted(&flows, rate), guess).map(Value::Number)
}

fn effective(values: &[Value]) -> Outcome {
    let (nominal, periods) = (number(values, 0)?, trunc(number(values, 1)?));
    if nominal <= 0.0 || periods < 1.0 {
        return Err(ErrorValue::Num);
    }
    finite((1.0 + nominal / periods).powf(periods) - 1.0).map(Value::Number)
}

fn nominal(values: &[Value]) -> Outcome {
    let (effective, periods) = (number(values, 0)?, trunc(number(values, 1)?));
    if effective <= 0.0 || periods < 1.0 {
        return Err(ErrorValue::Num);
    }
    finite(((1.0 + effective).powf(1.0 / periods) - 1.0) * periods).map(Value::Number)
}

fn equivalent(values: &[Value]) -> Outcome {
    let (periods, present, future) = (number(values, 0)?, number(values, 1)?, number(values, 2)?);
    if periods <= 0.0 || present == 0.0 {
        return Err(ErrorValue::Num);
    }
    finite((future / present).powf(1.0 / periods) - 1.0).map(Value::Number)
}
