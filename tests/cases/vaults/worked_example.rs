//! The example of the design, to the unit: from the first stake to the closed vault.

use {
    crate::common::{assert_gone, lamports_of},
    mosaic_client::pda,
    mosaic_harness::{
        Actor, Stage, VaultCookie, World, assert_fails, event,
        world::{CASH, logs_events},
    },
};

/// Rent of a mint of the classic token program, which nobody can close.
const MINT_RENT: u64 = 1_461_600;

/// Created, deposited, activated; pool opened, 2 staked, book opened, 2 asks; 3 bids, sold, 2 royalties, fee, 2 unstaked,
/// 3 redeemed, 2 withdrawn, asset claimed, pool and book closed, closed.
const EVENTS: u64 = 26;

#[tokio::test]
async fn the_reserve_is_the_opening_price_while_nobody_asks_otherwise() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let cleo = world.actor("Cleo").await;
    assert_eq!(world.quote(&vault).await.reserve, 1_000_000_000);
    assert_fails(world.bid(&vault, &cleo, 999_999_999, 0).await, "BidBelowReserve");
    world.bid(&vault, &cleo, 1_000_000_000, 0).await.unwrap();
    let auction = world.auction(&vault).await;
    assert_eq!((auction.reserve, auction.consenting), (1_000_000_000, 10_000_000_000));
}

/// Ana stakes 40 % and asks level 90, Ben 11 % and asks level 92; she opens the pool, he the book.
async fn ask(world: &mut World, vault: &VaultCookie, ana: &Actor, ben: &Actor) {
    let mut open_staking = vault.open_staking();
    open_staking.payer = ana.pubkey();
    world.send(&[open_staking.instruction()], &[ana]).await.unwrap();
    world.stake(vault, ana, 4_000_000_000).await.unwrap();
    world.stake(vault, ben, 1_100_000_000).await.unwrap();
    let mut open_asks = vault.open_asks();
    open_asks.payer = ben.pubkey();
    world.send(&[open_asks.instruction()], &[ben]).await.unwrap();
    world.ask(vault, ana, Some(90)).await.unwrap();
    assert_eq!(world.quote(vault).await.reserve, 1_000_000_000, "40 % is no majority");
    world.ask(vault, ben, Some(92)).await.unwrap();
    let quote = world.quote(vault).await;
    assert_eq!((quote.reserve, quote.consenting), (822_702_474, 5_100_000_000));
}

/// Cleo and Dan outbid each other; Cleo wins.
async fn auction(world: &mut World, vault: &VaultCookie, cleo: &Actor, dan: &Actor) {
    let all = 2_500_000_000;
    assert_fails(world.bid(vault, cleo, 822_702_473, all).await, "BidBelowReserve");
    let receipt = world.bid(vault, cleo, 900_000_000, all).await.unwrap();
    if let Some(placed) = event!(receipt, BidPlaced) {
        assert_eq!((placed.reserve, placed.consenting), (822_702_474, 5_100_000_000));
    }
    let started = world.auction(vault).await;
    assert_eq!((started.reserve, started.consenting, started.price), (822_702_474, 5_100_000_000, 900_000_000));
    assert_eq!((world.cash_of(cleo).await, world.fractions_of(vault, cleo).await), (CASH - 675_000_000, 0));

    assert_fails(world.bid(vault, dan, 944_999_999, 0).await, "BidBelowStep");
    world.bid(vault, dan, 945_000_000, 0).await.unwrap();
    assert_eq!(world.auction(vault).await.cash, 675_000_000 + 945_000_000);

    let receipt = world.bid(vault, cleo, 1_000_000_000, all).await.unwrap();
    if let Some(placed) = event!(receipt, BidPlaced) {
        assert_eq!((placed.reserve, placed.consenting), (822_702_474, 5_100_000_000), "as it started");
    }
    assert_eq!(world.auction(vault).await.cash, 750_000_000 + 945_000_000);
    assert_eq!(world.cash_of(cleo).await, CASH - 675_000_000 - 75_000_000);

    world.end_auction(vault).await;
    world.settle(vault).await.unwrap();
    let sold = world.auction(vault).await;
    assert_eq!((sold.leader, sold.price, sold.winning_cash), (cleo.pubkey(), 1_000_000_000, 750_000_000));
    assert_eq!((sold.royalties, sold.curator_fee, sold.proceeds), (37_500_000, 15_000_000, 697_500_000));
    assert_eq!(world.supply(vault).await, 7_500_000_000);
}

