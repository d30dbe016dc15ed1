//! What the program notices of its own numbers and balances, put wrong past all of its rules.

use {
    crate::scene::{
        Cast, DELAY_SECS, FIRST_PRICE, GRANT, HELD, LEVEL, Lot, OPENING_PRICE, PROPOSALS, STAKED, SUPPLY, Stage,
        VOTING_SECS, checked_bank,
    },
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    mosaic_client::{
        MosaicError::{self, *},
        instructions::{PlaceBid, Settle},
        pda,
        state::{AccountType, Asks, Auction, License, Pool, Proposal, Stake, Vault, decode},
    },
    mosaic_harness::{
        Bank,
        tokens::{AMOUNT, one_less},
    },
};

/// Where a mint keeps its supply.
const SUPPLY_OF_MINT: std::ops::Range<usize> = 36..44;

/// What is tried on a vault whose accounts were changed, and the answer.
type Attempt = (Instruction, MosaicError);

/// Changes the account at an address, tries, and puts it back.
async fn with_bytes(
    bank: &mut Bank,
    address: Pubkey,
    change: impl FnOnce(&mut Vec<u8>),
    lot: &Lot<'_>,
    (instruction, error): Attempt,
) {
    let sound = bank.change_data(address, change).await;
    lot.refuses(bank, &instruction, error).await;
    bank.set_account(address, sound);
}

async fn with<T: AccountType>(
    bank: &mut Bank,
    address: Pubkey,
    change: impl FnOnce(&mut T),
    lot: &Lot<'_>,
    attempt: Attempt,
) {
    let change = |data: &mut Vec<u8>| {
        let mut content: T = decode(data).expect("of that type");
        change(&mut content);
        *data = [T::DISCRIMINATOR, bytemuck::bytes_of(&content)].concat();
    };
    with_bytes(bank, address, change, lot, attempt).await;
}

fn settle(lot: &Lot, error: MosaicError) -> Attempt {
    (lot.settle().instruction(), error)
}

fn withdraw(lot: &Lot, error: MosaicError) -> Attempt {
    (lot.withdraw(&lot.cast.opener).instruction(), error)
}

fn set_amount(data: &mut [u8], amount: u64) {
    data[AMOUNT].copy_from_slice(&amount.to_le_bytes());
}

#[tokio::test]
async fn only_the_leading_bid_is_settled() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Ended).await;
    let outbid = Settle { vault: lot.vault, leader: cast.opener.pubkey() };
    lot.refuses(&bank, &outbid.instruction(), NotTheLeadingBid).await;
    lot.must(&mut bank, &[lot.settle().instruction()]).await;
}

#[tokio::test]
async fn inv_03_inv_04_an_escrow_that_holds_less_than_is_owed_stops_the_program() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Ended).await;
    let (cash, fractions) = (pda::cash_escrow(&lot.vault), pda::fraction_escrow(&lot.vault));
    with_bytes(&mut bank, cash, |data| one_less(data), &lot, settle(&lot, CashEscrowShort)).await;
    with_bytes(&mut bank, cash, |data| one_less(data), &lot, withdraw(&lot, CashEscrowShort)).await;
    // The whole cash of the outbid bid is not there.
    with_bytes(&mut bank, cash, |data| set_amount(data, 1), &lot, withdraw(&lot, CashMoveMismatch)).await;
    with_bytes(&mut bank, fractions, |data| one_less(data), &lot, settle(&lot, FractionEscrowShort)).await;
    with_bytes(&mut bank, fractions, |data| one_less(data), &lot, withdraw(&lot, FractionEscrowShort)).await;
    lot.must(&mut bank, &[lot.settle().instruction()]).await;
}

#[tokio::test]
async fn inv_01_inv_02_tokens_that_there_cannot_be_stop_the_program() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Sold).await;
    // A second one of the NFT.
    let (claim, there) = (lot.claim_asset(), lot.claim_asset().destination);
    let attempt = (claim.instruction(), AssetMoveMismatch);
    with_bytes(&mut bank, there, |data| set_amount(data, 1), &lot, attempt).await;
    // A holder of more than the supply.
    let few = |data: &mut Vec<u8>| data[SUPPLY_OF_MINT].copy_from_slice(&(HELD - 1).to_le_bytes());
    let redeem = lot.redeem(&cast.holder, HELD).instruction();
    with_bytes(&mut bank, pda::fraction_mint(&lot.vault), few, &lot, (redeem.clone(), AmountAboveSupply)).await;
    lot.must(&mut bank, &[claim.instruction(), redeem]).await;
}

