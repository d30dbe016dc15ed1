//! What `quote_vault` says in every status. [`World::quote`] also demands that the client computes the same.

use {
    crate::stage::{DAY, PART},
    mosaic_client::{
        rules::Terms,
        state::{Status, VaultQuote},
    },
    mosaic_harness::{NftSpec, Stage, VaultSpec, World, bank::START, world::CASH},
};

/// A quote of nothing.
const NOTHING: VaultQuote = VaultQuote {
    status: 0,
    firm: false,
    price: 0,
    reserve: 0,
    consenting: 0,
    leading_price: 0,
    ends_at: 0,
    offer_price: 0,
    licensed_until: 0,
    supply: 0,
    value_per_fraction: 0,
};

/// The default vault with another opening price.
fn small(opening_price: u64) -> VaultSpec {
    let spec = VaultSpec::default();
    VaultSpec { terms: Terms { opening_price, ..spec.terms }, ..spec }
}

/// What each of so many fractions gets of an amount, in Q64.64.
fn each(amount: u128, fractions: u128) -> u128 {
    (amount << 64) / fractions
}

#[tokio::test]
async fn without_fractions_there_is_nothing_to_quote() {
    for stage in [Stage::Draft, Stage::Reclaimed] {
        let mut world = World::new().await;
        let vault = world.at(stage).await;
        let status = if stage == Stage::Draft { Status::Draft } else { Status::Reclaimed };
        assert_eq!(world.quote(&vault).await, VaultQuote { status: status as u8, ..NOTHING });
    }
}

#[tokio::test]
async fn an_active_vault_is_quoted_at_its_reserve() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, _] = world.spread(&vault).await;
    let opening = VaultQuote {
        status: Status::Active as u8,
        price: 1_000_000_000,
        reserve: 1_000_000_000,
        consenting: 10_000_000_000,
        supply: 10_000_000_000,
        // less 5 % of royalties and 2 % for the curator
        value_per_fraction: each(930_000_000, 10_000_000_000),
        ..NOTHING
    };
    assert_eq!(world.quote(&vault).await, opening);
    // One unit less than 40 % of 930,000,000: what cannot be divided is rounded down for each fraction.
    assert_eq!(opening.worth(4_000_000_000), 371_999_999);

    world.stake(&vault, &ana, 4_000_000_000).await.unwrap();
    world.stake(&vault, &ben, 1_100_000_000).await.unwrap();
    world.ask(&vault, &ana, Some(90)).await.unwrap();
    assert_eq!(world.quote(&vault).await, opening, "a minority");
    world.ask(&vault, &ben, Some(92)).await.unwrap();
    let asked = VaultQuote {
        price: 822_702_474,
        reserve: 822_702_474,
        consenting: 5_100_000_000,
        // 41,135,124 and 16,454,050 of it rounded up
        value_per_fraction: each(765_113_300, 10_000_000_000),
        ..opening
    };
    assert_eq!(world.quote(&vault).await, asked);
    // Burned fractions leave more to each of the others.
    let creator = vault.creator.clone();
    world.burn(&vault, &creator, 2_400_000_000).await;
    let fewer = VaultQuote {
        supply: 7_600_000_000,
        price: 746_215_396,
        reserve: 746_215_396,
        consenting: 4_000_000_000,
        // 37,310,770 and 14,924,308 of it rounded up
        value_per_fraction: each(693_980_318, 7_600_000_000),
        ..asked
    };
    assert_eq!(world.quote(&vault).await, fewer);
}

#[tokio::test]
async fn a_price_is_firm_from_the_first_bid_on() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [_, _, cleo] = world.spread(&vault).await;
    let dan = world.actor("Dan").await;
    world.bid(&vault, &dan, 1_200_000_000, 0).await.unwrap();
    let first = VaultQuote {
        status: Status::Auction as u8,
        firm: true,
        price: 1_200_000_000,
        reserve: 1_000_000_000,
        consenting: 10_000_000_000,
        leading_price: 1_200_000_000,
        ends_at: START + 3 * DAY,
        offer_price: 0,
        licensed_until: 0,
        supply: 10_000_000_000,
        value_per_fraction: each(1_116_000_000, 10_000_000_000),
    };
    assert_eq!(world.quote(&vault).await, first);
    // It can only rise; fractions in a bid and burned ones are still counted as they were at the start.
    world.bid(&vault, &cleo, 1_300_000_000, 2_500_000_000).await.unwrap();
    let creator = vault.creator.clone();
    world.burn(&vault, &creator, 1_000_000_000).await;
    let second = VaultQuote {
        price: 1_300_000_000,
        leading_price: 1_300_000_000,
        supply: 9_000_000_000,
        value_per_fraction: each(1_209_000_000, 10_000_000_000),
        ..first
    };
    assert_eq!(world.quote(&vault).await, second);
    world.end_auction(&vault).await;
    assert_eq!(world.quote(&vault).await, second, "until somebody settles");
}

