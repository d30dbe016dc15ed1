//! Whoever cannot be paid keeps nobody else from what is theirs, and cranks of strangers and accounts named early do no harm.

use {
    crate::stage::{DAY, INCOME, PART, WEEK, claim, earning, pay_out, sell},
    anchor_spl::token::spl_token::{
        self,
        instruction::{AuthorityType, set_authority},
    },
    mosaic_client::pda,
    mosaic_harness::{Actor, NftSpec, Stage, VaultSpec, World, assert_fails, event},
};

/// Gives the associated account of the quote mint away for good, so that its former owner cannot be paid there.
async fn give_account_away(world: &mut World, actor: &Actor) {
    let (account, nobody) = (world.cash_account(&actor.pubkey()), pda::vault(&actor.pubkey(), 99));
    let kind = AuthorityType::AccountOwner;
    let set = set_authority(&spl_token::ID, &account, Some(&nobody), kind, &actor.pubkey(), &[]).unwrap();
    world.send(&[set], &[actor]).await.unwrap();
}

/// Once nothing is staked and no fraction is left, six of seven days of income are the reclaimer's, whether or not Mal,
/// who is owed the seventh, can be paid. Only rent waits for it.
#[tokio::test]
async fn t02_a_former_staker_who_cannot_be_paid_keeps_only_rent_back() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let (mint, tenant, mal) = (world.quote_mint, world.actor("tenant").await, world.actor("Mal").await);
    let creator = vault.creator.clone();
    world.distribute(&vault, &[(&mal, 1)]).await;
    world.stake(&vault, &mal, 1).await.unwrap();
    world.add_income_mint(&vault, &mint).await.unwrap();
    world.deposit_income(&vault, &tenant, &mint, INCOME).await.unwrap();
    world.bank.advance(DAY).await;
    world.unstake(&vault, &mal, 1).await.unwrap();
    world.give_fractions(&vault, &mal, &creator.pubkey(), 1).await;
    give_account_away(&mut world, &mal).await;

    world.reclaim(&vault, &creator).await.unwrap();
    world.claim_asset(&vault, &vault.nfts[0]).await.unwrap();
    world.bank.advance(520 * WEEK).await;
    let cannot_be_paid = vault.claim_income(&mal.pubkey(), &mint).instruction();
    assert_fails(world.send(&[cannot_be_paid], &[]).await, "DestinationOfAnotherOwner");
    let cash = world.cash_of(&creator).await;
    let receipt = world.close_income(&vault, &mint).await.unwrap();
    if let Some(closed) = event!(receipt, IncomeClosed) {
        assert_eq!((closed.unearned, closed.surplus, closed.closed), (INCOME / 7 * 6, 0, false));
    }
    assert_eq!(world.cash_of(&creator).await, cash + INCOME / 7 * 6);
    let income = world.pool(&vault).await.income[0];
    assert_eq!((income.stream().waiting(), income.balance), (0, INCOME / 7));
    // A second time there is nothing to give.
    assert_fails(world.close_income(&vault, &mint).await, "StillOwing");
    assert_fails(world.close_staking(&vault).await, "StillOwing");
    assert_fails(world.close(&vault).await, "StakingStillOpen");
    // Mal may still take it, to any account of its own.
    let other = world.bank.create_token_account(&mal.pubkey(), &mint).await;
    let mut own = vault.claim_income(&mal.pubkey(), &mint);
    (own.signed, own.destination) = (true, other);
    world.send(&[own.instruction()], &[&mal]).await.unwrap();
    world.close_income(&vault, &mint).await.unwrap();
    world.close_staking(&vault).await.unwrap();
    world.close(&vault).await.unwrap();
}

#[tokio::test]
async fn t02_a_curator_who_cannot_be_paid_keeps_only_rent_back() {
    let mut world = World::new().await;
    let (vault, [ana, ben, tenant]) = earning(&mut world, 3).await;
    let (mint, cleo, creator) = (world.quote_mint, world.actor("Cleo").await, vault.creator.clone());
    world.deposit_income(&vault, &tenant, &mint, INCOME).await.unwrap();
    let dan = sell(&mut world, &vault).await;
    for (holder, amount) in [(&ana, 3 * PART), (&ben, PART)] {
        world.unstake(&vault, holder, amount).await.unwrap();
        claim(&mut world, &vault, holder).await;
    }
    pay_out(&mut world, &vault, &[&dan], &[&ana, &ben, &cleo, &creator]).await;
    assert_eq!(world.supply(&vault).await, 0);

    let income = pda::income_account(&vault.address, &mint);
    world.transfer(&world.cash_account(&creator.pubkey()), &income, &creator, 1).await;
    give_account_away(&mut world, &creator).await;
    let mut close = vault.close_income(&mint, &dan.pubkey(), true);
    assert_fails(world.send(&[close.instruction()], &[]).await, "DestinationOfAnotherOwner");
    close.surplus_destination = None;
    let cash = world.cash_of(&dan).await;
    world.send(&[close.instruction()], &[]).await.unwrap();
    assert_eq!(world.cash_of(&dan).await, cash + INCOME / 7 * 4);
    // The unit that was sent waits for its curator.
    assert_eq!(world.income_balance(&vault, &mint).await, 1);
    assert_fails(world.send(&[close.instruction()], &[]).await, "SurplusDestinationMissing");
}

