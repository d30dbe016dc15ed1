//! Income: what the quotes say is what is paid, to the unit and the lamport.

use {
    crate::stage::{
        OPENING, Opened, SUPPLY, balance, check_accounts, end_and_settle, give_fractions, open, pay_income, perform,
        place, purse, refusal, staked_view,
    },
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        ClientError,
        actions::{
            AddIncomeMint, ClaimIncome, DepositIncome, PlaceBid, Stake, Unstake, WrappedSol, add_income_mint,
            claim_income, deposit_income, stake, unstake,
        },
        pda,
        quotes::{AccountKind, ClaimIncomeQuote},
        rules::{RuleError, Status},
        views::{Due, Party, Step, VaultView},
    },
    mosaic_harness::{Actor, Standard, World, world::WorldOptions},
    solana_signer::Signer,
};

/// A deposit of so much is released at 1,000 raw units a second over the usual week.
const WEEKLY: u64 = 604_800_000;
const WEEK: u32 = 604_800;

/// Gives a holder fractions and stakes them.
async fn put(world: &mut World, opened: &Opened, holder: &Actor, amount: u64) {
    give_fractions(world, opened, holder, amount).await;
    let order = Stake { vault: opened.vault, holder: holder.pubkey(), amount };
    let action = stake(&world.bank, &order).await.unwrap();
    perform(world, &action, &[holder]).await;
}

/// Claims, and checks that exactly what the quote says arrives and is paid for.
async fn collect(world: &mut World, order: &ClaimIncome, holder: &Actor, payer: &Actor) -> ClaimIncomeQuote {
    let action = claim_income(&world.bank, order).await.unwrap();
    let mut before = Vec::new();
    for due in &action.quote.claims {
        before.push(balance(world, holder, &due.mint).await);
    }
    let lamports = [world.bank.lamports(&holder.pubkey()).await, world.bank.lamports(&payer.pubkey()).await];
    perform(world, &action, &[payer]).await;
    let quote = action.quote;
    for (due, before) in quote.claims.iter().zip(before) {
        assert_eq!(balance(world, holder, &due.mint).await, before + due.amount, "{}", due.mint);
    }
    let after = [world.bank.lamports(&holder.pubkey()).await, world.bank.lamports(&payer.pubkey()).await];
    if holder.pubkey() == payer.pubkey() {
        assert_eq!(after[0] + quote.rent, lamports[0] + quote.returned);
    } else {
        assert_eq!((after[0], after[1] + quote.rent), (lamports[0] + quote.returned, lamports[1]));
    }
    quote
}

