//! The mints of income: which, how many, and the smallest and largest amounts.

use {
    crate::stage::{DAY, PART, WEEK, earning},
    anchor_lang::prelude::Pubkey,
    mosaic_harness::{Actor, Stage, VaultCookie, VaultSpec, World, assert_fails, bank::START},
};

/// Raw units of a mint an actor holds.
async fn held(world: &World, holder: &Actor, mint: &Pubkey) -> u64 {
    world.bank.token_balance(&mosaic_client::pda::associated_token(&holder.pubkey(), mint)).await
}

/// A new mint of income of which the tenant has deposited so much.
async fn deposited(world: &mut World, vault: &VaultCookie, decimals: u8, amount: u64) -> Pubkey {
    let (tenant, mint) = (world.actor("tenant").await, world.bank.create_mint(decimals, None).await);
    world.bank.fund(&tenant.pubkey(), &mint, amount).await;
    world.add_income_mint(vault, &mint).await.unwrap();
    world.deposit_income(vault, &tenant, &mint, amount).await.unwrap();
    mint
}

#[tokio::test]
async fn t04_seven_units_without_decimals_take_a_week() {
    let mut world = World::new().await;
    let (vault, [ana, ben, _]) = earning(&mut world, 1).await;
    let mint = deposited(&mut world, &vault, 0, 7).await;
    world.bank.set_clock(START + 2 * DAY - 1).await;
    // One unit is released, half of it for each.
    assert_fails(world.claim_income(&vault, &ana, &mint).await, "NoIncomeDue");
    world.bank.advance(1).await;
    world.claim_income(&vault, &ana, &mint).await.unwrap();
    assert_eq!((held(&world, &ana, &mint).await, held(&world, &ben, &mint).await), (1, 0));
    world.bank.set_clock(START + WEEK).await;
    world.claim_income(&vault, &ana, &mint).await.unwrap();
    world.claim_income(&vault, &ben, &mint).await.unwrap();
    assert_eq!((held(&world, &ana, &mint).await, held(&world, &ben, &mint).await), (3, 3));
    // The last unit is half of each: whoever leaves first leaves its half to the other.
    world.unstake(&vault, &ana, PART).await.unwrap();
    assert!(world.stake_of(&vault, &ana).await.is_none());
    world.bank.advance(1).await;
    world.claim_income(&vault, &ben, &mint).await.unwrap();
    assert_eq!((held(&world, &ben, &mint).await, world.income_balance(&vault, &mint).await), (4, 0));
}

#[tokio::test]
async fn t04_income_with_nine_decimals() {
    let mut world = World::new().await;
    let (vault, [ana, ben, _]) = earning(&mut world, 3).await;
    let mint = deposited(&mut world, &vault, 9, 604_800_000_000_000_000).await;
    world.bank.advance(1).await;
    world.claim_income(&vault, &ben, &mint).await.unwrap();
    assert_eq!(held(&world, &ben, &mint).await, 250_000_000_000);
    world.bank.advance(WEEK).await;
    world.claim_income(&vault, &ana, &mint).await.unwrap();
    world.claim_income(&vault, &ben, &mint).await.unwrap();
    assert_eq!(held(&world, &ana, &mint).await, 453_600_000_000_000_000);
    assert_eq!(held(&world, &ben, &mint).await, 151_200_000_000_000_000);
}

#[tokio::test]
async fn t04_the_largest_deposit_there_can_be() {
    let mut world = World::new().await;
    let (vault, [ana, ben, _]) = earning(&mut world, 1).await;
    let mint = deposited(&mut world, &vault, 9, u64::MAX).await;
    world.bank.advance(1).await;
    world.claim_income(&vault, &ana, &mint).await.unwrap();
    assert_eq!(held(&world, &ana, &mint).await, u64::MAX / 604_800 / 2);
    world.bank.advance(WEEK).await;
    for holder in [&ana, &ben] {
        world.claim_income(&vault, holder, &mint).await.unwrap();
        assert_eq!(held(&world, holder, &mint).await, u64::MAX / 2);
    }
    assert_eq!(world.income_balance(&vault, &mint).await, 1, "half a unit of each");
}

