//! Proposals and votes: what the quotes say is what happens, and what the program would refuse the client refuses
//! first.

use {
    crate::{
        exits::leave,
        stage::{
            OPENING, Opened, SUPPLY, carry_out, cast, check_accounts, end_and_settle, give_fractions, open, pass,
            perform, place, purse, put_forward, refusal, stake_asking, staked_view,
        },
    },
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        ClientError,
        actions::{
            Ask, CloseVotes, ExecuteProposal, PlaceBid, Proposals, Propose, SetDelegate, Stake, Unstake, Vote,
            WithdrawVote, close, close_votes, close_with_voters, execute_proposal, propose, reclaim, set_delegate,
            stake, unstake, vote, withdraw_vote,
        },
        pda,
        quotes::{AccountKind, CloseVotesQuote, Standing, VoteClosed},
        rules::{RuleError, Status, votes::Ballot},
        state::Action as Proposed,
        views::{Party, ProposalPhase, ProposalView, Step, VaultView},
    },
    mosaic_harness::{Actor, Standard, World},
};

const DAY: i64 = 86_400;

fn decision() -> Proposed {
    Proposed::Resolve { uri: "https://example.org/lend-to-the-museum".to_owned(), hash: [7; 32] }
}

/// A vault of which Ana has staked 15 %, Ben 10 % and Cleo 9 %; Dan has 5 % that are not staked.
async fn assembly(world: &mut World) -> (Opened, [Actor; 4]) {
    let opened = open(world, &[Standard::NonFungible]).await;
    let actors =
        [world.actor("Ana").await, world.actor("Ben").await, world.actor("Cleo").await, world.actor("Dan").await];
    for (actor, part) in actors.iter().zip([15, 10, 9, 5]) {
        give_fractions(world, &opened, actor, SUPPLY / 100 * part).await;
        if actor.name != "Dan" {
            stake_asking(world, &opened.vault, actor, SUPPLY / 100 * part, Ask::Nothing).await;
        }
    }
    (opened, actors)
}

async fn proposal(world: &World, vault: &Pubkey, number: u64) -> (VaultView, ProposalView) {
    let (view, found) = ProposalView::read_all(&world.bank, vault, &Proposals::These(vec![number])).await.unwrap();
    (view, found.into_iter().next().expect("the proposal is open"))
}

/// The standing that a quote promised is the one that the accounts have.
async fn check_standing(world: &World, vault: &Pubkey, number: u64, promised: &Standing) {
    let (view, found) = proposal(world, vault, number).await;
    assert_eq!(&mosaic_client::quotes::standing(&view, &found.poll).unwrap(), promised);
}

