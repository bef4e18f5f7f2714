//! The same work on all processors, with results that do not depend on how many there are.

use std::num::NonZero;
use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread::{available_parallelism, scope};

/// Does something to each item; the results are in the order of the items.
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    // How many processors there are takes the reading of files to know: too much for the few rows of a small ledger.
    static PROCESSORS: LazyLock<usize> =
        LazyLock::new(|| available_parallelism().map_or(1, NonZero::get));
    if items.len() < 2 || *PROCESSORS < 2 {
        return items.iter().map(work).collect();
    }
    let workers = items.len().min(*PROCESSORS);
    let next = AtomicUsize::new(0);
    let share = || {
        let taken = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        let mine = taken.map_while(|at| Some((at, work(items.get(at)?))));
        mine.collect::<Vec<(usize, R)>>()
    };
    let mut done: Vec<(usize, R)> = scope(|scope| {
        let helpers: Vec<_> = (1..workers).map(|_| scope.spawn(share)).collect();
        let mut done = share();
        for helper in helpers {
            // A fault of the work is one of whoever asked for it.
            done.extend(helper.join().unwrap_or_else(|fault| resume_unwind(fault)));
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Fills a slice in chunks of a size, each from the index of its first item on; what the chunks give beside that is in their
/// order. Takes no more room than the slice itself, where collecting parts and joining them takes twice as much.
pub(crate) fn fill<T: Send, R: Send>(
    items: &mut [T],
    size: usize,
    work: impl Fn(usize, &mut [T]) -> R + Sync,
) -> Vec<R> {
    let chunks: Vec<(usize, Mutex<&mut [T]>)> =
        (0..).step_by(size).zip(items.chunks_mut(size).map(Mutex::new)).collect();
    map(&chunks, |(start, chunk)| {
        // Nobody else has it: each is handed out once.
        let mut chunk = chunk.lock().unwrap_or_else(PoisonError::into_inner);
        work(*start, &mut chunk)
    })
}

/// How many numbers a processor takes at once in [`flat_map`].
const AT_ONCE: usize = 512;

/// Makes any number of things of each number below `n`, in their order: for work that is too little to be handed out one
/// by one.
pub(crate) fn flat_map<I: IntoIterator<Item: Send>>(
    n: usize,
    work: impl Fn(usize) -> I + Sync,
) -> Vec<I::Item> {
    by_chunk(n, AT_ONCE, |numbers| numbers.flat_map(&work).collect())
}

/// Makes any number of things of the numbers below `n`, so many numbers at a time, in their order.
pub(crate) fn by_chunk<T: Send>(
    n: usize,
    size: usize,
    work: impl Fn(Range<usize>) -> Vec<T> + Sync,
) -> Vec<T> {
    let chunks = chunks(n, size, work);
    let mut all = Vec::with_capacity(chunks.iter().map(Vec::len).sum());
    for chunk in chunks {
        all.extend(chunk);
    }
    all
}

/// Does something to each chunk of so many of the numbers below `n`; the results are in the order of the chunks.
pub(crate) fn chunks<R: Send>(
    n: usize,
    size: usize,
    work: impl Fn(Range<usize>) -> R + Sync,
) -> Vec<R> {
    let starts: Vec<usize> = (0..n).step_by(size).collect();
    map(&starts, |&start| work(start..n.min(start + size)))
}

/// Does two things at the same time.
pub fn both<A, B: Send>(one: impl FnOnce() -> A, other: impl FnOnce() -> B + Send) -> (A, B) {
    scope(|scope| {
        let other = scope.spawn(other);
        let one = one();
        (one, other.join().unwrap_or_else(|fault| resume_unwind(fault)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_items() {
        let items: Vec<u32> = (0..1000).collect();
        let doubled: Vec<u32> = items.iter().map(|item| 2 * item).collect();
        assert_eq!(map(&items, |item| 2 * item), doubled);
        assert_eq!(both(|| 1, || "two"), (1, "two"));
        let even = |n: usize| n.is_multiple_of(2).then_some(n);
        assert_eq!(flat_map(2000, even), (0..2000).step_by(2).collect::<Vec<_>>());
        assert!(flat_map(0, even).is_empty());
        let mut filled = [0; 10];
        let sums = fill(&mut filled, 4, |start, chunk| {
            for (item, at) in chunk.iter_mut().zip(start..) {
                *item = at;
            }
            chunk.iter().sum::<usize>()
        });
        assert_eq!((filled, sums), (std::array::from_fn(|at| at), vec![6, 22, 17]));
    }
}
