//! Cash in wrapped SOL.

use {
    super::scene::Scene,
    mosaic_client::actions::{
        DepositIncome, Exit, PlaceBid, WithdrawOffer, WrappedSol, bid, deposit_income, exit, make_offer, withdraw_offer,
    },
    mosaic_harness::{VaultSpec, WorldOptions},
};

const PRICE: u64 = 1_000_000_000;
const WAYS: [(&str, WrappedSol); 3] = [
    ("wrapping what is missing", WrappedSol::Auto),
    ("unwrapping all", WrappedSol::UnwrapAll),
    ("as it is", WrappedSol::AsIs),
];

#[tokio::test]
async fn sol_is_wrapped_as_committed() {
    let mut scene =
        Scene::with(WorldOptions { native_quote: true, cash: 300_000_000, ..WorldOptions::default() }).await;
    let (vault, [ana, _, _]) = scene.spread(VaultSpec::default()).await;
    let address = vault.address;
    // Dan has some wrapped SOL, Eve has no account for it.
    let dan = scene.world.actor("Dan").await;
    let eve = scene.world.bank.actor("Eve").await;
    for (name, sol) in WAYS {
        let by_dan = PlaceBid { sol, ..PlaceBid::new(address, dan.pubkey(), PRICE) };
        let _ = act!(scene, &format!("some is there, {name}"), bid, by_dan);
        let by_eve = PlaceBid { sol, ..PlaceBid::new(address, eve.pubkey(), PRICE) };
        let _ = act!(scene, &format!("none is there, {name}"), bid, by_eve);
        let offer = PlaceBid { sol, ..PlaceBid::new(address, eve.pubkey(), PRICE / 2) };
        let _ = act!(scene, &format!("an offer, {name}"), make_offer, offer);
        let income =
            DepositIncome { vault: address, depositor: dan.pubkey(), mint: vault.quote_mint, amount: PRICE, sol };
        let _ = act!(scene, &format!("income, {name}"), deposit_income, income);
    }
    let dear = PlaceBid::new(address, eve.pubkey(), 1_000_000_000_000);
    refused!(scene, "more than the wallet has, with the rent", bid, dear);
    let dear = DepositIncome {
        vault: address,
        depositor: eve.pubkey(),
        mint: vault.quote_mint,
        amount: 1_000_000_000_000,
        sol: WrappedSol::Auto,
    };
    refused!(scene, "more income than the wallet has, with the rent", deposit_income, dear);
    done!(scene, "an offer of who has no account", make_offer, PlaceBid::new(address, eve.pubkey(), PRICE / 2), [&eve]);
    let offer = PlaceBid::new(address, dan.pubkey(), PRICE * 3 / 4);
    done!(scene, "an offer that exceeds it", make_offer, offer, [&dan]);
    for (name, sol) in WAYS {
        let withdraw = WithdrawOffer { sol, ..WithdrawOffer::new(address, eve.pubkey()) };
        possible!(scene, name, withdraw_offer, withdraw);
    }
    done!(scene, "by who was exceeded", withdraw_offer, WithdrawOffer::new(address, eve.pubkey()), [&eve]);
    done!(scene, "by who offered before", bid, PlaceBid::new(address, dan.pubkey(), PRICE), [&dan]);
    scene.world.end_auction(&vault).await;
    scene.world.settle(&vault).await.expect("an auction that has ended");
    for (name, sol) in WAYS {
        let leave = Exit { sol, ..Exit::new(address, ana.pubkey(), []) };
        possible!(scene, name, exit, leave);
    }
    scene.hold("actions/sol");
}
