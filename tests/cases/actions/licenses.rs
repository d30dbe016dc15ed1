//! Licences: what the quotes say is what is paid and what right it buys.

use {
    crate::stage::{
        OPENING, Opened, SUPPLY, check_accounts, end_and_settle, give_fractions, open, pass, perform, place, purse,
        refusal, stake_asking,
    },
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        ClientError,
        actions::{Ask, PlaceBid, TakeLicense, WrappedSol, accept_license, close_license, renew_license},
        error::Exclusion,
        pda,
        quotes::{AccountKind, LicenseQuote},
        rules::{RuleError, Status},
        state::Action as Proposed,
        views::{LicenseState, LicenseView, Party, Step, VaultView},
    },
    mosaic_harness::{Actor, Standard, World, world::WorldOptions},
};

const DAY: i64 = 86_400;
const FEE: u64 = 70_000_000;

fn granted(licensee: &Actor, fee: u64, exclusive: bool) -> Proposed {
    Proposed::GrantLicense {
        licensee: licensee.pubkey(),
        terms_uri: "https://example.org/terms".to_owned(),
        terms_hash: [9; 32],
        fee,
        term_secs: 10 * 86_400,
        exclusive,
    }
}

/// A vault of which Ana has staked a quarter.
async fn licensor(world: &mut World) -> (Opened, Actor) {
    let opened = open(world, &[Standard::NonFungible]).await;
    let ana = world.actor("Ana").await;
    give_fractions(world, &opened, &ana, SUPPLY / 4).await;
    stake_asking(world, &opened.vault, &ana, SUPPLY / 4, Ask::Nothing).await;
    (opened, ana)
}

async fn license(world: &World, vault: &Pubkey, number: u64) -> LicenseView {
    LicenseView::read(&world.bank, vault, number).await.unwrap().expect("the licence is there")
}

/// Accepts or renews, and checks that exactly what the quote says is paid and bought.
async fn take(world: &mut World, order: &TakeLicense, licensee: &Actor, renews: bool) -> LicenseQuote {
    let before = purse(world, &order.vault, licensee).await;
    let action = match renews {
        true => renew_license(&world.bank, order).await.unwrap(),
        false => accept_license(&world.bank, order).await.unwrap(),
    };
    assert_eq!(perform(world, &action, &[licensee]).await.len(), 1);
    let (after, quote) = (purse(world, &order.vault, licensee).await, action.quote);
    assert_eq!(before.cash - after.cash, quote.fee);
    assert_eq!(before.lamports - after.lamports, quote.rent);
    check_accounts(world, &quote.accounts).await;
    let taken = license(world, &order.vault, order.number).await;
    assert_eq!(taken.state, LicenseState::Running { until: quote.until });
    assert_eq!((taken.renewable_from, taken.license.from), (Some(quote.renewable_from), quote.from));
    let view = VaultView::read(&world.bank, &order.vault).await.unwrap();
    assert_eq!(view.licensed_until(), Some(quote.licensed_until));
    if let Some(promised) = &quote.income {
        let income = view.income(&view.vault.quote_mint).unwrap().unwrap();
        assert_eq!((income.waiting, income.secs_left), (promised.waiting, promised.secs));
        assert_eq!(income.per_second, promised.per_second);
    }
    quote
}

