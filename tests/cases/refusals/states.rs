//! What is refused because of what happened before, or has not happened yet.

use {
    crate::scene::{Cast, Claim, FIRST_PRICE, Lot, Stage, checked_bank, reach},
    mosaic_client::{
        MosaicError::*,
        instructions::{CloseVault, DepositNft, LowerCuratorFee},
    },
    mosaic_harness::Standard,
};

const NO_LONGER_THERE: &str = "AccountOwnedByWrongProgram";

#[tokio::test]
async fn an_empty_vault_is_not_activated() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Created).await;
    lot.refuses(&bank, &lot.activate().instruction(), NoAssets).await;
}

#[tokio::test]
async fn t10_sixteen_assets_and_no_more() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Created).await;
    for number in 1..=17 {
        let nft = bank.mint_nft(&cast.creator.pubkey(), Standard::NonFungible).await;
        let deposit = DepositNft { nft_mint: nft.mint, source: nft.token, ..lot.deposit() }.instruction();
        if number <= 16 {
            lot.must(&mut bank, &[deposit]).await;
        } else {
            lot.refuses(&bank, &deposit, TooManyAssets).await;
        }
    }
}

#[tokio::test]
async fn t34_the_same_nft_twice() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Filled).await;
    lot.refuses(&bank, &lot.deposit().instruction(), AssetAlreadyDeposited).await;
    let other = Lot::at(&mut bank, &cast, 2, Stage::Created).await;
    let deposit = DepositNft { vault: other.vault, ..lot.deposit() }.instruction();
    other.refuses(&bank, &deposit, SourceTooSmall).await;
    let both = [other.deposit().instruction(), other.deposit().instruction()];
    other.fails(&bank, &both, AssetAlreadyDeposited.name()).await;
}

#[tokio::test]
async fn t01_no_account_is_made_twice() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut lot = Lot::at(&mut bank, &cast, 1, Stage::Created).await;
    // The vault and its fraction mint.
    lot.refuses(&bank, &lot.create().instruction(), VaultIdUsed).await;
    // The fraction's metadata.
    lot.must(&mut bank, &[lot.describe().instruction()]).await;
    lot.refuses(&bank, &lot.describe().instruction(), AlreadyDescribed).await;
    // The record of the NFT and its custody.
    reach(&mut bank, &mut [&mut lot], Stage::Filled).await;
    lot.refuses(&bank, &lot.deposit().instruction(), AssetAlreadyDeposited).await;
    // The supply.
    reach(&mut bank, &mut [&mut lot], Stage::Active).await;
    lot.refuses(&bank, &lot.activate().instruction(), WrongStatus).await;
    // The auction, its escrows and the bid: a second bid of the same bidder is a raise.
    reach(&mut bank, &mut [&mut lot], Stage::Opened).await;
    lot.refuses(&bank, &lot.first_bid().instruction(), BidBelowStep).await;
    reach(&mut bank, &mut [&mut lot], Stage::Sold).await;
    lot.refuses(&bank, &lot.first_bid().instruction(), AuctionNotOpen).await;
    // An id of a vault that is no longer there.
    reach(&mut bank, &mut [&mut lot], Stage::Paid).await;
    lot.must(&mut bank, &[lot.close().instruction()]).await;
    lot.refuses(&bank, &lot.create().instruction(), VaultIdUsed).await;
}

#[tokio::test]
async fn the_leading_bid_stays() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut lot = Lot::at(&mut bank, &cast, 1, Stage::Opened).await;
    lot.refuses(&bank, &lot.withdraw(&cast.opener).instruction(), LeadingBidLocked).await;
    for stage in [Stage::Outbid, Stage::Ended] {
        reach(&mut bank, &mut [&mut lot], stage).await;
        lot.refuses(&bank, &lot.withdraw(&cast.leader).instruction(), LeadingBidLocked).await;
        if stage == Stage::Outbid {
            lot.refuses(&bank, &lot.settle().instruction(), AuctionNotEnded).await;
        }
    }
    lot.must(&mut bank, &[lot.withdraw(&cast.opener).instruction()]).await;
}

#[tokio::test]
async fn a_vault_that_owes_one_thing_is_not_closed() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let debts = [
        Claim::OutbidBid,
        Claim::WinningBid,
        Claim::Royalty,
        Claim::CuratorFee,
        Claim::ReturnedFractions,
        Claim::HeldFractions,
        Claim::CreatorsFractions,
        Claim::Asset,
    ];
    for (id, debt) in debts.into_iter().enumerate() {
        let lot = Lot::at(&mut bank, &cast, id as u64, Stage::Sold).await;
        lot.refuses(&bank, &lot.close().instruction(), StillOwing).await;
        let depends = |claim| debt == Claim::OutbidBid && claim == Claim::ReturnedFractions;
        let (owed, paid): (Vec<_>, Vec<_>) =
            lot.claims().into_iter().partition(|(claim, _)| *claim == debt || depends(*claim));
        assert!(!owed.is_empty());
        for (_, claim) in paid {
            lot.must(&mut bank, &[claim]).await;
        }
        for (_, claim) in owed {
            lot.refuses(&bank, &lot.close().instruction(), StillOwing).await;
            lot.must(&mut bank, &[claim]).await;
        }
        lot.must(&mut bank, &[lot.close().instruction()]).await;
    }
}

