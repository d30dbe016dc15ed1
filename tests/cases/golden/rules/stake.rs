//! Stakes and their locks.

use {
    super::calls::{Calls, call, value},
    crate::{file::json, source::Source},
    mosaic_client::rules::{
        Status,
        stake::{VOTE_PLACES, enter_vote, free_at, leave_vote, lock_until, stake as add, unstake},
    },
    serde_json::json,
};

const NOW: i64 = 1_800_000_000;

fn entered(calls: &mut Calls, places: &mut [i64; VOTE_PLACES], ends_at: i64, now: i64) {
    let args = vec![json(places), json(&ends_at), json(&now)];
    let own = enter_vote(places, ends_at, now);
    calls.returned("enterVote", args, json!({ "places": json(places), "own": own }));
}

fn left(calls: &mut Calls, places: &mut [i64; VOTE_PLACES], ends_at: i64) {
    let args = vec![json(places), json(&ends_at)];
    leave_vote(places, ends_at);
    calls.returned("leaveVote", args, json(places));
}

pub fn stake(calls: &mut Calls) {
    for (now, secs) in [(NOW, 3_600u32), (NOW, 2_592_000), (i64::MAX, 0), (i64::MAX, 1), (i64::MIN, u32::MAX), (0, 0)] {
        let _ = call!(calls, "lockUntil", lock_until, now, secs);
    }
    for (staked, amount) in [(0, 0), (0, 1), (u64::MAX, 0), (u64::MAX - 1, 1), (u64::MAX, 1), (5, u64::MAX)] {
        let _ = call!(calls, "stake", add, staked, amount);
        for free_at in [NOW - 1, NOW, NOW + 1, i64::MIN, i64::MAX] {
            let _ = call!(calls, "unstake", unstake, staked, amount, NOW, free_at);
        }
    }
    let _ = call!(calls, "unstake", unstake, 10u64, 10u64, NOW, NOW);
    let _ = call!(calls, "unstake", unstake, 10u64, 11u64, NOW, NOW + 1);
    votes(calls);
    let latest = [0, 0, NOW + 500, 0, 0, 0, 0, 0, NOW + 7_000];
    for status in Status::ALL {
        for (entered_at, locked_until) in [(NOW, NOW + 86_400), (NOW, NOW + 3_599), (i64::MAX, 0), (i64::MIN, i64::MAX)]
        {
            for votes in [[0; VOTE_PLACES], latest, [i64::MAX; VOTE_PLACES], [i64::MIN; VOTE_PLACES]] {
                value!(calls, "freeAt", free_at, status, entered_at, locked_until, &votes);
            }
        }
    }
}

fn votes(calls: &mut Calls) {
    let mut places = [0; VOTE_PLACES];
    // One more than there are places of one vote, then another that ends before the one in the shared place.
    for vote in 0..9 {
        entered(calls, &mut places, NOW + 1_000 + vote, NOW);
    }
    entered(calls, &mut places, NOW + 900, NOW);
    entered(calls, &mut places, NOW + 2_000, NOW);
    left(calls, &mut places, NOW + 1_003);
    left(calls, &mut places, NOW + 2_000);
    left(calls, &mut places, 0);
    entered(calls, &mut places, NOW + 3_000, NOW + 1);
    // A place is free from the second its vote ends.
    entered(calls, &mut places, NOW + 4_000, NOW + 1_000);
    let mut source = Source::new("places of votes");
    for _ in 0..40 {
        let now = NOW + source.up_to(4_000) as i64;
        let ends_at = now + source.up_to(1_500) as i64;
        match source.up_to(2) {
            0 => {
                let place = places[source.up_to(8) as usize];
                left(calls, &mut places, place);
            }
            _ => entered(calls, &mut places, ends_at, now),
        }
    }
}
