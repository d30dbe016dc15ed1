//! What was decided is executed or expires: with an auction in between, against another decision, with the wrong
//! accounts.

use {
    crate::stage::{DAY, FORTNIGHT, carry, clear, decide, grant, leave, make_due, resolve, set_curator, staked},
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        pda,
        state::{Action, Status},
    },
    mosaic_harness::{Actor, Stage, VaultCookie, VaultSpec, World, assert_fails},
    std::slice,
};

/// One action of each kind, and whether it is executed during an auction.
async fn one_of_each(world: &mut World, vault: &VaultCookie, ana: &Actor) -> [(Action, bool); 6] {
    let [tenant, eve] = [world.actor("tenant").await, world.actor("Eve").await];
    let mint = world.bank.create_mint(6, None).await;
    let granted = decide(world, vault, ana, grant(&tenant, 5, 30 * DAY, false)).await;
    [
        (grant(&tenant, 1_000, 30 * DAY, true), false),
        (Action::EndLicense { license: pda::license(&vault.address, granted) }, true),
        (set_curator(&eve, 100), false),
        (Action::SetAuctionTerms { auction_secs: 86_400, extension_secs: 0, step_bps: 100 }, false),
        (Action::AddIncomeMint { mint }, true),
        (resolve("whatever happens"), true),
    ]
}

#[tokio::test]
async fn t43_what_touches_the_sale_is_lost_when_the_auction_starts_and_the_rest_goes_on() {
    let mut world = World::new().await;
    let (vault, [ana, ben, cleo]) = staked(&mut world).await;
    let dan = world.actor("Dan").await;
    let actions = one_of_each(&mut world, &vault, &ana).await;
    let mut numbers = Vec::new();
    for (action, _) in &actions {
        numbers.push(carry(&mut world, &vault, &ana, action.clone()).await);
    }
    world.bank.advance(3 * DAY).await;
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    make_due(&mut world, &vault, numbers[5]).await;
    let before = world.vault(&vault).await;
    for (number, (_, during_auction)) in numbers.iter().zip(&actions) {
        let result = world.execute(&vault, *number).await;
        if *during_auction {
            result.unwrap();
        } else {
            assert_fails(result, "WrongStatus");
            assert_fails(world.close_proposal(&vault, *number).await, "ProposalAlive");
        }
    }
    let after = world.vault(&vault).await;
    let sale = |vault: &mosaic_client::state::Vault| {
        (vault.curator, vault.curator_fee_bps, vault.auction_secs, vault.extension_secs, vault.step_bps)
    };
    assert_eq!(sale(&after), sale(&before), "who has bid has bid for the vault as it was");
    assert_eq!(world.license(&vault, 0).await.unwrap().ended, 1);
    assert_eq!(world.pool(&vault).await.income[1].opener, vault.payer);

    // No stake is held by any of them, and after the sale all of them can be closed.
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    for number in &numbers {
        assert_fails(world.execute(&vault, *number).await, "WrongStatus");
    }
    for holder in [&ana, &ben, &cleo] {
        leave(&mut world, &vault, holder).await;
    }
    for number in numbers.into_iter().chain([0]) {
        clear(&mut world, &vault, number, &[&ana]).await;
    }
    assert_eq!(world.vault(&vault).await.records, 0);
}