#[tokio::test]
async fn a_licence_is_taken_renewed_and_closed_as_quoted() {
    let mut world = World::new().await;
    let (opened, ana) = licensor(&mut world).await;
    let (vault, dan, eve) = (opened.vault, world.actor("Dan").await, world.actor("Eve").await);
    let executed = pass(&mut world, &vault, &ana, granted(&dan, FEE, false)).await;
    check_accounts(&world, &executed.accounts).await;
    assert_eq!((executed.license, executed.accounts[0].kind), (Some(pda::license(&vault, 0)), AccountKind::License));
    let offered = license(&world, &vault, 0).await;
    let until = executed.offered_until.unwrap();
    assert_eq!(offered.state, LicenseState::Offered { until });
    assert_eq!((offered.fee, offered.licensee, offered.opener), (FEE, dan.pubkey(), ana.pubkey()));
    assert_eq!((offered.terms_uri.as_str(), offered.terms_hash), ("https://example.org/terms", [9; 32]));
    assert_eq!(offered.next_steps(until - 1), [(Party::Licensee, Step::AcceptLicense { number: 0 })]);
    let order = TakeLicense::new(vault, 0, dan.pubkey());
    let stranger = TakeLicense { licensee: eve.pubkey(), ..order };
    let error = ClientError::NotTheLicensee { licensee: dan.pubkey() };
    assert_eq!(refusal(accept_license(&world.bank, &stranger).await), error);
    let early = ClientError::Rule(RuleError::LicenseNotTaken);
    assert_eq!(refusal(renew_license(&world.bank, &order).await), early);
    let alive = ClientError::Rule(RuleError::LicenseAlive);
    assert_eq!(refusal(close_license(&world.bank, &vault, 0).await), alive);
    let none = ClientError::NoLicense { vault, number: 1 };
    assert_eq!(refusal(close_license(&world.bank, &vault, 1).await), none);
    let account = world.cash_account(&dan.pubkey());
    world.set_frozen(&account, true).await;
    assert_eq!(refusal(accept_license(&world.bank, &order).await), ClientError::Frozen { account });
    world.set_frozen(&account, false).await;

    // The licensee makes the account of income; the fee streams to who has staked.
    world.bank.set_clock(until - 1).await;
    let quote = take(&mut world, &order, &dan, false).await;
    assert_eq!(quote.accounts.iter().map(|made| made.kind).collect::<Vec<_>>(), [AccountKind::IncomeAccount]);
    assert_eq!((quote.from, quote.until, quote.until_before), (until - 1, until - 1 + 10 * DAY, None));
    assert_eq!((quote.renewable_from, quote.licensed_until), (quote.from, quote.until));
    assert_eq!(quote.income.as_ref().unwrap().waiting, FEE);
    let twice = ClientError::Rule(RuleError::LicenseTaken);
    assert_eq!(refusal(accept_license(&world.bank, &order).await), twice);

    // One term ahead, and no further before the next has begun.
    let renewed = take(&mut world, &order, &dan, true).await;
    assert_eq!((renewed.until_before, renewed.until), (Some(quote.until), quote.until + 10 * DAY));
    let ahead = ClientError::LicenseRenewed { renewable_from: quote.until };
    assert_eq!(refusal(renew_license(&world.bank, &order).await), ahead);
    world.bank.set_clock(quote.until - 1).await;
    assert_eq!(refusal(renew_license(&world.bank, &order).await), ahead);
    world.bank.set_clock(quote.until).await;
    let steps = license(&world, &vault, 0).await.next_steps(quote.until);
    assert_eq!(steps, [(Party::Licensee, Step::RenewLicense { number: 0 })]);
    take(&mut world, &order, &dan, true).await;

    // The holders end it: what is paid for is kept, and nothing more can be.
    let ended = pass(&mut world, &vault, &ana, Proposed::EndLicense { license: pda::license(&vault, 0) }).await;
    assert_eq!((ended.license, ended.rent), (Some(pda::license(&vault, 0)), 0));
    let kept = license(&world, &vault, 0).await;
    assert!(kept.is_running() && kept.ended && kept.renewable_from.is_none() && !kept.closable);
    let over = ClientError::Rule(RuleError::LicenseEnded);
    assert_eq!(refusal(renew_license(&world.bank, &order).await), over);

    let until = kept.license.until;
    world.bank.set_clock(until).await;
    let gone = license(&world, &vault, 0).await;
    assert_eq!((gone.state, gone.closable), (LicenseState::Over { since: until }, true));
    assert_eq!(VaultView::read(&world.bank, &vault).await.unwrap().licensed_until(), None);
    let before = purse(&world, &vault, &ana).await;
    let action = close_license(&world.bank, &vault, 0).await.unwrap();
    perform(&mut world, &action, &[]).await;
    assert_eq!((action.quote.to, action.quote.lamports), (ana.pubkey(), executed.rent));
    assert_eq!(purse(&world, &vault, &ana).await.lamports - before.lamports, executed.rent);
    assert!(LicenseView::read(&world.bank, &vault, 0).await.unwrap().is_none());
}

