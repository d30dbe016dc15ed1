//! What is refused of votes, and of stakes that take part in them.

use {
    crate::scene::{
        BETTER_OFFER, Cast, DECISION, DELAY_SECS, GRANT, HELD, LEADING_PRICE, Lot, PROPOSALS, STAKE_LOCK_SECS, STAKED,
        Stage, VOTING_SECS, checked_bank, reach,
    },
    anchor_lang::solana_program::instruction::Instruction,
    mosaic_client::{
        MosaicError::*,
        instructions::{Stake, Vote, WithdrawVote},
        pda,
        state::{self, AccountType, decode},
    },
    mosaic_harness::{Actor, Bank},
};

const NO_LONGER_THERE: &str = "AccountOwnedByWrongProgram";
/// An auction frees stakes this many seconds after its start.
const AUCTION_LOCK_SECS: i64 = 3_600;

async fn read<T: AccountType>(bank: &Bank, address: anchor_lang::prelude::Pubkey) -> T {
    decode(&bank.account(&address).await.expect("it is open").data).expect("of that type")
}

/// Votes for and against a proposal, and how many proposals and votes are open.
async fn count(bank: &Bank, lot: &Lot<'_>, number: u64) -> (u64, u64, u32) {
    let proposal: state::Proposal = read(bank, pda::proposal(&lot.vault, number)).await;
    let vault: state::Vault = read(bank, lot.vault).await;
    (proposal.yes, proposal.no, vault.records)
}

/// A vote of somebody else than the holder, with an own stake.
fn vote_of(lot: &Lot, voter: &Actor, number: u64, yes: bool) -> Instruction {
    Vote { authority: voter.pubkey(), holder: voter.pubkey(), ..lot.vote(number, yes) }.instruction()
}

fn stake_of(lot: &Lot, holder: &Actor, amount: u64) -> Instruction {
    Stake { holder: holder.pubkey(), fraction_source: lot.fractions(holder), ..lot.stake(amount) }.instruction()
}

#[tokio::test]
async fn t16_the_last_second_of_a_vote() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Proposed).await;
    let ends_at = bank.now().await + VOTING_SECS;
    lot.must(&mut bank, &[lot.vote(1, true).instruction()]).await;
    bank.set_clock(ends_at - 1).await;
    let (first, again) = (lot.vote(0, true).instruction(), lot.vote(1, false).instruction());
    for vote in [&first, &again, &lot.withdraw_vote(1).instruction()] {
        bank.simulate(std::slice::from_ref(vote), &[&cast.holder.keypair]).await.expect("not over");
    }
    let record = WithdrawVote { authority: cast.artist.pubkey(), ..lot.withdraw_vote(1) }.instruction();
    lot.refuses(&bank, &record, NotTheHolderOrDelegate).await;
    bank.set_clock(ends_at).await;
    for vote in [&first, &again] {
        lot.refuses(&bank, vote, VotingOver).await;
    }
    // What is left of a vote that is over is its record: anybody closes it, and nothing is taken out.
    let before = count(&bank, &lot, 1).await;
    lot.must(&mut bank, std::slice::from_ref(&record)).await;
    assert_eq!(count(&bank, &lot, 1).await, (before.0, before.1, before.2 - 1));
    lot.fails(&bank, &[record], NO_LONGER_THERE.to_owned()).await;
}

