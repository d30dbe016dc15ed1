//! Where a vote stands, at its edges; licences and what excludes them.

use mosaic_core::{
    license::{self, Rights},
    votes::{Ballot, Poll},
};

use super::*;
use crate::{
    ClientError,
    error::Exclusion,
    state::{Action, License, Pool, Proposal, Stake, Vote},
    views::{LicenseState, LicenseView, ProposalPhase, ProposalView, VoteView},
};

const ANA: Pubkey = Pubkey::new_from_array([11; 32]);
const BEN: Pubkey = Pubkey::new_from_array([12; 32]);

/// The vault with so much staked, `secs` after the proposals of [`proposed`].
fn at(status: Status, staked: u64, secs: i64) -> VaultView {
    let pool = Pool { staked, stakes: 2, ..Pool::zeroed() };
    let mut vault = VaultView { pool: Some(pool), now: NOW + secs, ..view(status) };
    (vault.vault.quote_mint, vault.vault.fraction_mint) = (PAINTER, CURATOR);
    vault.vault.quorum_bps = terms().quorum_bps;
    vault.vault.threshold_bps = terms().threshold_bps;
    vault.vault.proposal_stake_bps = terms().proposal_stake_bps;
    vault.vault.voting_secs = terms().voting_secs;
    vault.vault.delay_secs = terms().delay_secs;
    vault.vault.curator_fee_cap_bps = 200;
    vault
}

fn poll(yes: u64, no: u64) -> Poll {
    Poll { yes, no, ..Poll::open(&terms(), SUPPLY, NOW).unwrap() }
}

fn proposed(view: &VaultView, yes: u64, no: u64) -> ProposalView {
    let Poll { supply, quorum_bps, threshold_bps, ends_at, executable_at, expires_at, .. } = poll(yes, no);
    let proposal = Proposal {
        kind: 5,
        number: 3,
        proposer: ANA,
        yes,
        no,
        supply,
        quorum_bps,
        threshold_bps,
        ends_at,
        executable_at,
        expires_at,
        ..Proposal::zeroed()
    };
    ProposalView::new(view, BEN, proposal, 1).unwrap()
}

fn staked(amount: u64) -> Stake {
    Stake { holder: ANA, amount, ..Stake::zeroed() }
}

fn stands(staked: u64, yes: u64, no: u64) -> Standing {
    standing(&at(Status::Active, staked, 0), &poll(yes, no)).unwrap()
}

#[test]
fn the_quorum_is_told_to_the_fraction() {
    let quorum = SUPPLY / 5;
    let short = stands(SUPPLY, quorum - 2, 1);
    assert_eq!((short.quorum, short.quorum_left, short.yes_needed, short.passes), (quorum, 1, 1, false));
    let there = stands(SUPPLY, quorum - 1, 1);
    assert_eq!((there.quorum_left, there.yes_needed, there.passes), (0, 0, true));
    assert_eq!((there.yes_bps, there.no_bps), (1_999, 0), "floored");
    let odd = standing(&at(Status::Active, 0, 0), &Poll { supply: SUPPLY + 1, ..poll(0, 0) }).unwrap();
    assert_eq!(odd.quorum, quorum + 1, "rounded up, as exactly that much passes");
}

#[test]
fn the_missing_yes_votes_are_the_fewest_that_pass() {
    for threshold_bps in [5_000, 6_667, 9_000] {
        for (yes, no) in [(0, 0), (1, 0), (SUPPLY / 4, SUPPLY / 4), (7, SUPPLY / 3), (SUPPLY / 10, SUPPLY / 50), (0, 1)]
        {
            let poll = Poll { threshold_bps, ..poll(yes, no) };
            let needed = standing(&at(Status::Active, SUPPLY, 0), &poll).unwrap().yes_needed;
            assert!(Poll { yes: yes + needed, ..poll }.passes(), "{threshold_bps} {yes} {no}");
            assert!(needed == 0 || !Poll { yes: yes + needed - 1, ..poll }.passes(), "{threshold_bps} {yes} {no}");
        }
    }
}

