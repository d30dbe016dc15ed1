//! Voting twice, with borrowed fractions, for somebody else, with dust.

use {
    crate::stage::{DAY, carry, count, grant, make_due, resolve, staked, vote_address},
    anchor_lang::solana_program::instruction::Instruction,
    anchor_spl::token::spl_token,
    mosaic_client::{
        instructions::{Vote, WithdrawVote},
        pda,
    },
    mosaic_harness::{Actor, Stage, VaultCookie, VaultSpec, World, assert_fails},
    std::slice,
};

/// Moves fractions by a plain token transfer, as part of a transaction.
fn transfer(vault: &VaultCookie, from: &Actor, to: &Actor, amount: u64) -> Instruction {
    let (source, there) = (vault.fraction_account(&from.pubkey()), vault.fraction_account(&to.pubkey()));
    spl_token::instruction::transfer(&spl_token::ID, &source, &there, &from.pubkey(), &[], amount).unwrap()
}

#[tokio::test]
async fn t27_a_fraction_votes_once_wherever_it_is_moved_to() {
    let mut world = World::new().await;
    let (vault, [ana, ben, _]) = staked(&mut world).await;
    let eve = world.actor("Eve").await;
    world.bank.create_ata(&eve.pubkey(), &vault.fraction_mint).await;
    let number = carry(&mut world, &vault, &ana, resolve("once")).await;
    let to_eve = [
        vault.unstake(&ana.pubkey(), 4_000_000_000).instruction(),
        transfer(&vault, &ana, &eve, 4_000_000_000),
        vault.stake(&eve.pubkey(), 4_000_000_000).instruction(),
        vault.vote(&eve.pubkey(), number, true).instruction(),
    ];
    // At once, after the lock of the stake, in the last second.
    let ends_at = world.proposal(&vault, number).await.ends_at;
    for at in [world.bank.now().await, world.bank.now().await + DAY, ends_at - 1] {
        world.bank.set_clock(at).await;
        let failure = assert_fails(world.send(&to_eve, &[&ana, &eve]).await, "StakeLocked");
        assert_eq!(failure.instruction_index, Some(1));
    }
    // Without her vote they may go, and vote as Eve's: once.
    let mut moved = vec![vault.withdraw_vote(&ana.pubkey(), number).instruction()];
    moved.extend_from_slice(&to_eve);
    world.send(&moved, &[&ana, &eve]).await.unwrap();
    assert_eq!(count(&world, &vault, number).await, (4_000_000_000, 0));
    assert!(world.vote_of(&vault, &ana, number).await.is_none());
    // From the end on they are free, and the vote is over.
    world.bank.set_clock(ends_at + DAY).await;
    let back = [
        vault.unstake(&eve.pubkey(), 4_000_000_000).instruction(),
        transfer(&vault, &eve, &ana, 4_000_000_000),
        vault.stake(&ana.pubkey(), 4_000_000_000).instruction(),
        vault.vote(&ana.pubkey(), number, true).instruction(),
    ];
    let failure = assert_fails(world.send(&back, &[&ana, &eve]).await, "VotingOver");
    assert_eq!(failure.instruction_index, Some(4));
    world.send(&back[..3], &[&ana, &eve]).await.unwrap();
    assert_fails(world.vote(&vault, &ben, number, true).await, "VotingOver");
}

#[tokio::test]
async fn inv_10_not_even_an_auction_frees_a_stake_before_its_vote_ends() {
    let mut world = World::new().await;
    let (vault, [ana, ben, cleo]) = staked(&mut world).await;
    world.bank.advance(2 * DAY).await;
    let number = carry(&mut world, &vault, &ana, resolve("during the auction")).await;
    let dan = world.actor("Dan").await;
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    world.bank.advance(3_600).await;
    world.unstake(&vault, &cleo, 2_500_000_000).await.unwrap();
    // Votes go on, and hold what they are cast with; withdrawn, they let it go to bid.
    world.vote(&vault, &ben, number, false).await.unwrap();
    for voter in [&ana, &ben] {
        assert_fails(world.unstake(&vault, voter, 1).await, "StakeLocked");
    }
    world.withdraw_vote(&vault, &ana, number).await.unwrap();
    world.unstake(&vault, &ana, 4_000_000_000).await.unwrap();
    world.bid(&vault, &ana, 1_050_000_000, 4_000_000_000).await.unwrap();
    assert_eq!(count(&world, &vault, number).await, (0, 1_100_000_000));
    // The sale ends it all.
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    world.unstake(&vault, &ben, 1_100_000_000).await.unwrap();
}

