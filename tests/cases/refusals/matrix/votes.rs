//! Proposals and votes.

use super::{
    check,
    income::no_mint,
    row::{Answer::*, Tamper::*, *},
};
use crate::scene::{CURATOR, DECISION, END, GRANT, INCOME_MINT, Lot, Stage, TERMS};
use anchor_lang::error::ErrorCode::AccountOwnedByWrongProgram;
use mosaic_client::{
    MosaicError::*,
    instructions::{Vote, WithdrawVote},
};
use mosaic_harness::Standard;

const PLAIN: Standard = Standard::NonFungible;

#[tokio::test]
async fn t03_propose() {
    let rows = [
        signer("proposer", StakeOfAnotherHolder),
        typed("vault", WrongFractionMint),
        named("fraction_mint", WrongFractionMint),
        typed("stake", StakeOfAnotherVault),
        new("proposal", WrongProposalAddress),
        program("system_program"),
    ];
    let propose = |lot: &Lot| lot.propose(0, lot.action(GRANT)).instruction();
    check("propose", PLAIN, Stage::Staked, propose, &rows).await;
}

fn voting(vote: Row) -> [Row; 6] {
    [
        signer("authority", NotTheHolderOrDelegate),
        typed("vault", ProposalOfAnotherVault),
        typed("proposal", ProposalOfAnotherVault),
        typed("stake", StakeOfAnotherVault),
        vote,
        program("system_program"),
    ]
}

#[tokio::test]
async fn t03_vote() {
    let rows = voting(new("vote", WrongVoteAddress));
    check("vote", PLAIN, Stage::Proposed, |lot| lot.vote(GRANT, true).instruction(), &rows).await;
}

#[tokio::test]
async fn t03_vote_as_a_delegate() {
    let vote = |lot: &Lot| Vote { authority: lot.cast.stranger.pubkey(), ..lot.vote(GRANT, true) }.instruction();
    check("vote", PLAIN, Stage::Proposed, vote, &voting(new("vote", WrongVoteAddress))).await;
}

#[tokio::test]
async fn t03_vote_again() {
    let vote = loaded("vote", WrongVoteAddress)
        .refuses(Sibling, VoteOfAnotherProposal)
        .refuses(Foreigner, VoteOfAnotherProposal)
        // At an empty address it is a first vote.
        .on(Emptied, Passes);
    check("vote", PLAIN, Stage::Voted, |lot| lot.vote(GRANT, false).instruction(), &voting(vote)).await;
}

fn withdrawing(authority: Row, proposal: Row, stake: Row) -> [Row; 6] {
    [
        authority,
        typed("vault", VoteOfAnotherVault),
        proposal,
        stake,
        typed("vote", VoteOfAnotherVault),
        wallet("payer", WrongVotePayer),
    ]
}

/// Before it ends, the vote is taken out of the proposal and the stake is freed.
fn counting() -> [Row; 6] {
    withdrawing(
        signer("authority", NotTheHolderOrDelegate),
        loaded("proposal", VoteOfAnotherProposal)
            .refuses(Emptied, WrongProposalAddress)
            .refuses(Zeroed, WrongProposalAddress)
            .refuses(Reowned, WrongProposalAddress)
            .refuses(Retyped, WrongProposalAddress),
        loaded("stake", WrongStakeAddress)
            .refuses(Sibling, StakeOfAnotherVault)
            .refuses(Foreigner, StakeOfAnotherVault),
    )
}

#[tokio::test]
async fn t03_withdraw_a_vote() {
    let withdraw = |lot: &Lot| lot.withdraw_vote(GRANT).instruction();
    check("withdraw_vote", PLAIN, Stage::Voted, withdraw, &counting()).await;
}

