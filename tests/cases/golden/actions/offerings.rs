//! Offerings.

use {
    super::{
        sale::{closed, settled},
        scene::Scene,
    },
    mosaic_client::{
        actions::{
            BuyFractions, ClaimPurchase, CloseOffering, Exit, OpenOffering, PlaceBid, accept_offer, bid, buy_fractions,
            claim_purchase, close_offering, exit, open_offering,
        },
        pda,
    },
    mosaic_harness::{Actor, Stage, VaultCookie, VaultSpec, WorldOptions},
    serde_json::json,
};

const DAY: i64 = 86_400;
const PRICE: u64 = 1_200_000_000;

/// A tenth of the supply for a day, from 1,200 down to 900 tokens of the whole, at most 4 % for each, 70 tokens at least.
async fn dutch(scene: &Scene, vault: &VaultCookie) -> OpenOffering {
    let ends_at = scene.world.bank.now().await + DAY;
    OpenOffering {
        end_price: 900_000_000,
        wallet_limit: vault.part(400),
        minimum: 70_000_000,
        ..OpenOffering::new(vault.address, vault.creator.pubkey(), vault.part(1_000), PRICE, ends_at)
    }
}

fn buy(vault: &VaultCookie, buyer: &Actor, amount: u64) -> BuyFractions {
    BuyFractions::new(vault.address, buyer.pubkey(), amount)
}

fn claim(vault: &VaultCookie, buyer: &Actor) -> ClaimPurchase {
    ClaimPurchase::new(vault.address, buyer.pubkey())
}

fn close_by(vault: &VaultCookie, payer: &Actor) -> CloseOffering {
    CloseOffering { vault: vault.address, number: None, payer: payer.pubkey() }
}

async fn accepted(scene: &mut Scene, name: &str, vault: &VaultCookie) {
    let (vault, order) = (vault.address, json!({ "vault": crate::file::json(&vault.address) }));
    let run = async |reader: &super::Recorder<'_>| accept_offer(reader, &vault).await;
    scene.record(name, "accept_offer", order, run).await.expect_err("more was paid in the offering");
}

#[tokio::test]
async fn offerings_are_opened_bought_in_and_closed_as_committed() {
    let mut scene = Scene::new().await;
    let vault = scene.world.vault_at(Stage::Active, VaultSpec::default()).await;
    let [ana, ben, cleo] =
        [scene.world.actor("Ana").await, scene.world.actor("Ben").await, scene.world.actor("Cleo").await];
    let creator = vault.creator.clone();
    let plan = dutch(&scene, &vault).await;
    refused!(scene, "where there is none", buy_fractions, buy(&vault, &ana, 1));
    refused!(scene, "where there is none", close_offering, close_by(&vault, &creator));
    refused!(scene, "by somebody else", open_offering, OpenOffering { creator: ana.pubkey(), ..plan });
    refused!(scene, "rising", open_offering, OpenOffering { end_price: PRICE + 1, ..plan });
    possible!(
        scene,
        "at a fixed price",
        open_offering,
        OpenOffering::new(vault.address, creator.pubkey(), 5, 7, plan.ends_at)
    );
    done!(scene, "falling", open_offering, plan, [&creator]);
    refused!(scene, "while one runs", open_offering, plan);
    refused!(scene, "nothing", buy_fractions, buy(&vault, &ana, 0));
    refused!(scene, "more than are offered", buy_fractions, buy(&vault, &ana, vault.part(1_000) + 1));
    refused!(scene, "more than a wallet may", buy_fractions, buy(&vault, &ana, vault.part(401)));
    let bounded = BuyFractions { max_cost: Some(35_999_999), ..buy(&vault, &ana, vault.part(300)) };
    refused!(scene, "above the bound", buy_fractions, bounded);
    done!(scene, "below the minimum", buy_fractions, buy(&vault, &ana, vault.part(300)), [&ana]);
    refused!(scene, "below the minimum", claim_purchase, claim(&vault, &ana));
    refused!(scene, "of who bought nothing", claim_purchase, claim(&vault, &ben));
    refused!(scene, "while it runs", close_offering, close_by(&vault, &creator));
    scene.world.offer(&vault, &cleo, 950_000_000, 0).await.expect("an offer");
    scene.world.bank.advance(DAY / 2).await;
    done!(scene, "with which the minimum is reached", buy_fractions, buy(&vault, &ben, vault.part(400)), [&ben]);
    refused!(scene, "below what was paid in the offering", bid, PlaceBid::new(vault.address, cleo.pubkey(), PRICE - 1));
    accepted(&mut scene, "below what was paid in the offering", &vault).await;
    done!(
        scene,
        "of what is certain, by somebody else",
        claim_purchase,
        ClaimPurchase { payer: ben.pubkey(), ..claim(&vault, &ana) },
        [&ben]
    );
    refused!(scene, "a second time while it runs", claim_purchase, claim(&vault, &ana));
    done!(scene, "more, which is delivered at once", buy_fractions, buy(&vault, &ana, vault.part(100)), [&ana]);
    possible!(scene, "the rest, which ends it", buy_fractions, buy(&vault, &cleo, vault.part(200)));
    scene.world.bank.advance(DAY / 2).await;
    refused!(scene, "after the end", buy_fractions, buy(&vault, &cleo, 1));
    possible!(scene, "a buyer after the end", exit, Exit::new(vault.address, ana.pubkey(), []));
    possible!(scene, "the creator after the end", exit, Exit::new(vault.address, creator.pubkey(), []));
    done!(scene, "with purchases left", close_offering, close_by(&vault, &cleo), [&cleo]);
    refused!(scene, "again, with purchases left", close_offering, close_by(&vault, &cleo));
    done!(scene, "of what was delivered before", claim_purchase, claim(&vault, &ben), [&ben]);
    done!(scene, "a buyer of whom only the record is left", exit, Exit::new(vault.address, ana.pubkey(), []), [&ana]);
    sent_uninvited(&mut scene, &vault).await;
    done!(scene, "with what was sent uninvited", close_offering, close_by(&vault, &cleo), [&cleo]);
    refused!(
        scene,
        "after one that has succeeded",
        open_offering,
        OpenOffering { ends_at: plan.ends_at + DAY, ..plan }
    );
    failed(&mut scene).await;
    sold(&mut scene).await;
    scene.hold("actions/offerings");
}