#[tokio::test]
async fn t28_borrowed_fractions_do_not_propose_vote_and_leave_in_one_transaction() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let (lender, eve) = (vault.creator.clone(), world.actor("Eve").await);
    world.send(&[vault.open_staking().instruction()], &[]).await.unwrap();
    world.bank.create_ata(&eve.pubkey(), &vault.fraction_mint).await;
    let (before, borrowed) = (world.vault(&vault).await.events, 6_000_000_000);
    let take = [transfer(&vault, &lender, &eve, borrowed), vault.stake(&eve.pubkey(), borrowed).instruction()];
    let propose = vault.propose(&eve.pubkey(), 0, resolve("all to me")).instruction();
    let vote = vault.vote(&eve.pubkey(), 0, true).instruction();
    let withdraw = vault.withdraw_vote(&eve.pubkey(), 0).instruction();
    let give = [vault.unstake(&eve.pubkey(), borrowed).instruction(), transfer(&vault, &eve, &lender, borrowed)];
    for between in [vec![propose.clone()], vec![propose.clone(), vote.clone()], vec![propose, vote, withdraw]] {
        let loan = [&take[..], &between[..], &give[..]].concat();
        let failure = assert_fails(world.send(&loan, &[&lender, &eve]).await, "StakeLocked");
        // Behind the limit of compute units and the two that take.
        assert_eq!(failure.instruction_index, Some(3 + u8::try_from(between.len()).unwrap()));
    }
    let state = world.vault(&vault).await;
    assert_eq!((state.events, state.proposals, state.records), (before, 0, 0));
    assert_eq!(world.fractions_of(&vault, &lender).await, 10_000_000_000);
}

#[tokio::test]
async fn t31_there_is_one_record_for_each_voter_and_proposal() {
    let mut world = World::new().await;
    let (vault, [ana, ben, cleo]) = staked(&mut world).await;
    let first = carry(&mut world, &vault, &ana, resolve("first")).await;
    let second = world.propose(&vault, &ana, resolve("second")).await.unwrap();
    world.vote(&vault, &ben, first, true).await.unwrap();
    // With the record of another voter, of another proposal, at an address of her own choice.
    let own = world.bank.new_keypair();
    for (number, record, error) in [
        (first, vote_address(&vault, &ben, first), "VoteOfAnotherHolder"),
        (second, vote_address(&vault, &ana, first), "VoteOfAnotherProposal"),
        (first, vote_address(&vault, &cleo, first), "WrongVoteAddress"),
        (second, vote_address(&vault, &ben, second), "WrongVoteAddress"),
        (first, solana_signer::Signer::pubkey(&own), "WrongVoteAddress"),
        (first, pda::stake(&vault.address, &ana.pubkey()), "WrongVoteAddress"),
    ] {
        let mut vote = vault.vote(&ana.pubkey(), number, true).instruction();
        vote.accounts[4].pubkey = record;
        assert_fails(world.send(&[vote], &[&ana]).await, error);
    }
    // With the stake of another.
    let mut vote = vault.vote(&ana.pubkey(), second, true).instruction();
    vote.accounts[3].pubkey = pda::stake(&vault.address, &ben.pubkey());
    assert_fails(world.send(&[vote], &[&ana]).await, "NotTheHolderOrDelegate");
    // In a proposal of another vault, whose stake she has not.
    let other = world.vault_at(Stage::Active, VaultSpec { id: 2, ..VaultSpec::default() }).await;
    let creator = other.creator.clone();
    world.stake(&other, &creator, 1_000_000_000).await.unwrap();
    let foreign = world.propose(&other, &creator, resolve("elsewhere")).await.unwrap();
    let mut vote = other.vote(&ana.pubkey(), foreign, true).instruction();
    vote.accounts[3].pubkey = pda::stake(&vault.address, &ana.pubkey());
    assert_fails(world.send(&[vote.clone()], &[&ana]).await, "StakeOfAnotherVault");
    vote.accounts[1].pubkey = vault.address;
    assert_fails(world.send(&[vote], &[&ana]).await, "ProposalOfAnotherVault");

    // What she buys counts when she has staked it and votes again; her second account is not a second voter.
    world.give_fractions(&vault, &creator, &ana.pubkey(), 1_000_000_000).await;
    world.vote(&vault, &ana, first, true).await.unwrap();
    assert_eq!(count(&world, &vault, first).await, (5_100_000_000, 0));
    world.stake(&vault, &ana, 1_000_000_000).await.unwrap();
    world.vote(&vault, &ana, first, true).await.unwrap();
    assert_eq!(count(&world, &vault, first).await, (6_100_000_000, 0));
    assert_eq!(count(&world, &vault, second).await, (0, 0));
}

