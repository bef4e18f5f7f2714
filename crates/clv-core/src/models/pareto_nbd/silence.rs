//! The integral over the moment at which a customer of the Pareto/NBD left: for one history, or for all that share days.
//!
//! # References
//!
//! 1. Fader & Hardie (2005), A Note on Deriving the Pareto/NBD Model (brucehardie.com/notes/009).

use crate::math::quadrature::GaussLegendre;
use crate::models::{Four, Histories, History};
use std::sync::LazyLock;

/// Rules for [`Silence`], each good to about 1e-13 up to its reach.
static RULES: LazyLock<[(f64, GaussLegendre); 5]> = LazyLock::new(|| {
    [(0.3, 6), (1.5, 9), (5.0, 13), (14.0, 20), (FAR, 34)]
        .map(|(to, n)| (to, GaussLegendre::new(n)))
});

/// Returns the shortest rule that reaches as far as an integrand falls, else the longest.
fn rule<const N: usize>(rules: &[(f64, GaussLegendre); N], steep: f64) -> &GaussLegendre {
    let reaching = rules.iter().find(|(to, _)| steep <= *to);
    &reaching.unwrap_or(&rules[N - 1]).1
}

/// Beyond e to the minus this, nothing counts.
const FAR: f64 = 42.0;

/// The integral over the moment of leaving, between the last purchase and the end, relative to having stayed.
///
/// # Formula
///
/// ```text
/// J = ∫ s/(β+y) ((α+T)/(α+y))^(r+x) ((β+T)/(β+y))^s dy   over tₓ < y < T
/// L = Γ(r+x) α^r β^s / (Γ(r) (α+T)^(r+x) (β+T)^s) · (1 + J)
/// ```
///
/// This is \[1\], equation (17) with A₀ as the integral that it is: the difference of two ₂F₁, which cancels for busy
/// customers, is avoided. With v as the fall of the integrand's logarithm at its steeper end, it is nearly e^-v.
pub(super) struct Silence {
    /// ln J.
    pub(super) ln: f64,
    /// Means of ln(α+y), ln(β+y), 1/(α+y) and 1/(β+y) under the integrand.
    pub(super) means: [f64; 4],
}

impl Silence {
    /// Integrates for one history.
    pub(super) fn new([r, alpha, s, beta]: Four, &History { x, t_x, age }: &History) -> Self {
        let shape = r + x;
        let small = alpha.min(beta);
        let start = small + t_x;
        // y = start e^w - small; the integrand falls at least like e^(-rate w), rate = shape + s, less where the larger
        // of alpha and beta dominates.
        let width = ((age - t_x) / start).ln_1p();
        let (from_alpha, from_beta) = (alpha + t_x, beta + t_x);
        let rate = shape * start / from_alpha + (s + 1.0) * start / from_beta - 1.0;
        let reach = if rate * width > FAR && rate > 0.0 { (FAR / rate).min(width) } else { width };
        let steep = rate.abs().max(1.0) * reach;
        let (mut sum, mut means) = (0.0, [0.0; 4]);
        // All relative to the integrand at its start.
        for &(at, weight) in rule(&RULES, steep).nodes() {
            let w = reach * at;
            let grown = start * w.exp_m1();
            let (ya, yb) = (from_alpha + grown, from_beta + grown);
            let (fall_a, fall_b) = ((grown / from_alpha).ln_1p(), (grown / from_beta).ln_1p());
            let term = weight * (w - shape * fall_a - (s + 1.0) * fall_b).exp();
            sum += term;
            means[0] += term * fall_a;
            means[1] += term * fall_b;
            means[2] += term / ya;
            means[3] += term / yb;
        }
        let (ln_a, ln_b) = (from_alpha.ln(), from_beta.ln());
        means[0] = ln_a + means[0] / sum;
        means[1] = ln_b + means[1] / sum;
        means[2] /= sum;
        means[3] /= sum;
        let ln = (s * reach * sum * start / from_beta).ln()
            + shape * ((age - t_x) / from_alpha).ln_1p()
            + s * ((age - t_x) / from_beta).ln_1p();
        Self { ln, means }
    }
}

/// Rules for one stretch between neighbouring moments, each good to about 1e-11 of it up to its reach.
static SHORT_RULES: LazyLock<[(f64, GaussLegendre); 7]> = LazyLock::new(|| {
    [(0.01, 2), (0.15, 3), (0.5, 4), (1.2, 5), (5.0, 12), (14.0, 20), (FAR, 34)]
        .map(|(to, n)| (to, GaussLegendre::new(n)))
});

