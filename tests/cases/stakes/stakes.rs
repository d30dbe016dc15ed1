//! Stakes: made, added to, taken out, closed.

use {
    crate::stage::{DAY, close, lamports_of, pay_out, sell, stake_address, stake_rent},
    mosaic::events::FractionsStaked,
    mosaic_client::pda,
    mosaic_harness::{Actor, Stage, VaultCookie, World, assert_fails, bank::START, event, world::CASH},
};

/// Fractions in hand, in the stake, and staked by all.
async fn purse(world: &World, vault: &VaultCookie, holder: &Actor) -> (u64, u64, u64) {
    let stake = world.stake_of(vault, holder).await.map_or(0, |stake| stake.amount);
    (world.fractions_of(vault, holder).await, stake, world.pool(vault).await.staked)
}

#[tokio::test]
async fn inv_04_fractions_go_into_a_stake_and_come_out_of_it() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, _] = world.spread(&vault).await;
    let receipt = world.stake(&vault, &ana, 1_500_000_000).await.unwrap();
    if let Some(staked) = event!(receipt, FractionsStaked) {
        let expected = FractionsStaked {
            header: staked.header,
            holder: ana.pubkey(),
            amount: 1_500_000_000,
            stake: 1_500_000_000,
            staked: 1_500_000_000,
            level: None,
            locked_until: START + DAY,
        };
        assert_eq!(staked, expected);
    }
    assert_eq!(purse(&world, &vault, &ana).await, (2_500_000_000, 1_500_000_000, 1_500_000_000));
    world.stake(&vault, &ben, 1_100_000_000).await.unwrap();
    world.stake(&vault, &ana, 500_000_000).await.unwrap();
    assert_eq!(purse(&world, &vault, &ana).await, (2_000_000_000, 2_000_000_000, 3_100_000_000));
    assert_eq!((world.staked_fractions(&vault).await, world.pool(&vault).await.stakes), (3_100_000_000, 2));

    world.bank.advance(DAY).await;
    world.unstake(&vault, &ana, 1).await.unwrap();
    assert_eq!(purse(&world, &vault, &ana).await, (2_000_000_001, 1_999_999_999, 3_099_999_999));
    let receipt = world.unstake(&vault, &ana, 1_999_999_999).await.unwrap();
    if let Some(unstaked) = event!(receipt, FractionsUnstaked) {
        assert_eq!((unstaked.amount, unstaked.stake, unstaked.staked), (1_999_999_999, 0, 1_100_000_000));
        assert!(unstaked.closed);
    }
    assert_eq!(purse(&world, &vault, &ana).await, (4_000_000_000, 0, 1_100_000_000));
    assert_eq!(purse(&world, &vault, &ben).await, (0, 1_100_000_000, 1_100_000_000));
    assert_eq!(world.staked_fractions(&vault).await, 1_100_000_000);
    // and in again
    world.stake(&vault, &ana, 4_000_000_000).await.unwrap();
    assert_eq!(purse(&world, &vault, &ana).await, (0, 4_000_000_000, 5_100_000_000));
}

#[tokio::test]
async fn the_rent_of_a_stake_is_its_holders() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ..] = world.spread(&vault).await;
    world.send(&[vault.open_staking().instruction()], &[]).await.unwrap();
    let start = lamports_of(&world, &[&ana]).await[0];
    world.stake(&vault, &ana, 1_000_000_000).await.unwrap();
    let rent = stake_rent(&world, &vault, &ana).await;
    println!("a stake locks {rent} lamports");
    assert_eq!(lamports_of(&world, &[&ana]).await, [start - rent]);
    // Adding and taking a part costs nothing more.
    world.stake(&vault, &ana, 1_000_000_000).await.unwrap();
    world.bank.advance(DAY).await;
    world.unstake(&vault, &ana, 500_000_000).await.unwrap();
    assert_eq!(lamports_of(&world, &[&ana]).await, [start - rent]);
    world.unstake(&vault, &ana, 1_500_000_000).await.unwrap();
    assert_eq!(lamports_of(&world, &[&ana]).await, [start]);
    assert_eq!(world.bank.lamports(&stake_address(&vault, &ana)).await, 0);
}

#[tokio::test]
async fn nobody_stakes_or_takes_out_nothing_or_more_than_there_is() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, _] = world.spread(&vault).await;
    assert_fails(world.stake(&vault, &ana, 0).await, "ZeroAmount");
    assert_fails(world.stake(&vault, &ana, 4_000_000_001).await, "SourceTooSmall");
    assert!(world.stake_of(&vault, &ana).await.is_none(), "nothing is left of what was refused");
    world.stake(&vault, &ana, 4_000_000_000).await.unwrap();
    world.stake(&vault, &ben, 1_100_000_000).await.unwrap();
    world.bank.advance(DAY).await;
    assert_fails(world.unstake(&vault, &ana, 0).await, "ZeroAmount");
    assert_fails(world.unstake(&vault, &ana, 4_000_000_001).await, "AmountAboveStake");
    assert_eq!(purse(&world, &vault, &ana).await, (0, 4_000_000_000, 5_100_000_000));
}

