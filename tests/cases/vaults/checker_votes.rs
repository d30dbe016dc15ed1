//! The checks that follow every transaction do notice what is broken in proposals, votes and what they decide.

use {
    crate::{
        checker_case::{Case, STRANGER, Tamper, assert_noticed_between, assert_noticed_in},
        common::{DAY, carry, grant, resolve},
    },
    anchor_lang::prelude::Pubkey,
    mosaic_audit::check,
    mosaic_client::{
        pda,
        state::{Action, Proposal, Stake, Vote},
    },
    mosaic_harness::{Stage, VaultCookie, World, invariants::Checker},
};

fn proposal_of(case: &Case, number: u64) -> Pubkey {
    pda::proposal(&case.vault.address, number)
}

fn vote_of(case: &Case, holder: Pubkey, number: u64) -> Pubkey {
    pda::vote(&proposal_of(case, number), &holder)
}

fn change_proposal(case: &mut Case, change: impl FnOnce(&mut Proposal)) {
    case.accounts.change(&proposal_of(case, 0), change);
}

fn change_vote(case: &mut Case, holder: Pubkey, change: impl FnOnce(&mut Vote)) {
    case.accounts.change(&vote_of(case, holder, 0), change);
}

/// Ana (40 %) and Ben (11 %) have staked and voted on Ana's proposal, for and against; the locks of their stakes are over.
/// Cleo (25 %) has staked only.
async fn voting(world: &mut World) -> VaultCookie {
    let vault = world.at(Stage::Active).await;
    let holders = world.spread(&vault).await;
    for (holder, bps) in holders.iter().zip([4_000, 1_100, 2_500]) {
        world.stake(&vault, holder, vault.part(bps)).await.unwrap();
    }
    world.bank.advance(DAY).await;
    let [ana, ben, _] = &holders;
    let number = carry(world, &vault, ana, resolve()).await;
    world.vote(&vault, ben, number, false).await.unwrap();
    vault
}

pub async fn voted() -> Case {
    let mut world = World::new().await;
    let vault = voting(&mut world).await;
    Case::of(&mut world, &vault).await
}

/// Takes the vote of Ben out, with everything that follows from it.
fn withdraw(case: &mut Case) {
    let vote: Vote = case.accounts.get(&vote_of(case, case.ben, 0));
    case.remove(vote_of(case, case.ben, 0));
    change_proposal(case, |proposal| proposal.no -= vote.weight);
    case.stake(case.ben, |stake| stake.votes = [0; 9]);
    case.vault(|vault| (vault.records, vault.events) = (vault.records - 1, vault.events + 1));
}

/// Takes fractions out of a stake that asks nothing.
fn unstake(case: &mut Case, holder: Pubkey, amount: u64) {
    case.stake(holder, |stake| stake.amount -= amount);
    case.pool(|pool| pool.staked -= amount);
    case.staked_fractions(|staked| staked.amount -= amount);
    case.token(case.vault.fraction_account(&holder), |token| token.amount += amount);
    let now = case.now();
    case.pool(|pool| pool.updated_at = now);
    case.vault(|vault| vault.events += 1);
}

