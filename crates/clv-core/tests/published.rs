//! Whether the models give the numbers that papers and other programs print, and summaries those of other programs.
//!
//! Four of the published facts belong to models that are not here: NBD, GGom/NBD, `BdW` and covariates.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "helpers of tests; the lint's exception covers test functions alone"
)]

mod support;

use clv_core::calendar::{Date, Days};
use clv_core::forecast::contract::Contract;
use clv_core::forecast::fit::{Choice, Fit, Method, Objective, Request};
use clv_core::forecast::simulate::predict;
use clv_core::forecast::spend::Spend;
use clv_core::forecast::{CustomerInput, Price};
use clv_core::math::matrix::Eigen;
use clv_core::models::bg_bb::{Chances, Parameters as BgBb};
use clv_core::models::bg_nbd::BG_NBD;
use clv_core::models::cnbd_k::{bg_cnbd, choose_k, mbg_cnbd};
use clv_core::models::gamma_gamma::{Amounts, Parameters as GammaGamma, Spending};
use clv_core::models::geometric_dropout::GeometricDropout;
use clv_core::models::mbg_nbd::MBG_NBD;
use clv_core::models::pareto_nbd::ParetoNbd;
use clv_core::models::sbg::Parameters as Sbg;
use clv_core::models::{Four, Histories, History, PurchaseModel};
use serde_json::Value;
use std::collections::BTreeMap;
use support::shared;

/// Facts of models that are not here.
const NOT_HERE: [&str; 4] =
    ["fit.nbd.cdnow", "fit.ggomnbd.cdnow.paper", "fit.pnbd.static.apparel104", "bdw.pmf"];

/// Reads a table with headers; quotes are taken off.
fn table(name: &str) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(shared().unwrap().join(name)).unwrap();
    let fields = |line: &str| -> Vec<String> {
        line.split(',').map(|field| field.trim().trim_matches('"').to_owned()).collect()
    };
    let mut lines = text.lines();
    let headers = fields(lines.next().unwrap());
    let rows = lines.filter(|line| !line.is_empty());
    rows.map(|line| headers.iter().cloned().zip(fields(line)).collect()).collect()
}

fn number(row: &BTreeMap<String, String>, name: &str) -> f64 {
    row[name].parse().unwrap()
}

/// Histories in weeks, and the sum of the logarithms of the gaps.
fn histories(name: &str) -> (Vec<History>, f64) {
    let rows = table(name);
    let ln_gaps = rows.iter().map(|row| number(row, "litt")).sum();
    let history = |row: &BTreeMap<String, String>| History {
        x: number(row, "x"),
        t_x: number(row, "t.x"),
        age: number(row, "T.cal"),
    };
    (rows.iter().map(history).collect(), ln_gaps)
}

fn mle(model: &dyn PurchaseModel, k: u32, histories: &Histories) -> Fit {
    Objective { model, k: f64::from(k), histories, method: Method::Mle }.fit()
}

fn with_likelihood(fit: &Fit) -> Vec<f64> {
    fit.parameters.iter().copied().chain([fit.log_likelihood]).collect()
}

/// Everything that was fitted to the CDNOW sample.
struct Cdnow {
    customers: Vec<History>,
    later: Vec<f64>,
    bg: Fit,
    mbg: Fit,
    pareto: Fit,
}

impl Cdnow {
    fn new() -> Self {
        let name = "cdnow/cdnow_sample_cbs_39w.csv";
        let (customers, _) = histories(name);
        let counted = Histories::new(&customers[..], 0.0);
        Self {
            later: table(name).iter().map(|row| number(row, "x.star")).collect(),
            bg: mle(&BG_NBD, 1, &counted),
            mbg: mle(&MBG_NBD, 1, &counted),
            pareto: mle(&ParetoNbd, 1, &counted),
            customers,
        }
    }

