//! Several ledgers at a time, their results in the order in which they were asked.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

/// The most ledgers at a time: each may need some hundred megabytes.
const MOST: usize = 4;

/// Does some work for each item on all processors, and hands over the results in order as soon as that can be.
pub fn each<T: Send, R: Send>(
    items: Vec<T>,
    work: impl Fn(T) -> R + Sync,
    mut done: impl FnMut(R),
) {
    let n_workers = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let n_workers = n_workers.min(MOST).min(items.len());
    if n_workers <= 1 {
        return items.into_iter().for_each(|item| done(work(item)));
    }
    let queue = Mutex::new(items.into_iter().enumerate());
    let (sender, results) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..n_workers {
            let (sender, queue, work) = (sender.clone(), &queue, &work);
            scope.spawn(move || {
                let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
                while let Some((at, item)) = next() {
                    // The other end is there until all of us are done.
                    sender.send((at, work(item))).unwrap_or_default();
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut expected = 0;
        for (at, result) in results {
            early.insert(at, result);
            while let Some(result) = early.remove(&expected) {
                done(result);
                expected += 1;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let mut results = Vec::new();
        each((0..100).collect(), |n: u64| n * n, |square| results.push(square));
        assert_eq!(results, (0..100).map(|n| n * n).collect::<Vec<u64>>());
    }
}