#[tokio::test]
async fn inv_03_numbers_of_an_auction_that_contradict_each_other_stop_the_program() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Ended).await;
    let auction = pda::auction(&lot.vault);
    for attempt in [settle, withdraw] {
        with::<Auction>(&mut bank, auction, |auction| auction.cash -= 1, &lot, attempt(&lot, LedgerMismatch)).await;
        with::<Auction>(&mut bank, auction, |auction| auction.bids_cash += 1, &lot, attempt(&lot, LedgerMismatch))
            .await;
        let dear = |auction: &mut Auction| auction.reserve = auction.price + 1;
        with::<Auction>(&mut bank, auction, dear, &lot, attempt(&lot, AuctionInvariantBroken)).await;
    }
    lot.must(&mut bank, &[lot.settle().instruction()]).await;
}

#[tokio::test]
async fn inv_01_inv_11_numbers_of_a_vault_that_contradict_each_other_stop_the_program() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Ended).await;
    let vault = lot.vault;
    let changes: [fn(&mut Vault); 6] = [
        |vault| vault.status = 5,
        |vault| (vault.assets, vault.assets_held, vault.assets_open) = (0, 0, 0),
        |vault| vault.assets_held = 0,
        |vault| vault.assets_open = 0,
        |vault| vault.assets = 17,
        |vault| vault.recipient = vault.creator,
    ];
    for change in changes {
        with(&mut bank, vault, change, &lot, withdraw(&lot, VaultInvariantBroken)).await;
    }
    lot.must(&mut bank, &[lot.settle().instruction()]).await;
}

#[tokio::test]
async fn inv_04_inv_07_accounts_that_hold_less_than_is_owed_stop_the_program() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Earning).await;
    let (staked, gold) = (pda::staked_fractions(&lot.vault), pda::income_account(&lot.vault, &cast.gold));
    let claim = lot.claim_income(&cast.gold).instruction();
    for instruction in [lot.stake(1).instruction(), lot.unstake(1).instruction()] {
        with_bytes(&mut bank, staked, |data| one_less(data), &lot, (instruction, StakedFractionsShort)).await;
    }
    for instruction in [claim.clone(), lot.deposit_income(&cast.gold, 1).instruction()] {
        with_bytes(&mut bank, gold, |data| one_less(data), &lot, (instruction, IncomeAccountShort)).await;
    }
    // Where not even what is to be moved is there, nothing is moved.
    let empty = |data: &mut Vec<u8>| set_amount(data, 0);
    let unstake = lot.unstake(STAKED).instruction();
    with_bytes(&mut bank, staked, empty, &lot, (unstake.clone(), FractionMoveMismatch)).await;
    with_bytes(&mut bank, gold, empty, &lot, (claim.clone(), IncomeMoveMismatch)).await;
    lot.must(&mut bank, &[unstake, claim]).await;

    let left = Lot::at(&mut bank, &cast, 2, Stage::Left).await;
    let gold = pda::income_account(&left.vault, &cast.gold);
    let close = left.close_income(&cast.gold).instruction();
    // The uninvited unit and one more.
    let two_less = |data: &mut Vec<u8>| {
        one_less(data);
        one_less(data);
    };
    with_bytes(&mut bank, gold, two_less, &left, (close.clone(), IncomeAccountShort)).await;
    // More strays in the vault's own accounts than there are fractions.
    let strays = pda::staked_fractions(&left.vault);
    with_bytes(&mut bank, strays, |data| set_amount(data, SUPPLY), &left, (close.clone(), SupplyMismatch)).await;
    let auction = pda::auction(&left.vault);
    let owed_more = |auction: &mut Auction| auction.fractions = 2;
    with::<Auction>(&mut bank, auction, owed_more, &left, (close.clone(), FractionEscrowShort)).await;
    left.must(&mut bank, &[close]).await;
}

#[tokio::test]
async fn inv_05_a_book_of_asks_that_contradicts_the_stakes_stops_the_program() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Earning).await;
    let book = pda::asks(&lot.vault);
    let moves = [lot.stake(1), lot.stake(2)].map(|stake| stake.instruction());
    let moves = moves.into_iter().chain([lot.unstake(1).instruction(), lot.set_ask(Some(LEVEL)).instruction()]);
    for instruction in moves {
        // More asks than is staked.
        let more = |asks: &mut Asks| asks.asking += STAKED;
        with(&mut bank, book, more, &lot, (instruction.clone(), AsksInvariantBroken)).await;
        // More at the level than asks at all.
        let heavy = |asks: &mut Asks| asks.weights[usize::from(LEVEL)] += 1;
        with(&mut bank, book, heavy, &lot, (instruction.clone(), AsksInvariantBroken)).await;
        // Less than the stake brought, at its level or in all.
        let light = |asks: &mut Asks| asks.weights[usize::from(LEVEL)] -= 1;
        with(&mut bank, book, light, &lot, (instruction.clone(), LedgerMismatch)).await;
        let less = |asks: &mut Asks| asks.asking -= 1;
        with(&mut bank, book, less, &lot, (instruction, LedgerMismatch)).await;
    }
    // A stake that asks a level that there is not.
    let stake = pda::stake(&lot.vault, &cast.holder.pubkey());
    let beyond = |stake: &mut Stake| stake.level = 192;
    with(&mut bank, stake, beyond, &lot, (lot.unstake(1).instruction(), LevelOutOfBounds)).await;
    // Asks by nobody, when the book is to be closed.
    let emptied = Lot::at(&mut bank, &cast, 2, Stage::Emptied).await;
    let asked = |asks: &mut Asks| asks.asking = 1;
    let close = emptied.close_staking().instruction();
    with(&mut bank, pda::asks(&emptied.vault), asked, &emptied, (close.clone(), AsksInvariantBroken)).await;
    emptied.must(&mut bank, &[close]).await;
}

