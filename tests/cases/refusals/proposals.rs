//! What is refused of proposals: to make, execute and close them.

use {
    crate::scene::{
        CURATOR, Cast, DECISION, DELAY_SECS, END, EXECUTION_SECS, FEE, GRANT, INCOME_MINT, LEADING_PRICE, Lot,
        PROPOSAL_STAKE, PROPOSALS, STAKE_LOCK_SECS, STAKED, Stage, TERM_SECS, TERMS, VOTING_SECS, checked_bank, reach,
    },
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        MosaicError::*,
        instructions::{ClaimAsset, CloseProposal, CloseVault, Propose, Stake, Unstake, Vote, WithdrawVote},
        pda,
        state::Action,
    },
    mosaic_harness::Bank,
};

const NO_LONGER_THERE: &str = "AccountOwnedByWrongProgram";

/// Brings a proposal of the holder to where it can be executed.
async fn pass(bank: &mut Bank, lot: &Lot<'_>, number: u64, action: Action) {
    let (propose, vote) = (lot.propose(number, action), lot.vote(number, true));
    lot.must(bank, &[propose.instruction(), vote.instruction()]).await;
    bank.advance(VOTING_SECS + DELAY_SECS).await;
}

#[tokio::test]
async fn actions_out_of_bounds() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Staked).await;
    let licensee = cast.leader.pubkey();
    let grant = |uri: String, term_secs| Action::GrantLicense {
        licensee,
        terms_uri: uri,
        terms_hash: [1; 32],
        fee: u64::MAX,
        term_secs,
        exclusive: true,
    };
    let decide = |uri: String| Action::Resolve { uri, hash: [2; 32] };
    let curator = |fee_bps| Action::SetCurator { curator: licensee, fee_bps };
    let terms =
        |auction_secs, extension_secs, step_bps| Action::SetAuctionTerms { auction_secs, extension_secs, step_bps };
    let uri = |bytes: usize| "u".repeat(bytes);
    let refused = [
        (grant(uri(128), 3_599), LicenseTermOutOfBounds),
        (grant(uri(128), 0), LicenseTermOutOfBounds),
        (grant(uri(128), 315_360_001), LicenseTermOutOfBounds),
        (grant(uri(129), 3_600), TermsUriTooLong),
        (grant("é".repeat(65), 3_600), TermsUriTooLong),
        (decide(uri(129)), TermsUriTooLong),
        (decide(uri(500)), TermsUriTooLong),
        (decide("a text\0with a zero".to_owned()), TermsUriWithZero),
        (grant("\0".to_owned(), 3_600), TermsUriWithZero),
        (curator(201), CuratorFeeAboveCap),
        (curator(u16::MAX), CuratorFeeAboveCap),
        (terms(86_399, 0, 500), AuctionLengthOutOfBounds),
        (terms(2_592_001, 0, 500), AuctionLengthOutOfBounds),
        (terms(86_400, 86_401, 500), ExtensionOutOfBounds),
        (terms(86_400, 0, 99), StepOutOfBounds),
        (terms(86_400, 0, 5_001), StepOutOfBounds),
    ];
    for (action, error) in refused {
        lot.refuses(&bank, &lot.propose(0, action).instruction(), error).await;
    }
    let allowed = [
        grant(uri(128), 3_600),
        grant("é".repeat(64), 315_360_000),
        decide(uri(128)),
        decide(String::new()),
        curator(200),
        curator(0),
        terms(86_400, 86_400, 100),
        terms(2_592_000, 0, 5_000),
    ];
    for (number, action) in (0..).zip(allowed) {
        lot.must(&mut bank, &[lot.propose(number, action).instruction()]).await;
    }
}

#[tokio::test]
async fn t36_a_stake_one_unit_too_small_does_not_propose() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Pooled).await;
    let propose = lot.propose(0, lot.action(DECISION)).instruction();
    lot.fails(&bank, std::slice::from_ref(&propose), NO_LONGER_THERE.to_owned()).await;
    lot.must(&mut bank, &[lot.stake(PROPOSAL_STAKE - 1).instruction()]).await;
    lot.refuses(&bank, &propose, StakeBelowProposal).await;
    lot.must(&mut bank, &[lot.stake(1).instruction(), propose]).await;
    // Nobody proposes with the stake of somebody else, nor its delegate with it.
    lot.must(&mut bank, &[lot.set_delegate(Some(cast.stranger.pubkey())).instruction()]).await;
    let mut by_the_delegate =
        Propose { proposer: cast.stranger.pubkey(), ..lot.propose(1, lot.action(DECISION)) }.instruction();
    by_the_delegate.accounts[3].pubkey = pda::stake(&lot.vault, &cast.holder.pubkey());
    lot.refuses(&bank, &by_the_delegate, StakeOfAnotherHolder).await;
}