#[tokio::test]
async fn income_is_released_and_claimed_as_quoted() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let (vault, mint) = (opened.vault, world.quote_mint);
    let (ana, ben, dan) = (world.actor("Ana").await, world.actor("Ben").await, world.actor("Dan").await);

    // While nothing is staked the income waits.
    let before = purse(&world, &vault, &dan).await;
    let quote = pay_income(&mut world, &vault, &dan, mint, WEEKLY).await;
    let after = purse(&world, &vault, &dan).await;
    let kinds: Vec<_> = quote.accounts.iter().map(|account| account.kind).collect();
    assert_eq!(kinds, [AccountKind::Pool, AccountKind::StakedFractions, AccountKind::IncomeAccount]);
    check_accounts(&world, &quote.accounts).await;
    assert_eq!((before.lamports - after.lamports, before.cash - after.cash), (quote.rent, WEEKLY));
    assert_eq!((quote.waiting_before, quote.waiting, quote.secs, quote.staked), (0, WEEKLY, WEEK, 0));
    assert_eq!((quote.per_second, quote.per_fraction_second), (1_000 << 64, 0));
    world.bank.advance(86_400).await;
    let view = VaultView::read(&world.bank, &vault).await.unwrap();
    let income = view.income(&mint).unwrap().unwrap();
    assert_eq!((income.waiting, income.secs_left, income.earned()), (WEEKLY, WEEK, 0));
    assert!(!view.next_steps().contains(&(Party::Staker, Step::ClaimIncome)));

    // Together 2^32, by which everything can be divided without a rest.
    put(&mut world, &opened, &ana, 3 << 30).await;
    put(&mut world, &opened, &ben, 1 << 30).await;
    world.bank.advance(10).await;
    let (view, staked) = staked_view(&world, &vault, &ana).await;
    assert_eq!(staked.unwrap().due, [Due { mint, amount: 7_500 }]);
    assert!(view.next_steps().contains(&(Party::Staker, Step::ClaimIncome)));
    let income = view.income(&mint).unwrap().unwrap();
    assert_eq!((income.waiting, income.secs_left, income.per_second), (WEEKLY - 10_000, WEEK - 10, 1_000 << 64));
    assert_eq!(income.earned_by(3 << 30, view.staked(), 86_400), Ok(750 * 86_400), "in a day from now");

    // Anybody claims for the holder, who signs nothing.
    let crank = ClaimIncome { payer: dan.pubkey(), ..ClaimIncome::new(vault, ana.pubkey()) };
    let paid = collect(&mut world, &crank, &ana, &dan).await;
    assert_eq!((paid.claims[0].amount, paid.closes, paid.rent), (7_500, false, 0));
    let nothing = ClientError::NoIncomeDue { holder: ana.pubkey() };
    assert_eq!(refusal(claim_income(&world.bank, &crank).await), nothing);

    // Half a week later as much again comes in for the half that waits: three quarters of a week.
    world.bank.advance(i64::from(WEEK / 2 - 10)).await;
    let more = pay_income(&mut world, &vault, &dan, mint, WEEKLY / 2).await;
    assert_eq!((more.waiting_before, more.secs_before), (WEEKLY / 2, WEEK / 2));
    assert_eq!((more.waiting, more.secs), (WEEKLY, 3 * (WEEK / 4)));
    assert_eq!((more.accounts, more.staked), (vec![], 4 << 30));
    assert_eq!(more.per_fraction_second, more.per_second >> 32);
    let view = VaultView::read(&world.bank, &vault).await.unwrap();
    let income = view.income(&mint).unwrap().unwrap();
    assert_eq!((income.waiting, income.secs_left, income.per_second), (more.waiting, more.secs, more.per_second));

    // What Ben has earned stays his when he has unstaked; claiming it closes the stake.
    let out = unstake(&world.bank, &Unstake { vault, holder: ben.pubkey(), amount: None }).await.unwrap();
    perform(&mut world, &out, &[&ben]).await;
    assert_eq!((out.quote.due.as_slice(), out.quote.closes), (&[Due { mint, amount: WEEKLY / 8 }][..], false));
    world.bank.advance(1_000_000).await;
    let last = collect(&mut world, &ClaimIncome::new(vault, ben.pubkey()), &ben, &ben).await;
    assert!(last.closes && last.returned > 0);
    assert_eq!(last.claims, out.quote.due);
    let all = collect(&mut world, &ClaimIncome::new(vault, ana.pubkey()), &ana, &ana).await;
    assert_eq!(7_500 + WEEKLY / 8 + all.claims[0].amount, WEEKLY + WEEKLY / 2, "nothing is lost");
    let gone = ClientError::NothingStaked { vault, holder: ben.pubkey() };
    assert_eq!(refusal(claim_income(&world.bank, &ClaimIncome::new(vault, ben.pubkey())).await), gone);
}

async fn refused_mint(world: &World, vault: Pubkey, payer: &Actor, mint: Pubkey) -> ClientError {
    refusal(add_income_mint(&world.bank, &AddIncomeMint { vault, payer: payer.pubkey(), mint }).await)
}

