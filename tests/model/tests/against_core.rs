//! The model beside `mosaic-core`, rule by rule, on random numbers.

use std::collections::BTreeMap;

use mosaic_core as core;
use mosaic_model as model;
use proptest::prelude::*;

const CASES: u32 = 4_000;
const NOW: i64 = 1_800_000_000;

/// Small numbers, large ones, and those at both ends.
fn amount() -> impl Strategy<Value = u64> {
    prop_oneof![0..20u64, 0..2_000_000_000_000u64, any::<u64>(), (u64::MAX - 20)..=u64::MAX]
}

fn bps(from: u16, to: u16) -> impl Strategy<Value = u16> {
    prop_oneof![Just(from), Just(to), from..=to]
}

/// Fractions and a supply, mostly but not always more than they.
fn part() -> impl Strategy<Value = (u64, u64)> {
    prop_oneof![(amount(), amount()), amount().prop_flat_map(|supply| (0..=supply, Just(supply)))]
}

fn terms(opening: u64, consent_bps: u16, floor_bps: u16) -> (core::Terms, model::Terms) {
    let theirs = core::Terms { consent_bps, floor_bps, ..core::Terms::with_opening_price(opening) };
    (theirs, model::Terms { consent_bps, floor_bps, ..model::Terms::with(1, opening) })
}

/// A number of the model as the core would have it.
fn small(amount: u128) -> Option<u64> {
    u64::try_from(amount).ok()
}

fn asks() -> impl Strategy<Value = (Vec<(u8, u64)>, u64)> {
    let of = |max: u64| prop::collection::vec((prop_oneof![0..192u8, 88..104u8], 0..=max), 0..12);
    prop_oneof![(of(100), 0..200u64), (of(1 << 60), 0..(1u64 << 62))]
}