#[tokio::test]
async fn t01_each_proposal_has_the_next_number() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Staked).await;
    let propose = |number| lot.propose(number, lot.action(DECISION)).instruction();
    lot.refuses(&bank, &propose(1), WrongProposalAddress).await;
    lot.must(&mut bank, &[propose(0)]).await;
    lot.refuses(&bank, &propose(0), WrongProposalAddress).await;
    lot.refuses(&bank, &propose(u64::MAX), WrongProposalAddress).await;
    lot.fails(&bank, &[propose(1), propose(1)], WrongProposalAddress.name()).await;
    // A number is not used again, when its proposal is closed either.
    bank.advance(VOTING_SECS).await;
    lot.must(&mut bank, &[lot.close_proposal(0).instruction()]).await;
    lot.refuses(&bank, &propose(0), WrongProposalAddress).await;
    lot.must(&mut bank, &[propose(1)]).await;
}

#[tokio::test]
async fn t16_t43_a_decision_is_executed_between_its_delay_and_its_expiry() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Voted).await;
    let ends_at = bank.now().await + VOTING_SECS;
    let (executable_at, expires_at) = (ends_at + DELAY_SECS, ends_at + DELAY_SECS + EXECUTION_SECS);
    let early = [(ends_at - 1, VotingNotOver), (ends_at, ProposalDelayed), (executable_at - 1, ProposalDelayed)];
    for (now, error) in early {
        bank.set_clock(now).await;
        for number in PROPOSALS {
            lot.refuses(&bank, &lot.execute(number).instruction(), error).await;
            lot.refuses(&bank, &lot.close_proposal(number).instruction(), ProposalAlive).await;
        }
    }
    for now in [executable_at, expires_at - 1] {
        bank.set_clock(now).await;
        for number in PROPOSALS.into_iter().filter(|number| *number != END) {
            let execute = lot.execute(number).instruction();
            bank.simulate(&[execute], &[&cast.stranger.keypair]).await.expect("due");
            lot.refuses(&bank, &lot.close_proposal(number).instruction(), ProposalAlive).await;
        }
    }
    bank.set_clock(expires_at).await;
    for number in PROPOSALS {
        lot.refuses(&bank, &lot.execute(number).instruction(), ProposalExpired).await;
        lot.must(&mut bank, &[lot.close_proposal(number).instruction()]).await;
        lot.fails(&bank, &[lot.execute(number).instruction()], NO_LONGER_THERE.to_owned()).await;
    }
}

#[tokio::test]
async fn t29_one_vote_below_quorum_or_at_the_threshold_is_a_defeat() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let creator = cast.creator.pubkey();
    // What the holder stakes for it, the creator against it, and whether it passes.
    let cases = [
        (STAKED - 1, 0, false),
        (STAKED, 0, true),
        (STAKED - 1, 1, true),
        (STAKED, STAKED, false),
        (STAKED, STAKED - 1, true),
    ];
    for (id, (for_it, against, passes)) in (1..).zip(cases) {
        let lot = Lot::at(&mut bank, &cast, id, Stage::Pooled).await;
        let (propose, vote) = (lot.propose(0, lot.action(DECISION)), lot.vote(0, true));
        lot.must(&mut bank, &[lot.stake(for_it).instruction(), propose.instruction(), vote.instruction()]).await;
        if against > 0 {
            let stake = Stake { holder: creator, fraction_source: lot.fractions(&cast.creator), ..lot.stake(against) };
            let vote = Vote { authority: creator, holder: creator, ..lot.vote(0, false) };
            lot.must(&mut bank, &[stake.instruction(), vote.instruction()]).await;
        }
        bank.advance(VOTING_SECS - 1).await;
        lot.refuses(&bank, &lot.close_proposal(0).instruction(), ProposalAlive).await;
        bank.advance(1).await;
        let execute = lot.execute_action(0, &lot.action(DECISION)).instruction();
        let close = lot.close_proposal(0).instruction();
        if passes {
            lot.refuses(&bank, &execute, ProposalDelayed).await;
            lot.refuses(&bank, &close, ProposalAlive).await;
        } else {
            lot.refuses(&bank, &execute, ProposalDefeated).await;
            lot.must(&mut bank, &[close]).await;
        }
    }
}

