//! What is refused, and by which name.

use {
    crate::stage::{ANAS, ANAS_LIMIT, Stage, cautious, world},
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    anchor_spl::token::spl_token,
    lender::{
        client::{Has, MarketOf},
        instructions::{LiquidateArgs, OpenMarketArgs},
    },
    mosaic_client::pda,
    mosaic_harness::{Stage as VaultStage, assert_fails, assert_fails_at},
    std::slice,
};

/// The instruction with one account in the place of another.
fn swapped(mut instruction: Instruction, from: &Pubkey, to: &Pubkey) -> Instruction {
    let metas = instruction.accounts.iter_mut().filter(|meta| meta.pubkey == *from);
    assert_eq!(metas.map(|meta| meta.pubkey = *to).count(), 1, "one account to be replaced");
    instruction
}

/// The instruction without the signature of `signer`.
fn unsigned(mut instruction: Instruction, signer: &Pubkey) -> Instruction {
    let metas = instruction.accounts.iter_mut().filter(|meta| meta.pubkey == *signer);
    metas.for_each(|meta| meta.is_signer = false);
    instruction
}

#[tokio::test]
async fn terms_out_of_bounds_open_no_market() {
    let mut world = world().await;
    let vault = world.at(VaultStage::Active).await;
    let lender = world.actor("Lena").await;
    let market = MarketOf { lender: lender.pubkey(), vault: vault.address, quote_mint: vault.quote_mint };
    for (args, error) in [
        (OpenMarketArgs { price_cap: Some(0), ..cautious() }, "ZeroPriceCap"),
        (OpenMarketArgs { ltv_bps: 8_000, ..cautious() }, "LoanToValueOutOfBounds"),
        (OpenMarketArgs { bonus_bps: 2_501, ..cautious() }, "ThresholdOutOfBounds"),
        (OpenMarketArgs { rate_bps: 10_001, ..cautious() }, "RateOutOfBounds"),
    ] {
        assert_fails(world.send(&[market.open(args)], &[&lender]).await, error);
    }
    world.send(&[market.open(cautious())], &[&lender]).await.unwrap();
}

#[tokio::test]
async fn a_market_is_for_an_active_vault_of_mosaic_and_its_own_mints() {
    let mut world = world().await;
    let vault = world.at(VaultStage::Sold).await;
    let lender = world.actor("Lena").await;
    let market = MarketOf { lender: lender.pubkey(), vault: vault.address, quote_mint: vault.quote_mint };
    let open = market.open(cautious());
    assert_fails(world.send(slice::from_ref(&open), &[&lender]).await, "VaultNotActive");
    let wrong = swapped(open.clone(), &vault.quote_mint, &vault.nfts[0].mint);
    assert_fails_at(world.send(&[wrong], &[&lender]).await, "WrongQuoteMint", "quote_mint");
    let wrong = swapped(open.clone(), &vault.fraction_mint, &vault.nfts[0].mint);
    assert_fails_at(world.send(&[wrong], &[&lender]).await, "WrongFractionMint", "fraction_mint");
    // An account that says it is a vault, of another program; and one of Mosaic that is none.
    let mut forged = world.bank.account(&vault.address).await.unwrap();
    let elsewhere = Pubkey::new_from_array([7; 32]);
    forged.owner = lender::ID;
    world.bank.set_account(elsewhere, forged);
    let market = MarketOf { vault: elsewhere, ..market };
    let open = swapped(market.open(cautious()), &pda::fraction_mint(&elsewhere), &vault.fraction_mint);
    assert_fails_at(world.send(&[open], &[&lender]).await, "AccountOwnedByWrongProgram", "vault");
    let market = MarketOf { vault: pda::auction(&vault.address), ..market };
    let open = swapped(market.open(cautious()), &pda::fraction_mint(&market.vault), &vault.fraction_mint);
    assert_fails_at(world.send(&[open], &[&lender]).await, "AccountDiscriminatorMismatch", "vault");
}

