//! Income, streamed to stakes over time.

use {
    crate::stage::{DAY, HOUR, INCOME, PART, WEEK, claim, earning, sell, stake_rent},
    mosaic_client::state::Pool,
    mosaic_harness::{Stage, VaultCookie, World, assert_fails, bank::START, event},
};

/// What of the income in the quote mint is not released yet, and the length of its schedule.
async fn schedule(world: &World, vault: &VaultCookie) -> (u64, u32) {
    let Pool { income: [quote, ..], .. } = world.pool(vault).await;
    (quote.stream().waiting(), quote.secs)
}

#[tokio::test]
async fn inv_07_two_stakers_share_what_a_third_holder_does_not() {
    let mut world = World::new().await;
    let (vault, [ana, ben, tenant]) = earning(&mut world, 3).await;
    let (mint, cleo) = (world.quote_mint, world.actor("Cleo").await);
    let receipt = world.deposit_income(&vault, &tenant, &mint, INCOME).await.unwrap();
    if let Some(deposited) = event!(receipt, IncomeDeposited) {
        assert_eq!((deposited.depositor, deposited.mint, deposited.amount), (tenant.pubkey(), mint, INCOME));
        assert_eq!((deposited.waiting, deposited.secs, deposited.balance), (INCOME, 604_800, INCOME));
    }
    assert_fails(world.claim_income(&vault, &ana, &mint).await, "NoIncomeDue");
    world.bank.advance(1).await;
    assert_eq!(claim(&mut world, &vault, &ana).await, 750);
    assert_fails(world.claim_income(&vault, &ana, &mint).await, "NoIncomeDue");
    world.bank.set_clock(START + DAY).await;
    assert_eq!(claim(&mut world, &vault, &ana).await, 64_800_000 - 750);
    assert_eq!(claim(&mut world, &vault, &ben).await, 21_600_000);
    // Cleo has a quarter of the supply and no stake.
    assert_fails(world.claim_income(&vault, &cleo, &mint).await, "AccountOwnedByWrongProgram");
    assert_eq!(schedule(&world, &vault).await, (518_400_000, 604_800));

    world.bank.set_clock(START + WEEK).await;
    let before = world.cash_of(&ben).await;
    let receipt = world.claim_income(&vault, &ben, &mint).await.unwrap();
    assert_eq!(world.cash_of(&ben).await - before, 129_600_000);
    if let Some(claimed) = event!(receipt, IncomeClaimed) {
        assert_eq!((claimed.holder, claimed.mint, claimed.amount), (ben.pubkey(), mint, 129_600_000));
        assert_eq!((claimed.balance, claimed.closed), (388_800_000, false));
    }
    assert_eq!(claim(&mut world, &vault, &ana).await, 388_800_000);
    world.bank.advance(WEEK).await;
    assert_fails(world.claim_income(&vault, &ana, &mint).await, "NoIncomeDue");
    assert_eq!((world.income_balance(&vault, &mint).await, world.pool(&vault).await.income[0].balance), (0, 0));
}

#[tokio::test]
async fn inv_07_parts_of_a_unit_are_carried_and_none_is_lost() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let holders = world.spread(&vault).await;
    let (mint, tenant) = (world.quote_mint, world.actor("tenant").await);
    for holder in &holders {
        let amount = world.fractions_of(&vault, holder).await;
        world.stake(&vault, holder, amount).await.unwrap();
    }
    world.add_income_mint(&vault, &mint).await.unwrap();
    world.deposit_income(&vault, &tenant, &mint, 1_000_003).await.unwrap();
    // 40, 11 and 25 of 76 parts of what is released by then, less what was paid before, each rounded down.
    let claims = [
        (100, [86, 23, 54]),
        (3_601, [3_047, 838, 1_904]),
        (86_399, [72_053, 19_815, 45_033]),
        (302_401, [187_973, 51_692, 117_483]),
        (604_799, [263_157, 72_368, 164_473]),
        (604_800, [1, 1, 1]),
    ];
    for (secs, amounts) in claims {
        world.bank.set_clock(START + secs).await;
        for (holder, amount) in holders.iter().zip(amounts) {
            assert_eq!(claim(&mut world, &vault, holder).await, amount, "{} after {secs} s", holder.name);
        }
    }
    assert_eq!(world.income_balance(&vault, &mint).await, 1, "three parts of a unit, one of each");
}