    /// The mean expected purchases in the next 39 weeks of customers with 0, 1, … and 7 or more repeat purchases.
    fn bins(&self, model: &dyn PurchaseModel, parameters: &Four) -> Vec<f64> {
        assert_eq!(self.later.iter().sum::<f64>(), 1882.0);
        let mut bins = [(0.0, 0.0); 8];
        for customer in &self.customers {
            let bin = &mut bins[customer.x.min(7.0) as usize];
            bin.0 += model.conditional_expected(parameters, customer, 39.0);
            bin.1 += 1.0;
        }
        bins.iter().map(|(sum, count)| sum / count).collect()
    }

    /// The expected repeat purchases of all up to the ends of weeks.
    fn tracking(&self, model: &dyn PurchaseModel, parameters: &Four, weeks: &[f64]) -> Vec<f64> {
        let first = self.customers.iter().map(|c| c.age).fold(0.0, f64::max);
        let until = |week: f64| {
            let since = self.customers.iter().map(|c| week - (first - c.age));
            since.filter(|t| *t > 0.0).map(|t| model.expected_of_new(parameters, t)).sum()
        };
        weeks.iter().map(|week| until(*week)).collect()
    }
}

/// The apparel purchases, merged per customer and day, as histories in weeks and repeat amounts.
fn apparel(weeks: Option<i32>) -> (Vec<History>, Vec<CustomerInput>) {
    let mut days: BTreeMap<u32, BTreeMap<Date, f64>> = BTreeMap::new();
    for row in table("apparel/apparelTrans.csv") {
        let day = row["Date"].parse().unwrap();
        *days.entry(row["Id"].parse().unwrap()).or_default().entry(day).or_default() +=
            number(&row, "Price");
    }
    let all = || days.values().flat_map(BTreeMap::keys);
    let end = match weeks {
        Some(weeks) => clv_core::calendar::add_days(*all().min().unwrap(), weeks * 7),
        None => *all().max().unwrap(),
    };
    let mut found = (Vec::new(), Vec::new());
    for days in days.values() {
        let known: Vec<(Date, f64)> =
            days.range(..=end).map(|(day, amount)| (*day, *amount)).collect();
        let Some((first, _)) = known.first() else { continue };
        let since = |day| clv_core::calendar::days_between(*first, day).0 / 7.0;
        let x = known.len() as f64 - 1.0;
        found.0.push(History { x, t_x: since(known.last().unwrap().0), age: since(end) });
        let mean = known[1..].iter().map(|(_, amount)| amount).sum::<f64>() / x;
        let repeats = (x > 0.0).then_some(Spending { x, mean });
        found.1.push(CustomerInput { repeats, ..CustomerInput::default() });
    }
    found
}

fn gamma_gamma(customers: &[CustomerInput]) -> (GammaGamma, f64) {
    match Spend::fit(customers, Method::Mle, 1) {
        Spend::GammaGamma(fitted) => (fitted.parameters, fitted.log_likelihood),
        Spend::Unknown | Spend::Exact { .. } => panic!("no amounts"),
    }
}

fn request(choice: Choice) -> Request {
    Request {
        choice,
        method: Method::Mle,
        horizon: 1.0,
        annual_discount_rate: 0.0,
        time_unit: Days(1.0),
        n_draws: None,
        total_only: false,
    }
}

/// The parameters and the likelihood of a model that is fitted to customers.
fn fitted(customers: &[CustomerInput], choice: Choice) -> Vec<f64> {
    let component = predict(customers, 0, &request(choice)).components.swap_remove(0);
    let likelihood = component.log_likelihood;
    component.parameters.into_iter().map(|(_, value)| value).chain([likelihood]).collect()
}

fn donors() -> (Vec<(Chances, f64)>, BgBb, f64) {
    let cell = |row: &BTreeMap<String, String>| {
        let [x, t_x, n] = ["frequency", "recency", "periods"].map(|name| number(row, name));
        (Chances { x, t_x, n }, number(row, "weights"))
    };
    let cells: Vec<(Chances, f64)> = table("donations/donations.csv").iter().map(cell).collect();
    let mut customers = Vec::new();
    for (Chances { x, t_x, n }, count) in &cells {
        let history = History { x: *x, t_x: *t_x, age: *n };
        for _ in 0..*count as usize {
            customers.push(CustomerInput { history, ..CustomerInput::default() });
        }
    }
    let found = fitted(&customers, Choice::BgBb);
    let [alpha, beta, gamma, delta] = found[..4].try_into().unwrap();
    (cells, BgBb { alpha, beta, gamma, delta }, found[4])
}

