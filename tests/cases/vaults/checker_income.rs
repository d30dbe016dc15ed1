//! The checks that follow every transaction do notice what is broken in income.

use {
    crate::checker_case::{
        Case, STRANGER, assert_noticed_between, assert_noticed_in, sell_and_pay_out, sell_and_redeem, stake_and_earn,
    },
    anchor_lang::prelude::Pubkey,
    mosaic_audit::arithmetic::q64,
    mosaic_client::{
        pda,
        state::{Income, Pool, Share, Stake},
    },
    mosaic_harness::{Stage, World, invariants::Checker},
};

/// Lets the stream go on by so many seconds by its own rules, whatever the clock says.
fn release(case: &mut Case, secs: u32) {
    let pool: Pool = case.accounts.get(&pda::pool(&case.vault.address));
    case.income(|income| {
        income.elapsed += secs;
        let released = u128::from(income.amount) * u128::from(income.elapsed) / u128::from(income.secs);
        let new = released - u128::from(income.released);
        let undivided = (new << 64) + q64(income.rest);
        let each = undivided / u128::from(pool.staked);
        income.released += u64::try_from(new).unwrap();
        income.per_fraction = halves(q64(income.per_fraction) + each);
        income.rest = halves(undivided % u128::from(pool.staked));
    });
}

fn halves(number: u128) -> [u64; 2] {
    [number as u64, (number >> 64) as u64]
}

/// Moves a unit of what is owed from Ben to somebody else.
fn rob(case: &mut Case, robber: Pubkey) {
    case.share(case.ben, |share| share.owed[1] -= 1);
    case.share(robber, |share| share.owed[1] += 1);
}

#[tokio::test]
async fn inv_07_notices_every_part_of_a_unit_of_income_without_one_owner() {
    assert_noticed_in(
        &Case::staked().await,
        "INV-07",
        &[
            |case| case.income(|income| income.balance += 1),
            |case| case.income(|income| income.balance -= 1),
            |case| case.income(|income| income.amount += 1),
            |case| case.income(|income| income.released += 1),
            |case| case.income(|income| income.released = income.amount + 1),
            |case| case.income(|income| income.secs -= 1_000),
            |case| case.income(|income| income.elapsed += 1_000),
            |case| case.income(|income| income.elapsed = income.secs + 1),
            // The smallest there is: 2^-64 of a unit.
            |case| case.income(|income| income.rest[0] += 1),
            |case| case.income(|income| income.rest[1] += 1),
            |case| case.income(|income| income.per_fraction[0] += 1),
            |case| case.income(|income| income.per_fraction[1] += 1),
            |case| case.share(case.ben, |share| share.owed[0] += 1),
            |case| case.share(case.ben, |share| share.owed[1] -= 1),
            |case| case.share(case.cleo, |share| share.entry[0] += 1),
            // Above all numbers: what is owed of a wrapped difference.
            |case| case.share(case.cleo, |share| share.entry[1] += 1),
            |case| case.share(case.cleo, |share| share.owed = [u64::MAX; 2]),
        ],
    );
}

#[tokio::test]
async fn inv_07_notices_income_accounts_that_are_not_what_they_should_be() {
    assert_noticed_in(
        &Case::staked().await,
        "INV-07",
        &[
            |case| case.income(|income| income.mint = STRANGER),
            |case| case.income(|income| income.account = STRANGER),
            |case| {
                case.income(|income| income.account = STRANGER);
                case.relocate(pda::income_account(&case.vault.address, &case.vault.quote_mint));
            },
            |case| case.income(|income| income.opener = Pubkey::default()),
            |case| case.income(|income| income.mint = Pubkey::default()),
            |case| case.income(|income| *income = Income::default()),
            |case| case.pool(|pool| pool.income[1] = pool.income[0]),
            |case| {
                // All that is owed goes with it.
                case.pool(|pool| pool.income.swap(0, 2));
                for holder in [case.ana, case.ben, case.cleo] {
                    case.stake(holder, |stake| stake.shares.swap(0, 2));
                }
            },
            |case| {
                let mint = case.vault.fraction_mint;
                case.pool(|pool| pool.income[1] = Income { mint, ..pool.income[0] });
            },
            |case| case.pool(|pool| pool.income[2].balance = 1),
            |case| case.stake(case.cleo, |stake| stake.shares[1].owed = [1, 0]),
            |case| case.income_account(|account| account.amount = 1),
            |case| case.income_account(|account| account.owner = STRANGER),
            |case| case.income_account(|account| account.mint = STRANGER),
            |case| case.remove(pda::income_account(&case.vault.address, &case.vault.quote_mint)),
        ],
    );
    // The same mint at two places other than the first.
    let mut world = World::new().await;
    let vault = stake_and_earn(&mut world).await;
    let mint = world.bank.create_mint(0, None).await;
    world.add_income_mint(&vault, &mint).await.unwrap();
    let case = Case::of(&mut world, &vault).await;
    assert_noticed_in(&case, "INV-07", &[|case| case.pool(|pool| pool.income[2] = pool.income[1])]);
}

