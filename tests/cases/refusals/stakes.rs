//! What stakes, asks and delegates are refused because of what happened before, or has not happened yet.

use {
    crate::scene::{
        Cast, EARNED, FIRST_PRICE, HELD, LEADING_FRACTIONS, LEADING_PRICE, LEVEL, Lot, OPENING_PRICE, STAKE_LOCK_SECS,
        STAKED, Stage, checked_bank, reach,
    },
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        MosaicError::*,
        instructions::{ClaimIncome, PlaceBid, SetAsk, SetAskArgs, SetDelegate, SetDelegateArgs, Stake, Unstake},
        pda,
        rules::ladder,
        state::{self, decode},
    },
    mosaic_harness::Bank,
};

const NO_LONGER_THERE: &str = "AccountOwnedByWrongProgram";
/// An auction frees stakes this many seconds after its start.
const AUCTION_LOCK_SECS: i64 = 3_600;

async fn stake_of(bank: &Bank, lot: &Lot<'_>) -> state::Stake {
    let address = pda::stake(&lot.vault, &lot.cast.holder.pubkey());
    decode(&bank.account(&address).await.expect("the stake is open").data).expect("a stake")
}

#[tokio::test]
async fn t28_a_stake_is_locked_to_the_second() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Booked).await;
    let locked_until = bank.now().await + STAKE_LOCK_SECS;
    let all = lot.unstake(STAKED).instruction();
    lot.refuses(&bank, &all, StakeLocked).await;
    // In one transaction neither: borrowed fractions cannot ask and leave.
    let borrowed = [lot.stake(1).instruction(), lot.set_ask(Some(LEVEL)).instruction(), all.clone()];
    lot.fails(&bank, &borrowed, StakeLocked.name()).await;
    bank.set_clock(locked_until - 1).await;
    lot.refuses(&bank, &all, StakeLocked).await;
    bank.set_clock(locked_until).await;
    bank.simulate(std::slice::from_ref(&all), &[&cast.holder.keypair]).await.expect("free");
    // Every further stake or ask locks all of it again, the withdrawal of an ask too.
    let locking = [lot.stake(1).instruction(), lot.set_ask(Some(LEVEL)).instruction(), lot.set_ask(None).instruction()];
    for again in locking {
        lot.must(&mut bank, &[again]).await;
        bank.advance(STAKE_LOCK_SECS - 1).await;
        lot.refuses(&bank, &lot.unstake(1).instruction(), StakeLocked).await;
        bank.advance(1).await;
        bank.simulate(&[lot.unstake(1).instruction()], &[&cast.holder.keypair]).await.expect("free");
    }
    // What does not count in the book does not lock: a delegate, an unstaking.
    let delegate = lot.set_delegate(Some(cast.stranger.pubkey())).instruction();
    lot.must(&mut bank, &[delegate, lot.unstake(1).instruction(), all]).await;
}

#[tokio::test]
async fn t16_an_auction_frees_stakes_an_hour_after_its_start() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Asked).await;
    let start = bank.now().await;
    lot.must(&mut bank, &[lot.first_bid().instruction()]).await;
    // A bid does not restart the hour, nor does a further stake.
    bank.set_clock(start + AUCTION_LOCK_SECS - 1).await;
    lot.must(&mut bank, &[lot.leading_bid().instruction(), lot.stake(1).instruction()]).await;
    lot.refuses(&bank, &lot.unstake(1).instruction(), StakeLocked).await;
    bank.set_clock(start + AUCTION_LOCK_SECS).await;
    let leave_and_bid =
        [lot.unstake(STAKED + 1).instruction(), lot.bid(&cast.holder, 2 * LEADING_PRICE, HELD).instruction()];
    lot.must(&mut bank, &leave_and_bid).await;
    // Staked after that hour, it may leave at once.
    let leader = &cast.leader;
    lot.must(&mut bank, &[lot.withdraw(leader).instruction()]).await;
    let fraction_source = lot.fractions(leader);
    let stake = Stake { holder: leader.pubkey(), fraction_source, ..lot.stake(LEADING_FRACTIONS) };
    let unstake =
        Unstake { holder: leader.pubkey(), fraction_destination: fraction_source, ..lot.unstake(LEADING_FRACTIONS) };
    lot.must(&mut bank, &[stake.instruction(), unstake.instruction()]).await;
}

