//! The order in which formulas that use each other are computed, and the circles that have none.

use std::collections::BTreeMap;

/// Formulas that need each other in a circle: each needs the next, the last needs the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle(
    /// Places of the formulas in the order of the circle.
    pub Vec<usize>,
);

/// Returns the places of formulas so that each comes after those that it needs, and the circles that were found.
///
/// `needs[i]` are the places of the formulas that formula i uses. Formulas of a circle, and all that need them, are not in
/// the order. Where there is a choice, the first given comes first.
pub fn order(needs: &[Vec<usize>]) -> (Vec<usize>, Vec<Cycle>) {
    let mut search = Search {
        needs,
        states: vec![State::New; needs.len()],
        path: Vec::new(),
        order: Vec::new(),
        cycles: BTreeMap::new(),
    };
    for at in 0..needs.len() {
        search.visit(at);
    }
    (search.order, search.cycles.into_values().map(Cycle).collect())
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    OnPath,
    Done,
    /// Part of a circle, or in need of one.
    Never,
}

struct Search<'a> {
    needs: &'a [Vec<usize>],
    states: Vec<State>,
    path: Vec<usize>,
    order: Vec<usize>,
    /// Circles by their smallest place.
    cycles: BTreeMap<usize, Vec<usize>>,
}

impl Search<'_> {
    /// Visits a formula and all that it needs, with a stack of its own so that long chains are no danger.
    fn visit(&mut self, start: usize) {
        if self.states[start] != State::New {
            return;
        }
        let mut stack = vec![(start, 0)];
        self.states[start] = State::OnPath;
        self.path.push(start);
        while let Some((at, next)) = stack.pop() {
            let Some(&needed) = self.needs[at].get(next) else {
                self.finish(at);
                continue;
            };
            stack.push((at, next + 1));
            match self.states.get(needed) {
                Some(State::New) => {
                    self.states[needed] = State::OnPath;
                    self.path.push(needed);
                    stack.push((needed, 0));
                }
                Some(State::OnPath) => self.note_cycle(needed),
                Some(State::Done | State::Never) | None => {}
            }
        }
    }

    fn finish(&mut self, at: usize) {
        self.path.pop();
        let lost = self.cycles.values().any(|cycle| cycle.contains(&at))
            || self.needs[at].iter().any(|&needed| self.states.get(needed) == Some(&State::Never));
        self.states[at] = if lost { State::Never } else { State::Done };
        if !lost {
            self.order.push(at);
        }
    }

    fn note_cycle(&mut self, first: usize) {
        let from = self.path.iter().position(|&at| at == first).unwrap_or(0);
        let mut cycle = self.path[from..].to_vec();
        let smallest = (0..cycle.len()).min_by_key(|&at| cycle[at]).unwrap_or(0);
        cycle.rotate_left(smallest);
        self.cycles.entry(cycle[0]).or_insert(cycle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_comes_after_those_that_it_needs() {
        assert_eq!(order(&[vec![2], vec![0], vec![]]), (vec![2, 0, 1], vec![]));
    }

    #[test]
    fn a_circle_is_told_whole_and_what_needs_it_is_left_out() {
        let (order, cycles) = order(&[vec![1], vec![2], vec![0], vec![0], vec![]]);
        assert_eq!((order, cycles), (vec![4], vec![Cycle(vec![0, 1, 2])]));
    }

    #[test]
    fn a_formula_that_needs_itself_is_a_circle() {
        assert_eq!(order(&[vec![0]]).1, [Cycle(vec![0])]);
    }
}
