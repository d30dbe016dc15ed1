//! Stakes and asks: what the quotes say is what happens, and what the program would refuse the client refuses first.

use {
    crate::stage::{
        OPENING, SUPPLY, check_accounts, end_and_settle, give_fractions, open, perform, place, purse, refusal,
        stake_asking, staked_view,
    },
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        ClientError,
        actions::{
            Ask, PlaceBid, SetAsk, SetDelegate, Stake, StakeAndAsk, Unstake, bid, reclaim, set_ask, set_delegate,
            stake, stake_and_ask, unstake,
        },
        instructions::QuoteVault,
        quotes::{AccountKind, depth},
        rules::{RuleError, Status},
        state::decode_quote,
        views::{AskView, Party, Step, VaultView},
    },
    mosaic_harness::{Actor, Standard, World, world::logs_events},
};

const DAY: i64 = 86_400;

async fn reserve(world: &World, vault: &Pubkey) -> u64 {
    VaultView::read(&world.bank, vault).await.unwrap().reserve.price
}

#[tokio::test]
async fn a_stake_moves_what_its_quote_says_there_and_back() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let (vault, ana) = (opened.vault, world.actor("Ana").await);
    give_fractions(&mut world, &opened, &ana, 4_000_000_000).await;
    let order = |amount| Stake { vault, holder: ana.pubkey(), amount };
    let kinds = [vec![AccountKind::Pool, AccountKind::StakedFractions, AccountKind::Stake], vec![]];
    for (kinds, amount) in kinds.into_iter().zip([3_000_000_000, 999_999_999]) {
        let before = purse(&world, &vault, &ana).await;
        let action = stake(&world.bank, &order(amount)).await.unwrap();
        assert_eq!(perform(&mut world, &action, &[&ana]).await.len(), 1);
        let (after, quote) = (purse(&world, &vault, &ana).await, action.quote);
        assert_eq!(quote.accounts.iter().map(|account| account.kind).collect::<Vec<_>>(), kinds);
        check_accounts(&world, &quote.accounts).await;
        assert_eq!(before.lamports - after.lamports, quote.rent);
        assert_eq!(before.fractions - after.fractions, amount);
        let (view, staked) = staked_view(&world, &vault, &ana).await;
        let staked = staked.unwrap();
        assert_eq!((quote.staked, quote.before), (staked.amount, staked.amount - amount));
        assert_eq!((quote.total_staked, quote.reserve), (view.staked(), view.reserve));
        assert_eq!((staked.free_at, quote.free_at), (Some(quote.locked_until), Some(quote.locked_until)));
        assert_eq!(quote.locked_until, view.now + DAY);
        assert_eq!((staked.ask, staked.delegate, quote.ask), (None, None, None));
    }
    assert_eq!(stake(&world.bank, &order(1)).await.unwrap().quote.share_bps, 4_000, "of the supply");

    // Locked to the last second; then a part, then the rest, for which the account for fractions is made again.
    let (view, staked) = staked_view(&world, &vault, &ana).await;
    let free_at = staked.unwrap().free_at.unwrap();
    let part = Unstake { vault, holder: ana.pubkey(), amount: Some(1_000_000_000) };
    let locked = ClientError::StakeLocked { free_at, now: view.now };
    assert_eq!(refusal(unstake(&world.bank, &part).await), locked);
    assert_eq!(
        locked.to_string(),
        format!("the stake is locked for {DAY} more seconds, until {free_at} (Unix seconds)")
    );
    world.bank.set_clock(free_at - 1).await;
    assert_eq!(refusal(unstake(&world.bank, &part).await), ClientError::StakeLocked { free_at, now: free_at - 1 });
    world.bank.set_clock(free_at).await;
    let too_much = Unstake { amount: Some(3_999_999_999 + 1), ..part };
    let wanted = ClientError::NotEnoughStaked { needed: 4_000_000_000, staked: 3_999_999_999 };
    assert_eq!(refusal(unstake(&world.bank, &too_much).await), wanted);
    let none = Unstake { amount: Some(0), ..part };
    assert_eq!(refusal(unstake(&world.bank, &none).await), ClientError::Rule(RuleError::ZeroAmount));

    let action = unstake(&world.bank, &part).await.unwrap();
    perform(&mut world, &action, &[&ana]).await;
    assert_eq!((action.quote.staked, action.quote.closes, action.quote.returned), (2_999_999_999, false, 0));
    let (view, staked) = staked_view(&world, &vault, &ana).await;
    assert_eq!((staked.unwrap().amount, view.staked()), (2_999_999_999, action.quote.total_staked));

    let wallet = mosaic_client::pda::associated_token(&ana.pubkey(), &opened.quote.fraction_mint);
    let back = world.actor("Ben").await;
    give_fractions(&mut world, &opened, &back, 1).await;
    let there = mosaic_client::pda::associated_token(&back.pubkey(), &opened.quote.fraction_mint);
    let held = world.bank.token_balance(&wallet).await;
    world.transfer(&wallet, &there, &ana, held).await;
    let close = anchor_spl::token::spl_token::instruction::close_account(
        &anchor_spl::token::ID,
        &wallet,
        &ana.pubkey(),
        &ana.pubkey(),
        &[],
    );
    world.bank.must(&[close.unwrap()], &[&ana.keypair]).await;
    let before = purse(&world, &vault, &ana).await;
    let action = unstake(&world.bank, &Unstake { amount: None, ..part }).await.unwrap();
    perform(&mut world, &action, &[&ana]).await;
    let (after, quote) = (purse(&world, &vault, &ana).await, action.quote);
    assert!(quote.closes && quote.due.is_empty());
    assert_eq!(quote.accounts.len(), 1);
    assert_eq!(after.fractions, quote.before);
    assert_eq!(after.lamports + quote.rent, before.lamports + quote.returned);
    assert!(staked_view(&world, &vault, &ana).await.1.is_none());
    let nothing = ClientError::NothingStaked { vault, holder: ana.pubkey() };
    assert_eq!(refusal(unstake(&world.bank, &part).await), nothing);
}

