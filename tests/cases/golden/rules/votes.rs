//! Votes on proposals.

use {
    super::{
        calls::{Calls, call, value},
        terms,
    },
    crate::source::Source,
    mosaic_client::rules::{
        Terms,
        votes::{Ballot, Poll, least_stake},
    },
};

const NOW: i64 = 1_800_000_000;
const SUPPLY: u64 = 10_000_000_000;

pub fn votes(calls: &mut Calls) {
    let terms = terms();
    for (supply, now) in [(SUPPLY, NOW), (0, 0), (u64::MAX, i64::MIN), (1, i64::MAX), (1, i64::MAX - 259_200)] {
        let _ = call!(calls, "Poll.open", Poll::open, &terms, supply, now);
    }
    for bps in [0, 1, 100, 2_500, 10_000, 10_001] {
        for supply in [0, 1, 99, 100, 101, SUPPLY, u64::MAX] {
            let terms = Terms { proposal_stake_bps: bps, ..terms };
            let _ = call!(calls, "leastStake", least_stake, &terms, supply);
        }
    }
    let poll = Poll::open(&terms, SUPPLY, NOW).expect("a time in range");
    results(calls, &poll);
    phases(calls, &poll);
    ballots(calls, &poll);
}

fn results(calls: &mut Calls, open: &Poll) {
    // Quorum and threshold, and a unit beside them.
    for (yes, no) in [
        (0, 0),
        (2_000_000_000, 0),
        (1_999_999_999, 0),
        (1_000_000_000, 1_000_000_000),
        (1_000_000_001, 1_000_000_000),
        (1_000_000_001, 999_999_999),
        (1_000_000_000, 999_999_999),
        (0, SUPPLY),
        (SUPPLY, 0),
    ] {
        value!(calls, "Poll.passes", Poll::passes, &Poll { yes, no, ..*open });
    }
    for (yes, no, supply, quorum_bps, threshold_bps) in [
        (u64::MAX, u64::MAX, u64::MAX, 9_000, 5_000),
        (u64::MAX, 0, u64::MAX, u16::MAX, 9_000),
        (1, 0, 3, 3_333, 5_000),
        (1, 0, 3, 3_334, 5_000),
        (9, 1, 10, 9_000, 9_000),
        (10, 1, 10, 9_000, 9_000),
        (0, 0, 0, 100, 5_000),
    ] {
        value!(calls, "Poll.passes", Poll::passes, &Poll { yes, no, supply, quorum_bps, threshold_bps, ..*open });
    }
    let mut source = Source::new("polls");
    for _ in 0..60 {
        let supply = source.magnitude().max(1);
        let yes = source.up_to(supply);
        let no = source.up_to(supply - yes);
        let quorum_bps = 100 + source.up_to(8_900) as u16;
        let threshold_bps = 5_000 + source.up_to(4_000) as u16;
        value!(calls, "Poll.passes", Poll::passes, &Poll { yes, no, supply, quorum_bps, threshold_bps, ..*open });
    }
}

fn phases(calls: &mut Calls, open: &Poll) {
    let passed = Poll { yes: SUPPLY, ..*open };
    let at_once = Poll { executable_at: open.ends_at, ..passed };
    for poll in [*open, passed, at_once] {
        let edges = [poll.ends_at, poll.executable_at, poll.expires_at];
        for now in edges.into_iter().flat_map(|edge| [edge - 1, edge, edge + 1]).chain([i64::MIN, i64::MAX]) {
            value!(calls, "Poll.phase", Poll::phase, &poll, now);
            for executed in [false, true] {
                let _ = call!(calls, "Poll.checkExecutable", Poll::check_executable, &poll, executed, now);
                for past_votes in [false, true] {
                    let _ = call!(calls, "Poll.checkClosable", Poll::check_closable, &poll, executed, past_votes, now);
                }
            }
        }
    }
}

fn ballots(calls: &mut Calls, open: &Poll) {
    let ballot = |yes, weight| Some(Ballot { yes, weight });
    let mut poll = *open;
    for (before, after) in [
        (None, None),
        (None, ballot(true, 4_000_000_000)),
        (None, ballot(false, 1_100_000_000)),
        // Topped up, another opinion, withdrawn.
        (ballot(false, 1_100_000_000), ballot(false, 2_000_000_000)),
        (ballot(true, 4_000_000_000), ballot(false, 4_000_000_000)),
        (ballot(false, 2_000_000_000), None),
        // Refused: what is not in the vote, more than there is, out of range.
        (ballot(true, 1), None),
        (None, ballot(true, SUPPLY)),
        (None, ballot(false, u64::MAX)),
        (None, ballot(true, u64::MAX)),
    ] {
        poll = call!(calls, "Poll.cast", Poll::cast, poll, before, after, open.ends_at - 1).unwrap_or(poll);
    }
    for now in [open.ends_at, i64::MAX, i64::MIN] {
        let _ = call!(calls, "Poll.cast", Poll::cast, poll, None::<Ballot>, ballot(true, 1), now);
    }
}
