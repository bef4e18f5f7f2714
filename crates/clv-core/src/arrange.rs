//! Putting things in another order where they are.

/// Puts the items in the order in which `from` names their places, each once, without a second list.
pub(crate) fn arrange<T>(items: &mut [T], from: &[u32]) {
    let mut is_done = vec![false; items.len()];
    for start in 0..items.len() {
        let mut at = start;
        // A swap puts one item where it belongs, and the one that was there where the next swap takes it from.
        while !std::mem::replace(&mut is_done[at], true) && from[at] as usize != start {
            let next = from[at] as usize;
            items.swap(at, next);
            at = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn items_stand_as_named(from in Just((0u32..40).collect::<Vec<_>>()).prop_shuffle()) {
            let mut items: Vec<String> = (0..40).map(|item| format!("item {item}")).collect();
            let named: Vec<String> = from.iter().map(|&at| items[at as usize].clone()).collect();
            arrange(&mut items, &from);
            prop_assert_eq!(items, named);
        }
    }
}