/// Section 12 of the design: 40 % at level 90 and 11 % at level 92 bring the reserve to 822,702,474.
#[tokio::test]
async fn asks_move_the_reserve_as_quoted() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let vault = opened.vault;
    let (ana, ben, cleo) = (world.actor("Ana").await, world.actor("Ben").await, world.actor("Cleo").await);
    give_fractions(&mut world, &opened, &ana, 4_000_000_000).await;
    give_fractions(&mut world, &opened, &ben, 1_100_000_000).await;

    let before = purse(&world, &vault, &ana).await;
    let quote = stake_asking(&mut world, &vault, &ana, 4_000_000_000, Ask::Level(90)).await;
    let after = purse(&world, &vault, &ana).await;
    assert_eq!(before.lamports - after.lamports, quote.rent);
    check_accounts(&world, &quote.stake.accounts).await;
    check_accounts(&world, &quote.ask.accounts).await;
    assert_eq!((quote.stake.accounts.len(), quote.ask.accounts[0].kind), (3, AccountKind::Asks));
    assert_eq!(quote.ask.ask, Some(AskView { level: 90, price: 746_215_396 }));
    assert_eq!((quote.ask.weight, quote.ask.reserve.price), (4_000_000_000, OPENING));
    assert_eq!(reserve(&world, &vault).await, OPENING, "40 % decide nothing");

    // A wish is rounded up to the next level: 800,000,000 is between 91 and 92.
    let quote = stake_asking(&mut world, &vault, &ben, 1_100_000_000, Ask::AtLeast(800_000_000)).await;
    assert_eq!(quote.ask.ask, Some(AskView { level: 92, price: 822_702_474 }));
    assert_eq!(quote.ask.accounts, []);
    let (view, staked) = staked_view(&world, &vault, &ben).await;
    assert_eq!((quote.ask.reserve, quote.ask.reserve_before.price), (view.reserve, OPENING));
    assert_eq!((view.reserve.price, view.reserve.consenting), (822_702_474, 5_100_000_000));
    let staked = staked.unwrap();
    assert_eq!((staked.ask, staked.free_at), (quote.ask.ask, Some(quote.ask.locked_until)));
    assert!(view.next_steps().contains(&(Party::Anyone, Step::Bid { least_price: 822_702_474 })));

    let levels = depth(&view).unwrap();
    let shown: Vec<_> =
        levels.iter().map(|at| (at.level, at.price, at.weight, at.cumulative_bps, at.consents)).collect();
    let expected = [
        (90, 746_215_396, 4_000_000_000, 4_000, false),
        (92, 822_702_474, 1_100_000_000, 5_100, true),
        (96, OPENING, 4_900_000_000, 10_000, true),
    ];
    assert_eq!(shown, expected);
    assert_eq!(levels[2].asking, 0, "nobody asks the opening price, everybody else counts there");

    // What other programs are told is what the view says. Natively the bank sees no answer.
    let quote_vault = QuoteVault { vault, with_asks: true, with_auction: false };
    let receipt = world.simulate(&quote_vault.instruction(), &[]).await.unwrap();
    assert_eq!(receipt.return_data.is_some(), logs_events());
    if let Some((program, data)) = receipt.return_data {
        assert_eq!(decode_quote(&program, &data), Ok(view.quote().unwrap()));
    }

    let order = PlaceBid::new(vault, cleo.pubkey(), 822_702_473);
    assert_eq!(refusal(bid(&world.bank, &order).await), ClientError::Rule(RuleError::BidBelowReserve));
    place(&mut world, &cleo, &PlaceBid { price: 822_702_474, ..order }).await;
    let view = VaultView::read(&world.bank, &vault).await.unwrap();
    assert_eq!((view.status, view.auction.unwrap().consenting), (Status::Auction, 5_100_000_000));
}