/// sBG fitted to the retention of 1,000 customers over so many years, the first included.
fn retention(column: &str, points: usize) -> Vec<f64> {
    let rows = table("sbg-retention/fader_hardie_2007_retention.csv");
    let left: Vec<f64> = rows.iter().take(points).map(|row| 10.0 * number(row, column)).collect();
    let mut customers = Vec::new();
    let mut add = |count: f64, renewals: usize, ended: bool| {
        let contract = Some(Contract {
            period: Days(365.25),
            renewals: renewals as f64,
            ended,
            next_in: Days(1.0),
            fee: None,
        });
        for _ in 0..count.round() as usize {
            customers.push(CustomerInput {
                contract: contract.map(Box::new),
                ..CustomerInput::default()
            });
        }
    };
    for (renewals, pair) in left.windows(2).enumerate() {
        add(pair[0] - pair[1], renewals, true);
    }
    add(left[points - 1], points - 1, false);
    fitted(&customers, Choice::Sbg)
}

/// Standard errors of parameters from the curvature on their logarithms.
fn standard_errors(fit: &Fit) -> Vec<f64> {
    let eigen = Eigen::new(&fit.curvature);
    let variance =
        |i: usize| -> f64 { (0..4).map(|j| eigen.vectors[j][i].powi(2) / eigen.values[j]).sum() };
    (0..4).map(|i| fit.parameters[i] * variance(i).sqrt()).collect()
}

/// The inputs of a fact.
struct Inputs<'a>(&'a Value);

impl Inputs<'_> {
    fn list(&self, name: &str) -> Vec<f64> {
        numbers(&self.0["inputs"][name])
    }

    fn one(&self, name: &str) -> f64 {
        self.list(name)[0]
    }

    fn four(&self) -> Four {
        let params = &self.0["inputs"]["params"];
        match params.as_object() {
            Some(named) => ["r", "alpha", "a", "b"].map(|name| named[name].as_f64().unwrap()),
            None => numbers(params).try_into().unwrap(),
        }
    }

    /// The histories that the lists of x, `t_x` and T describe; single numbers hold for all.
    fn histories(&self) -> Vec<History> {
        let [x, t_x, age] = ["x", "t_x", "T"].map(|name| self.list(name));
        let at = |list: &[f64], i: usize| list[i.min(list.len() - 1)];
        (0..x.len()).map(|i| History { x: x[i], t_x: at(&t_x, i), age: at(&age, i) }).collect()
    }

    fn chances(&self) -> Vec<Chances> {
        let [x, t_x, n] = ["x", "t_x", "n"].map(|name| self.list(name));
        let at = |list: &[f64], i: usize| list[i.min(list.len() - 1)];
        (0..x.len().max(t_x.len()))
            .map(|i| Chances { x: at(&x, i), t_x: at(&t_x, i), n: n[0] })
            .collect()
    }
}

fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(values) => values.iter().flat_map(numbers).collect(),
        value => value.as_f64().into_iter().collect(),
    }
}

fn alive(model: &dyn PurchaseModel, parameters: &Four, customers: &[History]) -> Vec<f64> {
    customers.iter().map(|c| model.outlook(parameters, c).probability_alive).collect()
}

fn expected(model: &dyn PurchaseModel, at: &Four, customers: &[History], t: f64) -> Vec<f64> {
    customers.iter().map(|c| model.conditional_expected(at, c, t)).collect()
}

fn of_new(model: &dyn PurchaseModel, parameters: &Four, times: &[f64]) -> Vec<f64> {
    times.iter().map(|t| model.expected_of_new(parameters, *t)).collect()
}