/// The integrand may fall or rise by e to this over all moments, for its sums to be numbers.
const WIDEST: f64 = 600.0;
/// More repeat purchases than these are integrated one by one: few customers have them, and they make all stretches steep.
const MOST: f64 = 24.0;
/// How many nodes can be advanced by one purchase in the time that one history is integrated by itself.
const NODES_A_HISTORY: f64 = 200.0;

/// The integral of [`Silence`] over each stretch between neighbouring moments, for one number of purchases after another.
///
/// Customers share the days on which they bought and were seen last, so there are far fewer stretches than histories; and
/// one purchase more is one factor at each node.
pub(super) struct Stretches {
    nodes: Vec<Node>,
    /// For each stretch, where its nodes begin; and one more.
    starts: Vec<u32>,
    /// The purchases that the nodes stand at.
    x: f64,
    most: f64,
    /// ln(α + y) in the middle, to which the nodes are relative.
    ln_middle: f64,
    ln_scale: f64,
}

/// One node: the weighted integrand, what it is multiplied with for one more purchase, and what its means are over.
struct Node {
    term: f64,
    factor: f64,
    of: [f64; 4],
}

impl Stretches {
    /// Prepares the stretches between the moments of histories; nothing where that costs more than it saves, or where
    /// the integrand spans too many magnitudes.
    pub(super) fn new(&[r, alpha, s, beta]: &Four, histories: &Histories) -> Option<Self> {
        let moments = &histories.moments;
        let (first, last) = (moments.first()?, moments.last()?);
        let (ln_a, ln_b) = ((alpha + first).ln(), (beta + first).ln());
        let (wide_a, wide_b) = ((alpha + last).ln() - ln_a, (beta + last).ln() - ln_b);
        let room = WIDEST - r * wide_a - (s + 1.0) * wide_b;
        let purchases = histories.cells.last()?.0.x;
        let most = purchases.min(MOST).min((room / wide_a).floor());
        let cost = 4.0 * moments.len() as f64 * (2.0 + purchases.min(MOST));
        if room <= 0.0 || cost > NODES_A_HISTORY * histories.cells.len() as f64 {
            return None;
        }
        let (ln_middle, ln_scale) = (ln_a + 0.5 * wide_a, ln_b + 0.5 * wide_b);
        let (middle, small) = (ln_middle.exp(), alpha.min(beta));
        let mut nodes = Vec::with_capacity(4 * moments.len());
        let mut starts = Vec::with_capacity(moments.len());
        starts.push(0);
        for pair in moments.windows(2) {
            let start = small + pair[0];
            let width = ((pair[1] - pair[0]) / start).ln_1p();
            let (fall_a, fall_b) = (
                ((pair[1] - pair[0]) / (alpha + pair[0])).ln_1p(),
                ((pair[1] - pair[0]) / (beta + pair[0])).ln_1p(),
            );
            let steep = (r + most) * fall_a + (s + 1.0) * fall_b;
            for &(at, weight) in rule(&SHORT_RULES, steep).nodes() {
                let y = start * (width * at).exp();
                let (a, b) = (y - small + alpha, y - small + beta);
                let (ln_a, ln_b) = (a.ln(), b.ln());
                let fall = r * (ln_a - ln_middle) + (s + 1.0) * (ln_b - ln_scale);
                let term = weight * width * y * (-fall).exp();
                nodes.push(Node { term, factor: middle / a, of: [ln_a, ln_b, 1.0 / a, 1.0 / b] });
            }
            starts.push(u32::try_from(nodes.len()).ok()?);
        }
        let ln_scale = s.ln() - (s + 1.0) * ln_scale - r * ln_middle;
        Some(Self { nodes, starts, x: 0.0, most, ln_middle, ln_scale })
    }

    /// Returns the sums for so many repeat purchases, at least as many as before; nothing beyond what is possible.
    pub(super) fn sums(&mut self, x: f64) -> Option<Sums> {
        if x > self.most {
            return None;
        }
        let more = x - self.x;
        if more > 0.0 {
            for node in &mut self.nodes {
                node.term *= if more == 1.0 { node.factor } else { node.factor.powf(more) };
            }
        }
        self.x = x;
        let mut beyond = vec![[0.0; 5]; self.starts.len()];
        let mut sum = [0.0; 5];
        for (at, pair) in self.starts.windows(2).enumerate().rev() {
            for Node { term, of: [ln_a, ln_b, inverse_a, inverse_b], .. } in
                &self.nodes[pair[0] as usize..pair[1] as usize]
            {
                sum[0] += term;
                sum[1] += term * ln_a;
                sum[2] += term * ln_b;
                sum[3] += term * inverse_a;
                sum[4] += term * inverse_b;
            }
            beyond[at] = sum;
        }
        Some(Sums { beyond, ln_scale: self.ln_scale - x * self.ln_middle })
    }
}

