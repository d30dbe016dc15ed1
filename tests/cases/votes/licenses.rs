//! Licences: what the holders grant, the licensee pays for and the buyer has to know.

use {
    crate::stage::{DAY, FORTNIGHT, HOUR, carry, clear, close, decide, grant, leave, make_due, pay_out, sell, staked},
    mosaic_client::{
        instructions::{CloseLicense, ExecuteProposal},
        pda,
        state::Action,
    },
    mosaic_harness::{Actor, Stage, VaultCookie, World, assert_fails, event, world::CASH},
};

/// 1,000 raw units for each second of a week, over which income is streamed.
const FEE: u64 = 604_800_000;

/// Ana has three parts of four staked and Ben one; the vault takes income in the quote mint.
async fn letting(world: &mut World) -> (VaultCookie, [Actor; 3]) {
    let vault = world.at(Stage::Active).await;
    let [ana, ben, _] = world.spread(&vault).await;
    let (mint, tenant) = (world.quote_mint, world.actor("tenant").await);
    world.stake(&vault, &ana, 3 << 30).await.unwrap();
    world.stake(&vault, &ben, 1 << 30).await.unwrap();
    world.add_income_mint(&vault, &mint).await.unwrap();
    (vault, [ana, ben, tenant])
}

async fn claim(world: &mut World, vault: &VaultCookie, holder: &Actor) -> u64 {
    let (mint, before) = (world.quote_mint, world.cash_of(holder).await);
    world.claim_income(vault, holder, &mint).await.unwrap();
    world.cash_of(holder).await - before
}

#[tokio::test]
async fn the_fee_of_every_term_is_income_of_the_stakes_to_the_unit() {
    let mut world = World::new().await;
    let (vault, [ana, ben, tenant]) = letting(&mut world).await;
    let number = decide(&mut world, &vault, &ana, grant(&tenant, FEE, 30 * DAY, false)).await;
    let take = vault.take_license(&tenant.pubkey(), number);
    assert_fails(world.send(&[take.renew()], &[&tenant]).await, "LicenseNotTaken");
    let receipt = world.send(&[take.accept()], &[&tenant]).await.unwrap();
    let from = world.bank.now().await;
    let until = from + 30 * DAY;
    if let Some(taken) = event!(receipt, LicenseTaken) {
        assert_eq!((taken.number, taken.licensee, taken.fee), (number, tenant.pubkey(), FEE));
        assert_eq!((taken.from, taken.until), (from, until));
    }
    let license = world.license(&vault, number).await.unwrap();
    assert_eq!((license.from, license.until), (from, until));
    let state = world.vault(&vault).await;
    assert_eq!((state.licensed_until, state.exclusive_until), (until, 0));
    assert_eq!(world.cash_of(&tenant).await, CASH - FEE);
    world.bank.advance(DAY).await;
    assert_eq!(claim(&mut world, &vault, &ana).await, FEE / 7 / 4 * 3);
    world.bank.advance(6 * DAY).await;
    assert_eq!(claim(&mut world, &vault, &ana).await, FEE / 7 / 4 * 18);
    assert_eq!(claim(&mut world, &vault, &ben).await, FEE / 4);

    // Nobody is charged twice: not for the first term, nor for more than one ahead.
    assert_fails(world.send(&[take.accept()], &[&tenant]).await, "LicenseTaken");
    world.send(&[take.renew()], &[&tenant]).await.unwrap();
    assert_eq!(world.license(&vault, number).await.unwrap().until, until + 30 * DAY);
    assert_fails(world.send(&[take.renew()], &[&tenant]).await, "LicenseRenewed");
    assert_eq!(world.cash_of(&tenant).await, CASH - 2 * FEE);
    world.bank.set_clock(until - 1).await;
    assert_fails(world.send(&[take.renew()], &[&tenant]).await, "LicenseRenewed");
    world.bank.advance(1).await;
    world.send(&[take.renew()], &[&tenant]).await.unwrap();
    let until = until + 60 * DAY;
    assert_eq!(world.vault(&vault).await.licensed_until, until);
    world.bank.set_clock(until - 1).await;
    world.simulate(&take.renew(), &[&tenant]).await.unwrap();
    assert_fails(world.send(&[vault.close_license(number).instruction()], &[]).await, "LicenseAlive");
    world.bank.set_clock(until).await;
    assert_fails(world.send(&[take.renew()], &[&tenant]).await, "LicenseOver");
    assert_eq!(claim(&mut world, &vault, &ben).await, FEE / 4 * 2);
    world.send(&[vault.close_license(number).instruction()], &[]).await.unwrap();
    assert!(world.license(&vault, number).await.is_none());
}

