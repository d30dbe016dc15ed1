//! Licences.

use {
    super::calls::{Calls, call, named, value},
    crate::file::json,
    mosaic_client::rules::license::{License, Rights},
};

const NOW: i64 = 1_800_000_000;
const TERM: u32 = 2_592_000;

fn accepted(calls: &mut Calls, license: License, rights: Rights, now: i64) -> Option<(License, Rights)> {
    let outcome = license.accept(rights, now);
    let args = vec![json(&license), json(&rights), json(&now)];
    calls.ended("License.accept", args, outcome.map(|taken| named(["license", "rights"], taken)));
    outcome.ok()
}

fn renewed(calls: &mut Calls, license: License, rights: Rights, now: i64) -> Option<(License, Rights)> {
    let outcome = license.renew(rights, now);
    let args = vec![json(&license), json(&rights), json(&now)];
    calls.ended("License.renew", args, outcome.map(|taken| named(["license", "rights"], taken)));
    outcome.ok()
}

pub fn license(calls: &mut Calls) {
    for term_secs in [0, 3_599, 3_600, TERM, 315_360_000, 315_360_001, u32::MAX] {
        for (fee, exclusive, now) in [(0, false, NOW), (u64::MAX, true, i64::MAX), (5, true, i64::MAX - 1_209_600)] {
            let _ = call!(calls, "License.offer", License::offer, fee, term_secs, exclusive, now);
        }
    }
    for exclusive in [false, true] {
        let offered = License::offer(50_000_000, TERM, exclusive, NOW).expect("a term in bounds");
        life(calls, offered);
        for (licensed_until, exclusive_until) in [(0, 0), (NOW + 9, 0), (NOW + 9, NOW + 9), (i64::MAX, NOW), (NOW, NOW)]
        {
            let rights = Rights { licensed_until, exclusive_until };
            for now in [NOW, NOW + 8, NOW + 9, offered.offered_until - 1, offered.offered_until] {
                accepted(calls, offered, rights, now);
                accepted(calls, offered.end(), rights, now);
            }
        }
        accepted(calls, License { offered_until: i64::MAX, ..offered }, Rights::default(), i64::MAX - 1);
    }
}

fn life(calls: &mut Calls, offered: License) {
    states(calls, offered, &[offered.offered_until]);
    let rights = Rights { licensed_until: NOW + 5, exclusive_until: 0 };
    let (taken, rights) = accepted(calls, offered, rights, NOW + 5).expect("nothing excludes it");
    accepted(calls, taken, rights, NOW + 6);
    states(calls, taken, &[taken.until]);
    for now in [NOW + 4, NOW + 5, NOW + 6, taken.until - 1, taken.until] {
        renewed(calls, taken, rights, now);
        renewed(calls, taken.end(), rights, now);
        renewed(calls, offered, rights, now);
    }
    let (twice, rights) = renewed(calls, taken, rights, NOW + 6).expect("its last term");
    for now in [NOW + 6, taken.until - 1, taken.until, twice.until - 1, twice.until] {
        renewed(calls, twice, rights, now);
    }
    renewed(calls, License { until: i64::MAX, term_secs: u32::MAX, ..taken }, rights, i64::MAX - 1);
    renewed(calls, License { until: i64::MAX, ..taken }, rights, i64::MIN);
}

fn states(calls: &mut Calls, license: License, edges: &[i64]) {
    let ended = value!(calls, "License.end", License::end, license);
    for license in [license, ended] {
        for now in edges.iter().flat_map(|edge| [edge - 1, *edge]).chain([NOW, i64::MIN, i64::MAX]) {
            value!(calls, "License.isRunning", License::is_running, &license, now);
            let _ = call!(calls, "License.checkClosable", License::check_closable, &license, now);
        }
    }
}