#[tokio::test]
async fn a_decision_is_proposed_voted_on_executed_and_closed_as_quoted() {
    let mut world = World::new().await;
    let (opened, [ana, ben, cleo, dan]) = assembly(&mut world).await;
    let vault = opened.vault;
    let view = VaultView::read(&world.bank, &vault).await.unwrap();
    assert!(view.next_steps().contains(&(Party::Staker, Step::Propose { least_stake: SUPPLY / 100 })));

    let before = purse(&world, &vault, &ana).await;
    let quote = put_forward(&mut world, &vault, &ana, decision()).await;
    assert_eq!((quote.number, quote.least_stake, quote.staked), (0, SUPPLY / 100, SUPPLY / 100 * 15));
    check_accounts(&world, &quote.accounts).await;
    assert_eq!(quote.accounts[0].kind, AccountKind::Proposal);
    assert_eq!(before.lamports - purse(&world, &vault, &ana).await.lamports, quote.rent);
    check_standing(&world, &vault, 0, &quote.standing).await;
    let opening = quote.standing;
    assert_eq!((opening.quorum, opening.quorum_left, opening.yes_needed), (SUPPLY / 5, SUPPLY / 5, SUPPLY / 5));
    assert_eq!((opening.staked_not_voted, opening.not_staked), (SUPPLY / 100 * 34, SUPPLY / 100 * 66));
    assert!(!opening.passes && !opening.settled);
    let (view, found) = proposal(&world, &vault, 0).await;
    assert_eq!(
        (found.phase, found.action.clone(), found.proposer()),
        (ProposalPhase::Voting, decision(), ana.pubkey())
    );
    assert_eq!(found.next_steps(), [(Party::Staker, Step::Vote { number: 0 })]);
    assert_eq!((found.poll.ends_at, found.poll.executable_at), (view.now + 3 * DAY, view.now + 4 * DAY));

    // Each quote is what comes; 15 % of yes and 10 % of no pass, 9 % more of no do not, and are turned into yes.
    let mut rents = 0;
    for (holder, yes, passes, quorum_left, topped) in [
        (&ana, true, false, SUPPLY / 20, 0),
        (&ben, false, true, 0, 0),
        (&cleo, false, false, 0, 0),
        (&cleo, true, true, 0, 0),
    ] {
        let before = purse(&world, &vault, holder).await;
        let quote = cast(&mut world, &vault, holder, 0, yes).await;
        assert_eq!(before.lamports - purse(&world, &vault, holder).await.lamports, quote.rent);
        check_accounts(&world, &quote.accounts).await;
        rents += quote.rent;
        let (view, staked) = staked_view(&world, &vault, holder).await;
        let staked = staked.unwrap();
        assert_eq!(quote.ballot, Ballot { yes, weight: staked.amount });
        assert_eq!((staked.free_at, quote.free_at), (Some(found.poll.ends_at), found.poll.ends_at));
        assert_eq!((quote.standing.passes, quote.standing.quorum_left), (passes, quorum_left), "{}", holder.name);
        assert_eq!(quote.topped_up(), topped);
        check_standing(&world, &vault, 0, &quote.standing).await;
        let voted = quote.standing.poll.yes + quote.standing.poll.no;
        assert_eq!(quote.standing.staked_not_voted, view.staked() - voted);
    }
    assert_eq!(rents, 3 * quote_rent(&world, &vault, &ana).await, "one record each");

    // A stake that grew tops its vote up; one that is withdrawn frees the stake, and says so.
    let more = stake(&world.bank, &Stake { vault, holder: dan.pubkey(), amount: SUPPLY / 100 * 5 }).await.unwrap();
    perform(&mut world, &more, &[&dan]).await;
    give_fractions(&mut world, &opened, &ben, SUPPLY / 100).await;
    let more = stake(&world.bank, &Stake { vault, holder: ben.pubkey(), amount: SUPPLY / 100 }).await.unwrap();
    perform(&mut world, &more, &[&ben]).await;
    let topped = cast(&mut world, &vault, &ben, 0, false).await;
    assert_eq!((topped.topped_up(), topped.rent), (SUPPLY / 100, 0));
    assert_eq!(topped.before, Some(Ballot { yes: false, weight: SUPPLY / 10 }));
    assert_eq!(topped.standing.staked_not_voted, SUPPLY / 20, "Dan's");
    let before = purse(&world, &vault, &ben).await;
    let action = withdraw_vote(&world.bank, &WithdrawVote::new(vault, 0, ben.pubkey())).await.unwrap();
    perform(&mut world, &action, &[&ben]).await;
    let quote = action.quote;
    check_standing(&world, &vault, 0, &quote.standing.unwrap()).await;
    assert_eq!((quote.ballot.weight, quote.standing.unwrap().poll.no), (SUPPLY / 100 * 11, 0));
    assert_eq!((quote.returned.to, quote.returned.kind), (ben.pubkey(), AccountKind::Vote));
    assert_eq!(purse(&world, &vault, &ben).await.lamports - before.lamports, quote.returned.lamports);
    assert_eq!(staked_view(&world, &vault, &ben).await.1.unwrap().free_at, quote.free_at);
    let gone = ClientError::NoVote { number: 0, holder: ben.pubkey() };
    assert_eq!(refusal(withdraw_vote(&world.bank, &WithdrawVote::new(vault, 0, ben.pubkey())).await), gone);

    // The delay, to the second; then anybody executes.
    let order = ExecuteProposal { vault, number: 0, executor: dan.pubkey() };
    let (executable_at, expires_at) = (found.poll.executable_at, found.poll.expires_at);
    for (now, phase) in [
        (found.poll.ends_at - 1, ProposalPhase::Voting),
        (found.poll.ends_at, ProposalPhase::Delayed),
        (executable_at - 1, ProposalPhase::Delayed),
    ] {
        world.bank.set_clock(now).await;
        let early = ClientError::NotExecutable { number: 0, phase, executable_at, expires_at };
        assert_eq!(refusal(execute_proposal(&world.bank, &order).await), early);
        assert_eq!(proposal(&world, &vault, 0).await.1.phase, phase);
    }
    let over = ClientError::VotingOver { number: 0, ended_at: found.poll.ends_at };
    assert_eq!(refusal(vote(&world.bank, &Vote::new(vault, 0, dan.pubkey(), true)).await), over);
    world.bank.set_clock(executable_at).await;
    let steps = proposal(&world, &vault, 0).await.1.next_steps();
    assert_eq!(steps, [(Party::Anyone, Step::ExecuteProposal { number: 0 })]);
    let quote = carry_out(&mut world, &vault, 0, &dan).await;
    assert_eq!((quote.action, quote.rent, quote.license), (decision(), 0, None));
    let (_, done) = proposal(&world, &vault, 0).await;
    assert_eq!((done.phase, done.closable), (ProposalPhase::Executed, true));
    let again = ClientError::NotExecutable { number: 0, phase: ProposalPhase::Executed, executable_at, expires_at };
    assert_eq!(refusal(execute_proposal(&world.bank, &order).await), again);

    // Dan closes everything for the others; Cleo's vote only when told of her.
    let closed = close_records(&mut world, &CloseVotes::new(vault, dan.pubkey()), &dan, &[&ana, &cleo]).await;
    assert_eq!((closed.proposals, closed.left), (vec![0], 1));
    assert_eq!(closed.votes, [VoteClosed { number: 0, holder: ana.pubkey() }]);
    let told = CloseVotes { voters: vec![cleo.pubkey()], ..CloseVotes::new(vault, dan.pubkey()) };
    let closed = close_records(&mut world, &told, &dan, &[&ana, &cleo]).await;
    assert_eq!((closed.proposals.len(), closed.votes.len(), closed.left), (0, 1, 0));
    let nothing = ClientError::NothingOwed { vault, wallet: dan.pubkey() };
    assert_eq!(refusal(close_votes(&world.bank, &told).await), nothing);
    let none = ClientError::NoProposal { vault, number: 0 };
    assert_eq!(refusal(vote(&world.bank, &Vote::new(vault, 0, ana.pubkey(), true)).await), none);
    assert!(ProposalView::read_all(&world.bank, &vault, &Proposals::All).await.unwrap().1.is_empty());
}

