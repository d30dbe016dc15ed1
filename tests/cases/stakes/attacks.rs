//! Asking twice, with borrowed fractions, with a minority, with somebody else's book.

use {
    crate::stage::DAY,
    anchor_lang::solana_program::instruction::Instruction,
    anchor_spl::token::spl_token,
    mosaic_client::{pda, state::Status},
    mosaic_harness::{Actor, Stage, VaultCookie, VaultSpec, World, assert_fails, world::CASH},
};

/// Moves fractions by a plain token transfer, as part of a transaction.
fn transfer(vault: &VaultCookie, from: &Actor, to: &Actor, amount: u64) -> Instruction {
    let (source, there) = (vault.fraction_account(&from.pubkey()), vault.fraction_account(&to.pubkey()));
    spl_token::instruction::transfer(&spl_token::ID, &source, &there, &from.pubkey(), &[], amount).unwrap()
}

/// Opens pool and book, and an account for fractions of each of these.
async fn open(world: &mut World, vault: &VaultCookie, holders: &[&Actor]) {
    world.send(&[vault.open_staking().instruction(), vault.open_asks().instruction()], &[]).await.unwrap();
    for holder in holders {
        world.bank.create_ata(&holder.pubkey(), &vault.fraction_mint).await;
    }
}

/// The whole supply and what of it asks, by the book and by the stakes of these holders.
async fn asked(world: &World, vault: &VaultCookie, holders: &[&Actor]) -> (u64, u64) {
    let mut stakes = 0;
    for holder in holders {
        let stake = world.stake_of(vault, holder).await;
        stakes += stake.and_then(|stake| stake.ask()).map_or(0, |ask| ask.weight);
    }
    (world.asks(vault).await.unwrap().asking, stakes)
}

#[tokio::test]
async fn t27_a_fraction_asks_once_wherever_it_is_moved_to() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, eve] = [world.actor("Ana").await, world.actor("Ben").await, world.actor("Eve").await];
    world.distribute(&vault, &[(&ana, 4_000_000_000)]).await;
    open(&mut world, &vault, &[&ben, &eve]).await;
    world.stake(&vault, &ana, 3_000_000_000).await.unwrap();
    world.ask(&vault, &ana, Some(90)).await.unwrap();

    // What has asked is not hers to move: neither by itself, nor after leaving the stake.
    let too_much = world.send(&[transfer(&vault, &ana, &ben, 1_000_000_001)], &[&ana]).await;
    assert_eq!(too_much.unwrap_err().code, Some(1), "the token program's error of insufficient funds");
    let round = |from: &Actor, to: &Actor, amount| {
        [
            vault.unstake(&from.pubkey(), amount).instruction(),
            transfer(&vault, from, to, amount),
            vault.stake(&to.pubkey(), amount).instruction(),
            vault.set_ask(&to.pubkey(), Some(90)).instruction(),
        ]
    };
    let again = world.send(&round(&ana, &ben, 3_000_000_000), &[&ana, &ben]).await;
    assert_eq!(assert_fails(again, "StakeLocked").instruction_index, Some(1));
    assert_eq!(asked(&world, &vault, &[&ana, &ben]).await, (3_000_000_000, 3_000_000_000));

    // What has not asked may, once it is staked itself.
    world.give_fractions(&vault, &ana, &ben.pubkey(), 1_000_000_000).await;
    world.stake(&vault, &ben, 1_000_000_000).await.unwrap();
    world.ask(&vault, &ben, Some(90)).await.unwrap();
    assert_eq!(asked(&world, &vault, &[&ana, &ben]).await, (4_000_000_000, 4_000_000_000));
    assert_eq!(world.quote(&vault).await.reserve, 1_000_000_000);

    // After the lock they can change hands in one transaction, and still ask once each; then they are locked again.
    world.bank.advance(DAY).await;
    world.send(&round(&ana, &ben, 3_000_000_000), &[&ana, &ben]).await.unwrap();
    assert_eq!(asked(&world, &vault, &[&ana, &ben]).await, (4_000_000_000, 4_000_000_000));
    assert_fails(world.send(&round(&ben, &eve, 3_000_000_000), &[&ben, &eve]).await, "StakeLocked");
    assert_eq!(world.quote(&vault).await.reserve, 1_000_000_000);
}

