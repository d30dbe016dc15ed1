//! Arguments and amounts out of bounds.

use {
    crate::scene::{
        Cast, FIRST_FRACTIONS, FIRST_PRICE, HELD, LEADING_FRACTIONS, LEADING_PRICE, Lot, STAKE_LOCK_SECS, SUPPLY,
        Stage, checked_bank, create_args, freezer, transfer,
    },
    anchor_lang::prelude::Pubkey,
    anchor_spl::token::spl_token,
    mosaic_client::{
        MosaicError::{self, *},
        instructions::{
            AddIncomeMint, CreateVault, CreateVaultArgs, DepositIncome, DescribeFraction, DescribeFractionArgs,
            PlaceBid, PlaceBidArgs, Unstake,
        },
        pda,
    },
    mosaic_harness::Standard,
    solana_account::Account,
};

const PLAIN: Standard = Standard::NonFungible;

type Change = fn(&mut CreateVaultArgs);

#[tokio::test]
async fn t26_terms_out_of_bounds() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::plan(&mut bank, &cast, 1, PLAIN).await;
    let with = |change: Change| {
        let mut args = create_args(1);
        change(&mut args);
        CreateVault { args, ..lot.create() }.instruction()
    };
    let refused: [(Change, MosaicError); 30] = [
        (|args| args.opening_price = 0, ZeroPrice),
        (|args| args.supply = 0, ZeroSupply),
        (|args| args.decimals = 10, TooManyDecimals),
        (|args| args.auction_secs = 86_399, AuctionLengthOutOfBounds),
        (|args| args.auction_secs = 2_592_001, AuctionLengthOutOfBounds),
        (|args| args.extension_secs = args.auction_secs + 1, ExtensionOutOfBounds),
        (|args| args.step_bps = 99, StepOutOfBounds),
        (|args| args.step_bps = 5_001, StepOutOfBounds),
        (|args| args.curator_fee_bps = 501, CuratorFeeOutOfBounds),
        (|args| args.floor_bps = 10_001, FloorOutOfBounds),
        (|args| args.consent_bps = 4_999, ConsentOutOfBounds),
        (|args| args.consent_bps = 9_001, ConsentOutOfBounds),
        (|args| args.stake_lock_secs = 3_599, StakeLockOutOfBounds),
        (|args| args.stake_lock_secs = 2_592_001, StakeLockOutOfBounds),
        (|args| args.drip_secs = 3_599, DripOutOfBounds),
        (|args| args.drip_secs = 7_776_001, DripOutOfBounds),
        (|args| args.quorum_bps = 99, QuorumOutOfBounds),
        (|args| args.quorum_bps = 9_001, QuorumOutOfBounds),
        (|args| args.threshold_bps = 4_999, ThresholdOutOfBounds),
        (|args| args.threshold_bps = 9_001, ThresholdOutOfBounds),
        (|args| args.proposal_stake_bps = 2_501, ProposalStakeOutOfBounds),
        (|args| args.veto_bps = 99, VetoOutOfBounds),
        (|args| args.veto_bps = 5_001, VetoOutOfBounds),
        (|args| args.voting_secs = 86_399, VotingOutOfBounds),
        (|args| args.voting_secs = 1_209_601, VotingOutOfBounds),
        (|args| args.delay_secs = 1_209_601, DelayOutOfBounds),
        (|args| args.offer_window_secs = 1, OfferWindowOutOfBounds),
        (|args| args.offer_window_secs = 604_799, OfferWindowOutOfBounds),
        (|args| args.offer_window_secs = 7_776_001, OfferWindowOutOfBounds),
        (|args| args.offer_window_secs = u32::MAX, OfferWindowOutOfBounds),
    ];
    for (change, error) in refused {
        lot.refuses(&bank, &with(change), error).await;
    }
    let allowed: [Change; 18] = [
        |args| args.opening_price = 1,
        |args| args.opening_price = u64::MAX,
        |args| args.supply = 1,
        |args| args.supply = u64::MAX,
        |args| (args.decimals, args.extension_secs) = (0, 0),
        |args| args.decimals = 9,
        |args| args.auction_secs = 86_400,
        |args| args.auction_secs = 2_592_000,
        |args| args.extension_secs = args.auction_secs,
        |args| (args.step_bps, args.curator_fee_bps) = (100, 0),
        |args| (args.step_bps, args.curator_fee_bps) = (5_000, 500),
        |args| {
            (args.floor_bps, args.consent_bps, args.stake_lock_secs, args.drip_secs) = (0, 5_000, 3_600, 3_600);
        },
        |args| {
            (args.floor_bps, args.consent_bps, args.stake_lock_secs, args.drip_secs) =
                (10_000, 9_000, 2_592_000, 7_776_000);
        },
        |args| (args.quorum_bps, args.threshold_bps, args.proposal_stake_bps, args.veto_bps) = (100, 5_000, 0, 100),
        |args| {
            (args.quorum_bps, args.threshold_bps, args.proposal_stake_bps, args.veto_bps) =
                (9_000, 9_000, 2_500, 5_000);
        },
        |args| (args.voting_secs, args.delay_secs, args.offer_window_secs) = (86_400, 0, 0),
        |args| args.offer_window_secs = 604_800,
        |args| {
            (args.voting_secs, args.delay_secs, args.offer_window_secs) = (1_209_600, 1_209_600, 7_776_000);
        },
    ];
    for change in allowed {
        bank.simulate(&[with(change)], &[&cast.creator.keypair]).await.expect("within the bounds");
    }
}