async fn quote_rent(world: &World, vault: &Pubkey, holder: &Actor) -> u64 {
    let address = pda::vote(&pda::proposal(vault, 0), &holder.pubkey());
    world.bank.lamports(&address).await
}

/// Closes records, and checks that the rent arrives where the quote says.
async fn close_records(world: &mut World, order: &CloseVotes, payer: &Actor, others: &[&Actor]) -> CloseVotesQuote {
    let mut before = Vec::new();
    for wallet in others {
        before.push(purse(world, &order.vault, wallet).await.lamports);
    }
    let action = close_votes(&world.bank, order).await.unwrap();
    perform(world, &action, &[payer]).await;
    for (wallet, before) in others.iter().zip(before) {
        let after = purse(world, &order.vault, wallet).await.lamports;
        assert_eq!(after - before, action.quote.returned_to(&wallet.pubkey()), "{}", wallet.name);
    }
    for rent in &action.quote.returned {
        assert!(world.bank.account(&rent.address).await.is_none());
    }
    let left = VaultView::read(&world.bank, &order.vault).await.unwrap().vault.records;
    assert_eq!(left, action.quote.left);
    action.quote
}

#[tokio::test]
async fn what_is_decided_is_done_with_the_accounts_it_takes() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let (vault, ana) = (opened.vault, world.actor("Ana").await);
    give_fractions(&mut world, &opened, &ana, SUPPLY / 4).await;
    stake_asking(&mut world, &vault, &ana, SUPPLY / 4, Ask::Nothing).await;
    let (mint, curator) = (world.bank.create_mint(9, None).await, world.actor("Ben").await.pubkey());

    let before = purse(&world, &vault, &ana).await;
    let quote = pass(&mut world, &vault, &ana, Proposed::AddIncomeMint { mint }).await;
    check_accounts(&world, &quote.accounts).await;
    assert_eq!(quote.accounts.iter().map(|made| made.kind).collect::<Vec<_>>(), [AccountKind::IncomeAccount]);
    let records = quote_rent(&world, &vault, &ana).await + world.bank.lamports(&pda::proposal(&vault, 0)).await;
    assert_eq!(before.lamports - purse(&world, &vault, &ana).await.lamports, quote.rent + records);
    let view = VaultView::read(&world.bank, &vault).await.unwrap();
    assert_eq!(view.income(&mint).unwrap().unwrap().opener, ana.pubkey());

    pass(&mut world, &vault, &ana, Proposed::SetCurator { curator, fee_bps: 150 }).await;
    let terms = Proposed::SetAuctionTerms { auction_secs: 86_400, extension_secs: 60, step_bps: 1_000 };
    pass(&mut world, &vault, &ana, terms).await;
    let changed = VaultView::read(&world.bank, &vault).await.unwrap().vault;
    assert_eq!((changed.curator, changed.curator_fee_bps), (curator, 150));
    assert_eq!((changed.auction_secs, changed.extension_secs, changed.step_bps), (86_400, 60, 1_000));

    // Where nobody has staked at all the executor opens the pool: nobody can have voted then, but all may have left.
    let known = put_forward(&mut world, &vault, &ana, Proposed::AddIncomeMint { mint }).await.number;
    let wallet = put_forward(&mut world, &vault, &ana, Proposed::AddIncomeMint { mint: curator }).await.number;
    let none = put_forward(&mut world, &vault, &ana, Proposed::EndLicense { license: vault }).await;
    for number in [known, wallet, none.number] {
        cast(&mut world, &vault, &ana, number, true).await;
    }
    world.bank.set_clock(none.standing.poll.executable_at).await;
    for (number, error) in [
        (known, ClientError::IncomeMintKnown { mint }),
        (wallet, ClientError::IncomeMintNotClassic { mint: curator }),
        (none.number, ClientError::NotALicense { address: vault }),
    ] {
        let order = ExecuteProposal { vault, number, executor: ana.pubkey() };
        assert_eq!(refusal(execute_proposal(&world.bank, &order).await), error);
    }
    world.bank.set_clock(none.standing.poll.expires_at).await;
    let (_, found) = proposal(&world, &vault, none.number).await;
    assert_eq!((found.phase, found.next_steps()), (ProposalPhase::Expired, vec![(Party::Anyone, Step::CloseVotes)]));
    let closed = close_records(&mut world, &CloseVotes::new(vault, ana.pubkey()), &ana, &[]).await;
    assert_eq!((closed.proposals.len(), closed.votes.len(), closed.left), (6, 6, 0));
}

