//! The checks that follow every transaction do notice what is broken in stakes, asks and locks.

use {
    crate::checker_case::{
        Case, STRANGER, assert_noticed_between, assert_noticed_in, sell_and_pay_out, stake_and_earn,
    },
    anchor_lang::prelude::Pubkey,
    mosaic_audit::{CLOCK, check},
    mosaic_client::pda,
    mosaic_harness::{Stage, World, invariants::Checker},
};

const LOCK: i64 = 86_400;

#[tokio::test]
async fn inv_04_notices_every_staked_fraction_that_is_missing() {
    assert_noticed_in(
        &Case::staked().await,
        "INV-04",
        &[
            |case| case.pool(|pool| pool.staked += 1),
            |case| case.pool(|pool| pool.staked -= 1),
            |case| case.pool(|pool| pool.stakes += 1),
            |case| case.pool(|pool| pool.fractions = STRANGER),
            |case| {
                case.pool(|pool| pool.fractions = STRANGER);
                case.relocate(pda::staked_fractions(&case.vault.address));
            },
            |case| case.pool(|pool| pool.opener = Pubkey::default()),
            |case| case.stake(case.ana, |stake| stake.amount += 1),
            |case| {
                let holder = case.vault.fraction_account(&case.ben);
                case.staked_fractions(|staked| staked.amount -= 1);
                case.token(holder, |holder| holder.amount += 1);
            },
            |case| case.staked_fractions(|staked| staked.owner = STRANGER),
            |case| case.staked_fractions(|staked| staked.mint = STRANGER),
            |case| case.vault(|vault| vault.staking = 0),
            |case| case.remove(pda::pool(&case.vault.address)),
            |case| case.remove(pda::stake(&case.vault.address, &case.cleo)),
            |case| case.remove(pda::staked_fractions(&case.vault.address)),
            |case| case.relocate(pda::stake(&case.vault.address, &case.cleo)),
            |case| case.relocate(pda::pool(&case.vault.address)),
        ],
    );
}

#[tokio::test]
async fn inv_04_notices_fractions_that_leave_without_a_stake() {
    fn send_uninvited(case: &mut Case) {
        let holder = case.vault.fraction_account(&case.vault.creator.pubkey());
        case.token(holder, |holder| holder.amount -= 5);
        case.staked_fractions(|staked| staked.amount += 5);
    }
    let case = Case::staked().await;
    assert_noticed_between(
        &case,
        &case,
        "INV-04",
        &[(send_uninvited, |_| ()), (|_| (), |case| case.pool(|pool| pool.opener = STRANGER))],
    );
    let checker = Checker::default();
    checker.check(&case.accounts.list()).unwrap();
    let mut richer = case;
    send_uninvited(&mut richer);
    checker.check(&richer.accounts.list()).unwrap();

    let mut world = World::new().await;
    let vault = stake_and_earn(&mut world).await;
    let cleo = world.actor("Cleo").await;
    let before = Case::of(&mut world, &vault).await;
    world.unstake(&vault, &cleo, 1_000).await.unwrap();
    let after = Case::of(&mut world, &vault).await;
    // Less came out than the stake lost.
    assert_noticed_between(&before, &after, "INV-04", &[(|_| (), send_uninvited)]);
}

#[tokio::test]
async fn inv_04_notices_a_pool_that_goes_too_early_or_leaves_something_behind() {
    assert_noticed_in(
        &Case::staked().await,
        "INV-04",
        &[
            |case| {
                case.remove(case.vault.address);
                case.remove(pda::asset(&case.vault.address, &case.vault.nfts[0].mint));
            },
            |case| {
                case.remove(case.vault.address);
                case.remove(pda::asset(&case.vault.address, &case.vault.nfts[0].mint));
                case.remove(pda::pool(&case.vault.address));
            },
        ],
    );
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    world.bank.must(&[vault.open_staking().instruction()], &[]).await;
    let opened = Case::of(&mut world, &vault).await;
    assert_noticed_between(
        &opened,
        &opened,
        "INV-04",
        &[(
            |_| (),
            |case| {
                case.remove(pda::pool(&case.vault.address));
                case.remove(pda::staked_fractions(&case.vault.address));
                case.vault(|vault| vault.staking = 0);
            },
        )],
    );

    let mut world = World::new().await;
    let vault = stake_and_earn(&mut world).await;
    sell_and_pay_out(&mut world, &vault).await;
    let paid_out = Case::of(&mut world, &vault).await;
    world.close_income(&vault, &vault.quote_mint).await.unwrap();
    let before = Case::of(&mut world, &vault).await;
    world.close_staking(&vault).await.unwrap();
    let after = Case::of(&mut world, &vault).await;
    fn leave_staked(case: &mut Case) {
        case.add_token(pda::staked_fractions(&case.vault.address), case.vault.fraction_mint);
    }
    assert_noticed_between(&before, &after, "INV-04", &[(|_| (), leave_staked)]);
    world.close(&vault).await.unwrap();
    let gone = Case::of(&mut world, &vault).await;
    assert_noticed_between(&before, &gone, "INV-04", &[(|_| (), leave_staked)]);
    assert_noticed_between(
        &paid_out,
        &gone,
        "INV-07",
        &[(
            |_| (),
            |case| {
                let account = pda::income_account(&case.vault.address, &case.vault.quote_mint);
                case.add_token(account, case.vault.quote_mint);
            },
        )],
    );
}

