//! Borrowing and paying back.

use {
    crate::{
        YEAR,
        stage::{ANAS, ANAS_LIMIT, SUPPLIED, Stage, cautious, trusting},
    },
    lender::rules::Debt,
    mosaic_harness::{assert_fails, world::CASH},
};

#[tokio::test]
async fn a_loan_is_made_and_paid_back_to_the_unit() {
    let mut stage = Stage::new(cautious()).await;
    let (ana, lender) = (stage.ana.clone(), stage.lender.clone());
    let lamports = stage.world.bank.lamports(&ana.pubkey()).await;
    assert_eq!(stage.market().await.terms.price_cap, 500_000_000, "the floor");
    assert_fails(stage.borrow(&ana, ANAS, ANAS_LIMIT + 1).await, "AboveLoanToValue");
    stage.borrow(&ana, ANAS, ANAS_LIMIT).await.unwrap();
    assert_eq!(stage.world.cash_of(&ana).await, CASH + ANAS_LIMIT);
    assert_eq!(stage.world.fractions_of(&stage.vault, &ana).await, 0);
    assert_eq!(stage.loan(&ana).await.debt, Debt { principal: ANAS_LIMIT, interest: 0 });
    assert_fails(stage.borrow(&ana, 0, 1).await, "AboveLoanToValue");

    // A tenth of 92,999,999 in a year, rounded up.
    stage.world.bank.advance(YEAR).await;
    stage.repay(&ana, 1_300_000, 0).await.unwrap();
    assert_eq!(stage.loan(&ana).await.debt, Debt { principal: ANAS_LIMIT, interest: 8_000_000 });
    stage.repay(&ana, 8_000_001, 0).await.unwrap();
    assert_eq!(stage.loan(&ana).await.debt, Debt { principal: ANAS_LIMIT - 1, interest: 0 });
    // Of more than the debt only the debt is taken.
    stage.repay(&ana, u64::MAX, ANAS).await.unwrap();
    assert_eq!(stage.world.cash_of(&ana).await, CASH - 9_300_000);
    assert_eq!(stage.world.fractions_of(&stage.vault, &ana).await, ANAS);
    assert_eq!(stage.market().await.cash, SUPPLIED + 9_300_000);

    stage.close_loan(&ana).await.unwrap();
    stage.close_market().await.unwrap();
    assert_eq!(stage.world.cash_of(&lender).await, CASH + 9_300_000);
    assert_eq!(stage.world.bank.lamports(&ana.pubkey()).await, lamports, "the rent of the loan is back");
    for account in [stage.market.address(), stage.market.cash_account(), stage.market.fraction_account()] {
        assert_eq!(stage.world.bank.lamports(&account).await, 0);
    }
}

#[tokio::test]
async fn collateral_leaves_as_far_as_the_rest_secures_the_debt() {
    let mut stage = Stage::new(cautious()).await;
    let ana = stage.ana.clone();
    stage.borrow(&ana, ANAS, ANAS_LIMIT / 2).await.unwrap();
    // Half of it is worth 92,999,999 at the floor, and secures just that debt of 46,499,999.
    stage.repay(&ana, 0, ANAS / 2).await.unwrap();
    // 44 fractions are worth two units at the floor, and secure one.
    assert_fails(stage.repay(&ana, 0, 44).await, "AboveLoanToValue");
    stage.repay(&ana, 1, 44).await.unwrap();
    assert_eq!(stage.loan(&ana).await.fractions, ANAS / 2 - 44);
    assert_fails(stage.repay(&ana, u64::MAX, ANAS).await, "NotEnoughFractions");
    stage.repay(&ana, u64::MAX, ANAS / 2 - 44).await.unwrap();
    assert_eq!(stage.world.cash_of(&ana).await, CASH);
}

#[tokio::test]
async fn two_borrowers_share_the_cash_of_a_market_and_nothing_else() {
    let mut stage = Stage::new(trusting()).await;
    let (ana, ben, lender) = (stage.ana.clone(), stage.ben.clone(), stage.lender.clone());
    // The lender keeps 100,000,000 in it.
    let withdraw = stage.market.withdraw(SUPPLIED - 100_000_000);
    stage.send(&[withdraw], &[&lender]).await.unwrap();
    stage.borrow(&ana, ANAS, 80_000_000).await.unwrap();
    assert_fails(stage.borrow(&ben, 1_100_000_000, 20_000_001).await, "NotEnoughCash");
    stage.borrow(&ben, 1_100_000_000, 20_000_000).await.unwrap();
    let market = stage.market().await;
    assert_eq!((market.cash, market.lent, market.fractions, market.loans), (0, 100_000_000, ANAS + 1_100_000_000, 2));
    assert_fails(stage.send(&[stage.market.withdraw(1)], &[&lender]).await, "NotEnoughCash");

    stage.world.bank.advance(YEAR).await;
    stage.repay(&ben, u64::MAX, 1_100_000_000).await.unwrap();
    assert_eq!(stage.world.cash_of(&ben).await, CASH - 2_000_000);
    assert_eq!(stage.loan(&ana).await.debt.principal, 80_000_000, "as it was");
    let market = stage.market().await;
    assert_eq!((market.cash, market.lent, market.fractions, market.loans), (22_000_000, 80_000_000, ANAS, 2));
    // What came back can be lent or withdrawn.
    stage.send(&[stage.market.withdraw(22_000_000)], &[&lender]).await.unwrap();
    assert_eq!(stage.world.cash_of(&lender).await, CASH - 78_000_000);
}

#[tokio::test]
async fn tokens_that_are_sent_uninvited_change_nothing_and_are_the_lenders_in_the_end() {
    let mut stage = Stage::new(cautious()).await;
    let (ana, ben, lender) = (stage.ana.clone(), stage.ben.clone(), stage.lender.clone());
    let (cash, fractions) = (stage.market.cash_account(), stage.market.fraction_account());
    let (bens_cash, bens_fractions) =
        (stage.vault.cash_account(&ben.pubkey()), stage.vault.fraction_account(&ben.pubkey()));
    stage.world.transfer(&bens_cash, &cash, &ben, 7).await;
    stage.world.transfer(&bens_fractions, &fractions, &ben, 9).await;
    let market = stage.market;
    let borrow = |amount| [market.open_loan(&ana.pubkey()), market.borrow(&ana.pubkey(), ANAS, amount, <_>::default())];
    assert_fails(stage.world.send(&borrow(ANAS_LIMIT + 1), &[&ana]).await, "AboveLoanToValue");
    stage.world.send(&borrow(ANAS_LIMIT), &[&ana]).await.unwrap();
    assert_fails(stage.world.send(&[market.withdraw(SUPPLIED - ANAS_LIMIT + 1)], &[&lender]).await, "NotEnoughCash");
    let repay = market.repay(&ana.pubkey(), u64::MAX, ANAS, <_>::default());
    assert_fails(stage.world.send(&[market.close(false)], &[&lender]).await, "MarketInUse");
    stage.world.send(&[repay, market.close_loan(&ana.pubkey(), false)], &[&ana]).await.unwrap();

    assert_fails(stage.world.send(&[market.close(false)], &[&lender]).await, "DestinationMissing");
    stage.world.bank.create_ata(&lender.pubkey(), &stage.vault.fraction_mint).await;
    stage.world.send(&[market.close(true)], &[&lender]).await.unwrap();
    assert_eq!(stage.world.cash_of(&lender).await, CASH + 7);
    assert_eq!(stage.world.fractions_of(&stage.vault, &lender).await, 9);
}