#[tokio::test]
async fn after_the_sale_a_quote_is_what_redeeming_pays() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, cleo] = world.spread(&vault).await;
    world.bid(&vault, &cleo, 1_000_000_000, 2_500_000_000).await.unwrap();
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    let mut expected = VaultQuote {
        status: Status::Sold as u8,
        firm: true,
        price: 1_000_000_000,
        reserve: 1_000_000_000,
        consenting: 10_000_000_000,
        leading_price: 1_000_000_000,
        ends_at: START + 3 * DAY,
        offer_price: 0,
        licensed_until: 0,
        supply: 7_500_000_000,
        value_per_fraction: each(697_500_000, 7_500_000_000),
    };
    assert_eq!(world.quote(&vault).await, expected);
    world.redeem(&vault, &ana, 4_000_000_000).await.unwrap();
    expected.supply = 3_500_000_000;
    assert_eq!(
        world.quote(&vault).await,
        VaultQuote { value_per_fraction: each(325_500_000, 3_500_000_000), ..expected }
    );
    // Burned without being redeemed: a part of the proceeds for the others.
    world.burn(&vault, &ben, 1_100_000_000).await;
    expected.supply = 2_400_000_000;
    assert_eq!(
        world.quote(&vault).await,
        VaultQuote { value_per_fraction: each(325_500_000, 2_400_000_000), ..expected }
    );
    let creator = vault.creator.clone();
    world.redeem(&vault, &creator, 2_400_000_000).await.unwrap();
    assert_eq!(world.quote(&vault).await, VaultQuote { supply: 0, value_per_fraction: 0, ..expected });
}

#[tokio::test]
async fn redeeming_never_pays_less_than_the_quote_said() {
    // Prices and fees that leave parts of a unit everywhere.
    for (price, curator_fee_bps, seller_fee_bps) in
        [(1_000_003, 0, 0), (999_999_937, 37, 777), (10_000_019, 499, 9_400)]
    {
        let mut world = World::new().await;
        let terms = Terms { opening_price: price, curator_fee_bps, ..VaultSpec::default().terms };
        let artwork = VaultSpec::default().nfts.remove(0);
        let nfts = vec![NftSpec { seller_fee_bps, ..artwork }];
        let spec = VaultSpec { supply: 9_999_999_967, terms, nfts, ..VaultSpec::default() };
        let vault = world.vault_at(Stage::Active, spec).await;
        let holders = world.spread(&vault).await;
        let dan = world.actor("Dan").await;
        let before = world.quote(&vault).await;
        world.bid(&vault, &dan, price, 0).await.unwrap();
        let firm = world.quote(&vault).await;
        assert_eq!(firm.value_per_fraction, before.value_per_fraction);
        world.end_auction(&vault).await;
        world.settle(&vault).await.unwrap();
        for holder in &holders {
            let amount = world.fractions_of(&vault, holder).await;
            let sold = world.quote(&vault).await;
            assert!(sold.value_per_fraction >= firm.value_per_fraction);
            world.redeem(&vault, holder, amount).await.unwrap();
            let paid = world.cash_of(holder).await - CASH;
            let quoted = sold.worth(amount);
            assert!(quoted <= paid && paid <= quoted + 1, "{paid} was paid, {quoted} quoted");
        }
    }
}

#[tokio::test]
async fn a_bid_with_fractions_pays_the_others_what_was_quoted_or_one_unit_less() {
    let mut world = World::new().await;
    let vault = world.vault_at(Stage::Active, VaultSpec { supply: 1_000, decimals: 0, ..small(11_000) }).await;
    let (ana, creator) = (world.actor("Ana").await, vault.creator.clone());
    world.give_fractions(&vault, &creator, &ana.pubkey(), 999).await;
    world.bid(&vault, &ana, 11_000, 999).await.unwrap();
    // 10,230 for 1,000 fractions
    assert_eq!(world.quote(&vault).await.worth(1), 10);
    world.end_auction(&vault).await;
    world.settle(&vault).await.unwrap();
    // Of the 11 units really paid for the one fraction, royalties and fee take one each: both are rounded up.
    assert_eq!(world.quote(&vault).await.worth(1), 9);
    world.redeem(&vault, &creator, 1).await.unwrap();
    assert_eq!(world.cash_of(&creator).await, CASH + 9);
}

#[tokio::test]
async fn stakes_and_income_do_not_change_what_a_fraction_is_quoted_at() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ..] = world.spread(&vault).await;
    let (mint, tenant, before) = (world.quote_mint, world.actor("tenant").await, world.quote(&vault).await);
    world.stake(&vault, &ana, 3 * PART).await.unwrap();
    world.add_income_mint(&vault, &mint).await.unwrap();
    world.deposit_income(&vault, &tenant, &mint, 5_000_000_000).await.unwrap();
    world.bank.advance(DAY).await;
    assert_eq!(world.quote(&vault).await, before);
}