#[tokio::test]
async fn inv_07_notices_income_that_changes_hands_or_comes_too_early() {
    let case = Case::staked().await;
    assert_noticed_between(
        &case,
        &case,
        "INV-07",
        &[
            (|_| (), |case| rob(case, case.cleo)),
            (|_| (), |case| case.income(|income| income.opener = STRANGER)),
            // Sent there uninvited, taken from there.
            (|case| case.income_account(|account| account.amount += 10), |_| ()),
            // Released without a second gone by.
            (|_| (), |case| release(case, 3_600)),
            (
                |_| (),
                |case| {
                    release(case, 3_600);
                    case.pool(|pool| pool.updated_at += 3_600);
                },
            ),
            // Less than was to be, more than was to be.
            (|_| (), |case| wait(case, 3_600, 0)),
            (|_| (), |case| wait(case, 3_600, 3_599)),
            (|_| (), |case| wait(case, 3_600, 3_601)),
            // Released and kept from the stakes.
            (
                |_| (),
                |case| {
                    let before: Pool = case.accounts.get(&pda::pool(&case.vault.address));
                    wait(case, 3_600, 3_600);
                    case.income(|income| {
                        let each = q64(income.per_fraction) - q64(before.income[0].per_fraction);
                        income.per_fraction = before.income[0].per_fraction;
                        income.rest = halves(q64(income.rest) + each * u128::from(before.staked));
                    });
                },
            ),
            // Another schedule for what waits.
            (
                |_| (),
                |case| {
                    case.income(|income| (income.amount, income.released) = (income.amount - income.released, 0));
                    case.income(|income| (income.secs, income.elapsed) = (1, 0));
                },
            ),
            // Closed while people stake.
            (
                |_| (),
                |case| {
                    case.remove(pda::income_account(&case.vault.address, &case.vault.quote_mint));
                    case.income(|income| *income = Income::default());
                    for holder in [case.ana, case.ben, case.cleo] {
                        case.share(holder, |share| *share = Share::default());
                    }
                },
            ),
        ],
    );
    let checker = Checker::default();
    checker.check(&case.accounts.list()).unwrap();
    let mut later = case;
    wait(&mut later, 3_600, 3_600);
    checker.check(&later.accounts.list()).unwrap();
}

/// So many seconds go by, and the stream goes on by `released` of them.
fn wait(case: &mut Case, secs: i64, released: u32) {
    release(case, released);
    case.pool(|pool| pool.updated_at += secs);
    case.clock(|now| *now += secs);
}

#[tokio::test]
async fn inv_07_notices_deposits_that_are_not_streamed_as_they_should_be() {
    let mut world = World::new().await;
    let vault = stake_and_earn(&mut world).await;
    let dan = world.actor("Dan").await;
    world.bank.advance(1_000).await;
    let before = Case::of(&mut world, &vault).await;
    world.deposit_income(&vault, &dan, &vault.quote_mint, 50_000_000).await.unwrap();
    let after = Case::of(&mut world, &vault).await;
    assert_noticed_between(
        &before,
        &after,
        "INV-07",
        &[
            (|_| (), |case| case.income(|income| income.secs += 1)),
            (|_| (), |case| case.income(|income| income.secs -= 1)),
            // Taken and not tracked.
            (
                |_| (),
                |case| case.income(|income| (income.balance, income.amount) = (income.balance - 1, income.amount - 1)),
            ),
            // Tracked and not taken.
            (
                |case| case.income_account(|account| account.amount += 1),
                |case| {
                    case.income_account(|account| account.amount += 1);
                    case.income(|income| (income.balance, income.amount) = (income.balance + 1, income.amount + 1));
                },
            ),
            // Released at once to those who are there.
            (
                |_| (),
                |case| case.income(|income| (income.amount, income.rest[1]) = (income.amount - 1, income.rest[1] + 1)),
            ),
            // As if a second of the new schedule were over.
            (
                |_| (),
                |case| {
                    case.income(|income| {
                        let scheduled = income.amount;
                        income.released = scheduled / u64::from(income.secs);
                        while income.amount - income.released < scheduled {
                            income.amount += 1;
                            income.released = income.amount / u64::from(income.secs);
                        }
                        income.elapsed = 1;
                    });
                },
            ),
            // As if it had come before the last seconds were released.
            (|_| (), |case| case.pool(|pool| pool.updated_at -= 1_000)),
            (|_| (), |case| case.clock(|now| *now += 1)),
            // Taken from a stake besides.
            (|_| (), |case| rob(case, case.cleo)),
        ],
    );
}