#[tokio::test]
async fn t43_what_was_decided_expires_when_nobody_or_nothing_can_execute_it() {
    let mut world = World::new().await;
    let (vault, [ana, ..]) = staked(&mut world).await;
    let (tenant, mint) = (world.actor("tenant").await, world.quote_mint);
    // A licence that is closed by then, one that never was, a mint that is none, a fourth mint.
    let closed = decide(&mut world, &vault, &ana, grant(&tenant, 5, 3_600, false)).await;
    let mints = [mint, world.bank.create_mint(0, None).await, world.bank.create_mint(9, None).await];
    for mint in &mints {
        world.add_income_mint(&vault, mint).await.unwrap();
    }
    world.bank.advance(10 * DAY).await;
    let fourth = world.bank.create_mint(6, None).await;
    let mut hopeless = Vec::new();
    for (action, error) in [
        (Action::EndLicense { license: pda::license(&vault.address, closed) }, "WrongLicenseAddress"),
        (Action::EndLicense { license: Pubkey::new_unique() }, "WrongLicenseAddress"),
        (Action::EndLicense { license: vault.address }, "WrongLicenseAddress"),
        (Action::AddIncomeMint { mint: fourth }, "TooManyIncomeMints"),
        (Action::AddIncomeMint { mint: mints[1] }, "IncomeMintKnown"),
        (Action::AddIncomeMint { mint: vault.address }, "IncomeMintNotClassic"),
    ] {
        hopeless.push((carry(&mut world, &vault, &ana, action).await, error));
    }
    make_due(&mut world, &vault, hopeless[0].0).await;
    world.send(&[vault.close_license(closed).instruction()], &[]).await.unwrap();
    for (number, error) in &hopeless {
        assert_fails(world.execute(&vault, *number).await, error);
        assert_fails(world.close_proposal(&vault, *number).await, "ProposalAlive");
    }
    // The stake is free all the while, and the accounts are in the end.
    leave(&mut world, &vault, &ana).await;
    world.bank.advance(FORTNIGHT).await;
    for (number, _) in &hopeless {
        assert_fails(world.execute(&vault, *number).await, "ProposalExpired");
        clear(&mut world, &vault, *number, &[&ana]).await;
    }
}

#[tokio::test]
async fn t09_of_two_curators_the_one_executed_last_is_it() {
    let mut world = World::new().await;
    let (vault, [ana, ben, _]) = staked(&mut world).await;
    let [eve, mal] = [world.actor("Eve").await, world.actor("Mal").await];
    let first = carry(&mut world, &vault, &ana, set_curator(&eve, 50)).await;
    let second = carry(&mut world, &vault, &ana, set_curator(&mal, 0)).await;
    // One more that is never executed.
    let third = carry(&mut world, &vault, &ana, set_curator(&ben, 200)).await;
    make_due(&mut world, &vault, second).await;
    for (number, curator, fee_bps) in [(second, &mal, 0), (first, &eve, 50)] {
        world.execute(&vault, number).await.unwrap();
        let state = world.vault(&vault).await;
        assert_eq!((state.curator, state.curator_fee_bps), (curator.pubkey(), fee_bps));
    }
    assert_fails(world.execute(&vault, second).await, "ProposalExecuted");
    // Fractions are held by no decision: with the end of the votes they are free.
    leave(&mut world, &vault, &ana).await;
    for number in [first, second] {
        clear(&mut world, &vault, number, &[&ana]).await;
    }
    assert_fails(world.close_proposal(&vault, third).await, "ProposalAlive");
    world.bank.advance(FORTNIGHT).await;
    assert_fails(world.execute(&vault, third).await, "ProposalExpired");
    clear(&mut world, &vault, third, &[&ana]).await;
    assert_eq!(world.vault(&vault).await.curator, eve.pubkey());
}

#[tokio::test]
async fn t09_of_two_exclusive_licences_the_one_not_taken_runs_out() {
    let mut world = World::new().await;
    let (vault, [ana, ..]) = staked(&mut world).await;
    let (mint, tenant, museum) = (world.quote_mint, world.actor("tenant").await, world.actor("museum").await);
    world.add_income_mint(&vault, &mint).await.unwrap();
    let first = carry(&mut world, &vault, &ana, grant(&tenant, 100, 30 * DAY, true)).await;
    let second = carry(&mut world, &vault, &ana, grant(&museum, 100, 30 * DAY, true)).await;
    make_due(&mut world, &vault, second).await;
    for number in [first, second] {
        world.execute(&vault, number).await.unwrap();
    }
    // Whoever comes first: no order of the proposals holds.
    let now = world.bank.now().await;
    world.send(&[vault.take_license(&museum.pubkey(), second).accept()], &[&museum]).await.unwrap();
    let accept = vault.take_license(&tenant.pubkey(), first).accept();
    assert_fails(world.send(slice::from_ref(&accept), &[&tenant]).await, "LicenseExcluded");
    world.bank.set_clock(now + FORTNIGHT).await;
    assert_fails(world.send(&[accept], &[&tenant]).await, "LicenseOfferOver");
    world.send(&[vault.close_license(first).instruction()], &[]).await.unwrap();
    for number in [first, second] {
        clear(&mut world, &vault, number, &[&ana]).await;
    }
    world.bank.set_clock(now + 30 * DAY).await;
    world.send(&[vault.close_license(second).instruction()], &[]).await.unwrap();
}

