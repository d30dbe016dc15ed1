//! Each action, from the proposal to its effect on the vault.

use {
    crate::stage::{DAY, FORTNIGHT, HOUR, VOTING, carry, decide, grant, leave, make_due, resolve, set_curator, staked},
    mosaic_client::{
        instructions::{ClaimCuratorFee, CloseVault},
        pda,
        state::Action,
    },
    mosaic_harness::{World, assert_fails, event, world::CASH},
};

#[tokio::test]
async fn a_granted_licence_waits_for_its_licensee() {
    let mut world = World::new().await;
    let (vault, [ana, ..]) = staked(&mut world).await;
    let tenant = world.actor("tenant").await;
    let number = carry(&mut world, &vault, &ana, grant(&tenant, 5_000, 30 * DAY, true)).await;
    make_due(&mut world, &vault, number).await;
    assert!(world.license(&vault, number).await.is_none());
    world.execute(&vault, number).await.unwrap();
    let license = world.license(&vault, number).await.unwrap();
    let (now, proposal) = (world.bank.now().await, world.proposal(&vault, number).await);
    assert_eq!((license.vault, license.licensee, license.number), (vault.address, tenant.pubkey(), number));
    assert_eq!((license.opener, license.terms_hash, license.terms_uri), (vault.payer, [3; 32], proposal.uri));
    assert_eq!(license.terms_uri.text(), "https://example.com/licences/poster.txt");
    assert_eq!((license.fee, license.term_secs, license.exclusive, license.ended), (5_000, 30 * 86_400, 1, 0));
    assert_eq!((license.offered_until, license.from, license.until), (now + FORTNIGHT, 0, 0));
    // Offered is not taken: nothing runs yet that a buyer would have to know of.
    let state = world.vault(&vault).await;
    assert_eq!((state.licensed_until, state.exclusive_until), (0, 0));
}

#[tokio::test]
async fn an_ended_licence_runs_out() {
    let mut world = World::new().await;
    let (vault, [ana, ..]) = staked(&mut world).await;
    let (mint, tenant) = (world.quote_mint, world.actor("tenant").await);
    world.add_income_mint(&vault, &mint).await.unwrap();
    let number = decide(&mut world, &vault, &ana, grant(&tenant, 5_000, 30 * DAY, false)).await;
    let take = vault.take_license(&tenant.pubkey(), number);
    world.send(&[take.accept()], &[&tenant]).await.unwrap();
    let accepted = world.license(&vault, number).await.unwrap();

    let license = pda::license(&vault.address, number);
    decide(&mut world, &vault, &ana, Action::EndLicense { license }).await;
    let ended = world.license(&vault, number).await.unwrap();
    assert_eq!((ended.ended, ended.until), (1, accepted.until), "what was paid for is kept");
    assert_fails(world.send(&[take.renew()], &[&tenant]).await, "LicenseEnded");
    assert_fails(world.send(&[vault.close_license(number).instruction()], &[]).await, "LicenseAlive");
}

#[tokio::test]
async fn another_curator_gets_the_fee_of_the_sale() {
    let mut world = World::new().await;
    let (vault, [ana, ben, cleo]) = staked(&mut world).await;
    let (creator, eve, dan) = (vault.creator.clone(), world.actor("Eve").await, world.actor("Dan").await);
    let mint = world.bank.create_mint(6, None).await;
    let number = decide(&mut world, &vault, &ana, set_curator(&eve, 100)).await;
    let state = world.vault(&vault).await;
    assert_eq!((state.curator, state.curator_fee_bps, state.curator_fee_cap_bps), (eve.pubkey(), 100, 200));
    // With the name goes what a curator may do.
    assert_fails(world.add_income_mint(&vault, &mint).await, "NotTheCurator");
    let mut add = vault.add_income_mint(&mint);
    add.payer = eve.pubkey();
    world.send(&[add.instruction()], &[&eve]).await.unwrap();

    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    let auction = world.auction(&vault).await;
    assert_eq!((auction.curator_fee, auction.proceeds), (10_000_000, 940_000_000));
    assert_fails(world.claim_curator_fee(&vault).await, "WrongCurator");
    let claim = ClaimCuratorFee {
        curator: eve.pubkey(),
        cash_destination: vault.cash_account(&eve.pubkey()),
        ..vault.claim_curator_fee()
    };
    world.send(&[claim.instruction()], &[]).await.unwrap();
    assert_eq!(world.cash_of(&eve).await, CASH + 10_000_000);

    // And what is nobody's at the end, while the rent of the vault stays the creator's.
    for holder in [&ana, &ben, &cleo] {
        leave(&mut world, &vault, holder).await;
    }
    for holder in [&ana, &ben, &cleo, &creator] {
        let amount = world.fractions_of(&vault, holder).await;
        world.redeem(&vault, holder, amount).await.unwrap();
    }
    let close_income = mosaic_client::instructions::CloseIncome {
        opener: eve.pubkey(),
        curator: eve.pubkey(),
        surplus_destination: None,
        unearned_destination: None,
        ..vault.close_income(&mint, &dan.pubkey(), true)
    };
    world.send(&[close_income.instruction()], &[]).await.unwrap();
    world.close_staking(&vault).await.unwrap();
    for nft in &vault.nfts {
        world.claim_asset(&vault, nft).await.unwrap();
        for payee in ["painter", "framer"] {
            let payee = world.actor(payee).await;
            world.claim_royalty(&vault, nft, &payee).await.unwrap();
        }
    }
    world.withdraw(&vault, &dan).await.unwrap();
    crate::stage::clear(&mut world, &vault, number, &[&ana]).await;
    world.give_cash(&pda::cash_escrow(&vault.address), 77).await;
    assert_fails(world.close(&vault).await, "WrongCurator");
    let close = CloseVault {
        curator: eve.pubkey(),
        surplus_destination: Some(vault.cash_account(&eve.pubkey())),
        ..vault.close_vault(Some(dan.pubkey()))
    };
    world.send(&[close.instruction()], &[]).await.unwrap();
    assert_eq!(world.cash_of(&eve).await, CASH + 10_000_077);
}