#[tokio::test]
async fn asks_change_with_the_stake_and_can_be_taken_back() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let (vault, ana) = (opened.vault, world.actor("Ana").await);
    give_fractions(&mut world, &opened, &ana, 6_000_000_000).await;
    stake_asking(&mut world, &vault, &ana, 5_000_000_000, Ask::Level(80)).await;
    assert_eq!(reserve(&world, &vault).await, OPENING, "exactly half is no consent");

    // What is added asks the same.
    let action = stake(&world.bank, &Stake { vault, holder: ana.pubkey(), amount: 1 }).await.unwrap();
    perform(&mut world, &action, &[&ana]).await;
    let level_80 = 500_000_000;
    assert_eq!(action.quote.ask.unwrap().level, 80);
    assert_eq!((action.quote.reserve_before.price, action.quote.reserve.price), (OPENING, level_80));
    assert_eq!(reserve(&world, &vault).await, level_80, "the floor: level 80 is below half of the opening price");

    let moved = set_ask(&world.bank, &SetAsk::new(vault, ana.pubkey(), Ask::Level(191))).await.unwrap();
    perform(&mut world, &moved, &[&ana]).await;
    assert_eq!((moved.quote.before.unwrap().level, moved.quote.ask.unwrap().level), (80, 191));
    assert_eq!(moved.quote.reserve.price, 103_034_676_446);
    assert_eq!(reserve(&world, &vault).await, 103_034_676_446);

    let none = set_ask(&world.bank, &SetAsk::new(vault, ana.pubkey(), Ask::Nothing)).await.unwrap();
    perform(&mut world, &none, &[&ana]).await;
    assert_eq!((none.quote.ask, none.quote.reserve.price), (None, OPENING));
    let (view, staked) = staked_view(&world, &vault, &ana).await;
    assert_eq!((view.reserve, staked.unwrap().ask), (none.quote.reserve, None));
    assert_eq!(depth(&view).unwrap().len(), 1);

    // A stake and an ask in one go replace what the whole stake asked.
    stake_asking(&mut world, &vault, &ana, 1, Ask::Level(90)).await;
    let both = stake_asking(&mut world, &vault, &ana, 10, Ask::Level(94)).await;
    assert_eq!(
        (both.stake.ask.unwrap().level, both.ask.before.unwrap().level, both.ask.weight),
        (90, 90, 5_000_000_012)
    );
    assert_eq!(reserve(&world, &vault).await, both.ask.reserve.price);
    // And what leaves asks no more.
    world.bank.set_clock(both.ask.locked_until).await;
    let part = Unstake { vault, holder: ana.pubkey(), amount: Some(12) };
    let action = unstake(&world.bank, &part).await.unwrap();
    perform(&mut world, &action, &[&ana]).await;
    assert_eq!((action.quote.ask.unwrap().level, action.quote.reserve.price), (94, OPENING));
    assert_eq!(reserve(&world, &vault).await, OPENING);
}