#[tokio::test]
async fn t28_borrowed_fractions_cannot_ask_bid_and_leave_in_one_transaction() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let (lender, eve) = (vault.creator.clone(), world.actor("Eve").await);
    open(&mut world, &vault, &[&eve]).await;
    let before = world.vault(&vault).await.events;
    let borrowed = 6_000_000_000;
    let mut bid = vault.place_bid(&eve.pubkey(), 500_000_000, 0);
    bid.fraction_account = None;
    let loan = [
        transfer(&vault, &lender, &eve, borrowed),
        vault.stake(&eve.pubkey(), borrowed).instruction(),
        vault.set_ask(&eve.pubkey(), Some(0)).instruction(),
        bid.instruction(),
        vault.unstake(&eve.pubkey(), borrowed).instruction(),
        transfer(&vault, &eve, &lender, borrowed),
    ];
    // Behind the limit of compute units the unstaking is the sixth instruction.
    let failure = assert_fails(world.send(&loan, &[&lender, &eve]).await, "StakeLocked");
    assert_eq!(failure.instruction_index, Some(5));

    assert_eq!(world.fractions_of(&vault, &lender).await, 10_000_000_000);
    assert_eq!((world.cash_of(&eve).await, world.vault(&vault).await.events), (CASH, before));
    assert_eq!((world.pool(&vault).await.staked, world.asks(&vault).await.unwrap().asking), (0, 0));
    assert!(world.stake_of(&vault, &eve).await.is_none() && world.auction_if_any(&vault).await.is_none());
    assert_eq!(world.quote(&vault).await.reserve, 1_000_000_000);

    // Asking alone, without a bid, keeps them as well.
    let without_bid = [&loan[..3], &loan[4..]].concat();
    assert_fails(world.send(&without_bid, &[&lender, &eve]).await, "StakeLocked");
    // Who has them for good may do all the rest: it is the majority, and stays it for an hour of the auction.
    world.send(&loan[..4], &[&lender, &eve]).await.unwrap();
    assert_eq!(world.auction(&vault).await.reserve, 500_000_000);
    assert_fails(world.unstake(&vault, &eve, 1).await, "StakeLocked");
}

#[tokio::test]
async fn t28_income_is_not_earned_within_one_transaction() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, _] = world.spread(&vault).await;
    let (mint, tenant, dan) = (world.quote_mint, world.actor("tenant").await, world.actor("Dan").await);
    world.stake(&vault, &ana, 4_000_000_000).await.unwrap();
    world.add_income_mint(&vault, &mint).await.unwrap();
    world.bid(&vault, &dan, 1_000_000_000, 0).await.unwrap();
    world.bank.advance(DAY).await;
    world.deposit_income(&vault, &tenant, &mint, 604_800_000).await.unwrap();
    // After the first hour of the auction nothing locks a stake: it may come and go, around a deposit too.
    let there_and_back = [
        vault.stake(&ben.pubkey(), 1_100_000_000).instruction(),
        vault.deposit_income(&tenant.pubkey(), &mint, 604_800_000).instruction(),
        vault.unstake(&ben.pubkey(), 1_100_000_000).instruction(),
    ];
    world.send(&there_and_back, &[&ben, &tenant]).await.unwrap();
    assert!(world.stake_of(&vault, &ben).await.is_none(), "closed with its fractions: it is owed nothing");
    world.bank.advance(7 * DAY).await;
    world.claim_income(&vault, &ana, &mint).await.unwrap();
    assert_eq!(world.cash_of(&ana).await, CASH + 1_209_599_999, "all of it, but for a part of a unit");
}

#[tokio::test]
async fn t29_a_majority_of_the_stakers_is_not_yet_one_of_the_supply() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, cleo] = world.spread(&vault).await;
    // The first and only staker, with 100 % of what is staked.
    world.stake(&vault, &ana, 4_000_000_000).await.unwrap();
    world.ask(&vault, &ana, Some(60)).await.unwrap();
    assert_eq!(world.quote(&vault).await.reserve, 1_000_000_000);
    // With Ben it is exactly half of the supply, then a unit more.
    world.stake(&vault, &ben, 1_000_000_000).await.unwrap();
    world.ask(&vault, &ben, Some(60)).await.unwrap();
    assert_eq!(world.quote(&vault).await.reserve, 1_000_000_000);
    assert_fails(world.bid(&vault, &cleo, 999_999_999, 0).await, "BidBelowReserve");
    world.stake(&vault, &ben, 1).await.unwrap();
    assert_eq!(world.quote(&vault).await.reserve, 500_000_000);
}