#[tokio::test]
async fn what_cannot_be_proposed_or_voted() {
    let mut world = World::new().await;
    let (opened, [ana, ben, cleo, dan]) = assembly(&mut world).await;
    let vault = opened.vault;
    let order = |proposer: &Actor, action| Propose { vault, proposer: proposer.pubkey(), action };
    let poor = ClientError::StakeBelowProposal { needed: SUPPLY / 100, staked: 0 };
    assert_eq!(refusal(propose(&world.bank, &order(&dan, decision())).await), poor);
    let long = Proposed::Resolve { uri: "u".repeat(129), hash: [0; 32] };
    let error = ClientError::TermsUriTooLong { bytes: 129, most: 128 };
    assert_eq!(refusal(propose(&world.bank, &order(&ana, long)).await), error);
    let dear = Proposed::SetCurator { curator: ben.pubkey(), fee_bps: 201 };
    let error = ClientError::CuratorFeeAboveCap { fee_bps: 201, cap_bps: 200 };
    assert_eq!(refusal(propose(&world.bank, &order(&ana, dear)).await), error);
    let short = Proposed::SetAuctionTerms { auction_secs: 86_399, extension_secs: 0, step_bps: 100 };
    let error = ClientError::Rule(RuleError::AuctionLengthOutOfBounds);
    assert_eq!(refusal(propose(&world.bank, &order(&ana, short)).await), error);

    put_forward(&mut world, &vault, &ana, decision()).await;
    let by = |authority: &Actor, holder: &Actor, number| Vote {
        authority: authority.pubkey(),
        ..Vote::new(vault, number, holder.pubkey(), true)
    };
    let nothing = ClientError::NothingStaked { vault, holder: dan.pubkey() };
    assert_eq!(refusal(vote(&world.bank, &by(&dan, &dan, 0)).await), nothing);
    let none = ClientError::NoProposal { vault, number: 1 };
    assert_eq!(refusal(vote(&world.bank, &by(&ana, &ana, 1)).await), none);
    let stranger = ClientError::NotTheHolderOrDelegate { authority: ben.pubkey(), delegate: None };
    assert_eq!(refusal(vote(&world.bank, &by(&ben, &ana, 0)).await), stranger);

    // A delegate votes and pays for the record, whose rent it gets back; the holder may withdraw what it voted.
    let naming = SetDelegate { vault, holder: ana.pubkey(), delegate: Some(ben.pubkey()) };
    let action = set_delegate(&world.bank, &naming).await.unwrap();
    perform(&mut world, &action, &[&ana]).await;
    let action = vote(&world.bank, &by(&ben, &ana, 0)).await.unwrap();
    let before = purse(&world, &vault, &ben).await;
    perform(&mut world, &action, &[&ben]).await;
    let (_, staked) = staked_view(&world, &vault, &ana).await;
    let free_at = staked.unwrap().free_at.unwrap();
    world.bank.set_clock(free_at - 1).await;
    let out = Unstake { vault, holder: ana.pubkey(), amount: None };
    assert_eq!(refusal(unstake(&world.bank, &out).await), ClientError::StakeLocked { free_at, now: free_at - 1 });
    let stranger = WithdrawVote { authority: cleo.pubkey(), ..WithdrawVote::new(vault, 0, ana.pubkey()) };
    let error = ClientError::NotTheHolderOrDelegate { authority: cleo.pubkey(), delegate: Some(ben.pubkey()) };
    assert_eq!(refusal(withdraw_vote(&world.bank, &stranger).await), error);
    let action = withdraw_vote(&world.bank, &WithdrawVote::new(vault, 0, ana.pubkey())).await.unwrap();
    perform(&mut world, &action, &[&ana]).await;
    assert_eq!((action.quote.returned.to, action.quote.free_at), (ben.pubkey(), None));
    assert_eq!(purse(&world, &vault, &ben).await.lamports, before.lamports);
    let action = unstake(&world.bank, &out).await.unwrap();
    perform(&mut world, &action, &[&ana]).await;

    // Of ten votes at a time, two share the last place: withdrawing one of those does not free the stake.
    let mut ends_at = 0;
    for number in 1..=10 {
        ends_at = put_forward(&mut world, &vault, &ben, decision()).await.standing.poll.ends_at;
        cast(&mut world, &vault, &ben, number, true).await;
    }
    for number in 1..=10 {
        let action = withdraw_vote(&world.bank, &WithdrawVote::new(vault, number, ben.pubkey())).await.unwrap();
        perform(&mut world, &action, &[&ben]).await;
        assert_eq!(action.quote.free_at, Some(ends_at));
    }
}

