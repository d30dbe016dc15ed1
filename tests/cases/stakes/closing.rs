//! From a vault with stakes, asks and income to nothing.

use {
    crate::stage::{DAY, INCOME, PART, WEEK, claim, close, earning, lamports_of, pay_out, sell},
    anchor_lang::prelude::Pubkey,
    mosaic_client::{instructions::CloseStaking, pda},
    mosaic_harness::{Actor, Stage, VaultCookie, World, assert_fails, event, world::CASH},
};

/// Rent of a mint of the classic token program, which nobody can close.
const MINT_RENT: u64 = 1_461_600;

/// Raw units of a mint an actor holds.
async fn held(world: &World, holder: &Actor, mint: &Pubkey) -> u64 {
    world.bank.token_balance(&pda::associated_token(&holder.pubkey(), mint)).await
}

/// Takes all of a stake out and claims every income it is owed; the stake is closed then.
async fn leave(world: &mut World, vault: &VaultCookie, holder: &Actor, mints: &[Pubkey]) {
    let amount = world.stake_of(vault, holder).await.unwrap().amount;
    world.unstake(vault, holder, amount).await.unwrap();
    for mint in mints {
        world.claim_income(vault, holder, mint).await.unwrap();
    }
    assert!(world.stake_of(vault, holder).await.is_none());
}

/// What everybody opens in the first story: Ana the pool, Ben the book, the tenant the income in the quote mint, the
/// curator two more; the tenant pays 4,200 raw units of each. Returns the mints.
async fn open(world: &mut World, vault: &VaultCookie, ana: &Actor, ben: &Actor, tenant: &Actor) -> [Pubkey; 3] {
    let mut open_staking = vault.open_staking();
    open_staking.payer = ana.pubkey();
    world.send(&[open_staking.instruction()], &[ana]).await.unwrap();
    world.stake(vault, ana, 3 * PART).await.unwrap();
    world.stake(vault, ben, PART).await.unwrap();
    let mut open_asks = vault.open_asks();
    open_asks.payer = ben.pubkey();
    world.send(&[open_asks.instruction()], &[ben]).await.unwrap();
    world.ask(vault, ana, Some(99)).await.unwrap();
    world.ask(vault, ben, Some(90)).await.unwrap();
    let mints = [world.quote_mint, world.bank.create_mint(0, None).await, world.bank.create_mint(9, None).await];
    let mut add_quote = vault.add_income_mint(&mints[0]);
    add_quote.payer = tenant.pubkey();
    world.send(&[add_quote.instruction()], &[tenant]).await.unwrap();
    for mint in &mints[1..] {
        world.add_income_mint(vault, mint).await.unwrap();
        world.bank.fund(&tenant.pubkey(), mint, 4_200).await;
    }
    for mint in &mints {
        world.deposit_income(vault, tenant, mint, 4_200).await.unwrap();
    }
    mints
}