#[tokio::test]
async fn t41_a_bidder_with_every_unstaked_fraction_does_not_win_below_the_reserve() {
    // What the others ask who have staked: the opening price without an ask, more, less.
    for (staked_bps, level, reserve) in
        [(4_000, None, 1_000_000_000), (5_001, Some(110), 1_979_931_599), (4_999, Some(0), 1_000_000_000)]
    {
        let mut world = World::new().await;
        let vault = world.at(Stage::Active).await;
        let (ana, cleo, creator) = (world.actor("Ana").await, world.actor("Cleo").await, vault.creator.clone());
        let (staked, all_others) = (vault.part(staked_bps), vault.supply - vault.part(staked_bps));
        world.distribute(&vault, &[(&ana, staked), (&cleo, all_others)]).await;
        assert_eq!(world.fractions_of(&vault, &creator).await, 0);
        world.stake(&vault, &ana, staked).await.unwrap();
        world.ask(&vault, &ana, level).await.unwrap();
        for fractions in [all_others, 0] {
            assert_fails(world.bid(&vault, &cleo, reserve - 1, fractions).await, "BidBelowReserve");
        }
        assert_eq!(world.vault(&vault).await.status(), Ok(Status::Active));
        // At the reserve she pays every fraction that is not hers its part of it.
        world.bid(&vault, &cleo, reserve, all_others).await.unwrap();
        let cash = (u128::from(reserve) * u128::from(staked)).div_ceil(u128::from(vault.supply));
        assert_eq!(u128::from(CASH - world.cash_of(&cleo).await), cash);
    }
}

#[tokio::test]
async fn t42_a_bidder_brings_no_price_of_its_own() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ..] = world.spread(&vault).await;
    world.stake(&vault, &ana, 4_000_000_000).await.unwrap();
    world.ask(&vault, &ana, Some(90)).await.unwrap();
    // Mal's vault, whose every fraction asks the least.
    let spec = VaultSpec { creator: "Mal", ..VaultSpec::default() };
    let own = world.vault_at(Stage::Active, spec).await;
    let mal = own.creator.clone();
    world.stake(&own, &mal, 10_000_000_000).await.unwrap();
    world.ask(&own, &mal, Some(0)).await.unwrap();
    assert_eq!(world.quote(&own).await.reserve, 500_000_000);

    let mut bid = vault.place_bid(&mal.pubkey(), 500_000_000, 0);
    bid.fraction_account = None;
    let mut instruction = bid.instruction();
    assert_fails(world.send(&[instruction.clone()], &[&mal]).await, "BidBelowReserve");
    let book = instruction.accounts.iter_mut().find(|account| account.pubkey == pda::asks(&vault.address)).unwrap();
    book.pubkey = pda::asks(&own.address);
    assert_fails(world.send(&[instruction], &[&mal]).await, "AsksOfAnotherVault");
    bid.with_asks = false;
    assert_fails(world.send(&[bid.instruction()], &[&mal]).await, "AsksMissing");

    // Nor does a lender's question for the value.
    let mut instruction = vault.quote_vault(true, false).instruction();
    instruction.accounts[2].pubkey = pda::asks(&own.address);
    assert_fails(world.simulate(&instruction, &[]).await, "AsksOfAnotherVault");
    assert_fails(world.simulate(&vault.quote_vault(false, false).instruction(), &[]).await, "AsksMissing");
}

#[tokio::test]
async fn t44_every_right_goes_with_the_fraction_through_a_plain_transfer() {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, _] = world.spread(&vault).await;
    let (buyer, tenant, mint) = (world.actor("buyer").await, world.actor("tenant").await, world.quote_mint);
    // Both sell outside of the vault: the buyer has 51 % without Mosaic having heard of it.
    world.give_fractions(&vault, &ana, &buyer.pubkey(), 4_000_000_000).await;
    world.give_fractions(&vault, &ben, &buyer.pubkey(), 1_100_000_000).await;
    world.stake(&vault, &buyer, 5_100_000_000).await.unwrap();
    world.ask(&vault, &buyer, Some(95)).await.unwrap();
    assert_eq!(world.quote(&vault).await.reserve, 952_380_952);
    world.add_income_mint(&vault, &mint).await.unwrap();
    world.deposit_income(&vault, &tenant, &mint, 51_000_000).await.unwrap();
    world.bank.advance(7 * DAY).await;
    world.claim_income(&vault, &buyer, &mint).await.unwrap();
    assert_eq!(world.cash_of(&buyer).await, CASH + 50_999_999);

    // And on to the next, who redeems.
    world.unstake(&vault, &buyer, 5_100_000_000).await.unwrap();
    world.give_fractions(&vault, &buyer, &tenant.pubkey(), 5_100_000_000).await;
    crate::stage::sell(&mut world, &vault).await;
    let cash = world.cash_of(&tenant).await;
    world.redeem(&vault, &tenant, 5_100_000_000).await.unwrap();
    assert_eq!(world.cash_of(&tenant).await, cash + 474_300_000, "51 % of 930,000,000");
}