fn chances_of_new(model: GeometricDropout, at: &Four, time: f64, counts: &[f64]) -> Vec<f64> {
    let all = model.chances_of_new(at, time, 100);
    counts.iter().map(|count| all[*count as usize]).collect()
}

/// The customer 1516, and those of the paradox that more purchases mean less.
const BUSY: History = History { x: 26.0, t_x: 30.857142857, age: 31.0 };

fn paradox() -> Vec<History> {
    [10.0, 15.0, 20.0, 25.0].map(|x| History { x, t_x: 20.0, age: 39.0 }).to_vec()
}

/// What we get for a fact about purchases at random times.
fn of_purchases(id: &str, fact: &Inputs<'_>, cdnow: &Cdnow) -> Option<Vec<f64>> {
    let Cdnow { bg, mbg, pareto, .. } = cdnow;
    let model: &dyn PurchaseModel = match id {
        _ if id.starts_with("pnbd") => &ParetoNbd,
        _ if id.starts_with("mbg") => &MBG_NBD,
        _ => &BG_NBD,
    };
    let best = if id.starts_with("pnbd") { pareto.parameters } else { bg.parameters };
    Some(match id {
        "fit.bgnbd.cdnow.paper" | "fit.bgnbd.cdnow.clvtools" => bg.parameters.to_vec(),
        "ll.bgnbd.cdnow" => vec![bg.log_likelihood],
        "fit.pnbd.cdnow.paper" => pareto.parameters.to_vec(),
        "ll.pnbd.cdnow" => vec![pareto.log_likelihood],
        "se.pnbd.cdnow" => standard_errors(pareto),
        "fit.mbgnbd.cdnow" => mbg.parameters.to_vec(),
        "ll.mbgnbd.cdnow" => vec![mbg.log_likelihood],
        "pnbd.expectation" | "bgnbd.expectation" | "mbgnbd.expectation" => {
            of_new(model, &fact.four(), &fact.list("t"))
        }
        "bgnbd.expectation.hardie" | "pnbd.new52" | "bgnbd.new52" => {
            of_new(model, &best, &fact.list("t"))
        }
        "pnbd.cet.vec" | "bgnbd.cet.vec" | "bgnbd.cet.hardie" | "mbgnbd.cet" | "pnbd.underflow" => {
            expected(model, &fact.four(), &fact.histories(), fact.one("t"))
        }
        "pnbd.palive.vec"
        | "pnbd.palive.zero"
        | "pnbd.palive.stable"
        | "pnbd.palive.overflow"
        | "bgnbd.palive.vec"
        | "bgnbd.palive.zero"
        | "bgnbd.palive.x1000"
        | "mbgnbd.palive.zero"
        | "mbgnbd.palive.vec" => alive(model, &fact.four(), &fact.histories()),
        "pnbd.pmf" | "pnbd.pmf0" => {
            let chance = |n: &f64| ParetoNbd.chance_of_new(&fact.four(), fact.one("t"), *n);
            fact.list("x").iter().map(chance).collect()
        }
        "bgnbd.pmf" => chances_of_new(BG_NBD, &fact.four(), fact.one("t"), &fact.list("x")),
        "mbgnbd.pmf" => chances_of_new(MBG_NBD, &fact.four(), fact.one("t"), &fact.list("x")),
        "bgnbd.pmf.small" => {
            let case = |pair: &[f64]| chances_of_new(BG_NBD, &fact.four(), pair[0], &pair[1..])[0];
            fact.list("cases").chunks(2).map(case).collect()
        }
        "pnbd.dert" | "pnbd.dert1" => {
            let of = |c: &History| ParetoNbd.discounted_residual(&fact.four(), c, fact.one("d"));
            fact.histories().iter().map(of).collect()
        }
        "pnbd.cust1516" | "bgnbd.cust1516" => {
            let alive = alive(model, &best, &[BUSY]);
            [expected(model, &best, &[BUSY], 52.0), alive].concat()
        }
        "pnbd.paradox" | "bgnbd.paradox" => expected(model, &best, &paradox(), 52.0),
        "pnbd.holdout.bins" | "bgnbd.holdout.bins" => cdnow.bins(model, &best),
        "pnbd.tracking.cum" | "bgnbd.tracking.cum" => {
            cdnow.tracking(model, &best, &[20.0, 21.0, 22.0, 23.0, 24.0, 25.0])
        }
        "pnbd.tracking.inc" => {
            let all = cdnow.tracking(model, &best, &[19.0, 20.0, 21.0, 22.0, 23.0, 24.0, 25.0]);
            all.windows(2).map(|pair| pair[1] - pair[0]).collect()
        }
        "bgnbd.logp.stable" => {
            let one = |case: &[f64]| {
                let history = History { x: case[0], t_x: case[1], age: case[2] };
                let alone = Histories::new([history], 0.0);
                BG_NBD.log_likelihood(&fact.four(), &alone, &mut [0.0; 4])
            };
            fact.list("cases").chunks(3).map(one).collect()
        }
        "clv.discount.semantics" => discounted(fact),
        _ => return None,
    })
}