#[tokio::test]
async fn t21_after_the_sale_a_stake_leaves_at_once() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Bought).await;
    lot.must(&mut bank, &[lot.stake(1).instruction(), lot.unstake(STAKED + 1).instruction()]).await;
    let locked_until = stake_of(&bank, &lot).await.locked_until;
    assert_eq!(locked_until, bank.now().await + STAKE_LOCK_SECS);
}

#[tokio::test]
async fn t35_a_delegate_sets_the_ask_and_nothing_else() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Earning).await;
    let delegate = &cast.stranger;
    let fraction_mint = pda::fraction_mint(&lot.vault);
    let theirs = bank.create_ata(&delegate.pubkey(), &fraction_mint).await;
    let gold = cast.gold(delegate);
    // By the holder's stake, in the delegate's name.
    let at_the_holders_stake = |mut instruction: anchor_lang::solana_program::instruction::Instruction| {
        let own = pda::stake(&lot.vault, &delegate.pubkey());
        let place = instruction.accounts.iter().position(|meta| meta.pubkey == own).expect("it has a stake");
        instruction.accounts[place].pubkey = pda::stake(&lot.vault, &cast.holder.pubkey());
        instruction
    };
    let unstake = Unstake { holder: delegate.pubkey(), fraction_destination: theirs, ..lot.unstake(1) };
    lot.refuses(&bank, &at_the_holders_stake(unstake.instruction()), StakeOfAnotherHolder).await;
    let other = SetDelegateArgs { delegate: Some(cast.artist.pubkey()) };
    let hand_on = SetDelegate { holder: delegate.pubkey(), vault: lot.vault, args: other };
    lot.refuses(&bank, &at_the_holders_stake(hand_on.instruction()), StakeOfAnotherHolder).await;
    let claim = lot.claim_income(&cast.gold);
    let own = ClaimIncome { holder: delegate.pubkey(), signed: true, destination: gold, ..claim };
    lot.refuses(&bank, &at_the_holders_stake(own.instruction()), StakeOfAnotherHolder).await;
    let elsewhere = ClaimIncome { destination: gold, ..claim };
    lot.refuses(&bank, &elsewhere.instruction(), DestinationOfAnotherOwner).await;
    // What it may do, it may do here only, and until the holder revokes it.
    let ask = |vault| {
        let args = SetAskArgs { level: Some(0) };
        SetAsk { authority: delegate.pubkey(), holder: cast.holder.pubkey(), vault, args }.instruction()
    };
    let sibling = Lot::at(&mut bank, &cast, 2, Stage::Booked).await;
    sibling.refuses(&bank, &ask(sibling.vault), NotTheHolderOrDelegate).await;
    lot.must(&mut bank, &[ask(lot.vault)]).await;
    let named = |delegate: Option<Pubkey>| lot.set_delegate(delegate).instruction();
    lot.must(&mut bank, &[named(Some(cast.artist.pubkey()))]).await;
    lot.refuses(&bank, &ask(lot.vault), NotTheHolderOrDelegate).await;
    lot.must(&mut bank, &[named(Some(delegate.pubkey())), ask(lot.vault), named(None)]).await;
    lot.refuses(&bank, &ask(lot.vault), NotTheHolderOrDelegate).await;
    // The holder itself needs no delegate.
    lot.must(&mut bank, &[lot.set_ask(Some(1)).instruction()]).await;
}

/// A stake that is closed and made again is another one: it has no delegate and asks nothing.
#[tokio::test]
async fn t35_a_delegate_does_not_outlive_the_stake() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Asked).await;
    bank.advance(STAKE_LOCK_SECS).await;
    lot.must(&mut bank, &[lot.unstake(STAKED).instruction(), lot.stake(STAKED).instruction()]).await;
    let ask = SetAsk { authority: cast.stranger.pubkey(), ..lot.set_ask(Some(0)) };
    lot.refuses(&bank, &ask.instruction(), NotTheHolderOrDelegate).await;
    assert_eq!(stake_of(&bank, &lot).await.ask(), None);
}

