//! Calls of the pure rules.

mod auction;
mod calls;
mod income;
mod ladder;
mod license;
mod lifecycle;
mod numbers;
mod offer;
mod offering;
mod payout;
mod reserve;
mod stake;
mod votes;

use {crate::file::hold, calls::Calls, mosaic_client::rules::Terms, std::collections::BTreeSet};

/// The errors of the rules, as their source lists them.
const ERRORS: &str = include_str!("../../../../crates/core/src/error.rs");
/// Those that no function of the rules gives: the program and the client find them by comparing with what one returns.
const OF_CALLERS: [&str; 3] = ["AlreadyOffered", "NothingStaked", "StakeBelowProposal"];

/// Records the calls of one module.
type Record = fn(&mut Calls);

#[test]
fn every_rule_gives_what_is_committed() {
    let files: [(&str, Record); 17] = [
        ("ladder", ladder::ladder),
        ("asks", reserve::asks),
        ("reserve", reserve::reserve),
        ("auction", auction::auction),
        ("ledger", auction::ledger),
        ("split", payout::split),
        ("payout", payout::payout),
        ("value", payout::value),
        ("math", numbers::math),
        ("income", income::income),
        ("stake", stake::stake),
        ("votes", votes::votes),
        ("license", license::license),
        ("offer", offer::offer),
        ("offering", offering::offering),
        ("terms", lifecycle::terms),
        ("status", lifecycle::status),
    ];
    let mut refused = BTreeSet::new();
    for (name, record) in files {
        let mut calls = Calls::default();
        record(&mut calls);
        refused.extend(calls.refusals());
        hold(&format!("rules/{name}.json"), &calls.vectors());
    }
    let lines = ERRORS.lines().filter_map(|line| line.strip_prefix("    ")?.strip_suffix(','));
    let names = lines.filter(|name| name.chars().all(|letter| letter.is_ascii_alphanumeric()));
    let never: Vec<_> = names.filter(|name| !refused.contains(*name) && !OF_CALLERS.contains(name)).collect();
    assert_eq!(never, [""; 0], "no vector is refused with these errors");
}

/// The usual terms at an opening price of 1,000 tokens of 6 decimals, with a curator's fee of 2 %.
fn terms() -> Terms {
    Terms { curator_fee_bps: 200, ..Terms::with_opening_price(1_000_000_000) }
}