#[tokio::test]
async fn t03_withdraw_a_vote_as_a_delegate() {
    let withdraw = |lot: &Lot| {
        let authority = lot.cast.stranger.pubkey();
        WithdrawVote { authority, ..lot.withdraw_vote(GRANT) }.instruction()
    };
    let mut rows = counting();
    // Who paid is the holder.
    rows[0] = signer("authority", NotTheHolderOrDelegate).on(Duplicate(5), Passes);
    check("withdraw_vote", PLAIN, Stage::Voted, withdraw, &rows).await;
}

/// After it has ended, nothing but the record goes: the proposal may be closed, the stake be gone.
#[tokio::test]
async fn t03_withdraw_a_vote_that_is_over() {
    let rows = withdrawing(
        anybody("authority"),
        [Emptied, Zeroed, Reowned, Retyped]
            .into_iter()
            .fold(the("proposal", VoteOfAnotherProposal), |row, tamper| row.on(tamper, Passes)),
        ignored("stake"),
    );
    let withdraw = |lot: &Lot| {
        let authority = lot.cast.artist.pubkey();
        WithdrawVote { authority, ..lot.withdraw_vote(GRANT) }.instruction()
    };
    check("withdraw_vote", PLAIN, Stage::Passed, withdraw, &rows).await;
}

fn executing(license: Row, income: [Row; 3]) -> Vec<Row> {
    let mut rows = vec![
        anybody("executor"),
        typed("vault", ProposalOfAnotherVault),
        typed("proposal", ProposalOfAnotherVault),
        license,
    ];
    rows.extend(income);
    rows.extend([program("token_program"), program("system_program")]);
    rows
}

fn no_income() -> [Row; 3] {
    [unused("pool").on(Stranger, Blames(AccountOwnedByWrongProgram, "pool")), unused("mint"), unused("income_account")]
}

#[tokio::test]
async fn t03_execute_the_grant_of_a_license() {
    let rows = executing(new("license", WrongLicenseAddress).optional(LicenseMissing), no_income());
    check("execute_proposal", PLAIN, Stage::Passed, |lot| lot.execute(GRANT).instruction(), &rows).await;
}

#[tokio::test]
async fn t03_execute_the_end_of_a_license() {
    let rows = executing(loaded("license", WrongLicenseAddress).optional(LicenseMissing), no_income());
    check("execute_proposal", PLAIN, Stage::Licensed, |lot| lot.execute(END).instruction(), &rows).await;
}

#[tokio::test]
async fn t03_execute_a_change_of_the_curator() {
    let rows = executing(unused("license"), no_income());
    check("execute_proposal", PLAIN, Stage::Passed, |lot| lot.execute(CURATOR).instruction(), &rows).await;
}

#[tokio::test]
async fn t03_execute_a_change_of_the_auction_terms() {
    let rows = executing(unused("license"), no_income());
    check("execute_proposal", PLAIN, Stage::Passed, |lot| lot.execute(TERMS).instruction(), &rows).await;
}

#[tokio::test]
async fn t03_execute_the_addition_of_an_income_mint() {
    let missing = IncomeAccountsMissing;
    let income = [
        typed("pool", PoolOfAnotherVault).optional(missing),
        no_mint(the("mint", WrongIncomeMint)).optional(missing),
        new("income_account", WrongIncomeAccount).optional(missing),
    ];
    let rows = executing(unused("license"), income);
    check("execute_proposal", PLAIN, Stage::Passed, |lot| lot.execute(INCOME_MINT).instruction(), &rows).await;
}

#[tokio::test]
async fn t03_execute_a_decision() {
    let rows = executing(unused("license"), no_income());
    check("execute_proposal", PLAIN, Stage::Passed, |lot| lot.execute(DECISION).instruction(), &rows).await;
}

#[tokio::test]
async fn t03_close_an_executed_proposal() {
    let rows = [
        typed("vault", ProposalOfAnotherVault),
        typed("proposal", ProposalOfAnotherVault),
        wallet("proposer", WrongProposer),
    ];
    check("close_proposal", PLAIN, Stage::Granted, |lot| lot.close_proposal(GRANT).instruction(), &rows).await;
}