#[tokio::test]
async fn inv_05_notices_every_ask_that_is_not_in_the_book_once() {
    assert_noticed_in(
        &Case::staked().await,
        "INV-05",
        &[
            |case| case.asks(|asks| asks.asking += 1),
            |case| case.asks(|asks| asks.asking -= 1),
            |case| case.asks(|asks| asks.weights[90] -= 1),
            |case| case.asks(|asks| (asks.asking, asks.weights[191]) = (asks.asking + 1, 1)),
            |case| case.asks(|asks| (asks.weights[90], asks.weights[0]) = (asks.weights[90] - 1, 1)),
            |case| case.asks(|asks| asks.weights.swap(90, 92)),
            |case| case.asks(|asks| asks.opener = Pubkey::default()),
            |case| case.stake(case.ana, |stake| stake.level = 91),
            |case| case.stake(case.ana, |stake| stake.level = 192),
            |case| case.stake(case.ana, |stake| stake.asks = 2),
            |case| case.stake(case.ana, |stake| (stake.asks, stake.level) = (0, 0)),
            // What asks nothing would ask level 90 when next it grows.
            |case| case.stake(case.cleo, |stake| stake.level = 90),
            |case| case.stake(case.cleo, |stake| stake.asks = 1),
            |case| case.add_empty_stake(STRANGER, |stake| stake.asks = 1),
            |case| case.mint(|mint| mint.supply = 6_099_999_999),
            |case| case.vault(|vault| vault.asks = 0),
            |case| case.remove(pda::asks(&case.vault.address)),
            |case| {
                case.vault(|vault| vault.asks = 0);
                case.remove(pda::asks(&case.vault.address));
            },
            |case| case.relocate(pda::asks(&case.vault.address)),
            |case| {
                // The book outlives its vault.
                let vault = case.vault.address;
                let stakes = [case.ana, case.ben, case.cleo].map(|holder| pda::stake(&vault, &holder));
                let asset = pda::asset(&vault, &case.vault.nfts[0].mint);
                for address in stakes.into_iter().chain([vault, asset, pda::pool(&vault)]) {
                    case.remove(address);
                }
            },
        ],
    );
}

#[tokio::test]
async fn inv_05_notices_asks_that_are_set_after_the_auction_has_started() {
    let mut world = World::new().await;
    let vault = stake_and_earn(&mut world).await;
    let dan = world.actor("Dan").await;
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    let case = Case::of(&mut world, &vault).await;
    assert_noticed_between(
        &case,
        &case,
        "INV-05",
        &[
            (
                |_| (),
                |case| {
                    let now = case.now();
                    case.ask(case.ana, 91);
                    case.stake(case.ana, |stake| stake.locked_until = now + LOCK);
                },
            ),
            (|_| (), |case| case.asks(|asks| asks.opener = STRANGER)),
        ],
    );
}

#[tokio::test]
async fn inv_04_inv_05_notice_a_pool_and_a_book_that_are_opened_too_late() {
    let sold = Case::at(Stage::Sold).await;
    assert_noticed_between(&sold, &sold, "INV-04", &[(|_| (), Case::open_pool)]);
    let auctioned = Case::at(Stage::Auction).await;
    let mut staking = auctioned.clone();
    staking.open_pool();
    assert_noticed_between(&auctioned, &staking, "INV-05", &[(|_| (), Case::open_asks)]);
}

