//! Asks that come and go, and the reserve they make.

use std::collections::BTreeMap;

use arbitrary::{Result, Unstructured};
use mosaic_core::{
    RuleError, Terms,
    asks::{Ask, shift},
    ladder,
    offer::veto_weight,
    reserve::{Book, reserve},
};
use mosaic_model::{LEVELS, price_of_level, reserve_of};

use crate::input::{amount, near};

/// A level, mostly one at which something happens; some are none.
fn level(input: &mut Unstructured) -> Result<u8> {
    Ok(if input.arbitrary()? { input.int_in_range(90..=102)? } else { input.int_in_range(0..=193)? })
}

/// The book after every change, and the reserve and the veto of it, are what the list of asks says.
pub(crate) fn reserves(input: &mut Unstructured) -> Result<usize> {
    let opening = amount(input)?.max(1);
    let (consent_bps, floor_bps) = (input.int_in_range(5_000..=9_000)?, input.int_in_range(0..=10_000)?);
    let theirs = Terms { consent_bps, floor_bps, ..Terms::with_opening_price(opening) };
    let ours = mosaic_model::Terms { consent_bps, floor_bps, ..mosaic_model::Terms::with(1, opening) };
    let others = amount(input)?;
    let (mut weights, mut asking) = ([0; ladder::LEVELS], 0);
    let mut asks: BTreeMap<u8, Ask> = BTreeMap::new();
    let mut compared = 0;
    while !input.is_empty() {
        let holder = input.int_in_range(0..=7)?;
        let before = asks.get(&holder).copied();
        let after = match input.arbitrary::<u8>()? {
            0..64 => None,
            _ => Some(Ask { level: level(input)?, weight: amount(input)? }),
        };
        let book = (weights, asking);
        let done = shift(&mut weights, &mut asking, before, after);
        let sum = asks.values().map(|ask| u128::from(ask.weight)).sum::<u128>();
        let next = sum - before.map_or(0, |ask| u128::from(ask.weight)) + after.map_or(0, |ask| ask.weight.into());
        let refused = if after.is_some_and(|ask| ask.level >= LEVELS) {
            Some(RuleError::LevelOutOfBounds)
        } else {
            (next > u64::MAX.into()).then_some(RuleError::Overflow)
        };
        assert_eq!(done.err(), refused);
        match (refused, after) {
            (Some(_), _) => assert_eq!((weights, asking), book, "a refusal changes nothing"),
            (None, Some(ask)) => _ = asks.insert(holder, ask),
            (None, None) => _ = asks.remove(&holder),
        }
        assert_eq!(u128::from(asking), asks.values().map(|ask| u128::from(ask.weight)).sum::<u128>());
        let Some(supply) = asking.checked_add(others) else { continue };

        let list: Vec<_> = asks.values().map(|ask| (ask.level, u128::from(ask.weight))).collect();
        let found = reserve(&theirs, Some(Book { weights: &weights, asking }), supply).unwrap();
        let model = reserve_of(&ours, supply.into(), &list);
        assert_eq!(u128::from(found.consenting), model.consenting);
        assert_eq!(found.price, u64::try_from(model.price).unwrap_or(u64::MAX));
        assert!(u128::from(found.consenting) * 10_000 > u128::from(consent_bps) * u128::from(supply) || supply == 0);

        let price = near(input, found.price)?;
        let above = list.iter().filter(|(level, _)| price_of_level(opening, *level) > price.into());
        let above: u128 = above.map(|(_, weight)| *weight).sum();
        assert_eq!(u128::from(veto_weight(opening, &weights, price).unwrap()), above);
        check_level(opening, price);
        compared += 1;
    }
    Ok(compared)
}

/// The level of a price is the lowest that reaches it.
fn check_level(opening: u64, price: u64) {
    let reaches = |level| price_of_level(opening, level) >= price.into();
    match ladder::level_at_least(opening, price) {
        Ok(level) => assert!(reaches(level) && (level == 0 || !reaches(level - 1))),
        Err(refused) => assert!(refused == RuleError::PriceAboveLadder && !reaches(LEVELS - 1)),
    }
}
