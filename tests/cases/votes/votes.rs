//! How votes are counted, and until when.

use {
    crate::stage::{DAY, FORTNIGHT, VOTING, carry, count, make_due, resolve, stake_all, staked, vote_address},
    mosaic_client::{rules::Terms, state::Action},
    mosaic_harness::{Stage, VaultSpec, World, assert_fails, event},
};

#[tokio::test]
async fn t29_the_quorum_is_a_fifth_of_the_supply_to_the_unit() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let ana = world.actor("Ana").await;
    world.distribute(&vault, &[(&ana, 2_000_000_000)]).await;
    // She is all who has staked, and all who votes.
    world.stake(&vault, &ana, 1_999_999_999).await.unwrap();
    let short = carry(&mut world, &vault, &ana, resolve("short")).await;
    world.stake(&vault, &ana, 1).await.unwrap();
    let enough = carry(&mut world, &vault, &ana, resolve("enough")).await;
    assert_eq!(count(&world, &vault, short).await, (1_999_999_999, 0));
    assert_eq!(count(&world, &vault, enough).await, (2_000_000_000, 0));
    make_due(&mut world, &vault, enough).await;
    assert_fails(world.execute(&vault, short).await, "ProposalDefeated");
    world.execute(&vault, enough).await.unwrap();
}

#[tokio::test]
async fn a_tie_fails_and_one_unit_more_carries() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben] = [world.actor("Ana").await, world.actor("Ben").await];
    world.distribute(&vault, &[(&ana, 3_000_000_001), (&ben, 3_000_000_000)]).await;
    world.stake(&vault, &ana, 3_000_000_000).await.unwrap();
    world.stake(&vault, &ben, 3_000_000_000).await.unwrap();
    for number in [0, 1] {
        world.propose(&vault, &ana, resolve("a tie")).await.unwrap();
        world.vote(&vault, &ana, number, true).await.unwrap();
        world.vote(&vault, &ben, number, false).await.unwrap();
    }
    // What she stakes after her vote tops up the vote that she casts again, and no other.
    world.stake(&vault, &ana, 1).await.unwrap();
    assert_eq!(count(&world, &vault, 1).await, (3_000_000_000, 3_000_000_000));
    let records = world.vault(&vault).await.records;
    world.vote(&vault, &ana, 1, true).await.unwrap();
    assert_eq!(world.vault(&vault).await.records, records, "there is no second record");
    assert_eq!(world.vote_of(&vault, &ana, 1).await.unwrap().weight, 3_000_000_001);
    assert_eq!(count(&world, &vault, 1).await, (3_000_000_001, 3_000_000_000));
    assert_eq!(count(&world, &vault, 0).await, (3_000_000_000, 3_000_000_000));
    make_due(&mut world, &vault, 1).await;
    assert_fails(world.execute(&vault, 0).await, "ProposalDefeated");
    world.execute(&vault, 1).await.unwrap();
}

#[tokio::test]
async fn a_threshold_above_one_half_is_exceeded_or_not_to_the_unit() {
    let mut world = World::new().await;
    let terms = Terms { threshold_bps: 6_667, ..VaultSpec::default().terms };
    let vault = world.vault_at(Stage::Active, VaultSpec { terms, ..VaultSpec::default() }).await;
    let [ana, ben] = [world.actor("Ana").await, world.actor("Ben").await];
    let creator = vault.creator.clone();
    world.distribute(&vault, &[(&ana, 6_667_000_000), (&ben, 3_332_999_999)]).await;
    world.stake(&vault, &ana, 6_667_000_000).await.unwrap();
    world.stake(&vault, &ben, 3_332_999_999).await.unwrap();
    world.stake(&vault, &creator, 1).await.unwrap();
    for (number, last) in [(0, false), (1, true)] {
        world.propose(&vault, &ana, resolve("two thirds")).await.unwrap();
        world.vote(&vault, &ana, number, true).await.unwrap();
        world.vote(&vault, &ben, number, false).await.unwrap();
        world.vote(&vault, &creator, number, last).await.unwrap();
    }
    assert_eq!(count(&world, &vault, 0).await, (6_667_000_000, 3_333_000_000));
    make_due(&mut world, &vault, 1).await;
    assert_fails(world.execute(&vault, 0).await, "ProposalDefeated");
    world.execute(&vault, 1).await.unwrap();
}