#[tokio::test]
async fn t42_no_account_that_is_passed_sets_a_price() {
    let mut stage = Stage::new(cautious()).await;
    let (ana, market) = (stage.ana.clone(), stage.market);
    let other = stage.another_vault().await;
    stage.borrow(&ana, ANAS, 1).await.unwrap();
    let has = Has { asks: true, auction: false };
    stage
        .world
        .send(&[stage.vault.open_staking().instruction(), stage.vault.open_asks().instruction()], &[])
        .await
        .unwrap();
    stage.world.send(&[other.open_staking().instruction(), other.open_asks().instruction()], &[]).await.unwrap();
    let borrow = market.borrow(&ana.pubkey(), 0, 1, has);
    let with = |from: &Pubkey, to: &Pubkey| [swapped(borrow.clone(), from, to)];
    let refused = [
        (with(&stage.vault.address, &other.address), "VaultOfAnotherMarket"),
        (with(&stage.vault.fraction_mint, &other.fraction_mint), "WrongFractionMint"),
        (with(&pda::asks(&stage.vault.address), &pda::asks(&other.address)), "AsksOfAnotherVault"),
        (with(&pda::asks(&stage.vault.address), &other.address), "WrongAsksAddress"),
        ([market.borrow(&ana.pubkey(), 0, 1, Has::default())], "AsksMissing"),
        (with(&mosaic_client::PROGRAM_ID, &lender::ID), "InvalidProgramId"),
    ];
    for (instruction, error) in refused {
        assert_fails(stage.send(&instruction, &[&ana]).await, error);
    }
    stage.dan_bids(1_000_000_000).await;
    assert_fails(stage.send(slice::from_ref(&borrow), &[&ana]).await, "AuctionAccountsMissing");
    stage.borrow(&ana, 0, 1).await.unwrap();
}

#[tokio::test]
async fn t03_accounts_of_others_are_refused_by_name() {
    let mut stage = Stage::new(cautious()).await;
    let (ana, ben, lender, market) = (stage.ana.clone(), stage.ben.clone(), stage.lender.clone(), stage.market);
    stage.borrow(&ana, ANAS, ANAS_LIMIT).await.unwrap();
    // A market of Ben's for the same vault, with a loan.
    let bens = MarketOf { lender: ben.pubkey(), ..market };
    stage.send(&[bens.open(cautious()), bens.open_loan(&ben.pubkey())], &[&ben]).await.unwrap();
    let (a, b, none) = (ana.pubkey(), ben.pubkey(), Has::default());
    let cash = |owner: &Pubkey| stage.vault.cash_account(owner);
    let fractions = |owner: &Pubkey| stage.vault.fraction_account(owner);
    let (borrow, repay) = (market.borrow(&b, 1, 0, none), market.repay(&b, 0, ANAS, none));
    let all = LiquidateArgs { amount: u64::MAX, min_fractions: 0 };
    let liquidate = market.liquidate(&b, &a, all, none);
    let close = market.close_loan(&a, true);
    let anas = |instruction: &Instruction| swapped(instruction.clone(), &market.loan(&b), &market.loan(&a));
    let refused = [
        (anas(&borrow), "WrongBorrower"),
        (anas(&repay), "WrongBorrower"),
        (swapped(borrow.clone(), &market.loan(&b), &bens.loan(&b)), "LoanOfAnotherMarket"),
        (swapped(repay.clone(), &market.loan(&b), &bens.loan(&b)), "LoanOfAnotherMarket"),
        (swapped(liquidate.clone(), &market.loan(&a), &bens.loan(&b)), "LoanOfAnotherMarket"),
        (swapped(bens.borrow(&b, 1, 0, none), &bens.cash_account(), &market.cash_account()), "ConstraintSeeds"),
        (swapped(bens.repay(&b, 0, 1, none), &bens.fraction_account(), &market.fraction_account()), "ConstraintSeeds"),
        (swapped(bens.borrow(&b, 1, 0, none), &fractions(&b), &fractions(&a)), "WrongOwner"),
        (swapped(bens.borrow(&b, 1, 0, none), &fractions(&b), &cash(&a)), "WrongFractionMint"),
        (swapped(bens.borrow(&b, 1, 0, none), &cash(&b), &fractions(&a)), "WrongQuoteMint"),
        (swapped(bens.repay(&b, 0, 1, none), &cash(&b), &cash(&a)), "WrongOwner"),
        (swapped(liquidate.clone(), &cash(&b), &cash(&a)), "WrongOwner"),
        (swapped(liquidate.clone(), &fractions(&b), &fractions(&a)), "WrongOwner"),
        (swapped(close.clone(), &cash(&a), &cash(&b)), "NotAssociated"),
        (swapped(market.close_loan(&a, false), &a, &b), "WrongBorrower"),
        (swapped(market.withdraw(1), &lender.pubkey(), &b), "WrongLender"),
        (swapped(market.close(false), &lender.pubkey(), &b), "WrongLender"),
        (swapped(market.withdraw(1), &market.cash_account(), &bens.cash_account()), "ConstraintSeeds"),
        (unsigned(bens.borrow(&b, 1, 0, none), &b), "AccountNotSigner"),
        (unsigned(bens.repay(&b, 0, 1, none), &b), "AccountNotSigner"),
        (unsigned(liquidate.clone(), &b), "AccountNotSigner"),
        (unsigned(market.withdraw(1), &lender.pubkey()), "AccountNotSigner"),
        (unsigned(market.close(false), &lender.pubkey()), "AccountNotSigner"),
        (bens.borrow(&b, 0, 0, none), "ZeroAmount"),
        (bens.repay(&b, 0, 0, none), "ZeroAmount"),
        (market.liquidate(&b, &a, LiquidateArgs { amount: 0, ..all }, none), "ZeroAmount"),
        (market.supply(0), "ZeroAmount"),
        (market.withdraw(0), "ZeroAmount"),
        (market.close_loan(&a, false), "LoanInUse"),
        (market.close(false), "MarketInUse"),
    ];
    for (place, (instruction, error)) in refused.into_iter().enumerate() {
        let outcome = stage.world.send(&[instruction], &[&ben, &lender]).await;
        assert!(outcome.as_ref().is_err_and(|failure| failure.is(error)), "{place}: {error} expected, got {outcome:?}");
    }
}