#[tokio::test]
async fn t28_a_stake_for_one_second_earns_the_part_of_one_second() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, _] = world.spread(&vault).await;
    let (mint, tenant, dan) = (world.quote_mint, world.actor("tenant").await, world.actor("Dan").await);
    world.stake(&vault, &ana, PART).await.unwrap();
    world.add_income_mint(&vault, &mint).await.unwrap();
    world.deposit_income(&vault, &tenant, &mint, INCOME).await.unwrap();
    // After the first hour of an auction a stake may leave at once.
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    world.bank.advance(2 * HOUR).await;
    world.stake(&vault, &ben, PART).await.unwrap();
    world.bank.advance(1).await;
    world.unstake(&vault, &ben, PART).await.unwrap();
    world.bank.set_clock(START + WEEK - 1).await;
    assert_eq!(claim(&mut world, &vault, &ben).await, 500);
    assert!(world.stake_of(&vault, &ben).await.is_none());
    // Again for the last second of the stream; later there is nothing more.
    world.stake(&vault, &ben, PART).await.unwrap();
    world.bank.advance(DAY).await;
    assert_eq!(claim(&mut world, &vault, &ben).await, 500);
    assert_eq!(claim(&mut world, &vault, &ana).await, INCOME - 1_000);
    assert_eq!(world.income_balance(&vault, &mint).await, 0);
}

#[tokio::test]
async fn income_waits_while_nobody_stakes_and_is_not_lost() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, _] = world.spread(&vault).await;
    let (mint, tenant) = (world.quote_mint, world.actor("tenant").await);
    world.add_income_mint(&vault, &mint).await.unwrap();
    world.deposit_income(&vault, &tenant, &mint, INCOME / 2).await.unwrap();
    world.bank.advance(100 * DAY).await;
    world.deposit_income(&vault, &tenant, &mint, INCOME / 2).await.unwrap();
    assert_eq!(schedule(&world, &vault).await, (INCOME, 604_800));
    world.bank.advance(100 * DAY).await;
    world.stake(&vault, &ana, PART).await.unwrap();
    assert_fails(world.claim_income(&vault, &ana, &mint).await, "NoIncomeDue");
    world.bank.advance(DAY).await;
    // She leaves after a day; the other six wait for Ben.
    world.unstake(&vault, &ana, PART).await.unwrap();
    world.bank.advance(100 * DAY).await;
    assert_eq!(claim(&mut world, &vault, &ana).await, 86_400_000);
    world.stake(&vault, &ben, PART).await.unwrap();
    world.bank.advance(3 * DAY).await;
    assert_eq!(claim(&mut world, &vault, &ben).await, 259_200_000);
    world.bank.advance(3 * DAY).await;
    assert_eq!(claim(&mut world, &vault, &ben).await, 259_200_000);
    assert_eq!(world.income_balance(&vault, &mint).await, 0);
}

#[tokio::test]
async fn a_deposit_while_another_streams_joins_it() {
    let mut world = World::new().await;
    let (vault, [ana, ben, tenant]) = earning(&mut world, 1).await;
    let mint = world.quote_mint;
    world.deposit_income(&vault, &tenant, &mint, INCOME).await.unwrap();
    world.bank.advance(WEEK / 2).await;
    world.deposit_income(&vault, &tenant, &mint, INCOME / 2).await.unwrap();
    // Half a week for one half of what waits, a week for the other.
    assert_eq!(schedule(&world, &vault).await, (INCOME, 453_600));
    assert_eq!(claim(&mut world, &vault, &ana).await, INCOME / 4);
    world.bank.advance(226_800).await;
    assert_eq!(claim(&mut world, &vault, &ana).await, INCOME / 4);
    world.bank.advance(226_800).await;
    assert_eq!(claim(&mut world, &vault, &ana).await, INCOME / 4);
    assert_eq!(claim(&mut world, &vault, &ben).await, INCOME / 4 * 3);
    // One that comes after the end has a week of its own.
    world.bank.advance(DAY).await;
    world.deposit_income(&vault, &tenant, &mint, INCOME).await.unwrap();
    assert_eq!(schedule(&world, &vault).await, (INCOME, 604_800));
}

