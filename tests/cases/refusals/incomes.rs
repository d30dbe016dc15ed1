//! What is refused of income because of what happened before, or has not happened yet, and the order of closing.

use {
    crate::scene::{Cast, Claim, EARNED, INCOME, Lot, STAKED, Stage, checked_bank, freezer, reach, transfer},
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        MosaicError::*,
        instructions::{AddIncomeMint, ClaimIncome, CloseIncome, CloseStaking},
        pda,
    },
    mosaic_harness::Bank,
};

#[tokio::test]
async fn the_curator_alone_adds_mints_and_anybody_the_quote_mint() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Pooled).await;
    for payer in [&cast.stranger, &cast.holder, &cast.opener] {
        let add = AddIncomeMint { payer: payer.pubkey(), ..lot.add_gold() };
        lot.refuses(&bank, &add.instruction(), NotTheCurator).await;
    }
    lot.must(&mut bank, &[lot.add_quote().instruction(), lot.add_gold().instruction()]).await;
}

#[tokio::test]
async fn t10_t34_three_mints_each_once_and_a_place_for_the_quote_mint() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Pooled).await;
    let (silver, iron) = (bank.create_mint(0, None).await, bank.create_mint(0, None).await);
    let add = |mint| AddIncomeMint { mint, ..lot.add_gold() }.instruction();
    lot.fails(&bank, &[add(cast.gold), add(cast.gold)], IncomeMintKnown.name()).await;
    lot.must(&mut bank, &[add(cast.gold), add(silver)]).await;
    for known in [cast.gold, silver] {
        lot.refuses(&bank, &add(known), IncomeMintKnown).await;
    }
    // The place that is left is kept for the quote mint.
    lot.refuses(&bank, &add(iron), TooManyIncomeMints).await;
    lot.must(&mut bank, &[lot.add_quote().instruction()]).await;
    lot.refuses(&bank, &lot.add_quote().instruction(), IncomeMintKnown).await;
    lot.refuses(&bank, &add(cast.quote), IncomeMintKnown).await;
    lot.refuses(&bank, &add(iron), TooManyIncomeMints).await;
}

#[tokio::test]
async fn claims_with_nothing_to_claim() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut lot = Lot::at(&mut bank, &cast, 1, Stage::Funded).await;
    let claim = lot.claim_income(&cast.gold).instruction();
    lot.refuses(&bank, &claim, NoIncomeDue).await;
    // A unit is released in the first second, of which dividing it leaves a little less than one to the stake.
    bank.advance(1).await;
    lot.refuses(&bank, &claim, NoIncomeDue).await;
    bank.advance(1).await;
    lot.must(&mut bank, std::slice::from_ref(&claim)).await;
    lot.refuses(&bank, &claim, NoIncomeDue).await;
    // Nothing of a mint that nobody added.
    let other = bank.create_mint(0, None).await;
    bank.create_ata(&cast.holder.pubkey(), &other).await;
    lot.refuses(&bank, &lot.claim_income(&other).instruction(), WrongIncomeAccount).await;
    // Two days are over in all, two seconds of them are paid.
    bank.advance(2 * 86_400 - 2).await;
    lot.stage = Stage::Earning;
    lot.must(&mut bank, std::slice::from_ref(&claim)).await;
    assert_eq!(bank.token_balance(&cast.gold(&cast.holder)).await, EARNED);
    lot.fails(&bank, &[lot.unstake(1).instruction(), claim], NoIncomeDue.name()).await;
}