#[tokio::test]
async fn quote_mints_that_are_none() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::plan(&mut bank, &cast, 1, PLAIN).await;
    let token_2022 = bank.create_mint_2022(6, None, &[]).await;
    let unset = bank.new_keypair();
    let unset = solana_signer::Signer::pubkey(&unset);
    let blank = Account { lamports: 1_461_600, data: vec![0; 82], owner: spl_token::ID, ..Account::default() };
    bank.set_account(unset, blank);
    let nowhere = Pubkey::new_from_array([3; 32]);
    for quote_mint in [token_2022, unset, cast.cash(&cast.creator), cast.creator.pubkey(), nowhere] {
        let create = CreateVault { quote_mint, ..lot.create() };
        lot.refuses(&bank, &create.instruction(), QuoteMintNotClassic).await;
    }
}

#[tokio::test]
async fn descriptions_too_long_and_a_second_one() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Created).await;
    let of = |name: usize, symbol: usize, uri: usize| {
        let args = DescribeFractionArgs { name: "n".repeat(name), symbol: "s".repeat(symbol), uri: "u".repeat(uri) };
        DescribeFraction { args, ..lot.describe() }.instruction()
    };
    lot.refuses(&bank, &of(33, 10, 200), NameTooLong).await;
    lot.refuses(&bank, &of(32, 11, 200), SymbolTooLong).await;
    lot.refuses(&bank, &of(32, 10, 201), UriTooLong).await;
    let two_bytes_each = DescribeFractionArgs { name: "é".repeat(17), symbol: String::new(), uri: String::new() };
    let describe = DescribeFraction { args: two_bytes_each, ..lot.describe() };
    lot.refuses(&bank, &describe.instruction(), NameTooLong).await;
    lot.must(&mut bank, &[of(32, 10, 200)]).await;
    lot.refuses(&bank, &of(1, 1, 1), AlreadyDescribed).await;
}

#[tokio::test]
async fn first_bids() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Spread).await;
    let opener = &cast.opener;
    let bid = |price, fractions| lot.bid(opener, price, fractions).instruction();
    lot.refuses(&bank, &bid(0, 0), BidBelowReserve).await;
    lot.refuses(&bank, &bid(FIRST_PRICE - 1, 0), BidBelowReserve).await;
    lot.refuses(&bank, &bid(FIRST_PRICE, SUPPLY), BidOfWholeSupply).await;
    lot.refuses(&bank, &bid(FIRST_PRICE, SUPPLY + 1), BidOfWholeSupply).await;
    lot.refuses(&bank, &bid(FIRST_PRICE, FIRST_FRACTIONS + 1), SourceTooSmall).await;
    lot.refuses(&bank, &bid(u64::MAX, 0), SourceTooSmall).await;
    // 900,000 units of cash are due.
    let bounded = |max_cash| {
        let first = lot.first_bid();
        PlaceBid { args: PlaceBidArgs { max_cash, ..first.args }, ..first }.instruction()
    };
    lot.refuses(&bank, &bounded(899_999), CashAboveMaximum).await;
    // No licence was ever taken: the end of the last one is 0.
    let unlicensed = PlaceBidArgs { max_licensed_until: -1, ..lot.first_bid().args };
    let first = PlaceBid { args: unlicensed, ..lot.first_bid() };
    lot.refuses(&bank, &first.instruction(), LicensedBeyondMaximum).await;
    lot.refuses(&bank, &first.offer(), LicensedBeyondMaximum).await;
    let without = PlaceBid { fraction_account: None, ..lot.first_bid() };
    lot.refuses(&bank, &without.instruction(), FractionAccountMissing).await;
    let cash = cast.cash(opener);
    bank.freeze(&cash, &cast.quote, &freezer()).await;
    lot.refuses(&bank, &bid(FIRST_PRICE, 0), SourceFrozen).await;
    bank.thaw(&cash, &cast.quote, &freezer()).await;
    lot.must(&mut bank, &[bounded(900_000)]).await;
}