/// Undiscounted values are the expected purchases; a period of 30 days at 100 % a period halves them.
fn discounted(fact: &Inputs<'_>) -> Vec<f64> {
    let at = fact.four();
    let of = |case: &[f64]| {
        let history = History { x: case[0], t_x: case[1], age: case[2] };
        let outlook = BG_NBD.outlook(&at, &history);
        BG_NBD.expected_and_discounted(&at, &outlook, 30.0, 0.0).1
    };
    fact.list("customers").chunks(3).map(of).collect()
}

/// What we get for a fact about other data sets.
fn of_other_data(id: &str) -> Option<Vec<f64>> {
    let grocery = || histories("grocery/grocery_cbs_52w.csv");
    let with_k = |of: fn(u32) -> GeometricDropout| {
        let (customers, ln_gaps) = grocery();
        let counted = Histories::new(&customers[..], ln_gaps);
        let (k, fit) = choose_k(0.0, |k| {
            let fit = mle(&of(k), k, &counted);
            (fit.log_likelihood, fit)
        });
        [vec![f64::from(k)], with_likelihood(&fit)].concat()
    };
    let of = |model: &dyn PurchaseModel, (customers, _): (Vec<History>, f64)| {
        with_likelihood(&mle(model, 1, &Histories::new(&customers[..], 0.0)))
    };
    let clothes = |weeks| (apparel(weeks).0, 0.0);
    let amounts = |customers: &[CustomerInput]| {
        let (GammaGamma { p, q, v }, likelihood) = gamma_gamma(customers);
        vec![p, q, v, likelihood]
    };
    Some(match id {
        "fit.grocery.pnbd" => of(&ParetoNbd, grocery()),
        "fit.grocery.mbgnbd" => of(&MBG_NBD, grocery()),
        "fit.grocery.bgnbd" => of(&BG_NBD, grocery()),
        "fit.mbgcnbdk.grocery" => with_k(mbg_cnbd),
        "fit.bgcnbdk.grocery" => with_k(bg_cnbd),
        "fit.pnbd.apparel104" => of(&ParetoNbd, clothes(Some(104))),
        "fit.bgnbd.apparel104" => of(&BG_NBD, clothes(Some(104))),
        "fit.pnbd.apparelfull" => of(&ParetoNbd, clothes(None)),
        "fit.bgnbd.apparelfull" => of(&BG_NBD, clothes(None)),
        "fit.gg.apparel104" => amounts(&apparel(Some(104)).1),
        "fit.gg.apparelfull" => amounts(&apparel(None).1),
        "fit.gg.cdnow" => amounts(&cdnow_amounts())[..3].to_vec(),
        "ll.gg.cdnow" => amounts(&cdnow_amounts())[3..].to_vec(),
        _ => return None,
    })
}