fn weights(asks: &[(u8, u64)]) -> [u64; core::ladder::LEVELS] {
    let mut weights = [0; core::ladder::LEVELS];
    for (level, weight) in asks {
        weights[usize::from(*level)] += weight;
    }
    weights
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn defaults_and_bounds_of_terms_are_the_same(
        opening in amount(), days in 0..100u32, secs in any::<u32>(), share in 0..11_000u16, which in 0..16usize,
    ) {
        let (mut theirs, _) = terms(opening, 5_000, 5_000);
        let secs = if days < 50 { days * 86_400 } else { secs };
        let long: [&mut u32; 7] = [
            &mut theirs.auction_secs, &mut theirs.extension_secs, &mut theirs.stake_lock_secs, &mut theirs.drip_secs,
            &mut theirs.voting_secs, &mut theirs.delay_secs, &mut theirs.offer_window_secs,
        ];
        if let Some(term) = long.into_iter().nth(which) { *term = secs; }
        let parts: [&mut u16; 8] = [
            &mut theirs.step_bps, &mut theirs.curator_fee_bps, &mut theirs.floor_bps, &mut theirs.consent_bps,
            &mut theirs.quorum_bps, &mut theirs.threshold_bps, &mut theirs.proposal_stake_bps, &mut theirs.veto_bps,
        ];
        if let Some(term) = which.checked_sub(7).and_then(|which| parts.into_iter().nth(which)) { *term = share; }
        let core::Terms {
            opening_price, auction_secs, extension_secs, step_bps, curator_fee_bps, floor_bps, consent_bps,
            stake_lock_secs, drip_secs, quorum_bps, threshold_bps, proposal_stake_bps, veto_bps, voting_secs,
            delay_secs, offer_window_secs,
        } = theirs;
        let ours = model::Terms {
            supply: 1, decimals: 0, opening_price, auction_secs, extension_secs, step_bps, curator_fee_bps, floor_bps,
            consent_bps, stake_lock_secs, drip_secs, quorum_bps, threshold_bps, proposal_stake_bps, veto_bps,
            voting_secs, delay_secs, offer_window_secs,
        };
        let mut vault = model::Vault::unborn(model::Bank::default());
        let refused = vault.apply(NOW, 1, &model::Action::CreateVault(ours)).err();
        prop_assert_eq!(theirs.check().err().map(|error| format!("{error:?}")), refused.map(|r| format!("{r:?}")));
    }

    #[test]
    fn prices_of_the_ladder_are_the_same(opening in amount(), level in 0..192u8) {
        let opening = opening.max(1);
        prop_assert_eq!(core::ladder::price(opening, level).ok(), small(model::price_of_level(opening, level)));
    }

    #[test]
    fn cash_of_a_bid_is_the_same(price in amount(), (fractions, supply) in part()) {
        let ours = model::cash_of(price.into(), fractions.into(), supply.into());
        let theirs = core::auction::cash_of_bid(price, fractions, supply);
        prop_assert_eq!(theirs.ok(), ours.ok().and_then(small));
    }

    #[test]
    fn the_next_price_is_the_same(leading in amount(), step_bps in bps(100, 5_000)) {
        let ours = small(model::next_price(leading.into(), step_bps));
        prop_assert_eq!(core::auction::least_next_price(leading, step_bps).ok(), ours);
    }

    #[test]
    fn the_reserve_is_the_same(
        opening in amount(), consent in bps(5_000, 9_000), floor in bps(0, 10_000), (asks, others) in asks(),
    ) {
        let (theirs, ours) = terms(opening.max(1), consent, floor);
        let (weights, asking) = (weights(&asks), asks.iter().map(|(_, weight)| weight).sum::<u64>());
        let book = core::reserve::Book { weights: &weights, asking };
        let reserve = core::reserve::reserve(&theirs, Some(book), asking + others).unwrap();
        let asks: Vec<_> = asks.iter().map(|(level, weight)| (*level, u128::from(*weight))).collect();
        let model = model::reserve_of(&ours, (asking + others).into(), &asks);
        prop_assert_eq!((reserve.price, reserve.consenting), (small(model.price).unwrap(), small(model.consenting).unwrap()));
    }

    #[test]
    fn a_veto_weighs_the_same(opening in amount(), price in amount(), level in 0..192u8, (asks, _) in asks()) {
        let opening = opening.max(1);
        // At and around a price of the ladder, too.
        let on_ladder = small(model::price_of_level(opening, level)).unwrap();
        for price in [price, on_ladder.saturating_sub(1), on_ladder, on_ladder.saturating_add(1)] {
            let theirs = core::offer::veto_weight(opening, &weights(&asks), price).unwrap();
            let above = asks.iter().filter(|(level, _)| model::price_of_level(opening, *level) > price.into());
            prop_assert_eq!(theirs, above.map(|(_, weight)| weight).sum::<u64>());
        }
    }

    #[test]
    fn cash_is_divided_the_same(
        cash in amount(), royalties in prop::collection::vec((0..=10_000u16, 0..=100u8), 1..16), fee in bps(0, 500),
    ) {
        let weights: Vec<u32> = royalties.iter().map(|(bps, share)| u32::from(*bps) * u32::from(*share)).collect();
        for ((bps, share), weight) in royalties.iter().zip(&weights) {
            prop_assert_eq!(core::split::royalty_weight(*bps, *share).unwrap(), *weight);
        }
        let (weight, assets) = (weights.iter().sum::<u32>(), weights.len() as u8);
        let theirs = core::split::split(cash, weight, assets, fee).unwrap();
        let ours = model::split(cash.into(), weight.into(), assets.into(), fee);
        let theirs_wide = [theirs.royalties, theirs.curator_fee, theirs.proceeds].map(u128::from);
        prop_assert_eq!(theirs_wide, [ours.royalties, ours.curator_fee, ours.proceeds]);
        let (mut unpaid, mut left) = (theirs.royalties, weights.len() as u16);
        for weight in weights {
            let theirs = core::split::royalty(cash, weight, assets, unpaid, left).unwrap();
            let ours = model::royalty_of(cash.into(), weight.into(), assets.into());
            prop_assert_eq!(u128::from(theirs), if left == 1 { unpaid.into() } else { ours });
            unpaid -= theirs;
            left -= 1;
        }
    }

    #[test]
    fn income_is_the_same_to_the_last_part_of_a_unit(
        drip in 1..5_000u32,
        steps in prop::collection::vec((0..3_000u64, 0..5usize, 0..4usize, prop_oneof![1..50u64, 1..1_000_000_000u64]), 1..60),
    ) {
        let mut theirs = core::income::Stream::default();
        let mut shares: BTreeMap<usize, (u64, core::income::Share)> = BTreeMap::new();
        let mut ours = model::Income::default();
        let mut owed: BTreeMap<usize, u128> = BTreeMap::new();
        for (secs, who, what, amount) in steps {
            // Time passes.
            let staked: u64 = shares.values().map(|(staked, _)| staked).sum();
            theirs = theirs.accrue(secs, staked).unwrap();
            if staked > 0 {
                let released = ours.pass(secs);
                let (each, rest) = model::booked(released, ours.rest, staked.into());
                ours.rest = rest;
                for (who, (staked, _)) in &shares { *owed.entry(*who).or_default() += each * u128::from(*staked); }
            }
            // Somebody does something.
            let (stake, share) = shares.entry(who).or_default();
            *share = share.settle(theirs.per_fraction, *stake);
            match what {
                0 if ours.amount < 1 << 50 => {
                    theirs = theirs.deposit(amount, drip).unwrap();
                    ours.join(amount.into(), drip.into());
                }
                1 => *stake += amount,
                2 => *stake -= amount.min(*stake),
                _ => if let Ok((units, rest)) = share.claim() {
                    *share = rest;
                    theirs = theirs.pay(units).unwrap();
                    let mine = owed.entry(who).or_default();
                    prop_assert_eq!(*mine >> 64, u128::from(units));
                    *mine -= u128::from(units) << 64;
                },
            }
            prop_assert_eq!(u128::from(theirs.waiting()), ours.waiting());
            prop_assert_eq!(theirs.rest, ours.rest);
            prop_assert_eq!(shares[&who].1.owed, owed.get(&who).copied().unwrap_or(0));
        }
    }

    #[test]
    fn a_vote_passes_or_fails_the_same(
        yes in amount(), no in amount(), more in 0..100u64, quorum in bps(100, 9_000), threshold in bps(5_000, 9_000),
        times in (0..3i64, 0..3i64, 0..3i64), executed: bool,
    ) {
        let (yes, no) = (yes / 4, no / 4);
        let supply = (yes + no).saturating_mul(more + 1);
        let (ends_at, executable_at) = (NOW + times.0 - 1, NOW + times.0 - 1 + times.1);
        let expires_at = executable_at + times.2;
        let theirs = core::votes::Poll {
            yes, no, supply, quorum_bps: quorum, threshold_bps: threshold, ends_at, executable_at, expires_at,
        };
        let ours = model::Proposal {
            decision: model::Decision::Resolve { uri: String::new() },
            yes: yes.into(), no: no.into(), supply: supply.into(),
            quorum_bps: quorum, threshold_bps: threshold, ends_at, executable_at, expires_at, executed,
        };
        prop_assert_eq!(theirs.passes(), ours.passes());
        let mut vault = model::Vault::unborn(model::Bank::default());
        vault.status = model::Status::Active;
        vault.proposals.insert(0, ours);
        let execute = vault.clone().apply(NOW, 1, &model::Action::ExecuteProposal { number: 0 }).err();
        let refused = theirs.check_executable(executed, NOW).err().map(|error| format!("{error:?}"));
        prop_assert_eq!(refused, execute.map(|refused| format!("{refused:?}")));
        let close = vault.apply(NOW, 1, &model::Action::CloseProposal { number: 0 }).is_ok();
        prop_assert_eq!(theirs.check_closable(executed, false, NOW).is_ok(), close);
    }

    #[test]
    fn a_stake_may_propose_from_the_same_size_on(supply in 1..=u64::MAX, part in bps(0, 2_500), staked in amount()) {
        let (theirs, _) = terms(1, 5_000, 0);
        let least = core::votes::least_stake(&core::Terms { proposal_stake_bps: part, ..theirs }, supply).unwrap();
        for staked in [staked, least, least - 1, least.saturating_add(1)].map(|staked| staked.min(supply)) {
            let mut bank = model::Bank::default();
            bank.mint(model::Place::Staked, model::Token::Fraction, staked.into());
            bank.mint(model::Place::Wallet(2), model::Token::Fraction, (supply - staked).into());
            let mut vault = model::Vault::unborn(bank);
            vault.status = model::Status::Active;
            vault.terms.proposal_stake_bps = part;
            let stake = model::Stake { amount: staked.into(), ..Default::default() };
            vault.pool = Some(model::Pool {
                stakes: BTreeMap::from([(1, stake)]), incomes: BTreeMap::new(), streamed_until: NOW,
            });
            let resolve = model::Decision::Resolve { uri: String::new() };
            let proposed = vault.apply(NOW, 1, &model::Action::Propose(resolve)).is_ok();
            prop_assert_eq!(staked >= least, proposed);
        }
    }

    #[test]
    fn redeeming_pays_the_same(amount in amount(), (has, supply) in part(), remaining in amount(), least in amount()) {
        let theirs = core::payout::redeem(amount, supply, remaining, least);
        let has = has.min(supply).max(amount.min(supply));
        let mut bank = model::Bank::default();
        bank.mint(model::Place::Wallet(1), model::Token::Fraction, has.into());
        bank.mint(model::Place::Wallet(2), model::Token::Fraction, (supply - has).into());
        bank.mint(model::Place::Cash, model::Token::Of(model::QUOTE), remaining.into());
        let mut vault = model::Vault::unborn(bank);
        vault.status = model::Status::Sold;
        vault.auction = Some(auction(NOW, NOW, remaining));
        let ours = vault.apply(NOW, 1, &model::Action::Redeem { amount, min_payout: least });
        // Nobody has more than the supply: the wallet is looked at before the rule is asked.
        let reason = |e| match e {
            core::RuleError::AmountAboveSupply => "SourceTooSmall".to_owned(),
            other => format!("{other:?}"),
        };
        prop_assert_eq!(theirs.err().map(reason), ours.err().map(|r| format!("{r:?}")));
        if let Ok(payout) = theirs {
            let paid = vault.bank.of(model::Place::Wallet(1), model::Token::Of(model::QUOTE));
            prop_assert_eq!(paid, u128::from(payout));
        }
    }

    #[test]
    fn a_stake_is_free_at_the_same_time(
        status in 0..4usize, entered in -5_000..5_000i64, locked in -5_000..5_000i64,
        votes in prop::collection::vec((0..50i64, -5_000..5_000i64, any::<bool>()), 0..14),
    ) {
        let statuses = [
            (core::Status::Active, model::Status::Active), (core::Status::Auction, model::Status::Auction),
            (core::Status::Sold, model::Status::Sold), (core::Status::Reclaimed, model::Status::Reclaimed),
        ];
        let (theirs, ours) = statuses[status];
        let mut vault = model::Vault::unborn(model::Bank::default());
        vault.status = ours;
        vault.auction = Some(auction(NOW + entered, NOW + entered + 86_400, 0));
        vault.pool = Some(model::Pool { stakes: BTreeMap::new(), incomes: BTreeMap::new(), streamed_until: NOW });
        let (mut places, mut one) = ([0i64; core::stake::VOTE_PLACES], model::Stake { locked_until: NOW + locked, ..Default::default() });
        let mut at = NOW - 500;
        for (number, (secs, end, withdrawn)) in votes.into_iter().enumerate() {
            let end = NOW + end;
            at += secs;
            let placed = core::stake::enter_vote(&mut places, end, at);
            prop_assert_eq!(placed, one.takes_part(at, number as u64, end));
            if withdrawn && placed {
                core::stake::leave_vote(&mut places, end);
                one.votes.remove(&(number as u64));
            }
        }
        let free_at = core::stake::free_at(theirs, NOW + entered, NOW + locked, &places);
        // Not before the last vote was cast: what was over by then may be forgotten.
        for now in [NOW, free_at.saturating_sub(1), free_at].map(|now| now.max(at)) {
            prop_assert_eq!(now < free_at, vault.locked(&one, now), "at {}", now);
        }
    }

    #[test]
    fn a_licence_lives_the_same(
        term in 3_600..100_000u32, exclusive: bool, steps in prop::collection::vec((0..60_000i64, 0..4usize), 1..20),
        others in (-50_000..50_000i64, -50_000..50_000i64),
    ) {
        let mut theirs = core::license::License::offer(0, term, exclusive, NOW).unwrap();
        let exclusive_until = NOW + others.0;
        let licensed_until = exclusive_until.max(NOW + others.1);
        let mut rights = core::license::Rights { licensed_until, exclusive_until };
        let mut vault = model::Vault::unborn(model::Bank::default());
        vault.status = model::Status::Active;
        (vault.licensed_until, vault.exclusive_until) = (licensed_until, exclusive_until);
        let incomes = BTreeMap::from([(model::QUOTE, model::Income::default())]);
        vault.pool = Some(model::Pool { stakes: BTreeMap::new(), incomes, streamed_until: NOW });
        vault.licenses.insert(0, model::License {
            licensee: 1, fee: 0, term_secs: term.into(), exclusive, offered_until: theirs.offered_until, until: None,
            ended: false,
        });
        let mut now = NOW;
        for (secs, what) in steps {
            now += secs;
            let refused = match what {
                0 => theirs.accept(rights, now).map(|next| (theirs, rights) = next),
                1 => theirs.renew(rights, now).map(|next| (theirs, rights) = next),
                2 => theirs.check_closable(now),
                _ => { theirs = theirs.end(); Ok(()) }
            };
            let ours = match what {
                0 => vault.apply(now, 1, &model::Action::AcceptLicense { number: 0 }),
                1 => vault.apply(now, 1, &model::Action::RenewLicense { number: 0 }),
                2 => vault.clone().apply(now, 1, &model::Action::CloseLicense { number: 0 }),
                _ => { vault.licenses.get_mut(&0).unwrap().ended = true; Ok(()) }
            };
            prop_assert_eq!(refused.err().map(|e| format!("{e:?}")), ours.err().map(|r| format!("{r:?}")));
            prop_assert_eq!(vault.licenses[&0].until.unwrap_or(0), theirs.until);
            prop_assert_eq!((vault.licensed_until, vault.exclusive_until), (rights.licensed_until, rights.exclusive_until));
        }
    }
}

fn auction(started_at: i64, ends_at: i64, proceeds: u64) -> model::Auction {
    let proceeds = u128::from(proceeds);
    let split = Some(model::Split { cash: proceeds, royalties: 0, curator_fee: 0, proceeds });
    model::Auction {
        leader: 9,
        price: 1,
        supply: 1,
        reserve: 1,
        consenting: 0,
        started_at,
        ends_at,
        split,
        royalties: 0,
        curator_fee: 0,
        proceeds,
    }
}