#[tokio::test]
async fn a_licence_is_taken_by_its_licensee_in_time() {
    let mut world = World::new().await;
    let (vault, [ana, ben, tenant]) = letting(&mut world).await;
    let number = decide(&mut world, &vault, &ana, grant(&tenant, FEE, 30 * DAY, false)).await;
    let offered_until = world.bank.now().await + FORTNIGHT;
    let take = vault.take_license(&tenant.pubkey(), number);
    let by_ben = vault.take_license(&ben.pubkey(), number);
    assert_fails(world.send(&[by_ben.accept()], &[&ben]).await, "NotTheLicensee");
    // Ben's cash is not the tenant's to spend, nor is a fraction cash.
    for (source, error) in [
        (vault.cash_account(&ben.pubkey()), "SourceOfAnotherOwner"),
        (vault.fraction_account(&ana.pubkey()), "SourceOfAnotherMint"),
    ] {
        let mut wrong = take;
        wrong.cash_source = source;
        assert_fails(world.send(&[wrong.accept()], &[&tenant]).await, error);
    }
    let cash = world.cash_account(&tenant.pubkey());
    world.transfer(&cash, &vault.cash_account(&ben.pubkey()), &tenant, CASH - FEE + 1).await;
    assert_fails(world.send(&[take.accept()], &[&tenant]).await, "SourceTooSmall");
    world.give_cash(&cash, 1).await;
    world.bank.set_clock(offered_until - 1).await;
    world.simulate(&take.accept(), &[&tenant]).await.unwrap();
    assert_fails(world.send(&[vault.close_license(number).instruction()], &[]).await, "LicenseAlive");
    world.bank.set_clock(offered_until).await;
    assert_fails(world.send(&[take.accept()], &[&tenant]).await, "LicenseOfferOver");
    assert_eq!(world.cash_of(&tenant).await, FEE);
    let mut elsewhere = vault.close_license(number);
    elsewhere.opener = ana.pubkey();
    assert_fails(world.send(&[elsewhere.instruction()], &[]).await, "WrongLicenseOpener");
    world.send(&[vault.close_license(number).instruction()], &[]).await.unwrap();
}

