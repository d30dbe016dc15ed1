//! Asks and the reserve they make.

use {
    crate::stage::DAY,
    mosaic_client::{
        rules::{Terms, ladder},
        views::VaultView,
    },
    mosaic_harness::{Actor, Stage, VaultCookie, VaultSpec, World, assert_fails, bank::START, event},
};

/// A vault with these bounds in which Ana has staked 40 %, Ben 11 % and Cleo 25 %.
async fn all_staked(world: &mut World, floor_bps: u16, consent_bps: u16) -> (VaultCookie, [Actor; 3]) {
    let terms = Terms { floor_bps, consent_bps, ..VaultSpec::default().terms };
    let vault = world.vault_at(Stage::Active, VaultSpec { terms, ..VaultSpec::default() }).await;
    let holders = world.spread(&vault).await;
    for holder in &holders {
        let amount = world.fractions_of(&vault, holder).await;
        world.stake(&vault, holder, amount).await.unwrap();
    }
    (vault, holders)
}

/// The reserve and the weight that consents to it.
async fn reserve(world: &mut World, vault: &VaultCookie) -> (u64, u64) {
    let quote = world.quote(vault).await;
    (quote.reserve, quote.consenting)
}

#[tokio::test]
async fn inv_05_from_no_ask_to_many_and_back_to_none() {
    let mut world = World::new().await;
    let (vault, [ana, ben, cleo]) = all_staked(&mut world, 5_000, 5_000).await;
    let supply = 10_000_000_000;
    let everybody_at_opening = (1_000_000_000, supply);
    assert_eq!(reserve(&mut world, &vault).await, everybody_at_opening);
    // 40 % is no majority: the others are at the opening price.
    let steps: [(&Actor, Option<u8>, u64, u64); 9] = [
        (&ana, Some(90), 1_000_000_000, supply),
        // 51 % at level 92
        (&ben, Some(92), 822_702_474, 5_100_000_000),
        // 76 % at 92, of which 65 % are enough at 91
        (&cleo, Some(91), 783_526_166, 6_500_000_000),
        // Ana would rather keep it: 36 % at 92, and 60 % with the creator's at the opening price
        (&ana, Some(120), 1_000_000_000, 6_000_000_000),
        (&ben, Some(97), 1_050_000_000, 6_000_000_000),
        // Nobody who asks less is enough: Ana's own price, at which all would sell.
        (&cleo, Some(110), 1_979_931_599, 6_000_000_000),
        (&ana, None, 1_000_000_000, 6_400_000_000),
        (&ben, None, 1_000_000_000, 7_500_000_000),
        (&cleo, None, 1_000_000_000, supply),
    ];
    let mut asking = 0;
    for (holder, level, price, consenting) in steps {
        let stake = world.stake_of(&vault, holder).await.unwrap();
        let receipt = world.ask(&vault, holder, level).await.unwrap();
        asking -= stake.level().map_or(0, |_| stake.amount);
        asking += level.map_or(0, |_| stake.amount);
        if let Some(set) = event!(receipt, AskSet) {
            assert_eq!((set.holder, set.authority), (holder.pubkey(), holder.pubkey()));
            assert_eq!((set.level, set.weight, set.asking), (level, stake.amount, asking));
            assert_eq!(set.locked_until, START + DAY);
        }
        let asks = world.asks(&vault).await.unwrap();
        assert_eq!((asks.asking, asks.weights.iter().sum::<u64>()), (asking, asking));
        assert_eq!(reserve(&mut world, &vault).await, (price, consenting), "{level:?} of {}", holder.name);
        let view = VaultView::read(&world.bank, &vault.address).await.unwrap();
        assert_eq!(view.reserve(), price);
    }
}

#[tokio::test]
async fn a_bid_must_reach_the_reserve_of_this_second() {
    let mut world = World::new().await;
    let (vault, [ana, ben, _]) = all_staked(&mut world, 5_000, 5_000).await;
    let dan = world.actor("Dan").await;
    world.ask(&vault, &ana, Some(90)).await.unwrap();
    world.ask(&vault, &ben, Some(92)).await.unwrap();
    assert_fails(world.bid(&vault, &dan, 822_702_473, 0).await, "BidBelowReserve");
    // Ben changes his mind before the bid is there.
    world.ask(&vault, &ben, Some(95)).await.unwrap();
    assert_fails(world.bid(&vault, &dan, 822_702_474, 0).await, "BidBelowReserve");
    assert_fails(world.bid(&vault, &dan, 952_380_951, 0).await, "BidBelowReserve");
    world.bid(&vault, &dan, 952_380_952, 0).await.unwrap();
    let auction = world.auction(&vault).await;
    assert_eq!((auction.reserve, auction.consenting, auction.price), (952_380_952, 5_100_000_000, 952_380_952));
}

