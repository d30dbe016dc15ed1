//! An issuer that is a program: it freezes and thaws whatever is paid in its token, at every moment it likes.

use {
    crate::{cash, plot},
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    anchor_spl::token::spl_token,
    mosaic_client::pda,
    mosaic_harness::{
        Failure, Receipt, Stage, World,
        adversary::hand,
        assert_fails,
        world::{CASH, ending},
    },
};

/// The token program's error about an account that is frozen.
const ACCOUNT_FROZEN: u32 = 17;

/// A world whose quote mint the first hand of the adversary can freeze.
async fn world() -> World {
    let mut world = World::with_adversary().await;
    world.quote_mint = world.bank.create_mint(6, Some(&hand(0))).await;
    world
}

fn freeze(mint: &Pubkey, account: &Pubkey) -> Instruction {
    spl_token::instruction::freeze_account(&spl_token::ID, account, mint, &hand(0), &[]).unwrap()
}

fn thaw(mint: &Pubkey, account: &Pubkey) -> Instruction {
    spl_token::instruction::thaw_account(&spl_token::ID, account, mint, &hand(0), &[]).unwrap()
}

#[track_caller]
fn assert_token_program_refuses(result: Result<Receipt, Failure>) {
    let failure = result.expect_err("the escrow is frozen");
    assert_eq!(failure.code, Some(ACCOUNT_FROZEN), "{failure}");
}

#[tokio::test]
async fn t02_payees_that_are_thawed_only_to_be_paid_take_what_is_theirs_and_no_more() {
    let mut world = world().await;
    let vault = world.at(Stage::Active).await;
    let mal = world.hand(1).await;
    let [ana, ben, cleo] = world.spread(&vault).await;
    let (dan, creator) = (world.actor("Dan").await, vault.creator.clone());
    let account = world.cash_account(&mal);
    // The bid and the freezing of who made it, so that it cannot be paid back.
    plot(&mut world, &[vault.place_bid(&mal, 1_000_000_000, 0).instruction(), freeze(&vault.quote_mint, &account)])
        .await
        .unwrap();
    world.bid(&vault, &dan, 1_050_000_000, 0).await.unwrap();
    assert_fails(world.send(&[vault.withdraw_bid(&mal).instruction()], &[]).await, "DestinationFrozen");
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    // It freezes Ana too: she waits, or is paid elsewhere; nobody waits for her.
    let of_ana = world.cash_account(&ana.pubkey());
    plot(&mut world, &[freeze(&vault.quote_mint, &of_ana)]).await.unwrap();
    assert_fails(world.redeem(&vault, &ana, 4_000_000_000).await, "DestinationFrozen");
    let mint = world.quote_mint;
    let mut redeem = vault.redeem(&ana.pubkey(), 4_000_000_000);
    redeem.cash_destination = world.bank.create_token_account(&ana.pubkey(), &mint).await;
    let before = world.bank.token_balance(&redeem.cash_destination).await;
    world.send(&[redeem.instruction()], &[&ana]).await.unwrap();
    // 40 % of 93 % of 1,050,000,000
    assert_eq!(world.bank.token_balance(&redeem.cash_destination).await - before, 390_600_000);
    ending::pay_out(&mut world, &vault, &[&dan], &[&ben, &cleo, &creator]).await;
    assert_fails(world.close(&vault).await, "StillOwing");

    // Thawed, paid and frozen again in one instruction: once.
    let once = [
        thaw(&vault.quote_mint, &account),
        vault.withdraw_bid(&mal).instruction(),
        freeze(&vault.quote_mint, &account),
    ];
    let twice = [&once[..2], &once[1..2]].concat();
    assert_fails(plot(&mut world, &twice).await, "AccountOwnedByWrongProgram");
    plot(&mut world, &once).await.unwrap();
    assert_eq!(cash(&world, &mal).await, CASH);
    world.close(&vault).await.unwrap();
}

#[tokio::test]
async fn t02_a_frozen_escrow_keeps_cash_and_nothing_else_until_it_is_thawed() {
    let mut world = world().await;
    let vault = world.at(Stage::Auction).await;
    let [ana, ben, cleo, dan] =
        [world.actor("Ana").await, world.actor("Ben").await, world.actor("Cleo").await, world.actor("Dan").await];
    let (creator, nft) = (vault.creator.clone(), &vault.nfts[0]);
    let (escrow, painter) = (pda::cash_escrow(&vault.address), world.actor("painter").await);
    world.send(&[vault.open_staking().instruction()], &[]).await.unwrap();
    world.stake(&vault, &ben, 1_100_000_000).await.unwrap();
    plot(&mut world, &[freeze(&vault.quote_mint, &escrow)]).await.unwrap();

    // No bid comes in and none goes back, and each says why; the sale goes on.
    assert_token_program_refuses(world.withdraw(&vault, &dan).await);
    assert_token_program_refuses(world.bid(&vault, &dan, 2_000_000_000, 0).await);
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    world.claim_asset(&vault, nft).await.unwrap();
    world.unstake(&vault, &ben, 1_100_000_000).await.unwrap();
    assert!(world.holds(&cleo.pubkey(), nft).await);
    assert_token_program_refuses(world.redeem(&vault, &ana, 4_000_000_000).await);
    assert_token_program_refuses(world.claim_royalty(&vault, nft, &painter).await);
    assert_token_program_refuses(world.claim_curator_fee(&vault).await);
    // What did not burn was not paid for, and what was not paid is still owed.
    assert_eq!(world.fractions_of(&vault, &ana).await, 4_000_000_000);

    // Thawed for one payment, it has paid that one; thawed for good, everybody.
    let one =
        [thaw(&vault.quote_mint, &escrow), vault.claim_curator_fee().instruction(), freeze(&vault.quote_mint, &escrow)];
    plot(&mut world, &one).await.unwrap();
    assert_eq!(world.cash_of(&creator).await, CASH + 15_750_000);
    assert_token_program_refuses(world.withdraw(&vault, &dan).await);
    plot(&mut world, &[thaw(&vault.quote_mint, &escrow)]).await.unwrap();
    for payee in ["painter", "framer"] {
        let payee = world.actor(payee).await;
        world.claim_royalty(&vault, nft, &payee).await.unwrap();
    }
    for bidder in [&dan, &cleo] {
        world.withdraw(&vault, bidder).await.unwrap();
    }
    for holder in [&ana, &ben, &creator] {
        let amount = world.fractions_of(&vault, holder).await;
        world.redeem(&vault, holder, amount).await.unwrap();
    }
    // 787,500,000 less royalties of 39,375,000 and the fee, to 7,500,000,000 fractions.
    assert_eq!((world.cash_of(&dan).await, world.cash_of(&ana).await), (CASH, CASH + 390_600_000));
    assert_eq!(world.cash_of(&ben).await, CASH + 107_415_000);
    world.send(&[vault.close_staking(false).instruction()], &[]).await.unwrap();
    world.close(&vault).await.unwrap();
    assert_eq!(world.bank.lamports(&escrow).await, 0);
}