#[tokio::test]
async fn t35_the_holder_and_its_delegate_vote_and_nobody_else() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Proposed).await;
    let delegate = cast.stranger.pubkey();
    let by = |authority, number| Vote { authority, ..lot.vote(number, true) }.instruction();
    for other in [&cast.artist, &cast.creator, &cast.leader] {
        lot.refuses(&bank, &by(other.pubkey(), GRANT), NotTheHolderOrDelegate).await;
    }
    // Without a stake there is no vote.
    lot.fails(&bank, &[vote_of(&lot, &cast.creator, GRANT, true)], NO_LONGER_THERE.to_owned()).await;
    lot.must(&mut bank, &[by(delegate, GRANT)]).await;
    // It paid the rent, whoever withdraws.
    let withdraw = |authority, payer| WithdrawVote { authority, payer, ..lot.withdraw_vote(GRANT) }.instruction();
    let (holder, artist) = (cast.holder.pubkey(), cast.artist.pubkey());
    lot.refuses(&bank, &withdraw(artist, delegate), NotTheHolderOrDelegate).await;
    for thief in [holder, artist] {
        lot.refuses(&bank, &withdraw(holder, thief), WrongVotePayer).await;
    }
    let lamports = bank.lamports(&delegate).await;
    let rent = bank.lamports(&pda::vote(&pda::proposal(&lot.vault, GRANT), &holder)).await;
    lot.must(&mut bank, &[withdraw(holder, delegate)]).await;
    assert_eq!(bank.lamports(&delegate).await, lamports + rent);
    // Revoked, it neither votes nor withdraws, what it voted included.
    lot.must(&mut bank, &[by(delegate, GRANT), lot.set_delegate(None).instruction()]).await;
    lot.refuses(&bank, &by(delegate, GRANT), NotTheHolderOrDelegate).await;
    lot.refuses(&bank, &by(delegate, DECISION), NotTheHolderOrDelegate).await;
    lot.refuses(&bank, &withdraw(delegate, delegate), NotTheHolderOrDelegate).await;
    lot.must(&mut bank, &[lot.vote(GRANT, false).instruction(), withdraw(holder, delegate)]).await;
}

#[tokio::test]
async fn a_vote_is_of_its_stake() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Voted).await;
    let creator = &cast.creator;
    lot.must(&mut bank, &[stake_of(&lot, creator, 5)]).await;
    // The creator's stake, in place of the record of its vote that of the holder on this proposal or another.
    for (number, error) in [(GRANT, VoteOfAnotherHolder), (DECISION, VoteOfAnotherProposal)] {
        let mut vote = vote_of(&lot, creator, GRANT, false);
        vote.accounts[4].pubkey = pda::vote(&pda::proposal(&lot.vault, number), &cast.holder.pubkey());
        lot.refuses(&bank, &vote, error).await;
    }
    // The holder's vote is not taken out of the creator's stake.
    let mut withdraw = lot.withdraw_vote(GRANT).instruction();
    withdraw.accounts[3].pubkey = pda::stake(&lot.vault, &creator.pubkey());
    lot.refuses(&bank, &withdraw, StakeOfAnotherHolder).await;
    // Nor out of another proposal.
    let mut withdraw = lot.withdraw_vote(GRANT).instruction();
    withdraw.accounts[2].pubkey = pda::proposal(&lot.vault, DECISION);
    lot.refuses(&bank, &withdraw, VoteOfAnotherProposal).await;
}

#[tokio::test]
async fn nothing_votes_without_a_stake() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Earning).await;
    lot.must(&mut bank, &[lot.propose(0, lot.action(DECISION)).instruction()]).await;
    // The stake is still owed income, so that it stays open with nothing in it.
    lot.must(&mut bank, &[lot.unstake(STAKED).instruction()]).await;
    lot.refuses(&bank, &lot.vote(0, true).instruction(), NothingStaked).await;
    lot.refuses(&bank, &lot.propose(1, lot.action(DECISION)).instruction(), StakeBelowProposal).await;
}

/// Until when the stake takes part in votes.
async fn places_of(bank: &Bank, lot: &Lot<'_>) -> [i64; 9] {
    read::<state::Stake>(bank, pda::stake(&lot.vault, &lot.cast.holder.pubkey())).await.votes
}