/// The integral from each moment to the last one, and those that its means are from.
pub(super) struct Sums {
    beyond: Vec<[f64; 5]>,
    ln_scale: f64,
}

impl Sums {
    /// Returns the integral between two moments; `stayed` is (r+x) ln(α+T) + s ln(β+T).
    pub(super) fn silence(&self, [last, end]: [u32; 2], stayed: f64) -> Silence {
        let (from, to) = (&self.beyond[last as usize], &self.beyond[end as usize]);
        let sum = from[0] - to[0];
        let mean = |i: usize| (from[i] - to[i]) / sum;
        Silence {
            ln: sum.ln() + self.ln_scale + stayed,
            means: [mean(1), mean(2), mean(3), mean(4)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::hypergeometric::ln_hyp2f1;

    const CDNOW: Four = [0.553397143263, 10.580198543587, 0.606062497103, 11.656223670221];

    /// \[1\], equation (17), with its two ₂F₁.
    #[test]
    fn the_integral_agrees_with_the_closed_form() {
        for parameters in
            [CDNOW, [0.9, 3.0, 0.4, 9.0], [2.0, 30.0, 1.7, 2.0], [0.3, 0.01, 3.0, 500.0]]
        {
            let [r, alpha, s, beta] = parameters;
            for (x, t_x, age) in
                [(0.0, 0.0, 39.0), (2.0, 30.4, 38.9), (20.0, 11.0, 39.0), (60.0, 99.0, 100.0)]
            {
                let total = r + s + x;
                let (second, low, high) =
                    if alpha >= beta { (s + 1.0, beta, alpha) } else { (r + x, alpha, beta) };
                let part = |t: f64| {
                    ln_hyp2f1(total, second, total + 1.0, (high - low) / (high + t))
                        - total * (high + t).ln()
                };
                let stay = -(r + x) * f64::ln(alpha + age) - s * f64::ln(beta + age);
                let (one, two) = (part(t_x), part(age));
                let ln_j = (s / total).ln() + one + (-(two - one).exp()).ln_1p() - stay;
                let got = Silence::new(parameters, &History { x, t_x, age }).ln;
                assert!(
                    (got - ln_j).abs() < 1e-9 * ln_j.abs().max(1.0),
                    "{parameters:?} {x}: {got} {ln_j}"
                );
            }
        }
    }

    #[test]
    fn stretches_add_up_to_the_integral_of_each_history() {
        let mut customers = Vec::new();
        for age in [40.0, 90.0, 365.0, 700.0] {
            for x in 0..30 {
                let t_x = (age * f64::from((7 * x + 3) % 11) / 10.0).floor();
                let t_x = if x == 0 { 0.0 } else { t_x.clamp(1.0, age) };
                let one = History { x: f64::from(x), t_x, age };
                customers.extend([one; 3]);
                customers.push(History { t_x: (t_x - 1.0).max(0.0), ..one });
            }
        }
        let histories = Histories::new(&customers[..], 0.0);
        for parameters in [
            [0.55, 100.0, 0.6, 110.0],
            [2.0, 0.1, 3.0, 900.0],
            [0.2, 900.0, 0.1, 0.3],
            [9.0, 1e4, 40.0, 2e4],
        ] {
            let [r, alpha, s, beta] = parameters;
            let mut stretches = Stretches::new(&parameters, &histories).expect("days are shared");
            let mut n_shared = 0;
            for (x, run) in histories.runs() {
                let Some(sums) = stretches.sums(x) else { continue };
                for at in run.filter(|at| histories.places[*at][0] < histories.places[*at][1]) {
                    let history = histories.cells[at].0;
                    let stayed =
                        (r + x) * (alpha + history.age).ln() + s * (beta + history.age).ln();
                    let (one, all) = (
                        Silence::new(parameters, &history),
                        sums.silence(histories.places[at], stayed),
                    );
                    n_shared += 1;
                    let near = |a: f64, b: f64| (a - b).abs() < 1e-9 * b.abs().max(1.0);
                    assert!(
                        near(all.ln, one.ln),
                        "{parameters:?} {history:?}: {} {}",
                        all.ln,
                        one.ln
                    );
                    let means = all.means.iter().zip(&one.means);
                    assert!(means.clone().all(|(a, b)| near(*a, *b)), "{history:?}: {means:?}");
                }
            }
            assert!(n_shared > 100, "{n_shared}");
        }
    }
}