#[tokio::test]
async fn other_auction_terms_are_those_of_the_next_auction() {
    let mut world = World::new().await;
    let (vault, [ana, ..]) = staked(&mut world).await;
    let (dan, eve) = (world.actor("Dan").await, world.actor("Eve").await);
    let terms = Action::SetAuctionTerms { auction_secs: 86_400, extension_secs: 3_600, step_bps: 1_000 };
    decide(&mut world, &vault, &ana, terms).await;
    let state = world.vault(&vault).await;
    assert_eq!((state.auction_secs, state.extension_secs, state.step_bps), (86_400, 3_600, 1_000));
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    let ends_at = world.bank.now().await + DAY;
    assert_eq!(world.auction(&vault).await.ends_at, ends_at);
    world.bank.set_clock(ends_at - 1).await;
    let mut bid = vault.place_bid(&eve.pubkey(), 1_099_999_999, 0);
    bid.fraction_account = None;
    assert_fails(world.send(&[bid.instruction()], &[&eve]).await, "BidBelowStep");
    bid.args.price = 1_100_000_000;
    world.send(&[bid.instruction()], &[&eve]).await.unwrap();
    assert_eq!(world.auction(&vault).await.ends_at, ends_at - 1 + HOUR);
}

/// Both change at once: neither is measured by what the other was before.
#[tokio::test]
async fn an_auction_may_become_shorter_than_its_extension_was_and_an_extension_longer_than_the_auction_was() {
    let mut world = World::new().await;
    let (vault, [ana, ..]) = staked(&mut world).await;
    for (auction_secs, extension_secs) in [(259_200, 172_800), (86_400, 3_600), (259_200, 172_800)] {
        let terms = Action::SetAuctionTerms { auction_secs, extension_secs, step_bps: 500 };
        decide(&mut world, &vault, &ana, terms).await;
        let state = world.vault(&vault).await;
        assert_eq!((state.auction_secs, state.extension_secs), (auction_secs, extension_secs));
    }
}

#[tokio::test]
async fn a_further_income_mint_earns_from_then_on() {
    let mut world = World::new().await;
    let (vault, [ana, ..]) = staked(&mut world).await;
    let (mint, tenant) = (world.bank.create_mint(6, None).await, world.actor("tenant").await);
    world.bank.fund(&tenant.pubkey(), &mint, 7_600).await;
    assert_fails(world.deposit_income(&vault, &tenant, &mint, 7_600).await, "WrongIncomeAccount");
    let number = decide(&mut world, &vault, &ana, Action::AddIncomeMint { mint }).await;
    let income = world.pool(&vault).await.income;
    assert_eq!((income[1].mint, income[1].opener, income[0].is_open()), (mint, vault.payer, false));
    world.deposit_income(&vault, &tenant, &mint, 7_600).await.unwrap();
    world.bank.advance(7 * DAY).await;
    world.claim_income(&vault, &ana, &mint).await.unwrap();
    // Of 7,600 units 40 parts in 76, short of the unit that is not whole yet.
    assert_eq!(world.bank.token_balance(&pda::associated_token(&ana.pubkey(), &mint)).await, 3_999);
    assert_fails(world.execute(&vault, number).await, "ProposalExecuted");
}