#[tokio::test]
async fn an_exclusive_licence_runs_beside_no_other() {
    let mut world = World::new().await;
    let (opened, ana) = licensor(&mut world).await;
    let (vault, dan, eve) = (opened.vault, world.actor("Dan").await, world.actor("Eve").await);
    pass(&mut world, &vault, &ana, granted(&dan, FEE, false)).await;
    let first = take(&mut world, &TakeLicense::new(vault, 0, dan.pubkey()), &dan, false).await;
    pass(&mut world, &vault, &ana, granted(&eve, 0, true)).await;
    let alone = TakeLicense::new(vault, 1, eve.pubkey());
    let error = ClientError::LicenseExcluded { by: Exclusion::Any, until: first.until };
    assert_eq!(refusal(accept_license(&world.bank, &alone).await), error);
    assert_eq!(
        error.to_string(),
        format!("another licence runs until {} (Unix seconds), which excludes this licence", first.until)
    );
    world.bank.set_clock(first.until).await;
    let quote = take(&mut world, &alone, &eve, false).await;
    assert_eq!((quote.fee, quote.income, quote.accounts.len()), (0, None, 0), "a licence may be free");
    pass(&mut world, &vault, &ana, granted(&dan, FEE, false)).await;
    let beside = TakeLicense::new(vault, 2, dan.pubkey());
    let error = ClientError::LicenseExcluded { by: Exclusion::Exclusive, until: quote.until };
    assert_eq!(refusal(accept_license(&world.bank, &beside).await), error);

    // A buyer sees what outlives the sale; from the first bid on nothing is taken or renewed.
    let dear = TakeLicense::new(vault, 1, eve.pubkey());
    let renewed = take(&mut world, &dear, &eve, true).await;
    place(&mut world, &dan, &PlaceBid::new(vault, dan.pubkey(), OPENING)).await;
    let closed = ClientError::WrongStatus { status: Status::Auction };
    assert_eq!(refusal(renew_license(&world.bank, &dear).await), closed);
    end_and_settle(&mut world, &vault).await;
    let view = VaultView::read(&world.bank, &vault).await.unwrap();
    assert_eq!((view.licensed_until(), view.exclusive_until()), (Some(renewed.until), Some(renewed.until)));
    assert_eq!(view.quote().unwrap().licensed_until, renewed.until);
    assert!(license(&world, &vault, 1).await.is_running());
    let late = license(&world, &vault, 2).await;
    world.bank.set_clock(late.license.offered_until).await;
    assert_eq!(license(&world, &vault, 2).await.state, LicenseState::Lapsed);
    let action = close_license(&world.bank, &vault, 2).await.unwrap();
    perform(&mut world, &action, &[]).await;
}

#[tokio::test]
async fn a_fee_in_sol_is_wrapped() {
    let options = WorldOptions { native_quote: true, cash: 0, ..WorldOptions::default() };
    let mut world = World::with(options).await;
    let (opened, ana) = licensor(&mut world).await;
    let (vault, dan) = (opened.vault, world.bank.actor("Dan").await);
    pass(&mut world, &vault, &ana, granted(&dan, FEE, false)).await;
    let order = TakeLicense::new(vault, 0, dan.pubkey());
    let as_is = TakeLicense { sol: WrappedSol::AsIs, ..order };
    let poor = ClientError::NotEnoughCash { needed: FEE, available: 0 };
    assert_eq!(refusal(accept_license(&world.bank, &as_is).await), poor);
    let before = world.bank.lamports(&dan.pubkey()).await;
    let action = accept_license(&world.bank, &order).await.unwrap();
    assert_eq!(perform(&mut world, &action, &[&dan]).await.len(), 1);
    let quote = action.quote;
    assert_eq!((quote.wrapped, quote.accounts.len()), (FEE, 2));
    // The account for wrapped SOL was made and closed again: its rent is back.
    let token_rent = quote.accounts[1].lamports;
    assert_eq!(before - world.bank.lamports(&dan.pubkey()).await, FEE + quote.rent - token_rent);
    assert!(world.bank.account(&pda::associated_token(&dan.pubkey(), &world.quote_mint)).await.is_none());
    assert!(license(&world, &vault, 0).await.is_running());
}