#[tokio::test]
async fn an_ask_is_on_the_ladder() {
    let mut world = World::new().await;
    let (vault, [ana, ..]) = all_staked(&mut world, 5_000, 5_000).await;
    assert_fails(world.ask(&vault, &ana, Some(192)).await, "LevelOutOfBounds");
    assert_fails(world.ask(&vault, &ana, Some(255)).await, "LevelOutOfBounds");
    for level in [0, 96, 191] {
        world.ask(&vault, &ana, Some(level)).await.unwrap();
        let asks = world.asks(&vault).await.unwrap();
        assert_eq!((asks.weights[usize::from(level)], asks.asking), (4_000_000_000, 4_000_000_000));
    }
    let dan = world.actor("Dan").await;
    // Without a stake there is no account to ask with.
    assert_fails(world.ask(&vault, &dan, Some(90)).await, "AccountOwnedByWrongProgram");
}

#[tokio::test]
async fn the_reserve_never_falls_below_the_floor() {
    let lowest = ladder::price(1_000_000_000, 0).unwrap();
    for (floor_bps, price) in
        [(0, lowest), (92, lowest), (93, 9_300_000), (5_000, 500_000_000), (10_000, 1_000_000_000)]
    {
        let mut world = World::new().await;
        let (vault, [ana, ben, _]) = all_staked(&mut world, floor_bps, 5_000).await;
        world.ask(&vault, &ana, Some(0)).await.unwrap();
        world.ask(&vault, &ben, Some(0)).await.unwrap();
        assert_eq!(reserve(&mut world, &vault).await, (price, 5_100_000_000), "floor of {floor_bps}");
        let dan = world.actor("Dan").await;
        assert_fails(world.bid(&vault, &dan, price - 1, 0).await, "BidBelowReserve");
        world.bid(&vault, &dan, price, 0).await.unwrap();
    }
}

#[tokio::test]
async fn with_a_consent_of_nine_tenths_a_tenth_has_a_say() {
    let mut world = World::new().await;
    let (vault, [ana, ben, cleo]) = all_staked(&mut world, 5_000, 9_000).await;
    for holder in [&ana, &ben, &cleo] {
        world.ask(&vault, holder, Some(80)).await.unwrap();
    }
    // 76 % would sell for less, but more than 90 % must.
    assert_eq!(reserve(&mut world, &vault).await, (1_000_000_000, 10_000_000_000));
    // 11 % ask more, 89 % would sell at the opening price.
    world.ask(&vault, &ben, Some(100)).await.unwrap();
    assert_eq!(reserve(&mut world, &vault).await, (1_215_506_250, 10_000_000_000));
    // Exactly 90 % is not more than 90 %; a unit more is.
    world.bank.advance(DAY).await;
    world.unstake(&vault, &ben, 100_000_000).await.unwrap();
    assert_eq!(reserve(&mut world, &vault).await, (1_215_506_250, 10_000_000_000));
    world.unstake(&vault, &ben, 1).await.unwrap();
    assert_eq!(reserve(&mut world, &vault).await, (1_000_000_000, 9_000_000_001));
}

#[tokio::test]
async fn t30_burned_fractions_leave_the_denominator() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ..] = world.spread(&vault).await;
    world.stake(&vault, &ana, 4_000_000_000).await.unwrap();
    world.ask(&vault, &ana, Some(90)).await.unwrap();
    let creator = vault.creator.clone();
    world.burn(&vault, &creator, 2_000_000_000).await;
    // half of what is left is no majority
    assert_eq!(reserve(&mut world, &vault).await, (1_000_000_000, 8_000_000_000));
    world.burn(&vault, &creator, 1).await;
    assert_eq!(reserve(&mut world, &vault).await, (746_215_396, 4_000_000_000));
    let dan = world.actor("Dan").await;
    world.bid(&vault, &dan, 746_215_396, 0).await.unwrap();
    let auction = world.auction(&vault).await;
    assert_eq!((auction.supply, auction.consenting), (7_999_999_999, 4_000_000_000));
}

#[tokio::test]
async fn what_is_added_to_a_stake_asks_the_same_and_what_leaves_it_asks_no_more() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, _] = world.spread(&vault).await;
    world.stake(&vault, &ana, 3_900_000_000).await.unwrap();
    world.stake(&vault, &ben, 1_100_000_000).await.unwrap();
    world.ask(&vault, &ana, Some(90)).await.unwrap();
    world.ask(&vault, &ben, Some(90)).await.unwrap();
    assert_eq!(reserve(&mut world, &vault).await, (1_000_000_000, 10_000_000_000));
    // The book cannot be left out where the stake asks.
    let mut more = vault.stake(&ana.pubkey(), 1);
    more.with_asks = false;
    assert_fails(world.send(&[more.instruction()], &[&ana]).await, "AsksMissing");
    world.stake(&vault, &ana, 1).await.unwrap();
    assert_eq!(reserve(&mut world, &vault).await, (746_215_396, 5_000_000_001));

    world.bank.advance(DAY).await;
    let mut less = vault.unstake(&ben.pubkey(), 1);
    less.with_asks = false;
    assert_fails(world.send(&[less.instruction()], &[&ben]).await, "AsksMissing");
    world.unstake(&vault, &ben, 1).await.unwrap();
    assert_eq!(reserve(&mut world, &vault).await, (1_000_000_000, 10_000_000_000));
    world.unstake(&vault, &ben, 1_099_999_999).await.unwrap();
    let asks = world.asks(&vault).await.unwrap();
    assert_eq!((asks.asking, asks.weights[90]), (3_900_000_001, 3_900_000_001));
    // Who comes back asks nothing of what was asked before.
    world.stake(&vault, &ben, 1_100_000_000).await.unwrap();
    assert_eq!(world.stake_of(&vault, &ben).await.unwrap().level(), None);
    assert_eq!(reserve(&mut world, &vault).await, (1_000_000_000, 10_000_000_000));
}