#[tokio::test]
async fn inv_10_notices_every_vote_that_is_not_of_a_stake_that_stays() {
    assert_noticed_in(
        &voted().await,
        "INV-10",
        &[
            |case| change_proposal(case, |proposal| proposal.yes += 1),
            |case| change_proposal(case, |proposal| proposal.yes -= 1),
            |case| change_proposal(case, |proposal| proposal.no += 1),
            |case| change_proposal(case, |proposal| (proposal.yes, proposal.no) = (proposal.no, proposal.yes)),
            |case| change_proposal(case, |proposal| proposal.supply = proposal.yes + proposal.no - 1),
            |case| change_proposal(case, |proposal| proposal.executed = 2),
            |case| change_vote(case, case.ana, |vote| vote.yes = 0),
            |case| change_vote(case, case.ana, |vote| vote.yes = 2),
            |case| change_vote(case, case.ana, |vote| vote.ends_at += 1),
            |case| {
                // Counted all right, but not what is staked.
                change_vote(case, case.ana, |vote| vote.weight += 1);
                change_proposal(case, |proposal| proposal.yes += 1);
            },
            |case| {
                change_vote(case, case.ben, |vote| vote.weight = 0);
                change_proposal(case, |proposal| proposal.no = 0);
            },
            |case| unstake(case, case.ben, 1),
            |case| case.stake(case.ana, |stake| stake.votes = [0; 9]),
            |case| case.stake(case.ana, |stake| stake.votes[0] += 1),
            |case| case.stake(case.ana, |stake| stake.votes[1] = stake.votes[0]),
            // Locked by a vote that there is not.
            |case| {
                let stake: Stake = case.accounts.get(&pda::stake(&case.vault.address, &case.ana));
                case.stake(case.cleo, |cleo| cleo.votes = stake.votes);
            },
            |case| case.relocate(proposal_of(case, 0)),
            |case| case.relocate(vote_of(case, case.ana, 0)),
            |case| case.vault(|vault| vault.proposals = 0),
            |case| {
                case.remove(proposal_of(case, 0));
                case.vault(|vault| vault.records -= 1);
            },
        ],
    );
}

#[tokio::test]
async fn inv_12_notices_records_that_would_keep_a_vault_open() {
    assert_noticed_in(
        &voted().await,
        "INV-12",
        &[
            |case| case.vault(|vault| vault.records += 1),
            |case| case.vault(|vault| vault.records -= 1),
            |case| case.remove(vote_of(case, case.ben, 0)),
            |case| case.remove(proposal_of(case, 0)),
        ],
    );
    // Left by a vault that is gone.
    let mut case = voted().await;
    let vault = case.vault.address;
    let stakes = [case.ana, case.ben, case.cleo].map(|holder| pda::stake(&vault, &holder));
    let asset = pda::asset(&vault, &case.vault.nfts[0].mint);
    for address in stakes.into_iter().chain([vault, asset, pda::pool(&vault)]) {
        case.remove(address);
    }
    let complaint = check(&case.accounts.list()).unwrap_err().to_string();
    assert!(complaint.starts_with("INV-12: "), "{complaint}");
}

#[tokio::test]
async fn t32_inv_10_notices_whatever_changes_in_a_proposal() {
    let case = voted().await;
    let vote_later = |case: &mut Case| {
        let later = |ends_at: &mut i64| *ends_at += DAY;
        change_proposal(case, |proposal| later(&mut proposal.ends_at));
        for holder in [case.ana, case.ben] {
            change_vote(case, holder, |vote| later(&mut vote.ends_at));
            case.stake(holder, |stake| later(&mut stake.votes[0]));
        }
    };
    let later: Tamper = vote_later;
    assert_noticed_between(
        &case,
        &case,
        "INV-10",
        &[
            (|_| (), |case| change_proposal(case, |proposal| proposal.supply -= 1)),
            (|_| (), |case| change_proposal(case, |proposal| proposal.quorum_bps -= 1)),
            (|_| (), |case| change_proposal(case, |proposal| proposal.threshold_bps += 1)),
            (|_| (), |case| change_proposal(case, |proposal| proposal.executable_at -= 1)),
            (|_| (), |case| change_proposal(case, |proposal| proposal.expires_at += 1)),
            (|_| (), |case| change_proposal(case, |proposal| proposal.proposer = STRANGER)),
            (|_| (), |case| change_proposal(case, |proposal| proposal.hash = [1; 32])),
            (|_| (), |case| change_proposal(case, |proposal| proposal.uri.bytes[0] += 1)),
            (|_| (), |case| change_proposal(case, |proposal| proposal.kind = 2)),
            (|_| (), |case| change_proposal(case, |proposal| proposal.executed = 1)),
            (|_| (), later),
            (|_| (), |case| change_vote(case, case.ben, |vote| vote.payer = STRANGER)),
            // More proposals than instructions.
            (|_| (), |case| case.vault(|vault| vault.proposals += 1)),
            (|case| case.vault(|vault| vault.proposals += 1), |_| ()),
        ],
    );
}