#[tokio::test]
async fn what_asks_needs_a_stake() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut lot = Lot::at(&mut bank, &cast, 1, Stage::Spread).await;
    lot.refuses(&bank, &lot.open_asks().instruction(), NothingStaked).await;
    reach(&mut bank, &mut [&mut lot], Stage::Pooled).await;
    // A book needs the pool, an ask a stake.
    lot.must(&mut bank, &[lot.open_asks().instruction()]).await;
    lot.fails(&bank, &[lot.set_ask(Some(LEVEL)).instruction()], NO_LONGER_THERE.to_owned()).await;
    let earning = Lot::at(&mut bank, &cast, 2, Stage::Earning).await;
    // The stake is still owed income, so that it stays open with nothing in it.
    earning.must(&mut bank, &[earning.unstake(STAKED).instruction()]).await;
    assert_eq!(stake_of(&bank, &earning).await.amount, 0);
    earning.refuses(&bank, &earning.set_ask(Some(LEVEL)).instruction(), NothingStaked).await;
    earning.refuses(&bank, &earning.set_ask(None).instruction(), NothingStaked).await;
    earning.refuses(&bank, &earning.unstake(1).instruction(), AmountAboveStake).await;
}

/// The book is named where a stake asks, and may be left out where it does not.
#[tokio::test]
async fn a_stake_that_asks_needs_the_book() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Asked).await;
    bank.advance(STAKE_LOCK_SECS).await;
    let without = [
        Stake { with_asks: false, ..lot.stake(1) }.instruction(),
        Unstake { with_asks: false, ..lot.unstake(1) }.instruction(),
    ];
    for instruction in &without {
        lot.refuses(&bank, instruction, AsksMissing).await;
    }
    lot.must(&mut bank, &[lot.set_ask(None).instruction()]).await;
    bank.advance(STAKE_LOCK_SECS).await;
    let [stake, unstake] = without;
    lot.must(&mut bank, &[unstake, stake]).await;
    // No bid leaves it out, whether somebody asks or not.
    let bid = PlaceBid { with_asks: false, ..lot.first_bid() }.instruction();
    lot.refuses(&bank, &bid, AsksMissing).await;
    lot.must(&mut bank, &[lot.first_bid().instruction()]).await;
}

/// Who is first twice, or at the same time as another, does no harm: nothing is made anew, nobody else becomes the opener.
#[tokio::test]
async fn t01_what_is_open_is_not_opened_again() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Earning).await;
    let accounts = [lot.vault, pda::pool(&lot.vault), pda::asks(&lot.vault), pda::staked_fractions(&lot.vault)];
    let mut before = Vec::new();
    for address in &accounts {
        before.push(bank.account(address).await);
    }
    let (mut pool, mut book) = (lot.open_staking(), lot.open_asks());
    (pool.payer, book.payer) = (cast.stranger.pubkey(), cast.stranger.pubkey());
    let lamports = bank.lamports(&cast.stranger.pubkey()).await;
    lot.must(&mut bank, &[pool.instruction(), book.instruction()]).await;
    assert_eq!(bank.lamports(&cast.stranger.pubkey()).await, lamports);
    for (address, before) in accounts.iter().zip(before) {
        assert_eq!(bank.account(address).await, before);
    }
    lot.refuses(&bank, &lot.add_gold().instruction(), IncomeMintKnown).await;
}

