//! The book of asks: how much of the staked weight asks each level of the ladder (DESIGN section 4).

use crate::{RuleError, ladder::LEVELS};

/// What a stake asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Level of the price on the ladder, 0 to 191.
    pub level: u8,
    /// Raw fraction units that ask it: the whole stake.
    pub weight: u64,
}

/// Takes the ask a stake had `before` out of the book and puts the one it has `after` in. The book is the weight of
/// each level, and `asking` the sum of all weights (INV-05). A refusal changes nothing.
///
/// # Errors
/// [`RuleError::LevelOutOfBounds`], [`RuleError::LedgerMismatch`] where `before` is not in the book,
/// [`RuleError::Overflow`]
pub fn shift(
    weights: &mut [u64; LEVELS],
    asking: &mut u64,
    before: Option<Ask>,
    after: Option<Ask>,
) -> Result<(), RuleError> {
    let mut sum = *asking;
    let taken = match before {
        Some(ask) => {
            let rest = weight_of(weights, ask.level)?.checked_sub(ask.weight).ok_or(RuleError::LedgerMismatch)?;
            sum = sum.checked_sub(ask.weight).ok_or(RuleError::LedgerMismatch)?;
            Some(Ask { weight: rest, ..ask })
        }
        None => None,
    };
    let put = match after {
        Some(ask) => {
            let present = match taken {
                Some(rest) if rest.level == ask.level => rest.weight,
                _ => weight_of(weights, ask.level)?,
            };
            sum = sum.checked_add(ask.weight).ok_or(RuleError::Overflow)?;
            Some(Ask { weight: present.checked_add(ask.weight).ok_or(RuleError::Overflow)?, ..ask })
        }
        None => None,
    };
    // On one level the second write is the one that counts: it has the first in it.
    for written in [taken, put].into_iter().flatten() {
        if let Some(weight) = weights.get_mut(usize::from(written.level)) {
            *weight = written.weight;
        }
    }
    *asking = sum;
    Ok(())
}

fn weight_of(weights: &[u64; LEVELS], level: u8) -> Result<u64, RuleError> {
    weights.get(usize::from(level)).copied().ok_or(RuleError::LevelOutOfBounds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ask(level: u8, weight: u64) -> Option<Ask> {
        Some(Ask { level, weight })
    }

    #[test]
    fn an_ask_is_put_moved_grown_and_taken() {
        let (mut weights, mut asking) = ([0; LEVELS], 0);
        let mut expected = weights;
        shift(&mut weights, &mut asking, None, ask(90, 5)).unwrap();
        expected[90] = 5;
        assert_eq!((weights, asking), (expected, 5));
        shift(&mut weights, &mut asking, None, ask(92, 7)).unwrap();
        expected[92] = 7;
        assert_eq!((weights, asking), (expected, 12));
        shift(&mut weights, &mut asking, ask(90, 5), ask(92, 5)).unwrap();
        (expected[90], expected[92]) = (0, 12);
        assert_eq!((weights, asking), (expected, 12));
        shift(&mut weights, &mut asking, ask(92, 5), ask(92, 6)).unwrap();
        expected[92] = 13;
        assert_eq!((weights, asking), (expected, 13));
        shift(&mut weights, &mut asking, ask(92, 13), ask(191, u64::MAX)).unwrap();
        (expected[92], expected[191]) = (0, u64::MAX);
        assert_eq!((weights, asking), (expected, u64::MAX));
        shift(&mut weights, &mut asking, None, None).unwrap();
        shift(&mut weights, &mut asking, ask(191, u64::MAX), None).unwrap();
        assert_eq!((weights, asking), ([0; LEVELS], 0));
    }

    #[test]
    fn a_refusal_changes_nothing() {
        use RuleError::{LedgerMismatch, LevelOutOfBounds, Overflow};
        let mut book = [0; LEVELS];
        (book[90], book[92]) = (5, 7);
        for (before, after, refusal) in [
            (None, ask(192, 1), LevelOutOfBounds),
            (ask(90, 5), ask(255, 5), LevelOutOfBounds),
            (ask(192, 13), None, LevelOutOfBounds),
            (None, ask(192, u64::MAX), LevelOutOfBounds),
            (ask(90, 6), ask(91, 6), LedgerMismatch),
            (ask(91, 1), None, LedgerMismatch),
            (ask(90, 13), None, LedgerMismatch),
            (None, ask(91, u64::MAX - 11), Overflow),
            (ask(90, 5), ask(90, u64::MAX - 6), Overflow),
        ] {
            let (mut weights, mut asking) = (book, 12);
            assert_eq!(shift(&mut weights, &mut asking, before, after), Err(refusal), "{before:?} to {after:?}");
            assert_eq!((weights, asking), (book, 12));
        }
        // A sum that has lost its weights is noticed in either direction.
        let (mut weights, mut asking) = (book, 4);
        assert_eq!(shift(&mut weights, &mut asking, ask(90, 5), None), Err(LedgerMismatch));
        (weights[0], asking) = (u64::MAX, 0);
        assert_eq!(shift(&mut weights, &mut asking, None, ask(0, 1)), Err(Overflow));
        assert_eq!(asking, 0);
    }

    /// An ask of any weight, now and then on a level that is not there.
    fn any_ask() -> impl Strategy<Value = Option<Ask>> {
        prop::option::weighted(0.8, (0u8..194, prop_oneof![0u64..100, any::<u64>()]))
            .prop_map(|ask| ask.map(|(level, weight)| Ask { level, weight }))
    }

    proptest! {
        #[test]
        fn inv_05_the_sum_of_the_weights_is_what_asks(
            changes in prop::collection::vec((0usize..8, any_ask()), 1..200),
        ) {
            let (mut weights, mut asking) = ([0; LEVELS], 0);
            let mut stakes = [None; 8];
            for (holder, after) in changes {
                if shift(&mut weights, &mut asking, stakes[holder], after).is_ok() {
                    stakes[holder] = after;
                }
                let mut expected = [0; LEVELS];
                for ask in stakes.into_iter().flatten() {
                    expected[usize::from(ask.level)] += ask.weight;
                }
                prop_assert_eq!(weights, expected);
                prop_assert_eq!(asking, weights.iter().sum::<u64>());
            }
        }

        #[test]
        fn nobody_takes_more_out_than_is_in(
            level in 0u8..LEVELS as u8, weight: u64, more in 1u64.., elsewhere in 0u8..LEVELS as u8,
        ) {
            let (mut weights, mut asking) = ([0; LEVELS], 0);
            shift(&mut weights, &mut asking, None, ask(level, weight)).unwrap();
            let before = Ask { level, weight: weight.saturating_add(more) };
            prop_assume!(before.weight > weight);
            let shifted = shift(&mut weights, &mut asking, Some(before), ask(elsewhere, 0));
            prop_assert_eq!(shifted, Err(RuleError::LedgerMismatch));
            prop_assert_eq!((weights[usize::from(level)], asking), (weight, weight));
        }
    }
}