#[tokio::test]
async fn t37_staking_more_just_before_the_claim_earns_nothing_of_the_past() {
    let mut world = World::new().await;
    let (vault, [ana, ben, tenant]) = earning(&mut world, 1).await;
    let mint = world.quote_mint;
    world.deposit_income(&vault, &tenant, &mint, INCOME).await.unwrap();
    world.bank.advance(DAY).await;
    let more_and_claim =
        [vault.stake(&ana.pubkey(), 2 * PART).instruction(), vault.claim_income(&ana.pubkey(), &mint).instruction()];
    let before = world.cash_of(&ana).await;
    world.send(&more_and_claim, &[&ana]).await.unwrap();
    assert_eq!(world.cash_of(&ana).await - before, 43_200_000, "half of the day");
    world.bank.advance(DAY).await;
    // Nor does leaving before the claim lose any of it.
    world.unstake(&vault, &ana, 3 * PART).await.unwrap();
    assert_eq!(claim(&mut world, &vault, &ana).await, 64_800_000, "three quarters of the second one");
    assert_eq!(claim(&mut world, &vault, &ben).await, 43_200_000 + 21_600_000);
}

#[tokio::test]
async fn the_stream_goes_on_through_the_auction_and_after_the_sale() {
    let mut world = World::new().await;
    let (vault, [ana, ben, tenant]) = earning(&mut world, 3).await;
    let mint = world.quote_mint;
    let cleo = world.actor("Cleo").await;
    let dan = world.actor("Dan").await;
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    // In an auction income is still taken, after it no more.
    world.deposit_income(&vault, &tenant, &mint, INCOME).await.unwrap();
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    assert_fails(world.deposit_income(&vault, &tenant, &mint, 1).await, "WrongStatus");
    assert_eq!(claim(&mut world, &vault, &ben).await, 64_800_000, "a quarter of three days");
    // Ana and Ben leave and redeem; Cleo comes for the rest of the stream.
    for (holder, staked) in [(&ana, 3 * PART), (&ben, PART)] {
        world.unstake(&vault, holder, staked).await.unwrap();
        let amount = world.fractions_of(&vault, holder).await;
        world.redeem(&vault, holder, amount).await.unwrap();
    }
    world.bank.advance(DAY).await;
    world.stake(&vault, &cleo, PART).await.unwrap();
    world.bank.advance(WEEK).await;
    assert_eq!(claim(&mut world, &vault, &cleo).await, 345_600_000);
    assert_eq!(claim(&mut world, &vault, &ana).await, 194_400_000);
    assert_eq!(world.income_balance(&vault, &mint).await, 0);
}

#[tokio::test]
async fn a_stake_stays_open_until_the_last_claim() {
    let mut world = World::new().await;
    let (vault, [ana, _, tenant]) = earning(&mut world, 3).await;
    let (quote, other) = (world.quote_mint, world.bank.create_mint(2, None).await);
    world.add_income_mint(&vault, &other).await.unwrap();
    world.bank.fund(&tenant.pubkey(), &other, 4_000).await;
    for (mint, amount) in [(quote, INCOME), (other, 4_000)] {
        world.deposit_income(&vault, &tenant, &mint, amount).await.unwrap();
    }
    world.bank.advance(WEEK).await;
    let (rent, lamports) = (stake_rent(&world, &vault, &ana).await, world.bank.lamports(&ana.pubkey()).await);
    world.unstake(&vault, &ana, 3 * PART).await.unwrap();
    let stake = world.stake_of(&vault, &ana).await.unwrap();
    let owed = stake.shares.map(|share| share.share().claimable());
    assert_eq!((stake.amount, owed, world.pool(&vault).await.stakes), (0, [453_600_000, 3_000, 0], 2));
    world.claim_income(&vault, &ana, &quote).await.unwrap();
    assert_eq!(world.bank.lamports(&ana.pubkey()).await, lamports);
    let receipt = world.claim_income(&vault, &ana, &other).await.unwrap();
    if let Some(claimed) = event!(receipt, IncomeClaimed) {
        assert!(claimed.closed);
    }
    assert!(world.stake_of(&vault, &ana).await.is_none());
    assert_eq!(world.bank.lamports(&ana.pubkey()).await, lamports + rent);
    assert_eq!(world.pool(&vault).await.stakes, 1);
    // The auction of the vault finds nothing of it in the way.
    sell(&mut world, &vault).await;
}