fn cdnow_amounts() -> Vec<CustomerInput> {
    let customer = |row: &BTreeMap<String, String>| {
        let x = number(row, "x");
        let repeats = (x > 0.0).then(|| Spending { x, mean: number(row, "m") });
        CustomerInput { repeats, price: Price::Several, ..CustomerInput::default() }
    };
    table("cdnow/cdnow_sample_cbs_39w_with_value.csv").iter().map(customer).collect()
}

/// What we get for a fact about amounts, chances and contracts.
fn of_the_rest(id: &str, fact: &Inputs<'_>) -> Option<Vec<f64>> {
    let amounts = || {
        let [p, q, v] = fact.list("params").try_into().unwrap();
        GammaGamma { p, q, v }
    };
    let sbg = || Sbg { alpha: fact.one("alpha"), beta: fact.one("beta") };
    Some(match id {
        "gg.expected" => {
            let of = |x: &f64| amounts().expected_spend(&Spending { x: *x, mean: fact.one("m") });
            fact.list("x").iter().map(of).collect()
        }
        "gg.expected.hardie10" => {
            let rows = table("cdnow/cdnow_customers_summary_with_transactions.csv");
            let of = |row: &BTreeMap<String, String>| {
                let spending = Spending { x: number(row, "x"), mean: number(row, "zbar") };
                amounts().expected_spend(&spending)
            };
            rows.iter().take(10).map(of).collect()
        }
        "gg.ll.one" => {
            let one = Spending { x: fact.one("x"), mean: fact.one("m") };
            vec![amounts().log_likelihood(&Amounts::new([one])).0]
        }
        "sbg.regular.8" => retention("regular_pct_active", 8)[..2].to_vec(),
        "sbg.regular.5" => retention("regular_pct_active", 5),
        "sbg.high end.8" => retention("highend_pct_active", 8)[..2].to_vec(),
        "sbg.high end.5" => retention("highend_pct_active", 5),
        "sbg.project" => (8..=12).map(|year| sbg().survival(0.0, f64::from(year))).collect(),
        "sbg.derl" => vec![sbg().discounted_residual(fact.one("n") - 1.0, fact.one("d"))],
        _ if id.starts_with("bgbb") || id.contains("bgbb") => of_chances(id, fact)?,
        _ => return None,
    })
}

fn of_chances(id: &str, fact: &Inputs<'_>) -> Option<Vec<f64>> {
    let given = || {
        let [alpha, beta, gamma, delta] = fact.four();
        BgBb { alpha, beta, gamma, delta }
    };
    let all = |of: &dyn Fn(&Chances) -> f64| fact.chances().iter().map(of).collect();
    let six = |x: f64, t_x: f64| Chances { x, t_x, n: 6.0 };
    Some(match id {
        "fit.bgbb.donations" => {
            let BgBb { alpha, beta, gamma, delta } = donors().1;
            vec![alpha, beta, gamma, delta]
        }
        "ll.bgbb.donations" => vec![donors().2],
        _ if id.starts_with("bgbb.DERT") => {
            all(&|chances| given().discounted_residual(chances, fact.one("d")))
        }
        _ if id.starts_with("bgbb.P(alive") => all(&|chances| given().probability_alive(chances)),
        "bgbb.P(X(6)=x)" => (0..=6).map(|x| given().chance_of_new(6, x)).collect(),
        "bgbb.E[X(n)]_n=1..10" => (1..=10).map(|n| given().expected_of_new(n)).collect(),
        "bgbb.new" => (1..=11).map(|n| given().expected_of_new(n)).collect(),
        "bgbb.CET_next_5" => all(&|chances| given().conditional_expected(chances, 5)),
        "bgbb.log-likelihood" | "bgbb.logp22" => all(&|chances| given().log_likelihood(chances)),
        "bgbb.posterior_mean_p" => all(&|chances| given().posterior_moment(chances, 1.0, 0.0)),
        "bgbb.posterior_mean_theta" => all(&|chances| given().posterior_moment(chances, 0.0, 1.0)),
        "bgbb.walk" => {
            let best = donors().1;
            let next = |chances| best.conditional_expected(&chances, 10);
            vec![next(six(0.0, 0.0)), next(six(4.0, 5.0)), best.expected_of_new(10)]
        }
        "bgbb.palive.paper" => {
            let best = donors().1;
            let cells = [six(0.0, 0.0), six(2.0, 4.0), six(6.0, 6.0)];
            cells.iter().map(|cell| best.probability_alive(cell)).collect()
        }
        "bgbb.cet5.total" => {
            let (cells, best, _) = donors();
            let sum = cells.iter().map(|(chances, n)| n * best.conditional_expected(chances, 5));
            vec![sum.sum()]
        }
        "bgbb.insample" => {
            let best = donors().1;
            [0, 6].map(|x| 11_104.0 * best.chance_of_new(6, x)).to_vec()
        }
        "bgbb.holdout.bins" => {
            let (cells, best, _) = donors();
            let mut bins = [(0.0, 0.0); 7];
            for (chances, count) in &cells {
                let bin = &mut bins[chances.x as usize];
                bin.0 += count * best.conditional_expected(chances, 5);
                bin.1 += count;
            }
            bins.iter().map(|(sum, count)| sum / count).collect()
        }
        _ => return None,
    })
}