#[tokio::test]
async fn inv_05_a_bid_is_not_measured_by_a_book_that_does_not_add_up() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Asked).await;
    let book = pda::asks(&lot.vault);
    let changes: [fn(&mut Asks); 4] = [
        // More asks than there is.
        |asks| asks.asking = SUPPLY + 1,
        |asks| asks.weights[0] = SUPPLY + 1,
        |asks| asks.weights[0] = u64::MAX,
        // Less is at the levels than the sum says, so that nobody would sell at any price.
        |asks| (asks.asking, asks.weights) = (SUPPLY, [0; 192]),
    ];
    for change in changes {
        for instruction in [lot.first_bid().instruction(), lot.quote_vault().instruction()] {
            with(&mut bank, book, change, &lot, (instruction, LedgerMismatch)).await;
        }
    }
    // The vault says whether there is a book; what lies at the address does not count.
    let none = |vault: &mut Vault| vault.asks = 0;
    let without = PlaceBid { with_asks: false, ..lot.bid(&cast.leader, OPENING_PRICE - 1, 0) };
    with(&mut bank, lot.vault, none, &lot, (without.instruction(), BidBelowReserve)).await;
    lot.must(&mut bank, &[lot.bid(&cast.leader, FIRST_PRICE, 0).instruction()]).await;
}

#[tokio::test]
async fn inv_04_inv_07_numbers_of_a_pool_that_contradict_each_other_stop_the_program() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    // The stake does not ask: the book is not what notices.
    let plain = Lot::at(&mut bank, &cast, 1, Stage::Staked).await;
    let pool = pda::pool(&plain.vault);
    let fewer = |pool: &mut Pool| pool.staked = STAKED - 1;
    with(&mut bank, pool, fewer, &plain, (plain.stake(1).instruction(), PoolInvariantBroken)).await;
    bank.advance(2 * 86_400).await;
    with(&mut bank, pool, fewer, &plain, (plain.unstake(STAKED).instruction(), PoolInvariantBroken)).await;
    let none = |pool: &mut Pool| pool.stakes = 0;
    with(&mut bank, pool, none, &plain, (plain.unstake(STAKED).instruction(), PoolInvariantBroken)).await;

    let lot = Lot::at(&mut bank, &cast, 2, Stage::Earning).await;
    let (pool, stake) = (pda::pool(&lot.vault), pda::stake(&lot.vault, &cast.holder.pubkey()));
    let claim = || lot.claim_income(&cast.gold).instruction();
    // Gold is the second income. Its balance would not cover what is still to be streamed.
    let poor = |pool: &mut Pool| pool.income[1].balance = 0;
    with(&mut bank, pool, poor, &lot, (claim(), LedgerMismatch)).await;
    let deposit = lot.deposit_income(&cast.gold, 1).instruction();
    with(&mut bank, pool, poor, &lot, (deposit, PoolInvariantBroken)).await;
    // More was released than there was.
    let early = |pool: &mut Pool| (pool.income[1].released, pool.income[1].elapsed) = (pool.income[1].amount, 1);
    with(&mut bank, pool, early, &lot, (claim(), LedgerMismatch)).await;
    let endless = |pool: &mut Pool| pool.income[1].rest = [u64::MAX; 2];
    with(&mut bank, pool, endless, &lot, (claim(), LedgerMismatch)).await;
    // The stake is owed more than was ever deposited.
    let rich = |stake: &mut Stake| stake.shares[1].owed = [0, u64::MAX / 2];
    with(&mut bank, stake, rich, &lot, (claim(), LedgerMismatch)).await;
    lot.must(&mut bank, &[claim()]).await;
}

/// The numbers that count up end a long time before they run out; where they do, it has a name.
#[tokio::test]
async fn counters_at_their_end_stop_the_program() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Pooled).await;
    let (stake, pool) = (lot.stake(STAKED).instruction(), pda::pool(&lot.vault));
    let stakes = |pool: &mut Pool| pool.stakes = u64::MAX;
    with(&mut bank, pool, stakes, &lot, (stake.clone(), Overflow)).await;
    let staked = |pool: &mut Pool| pool.staked = u64::MAX;
    with(&mut bank, pool, staked, &lot, (stake.clone(), Overflow)).await;
    let events = |vault: &mut Vault| vault.events = u64::MAX;
    with(&mut bank, lot.vault, events, &lot, (stake.clone(), Overflow)).await;
    lot.must(&mut bank, &[stake]).await;
}

