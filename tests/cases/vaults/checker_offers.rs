//! The checks that follow every transaction do notice what is broken in offers below the reserve and in licences.

use {
    crate::{
        checker_case::{Case, STRANGER, assert_noticed_between, assert_noticed_in},
        common::{DAY, carry, grant},
    },
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        pda,
        state::{Bid, License},
    },
    mosaic_harness::{Stage, VaultCookie, World, invariants::Checker},
};

const WINDOW: i64 = 14 * DAY;

/// Dan offers 600 units, is exceeded by Cleo with 700 and her fractions, a quarter.
async fn offer(world: &mut World) -> VaultCookie {
    let vault = world.at(Stage::Active).await;
    let [_, _, cleo] = world.spread(&vault).await;
    let dan = world.actor("Dan").await;
    world.offer(&vault, &dan, 600_000_000, 0).await.unwrap();
    world.offer(&vault, &cleo, 700_000_000, vault.part(2_500)).await.unwrap();
    vault
}

async fn offered() -> Case {
    let mut world = World::new().await;
    let vault = offer(&mut world).await;
    Case::of(&mut world, &vault).await
}

#[tokio::test]
async fn inv_03_and_inv_04_notice_every_unit_of_an_offer_without_one_owner() {
    let case = offered().await;
    assert_noticed_in(
        &case,
        "INV-03",
        &[
            |case| case.auction(|auction| auction.cash += 1),
            |case| case.auction(|auction| auction.bids_cash -= 1),
            |case| case.auction(|auction| (auction.cash, auction.proceeds) = (auction.cash + 1, 1)),
            |case| case.auction(|auction| auction.open_bids -= 1),
            |case| case.auction(|auction| auction.supply -= 1_000_000),
            |case| case.leading_bid(|bid| bid.cash += 1),
            |case| case.cash_escrow(|escrow| escrow.amount -= 1),
            |case| case.remove(pda::cash_escrow(&case.vault.address)),
            |case| case.auction(|auction| auction.winning_cash = 1),
        ],
    );
    assert_noticed_in(
        &case,
        "INV-04",
        &[
            |case| case.auction(|auction| auction.fractions += 1),
            |case| {
                let holder = case.vault.fraction_account(&case.ana);
                case.token(pda::fraction_escrow(&case.vault.address), |escrow| escrow.amount -= 1);
                case.token(holder, |holder| holder.amount += 1);
            },
        ],
    );
    assert_noticed_in(
        &case,
        "INV-11",
        &[
            |case| case.vault(|vault| vault.auction = 0),
            |case| case.auction(|auction| auction.started_at = 1),
            |case| case.vault(|vault| vault.status = 2),
        ],
    );
}

#[tokio::test]
async fn inv_09_notices_offers_that_fall_lead_by_less_than_a_step_or_go_too_early() {
    let case = offered().await;
    assert_noticed_in(
        &case,
        "INV-09",
        &[
            |case| case.auction(|auction| auction.leader = STRANGER),
            |case| case.auction(|auction| auction.leader = Pubkey::default()),
            |case| case.auction(|auction| auction.price += 1),
            |case| case.auction(|auction| auction.ends_at = 0),
        ],
    );
    /// A later offer of the leader at another price, with everything that follows from it.
    fn offer_again(case: &mut Case, price: u64) {
        case.reprice(price);
        let ends_at = case.now() + WINDOW;
        case.auction(|auction| auction.ends_at = ends_at);
        case.vault(|vault| vault.events += 1);
    }
    fn stand_no_more(case: &mut Case) {
        case.auction(|auction| (auction.leader, auction.price, auction.ends_at) = (Pubkey::default(), 0, 0));
    }
    assert_noticed_between(
        &case,
        &case,
        "INV-09",
        &[
            (|_| (), |case| offer_again(case, 699_999_999)),
            (|_| (), |case| offer_again(case, 734_999_999)),
            // At the reserve it is a bid.
            (|_| (), |case| offer_again(case, 1_000_000_000)),
            (|_| (), |case| (offer_again(case, 735_000_000), case.auction(|a| a.ends_at += 1)).1),
            (|_| (), |case| case.auction(|auction| auction.ends_at -= 1)),
            (|_| (), |case| case.auction(|auction| auction.opener = STRANGER)),
            // Gone before its window is over, and gone without its bid.
            (|_| (), stand_no_more),
            (|case| case.clock(|now| *now -= WINDOW), stand_no_more),
        ],
    );
    let checker = Checker::default();
    checker.check(&case.accounts.list()).unwrap();
    let mut better = case.clone();
    offer_again(&mut better, 735_000_000);
    checker.check(&better.accounts.list()).unwrap();
    let mut late = case;
    late.clock(|now| *now += WINDOW);
    assert_noticed_between(&late, &late, "INV-09", &[(|_| (), stand_no_more)]);
}