#[tokio::test]
async fn statuses_without_stakes_or_asks() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut lot = Lot::at(&mut bank, &cast, 1, Stage::Filled).await;
    lot.refuses(&bank, &lot.open_staking().instruction(), WrongStatus).await;
    lot.refuses(&bank, &lot.open_asks().instruction(), WrongStatus).await;
    reach(&mut bank, &mut [&mut lot], Stage::Regretted).await;
    lot.refuses(&bank, &lot.open_staking().instruction(), WrongStatus).await;
    lot.refuses(&bank, &lot.stake(1).instruction(), WrongStatus).await;

    let mut lot = Lot::at(&mut bank, &cast, 2, Stage::Earning).await;
    lot.refuses(&bank, &lot.close_staking().instruction(), WrongStatus).await;
    for stage in [Stage::Contested, Stage::Bought] {
        reach(&mut bank, &mut [&mut lot], stage).await;
        lot.refuses(&bank, &lot.set_ask(Some(0)).instruction(), WrongStatus).await;
        lot.refuses(&bank, &lot.open_asks().instruction(), WrongStatus).await;
    }
    // Once sold, nobody keeps a vault open with a new pool.
    lot.refuses(&bank, &lot.open_staking().instruction(), WrongStatus).await;
    let sold = Lot::at(&mut bank, &cast, 3, Stage::Sold).await;
    sold.refuses(&bank, &sold.open_staking().instruction(), WrongStatus).await;
    // Nor with a stake that could earn nothing.
    let mut pooled = Lot::at(&mut bank, &cast, 4, Stage::Pooled).await;
    pooled.must(&mut bank, &[pooled.first_bid().instruction()]).await;
    pooled.must(&mut bank, &[pooled.leading_bid().instruction()]).await;
    pooled.stage = Stage::Outbid;
    reach(&mut bank, &mut [&mut pooled], Stage::Sold).await;
    pooled.refuses(&bank, &pooled.stake(1).instruction(), NothingLeftToEarn).await;
}

/// Asks that would start the auction count at once, and only while they are there.
#[tokio::test]
async fn t41_a_bid_below_what_the_supply_asks() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Asked).await;
    // Two tenths ask less: far from the half.
    lot.refuses(&bank, &lot.bid(&cast.leader, FIRST_PRICE - 1, 0).instruction(), BidBelowReserve).await;
    // Who holds four tenths stakes them, asks as little as there is and bids. Six tenths would then sell at the
    // holder's level, which is above the floor: three quarters of the opening price.
    let creator = &cast.creator;
    let fraction_source = lot.fractions(creator);
    let stake = Stake { holder: creator.pubkey(), fraction_source, ..lot.stake(400_000) }.instruction();
    let args = SetAskArgs { level: Some(0) };
    let ask = SetAsk { authority: creator.pubkey(), holder: creator.pubkey(), vault: lot.vault, args }.instruction();
    let bid = |price| lot.bid(creator, price, 0).instruction();
    let reserve = ladder::price(OPENING_PRICE, LEVEL).expect("a level");
    assert_eq!(reserve, 746_215);
    let below = [stake.clone(), ask.clone(), bid(reserve - 1)];
    lot.fails(&bank, &below, BidBelowReserve.name()).await;
    // With the stake left behind it goes through; not with the fractions taken back in the same transaction.
    let unstake = Unstake { holder: creator.pubkey(), fraction_destination: fraction_source, ..lot.unstake(1) };
    let mut all = vec![stake, ask, bid(reserve), unstake.instruction()];
    lot.fails(&bank, &all, StakeLocked.name()).await;
    all.truncate(3);
    lot.must(&mut bank, &all).await;
}

#[tokio::test]
async fn income_of_a_stake_that_left_is_claimed_before_it_closes() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Earning).await;
    let (quote, gold) = (lot.claim_income(&cast.quote).instruction(), lot.claim_income(&cast.gold).instruction());
    lot.must(&mut bank, &[lot.unstake(STAKED).instruction(), gold.clone()]).await;
    assert_eq!(bank.token_balance(&cast.gold(&cast.holder)).await, EARNED);
    lot.refuses(&bank, &gold, NoIncomeDue).await;
    lot.must(&mut bank, std::slice::from_ref(&quote)).await;
    // The last claim of all closed the stake.
    for again in [quote, gold, lot.unstake(1).instruction()] {
        lot.fails(&bank, &[again], NO_LONGER_THERE.to_owned()).await;
    }
}