#[tokio::test]
async fn t35_a_delegate_votes_and_takes_nothing() {
    let mut world = World::new().await;
    let (vault, [ana, ben, _]) = staked(&mut world).await;
    let (eve, mal) = (world.actor("Eve").await, world.actor("Mal").await);
    world.bank.create_ata(&eve.pubkey(), &vault.fraction_mint).await;
    let number = world.propose(&vault, &ben, resolve("by proxy")).await.unwrap();
    let vote = Vote { authority: eve.pubkey(), ..vault.vote(&ana.pubkey(), number, true) };
    let withdraw =
        WithdrawVote { authority: eve.pubkey(), payer: eve.pubkey(), ..vault.withdraw_vote(&ana.pubkey(), number) };
    let lamports = world.bank.lamports(&eve.pubkey()).await;
    assert_fails(world.send(&[vote.instruction()], &[&eve]).await, "NotTheHolderOrDelegate");
    world.delegate(&vault, &ana, Some(eve.pubkey())).await.unwrap();
    world.send(&[vote.instruction()], &[&eve]).await.unwrap();
    assert_eq!(count(&world, &vault, number).await, (4_000_000_000, 0));
    let record = world.vote_of(&vault, &ana, number).await.unwrap();
    assert_eq!((record.holder, record.payer), (ana.pubkey(), eve.pubkey()));
    world.send(&[withdraw.instruction()], &[&eve]).await.unwrap();
    assert_eq!(world.bank.lamports(&eve.pubkey()).await, lamports);
    world.send(&[vote.instruction()], &[&eve]).await.unwrap();

    // Nothing else is hers to do with that stake: put in as her own, it is refused.
    let stake = pda::stake(&vault.address, &ana.pubkey());
    let mut propose = vault.propose(&eve.pubkey(), 1, resolve("her own")).instruction();
    let mut unstake = vault.unstake(&eve.pubkey(), 1).instruction();
    let mut name = vault.set_delegate(&eve.pubkey(), Some(mal.pubkey())).instruction();
    for instruction in [&mut propose, &mut unstake, &mut name] {
        let own = pda::stake(&vault.address, &eve.pubkey());
        instruction.accounts.iter_mut().find(|account| account.pubkey == own).unwrap().pubkey = stake;
        assert_fails(world.send(slice::from_ref(instruction), &[&eve]).await, "StakeOfAnotherHolder");
    }
    let strangers = Vote { authority: mal.pubkey(), ..vault.vote(&ana.pubkey(), number, false) };
    assert_fails(world.send(&[strangers.instruction()], &[&mal]).await, "NotTheHolderOrDelegate");
    let strangers = WithdrawVote { authority: mal.pubkey(), ..withdraw };
    assert_fails(world.send(&[strangers.instruction()], &[&mal]).await, "NotTheHolderOrDelegate");

    // The holder has the last word, and takes the name back; the delegate gets its rent back whoever withdraws.
    world.vote(&vault, &ana, number, false).await.unwrap();
    assert_eq!(count(&world, &vault, number).await, (0, 4_000_000_000));
    world.delegate(&vault, &ana, None).await.unwrap();
    assert_fails(world.send(&[vote.instruction()], &[&eve]).await, "NotTheHolderOrDelegate");
    assert_fails(world.send(&[withdraw.instruction()], &[&eve]).await, "NotTheHolderOrDelegate");
    assert_fails(world.withdraw_vote(&vault, &ana, number).await, "WrongVotePayer");
    let by_ana = WithdrawVote { authority: ana.pubkey(), ..withdraw };
    world.send(&[by_ana.instruction()], &[&ana]).await.unwrap();
    assert_eq!(count(&world, &vault, number).await, (0, 0));
    assert_eq!(world.bank.lamports(&eve.pubkey()).await, lamports);
}