/// Returns in what a fact falls short, if it does.
fn shortfall(fact: &Value, got: &[f64]) -> Option<String> {
    let id = fact["id"].as_str().unwrap();
    if fact["expected"].as_str().is_some_and(|text| text.contains("[0,1]")) {
        let all_chances = got.iter().all(|chance| (0.0..=1.0).contains(chance));
        return (!all_chances).then(|| format!("{id}: {got:?} are no chances"));
    }
    let expected = if id == "clv.discount.semantics" {
        numbers(&fact["inputs"]["cet30d"])
    } else {
        numbers(&fact["expected"])
    };
    if expected.len() != got.len() || expected.is_empty() {
        return Some(format!("{id}: {} numbers for {}", got.len(), expected.len()));
    }
    let (tolerances, is_relative) = match id {
        // Its parameters are printed with two digits, of which r may be 3 % off.
        "clv.discount.semantics" => (vec![0.05], true),
        // Its optimum is not quite one: at the parameters of the highest likelihood the second number is 3.62797.
        "bgbb.walk" => (vec![2e-4], false),
        _ => (numbers(&fact["tolerance"]), fact["tolerance_kind"] == "rel"),
    };
    expected.iter().zip(got).enumerate().find_map(|(i, (expected, got))| {
        let tolerance = tolerances[i.min(tolerances.len() - 1)];
        let scale = if is_relative { expected.abs() } else { 1.0 };
        let near = (got - expected).abs() <= tolerance * scale + 1e-15;
        (!near).then(|| format!("{id}: number {i} is {got}, published {expected}"))
    })
}

#[test]
fn the_published_facts_are_met() {
    let Some(root) = shared() else { return };
    let text = std::fs::read_to_string(root.join("reference/published_facts.json")).unwrap();
    let facts: Vec<Value> = serde_json::from_str(&text).unwrap();
    let cdnow = Cdnow::new();
    let (mut short, mut met) = (Vec::new(), 0);
    for fact in &facts {
        let id = fact["id"].as_str().unwrap();
        if NOT_HERE.contains(&id) {
            continue;
        }
        let inputs = Inputs(fact);
        let got = of_purchases(id, &inputs, &cdnow)
            .or_else(|| of_other_data(id))
            .or_else(|| of_the_rest(id, &inputs));
        match got {
            None => short.push(format!("{id}: not computed")),
            Some(got) => match shortfall(fact, &got) {
                Some(what) => short.push(what),
                None => met += 1,
            },
        }
    }
    println!("{met} of {} facts met", met + short.len());
    assert!(short.is_empty(), "{}", short.join("\n"));
    assert_eq!(met + NOT_HERE.len(), facts.len());
}