#[tokio::test]
async fn t04_the_largest_deposit_again_and_again_for_a_single_fraction() {
    let mut world = World::new().await;
    let vault = world.vault_at(Stage::Active, VaultSpec { supply: 1, decimals: 0, ..VaultSpec::default() }).await;
    let creator = vault.creator.clone();
    world.stake(&vault, &creator, 1).await.unwrap();
    let mint = deposited(&mut world, &vault, 0, u64::MAX).await;
    for round in 1..=3u128 {
        world.bank.advance(WEEK).await;
        world.claim_income(&vault, &creator, &mint).await.unwrap();
        assert_eq!(held(&world, &creator, &mint).await, u64::MAX);
        // The sum per fraction passes 2^128 in the second round; only its differences count.
        let (low, high) = (0, u64::MAX.wrapping_mul(round as u64));
        assert_eq!(world.pool(&vault).await.income[1].per_fraction, [low, high]);
        world.deposit_income(&vault, &creator, &mint, u64::MAX).await.unwrap();
    }
}

#[tokio::test]
async fn three_mints_stream_side_by_side() {
    let mut world = World::new().await;
    let (vault, [ana, ben, tenant]) = earning(&mut world, 3).await;
    let quote = world.quote_mint;
    world.deposit_income(&vault, &tenant, &quote, 4_000).await.unwrap();
    world.bank.advance(DAY).await;
    let second = deposited(&mut world, &vault, 6, 28_000).await;
    world.bank.advance(DAY).await;
    let third = deposited(&mut world, &vault, 6, 280_000).await;
    world.bank.advance(DAY).await;
    let before = world.cash_of(&ana).await;
    for mint in [&quote, &second, &third] {
        world.claim_income(&vault, &ana, mint).await.unwrap();
    }
    // 1,714 of 4,000 after three days, 8,000 after two, 40,000 after one; three quarters of each
    assert_eq!(world.cash_of(&ana).await - before, 1_285);
    assert_eq!((held(&world, &ana, &second).await, held(&world, &ana, &third).await), (6_000, 30_000));
    world.bank.advance(WEEK).await;
    // A change of the stake settles all three, and each is still claimed by itself.
    world.unstake(&vault, &ben, PART).await.unwrap();
    let stake = world.stake_of(&vault, &ben).await.unwrap();
    assert_eq!(stake.shares.map(|share| share.share().claimable()), [1_000, 7_000, 70_000]);
    for (mint, left) in [(second, [1_000, 0, 70_000]), (third, [1_000, 0, 0])] {
        world.claim_income(&vault, &ben, &mint).await.unwrap();
        let stake = world.stake_of(&vault, &ben).await.unwrap();
        assert_eq!(stake.shares.map(|share| share.share().claimable()), left);
    }
}

#[tokio::test]
async fn t34_each_mint_once_at_most_three_and_one_place_for_the_quote_mint() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let (quote, eve) = (world.quote_mint, world.actor("Eve").await);
    let mut mints = Vec::new();
    for decimals in [0, 6, 9] {
        mints.push(world.bank.create_mint(decimals, None).await);
    }
    world.add_income_mint(&vault, &mints[0]).await.unwrap();
    assert_fails(world.add_income_mint(&vault, &mints[0]).await, "IncomeMintKnown");
    // Whoever is not the curator adds the quote mint and no other.
    let mut add = vault.add_income_mint(&mints[1]);
    add.payer = eve.pubkey();
    assert_fails(world.send(&[add.instruction()], &[&eve]).await, "NotTheCurator");
    world.add_income_mint(&vault, &mints[1]).await.unwrap();
    assert_fails(world.add_income_mint(&vault, &mints[2]).await, "TooManyIncomeMints");
    add.mint = quote;
    world.send(&[add.instruction()], &[&eve]).await.unwrap();
    assert_fails(world.send(&[add.instruction()], &[&eve]).await, "IncomeMintKnown");
    let income = world.pool(&vault).await.income;
    assert_eq!(income.map(|income| income.mint), [quote, mints[0], mints[1]]);
    assert_eq!(income[0].opener, eve.pubkey());
}

#[tokio::test]
async fn what_cannot_be_income_is_refused_by_name() {
    let mut world = World::new().await;
    let (vault, [_, _, tenant]) = earning(&mut world, 1).await;
    assert_fails(world.add_income_mint(&vault, &vault.fraction_mint).await, "IncomeMintIsFraction");
    let token_2022 = world.bank.create_mint_2022(6, None, &[]).await;
    assert_fails(world.add_income_mint(&vault, &token_2022).await, "IncomeMintNotClassic");
    let quote = world.quote_mint;
    assert_fails(world.deposit_income(&vault, &tenant, &quote, 0).await, "ZeroAmount");
    let other = world.bank.create_mint(6, None).await;
    world.bank.fund(&tenant.pubkey(), &other, 1).await;
    assert_fails(world.deposit_income(&vault, &tenant, &other, 1).await, "WrongIncomeAccount");
}