#[tokio::test]
async fn inv_12_a_sold_vault_pays_all_income_and_returns_all_rent() {
    let mut world = World::new().await;
    let people = [
        world.actor("creator").await,
        world.actor("Ana").await,
        world.actor("Ben").await,
        world.actor("Dan").await,
        world.actor("tenant").await,
    ];
    let [creator, ana, ben, dan, tenant] = &people;
    let everybody = [creator, ana, ben, dan, tenant];
    let mut before = lamports_of(&world, &everybody).await;
    let vault = world.at(Stage::Active).await;
    let [_, _, cleo] = world.spread(&vault).await;
    let mints = open(&mut world, &vault, ana, ben, tenant).await;
    // Sold at the opening price four days later: three sevenths of the income wait.
    world.bank.advance(DAY).await;
    sell(&mut world, &vault).await;
    assert_fails(world.close(&vault).await, "StillOwing");

    leave(&mut world, &vault, ana, &mints).await;
    assert_fails(world.close_income(&vault, &mints[1]).await, "StillOwing");
    assert_fails(world.close_staking(&vault).await, "WrongPoolOpener");
    leave(&mut world, &vault, ben, &mints).await;
    // Four sevenths of 4,200, three quarters and one.
    for (holder, amount) in [(ana, 1_800), (ben, 600)] {
        let of_each = [held(&world, holder, &mints[1]).await, held(&world, holder, &mints[2]).await];
        assert_eq!((world.cash_of(holder).await, of_each), (CASH + amount, [amount; 2]));
    }
    pay_out(&mut world, &vault, &[dan], &[ana, ben]).await;
    // Whoever still has a fraction could stake it and earn what waits.
    assert_fails(world.close_income(&vault, &mints[1]).await, "StillOwing");
    for holder in [&cleo, creator] {
        let amount = world.fractions_of(&vault, holder).await;
        world.redeem(&vault, holder, amount).await.unwrap();
    }

    let close_staking =
        CloseStaking { pool_opener: ana.pubkey(), asks_opener: Some(ben.pubkey()), ..vault.close_staking(true) };
    assert_fails(world.send(&[close_staking.instruction()], &[]).await, "IncomeStillOpen");
    let mut close_quote = vault.close_income(&mints[0], &dan.pubkey(), true);
    assert_fails(world.send(&[close_quote.instruction()], &[]).await, "WrongIncomeOpener");
    close_quote.opener = tenant.pubkey();
    let cash = world.cash_of(dan).await;
    let receipt = world.send(&[close_quote.instruction()], &[]).await.unwrap();
    if let Some(closed) = event!(receipt, IncomeClosed) {
        assert_eq!((closed.mint, closed.unearned, closed.surplus), (mints[0], 1_800, 0));
    }
    assert_eq!(world.cash_of(dan).await, cash + 1_800, "what nobody earned is the winner's");
    for mint in &mints[1..] {
        world.close_income(&vault, mint).await.unwrap();
        assert_eq!(held(&world, dan, mint).await, 1_800);
    }
    assert_fails(world.close(&vault).await, "StakingStillOpen");
    world.send(&[close_staking.instruction()], &[]).await.unwrap();
    close(&mut world, &vault).await;
    before[0] -= MINT_RENT;
    assert_eq!(lamports_of(&world, &everybody).await, before, "rent of the fraction mint aside");
}

#[tokio::test]
async fn inv_12_after_a_reclaim_what_nobody_earned_is_the_reclaimers() {
    let mut world = World::new().await;
    let people = [world.actor("creator").await, world.actor("Ana").await];
    let [creator, ana] = &people;
    let mut before = lamports_of(&world, &[creator, ana]).await;
    let vault = world.at(Stage::Active).await;
    let (mint, tenant) = (world.quote_mint, world.actor("tenant").await);
    world.give_fractions(&vault, creator, &ana.pubkey(), vault.supply).await;
    world.stake(&vault, ana, 4 * PART).await.unwrap();
    world.ask(&vault, ana, Some(191)).await.unwrap();
    world.add_income_mint(&vault, &mint).await.unwrap();
    world.deposit_income(&vault, &tenant, &mint, INCOME).await.unwrap();
    world.bank.advance(DAY).await;
    // Staked fractions are not in hand: nobody reclaims with them, and nobody else's can be taken.
    assert_fails(world.reclaim(&vault, ana).await, "NotTheWholeSupply");
    world.unstake(&vault, ana, 4 * PART).await.unwrap();
    world.reclaim(&vault, ana).await.unwrap();
    world.claim_asset(&vault, &vault.nfts[0]).await.unwrap();
    assert_fails(world.deposit_income(&vault, &tenant, &mint, 1).await, "WrongStatus");
    // The six days that nobody earned come with the vault, whether or not she has claimed the first.
    world.close_income(&vault, &mint).await.unwrap();
    assert_fails(world.close_staking(&vault).await, "StillOwing");
    assert_eq!(claim(&mut world, &vault, ana).await, 86_400_000);
    assert_fails(world.close_staking(&vault).await, "IncomeStillOpen");
    world.close_income(&vault, &mint).await.unwrap();
    assert_eq!(world.cash_of(ana).await, CASH + INCOME);
    world.close_staking(&vault).await.unwrap();
    close(&mut world, &vault).await;
    before[0] -= MINT_RENT;
    assert_eq!(lamports_of(&world, &[creator, ana]).await, before, "rent of the fraction mint aside");
}

