//! Who is paid income, and where: claims survive what becomes of the fractions, and nobody blocks another's.

use {
    crate::stage::{DAY, INCOME, PART, WEEK, claim, close, earning, pay_out, sell},
    mosaic_client::pda,
    mosaic_harness::{World, assert_fails, bank::START, world::CASH},
    solana_signer::Signer,
};

#[tokio::test]
async fn t33_what_was_earned_survives_transfer_burning_and_the_sale() {
    let mut world = World::new().await;
    let (vault, [ana, ben, tenant]) = earning(&mut world, 2).await;
    let (mint, cleo, dan) = (world.quote_mint, world.actor("Cleo").await, world.actor("Dan").await);
    world.stake(&vault, &cleo, PART).await.unwrap();
    world.deposit_income(&vault, &tenant, &mint, INCOME).await.unwrap();
    world.bank.advance(DAY).await;
    // Ana gives all her fractions away, Ben burns his.
    world.unstake(&vault, &ana, 2 * PART).await.unwrap();
    world.give_fractions(&vault, &ana, &dan.pubkey(), 4_000_000_000).await;
    world.unstake(&vault, &ben, PART).await.unwrap();
    world.burn(&vault, &ben, 1_100_000_000).await;
    // The whole is sold, and Cleo redeems what she had staked to the end.
    sell(&mut world, &vault).await;
    world.bank.set_clock(START + WEEK).await;
    world.unstake(&vault, &cleo, PART).await.unwrap();
    world.redeem(&vault, &cleo, 2_500_000_000).await.unwrap();
    world.redeem(&vault, &dan, 4_000_000_000).await.unwrap();

    assert_eq!(claim(&mut world, &vault, &ana).await, 43_200_000);
    assert_eq!(claim(&mut world, &vault, &ben).await, 21_600_000);
    assert_eq!(claim(&mut world, &vault, &cleo).await, 21_600_000 + 518_400_000);
    assert_eq!((world.income_balance(&vault, &mint).await, world.pool(&vault).await.stakes), (0, 0));
}

#[tokio::test]
async fn t02_a_holder_who_cannot_be_paid_blocks_only_itself() {
    let mut world = World::new().await;
    let (vault, [ana, ben, tenant]) = earning(&mut world, 3).await;
    let mint = world.quote_mint;
    world.deposit_income(&vault, &tenant, &mint, INCOME).await.unwrap();
    world.bank.advance(DAY).await;
    let account = world.cash_account(&ana.pubkey());
    world.set_frozen(&account, true).await;
    assert_fails(world.claim_income(&vault, &ana, &mint).await, "DestinationFrozen");
    assert_eq!(claim(&mut world, &vault, &ben).await, 21_600_000);
    world.deposit_income(&vault, &tenant, &mint, INCOME).await.unwrap();
    // Her fractions are free nevertheless, and the income waits for her.
    world.unstake(&vault, &ana, 3 * PART).await.unwrap();
    world.bank.advance(WEEK).await;
    assert_eq!(claim(&mut world, &vault, &ben).await, 1_123_200_000, "all that has come since");
    world.set_frozen(&account, false).await;
    assert_eq!(claim(&mut world, &vault, &ana).await, 64_800_000);
}

#[tokio::test]
async fn t02_a_frozen_holder_takes_its_income_to_another_account() {
    let mut world = World::new().await;
    let (vault, [ana, _, tenant]) = earning(&mut world, 3).await;
    let mint = world.quote_mint;
    world.deposit_income(&vault, &tenant, &mint, INCOME).await.unwrap();
    world.bank.advance(DAY).await;
    let account = world.cash_account(&ana.pubkey());
    world.set_frozen(&account, true).await;
    let mut claim = vault.claim_income(&ana.pubkey(), &mint);
    claim.destination = world.bank.create_token_account(&ana.pubkey(), &mint).await;
    assert_fails(world.send(&[claim.instruction()], &[]).await, "DestinationNotAssociated");
    claim.signed = true;
    world.send(&[claim.instruction()], &[&ana]).await.unwrap();
    assert_eq!(world.bank.token_balance(&claim.destination).await, 64_800_000);
}

