//! What asks, time and bids do to a loan, and when somebody else may take its collateral.

use {
    crate::{
        DAY, OFFER_WINDOW, YEAR,
        stage::{ANAS, ANAS_LIMIT, OPENING, SUPPLIED, Stage, cautious, trusting},
    },
    lender::rules::Debt,
    mosaic_harness::{assert_fails, world::CASH},
};

/// The level that asks 613,913,253: at it Ana's fractions are worth 228,375,729.
const LOW: u8 = 86;
/// A level below the floor.
const LOWEST: u8 = 0;
/// Half of what Ana's fractions are worth at the opening price.
const TRUSTED: u64 = 185_999_999;

#[tokio::test]
async fn whoever_raises_the_reserve_borrows_nothing_more() {
    let mut stage = Stage::new(cautious()).await;
    let ana = stage.ana.clone();
    stage.others_ask(191).await;
    assert_eq!(stage.world.quote(&stage.vault).await.reserve, 103_034_676_446);
    assert_fails(stage.borrow(&ana, ANAS, ANAS_LIMIT + 1).await, "AboveLoanToValue");
    stage.borrow(&ana, ANAS, ANAS_LIMIT).await.unwrap();
}

#[tokio::test]
async fn asks_cannot_move_what_the_floor_secures() {
    let mut stage = Stage::new(cautious()).await;
    let (ana, dan) = (stage.ana.clone(), stage.world.actor("Dan").await);
    stage.borrow(&ana, ANAS, ANAS_LIMIT).await.unwrap();
    stage.others_ask(LOWEST).await;
    assert_eq!(stage.world.quote(&stage.vault).await.reserve, 500_000_000);
    assert_fails(stage.liquidate(&dan, &ana, u64::MAX, 0).await, "LoanHealthy");
    // No interest yet, and still the same limit.
    assert_fails(stage.borrow(&ana, 0, 1).await, "AboveLoanToValue");
    stage.repay(&ana, 1, 0).await.unwrap();
    stage.borrow(&ana, 0, 1).await.unwrap();
}

#[tokio::test]
async fn when_asks_fall_a_part_of_the_debt_is_liquidated_with_a_bonus() {
    let mut stage = Stage::new(trusting()).await;
    let (ana, dan) = (stage.ana.clone(), stage.world.actor("Dan").await);
    assert_fails(stage.borrow(&ana, ANAS, TRUSTED + 1).await, "AboveLoanToValue");
    stage.borrow(&ana, ANAS, TRUSTED).await.unwrap();
    assert_fails(stage.liquidate(&dan, &ana, u64::MAX, 0).await, "LoanHealthy");
    stage.others_ask(LOW).await;
    assert_eq!(stage.world.quote(&stage.vault).await.reserve, 613_913_253);
    // More than 80 % of what they are worth. For 100,000,000 fractions worth 105,000,000.
    assert_fails(stage.liquidate(&dan, &ana, 100_000_000, 1_839_074_590).await, "FractionsBelowMinimum");
    stage.liquidate(&dan, &ana, 100_000_000, 1_839_074_589).await.unwrap();
    assert_eq!(stage.world.cash_of(&dan).await, CASH - 100_000_000);
    assert_eq!(stage.world.fractions_of(&stage.vault, &dan).await, 1_839_074_589);
    let loan = stage.loan(&ana).await;
    assert_eq!((loan.fractions, loan.debt), (2_160_925_411, Debt { principal: 85_999_999, interest: 0 }));
    assert_eq!(stage.market().await.cash, SUPPLIED - 85_999_999);
    // The rest is within the threshold again.
    assert_fails(stage.liquidate(&dan, &ana, 1, 0).await, "LoanHealthy");
    stage.repay(&ana, u64::MAX, 2_160_925_411).await.unwrap();
    stage.close_loan(&ana).await.unwrap();
    stage.close_market().await.unwrap();
}

#[tokio::test]
async fn a_debt_is_liquidated_whole_and_what_is_left_stays_the_borrowers() {
    let mut stage = Stage::new(trusting()).await;
    let (ana, dan) = (stage.ana.clone(), stage.world.actor("Dan").await);
    stage.borrow(&ana, ANAS, TRUSTED).await.unwrap();
    stage.others_ask(LOW).await;
    stage.liquidate(&dan, &ana, u64::MAX, 3_420_678_700).await.unwrap();
    assert_eq!(stage.world.cash_of(&dan).await, CASH - TRUSTED);
    assert_eq!(stage.world.fractions_of(&stage.vault, &dan).await, 3_420_678_700);
    stage.repay(&ana, 0, ANAS - 3_420_678_700).await.unwrap();
    assert_eq!(stage.world.fractions_of(&stage.vault, &ana).await, 579_321_300);
    assert_eq!(stage.world.cash_of(&ana).await, CASH + TRUSTED);
}