#[tokio::test]
async fn inv_07_notices_income_taken_after_the_sale() {
    let mut world = World::new().await;
    let vault = stake_and_earn(&mut world).await;
    let [ana, dan] = [world.actor("Ana").await, world.actor("Dan").await];
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    world.claim_income(&vault, &ana, &vault.quote_mint).await.unwrap();
    let case = Case::of(&mut world, &vault).await;
    assert_noticed_between(
        &case,
        &case,
        "INV-07",
        &[(
            |_| (),
            |case| {
                // By all rules of a deposit.
                case.income(|income| {
                    income.balance += 1;
                    (income.amount, income.released) = (income.amount - income.released + 1, 0);
                    (income.secs, income.elapsed) = (income.secs - income.elapsed, 0);
                });
                case.income_account(|account| account.amount += 1);
            },
        )],
    );
}

#[tokio::test]
async fn inv_07_notices_payments_that_are_not_what_the_stake_was_owed() {
    let mut world = World::new().await;
    let vault = stake_and_earn(&mut world).await;
    let ana = world.actor("Ana").await;
    world.bank.advance(1_000).await;
    let before = Case::of(&mut world, &vault).await;
    world.claim_income(&vault, &ana, &vault.quote_mint).await.unwrap();
    let after = Case::of(&mut world, &vault).await;
    assert_noticed_between(
        &before,
        &after,
        "INV-07",
        &[
            // Less has left than was booked.
            (|_| (), |case| case.income_account(|account| account.amount += 1)),
            // More has left than was booked: out of what was sent uninvited.
            (|case| case.income_account(|account| account.amount += 1), |_| ()),
            // Paid by somebody else.
            (|_| (), |case| rob(case, case.ana)),
            (|_| (), |case| rob(case, case.cleo)),
            // Parts of a unit that nobody is owed any more.
            (
                |_| (),
                |case| {
                    let stake: Stake = case.accounts.get(&pda::stake(&case.vault.address, &case.ana));
                    case.share(case.ana, |share| share.owed[0] = 0);
                    case.income(|income| income.rest = halves(q64(income.rest) + q64(stake.shares[0].owed)));
                },
            ),
            // Released up to another time.
            (|_| (), |case| case.clock(|now| *now += 1)),
        ],
    );
}

#[tokio::test]
async fn inv_07_notices_a_stake_that_earns_before_it_is_there() {
    let mut world = World::new().await;
    let vault = stake_and_earn(&mut world).await;
    let dan = world.actor("Dan").await;
    world.give_fractions(&vault, &vault.creator, &dan.pubkey(), 1_000).await;
    world.bank.advance(1_000).await;
    let before = Case::of(&mut world, &vault).await;
    world.stake(&vault, &dan, 1_000).await.unwrap();
    let mut after = Case::of(&mut world, &vault).await;
    // The tampering below is about Dan.
    after.cleo = dan.pubkey();
    assert_noticed_between(
        &before,
        &after,
        "INV-07",
        &[
            (|_| (), |case| rob(case, case.cleo)),
            (
                |_| (),
                |case| {
                    // As if it were there since the beginning.
                    case.share(case.cleo, |share| share.entry[0] -= 1_000);
                    case.share(case.ben, |share| share.owed[0] -= 1_000_000);
                },
            ),
            (|_| (), |case| case.pool(|pool| pool.updated_at -= 1)),
        ],
    );
    let checker = Checker::default();
    checker.check(&before.accounts.list()).unwrap();
    rob(&mut after, dan.pubkey());
    let complaint = checker.check(&after.accounts.list()).unwrap_err();
    assert!(complaint.ends_with("before it staked"), "{complaint}");
}

