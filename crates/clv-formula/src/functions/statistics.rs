//! Counting, averages, spread and rank.

use super::{cells, each_number, numbers, sorted};
use crate::arithmetic::{at_decimals, ceil, divide, finite, to_usize, trunc};
use crate::catalog::Body::Whole;
use crate::catalog::{Function, MANY, Outcome, Version};
use crate::coerce;
use crate::eval::Evaluation;
use crate::expr::Expr;
use crate::value::{ErrorValue, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("COUNT", "AANTAL", 1, MANY, Whole(count)),
    Function::new("COUNTA", "AANTALARG", 1, MANY, Whole(count_filled)),
    Function::new("COUNTBLANK", "AANTAL.LEGE.CELLEN", 1, 1, Whole(count_blank)),
    Function::new(
        "AVERAGE",
        "GEMIDDELDE",
        1,
        MANY,
        Whole(|e, a| mean(&numbers(e, a)?).map(Value::Number)),
    ),
    Function::new("MEDIAN", "MEDIAAN", 1, MANY, Whole(median)),
    Function::new("MODE", "MODUS", 1, MANY, Whole(mode)),
    Function::new("MIN", "MIN", 1, MANY, Whole(|e, a| extreme(e, a, f64::min))),
    Function::new("MAX", "MAX", 1, MANY, Whole(|e, a| extreme(e, a, f64::max))),
    Function::new("LARGE", "GROOTSTE", 2, 2, Whole(|e, a| ranked(e, a, true))),
    Function::new("SMALL", "KLEINSTE", 2, 2, Whole(|e, a| ranked(e, a, false))),
    Function::new("PERCENTILE", "PERCENTIEL", 2, 2, Whole(|e, a| percentile(e, a, 1.0))),
    Function::new("PERCENTILE.INC", "PERCENTIEL.INC", 2, 2, Whole(|e, a| percentile(e, a, 1.0)))
        .since(Version::V2010),
    Function::new("PERCENTILE.EXC", "PERCENTIEL.EXC", 2, 2, Whole(percentile_exclusive))
        .since(Version::V2010),
    Function::new("QUARTILE", "KWARTIEL", 2, 2, Whole(|e, a| percentile(e, a, 4.0))),
    Function::new("QUARTILE.INC", "KWARTIEL.INC", 2, 2, Whole(|e, a| percentile(e, a, 4.0)))
        .since(Version::V2010),
    Function::new("PERCENTRANK.INC", "PROCENTRANG.INC", 2, 3, Whole(percent_rank))
        .since(Version::V2010)
        .or(&["PERCENT.RANG.INC"]),
    Function::new("PERCENTRANK", "PERCENT.RANG", 2, 3, Whole(percent_rank)),
    Function::new("PERCENTRANK.EXC", "PROCENTRANG.EXC", 2, 3, Whole(percent_rank_exclusive))
        .since(Version::V2010),
    Function::new("RANK", "RANG", 2, 3, Whole(rank)),
    Function::new("RANK.EQ", "RANG.GELIJK", 2, 3, Whole(rank)).since(Version::V2010),
    Function::new("STDEV", "STDEV", 1, MANY, Whole(|e, a| spread(e, a, 1, f64::sqrt))),
    Function::new("STDEV.S", "STDEV.S", 1, MANY, Whole(|e, a| spread(e, a, 1, f64::sqrt)))
        .since(Version::V2010),
    Function::new("STDEVP", "STDEVP", 1, MANY, Whole(|e, a| spread(e, a, 0, f64::sqrt))),
    Function::new("STDEV.P", "STDEV.P", 1, MANY, Whole(|e, a| spread(e, a, 0, f64::sqrt)))
        .since(Version::V2010),
    Function::new("VAR", "VAR", 1, MANY, Whole(|e, a| spread(e, a, 1, |v| v))),
    Function::new("VAR.S", "VAR.S", 1, MANY, Whole(|e, a| spread(e, a, 1, |v| v)))
        .since(Version::V2010),
    Function::new("VARP", "VARP", 1, MANY, Whole(|e, a| spread(e, a, 0, |v| v))),
    Function::new("VAR.P", "VAR.P", 1, MANY, Whole(|e, a| spread(e, a, 0, |v| v)))
        .since(Version::V2010),
    Function::new(
        "DEVSQ",
        "DEV.KWAD",
        1,
        MANY,
        Whole(|e, a| {
            numbers(e, a).and_then(|n| {
                Ok(Value::Number(squares(&n, mean(&n).map_err(|_| ErrorValue::Num)?)))
            })
        }),
    ),
    Function::new("AVEDEV", "GEM.DEVIATIE", 1, MANY, Whole(mean_deviation)),
    Function::new("GEOMEAN", "MEETK.GEM", 1, MANY, Whole(geometric_mean)),
    Function::new("HARMEAN", "HARM.GEM", 1, MANY, Whole(harmonic_mean)),
    Function::new("TRIMMEAN", "GETRIMD.GEM", 2, 2, Whole(trimmed_mean)),
    Function::new("CORREL", "CORRELATIE", 2, 2, Whole(|e, a| Moments::of(e, a)?.correlation())),
    Function::new(
        "SLOPE",
        "RICHTING",
        2,
        2,
        Whole(|e, a| Moments::of(e, a)?.slope().map(Value::Number)),
    ),
    Function::new("INTERCEPT", "SNIJPUNT", 2, 2, Whole(|e, a| Moments::of(e, a)?.at(0.0))),
    Function::new("FORECAST", "VOORSPELLEN", 3, 3, Whole(forecast)),
];