#[tokio::test]
async fn inv_10_numbers_of_a_vote_that_contradict_each_other_stop_the_program() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Voted).await;
    let (proposal, stake) = (pda::proposal(&lot.vault, GRANT), pda::stake(&lot.vault, &cast.holder.pubkey()));
    let (again, withdraw) = (lot.vote(GRANT, true).instruction(), lot.withdraw_vote(GRANT).instruction());
    for instruction in [&again, &withdraw] {
        // Less was counted than this stake voted.
        let fewer = |proposal: &mut Proposal| proposal.yes = STAKED - 1;
        with(&mut bank, proposal, fewer, &lot, (instruction.clone(), LedgerMismatch)).await;
    }
    // More votes than there are fractions.
    let few = |proposal: &mut Proposal| proposal.supply = STAKED - 1;
    with(&mut bank, proposal, few, &lot, (again.clone(), LedgerMismatch)).await;
    let many = |proposal: &mut Proposal| (proposal.yes, proposal.no) = (STAKED, u64::MAX);
    with(&mut bank, proposal, many, &lot, (again.clone(), Overflow)).await;
    // A stake that is not held by the vote it takes part in.
    let loose = |stake: &mut Stake| stake.votes = [0; 9];
    with(&mut bank, stake, loose, &lot, (again.clone(), ProposalInvariantBroken)).await;
    // Records that were never opened.
    let none = |vault: &mut Vault| vault.records = 0;
    with(&mut bank, lot.vault, none, &lot, (withdraw.clone(), VaultInvariantBroken)).await;
    bank.advance(VOTING_SECS + DELAY_SECS).await;
    let unknown = |proposal: &mut Proposal| proposal.kind = 6;
    with(&mut bank, proposal, unknown, &lot, (lot.execute(GRANT).instruction(), ProposalInvariantBroken)).await;
    lot.must(&mut bank, &[lot.execute(GRANT).instruction(), withdraw]).await;
}

#[tokio::test]
async fn counters_of_votes_and_offers_at_their_end_stop_the_program() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Proposed).await;
    let number = PROPOSALS.len() as u64;
    let propose = |number| lot.propose(number, lot.action(GRANT)).instruction();
    let records = |vault: &mut Vault| vault.records = u32::MAX;
    for instruction in [propose(number), lot.vote(GRANT, true).instruction()] {
        with(&mut bank, lot.vault, records, &lot, (instruction, Overflow)).await;
    }
    let last = |vault: &mut Vault| vault.proposals = u64::MAX;
    with(&mut bank, lot.vault, last, &lot, (propose(u64::MAX), Overflow)).await;
    lot.must(&mut bank, &[propose(number)]).await;
    let offered = Lot::at(&mut bank, &cast, 2, Stage::Offered).await;
    let full = |auction: &mut Auction| auction.open_bids = u64::MAX;
    let attempt = (offered.better_offer().offer(), Overflow);
    with::<Auction>(&mut bank, pda::auction(&offered.vault), full, &offered, attempt).await;
    offered.must(&mut bank, &[offered.better_offer().offer()]).await;
}

#[tokio::test]
async fn inv_03_inv_04_inv_07_offers_and_fees_notice_what_is_missing() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Offered).await;
    let (cash, fractions) = (pda::cash_escrow(&lot.vault), pda::fraction_escrow(&lot.vault));
    let better = lot.better_offer().offer();
    with_bytes(&mut bank, cash, |data| one_less(data), &lot, (better.clone(), CashEscrowShort)).await;
    with_bytes(&mut bank, fractions, |data| one_less(data), &lot, (better, FractionEscrowShort)).await;
    let auction = pda::auction(&lot.vault);
    let poor = |auction: &mut Auction| auction.cash -= 1;
    with::<Auction>(&mut bank, auction, poor, &lot, (lot.better_offer().offer(), LedgerMismatch)).await;
    let licensed = Lot::at(&mut bank, &cast, 2, Stage::Licensed).await;
    let income = pda::income_account(&licensed.vault, &cast.quote);
    let renew = licensed.take_license(GRANT).renew();
    with_bytes(&mut bank, income, |data| one_less(data), &licensed, (renew.clone(), IncomeAccountShort)).await;
    let endless = |license: &mut License| license.until = i64::MIN;
    with(&mut bank, licensed.license(GRANT), endless, &licensed, (renew.clone(), Overflow)).await;
    licensed.must(&mut bank, &[renew]).await;
}