#[tokio::test]
async fn income_is_paid_to_its_holder_only() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Earning).await;
    let claim = lot.claim_income(&cast.gold);
    let to = |destination: Pubkey, signed| ClaimIncome { destination, signed, ..claim }.instruction();
    for signed in [false, true] {
        lot.refuses(&bank, &to(cast.gold(&cast.stranger), signed), DestinationOfAnotherOwner).await;
        lot.refuses(&bank, &to(cast.cash(&cast.holder), signed), DestinationOfAnotherMint).await;
        lot.refuses(&bank, &to(cast.holder.pubkey(), signed), DestinationNotAToken).await;
    }
    let aside = bank.create_token_account(&cast.holder.pubkey(), &cast.gold).await;
    lot.refuses(&bank, &to(aside, false), DestinationNotAssociated).await;
    let usual = cast.gold(&cast.holder);
    bank.freeze(&usual, &cast.gold, &freezer()).await;
    lot.refuses(&bank, &claim.instruction(), DestinationFrozen).await;
    // A frozen account keeps nothing but itself back.
    lot.must(&mut bank, &[lot.claim_income(&cast.quote).instruction()]).await;
    lot.must(&mut bank, &[to(aside, true)]).await;
    assert_eq!(bank.token_balance(&aside).await, EARNED);
}

#[tokio::test]
async fn statuses_without_income() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut lot = Lot::at(&mut bank, &cast, 1, Stage::Earning).await;
    for (stage, with_auction) in [(Stage::Earning, false), (Stage::Contested, true)] {
        reach(&mut bank, &mut [&mut lot], stage).await;
        let close = CloseIncome { with_auction, ..lot.close_income(&cast.gold) };
        // Before the sale nobody is recorded to whom what is left could go.
        lot.refuses(&bank, &close.instruction(), WrongStatus).await;
        lot.refuses(&bank, &lot.close_staking().instruction(), WrongStatus).await;
        lot.must(&mut bank, &[lot.deposit_income(&cast.gold, 1).instruction()]).await;
    }
    reach(&mut bank, &mut [&mut lot], Stage::Bought).await;
    let silver = bank.create_mint(0, None).await;
    let add = AddIncomeMint { mint: silver, ..lot.add_gold() };
    lot.refuses(&bank, &add.instruction(), WrongStatus).await;
    lot.refuses(&bank, &lot.deposit_income(&cast.gold, 1).instruction(), WrongStatus).await;
    let regretted = Lot::at(&mut bank, &cast, 2, Stage::Regretted).await;
    regretted.refuses(&bank, &regretted.add_quote().instruction(), WrongStatus).await;
    regretted.refuses(&bank, &regretted.deposit_income(&cast.gold, 1).instruction(), WrongStatus).await;
}

/// Stakes first, then what is owed, then the accounts of income, then the pool, then the vault.
#[tokio::test]
async fn everything_is_closed_in_its_order() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Bought).await;
    let (quote, gold) = (lot.close_income(&cast.quote).instruction(), lot.close_income(&cast.gold).instruction());
    let (staking, vault) = (lot.close_staking().instruction(), lot.close().instruction());
    let refuse = async |bank: &Bank| {
        lot.refuses(bank, &quote, StillOwing).await;
        lot.refuses(bank, &gold, StillOwing).await;
        lot.refuses(bank, &staking, StillOwing).await;
        lot.refuses(bank, &vault, StillOwing).await;
    };
    refuse(&bank).await;
    let ways_out = [
        lot.unstake(STAKED).instruction(),
        lot.claim_income(&cast.quote).instruction(),
        lot.claim_income(&cast.gold).instruction(),
    ];
    for way_out in ways_out {
        lot.must(&mut bank, &[way_out]).await;
        lot.refuses(&bank, &quote, StillOwing).await;
        lot.refuses(&bank, &vault, StillOwing).await;
    }
    // No stake is open, but whoever has a fraction could stake it and earn what waits.
    lot.refuses(&bank, &staking, IncomeStillOpen).await;
    for (kind, claim) in lot.claims() {
        if kind == Claim::Asset {
            continue;
        }
        lot.refuses(&bank, &gold, StillOwing).await;
        lot.must(&mut bank, &[claim]).await;
    }
    // All fractions are redeemed, the NFT is still there: income and stakes do not wait for it.
    lot.refuses(&bank, &staking, IncomeStillOpen).await;
    lot.must(&mut bank, std::slice::from_ref(&quote)).await;
    lot.refuses(&bank, &quote, WrongIncomeAccount).await;
    lot.refuses(&bank, &staking, IncomeStillOpen).await;
    lot.must(&mut bank, &[gold]).await;
    lot.refuses(&bank, &vault, StillOwing).await;
    lot.must(&mut bank, &[lot.claim_asset().instruction()]).await;
    lot.refuses(&bank, &vault, StakingStillOpen).await;
    lot.must(&mut bank, &[staking]).await;
    lot.must(&mut bank, &[vault]).await;
}

