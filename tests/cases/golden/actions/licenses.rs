//! Licences.

use {
    super::scene::Scene,
    crate::file::json,
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        actions::{TakeLicense, accept_license, close_license, renew_license},
        state::Action,
    },
    mosaic_harness::{Actor, VaultCookie, VaultSpec, WorldOptions},
    serde_json::json,
};

const DAY: i64 = 86_400;

/// Has Ana pass what grants licences, and executes it at the earliest second.
async fn granted(scene: &mut Scene, vault: &VaultCookie, ana: &Actor, licences: &[(&Actor, u64, bool)]) {
    let mut numbers = Vec::new();
    for (licensee, fee, exclusive) in licences {
        let action = Action::GrantLicense {
            licensee: licensee.pubkey(),
            terms_uri: "https://example.org/loan".to_owned(),
            terms_hash: [7; 32],
            fee: *fee,
            term_secs: 2_592_000,
            exclusive: *exclusive,
        };
        let number = scene.world.propose(vault, ana, action).await.expect("a proposal");
        scene.world.vote(vault, ana, number, true).await.expect("a vote");
        numbers.push(number);
    }
    scene.world.bank.advance(4 * DAY).await;
    for number in numbers {
        scene.world.execute(vault, number).await.expect("a proposal that passed");
    }
}

async fn closed(scene: &mut Scene, name: &str, vault: &Pubkey, number: u64) {
    let order = json!({ "vault": json(vault), "number": json(&number) });
    let run = async |reader: &super::Recorder<'_>| close_license(reader, vault, number).await;
    if let Ok(action) = scene.record(name, "close_license", order, run).await {
        scene.perform(&action, &[]).await;
    }
}

fn take(vault: &VaultCookie, number: u64, licensee: &Actor) -> TakeLicense {
    TakeLicense::new(vault.address, number, licensee.pubkey())
}

#[tokio::test]
async fn licences_are_taken_as_committed() {
    let mut scene = Scene::new().await;
    let (vault, [ana, ben, cleo]) = scene.spread(VaultSpec::default()).await;
    scene.world.stake(&vault, &ana, vault.part(4_000)).await.expect("a stake");
    let fee = 50_000_000;
    granted(
        &mut scene,
        &vault,
        &ana,
        &[(&ben, fee, false), (&cleo, fee, true), (&cleo, 0, false), (&ben, u64::MAX, false)],
    )
    .await;
    refused!(scene, "that there is not", accept_license, take(&vault, 9, &ben));
    refused!(scene, "of somebody else", accept_license, take(&vault, 0, &cleo));
    refused!(scene, "dearer than the wallet can pay", accept_license, take(&vault, 3, &ben));
    refused!(scene, "that was not taken", renew_license, take(&vault, 0, &ben));
    closed(&mut scene, "that can be taken", &vault.address, 0).await;
    done!(scene, "the first: it adds the quote mint", accept_license, take(&vault, 0, &ben), [&ben]);
    refused!(scene, "a second time", accept_license, take(&vault, 0, &ben));
    refused!(scene, "an exclusive one beside another", accept_license, take(&vault, 1, &cleo));
    done!(scene, "without a fee", accept_license, take(&vault, 2, &cleo), [&cleo]);
    scene.world.bank.advance(DAY).await;
    done!(scene, "in its term", renew_license, take(&vault, 0, &ben), [&ben]);
    refused!(scene, "beyond the next term", renew_license, take(&vault, 0, &ben));
    closed(&mut scene, "that runs", &vault.address, 0).await;
    let cash = scene.world.cash_account(&cleo.pubkey());
    scene.world.set_frozen(&cash, true).await;
    refused!(scene, "from a frozen account", renew_license, take(&vault, 2, &cleo));
    scene.world.set_frozen(&cash, false).await;
    scene.world.bank.advance(14 * DAY).await;
    refused!(scene, "that is no longer offered", accept_license, take(&vault, 3, &ben));
    closed(&mut scene, "that is no longer offered", &vault.address, 3).await;
    scene.world.bank.advance(60 * DAY).await;
    refused!(scene, "that is over", renew_license, take(&vault, 0, &ben));
    closed(&mut scene, "that is over", &vault.address, 0).await;
    closed(&mut scene, "that is closed", &vault.address, 0).await;
    exclusive(&mut scene, &vault, [&ana, &ben, &cleo]).await;
    scene.hold("actions/licenses");
}

async fn exclusive(scene: &mut Scene, vault: &VaultCookie, [ana, ben, cleo]: [&Actor; 3]) {
    granted(scene, vault, ana, &[(cleo, 7, true), (ben, 7, false)]).await;
    done!(scene, "an exclusive one", accept_license, take(vault, 4, cleo), [cleo]);
    refused!(scene, "beside an exclusive one", accept_license, take(vault, 5, ben));
    let license = mosaic_client::pda::license(&vault.address, 4);
    let end = Action::EndLicense { license };
    let number = scene.world.propose(vault, ana, end).await.expect("a proposal");
    scene.world.vote(vault, ana, number, true).await.expect("a vote");
    scene.world.bank.advance(4 * DAY).await;
    scene.world.execute(vault, number).await.expect("a proposal that passed");
    refused!(scene, "that the holders ended", renew_license, take(vault, 4, cleo));
    let dan = scene.world.actor("Dan").await;
    scene.world.bid(vault, &dan, 1_000_000_000, 0).await.expect("a bid");
    refused!(scene, "in an auction", accept_license, take(vault, 5, ben));
}

#[tokio::test]
async fn licences_are_paid_in_sol_as_committed() {
    let mut scene = Scene::with(WorldOptions { native_quote: true, ..WorldOptions::default() }).await;
    let (vault, [ana, ..]) = scene.spread(VaultSpec::default()).await;
    let eve = scene.world.bank.actor("Eve").await;
    scene.world.stake(&vault, &ana, vault.part(4_000)).await.expect("a stake");
    granted(&mut scene, &vault, &ana, &[(&eve, 50_000_000, false), (&eve, 10_000_000_000_000, false)]).await;
    refused!(scene, "more than the wallet has", accept_license, take(&vault, 1, &eve));
    done!(scene, "by who has no account", accept_license, take(&vault, 0, &eve), [&eve]);
    scene.hold("actions/licenses_sol");
}