#[tokio::test]
async fn a_delegate_asks_and_does_nothing_else() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let vault = opened.vault;
    let (ana, ben) = (world.actor("Ana").await, world.actor("Ben").await);
    give_fractions(&mut world, &opened, &ana, 10).await;
    let order = Stake { vault, holder: ana.pubkey(), amount: 10 };
    let naming = SetDelegate { vault, holder: ana.pubkey(), delegate: Some(ben.pubkey()) };
    let nothing = ClientError::NothingStaked { vault, holder: ana.pubkey() };
    assert_eq!(refusal(set_delegate(&world.bank, &naming).await), nothing);
    let action = stake(&world.bank, &order).await.unwrap();
    perform(&mut world, &action, &[&ana]).await;

    let asking = SetAsk { vault, authority: ben.pubkey(), holder: ana.pubkey(), ask: Ask::AtLeast(OPENING + 1) };
    let stranger = ClientError::NotTheHolderOrDelegate { authority: ben.pubkey(), delegate: None };
    assert_eq!(refusal(set_ask(&world.bank, &asking).await), stranger);
    let action = set_delegate(&world.bank, &naming).await.unwrap();
    perform(&mut world, &action, &[&ana]).await;
    assert_eq!((action.quote.before, action.quote.delegate), (None, Some(ben.pubkey())));

    // The delegate pays for the book, which it gets back.
    let before = purse(&world, &vault, &ben).await;
    let action = set_ask(&world.bank, &asking).await.unwrap();
    perform(&mut world, &action, &[&ben]).await;
    assert_eq!(before.lamports - purse(&world, &vault, &ben).await.lamports, action.quote.rent);
    let (view, staked) = staked_view(&world, &vault, &ana).await;
    let staked = staked.unwrap();
    assert_eq!((staked.ask.unwrap().level, staked.delegate), (97, Some(ben.pubkey())));
    assert_eq!(view.asks.unwrap().opener, ben.pubkey());

    let revoke = SetDelegate { delegate: None, ..naming };
    let action = set_delegate(&world.bank, &revoke).await.unwrap();
    perform(&mut world, &action, &[&ana]).await;
    assert_eq!((action.quote.before, action.quote.delegate), (Some(ben.pubkey()), None));
    assert_eq!(refusal(set_ask(&world.bank, &asking).await), stranger);
}