#[tokio::test]
async fn a_voter_changes_sides_and_withdraws() {
    let mut world = World::new().await;
    let (vault, [ana, ben, _]) = staked(&mut world).await;
    let number = world.propose(&vault, &ben, resolve("sides")).await.unwrap();
    let lamports = world.bank.lamports(&ana.pubkey()).await;
    world.vote(&vault, &ben, number, true).await.unwrap();
    world.vote(&vault, &ana, number, true).await.unwrap();
    let rent = world.bank.lamports(&vote_address(&vault, &ana, number)).await;
    assert_eq!(count(&world, &vault, number).await, (5_100_000_000, 0));
    world.vote(&vault, &ana, number, false).await.unwrap();
    assert_eq!(count(&world, &vault, number).await, (1_100_000_000, 4_000_000_000));
    assert_eq!(world.bank.lamports(&ana.pubkey()).await, lamports - rent, "it is the same record");
    let vote = world.vote_of(&vault, &ana, number).await.unwrap();
    assert_eq!((vote.yes, vote.weight, vote.payer, vote.holder), (0, 4_000_000_000, ana.pubkey(), ana.pubkey()));

    // The vote holds the stake after its own lock; withdrawn, it lets go of it at once.
    world.bank.advance(DAY).await;
    assert_fails(world.unstake(&vault, &ana, 1).await, "StakeLocked");
    let receipt = world.withdraw_vote(&vault, &ana, number).await.unwrap();
    if let Some(withdrawn) = event!(receipt, VoteWithdrawn) {
        assert_eq!((withdrawn.holder, withdrawn.weight, withdrawn.counted), (ana.pubkey(), 4_000_000_000, true));
    }
    assert_eq!(count(&world, &vault, number).await, (1_100_000_000, 0));
    assert_eq!(world.bank.lamports(&ana.pubkey()).await, lamports);
    assert_fails(world.withdraw_vote(&vault, &ana, number).await, "AccountOwnedByWrongProgram");
    world.unstake(&vault, &ana, 1_000_000_000).await.unwrap();
    // Who is back votes with what is left.
    world.vote(&vault, &ana, number, true).await.unwrap();
    assert_eq!(count(&world, &vault, number).await, (4_100_000_000, 0));
    // After the end the record goes, and nothing else.
    make_due(&mut world, &vault, number).await;
    assert_fails(world.vote(&vault, &ana, number, false).await, "VotingOver");
    let receipt = world.withdraw_vote(&vault, &ana, number).await.unwrap();
    if let Some(withdrawn) = event!(receipt, VoteWithdrawn) {
        assert!(!withdrawn.counted);
    }
    assert_eq!(count(&world, &vault, number).await, (4_100_000_000, 0));
    world.unstake(&vault, &ana, 3_000_000_000).await.unwrap();
    world.execute(&vault, number).await.unwrap();
}

#[tokio::test]
async fn t16_each_second_belongs_to_one_phase() {
    let mut world = World::new().await;
    let (vault, [ana, ben, _]) = staked(&mut world).await;
    let start = world.bank.now().await;
    let action = resolve("to the second");
    let number = carry(&mut world, &vault, &ana, action.clone()).await;
    let [vote, execute, close] = [
        vault.vote(&ben.pubkey(), number, true).instruction(),
        vault.execute(number, &action).instruction(),
        vault.close_proposal(number, &ana.pubkey()).instruction(),
    ];
    let (ends_at, executable_at) = (start + VOTING, start + VOTING + DAY);
    let expires_at = executable_at + FORTNIGHT;
    for (at, voting, executing, closing) in [
        (start, Ok(()), Err("VotingNotOver"), Err("ProposalAlive")),
        (ends_at - 1, Ok(()), Err("VotingNotOver"), Err("ProposalAlive")),
        (ends_at, Err("VotingOver"), Err("ProposalDelayed"), Err("ProposalAlive")),
        (executable_at - 1, Err("VotingOver"), Err("ProposalDelayed"), Err("ProposalAlive")),
        (executable_at, Err("VotingOver"), Ok(()), Err("ProposalAlive")),
        (expires_at - 1, Err("VotingOver"), Ok(()), Err("ProposalAlive")),
        (expires_at, Err("VotingOver"), Err("ProposalExpired"), Ok(())),
    ] {
        world.bank.set_clock(at).await;
        for (instruction, signers, expected) in
            [(&vote, vec![&ben], voting), (&execute, vec![], executing), (&close, vec![], closing)]
        {
            let result = world.simulate(instruction, &signers).await;
            let found = result.as_ref().map(|_| ()).map_err(|failure| failure.name.as_deref().unwrap_or("?"));
            assert_eq!(found, expected, "{} s after the proposal", at - start);
        }
    }
}