#[test]
fn who_can_still_change_it_is_who_is_staked_and_has_not_voted_and_who_could_stake() {
    let half = stands(SUPPLY / 2, SUPPLY / 4, SUPPLY / 10);
    assert_eq!((half.staked_not_voted, half.not_staked), (SUPPLY / 2 - SUPPLY * 35 / 100, SUPPLY / 2));
    assert!(half.passes && !half.settled);
    // Of all others none can turn a majority of the supply, nor lift what half the supply is against.
    assert!(stands(SUPPLY, SUPPLY / 2 + 1, 0).settled);
    assert!(!stands(SUPPLY, SUPPLY / 2, 0).settled);
    let against = stands(SUPPLY, 0, SUPPLY / 2);
    assert!(against.settled && !against.passes);
    assert!(!stands(SUPPLY, 0, SUPPLY / 2 - 1).settled);
    // Once it is over nobody can.
    let over = standing(&at(Status::Active, SUPPLY, 3 * 86_400), &poll(1, 0)).unwrap();
    assert_eq!((over.staked_not_voted, over.not_staked, over.settled), (0, 0, true));
    let sold = standing(&at(Status::Sold, 5, 0), &poll(SUPPLY, 0)).unwrap();
    assert_eq!((sold.staked_not_voted, sold.settled), (0, true));
    let wrong = standing(&at(Status::Active, 1, 0), &poll(2, 0));
    assert_eq!(wrong, Err(RuleError::LedgerMismatch), "a ballot that is not staked");
}

#[test]
fn a_vote_counts_the_whole_stake_once_on_one_side() {
    let now = at(Status::Active, SUPPLY / 2, 0);
    let found = proposed(&now, 100, 50);
    let ballot = |yes, weight| Ballot { yes, weight };
    let first = vote(&now, &found, &staked(30), &ANA, None, false, &rent()).unwrap();
    assert_eq!((first.before, first.ballot, first.topped_up()), (None, ballot(false, 30), 0));
    assert_eq!((first.standing.poll.yes, first.standing.poll.no, first.accounts.len()), (100, 80, 1));
    assert_eq!(first.free_at, found.poll.ends_at);
    let cast = Vote { holder: ANA, weight: 20, yes: 0, ..Vote::zeroed() };
    let more = vote(&now, &found, &staked(30), &ANA, Some(&cast), false, &rent()).unwrap();
    assert_eq!((more.standing.poll.no, more.topped_up(), more.rent), (60, 10, 0));
    let turned = vote(&now, &found, &staked(30), &ANA, Some(&cast), true, &rent()).unwrap();
    assert_eq!((turned.standing.poll.yes, turned.standing.poll.no, turned.topped_up()), (130, 30, 0));
    // The lock of the stake itself may be longer.
    let locked = Stake { locked_until: i64::MAX, ..staked(30) };
    assert_eq!(vote(&now, &found, &locked, &ANA, None, true, &rent()).unwrap().free_at, i64::MAX);
    // With a place of its own or without, it stays to the end.
    let full = Stake { votes: [9, 8, 7, 6, 5, 4, 3, 2, 0].map(|secs| NOW + secs), ..staked(30) };
    assert_eq!(vote(&now, &found, &full, &ANA, None, true, &rent()).unwrap().free_at, found.poll.ends_at);
    let error = ClientError::NothingStaked { vault: now.address, holder: ANA };
    assert_eq!(vote(&now, &found, &staked(0), &ANA, None, true, &rent()), Err(error));
    let late = at(Status::Active, SUPPLY / 2, 3 * 86_400);
    let error = ClientError::VotingOver { number: 3, ended_at: NOW + 3 * 86_400 };
    assert_eq!(vote(&late, &found, &staked(30), &ANA, None, true, &rent()), Err(error));
    for status in [Status::Sold, Status::Reclaimed] {
        let error = ClientError::WrongStatus { status };
        assert_eq!(vote(&at(status, 0, 0), &found, &staked(30), &ANA, None, true, &rent()), Err(error));
    }
}