#[tokio::test]
async fn inv_10_notices_a_stake_that_leaves_before_its_vote_ends() {
    let case = voted().await;
    assert_noticed_between(
        &case,
        &case,
        "INV-10",
        &[
            // The vote goes with it, in one instruction.
            (
                |_| (),
                |case| {
                    withdraw(case);
                    unstake(case, case.ben, 1);
                    case.vault(|vault| vault.events -= 1);
                },
            ),
            // Part of the stake goes, and the vote is made to fit.
            (
                |_| (),
                |case| {
                    unstake(case, case.ben, 5);
                    change_vote(case, case.ben, |vote| vote.weight -= 5);
                    change_proposal(case, |proposal| proposal.no -= 5);
                },
            ),
        ],
    );
    let checker = Checker::default();
    checker.check(&case.accounts.list()).unwrap();
    let mut free = case;
    withdraw(&mut free);
    checker.check(&free.accounts.list()).unwrap();
    let ben = free.ben;
    unstake(&mut free, ben, 1);
    checker.check(&free.accounts.list()).unwrap();
}

#[tokio::test]
async fn inv_10_notices_votes_that_change_after_their_end_or_are_cast_otherwise() {
    let mut world = World::new().await;
    let vault = voting(&mut world).await;
    let cleo = world.actor("Cleo").await;
    let before = Case::of(&mut world, &vault).await;
    world.vote(&vault, &cleo, 0, true).await.unwrap();
    let after = Case::of(&mut world, &vault).await;
    fn weigh_less(case: &mut Case) {
        change_vote(case, case.cleo, |vote| vote.weight -= 1);
        change_proposal(case, |proposal| proposal.yes -= 1);
    }
    assert_noticed_between(&before, &after, "INV-10", &[(|_| (), weigh_less)]);

    world.bank.advance(3 * DAY).await;
    // Anything that names the clock.
    world.give_fractions(&vault, &vault.creator.clone(), &cleo.pubkey(), 1).await;
    let ended = Case::of(&mut world, &vault).await;
    assert_noticed_between(
        &ended,
        &ended,
        "INV-10",
        &[
            (|_| (), |case| change_proposal(case, |proposal| proposal.yes -= 1)),
            (|_| (), |case| change_vote(case, case.cleo, |vote| vote.weight -= 1)),
            (|_| (), |case| change_vote(case, case.cleo, |vote| vote.yes = 0)),
            (
                |_| (),
                |case| {
                    // It has passed and could be executed.
                    case.remove(proposal_of(case, 0));
                    case.vault(|vault| (vault.records, vault.events) = (vault.records - 1, vault.events + 1));
                },
            ),
            // Too early by a day
            (|_| (), |case| change_proposal(case, |proposal| proposal.executed = 1)),
        ],
    );
}

#[tokio::test]
async fn inv_10_notices_proposals_made_by_other_terms() {
    let mut world = World::new().await;
    let vault = voting(&mut world).await;
    let cleo = world.actor("Cleo").await;
    let before = Case::of(&mut world, &vault).await;
    world.propose(&vault, &cleo, resolve()).await.unwrap();
    let after = Case::of(&mut world, &vault).await;
    fn change(case: &mut Case, change: impl FnOnce(&mut Proposal)) {
        case.accounts.change(&proposal_of(case, 1), change);
    }
    assert_noticed_between(
        &before,
        &after,
        "INV-10",
        &[
            (|_| (), |case| change(case, |proposal| proposal.supply -= 1)),
            (|_| (), |case| change(case, |proposal| proposal.quorum_bps += 1)),
            (|_| (), |case| change(case, |proposal| proposal.threshold_bps += 1)),
            (|_| (), |case| change(case, |proposal| proposal.ends_at += 1)),
            (|_| (), |case| change(case, |proposal| proposal.executable_at += 1)),
            (|_| (), |case| change(case, |proposal| proposal.expires_at += 1)),
            (|_| (), |case| change(case, |proposal| proposal.executed = 1)),
            (|_| (), |case| change(case, |proposal| proposal.proposer = STRANGER)),
            // A number that was used before.
            (|case| case.vault(|vault| vault.proposals += 1), |_| ()),
        ],
    );
}