#[tokio::test]
async fn anyone_claims_for_a_holder_but_only_to_its_own_account() {
    let mut world = World::new().await;
    let (vault, [ana, ben, tenant]) = earning(&mut world, 3).await;
    let mint = world.quote_mint;
    world.deposit_income(&vault, &tenant, &mint, INCOME).await.unwrap();
    world.bank.advance(DAY).await;
    let mut theft = vault.claim_income(&ana.pubkey(), &mint);
    theft.destination = world.cash_account(&ben.pubkey());
    assert_fails(world.send(&[theft.instruction()], &[&ben]).await, "DestinationOfAnotherOwner");
    let mut instruction = vault.claim_income(&ana.pubkey(), &mint).instruction();
    instruction.accounts[0].pubkey = ben.pubkey();
    instruction.accounts[5].pubkey = world.cash_account(&ben.pubkey());
    assert_fails(world.send(&[instruction], &[&ben]).await, "StakeOfAnotherHolder");
    // A stranger who pays the fee.
    let keeper = world.actor("keeper").await;
    let instruction = vault.claim_income(&ana.pubkey(), &mint).instruction();
    world.bank.send_as(&keeper.keypair, &[instruction], &[]).await.unwrap();
    assert_eq!(world.cash_of(&ana).await, CASH + 64_800_000);
}

#[tokio::test]
async fn claiming_often_or_once_comes_to_the_same() {
    let mut world = World::new().await;
    let (vault, [ana, ben, tenant]) = earning(&mut world, 1).await;
    let mint = world.quote_mint;
    world.deposit_income(&vault, &tenant, &mint, 1_000_000).await.unwrap();
    let mut paid = 0;
    for hours in 1..=168 {
        world.bank.set_clock(START + hours * 3_600).await;
        paid += claim(&mut world, &vault, &ana).await;
    }
    assert_eq!(paid, 500_000);
    assert_eq!(claim(&mut world, &vault, &ben).await, 500_000);
}

#[tokio::test]
async fn t02_an_issuer_who_freezes_an_income_keeps_back_only_that_and_the_closing() {
    let mut world = World::new().await;
    let (vault, [ana, ben, tenant]) = earning(&mut world, 3).await;
    let (quote, issuer, cleo) = (world.quote_mint, world.bank.payer(), world.actor("Cleo").await);
    let points = world.bank.create_mint(0, Some(&issuer.pubkey())).await;
    world.bank.fund(&tenant.pubkey(), &points, 28).await;
    world.add_income_mint(&vault, &points).await.unwrap();
    for (mint, amount) in [(quote, INCOME), (points, 28)] {
        world.deposit_income(&vault, &tenant, &mint, amount).await.unwrap();
    }
    let account = pda::income_account(&vault.address, &points);
    world.bank.freeze(&account, &points, &issuer).await;
    let dan = sell(&mut world, &vault).await;
    for (holder, staked, income) in [(&ana, 3 * PART, 194_400_000), (&ben, PART, 64_800_000)] {
        let frozen = world.claim_income(&vault, holder, &points).await.unwrap_err();
        assert_eq!(frozen.code, Some(17), "the token program's error of frozen accounts");
        world.unstake(&vault, holder, staked).await.unwrap();
        assert_eq!(claim(&mut world, &vault, holder).await, income);
    }
    let creator = vault.creator.clone();
    pay_out(&mut world, &vault, &[&dan], &[&ana, &ben, &cleo, &creator]).await;
    // What nobody earned in cash is the winner's at once. What is owed in points waits, and with it the rent of both
    // stakes, of the pool and of the vault.
    let cash = world.cash_of(&dan).await;
    world.close_income(&vault, &quote).await.unwrap();
    assert_eq!(world.cash_of(&dan).await, cash + INCOME / 7 * 4);
    assert_eq!(world.close_income(&vault, &points).await.unwrap_err().code, Some(17));
    assert_fails(world.close_staking(&vault).await, "StillOwing");
    world.bank.thaw(&account, &points, &issuer).await;
    for (holder, due) in [(&ana, 9), (&ben, 3)] {
        world.claim_income(&vault, holder, &points).await.unwrap();
        assert_eq!(world.bank.token_balance(&pda::associated_token(&holder.pubkey(), &points)).await, due);
    }
    for mint in [quote, points] {
        world.close_income(&vault, &mint).await.unwrap();
    }
    world.close_staking(&vault).await.unwrap();
    close(&mut world, &vault).await;
}
