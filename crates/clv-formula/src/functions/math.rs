//! Arithmetic and rounding.

use super::{each_number, number, number_or, numbers};
use crate::arithmetic::{
    add, at_decimals, ceil, divide, finite, floor, power, round, to_i64, trunc,
};
use crate::catalog::Body::{Number, Scalar, Whole};
use crate::catalog::{Function, MANY, Outcome};
use crate::eval::Evaluation;
use crate::expr::Expr;
use crate::value::{ErrorValue, Value};

/// The largest integers that a number keeps exactly.
const MOST_EXACT: f64 = 9_007_199_254_740_992.0;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("ABS", "ABS", 1, 1, Number(|x| Ok(x.abs()))),
    Function::new("SIGN", "POS.NEG", 1, 1, Number(|x| Ok(if x == 0.0 { 0.0 } else { x.signum() }))),
    Function::new("EXP", "EXP", 1, 1, Number(|x| finite(x.exp()))),
    Function::new(
        "LN",
        "LN",
        1,
        1,
        Number(|x| if x > 0.0 { Ok(x.ln()) } else { Err(ErrorValue::Num) }),
    ),
    Function::new(
        "LOG10",
        "LOG10",
        1,
        1,
        Number(|x| if x > 0.0 { Ok(x.log10()) } else { Err(ErrorValue::Num) }),
    ),
    Function::new("LOG", "LOG", 1, 2, Scalar(log)),
    Function::new(
        "SQRT",
        "WORTEL",
        1,
        1,
        Number(|x| if x >= 0.0 { Ok(x.sqrt()) } else { Err(ErrorValue::Num) }),
    ),
    Function::new("INT", "INTEGER", 1, 1, Number(|x| Ok(floor(x)))),
    Function::new("EVEN", "EVEN", 1, 1, Number(|x| Ok(x.signum() * ceil(x.abs() / 2.0) * 2.0))),
    Function::new("ODD", "ONEVEN", 1, 1, Number(|x| Ok(odd(x)))),
    Function::new("FACT", "FACULTEIT", 1, 1, Number(factorial)),
    Function::new("SIN", "SIN", 1, 1, Number(|x| Ok(x.sin()))),
    Function::new("COS", "COS", 1, 1, Number(|x| Ok(x.cos()))),
    Function::new("PI", "PI", 0, 0, Scalar(|_| Ok(Value::Number(std::f64::consts::PI)))),
    Function::new(
        "POWER",
        "MACHT",
        2,
        2,
        Scalar(|v| power(number(v, 0)?, number(v, 1)?).map(Value::Number)),
    ),
    Function::new("MOD", "REST", 2, 2, Scalar(remainder)),
    Function::new(
        "QUOTIENT",
        "QUOTIENT",
        2,
        2,
        Scalar(|v| divide(number(v, 0)?, number(v, 1)?).map(|q| Value::Number(trunc(q)))),
    ),
    Function::new("ROUND", "AFRONDEN", 2, 2, Scalar(|v| rounded(v, round))),
    Function::new(
        "ROUNDUP",
        "AFRONDEN.NAAR.BOVEN",
        2,
        2,
        Scalar(|v| rounded(v, |x| x.signum() * ceil(x.abs()))),
    ),
    Function::new("ROUNDDOWN", "AFRONDEN.NAAR.BENEDEN", 2, 2, Scalar(|v| rounded(v, trunc))),
    Function::new("TRUNC", "GEHEEL", 1, 2, Scalar(|v| rounded(v, trunc))),
    Function::new("MROUND", "AFRONDEN.N.VEELVOUD", 2, 2, Scalar(to_multiple)),
    Function::new("CEILING", "AFRONDEN.BOVEN", 2, 2, Scalar(ceiling)),
    Function::new("FLOOR", "AFRONDEN.BENEDEN", 2, 2, Scalar(floored)),
    Function::new("COMBIN", "COMBINATIES", 2, 2, Scalar(combinations)),
    Function::new("GCD", "GGD", 1, MANY, Whole(greatest_common_divisor)),
    Function::new("LCM", "KGV", 1, MANY, Whole(least_common_multiple)),
    Function::new("SUM", "SOM", 1, MANY, Whole(sum)),
    Function::new("SUMSQ", "KWADRATENSOM", 1, MANY, Whole(sum_of_squares)),
    Function::new("PRODUCT", "PRODUCT", 1, MANY, Whole(product)),
    Function::new("SUMPRODUCT", "SOMPRODUCT", 1, MANY, Whole(sum_of_products)),
];

fn log(values: &[Value]) -> Outcome {
    let (x, base) = (number(values, 0)?, number_or(values, 1, 10.0)?);
    if x <= 0.0 || base <= 0.0 {
        return Err(ErrorValue::Num);
    }
    let logarithm = if base == 10.0 { x.log10() } else { divide(x.ln(), base.ln())? };
    finite(logarithm).map(Value::Number)
}

fn odd(x: f64) -> f64 {
    let sign = if x < 0.0 { -1.0 } else { 1.0 };
    sign * (ceil((x.abs() - 1.0).max(0.0) / 2.0) * 2.0 + 1.0)
}

fn factorial(x: f64) -> Result<f64, ErrorValue> {
    let n = floor(x);
    if !(0.0..=170.0).contains(&n) {
        return Err(ErrorValue::Num);
    }
    Ok((1..=to_i64(n)).map(|k| k as f64).product())
}