#[tokio::test]
async fn inv_09_and_inv_12_notice_offers_that_stand_in_spite_of_a_licence() {
    /// As if a licence had been taken beyond what the offer accepts.
    fn license_since(case: &mut Case) {
        case.vault(|vault| vault.licensed_until = 1);
        case.auction(|auction| auction.licensed_until = 0);
    }
    let case = offered().await;
    let mut world = World::new().await;
    let vault = offer(&mut world).await;
    world.bank.advance(WINDOW).await;
    let before = Case::of(&mut world, &vault).await;
    world.accept_offer(&vault).await.unwrap();
    let accepted = Case::of(&mut world, &vault).await;
    assert_noticed_between(&before, &accepted, "INV-09", &[(license_since, license_since)]);

    // Made by a bidder who does not know of it.
    let mut world = World::new().await;
    let vault = offer(&mut world).await;
    let before = Case::of(&mut world, &vault).await;
    let dan = world.actor("Dan").await;
    world.offer(&vault, &dan, 800_000_000, 0).await.unwrap();
    let better = Case::of(&mut world, &vault).await;
    assert_noticed_between(&before, &better, "INV-12", &[(license_since, license_since)]);

    // One that fell is free at once.
    let mut fallen = case;
    license_since(&mut fallen);
    let checker = Checker::default();
    checker.check(&fallen.accounts.list()).unwrap();
    let bid: Bid = fallen.accounts.get(&pda::bid(&fallen.vault.address, &fallen.cleo));
    let holder = fallen.vault.fraction_account(&fallen.cleo);
    fallen.remove(pda::bid(&fallen.vault.address, &fallen.cleo));
    fallen.token(pda::fraction_escrow(&fallen.vault.address), |escrow| escrow.amount -= bid.fractions);
    fallen.token(holder, |holder| holder.amount += bid.fractions);
    fallen.cash_escrow(|escrow| escrow.amount -= bid.cash);
    fallen.auction(|auction| {
        (auction.leader, auction.price, auction.ends_at) = (Pubkey::default(), 0, 0);
        (auction.cash, auction.bids_cash) = (auction.cash - bid.cash, auction.bids_cash - bid.cash);
        (auction.fractions, auction.open_bids) = (auction.fractions - bid.fractions, auction.open_bids - 1);
    });
    fallen.vault(|vault| vault.events += 1);
    checker.check(&fallen.accounts.list()).unwrap();
}

#[tokio::test]
async fn inv_03_and_inv_09_notice_bids_that_change_and_do_not_lead() {
    fn dans(case: &mut Case) -> Pubkey {
        let vault = case.vault.address;
        let bids = [case.ana, case.ben].map(|holder| pda::bid(&vault, &holder));
        let open = case.accounts.list().into_iter().map(|(address, _)| address);
        let bid = open.filter(|address| !bids.contains(address) && *address != pda::bid(&vault, &case.cleo));
        let found =
            bid.into_iter().find(|address| mosaic_client::state::decode::<Bid>(&case.accounts.0[address].data).is_ok());
        found.expect("the offer that was exceeded")
    }
    fn raise(case: &mut Case, price: u64, cash: u64) {
        let address = dans(case);
        case.accounts.change::<Bid>(&address, |bid| (bid.price, bid.cash) = (price, cash));
        case.auction(|auction| {
            let more = cash - 600_000_000;
            (auction.cash, auction.bids_cash) = (auction.cash + more, auction.bids_cash + more);
        });
        case.cash_escrow(|escrow| escrow.amount += cash - 600_000_000);
    }
    let case = offered().await;
    assert_noticed_between(&case, &case, "INV-09", &[(|_| (), |case| raise(case, 690_000_000, 690_000_000))]);
    assert_noticed_in(&case, "INV-03", &[|case| raise(case, 600_000_000, 600_000_001)]);
}