#[tokio::test]
async fn three_mints_are_added_paid_and_claimed() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let (vault, curator) = (opened.vault, opened.creator.clone());
    let (ana, dan) = (world.actor("Ana").await, world.actor("Dan").await);
    let mut mints = Vec::new();
    for decimals in [0, 9, 6] {
        let mint = world.bank.create_mint(decimals, None).await;
        world.bank.fund(&dan.pubkey(), &mint, u64::MAX).await;
        mints.push(mint);
    }
    let stranger = ClientError::NotTheCurator { curator: curator.pubkey() };
    assert_eq!(refused_mint(&world, vault, &dan, mints[0]).await, stranger);
    let paying = |mint| DepositIncome { vault, depositor: dan.pubkey(), mint, amount: 1, sol: WrappedSol::Auto };
    let unknown = ClientError::NoIncomeMint { mint: mints[0], curator: curator.pubkey() };
    assert_eq!(refusal(deposit_income(&world.bank, &paying(mints[0])).await), unknown);
    let own = ClientError::IncomeMintIsFraction { mint: opened.quote.fraction_mint };
    assert_eq!(refused_mint(&world, vault, &curator, opened.quote.fraction_mint).await, own);
    let wallet = ClientError::IncomeMintNotClassic { mint: dan.pubkey() };
    assert_eq!(refused_mint(&world, vault, &curator, dan.pubkey()).await, wallet);

    for (place, mint) in [(1, mints[0]), (2, mints[1])] {
        let before = purse(&world, &vault, &curator).await;
        let order = AddIncomeMint { vault, payer: curator.pubkey(), mint };
        let action = add_income_mint(&world.bank, &order).await.unwrap();
        perform(&mut world, &action, &[&curator]).await;
        let after = purse(&world, &vault, &curator).await;
        check_accounts(&world, &action.quote.accounts).await;
        assert_eq!((before.lamports - after.lamports, action.quote.place), (action.quote.rent, place));
        assert_eq!(action.quote.accounts.len(), if place == 1 { 3 } else { 1 });
        assert_eq!(refused_mint(&world, vault, &curator, mint).await, ClientError::IncomeMintKnown { mint });
    }
    assert_eq!(refused_mint(&world, vault, &curator, mints[2]).await, ClientError::TooManyIncomeMints { most: 2 });
    // The first place is kept for the quote mint, which anybody adds.
    let quote_mint = world.quote_mint;
    let order = AddIncomeMint { vault, payer: dan.pubkey(), mint: quote_mint };
    let action = add_income_mint(&world.bank, &order).await.unwrap();
    perform(&mut world, &action, &[&dan]).await;
    assert_eq!(action.quote.place, 0);

    put(&mut world, &opened, &ana, 1).await;
    pay_income(&mut world, &vault, &dan, quote_mint, 604_799).await;
    pay_income(&mut world, &vault, &dan, mints[0], 7).await;
    let most = pay_income(&mut world, &vault, &dan, mints[1], u64::MAX).await;
    assert_eq!(most.waiting, u64::MAX);
    let full = DepositIncome { amount: u64::MAX, ..paying(mints[1]) };
    assert_eq!(refusal(deposit_income(&world.bank, &full).await), ClientError::Rule(RuleError::Overflow));

    // A day: a seventh of each, rounded down; only what is wanted is claimed, or all.
    world.bank.advance(86_400).await;
    let (_, staked) = staked_view(&world, &vault, &ana).await;
    let due = staked.unwrap().due;
    let seventh = |amount: u64| amount / 7;
    assert_eq!(
        due.iter().map(|due| due.amount).collect::<Vec<_>>(),
        [seventh(604_799), 1, seventh(u64::MAX)],
        "in the order of the places"
    );
    let crank =
        ClaimIncome { payer: dan.pubkey(), mints: Some(vec![mints[1]]), ..ClaimIncome::new(vault, ana.pubkey()) };
    let one = collect(&mut world, &crank, &ana, &dan).await;
    assert_eq!((one.claims.as_slice(), one.accounts[0].kind), (&due[2..], AccountKind::TokenAccount));
    assert_eq!(refusal(claim_income(&world.bank, &crank).await), ClientError::NoIncomeDue { holder: ana.pubkey() });
    let rest = collect(&mut world, &ClaimIncome::new(vault, ana.pubkey()), &ana, &ana).await;
    assert_eq!((rest.claims.as_slice(), rest.accounts.len()), (&due[..2], 1));
}

#[tokio::test]
async fn income_in_sol_is_wrapped_and_unwrapped() {
    let options = WorldOptions { native_quote: true, cash: 0, ..WorldOptions::default() };
    let mut world = World::with(options).await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let (vault, mint) = (opened.vault, world.quote_mint);
    let (ana, ben, dan) = (world.bank.actor("Ana").await, world.bank.actor("Ben").await, world.bank.actor("Dan").await);
    put(&mut world, &opened, &ana, 100).await;
    put(&mut world, &opened, &ben, 100).await;

    let before = world.bank.lamports(&dan.pubkey()).await;
    let quote = pay_income(&mut world, &vault, &dan, mint, WEEKLY).await;
    assert_eq!((quote.wrapped, quote.accounts.len()), (WEEKLY, 2));
    // The account for wrapped SOL was made and closed again: its rent is back.
    let token_rent = quote.accounts[1].lamports;
    assert_eq!(before - world.bank.lamports(&dan.pubkey()).await, WEEKLY + quote.rent - token_rent);
    assert!(world.bank.account(&pda::associated_token(&dan.pubkey(), &mint)).await.is_none());
    let order = DepositIncome { vault, depositor: dan.pubkey(), mint, amount: WEEKLY, sol: WrappedSol::AsIs };
    let poor = ClientError::NotEnoughTokens { mint, needed: WEEKLY, available: 0 };
    assert_eq!(refusal(deposit_income(&world.bank, &order).await), poor);
    let rich = DepositIncome { amount: u64::MAX / 2, sol: WrappedSol::Auto, ..order };
    let error = refusal(deposit_income(&world.bank, &rich).await);
    assert!(matches!(error, ClientError::NotEnoughTokens { needed, .. } if needed == u64::MAX / 2), "{error}");

    world.bank.advance(100).await;
    // The holder itself gets SOL, and needs no account for wrapped SOL afterwards.
    let before = world.bank.lamports(&ana.pubkey()).await;
    let action = claim_income(&world.bank, &ClaimIncome::new(vault, ana.pubkey())).await.unwrap();
    perform(&mut world, &action, &[&ana]).await;
    assert!(action.quote.unwrapped);
    assert_eq!(world.bank.lamports(&ana.pubkey()).await - before, 50_000);
    // Who claims for another one cannot unwrap.
    let crank = ClaimIncome { payer: dan.pubkey(), ..ClaimIncome::new(vault, ben.pubkey()) };
    let quote = collect(&mut world, &crank, &ben, &dan).await;
    assert!(!quote.unwrapped);
    assert_eq!((quote.claims[0].amount, quote.rent), (50_000, token_rent));
}

