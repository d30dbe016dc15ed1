//! Dust and gifts: what a stranger sends delays nobody and changes nothing.

use {
    crate::stage::{DAY, HOUR, INCOME, PART, WEEK, claim, close, earning, pay_out, sell, stake_address},
    anchor_lang::{prelude::Pubkey, solana_program::system_instruction},
    mosaic_client::pda,
    mosaic_harness::{Stage, VaultCookie, World, assert_fails, bank::START, event},
};

#[tokio::test]
async fn t36_dust_paid_in_every_hour_puts_nothing_off() {
    let mut world = World::new().await;
    let (vault, [ana, ben, tenant]) = earning(&mut world, 1).await;
    let (mint, mal) = (world.quote_mint, world.actor("Mal").await);
    world.deposit_income(&vault, &tenant, &mint, INCOME).await.unwrap();
    for hour in 1..=168 {
        world.bank.set_clock(START + hour * HOUR).await;
        world.deposit_income(&vault, &mal, &mint, 1).await.unwrap();
    }
    // After the week everything is released but the last unit of dust.
    for holder in [&ana, &ben] {
        assert_eq!(claim(&mut world, &vault, holder).await, INCOME / 2 + 83);
    }
    assert_eq!(world.income_balance(&vault, &mint).await, 2, "half a unit of each, and that last unit");
}

#[tokio::test]
async fn t36_stakes_of_dust_take_no_more_than_their_part() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ..] = world.spread(&vault).await;
    let (mint, tenant) = (world.quote_mint, world.actor("tenant").await);
    world.stake(&vault, &ana, 4_000_000_000).await.unwrap();
    world.add_income_mint(&vault, &mint).await.unwrap();
    let mut crowd = Vec::new();
    for name in ["one", "two", "three", "four", "five"] {
        let dust = world.actor(name).await;
        world.distribute(&vault, &[(&dust, 1)]).await;
        world.stake(&vault, &dust, 1).await.unwrap();
        crowd.push(dust);
    }
    world.deposit_income(&vault, &tenant, &mint, INCOME).await.unwrap();
    world.bank.advance(WEEK).await;
    assert_eq!(claim(&mut world, &vault, &ana).await, INCOME - 1);
    for dust in &crowd {
        // 0.15 of a unit
        assert_fails(world.claim_income(&vault, dust, &mint).await, "NoIncomeDue");
        world.unstake(&vault, dust, 1).await.unwrap();
        assert!(world.stake_of(&vault, dust).await.is_none(), "no rent is kept for a part of a unit");
    }
    // What they left is Ana's from the next second on; less than a unit is missing to the one that is left.
    let pool = world.pool(&vault).await;
    assert_eq!((pool.stakes, pool.staked, pool.income[0].balance), (1, 4_000_000_000, 1));
}

#[tokio::test]
async fn t11_t36_tokens_and_lamports_sent_to_pool_and_income_change_nothing() {
    let mut world = World::new().await;
    let (vault, [ana, ben, tenant]) = earning(&mut world, 3).await;
    let (mint, mal, cleo) = (world.quote_mint, world.actor("Mal").await, world.actor("Cleo").await);
    world.deposit_income(&vault, &tenant, &mint, INCOME).await.unwrap();
    let before = format!("{:?}", world.pool(&vault).await);
    let income = pda::income_account(&vault.address, &mint);
    world.transfer(&world.cash_account(&mal.pubkey()), &income, &mal, 5_000_000).await;
    let staked = pda::staked_fractions(&vault.address);
    world.transfer(&vault.fraction_account(&cleo.pubkey()), &staked, &cleo, 2_500_000_000).await;
    for address in [pda::pool(&vault.address), staked, income, stake_address(&vault, &ana)] {
        let gift = system_instruction::transfer(&mal.pubkey(), &address, 1_000_000);
        world.send(&[gift], &[&mal]).await.unwrap();
    }
    assert_eq!(format!("{:?}", world.pool(&vault).await), before);

    world.bank.advance(DAY).await;
    assert_eq!(claim(&mut world, &vault, &ana).await, 64_800_000);
    let (dan, creator) = (sell(&mut world, &vault).await, vault.creator.clone());
    world.bank.set_clock(START + WEEK).await;
    assert_eq!(claim(&mut world, &vault, &ben).await, INCOME / 4);
    assert_eq!(claim(&mut world, &vault, &ana).await, INCOME / 4 * 3 - 64_800_000);
    world.unstake(&vault, &ana, 3 * PART).await.unwrap();
    world.unstake(&vault, &ben, PART).await.unwrap();
    pay_out(&mut world, &vault, &[&dan], &[&ana, &ben, &creator]).await;
    let cash = world.cash_of(&creator).await;
    let receipt = world.close_income(&vault, &mint).await.unwrap();
    if let Some(closed) = event!(receipt, IncomeClosed) {
        assert_eq!((closed.mint, closed.unearned, closed.surplus), (mint, 0, 5_000_000));
    }
    assert_eq!(world.cash_of(&creator).await, cash + 5_000_000);
    world.close_staking(&vault).await.unwrap();
    close(&mut world, &vault).await;
}

/// Every address of stakes, asks and income.
fn addresses(world: &World, vault: &VaultCookie) -> [Pubkey; 4] {
    let vault = &vault.address;
    [pda::pool(vault), pda::staked_fractions(vault), pda::asks(vault), pda::income_account(vault, &world.quote_mint)]
}

#[tokio::test]
async fn t11_lamports_at_every_address_before_it_is_created_block_nothing() {
    // less than any rent, the rent of a token account, more than any rent
    for lamports in [890_880, 2_039_280, 50_000_000] {
        let mut world = World::new().await;
        let vault = world.at(Stage::Active).await;
        let [ana, ..] = world.spread(&vault).await;
        let (mint, mal) = (world.quote_mint, world.actor("Mal").await);
        for address in addresses(&world, &vault).into_iter().chain([stake_address(&vault, &ana)]) {
            let gift = system_instruction::transfer(&mal.pubkey(), &address, lamports);
            world.send(&[gift], &[&mal]).await.unwrap();
        }
        world.stake(&vault, &ana, 4_000_000_000).await.unwrap();
        world.ask(&vault, &ana, Some(90)).await.unwrap();
        world.add_income_mint(&vault, &mint).await.unwrap();
        world.deposit_income(&vault, &mal, &mint, 7_000).await.unwrap();
        world.bank.advance(DAY).await;
        assert_eq!(claim(&mut world, &vault, &ana).await, 999, "but for a part of a unit");
        world.unstake(&vault, &ana, 4_000_000_000).await.unwrap();
        assert_eq!(world.bank.lamports(&stake_address(&vault, &ana)).await, 0);
    }
}