fn count(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let mut n = 0usize;
    for argument in arguments {
        let (value, is_reference) = evaluation.operand(argument);
        match &value {
            Value::Array(array) => {
                evaluation.charge(array.cells().len())?;
                n += array.cells().iter().filter(|cell| matches!(cell, Value::Number(_))).count();
            }
            Value::Number(_) => n += 1,
            Value::Error(_) => {}
            value => n += usize::from(!is_reference && coerce::number(value).is_ok()),
        }
    }
    Ok(Value::Number(n as f64))
}

fn count_filled(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let mut n = 0usize;
    for argument in arguments {
        let (value, is_reference) = evaluation.operand(argument);
        match &value {
            Value::Array(array) => {
                evaluation.charge(array.cells().len())?;
                n += array.cells().iter().filter(|cell| !matches!(cell, Value::Blank)).count();
            }
            Value::Blank => n += usize::from(!is_reference),
            _ => n += 1,
        }
    }
    Ok(Value::Number(n as f64))
}

fn count_blank(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let value = evaluation.value(&arguments[0]);
    let cells = match &value {
        Value::Array(array) => array.cells(),
        single => std::slice::from_ref(single),
    };
    evaluation.charge(cells.len())?;
    let is_blank = |cell: &&Value| matches!(cell, Value::Blank) || cell.as_text() == Some("");
    Ok(Value::Number(cells.iter().filter(is_blank).count() as f64))
}

fn mean(numbers: &[f64]) -> Result<f64, ErrorValue> {
    divide(numbers.iter().sum(), numbers.len() as f64)
}

fn extreme(
    evaluation: &mut Evaluation<'_>,
    arguments: &[Expr],
    pick: fn(f64, f64) -> f64,
) -> Outcome {
    let mut found: Option<f64> = None;
    each_number(evaluation, arguments, |n| found = Some(found.map_or(n, |best| pick(best, n))))?;
    Ok(Value::Number(found.unwrap_or(0.0)))
}

fn median(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let mut numbers = numbers(evaluation, arguments)?;
    evaluation.charge(numbers.len().saturating_mul(8))?;
    numbers.sort_by(f64::total_cmp);
    if numbers.is_empty() {
        return Err(ErrorValue::Num);
    }
    Ok(Value::Number(between(&numbers, 0.5 * (numbers.len() - 1) as f64)))
}

/// Returns the number at a rank from 0, between two by proportion.
fn between(ascending: &[f64], rank: f64) -> f64 {
    let below = to_usize(rank);
    let lower = ascending[below];
    let upper = ascending[(below + 1).min(ascending.len() - 1)];
    lower + (upper - lower) * (rank - below as f64)
}