#[tokio::test]
async fn t36_dust_does_not_propose_and_counts_for_what_it_is() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, mal] = [world.actor("Ana").await, world.actor("Mal").await];
    world.distribute(&vault, &[(&ana, 2_000_000_000), (&mal, 100_000_000)]).await;
    world.stake(&vault, &ana, 1_999_999_999).await.unwrap();
    world.stake(&vault, &mal, 99_999_999).await.unwrap();
    let propose = vault.propose(&mal.pubkey(), 0, resolve("dust"));
    assert_fails(world.send(&[propose.instruction()], &[&mal]).await, "StakeBelowProposal");
    world.bank.advance(DAY).await;
    world.unstake(&vault, &mal, 99_999_998).await.unwrap();
    let number = carry(&mut world, &vault, &ana, resolve("a unit decides")).await;
    assert_eq!(count(&world, &vault, number).await, (1_999_999_999, 0));
    world.vote(&vault, &mal, number, false).await.unwrap();
    make_due(&mut world, &vault, number).await;
    // A unit against it brings the quorum about, and nothing more.
    world.execute(&vault, number).await.unwrap();
    // One per cent to the unit proposes; without a stake nobody votes or proposes.
    world.stake(&vault, &mal, 99_999_999).await.unwrap();
    world.propose(&vault, &mal, resolve("one per cent")).await.unwrap();
    let nobody = world.actor("nobody").await;
    let mut propose = vault.propose(&nobody.pubkey(), 2, resolve("nobody"));
    assert_fails(world.send(&[propose.instruction()], &[&nobody]).await, "AccountOwnedByWrongProgram");
    assert_fails(world.vote(&vault, &nobody, 1, true).await, "AccountOwnedByWrongProgram");
    propose.number = 1;
    propose.proposer = ana.pubkey();
    assert_fails(world.send(&[propose.instruction()], &[&ana]).await, "WrongProposalAddress");
}

/// Whoever opens many proposals does not thin out those who are against all of them.
#[tokio::test]
async fn t09_decoys_keep_no_stake_from_voting_on_everything() {
    let mut world = World::new().await;
    let (vault, [ana, ben, cleo]) = staked(&mut world).await;
    // Cleo has a quarter, more than the quorum, and proposes the same twelve times.
    let mut numbers = Vec::new();
    for fee in 1..=12 {
        let number = world.propose(&vault, &cleo, grant(&cleo, fee, 3_650 * DAY, true)).await.unwrap();
        world.vote(&vault, &cleo, number, true).await.unwrap();
        numbers.push(number);
    }
    for number in &numbers {
        world.vote(&vault, &ana, *number, false).await.unwrap();
        world.vote(&vault, &ben, *number, false).await.unwrap();
        assert_eq!(count(&world, &vault, *number).await, (2_500_000_000, 5_100_000_000));
    }
    assert_fails(world.unstake(&vault, &ana, 1).await, "StakeLocked");
    let last = world.proposal(&vault, numbers[11]).await;
    let (ends_at, executable_at) = (last.ends_at, last.executable_at);
    world.bank.set_clock(ends_at - 1).await;
    assert_fails(world.unstake(&vault, &ana, 1).await, "StakeLocked");
    world.bank.set_clock(executable_at).await;
    for number in numbers {
        assert_fails(world.execute(&vault, number).await, "ProposalDefeated");
    }
    world.unstake(&vault, &ana, 4_000_000_000).await.unwrap();
}

#[tokio::test]
async fn eight_votes_are_left_one_by_one_and_further_ones_together() {
    let mut world = World::new().await;
    let (vault, [ana, ..]) = staked(&mut world).await;
    for _ in 0..8 {
        carry(&mut world, &vault, &ana, resolve("one of many")).await;
    }
    world.bank.advance(DAY).await;
    let ninth = carry(&mut world, &vault, &ana, resolve("one more")).await;
    let ends_at = world.proposal(&vault, ninth).await.ends_at;
    // All of the others withdrawn, and the ninth too: its end was noted with room for more, and stays.
    for number in 0..=ninth {
        world.withdraw_vote(&vault, &ana, number).await.unwrap();
    }
    world.bank.set_clock(ends_at - 1).await;
    assert_fails(world.unstake(&vault, &ana, 1).await, "StakeLocked");
    world.bank.set_clock(ends_at).await;
    world.unstake(&vault, &ana, 1).await.unwrap();
}
