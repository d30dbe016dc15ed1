//! From a vault with proposals, votes and licences to nothing.

use {
    crate::stage::{
        DAY, FORTNIGHT, carry, clear, close, grant, lamports_of, leave, make_due, pay_out, resolve, sell, stake_all,
        staked,
    },
    mosaic_client::instructions::{CloseLicense, ExecuteProposal, Vote, WithdrawVote},
    mosaic_harness::{Stage, World, assert_fails, event},
};

/// Rent of a mint of the classic token program, which nobody can close.
const MINT_RENT: u64 = 1_461_600;

#[tokio::test]
async fn inv_12_a_sold_vault_returns_the_rent_of_every_proposal_vote_and_licence() {
    let mut world = World::new().await;
    let people = [
        world.actor("creator").await,
        world.actor("Ana").await,
        world.actor("Ben").await,
        world.actor("Cleo").await,
        world.actor("Dan").await,
        world.actor("Eve").await,
        world.actor("tenant").await,
    ];
    let [creator, ana, ben, cleo, dan, eve, tenant] = &people;
    let everybody = people.iter().collect::<Vec<_>>();
    let mut before = lamports_of(&world, &everybody).await;
    let vault = world.at(Stage::Active).await;
    stake_all(&mut world, &vault).await;
    // Eve votes for Ben and executes what was decided.
    world.delegate(&vault, ben, Some(eve.pubkey())).await.unwrap();
    let granted = carry(&mut world, &vault, ana, grant(tenant, 0, 30 * DAY, false)).await;
    let defeated = world.propose(&vault, cleo, resolve("defeated")).await.unwrap();
    for (number, yes) in [(granted, true), (defeated, false)] {
        let vote = Vote { authority: eve.pubkey(), ..vault.vote(&ben.pubkey(), number, yes) };
        world.send(&[vote.instruction()], &[eve]).await.unwrap();
    }
    make_due(&mut world, &vault, granted).await;
    let action = world.proposal(&vault, granted).await.action().unwrap();
    let execute = ExecuteProposal { executor: eve.pubkey(), ..vault.execute(granted, &action) };
    world.send(&[execute.instruction()], &[eve]).await.unwrap();
    let running = carry(&mut world, &vault, ana, resolve("still running at the sale")).await;
    world.vote(&vault, cleo, running, true).await.unwrap();

    let bid = {
        let mut bid = vault.place_bid(&dan.pubkey(), 1_000_000_000, 0);
        bid.fraction_account = None;
        bid
    };
    world.send(&[bid.instruction()], &[dan]).await.unwrap();
    world.bank.advance(3 * DAY).await;
    world.settle(&vault).await.unwrap();
    assert_fails(world.vote(&vault, ben, running, false).await, "WrongStatus");
    for holder in [ana, ben, cleo] {
        leave(&mut world, &vault, holder).await;
    }
    pay_out(&mut world, &vault, &[dan], &[ana, ben, cleo, creator]).await;
    world.close_staking(&vault).await.unwrap();

    // A proposal each, and votes of Ana's, Ben's, Ben's, Ana's and Cleo's; in any order, as long as none is left.
    assert_eq!(world.vault(&vault).await.records, 3 + 5);
    assert_fails(world.close(&vault).await, "RecordsStillOpen");
    world.close_proposal(&vault, running).await.unwrap();
    world.withdraw_vote(&vault, ana, running).await.unwrap();
    let closes = [(ana, granted, ana), (ben, granted, eve), (ben, defeated, eve), (cleo, running, cleo)];
    for (holder, number, payer) in closes {
        assert_fails(world.close(&vault).await, "RecordsStillOpen");
        let by_anyone = WithdrawVote {
            authority: dan.pubkey(),
            payer: payer.pubkey(),
            ..vault.withdraw_vote(&holder.pubkey(), number)
        };
        let receipt = world.send(&[by_anyone.instruction()], &[dan]).await.unwrap();
        if let Some(withdrawn) = event!(receipt, VoteWithdrawn) {
            assert_eq!((withdrawn.holder, withdrawn.counted), (holder.pubkey(), false));
        }
    }
    for number in [granted, defeated] {
        assert_fails(world.close(&vault).await, "RecordsStillOpen");
        let receipt = world.close_proposal(&vault, number).await.unwrap();
        if let Some(closed) = event!(receipt, ProposalClosed) {
            assert_eq!((closed.number, closed.executed), (number, number == granted));
        }
    }
    close(&mut world, &vault).await;
    world.bank.advance(FORTNIGHT).await;
    let license = CloseLicense { opener: eve.pubkey(), ..vault.close_license(granted) };
    world.send(&[license.instruction()], &[]).await.unwrap();
    before[0] -= MINT_RENT;
    assert_eq!(lamports_of(&world, &everybody).await, before, "rent of the fraction mint aside");
}