/// Returns the number that occurs most, the first of them in the order in which they stand.
fn mode(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let numbers = numbers(evaluation, arguments)?;
    let mut ascending = numbers.clone();
    evaluation.charge(numbers.len().saturating_mul(16))?;
    ascending.sort_by(f64::total_cmp);
    let most = ascending.chunk_by(|a, b| a == b).map(<[f64]>::len).max().unwrap_or(0);
    if most < 2 {
        return Err(ErrorValue::NotAvailable);
    }
    let mut frequent =
        ascending.chunk_by(|a, b| a == b).filter(|run| run.len() == most).map(|run| run[0]);
    let among: Vec<f64> = frequent.by_ref().collect();
    let first = numbers.into_iter().find(|n| among.binary_search_by(|m| m.total_cmp(n)).is_ok());
    first.map(Value::Number).ok_or(ErrorValue::NotAvailable)
}

/// Returns the k-th largest or smallest; a fraction of k is rounded up.
fn ranked(evaluation: &mut Evaluation<'_>, arguments: &[Expr], largest: bool) -> Outcome {
    let numbers = sorted(evaluation, &arguments[0])?;
    let k = ceil(evaluation.number(&arguments[1])?);
    if k < 1.0 || k > numbers.len() as f64 {
        return Err(ErrorValue::Num);
    }
    let k = to_usize(k);
    Ok(Value::Number(if largest { numbers[numbers.len() - k] } else { numbers[k - 1] }))
}

fn percentile(evaluation: &mut Evaluation<'_>, arguments: &[Expr], parts: f64) -> Outcome {
    let numbers = sorted(evaluation, &arguments[0])?;
    let k = evaluation.number(&arguments[1])?;
    let share = if parts == 1.0 { k } else { k.floor() / parts };
    if numbers.is_empty() || !(0.0..=1.0).contains(&share) {
        return Err(ErrorValue::Num);
    }
    Ok(Value::Number(between(&numbers, share * (numbers.len() - 1) as f64)))
}

fn percentile_exclusive(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let numbers = sorted(evaluation, &arguments[0])?;
    let rank = evaluation.number(&arguments[1])? * (numbers.len() + 1) as f64 - 1.0;
    if numbers.is_empty() || rank < 0.0 || rank > (numbers.len() - 1) as f64 {
        return Err(ErrorValue::Num);
    }
    Ok(Value::Number(between(&numbers, rank)))
}

/// Returns the share of the other numbers that are below x.
fn percent_rank(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    share_below(evaluation, arguments, |below, n| if n == 1.0 { 1.0 } else { below / (n - 1.0) })
}

/// Returns the share of places below that of x among the numbers and both ends.
fn percent_rank_exclusive(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    share_below(evaluation, arguments, |below, n| (below + 1.0) / (n + 1.0))
}

/// Makes a share of how many numbers are below x, between two by proportion, and of how many there are.
///
/// It is cut (not rounded) to the digits asked for, without them to three, as Excel does.
fn share_below(
    evaluation: &mut Evaluation<'_>,
    arguments: &[Expr],
    share: fn(f64, f64) -> f64,
) -> Outcome {
    let numbers = sorted(evaluation, &arguments[0])?;
    let x = evaluation.number(&arguments[1])?;
    let digits = match arguments.get(2) {
        None | Some(Expr::Omitted) => 3.0,
        Some(digits) => evaluation.number(digits)?.trunc(),
    };
    let last = numbers.len().checked_sub(1).ok_or(ErrorValue::Num)?;
    if digits < 1.0 {
        return Err(ErrorValue::Num);
    }
    if x < numbers[0] || x > numbers[last] {
        return Err(ErrorValue::NotAvailable);
    }
    let below = numbers.partition_point(|&n| n < x);
    let rank = if numbers[below] == x {
        below as f64
    } else {
        let (lower, upper) = (numbers[below - 1], numbers[below]);
        (below - 1) as f64 + (x - lower) / (upper - lower)
    };
    Ok(Value::Number(at_decimals(share(rank, numbers.len() as f64), digits, trunc)))
}