/// A stake that nothing but income keeps open is owed that income to the last unit.
#[tokio::test]
async fn a_pool_with_one_stake_is_not_closed() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Bought).await;
    let claims = [lot.claim_income(&cast.quote).instruction(), lot.claim_income(&cast.gold).instruction()];
    lot.must(&mut bank, &[lot.unstake(STAKED).instruction()]).await;
    for claim in claims {
        lot.refuses(&bank, &lot.close_staking().instruction(), StillOwing).await;
        lot.refuses(&bank, &lot.close_income(&cast.gold).instruction(), StillOwing).await;
        lot.must(&mut bank, &[claim]).await;
    }
    lot.refuses(&bank, &lot.close_staking().instruction(), IncomeStillOpen).await;
}

/// An income that was paid out to the last unit owes nobody: fractions do not keep its account open.
#[tokio::test]
async fn an_account_of_income_with_nothing_left_is_closed_before_all_is_redeemed() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut lot = Lot::at(&mut bank, &cast, 1, Stage::Pooled).await;
    lot.must(&mut bank, &[lot.add_gold().instruction(), lot.first_bid().instruction()]).await;
    lot.must(&mut bank, &[lot.leading_bid().instruction()]).await;
    lot.stage = Stage::Outbid;
    reach(&mut bank, &mut [&mut lot], Stage::Sold).await;
    let close = CloseIncome { unearned_destination: None, surplus_destination: None, ..lot.close_income(&cast.gold) };
    let without_auction = CloseIncome { with_auction: false, ..close };
    lot.must(&mut bank, &[without_auction.instruction(), lot.close_staking().instruction()]).await;
}

#[tokio::test]
async fn what_is_left_of_income_needs_destinations() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Left).await;
    let close = lot.close_income(&cast.gold);
    let refused = [
        (CloseIncome { unearned_destination: None, ..close }, UnearnedDestinationMissing),
        (CloseIncome { unearned_destination: Some(cast.gold(&cast.creator)), ..close }, DestinationOfAnotherOwner),
        (CloseIncome { surplus_destination: Some(cast.gold(&cast.leader)), ..close }, DestinationOfAnotherOwner),
        (CloseIncome { recipient: cast.stranger.pubkey(), ..close }, WrongRecipient),
        (CloseIncome { curator: cast.stranger.pubkey(), ..close }, WrongCurator),
        (CloseIncome { with_auction: false, ..close }, StillOwing),
    ];
    for (close, error) in refused {
        lot.refuses(&bank, &close.instruction(), error).await;
    }
    let balance = async |bank: &Bank, who| bank.token_balance(&cast.gold(who)).await;
    let (winner, curator) = (balance(&bank, &cast.leader).await, balance(&bank, &cast.creator).await);
    let claimed = balance(&bank, &cast.holder).await;
    // The winner does not wait for a curator who cannot be paid.
    let without_curator = CloseIncome { surplus_destination: None, ..close }.instruction();
    lot.must(&mut bank, std::slice::from_ref(&without_curator)).await;
    assert_eq!(balance(&bank, &cast.leader).await, winner + INCOME - claimed);
    lot.refuses(&bank, &without_curator, SurplusDestinationMissing).await;
    lot.must(&mut bank, &[close.instruction()]).await;
    assert_eq!(balance(&bank, &cast.creator).await, curator + 1);
}