#[tokio::test]
async fn inv_10_notices_what_is_done_otherwise_than_decided() {
    let mut world = World::new().await;
    let vault = voting(&mut world).await;
    let (ana, dan) = (world.actor("Ana").await, world.actor("Dan").await);
    let terms = Action::SetAuctionTerms { auction_secs: 86_400, extension_secs: 3_600, step_bps: 1_000 };
    carry(&mut world, &vault, &ana, terms).await;
    carry(&mut world, &vault, &ana, Action::SetCurator { curator: dan.pubkey(), fee_bps: 100 }).await;
    carry(&mut world, &vault, &ana, grant(&dan, 0, DAY, false)).await;
    world.bank.advance(4 * DAY).await;
    let mut cases = Vec::new();
    for number in 1..=3 {
        cases.push(Case::of(&mut world, &vault).await);
        world.execute(&vault, number).await.unwrap();
    }
    cases.push(Case::of(&mut world, &vault).await);
    let undone: [Tamper; 3] = [
        |case| case.vault(|vault| vault.step_bps = 500),
        |case| case.vault(|vault| (vault.curator, vault.curator_fee_bps) = (STRANGER, 200)),
        |case| case.remove(pda::license(&case.vault.address, 3)),
    ];
    let undecided: [Tamper; 3] = [
        |case| case.accounts.change::<Proposal>(&proposal_of(case, 1), |proposal| proposal.executed = 0),
        |case| case.accounts.change::<Proposal>(&proposal_of(case, 2), |proposal| proposal.executed = 0),
        |case| case.accounts.change::<Proposal>(&proposal_of(case, 3), |proposal| proposal.executed = 0),
    ];
    for (pair, (undone, undecided)) in cases.windows(2).zip(undone.into_iter().zip(undecided)) {
        assert_noticed_between(&pair[0], &pair[1], "INV-10", &[(|_| (), undone), (|_| (), undecided)]);
    }
    let last = &cases[3];
    assert_noticed_between(
        last,
        last,
        "INV-10",
        &[
            (|_| (), |case| case.vault(|vault| vault.curator = STRANGER)),
            (|_| (), |case| case.vault(|vault| vault.curator_fee_bps -= 1)),
            // A curator who raises its fee, names another, or names another with a lower one.
            (|_| (), |case| case.vault(|vault| (vault.curator_fee_bps, vault.events) = (101, vault.events + 1))),
            (|_| (), |case| case.vault(|vault| (vault.curator, vault.events) = (STRANGER, vault.events + 1))),
            (
                |_| (),
                |case| {
                    case.vault(|vault| {
                        (vault.curator, vault.curator_fee_bps, vault.events) = (STRANGER, 99, vault.events + 1);
                    });
                },
            ),
            (|_| (), |case| case.vault(|vault| vault.auction_secs += 1)),
            (|_| (), |case| case.vault(|vault| vault.extension_secs += 1)),
            // Executed once, and once again.
            (|_| (), |case| case.accounts.change::<Proposal>(&proposal_of(case, 1), |proposal| proposal.executed = 0)),
        ],
    );
    assert_noticed_between(
        last,
        last,
        "INV-11",
        &[
            (|_| (), |case| case.vault(|vault| vault.quorum_bps -= 1)),
            (|_| (), |case| case.vault(|vault| vault.threshold_bps += 1)),
            (|_| (), |case| case.vault(|vault| vault.voting_secs += 1)),
            (|_| (), |case| case.vault(|vault| vault.delay_secs -= 1)),
            (|_| (), |case| case.vault(|vault| vault.proposal_stake_bps -= 1)),
            (|_| (), |case| case.vault(|vault| vault.veto_bps -= 1)),
            (|_| (), |case| case.vault(|vault| vault.offer_window_secs -= 1)),
            (|_| (), |case| case.vault(|vault| vault.curator_fee_cap_bps += 1)),
        ],
    );
}