#[tokio::test]
async fn inv_12_a_reclaimed_vault_closes_with_what_its_holders_had_decided() {
    let mut world = World::new().await;
    let people = [world.actor("creator").await, world.actor("Ana").await];
    let [creator, ana] = &people;
    let mut before = lamports_of(&world, &[creator, ana]).await;
    let vault = world.at(Stage::Active).await;
    world.give_fractions(&vault, creator, &ana.pubkey(), vault.supply).await;
    world.stake(&vault, ana, vault.supply).await.unwrap();
    let passed = carry(&mut world, &vault, ana, resolve("passed")).await;
    make_due(&mut world, &vault, passed).await;
    let voting = world.propose(&vault, ana, resolve("not over yet")).await.unwrap();
    world.unstake(&vault, ana, vault.supply).await.unwrap();
    world.reclaim(&vault, ana).await.unwrap();
    assert_fails(world.execute(&vault, passed).await, "WrongStatus");
    world.claim_asset(&vault, &vault.nfts[0]).await.unwrap();
    world.close_staking(&vault).await.unwrap();
    assert_fails(world.close(&vault).await, "RecordsStillOpen");
    clear(&mut world, &vault, passed, &[ana]).await;
    world.close_proposal(&vault, voting).await.unwrap();
    close(&mut world, &vault).await;
    before[0] -= MINT_RENT;
    assert_eq!(lamports_of(&world, &[creator, ana]).await, before, "rent of the fraction mint aside");
}

#[tokio::test]
async fn the_rent_goes_to_who_paid_it_and_to_nobody_else() {
    let mut world = World::new().await;
    let (vault, [ana, ben, _]) = staked(&mut world).await;
    let mal = world.actor("Mal").await;
    let number = carry(&mut world, &vault, &ana, resolve("rent")).await;
    sell(&mut world, &vault).await;
    let close = vault.close_proposal(number, &mal.pubkey());
    assert_fails(world.send(&[close.instruction()], &[]).await, "WrongProposer");
    let withdraw =
        WithdrawVote { authority: mal.pubkey(), payer: mal.pubkey(), ..vault.withdraw_vote(&ana.pubkey(), number) };
    assert_fails(world.send(&[withdraw.instruction()], &[&mal]).await, "WrongVotePayer");
    let mut other = vault.withdraw_vote(&ana.pubkey(), number).instruction();
    other.accounts[2].pubkey = mal.pubkey();
    assert_fails(world.send(&[other], &[&ana]).await, "VoteOfAnotherProposal");
    // Lamports sent uninvited come along, and change nothing else.
    let record = crate::stage::vote_address(&vault, &ana, number);
    let before = world.bank.lamports(&ana.pubkey()).await;
    let rent = world.bank.lamports(&record).await;
    world.bank.airdrop(&record, 7).await;
    let withdraw = WithdrawVote { authority: ben.pubkey(), ..vault.withdraw_vote(&ana.pubkey(), number) };
    world.send(&[withdraw.instruction()], &[&ben]).await.unwrap();
    assert_eq!(world.bank.lamports(&ana.pubkey()).await, before + rent + 7);
}