#[tokio::test]
async fn a_frozen_account_keeps_only_its_own_income_back() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let (vault, curator, quote_mint) = (opened.vault, opened.creator.clone(), world.quote_mint);
    let (ana, dan) = (world.actor("Ana").await, world.actor("Dan").await);
    let freezer = world.bank.payer();
    let mint = world.bank.create_mint(6, Some(&freezer.pubkey())).await;
    for owner in [&curator, &dan] {
        world.bank.fund(&owner.pubkey(), &mint, 2 * WEEKLY).await;
    }
    // The curator adds the mint by paying in it.
    let added = pay_income(&mut world, &vault, &curator, mint, WEEKLY).await;
    assert_eq!(added.accounts.len(), 3);
    pay_income(&mut world, &vault, &dan, quote_mint, WEEKLY).await;
    put(&mut world, &opened, &ana, 100).await;
    world.bank.advance(10).await;

    let account = world.bank.create_ata(&ana.pubkey(), &mint).await;
    world.bank.freeze(&account, &mint, &freezer).await;
    let claiming = ClaimIncome::new(vault, ana.pubkey());
    let wanted = ClaimIncome { mints: Some(vec![mint]), ..claiming.clone() };
    assert_eq!(refusal(claim_income(&world.bank, &wanted).await), ClientError::Frozen { account });
    let paid = collect(&mut world, &claiming, &ana, &ana).await;
    assert_eq!(paid.claims, [Due { mint: quote_mint, amount: 10_000 }]);
    assert_eq!(refusal(claim_income(&world.bank, &claiming).await), ClientError::Frozen { account });
    world.bank.thaw(&account, &mint, &freezer).await;
    let paid = collect(&mut world, &claiming, &ana, &ana).await;
    assert_eq!(paid.claims, [Due { mint, amount: 10_000 }]);

    // The account of the vault itself: nothing comes in.
    let account = pda::income_account(&vault, &mint);
    world.bank.freeze(&account, &mint, &freezer).await;
    let order = DepositIncome { vault, depositor: dan.pubkey(), mint, amount: 5, sol: WrappedSol::Auto };
    assert_eq!(refusal(deposit_income(&world.bank, &order).await), ClientError::Frozen { account });
    world.bank.advance(10).await;
    assert_eq!(refusal(claim_income(&world.bank, &wanted).await), ClientError::Frozen { account });
}

#[tokio::test]
async fn what_cannot_be_paid_in() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let (vault, mint, dan) = (opened.vault, world.quote_mint, world.actor("Dan").await);
    let order = DepositIncome { vault, depositor: dan.pubkey(), mint, amount: 1, sol: WrappedSol::Auto };
    let zero = DepositIncome { amount: 0, ..order };
    assert_eq!(refusal(deposit_income(&world.bank, &zero).await), ClientError::Rule(RuleError::ZeroAmount));
    let available = world.cash_of(&dan).await;
    let rich = DepositIncome { amount: available + 1, ..order };
    let poor = ClientError::NotEnoughTokens { mint, needed: available + 1, available };
    assert_eq!(refusal(deposit_income(&world.bank, &rich).await), poor);
    let account = world.cash_account(&dan.pubkey());
    world.set_frozen(&account, true).await;
    assert_eq!(refusal(deposit_income(&world.bank, &order).await), ClientError::Frozen { account });
    world.set_frozen(&account, false).await;

    // During an auction income is still welcome, after the sale no more.
    let bid = PlaceBid::new(vault, dan.pubkey(), OPENING).with_fractions(SUPPLY / 2);
    give_fractions(&mut world, &opened, &dan, SUPPLY / 2).await;
    place(&mut world, &dan, &bid).await;
    pay_income(&mut world, &vault, &dan, mint, 1).await;
    end_and_settle(&mut world, &vault).await;
    let sold = ClientError::WrongStatus { status: Status::Sold };
    assert_eq!(refusal(deposit_income(&world.bank, &order).await), sold);
    let adding = AddIncomeMint { vault, payer: opened.creator.pubkey(), mint: opened.creator.pubkey() };
    assert_eq!(refusal(add_income_mint(&world.bank, &adding).await), sold);
}