/// The creators of the NFT and the curator are paid.
async fn pay_parts(world: &mut World, vault: &VaultCookie, creator: &Actor) {
    for (name, amount, left) in [("painter", 26_250_000, 11_250_000), ("framer", 11_250_000, 0)] {
        let payee = world.actor(name).await;
        world.claim_royalty(vault, &vault.nfts[0], &payee).await.unwrap();
        assert_eq!(world.auction(vault).await.royalties, left);
        assert_eq!(world.cash_of(&payee).await, CASH + amount);
    }
    world.claim_curator_fee(vault).await.unwrap();
    assert_eq!(world.cash_of(creator).await, CASH + 15_000_000);
}

/// Those who staked take their fractions out; then all redeem.
async fn redeem(world: &mut World, vault: &VaultCookie, ana: &Actor, ben: &Actor, creator: &Actor) {
    assert_fails(world.redeem(vault, ana, 4_000_000_000).await, "SourceTooSmall");
    let holders = [(ana, 4_000_000_000, 372_000_000), (ben, 1_100_000_000, 102_300_000)];
    for (holder, amount, _) in holders {
        world.unstake(vault, holder, amount).await.unwrap();
    }
    for (holder, amount, payout) in holders.into_iter().chain([(creator, 2_400_000_000, 223_200_000)]) {
        let cash = world.cash_of(holder).await;
        let receipt = world.redeem(vault, holder, amount).await.unwrap();
        assert_eq!(world.cash_of(holder).await, cash + payout);
        if let Some(redeemed) = event!(receipt, FractionsRedeemed) {
            assert_eq!((redeemed.amount, redeemed.payout), (amount, payout));
        }
    }
    assert_eq!((world.supply(vault).await, world.auction(vault).await.proceeds), (0, 0));
}

#[tokio::test]
async fn inv_08_a_sale_pays_everybody_to_the_unit_and_returns_all_rent() {
    let mut world = World::new().await;
    let people = [
        world.actor("creator").await,
        world.actor("Ana").await,
        world.actor("Ben").await,
        world.actor("Cleo").await,
        world.actor("Dan").await,
    ];
    let [creator, ana, ben, cleo, dan] = &people;
    let mut before = lamports_of(&world, &[creator, ana, ben, cleo, dan]).await;
    let vault = world.at(Stage::Active).await;
    world.spread(&vault).await;

    ask(&mut world, &vault, ana, ben).await;
    auction(&mut world, &vault, cleo, dan).await;
    pay_parts(&mut world, &vault, creator).await;
    redeem(&mut world, &vault, ana, ben, creator).await;

    world.withdraw(&vault, dan).await.unwrap();
    assert_eq!(world.cash_of(dan).await, CASH);
    world.withdraw(&vault, cleo).await.unwrap();
    assert_eq!(world.cash_of(cleo).await, CASH - 750_000_000);
    world.claim_asset(&vault, &vault.nfts[0]).await.unwrap();
    assert!(world.holds(&cleo.pubkey(), &vault.nfts[0]).await);
    assert_fails(world.close(&vault).await, "StakingStillOpen");
    let mut close_staking = vault.close_staking(true);
    close_staking.pool_opener = ana.pubkey();
    close_staking.asks_opener = Some(ben.pubkey());
    world.send(&[close_staking.instruction()], &[]).await.unwrap();
    assert_eq!(world.vault(&vault).await.events, EVENTS - 1);
    world.close(&vault).await.unwrap();

    assert_gone(&world, &vault).await;
    for address in [pda::pool(&vault.address), pda::staked_fractions(&vault.address), pda::asks(&vault.address)] {
        assert_eq!(world.bank.lamports(&address).await, 0);
    }
    before[0] -= MINT_RENT;
    let after = lamports_of(&world, &[creator, ana, ben, cleo, dan]).await;
    assert_eq!(after, before, "rent of the fraction mint aside");
    if logs_events() {
        let numbers: Vec<_> = world.events_of(&vault).iter().map(|event| event.header().sequence).collect();
        assert_eq!(numbers, (0..EVENTS).collect::<Vec<_>>());
    }
}