/// The start of an auction frees stakes after an hour, so that they can bid; the sale frees them at once.
#[tokio::test]
async fn an_auction_frees_stakes() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let vault = opened.vault;
    let (ana, dan) = (world.actor("Ana").await, world.actor("Dan").await);
    give_fractions(&mut world, &opened, &ana, SUPPLY / 2).await;
    stake_asking(&mut world, &vault, &ana, 5_000_000, Ask::Level(96)).await;
    place(&mut world, &dan, &PlaceBid::new(vault, dan.pubkey(), OPENING)).await;
    let (view, staked) = staked_view(&world, &vault, &ana).await;
    let free_at = view.now + 3_600;
    assert_eq!(staked.unwrap().free_at, Some(free_at));
    let part = Unstake { vault, holder: ana.pubkey(), amount: Some(1_000_000) };
    assert_eq!(refusal(unstake(&world.bank, &part).await), ClientError::StakeLocked { free_at, now: view.now });
    let closed = ClientError::WrongStatus { status: Status::Auction };
    let asking = SetAsk::new(vault, ana.pubkey(), Ask::Level(1));
    assert_eq!(refusal(set_ask(&world.bank, &asking).await), closed);
    let both = StakeAndAsk { stake: Stake { vault, holder: ana.pubkey(), amount: 1 }, ask: Ask::Level(1) };
    assert_eq!(refusal(stake_and_ask(&world.bank, &both).await), closed);
    world.bank.set_clock(free_at).await;
    let action = unstake(&world.bank, &part).await.unwrap();
    perform(&mut world, &action, &[&ana]).await;

    // Staked again, and free at the sale whatever the lock.
    let action = stake(&world.bank, &both.stake).await.unwrap();
    perform(&mut world, &action, &[&ana]).await;
    assert_eq!(action.quote.free_at, None, "more than an hour after the start");
    end_and_settle(&mut world, &vault).await;
    // Without income that is left there is nothing to stake for.
    let sold = ClientError::WrongStatus { status: Status::Sold };
    assert_eq!(refusal(stake(&world.bank, &both.stake).await), sold);
    let (_, staked) = staked_view(&world, &vault, &ana).await;
    assert_eq!(staked.unwrap().free_at, None);
    let action = unstake(&world.bank, &Unstake { amount: None, ..part }).await.unwrap();
    perform(&mut world, &action, &[&ana]).await;
    assert!(action.quote.closes);
    assert_eq!(action.quote.before, 4_000_001);
}

#[tokio::test]
async fn what_cannot_be_staked_or_asked() {
    let mut world = World::new().await;
    let opened = open(&mut world, &[Standard::NonFungible]).await;
    let (vault, creator) = (opened.vault, opened.creator.clone());
    let nobody: Actor = world.actor("Dan").await;
    let order = Stake { vault, holder: creator.pubkey(), amount: 1 };
    let without = Stake { holder: nobody.pubkey(), ..order };
    let poor = ClientError::NotEnoughFractions { needed: 1, available: 0 };
    assert_eq!(refusal(stake(&world.bank, &without).await), poor);
    let all = Stake { amount: SUPPLY + 1, ..order };
    let poor = ClientError::NotEnoughFractions { needed: SUPPLY + 1, available: SUPPLY };
    assert_eq!(refusal(stake(&world.bank, &all).await), poor);
    let zero = Stake { amount: 0, ..order };
    assert_eq!(refusal(stake(&world.bank, &zero).await), ClientError::Rule(RuleError::ZeroAmount));
    let nowhere = Stake { vault: nobody.pubkey(), ..order };
    let error = refusal(stake(&world.bank, &nowhere).await);
    assert!(matches!(error, ClientError::NoVault { .. } | ClientError::ForeignAccount { .. }), "{error}");

    let asking = |ask| SetAsk::new(vault, creator.pubkey(), ask);
    let nothing = ClientError::NothingStaked { vault, holder: creator.pubkey() };
    assert_eq!(refusal(set_ask(&world.bank, &asking(Ask::Level(96))).await), nothing);
    let both = |ask| StakeAndAsk { stake: order, ask };
    let level = ClientError::Rule(RuleError::LevelOutOfBounds);
    assert_eq!(refusal(stake_and_ask(&world.bank, &both(Ask::Level(192))).await), level);
    let price = 103_034_676_447;
    let dear = ClientError::AskAboveLadder { price, highest: price - 1 };
    assert_eq!(refusal(stake_and_ask(&world.bank, &both(Ask::AtLeast(price))).await), dear);

    let action = reclaim(&world.bank, &vault, &creator.pubkey(), &[]).await.unwrap();
    assert!(!action.quote.closes, "its NFT is still there");
    perform(&mut world, &action, &[&creator]).await;
    let gone = ClientError::WrongStatus { status: Status::Reclaimed };
    assert_eq!(refusal(stake(&world.bank, &order).await), gone);
}
