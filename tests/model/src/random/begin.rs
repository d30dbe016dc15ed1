//! How lives begin.

use proptest::{prelude::RngExt, test_runner::TestRng};

use super::{NFTS, PEOPLE};
use crate::{Action, Creator, DAY, HOUR, Nft, Place, QUOTE, Step, Terms, Token};

/// The steps to a vault with random terms, mostly an active one whose fractions are spread, with stakes and income.
pub fn beginning(rng: &mut TestRng) -> Vec<Step> {
    let terms = terms(rng);
    let supply = terms.supply;
    let mut steps = vec![Step::one(0, Action::CreateVault(terms))];
    for id in 0..rng.random_range(1..=NFTS) {
        steps.push(Step::one(0, Action::DepositNft(nft(id, rng))));
    }
    if rng.random_bool(0.1) {
        steps.push(Step::one(0, Action::DescribeFraction));
    }
    // A life in a draft is short, and there is little to do in it.
    if rng.random_bool(0.12) {
        return steps;
    }
    steps.push(Step::one(0, Action::Activate));
    let mut has = vec![0; PEOPLE as usize];
    has[0] = supply;
    for person in 1..5 {
        let amount = rng.random_range(0..=has[0] / 2);
        if amount > 0 {
            let to = Place::Wallet(person);
            steps.push(Step::one(0, Action::Send { to, token: Token::Fraction, amount }));
            (has[0], has[person as usize]) = (has[0] - amount, amount);
        }
    }
    if rng.random_bool(0.9) {
        steps.push(Step::one(6, Action::OpenStaking));
        for (person, has) in (0..).zip(has).filter(|(_, has)| *has > 0) {
            if rng.random_bool(0.7) {
                steps.push(Step::one(person, Action::Stake { amount: rng.random_range(1..=has) }));
            }
        }
        // So that licences can be paid for.
        if rng.random_bool(0.8) {
            steps.push(Step::one(0, Action::AddIncomeMint { token: Token::Of(QUOTE) }));
        }
    }
    steps
}

/// An NFT with royalties that may be all of its part. Number 1 is of Token-2022, where every creator that is named counts.
fn nft(id: u8, rng: &mut TestRng) -> Nft {
    let seller_fee_bps = if rng.random_bool(0.1) { 10_000 } else { rng.random_range(0..=1_000) };
    let share = rng.random_range(0..=100);
    let creators = vec![
        Creator { person: 5, share, verified: true },
        Creator { person: 6, share: 100 - share, verified: id == 1 || rng.random_bool(0.8) },
    ];
    Nft { id, seller_fee_bps, creators }
}

fn terms(rng: &mut TestRng) -> Terms {
    let (hour, day) = (HOUR as u32, DAY as u32);
    let supply = if rng.random_bool(0.3) { rng.random_range(10..1_000) } else { rng.random_range(1_000_000..1 << 40) };
    let opening =
        if rng.random_bool(0.1) { rng.random_range(1..100) } else { rng.random_range(1_000_000..100_000_000) };
    Terms {
        decimals: rng.random_range(0..=6),
        auction_secs: rng.random_range(day..=3 * day),
        extension_secs: rng.random_range(0..=2 * hour),
        step_bps: rng.random_range(100..=1_000),
        curator_fee_bps: rng.random_range(0..=500),
        floor_bps: rng.random_range(0..=8_000),
        consent_bps: rng.random_range(5_000..=7_000),
        stake_lock_secs: rng.random_range(hour..=day),
        drip_secs: rng.random_range(hour..=7 * day),
        quorum_bps: rng.random_range(100..=2_000),
        threshold_bps: rng.random_range(5_000..=7_000),
        proposal_stake_bps: rng.random_range(0..=200),
        veto_bps: rng.random_range(100..=5_000),
        voting_secs: rng.random_range(day..=3 * day),
        delay_secs: rng.random_range(0..=day),
        offer_window_secs: if rng.random_bool(0.1) { 0 } else { rng.random_range(7 * day..=8 * day) },
        ..Terms::with(supply, opening)
    }
}