fn rank(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let x = evaluation.number(&arguments[0])?;
    let numbers = sorted(evaluation, &arguments[1])?;
    let ascending = match arguments.get(2) {
        None => false,
        Some(order) => evaluation.logical(order)?,
    };
    let below = numbers.partition_point(|&n| n < x);
    if numbers.get(below) != Some(&x) {
        return Err(ErrorValue::NotAvailable);
    }
    let above = numbers.len() - numbers.partition_point(|&n| n <= x);
    Ok(Value::Number((if ascending { below } else { above }) as f64 + 1.0))
}

fn squares(numbers: &[f64], mean: f64) -> f64 {
    numbers.iter().map(|n| (n - mean) * (n - mean)).sum()
}

fn spread(
    evaluation: &mut Evaluation<'_>,
    arguments: &[Expr],
    less: usize,
    shape: fn(f64) -> f64,
) -> Outcome {
    let numbers = numbers(evaluation, arguments)?;
    let mean = mean(&numbers)?;
    let variance = divide(squares(&numbers, mean), numbers.len() as f64 - less as f64)?;
    finite(shape(variance)).map(Value::Number)
}

fn mean_deviation(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let numbers = numbers(evaluation, arguments)?;
    let mean = mean(&numbers).map_err(|_| ErrorValue::Num)?;
    let total: f64 = numbers.iter().map(|n| (n - mean).abs()).sum();
    Ok(Value::Number(total / numbers.len() as f64))
}

fn geometric_mean(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let numbers = numbers(evaluation, arguments)?;
    if numbers.is_empty() || numbers.iter().any(|&n| n <= 0.0) {
        return Err(ErrorValue::Num);
    }
    let logarithms: f64 = numbers.iter().map(|n| n.ln()).sum();
    finite((logarithms / numbers.len() as f64).exp()).map(Value::Number)
}

fn harmonic_mean(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let numbers = numbers(evaluation, arguments)?;
    if numbers.is_empty() || numbers.iter().any(|&n| n <= 0.0) {
        return Err(ErrorValue::Num);
    }
    let inverse: f64 = numbers.iter().map(|n| 1.0 / n).sum();
    finite(numbers.len() as f64 / inverse).map(Value::Number)
}

fn trimmed_mean(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let numbers = sorted(evaluation, &arguments[0])?;
    let share = evaluation.number(&arguments[1])?;
    if numbers.is_empty() || !(0.0..1.0).contains(&share) {
        return Err(ErrorValue::Num);
    }
    let each_side = to_usize(share * numbers.len() as f64 / 2.0);
    mean(&numbers[each_side..numbers.len() - each_side]).map(Value::Number)
}

/// Sums of squares and products of paired numbers around their means.
struct Moments {
    mean_x: f64,
    mean_y: f64,
    xx: f64,
    yy: f64,
    xy: f64,
}

impl Moments {
    /// Takes the known y values and the known x values, in the order of SLOPE; pairs without two numbers do not count.
    fn of(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Result<Self, ErrorValue> {
        let ys = cells(evaluation, &arguments[0])?;
        let xs = cells(evaluation, &arguments[1])?;
        let (ys, xs) = (ys.cells(), xs.cells());
        if ys.len() != xs.len() {
            return Err(ErrorValue::NotAvailable);
        }
        if let Some(error) = ys.iter().chain(xs).find_map(Value::as_error) {
            return Err(error);
        }
        let pairs: Vec<(f64, f64)> =
            xs.iter().zip(ys).filter_map(|(x, y)| Some((x.as_number()?, y.as_number()?))).collect();
        let n = pairs.len() as f64;
        let mean_x = divide(pairs.iter().map(|pair| pair.0).sum(), n)?;
        let mean_y = divide(pairs.iter().map(|pair| pair.1).sum(), n)?;
        let sum =
            |of: fn(f64, f64) -> f64| pairs.iter().map(|(x, y)| of(x - mean_x, y - mean_y)).sum();
        Ok(Self {
            mean_x,
            mean_y,
            xx: sum(|x, _| x * x),
            yy: sum(|_, y| y * y),
            xy: sum(|x, y| x * y),
        })
    }

    fn slope(&self) -> Result<f64, ErrorValue> {
        divide(self.xy, self.xx)
    }

    fn correlation(&self) -> Outcome {
        divide(self.xy, (self.xx * self.yy).sqrt()).map(Value::Number)
    }

    fn at(&self, x: f64) -> Outcome {
        finite(self.mean_y + self.slope()? * (x - self.mean_x)).map(Value::Number)
    }
}

fn forecast(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let x = evaluation.number(&arguments[0])?;
    Moments::of(evaluation, &arguments[1..])?.at(x)
}

#[cfg(test)]
mod tests {
    use crate::{Column, Dialect, Evaluation, Input, Limits, Names, Value, parse};