#[tokio::test]
async fn of_a_debt_above_the_worth_the_liquidator_gets_its_part_and_no_bonus() {
    let mut stage = Stage::new(trusting()).await;
    let (ana, lender) = (stage.ana.clone(), stage.lender.clone());
    stage.borrow(&ana, ANAS, TRUSTED).await.unwrap();
    stage.others_ask(LOWEST).await;
    stage.world.bank.advance(YEAR).await;
    // 204,599,999 are owed for what is worth 185,999,999. A half of it, rounded down, gets a half of the fractions, rounded down.
    let owed = TRUSTED + 18_600_000;
    stage.liquidate(&lender, &ana, owed / 2, 1_999_999_990).await.unwrap();
    assert_eq!(stage.world.fractions_of(&stage.vault, &lender).await, 1_999_999_990);
    // The lender itself takes the rest: what it pays is its own.
    stage.liquidate(&lender, &ana, u64::MAX, 2_000_000_010).await.unwrap();
    assert_eq!(stage.world.cash_of(&lender).await, CASH - SUPPLIED - owed);
    assert_eq!(stage.market().await.cash, SUPPLIED - TRUSTED + owed);
    stage.close_loan(&ana).await.unwrap();
    stage.close_market().await.unwrap();
    assert_eq!(stage.world.cash_of(&lender).await, CASH - TRUSTED);
    assert_eq!(stage.world.fractions_of(&stage.vault, &lender).await, ANAS);
}

#[tokio::test]
async fn interest_alone_brings_a_debt_over_the_threshold() {
    let mut stage = Stage::new(cautious()).await;
    let (ana, dan) = (stage.ana.clone(), stage.world.actor("Dan").await);
    stage.borrow(&ana, ANAS, ANAS_LIMIT).await.unwrap();
    // After six years, and two seconds more, 148,799,999 are owed: four fifths of 185,999,999, rounded down.
    stage.world.bank.advance(6 * YEAR).await;
    assert_fails(stage.liquidate(&dan, &ana, u64::MAX, 0).await, "LoanHealthy");
    stage.world.bank.advance(2).await;
    assert_fails(stage.liquidate(&dan, &ana, u64::MAX, 0).await, "LoanHealthy");
    stage.world.bank.advance(1).await;
    stage.liquidate(&dan, &ana, u64::MAX, 0).await.unwrap();
    assert_eq!(stage.world.cash_of(&dan).await, CASH - 148_800_000);
}

#[tokio::test]
async fn in_an_auction_nobody_is_liquidated_and_the_final_price_pays() {
    let mut stage = Stage::new(trusting()).await;
    let (ana, eve) = (stage.ana.clone(), stage.world.actor("Eve").await);
    stage.borrow(&ana, ANAS, TRUSTED).await.unwrap();
    stage.others_ask(LOW).await;
    let dan = stage.dan_bids(613_913_253).await;
    // The second before, it was allowed.
    assert_fails(stage.liquidate(&dan, &ana, u64::MAX, 0).await, "VaultNotActive");
    stage.world.bid(&stage.vault, &eve, OPENING, 0).await.unwrap();
    stage.world.bank.advance(3 * DAY).await;
    assert_fails(stage.liquidate(&dan, &ana, u64::MAX, 0).await, "VaultNotActive");
    stage.world.settle(&stage.vault).await.unwrap();
    assert_fails(stage.liquidate(&dan, &ana, u64::MAX, 0).await, "VaultNotActive");
    stage.redeem_collateral(&ana).await.unwrap();
    // 372,000,000 less the debt and three days of interest, 152,876.7 rounded up.
    assert_eq!(stage.loan(&ana).await.due, 372_000_000 - TRUSTED - 152_877);
}

#[tokio::test]
async fn a_bid_counts_in_full_also_above_the_cap() {
    let mut stage = Stage::new(cautious()).await;
    let ana = stage.ana.clone();
    stage.dan_bids(1_200_000_000).await;
    // Half of 446,399,999.
    assert_fails(stage.borrow(&ana, ANAS, 223_200_000).await, "AboveLoanToValue");
    stage.borrow(&ana, ANAS, 223_199_999).await.unwrap();
}

#[tokio::test]
async fn an_offer_moves_nothing_until_it_is_accepted_and_then_the_lender_bears_the_loss() {
    let mut stage = Stage::new(cautious()).await;
    let (ana, dan) = (stage.ana.clone(), stage.world.actor("Dan").await);
    stage.borrow(&ana, ANAS, ANAS_LIMIT).await.unwrap();
    stage.world.offer(&stage.vault, &dan, 100_000_000, 0).await.unwrap();
    // Else an offer of next to nothing would take everybody's collateral.
    assert_fails(stage.liquidate(&dan, &ana, u64::MAX, 0).await, "LoanHealthy");
    stage.world.bank.advance(OFFER_WINDOW).await;
    stage.world.accept_offer(&stage.vault).await.unwrap();
    // The price is firm now, a fifth of the floor.
    assert_fails(stage.borrow(&ana, 0, 1).await, "AboveLoanToValue");
    assert_fails(stage.liquidate(&dan, &ana, u64::MAX, 0).await, "VaultNotActive");
    stage.world.bank.advance(3 * DAY).await;
    stage.world.settle(&stage.vault).await.unwrap();
    stage.redeem_collateral(&ana).await.unwrap();
    let (market, loan) = (stage.market().await, stage.loan(&ana).await);
    assert_eq!((loan.fractions, loan.debt.total(), loan.due), (0, 0, 0));
    assert_eq!((market.cash, market.lent), (SUPPLIED - ANAS_LIMIT + 37_200_000, 0));
    stage.close_loan(&ana).await.unwrap();
    stage.close_market().await.unwrap();
    assert_eq!(stage.world.cash_of(&ana).await, CASH + ANAS_LIMIT);
}
