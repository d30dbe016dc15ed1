//! The checks that follow every transaction do notice what is broken in offerings.

use {
    crate::checker_case::{Case, STRANGER, assert_noticed_between, assert_noticed_in},
    mosaic_client::{
        pda,
        state::{Offering, Purchase},
    },
    mosaic_harness::{Stage, World, invariants::Checker},
};

fn offering(case: &mut Case, change: impl FnOnce(&mut Offering)) {
    let address = pda::offering(&case.vault.address, 0);
    case.accounts.change(&address, change);
}

fn purchase(case: &mut Case, change: impl FnOnce(&mut Purchase)) {
    let address = pda::purchase(&pda::offering(&case.vault.address, 0), &case.ana);
    case.accounts.change(&address, change);
}

/// Ana has bought: a tenth of the supply, which reaches the minimum, or a little less.
pub async fn bought(amount: u64) -> Case {
    let mut world = World::new().await;
    let vault = world.at(Stage::Active).await;
    let ana = world.actor("Ana").await;
    world.open_offering(&vault, vault.plan(world.bank.now().await)).await.unwrap();
    world.buy(&vault, &ana, 0, amount).await.unwrap();
    Case::of(&mut world, &vault).await
}

#[tokio::test]
async fn inv_13_notices_every_unit_of_an_offering_without_one_owner() {
    let certain = bought(1_000_000_000).await;
    assert_noticed_in(
        &certain,
        "INV-13",
        &[
            |case| offering(case, |offering| offering.sold += 1),
            |case| offering(case, |offering| offering.delivered = 1),
            |case| offering(case, |offering| offering.refunded = 1),
            |case| offering(case, |offering| offering.raised = 1),
            |case| offering(case, |offering| offering.purchases_open = 2),
            |case| offering(case, |offering| offering.closed = 2),
            |case| offering(case, |offering| offering.highest_price += 1),
            |case| offering(case, |offering| offering.wallet_limit = 1),
            |case| offering(case, |offering| offering.end_price = 0),
            |case| offering(case, |offering| offering.ends_at += 40 * 86_400),
            |case| offering(case, |offering| offering.amount -= 1_600_000_000),
            |case| offering(case, |offering| offering.raised_cash = STRANGER),
            |case| purchase(case, |purchase| purchase.fractions += 1),
            |case| purchase(case, |purchase| purchase.delivered = 1),
            |case| purchase(case, |purchase| purchase.cost = 1),
            |case| case.vault(|vault| vault.offered = 0),
            |case| case.vault(|vault| vault.offering_price -= 1),
            |case| case.vault(|vault| vault.offering_ends_at += 1),
            |case| case.vault(|vault| vault.offerings_open = 0),
            |case| case.vault(|vault| vault.offerings = 0),
            |case| case.token(pda::raised_cash(&pda::offering(&case.vault.address, 0)), |cash| cash.amount -= 1),
            |case| case.token(pda::raised_cash(&pda::offering(&case.vault.address, 0)), |cash| cash.owner = STRANGER),
            |case| case.remove(pda::raised_cash(&pda::offering(&case.vault.address, 0))),
            |case| case.remove(pda::purchase(&pda::offering(&case.vault.address, 0), &case.ana)),
            |case| case.remove(pda::offering(&case.vault.address, 0)),
        ],
    );
    let uncertain = bought(999_999_990).await;
    assert_noticed_in(
        &uncertain,
        "INV-13",
        &[
            |case| offering(case, |offering| offering.delivered = 1),
            |case| offering(case, |offering| offering.refunded = 1),
            |case| purchase(case, |purchase| purchase.cost += 1),
            |case| case.vault(|vault| vault.offered = 2),
            |case| case.vault(|vault| vault.offering_price = 1_000_000_000),
        ],
    );
}

#[tokio::test]
async fn inv_13_notices_an_offering_that_takes_something_back() {
    let case = bought(1_000_000_000).await;
    assert_noticed_between(
        &case,
        &case,
        "INV-13",
        &[
            (|case| offering(case, |offering| offering.start_price += 1), |_| ()),
            (|case| offering(case, |offering| offering.minimum -= 1), |_| ()),
            (|case| offering(case, |offering| offering.wallet_limit = 1_000_000_000), |_| ()),
            (
                |case| {
                    offering(case, |offering| offering.delivered = 1);
                    purchase(case, |purchase| purchase.delivered = 1);
                },
                |_| (),
            ),
        ],
    );
    Checker::default().check(&case.accounts.list()).unwrap();
}