#[tokio::test]
async fn inv_07_notices_income_that_is_closed_while_somebody_can_earn_it() {
    let mut world = World::new().await;
    let vault = stake_and_earn(&mut world).await;
    sell_and_pay_out(&mut world, &vault).await;
    let before = Case::of(&mut world, &vault).await;
    world.close_income(&vault, &vault.quote_mint).await.unwrap();
    let after = Case::of(&mut world, &vault).await;
    fn keep_fractions(case: &mut Case) {
        case.mint(|mint| mint.supply += 5);
        case.token(case.vault.fraction_account(&case.ana), |token| token.amount += 5);
    }
    assert_noticed_between(
        &before,
        &after,
        "INV-07",
        &[
            (keep_fractions, keep_fractions),
            (
                |_| (),
                |case| {
                    let account = pda::income_account(&case.vault.address, &case.vault.quote_mint);
                    case.add_token(account, case.vault.quote_mint);
                },
            ),
            (
                |_| (),
                |case| {
                    let locked_until = case.now() + 86_400;
                    case.add_empty_stake(case.ana, |stake| stake.locked_until = locked_until);
                },
            ),
        ],
    );
    let mut active = World::new().await;
    let vault = active.at(Stage::Active).await;
    active.add_income_mint(&vault, &vault.quote_mint).await.unwrap();
    let unused = Case::of(&mut active, &vault).await;
    assert_noticed_between(
        &unused,
        &unused,
        "INV-07",
        &[(
            |_| (),
            |case| {
                case.remove(pda::income_account(&case.vault.address, &case.vault.quote_mint));
                case.income(|income| *income = Income::default());
            },
        )],
    );
    // Fractions that nobody can stake any more are no reason to keep it.
    let (mut before, mut after) = (before, after);
    for case in [&mut before, &mut after] {
        case.mint(|mint| mint.supply += 5);
        case.staked_fractions(|staked| staked.amount += 5);
    }
    let checker = Checker::default();
    checker.check(&before.accounts.list()).unwrap();
    checker.check(&after.accounts.list()).unwrap();
}

/// Lets all that waits leave to nobody known.
fn give_up(case: &mut Case) {
    let pool: Pool = case.accounts.get(&pda::pool(&case.vault.address));
    let waiting = pool.income[0].amount - pool.income[0].released;
    case.income_account(|account| account.amount -= waiting);
    case.income(|income| {
        income.balance -= waiting;
        (income.amount, income.secs) = (income.released, income.elapsed);
    });
}

#[tokio::test]
async fn inv_07_notices_income_given_up_that_somebody_can_earn() {
    let case = Case::staked().await;
    assert_noticed_between(&case, &case, "INV-07", &[(|_| (), give_up)]);

    let mut world = World::new().await;
    let vault = stake_and_earn(&mut world).await;
    sell_and_redeem(&mut world, &vault).await;
    let before = Case::of(&mut world, &vault).await;
    world.close_income(&vault, &vault.quote_mint).await.unwrap();
    let after = Case::of(&mut world, &vault).await;
    fn keep_fractions(case: &mut Case) {
        case.mint(|mint| mint.supply += 5);
        case.token(case.vault.fraction_account(&case.ana), |token| token.amount += 5);
    }
    assert_noticed_between(
        &before,
        &after,
        "INV-07",
        &[
            (keep_fractions, keep_fractions),
            // Something that waits stays behind.
            (
                |_| (),
                |case| {
                    // Of 700 units in 7 days 400 were released in 4; now they are 600 in 6.
                    case.income(|income| {
                        (income.amount, income.secs) = (600_000_000, 518_400);
                        income.balance += 200_000_000;
                    });
                    case.income_account(|account| account.amount += 200_000_000);
                },
            ),
            // Something that a stake is owed goes as well.
            (
                |_| (),
                |case| {
                    case.share(case.ben, |share| share.owed[1] -= 1);
                    case.income(|income| income.balance -= 1);
                    case.income_account(|account| account.amount -= 1);
                },
            ),
            // Tracked and still there.
            (|_| (), |case| case.income_account(|account| account.amount += 1)),
        ],
    );
}