#[test]
fn a_withdrawn_vote_frees_the_stake_as_far_as_nothing_else_locks_it() {
    let now = at(Status::Active, SUPPLY / 2, 0);
    let found = proposed(&now, 100, 50);
    let ends_at = found.poll.ends_at;
    let cast = Vote { holder: ANA, payer: BEN, weight: 20, yes: 1, placed: 1, ends_at, ..Vote::zeroed() };
    let record = |counts| VoteView { address: CLEO, vote: cast, number: 3, yes: true, weight: 20, counts, lamports: 7 };
    let other = Stake { votes: [ends_at, NOW + 9, 0, 0, 0, 0, 0, 0, 0], ..staked(20) };
    let quote = withdraw_vote(&now, &record(true), Some(&found), Some(&other), &ANA).unwrap();
    assert_eq!((quote.standing.unwrap().poll.yes, quote.free_at), (80, Some(NOW + 9)));
    assert_eq!((quote.returned.to, quote.returned.lamports), (BEN, 7));
    let error = ClientError::NotTheHolderOrDelegate { authority: BEN, delegate: None };
    assert_eq!(withdraw_vote(&now, &record(true), Some(&found), Some(&other), &BEN), Err(error));
    let error = ClientError::NoProposal { vault: now.address, number: 3 };
    assert_eq!(withdraw_vote(&now, &record(true), None, Some(&other), &ANA), Err(error));
    let closed = withdraw_vote(&now, &record(false), None, None, &BEN).unwrap();
    assert_eq!((closed.standing, closed.free_at), (None, None));
}

#[test]
fn the_phase_follows_the_clock_and_the_sale_ends_what_is_open() {
    let quorum = SUPPLY / 5;
    let phase = |status, yes, secs| proposed(&at(status, SUPPLY, secs), yes, 0).phase;
    use ProposalPhase::{Defeated, Delayed, Executable, Expired, Lapsed, Voting};
    let (end, executable, expires) = (3 * 86_400, 4 * 86_400, 18 * 86_400);
    for (yes, secs, active, sold) in [
        (quorum, end - 1, Voting, Lapsed),
        (quorum, end, Delayed, Lapsed),
        (quorum, executable - 1, Delayed, Lapsed),
        (quorum, executable, Executable, Lapsed),
        (quorum, expires, Expired, Expired),
        (quorum - 1, end - 1, Voting, Lapsed),
        (quorum - 1, end, Defeated, Defeated),
    ] {
        assert_eq!((phase(Status::Active, yes, secs), phase(Status::Sold, yes, secs)), (active, sold), "{secs}");
    }
    let done = at(Status::Active, SUPPLY, executable);
    let quote = execute_proposal(&done, &proposed(&done, quorum, 0), &rent()).unwrap();
    assert_eq!((quote.action, quote.rent), (Action::Resolve { uri: String::new(), hash: [0; 32] }, 0));
    let early = at(Status::Active, SUPPLY, executable - 1);
    let (executable_at, expires_at) = (NOW + executable, NOW + expires);
    let error = ClientError::NotExecutable { number: 3, phase: Delayed, executable_at, expires_at };
    assert_eq!(execute_proposal(&early, &proposed(&early, quorum, 0), &rent()), Err(error));
}

#[test]
fn nobody_proposes_with_dust_or_what_could_never_be_executed() {
    let now = at(Status::Active, SUPPLY, 0);
    let nothing = Action::Resolve { uri: "u".repeat(128), hash: [0; 32] };
    let least = SUPPLY / 100;
    let quote = propose(&now, Some(&staked(least)), &nothing, &rent()).unwrap();
    assert_eq!((quote.least_stake, quote.standing.poll, quote.number), (least, poll(0, 0), 0));
    let refused = |stake: Option<&Stake>, action| propose(&now, stake, &action, &rent()).unwrap_err();
    let poor = |staked| ClientError::StakeBelowProposal { needed: least, staked };
    assert_eq!(refused(Some(&staked(least - 1)), nothing.clone()), poor(least - 1));
    assert_eq!(refused(None, nothing.clone()), poor(0));
    let grant = |terms_uri: &str, term_secs| Action::GrantLicense {
        licensee: BEN,
        terms_uri: terms_uri.to_owned(),
        terms_hash: [0; 32],
        fee: 1,
        term_secs,
        exclusive: false,
    };
    let whole = staked(least);
    let error = ClientError::Rule(RuleError::LicenseTermOutOfBounds);
    assert_eq!(refused(Some(&whole), grant("", 3_599)), error);
    let error = ClientError::TermsUriTooLong { bytes: 129, most: 128 };
    assert_eq!(refused(Some(&whole), grant(&"u".repeat(129), 3_600)), error);
    assert_eq!(refused(Some(&whole), grant("a\0b", 3_600)), ClientError::TermsUriWithZero);
    let error = ClientError::CuratorFeeAboveCap { fee_bps: 201, cap_bps: 200 };
    assert_eq!(refused(Some(&whole), Action::SetCurator { curator: BEN, fee_bps: 201 }), error);
    let error = ClientError::WrongStatus { status: Status::Auction };
    assert_eq!(propose(&at(Status::Auction, SUPPLY, 0), Some(&whole), &nothing, &rent()), Err(error));
}

