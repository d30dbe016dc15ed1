//! Offers below the reserve.

use {
    super::scene::Scene,
    crate::file::json,
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        actions::{
            PlaceBid, TakeLicense, WithdrawOffer, accept_license, accept_offer, bid, make_offer, withdraw_offer,
        },
        rules::Terms,
        state::Action,
    },
    mosaic_harness::{Actor, VaultCookie, VaultSpec},
    serde_json::json,
};

const DAY: i64 = 86_400;

async fn accepted(scene: &mut Scene, name: &str, vault: &Pubkey, perform: bool) {
    let order = json!({ "vault": json(vault) });
    let run = async |reader: &super::Recorder<'_>| accept_offer(reader, vault).await;
    let action = scene.record(name, "accept_offer", order, run).await;
    if perform {
        scene.perform(&action.expect("an offer that can be accepted"), &[]).await;
    }
}

fn offer(vault: &VaultCookie, bidder: &Actor, price: u64) -> PlaceBid {
    PlaceBid::new(vault.address, bidder.pubkey(), price)
}

#[tokio::test]
async fn offers_are_made_and_accepted_as_committed() {
    let mut scene = Scene::new().await;
    let (vault, [ana, ben, cleo]) = scene.spread(VaultSpec::default()).await;
    let (dan, address) = (scene.world.actor("Dan").await, vault.address);
    let back = |bidder: &Actor| WithdrawOffer::new(address, bidder.pubkey());
    accepted(&mut scene, "that there is not", &address, false).await;
    refused!(scene, "of who made none", withdraw_offer, back(&dan));
    refused!(scene, "of nothing", make_offer, offer(&vault, &dan, 0));
    refused!(scene, "at the reserve", make_offer, offer(&vault, &dan, 1_000_000_000));
    refused!(scene, "with all fractions", make_offer, offer(&vault, &dan, 5).with_fractions(vault.supply));
    done!(scene, "the first", make_offer, offer(&vault, &dan, 100_000_000), [&dan]);
    refused!(scene, "less than a step above", make_offer, offer(&vault, &cleo, 104_999_999));
    let with_hers = offer(&vault, &cleo, 200_000_000).with_fractions(vault.part(2_500));
    done!(scene, "that exceeds another, with fractions", make_offer, with_hers, [&cleo]);
    done!(scene, "that was exceeded", withdraw_offer, back(&dan), [&dan]);
    refused!(scene, "that stands", withdraw_offer, back(&cleo));
    accepted(&mut scene, "while it is open", &address, false).await;
    possible!(scene, "while an offer stands", bid, offer(&vault, &dan, 1_000_000_000));
    vetoed(&mut scene, &vault, [&ana, &ben]).await;
    let less = offer(&vault, &cleo, 300_000_000).with_fractions(9);
    done!(scene, "raised with fewer fractions", make_offer, less, [&cleo]);
    scene.world.bank.advance(14 * DAY).await;
    possible!(scene, "once its window is over", withdraw_offer, back(&cleo));
    accepted(&mut scene, "once its window is over", &address, true).await;
    accepted(&mut scene, "in an auction", &address, false).await;
    refused!(scene, "in an auction", make_offer, offer(&vault, &dan, 400_000_000));
    refused!(scene, "in an auction", withdraw_offer, back(&cleo));
    done!(scene, "over an offer that was accepted", bid, offer(&vault, &dan, 315_000_000), [&dan]);
    at_reserve(&mut scene).await;
    fallen(&mut scene).await;
    scene.hold("actions/offers");
}

async fn vetoed(scene: &mut Scene, vault: &VaultCookie, [ana, ben]: [&Actor; 2]) {
    scene.world.stake(vault, ben, vault.part(1_000)).await.expect("a stake");
    scene.world.ask(vault, ben, Some(92)).await.expect("an ask");
    possible!(scene, "which exactly the veto asks more than", make_offer, offer(vault, ana, 250_000_000));
    scene.world.stake(vault, ben, 1).await.expect("a stake");
    possible!(scene, "which more than the veto asks more than", make_offer, offer(vault, ana, 250_000_000));
    scene.world.bank.advance(14 * DAY).await;
    accepted(scene, "that is vetoed", &vault.address, false).await;
    scene.world.ask(vault, ben, None).await.expect("an ask");
}

/// The reserve falls to the price of an offer.
async fn at_reserve(scene: &mut Scene) {
    let (vault, [ana, ben, _]) = scene.spread(VaultSpec { id: 2, ..VaultSpec::default() }).await;
    let dan = scene.world.actor("Dan").await;
    scene.world.offer(&vault, &dan, 900_000_000, 0).await.expect("an offer");
    for (holder, amount) in [(&ana, vault.part(4_000)), (&ben, vault.part(1_100))] {
        scene.world.stake(&vault, holder, amount).await.expect("a stake");
        scene.world.ask(&vault, holder, Some(92)).await.expect("an ask");
    }
    refused!(scene, "at the reserve, less than a step above the offer", bid, offer(&vault, &ben, 900_000_001));
    possible!(scene, "a step above an offer at the reserve", bid, offer(&vault, &ben, 945_000_000));
    accepted(scene, "to which the reserve has fallen", &vault.address, true).await;
    let terms = Terms { offer_window_secs: 0, ..Terms::with_opening_price(1_000) };
    let (vault, [ana, ..]) = scene.spread(VaultSpec { id: 3, terms, ..VaultSpec::default() }).await;
    refused!(scene, "where none are taken", make_offer, offer(&vault, &ana, 10));
}

/// A licence was taken since an offer was made, and outlasts what it accepted.
async fn fallen(scene: &mut Scene) {
    let (vault, [ana, ben, _]) = scene.spread(VaultSpec { id: 4, ..VaultSpec::default() }).await;
    let dan = scene.world.actor("Dan").await;
    scene.world.stake(&vault, &ana, vault.part(4_000)).await.expect("a stake");
    let action = Action::GrantLicense {
        licensee: ben.pubkey(),
        terms_uri: String::new(),
        terms_hash: [0; 32],
        fee: 1,
        term_secs: 315_360_000,
        exclusive: false,
    };
    let number = scene.world.propose(&vault, &ana, action).await.expect("a proposal");
    scene.world.vote(&vault, &ana, number, true).await.expect("a vote");
    scene.world.bank.advance(4 * DAY).await;
    scene.world.execute(&vault, number).await.expect("a proposal that passed");
    done!(scene, "before a licence is taken", make_offer, offer(&vault, &dan, 100_000_000), [&dan]);
    let take = TakeLicense::new(vault.address, number, ben.pubkey());
    done!(scene, "while an offer stands", accept_license, take, [&ben]);
    accepted(scene, "that fell because of a licence", &vault.address, false).await;
    possible!(scene, "where one fell because of a licence", make_offer, offer(&vault, &ana, 1));
    let back = WithdrawOffer::new(vault.address, dan.pubkey());
    done!(scene, "that fell because of a licence", withdraw_offer, back, [&dan]);
    possible!(scene, "with a licence that runs", bid, offer(&vault, &dan, 1_000_000_000));
}