#[tokio::test]
async fn once_the_auction_runs_asks_decide_nothing() {
    let mut world = World::new().await;
    let (vault, [ana, ben, cleo]) = all_staked(&mut world, 5_000, 5_000).await;
    world.ask(&vault, &ana, Some(90)).await.unwrap();
    world.ask(&vault, &ben, Some(92)).await.unwrap();
    let dan = world.actor("Dan").await;
    world.bid(&vault, &dan, 822_702_474, 0).await.unwrap();
    for (holder, level) in [(&ana, Some(120)), (&ben, None), (&cleo, Some(90))] {
        assert_fails(world.ask(&vault, holder, level).await, "WrongStatus");
    }
    world.bank.advance(3_600).await;
    world.unstake(&vault, &ana, 4_000_000_000).await.unwrap();
    assert_eq!(world.asks(&vault).await.unwrap().asking, 1_100_000_000);
    assert_eq!(reserve(&mut world, &vault).await, (822_702_474, 5_100_000_000));
    // No later bid needs the book.
    let mut bid = vault.place_bid(&cleo.pubkey(), 863_837_598, 0);
    bid.with_asks = false;
    world.send(&[bid.instruction()], &[&cleo]).await.unwrap();
    let auction = world.auction(&vault).await;
    assert_eq!((auction.reserve, auction.consenting, auction.price), (822_702_474, 5_100_000_000, 863_837_598));
}

#[tokio::test]
async fn t35_a_delegate_sets_the_ask_and_nothing_else_until_it_is_revoked() {
    let mut world = World::new().await;
    let (vault, [ana, ..]) = all_staked(&mut world, 5_000, 5_000).await;
    let (eve, mal) = (world.actor("Eve").await, world.actor("Mal").await);
    world.send(&[vault.open_asks().instruction()], &[]).await.unwrap();
    let mut ask = vault.set_ask(&ana.pubkey(), Some(88));
    ask.authority = eve.pubkey();
    assert_fails(world.send(&[ask.instruction()], &[&eve]).await, "NotTheHolderOrDelegate");
    let receipt = world.delegate(&vault, &ana, Some(eve.pubkey())).await.unwrap();
    if let Some(set) = event!(receipt, DelegateSet) {
        assert_eq!((set.holder, set.delegate), (ana.pubkey(), eve.pubkey()));
    }
    let receipt = world.send(&[ask.instruction()], &[&eve]).await.unwrap();
    if let Some(set) = event!(receipt, AskSet) {
        assert_eq!((set.holder, set.authority, set.level), (ana.pubkey(), eve.pubkey(), Some(88)));
    }
    assert_eq!(world.asks(&vault).await.unwrap().weights[88], 4_000_000_000);

    // Neither another delegate nor the fractions are hers to give.
    let mut instruction = vault.set_delegate(&ana.pubkey(), Some(mal.pubkey())).instruction();
    instruction.accounts[0].pubkey = eve.pubkey();
    assert_fails(world.send(&[instruction], &[&eve]).await, "StakeOfAnotherHolder");
    world.bank.advance(DAY).await;
    let mut instruction = vault.unstake(&ana.pubkey(), 1).instruction();
    instruction.accounts[0].pubkey = eve.pubkey();
    assert_fails(world.send(&[instruction], &[&eve]).await, "StakeOfAnotherHolder");

    // The holder sets it too, then another delegate, then none.
    world.ask(&vault, &ana, Some(90)).await.unwrap();
    world.delegate(&vault, &ana, Some(mal.pubkey())).await.unwrap();
    assert_fails(world.send(&[ask.instruction()], &[&eve]).await, "NotTheHolderOrDelegate");
    world.delegate(&vault, &ana, None).await.unwrap();
    ask.authority = mal.pubkey();
    assert_fails(world.send(&[ask.instruction()], &[&mal]).await, "NotTheHolderOrDelegate");
    assert_eq!(world.stake_of(&vault, &ana).await.unwrap().level(), Some(90));
}