#[tokio::test]
async fn only_the_holder_takes_fractions_out_and_only_to_itself() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, _] = world.spread(&vault).await;
    world.stake(&vault, &ana, 4_000_000_000).await.unwrap();
    world.bank.advance(DAY).await;
    let mut unstake = vault.unstake(&ana.pubkey(), 4_000_000_000);
    unstake.fraction_destination = vault.fraction_account(&ben.pubkey());
    assert_fails(world.send(&[unstake.instruction()], &[&ana]).await, "DestinationOfAnotherOwner");
    let mut instruction = vault.unstake(&ana.pubkey(), 4_000_000_000).instruction();
    instruction.accounts[0].is_signer = false;
    assert_fails(world.send(&[instruction], &[&ben]).await, "AccountNotSigner");
    let mut instruction = vault.unstake(&ana.pubkey(), 4_000_000_000).instruction();
    instruction.accounts[0].pubkey = ben.pubkey();
    assert_fails(world.send(&[instruction], &[&ben]).await, "StakeOfAnotherHolder");
    // To another account of her own she may.
    let other = world.bank.create_token_account(&ana.pubkey(), &vault.fraction_mint).await;
    unstake.fraction_destination = other;
    world.send(&[unstake.instruction()], &[&ana]).await.unwrap();
    assert_eq!(world.bank.token_balance(&other).await, 4_000_000_000);
}

#[tokio::test]
async fn two_who_are_first_at_the_same_time_both_succeed() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, _] = world.spread(&vault).await;
    let before = lamports_of(&world, &[&ana, &ben]).await;
    // Each found neither pool nor book, and so opens both.
    for (holder, amount, level) in [(&ana, 4_000_000_000, 90), (&ben, 1_100_000_000, 92)] {
        let mut open_staking = vault.open_staking();
        open_staking.payer = holder.pubkey();
        let mut open_asks = vault.open_asks();
        open_asks.payer = holder.pubkey();
        let together = [
            open_staking.instruction(),
            vault.stake(&holder.pubkey(), amount).instruction(),
            open_asks.instruction(),
            vault.set_ask(&holder.pubkey(), Some(level)).instruction(),
        ];
        world.send(&together, &[holder]).await.unwrap();
    }
    let (pool, asks) = (world.pool(&vault).await, world.asks(&vault).await.unwrap());
    assert_eq!((pool.opener, asks.opener), (ana.pubkey(), ana.pubkey()));
    assert_eq!((pool.staked, pool.stakes, asks.asking), (5_100_000_000, 2, 5_100_000_000));
    // The second one has paid for its stake only.
    let mut opened = 0;
    for address in [pda::pool(&vault.address), pda::staked_fractions(&vault.address), pda::asks(&vault.address)] {
        opened += world.bank.lamports(&address).await;
    }
    let rents = [stake_rent(&world, &vault, &ana).await, stake_rent(&world, &vault, &ben).await];
    let expected = [before[0] - opened - rents[0], before[1] - rents[1]];
    assert_eq!(lamports_of(&world, &[&ana, &ben]).await, expected);
    assert_eq!(world.quote(&vault).await.reserve, 822_702_474);
}

#[tokio::test]
async fn a_book_needs_a_pool_first() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    assert_fails(world.send(&[vault.open_asks().instruction()], &[]).await, "NothingStaked");
    world.send(&[vault.open_staking().instruction()], &[]).await.unwrap();
    world.send(&[vault.open_asks().instruction()], &[]).await.unwrap();
    let events = world.vault(&vault).await.events;
    world.send(&[vault.open_staking().instruction(), vault.open_asks().instruction()], &[]).await.unwrap();
    assert_eq!(world.vault(&vault).await.events, events, "nothing has happened");
}

#[tokio::test]
async fn t11_fractions_sent_to_the_staked_ones_change_nothing_and_are_burned_at_closing() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, cleo] = world.spread(&vault).await;
    world.stake(&vault, &ana, 4_000_000_000).await.unwrap();
    world.ask(&vault, &ana, Some(90)).await.unwrap();
    let before = (world.pool(&vault).await, world.asks(&vault).await.unwrap(), world.quote(&vault).await);
    let staked = pda::staked_fractions(&vault.address);
    world.transfer(&vault.fraction_account(&ben.pubkey()), &staked, &ben, 1_100_000_000).await;
    let after = (world.pool(&vault).await, world.asks(&vault).await.unwrap(), world.quote(&vault).await);
    assert_eq!(format!("{after:?}"), format!("{before:?}"));
    assert_eq!(world.staked_fractions(&vault).await, 5_100_000_000);

    let dan = sell(&mut world, &vault).await;
    world.unstake(&vault, &ana, 4_000_000_000).await.unwrap();
    let creator = vault.creator.clone();
    pay_out(&mut world, &vault, &[&dan], &[&ana, &cleo, &creator]).await;
    // 1,000,000,000 less 5 % and 2 %, of which 11 % are owed to nobody any more
    assert_eq!((world.supply(&vault).await, world.auction(&vault).await.proceeds), (1_100_000_000, 102_300_000));
    let receipt = world.close_staking(&vault).await.unwrap();
    if let Some(closed) = event!(receipt, StakingClosed) {
        assert_eq!(closed.surplus_fractions, 1_100_000_000);
    }
    assert_eq!(world.supply(&vault).await, 0);
    let cash = world.cash_of(&creator).await;
    close(&mut world, &vault).await;
    assert_eq!(world.cash_of(&creator).await, cash + 102_300_000);
    assert_eq!((world.cash_of(&ana).await, world.cash_of(&ben).await), (CASH + 372_000_000, CASH));
}