#[tokio::test]
async fn income_that_waits_after_the_sale_is_earned_by_whoever_still_has_fractions() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, _] = world.spread(&vault).await;
    let (mint, tenant) = (world.quote_mint, world.actor("tenant").await);
    world.add_income_mint(&vault, &mint).await.unwrap();
    world.deposit_income(&vault, &tenant, &mint, INCOME).await.unwrap();
    let dan = sell(&mut world, &vault).await;
    let (cleo, creator) = (world.actor("Cleo").await, vault.creator.clone());
    pay_out(&mut world, &vault, &[&dan], &[&ana, &cleo, &creator]).await;
    // One fraction is left of all, and Ben lets it earn before he redeems it.
    world.redeem(&vault, &ben, 1_099_999_999).await.unwrap();
    assert_fails(world.close_income(&vault, &mint).await, "StillOwing");
    world.stake(&vault, &ben, 1).await.unwrap();
    world.bank.advance(WEEK).await;
    world.unstake(&vault, &ben, 1).await.unwrap();
    world.redeem(&vault, &ben, 1).await.unwrap();
    assert_eq!(claim(&mut world, &vault, &ben).await, INCOME);
    world.close_income(&vault, &mint).await.unwrap();
    world.close_staking(&vault).await.unwrap();
    close(&mut world, &vault).await;
}

#[tokio::test]
async fn t11_fractions_lost_in_the_vaults_own_accounts_keep_no_income_open() {
    let mut world = World::new().await;
    let (vault, [ana, ben, tenant]) = earning(&mut world, 3).await;
    let (mint, cleo, creator) = (world.quote_mint, world.actor("Cleo").await, vault.creator.clone());
    world.deposit_income(&vault, &tenant, &mint, INCOME).await.unwrap();
    let dan = sell(&mut world, &vault).await;
    leave(&mut world, &vault, &ana, &[mint]).await;
    leave(&mut world, &vault, &ben, &[mint]).await;
    // Cleo sends hers to the wrong addresses, half of them to each.
    for account in [pda::staked_fractions(&vault.address), pda::fraction_escrow(&vault.address)] {
        world.transfer(&vault.fraction_account(&cleo.pubkey()), &account, &cleo, 1_250_000_000).await;
    }
    pay_out(&mut world, &vault, &[&dan], &[&ana, &ben, &creator]).await;
    assert_eq!(world.supply(&vault).await, 2_500_000_000);
    let mut without_auction = vault.close_income(&mint, &dan.pubkey(), true);
    without_auction.with_auction = false;
    assert_fails(world.send(&[without_auction.instruction()], &[]).await, "StillOwing");
    let cash = world.cash_of(&dan).await;
    world.close_income(&vault, &mint).await.unwrap();
    assert_eq!(world.cash_of(&dan).await, cash + INCOME / 7 * 4, "four of seven days");
    world.close_staking(&vault).await.unwrap();
    let cash = world.cash_of(&creator).await;
    close(&mut world, &vault).await;
    assert_eq!(world.cash_of(&creator).await, cash + 232_500_000, "a quarter of the proceeds");
}

#[tokio::test]
async fn t02_a_winner_who_cannot_be_paid_keeps_only_its_own_open() {
    let mut world = World::new().await;
    let (vault, [ana, ben, tenant]) = earning(&mut world, 3).await;
    let (mint, cleo, creator) = (world.quote_mint, world.actor("Cleo").await, vault.creator.clone());
    world.deposit_income(&vault, &tenant, &mint, INCOME).await.unwrap();
    let dan = sell(&mut world, &vault).await;
    leave(&mut world, &vault, &ana, &[mint]).await;
    leave(&mut world, &vault, &ben, &[mint]).await;
    pay_out(&mut world, &vault, &[&dan], &[&ana, &ben, &cleo, &creator]).await;
    let account = world.cash_account(&dan.pubkey());
    world.set_frozen(&account, true).await;
    assert_fails(world.close_income(&vault, &mint).await, "DestinationFrozen");
    let mut elsewhere = vault.close_income(&mint, &dan.pubkey(), true);
    elsewhere.unearned_destination = Some(world.bank.create_token_account(&dan.pubkey(), &mint).await);
    assert_fails(world.send(&[elsewhere.instruction()], &[]).await, "DestinationNotAssociated");
    elsewhere.recipient_signed = true;
    world.send(&[elsewhere.instruction()], &[&dan]).await.unwrap();
    assert_eq!(world.bank.token_balance(&elsewhere.unearned_destination.unwrap()).await, INCOME / 7 * 4);
    world.close_staking(&vault).await.unwrap();
    close(&mut world, &vault).await;
}