#[tokio::test]
async fn further_bids() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Opened).await;
    let step = FIRST_PRICE / 20;
    for bidder in [&cast.leader, &cast.opener] {
        lot.refuses(&bank, &lot.bid(bidder, FIRST_PRICE, 0).instruction(), BidBelowStep).await;
        lot.refuses(&bank, &lot.bid(bidder, FIRST_PRICE + step - 1, 0).instruction(), BidBelowStep).await;
    }
    lot.refuses(&bank, &lot.bid(&cast.leader, LEADING_PRICE, SUPPLY).instruction(), BidOfWholeSupply).await;
    lot.refuses(&bank, &lot.bid(&cast.leader, LEADING_PRICE, LEADING_FRACTIONS + 1).instruction(), SourceTooSmall)
        .await;
    // The bound is on the whole bid, not on what a raise adds: 990,000 for 90 % of 1,100,000.
    let raise = lot.bid(&cast.opener, LEADING_PRICE, FIRST_FRACTIONS);
    let bounded = |max_cash| PlaceBid { args: PlaceBidArgs { max_cash, ..raise.args }, ..raise }.instruction();
    lot.refuses(&bank, &bounded(989_999), CashAboveMaximum).await;
    // Fractions that go back need an account too.
    let taking_back = PlaceBid { fraction_account: None, ..lot.bid(&cast.opener, LEADING_PRICE, 0) };
    lot.refuses(&bank, &taking_back.instruction(), FractionAccountMissing).await;
    lot.must(&mut bank, &[bounded(990_000)]).await;
    bank.advance(259_200).await;
    lot.refuses(&bank, &lot.bid(&cast.leader, 2 * LEADING_PRICE, 0).instruction(), AuctionEnded).await;
}

#[tokio::test]
async fn redemptions() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Sold).await;
    let holder = &cast.holder;
    let redeem = |amount, min_payout| {
        let mut redeem = lot.redeem(holder, amount);
        redeem.args.min_payout = min_payout;
        redeem.instruction()
    };
    lot.refuses(&bank, &redeem(0, 0), ZeroAmount).await;
    lot.refuses(&bank, &redeem(HELD + 1, 0), SourceTooSmall).await;
    lot.refuses(&bank, &redeem(u64::MAX, 0), SourceTooSmall).await;
    // Of 880,000 units 44,000 are the royalty and 17,600 the fee; 3/8 of the remaining 818,400 are the holder's.
    lot.refuses(&bank, &redeem(HELD, 306_901), PayoutBelowMinimum).await;
    let cash = cast.cash(holder);
    bank.freeze(&cash, &cast.quote, &freezer()).await;
    lot.refuses(&bank, &redeem(HELD, 0), DestinationFrozen).await;
    bank.thaw(&cash, &cast.quote, &freezer()).await;
    lot.must(&mut bank, &[redeem(HELD, 306_900)]).await;
    lot.refuses(&bank, &redeem(1, 0), SourceTooSmall).await;
}