#[tokio::test]
async fn an_exclusive_licence_runs_alone() {
    let mut world = World::new().await;
    let (vault, [ana, ben, tenant]) = letting(&mut world).await;
    let museum = world.actor("museum").await;
    let first = carry(&mut world, &vault, &ana, grant(&tenant, 10, 3 * DAY, false)).await;
    let alone = carry(&mut world, &vault, &ana, grant(&museum, 20, 4 * DAY, true)).await;
    let third = carry(&mut world, &vault, &ana, grant(&ben, 30, DAY, false)).await;
    make_due(&mut world, &vault, third).await;
    for number in [first, alone, third] {
        world.execute(&vault, number).await.unwrap();
    }
    let accept = |holder: &Actor, number| vault.take_license(&holder.pubkey(), number).accept();
    let now = world.bank.now().await;
    world.send(&[accept(&tenant, first)], &[&tenant]).await.unwrap();
    assert_fails(world.send(&[accept(&museum, alone)], &[&museum]).await, "LicenseExcluded");
    world.bank.set_clock(now + 3 * DAY - 1).await;
    assert_fails(world.send(&[accept(&museum, alone)], &[&museum]).await, "LicenseExcluded");
    // Those that exclude nobody run side by side, and each keeps the exclusive one waiting.
    world.simulate(&accept(&ben, third), &[&ben]).await.unwrap();
    world.bank.advance(1).await;
    world.send(&[accept(&museum, alone)], &[&museum]).await.unwrap();
    let until = now + 7 * DAY;
    let state = world.vault(&vault).await;
    assert_eq!((state.licensed_until, state.exclusive_until), (until, until));
    world.bank.set_clock(until - 1).await;
    assert_fails(world.send(&[accept(&ben, third)], &[&ben]).await, "LicenseExcluded");
    assert_eq!(world.cash_of(&ben).await, CASH, "who is excluded pays nothing");
    // It renews itself into its next term, which excludes them as well.
    world.send(&[vault.take_license(&museum.pubkey(), alone).renew()], &[&museum]).await.unwrap();
    world.bank.set_clock(until).await;
    assert_fails(world.send(&[accept(&ben, third)], &[&ben]).await, "LicenseExcluded");
    assert_eq!(world.vault(&vault).await.exclusive_until, until + 4 * DAY);
    assert_eq!(world.cash_of(&museum).await, CASH - 40);
    world.bank.set_clock(until + 4 * DAY).await;
    world.send(&[accept(&ben, third)], &[&ben]).await.unwrap();
    assert_eq!(world.vault(&vault).await.licensed_until, until + 5 * DAY);
}

#[tokio::test]
async fn a_licence_outlives_the_sale_and_the_vault() {
    let mut world = World::new().await;
    let (vault, [ana, ben, cleo]) = staked(&mut world).await;
    let (creator, tenant, eve) = (vault.creator.clone(), world.actor("tenant").await, world.actor("Eve").await);
    let mint = world.quote_mint;
    world.add_income_mint(&vault, &mint).await.unwrap();
    let lamports = world.bank.lamports(&eve.pubkey()).await;
    let taken = carry(&mut world, &vault, &ana, grant(&tenant, FEE, 60 * DAY, true)).await;
    let waiting = carry(&mut world, &vault, &ana, grant(&eve, FEE, 60 * DAY, false)).await;
    make_due(&mut world, &vault, waiting).await;
    for number in [taken, waiting] {
        let action = world.proposal(&vault, number).await.action().unwrap();
        let execute = ExecuteProposal { executor: eve.pubkey(), ..vault.execute(number, &action) };
        world.send(&[execute.instruction()], &[&eve]).await.unwrap();
    }
    let granted_at = world.bank.now().await;
    let take = vault.take_license(&tenant.pubkey(), taken);
    world.send(&[take.accept()], &[&tenant]).await.unwrap();
    let until = granted_at + 60 * DAY;
    assert_eq!(world.quote(&vault).await.licensed_until, until, "who bids is told");

    let dan = world.actor("Dan").await;
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    // Whoever has bid has bid for the vault as it was.
    for instruction in [take.renew(), vault.take_license(&eve.pubkey(), waiting).accept()] {
        assert_fails(world.send(&[instruction], &[&tenant, &eve]).await, "WrongStatus");
    }
    assert_eq!(world.quote(&vault).await.licensed_until, until);
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    assert_eq!(world.quote(&vault).await.licensed_until, until, "and so is whoever asks after the sale");
    assert_fails(world.send(&[take.renew()], &[&tenant]).await, "WrongStatus");

    world.bank.advance(7 * DAY).await;
    for holder in [&ana, &ben, &cleo] {
        leave(&mut world, &vault, holder).await;
        world.claim_income(&vault, holder, &mint).await.unwrap();
    }
    pay_out(&mut world, &vault, &[&dan], &[&ana, &ben, &cleo, &creator]).await;
    for number in [taken, waiting] {
        clear(&mut world, &vault, number, &[&ana]).await;
    }
    world.close_income(&vault, &mint).await.unwrap();
    world.close_staking(&vault).await.unwrap();
    close(&mut world, &vault).await;

    // The vault is gone and the proof is there, until it has run out; so is the one that nobody took.
    let closing = |number| CloseLicense { opener: eve.pubkey(), ..vault.close_license(number) }.instruction();
    let license = world.license(&vault, taken).await.unwrap();
    assert_eq!((license.vault, license.licensee, license.until), (vault.address, tenant.pubkey(), until));
    assert_fails(world.send(&[closing(taken)], &[]).await, "LicenseAlive");
    assert_fails(world.send(&[closing(waiting)], &[]).await, "LicenseAlive");
    world.bank.set_clock(granted_at + FORTNIGHT).await;
    world.send(&[closing(waiting)], &[]).await.unwrap();
    assert_fails(world.send(&[take.renew()], &[&tenant]).await, "AccountOwnedByWrongProgram");
    world.bank.set_clock(until).await;
    world.send(&[closing(taken)], &[]).await.unwrap();
    assert_eq!(world.bank.lamports(&eve.pubkey()).await, lamports, "who paid the rent has it back");
}