async fn sent_uninvited(scene: &mut Scene, vault: &VaultCookie) {
    let offering = pda::offering(&vault.address, vault_number(scene, vault).await);
    scene.world.give_cash(&pda::raised_cash(&offering), 77).await;
}

async fn vault_number(scene: &Scene, vault: &VaultCookie) -> u64 {
    scene.world.vault(vault).await.offerings - 1
}

/// One that reaches no minimum, after one that was called off.
async fn failed(scene: &mut Scene) {
    let vault = scene.world.vault_at(Stage::Active, VaultSpec { id: 2, ..VaultSpec::default() }).await;
    let (ana, dan, creator) = (scene.world.actor("Ana").await, scene.world.actor("Dan").await, vault.creator.clone());
    let plan = dutch(scene, &vault).await;
    let later = OpenOffering { starts_at: plan.ends_at, ends_at: plan.ends_at + DAY, ..plan };
    done!(scene, "that starts later", open_offering, later, [&creator]);
    refused!(scene, "before the start", buy_fractions, buy(&vault, &ana, 1));
    refused!(scene, "that has not started, by somebody else", close_offering, close_by(&vault, &dan));
    done!(scene, "by its creator, before anything is sold", close_offering, close_by(&vault, &creator), [&creator]);
    done!(scene, "after one that was called off", open_offering, plan, [&creator]);
    done!(scene, "the only one", buy_fractions, buy(&vault, &ana, 1_000), [&ana]);
    scene.world.bank.advance(DAY).await;
    possible!(scene, "whose cost comes back", exit, Exit::new(vault.address, ana.pubkey(), []));
    possible!(
        scene,
        "of a failed one, by somebody else",
        claim_purchase,
        ClaimPurchase { payer: dan.pubkey(), ..claim(&vault, &ana) }
    );
    let cash = scene.world.cash_account(&ana.pubkey());
    scene.world.set_frozen(&cash, true).await;
    refused!(scene, "to a frozen account", claim_purchase, claim(&vault, &ana));
    scene.world.set_frozen(&cash, false).await;
    done!(scene, "of a failed one", claim_purchase, claim(&vault, &ana), [&ana]);
    done!(scene, "the creator of a failed one", exit, Exit::new(vault.address, creator.pubkey(), []), [&creator]);
}

/// One that sells everything it offers, in a vault that is sold.
async fn sold(scene: &mut Scene) {
    let vault = scene.world.vault_at(Stage::Active, VaultSpec { id: 3, ..VaultSpec::default() }).await;
    let (ana, dan, creator) = (scene.world.actor("Ana").await, scene.world.actor("Dan").await, vault.creator.clone());
    let plan = OpenOffering { wallet_limit: vault.part(1_000), minimum: 0, ..dutch(scene, &vault).await };
    done!(scene, "without a minimum", open_offering, plan, [&creator]);
    done!(scene, "all of it", buy_fractions, buy(&vault, &ana, vault.part(1_000)), [&ana]);
    scene.world.bid(&vault, &dan, 1_000_000_000, 0).await.expect("nothing runs any more");
    refused!(scene, "in an auction", buy_fractions, buy(&vault, &dan, 1));
    scene.world.end_auction(&vault).await;
    settled(scene, "with an offering that is not closed", &vault.address, true).await;
    closed(scene, "with an offering that is not closed", &vault.address, &dan).await;
    let mints: Vec<_> = vault.nfts.iter().map(|nft| nft.mint).collect();
    let (painter, framer) = (scene.world.actor("painter").await, scene.world.actor("framer").await);
    done!(scene, "the winner, with an offering", exit, Exit::new(vault.address, dan.pubkey(), mints.clone()), [&dan]);
    for payee in [&painter, &framer] {
        done!(scene, "a creator of the NFT", exit, Exit::new(vault.address, payee.pubkey(), mints.clone()), [payee]);
    }
    done!(scene, "who bought in the offering", exit, Exit::new(vault.address, ana.pubkey(), []), [&ana]);
    scene.world.redeem(&vault, &creator, vault.part(9_000)).await.expect("the last fractions");
    scene.world.claim_curator_fee(&vault).await.expect("a fee");
    closed(scene, "with an offering that is over", &vault.address, &dan).await.expect("only the creator's own is left");
}

#[tokio::test]
async fn offerings_are_paid_in_sol_as_committed() {
    let mut scene = Scene::with(WorldOptions { native_quote: true, ..WorldOptions::default() }).await;
    let vault = scene.world.vault_at(Stage::Active, VaultSpec::default()).await;
    let eve = scene.world.bank.actor("Eve").await;
    let plan = OpenOffering { wallet_limit: vault.part(1_000), ..dutch(&scene, &vault).await };
    done!(scene, "in SOL", open_offering, plan, [&vault.creator]);
    done!(scene, "by who has no account", buy_fractions, buy(&vault, &eve, 1_000), [&eve]);
    scene.world.bank.advance(DAY).await;
    done!(scene, "back in SOL", claim_purchase, claim(&vault, &eve), [&eve]);
    scene.hold("actions/offerings_sol");
}