#[tokio::test]
async fn stakes() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Pooled).await;
    let stake = |amount| lot.stake(amount).instruction();
    lot.refuses(&bank, &stake(0), ZeroAmount).await;
    lot.refuses(&bank, &stake(HELD + 1), SourceTooSmall).await;
    lot.refuses(&bank, &stake(u64::MAX), SourceTooSmall).await;
    lot.must(&mut bank, &[stake(HELD - 1), stake(1)]).await;
    lot.refuses(&bank, &stake(1), SourceTooSmall).await;
    bank.advance(STAKE_LOCK_SECS).await;
    let unstake = |amount| lot.unstake(amount).instruction();
    lot.refuses(&bank, &unstake(0), ZeroAmount).await;
    lot.refuses(&bank, &unstake(HELD + 1), AmountAboveStake).await;
    lot.refuses(&bank, &unstake(u64::MAX), AmountAboveStake).await;
    // A stake of others does not cover it.
    let stranger = lot.fractions(&cast.stranger);
    let theirs = Unstake { holder: cast.stranger.pubkey(), fraction_destination: stranger, ..lot.unstake(1) };
    lot.fails(&bank, &[theirs.instruction()], "AccountOwnedByWrongProgram".to_owned()).await;
    lot.must(&mut bank, &[unstake(HELD - 1), unstake(1)]).await;
    // Nothing is left of the stake, so that the next one is a new one.
    lot.must(&mut bank, &[stake(1)]).await;
}

#[tokio::test]
async fn levels() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Booked).await;
    let ask = |level| lot.set_ask(level).instruction();
    for level in [192, 193, 255] {
        lot.refuses(&bank, &ask(Some(level)), LevelOutOfBounds).await;
    }
    for level in [Some(0), Some(191), None, None, Some(96)] {
        lot.must(&mut bank, &[ask(level)]).await;
        lot.refuses(&bank, &ask(Some(192)), LevelOutOfBounds).await;
    }
}

#[tokio::test]
async fn deposits_of_income() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Funded).await;
    let gold = cast.gold(&cast.stranger);
    let there = bank.token_balance(&gold).await;
    let deposit = |amount| lot.deposit_income(&cast.gold, amount).instruction();
    lot.refuses(&bank, &deposit(0), ZeroAmount).await;
    lot.refuses(&bank, &deposit(there + 1), SourceTooSmall).await;
    lot.refuses(&bank, &deposit(u64::MAX), SourceTooSmall).await;
    bank.freeze(&gold, &cast.gold, &freezer()).await;
    lot.refuses(&bank, &deposit(1), SourceFrozen).await;
    bank.thaw(&gold, &cast.gold, &freezer()).await;
    lot.must(&mut bank, &[deposit(there)]).await;
    // A mint that nobody added has no account, and that of another mint is not its own.
    let other = bank.create_mint(0, None).await;
    let source = bank.fund(&cast.stranger.pubkey(), &other, 5).await;
    lot.refuses(&bank, &lot.deposit_income(&other, 5).instruction(), WrongIncomeAccount).await;
    let crossed = DepositIncome { source, ..lot.deposit_income(&cast.gold, 5) };
    lot.refuses(&bank, &crossed.instruction(), SourceOfAnotherMint).await;
}

#[tokio::test]
async fn mints_that_are_no_income() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Pooled).await;
    let add = |mint| AddIncomeMint { mint, ..lot.add_gold() }.instruction();
    let token_2022 = bank.create_mint_2022(6, None, &[]).await;
    let blank = Pubkey::new_from_array([2; 32]);
    let unset = Account { lamports: 1_461_600, data: vec![0; 82], owner: spl_token::ID, ..Account::default() };
    bank.set_account(blank, unset);
    let nowhere = Pubkey::new_from_array([3; 32]);
    for mint in [token_2022, blank, cast.cash(&cast.creator), cast.creator.pubkey(), nowhere, Pubkey::default()] {
        lot.refuses(&bank, &add(mint), IncomeMintNotClassic).await;
    }
    lot.refuses(&bank, &add(pda::fraction_mint(&lot.vault)), IncomeMintIsFraction).await;
    lot.must(&mut bank, &[lot.add_gold().instruction()]).await;
}

#[tokio::test]
async fn a_reclaim_without_one_fraction() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Active).await;
    let (creator, stranger) = (&cast.creator, &cast.stranger);
    let elsewhere = bank.create_ata(&stranger.pubkey(), &pda::fraction_mint(&lot.vault)).await;
    let here = lot.fractions(creator);
    lot.must(&mut bank, &[transfer(&here, &elsewhere, &creator.pubkey(), 1)]).await;
    lot.refuses(&bank, &lot.reclaim().instruction(), NotTheWholeSupply).await;
    lot.must(&mut bank, &[transfer(&elsewhere, &here, &stranger.pubkey(), 1)]).await;
    lot.must(&mut bank, &[lot.reclaim().instruction()]).await;
}
