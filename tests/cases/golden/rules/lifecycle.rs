//! Terms and statuses.

use {
    super::calls::{Calls, call, value},
    mosaic_client::rules::{
        Status, Terms,
        terms::{check_lower_fee, check_supply},
    },
};

/// What a status allows.
type Predicate = fn(Status) -> bool;

/// Every term at its bounds and beside them.
pub fn terms(calls: &mut Calls) {
    for price in [0, 1, 1_000_000_000, u64::MAX] {
        let terms = value!(calls, "Terms.withOpeningPrice", Terms::with_opening_price, price);
        let _ = call!(calls, "Terms.check", Terms::check, &terms);
    }
    let usual = Terms::with_opening_price(1);
    let mut check = |terms: Terms| {
        let _ = call!(calls, "Terms.check", Terms::check, &terms);
    };
    for bps in [0, 1, 99, 100, 499, 500, 501, 2_500, 2_501, 4_999, 5_000, 5_001, 9_000, 9_001, 10_000, 10_001, u16::MAX]
    {
        check(Terms { step_bps: bps, ..usual });
        check(Terms { curator_fee_bps: bps, ..usual });
        check(Terms { floor_bps: bps, ..usual });
        check(Terms { consent_bps: bps, ..usual });
        check(Terms { quorum_bps: bps, ..usual });
        check(Terms { threshold_bps: bps, ..usual });
        check(Terms { proposal_stake_bps: bps, ..usual });
        check(Terms { veto_bps: bps, ..usual });
    }
    for days in [0, 1, 7, 14, 30, 90] {
        let secs = days * 86_400u32;
        for secs in [secs.saturating_sub(1), secs, secs + 1] {
            check(Terms { auction_secs: secs, extension_secs: 0, ..usual });
            check(Terms { extension_secs: secs, ..usual });
            check(Terms { auction_secs: secs, extension_secs: secs, ..usual });
            check(Terms { stake_lock_secs: secs, ..usual });
            check(Terms { drip_secs: secs, ..usual });
            check(Terms { voting_secs: secs, ..usual });
            check(Terms { delay_secs: secs, ..usual });
            check(Terms { offer_window_secs: secs, ..usual });
        }
    }
    for secs in [3_599, 3_600, u32::MAX] {
        check(Terms { stake_lock_secs: secs, ..usual });
        check(Terms { drip_secs: secs, ..usual });
    }
    for present in [0, 1, 200, 500] {
        for fee in [0, 1, 199, 200, 201, 499, 500, u16::MAX] {
            let _ = call!(calls, "checkLowerFee", check_lower_fee, present, fee);
        }
    }
    for supply in [0, 1, u64::MAX] {
        for decimals in [0, 9, 10, u8::MAX] {
            let _ = call!(calls, "checkSupply", check_supply, supply, decimals);
        }
    }
}

pub fn status(calls: &mut Calls) {
    for number in [0, 1, 2, 3, 4, 5, u8::MAX] {
        value!(calls, "Status.fromU8", Status::from_u8, number);
    }
    let predicates: [(&str, Predicate); 18] = [
        ("isBeingFilled", Status::is_being_filled),
        ("allowsReclaim", Status::allows_reclaim),
        ("opensStaking", Status::opens_staking),
        ("acceptsStakes", Status::accepts_stakes),
        ("acceptsAsks", Status::accepts_asks),
        ("acceptsIncome", Status::accepts_income),
        ("acceptsProposals", Status::accepts_proposals),
        ("acceptsVotes", Status::accepts_votes),
        ("grantsLicenses", Status::grants_licenses),
        ("acceptsOffers", Status::accepts_offers),
        ("sellsFractions", Status::sells_fractions),
        ("lowersCuratorFee", Status::lowers_curator_fee),
        ("isPastVotes", Status::is_past_votes),
        ("returnsBids", Status::returns_bids),
        ("returnsLeadingBid", Status::returns_leading_bid),
        ("paysOut", Status::pays_out),
        ("releasesAssets", Status::releases_assets),
        ("allowsClosing", Status::allows_closing),
    ];
    for status in Status::ALL {
        for next in Status::ALL {
            value!(calls, "Status.mayBecome", Status::may_become, status, next);
            let _ = call!(calls, "Status.advance", Status::advance, status, next);
        }
        for (name, predicate) in predicates {
            let args = vec![crate::file::json(&status)];
            calls.returned(&format!("Status.{name}"), args, predicate(status).into());
        }
        value!(calls, "Status.mintHasAuthority", Status::mint_has_authority, status);
        for (now, ends_at) in [(0, 0), (4, 5), (5, 5), (6, 5), (i64::MIN, i64::MAX), (i64::MAX, i64::MIN)] {
            let _ = call!(calls, "Status.acceptsBids", Status::accepts_bids, status, now, ends_at);
            let _ = call!(calls, "Status.allowsSettling", Status::allows_settling, status, now, ends_at);
        }
    }
}
