//! Who is paid income, and where: claims survive what becomes of the fractions, and nobody blocks another's.

use {
    crate::stage::{DAY, INCOME, PART, WEEK, claim, earning, sell},
    mosaic_harness::{World, assert_fails, bank::START, world::CASH},
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