/// However many proposals there are, each stake can vote on all of them, and stays until the last of them ends.
#[tokio::test]
async fn inv_10_votes_beyond_eight_share_a_place_and_a_lock() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Voted).await;
    bank.advance(STAKE_LOCK_SECS).await;
    let number = |nth: u64| PROPOSALS.len() as u64 + nth;
    for nth in 0..4 {
        lot.must(&mut bank, &[lot.propose(number(nth), lot.action(DECISION)).instruction()]).await;
    }
    let last_end = bank.now().await + VOTING_SECS;
    let vote = |nth: u64| lot.vote(number(nth), true).instruction();
    lot.must(&mut bank, &[vote(0), vote(1), vote(2), vote(3)]).await;
    let places = places_of(&bank, &lot).await;
    assert!(places[..8].iter().all(|end| *end > 0) && places[8] == last_end, "{places:?}");
    // One that is withdrawn makes room for one; one that shares the last place leaves its end there.
    lot.must(&mut bank, &[lot.withdraw_vote(number(0)).instruction(), lot.withdraw_vote(number(2)).instruction()])
        .await;
    lot.must(&mut bank, &[vote(0)]).await;
    assert_eq!(places_of(&bank, &lot).await[8], last_end);
    for voted in PROPOSALS.into_iter().chain([number(0), number(1), number(3)]) {
        lot.must(&mut bank, &[lot.withdraw_vote(voted).instruction()]).await;
    }
    bank.set_clock(last_end - 1).await;
    lot.refuses(&bank, &lot.unstake(1).instruction(), StakeLocked).await;
    bank.set_clock(last_end).await;
    lot.must(&mut bank, &[lot.unstake(1).instruction()]).await;
}

#[tokio::test]
async fn inv_10_a_stake_counts_once() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Proposed).await;
    let records = count(&bank, &lot, GRANT).await.2;
    let vote = |yes| lot.vote(GRANT, yes).instruction();
    lot.must(&mut bank, &[vote(true), vote(true)]).await;
    assert_eq!(count(&bank, &lot, GRANT).await, (STAKED, 0, records + 1));
    // What is added counts when the stake votes again, and not before.
    lot.must(&mut bank, &[lot.stake(7).instruction()]).await;
    assert_eq!(count(&bank, &lot, GRANT).await, (STAKED, 0, records + 1));
    let delegate = Vote { authority: cast.stranger.pubkey(), ..lot.vote(GRANT, true) };
    lot.must(&mut bank, &[delegate.instruction()]).await;
    assert_eq!(count(&bank, &lot, GRANT).await, (STAKED + 7, 0, records + 1));
    lot.must(&mut bank, &[vote(false)]).await;
    assert_eq!(count(&bank, &lot, GRANT).await, (0, STAKED + 7, records + 1));
    lot.must(&mut bank, &[stake_of(&lot, &cast.creator, 9), vote_of(&lot, &cast.creator, GRANT, true)]).await;
    assert_eq!(count(&bank, &lot, GRANT).await, (9, STAKED + 7, records + 2));
    lot.must(&mut bank, &[lot.withdraw_vote(GRANT).instruction()]).await;
    assert_eq!(count(&bank, &lot, GRANT).await, (9, 0, records + 1));
    lot.fails(&bank, &[lot.withdraw_vote(GRANT).instruction()], NO_LONGER_THERE.to_owned()).await;
}

#[tokio::test]
async fn inv_10_a_stake_that_voted_stays_until_the_end() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Proposed).await;
    let ends_at = bank.now().await + VOTING_SECS;
    let (one, all) = (lot.unstake(1).instruction(), lot.unstake(STAKED).instruction());
    bank.advance(STAKE_LOCK_SECS).await;
    let holder = &cast.holder.keypair;
    bank.simulate(std::slice::from_ref(&all), &[holder]).await.expect("it has not voted");
    lot.must(&mut bank, &[lot.vote(0, true).instruction(), lot.vote(1, false).instruction()]).await;
    let in_one = [lot.vote(2, true).instruction(), all.clone()];
    lot.fails(&bank, &in_one, StakeLocked.name()).await;
    for locked in [&one, &all] {
        lot.refuses(&bank, locked, StakeLocked).await;
    }
    // All of its votes hold it.
    lot.must(&mut bank, &[lot.withdraw_vote(0).instruction()]).await;
    lot.refuses(&bank, &one, StakeLocked).await;
    bank.simulate(&[lot.withdraw_vote(1).instruction(), all.clone()], &[holder]).await.expect("free");
    bank.set_clock(ends_at - 1).await;
    lot.refuses(&bank, &one, StakeLocked).await;
    bank.set_clock(ends_at).await;
    lot.must(&mut bank, &[all]).await;
}