#[tokio::test]
async fn the_start_of_an_auction_stops_what_touches_the_sale_and_the_sale_everything() {
    let mut world = World::new().await;
    let (opened, [ana, ben, cleo, dan]) = assembly(&mut world).await;
    let vault = opened.vault;
    let dearer = Proposed::SetAuctionTerms { auction_secs: 86_400, extension_secs: 0, step_bps: 5_000 };
    let terms = put_forward(&mut world, &vault, &ana, dearer).await;
    put_forward(&mut world, &vault, &ana, decision()).await;
    for (holder, number) in [(&ana, 0), (&ben, 0), (&ana, 1), (&ben, 1)] {
        cast(&mut world, &vault, holder, number, true).await;
    }
    world.bank.set_clock(terms.standing.poll.executable_at).await;
    place(&mut world, &dan, &PlaceBid::new(vault, dan.pubkey(), OPENING)).await;
    let (_, found) = proposal(&world, &vault, 0).await;
    assert_eq!((found.phase, found.allowed, found.next_steps()), (ProposalPhase::Executable, false, vec![]));
    let closed = ClientError::WrongStatus { status: Status::Auction };
    let order = ExecuteProposal { vault, number: 0, executor: dan.pubkey() };
    assert_eq!(refusal(execute_proposal(&world.bank, &order).await), closed);
    let late = Propose { vault, proposer: ana.pubkey(), action: decision() };
    assert_eq!(refusal(propose(&world.bank, &late).await), closed);
    carry_out(&mut world, &vault, 1, &dan).await;

    end_and_settle(&mut world, &vault).await;
    let (view, found) = proposal(&world, &vault, 0).await;
    assert_eq!((found.phase, found.closable), (ProposalPhase::Lapsed, true));
    assert!(view.next_steps().contains(&(Party::Anyone, Step::CloseVotes)));
    for wallet in ["painter", "framer"] {
        let wallet = world.actor(wallet).await;
        leave(&mut world, &opened, &wallet).await;
    }
    // Whoever leaves takes the rent of its records along: Ana of two proposals and two votes.
    let quote = leave(&mut world, &opened, &ana).await;
    assert_eq!((quote.votes.proposals.len(), quote.votes.votes.len(), quote.votes.left), (2, 2, 2));
    assert_eq!(
        quote.votes.returned_to(&ana.pubkey()),
        quote.votes.returned.iter().map(|rent| rent.lamports).sum::<u64>()
    );
    let out = unstake(&world.bank, &Unstake { vault, holder: ben.pubkey(), amount: None }).await.unwrap();
    perform(&mut world, &out, &[&ben]).await;
    let fractions = pda::associated_token(&ben.pubkey(), &opened.quote.fraction_mint);
    world.transfer(&fractions, &opened.quote.fraction_account, &ben, SUPPLY / 10).await;
    for wallet in [&cleo, &dan, &opened.creator] {
        leave(&mut world, &opened, wallet).await;
    }
    // Ben's two votes keep the vault open for who does not know of him.
    let unknown = refusal(close(&world.bank, &vault, &dan.pubkey()).await);
    let ClientError::StillOwing { owing } = unknown else { panic!("{unknown}") };
    assert_eq!((owing.records, owing.stakes, owing.proceeds), (2, 0, 0));
    let before = purse(&world, &vault, &ben).await;
    let action = close_with_voters(&world.bank, &vault, &dan.pubkey(), &[ben.pubkey()]).await.unwrap();
    perform(&mut world, &action, &[&dan]).await;
    assert_eq!((action.quote.votes.votes.len(), action.quote.votes.left), (2, 0));
    assert_eq!(
        purse(&world, &vault, &ben).await.lamports - before.lamports,
        action.quote.votes.returned_to(&ben.pubkey())
    );
    assert!(VaultView::read(&world.bank, &vault).await.is_err());
}