fn offered(exclusive: bool) -> License {
    let license::License { fee, term_secs, offered_until, .. } =
        license::License::offer(0, 86_400, exclusive, NOW).unwrap();
    let exclusive = u8::from(exclusive);
    License { licensee: BEN, opener: ANA, fee, term_secs, offered_until, exclusive, ..License::zeroed() }
}

fn shown(license: License, now: i64) -> LicenseView {
    LicenseView::new(CLEO, license, now, 5)
}

#[test]
fn what_excludes_a_licence_is_told_with_its_end() {
    let rights = |licensed_until, exclusive_until| {
        let mut now = at(Status::Active, SUPPLY, 0);
        let Rights { licensed_until, exclusive_until } = Rights { licensed_until, exclusive_until };
        (now.vault.licensed_until, now.vault.exclusive_until) = (licensed_until, exclusive_until);
        now
    };
    let take = |view: &VaultView, exclusive| accept_license(view, &shown(offered(exclusive), NOW), &BEN, &rent());
    let excluded = |by, until| Err(ClientError::LicenseExcluded { by, until });
    let beside = rights(NOW + 9, 0);
    assert_eq!(take(&beside, true), excluded(Exclusion::Any, NOW + 9));
    let quote = take(&beside, false).unwrap();
    assert_eq!((quote.from, quote.until, quote.licensed_until), (NOW, NOW + 86_400, NOW + 86_400));
    assert_eq!((quote.income, quote.accounts.len()), (None, 1), "the account of income is there even without a fee");
    for exclusive in [false, true] {
        assert_eq!(take(&rights(NOW + 99, NOW + 7), exclusive), excluded(Exclusion::Exclusive, NOW + 7));
        assert!(take(&rights(NOW, NOW), exclusive).is_ok());
    }
    assert_eq!((beside.licensed_until(), beside.exclusive_until()), (Some(NOW + 9), None));
    let error = ClientError::NotTheLicensee { licensee: BEN };
    assert_eq!(accept_license(&beside, &shown(offered(false), NOW), &ANA, &rent()), Err(error));
}

#[test]
fn a_licence_is_shown_as_it_is_at_that_second() {
    let state = |license, now| {
        let shown = shown(license, now);
        (shown.state, shown.renewable_from, shown.closable)
    };
    let (offer, end) = (offered(false), NOW + 14 * 86_400);
    assert_eq!(state(offer, end - 1), (LicenseState::Offered { until: end }, None, false));
    assert_eq!(state(offer, end), (LicenseState::Lapsed, None, true));
    assert_eq!(state(License { ended: 1, ..offer }, NOW), (LicenseState::Lapsed, None, true));
    let until = NOW + 2 * 86_400;
    let taken = License { from: NOW, until, ..offer };
    assert_eq!(state(taken, until - 1), (LicenseState::Running { until }, Some(NOW + 86_400), false));
    assert_eq!(state(taken, until), (LicenseState::Over { since: until }, None, true));
    let ended = License { ended: 1, ..taken };
    assert_eq!(state(ended, until - 1), (LicenseState::Running { until }, None, false));
    let now = at(Status::Active, SUPPLY, 0);
    let error = ClientError::LicenseRenewed { renewable_from: NOW + 86_400 };
    assert_eq!(renew_license(&now, &shown(taken, NOW), &BEN, &rent()), Err(error));
    let last = VaultView { now: NOW + 86_400, ..now };
    let quote = renew_license(&last, &shown(taken, last.now), &BEN, &rent()).unwrap();
    assert_eq!((quote.until_before, quote.until), (Some(until), until + 86_400));
    assert_eq!((quote.renewable_from, quote.from), (until, NOW));
}