#[tokio::test]
async fn a_sold_vault_is_redeemed_by_its_own_market_alone() {
    let mut stage = Stage::new(cautious()).await;
    let (ana, market) = (stage.ana.clone(), stage.market);
    let other = stage.another_vault().await;
    stage.borrow(&ana, ANAS, ANAS_LIMIT).await.unwrap();
    stage.sell(1_000_000_000).await;
    let redeem = market.redeem_collateral(&ana.pubkey());
    let vault = stage.vault.address;
    let refused = [
        (swapped(redeem.clone(), &vault, &other.address), "VaultOfAnotherMarket"),
        (swapped(redeem.clone(), &stage.vault.fraction_mint, &other.fraction_mint), "WrongFractionMint"),
        (swapped(redeem.clone(), &pda::auction(&vault), &other.address), "AccountDiscriminatorMismatch"),
        (
            swapped(redeem.clone(), &pda::cash_escrow(&vault), &stage.vault.cash_account(&ana.pubkey())),
            "WrongCashEscrow",
        ),
        (swapped(redeem.clone(), &mosaic_client::PROGRAM_ID, &spl_token::ID), "InvalidProgramId"),
    ];
    for (instruction, error) in refused {
        assert_fails(stage.send(&[instruction], &[]).await, error);
    }
    stage.redeem_collateral(&ana).await.unwrap();
    // Without the account that is paid a loan with something due stays open.
    assert_fails(stage.send(&[market.close_loan(&ana.pubkey(), false)], &[]).await, "DestinationMissing");
    stage.close_loan(&ana).await.unwrap();
}

#[tokio::test]
async fn staked_fractions_are_no_collateral() {
    let mut stage = Stage::new(cautious()).await;
    let (ana, vault) = (stage.ana.clone(), stage.vault.clone());
    stage.world.stake(&vault, &ana, ANAS).await.unwrap();
    // The token program's error 1: insufficient funds.
    assert_eq!(stage.borrow(&ana, 1, 0).await.unwrap_err().code, Some(1));
    // Nor those that a delegate could move.
    let (cleo, delegate) = (stage.cleo.clone(), stage.ana.clone());
    let source = vault.fraction_account(&cleo.pubkey());
    let approve =
        spl_token::instruction::approve(&spl_token::ID, &source, &delegate.pubkey(), &cleo.pubkey(), &[], 100).unwrap();
    stage.world.send(&[approve], &[&cleo]).await.unwrap();
    let market = stage.market;
    let borrow = market.borrow(&ana.pubkey(), 100, 0, stage.has().await);
    let taken = swapped(borrow, &vault.fraction_account(&ana.pubkey()), &source);
    assert_fails(stage.send(&[market.open_loan(&ana.pubkey()), taken], &[&ana]).await, "WrongOwner");
}