/// A stranger's crank pays the holder, and leaves nothing for a claim that comes after it (decision 39).
#[tokio::test]
async fn a_claim_after_a_strangers_finds_nothing_due() {
    let mut world = World::new().await;
    let (vault, [ana, ben, tenant]) = earning(&mut world, 3).await;
    let mint = world.quote_mint;
    world.deposit_income(&vault, &tenant, &mint, INCOME).await.unwrap();
    world.bank.advance(WEEK).await;
    claim(&mut world, &vault, &ana).await;
    let leaving =
        [vault.claim_income(&ana.pubkey(), &mint).instruction(), vault.unstake(&ana.pubkey(), 3 * PART).instruction()];
    assert_fails(world.send(&leaving, &[&ana]).await, "NoIncomeDue");
    // The other order fails too: the stake is closed by then.
    claim(&mut world, &vault, &ben).await;
    let leaving =
        [vault.unstake(&ben.pubkey(), PART).instruction(), vault.claim_income(&ben.pubkey(), &mint).instruction()];
    assert_fails(world.send(&leaving, &[&ben]).await, "AccountOwnedByWrongProgram");
}

/// So that a transaction of a lender survives the first bid.
#[tokio::test]
async fn t42_a_quote_may_name_the_auction_before_it_exists_and_cannot_leave_it_out_after() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let (named, left_out) =
        (vault.quote_vault(true, true).instruction(), vault.quote_vault(false, false).instruction());
    world.simulate(&named, &[]).await.unwrap();
    let dan = world.actor("Dan").await;
    world.bid(&vault, &dan, vault.terms.opening_price, 0).await.unwrap();
    world.simulate(&named, &[]).await.unwrap();
    assert_fails(world.simulate(&left_out, &[]).await, "AuctionAccountsMissing");
}

/// The recorded weight is that of the reserve's level: where the floor lifts the price above it, more would sell.
#[tokio::test]
async fn the_consenting_weight_counts_levels_where_the_floor_lifts_the_reserve() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, cleo] = world.spread(&vault).await;
    for (holder, level) in [(&ana, 0), (&ben, 1), (&cleo, 2)] {
        let amount = world.fractions_of(&vault, holder).await;
        world.stake(&vault, holder, amount).await.unwrap();
        world.ask(&vault, holder, Some(level)).await.unwrap();
    }
    let quote = world.quote(&vault).await;
    // The floor is half of the opening price: at it all 76 % sell, Cleo's too.
    assert_eq!((quote.reserve, quote.consenting), (500_000_000, 5_100_000_000));
}

/// Where no proceeds are left to redeem, a vault is closed although fractions are left: no stake of one keeps it open.
#[tokio::test]
async fn t36_a_stake_that_can_earn_nothing_does_not_keep_a_sold_vault_open() {
    let mut world = World::new().await;
    let artwork = VaultSpec::default().nfts.remove(0);
    let nfts = vec![NftSpec { seller_fee_bps: 10_000, ..artwork }];
    let vault = world.vault_at(Stage::Active, VaultSpec { nfts, ..VaultSpec::default() }).await;
    let [ana, mal, _] = world.spread(&vault).await;
    world.stake(&vault, &ana, PART).await.unwrap();
    let dan = sell(&mut world, &vault).await;
    world.unstake(&vault, &ana, PART).await.unwrap();
    world.claim_asset(&vault, &vault.nfts[0]).await.unwrap();
    for payee in [world.actor("painter").await, world.actor("framer").await] {
        world.claim_royalty(&vault, &vault.nfts[0], &payee).await.unwrap();
    }
    world.withdraw(&vault, &dan).await.unwrap();
    assert_eq!(world.auction(&vault).await.proceeds, 0);
    assert_fails(world.stake(&vault, &mal, 1).await, "NothingLeftToEarn");
    world.close_staking(&vault).await.unwrap();
    world.close(&vault).await.unwrap();
}