    /// The examples on the pages of the two functions in Microsoft's documentation, and the ends of the list.
    #[test]
    fn percent_ranks_are_those_of_the_documentation_of_excel() {
        let inclusive = "{13,12,11,8,4,3,2,1,1,1}";
        let exclusive = "{1,2,3,6,6,6,7,8,9}";
        for (text, expected) in [
            (format!("=PERCENTRANK.INC({inclusive},2)"), "0.333"),
            (format!("=PERCENTRANK.INC({inclusive},4)"), "0.555"),
            (format!("=PERCENTRANK.INC({inclusive},8)"), "0.666"),
            (format!("=PERCENTRANK.INC({inclusive},5)"), "0.583"),
            (format!("=PERCENTRANK({inclusive},8,5)"), "0.66666"),
            (format!("=PERCENTRANK({inclusive},13)"), "1"),
            (format!("=PERCENTRANK({inclusive},1)"), "0"),
            (format!("=PERCENTRANK({inclusive},14)"), "#N/A"),
            (format!("=PERCENTRANK({inclusive},8,0)"), "#NUM!"),
            ("=PERCENTRANK({7},7)".to_owned(), "1"),
            (format!("=PERCENTRANK.EXC({exclusive},7)"), "0.7"),
            (format!("=PERCENTRANK.EXC({exclusive},5.43)"), "0.381"),
            (format!("=PERCENTRANK.EXC({exclusive},5.43,1)"), "0.3"),
            (format!("=PERCENTRANK.EXC({exclusive},1)"), "0.1"),
            (format!("=PERCENTRANK.EXC({exclusive},0)"), "#N/A"),
        ] {
            let formula = parse(&text, Dialect::En, &Names::default(), &Limits::default()).unwrap();
            assert_eq!(formula.eval(&[]).shown(Dialect::En), expected, "{text}");
        }
    }

    #[test]
    fn a_column_is_sorted_once_for_all_rows() {
        let column = Column::Numbers((0..1000).map(f64::from).collect());
        let limits = Limits::default();
        let mut names = Names::new(["revenue"]);
        names.add_column(("Customers", "revenue"), ("Customers", "revenue"));
        for (text, last) in [
            ("=RANK(revenue,Customers[revenue])", 1.0),
            ("=PERCENTRANK(Customers[revenue],revenue)", 1.0),
            ("=LARGE(Customers[revenue],revenue+1)", 0.0),
        ] {
            let formula = parse(text, Dialect::En, &names, &limits).unwrap();
            let inputs = vec![Input::PerRow(&column)];
            let mut evaluation = Evaluation::new(&formula, inputs, vec![&column], limits);
            evaluation.at(0);
            assert!(evaluation.fuel_used() > 1000, "{text}");
            assert_eq!(evaluation.at(999), Value::Number(last), "{text}");
            assert!(evaluation.fuel_used() < 100, "{text}");
        }
    }

    #[test]
    fn the_error_in_a_column_is_the_answer_in_every_row() {
        let column: Column =
            [Value::Number(1.0), Value::Error(crate::ErrorValue::Div0)].into_iter().collect();
        let mut names = Names::default();
        names.add_column(("Customers", "revenue"), ("Customers", "revenue"));
        let formula =
            parse("=RANK(1,Customers[revenue])", Dialect::En, &names, &Limits::default()).unwrap();
        let mut evaluation =
            Evaluation::new(&formula, Vec::new(), vec![&column], Limits::default());
        for row in 0..2 {
            assert_eq!(evaluation.at(row), Value::Error(crate::ErrorValue::Div0));
        }
    }
}
