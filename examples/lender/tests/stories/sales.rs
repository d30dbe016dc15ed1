//! What a sale of the vault does to loans, and what loans do to a sale: nothing.

use {
    crate::{
        DAY,
        stage::{ANAS, ANAS_LIMIT, SUPPLIED, Stage, cautious},
    },
    mosaic_harness::{
        assert_fails,
        world::{CASH, ending},
    },
};

#[tokio::test]
async fn a_sale_pays_the_debt_and_leaves_the_rest_to_the_borrower() {
    let mut stage = Stage::new(cautious()).await;
    let (ana, lender) = (stage.ana.clone(), stage.lender.clone());
    stage.borrow(&ana, ANAS, ANAS_LIMIT).await.unwrap();
    assert_fails(stage.redeem_collateral(&ana).await, "AccountOwnedByWrongProgram");
    stage.dan_bids(1_200_000_000).await;
    assert_fails(stage.redeem_collateral(&ana).await, "WrongStatus");
    stage.world.bank.advance(3 * DAY).await;
    assert_fails(stage.redeem_collateral(&ana).await, "WrongStatus");
    stage.world.settle(&stage.vault).await.unwrap();
    assert_fails(stage.close_loan(&ana).await, "LoanInUse");
    stage.redeem_collateral(&ana).await.unwrap();
    assert_fails(stage.redeem_collateral(&ana).await, "NothingToRedeem");

    // 40 % of 1,116,000,000 less the debt and three days of interest, 76,438.4 rounded up.
    let (owed, paid) = (ANAS_LIMIT + 76_439, 446_400_000);
    assert_eq!(stage.loan(&ana).await.due, paid - owed);
    let market = stage.market().await;
    assert_eq!((market.cash, market.lent, market.due), (SUPPLIED + 76_439, 0, paid - owed));
    // Which is not the lender's.
    let too_much = stage.market.withdraw(SUPPLIED + 76_440);
    assert_fails(stage.send(&[too_much], &[&lender]).await, "NotEnoughCash");
    assert_fails(stage.close_market().await, "MarketInUse");
    stage.close_loan(&ana).await.unwrap();
    assert_eq!(stage.world.cash_of(&ana).await, CASH + paid - 76_439);
    stage.close_market().await.unwrap();
    assert_eq!(stage.world.cash_of(&lender).await, CASH + 76_439);
}

#[tokio::test]
async fn two_borrowers_are_each_paid_for_their_own_fractions() {
    let mut stage = Stage::new(cautious()).await;
    let (ana, ben) = (stage.ana.clone(), stage.ben.clone());
    stage.borrow(&ana, ANAS, ANAS_LIMIT).await.unwrap();
    stage.borrow(&ben, 1_100_000_000, 10_000_000).await.unwrap();
    stage.sell(1_000_000_000).await;
    // Ten million bear 8,219.2 in three days, rounded up.
    stage.redeem_collateral(&ben).await.unwrap();
    assert_eq!(stage.loan(&ben).await.due, 102_300_000 - 10_008_220);
    assert_eq!(stage.loan(&ana).await.fractions, ANAS);
    stage.close_loan(&ben).await.unwrap();
    assert_eq!(stage.world.cash_of(&ben).await, CASH + 102_300_000 - 8_220);
    stage.redeem_collateral(&ana).await.unwrap();
    assert_eq!(stage.loan(&ana).await.due, 372_000_000 - ANAS_LIMIT - 76_439);
}

#[tokio::test]
async fn after_the_sale_a_borrower_may_pay_the_debt_and_redeem_without_the_market() {
    let mut stage = Stage::new(cautious()).await;
    let ana = stage.ana.clone();
    stage.borrow(&ana, ANAS, ANAS_LIMIT).await.unwrap();
    stage.sell(1_200_000_000).await;
    // Half of the fractions secures the debt at what they are paid now; cash is not lent any more.
    assert_fails(stage.borrow(&ana, 0, 1).await, "VaultNotLendable");
    stage.repay(&ana, 0, ANAS / 2).await.unwrap();
    stage.world.redeem(&stage.vault, &ana, ANAS / 2).await.unwrap();
    stage.repay(&ana, u64::MAX, ANAS / 2).await.unwrap();
    stage.world.redeem(&stage.vault, &ana, ANAS / 2).await.unwrap();
    assert_eq!(stage.world.cash_of(&ana).await, CASH + 446_400_000 - 76_439);
}

/// What everybody but Ana sees of a sale for 1,200,000,000 while her fractions are in the market or not.
async fn seen_by_others(lent: bool) -> Vec<u64> {
    let mut stage = Stage::new(cautious()).await;
    let (ana, ben, cleo, creator) =
        (stage.ana.clone(), stage.ben.clone(), stage.cleo.clone(), stage.vault.creator.clone());
    if lent {
        stage.borrow(&ana, ANAS, ANAS_LIMIT).await.unwrap();
    }
    let reserve = stage.world.quote(&stage.vault).await.reserve;
    let dan = stage.dan_bids(1_200_000_000).await;
    let ends_at = stage.world.auction(&stage.vault).await.ends_at;
    stage.world.bank.set_clock(ends_at).await;
    stage.world.settle(&stage.vault).await.unwrap();
    let proceeds = stage.world.auction(&stage.vault).await.proceeds;
    // Neither Ana nor the lender does anything until all others have what they are owed.
    ending::pay_out(&mut stage.world, &stage.vault, &[&dan], &[&ben, &cleo, &creator]).await;
    let mut seen = vec![reserve, u64::try_from(ends_at).unwrap(), proceeds];
    for holder in [&ben, &cleo, &creator, &dan] {
        seen.push(stage.world.cash_of(holder).await);
    }
    if lent {
        stage.redeem_collateral(&ana).await.unwrap();
        stage.close_loan(&ana).await.unwrap();
        assert_eq!(stage.world.cash_of(&ana).await, CASH + 446_400_000 - 76_439);
    } else {
        stage.world.redeem(&stage.vault, &ana, ANAS).await.unwrap();
        assert_eq!(stage.world.cash_of(&ana).await, CASH + 446_400_000);
    }
    ending::close(&mut stage.world, &stage.vault).await;
    stage.close_market().await.unwrap();
    seen
}

#[tokio::test]
async fn a_lent_position_neither_blocks_nor_delays_nor_cheapens_a_sale() {
    assert_eq!(seen_by_others(true).await, seen_by_others(false).await);
}