#[tokio::test]
async fn a_resolution_is_recorded_and_changes_nothing_else() {
    let mut world = World::new().await;
    let (vault, [ana, ..]) = staked(&mut world).await;
    let before = world.vault(&vault).await;
    let receipt = {
        let propose = vault.propose(&ana.pubkey(), 0, resolve("https://example.com/resolutions/lend-to-museum.txt"));
        world.send(&[propose.instruction()], &[&ana]).await.unwrap()
    };
    if let Some(made) = event!(receipt, ProposalMade) {
        assert_eq!((made.number, made.proposer, made.supply), (0, ana.pubkey(), vault.supply));
        assert_eq!(made.action, resolve("https://example.com/resolutions/lend-to-museum.txt"));
    }
    let now = world.bank.now().await;
    let proposal = world.proposal(&vault, 0).await;
    assert_eq!((proposal.vault, proposal.proposer, proposal.number), (vault.address, ana.pubkey(), 0));
    assert_eq!((proposal.ends_at, proposal.executable_at), (now + VOTING, now + VOTING + DAY));
    assert_eq!(proposal.expires_at, now + VOTING + DAY + FORTNIGHT);
    assert_eq!(proposal.action().unwrap(), resolve("https://example.com/resolutions/lend-to-museum.txt"));

    let receipt = world.vote(&vault, &ana, 0, true).await.unwrap();
    if let Some(cast) = event!(receipt, VoteCast) {
        assert_eq!((cast.number, cast.holder, cast.yes, cast.weight), (0, ana.pubkey(), true, 4_000_000_000));
        assert_eq!((cast.all_yes, cast.all_no), (4_000_000_000, 0));
    }
    make_due(&mut world, &vault, 0).await;
    let receipt = world.execute(&vault, 0).await.unwrap();
    if let Some(executed) = event!(receipt, ProposalExecuted) {
        assert_eq!((executed.number, executed.kind), (0, 5));
    }
    assert_eq!(world.proposal(&vault, 0).await.executed, 1);
    let after = world.vault(&vault).await;
    assert_eq!((after.proposals, after.records, after.events), (1, 2, before.events + 3));
    let expected = mosaic_client::state::Vault { proposals: 1, records: 2, events: after.events, ..before };
    assert_eq!(bytes(&after), bytes(&expected));
}

#[tokio::test]
async fn what_can_never_be_executed_is_not_voted_on() {
    let mut world = World::new().await;
    let (vault, [ana, ..]) = staked(&mut world).await;
    let tenant = world.actor("tenant").await;
    let auction_terms =
        |auction_secs, extension_secs, step_bps| Action::SetAuctionTerms { auction_secs, extension_secs, step_bps };
    let long = "x".repeat(129);
    let license = Action::GrantLicense {
        licensee: tenant.pubkey(),
        terms_uri: long.clone(),
        terms_hash: [0; 32],
        fee: 1,
        term_secs: 3_600,
        exclusive: false,
    };
    for (action, error) in [
        (set_curator(&tenant, 201), "CuratorFeeAboveCap"),
        (grant(&tenant, 1, HOUR - 1, false), "LicenseTermOutOfBounds"),
        (grant(&tenant, 1, 3_650 * DAY + 1, false), "LicenseTermOutOfBounds"),
        (license, "TermsUriTooLong"),
        (resolve(&long), "TermsUriTooLong"),
        (auction_terms(86_399, 0, 500), "AuctionLengthOutOfBounds"),
        (auction_terms(86_400, 86_401, 500), "ExtensionOutOfBounds"),
        (auction_terms(86_400, 0, 99), "StepOutOfBounds"),
        (auction_terms(86_400, 0, 5_001), "StepOutOfBounds"),
    ] {
        assert_fails(world.send(&[vault.propose(&ana.pubkey(), 0, action).instruction()], &[&ana]).await, error);
    }
    assert_eq!(world.vault(&vault).await.proposals, 0);
    // At the bounds it is.
    for action in [
        set_curator(&tenant, 200),
        grant(&tenant, u64::MAX, HOUR, true),
        grant(&tenant, 0, 3_650 * DAY, false),
        resolve(&long[1..]),
        auction_terms(86_400, 86_400, 5_000),
        auction_terms(2_592_000, 0, 100),
    ] {
        world.propose(&vault, &ana, action).await.unwrap();
    }
    assert_eq!(world.proposal(&vault, 3).await.action().unwrap(), resolve(&long[1..]));
}

fn bytes(vault: &mosaic_client::state::Vault) -> Vec<u8> {
    bytemuck::bytes_of(vault).to_vec()
}