#[tokio::test]
async fn what_was_executed_is_not_executed_again() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Passed).await;
    for number in PROPOSALS {
        let execute = lot.execute(number).instruction();
        // What an action makes is made once, whatever the proposal says.
        lot.fails(&bank, &[execute.clone(), execute.clone()], ProposalExecuted.name()).await;
        lot.must(&mut bank, std::slice::from_ref(&execute)).await;
        lot.refuses(&bank, &execute, ProposalExecuted).await;
        let close = CloseProposal { proposer: cast.stranger.pubkey(), ..lot.close_proposal(number) };
        lot.refuses(&bank, &close.instruction(), WrongProposer).await;
        lot.must(&mut bank, &[lot.close_proposal(number).instruction()]).await;
        lot.fails(&bank, &[lot.close_proposal(number).instruction()], NO_LONGER_THERE.to_owned()).await;
    }
    lot.refuses(&bank, &lot.add_gold().instruction(), NotTheCurator).await;
}

#[tokio::test]
async fn a_licence_that_is_none_of_the_vault_is_not_ended() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Passed).await;
    lot.must(&mut bank, &[lot.execute(GRANT).instruction()]).await;
    let other = Lot::at(&mut bank, &cast, 2, Stage::Staked).await;
    let aims = [
        (lot.license(GRANT), LicenseOfAnotherVault),
        (other.license(GRANT), WrongLicenseAddress),
        (cast.creator.pubkey(), WrongLicenseAddress),
        (Pubkey::new_from_array([3; 32]), WrongLicenseAddress),
        (other.vault, WrongLicenseAddress),
        (pda::proposal(&other.vault, 0), WrongLicenseAddress),
    ];
    let actions = aims.map(|(license, error)| (Action::EndLicense { license }, error));
    for (number, (action, _)) in (0..).zip(&actions) {
        let (propose, vote) = (other.propose(number, action.clone()), other.vote(number, true));
        other.must(&mut bank, &[propose.instruction(), vote.instruction()]).await;
    }
    bank.advance(VOTING_SECS + DELAY_SECS).await;
    for (number, (action, error)) in (0..).zip(&actions) {
        other.refuses(&bank, &other.execute_action(number, action).instruction(), *error).await;
    }
}

#[tokio::test]
async fn a_mint_that_is_no_income_is_not_added_by_a_vote_either() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Staked).await;
    let token_2022 = bank.create_mint_2022(6, None, &[]).await;
    let [silver, iron] = [bank.create_mint(0, None).await, bank.create_mint(0, None).await];
    let mints = [cast.gold, cast.gold, silver, iron, token_2022, cast.creator.pubkey(), cast.quote];
    for (number, mint) in (0..).zip(mints) {
        let (propose, vote) = (lot.propose(number, Action::AddIncomeMint { mint }), lot.vote(number, true));
        lot.must(&mut bank, &[propose.instruction(), vote.instruction()]).await;
    }
    bank.advance(VOTING_SECS + DELAY_SECS).await;
    let add =
        |number: usize| lot.execute_action(number as u64, &Action::AddIncomeMint { mint: mints[number] }).instruction();
    lot.must(&mut bank, &[add(0)]).await;
    lot.refuses(&bank, &add(1), IncomeMintKnown).await;
    lot.must(&mut bank, &[add(2)]).await;
    lot.refuses(&bank, &add(3), TooManyIncomeMints).await;
    lot.refuses(&bank, &add(4), IncomeMintNotClassic).await;
    lot.refuses(&bank, &add(5), IncomeMintNotClassic).await;
    lot.must(&mut bank, &[add(6)]).await;
}

#[tokio::test]
async fn the_fraction_is_not_added_as_income_by_a_vote_either() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Staked).await;
    let action = Action::AddIncomeMint { mint: pda::fraction_mint(&lot.vault) };
    lot.refuses(&bank, &lot.propose(0, action).instruction(), IncomeMintIsFraction).await;
}

/// A fee that was lowered may be raised again, to the one at creation and not above it.
#[tokio::test]
async fn the_cap_of_the_fee_is_the_one_at_creation() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Staked).await;
    let set = |fee_bps| Action::SetCurator { curator: cast.artist.pubkey(), fee_bps };
    pass(&mut bank, &lot, 0, set(0)).await;
    lot.must(&mut bank, &[lot.execute_action(0, &set(0)).instruction()]).await;
    lot.refuses(&bank, &lot.propose(1, set(201)).instruction(), CuratorFeeAboveCap).await;
    lot.must(&mut bank, &[lot.propose(1, set(200)).instruction()]).await;
}

