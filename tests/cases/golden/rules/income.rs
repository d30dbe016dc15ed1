//! Income, streamed to stakes.

use {
    super::calls::{Calls, call, named, value},
    crate::{file::json, source::Source},
    mosaic_client::rules::income::{Share, Stream},
};

/// Releases what there is, and takes what was released out again.
fn give_up(calls: &mut Calls, stream: Stream) {
    let outcome = stream.give_up().map(|given| named(["unearned", "stream"], given));
    calls.ended("Stream.giveUp", vec![json(&stream)], outcome);
}

fn claim(calls: &mut Calls, share: Share) -> Option<(u64, Share)> {
    let claimed = share.claim();
    calls.ended("Share.claim", vec![json(&share)], claimed.map(|claimed| named(["units", "share"], claimed)));
    claimed.ok()
}

pub fn income(calls: &mut Calls) {
    single(calls);
    for (name, drip_secs) in [("an hour", 3_600), ("a week", 604_800), ("90 days", 7_776_000)] {
        life(calls, &mut Source::new(name), drip_secs);
    }
}

fn single(calls: &mut Calls) {
    let new = Stream::default();
    let day = Stream { balance: 86_400, amount: 86_400, secs: 86_400, ..new };
    let tiny = Stream { balance: 1, amount: 1, secs: 7_776_000, ..new };
    let huge = Stream { balance: u64::MAX, amount: u64::MAX, secs: u32::MAX, ..new };
    let wrapping = Stream { per_fraction: u128::MAX - 1, ..day };
    let over = Stream { released: 86_400, elapsed: 86_400, rest: (3 << 64) + 5, ..day };
    let false_ones = [
        Stream { released: 86_401, ..day },
        Stream { amount: u64::MAX, released: 1, balance: 0, rest: u128::MAX, ..day },
    ];
    for stream in [new, day, tiny, huge, wrapping, over].into_iter().chain(false_ones) {
        value!(calls, "Stream.waiting", Stream::waiting, &stream);
        for secs in [0, 1, 3_600, 86_399, 86_400, u64::from(u32::MAX), u64::MAX] {
            for staked in [0, 1, 3, 10_000_000_000, u64::MAX] {
                let _ = call!(calls, "Stream.accrue", Stream::accrue, stream, secs, staked);
            }
        }
        for (amount, drip_secs) in [(0, 3_600), (1, 3_600), (1, 0), (86_400, 604_800), (u64::MAX, u32::MAX)] {
            let _ = call!(calls, "Stream.deposit", Stream::deposit, stream, amount, drip_secs);
        }
        for amount in [0, 1, 86_400, u64::MAX] {
            let _ = call!(calls, "Stream.pay", Stream::pay, stream, amount);
        }
        for fraction in [0, 1, u128::from(u64::MAX), 1 << 64, u128::MAX] {
            let _ = call!(calls, "Stream.leave", Stream::leave, stream, fraction);
        }
        give_up(calls, stream);
    }
    let shares = [
        Share::default(),
        Share { entry: 5, owed: (7 << 64) + 3 },
        Share { entry: u128::MAX, owed: u128::from(u64::MAX) },
        Share { entry: 0, owed: u128::from(u64::MAX) << 64 },
    ];
    for share in shares {
        value!(calls, "Share.claimable", Share::claimable, share);
        value!(calls, "Share.fraction", Share::fraction, share);
        claim(calls, share);
        for (per_fraction, staked) in [(0, 0), (5, 10), (6, 10), (1 << 64, 3), (u128::MAX, 0), (2, 10_000_000_000)] {
            value!(calls, "Share.settle", Share::settle, share, per_fraction, staked);
        }
    }
}

/// A stream with two stakes, as the program would keep it.
fn life(calls: &mut Calls, source: &mut Source, drip_secs: u32) {
    let (mut stream, mut shares, mut stakes) = (Stream::default(), [Share::default(); 2], [0u64; 2]);
    for _ in 0..40 {
        let staked = stakes[0] + stakes[1];
        let secs = source.up_to(u64::from(drip_secs) / 4);
        stream = call!(calls, "Stream.accrue", Stream::accrue, stream, secs, staked).expect("a stream of the rules");
        let who = source.up_to(1) as usize;
        shares[who] = value!(calls, "Share.settle", Share::settle, shares[who], stream.per_fraction, stakes[who]);
        match source.up_to(3) {
            0 => {
                let amount = source.magnitude() >> 8;
                stream = call!(calls, "Stream.deposit", Stream::deposit, stream, amount, drip_secs).unwrap_or(stream);
            }
            1 => stakes[who] = source.magnitude() >> 1,
            2 => {
                if let Some((units, rest)) = claim(calls, shares[who]) {
                    shares[who] = rest;
                    stream = call!(calls, "Stream.pay", Stream::pay, stream, units).expect("what was released");
                }
            }
            _ => {
                value!(calls, "Stream.waiting", Stream::waiting, &stream);
                value!(calls, "Share.claimable", Share::claimable, shares[who]);
            }
        }
    }
    give_up(calls, stream);
}