#[tokio::test]
async fn a_licence_may_cost_nothing_and_a_rental_is_a_short_one() {
    let mut world = World::new().await;
    let (vault, [ana, ..]) = staked(&mut world).await;
    let (mint, tenant) = (world.quote_mint, world.actor("tenant").await);
    let free = carry(&mut world, &vault, &ana, grant(&tenant, 0, HOUR, false)).await;
    let rental = carry(&mut world, &vault, &ana, grant(&tenant, 9, HOUR, false)).await;
    make_due(&mut world, &vault, rental).await;
    for number in [free, rental] {
        world.execute(&vault, number).await.unwrap();
    }
    // It is the vault's income, wherefore the vault has to take some: anybody may see to that.
    let take = vault.take_license(&tenant.pubkey(), free);
    assert_fails(world.send(&[take.accept()], &[&tenant]).await, "WrongIncomeAccount");
    let mut add = vault.add_income_mint(&mint);
    add.payer = tenant.pubkey();
    world.send(&[add.instruction()], &[&tenant]).await.unwrap();
    world.send(&[take.accept()], &[&tenant]).await.unwrap();
    world.send(&[take.renew()], &[&tenant]).await.unwrap();
    assert_eq!((world.cash_of(&tenant).await, world.income_balance(&vault, &mint).await), (CASH, 0));
    let now = world.bank.now().await;
    assert_eq!(world.vault(&vault).await.licensed_until, now + 2 * HOUR);
    // Rented by the hour, as long as it goes on.
    let take = vault.take_license(&tenant.pubkey(), rental);
    world.send(&[take.accept()], &[&tenant]).await.unwrap();
    for hour in 1..4 {
        world.bank.set_clock(now + hour * HOUR - 1).await;
        world.send(&[take.renew()], &[&tenant]).await.unwrap();
    }
    assert_eq!(world.license(&vault, rental).await.unwrap().until, now + 4 * HOUR);
    assert_eq!((world.cash_of(&tenant).await, world.income_balance(&vault, &mint).await), (CASH - 36, 36));
    // The shorter one has not moved the end of the longer one back.
    assert_eq!(world.vault(&vault).await.licensed_until, now + 4 * HOUR);
}

#[tokio::test]
async fn an_offer_that_was_ended_is_not_taken() {
    let mut world = World::new().await;
    let (vault, [ana, _, tenant]) = letting(&mut world).await;
    let number = decide(&mut world, &vault, &ana, grant(&tenant, FEE, DAY, true)).await;
    let license = pda::license(&vault.address, number);
    decide(&mut world, &vault, &ana, Action::EndLicense { license }).await;
    let take = vault.take_license(&tenant.pubkey(), number);
    assert_fails(world.send(&[take.accept()], &[&tenant]).await, "LicenseEnded");
    world.send(&[vault.close_license(number).instruction()], &[]).await.unwrap();
    assert_fails(world.send(&[take.accept()], &[&tenant]).await, "AccountOwnedByWrongProgram");
    assert_eq!((world.cash_of(&tenant).await, world.vault(&vault).await.licensed_until), (CASH, 0));
    sell(&mut world, &vault).await;
}
