//! The book of asks and the reserve.

use {
    super::{
        calls::{Calls, Levels, call},
        terms,
    },
    crate::{file::json, source::Source},
    mosaic_client::rules::{
        Terms,
        asks::{Ask, shift},
        reserve::{Book, floor, reserve as of_book},
    },
    serde_json::{Value, json},
};

const SUPPLY: u64 = 10_000_000_000;

fn shifted(calls: &mut Calls, book: &mut (Levels, u64), before: Option<Ask>, after: Option<Ask>) {
    let args = vec![json(&book.0), json(&book.1), json(&before), json(&after)];
    let outcome = shift(&mut book.0.0, &mut book.1, before, after);
    calls.ended("shift", args, outcome.map(|()| written(&book.0, book.1)));
}

fn written(weights: &Levels, asking: u64) -> Value {
    json!({ "weights": json(weights), "asking": json(&asking) })
}

pub fn asks(calls: &mut Calls) {
    let ask = |level, weight| Some(Ask { level, weight });
    let mut book = (Levels::of(&[]), 0);
    for (before, after) in [
        (None, None),
        (None, ask(0, 1)),
        (None, ask(191, 5_100_000_000)),
        (ask(191, 5_100_000_000), ask(92, 5_100_000_000)),
        (ask(92, 100), ask(92, 250)),
        (ask(92, 250), ask(92, 250)),
        (ask(0, 1), None),
        (None, ask(92, 0)),
        // Refused: what is not in the book, levels that there are not, and sums out of range.
        (ask(0, 1), None),
        (ask(92, u64::MAX), ask(92, u64::MAX)),
        (None, ask(192, 1)),
        (ask(255, 1), None),
        (None, ask(92, u64::MAX)),
        (None, ask(3, u64::MAX)),
    ] {
        shifted(calls, &mut book, before, after);
    }
    // A sum that is not that of the weights.
    shifted(calls, &mut (Levels::of(&[(5, 10)]), 9), ask(5, 10), None);
    shifted(calls, &mut (Levels::of(&[(5, u64::MAX)]), 0), None, ask(5, 1));
    let mut source = Source::new("asks");
    let mut stakes = [(None, 0u64); 6];
    let mut book = (Levels::of(&[]), 0);
    for _ in 0..60 {
        let stake = &mut stakes[source.up_to(5) as usize];
        let (before, weight) = *stake;
        let level = source.up_to(191) as u8;
        let weight = if weight == 0 { source.up_to(1_000_000_000) + 1 } else { weight };
        let after = (source.up_to(4) > 0).then_some(Ask { level, weight });
        shifted(calls, &mut book, before, after);
        *stake = (after, weight);
    }
}

fn reserved(calls: &mut Calls, terms: &Terms, weights: &[(u8, u64)], supply: u64) {
    let asking = weights.iter().map(|(_, weight)| *weight).fold(0, u64::saturating_add);
    with_book(calls, terms, Some((Levels::of(weights), asking)), supply);
}

fn with_book(calls: &mut Calls, terms: &Terms, book: Option<(Levels, u64)>, supply: u64) {
    let sparse = book.as_ref().map(|(weights, asking)| written(weights, *asking));
    let args = vec![json(terms), sparse.unwrap_or_default(), json(&supply)];
    let book = book.as_ref().map(|(weights, asking)| Book { weights: &weights.0, asking: *asking });
    calls.ended("reserve", args, of_book(terms, book, supply).map(|reserve| json(&reserve)));
}

