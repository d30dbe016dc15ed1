//! The winning cash, from the split to the last fraction redeemed.

use arbitrary::{Result, Unstructured};
use mosaic_core::{
    Ledger,
    auction::{Escrowed, Move, Placed, cash_of_bid},
    payout::redeem,
    split::{royalty, royalty_weight, split},
    value,
};

use crate::input::{amount, near, part};

/// Royalty weights of the creators of one asset, which share at most all of it.
fn weights_of_asset(input: &mut Unstructured) -> Result<Vec<u32>> {
    let bps = input.int_in_range(0..=10_000)?;
    let (mut weights, mut left) = (Vec::new(), 100u8);
    for _creator in 0..input.int_in_range(0..=5)? {
        let share = input.int_in_range(0..=left)?;
        left -= share;
        let weight = royalty_weight(bps, share).unwrap();
        assert_eq!(weight, u32::from(bps) * u32::from(share));
        weights.push(weight);
    }
    Ok(weights)
}

/// The winner's bid is divided as the model divides it, every royalty is paid, and fractions are redeemed until none is
/// left: nothing is paid twice, nothing stays.
pub(crate) fn payouts(input: &mut Unstructured) -> Result<usize> {
    let mut compared = 0;
    // The bid.
    let (price, supply) = (amount(input)?, amount(input)?);
    let brought = part(input, supply)?;
    let ours = mosaic_model::cash_of(price.into(), brought.into(), supply.into()).ok();
    let Ok(cash) = cash_of_bid(price, brought, supply) else {
        assert!(ours.is_none_or(|cash| cash > u64::MAX.into()));
        return Ok(1);
    };
    assert_eq!(ours, Some(cash.into()));
    let escrowed = Escrowed { cash, fractions: brought };
    let placed = Placed { escrowed, cash: Move::In(cash), fractions: Move::In(brought), ends_at: 0 };
    let mut ledger = Ledger::default().bid_placed(&placed).unwrap();
    // The split.
    let assets = input.int_in_range(1..=16)?;
    let mut weights = Vec::new();
    for _asset in 0..assets {
        weights.extend(weights_of_asset(input)?.into_iter().filter(|weight| *weight > 0));
    }
    let (weight, fee_bps) = (weights.iter().sum::<u32>(), input.int_in_range(0..=500)?);
    let theirs = split(cash, weight, assets, fee_bps).unwrap();
    let ours = mosaic_model::split(cash.into(), weight.into(), assets.into(), fee_bps);
    assert_eq!(
        [theirs.royalties, theirs.curator_fee, theirs.proceeds].map(u128::from),
        [ours.royalties, ours.curator_fee, ours.proceeds]
    );
    let mut left = supply - brought;
    let refund = if left == 0 { theirs.proceeds } else { 0 };
    ledger = ledger.settled(escrowed, &theirs, refund).unwrap();
    ledger.check().unwrap();
    compared += 1;
    // The royalties.
    while !weights.is_empty() {
        let weight = weights.swap_remove(input.choose_index(weights.len())?);
        let claims_left = weights.len() as u16 + 1;
        let due = royalty(cash, weight, assets, ledger.royalties, claims_left).unwrap();
        let floor = mosaic_model::royalty_of(cash.into(), weight.into(), assets.into());
        // The last one takes what rounding left, which is less than a unit of each claim.
        let rest = u128::from(due) - floor;
        assert!(if weights.is_empty() { due == ledger.royalties && rest < 81 } else { rest == 0 });
        ledger = ledger.royalty_paid(due).unwrap();
        ledger.check().unwrap();
        compared += 1;
    }
    ledger = ledger.curator_fee_paid().unwrap();
    // The fractions, while the input says how many; the rest at once.
    while left > 0 {
        let wanted = if input.is_empty() { left } else { near(input, left)? };
        let remaining = ledger.proceeds;
        let floor = (1..=left).contains(&wanted).then(|| u128::from(wanted) * u128::from(remaining) / u128::from(left));
        let payout = redeem(wanted, left, remaining, 0).ok();
        assert_eq!(payout.map(u128::from), floor);
        let Some(payout) = payout else { continue };
        assert!(redeem(wanted, left, remaining, payout).is_ok());
        assert!(payout == u64::MAX || redeem(wanted, left, remaining, payout + 1).is_err());
        let worth = value::worth(wanted, value::share_of_proceeds(remaining, left));
        assert!(worth == payout || worth + 1 == payout);
        ledger = ledger.redeemed(payout).unwrap();
        ledger.check().unwrap();
        left -= wanted;
        compared += 1;
    }
    // What is left is what went back to the winner.
    assert_eq!((ledger.cash, ledger.bids_cash, ledger.fractions), (refund, refund, 0));
    ledger = ledger.bid_withdrawn(Escrowed { cash: refund, fractions: 0 }).unwrap();
    assert!(ledger.is_settled());
    Ok(compared)
}