#[tokio::test]
async fn t21_an_auction_does_not_end_a_vote_and_a_sale_does() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut lot = Lot::at(&mut bank, &cast, 1, Stage::Voted).await;
    // The votes end a day into the auction, which lasts three.
    bank.advance(VOTING_SECS - 86_400).await;
    lot.must(&mut bank, &[lot.first_bid().instruction(), lot.leading_bid().instruction()]).await;
    lot.stage = Stage::Outbid;
    bank.advance(AUCTION_LOCK_SECS).await;
    lot.refuses(&bank, &lot.unstake(STAKED).instruction(), StakeLocked).await;
    // Who wants to bid with staked fractions withdraws its votes.
    for number in PROPOSALS {
        lot.refuses(&bank, &lot.unstake(1).instruction(), StakeLocked).await;
        lot.must(&mut bank, &[lot.withdraw_vote(number).instruction()]).await;
    }
    let leave_and_bid =
        [lot.unstake(STAKED).instruction(), lot.bid(&cast.holder, 2 * LEADING_PRICE, HELD).instruction()];
    bank.simulate(&leave_and_bid, &[&cast.holder.keypair]).await.expect("free");
    // A vote made in the auction ends after it.
    lot.must(&mut bank, &[lot.stake(1).instruction(), lot.vote(GRANT, true).instruction()]).await;
    reach(&mut bank, &mut [&mut lot], Stage::Sold).await;
    lot.must(&mut bank, &[lot.unstake(STAKED + 1).instruction()]).await;
}

/// After a sale nobody counts votes: their records are closed by anybody, though they have not ended.
#[tokio::test]
async fn t21_votes_that_a_sale_overtook_are_closed_by_anybody() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut lot = Lot::plan(&mut bank, &cast, 1, mosaic_harness::Standard::NonFungible).await;
    lot.args.auction_secs = 86_400;
    lot.args.voting_secs = 14 * 86_400;
    reach(&mut bank, &mut [&mut lot], Stage::Voted).await;
    lot.must(&mut bank, &[lot.first_bid().instruction(), lot.leading_bid().instruction()]).await;
    lot.stage = Stage::Outbid;
    let record = |number| {
        let authority = cast.artist.pubkey();
        WithdrawVote { authority, ..lot.withdraw_vote(number) }.instruction()
    };
    let records = PROPOSALS.map(record);
    let close = PROPOSALS.map(|number| lot.close_proposal(number).instruction());
    for (record, close) in records.iter().zip(&close) {
        lot.refuses(&bank, record, NotTheHolderOrDelegate).await;
        lot.refuses(&bank, close, ProposalAlive).await;
    }
    reach(&mut bank, &mut [&mut lot], Stage::Sold).await;
    assert!(bank.now().await < read::<state::Proposal>(&bank, pda::proposal(&lot.vault, 0)).await.ends_at);
    // In any order, with the stake there or not.
    for (number, (record, close)) in records.into_iter().zip(close).enumerate() {
        let both = if number % 2 == 0 { [record, close] } else { [close, record] };
        lot.must(&mut bank, &both).await;
        if number == 2 {
            lot.must(&mut bank, &[lot.unstake(STAKED).instruction()]).await;
        }
    }
}

/// An offer that is accepted starts an auction like any bid: votes go on.
#[tokio::test]
async fn an_accepted_offer_does_not_end_a_vote() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Ripe).await;
    lot.must(&mut bank, &[lot.propose(0, lot.action(GRANT)).instruction()]).await;
    lot.must(&mut bank, &[lot.propose(1, lot.action(DECISION)).instruction()]).await;
    lot.must(&mut bank, &[lot.accept_offer().instruction()]).await;
    lot.must(&mut bank, &[lot.vote(0, true).instruction(), lot.vote(1, true).instruction()]).await;
    bank.advance(VOTING_SECS - 1).await;
    lot.must(&mut bank, &[lot.bid(&cast.leader, BETTER_OFFER, 0).instruction()]).await;
    bank.advance(1).await;
    lot.refuses(&bank, &lot.execute_action(1, &lot.action(DECISION)).instruction(), ProposalDelayed).await;
    bank.advance(DELAY_SECS).await;
    lot.refuses(&bank, &lot.execute(GRANT).instruction(), WrongStatus).await;
    lot.must(&mut bank, &[lot.execute_action(1, &lot.action(DECISION)).instruction()]).await;
}