pub fn reserve(calls: &mut Calls) {
    let terms = terms();
    with_book(calls, &terms, None, SUPPLY);
    with_book(calls, &terms, None, 0);
    // The worked example: Ana 40 % at 900, Ben 11 % at 820.
    reserved(calls, &terms, &[(93, 4_000_000_000), (92, 1_100_000_000)], SUPPLY);
    reserved(calls, &terms, &[(92, 5_100_000_000)], SUPPLY);
    // Exactly the consent is not more than it; a unit more is.
    reserved(calls, &terms, &[(92, 5_000_000_000)], SUPPLY);
    reserved(calls, &terms, &[(92, 5_000_000_001)], SUPPLY);
    reserved(calls, &terms, &[(90, 2_500_000_000), (92, 2_500_000_000)], SUPPLY);
    reserved(calls, &terms, &[(90, 2_500_000_000), (92, 2_500_000_001)], SUPPLY);
    // Nobody asks; all ask the lowest, where the floor lifts; all ask the highest.
    reserved(calls, &terms, &[], SUPPLY);
    reserved(calls, &terms, &[(0, SUPPLY)], SUPPLY);
    reserved(calls, &terms, &[(191, SUPPLY)], SUPPLY);
    // Those who ask nothing count at the opening price.
    reserved(calls, &terms, &[(191, 5_000_000_000)], SUPPLY);
    reserved(calls, &terms, &[(191, 4_999_999_999)], SUPPLY);
    reserved(calls, &terms, &[(96, 1), (191, 5_000_000_000)], SUPPLY);
    for supply in [0, 1, 2, 3, u64::MAX] {
        reserved(calls, &terms, &[], supply);
        reserved(calls, &terms, &[(92, supply)], supply);
        reserved(calls, &terms, &[(91, supply / 2), (120, supply - supply / 2)], supply);
    }
    for (floor_bps, consent_bps) in
        [(0, 5_000), (10_000, 5_000), (5_000, 9_000), (0, 9_000), (1, 6_667), (8_228, 5_000)]
    {
        let terms = Terms { floor_bps, consent_bps, ..terms };
        reserved(calls, &terms, &[(0, 9_000_000_000), (100, 1_000_000_000)], SUPPLY);
        reserved(calls, &terms, &[(92, 9_000_000_001), (100, 999_999_999)], SUPPLY);
    }
    for opening_price in [1, 3, u64::MAX] {
        let terms = Terms { opening_price, ..terms };
        reserved(calls, &terms, &[(92, SUPPLY)], SUPPLY);
        reserved(calls, &terms, &[(150, SUPPLY)], SUPPLY);
    }
    refusals(calls, &terms);
    random(calls, &terms);
    for floor_bps in [0, 1, 5_000, 9_999, 10_000, 10_001, u16::MAX] {
        for opening_price in [1, 3, 1_000_000_000, u64::MAX] {
            let terms = Terms { floor_bps, opening_price, ..terms };
            let _ = call!(calls, "floor", floor, &terms);
        }
    }
}

fn refusals(calls: &mut Calls, terms: &Terms) {
    reserved(calls, &Terms { consent_bps: 9_001, ..*terms }, &[(92, 1)], SUPPLY);
    reserved(calls, &Terms { floor_bps: 10_001, ..*terms }, &[(92, 1)], SUPPLY);
    // More asks than there is, and weights that are not what asks.
    reserved(calls, terms, &[(92, SUPPLY + 1)], SUPPLY);
    with_book(calls, terms, Some((Levels::of(&[(92, SUPPLY)]), 1)), SUPPLY);
    with_book(calls, terms, Some((Levels::of(&[(92, 1)]), SUPPLY)), SUPPLY);
    with_book(calls, terms, Some((Levels::of(&[(96, u64::MAX)]), 0)), SUPPLY);
}

fn random(calls: &mut Calls, terms: &Terms) {
    let mut source = Source::new("reserve");
    for _ in 0..60 {
        let supply = source.magnitude().max(10);
        let mut left = supply;
        let mut weights = Vec::new();
        for _ in 0..source.up_to(7) {
            let weight = source.up_to(left / 2);
            left -= weight;
            let level = (60 + source.up_to(80)) as u8;
            if weights.iter().all(|(taken, _)| *taken != level) {
                weights.push((level, weight));
            }
        }
        let terms = Terms {
            opening_price: source.magnitude().max(1),
            floor_bps: source.up_to(10_000) as u16,
            consent_bps: 5_000 + source.up_to(4_000) as u16,
            ..*terms
        };
        reserved(calls, &terms, &weights, supply);
    }
}