/// The remainder has the sign of the divisor.
fn remainder(values: &[Value]) -> Outcome {
    let (x, divisor) = (number(values, 0)?, number(values, 1)?);
    let quotient = divide(x, divisor)?;
    if quotient.abs() > MOST_EXACT {
        return Err(ErrorValue::Num);
    }
    Ok(Value::Number(add(x, -divisor * floor(quotient))))
}

fn rounded(values: &[Value], rounding: fn(f64) -> f64) -> Outcome {
    let decimals = trunc(number(values, 1)?);
    finite(at_decimals(number(values, 0)?, decimals, rounding)).map(Value::Number)
}

fn to_multiple(values: &[Value]) -> Outcome {
    let (x, multiple) = (number(values, 0)?, number(values, 1)?);
    if multiple == 0.0 || x == 0.0 {
        return Ok(Value::Number(0.0));
    }
    if (x < 0.0) != (multiple < 0.0) {
        return Err(ErrorValue::Num);
    }
    finite(multiple * round(x / multiple)).map(Value::Number)
}

fn ceiling(values: &[Value]) -> Outcome {
    let (x, multiple) = (number(values, 0)?, number(values, 1)?);
    if x == 0.0 || multiple == 0.0 {
        return Ok(Value::Number(0.0));
    }
    if x > 0.0 && multiple < 0.0 {
        return Err(ErrorValue::Num);
    }
    finite(multiple * ceil(x / multiple)).map(Value::Number)
}

fn floored(values: &[Value]) -> Outcome {
    let (x, multiple) = (number(values, 0)?, number(values, 1)?);
    if x == 0.0 {
        return Ok(Value::Number(0.0));
    }
    if multiple == 0.0 {
        return Err(ErrorValue::Div0);
    }
    if x > 0.0 && multiple < 0.0 {
        return Err(ErrorValue::Num);
    }
    finite(multiple * floor(x / multiple)).map(Value::Number)
}

fn combinations(values: &[Value]) -> Outcome {
    let (n, k) = (trunc(number(values, 0)?), trunc(number(values, 1)?));
    if n < 0.0 || k < 0.0 || k > n {
        return Err(ErrorValue::Num);
    }
    let k = k.min(n - k);
    if k > 10_000.0 {
        return Err(ErrorValue::Num);
    }
    // Once it is too large for a number it stays so, which is long before the last of many factors.
    let product = (1..=to_i64(k))
        .try_fold(1.0, |product: f64, i| finite(product * (n - k + i as f64) / i as f64))?;
    finite(product.round()).map(Value::Number)
}

/// Collects whole numbers of 0 and more.
fn wholes(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Result<Vec<f64>, ErrorValue> {
    let numbers = numbers(evaluation, arguments)?;
    if !numbers.iter().all(|n| (0.0..MOST_EXACT).contains(n)) {
        return Err(ErrorValue::Num);
    }
    Ok(numbers.into_iter().map(trunc).collect())
}

fn divisor(mut a: f64, mut b: f64) -> f64 {
    while b > 0.0 {
        (a, b) = (b, a % b);
    }
    a
}

fn greatest_common_divisor(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let wholes = wholes(evaluation, arguments)?;
    Ok(Value::Number(wholes.into_iter().fold(0.0, divisor)))
}

fn least_common_multiple(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let wholes = wholes(evaluation, arguments)?;
    if wholes.contains(&0.0) {
        return Ok(Value::Number(0.0));
    }
    finite(wholes.into_iter().fold(1.0, |lcm, n| lcm / divisor(lcm, n) * n)).map(Value::Number)
}

fn sum(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let mut sum = 0.0;
    each_number(evaluation, arguments, |number| sum += number)?;
    finite(sum).map(Value::Number)
}

fn sum_of_squares(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let mut sum = 0.0;
    each_number(evaluation, arguments, |number| sum += number * number)?;
    finite(sum).map(Value::Number)
}

/// Without any number the product is 0.
fn product(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let mut product = None;
    each_number(evaluation, arguments, |number| product = Some(product.unwrap_or(1.0) * number))?;
    finite(product.unwrap_or(0.0)).map(Value::Number)
}

/// Multiplies cell by cell; what is no number counts as 0.
fn sum_of_products(evaluation: &mut Evaluation<'_>, arguments: &[Expr]) -> Outcome {
    let mut factors: Vec<f64> = Vec::new();
    let mut shape = None;
    for argument in arguments {
        let value = evaluation.value(argument);
        let (size, cells) = match &value {
            Value::Array(array) => ((array.n_rows(), array.n_columns()), array.cells()),
            single => ((1, 1), std::slice::from_ref(single)),
        };
        if *shape.get_or_insert(size) != size {
            return Err(ErrorValue::Value);
        }
        evaluation.charge(cells.len())?;
        factors.resize(cells.len(), 1.0);
        for (factor, cell) in factors.iter_mut().zip(cells) {
            match cell {
                Value::Number(number) => *factor *= number,
                Value::Error(error) => return Err(*error),
                Value::Blank | Value::Text(_) | Value::Logical(_) | Value::Array(_) => {
                    *factor = 0.0;
                }
            }
        }
    }
    finite(factors.iter().sum()).map(Value::Number)
}