#[tokio::test]
async fn inv_10_notices_a_stake_that_leaves_before_its_lock_is_over() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ..] = world.spread(&vault).await;
    let bare = Case::of(&mut world, &vault).await;
    world.stake(&vault, &ana, 1_000).await.unwrap();
    let staked = Case::of(&mut world, &vault).await;
    world.bank.advance(LOCK - 1).await;
    world.ask(&vault, &ana, Some(90)).await.unwrap();
    let asked = Case::of(&mut world, &vault).await;
    world.bank.advance(LOCK).await;
    world.unstake(&vault, &ana, 400).await.unwrap();
    let part_left = Case::of(&mut world, &vault).await;
    world.unstake(&vault, &ana, 600).await.unwrap();
    let left = Case::of(&mut world, &vault).await;

    for case in [&part_left, &left] {
        assert_noticed_between(&asked, case, "INV-10", &[(|_| (), |case| case.clock(|now| *now -= 1))]);
        // By what was seen, whatever the stake says: asking locked it until LOCK after, not only staking.
        let checker = Checker::default();
        for seen in [&bare, &staked, &asked] {
            checker.check(&seen.accounts.list()).unwrap();
        }
        let mut early = case.clone();
        early.clock(|now| *now -= 1);
        let complaint = checker.check(&early.accounts.list()).unwrap_err();
        assert!(complaint.starts_with("INV-10: "), "{complaint}");
        checker.check(&case.accounts.list()).unwrap();
    }
}

#[tokio::test]
async fn inv_10_notices_locks_that_are_shorter_than_they_should_be() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ..] = world.spread(&vault).await;
    let bare = Case::of(&mut world, &vault).await;
    world.stake(&vault, &ana, 1_000).await.unwrap();
    world.ask(&vault, &ana, Some(90)).await.unwrap();
    let asked = Case::of(&mut world, &vault).await;
    world.bank.advance(100).await;
    world.stake(&vault, &ana, 1_000).await.unwrap();
    let grown = Case::of(&mut world, &vault).await;
    world.bank.advance(LOCK).await;
    world.unstake(&vault, &ana, 500).await.unwrap();
    let part_left = Case::of(&mut world, &vault).await;

    let shorten: fn(&mut Case) = |case| case.stake(case.ana, |stake| stake.locked_until -= 1);
    assert_noticed_between(&bare, &asked, "INV-10", &[(|_| (), shorten)]);
    assert_noticed_between(
        &asked,
        &grown,
        "INV-10",
        &[
            (|_| (), shorten),
            // The lock from before the stake grew.
            (|_| (), |case| case.stake(case.ana, |stake| stake.locked_until -= 100)),
        ],
    );
    assert_noticed_between(
        &grown,
        &grown,
        "INV-10",
        &[
            (|_| (), shorten),
            // An ask that locks nothing.
            (
                |_| (),
                |case| {
                    case.clock(|now| *now += 50);
                    case.ask(case.ana, 91);
                },
            ),
            (
                |_| (),
                |case| {
                    case.clock(|now| *now += 50);
                    case.stake(case.ana, |stake| (stake.asks, stake.level) = (0, 0));
                    case.asks(|asks| (asks.asking, asks.weights[90]) = (0, 0));
                },
            ),
        ],
    );
    // Out and asked anew in one instruction.
    assert_noticed_between(
        &grown,
        &part_left,
        "INV-10",
        &[(
            |_| (),
            |case| {
                let now = case.now();
                case.ask(case.ana, 91);
                case.stake(case.ana, |stake| stake.locked_until = now + LOCK);
            },
        )],
    );
}

#[tokio::test]
async fn inv_10_notices_a_stake_that_leaves_within_an_hour_of_the_auctions_start() {
    let mut world = World::new().await;
    let vault = stake_and_earn(&mut world).await;
    let [ben, dan] = [world.actor("Ben").await, world.actor("Dan").await];
    let active = Case::of(&mut world, &vault).await;
    world.bank.advance(10).await;
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    let started = Case::of(&mut world, &vault).await;
    world.bank.advance(3_600).await;
    world.unstake(&vault, &ben, 1_000).await.unwrap();
    let left = Case::of(&mut world, &vault).await;
    assert_noticed_between(&started, &left, "INV-10", &[(|_| (), |case| case.clock(|now| *now -= 1))]);

    // A vault that says it entered its auction earlier frees nobody.
    let mut earlier = started.clone();
    earlier.vault(|vault| vault.entered_at -= 10);
    let checker = Checker::default();
    checker.check(&active.accounts.list()).unwrap();
    let complaint = checker.check(&earlier.accounts.list()).unwrap_err();
    assert!(complaint.starts_with("INV-11: "), "{complaint}");
    checker.check(&started.accounts.list()).unwrap();
    checker.check(&left.accounts.list()).unwrap();
}

#[tokio::test]
async fn without_the_clock_no_lock_can_be_checked() {
    let mut case = Case::staked().await;
    case.remove(CLOCK);
    check(&case.accounts.list()).unwrap();
    let complaint = Checker::default().check(&case.accounts.list()).unwrap_err();
    assert_eq!(complaint, "the clock is not among the accounts");
}