#[tokio::test]
async fn who_reclaims_closes_the_votes_too() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let (vault, creator) = (opened.vault, opened.creator.clone());
    stake_asking(&mut world, &vault, &creator, SUPPLY / 2, Ask::Nothing).await;
    let quote = put_forward(&mut world, &vault, &creator, decision()).await;
    cast(&mut world, &vault, &creator, 0, true).await;
    world.bank.set_clock(quote.standing.poll.ends_at).await;
    let out = unstake(&world.bank, &Unstake { vault, holder: creator.pubkey(), amount: None }).await.unwrap();
    perform(&mut world, &out, &[&creator]).await;
    assert_eq!(proposal(&world, &vault, 0).await.1.phase, ProposalPhase::Delayed, "it could still be executed");

    let before = purse(&world, &vault, &creator).await;
    let whole = reclaim(&world.bank, &vault, &creator.pubkey(), &opened.mints()).await.unwrap();
    // Interrupted after the first instruction, it goes on with the others.
    world.bank.must(&whole.instructions[..1], &[&creator.keypair]).await;
    let action = reclaim(&world.bank, &vault, &creator.pubkey(), &opened.mints()).await.unwrap();
    assert_eq!(action.instructions, whole.instructions[1..]);
    perform(&mut world, &action, &[&creator]).await;
    let quote = action.quote;
    assert!(quote.closes && quote.votes == whole.quote.votes);
    assert_eq!((quote.votes.proposals.as_slice(), quote.votes.votes.len(), quote.votes.left), (&[0][..], 1, 0));
    let back: u64 = quote.staking.returned.iter().map(|rent| rent.lamports).sum();
    let after = purse(&world, &vault, &creator).await;
    let records = quote.votes.returned_to(&creator.pubkey());
    assert_eq!(after.lamports - before.lamports, quote.returned + back + records);
    assert!(VaultView::read(&world.bank, &vault).await.is_err());
}