#[tokio::test]
async fn rent_goes_back_to_who_paid_it() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut lot = Lot::at(&mut bank, &cast, 1, Stage::Left).await;
    let thief = cast.artist.pubkey();
    for mint in [&cast.quote, &cast.gold] {
        let close = CloseIncome { opener: thief, ..lot.close_income(mint) };
        lot.refuses(&bank, &close.instruction(), WrongIncomeOpener).await;
    }
    let rent = async |bank: &Bank, address: Pubkey| bank.lamports(&address).await;
    let incomes = [&cast.quote, &cast.gold].map(|mint| pda::income_account(&lot.vault, mint));
    let openers = [&cast.stranger, &cast.creator, &cast.opener, &cast.leader].map(|actor| actor.pubkey());
    let pool = rent(&bank, pda::pool(&lot.vault)).await + rent(&bank, pda::staked_fractions(&lot.vault)).await;
    let rents = [rent(&bank, incomes[0]).await, rent(&bank, incomes[1]).await, pool];
    let mut before = Vec::new();
    for opener in openers {
        before.push(rent(&bank, opener).await);
    }
    let book = rent(&bank, pda::asks(&lot.vault)).await;
    reach(&mut bank, &mut [&mut lot], Stage::Emptied).await;
    let close = lot.close_staking();
    let redirected = [
        (CloseStaking { pool_opener: thief, ..close }, WrongPoolOpener),
        (CloseStaking { asks_opener: Some(thief), ..close }, WrongAsksOpener),
        (CloseStaking { asks_opener: Some(cast.opener.pubkey()), ..close }, WrongAsksOpener),
        (CloseStaking { pool_opener: cast.leader.pubkey(), ..close }, WrongPoolOpener),
        (CloseStaking { asks_opener: None, ..close }, AsksMissing),
    ];
    for (close, error) in redirected {
        lot.refuses(&bank, &close.instruction(), error).await;
    }
    lot.must(&mut bank, &[close.instruction()]).await;
    for ((opener, before), paid) in openers.into_iter().zip(before).zip([rents[0], rents[1], rents[2], book]) {
        assert_eq!(rent(&bank, opener).await, before + paid);
    }
}

/// Fractions sent to accounts of the vault, where nobody can stake them, keep neither income nor the vault back.
#[tokio::test]
async fn stray_fractions_are_nobodys() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Bought).await;
    let creator = &cast.creator;
    let staked_fractions = pda::staked_fractions(&lot.vault);
    let stray = transfer(&lot.fractions(creator), &staked_fractions, &creator.pubkey(), 1_000);
    lot.must(&mut bank, &[stray]).await;
    lot.must(&mut bank, &[lot.unstake(STAKED).instruction()]).await;
    assert_eq!(bank.token_balance(&staked_fractions).await, 1_000);
    let claims = [&cast.quote, &cast.gold].map(|mint| lot.claim_income(mint).instruction());
    lot.must(&mut bank, &claims).await;
    for (kind, claim) in lot.claims() {
        if kind != Claim::CreatorsFractions {
            lot.must(&mut bank, &[claim]).await;
        }
    }
    let closing = [&cast.quote, &cast.gold].map(|mint| lot.close_income(mint).instruction());
    lot.refuses(&bank, &closing[0], StillOwing).await;
    let rest = bank.token_balance(&lot.fractions(creator)).await;
    lot.must(&mut bank, &[lot.redeem(creator, rest).instruction()]).await;
    lot.must(&mut bank, &closing).await;
    lot.must(&mut bank, &[lot.close_staking().instruction()]).await;
    assert_eq!(bank.supply(&pda::fraction_mint(&lot.vault)).await, 0);
    lot.must(&mut bank, &[lot.close().instruction()]).await;
}