#[tokio::test]
async fn t32_a_running_vote_is_decided_by_the_terms_it_began_with() {
    let mut world = World::new().await;
    let terms = Terms { delay_secs: 0, voting_secs: 86_400, quorum_bps: 4_000, ..VaultSpec::default().terms };
    let vault = world.vault_at(Stage::Active, VaultSpec { terms, ..VaultSpec::default() }).await;
    let [ana, ben, _] = stake_all(&mut world, &vault).await;
    let first = Action::SetAuctionTerms { auction_secs: 172_800, extension_secs: 60, step_bps: 700 };
    let first = carry(&mut world, &vault, &ana, first).await;
    world.bank.advance(DAY - 1).await;
    let running = carry(&mut world, &vault, &ana, resolve("running")).await;
    let before = world.proposal(&vault, running).await.poll();
    assert_eq!((before.quorum_bps, before.threshold_bps, before.supply), (4_000, 5_000, vault.supply));
    assert_eq!(before.executable_at, before.ends_at, "without a delay it is due at its end");
    world.bank.advance(1).await;
    world.execute(&vault, first).await.unwrap();
    assert_eq!(world.vault(&vault).await.step_bps, 700);
    assert_eq!(world.proposal(&vault, running).await.poll(), before);
    // A change of the stakes after the vote changes nothing either.
    let ended = world.vote_of(&vault, &ana, running).await.unwrap();
    world.stake(&vault, &vault.creator.clone(), 2_400_000_000).await.unwrap();
    assert_eq!((ended.ends_at, ended.weight), (before.ends_at, 4_000_000_000));
    make_due(&mut world, &vault, running).await;
    world.unstake(&vault, &ben, 1_100_000_000).await.unwrap();
    assert_eq!(world.proposal(&vault, running).await.poll(), before);
    world.execute(&vault, running).await.unwrap();
}

#[tokio::test]
async fn t30_a_quorum_that_burning_has_made_unreachable_is_reachable_for_the_next_proposal() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let (ana, creator) = (world.actor("Ana").await, vault.creator.clone());
    world.distribute(&vault, &[(&ana, 1_900_000_000)]).await;
    world.stake(&vault, &ana, 1_900_000_000).await.unwrap();
    let before = carry(&mut world, &vault, &ana, resolve("before")).await;
    world.burn(&vault, &creator, 8_100_000_000).await;
    assert_eq!(world.supply(&vault).await, 1_900_000_000);
    // Hers is every fraction there is, and still no fifth of those that were.
    world.vote(&vault, &ana, before, true).await.unwrap();
    assert_eq!(world.proposal(&vault, before).await.supply, 10_000_000_000);
    let after = carry(&mut world, &vault, &ana, resolve("after")).await;
    assert_eq!(world.proposal(&vault, after).await.supply, 1_900_000_000);
    make_due(&mut world, &vault, after).await;
    assert_fails(world.execute(&vault, before).await, "ProposalDefeated");
    world.close_proposal(&vault, before).await.unwrap();
    world.execute(&vault, after).await.unwrap();
}

#[tokio::test]
async fn t04_votes_of_one_fraction_and_of_as_many_as_there_can_be() {
    let mut world = World::new().await;
    let whole = VaultSpec { supply: 1, decimals: 0, ..VaultSpec::default() };
    let vault = world.vault_at(Stage::Active, whole).await;
    let creator = vault.creator.clone();
    world.stake(&vault, &creator, 1).await.unwrap();
    let number = carry(&mut world, &vault, &creator, resolve("alone")).await;
    make_due(&mut world, &vault, number).await;
    world.execute(&vault, number).await.unwrap();

    let most = VaultSpec { id: 2, supply: u64::MAX, decimals: 9, ..VaultSpec::default() };
    let vault = world.vault_at(Stage::Active, most).await;
    let [ana, ben] = [world.actor("Ana").await, world.actor("Ben").await];
    let half = u64::MAX / 2;
    world.distribute(&vault, &[(&ana, half + 1), (&ben, half)]).await;
    world.stake(&vault, &ana, half).await.unwrap();
    world.stake(&vault, &ben, half).await.unwrap();
    for number in [0, 1] {
        world.propose(&vault, &ana, resolve("half of them")).await.unwrap();
        world.vote(&vault, &ana, number, true).await.unwrap();
        world.vote(&vault, &ben, number, false).await.unwrap();
    }
    world.stake(&vault, &ana, 1).await.unwrap();
    world.vote(&vault, &ana, 1, true).await.unwrap();
    assert_eq!(count(&world, &vault, 1).await, (half + 1, half));
    make_due(&mut world, &vault, 1).await;
    assert_fails(world.execute(&vault, 0).await, "ProposalDefeated");
    world.execute(&vault, 1).await.unwrap();
}