#[tokio::test]
async fn t43_statuses_without_votes() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut lot = Lot::at(&mut bank, &cast, 1, Stage::Granted).await;
    let next = lot.propose(6, lot.action(DECISION)).instruction();
    let again = lot.vote(6, true).instruction();
    lot.must(&mut bank, &[next, lot.first_bid().instruction(), lot.leading_bid().instruction()]).await;
    // What touches the sale waits or is lost; the rest goes on.
    lot.refuses(&bank, &lot.propose(7, lot.action(DECISION)).instruction(), WrongStatus).await;
    for number in [CURATOR, TERMS] {
        lot.refuses(&bank, &lot.execute(number).instruction(), WrongStatus).await;
    }
    for number in [END, DECISION, INCOME_MINT] {
        bank.simulate(&[lot.execute(number).instruction()], &[&cast.stranger.keypair]).await.expect("still due");
    }
    lot.must(&mut bank, std::slice::from_ref(&again)).await;
    lot.stage = Stage::Outbid;
    bank.advance(1).await;
    reach(&mut bank, &mut [&mut lot], Stage::Sold).await;
    for number in [END, CURATOR, TERMS, INCOME_MINT, DECISION] {
        lot.refuses(&bank, &lot.execute(number).instruction(), WrongStatus).await;
    }
    lot.refuses(&bank, &again, WrongStatus).await;
    lot.refuses(&bank, &lot.propose(7, lot.action(DECISION)).instruction(), WrongStatus).await;
    // Nothing is decided any more: what would still be alive is closed.
    for number in PROPOSALS {
        lot.must(&mut bank, &[lot.close_proposal(number).instruction()]).await;
    }
}

#[tokio::test]
async fn a_vault_with_an_open_proposal_or_vote_is_not_closed() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut lot = Lot::at(&mut bank, &cast, 1, Stage::Passed).await;
    lot.must(&mut bank, &[lot.first_bid().instruction(), lot.leading_bid().instruction()]).await;
    lot.stage = Stage::Outbid;
    reach(&mut bank, &mut [&mut lot], Stage::Sold).await;
    lot.must(&mut bank, &[lot.unstake(STAKED).instruction()]).await;
    reach(&mut bank, &mut [&mut lot], Stage::Paid).await;
    let close = lot.close().instruction();
    lot.refuses(&bank, &close, StakingStillOpen).await;
    lot.must(&mut bank, &[lot.close_staking().instruction()]).await;
    // The stakes are gone, and some of the proposals before their votes.
    for number in PROPOSALS {
        let withdraw = WithdrawVote { authority: cast.artist.pubkey(), ..lot.withdraw_vote(number) }.instruction();
        let mut way_out = [withdraw, lot.close_proposal(number).instruction()];
        if number % 2 == 1 {
            way_out.reverse();
        }
        for record in way_out {
            lot.refuses(&bank, &close, RecordsStillOpen).await;
            lot.must(&mut bank, &[record]).await;
        }
    }
    lot.must(&mut bank, &[close]).await;
}

/// After a reclaim as after a sale: proposals that nobody can vote on any more are closed at once.
#[tokio::test]
async fn a_reclaimed_vault_with_a_proposal_is_not_closed() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Active).await;
    let creator = cast.creator.pubkey();
    let stake = Stake { holder: creator, fraction_source: lot.fractions(&cast.creator), ..lot.stake(PROPOSAL_STAKE) };
    let propose = Propose { proposer: creator, ..lot.propose(0, lot.grant(FEE, TERM_SECS, true)) };
    let pool = lot.open_staking().instruction();
    lot.must(&mut bank, &[pool, stake.instruction(), propose.instruction()]).await;
    bank.advance(STAKE_LOCK_SECS).await;
    let unstake =
        Unstake { holder: creator, fraction_destination: lot.fractions(&cast.creator), ..lot.unstake(PROPOSAL_STAKE) };
    lot.must(&mut bank, &[unstake.instruction(), lot.reclaim().instruction()]).await;
    let back = ClaimAsset { recipient: creator, destination: lot.nft.token, ..lot.claim_asset() };
    lot.must(&mut bank, &[back.instruction(), lot.close_staking().instruction()]).await;
    let close = CloseVault { opener: None, surplus_destination: None, ..lot.close() };
    lot.refuses(&bank, &close.instruction(), RecordsStillOpen).await;
    let proposal = CloseProposal { proposer: creator, ..lot.close_proposal(0) };
    lot.must(&mut bank, &[proposal.instruction(), close.instruction()]).await;
}

/// The terms of a running auction stay: what was decided before it is executed before it or not at all.
#[tokio::test]
async fn terms_that_were_decided_hold_for_the_auction() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Passed).await;
    lot.must(&mut bank, &[lot.execute(TERMS).instruction(), lot.first_bid().instruction()]).await;
    // A step of one per cent, and an extension as long as the auction.
    let next = |price| lot.bid(&cast.leader, price, 0).instruction();
    lot.refuses(&bank, &next(1_009_999), BidBelowStep).await;
    lot.must(&mut bank, &[next(1_010_000)]).await;
    bank.advance(86_400).await;
    lot.refuses(&bank, &next(LEADING_PRICE), AuctionEnded).await;
}