#[tokio::test]
async fn t12_nothing_but_the_action_is_executed_whatever_accounts_come_with_it() {
    let mut world = World::new().await;
    let (vault, [ana, ..]) = staked(&mut world).await;
    let [tenant, eve] = [world.actor("tenant").await, world.actor("Eve").await];
    let mints = [world.bank.create_mint(6, None).await, world.bank.create_mint(6, None).await];
    let running = decide(&mut world, &vault, &ana, grant(&tenant, 5, 30 * DAY, false)).await;
    let license = pda::license(&vault.address, running);
    let granting = grant(&tenant, 1_000, 30 * DAY, true);
    let ending = Action::EndLicense { license };
    let adding = Action::AddIncomeMint { mint: mints[0] };
    let mut numbers = Vec::new();
    for action in [&granting, &ending, &adding, &set_curator(&eve, 100), &resolve("only this")] {
        numbers.push(carry(&mut world, &vault, &ana, action.clone()).await);
    }
    let [granted, ended, added, named, resolved] = numbers[..] else { unreachable!("five proposals") };
    make_due(&mut world, &vault, resolved).await;

    // Without its accounts, or with those of something else, an action is not executed.
    for (number, with_license, with_mint, error) in [
        (granted, None, None, "LicenseMissing"),
        (granted, Some(pda::license(&vault.address, ended)), None, "WrongLicenseAddress"),
        (granted, Some(license), None, "WrongLicenseAddress"),
        (ended, None, None, "LicenseMissing"),
        (ended, Some(pda::license(&vault.address, granted)), None, "WrongLicenseAddress"),
        (added, None, None, "IncomeAccountsMissing"),
        (added, None, Some(mints[1]), "WrongIncomeMint"),
    ] {
        let mut execute = vault.execute(number, &resolve(""));
        (execute.license, execute.income_mint) = (with_license, with_mint);
        assert_fails(world.send(&[execute.instruction()], &[]).await, error);
    }
    // The proposal is one of this vault, and nothing that looks like one.
    let other = world.vault_at(Stage::Active, VaultSpec { id: 2, ..VaultSpec::default() }).await;
    let vote = pda::vote(&pda::proposal(&vault.address, resolved), &ana.pubkey());
    for (account, error) in [
        (pda::stake(&vault.address, &ana.pubkey()), "AccountDiscriminatorMismatch"),
        (vote, "AccountDiscriminatorMismatch"),
        (mints[0], "AccountOwnedByWrongProgram"),
    ] {
        let mut execute = vault.execute(resolved, &resolve("")).instruction();
        execute.accounts[2].pubkey = account;
        assert_fails(world.send(&[execute], &[]).await, error);
    }
    let mut elsewhere = vault.execute(resolved, &resolve("")).instruction();
    elsewhere.accounts[1].pubkey = other.address;
    assert_fails(world.send(&[elsewhere], &[]).await, "ProposalOfAnotherVault");

    // What an action does not need is not looked at, and nothing happens to it.
    let before = (world.license(&vault, running).await.unwrap().license(), world.pool(&vault).await.income);
    for number in [named, resolved] {
        let mut execute = vault.execute(number, &ending);
        execute.income_mint = Some(mints[0]);
        world.send(&[execute.instruction()], &[]).await.unwrap();
    }
    let state = world.vault(&vault).await;
    assert_eq!((state.curator, state.status()), (eve.pubkey(), Ok(Status::Active)));
    assert_eq!((world.license(&vault, running).await.unwrap().license(), world.pool(&vault).await.income), before);
    for (number, action) in [(granted, &granting), (ended, &ending), (added, &adding)] {
        world.send(&[vault.execute(number, action).instruction()], &[]).await.unwrap();
    }

    // Nor does a vote end the licence of another vault.
    let foreign = Action::EndLicense { license };
    let creator = other.creator.clone();
    world.stake(&other, &creator, 5_000_000_000).await.unwrap();
    let number = carry(&mut world, &other, &creator, foreign).await;
    make_due(&mut world, &other, number).await;
    assert_fails(world.execute(&other, number).await, "LicenseOfAnotherVault");
}
