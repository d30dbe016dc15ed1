//! How the cash of the winner is divided, what fractions get of it, and what they are worth before.

use {
    super::calls::{Calls, call, value},
    crate::source::Source,
    mosaic_client::rules::{
        payout::redeem,
        split::{royalty, royalty_weight, split as divide},
        value::{per_fraction, share_of_proceeds, worth},
    },
};

pub fn split(calls: &mut Calls) {
    for (fee, share) in [(0, 0), (500, 70), (500, 30), (10_000, 100), (10_001, 100), (10_000, 101), (u16::MAX, u8::MAX)]
    {
        let _ = call!(calls, "royaltyWeight", royalty_weight, fee, share);
    }
    for cash in [0, 1, 2, 19, 20, 21, 787_500_000, u64::MAX - 1, u64::MAX] {
        for (weight, assets, fee) in [
            (0u32, 1u8, 0u16),
            (50_000, 1, 200),
            (1_000_000, 1, 500),
            (1_000_001, 1, 500),
            (u32::MAX, 16, u16::MAX),
            (350_000, 7, 500),
            (1, 16, 1),
            (50_000, 0, 200),
        ] {
            let _ = call!(calls, "split", divide, cash, weight, assets, fee);
        }
    }
    let mut source = Source::new("split");
    for _ in 0..100 {
        let (cash, assets) = (source.magnitude(), 1 + source.up_to(15) as u8);
        let weight = source.up_to(u64::from(assets) * 1_000_000) as u32;
        let fee = source.up_to(500) as u16;
        let parts = call!(calls, "split", divide, cash, weight, assets, fee).expect("a vault with assets");
        let (one, claims) = (source.up_to(weight.into()) as u32, source.up_to(5) as u16);
        let _ = call!(calls, "royalty", royalty, cash, one, assets, parts.royalties, claims);
    }
    for (unpaid, claims) in [(0, 0), (5, 1), (100, 2), (34, 2), (35, 2), (36, 2), (u64::MAX, 1), (u64::MAX, u16::MAX)] {
        let _ = call!(calls, "royalty", royalty, 1_000u64, 35_000u32, 1u8, unpaid, claims);
    }
    let _ = call!(calls, "royalty", royalty, 1_000u64, 35_000u32, 0u8, 50u64, 2u16);
    let _ = call!(calls, "royalty", royalty, 1_000u64, 1_000_001u32, 1u8, 2_000u64, 2u16);
}

pub fn payout(calls: &mut Calls) {
    for (amount, supply, remaining, least) in [
        (0, 10, 100, 0),
        (1, 0, 100, 0),
        (11, 10, 100, 0),
        (10, 10, 101, 101),
        (10, 10, 101, 102),
        (3, 10, 101, 30),
        (3, 10, 101, 31),
        (1, u64::MAX, u64::MAX - 1, 0),
        (u64::MAX, u64::MAX, u64::MAX, u64::MAX),
        (u64::MAX - 1, u64::MAX, u64::MAX, 0),
        (1, 1, 0, 0),
    ] {
        let _ = call!(calls, "redeem", redeem, amount, supply, remaining, least);
    }
    let mut source = Source::new("payout");
    for _ in 0..60 {
        // Holders who leave one by one: the last takes all that remains.
        let (mut supply, mut remaining) = (source.magnitude().max(1), source.magnitude());
        for turn in 0..4 {
            let amount = if turn == 3 { supply } else { source.up_to(supply) };
            if let Ok(paid) = call!(calls, "redeem", redeem, amount, supply, remaining, 0u64) {
                (supply, remaining) = (supply - amount, remaining - paid);
            }
        }
    }
}

pub fn value(calls: &mut Calls) {
    let mut source = Source::new("value");
    let mut shares = vec![0, 1, u128::from(u64::MAX), 1 << 64, u128::MAX];
    for cash in [0, 1, 822_702_474, u64::MAX] {
        for (weight, assets, fee, supply) in [
            (0, 1, 0, 1),
            (50_000, 1, 200, 10_000_000_000),
            (50_000, 0, 200, 10_000_000_000),
            (50_000, 1, 200, 0),
            (16_000_000, 16, 500, u64::MAX),
            (1, 16, 0, u64::MAX),
        ] {
            shares.extend(call!(calls, "perFraction", per_fraction, cash, weight, assets, fee, supply));
        }
    }
    for (proceeds, supply) in [(0, 0), (1, 0), (0, 1), (1, 3), (u64::MAX, 1), (1, u64::MAX), (u64::MAX, u64::MAX)] {
        shares.push(value!(calls, "shareOfProceeds", share_of_proceeds, proceeds, supply));
    }
    for _ in 0..40 {
        let (proceeds, supply) = (source.magnitude(), source.magnitude());
        let share = value!(calls, "shareOfProceeds", share_of_proceeds, proceeds, supply);
        let fractions = source.up_to(supply);
        value!(calls, "worth", worth, fractions, share);
    }
    for share in shares {
        for fractions in [0, 1, 2_500_000_000, u64::MAX] {
            value!(calls, "worth", worth, fractions, share);
        }
    }
}