#[tokio::test]
async fn inv_09_notices_auctions_that_start_otherwise_than_by_the_reserve_or_the_offer() {
    let mut world = World::new().await;
    let vault = offer(&mut world).await;
    let (ana, ben) = (world.actor("Ana").await, world.actor("Ben").await);
    world.stake(&vault, &ana, vault.part(1_000)).await.unwrap();
    world.ask(&vault, &ana, Some(100)).await.unwrap();
    world.stake(&vault, &ben, 1).await.unwrap();
    world.bank.advance(WINDOW).await;
    world.stake(&vault, &ben, 1).await.unwrap();
    let before = Case::of(&mut world, &vault).await;
    world.accept_offer(&vault).await.unwrap();
    let after = Case::of(&mut world, &vault).await;
    /// As if Ben asked as much as Ana: just above the veto.
    fn veto(case: &mut Case) {
        case.stake(case.ben, |stake| (stake.asks, stake.level) = (1, 100));
        case.asks(|asks| (asks.asking, asks.weights[100]) = (asks.asking + 2, asks.weights[100] + 2));
    }
    assert_noticed_between(
        &before,
        &after,
        "INV-09",
        &[
            (veto, veto),
            (|case| case.auction(|auction| auction.ends_at += 1), |_| ()),
            (|_| (), |case| case.auction(|auction| auction.ends_at += 1)),
            (|_| (), |case| case.auction(|auction| auction.started_at += 1)),
            (|_| (), |case| case.reprice(710_000_000)),
        ],
    );

    let mut world = World::new().await;
    let vault = offer(&mut world).await;
    let before = Case::of(&mut world, &vault).await;
    let cleo = world.actor("Cleo").await;
    world.bid(&vault, &cleo, 1_000_000_000, 0).await.unwrap();
    let after = Case::of(&mut world, &vault).await;
    assert_noticed_between(
        &before,
        &after,
        "INV-09",
        &[
            (|_| (), |case| (case.reprice(999_999_999), case.auction(|auction| auction.reserve = 999_999_999)).1),
            (|_| (), |case| case.auction(|auction| auction.reserve -= 1)),
            (|_| (), |case| case.auction(|auction| auction.ends_at -= 1)),
        ],
    );
}

/// Dan holds an exclusive licence for a day and is in its last hour; another was granted to him and not taken.
async fn license(world: &mut World) -> VaultCookie {
    let vault = world.at(Stage::Active).await;
    let [ana, ..] = world.spread(&vault).await;
    let dan = world.actor("Dan").await;
    world.stake(&vault, &ana, vault.part(4_000)).await.unwrap();
    world.add_income_mint(&vault, &vault.quote_mint).await.unwrap();
    carry(world, &vault, &ana, grant(&dan, 5_000, DAY, true)).await;
    carry(world, &vault, &ana, grant(&dan, 5_000, DAY, false)).await;
    world.bank.advance(4 * DAY).await;
    for number in 0..2 {
        world.execute(&vault, number).await.unwrap();
    }
    world.send(&[vault.take_license(&dan.pubkey(), 0).accept()], &[&dan]).await.unwrap();
    world.bank.advance(DAY - 3_600).await;
    world.give_fractions(&vault, &vault.creator.clone(), &ana.pubkey(), 1).await;
    vault
}

fn change_license(case: &mut Case, number: u64, change: impl FnOnce(&mut License)) {
    case.accounts.change(&pda::license(&case.vault.address, number), change);
}