#[tokio::test]
async fn a_cancelled_vault_with_its_asset_is_not_closed() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Filled).await;
    lot.must(&mut bank, &[lot.cancel().instruction()]).await;
    let close = CloseVault { opener: None, surplus_destination: None, ..lot.close() };
    lot.refuses(&bank, &close.instruction(), StillOwing).await;
}

#[tokio::test]
async fn surplus_cash_needs_a_destination() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Overpaid).await;
    let close = CloseVault { surplus_destination: None, ..lot.close() };
    lot.refuses(&bank, &close.instruction(), SurplusDestinationMissing).await;
    lot.must(&mut bank, &[lot.close().instruction()]).await;
}

#[tokio::test]
async fn the_curator_alone_lowers_its_fee_and_only_until_the_sale() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut lot = Lot::at(&mut bank, &cast, 1, Stage::Filled).await;
    let mut fee_bps = lot.args.curator_fee_bps;
    for stage in [Stage::Filled, Stage::Active, Stage::Opened, Stage::Outbid, Stage::Ended] {
        reach(&mut bank, &mut [&mut lot], stage).await;
        for stranger in [&cast.stranger, &cast.holder, &cast.opener, &cast.leader] {
            let lower = LowerCuratorFee { curator: stranger.pubkey(), ..lot.lower_fee(0) };
            lot.refuses(&bank, &lower.instruction(), NotTheCurator).await;
        }
        for high in [fee_bps, fee_bps + 1, u16::MAX] {
            lot.refuses(&bank, &lot.lower_fee(high).instruction(), CuratorFeeNotLower).await;
        }
        fee_bps -= 1;
        lot.must(&mut bank, &[lot.lower_fee(fee_bps).instruction()]).await;
    }
    for stage in [Stage::Sold, Stage::Paid] {
        reach(&mut bank, &mut [&mut lot], stage).await;
        lot.refuses(&bank, &lot.lower_fee(0).instruction(), WrongStatus).await;
    }
    let cancelled = Lot::at(&mut bank, &cast, 2, Stage::Cancelled).await;
    cancelled.refuses(&bank, &cancelled.lower_fee(0).instruction(), WrongStatus).await;
}

#[tokio::test]
async fn nothing_is_claimed_twice() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let royalty_first = Lot::at(&mut bank, &cast, 1, Stage::Sold).await;
    let royalty = royalty_first.claim_royalty().instruction();
    royalty_first.must(&mut bank, std::slice::from_ref(&royalty)).await;
    royalty_first.refuses(&bank, &royalty, NoRoyaltyDue).await;
    let fee = royalty_first.claim_curator_fee().instruction();
    royalty_first.must(&mut bank, std::slice::from_ref(&fee)).await;
    royalty_first.refuses(&bank, &fee, NoCuratorFeeDue).await;

    let asset_first = Lot::at(&mut bank, &cast, 2, Stage::Sold).await;
    let asset = asset_first.claim_asset().instruction();
    asset_first.must(&mut bank, std::slice::from_ref(&asset)).await;
    asset_first.refuses(&bank, &asset, AssetAlreadyClaimed).await;
    // The last claim of all closes the record.
    let royalty = asset_first.claim_royalty().instruction();
    asset_first.must(&mut bank, std::slice::from_ref(&royalty)).await;
    for again in [asset, royalty] {
        asset_first.fails(&bank, &[again], NO_LONGER_THERE.to_owned()).await;
    }
    for bidder in [&cast.opener, &cast.leader] {
        let withdraw = asset_first.withdraw(bidder).instruction();
        asset_first.must(&mut bank, std::slice::from_ref(&withdraw)).await;
        asset_first.fails(&bank, &[withdraw], NO_LONGER_THERE.to_owned()).await;
    }
}

#[tokio::test]
async fn what_happens_once_does_not_happen_again() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut lot = Lot::at(&mut bank, &cast, 1, Stage::Filled).await;
    let twice = |instruction: anchor_lang::solana_program::instruction::Instruction| vec![instruction; 2];
    lot.fails(&bank, &twice(lot.activate().instruction()), WrongStatus.name()).await;
    lot.fails(&bank, &twice(lot.cancel().instruction()), WrongStatus.name()).await;
    reach(&mut bank, &mut [&mut lot], Stage::Active).await;
    lot.fails(&bank, &twice(lot.reclaim().instruction()), WrongStatus.name()).await;
    reach(&mut bank, &mut [&mut lot], Stage::Ended).await;
    lot.fails(&bank, &twice(lot.settle().instruction()), WrongStatus.name()).await;
    reach(&mut bank, &mut [&mut lot], Stage::Paid).await;
    lot.fails(&bank, &twice(lot.close().instruction()), NO_LONGER_THERE.to_owned()).await;
    lot.refuses(&bank, &lot.bid(&cast.stranger, FIRST_PRICE, 0).instruction(), AuctionNotOpen).await;
}