#[tokio::test]
async fn inv_12_notices_licences_that_run_side_by_side_or_longer_than_the_vault_knows() {
    let mut world = World::new().await;
    let vault = license(&mut world).await;
    let case = Case::of(&mut world, &vault).await;
    assert_noticed_in(
        &case,
        "INV-12",
        &[
            |case| case.vault(|vault| vault.licensed_until -= 1),
            |case| case.vault(|vault| vault.exclusive_until -= 1),
            |case| change_license(case, 0, |license| license.until += 86_400),
            |case| change_license(case, 0, |license| (license.from, license.until) = (0, license.until)),
            |case| change_license(case, 0, |license| license.from -= 1),
            |case| change_license(case, 0, |license| license.ended = 2),
            |case| change_license(case, 0, |license| license.exclusive = 2),
            |case| case.relocate(pda::license(&case.vault.address, 0)),
            // Beside the exclusive one, if only for a second.
            |case| {
                let license: License = case.accounts.get(&pda::license(&case.vault.address, 0));
                case.vault(|vault| vault.licensed_until += 86_399);
                let until = license.until + 86_399;
                change_license(case, 1, |other| (other.from, other.until) = (until - 86_400, until));
            },
        ],
    );
    assert_noticed_in(&case, "INV-10", &[|case| case.vault(|vault| vault.proposals = 0)]);
    assert_noticed_between(
        &case,
        &case,
        "INV-12",
        &[
            (|_| (), |case| case.vault(|vault| vault.licensed_until += 1)),
            (|case| case.vault(|vault| vault.licensed_until += 1), |_| ()),
            // Closed while it runs, and while it can be taken.
            (|_| (), |case| case.remove(pda::license(&case.vault.address, 0))),
            (|_| (), |case| case.remove(pda::license(&case.vault.address, 1))),
        ],
    );
    assert_noticed_between(
        &case,
        &case,
        "INV-10",
        &[
            (|_| (), |case| change_license(case, 0, |license| license.ended = 1)),
            (|case| change_license(case, 0, |license| license.ended = 1), |_| ()),
            (|_| (), |case| change_license(case, 0, |license| license.fee -= 1)),
            (|_| (), |case| change_license(case, 0, |license| license.licensee = STRANGER)),
            (|_| (), |case| change_license(case, 0, |license| license.terms_hash = [1; 32])),
            (|_| (), |case| change_license(case, 0, |license| license.opener = STRANGER)),
            (|case| case.remove(pda::license(&case.vault.address, 1)), |_| ()),
        ],
    );
}

#[tokio::test]
async fn inv_12_notices_licences_that_are_taken_for_nothing_or_too_late() {
    let mut world = World::new().await;
    let vault = license(&mut world).await;
    let dan = world.actor("Dan").await;
    let before = Case::of(&mut world, &vault).await;
    world.send(&[vault.take_license(&dan.pubkey(), 0).renew()], &[&dan]).await.unwrap();
    let after = Case::of(&mut world, &vault).await;
    fn renew_once_more(case: &mut Case) {
        change_license(case, 0, |license| license.until += 86_400);
        case.vault(|vault| {
            (vault.licensed_until, vault.exclusive_until) =
                (vault.licensed_until + 86_400, vault.exclusive_until + 86_400);
        });
    }
    /// As if the fee had been another.
    fn cost(case: &mut Case, fee: u64) {
        change_license(case, 0, |license| license.fee = fee);
    }
    assert_noticed_between(
        &before,
        &after,
        "INV-12",
        &[
            (|_| (), renew_once_more),
            (|case| cost(case, 5_001), |case| cost(case, 5_001)),
            (
                |case| change_license(case, 0, |license| license.ended = 1),
                |case| change_license(case, 0, |license| license.ended = 1),
            ),
        ],
    );
    // Over, by a second.
    fn an_hour_later(case: &mut Case) {
        case.clock(|now| *now += 3_600);
        let now = case.now();
        case.pool(|pool| pool.updated_at = now);
    }
    let mut late = after.clone();
    an_hour_later(&mut late);
    let checker = Checker::default();
    checker.check(&before.accounts.list()).unwrap();
    assert!(checker.check(&late.accounts.list()).is_err());
}
